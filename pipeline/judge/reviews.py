"""What people said, put over what the machine found: fields before matching, links after it, verdicts last.

Of several reviews of one thing the latest counts. One that is due (its evidence changed) overrides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.judge.corrections import corrected_act, corrected_measure, unusable
from pipeline.judge.sentences import french_date
from pipeline.records.council import Act
from pipeline.records.lexicon import load_table
from pipeline.records.link import Band, Link, Signal
from pipeline.records.plan import Measure
from pipeline.records.review import Choice, Review, ReviewKind, standing
from pipeline.records.run import Issue
from pipeline.records.verdict import Decision, Money, Status, Substance, Verdict

_ADOPTED = (Status.WEAKENED, Status.UNFUNDED, Status.CONDITIONAL, Status.UNDERFUNDED, Status.FUNDED)
_DECISIONS = {
    Status.DROPPED: (Decision.REJECTED, Decision.WITHDRAWN),
    Status.POSTPONED: (Decision.POSTPONED,),
    Status.NO_TRACE: (Decision.NONE, Decision.NOTED),
} | dict.fromkeys(_ADOPTED, (Decision.ADOPTED,))
_MONEY = {
    Status.UNFUNDED: (Money.NONE,),
    Status.CONDITIONAL: (Money.CONDITIONAL,),
    Status.UNDERFUNDED: (Money.SHORT,),
    Status.FUNDED: (Money.GRANTED, Money.BUDGETED, Money.NOT_NEEDED),
}


def correct_facts(
    measures: Sequence[Measure], acts: Sequence[Act], reviews: Sequence[Review]
) -> tuple[tuple[Measure, ...], tuple[Act, ...], tuple[Issue, ...]]:
    """Measures and acts with the fields that people corrected or rejected; an issue for each correction that cannot be used."""
    fields = [r for r in standing(reviews) if r.kind is ReviewKind.FIELD and not r.about_plan and r.choice is not Choice.CONFIRMED]
    asked, taken = {m.id: m for m in measures}, {a.id: a for a in acts}
    issues: list[Issue] = []
    for review in fields:
        try:
            if review.act in taken:
                taken[review.act] = corrected_act(taken[review.act], review)
            elif review.measure in asked:
                asked[review.measure] = corrected_measure(asked[review.measure], review)
        except ValueError as error:
            issues.append(unusable(review, str(error)))
    return tuple(asked[m.id] for m in measures), tuple(taken[a.id] for a in acts), tuple(issues)


def correct_links(links: Sequence[Link], measures: Sequence[Measure], acts: Sequence[Act], reviews: Sequence[Review]) -> tuple[Link, ...]:
    """Links with people's word: a confirmed pair counts, one that matching did not see too; a rejected one is set aside; a corrected one
    is set aside for the act whose id is the value. A signal "review" names who said so."""
    word: dict[tuple[str | None, str | None], tuple[bool, Review]] = {}
    for review in standing(reviews):
        if review.kind is ReviewKind.LINK:
            word[review.measure, review.act] = (review.choice is Choice.CONFIRMED, review)
            if review.choice is Choice.CORRECTED:
                word[review.measure, review.value] = (True, review)
    found: list[Link] = []
    for link in links:
        said = word.get((link.measure, link.act))
        found.append(_reviewed(link, *said) if said else link)
    known = {(link.measure, link.act) for link in links}
    ids, acts_by_id = {m.id for m in measures}, {a.id for a in acts}
    for (measure, act), (yes, review) in word.items():
        if yes and measure in ids and act in acts_by_id and (measure, act) not in known and measure and act:
            found.append(_reviewed(Link(measure, act, 1.0, Band.LINKED, ()), yes, review))
    return tuple(found)


def _reviewed(link: Link, yes: bool, review: Review) -> Link:
    signal = Signal("review", 1.0 if yes else -1.0, 0.0, review.reviewer, review.reason)
    band, chance = (Band.LINKED, 1.0) if yes else (Band.UNLINKED, 0.0)
    return replace(link, probability=chance, band=band, signals=(*link.signals, signal))


def override(verdicts: Sequence[Verdict], reviews: Sequence[Review]) -> tuple[Verdict, ...]:
    """Verdicts with people's word: confirmed as they are, corrected to the status of the value, rejected to `unsure`."""
    said = {r.measure: r for r in standing(reviews) if r.kind is ReviewKind.VERDICT}
    return tuple(_overridden(v, said[v.measure]) if v.measure in said else v for v in verdicts)


def _overridden(verdict: Verdict, review: Review) -> Verdict:
    if review.choice is Choice.CONFIRMED:
        reason = f"constat confirmé par {review.reviewer} le {french_date(review.at.date())}"
        why = (*verdict.reasons, f"{reason} : {review.reason}" if review.reason else reason)
        return replace(verdict, reviewed_by=review.reviewer, confidence=1.0, reasons=why)
    status = Status.UNSURE if review.choice is Choice.REJECTED or review.value not in set(Status) else Status(review.value)
    rule = "review_set_aside" if review.choice is Choice.REJECTED else f"review_{status}"
    decision = verdict.decision
    if decision not in _DECISIONS.get(status, (decision,)):
        decision = _DECISIONS[status][0]
    adopted = decision is Decision.ADOPTED
    substance = verdict.substance if adopted else None
    if status is Status.WEAKENED:
        substance = Substance.CONTRADICTED if substance is Substance.CONTRADICTED else Substance.REDUCED
    money = verdict.money if adopted else None
    if adopted and money not in _MONEY.get(status, (money,)):
        money = _MONEY[status][0] if status is not Status.FUNDED else None  # which money there is, a status alone does not tell
    return replace(
        verdict,
        decision=decision,
        substance=substance,
        money=money,
        status=status,
        rule=rule,
        statement=_sentences()[rule].format(who=review.reviewer, day=french_date(review.at.date()), why=review.reason).strip(),
        reasons=(f"constat de la machine : {verdict.statement}", *verdict.reasons),
        confidence=1.0 if status is not Status.UNSURE else verdict.confidence / 2,
        dropped=status is Status.DROPPED,
        unfunded=status is Status.UNFUNDED,
        lost_at=None,
        reviewed_by=review.reviewer,
    )


def review_issues(reviews: Sequence[Review], measures: Sequence[Measure], acts: Sequence[Act]) -> tuple[Issue, ...]:
    """Notes on the reviews that a run could not use: their evidence changed, or their measure or act is gone."""
    ids = {m.id for m in measures} | {a.id for a in acts}
    issues: list[Issue] = []
    for review in (r for r in reviews if not r.about_plan):
        gone = [fact for fact in (review.measure, review.act) if fact and fact not in ids]
        if review.due or gone:
            why = f"{', '.join(gone)} is no longer found" if gone else "the words it rests on have changed"
            issues.append(unusable(review, why))
    return tuple(issues)


def _sentences() -> Mapping[str, str]:
    return {row["pattern"]: row["sentence"] for row in load_table("review_rules")}
