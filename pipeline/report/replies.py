"""Answers of the authority, kept in a CSV file that whoever publishes the report fills in, and shown beside the verdicts."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.records.errors import ConfigurationError
from pipeline.records.folding import fold
from pipeline.report.privacy import Discretion
from pipeline.report.views import ReportView

COLUMNS = ("mesure", "date", "auteur", "texte")


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. `measure` is the id, the address or the printed number of a measure."""

    measure: str
    day: date
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class ReplyView:
    """One answer as shown."""

    slug: str
    name: str
    day: date
    author: str
    text: str


def read_replies(path: Path) -> tuple[Reply, ...]:
    """The answers of a CSV file with the columns mesure, date (2025-06-30), auteur, texte; none when there is no file.

    Raises ConfigurationError when the file cannot be understood.
    """
    if not path.is_file():
        return ()
    try:
        text = path.read_text("utf-8-sig")
        delimiter = ";" if ";" in text.split("\n", 1)[0] else ","
        rows = list(csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter))
        return tuple(
            Reply(r["mesure"].strip(), date.fromisoformat(r["date"].strip()), r["auteur"].strip(), r["texte"].strip()) for r in rows
        )
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ConfigurationError(
            f"{path}: the answers cannot be read ({error}). Columns: {', '.join(COLUMNS)}; dates such as 2025-06-30."
        ) from error


def replies_of(view: ReportView, replies: Sequence[Reply], discretion: Discretion) -> tuple[ReplyView, ...]:
    """The answers with their measures, oldest first. Raises ConfigurationError when an answer names no measure of the report."""
    found: list[ReplyView] = []
    for given in sorted(replies, key=lambda r: r.day):
        fits = [m for m in view.measures if given.measure in (m.id, m.slug) or (m.number and fold(m.number) == fold(given.measure))]
        if len(fits) != 1:
            raise ConfigurationError(f'an answer names "{given.measure}", which fits {len(fits)} measures; give the id of one.')
        measure = fits[0]
        found.append(ReplyView(measure.slug, measure.name, given.day, discretion.text(given.author), discretion.text(given.text)))
    return tuple(found)
