"""Dates of acts that print none, or whose date could not be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.match.words import plain
from pipeline.records.council import Act, SessionDate
from pipeline.records.money import RegisterEntry


def date_acts(acts: Sequence[Act], register: Sequence[RegisterEntry]) -> tuple[Act, ...]:
    """The acts, those without a date with the one that the register gives to their number or transmission id; none where entries differ."""
    found: dict[str, set[SessionDate]] = {}
    for entry in register:
        if entry.date is not None:
            for key in filter(None, (entry.number, entry.transmission_id)):
                found.setdefault(_key(key), set()).add(SessionDate(entry.date, "register"))
    return tuple(_dated(act, found) if act.session is None else act for act in acts)


def _dated(act: Act, found: dict[str, set[SessionDate]]) -> Act:
    for key in filter(None, (act.transmission_id, act.number)):
        days = found.get(_key(key), set())
        if len(days) == 1:
            return replace(act, session=next(iter(days)))
    return act


def _key(printed: str) -> str:
    return re.sub(r"[^a-z0-9]", "", plain(printed))
