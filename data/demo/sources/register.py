"""The open-data register of acts (SCDL Délibérations 2.1.5) from the same sources as the acts."""

from __future__ import annotations

import csv
import io

from content import Table, sitting, stamp

COLUMNS = [
    "COLL_NOM",
    "COLL_SIRET",
    "DELIB_ID",
    "DELIB_DATE",
    "DELIB_MATIERE_CODE",
    "DELIB_MATIERE_NOM",
    "DELIB_OBJET",
    "BUDGET_ANNEE",
    "BUDGET_NOM",
    "PREF_ID",
    "PREF_DATE",
    "VOTE_EFFECTIF",
    "VOTE_REEL",
    "VOTE_POUR",
    "VOTE_CONTRE",
    "VOTE_ABSTENTION",
    "DELIB_URL",
]


def row(council: Table, act: Table, day: str, url: str) -> list[str]:
    """One act. Votes stay empty where none was taken."""
    session = sitting(council, day)
    sent = "-".join(reversed(session["sent"].split("/")))
    votes = [str(session["voters"]), *map(str, act["tally"])] if "tally" in act else ["", "", "", ""]
    money = act["matiere"][0].startswith("7.")
    return [
        f"Commune de {council['commune']}",
        council["siren"] + "00019",
        act["number"],
        day,
        *act["matiere"],
        act["subject"],
        day[:4] if money else "",
        "Budget principal" if money else "",
        stamp(council, day, act["number"])["id"],
        sent,
        str(session["total"]),
        *votes,
        url,
    ]


def register(council: Table, acts: list[Table], minutes: Table, missing: list[Table]) -> str:
    """The whole file: acts with a file of their own, those of the minutes, those whose file is missing on purpose."""
    rows = [row(council, act, act["session"], f"deliberations/{act['number']}.pdf") for act in [*acts, *missing]]
    rows += [row(council, entry, minutes["session"], f"pv/PV-{minutes['session']}.pdf") for entry in minutes["item"]]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows.sort(key=lambda cells: cells[COLUMNS.index("DELIB_ID")])
    writer.writerows(rows)
    return out.getvalue()
