"""Measures and acts cut into pieces of about a sentence, each with the words on the page that it came from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from pipeline.match.sayings import Saying, Sayings, cleaned, key_of, says_enough
from pipeline.match.words import plain, stems
from pipeline.records.council import Act
from pipeline.records.plan import Measure
from pipeline.records.source import Passage


class Place(StrEnum):
    """Where in a measure or an act a piece stands."""

    TITLE = "title"  # the measure's own wording
    STEP = "step"
    FICHE = "fiche"  # what else is said of the measure
    SUBJECT = "subject"  # the act's title
    OPERATIVE = "operative"
    STATEMENT = "statement"
    ANNEX = "annex"
    ROW = "row"  # of a table, wherever it stands


PLACES = tuple(Place)


class Piece(NamedTuple):
    """Some words of a measure or act: `source.evidence[part].quote[start:end]`, cleaned, or all of `source` when `part` is None.

    A tuple, since hundreds of thousands are made, each in a quarter of the time that a frozen dataclass takes. `step` is the index of the
    measure's step, None elsewhere. `core` is what a row of a table says without its payee and its figures, "" for other pieces.
    """

    text: str
    place: Place
    source: Passage
    part: int | None = None
    start: int = 0
    end: int = 0
    step: int | None = None
    core: str = ""

    @property
    def said(self) -> str:
        """The words whose meaning is compared: names and sums of a row are compared for themselves."""
        return self.core or self.text

    @property
    def passage(self) -> Passage:
        """The words on the page."""
        return self.source if self.part is None else Passage((self.source.evidence[self.part].part(self.start, self.end),))


MEASURE_PIECES = 12
ACT_PIECES = 48
_FEWEST_WORDS = 2  # content words of a sentence of the fiche ("Recommandation 3." has one)
_LONGEST_PARAGRAPH = 600  # letters: a longer one speaks of too many things to be compared as one
# A sentence ends before a capital, quote or bullet; not after an abbreviation, initial or number ("art. 3", "M. Bellec", "n° 2. ").
# The sign first, so that nothing is tried elsewhere.
_END = re.compile(
    r"[\n.;:!?](?:(?<=\n)|(?<=;)(?=\s+(?:d['’]\w+er\b|de \w+(?:er|ir|re)\b))"
    r"|(?<!\n)(?=\s+[«\"“A-ZÀ-Þ•–—-])(?<!\b[A-Za-zÀ-ÿ].)(?<!\bart.)(?<!\bMme.)(?<!\bal.)(?<!\bcf.)(?<!\betc.))"
)
_BULLETS = "•■➜●"
_END_OR_BULLET = re.compile(rf"{_END.pattern}|\s(?=[{_BULLETS}]\s)")  # tries every blank: for texts that have bullets
_MANY, _SHARE = 4, 0.06  # acts, and share of the acts, that say the same
_CELLS = 2  # of a row
_CODE = 6  # letters of a cell that is a code or an abbreviation ("Fonct.")
_FIGURE = re.compile(r"\d")
_ALPHABETIC = re.compile(r"[^\W\d_]+")
# Labels of a fiche, wherever the reader left them among its sentences.
_LABEL = re.compile(
    r"\b(?:Constats?|Objectifs?|Étapes?|Pilotes?|Partenaires?|Échéances?|Calendrier|Indicateurs?|Budget(?: prévisionnel)?|Financements?"
    r"|Contexte|Pour quand|Avec|Qui|Quand|Combien|Comment|On mesurera|Ce que nous visons|Publics?(?: visés?)?|Moyens)"
    r"(?:\s*[?:]|(?=\s+[A-ZÀ-Þ\d,–-])|\s*$)\s*\.?"
)


def measure_pieces(measure: Measure) -> tuple[Piece, ...]:
    """Title first, then steps, then the sentences of the fiche that say something else, at most `MEASURE_PIECES`."""
    pieces = [Piece(measure.text.text, Place.TITLE, measure.text)]
    pieces += [Piece(step.text, Place.STEP, step, step=number) for number, step in enumerate(measure.steps)]
    known = {key_of(p.text) for p in pieces}
    title = measure.text.text.rstrip(" .;:")
    fields = _fields(measure)
    for printed, _, part, start, end in _sentences(measure.whole):
        text = cleaned(printed)
        if not says_enough(text):
            continue
        rest = text.partition(title)[2].strip(" .;:,–-") if title in text else text
        for field in fields:
            rest = rest.replace(field, " ")
        rest = " ".join(_LABEL.sub(" ", rest).split())
        if key_of(rest) not in known and says_enough(rest) and len(set(stems(rest))) >= _FEWEST_WORDS:
            known.add(key_of(rest))
            pieces.append(Piece(rest, Place.FICHE, measure.whole, part, start, end))
    return tuple(pieces[:MEASURE_PIECES])


def _fields(measure: Measure) -> list[str]:
    """What is known of the measure apart from its own words: who, with whom, when, how much. Longest first."""
    passages = [*measure.partners, *measure.indicators, *((measure.owner,) if measure.owner else ())]
    passages += [f.printed for f in (measure.deadline, measure.budget) if f]
    return sorted((p.text for p in passages if len(p.text) > 3), key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Cut:
    """The pieces of an act, and what each of them says. `subject` is the printed subject, folded."""

    pieces: tuple[Piece, ...]
    said: tuple[Saying, ...]
    subject: str


def cut_acts(acts: Iterable[Act]) -> Iterator[Cut]:
    """Each of these acts as `cut_act` cuts it; a sentence that several of them say is looked at once."""
    sayings = Sayings()
    for act in acts:
        yield cut_act(act, sayings)


def cut_act(act: Act, sayings: Sayings | None = None) -> Cut:
    """Subject first, then what the operative words, the exposé and the annexes say, formulas left out, at most `ACT_PIECES`.

    `sayings` are the sentences known so far, which this adds to."""
    sayings = Sayings() if sayings is None else sayings
    printed = act.subject.text
    said = [sayings[printed]]
    pieces = [Piece(said[0].text, Place.SUBJECT, act.subject)]
    known = {key_of(printed), said[0].key}
    decided = [(place, zone) for place, zone in ((Place.OPERATIVE, act.operative), (Place.STATEMENT, act.statement)) if zone]
    for place, zone in (*decided, *((Place.ANNEX, annex) for annex in act.annexes)):
        for sentence, paragraph, part, start, end in _sentences(zone, place is Place.STATEMENT):
            saying = sayings[sentence]
            if not (saying.enough or paragraph) or saying.known_as in known or saying.formula:
                continue
            known.add(saying.known_as)
            piece = (_row if "\t" in sentence else Piece)(saying.text, place, zone, part, start, end)
            if piece is not None:
                pieces.append(piece)
                said.append(saying)
                if len(pieces) == ACT_PIECES:
                    return Cut(tuple(pieces), tuple(said), plain(printed))
    return Cut(tuple(pieces), tuple(said), plain(printed))


def _row(text: str, place: Place, zone: Passage, part: int, start: int, end: int) -> Piece | None:
    """What a line with tabs says; None for the head of a table."""
    quote = zone.evidence[part].quote
    cells = cells_of(quote[start:end])
    if len(cells) < _CELLS:
        return Piece(text, place, zone, part, start, end)
    return None if is_heading(quote, start, end) else Piece(text, Place.ROW, zone, part, start, end, core=core_of(cells))


def cells_of(line: str) -> list[str]:
    """The cells of the row of a table that a line is, none for any other line."""
    if "\t" not in line:
        return []
    return [" ".join(cell.split()) for cell in line.strip("\n").split("\t") if cell.strip()]


def is_heading(quote: str, start: int, end: int) -> bool:
    """Whether the row `quote[start:end]` names the columns of a table: the first one, without figures, above rows that have some."""
    before = quote[:start].rstrip("\n").rpartition("\n")[2]
    after = quote[end:].lstrip("\n").partition("\n")[0]
    return not _FIGURE.search(quote[start:end]) and "\t" not in before and "\t" in after and _FIGURE.search(after) is not None


def core_of(cells: Sequence[str]) -> str:
    """What a row is about: its cells of several words without the first, which names who or what is listed; else all cells of words."""
    worded = [cell for cell in cells if _letters(cell) > max(_CODE, len(cell) / 2)]
    about = [cell for cell in worded if cell != cells[0] and len(set(stems(cell))) >= _FEWEST_WORDS]
    return ". ".join(about or worded)


def common_sayings(acts: Iterable[Cut]) -> frozenset[str]:
    """The keys of what many acts say word for word: headers, labels, formulas that no table knows."""
    counts: Counter[str] = Counter()
    number = 0
    for whole in acts:
        counts.update({saying.key for saying in whole.said})
        number += 1
    least = max(_MANY, _SHARE * number)
    return frozenset(key for key, number in counts.items() if number >= least)


def _letters(text: str) -> int:
    return sum(map(len, _ALPHABETIC.findall(text)))


def _sentences(passage: Passage, paragraphs: bool = False) -> Iterator[tuple[str, bool, int, int, int]]:
    """What is printed, whether that is a paragraph, index of the evidence, and span in its quote; with `paragraphs` also the short
    paragraphs of several sentences, each whole."""
    for part, evidence in enumerate(passage.evidence):
        quote = evidence.quote
        before = start = 0
        for end in _ends(quote):
            yield quote[start:end], False, part, start, end
            last = end == len(quote) or "\n" in quote[end - 1 : end + 1]
            if paragraphs and last and before < start and end - before <= _LONGEST_PARAGRAPH:
                yield quote[before:end], True, part, before, end
            if last:
                before = end
            start = end


def _ends(quote: str) -> list[int]:
    """Where the sentences of a quote end."""
    bulleted = any(map(quote.__contains__, _BULLETS))
    ends = [match.end() for match in (_END_OR_BULLET if bulleted else _END).finditer(quote)]
    if quote and (not ends or ends[-1] < len(quote)):
        ends.append(len(quote))
    return ends
