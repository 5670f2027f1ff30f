"""What the page shows of a measure and its candidate acts, as frozen values without markup."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.council import Act, Outcome
from pipeline.records.link import Band, Link
from pipeline.records.plan import Measure
from pipeline.records.review import Choice, Review, ReviewKind
from pipeline.records.source import Passage
from pipeline.records.verdict import Status, Verdict
from pipeline.review.desk import Sheet, conclusion, link_of
from pipeline.review.opinions import Subject, fresh, stale
from pipeline.review.words import Words

QUOTE = 900  # characters of an act's words shown
SET_ASIDE = 3  # closest acts that the machine set aside, shown folded
SIGNALS = 5
SUMS = 6
WHY = {
    "changed": "les documents ont changé depuis la réponse : à revoir",
    "parted": "deux personnes ne sont pas du même avis",
    "flag": "à vérifier avant toute publication",
    "unsure": "la machine n'a pas su conclure",
    "link": "un acte y répond peut-être",
    "second": "déjà relue par une autre personne : second regard",
}
BAND = {Band.LINKED: "la machine l'avait retenu", Band.REVIEW: "la machine hésitait", Band.UNLINKED: "la machine l'avait écarté"}
REVIEWED = "le dernier passage suit déjà l'avis d'une personne"
SAID = {Choice.CONFIRMED: "oui", Choice.REJECTED: "non", Choice.CORRECTED: "corrigé"}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person said, in words."""

    who: str
    said: str
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What was said of one subject, as the person who looks may know it: nothing of the others before they have answered."""

    mine: Opinion | None
    others: tuple[Opinion, ...]
    again: bool  # an answer of theirs no longer counts: its evidence changed


@dataclass(frozen=True, slots=True)
class Candidate:
    """One act beside a measure. Score, band and signals are for after the answer."""

    act: str
    title: str
    subject: str
    outcome: str
    refuses: bool
    vote: str
    quote: str
    place: str
    by_ocr: bool
    sums: tuple[tuple[int, str], ...]  # cents, in words
    standing: Standing
    asked: bool
    score: str
    band: str
    signals: tuple[tuple[str, str, str], ...]
    part: str


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure to look at."""

    id: str
    name: str
    text: str
    axis: str
    steps: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    has_deadline: bool
    has_budget: bool
    place: str
    candidates: tuple[Candidate, ...]
    aside: tuple[Candidate, ...]
    status: Status
    statement: str
    reasons: tuple[str, ...]
    flagged: bool
    verdict: Standing
    verdict_asked: bool
    links_done: bool
    done: bool
    queued: bool
    removed: Opinion | None  # by whom and why it is said to be no measure


def standing(sheet: Sheet, words: Words, subject: Subject, reviewer: str) -> Standing:
    """What was said of `subject`."""
    said = sheet.opinions.get(subject, {})
    current = fresh(said)
    mine = current.get(reviewer)
    others = tuple(_opinion(words, r) for who, r in current.items() if who != reviewer) if mine else ()
    return Standing(_opinion(words, mine) if mine else None, others, stale(said))


def measure_page(sheet: Sheet, words: Words, measure: Measure, reviewer: str) -> MeasurePage:
    """Everything shown of one measure to `reviewer`."""
    verdict = sheet.verdicts[measure.id]
    links = {link.act: link for link in sorted(sheet.links.get(measure.id, ()), key=lambda link: link.probability)}
    asked = sheet.asked.subjects.get(measure.id, ())
    shown = _shown(sheet, verdict, links, asked)
    aside = [link.act for link in sorted(links.values(), key=lambda link: -link.probability) if link.act not in shown][:SET_ASIDE]
    candidates = tuple(candidate(sheet, words, measure, sheet.acts[a], links.get(a), reviewer) for a in shown if a in sheet.acts)
    on_verdict = standing(sheet, words, conclusion(measure.id), reviewer)
    queued = bool(asked)
    links_done = all(c.standing.mine for c in candidates if c.asked or not queued)  # what was not asked is not told before either
    wanted = conclusion(measure.id) in asked or not queued
    removed = sheet.removed.get(measure.id)
    return MeasurePage(
        id=measure.id,
        name=words.harmless(measure.number or "") or "Mesure",
        text=words.harmless(measure.text.text),
        axis=words.harmless(" › ".join(a.text for a in measure.axis)),
        steps=tuple(words.harmless(s.text) for s in measure.steps),
        facts=_facts(measure, words),
        has_deadline=measure.deadline is not None,
        has_budget=measure.budget is not None,
        place=words.harmless(f"{measure.doc}, page {measure.page}"),
        candidates=candidates,
        aside=tuple(candidate(sheet, words, measure, sheet.acts[a], links.get(a), reviewer) for a in aside if a in sheet.acts),
        status=verdict.status,
        statement=words.harmless(verdict.statement),
        reasons=tuple(words.harmless(reason) for reason in verdict.reasons),
        flagged=verdict.dropped or verdict.unfunded,
        verdict=on_verdict,
        verdict_asked=wanted,
        links_done=links_done,
        done=links_done and (not wanted or on_verdict.mine is not None),
        queued=queued,
        removed=_opinion(words, removed) if removed else None,
    )


def candidate(sheet: Sheet, words: Words, measure: Measure, act: Act, link: Link | None, reviewer: str) -> Candidate:
    """One act beside a measure, found by the machine (with `link`) or by a person."""
    passage = shown_passage(act, link)
    quote = passage.text if len(passage.text) <= QUOTE else passage.text[:QUOTE].rsplit(" ", 1)[0] + " […]"
    day = words.day(act.session.value) if act.session else "date inconnue"
    subject = link_of(measure.id, act.id)
    known = [s for s in link.signals if s.name in words.signals and s.value * s.weight] if link else []
    strongest = sorted(known, key=lambda s: -abs(s.value * s.weight))[:SIGNALS]
    reviewed = link is not None and any(s.name == "review" for s in link.signals)
    part = measure.steps[link.part].text if link and link.part is not None and link.part < len(measure.steps) else ""
    return Candidate(
        act=act.id,
        title=words.harmless(f"{act.number or 'Acte sans numéro'}, {day}"),
        subject=words.harmless(act.subject.text),
        outcome=words.outcomes[act.outcome],
        refuses=act.outcome in (Outcome.REJECTED, Outcome.WITHDRAWN, Outcome.POSTPONED),
        vote=words.vote(act.votes),
        quote=words.harmless(quote),
        place=words.harmless(f"{act.doc}, page {passage.page}"),
        by_ocr=act.by_ocr,
        sums=tuple((cents, words.euros(cents)) for cents in dict.fromkeys(a.cents for a in act.amounts[:SUMS])),
        standing=standing(sheet, words, subject, reviewer),
        asked=subject in sheet.asked.subjects.get(measure.id, ()),
        score=words.percent(link.probability) if link and not reviewed else "",
        band=REVIEWED if reviewed else BAND[link.band] if link else "la machine ne l'avait pas vu",
        signals=tuple(
            (
                ("contre : " if s.value * s.weight < 0 else "") + words.signals[s.name],
                words.harmless(s.left)[:160],
                words.harmless(s.right)[:160],
            )
            for s in strongest
        ),
        part=words.harmless(part),
    )


def shown_passage(act: Act, link: Link | None) -> Passage:
    """The act's words to show: those that answer, or those that decide where the act says no or the answer is its title."""
    passage = link.passage if link else None
    if passage is None or passage.text == act.subject.text or act.outcome is not Outcome.ADOPTED:
        return act.operative or passage or act.subject
    return passage


def _shown(sheet: Sheet, verdict: Verdict, links: dict[str, Link], asked: tuple[Subject, ...]) -> list[str]:
    """Acts beside a measure, by day and not by score: what counts, what waits, what people brought."""
    found = [*verdict.decisions, *(act for act, link in links.items() if link.band is not Band.UNLINKED)]
    found += [s.act for s in asked if s.kind is ReviewKind.LINK and s.act]
    found += [s.act for s in sheet.opinions if s.kind is ReviewKind.LINK and s.measure == verdict.measure and s.act]
    known = [sheet.acts[a] for a in dict.fromkeys(found) if a in sheet.acts]
    return [a.id for a in sorted(known, key=lambda a: (a.session.value.isoformat() if a.session else "9", a.doc, a.page, a.id))]


def _facts(measure: Measure, words: Words) -> tuple[tuple[str, str], ...]:
    found = [
        ("Porteur", measure.owner.text if measure.owner else ""),
        ("Échéance", measure.deadline.printed.text if measure.deadline else ""),
        ("Budget demandé", measure.budget.printed.text if measure.budget else ""),
    ]
    return tuple((label, words.harmless(value)) for label, value in found if value)


def _opinion(words: Words, review: Review) -> Opinion:
    value = review.value or ""
    label = words.statuses[Status(value)][0] if review.kind is ReviewKind.VERDICT and value in set(Status) else value
    return Opinion(
        words.harmless(review.reviewer),
        words.harmless(f"{SAID[review.choice]} : {label}" if label else SAID[review.choice]),
        words.harmless(review.reason),
    )
