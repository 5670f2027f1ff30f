"""The history of verdicts: a row for each that is new, changed, gone or back."""

from __future__ import annotations

import duckdb

from pipeline.store.merge import count

# What makes a verdict another one. Its words and its confidence may vary without that.
_JUDGED = ("decision", "substance", "money", "status", "dropped", "unfunded", "acts", "reviewed_by")


def write_history(connection: duckdb.DuckDBPyConnection, siren: str, run: str) -> int:
    """Record each verdict that is new, changed, gone or back; called before the verdicts themselves are written."""
    differs = " OR ".join(f"v.{c} IS DISTINCT FROM i.{c}" for c in _JUDGED)
    columns = ("event", "previous_status", "status", "decision", "substance", "money", "dropped", "unfunded", "acts", "rule", "reviewed_by")
    kept = ", ".join(f"{c} = excluded.{c}" for c in columns if c != "previous_status")
    return count(
        connection,
        f"""
        INSERT INTO verdict_history (siren, measure, run, {", ".join(columns)})
        SELECT $siren, coalesce(i.measure, v.measure), $run,
            CASE WHEN v.measure IS NULL THEN 'new' WHEN i.measure IS NULL THEN 'gone'
                WHEN v.gone_since IS NOT NULL THEN 'back' ELSE 'changed' END,
            v.status, i.status, i.decision, i.substance, i.money, i.dropped, i.unfunded, i.acts, i.rule, i.reviewed_by
        FROM incoming i FULL JOIN (FROM verdicts WHERE siren = $siren) v ON v.measure = i.measure
        WHERE v.measure IS NULL OR (i.measure IS NULL AND v.gone_since IS NULL)
            OR (i.measure IS NOT NULL AND (v.gone_since IS NOT NULL OR {differs}))
        ON CONFLICT DO UPDATE SET {kept}
        """,
        siren,
        run,
    )
