"""Write the report: one self-contained HTML page in French."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from pipeline.records.errors import NothingToDo
from pipeline.records.run import Results
from pipeline.records.verdict import Status
from pipeline.report.chart import status_bar
from pipeline.report.view import Album, Pictures, PlanView, counts_of, plans_of, unread_of
from pipeline.report.wording import STATUS, count, day, masked, percent

NAME = "index.html"


def write_report(results: Results, folder: Path, pictures: Pictures) -> Path:
    """Write `index.html` into `folder` and give its path.

    `pictures(document sha256, page from 1, boxes in points)` gives a page's picture (WebP) with the boxes marked, or None. The page
    asks no other file and no server. An older report is replaced only once the new one is complete. Raises NothingToDo when the
    folder cannot be written.
    """
    html = render(results, pictures)
    target = folder / NAME
    draft = folder / f".{NAME}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text(html, "utf-8")
        draft.replace(target)
    except OSError as error:
        raise NothingToDo(f"{folder}: the report cannot be written ({error.strerror}). Choose another folder with --out.") from error
    return target


def render(results: Results, pictures: Pictures) -> str:
    """The report as one HTML text."""
    album = Album(pictures)
    plans = plans_of(results, album)
    counts = counts_of(plans)
    environment = Environment(
        loader=PackageLoader("pipeline.report"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": day, "percent": percent, "masked": masked}
    environment.globals |= {"count": count, "Status": Status}
    return environment.get_template("report.html.j2").render(
        territory=results.territory,
        run=results.run,
        plans=plans,
        counts=counts,
        total=sum(number for _, number in counts),
        statuses=STATUS,
        flags=Flags.of(plans),
        bar=status_bar(counts),
        coverage=results.coverage,
        unread=unread_of(results),
        acts=len(results.acts),
        inputs=results.files,
        images={key: base64.b64encode(image).decode() for key, image in album.images.items()},
        css=(resources.files("pipeline.report") / "templates" / "report.css").read_text("utf-8"),
        script=(resources.files("pipeline.report") / "templates" / "report.js").read_text("utf-8"),
    )


@dataclass(frozen=True, slots=True)
class Flags:
    """How many measures carry each of the two flags."""

    dropped: int
    unfunded: int

    @classmethod
    def of(cls, plans: tuple[PlanView, ...]) -> Flags:
        """Count them over all plans."""
        measures = [measure for plan in plans for measure in plan.measures]
        return cls(sum(m.dropped for m in measures), sum(m.unfunded for m in measures))
