"""A front page over the reports of several territories, which compares them with care."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markupsafe import Markup

from pipeline.records.errors import ConfigurationError
from pipeline.records.verdict import Status
from pipeline.report.charts.bars import status_bar, words
from pipeline.report.folder import publish
from pipeline.report.render import asset, environment, page
from pipeline.report.wording import STATUS

SUMMARY = "rapport.json"  # what each report leaves for the front page
STATE = "etat/index.html"  # what a watch leaves beside it: the state of its nights


@dataclass(frozen=True, slots=True)
class Summary:
    """One territory's report in a few figures. `address` is its folder as seen from the front page; `share` of the known acts was read."""

    name: str
    siren: str
    address: str
    day: date
    counts: tuple[tuple[Status, int], ...]
    known: int
    read: int
    share: float | None
    sufficient: bool
    budget_years: tuple[int, ...]

    @property
    def measures(self) -> int:
        """How many measures it holds."""
        return sum(number for _, number in self.counts)

    @property
    def bar(self) -> Markup:
        """Its measures by status, as a bar."""
        return status_bar(self.counts)

    @property
    def in_words(self) -> str:
        """Its measures by status, in words."""
        return words(self.counts)


def read_summary(report: Path, front: Path) -> Summary:
    """The summary of the report in the folder `report`, for a front page in the folder `front`, which must hold it.

    Raises ConfigurationError when there is no report of this program.
    """
    try:
        stored = json.loads((report / SUMMARY).read_text("utf-8"))
        coverage = stored["coverage"]
        return Summary(
            name=stored["territory"]["name"],
            siren=stored["territory"]["siren"],
            address=report.resolve().relative_to(front.resolve()).as_posix(),
            day=date.fromisoformat(stored["run"]["day"]),
            counts=tuple((status, int(stored["counts"].get(status.value, 0))) for status in STATUS),
            known=int(coverage["known"]),
            read=int(coverage["read"]),
            share=coverage["share"],
            sufficient=coverage["share"] is not None and coverage["share"] >= coverage["threshold"],
            budget_years=tuple(coverage["budget_years"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"{report}: no report of ecart inside {front} ({error}). Write it first: ecart report.") from error


def write_front(summaries: Sequence[Summary], folder: Path) -> Path:
    """Write the front page over `summaries` into `folder` and give its path, `index.html`. In the order of the names: it is no ranking.

    The state page of a watch is linked where it stands in `folder`. Raises NothingToDo when the folder cannot be written.
    """
    ordered = sorted(summaries, key=lambda s: (s.name, s.siren))
    state = STATE if (folder / STATE).is_file() else ""
    html = page(environment(), "front.html.j2", summaries=ordered, state=state)
    publish({"index.html": html.encode(), "assets/ecart.css": asset("site.css").encode()}, folder)
    return folder / "index.html"
