"""What a measure looks for in acts beside its meaning: names, sums and figures, and what speaks against an answer."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from pipeline.match.kinds import asks_for, audiences, clause_purposes, purpose_weight, purposes
from pipeline.match.pairs import Sides
from pipeline.match.pieces import Piece, Place
from pipeline.match.reference import reference_strength
from pipeline.match.sides import ActSide, MeasureSide

_SAME_SIZE = 2.0  # doublings: four times as much or a quarter is another size
_LONG_NAME = 9  # letters and spaces of a name that a misreading leaves recognisable
_ALIKE = 88  # rapidfuzz ratio: one letter in eight
_A_SUM = 1_000_00  # cents: a smaller figure may stand for anything


class Wanted:
    """What one measure looks for, with its rarities, worked out once."""

    def __init__(self, sides: Sides, measure: MeasureSide) -> None:
        index, seen, number = sides.index, sides.acts.figures, len(sides.acts.sides)
        size = max(index.size, 2)
        # A partner of many measures tells none of them apart.
        weights = {name: _rare(len(index.holding(name)), size) / sides.named[name] ** 0.5 for name in measure.names}
        self.name_weights = {name: weight for name, weight in weights.items() if weight}
        budget = measure.measure.budget
        self.cents = budget.cents if budget else None
        self.sum_weight = _rare(len(index.sums.get(self.cents, ())), size) if self.cents else 0.0
        self.own_sum = f"{self.cents / 100:.10g}" if self.cents else ""
        self.written_weight = _rare(seen.get(self.own_sum, 0), number) if self.cents and self.cents >= _A_SUM else 0.0
        telling = (f for f in sorted(measure.figures) if f != self.own_sum and (len(f) > 1 or f > "2"))
        self.figure_weights = {f: weight for f in telling if (weight := _rare(seen.get(f, 0), number))}
        self.said = " . ".join(p.text for p in measure.pieces if p.place in (Place.TITLE, Place.STEP))
        self.audiences = audiences(measure.measure.text.text)
        self.number = measure.measure.number
        self.plan = measure.plan.title if measure.plan else ""

    def signals(self, acts: Sequence[ActSide], answers: Sequence[Piece]) -> Iterator[tuple[str, list[float]]]:
        """The signals that may be other than 0, with their values for these acts; `answers` are the passages that would answer."""
        if self.name_weights:
            yield "names", [self.names(act) for act in acts]
        if self.cents:
            yield "sum", [self.sum(act) for act in acts]
            yield "sum_near", [self.size(act) for act in acts]
        if self.figure_weights:
            yield "figures", [self.figures(act) for act in acts]
        if any(act.cited for act in acts):
            yield "reference", [reference_strength(self.number, self.plan, act.cited) if act.cited else 0.0 for act in acts]
        yield "other_purpose", [self.other_purpose(act, answer) for act, answer in zip(acts, answers, strict=True)]
        if self.audiences:
            yield "other_people", [self.other_people(act, answer) for act, answer in zip(acts, answers, strict=True)]

    def names(self, act: ActSide) -> float:
        """How rare the names are that the act holds."""
        missing = 1.0
        for name, weight in self.name_weights.items():
            if name in act.text or (act.act.by_ocr and _misread(name, act.text)):
                missing *= 1.0 - weight
        return 1.0 - missing

    def sum(self, act: ActSide) -> float:
        """Half for a sum that the act neither spends nor plans (what somebody asked, another's part)."""
        if self.cents not in act.sums:
            return self.written_weight / 2 if self.own_sum in act.figures else 0.0
        return self.sum_weight if self.cents in act.own_sums else self.sum_weight / 2

    def size(self, act: ActSide) -> float:
        """How near what the act spends or plans comes to the sum asked for: 1 for the same, 0 from `_SAME_SIZE` doublings or halvings."""
        asked = self.cents or 1
        return max([max(1.0 - abs(math.log2(cents / asked)) / _SAME_SIZE, 0.0) for cents in act.own_sums if cents > 0], default=0.0)

    def figures(self, act: ActSide) -> float:
        """Further figures in common, by rarity."""
        shared = sum([weight for figure, weight in self.figure_weights.items() if figure in act.figures])
        return shared / (shared + 1.0)

    def other_purpose(self, act: ActSide, answer: Piece) -> float:
        """By the act's subject, or by what the passage that would answer does: a row of a table, a clause that sets a price. 0, or the
        weight of the purpose in its table."""
        part = purposes(answer.said) if answer.place is Place.ROW else clause_purposes(answer.text)
        if not part and not act.purposes:
            return 0.0
        unasked = (purpose_weight(purpose) for purpose in (*act.purposes, *part) if not asks_for(self.said, purpose))
        return max(unasked, default=0.0)

    def other_people(self, act: ActSide, answer: Piece) -> bool:
        """By the act's subject. Where that names nobody, by the row that would answer, or by the operative words, unless the passage that
        would answer names the measure's people."""
        subject = audiences(act.pieces[0].text)
        if subject:
            return self.audiences.isdisjoint(subject)
        if answer.place is Place.ROW and (row := audiences(answer.said)):
            return self.audiences.isdisjoint(row)
        decided = act.audiences
        return bool(decided) and self.audiences.isdisjoint(decided) and self.audiences.isdisjoint(audiences(answer.text))


def _misread(name: str, text: str) -> bool:
    """Whether a text read by OCR holds the name but for a letter or two."""
    return len(name) >= _LONG_NAME and fuzz.partial_ratio(name, text, score_cutoff=_ALIKE) > 0


def _rare(found: int, size: int) -> float:
    """1 for something in one act, falling with the logarithm of how many hold it; 0 for what no act or a quarter of them hold."""
    if not found:
        return 0.0
    return max(math.log(size / 4 / found) / math.log(size / 4), 0.0) if size >= 8 else 1.0 / found
