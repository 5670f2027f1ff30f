"""The dossiers for the next training of the reader of pairs: whole, each once, and nothing that points to a person."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.shared import ROOT

FILES = sorted((ROOT / "data" / "dossiers").glob("*.jsonl"))
PERSONAL = re.compile(r"@|\b0[1-9](?:[ .]?\d\d){4}\b|https?:|www\.")


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for path in FILES for line in path.read_text("utf-8").splitlines()]


def acts(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [*row["answers"], *row["near"]]


def test_fourteen_hundred_dossiers_each_once() -> None:
    found = rows()
    assert len({row["id"] for row in found}) == len(found) == 1400
    assert 0.2 < sum(not row["answers"] for row in found) / len(found) < 0.35, "a quarter has no answer"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_dossier_is_whole(path) -> None:
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        assert row["id"].startswith(path.stem) and row["measure"]["citizen"] and 1 <= len(row["measure"]["details"]) <= 4, row["id"]
        assert len(row["near"]) >= 2, row["id"]
        assert all(act["subject"] and act["passages"] and all(act["passages"]) for act in acts(row)), row["id"]


def test_no_mail_no_telephone_no_address_of_a_page() -> None:
    for row in rows():
        assert not PERSONAL.search(json.dumps(row, ensure_ascii=False)), row["id"]
