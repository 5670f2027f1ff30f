"""The deliberations that were read, in the open-data schema that French authorities publish theirs in (SCDL Délibérations 2.1)."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from pipeline.records.errors import ConfigurationError
from pipeline.records.lexicon import load_table
from pipeline.store.connect import reader, trouble_told
from pipeline.store.export_tables import FORMULA
from pipeline.store.migrate import check_version

# Source: schema scdl/deliberations 2.1.5 (schema.data.gouv.fr). What stands in no page is left empty there: the members in office
# (VOTE_EFFECTIF), the budget, the address.
COLUMNS = (
    "COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_MATIERE_CODE", "DELIB_MATIERE_NOM", "DELIB_OBJET", "BUDGET_ANNEE",
    "BUDGET_NOM", "PREF_ID", "PREF_DATE", "VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION", "DELIB_URL",
)  # fmt: skip
LEFT_OUT = ("DELIB_ID", "DELIB_DATE", "DELIB_OBJET", "doc", "page", "reason")
NOT_DELIBERATED = {  # what the schema calls a deliberation is what the assembly took: adopted, noted, an opinion
    "rejected": "rejeté par l'assemblée",
    "postponed": "reporté",
    "withdrawn": "retiré de l'ordre du jour",
    "unstated": "issue non imprimée",
}

_ROWS = """
SELECT t.name, t.siret, a.number, a.session, a.matter, a.subject, a.transmission_id, a.received, v.in_favour, v.against, v.abstention,
    a.body, a.outcome, a.doc, a.page
FROM acts a
JOIN territories t ON t.siren = a.siren
LEFT JOIN votes v ON v.siren = a.siren AND v.act = a.id AND v.gone_since IS NULL
WHERE a.siren = ? AND a.gone_since IS NULL
ORDER BY a.session, a.number, a.transmission_id IS NULL, v.in_favour IS NULL, a.doc, a.position
"""


def export_scdl(db: Path, folder: Path) -> tuple[Path, ...]:
    """Write `deliberations-<siren>.csv` for each territory of `db` into `folder`, and `hors-schema-<siren>.csv` with the acts that the
    schema cannot hold, each with the reason. Raises ConfigurationError when a territory has no SIRET, EcartError when writing fails.
    """
    written: list[Path] = []
    with reader(db) as connection, trouble_told(folder):
        check_version(connection, db)
        territories = connection.execute("SELECT siren, name, siret FROM territories ORDER BY siren").fetchall()
        for siren, name, siret in territories:
            if not siret:
                raise ConfigurationError(
                    f"{name} ({siren}): SCDL Délibérations names the authority by its SIRET, which is not known. "
                    f'Give it in the territory file (siret = "{siren}....."), and run again.'
                )
        folder.mkdir(parents=True, exist_ok=True)
        for siren, _, _ in territories:
            written += _write(connection, siren, folder)
    return tuple(written)


def _write(connection: duckdb.DuckDBPyConnection, siren: str, folder: Path) -> list[Path]:
    held: dict[tuple[object, object], Mapping[str, object]] = {}
    left: list[Mapping[str, object]] = []
    for row in connection.execute(_ROWS, [siren]).fetchall():
        told, reason = _deliberation(*row)
        key = (told["DELIB_DATE"], told["DELIB_ID"])
        if not reason and key in held:
            reason = "lu une seconde fois ailleurs"
        if reason:
            left.append({**told, "doc": row[-2], "page": row[-1], "reason": reason})
        else:
            held[key] = told
    return [
        _table(folder / f"deliberations-{siren}.csv", COLUMNS, list(held.values())),
        _table(folder / f"hors-schema-{siren}.csv", LEFT_OUT, left),
    ]


def _deliberation(*row: Any) -> tuple[Mapping[str, object], str]:
    """The row of an act, and why it is none of the schema's; empty when it is."""
    name, siret, number, session, matter, subject, sent, received, in_favour, against, abstention, body, outcome, _, _ = row
    code = re.match(r"\d\.\d{1,2}", matter or "")
    department = re.match(r"\d\d[0-9AB]", sent or "")
    told = {
        "COLL_NOM": name,
        "COLL_SIRET": siret,
        "DELIB_ID": number,
        "DELIB_DATE": session.isoformat() if session else None,
        "DELIB_MATIERE_CODE": code[0] if code else None,
        "DELIB_MATIERE_NOM": _matters().get(code[0]) if code else None,
        "DELIB_OBJET": subject,
        "PREF_ID": f"PREF{department[0]}" if department else None,
        "PREF_DATE": received.isoformat() if received else None,
        "VOTE_POUR": in_favour,
        "VOTE_CONTRE": against,
        "VOTE_ABSTENTION": abstention,
    }
    if body != "council":
        return told, "pris par délégation"
    if outcome in NOT_DELIBERATED:
        return told, NOT_DELIBERATED[outcome]
    lacking = [column for column in COLUMNS[:7] if not told[column]]
    return told, f"non imprimé : {', '.join(lacking)}" if lacking else ""


def _matters() -> Mapping[str, str]:
    return {row["pattern"].replace("\\", ""): row["label"] for row in load_table("matters")}


def _table(path: Path, columns: tuple[str, ...], rows: list[Mapping[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows({column: _cell(row.get(column)) for column in columns} for row in rows)
    return path


def _cell(value: object) -> object:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{value}" if isinstance(value, str) and re.match(FORMULA, value) else value
