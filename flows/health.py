"""What is not as usual. Each rule compares the last night of a territory, or the last visit to a source, with its own habit."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from flows.watch_file import Habits
from flows.watch_state import Incident, Night, SourceVisit, Unread, WatchState
from flows.watch_words import why_unread

_MEMORY = 30  # nights that make a habit
_MISSING = 0.05  # part of the known acts: beyond it absence is not firm (DESIGN, Verdicts)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something unusual: a stable word, what it is about, and a French sentence."""

    code: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What a night opened and closed."""

    opened: tuple[Incident, ...] = ()
    closed: tuple[Incident, ...] = ()


Rule = Callable[[Sequence[Night], Habits], Finding | None]
SourceRule = Callable[[Sequence[SourceVisit], Habits], Finding | None]


def examine_night(state: WatchState, night: Night, habits: Habits) -> Turn:
    """Compare `night`, already remembered, with the nights before; open and close incidents of its territory."""
    visits = state.visits(night.territory)
    unread = state.unread(night.territory)
    found = {(f.code, f.subject): f for f in findings(state.nights(night.territory), visits, habits, unread)}
    opened = [state.open_incident(night.territory, f.code, f.subject, night.started, f.detail) for f in found.values()]
    over = [incident for incident in state.incidents(night.territory) if (incident.code, incident.subject) not in found]
    closed = [state.close_incident(incident, night.started) for incident in over if not _undecided(incident, night, visits)]
    return Turn(tuple(incident for incident in opened if incident is not None), tuple(closed))


def _undecided(incident: Incident, night: Night, visits: Mapping[str, Sequence[SourceVisit]]) -> bool:
    """Whether this night says nothing about an incident: a run that broke says only that, one without analysis not how long it takes."""
    if incident.code == "run-slow" and not night.run:
        return True
    if incident.code in {"fewer-listed", "source-silent"}:
        known = visits.get(incident.subject)
        return bool(known and known[-1].trouble)
    return bool(night.error) and incident.code not in {"run-failed", "source-unreachable"}


def findings(
    nights: Sequence[Night], visits: Mapping[str, Sequence[SourceVisit]], habits: Habits, unread: Sequence[Unread] = ()
) -> Iterator[Finding]:
    """What is unusual in the last of `nights` (of one territory, oldest first), in the last of the visits to each of its sources, and in
    what its last analysis could not read."""
    for mine in visits.values():
        yield from (found for rule in SOURCE_RULES if (found := rule(mine, habits)) is not None)
    if nights and nights[-1].error:
        kept = "le dernier rapport reste en place ; " if any(not night.error for night in nights) else ""
        yield Finding("run-failed", "", f"{kept}le programme dit : {nights[-1].error}")
    elif nights:
        yield from (_unread_plan(one) for one in unread if one.plan)
        yield from (found for rule in RULES if (found := rule(nights, habits)) is not None)


def _source_unreachable(visits: Sequence[SourceVisit], _habits: Habits) -> Finding | None:
    """A list that failed twice in a row: once is a bad night."""
    troubled = [visit.trouble for visit in visits[-2:]]
    if len(troubled) == 2 and all(troubled):
        return Finding("source-unreachable", visits[-1].source, f"{_named(visits)} n'a pas pu être lue deux fois de suite : {troubled[-1]}")
    return None


def _silent(visits: Sequence[SourceVisit], habits: Habits) -> Finding | None:
    """Nothing new for much longer than the usual pause between two visits with something new."""
    sound = [visit for visit in visits if not visit.trouble]
    with_news = [visit.at for visit in sound[1:] if visit.new]  # the first visit finds everything
    if len(with_news) < 3:
        return None
    pauses = [later - earlier for earlier, later in itertools.pairwise(with_news)]
    usual = max(median(p.total_seconds() for p in pauses), 86400.0)
    silence = sound[-1].at - with_news[-1]
    if silence > max(timedelta(seconds=usual * habits.factor), timedelta(days=habits.least_days)):
        words = (
            f"rien de nouveau depuis {silence.days} jours, alors qu'il paraît quelque chose tous les {usual / 86400:.0f} jours d'ordinaire."
        )
        return Finding("source-silent", visits[-1].source, f"{_named(visits)} : {words}")
    return None


def _fewer_listed(visits: Sequence[SourceVisit], habits: Habits) -> Finding | None:
    """Far fewer documents listed than usual: the page has moved or changed. An empty list is a trouble of its own."""
    before = [visit.listed for visit in visits[:-1] if not visit.trouble][-_MEMORY:]
    now = visits[-1]
    if not now.trouble and len(before) >= habits.least_visits and now.listed * habits.factor < median(before):
        words = f"{now.listed} documents annoncés, {median(before):.0f} d'ordinaire."
        return Finding("fewer-listed", now.source, f"{_named(visits)} : {words}")
    return None


def _named(visits: Sequence[SourceVisit]) -> str:
    return f"La source {visits[-1].source.split(' ')[1] if ' ' in visits[-1].source else visits[-1].source}"


def _unread_plan(one: Unread) -> Finding:
    """At once: without it all its measures are gone from the report."""
    why = why_unread(one.code, one.doc)
    return Finding("plan-unread", one.doc, f"{one.doc} : {why.what}. {why.remedy}")


def _unread(nights: Sequence[Night], habits: Habits) -> Finding | None:
    before = [night.unread for night in nights[:-1] if not night.error][-_MEMORY:]
    now = nights[-1].unread
    if len(before) >= habits.least_visits and now >= median(before) + habits.more_unread and now >= median(before) * 1.5:
        return Finding("more-unread", "", f"{now} documents non lus, {median(before):.0f} d'ordinaire.")
    return None


def _missing_acts(nights: Sequence[Night], _habits: Habits) -> Finding | None:
    """Acts that are known to exist and not read, two nights in a row: a register is often ahead of the documents by a day."""
    sound = [night for night in nights if not night.error][-2:]
    lacking = [night.known > 0 and night.known - night.read > _MISSING * night.known for night in sound]
    night = nights[-1]
    if len(lacking) == 2 and all(lacking):
        words = f"{night.known - night.read} délibérations connues n'ont pas été lues ({night.read} lues sur {night.known})."
        return Finding("acts-missing", "", words)
    return None


def _slow(nights: Sequence[Night], habits: Habits) -> Finding | None:
    before = [night.seconds for night in nights[:-1] if night.run and not night.error][-_MEMORY:]
    now = nights[-1]
    if not now.run or len(before) < habits.least_visits or now.new > 10 * max(median([n.new for n in nights[:-1]]), 1):
        return None
    if now.seconds > max(median(before) * habits.factor, habits.slow_seconds):
        return Finding("run-slow", "", f"L'exécution a duré {now.seconds:.0f} s, {median(before):.0f} s d'ordinaire.")
    return None


SOURCE_RULES: tuple[SourceRule, ...] = (_source_unreachable, _silent, _fewer_listed)
RULES: tuple[Rule, ...] = (_unread, _missing_acts, _slow)
