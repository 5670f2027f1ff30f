"""SCDL Délibérations out of what was read: valid by its schema, and what the schema cannot hold is named."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from frictionless import Resource, Schema

from pipeline.records.council import Body, Outcome, SessionDate, Vote
from pipeline.records.errors import ConfigurationError
from pipeline.records.run import Results
from pipeline.store import EXPORTS, save
from pipeline.store.export_scdl import NOT_DELIBERATED
from tests import factories as make

SIRET = f"{make.SIREN}00010"
# Required fields and patterns of SCDL Délibérations 2.1.5 (schema.data.gouv.fr).
SCHEMA = {
    "fields": [
        {"name": "COLL_NOM", "type": "string", "constraints": {"required": True}},
        {"name": "COLL_SIRET", "type": "string", "constraints": {"required": True, "pattern": r"^\d{14}$"}},
        {"name": "DELIB_ID", "type": "string", "constraints": {"required": True}},
        {"name": "DELIB_DATE", "type": "date", "constraints": {"required": True}},
        {"name": "DELIB_MATIERE_CODE", "type": "string", "constraints": {"required": True, "pattern": r"^\d\.\d{1,2}$"}},
        {"name": "DELIB_MATIERE_NOM", "type": "string", "constraints": {"required": True}},
        {"name": "DELIB_OBJET", "type": "string", "constraints": {"required": True}},
        {"name": "BUDGET_ANNEE", "type": "year"},
        {"name": "BUDGET_NOM", "type": "string"},
        {"name": "PREF_ID", "type": "string", "constraints": {"pattern": r"^PREF\d\d[0-9AB]$"}},
        {"name": "PREF_DATE", "type": "date"},
        *({"name": f"VOTE_{v}", "type": "integer"} for v in ("EFFECTIF", "REEL", "POUR", "CONTRE", "ABSTENTION")),
        {"name": "DELIB_URL", "type": "string", "format": "uri"},
    ]
}


def territory() -> Results:
    """Seven acts: two that the schema holds, and one for each reason why it does not hold an act."""
    names = ("aide", "=SOMME(A1)", "encore", "refus", "decision", "sans-date", "sans-matiere")
    documents = tuple(make.document(f"Objet : {name}", doc=f"actes/{number}.pdf") for number, name in enumerate(names))
    session = SessionDate(date(2024, 3, 14), "text", None)
    votes = Vote(in_favour=21, against=2, abstention=None)
    whole = [
        replace(
            make.act(document, name),
            number=f"2024-{number}",
            session=session,
            outcome=Outcome.ADOPTED,
            votes=votes,
            matter="7.10",
            transmission_id="02A-999999991-20240314-2024_1-DE",
            received=date(2024, 3, 18),
        )
        for number, (name, document) in enumerate(zip(names, documents, strict=True))
    ]
    aid, fund, again, refused, decided, undated, unfiled = whole
    acts = (
        aid,
        fund,
        replace(again, number=aid.number),
        replace(refused, outcome=Outcome.REJECTED),
        replace(decided, body=Body.DELEGATION),
        replace(undated, session=None),
        replace(unfiled, matter=None),
    )
    return make.results(acts_in=documents, acts=acts)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_it_is_valid_by_its_schema(db: Path, tmp_path: Path) -> None:
    save(territory(), db)
    written, _ = EXPORTS["scdl"](db, tmp_path / "scdl")
    report = Resource(path=written.name, basepath=str(written.parent), schema=Schema.from_descriptor(SCHEMA)).validate()
    assert report.flatten(["rowNumber", "fieldName", "note"]) == []
    aid, fund = rows(written)
    assert (aid["COLL_SIRET"], aid["DELIB_ID"], aid["DELIB_DATE"], aid["DELIB_MATIERE_CODE"]) == (SIRET, "2024-0", "2024-03-14", "7.10")
    assert (aid["PREF_ID"], aid["PREF_DATE"], aid["VOTE_POUR"], aid["VOTE_ABSTENTION"]) == ("PREF02A", "2024-03-18", "21", "")
    assert fund["DELIB_OBJET"].startswith("'="), "no spreadsheet runs it"


def test_what_the_schema_cannot_hold_is_named_with_the_reason(db: Path, tmp_path: Path) -> None:
    save(territory(), db)
    _, left = EXPORTS["scdl"](db, tmp_path / "scdl")
    assert {(row["DELIB_OBJET"], row["reason"]) for row in rows(left)} == {
        ("encore", "lu une seconde fois ailleurs"),
        ("refus", "rejeté par l'assemblée"),
        ("decision", "pris par délégation"),
        ("sans-date", "non imprimé : DELIB_DATE"),
        ("sans-matiere", "non imprimé : DELIB_MATIERE_CODE, DELIB_MATIERE_NOM"),
    }


def test_every_outcome_is_a_deliberation_or_has_its_reason() -> None:
    assert {*NOT_DELIBERATED, "adopted", "noted", "opinion"} == {outcome.value for outcome in Outcome}


def test_without_siret_it_says_where_to_give_it(db: Path, tmp_path: Path) -> None:
    save(replace(territory(), territory=make.territory(siret="")), db)
    with pytest.raises(ConfigurationError, match="siret = "):
        EXPORTS["scdl"](db, tmp_path / "scdl")
    assert not (tmp_path / "scdl").exists()
