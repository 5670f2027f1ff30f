"""What changed for people: gaps, statuses and acts out of the published database, incidents out of the watch's own state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from flows.health import Turn
from flows.watch_file import Told, Watch
from flows.watch_state import Incident, News, Night, WatchState
from flows.watch_words import INCIDENTS, why_unread
from pipeline.extract.measures.themes import themes_of
from pipeline.report.wording import STATUS
from pipeline.store import OtherReading, VerdictChange, changed_verdicts, new_acts, stored_runs

_LONGEST = 160  # characters of a measure or an act that are quoted
_DOCS = 3  # documents that are named in a line; the others are counted


def news_of_runs(watch: Watch, state: WatchState, nights: Sequence[Night], folders: Mapping[str, str]) -> list[News]:
    """What was stored since the last night that came to its end, whoever stored it: a night that was killed has told nothing.

    One line for a first report; else each verdict that changed and each act on a followed theme.
    """
    if not watch.database.is_file():
        return []
    due, first = _due(watch, state, nights)
    found = [_first_report(night, folders) for night in first]
    if due:
        found += _verdicts(watch.database, due, folders)
        found += _acts(watch, due, folders)
    return found


def _due(watch: Watch, state: WatchState, nights: Sequence[Night]) -> tuple[dict[str, Night], list[Night]]:
    """The runs to tell of, each with the night that tells it, and the nights that tell of a first report."""
    known = {night.siren: night for night in nights if night.siren}
    last = {siren: state.last_night(siren, night.started) for siren, night in known.items()}
    oldest = None if None in last.values() else min((moment for moment in last.values() if moment), default=None)
    runs: dict[str, Night] = {night.run: night for night in nights if night.run}
    first: set[str] = set()
    for run in stored_runs(watch.database, _stored(oldest) if oldest else None):
        night, before = known.get(run.siren), last.get(run.siren)
        if night is None or (run.id not in runs and before is not None and run.saved <= _stored(before)):
            continue
        if run.id in runs or not state.concluded(run.id):
            runs[run.id] = night
        if run.first and run.id in runs:
            first.add(run.siren)
    return {run: night for run, night in runs.items() if night.siren not in first}, [known[siren] for siren in sorted(first)]


def _stored(moment: datetime) -> datetime:
    """A moment as the database holds it: UTC without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def _first_report(night: Night, folders: Mapping[str, str]) -> News:
    words = f"premier rapport, {night.documents} documents lus"
    return News(f"first {night.siren}", night.started, Told.STATUS, night.siren, night.name, words, link=folders.get(night.territory, ""))


def _verdicts(database: Path, runs: Mapping[str, Night], folders: Mapping[str, str]) -> Iterator[News]:
    """What the council did as gaps and statuses; what only other documents did as trouble, with the documents."""
    for change in changed_verdicts(database, runs):
        night = runs[change.run]
        kind = Told.HEALTH if change.readings else Told.GAP if change.gap and change.event != "gone" else Told.STATUS
        yield News(
            id=f"verdict {change.run} {change.measure}",
            at=night.started,
            kind=kind,
            siren=night.siren,
            territory=night.name,
            words=f"{_named(change.number, change.text)} : {_change(change)}{_because(change.readings)}",
            theme=change.theme,
            measure=change.measure,
            link=folders.get(night.territory, ""),
        )


def _change(change: VerdictChange) -> str:
    old, new = (STATUS[s].label.lower() if s else "" for s in (change.before, change.after))
    if change.event == "gone" or not new:
        return "n'est plus dans les documents lus"
    return f"{old} → {new}" if old and old != new else new


def _because(readings: Sequence[OtherReading]) -> str:
    """The documents behind a change that no act of the council explains."""
    lost = [f"{r.doc} ({why_unread(r.code, r.doc).what})" for r in readings if r.code]
    again = [r.doc for r in readings if not r.code]
    told = (
        (lost, "un document qui n'est plus lu", "des documents qui ne sont plus lus"),
        (again, "un document lu de nouveau", "des documents lus de nouveau"),
    )
    found = [f"{one if len(docs) == 1 else many} : {_some(docs)}" for docs, one, many in told if docs]
    return f" ; aucun acte nouveau, mais {', et '.join(found)}" if found else ""


def _some(docs: Sequence[str]) -> str:
    return ", ".join(docs[:_DOCS]) + (f" et {len(docs) - _DOCS} autres" if len(docs) > _DOCS else "")


def _acts(watch: Watch, runs: Mapping[str, Night], folders: Mapping[str, str]) -> Iterator[News]:
    """New acts whose subject is on a followed theme, or that answer a measure of one."""
    followed = watch.themes.union(*(recipient.themes for recipient in watch.recipients))
    for act in new_acts(watch.database, runs) if followed else ():
        night = runs[act.run]
        day = f", séance du {act.session:%d/%m/%Y}" if act.session else ""
        for theme in sorted((act.themes | set(themes_of(act.subject))) & followed):
            words = f"nouvel acte ({theme}) : {_named(act.number, act.subject)}{day}"
            yield News(
                f"act {act.run} {act.id} {theme}", night.started, Told.ACT, night.siren, night.name, words, theme,
                link=folders.get(night.territory, ""),
            )  # fmt: skip


def news_of_turn(night: Night, turn: Turn) -> list[News]:
    """Incidents that began or ended."""
    return [*(_incident(night, i, "début") for i in turn.opened), *(_incident(night, i, "fin") for i in turn.closed)]


def _incident(night: Night, incident: Incident, which: str) -> News:
    if which == "début":
        words = incident.detail
    else:
        words = f"rétabli, après {_span(incident.opened, incident.closed or night.started)} : {incident.detail}"
    return News(
        f"incident {incident.id} {which}", night.started, Told.HEALTH, night.siren, night.name, f"{INCIDENTS[incident.code]} : {words}"
    )


def _span(start: datetime, end: datetime) -> str:
    days = (end - start).days
    return f"{days} jours" if days > 1 else "un jour" if days == 1 else "moins d'un jour"


def _named(number: str | None, text: str) -> str:
    shown = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"
    return f"{number}, « {shown} »" if number else f"« {shown} »"
