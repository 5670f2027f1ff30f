"""What people said, sorted by what they said it of: the last word of each, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.records.review import Choice, Review, ReviewKind


@dataclass(frozen=True, slots=True)
class Subject:
    """What a review is about. A link has measure and act, a verdict its measure, a field its measure or act and the field's name."""

    kind: ReviewKind
    measure: str | None = None
    act: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far people agree where at least two have spoken. `compared` counts such subjects, `same` those with one mind."""

    compared: int
    same: int
    parted: tuple[Subject, ...]

    @property
    def share(self) -> float | None:
        """Part of the compared subjects on which all agree, 0..1; None when nothing can be compared."""
        return self.same / self.compared if self.compared else None


Opinions = Mapping[Subject, Mapping[str, Review]]


def subject_of(review: Review) -> Subject:
    """What a review is about."""
    act = None if review.kind is ReviewKind.VERDICT else review.act
    return Subject(review.kind, review.measure, act, review.field if review.kind is ReviewKind.FIELD else None)


def opinions_of(reviews: Iterable[Review]) -> Opinions:
    """The last word of each person on each subject, whatever the order of `reviews`."""
    found: dict[Subject, dict[str, Review]] = {}
    for review in sorted(reviews, key=lambda r: r.at):
        found.setdefault(subject_of(review), {})[review.reviewer] = review
    return found


def fresh(said: Mapping[str, Review]) -> dict[str, Review]:
    """Those whose evidence is still what they saw."""
    return {who: review for who, review in said.items() if not review.due}


def stale(said: Mapping[str, Review]) -> bool:
    """Whether somebody spoke and nobody has since the evidence changed: then it is asked again."""
    return bool(said) and not fresh(said)


def parted(said: Mapping[str, Review]) -> bool:
    """Whether people differ."""
    return len({(review.choice, review.value if review.choice is Choice.CORRECTED else None) for review in fresh(said).values()}) > 1


def agreement(opinions: Opinions) -> Agreement:
    """How far people agree over all subjects."""
    several = [subject for subject, said in opinions.items() if len(fresh(said)) > 1]
    differ = tuple(subject for subject in several if parted(opinions[subject]))
    return Agreement(len(several), len(several) - len(differ), differ)
