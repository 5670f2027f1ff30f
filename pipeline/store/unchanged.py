"""Whether a run would only find again what is stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pipeline.records.territory import SourceFile, Territory
from pipeline.store.connect import reader
from pipeline.store.migrate import check_version


def same_inputs(db: Path, territory: Territory, files: Sequence[SourceFile], versions: Sequence[tuple[str, str]]) -> bool:
    """Whether the last run stored in the published `db` had this territory file, these files by content, and these program versions.

    Then the same results would be found again, save for what depends on the day (a deadline that has passed since). False when there is no
    database yet. Costs a few milliseconds a thousand files; nothing of the documents is loaded.
    """
    if not db.is_file():
        return False
    siren = territory.siren
    with reader(db) as connection:
        check_version(connection, db)
        current = "WHERE siren = ? AND gone_since IS NULL"
        stored = connection.execute(
            f"SELECT name, kind, root, look_back, coverage_threshold FROM territories {current}", [siren]
        ).fetchall()
        sources = connection.execute(
            f"SELECT role, path, title, adopted, until FROM sources {current} ORDER BY position", [siren]
        ).fetchall()
        found = connection.execute(f"SELECT source, doc, sha256, path FROM files {current}", [siren]).fetchall()
        made_by = connection.execute("SELECT versions FROM runs WHERE siren = ? ORDER BY saved DESC, id LIMIT 1", [siren]).fetchall()
    numbers = {source: position for position, source in reversed(tuple(enumerate(territory.sources)))}
    return (
        stored == [(territory.name, territory.kind, str(territory.root), territory.look_back, territory.coverage_threshold)]
        and sources == [(s.role, s.path, s.title, s.adopted, s.until) for s in territory.sources]
        and sorted(found) == sorted((numbers.get(f.source, -1), f.doc, f.sha256, str(f.path)) for f in files)
        and made_by == [(json.dumps(list(versions), ensure_ascii=False),)]
    )
