"""An act cut into sentences, clauses and rows of tables, each with the labelled part (volet, operation, lot) that it belongs to."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise

from pipeline.judge.counting import SUM
from pipeline.judge.wording import flat, says
from pipeline.records.council import Act
from pipeline.records.folding import fold
from pipeline.records.lexicon import alternatives_of
from pipeline.records.source import Evidence, Passage

LONG_CODE = 4  # characters of a code that no other number of a table is taken for
NEXT_SUM = 40  # characters from "et" to the sum of the next thing: "et une aide exceptionnelle de"
_MARKER = r"(?:ARTICLE|Article|Art\.)\s+\w+(?:er|ER)?\s*[-–—:.]*|\d{1,2}\s?°\s?\)?|[-–—•●➢➔*+]|[a-z]\)"
_ABBREVIATED = r"(?<![ (]M\.)(?<!^M\.)(?<!\nM\.)(?<!MM\.)(?<!art\.)(?<!Art\.)(?<![ (][LRDn]\.)"
_CUT = re.compile(rf"(?<=[;:.])\s*(?=(?:{_MARKER})\s)|(?<=;)\s+|{_ABBREVIATED}(?<=[.!?])\s+(?=[A-ZÀÉÈÊÎÔÇ«(])")
_LEAD = re.compile(rf"^\s*(?:{_MARKER})?\s*", re.UNICODE)
_OPENS = re.compile(rf"(?:{_MARKER})\s|[A-ZÀÉÈÊÎÔÇ]{{4,}}\b")  # a marker, or a deciding verb in capitals
_ALONE = re.compile(
    r"\s*(?:ARTICLE|Article|Art\.)\s+(?:\d+(?:er|ER)?|premier|PREMIER|unique|UNIQUE)\s*[-–—:.]*\s*"
)  # a marker without its clause
_STOPS = ".;:!?»)"
_YEARS = r"(?!(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d\b)"  # "le programme 2025-2028" bears no number
_CODE = rf"\d{{2}}[a-z]{{1,4}}\d{{1,4}}|(?:19|20)\d\d-\d{{2}}(?![\d-])|{_YEARS}\d{{1,5}}(?:\.\d{{1,2}})?"  # "25P04", "2022-05", "3.2"
_MORE = re.compile(r"(?:,| et|, et) (?:(?:n° ?)?\d{3,}|[a-h](?![\w'’]))\b")  # the next number of a list ...
_MORE_OF = re.compile(r"(?:,| et|, et) (?:n° ?)?\d{1,2}\b(?! ?(?:%|€|000))")  # ... a short one behind a plural ("les missions 1 et 2")
_CHAPTER = re.compile(r"[IVX]{1,4}\s?(?:[.)]|[-–—]\s)")  # a heading that ends the part before
_NUMBERED = re.compile(r"n° ?(\d{2}[A-Za-z]{1,4}\d{1,4}|\d{1,5})\b")
_FORMULA = re.compile(
    r"^.*?\b(?:après en avoir délibéré|décide,? à l['’]unanimité|décide,? à la majorité|le conseil[^:]{0,80}décide) ?[^:]{0,120}:",
    re.S | re.I,
)


class Zone(StrEnum):
    """Where in the act a segment stands."""

    STATEMENT = "statement"
    OPERATIVE = "operative"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, clause or table row of an act. `page`, `start` and `end` are its place in the page; `label` the part it belongs to.

    `paragraph` counts the printed paragraphs of the act; `opens`: it begins a paragraph or an item of a list. `cells` are those of a row.
    """

    zone: Zone
    page: int
    start: int
    end: int
    text: str
    label: str | None = None
    heads: bool = False  # the label opens the segment
    paragraph: int = 0
    opens: bool = True
    cells: tuple[str, ...] = ()
    source: Evidence | None = None

    @property
    def passage(self) -> Passage | None:
        """The words on the page."""
        if self.source is None:
            return None
        words = self.source.part(self.start - self.source.start, self.end - self.source.start)
        return Passage((words,)) if words.quote else None


def segments_of(act: Act) -> list[Segment]:
    """The act's segments in the order exposé, dispositif, annexes; without the first two, the whole act counts as exposé."""
    return _labelled(list(_segments(act)))


def deciding_words(segment: str) -> str:
    """A clause of the operative part without its article number, bullet and the formula before it."""
    return _LEAD.sub("", _FORMULA.sub("", " ".join(_LEAD.sub("", segment).split()))).strip(" :;.-–")


def overlaps(segment: Segment, page: int, start: int, end: int) -> bool:
    """Whether the segment stands, at least in part, between two places of a page."""
    return segment.page == page and segment.start < end and start < segment.end


def _segments(act: Act) -> Iterable[Segment]:
    zones = [(Zone.STATEMENT, act.statement), (Zone.OPERATIVE, act.operative), *((Zone.ANNEX, a) for a in act.annexes)]
    if act.statement is None and act.operative is None:
        zones.append((Zone.STATEMENT, act.whole))
    if act.statement is None and act.operative is not None and says("act_parts", "bare_result", act.operative.text):
        zones = [(Zone.OPERATIVE, act.subject)]  # of a list of deliberations: all that is known of what was decided
    paragraph = 0
    for zone, passage in zones:
        for evidence in passage.evidence if passage else ():
            for begin, end in _lines(evidence.quote):
                paragraph += 1
                yield from _cut(zone, evidence, begin, end, paragraph)


def _lines(quote: str) -> Iterator[tuple[int, int]]:
    """The printed paragraphs of a passage. A line that goes on in the next one (it ends in no stop, and the next begins in the middle of a
    sentence) is one with it."""
    begin = end = 0
    lines = quote.split("\n")
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        end += len(line) + 1
        if after is None or not _goes_on(line, after):
            yield begin, end - 1
            begin = end


def _goes_on(line: str, after: str) -> bool:
    if "\t" in line or "\t" in after or not line.strip():
        return False
    if _ALONE.fullmatch(line):
        return not _OPENS.match(after.lstrip()) or after.lstrip()[:7].isupper()
    if line.rstrip()[-1] in _STOPS:
        return False
    return after.lstrip()[:1].islower() or after.lstrip()[:1] == "«" or says("act_parts", "open_end", line) is not None


def _cut(zone: Zone, evidence: Evidence, begin: int, end: int, paragraph: int) -> Iterator[Segment]:
    """The sentences of a line; the row of a table stays whole; several numbered sums of one sentence come apart."""
    line = evidence.quote[begin:end]
    row = "\t" in line
    cuts = [] if row else [*(m.span() for m in _CUT.finditer(line)), *((at, at) for at in (*_numbered(line), *_each_for(line)))]
    last = 0
    for cut, after in [*sorted(cuts), (len(line), len(line))]:
        if cut < len(line) and _ALONE.fullmatch(line, last, cut):
            continue
        text = " ".join(line[last:cut].split())
        if text:
            opens = last == 0 or line[:last].rstrip().endswith(";") or bool(_OPENS.match(text)) or (last, last) in cuts
            cells = tuple(" ".join(c.split()) for c in line.split("\t")) if row else ()
            at = evidence.start + begin
            yield Segment(zone, evidence.page, at + last, at + cut, text, paragraph=paragraph, opens=opens, cells=cells, source=evidence)
        last = after


def _numbered(line: str) -> list[int]:
    """Where a list of numbers, each with its sum, goes on: "les programmes n° 71, de 900 000 €, n° 72, de 80 000 €"."""
    found = list(_NUMBERED.finditer(line))
    if len(found) < 2:
        return []
    ends = [m.start() for m in found[1:]] + [len(line)]
    each = all(SUM.search(line, m.end(), end) and not _CUT.search(line, m.end(), end - 1) for m, end in zip(found, ends, strict=True))
    return [m.start() for m in found[1:]] if each else []


def _each_for(line: str) -> list[int]:
    """Where a sentence goes on to another sum for another thing: "une aide de 900 € pour le jardin et une de 600 € pour le four"."""
    found = [m for m in SUM.finditer(line) if says("spending", "bound_to", " ".join(line[m.end() :].split()[:2]))]
    cuts: list[int] = []
    for one, other in pairwise(found):
        at = line.rfind(" et ", one.end(), other.start()) + 1
        if at and other.start() - at <= NEXT_SUM and not _CUT.search(line, one.end(), other.start()):
            cuts.append(at)
    return cuts


def _labelled(segments: list[Segment]) -> list[Segment]:
    """Give each segment its part. A label that opens a segment holds until the next label or zone; one inside a clause holds for it."""
    found: list[Segment] = []
    current: str | None = None
    kind = ""
    zone: Zone | None = None
    headed = -1  # the paragraph that a label opens: what it names further on belongs to that part
    for segment in segments:
        if segment.zone is not zone or _CHAPTER.match(segment.text):
            current, zone = None, segment.zone
        labels = _labels(segment.text)
        numbered = _NUMBERED.match(segment.text)
        if any(_MORE.match(m.string, m.end()) or (_is_plural(m) and _MORE_OF.match(m.string, m.end())) for m in labels):
            found.append(replace(segment, label=None))  # a clause for several parts
        elif labels and labels[0].start() <= 3:
            current, headed = _name(labels[0]), segment.paragraph
            found.append(replace(segment, label=current, heads=True))
        elif labels and current and headed == segment.paragraph and _name(labels[0]).split()[0] != current.split()[0]:
            found.append(replace(segment, label=current))
        elif len({_name(m) for m in labels}) == 1:
            kind = _name(labels[0]).split()[0]
            found.append(replace(segment, label=_name(labels[0])))
        elif labels:
            found.append(segment)
        elif numbered and kind and segment.paragraph == found[-1].paragraph:
            found.append(replace(segment, label=f"{kind} {fold(numbered[1])}"))
        else:
            found.append(replace(segment, label=None if segment.zone is Zone.OPERATIVE else current))
    return _codes_of_rows(found)


def _labels(text: str) -> list[re.Match[str]]:
    """Labels in a text, folded; a letter A is one only where it is printed so ("à la" and "a été" are none)."""
    folded = flat(_LEAD.sub("", text))
    capital = re.search(r"(?<![\w.])A(?![\w’'])", text) is not None
    return [m for m in _label().finditer(folded) if m[2] != "a" or capital]


@functools.cache
def _kind() -> re.Pattern[str]:
    return re.compile(rf"({alternatives_of('act_parts', 'kind')})(?: ?n°)?$")


@functools.cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"\b({alternatives_of('act_parts', 'kind')}) (?:n° ?|n[o.] ?|numero )?([a-h](?!['’])|{_CODE}|i{{1,3}}|iv|v)\b")


def _is_plural(match: re.Match[str]) -> bool:
    return match[1].split(maxsplit=1)[0].endswith("s")


def _name(match: re.Match[str]) -> str:
    return _name_of(match[1], match[2])


def _name_of(words: str, code: str) -> str:
    kind = words.split(maxsplit=1)[0].removesuffix("s")
    return f"{'operation' if kind in ('autorisation', 'programme') else kind} {code}"


def _codes_of_rows(segments: list[Segment]) -> list[Segment]:
    """Rows that begin with the code of a part belong to it: in an annex any ("2307 Site du lavoir 180 000"), in another table long codes,
    and short ones below a header that says what is numbered ("Volet", "Lot")."""
    labels = {s.label for s in segments if s.label}
    codes = {label.split()[1]: label for s in segments if (label := s.label)}
    found: list[Segment] = []
    kind, before = "", False
    for segment in _out_of_inherited(segments, codes):
        if segment.cells and not before:
            kind = _kind_of(segment.cells[0])
        before = bool(segment.cells)
        first = _first_word(segment)
        numbered = f"{kind} {first}" if segment.cells and kind and first else ""
        if segment.label is None and (numbered in labels or (kind == "lot" and first.isdigit() and numbered)):
            found.append(replace(segment, label=numbered))
        elif segment.label is None and first in codes and (segment.zone is Zone.ANNEX or (segment.cells and len(first) >= LONG_CODE)):
            found.append(replace(segment, label=codes[first]))
        else:
            found.append(segment)
    return found


def _out_of_inherited(segments: Sequence[Segment], codes: Mapping[str, str]) -> list[Segment]:
    """A table whose rows carry the codes of several parts is the table of all of them: its rows do not belong to the part of which the
    sentence above it speaks."""
    found: list[Segment] = []
    for is_row, group in groupby(segments, key=lambda s: bool(s.cells)):
        run = list(group)
        named = {codes[code] for s in run if len(code := _first_word(s)) >= LONG_CODE and code in codes} if is_row else set()
        found += [replace(s, label=None) if len(named) > 1 and not s.heads else s for s in run]
    return found


def _first_word(segment: Segment) -> str:
    return next(iter(fold(segment.text).split()), "").removesuffix(".")


def _kind_of(header: str) -> str:
    """The kind of part that a table's first column numbers, as labels name it."""
    match = _kind().match(fold(header).strip())
    return _name_of(match[1], "").strip() if match else ""
