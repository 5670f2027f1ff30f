"""Measures and verdicts in the shape of Decidim's accountability results, so that a platform can show what became of its proposals."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

from pipeline.records.verdict import Status
from pipeline.store.connect import reader, trouble_told
from pipeline.store.migrate import check_version

STATUS_NAMES = {  # as the report names them
    Status.DROPPED: "Écartée par un vote ou retirée",
    Status.POSTPONED: "Reportée",
    Status.NO_TRACE: "Sans trace dans le corpus examiné",
    Status.WEAKENED: "Votée, mais affaiblie",
    Status.UNFUNDED: "Votée, sans budget trouvé",
    Status.CONDITIONAL: "Votée, argent sous condition",
    Status.UNDERFUNDED: "Votée, avec moins que demandé",
    Status.FUNDED: "Votée, avec ses moyens",
    Status.UNSURE: "À vérifier par une personne",
}

_ROWS = """
SELECT g.siren, g.territory, g.measure, g.axis, g.number, g.text, g.status, g.statement, g.coverage, p.adopted,
    coalesce(m.deadline_end, p.until) AS until, r.started
FROM gaps g
JOIN measures m ON m.siren = g.siren AND m.id = g.measure
LEFT JOIN runs r ON r.siren = m.siren AND r.id = m.first_run
LEFT JOIN (
    SELECT f.siren, f.doc, min(s.adopted) AS adopted, max(s.until) AS until
    FROM files f JOIN sources s ON s.siren = f.siren AND s.position = f.source WHERE f.gone_since IS NULL GROUP BY ALL
) p ON p.siren = m.siren AND p.doc = m.doc
ORDER BY g.siren, m.doc, m.position
"""


def export_decidim(db: Path, folder: Path) -> tuple[Path, ...]:
    """Write `results.json` into `folder`: one accountability result for each measure of `db`. Raises EcartError.

    `progress` stays null: a share of completion would be invented. Titles and descriptions are HTML-escaped, as Decidim shows them as HTML.
    """
    with reader(db) as connection:
        check_version(connection, db)
        rows = connection.execute(_ROWS).fetchall()
    path = folder / "results.json"
    with trouble_told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps([_result(*row) for row in rows], ensure_ascii=False, indent=1) + "\n", "utf-8")
    return (path,)


def _result(*row: Any) -> dict[str, Any]:
    siren, territory, measure, axis, number, text, status, statement, coverage, adopted, until, started = row
    return {
        "id": measure,
        "category": {"id": None, "name": _french(axis)} if axis else None,
        "scope": {"id": siren, "name": _french(territory)},
        "parent": None,
        "title": _french(f"{number} {text}" if number else text),
        "description": _french(" ".join(part for part in (statement, coverage) if part)),
        "start_date": adopted.isoformat() if adopted else None,
        "end_date": until.isoformat() if until else None,
        "status": {"id": list(STATUS_NAMES).index(Status(status)) + 1, "key": status, "name": _french(STATUS_NAMES[Status(status)])}
        if status
        else None,
        "progress": None,
        "created_at": f"{started:%Y-%m-%dT%H:%M:%SZ}" if started else None,
        "url": None,
        "proposal_urls": [],
    }


def _french(text: str) -> dict[str, str]:
    return {"fr": html.escape(text, quote=False)}
