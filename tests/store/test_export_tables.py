"""CSV and Parquet that say what they hold: the description is checked against every cell."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from frictionless import Package

from pipeline.records.errors import ConfigurationError, EcartError
from pipeline.report.wording import STATUS
from pipeline.store import EXPORTS, export_csv, export_decidim, export_parquet, query, save
from pipeline.store.export_decidim import STATUS_NAMES
from tests import factories as make
from tests.store.territories import RUN_2, brevaux

PARSERS: dict[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "array": json.loads,
}


def rows_of(folder: Path, resource: dict[str, Any]) -> list[dict[str, str]]:
    with (folder / resource["path"]).open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_the_csv_package_is_valid(saved: Path, tmp_path: Path) -> None:
    export_csv(saved, tmp_path / "csv")
    report = Package(str(tmp_path / "csv" / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "note"]) == []


def test_every_csv_cell_is_as_the_package_says(saved: Path, tmp_path: Path) -> None:
    export_csv(saved, tmp_path / "csv")
    package = json.loads((tmp_path / "csv" / "datapackage.json").read_text("utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    rows = {name: rows_of(tmp_path / "csv", resource) for name, resource in resources.items()}
    for name, resource in resources.items():
        schema = resource["schema"]
        assert [f["name"] for f in schema["fields"]] == list(rows[name][0] if rows[name] else [f["name"] for f in schema["fields"]])
        for row in rows[name]:
            for field in schema["fields"]:
                cell = row[field["name"]]
                limits = field.get("constraints", {})
                assert cell or not limits.get("required"), (name, field["name"])
                if cell:
                    PARSERS[field["type"]](cell)
                    assert cell in limits.get("enum", [cell])
        if "primaryKey" in schema:
            keys = [tuple(row[k] for k in schema["primaryKey"]) for row in rows[name]]
            assert len(set(keys)) == len(keys)
        for foreign in schema.get("foreignKeys", []):
            parent = foreign["reference"]
            known = {tuple(row[k] for k in parent["fields"]) for row in rows[parent["resource"]]}
            used = {tuple(row[k] for k in foreign["fields"]) for row in rows[name]}
            assert {key for key in used if all(key)} <= known, (name, foreign)
    assert len(rows["acts"]) == 2
    assert [row["number"] for row in rows["gaps"]] == ["Action 1.1", "Action 2.1", "Action 2.2"], "views for spreadsheets, in their order"
    assert sum(len(r["schema"].get("foreignKeys", [])) for r in resources.values()) >= 15


def test_parquet_holds_the_same_rows(saved: Path, tmp_path: Path) -> None:
    save(brevaux(siren="999999992"), saved)
    export_parquet(saved, tmp_path / "parquet")
    package = json.loads((tmp_path / "parquet" / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        assert [Path(p).stem for p in resource["path"]] == ["999999991", "999999992"]
        names = ", ".join(f'"{f["name"]}"' for f in resource["schema"]["fields"])
        pattern = tmp_path / "parquet" / resource["title"] / "*.parquet"
        read = duckdb.connect().execute(f"SELECT {names} FROM read_parquet('{pattern}') ORDER BY ALL").fetchall()
        assert read == query(saved, f'SELECT {names} FROM "{resource["title"]}" ORDER BY ALL')[1]
    codecs = duckdb.connect().execute(f"SELECT DISTINCT compression FROM parquet_metadata('{tmp_path}/parquet/acts/*.parquet')").fetchall()
    assert codecs == [("ZSTD",)]


@pytest.mark.parametrize("other", ["999999990.parquet", "mine.parquet"])
def test_an_export_neither_removes_nor_joins_other_files(saved: Path, tmp_path: Path, other: str) -> None:
    acts = tmp_path / "out" / "acts"
    acts.mkdir(parents=True)
    (acts / other).write_bytes(b"of another database, or of a person")
    with pytest.raises(ConfigurationError, match=f"{other}.*export to another folder"):
        export_parquet(saved, tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").rglob("*.*")] == [other]
    (acts / other).rename(acts / "notes.txt")
    export_parquet(saved, tmp_path / "out")
    export_parquet(saved, tmp_path / "out")
    assert sorted(p.name for p in acts.iterdir()) == ["999999991.parquet", "notes.txt"]


CELLS = {  # why: the number of an act, and its cell
    "a formula": ("=1+1", "'=1+1"),
    "plus begins a formula": ("+33 1 23", "'+33 1 23"),
    "minus begins a formula": ("-2024", "'-2024"),
    "at begins a formula": ("@SUM(A1)", "'@SUM(A1)"),
    "behind a tab": ("\t=1", "'\t=1"),
    "behind a space": (" =1", "' =1"),
    "full width": ("＝1", "'＝1"),
    "a plain number of an act": ("2024-001", "2024-001"),
    "not at the beginning": ("a=1", "a=1"),
}


def test_cells_that_a_spreadsheet_would_run_are_neutralised(db: Path, tmp_path: Path) -> None:
    save(make.results(register=tuple(make.register_entry(number, why) for why, (number, _) in CELLS.items())), db)
    export_csv(db, tmp_path / "csv")
    with (tmp_path / "csv" / "register.csv").open(newline="", encoding="utf-8") as stream:
        assert {row["subject"]: row["number"] for row in csv.DictReader(stream)} == {why: cell for why, (_, cell) in CELLS.items()}


def test_negative_sums_stay_numbers(db: Path, tmp_path: Path) -> None:
    save(make.results(budget_lines=(make.budget_line("Annulation", -5_000),)), db)
    export_csv(db, tmp_path / "csv")
    with (tmp_path / "csv" / "budget_lines.csv").open(newline="", encoding="utf-8") as stream:
        assert [row["voted"] for row in csv.DictReader(stream)] == ["-5000"]


def test_no_export_tells_where_files_lay_on_the_machine(saved: Path, tmp_path: Path) -> None:
    results = replace(brevaux(RUN_2), territory=make.territory(root=Path("/srv/someone/secret")))
    files = tuple(replace(f, path=Path("/srv/someone/secret") / f.doc) for f in results.files)
    save(replace(results, files=files), saved)
    for name, export in EXPORTS.items():
        for path in export(saved, tmp_path / name):
            assert b"/srv/someone" not in path.read_bytes(), path


def test_decidim_results(saved: Path, tmp_path: Path) -> None:
    (path,) = export_decidim(saved, tmp_path / "decidim")
    cafe, bus, _ = json.loads(path.read_text("utf-8"))
    assert list(cafe) == [
        "id", "category", "scope", "parent", "title", "description", "start_date", "end_date", "status", "progress", "created_at", "url",
        "proposal_urls",
    ]  # fmt: skip
    assert (cafe["start_date"], cafe["end_date"], bus["end_date"]) == ("2023-01-19", "2024-12-31", "2026-12-31")
    assert cafe["status"] == {"id": 6, "key": "conditional", "name": {"fr": "Votée, argent sous condition"}}
    assert bus["status"]["name"] == {"fr": "Sans trace dans le corpus examiné"}


def test_decidim_names_a_status_as_the_report_does() -> None:
    assert {status: wording.label for status, wording in STATUS.items()} == STATUS_NAMES


def test_decidim_shows_html_so_documents_words_are_escaped(db: Path, tmp_path: Path) -> None:
    plan = make.document("Créer <script>alert(1)</script> un lieu", doc="plans/p.pdf")
    measure = make.measure(plan, "Créer <script>alert(1)</script> un lieu")
    save(make.results((plan,), measures=(measure,), verdicts=(make.verdict(measure, status="no_trace"),)), db)
    export_decidim(db, tmp_path)
    assert "<script>" not in (tmp_path / "results.json").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_a_folder_that_cannot_be_made_is_told(saved: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(EcartError, match="A file stands where a folder is needed"):
        EXPORTS[name](saved, tmp_path / "file" / "out")
