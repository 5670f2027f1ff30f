"""JSON Lines: the field names of the labelling guide, in reading order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.store import export_jsonl
from pipeline.store.export_jsonl import counted
from tests.factories import amount, document, passage
from tests.store.territories import brevaux


def exported(saved: Path) -> dict[str, list[dict[str, Any]]]:
    paths = export_jsonl(saved, saved.with_name("out"))
    return {path.stem: [json.loads(line) for line in path.read_text("utf-8").splitlines()] for path in paths}


def test_fields_of_the_guide(saved: Path) -> None:
    found = exported(saved)
    cafe, bus, _ = found["measures"]
    assert cafe == {
        "id": brevaux().measures[0].id,
        "doc": "plans/plan.pdf",
        "page": 1,
        "number": "Action 1.1",
        "text": "Ouvrir un café associatif dans l'ancienne gare",
        "steps": ["choisir le lieu", "ouvrir les portes"],
        "axis": "Axe 1 : Habiter ensemble",
        "owner": "la communauté de communes",
        "partners": ["Les Amis du rail", "Foyer rural"],
        "deadline": "fin 2024",
        "budget": {"cents": 4_500_000, "quote": "45 000 €"},
    }
    assert bus["budget"] is None, "a budget without a sum is none"
    act = found["decisions"][0]
    assert act == {
        "id": brevaux().acts[0].id,
        "doc": "actes/2024-031.pdf",
        "page": 1,
        "number": "2024-031",
        "subject": "Café associatif de l'ancienne gare",
        "session": "2024-03-14",
        "body": "council",
        "outcome": "adopted",
        "votes": {"for": 24, "against": 2, "abstention": 1, "not_voting": None, "unanimous": None},
        "operative": "D'ATTRIBUER une subvention de 30 000 € aux Amis du rail, sous réserve du vote du budget, imputée à l'article 65748 "
        "et d'autoriser le président à signer.",
        "amounts": [{"cents": 3_000_000, "role": "granted", "quote": "30 000 €"}],
        "beneficiaries": ["Amis du rail"],
        "imputation": "article 65748",
        "condition": "sous réserve du vote du budget",
    }
    assert found["verdicts"][0] == {
        "measure": cafe["id"],
        "decisions": [act["id"]],
        "decision": "adopted",
        "substance": "same",
        "money": "granted",
        "status": "conditional",
        "why": "La mesure « Ouvrir un café associatif dans l'ancienne gare » : conditional.",
    }


COUNTED = [
    ((("budgeted", "AP"), ("budgeted", "CP"), ("budgeted", "CP")), 1, "an authorisation and how it is spread over the years"),
    ((("granted", None), ("budgeted", "AE"), ("budgeted", "CP"), ("budgeted", "CP")), 2, "beside what is given"),
    ((("budgeted", "AP"), ("budgeted", "CP")), 2, "the payments of one year, decided for themselves"),
    ((("budgeted", "CP"), ("budgeted", "CP")), 2, "payments alone"),
    ((("budgeted", "AP"), ("granted", None)), 2, "other sums stay"),
]


@pytest.mark.parametrize(("printed", "kept", "why"), COUNTED, ids=[c[2] for c in COUNTED])
def test_an_authorisation_counts_once(printed: tuple[tuple[str, str | None], ...], kept: int, why: str) -> None:
    source = document("900 000 € sont ouverts.")
    found = [amount(source, "900 000 €", 90_000_000, role, credit=credit) for role, credit in printed]
    assert len(counted(found)) == kept, why


ANNEXED = [
    ("ATTRIBUE 900 € au total. ", "Vélo-club 400 €", "Chorale 500 €", 1, "rows behind the decision that add up to its total"),
    ("ATTRIBUE 950 € au total. ", "Vélo-club 400 €", "Chorale 500 €", 3, "rows that do not add up to it are no parts of it"),
]


def test_rows_of_two_annexed_tables_leave_their_totals() -> None:
    source = document("ATTRIBUE 900 € et 700 €. Vélo-club 400 € Chorale 500 € Judo 300 € Cirque 400 €.")
    found = [amount(source, "900 €", 90_000), amount(source, "700 €", 70_000)]
    found += [amount(source, f"{payee} {sum_}00 €", sum_ * 10_000, payee=payee) for payee, sum_ in PAID]
    assert len(counted(found, passage(source, "ATTRIBUE 900 € et 700 €."))) == 2


PAID = (("Vélo-club", 4), ("Chorale", 5), ("Judo", 3), ("Cirque", 4))


@pytest.mark.parametrize(("words", "one", "other", "kept", "why"), ANNEXED, ids=[c[4] for c in ANNEXED])
def test_annexed_rows_leave_their_total(words: str, one: str, other: str, kept: int, why: str) -> None:
    source = document(words + one + " " + other)
    total = words.split(" ")[1]
    found = [amount(source, f"{total} €", int(total) * 100, "granted")]
    found += [amount(source, row, int(row.split(" ")[1]) * 100, "granted", payee=row.split(" ")[0]) for row in (one, other)]
    assert len(counted(found, passage(source, words.strip()))) == kept, why


def test_reading_order(saved: Path) -> None:
    found = exported(saved)
    assert [m["number"] for m in found["measures"]] == ["Action 1.1", "Action 2.1", "Action 2.2"]
    assert [a["doc"] for a in found["decisions"]] == ["actes/2024-031.pdf", "actes/2024-032.pdf"]
