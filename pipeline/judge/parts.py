"""Which words of an act answer a measure: its segments, its labelled parts (volets, operations, lots), its deciding clauses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.judge.segments import Segment, Zone, deciding_words, overlaps, segments_of
from pipeline.judge.wording import mentions_sum, says, stems
from pipeline.records.council import Act, Amount, AmountRole
from pipeline.records.folding import fold
from pipeline.records.link import Link
from pipeline.records.plan import Measure
from pipeline.records.source import Passage

_SHARE = re.compile(r"\bdont\s+(?:[^\W\d]+\s+)?(\d[\d\s\u00a0\u202f.,]*)")
_TOTAL = re.compile(r"\b(?:total|totale|globale?|au total|ensemble)\b[^.;\d]{0,50}?(\d[\d\s\u00a0\u202f.,]*)", re.I)
SPENDING = (AmountRole.GRANTED, AmountRole.BUDGETED)


@dataclass(frozen=True, slots=True)
class Answer:
    """An act's words that answer a measure.

    `segments` are those of the part, or of the whole act where it has no parts; `clauses` the deciding ones among them; `amounts` those
    that belong to them; `part` the label of the part ("volet c"), None without parts; `sure` False where the act has parts and none
    of them stands out.
    """

    act: Act
    link: Link
    segments: tuple[Segment, ...]
    clauses: tuple[str, ...]
    amounts: tuple[Amount, ...]
    part: str | None
    sure: bool = True

    @property
    def text(self) -> str:
        """The words of the part, in order."""
        return " ".join(s.text for s in self.segments)


def answer(measure: Measure, act: Act, link: Link) -> Answer:
    """Find the part of the act that answers the measure and what is decided and paid there."""
    segments = segments_of(act)
    asked = asked_words(measure)
    part, sure = _part(segments, asked, stems(measure.text.text), link.passage)
    chosen = [s for s in segments if s.label == part] if part else segments
    if part:
        chosen += _by_title(segments, chosen, part)
    own = [s for s in chosen if s.zone is Zone.OPERATIVE]
    operative = own or [s for s in segments if s.zone is Zone.OPERATIVE and s.label is None]
    clauses = tuple(clause for s in operative if (clause := deciding_words(s.text)))
    amounts = _amounts(act, chosen) if part else _unlabelled_amounts(act, segments, measure)
    return Answer(act, link, tuple(chosen), clauses, amounts, part, sure)


def asked_words(measure: Measure) -> set[str]:
    """What the measure speaks of: its own words first, with its steps, owner, partners and text about it."""
    passages = [measure.text, measure.whole, *measure.steps, *measure.partners, *([measure.owner] if measure.owner else [])]
    return stems(" ".join(p.text for p in passages))


def main_clauses(clauses: Sequence[str]) -> list[str]:
    """The clauses that decide something of substance: without those that only charge, sign, enter or notify; all, if none is left."""
    return [c for c in clauses if not says("substance", "auxiliary", c)] or list(clauses)


def _part(segments: list[Segment], asked: set[str], title: set[str], passage: Passage | None) -> tuple[str | None, bool]:
    """The label whose words are nearest to the measure, when the act has at least two; and whether it stands out. Words of the
    measure's own title count twice, words that all parts share little.

    The words that matching found best decide when they stand in one part.
    """
    labels = {s.label for s in segments if s.label}
    kinds = Counter(label.split()[0] for label in labels)
    composite = {label for label in labels if kinds[label.split()[0]] >= 2}
    if len(composite) < 2:
        return None, True
    texts = {label: stems(" ".join(s.text for s in segments if s.label == label)) for label in composite}
    spread = Counter(stem for words in texts.values() for stem in words)
    score = {label: sum((2 if w in title else 1) / spread[w] for w in words & asked) for label, words in texts.items()}
    inside = {s.label for e in (passage.evidence if passage else ()) for s in segments if overlaps(s, e.page, e.start, e.end)} & composite
    if len(inside) == 1:
        score[next(iter(inside))] += 1.5  # type: ignore[index]
    ranked = sorted(composite, key=lambda label: (-score[label], str(label)))
    best, second = score[ranked[0]], score[ranked[1]]
    if best < 1:
        return None, False
    return ranked[0], best >= 1.25 * second


def _by_title(segments: list[Segment], chosen: list[Segment], part: str) -> list[Segment]:
    """Clauses and rows without a label that carry the part's own names: its title, or words in quotation marks, found in no other part."""
    own = _names(s.text for s in chosen)
    others = _names(s.text for s in segments if s.label not in (None, part))
    return [s for s in segments if s.label is None and _names([s.text]) & (own - others)]


def _names(texts: Iterable[str]) -> set[str]:
    """Names inside texts: pairs of neighbouring words with capitals ("Ambrelle Tremplin"), single ones in quotation marks."""
    found: set[str] = set()
    for text in texts:
        for match in re.finditer(r"[A-ZÀÉÈÊÎÔÇ][\w'’.-]+(?:\s+(?:d['’]|de\s|du\s|des\s|&\s)?[A-ZÀÉÈÊÎÔÇ][\w'’-]+)+", text):
            found.add(fold(" ".join(match[0].split())))
        found |= {fold(m.strip()) for m in re.findall(r"«\s*([^»]{3,60})»", text)}
    return {name for name in found if not name.isupper()}


def _amounts(act: Act, chosen: list[Segment]) -> tuple[Amount, ...]:
    """Amounts whose figure stands in the part, or whose own words do."""
    text = " ".join(s.text for s in chosen)
    return tuple(a for a in act.amounts if mentions_sum(text, a.cents) or any(_holds(s, a) for s in chosen))


def _holds(segment: Segment, amount: Amount) -> bool:
    return any(overlaps(segment, e.page, e.start, e.end) for e in amount.quote.evidence)


def _unlabelled_amounts(act: Act, segments: list[Segment], measure: Measure) -> tuple[Amount, ...]:
    """All amounts of an act without parts, with three exceptions: of a list of payees only the measure's partners count; of a total and
    its one named share ("54 000, dont 6 000 au titre de ...") the share where the total is more than was asked; and where some sums stand
    in sentences that share words with the measure, those in sentences that share none are left out."""
    spent = [a for a in act.amounts if a.role in SPENDING]
    others = [a for a in act.amounts if a not in spent]
    named = [a for a in spent if a.payee and is_partner(a.payee.text, measure)]
    if named and len({fold(a.payee.text) for a in spent if a.payee}) > 1:
        return (*named, *others)
    shares = [a for a in spent if _is_share(segments, a)]
    asked = measure.budget.cents if measure.budget else None
    if len(shares) == 1 and asked is not None and any(a.cents > asked for a in spent if a is not shares[0]):
        return (*shares, *others)
    words = asked_words(measure)
    near = [a for a in spent if (text := _sentences_of(segments, a)) and stems(text) & words]
    return (*(near or spent), *others)


def _sentences_of(segments: list[Segment], amount: Amount) -> str:
    holding = [s for s in segments if _holds(s, amount)] or [s for s in segments if mentions_sum(s.text, amount.cents)]
    return " ".join(s.text for s in holding)


def is_partner(payee: str, measure: Measure) -> bool:
    """Whether who receives is the measure's owner or one of its partners."""
    names = [p.text for p in (*measure.partners, *([measure.owner] if measure.owner else []))]
    wanted = fold(payee)
    return any(len(name) > 3 and (fold(name) in wanted or wanted in fold(name)) for name in names)


def _is_share(segments: list[Segment], amount: Amount) -> bool:
    """Whether some sentence says that the amount is part of a larger one."""
    return any(mentions_sum(found[1], amount.cents) for s in segments for found in _SHARE.finditer(s.text))


def is_total(segments: Sequence[Segment], amount: Amount) -> bool:
    """Whether some sentence calls the amount a total."""
    return any(mentions_sum(found[1], amount.cents) for s in segments for found in _TOTAL.finditer(s.text))
