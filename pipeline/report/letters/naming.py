"""How a letter names plans, acts, measures and what was read."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.records.verdict import Status
from pipeline.report.french import count, day
from pipeline.report.views import ActView, MeasureView, ReportView

LISTED = 40  # measures or documents named in one list
WITH_SUMS = (Status.UNFUNDED, Status.CONDITIONAL, Status.UNDERFUNDED)  # what turns on money; elsewhere a sum may be another thing's

BALANCE: Mapping[Status, tuple[str, str]] = {  # of one measure, of several
    Status.DROPPED: ("écartée par un acte", "écartées par un acte"),
    Status.POSTPONED: ("reportée", "reportées"),
    Status.NO_TRACE: ("sans trace dans les actes lus", "sans trace dans les actes lus"),
    Status.WEAKENED: ("votée, mais affaiblie", "votées, mais affaiblies"),
    Status.UNFUNDED: ("votée, sans budget trouvé", "votées, sans budget trouvé"),
    Status.CONDITIONAL: ("votée, l'argent sous condition", "votées, l'argent sous condition"),
    Status.UNDERFUNDED: ("votée, avec moins que demandé", "votées, avec moins que demandé"),
    Status.FUNDED: ("votée, avec ses moyens", "votées, avec leurs moyens"),
    Status.UNSURE: ("sur laquelle nous ne concluons pas", "sur lesquelles nous ne concluons pas"),
}


def plans(view: ReportView) -> str:
    """Of which plans a letter speaks: "du plan « ... »"."""
    return ("du plan " if len(view.plans) == 1 else "des plans ") + titles(view)


def titles(view: ReportView) -> str:
    """The titles of the plans."""
    return ", ".join(f"« {p.title} »" for p in view.plans)


def named(act: ActView) -> str:
    """An act as a letter names it: délibération n° 12 du 30 mai 2024."""
    number, _, session = act.title.rpartition(", ")
    return f"{act.body} {number} du {session}" if act.day else f"{act.body} {act.title}"


def corpus(view: ReportView) -> str:
    """What was read, in a clause."""
    period = f" du {day(view.start)} au {day(view.end)}" if view.start and view.end else ""
    known = f", sur {view.known} connus" if view.known else ""
    return f"{count(view.acts, 'acte lu', 'actes lus')}{known}{period}"


def balance(view: ReportView) -> str:
    """How many measures have each status, all of them, so that the numbers add up."""
    return " ; ".join(f"{number} {BALANCE[status][number > 1]}" for status, number in view.counts if number)


def told(m: MeasureView, *, label: bool = True) -> str:
    """A measure with its conclusion, its sums where the conclusion turns on them, and the acts on it."""
    money = m.status in WITH_SUMS
    parts = [
        m.label.lower() if label else "",
        f"demandé : {m.asked_words}" if money and m.asked_words else "",
        f"voté : {m.voted_words}" if money and m.voted_words else "",
        ("évoquée par " if m.acts and m.status is Status.NO_TRACE else "") + ", ".join(named(a) for a in m.acts),
    ]
    said = " ; ".join(filter(None, parts))
    return f"{m.name} ({said})" if said else m.name


def more(number: int, noun: str) -> tuple[str, ...]:
    """The line that says how many did not fit."""
    return (f"et {count(number - LISTED, noun)} de plus, dans le rapport joint.",) if number > LISTED else ()
