"""Whose acts count for a plan: those of the authority itself and of its centre d'action sociale, taken after the plan was adopted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.judge.topics import bodies, own_words
from pipeline.records.council import Act, Outcome
from pipeline.records.folding import fold
from pipeline.records.link import Band, Link
from pipeline.records.territory import Kind, Source, Territory

_CCAS = {
    Kind.COMMUNE: re.compile(r"\bcentre communal d'action sociale\b|\bccas\b"),
    Kind.EPCI: re.compile(r"\bcentre intercommunal d'action sociale\b|\bcias\b"),
}
_BOARD = "conseil d'administration"
_ESTABLISHMENT = "26"  # how the SIREN of each centre d'action sociale begins, as of all establishments of local authorities


def counts(act: Act, territory: Territory, plan: Source | None) -> bool:
    """Guard 1: taken by this authority or its centre d'action sociale, and not before the plan unless the territory looks back."""
    return not of_another(act, territory) and _in_time(act, territory, plan)


def of_another(act: Act, territory: Territory) -> bool:
    """Whether the stamp of transmission names another authority, which is not the authority's own centre d'action sociale."""
    siren = siren_of(act)
    return siren is not None and siren != territory.siren and not is_of_its_ccas(act, territory)


def is_of_its_ccas(act: Act, territory: Territory) -> bool:
    """Whether the board of the authority's centre d'action sociale took an act: it is the authority's establishment, its mayor or president
    leads it (CASF L123-6). The stamp bears its own SIREN; the act names the centre, its board and the place."""
    siren, printed = siren_of(act), _CCAS.get(territory.kind)
    if siren is None or siren == territory.siren or not siren.startswith(_ESTABLISHMENT) or printed is None:
        return False
    text = fold(" ".join(p.text for p in (act.whole, act.statement) if p))
    return bool(printed.search(text)) and _BOARD in text and bool((own_words(territory.name) - bodies()) & own_words(text))


def foreign_to(links: Sequence[Link], acts: Mapping[str, Act], territory: Territory, plan: Source | None) -> Act | None:
    """The likeliest act of another authority that is linked, or waits for a person, and decides something."""
    likeliest = sorted((x for x in links if x.band is not Band.UNLINKED), key=lambda x: -x.probability)
    others = [act for x in likeliest if of_another(act := acts[x.act], territory) and _in_time(act, territory, plan)]
    return next((act for act in others if act.outcome not in (Outcome.NOTED, Outcome.OPINION)), None)


def taken_before(act: Act, plan: Source | None) -> bool:
    """Whether an act is older than the plan."""
    return plan is not None and plan.adopted is not None and act.session is not None and act.session.value < plan.adopted


def _in_time(act: Act, territory: Territory, plan: Source | None) -> bool:
    return territory.look_back or not taken_before(act, plan)


def siren_of(act: Act) -> str | None:
    """The SIREN in the identifier of the transmission, None where it is not printed or no SIREN."""
    parts = (act.transmission_id or "").split("-")[1:2]
    return parts[0] if parts and parts[0].isdigit() and len(parts[0]) == 9 else None
