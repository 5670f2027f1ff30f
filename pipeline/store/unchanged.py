"""Whether a run would only find again what is stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pipeline.records.review import Review
from pipeline.records.territory import SourceFile, Territory
from pipeline.store.connect import reader
from pipeline.store.migrate import applied_version, schema_files
from pipeline.store.reviews import reviews_mark
from pipeline.store.rows import sighting_row, territory_row, web_told

_LAST_RUN = "SELECT versions, judged_on, holds_until, reviews FROM runs WHERE siren = ? ORDER BY saved DESC, id LIMIT 1"


def same_inputs(
    db: Path, territory: Territory, files: Sequence[SourceFile], versions: Sequence[tuple[str, str]], reviews: Sequence[Review], today: date
) -> bool:
    """Whether the last run stored in the published `db` had this territory file, these files by content, these program versions and these
    reviews, and no deadline has passed since: then the same results would be found again.

    False when there is no database yet, or one of another schema. Costs a few milliseconds a thousand files; nothing of the documents is
    loaded. Raises EcartError when the database cannot be read.
    """
    if not db.is_file():
        return False
    siren = territory.siren
    with reader(db) as connection:
        if applied_version(connection) != schema_files()[-1].version:
            return False
        current = "WHERE siren = ? AND gone_since IS NULL"
        stored = connection.execute(
            f"SELECT name, kind, root, look_back, coverage_threshold, siret FROM territories {current}", [siren]
        ).fetchall()
        sources = connection.execute(
            f"SELECT role, path, title, adopted, until, web FROM sources {current} ORDER BY position", [siren]
        ).fetchall()
        found = connection.execute(f"SELECT source, doc, sha256, path FROM files {current}", [siren]).fetchall()
        seen = connection.execute(
            f"SELECT * EXCLUDE (siren, first_run, changed_run, gone_since) FROM sightings {current}", [siren]
        ).fetchall()
        runs = connection.execute(_LAST_RUN, [siren]).fetchall()
        if not runs:
            return False
        ((made_by, judged_on, holds_until, known),) = runs
    numbers = {source: position for position, source in reversed(tuple(enumerate(territory.sources)))}
    return (
        known == reviews_mark(reviews)
        and judged_on is not None
        and judged_on <= today
        and (holds_until is None or today < holds_until)
        and made_by == json.dumps(list(versions), ensure_ascii=False)
        and stored == [territory_row(territory)]
        and sources == [(s.role, s.path, s.title, s.adopted, s.until, web_told(s)) for s in territory.sources]
        and sorted(found) == sorted((numbers.get(f.source, -1), f.doc, f.sha256, str(f.path)) for f in files)
        and set(seen) == {(numbers.get(f.source, -1), f.doc, *sighting_row(s)) for f in files for s in f.sightings}
    )
