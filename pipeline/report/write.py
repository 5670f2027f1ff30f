"""Write everything that a report is made of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pipeline.records.past import Past
from pipeline.records.run import Results
from pipeline.report import changes as history
from pipeline.report.album import Album, Pictures
from pipeline.report.compose import view_of
from pipeline.report.editions import editions_of
from pipeline.report.feed import feed
from pipeline.report.folder import publish, read_older
from pipeline.report.front import SUMMARY
from pipeline.report.known import Known
from pipeline.report.overview import charts_of
from pipeline.report.paper import preview_png, report_pdf
from pipeline.report.privacy import discretion_of
from pipeline.report.render import environment
from pipeline.report.replies import Reply, read_replies, replies_of
from pipeline.report.site import FULL, full_page, site
from pipeline.report.tables import measures_csv, report_json, report_markdown

REPLIES = "reponses.csv"
DOWNLOADS: tuple[tuple[str, str], ...] = (
    ("rapport.pdf", "Rapport à imprimer (PDF)"),
    ("rapport-avec-images.pdf", "Rapport à imprimer, avec les images des passages (PDF)"),
    (FULL, "Rapport complet en une page, à envoyer par courriel (HTML)"),
    ("mesures.csv", "Tableau des mesures (CSV, pour un tableur)"),
    ("rapport.json", "Données du rapport (JSON)"),
    ("rapport.md", "Texte du rapport (Markdown)"),
    ("changements.atom", "Suivre les changements (Atom)"),
)


def report_of(results: Results, folder: Path) -> Path | None:
    """The first page of the report in `folder` when it was written from this run and the authority's present answers; None otherwise."""
    stored = folder / SUMMARY
    answers = results.territory.root / REPLIES
    try:
        run = json.loads(stored.read_text("utf-8"))["run"]["id"]
        newer = answers.is_file() and answers.stat().st_mtime >= stored.stat().st_mtime
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return folder / "index.html" if run == results.run.id and not newer else None


def write_report(
    results: Results,
    folder: Path,
    pictures: Pictures,
    replies: Sequence[Reply] | None = None,
    past: Sequence[Past] | None = None,
    known: Known | None = None,
) -> Path:
    """Write the report of one territory into `folder` and give the path of its first page, `index.html`.

    `pictures(document sha256, page from 1, boxes in points)` gives a page's picture in any form that Pillow reads, or None. No page asks a
    server for anything.
    `replies` are the authority's answers, shown beside the verdicts; None reads `reponses.csv` beside the territory file.
    `past` are the stored changes of verdicts; None compares with the report that stands in `folder`. `known` is what the store
    knows beyond this run; None leaves out what the council added and the acts by month.
    An older report is replaced only once the new one is complete. Raises NothingToDo when the folder cannot be written, ConfigurationError
    when the answers cannot be understood.
    """
    discretion = discretion_of(results.documents)
    album = Album(pictures, results.documents, discretion)
    view = view_of(results, album, discretion, known)
    charts = charts_of(view)
    made = environment()
    changes, kept = history.changes_of(view, read_older(folder, history.NAME))
    changes = changes if past is None else history.told_changes(view, past, discretion)
    given = read_replies(results.territory.root / REPLIES) if replies is None else replies
    answers = replies_of(view, given, discretion)
    editions = editions_of(view)
    files = site(made, view, charts, album.pictures, changes, (DOWNLOADS, tuple((e.path, e.words) for e in editions)), answers)
    files |= {e.path: report_pdf(view, axis=e.axis, statuses=e.statuses) for e in editions}
    files |= {
        FULL: full_page(made, view, charts, album.pictures, answers, changes),
        "rapport.pdf": report_pdf(view, changes=changes),
        "rapport-avec-images.pdf": report_pdf(view, changes=changes, pictures=album.pictures),
        "mesures.csv": measures_csv(view),
        "rapport.json": report_json(view, changes),
        "rapport.md": report_markdown(view, changes),
        "changements.atom": feed(view, changes),
        "apercu.png": preview_png(view),
        history.NAME: kept.encode(),
    }
    publish(files, folder)
    return folder / "index.html"
