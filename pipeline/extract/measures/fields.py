"""The fields of a measure from what is announced in its extent: who, with whom, when, how much, by which steps, measured how."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.extract.dates import Period, find_periods
from pipeline.extract.measures.candidates import Candidate
from pipeline.extract.measures.labels import WHO_AND_WHEN
from pipeline.extract.measures.numbering import Mark
from pipeline.extract.measures.outline import Outline, announced
from pipeline.extract.measures.pieces import Piece, after_gaps, printed_lines
from pipeline.extract.measures.valuelines import DONE_BY, names_and_time, says_values, values_of
from pipeline.extract.measures.wording import find_commitment, find_kind, lead_end, plain, sentences, verb_start
from pipeline.extract.money import Sum, find_sums
from pipeline.records.french import ANY_FOLDED_MONTH
from pipeline.records.plan import Deadline
from pipeline.records.source import RunningText, Span

_SHORT = frozenset({"owner", "partners", "deadline", "budget", "support"})

_BESIDE_DATES = re.compile(r"(?:[\s–—:;,.()·|/-]|\b(?:en|pour|puis|et|budget|cout|environ|soit)\b|€)*")
_MARK = 4  # characters between two lines: a line break and a mark
_BADGE = 60  # characters of a badge
_LONGEST_VALUES = 160  # characters of a line of values
_NEED = frozenset({"context", "objective"})
_OPENS, _REST = 12, 20  # characters of a value before and behind a sum that is all it says
_TRIM = " \t\n\u00a0\u202f;,.·|"
_CLOSING_SIGN = re.compile(r"\s+(?:[–—▪■●◆♦¦~/+-]|//)$")  # before the next label on a line
_EMPTY = re.compile(r"[\s–—/.-]*$|[x×✓✔●■](?:\s[x×✓✔●■])*$|(?:neant|aucun(?:e)?|sans objet|nc|so)\W*$")
_WITH = re.compile(r",?\s+(?:avec|en lien avec|en partenariat avec)\s+")
_LIST = re.compile(r"\s*[;•\n\t▪■]\s*|,\s+(?![^(]*\))")
_BULLETS = re.compile(r"(?:^|\s)[•●■▪➜➤❖✓◦▶►→◆○›⁃➢]\s*|(?:^|\s)[-–+]\s(?=[A-ZÀ-Ý])|(?:^|(?<=[\w.;)])\s)\d{1,2}[.)]\s(?=[A-ZÀ-Ý])|;\s+")
_TALLY = re.compile(r"\d[\d ]* (?:pour|contre|voix|votes?|sans avis|soutiens?|abstentions?|favorables?|j'aime|commentaires?)\b")
_DASHES = re.compile(r"(?:^|\s)[-–]\s+(?=\w)|;\s+")  # where one stands before the first part, in whatever letters the others open
_NAMED = re.compile(r"(?:le |la |les |l'|un |une |chaque |notre |nos |tous les |toutes les )")
_BARS = re.compile(r"\s[·|•]\s")
_BY_THE = re.compile(
    r"\b(?:avant|d['’]ici(?:\s+à)?|au plus tard|jusqu['’]à)\s+(?:à\s+)?(?:la\s+|le\s+)?(?:fin|début|milieu)\s+(?:de\s+|d['’])?",
    re.IGNORECASE,
)
_DONE_BY = re.compile(DONE_BY + r"(?P<who>[^,.;·()]{3,80}?)(?=[,.;·(]|$)")
_TOGETHER_WITH = re.compile(
    r"Avec (?P<who>(?:(?:la|le|les) |l['’]|[A-ZÀ-Ý])[^.;·()]{2,90}?)"
    r"(?=[.;·(]|,\s(?:à|d['’]|dès|en|pour|avant|sur|chaque|dans|une?|qui|et une?)\b|$)"
)
_AND = re.compile(r",?\s+(?:et|puis)\s+")
_DETERMINER = re.compile(r"(?:un|une|des|le|la|les|l'|deux|trois|quatre|cinq|six|dix|chaque|nos|leurs?)\b")
_TIME = re.compile(
    r"\b(?:echeance|demarr\w+|lancement|livraison|ouvert\w*|mise en service|debut|des|d'ici|avant|horizon|au plus tard|a partir|jusqu'|"
    r"vague|calendrier|en (?:[a-z]+ )?(?=20)|rentree|au printemps|a l'automne|a l'ete|cet hiver)"
)
_OF = re.compile(r"\b(?:de|des|du|d'|depuis|date de|entre) ?$")
_DAY = re.compile(rf"\b\d{{1,2}}(?:er)? (?:{ANY_FOLDED_MONTH}) (?P<year>20\d\d)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DONE_IN = re.compile(r"\b[a-z]+(?:e|i|u|is|it|ert)(?:e|s|es)? (?:en|des annees) ?$")
_AGO, _LONG_AGO = 3, 15  # years; the first for what a participle dates ("fermée en 2019")
_PAST = re.compile(
    r"\b(?:depuis|en (?:19|20)\d\d, (?:la|le|les|nous|on)|a ete|(?:avons|ont|avez) (?:trouve|constate|releve|recense)|avait|etait|s'elevait"
    r"|dataient|datent|l'an dernier)\b"
)


@dataclass(slots=True)
class Found:
    """Spans (running offsets) of what a measure says of itself, by field."""

    spans: dict[str, list[Span]] = field(default_factory=dict)
    steps: list[Span] = field(default_factory=list)
    children: list[Span] = field(default_factory=list)
    items: list[Span] = field(default_factory=list)
    prose: list[Span] = field(default_factory=list)
    years: list[tuple[Span, int]] = field(default_factory=list)
    units: dict[Span, int] = field(default_factory=dict)

    def add(self, name: str, span: Span) -> None:
        """Keep a span under a field."""
        self.spans.setdefault(name, []).append(span)


def gather(plan: Outline, head: Candidate) -> Found:
    """Walk through the extent of a measure and sort its pieces into fields, steps and prose."""
    found = Found()
    opened: str | None = None
    titled: str | None = None  # the field that a heading of its own announces holds until the next heading
    first = plan.pieces[head.at]
    stop = first.end if head.limit is None else head.limit
    if stop > head.end:
        found.prose.append((head.end, stop))
    before = head.start > first.start and head.opened is None
    plain_line = first.kind in {"text", "item"} and not first.mark and first.bold_end == 0
    if plain_line and head.family[0] in {"line", "item"} and before:
        found.prose.append((first.start, head.start))  # the year before the words
    depth = first.mark.depth if first.mark and not first.mark.meaning else 0
    for at in (*range(head.at + 1, head.until), *head.strays):
        piece = plan.pieces[at]
        if plan.zones[at] in {"testimony", "contents"}:
            continue
        if piece.field and not _only_values(piece) and not _signs_the_plan(plan, piece):
            opened, titled = piece.field, None
            _add_field(found, piece, opened)
        elif piece.mark and not piece.mark.meaning and (0 < depth < piece.mark.depth or _is_part(first.mark, piece.mark)):
            found.children.append((piece.start + piece.mark.rest, piece.start + piece.mark.rest + lead_end(piece.rest, 400)))
        elif piece.kind == "heading":
            titled = opened = announced(piece)
            if titled is None:  # a bold line below the measure may hold its sum ("612 voix · 38 000 €")
                found.prose.append((piece.start, piece.end))
        elif titled and titled != "steps":
            found.add(titled, (piece.start, piece.end))
        elif piece.kind == "item":
            _add_item(found, piece, opened)
        elif opened and not piece.bold and not found.spans.get(opened):
            found.add(opened, (piece.start, piece.end))
        else:
            opened = opened if opened == "steps" else None
            found.prose.append((piece.start, piece.end))
    _sort_value_lines(plan.running, found)
    _part_names_and_time(plan.running.text, found)
    return found


def _part_names_and_time(text: str, found: Found) -> None:
    """Put the time behind the name of who is asked or does it under its own field, where no label says it."""
    for name in ("owner", "addressee"):
        for at, span in enumerate(found.spans.get(name, [])):
            names, when = names_and_time(text, span)
            if when is not None and not found.spans.get("deadline"):
                found.spans[name][at] = names
                found.add("deadline", when)


def _sort_value_lines(running: RunningText, found: Found) -> None:
    """Put the lines and bullets of a measure that say who, when and how much under these fields, where no label says them."""
    found.prose[:] = [part for span in found.prose for part in around_values(running, span)]
    lines = sorted({*found.prose, *found.items})
    taken: set[Span] = set()
    for run in ([line] for line in lines), _runs(lines, set(found.items)):
        for own in run:
            values = _values(running, (own[0][0], own[-1][1])) if taken.isdisjoint(own) else {}
            taken |= set(own) if values else set()
            for name, (a, b) in values.items():
                if not found.spans.get(name):
                    found.add(name, (own[0][0] + a, own[0][0] + b))
    found.prose[:] = [line for line in found.prose if line not in taken]
    found.items[:] = [line for line in found.items if line not in taken]


def around_values(running: RunningText, span: Span) -> list[Span]:
    """A span of text, cut around the first of its printed lines that is nothing but values ("printemps 2026 · 7 200 €")."""
    lines = _printed_lines(running, span)
    at = next((i for i, line in enumerate(lines) if says_values(running.text[slice(*line)])), None) if len(lines) > 1 else None
    if at is None:
        return [span]
    parts = [lines[:at], lines[at : at + 1], lines[at + 1 :]]
    return [(part[0][0], part[-1][1]) for part in parts if part]


def _printed_lines(running: RunningText, span: Span) -> list[Span]:
    page = bisect.bisect_right(running.starts, span[0]) - 1
    base = running.starts[page]
    return [(a + base, b + base) for a, b in printed_lines(running.document.pages[page], span[0] - base, span[1] - base)]


def _runs(lines: list[Span], bullets: set[Span]) -> Iterator[list[Span]]:
    """Two or three short lines that follow each other (badges that had no room on one line); several bullets are a list of steps."""
    for count in (3, 2):
        for run in (lines[at : at + count] for at in range(len(lines) - count + 1)):
            short = all(b - a <= _BADGE for a, b in run) and all(c[0] - a[1] <= _MARK for a, c in itertools.pairwise(run))
            if short and len(bullets.intersection(run)) < 2:
                yield run


def _values(running: RunningText, span: Span) -> dict[str, Span]:
    """The values of a line: parted by signs, by wide gaps between its words, and at the ends of its printed lines."""
    text = running.text[slice(*span)]
    signed = values_of(text) if "\t" not in text else {}  # the cells of a row have heads of their own
    if signed or len(text) > _LONGEST_VALUES or "\t" in text:
        return signed
    page = bisect.bisect_right(running.starts, span[0]) - 1
    sheet, base = running.document.pages[page], running.starts[page]
    gaps = {at + base - span[0] for at in after_gaps(sheet, span[0] - base, span[1] - base)}
    lines = {a - span[0] for a, _ in _printed_lines(running, span)}
    return values_of(text, tuple(gaps)) or values_of(text, tuple(gaps | lines))


def _signs_the_plan(plan: Outline, piece: Piece) -> bool:
    """Whether a line names who signs the whole document: it is the only one of its kind, and no row of a fiche."""
    signed = [p for p in plan.pieces if _names_signatories(p)] if _names_signatories(piece) else []
    return len(signed) == 1


def _names_signatories(piece: Piece) -> bool:
    return piece.field == "partners" and piece.table is None and "signataire" in plain(piece.text[: piece.value])


def _only_values(piece: Piece) -> bool:
    """Whether what looks like a label is the first of several values without any ("Communes  ◷ janvier 2025  € 310 000 €")."""
    return ":" not in piece.text[: piece.value] and piece.table is None and bool(values_of(piece.text))


def _is_part(own: Mark | None, mark: Mark) -> bool:
    """Whether a number is part of a labelled one ("1.1.2" of "Action 1.1")."""
    return own is not None and "." in own.value and mark.value.startswith(f"{own.value}.")


def _add_field(found: Found, piece: Piece, name: str) -> None:
    """A value behind its label; in running text a short field ends with its sentence."""
    value = (piece.start + piece.value, piece.end)
    if name in _NEED and piece.value and _opens_with_sum(piece.text[piece.value :]):  # "Besoin : 600 000 € sur quatre ans"
        name = "budget"
    if name in WHO_AND_WHEN and piece.value and _says_only_sum(piece.text[piece.value :]):  # "Animation : 20 000 € par an" names nobody
        found.prose.append((piece.start, piece.end))
        return
    if name in _SHORT and piece.value and piece.table is None:
        first = next(iter(parts(piece.text[piece.value :])), None)
        if first and value[0] + first[1] < piece.end:
            found.prose.append((value[0] + first[1], piece.end))
            value = (value[0], value[0] + first[1])
    if piece.text[piece.value :].strip():
        found.add(name, value)
        if piece.year is not None:
            found.years.append((value, piece.year))
        if piece.unit is not None:
            found.units[value] = piece.unit


def _add_item(found: Found, piece: Piece, opened: str | None) -> None:
    span = (piece.start, piece.end)
    if _TALLY.match(plain(piece.text)):
        found.prose.append(span)
    elif opened == "steps":
        found.steps.append(span)
    elif opened is None or (opened in {"owner", "deadline", "budget"} and found.spans.get(opened)):
        found.items.append(span)
    else:
        found.add(opened, span)


def _opens_with_sum(value: str) -> bool:
    sums = find_sums(value)
    return bool(sums) and sums[0].start <= 1


def _says_only_sum(value: str) -> bool:
    """Whether the first sentence of a value opens with a sum of money and says little else."""
    first = next(iter(parts(value)), (0, 0))
    sums = find_sums(value[slice(*first)])
    return bool(sums) and sums[0].start <= _OPENS and first[1] - sums[0].end <= _REST


def trimmed(text: str, span: Span, extra: str = "") -> Span | None:
    """A span without white space and closing punctuation; None when nothing is left."""
    start, end = span
    if sign := _CLOSING_SIGN.search(text, start, end):
        end = sign.start()
    while start < end and text[start] in _TRIM + "–—-:" + extra:
        start += 1
    while end > start and (text[end - 1] in _TRIM + extra or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    return (start, end) if end > start else None


def steps_of(text: str, head: Candidate, found: Found) -> list[Span]:
    """The steps of a measure: numbered children, else what a label of steps announces, else its bullets, else its own parts."""
    if found.children:
        return [s for span in found.children if (s := trimmed(text, span))]
    labelled = [part for span in found.spans.get("steps", []) for part in split_list(text, span)]
    spans = [s for s in found.steps or labelled or found.items if not head.start <= s[0] < head.end]  # the wording is no step of itself
    return [s for span in spans if (s := trimmed(text, span))] or composite(text, (head.start, head.end))


def composite(text: str, span: Span) -> list[Span]:
    """The two parts of "Ouvrir un lieu, et créer un fonds"; nothing for a wording that asks for one thing."""
    start, end = span
    if verb_start(text[start:end]) is None:
        return []
    for joint in _AND.finditer(text, start, end):
        words = text[joint.end() : end].split()
        if (
            min(len(words), len(text[start : joint.start()].split())) >= 3
            and verb_start(words[0]) == 0
            and _DETERMINER.match(plain(" ".join(words[1:])))
        ):
            return [(start, joint.start()), (joint.end(), end)]
    return []


def split_list(text: str, span: Span) -> list[Span]:
    """The parts of a value that lists things with bullets or semicolons; sentences when it does not."""
    start, end = span
    said = text[start:end]
    cuts = [m.span() for m in (_DASHES if _DASHES.match(said) else _BULLETS).finditer(said)]
    if cuts:
        edges = [0 if cuts[0][0] > 0 else cuts[0][1]] + [b for a, b in cuts if a > 0]
        stops = [a for a, _ in cuts if a > 0] + [end - start]
        return [(start + a, start + b) for a, b in zip(edges, stops, strict=True) if text[start + a : start + b].strip(_TRIM)]
    return [(start + a, start + b) for a, b in sentences(text[start:end])]


def owner_and_partners(text: str, head: Candidate, found: Found) -> tuple[Span | None, list[Span]]:
    """Who carries the measure and with whom ("Direction de l'économie, avec Cap Coopé")."""
    owner: Span | None = None
    partners: list[Span] = []
    for span in (found.spans.get("owner") or found.spans.get("addressee") or [])[:1]:
        a, b = span
        joined = _WITH.search(text, a, b)
        owner = trimmed(text, (a, joined.start() if joined else b))
        if joined:
            partners += _names(text, (joined.end(), b))
    if head.family[0] == "prose" and owner is None:
        owner = promiser(text, (head.start, head.end))
    for span in found.spans.get("partners", []):
        partners += _names(text, span)
    told = _told(text, found)
    owner = owner or told.get("owner")
    if not partners and "partners" in told:
        partners = [part for name in _names(text, told["partners"]) for part in _joined_by_and(text, name)]
    return (None if owner and _EMPTY.match(plain(text[slice(*owner)])) else owner), partners


def _told(text: str, found: Found) -> dict[str, Span]:
    """Who does it and with whom, where a sentence below the wording opens with it ("Tenu par le Dérailleur, ...", "Avec la Région.")."""
    told: dict[str, Span] = {}
    for start, end in found.prose:
        for a, b in sentences(text[start:end]):
            said = text[start + a : start + b]
            at = start + a + len(said) - len(said.lstrip(_TRIM + "–—-:"))
            for name, pattern in (("owner", _DONE_BY), ("partners", _TOGETHER_WITH)):
                names = pattern.match(text, at, start + b)
                if names and name not in told:
                    told[name] = names.span("who")
    return told


def _joined_by_and(text: str, span: Span) -> list[Span]:
    """The names of "Département et l'État"."""
    joint = re.search(r"\s+et\s+(?=(?:la|le|les|l['’]|une?|des)\b|[A-ZÀ-Ý])", text[slice(*span)])
    return [span] if joint is None else [(span[0], span[0] + joint.start()), (span[0] + joint.end(), span[1])]


def promiser(text: str, span: Span) -> Span | None:
    """Who promises in "Le Département s'engage à ..."; None for a pronoun, and for what should be so ("Le produit devrait aller ...")."""
    said = text[slice(*span)]
    promise = find_commitment(said)
    if promise is None or find_kind(said) != "promise":
        return None
    starts = [0, *(m.end() for m in re.finditer(r",\s+", said[: promise[0]]))]  # "En contrepartie, le collectif s'engage à"
    start = next((at for at in starts[:2] if _NAMED.match(plain(said[at:]))), None)
    return None if start is None else trimmed(text, (span[0] + start, span[0] + promise[0]))


def announcer(plan: Outline, head: Candidate) -> Span | None:
    """Who promises in the line over a list of bullets ("La Ville s'engage à :")."""
    at = head.at - 1
    own = plan.pieces[head.at].mark
    while at >= 0 and (plan.pieces[at].kind == "item" or _is_numbered_like(plan.pieces[at], own)):
        at -= 1
    over = plan.pieces[at] if at >= 0 else None
    if head.family[0] not in {"item", "number"} or over is None or not over.text.rstrip().endswith(":"):
        return None
    last = sentences(over.text)[-1][0]
    start = over.start + last + len(over.text[last:]) - len(over.text[last:].lstrip())
    return promiser(plan.running.text, (start, over.end))


def _is_numbered_like(piece: Piece, mark: Mark | None) -> bool:
    return piece.kind == "text" and piece.mark is not None and mark is not None and piece.mark.shape == mark.shape


def _names(text: str, span: Span) -> list[Span]:
    start, end = span
    parts: list[Span] = []
    at = start
    for cut in _LIST.finditer(text, start, end):
        parts.append((at, cut.start()))
        at = cut.end()
    parts.append((at, end))
    kept = [trimmed(text, p) for p in parts]
    return [k for k in kept if k and not _EMPTY.match(plain(text[slice(*k)]))]


def parts(text: str) -> list[Span]:
    """The sentences of a text, cut once more at middle dots and bars ("Régie des eaux · 2025-2028 · 1,2 M€")."""
    found: list[Span] = []
    for start, end in sentences(text):
        cuts = [m.start() for m in _BARS.finditer(text, start, end)]
        found += [(a, b) for a, b in itertools.pairwise([start, *cuts, end]) if text[a:b].strip(_TRIM + "·|")]
    return found


def deadline_of(plan: Outline, head: Candidate, found: Found) -> Deadline | None:
    """The time limit under its label, else a period named in the wording or in a sentence that looks ahead."""
    text = plan.running.text
    for span in merged(found.spans.get("deadline", [])):
        kept = trimmed(text, span)
        if kept and not _EMPTY.match(plain(text[slice(*kept)])):
            return _deadline(plan, kept)
    for start, end in [(head.start, head.end), *found.prose]:
        for a, b in parts(text[start:end]):
            sentence = text[start + a : start + b]
            folded = plain(sentence)
            periods = find_periods(sentence)
            if periods and (start, end) != (head.start, head.end) and len(sentence.strip(_TRIM)) - (periods[0].end - periods[0].start) <= 2:
                return _deadline(plan, (start + a + periods[0].start, start + a + periods[0].end))
            years = dated_sums(sentence)
            if years:  # "2026 – 320 000 €", or several years with their sums
                return _deadline(plan, (start + a + years[0][0].start, start + a + years[-1][0].end))
            opener = _BY_THE.search(sentence, 0, periods[0].start) if periods else None
            of = (start, end) == (head.start, head.end) and not opener
            if periods and of and _OF.search(folded[: periods[0].start]):  # "les factures de 2022"
                continue
            opens = (
                bool(periods) and sentence[: periods[0].start].strip() in {"(", "["} and sentence[periods[0].end :][:1] in {",", ")", "]"}
            )
            if opens and (start, end) != (head.start, head.end):  # "(2026, CAF, 45 000 €)"
                return _deadline(plan, (start + a + periods[0].start, start + a + periods[0].end))
            if not periods or _PAST.search(folded) or ((start, end) != (head.start, head.end) and not _TIME.search(folded)):
                continue
            if _is_past(plan, folded[: periods[0].start], periods[0]):
                continue
            return _deadline(plan, (start + a + (opener.start() if opener else periods[0].start), start + a + periods[0].end))
    return None


def dated_sums(text: str) -> list[tuple[Period, Sum]]:
    """The periods and sums of a text that is nothing but these, one behind the other ("2027 – 84 000 €, 2028 – 90 000 €"); else []."""
    periods, sums = find_periods(text), find_sums(text)
    if not periods or len(periods) != len(sums):
        return []
    spans = sorted([(p.start, p.end) for p in periods] + [(s.start, s.end) for s in sums])
    rest = "".join(text[b:a] for (_, b), (a, _) in itertools.pairwise([(0, 0), *spans, (len(text), len(text))]))
    apart = all(s.start >= p.end for p, s in zip(periods, sums, strict=True))
    return list(zip(periods, sums, strict=True)) if apart and _BESIDE_DATES.fullmatch(plain(rest)) else []


def _is_past(plan: Outline, before: str, period: Period) -> bool:
    """Whether a period lies before the days that the first page prints, or years before the last one that the document does: long before,
    or as the date of what was done by then."""
    if period.last is None:
        return False
    first = plan.running.document.pages[0]
    days = [int(d["year"]) for d in _DAY.finditer(plain(first.text[: first.body_end]))]
    if days and period.last.year < min(days):
        return True
    latest = max((int(y) for y in _YEAR.findall(plan.running.text)), default=period.last.year)
    ago = latest - period.last.year
    return ago >= _LONG_AGO or (ago >= _AGO and _DONE_IN.search(before) is not None)


def _deadline(plan: Outline, span: Span) -> Deadline | None:
    passage = plan.running.passage(*span)
    if passage is None:
        return None
    periods = find_periods(plan.running.text[slice(*span)])
    firsts = [p.first for p in periods if p.first]
    lasts = [p.last for p in periods if p.last]
    opened = any(p.first is None for p in periods) or _BY_THE.match(plan.running.text, *span) is not None
    return Deadline(passage, None if opened else min(firsts, default=None), max(lasts, default=None))


def merged(spans: list[Span]) -> list[Span]:
    """Spans that follow each other closely as one (a heading's bullets, the cells of a table of costs)."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and start - merged[-1][1] <= 3:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
