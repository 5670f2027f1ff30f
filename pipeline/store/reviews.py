"""Reviews in the database and as CSV, so that volunteers can work in a spreadsheet. No run touches them."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipeline.records.errors import ConfigurationError
from pipeline.records.review import Choice, Review, ReviewKind, added_id, added_place
from pipeline.store.connect import reader, trouble_told, work_path, writer
from pipeline.store.export_tables import FORMULA
from pipeline.store.lock import writer_lock
from pipeline.store.migrate import check_version, refuse_foreign, schema_files
from pipeline.store.publish import publish
from pipeline.store.save import open_work

COLUMNS = ("siren", "kind", "choice", "measure", "act", "field", "value", "reason", "reviewer", "reviewed_at")
_CONTEXT = ("due", "measure_text", "act_number", "act_subject")  # for the eye; ignored when read back
_NEEDED = {ReviewKind.LINK: ("measure", "act"), ReviewKind.VERDICT: ("measure",), ReviewKind.FIELD: ("field",)}

_SELECT = """
SELECT r.siren, r.kind, r.choice, r.measure, r.act, r.field, r.value, r.reason, r.reviewer, r.reviewed_at, d.id IS NOT NULL AS due,
    m.text, a.number, a.subject
FROM reviews r
LEFT JOIN reviews_due d ON d.siren = r.siren AND d.id = r.id
LEFT JOIN measures m ON m.siren = r.siren AND m.id = r.measure
LEFT JOIN acts a ON a.siren = r.siren AND a.id = r.act
WHERE r.withdrawn IS NULL AND ($siren IS NULL OR r.siren = $siren)
ORDER BY r.siren, r.reviewed_at, r.id
"""


def review_id(review: Review) -> str:
    """Id of a review, made from what it is about, who wrote it and when: adding the same one twice changes nothing."""
    key = "\x1f".join(
        str(p) for p in (review.territory, review.kind, review.measure, review.act, review.field, review.reviewer, _utc(review.at))
    )
    return f"v{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def reviews_mark(reviews: Iterable[Review]) -> str:
    """Sixteen hexadecimal digits that tell one set of reviews from another; empty for none. A run keeps it, to notice new ones."""
    ids = sorted(review_id(review) for review in reviews)
    return hashlib.sha256(" ".join(ids).encode()).hexdigest()[:16] if ids else ""


def load_reviews(db: Path, siren: str | None = None) -> tuple[Review, ...]:
    """The reviews of a territory, or of all, oldest first; `due` says which must be asked again. Empty when there is no database yet."""
    if not db.is_file():
        return ()
    with reader(db) as connection:
        check_version(connection, db)
        rows = connection.execute(_SELECT, {"siren": siren}).fetchall()
    return tuple(
        Review(territory, ReviewKind(kind), Choice(choice), who, at.replace(tzinfo=UTC), measure, act, field, value, reason, due)
        for territory, kind, choice, measure, act, field, value, reason, who, at, due, *_ in rows
    )


def reviews_for_run(db: Path, siren: str, *, wait: float = 60.0) -> tuple[Review, ...]:
    """`load_reviews` before a run writes: a database of an older program is first brought to this one's schema, a copy put aside."""
    if not db.is_file():
        return ()
    with reader(db) as connection:
        older = refuse_foreign(connection, db) < schema_files()[-1].version
    if older:
        with writer_lock(db, wait):
            open_work(db)
            publish(db)
    return load_reviews(db, siren)


def add_reviews(db: Path, reviews: Iterable[Review], *, wait: float = 60.0) -> int:
    """Store reviews with what their writers saw, and publish. Gives how many were new.

    Raises ConfigurationError for a review of something the database does not know, and then stores none.
    """
    with writer_lock(db, wait):
        open_work(db)
        with writer(work_path(db)) as connection:
            connection.execute("BEGIN")
            new = sum(_add(connection, review) for review in reviews)
            connection.execute("COMMIT")
        publish(db)
    return new


def withdraw_review(db: Path, review: Review, *, wait: float = 60.0) -> bool:
    """Take a review back; it stays in the table, marked. Gives whether it was there."""
    with writer_lock(db, wait):
        open_work(db)
        with writer(work_path(db)) as connection:
            ((changed,),) = connection.execute(
                "UPDATE reviews SET withdrawn = ? WHERE siren = ? AND id = ? AND withdrawn IS NULL",
                [_utc(datetime.now(UTC)), review.territory, review_id(review)],
            ).fetchall()
        publish(db)
    return bool(changed)


def export_reviews(db: Path, path: Path, siren: str | None = None) -> int:
    """Write the reviews as CSV with the words they are about; gives how many. Cells that a spreadsheet would run are neutralised."""
    with reader(db) as connection:
        check_version(connection, db)
        rows = connection.execute(_SELECT, {"siren": siren}).fetchall()
    with trouble_told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="", encoding="utf-8") as stream:
            table = csv.writer(stream)
            table.writerow((*COLUMNS, *_CONTEXT))
            table.writerows([_cell(value) for value in row] for row in rows)
    return len(rows)


def import_reviews(db: Path, path: Path, *, wait: float = 60.0) -> int:
    """Add the reviews of a CSV file; gives how many were new. Raises ConfigurationError that names the line and what is wrong there."""
    return add_reviews(db, read_reviews(path), wait=wait)


def read_reviews(path: Path) -> tuple[Review, ...]:
    """The reviews of a CSV file. Raises ConfigurationError that names the line and what is wrong there."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read as UTF-8 text ({error}).") from error
    separator = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","  # spreadsheets in French write ;
    table = csv.DictReader(text.splitlines(keepends=True), delimiter=separator)
    missing = [c for c in COLUMNS if c not in (table.fieldnames or ())]
    if missing:
        raise ConfigurationError(f"{path} lacks the columns {', '.join(missing)}.")
    return tuple(_review(row, f"{path}, line {table.line_num}") for row in table)


def _review(row: dict[str, str | None], where: str) -> Review:
    cells = {name: _plain(row[name] or "") for name in COLUMNS}
    try:
        kind, choice, at = ReviewKind(cells["kind"]), Choice(cells["choice"]), datetime.fromisoformat(cells["reviewed_at"])
    except ValueError as error:
        raise ConfigurationError(f"{where}: {error}.") from error
    lacking = [name for name in ("siren", "reviewer", *_NEEDED[kind]) if not cells[name]]
    lacking += ["value"] if choice is Choice.CORRECTED and not cells["value"] else []
    cells["measure"] = cells["measure"] or _id_of_added(cells, where)
    if lacking or not (cells["measure"] or cells["act"]):
        raise ConfigurationError(f"{where}: a review of a {kind} needs {', '.join(lacking) or 'measure or act'}.")
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    ends = (cells["measure"] or None, cells["act"] or None, cells["field"] or None, cells["value"] or None)
    return Review(cells["siren"], kind, choice, cells["reviewer"], at, *ends, cells["reason"])


def _id_of_added(cells: dict[str, str], where: str) -> str:
    """The id of a measure that a row adds, which nobody has to know; empty for another row."""
    try:
        place = added_place(cells["field"])
    except ValueError as error:
        raise ConfigurationError(f"{where}: {error}.") from error
    return added_id(place[1], place[0], cells["value"]) if place else ""


def _add(connection: duckdb.DuckDBPyConnection, review: Review) -> int:
    siren = review.territory
    place = added_place(review.field)
    known = ("documents", "doc", place[1]) if place else ("measures", "id", review.measure)
    for table, name, fact in (known, ("acts", "id", review.act)):
        if fact and not connection.execute(f"SELECT 1 FROM {table} WHERE siren = ? AND {name} = ?", [siren, fact]).fetchall():
            raise ConfigurationError(
                f"No review was stored: {fact} is not among the {table} of {siren}. Export the reviews again and start from there."
            )
    ((seen,),) = connection.execute("SELECT review_ground(?, ?, ?, ?)", [siren, review.kind, review.measure, review.act]).fetchall()
    what = (siren, review_id(review), review.kind, review.measure, review.act, review.field, review.choice, review.value)
    ((added,),) = connection.execute(
        "INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING",
        [*what, review.reason, review.reviewer, _utc(review.at), seen],
    ).fetchall()
    return int(added)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, datetime) else str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if re.match(FORMULA, text) else text


def _plain(cell: str) -> str:
    """A cell as it was before `_cell`."""
    return cell[1:] if cell.startswith("'") and re.match(FORMULA, cell[1:]) else cell
