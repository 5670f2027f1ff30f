"""The analysts' page: its questions are asked and its answers compared. With ECART_UPDATE=1 in the environment they are written anew."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipeline.records.errors import ConfigurationError
from pipeline.records.verdict import Status
from pipeline.store import open_results, query, save
from tests.shared import ROOT
from tests.store.territories import RUN_2, brevaux

PAGE = ROOT / "docs" / "analysts.md"
STATEMENTS = {
    Status.FUNDED: "Adoptée et financée par la délibération n° 2024-031 du 14 mars 2024 (p. 1) : 30 000 €.",
    Status.NO_TRACE: "Sans trace dans le corpus examiné : 1 acte lu sur 2 connus.",
}
QUESTION = re.compile(r"```sql\n(?P<sql>.*?)```\n\n(?P<answer>(?:\|[^\n]*\n)*\n?)", re.DOTALL)


@pytest.fixture
def asked(saved: Path) -> Path:
    results = brevaux(RUN_2)
    changed = replace(results.verdicts[0], status=Status.FUNDED)
    verdicts = (changed, *results.verdicts[1:])
    save(replace(results, verdicts=tuple(replace(v, statement=STATEMENTS[v.status]) for v in verdicts)), saved)
    return saved


def answer(db: Path, sql: str) -> str:
    columns, rows = query(db, sql)
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    for row in rows:
        cells = ("" if cell is None else str(cell).replace("\n", " ").replace("|", "\\|") for cell in row)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n\n"


def test_questions_have_the_answers_that_the_page_prints(asked: Path) -> None:
    page = PAGE.read_text("utf-8")
    written = QUESTION.sub(lambda found: f"```sql\n{found['sql']}```\n\n{answer(asked, found['sql'])}", page)
    if os.environ.get("ECART_UPDATE"):
        PAGE.write_text(written, "utf-8")
    assert written == page
    assert len(QUESTION.findall(page)) == 10
    assert all(len(text.splitlines()) >= 3 for _, text in QUESTION.findall(page)), "every question has an answer with rows"


def test_the_python_example_runs(asked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    monkeypatch.chdir(asked.parent)
    exec(compile(example, str(PAGE), "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert printed[1:] == ["[('funded', 1), ('no_trace', 2)]", "2", "[('2024-031',)]"]


def test_functions_are_found_after_attaching_under_any_name(asked: Path) -> None:
    connection = duckdb.connect()
    connection.execute(f"ATTACH '{asked}' AS mine (READ_ONLY); USE mine")
    assert connection.execute("SELECT count(*) FROM changes_since('r1')").fetchall() == [(1,)]
    assert connection.execute("SELECT count(*) FROM mine.gaps").fetchall() == [(3,)]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        pytest.param("CAFE ASSOCIATIF", ["2024-031"], id="case and accents do not matter"),
        pytest.param("associ caf", ["2024-031"], id="beginnings of words, in any order"),
        pytest.param("fé", [], id="not the middle of a word"),
        pytest.param("café mairie", [], id="all the words must occur in one act"),
        pytest.param("65748", ["2024-031"], id="figures in the operative part"),
        pytest.param("l'ancienne", ["2024-031"], id="an apostrophe parts words"),
        pytest.param("!?", [], id="no word at all finds nothing"),
        pytest.param("%", [], id="no wildcard"),
    ],
)
def test_search(asked: Path, words: str, numbers: list[str]) -> None:
    with open_results(asked) as results:
        assert [number for (number,) in results.rows("SELECT number FROM search_acts(?)", words)] == numbers


def test_open_results_shows_the_copy_it_opened(asked: Path) -> None:
    with open_results(asked) as before:
        save(brevaux(replace(RUN_2, id="r3")), asked)
        assert before.rows("SELECT count(*) FROM runs") == [(2,)]
        with open_results(asked) as after:
            assert after.rows("SELECT count(*) FROM runs") == [(3,)]


def test_open_results_gives_what_is_installed(asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_results(asked) as results:
        assert results.arrow("SELECT number FROM acts WHERE outcome = ? ORDER BY 1", "adopted").to_pydict() == {
            "number": ["2024-031", "2024-032"]
        }
        assert results.contents()["search_acts"].startswith("Acts that hold all the words")
        monkeypatch.setattr("pipeline.store.notebook.find_spec", lambda package: None)
        with pytest.raises(ConfigurationError, match=r"pandas is not installed. Install it .`pip install pandas`., or use \.arrow"):
            results.pandas("gaps")
        with pytest.raises(ConfigurationError, match="polars is not installed"):
            results.polars("gaps")
