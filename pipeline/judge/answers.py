"""What an act answers to a measure, and which of its words do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.judge.segments import Segment
from pipeline.judge.wording import says, stems
from pipeline.records.council import Act, Amount, AmountRole
from pipeline.records.folding import fold
from pipeline.records.link import Link
from pipeline.records.plan import Measure
from pipeline.records.source import Passage

SPENDING = (AmountRole.GRANTED, AmountRole.BUDGETED)
_PRICED = re.compile(r",? pour (?:un (?:coût|montant|prix)[^,;]{0,20}? )?(?:de )?\d[\d\s\u00a0\u202f.,]*(?:€|euros)(?: (?:TTC|HT))?,")
OBJECT_WORDS = 8  # behind a verb: what it acts on
FIRST_WORDS = 9  # of a clause: the verb and what it acts on; a study named later is a means, not the decision


@dataclass(frozen=True, slots=True)
class Answer:
    """An act's words that answer a measure.

    `segments` are those of the part, or of the whole act where it has no parts; `clauses` the deciding ones among them; `amounts` those
    that belong to them; `part` what was chosen ("volet c", « ATTRIBUE ... »), None where the whole act answers; `sure` False where the act
    has parts and none of them stands out. `common` concern all parts. `elsewhere` are sums of parts that no measure is known to ask for.
    `head` is the clause that comes nearest to the measure where the act decides several things, else empty.
    `before` are clauses on other things, decided before or sharing nothing with the answer.
    `row`: the answer is a row of a table, which brings its own sum. `nearest`: of an act that decides several things, the one that comes
    nearest to the measure, whether or not the others are another measure's.
    """

    act: Act
    link: Link
    segments: tuple[Segment, ...]
    clauses: tuple[str, ...]
    amounts: tuple[Amount, ...]
    part: str | None
    sure: bool = True
    common: tuple[Segment, ...] = ()
    elsewhere: tuple[Amount, ...] = ()
    head: str = ""
    before: tuple[Segment, ...] = ()
    row: bool = False
    nearest: tuple[Segment, ...] = ()

    @property
    def text(self) -> str:
        """The words of the part, in order."""
        return " ".join(s.text for s in self.segments)


@dataclass(frozen=True, slots=True)
class Rival:
    """Another measure that the same act is linked to, and the words that matching found for it."""

    measure: Measure
    passage: Passage | None


def asked_words(measure: Measure) -> set[str]:
    """What the measure speaks of: its own words first, with its steps, owner, partners and text about it."""
    passages = [measure.text, measure.whole, *measure.steps, *measure.partners, *([measure.owner] if measure.owner else [])]
    return stems(" ".join(p.text for p in passages))


def main_clauses(clauses: Sequence[str]) -> list[str]:
    """The clauses that decide something of substance: without those that only charge, sign, enter or notify; all, if none is left."""
    return [c for c in clauses if not says("substance", "auxiliary", c)] or list(clauses)


def decided_clauses(answers: Iterable[Answer]) -> list[str]:
    """The clauses of substance of several answers."""
    return [c for a in answers for c in main_clauses(a.clauses)]


def opening(clause: str) -> str:
    """The first words of a clause. Who is charged with it and for how much counts for none ("de confier à la société Trajectoires, pour
    24 000 €, l'étude")."""
    clause = _PRICED.sub(" ", clause)
    plain = says("substance", "entrusts", clause)
    words = clause.partition(plain)[2].split() if plain else clause.split()
    if plain:
        words = words[next((n for n, w in enumerate(words) if n and w[:1].islower()), 0) :]
    return " ".join(words[:FIRST_WORDS])


def behind(clause: str, words: str) -> str:
    """What stands right behind some words of a clause: their object."""
    return " ".join(clause.partition(words)[2].split()[:OBJECT_WORDS])


def is_partner(payee: str, measure: Measure) -> bool:
    """Whether who receives is the measure's owner or one of its partners."""
    names = [p.text for p in (*measure.partners, *([measure.owner] if measure.owner else []))]
    wanted = fold(payee)
    return any(len(name) > 3 and (fold(name) in wanted or wanted in fold(name)) for name in names)
