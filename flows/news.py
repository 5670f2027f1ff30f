"""What changed for people: gaps, statuses and acts out of the published database, incidents out of the watch's own state."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.health import Turn
from flows.watch_file import Told, Watch
from flows.watch_state import Incident, News, Night
from pipeline.records.folding import fold
from pipeline.records.lexicon import load_table
from pipeline.records.verdict import Status
from pipeline.report.wording import STATUS
from pipeline.store import query

_LONGEST = 160  # characters of a measure or an act that are quoted
_FIRST = "SELECT siren FROM runs GROUP BY siren HAVING count(*) = 1"


def news_of_runs(watch: Watch, nights: Sequence[Night], folders: Mapping[str, str]) -> list[News]:
    """What the runs of `nights` changed: one line for a first report, else each verdict that changed and each act on a followed theme."""
    runs = {night.run: night for night in nights if night.run}
    if not runs or not watch.database.is_file():
        return []
    first = {siren for (siren,) in _rows(watch.database, _FIRST)}
    found = [_first_report(night, folders) for night in runs.values() if night.siren in first]
    later = {run: night for run, night in runs.items() if night.siren not in first}
    if later:
        found += _verdicts(watch.database, later, folders)
        found += _acts(watch, later, folders)
    return found


def _first_report(night: Night, folders: Mapping[str, str]) -> News:
    words = f"premier rapport, {night.documents} documents lus"
    return News(f"first {night.siren}", night.started, Told.STATUS, night.siren, night.name, words, link=folders.get(night.territory, ""))


def _verdicts(database: Path, runs: Mapping[str, Night], folders: Mapping[str, str]) -> Iterator[News]:
    asked = f"""
        SELECT h.run, h.measure, m.number, m.text, m.theme, h.previous_status, h.status, h.dropped OR h.unfunded, h.event
        FROM verdict_history h JOIN measures m ON m.siren = h.siren AND m.id = h.measure
        WHERE h.run IN ({_listed(runs)}) AND (h.event <> 'changed' OR h.status IS DISTINCT FROM h.previous_status
            OR h.dropped OR h.unfunded)
        ORDER BY h.siren, m.position, h.measure
    """
    for run, measure, number, text, theme, before, after, gap, event in _rows(database, asked):
        night = runs[run]
        kind = Told.GAP if gap and event != "gone" else Told.STATUS
        yield News(
            id=f"verdict {run} {measure}",
            at=night.started,
            kind=kind,
            siren=night.siren,
            territory=night.name,
            words=f"{_named(number, text)} : {_change(before, after, event)}",
            theme=theme or "",
            measure=measure,
            link=folders.get(night.territory, ""),
        )


def _change(before: str | None, after: str | None, event: str) -> str:
    old, new = (STATUS[Status(s)].label.lower() if s else "" for s in (before, after))
    if event == "gone" or not new:
        return "n'est plus dans les documents lus"
    return f"{old} → {new}" if old and old != new else new


def _acts(watch: Watch, runs: Mapping[str, Night], folders: Mapping[str, str]) -> Iterator[News]:
    """New acts whose subject is on a followed theme, or that answer a measure of one."""
    followed = watch.themes.union(*(recipient.themes for recipient in watch.recipients))
    if not followed:
        return
    asked = f"""
        SELECT a.first_run, a.id, a.number, a.subject, a.session,
            (SELECT list(DISTINCT m.theme) FROM links l JOIN measures m ON m.siren = l.siren AND m.id = l.measure
             WHERE l.siren = a.siren AND l.act = a.id AND l.band = 'linked' AND l.gone_since IS NULL)
        FROM acts a WHERE a.first_run IN ({_listed(runs)}) AND a.gone_since IS NULL ORDER BY a.siren, a.session, a.position
    """
    for run, act, number, subject, session, linked in _rows(watch.database, asked):
        themes = ({theme for theme in linked or () if theme} | set(themes_of(subject))) & followed
        for theme in sorted(themes):
            night = runs[run]
            day = f", séance du {session:%d/%m/%Y}" if session else ""
            words = f"nouvel acte ({theme}) : {_named(number, subject)}{day}"
            yield News(
                f"act {run} {act} {theme}", night.started, Told.ACT, night.siren, night.name, words, theme,
                link=folders.get(night.territory, ""),
            )  # fmt: skip


def themes_of(text: str) -> list[str]:
    """The themes whose words stand in a text, by the table of themes."""
    folded = fold(text)
    return [row["meaning"] for row in load_table("themes") if re.search(rf"\b(?:{row['pattern']})\b", folded)]


def news_of_turn(night: Night, turn: Turn) -> list[News]:
    """Incidents that began or ended."""
    return [*(_incident(night, i, "début") for i in turn.opened), *(_incident(night, i, "fin") for i in turn.closed)]


def _incident(night: Night, incident: Incident, which: str) -> News:
    if which == "début":
        words = incident.detail
    else:
        words = f"rétabli, après {_span(incident.opened, incident.closed or night.started)} : {incident.detail}"
    return News(f"incident {incident.id} {which}", night.started, Told.HEALTH, night.siren, night.name, f"{incident.code} : {words}")


def _span(start: datetime, end: datetime) -> str:
    days = (end - start).days
    return f"{days} jours" if days > 1 else "un jour" if days == 1 else "moins d'un jour"


def _named(number: str | None, text: str) -> str:
    shown = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"
    return f"{number}, « {shown} »" if number else f"« {shown} »"


def _rows(database: Path, asked: str) -> list[tuple[Any, ...]]:
    return query(database, asked)[1]


def _listed(runs: Collection[str]) -> str:
    """Ids of runs (hexadecimal, made by this program) as a list of SQL strings."""
    return ", ".join(f"'{run}'" for run in sorted(runs) if run.isalnum())
