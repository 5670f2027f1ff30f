"""The folder of a report: replaced whole, foreign files kept, changes remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.records.errors import NothingToDo
from pipeline.records.verdict import Status
from pipeline.report import write_report
from pipeline.report.album import Album
from pipeline.report.changes import changes_of
from pipeline.report.compose import view_of
from pipeline.report.folder import LISTED, publish
from pipeline.report.privacy import discretion_of
from tests import factories as make


def one_measure(status: str, words: str = "Créer un lieu"):
    plan = make.document("Créer un lieu\nOuvrir une ligne", doc="plans/p.pdf")
    measure = make.measure(plan, words)
    return make.results([plan], [], measures=(measure,), verdicts=(make.verdict(measure, status=status),))


def no_picture(*_: object) -> None:
    return None


def test_what_an_older_report_left_is_removed_and_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("à moi")
    write_report(one_measure("funded"), tmp_path, no_picture)
    old = list((tmp_path / "mesures").iterdir())
    write_report(one_measure("funded", "Ouvrir une ligne"), tmp_path, no_picture)
    assert not any(path.exists() for path in old)
    assert len(list((tmp_path / "mesures").iterdir())) == 1
    assert (tmp_path / "note.txt").read_text() == "à moi"
    assert not list(tmp_path.glob(".draft-*"))


def test_a_list_that_was_tampered_with_removes_nothing_outside(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("x")
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / LISTED).write_text('["../precious", 5]')
    publish({"a.txt": b"a"}, folder)
    assert (tmp_path / "precious").exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NothingToDo, match="--out"):
        publish({"a.txt": b"a"}, tmp_path / "file")


def test_changes_are_told_and_kept(tmp_path: Path) -> None:
    write_report(one_measure("no_trace"), tmp_path, no_picture)
    assert "Ce qui a changé" not in (tmp_path / "index.html").read_text("utf-8"), "a first report has no change"
    write_report(one_measure("funded"), tmp_path, no_picture)
    assert "Ce qui a changé" in (tmp_path / "index.html").read_text("utf-8")
    page = next((tmp_path / "mesures").iterdir()).read_text("utf-8")
    assert "Historique" in page
    write_report(one_measure("funded"), tmp_path, no_picture)
    assert "Historique" in next((tmp_path / "mesures").iterdir()).read_text("utf-8"), "history survives a run without change"


@pytest.mark.parametrize("older", [None, "", "{", "[]", '{"statuses": {"m": "gone"}}', '{"changes": [{}]}'])
def test_a_history_that_is_not_ours_counts_as_none(older: str | None) -> None:
    results = one_measure("funded")
    discretion = discretion_of(results.documents)
    view = view_of(results, Album(no_picture, results.documents, discretion), discretion)
    changes, text = changes_of(view, older)
    assert changes == ()
    again, _ = changes_of(view, text.replace('"funded"', '"no_trace"'))
    assert [(c.before, c.after, c.day) for c in again] == [(Status.NO_TRACE, Status.FUNDED, date(2026, 1, 5))]


def test_a_run_that_found_nothing_still_gives_a_report(tmp_path: Path) -> None:
    path = write_report(make.results(coverage=make.coverage(0, 0)), tmp_path, no_picture)
    text = path.read_text("utf-8")
    assert "Aucun registre ne dit combien" in text
    assert (tmp_path / "rapport.pdf").read_bytes().startswith(b"%PDF")


def test_answers_beside_the_territory_file_are_shown(tmp_path: Path) -> None:
    results = one_measure("no_trace")
    root = tmp_path / "territoire"
    root.mkdir()
    measure = results.measures[0].id
    (root / "reponses.csv").write_text(f"mesure;date;auteur;texte\n{measure};2025-06-30;Service culture;Prévue en 2026.\n", "utf-8")
    path = write_report(replace(results, territory=replace(results.territory, root=root)), tmp_path / "rapport", no_picture)
    page = next((path.parent / "mesures").iterdir()).read_text("utf-8")
    assert "Prévue en 2026." in page
    assert "Réponse de la collectivité" in page
    assert "Service culture" in (path.parent / "droit-de-reponse.html").read_text("utf-8")
    assert "Prévue en 2026." in (path.parent / "rapport-complet.html").read_text("utf-8")
