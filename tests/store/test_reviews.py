"""Reviews: kept across runs, asked again when their ground changes, and at home in a spreadsheet."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.records.errors import ConfigurationError
from pipeline.records.review import Choice, Review, ReviewKind, added_field, added_id
from pipeline.store import add_reviews, export_reviews, import_reviews, load_reviews, query, save, withdraw_review
from tests import factories as make
from tests.store.territories import RUN_2, brevaux

AT = datetime(2026, 1, 6, 9, 30, tzinfo=UTC)
CAFE, BUS, _ = brevaux().measures
AWARDED, HALL = brevaux().acts


def review(**fields: object) -> Review:
    basis = Review(make.SIREN, ReviewKind.LINK, Choice.CONFIRMED, "A. Relectrice", AT, CAFE.id, AWARDED.id, reason="Même lieu.")
    return replace(basis, **fields)


def test_reviews_survive_runs(saved: Path) -> None:
    given = (
        review(),
        review(kind=ReviewKind.VERDICT, act=None, choice=Choice.CORRECTED, value="dropped", at=AT.replace(hour=10)),
        review(kind=ReviewKind.FIELD, measure=None, field="session", choice=Choice.CORRECTED, value="2024-03-15", at=AT.replace(hour=11)),
    )
    assert add_reviews(saved, given) == 3
    assert add_reviews(saved, given) == 0, "the same reviews again are no new ones"
    save(brevaux(RUN_2), saved)
    assert load_reviews(saved, make.SIREN) == given
    assert load_reviews(saved, "999999992") == ()
    assert load_reviews(saved.with_name("none.duckdb")) == ()


@pytest.mark.parametrize(
    ("kind", "changed", "due"),
    [
        pytest.param("link", "nothing", False, id="nothing changed"),
        pytest.param("link", "act", True, id="the act's words changed"),
        pytest.param("link", "gone", True, id="the act is gone"),
        pytest.param("link", "other act", False, id="another act changed"),
        pytest.param("verdict", "answers", True, id="the verdict rests on other acts now"),
        pytest.param("link", "answers", False, id="a link does not depend on the verdict"),
    ],
)
def test_a_review_is_asked_again_when_its_ground_changes(saved: Path, kind: str, changed: str, due: bool) -> None:
    add_reviews(saved, [review(kind=ReviewKind(kind), act=AWARDED.id if kind == "link" else None)])
    results = brevaux(RUN_2)
    shorter = replace(AWARDED, operative=None)
    verdicts = (replace(results.verdicts[0], decisions=(HALL.id,)), *results.verdicts[1:])
    results = {
        "nothing": results,
        "act": replace(results, acts=(shorter, HALL)),
        "gone": replace(results, acts=(HALL,), links=(), money_links=(), verdicts=results.verdicts[1:]),
        "other act": replace(results, acts=(AWARDED, replace(HALL, operative=None))),
        "answers": replace(results, verdicts=verdicts),
    }[changed]
    save(results, saved)
    assert [found.due for found in load_reviews(saved)] == [due]
    save(brevaux(replace(RUN_2, id="r3")), saved)
    assert [found.due for found in load_reviews(saved)] == [False], "what came back needs no asking"


def test_a_review_that_is_taken_back_is_kept_but_counts_no_more(saved: Path) -> None:
    add_reviews(saved, [review()])
    assert withdraw_review(saved, review())
    assert not withdraw_review(saved, review())
    assert load_reviews(saved) == ()
    assert query(saved, "SELECT count(*), count(withdrawn) FROM reviews")[1] == [(1, 1)]


def test_csv_there_and_back(saved: Path, tmp_path: Path) -> None:
    given = (review(reason="=SUM(A1) ; « vu »"), review(kind=ReviewKind.VERDICT, act=None, at=AT.replace(hour=10), reason=""))
    add_reviews(saved, given)
    path = tmp_path / "out" / "relectures.csv"
    assert export_reviews(saved, path) == 2
    with path.open(newline="", encoding="utf-8") as stream:
        first = next(csv.DictReader(stream))
    assert (first["reason"], first["measure_text"], first["due"]) == ("'=SUM(A1) ; « vu »", CAFE.text.text, "false")
    other = tmp_path / "other.duckdb"
    save(brevaux(), other)
    assert import_reviews(other, path) == 2
    assert load_reviews(other) == given


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param("{s},link,maybe,{m},{a},,,,X,2026-01-06", "line 2: 'maybe' is not a valid Choice", id="an unknown choice"),
        pytest.param("{s},lien,confirmed,{m},{a},,,,X,2026-01-06", "line 2: 'lien' is not a valid ReviewKind", id="an unknown kind"),
        pytest.param("{s},link,confirmed,{m},{a},,,,X,hier", "line 2: Invalid isoformat string", id="no date"),
        pytest.param("{s},link,confirmed,{m},,,,,X,2026-01-06", "line 2: a review of a link needs act", id="a link without act"),
        pytest.param("{s},link,confirmed,{m},{a},,,,,2026-01-06", "needs reviewer", id="nobody signed"),
        pytest.param("{s},verdict,corrected,{m},,,,,X,2026-01-06", "needs value", id="corrected to nothing"),
        pytest.param("{s},field,confirmed,,,session,,,X,2026-01-06", "needs measure or act", id="a field of nothing"),
        pytest.param("{s},verdict,confirmed,m0,,,,,X,2026-01-06", "m0 is not among the measures", id="an unknown measure"),
    ],
)
def test_bad_lines_are_told_and_nothing_is_stored(saved: Path, tmp_path: Path, line: str, words: str) -> None:
    good = f"{make.SIREN},link,confirmed,{CAFE.id},{AWARDED.id},,,,X,2026-01-05"
    head = "siren,kind,choice,measure,act,field,value,reason,reviewer,reviewed_at"
    path = tmp_path / "bad.csv"
    path.write_text("\n".join((head, line.format(s=make.SIREN, m=CAFE.id, a=AWARDED.id), good)), "utf-8")
    with pytest.raises(ConfigurationError, match=words):
        import_reviews(saved, path)
    assert load_reviews(saved) == ()


def plan_word(field: str, choice: str, measure: str, value: str) -> Review:
    """A word on what the plan says."""
    return review(kind=ReviewKind.FIELD, choice=Choice(choice), measure=measure, act=None, field=field, value=value)


MISSED = "Créer une ligne"
ADDED = plan_word(added_field(1, CAFE.doc), "corrected", added_id(CAFE.doc, 1, MISSED), MISSED)


def test_what_is_said_of_a_plan_stands_when_the_measure_is_gone_or_reworded(saved: Path) -> None:
    given = (plan_word("measure", "rejected", CAFE.id, CAFE.text.text), plan_word("text", "corrected", BUS.id, "Créer une ligne"), ADDED)
    add_reviews(saved, given)
    results = brevaux(RUN_2)
    reworded = replace(BUS, text=BUS.whole)
    kept = {v.measure: v for v in results.verdicts if v.measure != CAFE.id}
    save(
        replace(
            results,
            measures=tuple(reworded if m.id == BUS.id else m for m in results.measures if m.id != CAFE.id),
            links=tuple(x for x in results.links if x.measure != CAFE.id),
            money_links=tuple(x for x in results.money_links if x.measure != CAFE.id),
            verdicts=tuple(kept.values()),
        ),
        saved,
    )
    assert {(r.field, r.due) for r in load_reviews(saved)} == {(r.field, False) for r in given}


def test_who_adds_a_measure_by_spreadsheet_need_not_know_its_id(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "ajouts.csv"
    head = "siren,kind,choice,measure,act,field,value,reason,reviewer,reviewed_at"
    path.write_text(f"{head}\n{make.SIREN},field,corrected,,,{ADDED.field},{MISSED},oubliée,X,2026-01-05\n", "utf-8")
    assert import_reviews(saved, path) == 1
    (found,) = load_reviews(saved)
    assert (found.measure, found.value, found.reason) == (ADDED.measure, MISSED, "oubliée")
    export_reviews(saved, tmp_path / "again.csv")
    other = tmp_path / "other.duckdb"
    save(brevaux(), other)
    assert import_reviews(other, tmp_path / "again.csv") == 1 and load_reviews(other) == (found,)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("added:x:plan.pdf", "line 2: .*does not name a page"),
        ("added:1:plans/autre.pdf", "plans/autre.pdf is not among the documents"),
    ],
)
def test_a_measure_is_added_to_a_plan_that_is_there(saved: Path, tmp_path: Path, field: str, words: str) -> None:
    path = tmp_path / "ajouts.csv"
    head = "siren,kind,choice,measure,act,field,value,reason,reviewer,reviewed_at"
    path.write_text(f"{head}\n{make.SIREN},field,corrected,,,{field},x,,X,2026-01-05\n", "utf-8")
    with pytest.raises(ConfigurationError, match=words):
        import_reviews(saved, path)


def test_a_spreadsheets_semicolons_and_mark_are_read(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    head = "siren;kind;choice;measure;act;field;value;reason;reviewer;reviewed_at"
    path.write_text(f"{head}\r\n{make.SIREN};link;rejected;{CAFE.id};{HALL.id};;;Rien à voir;X;2026-01-05T10:00\r\n", "utf-8-sig")
    assert import_reviews(saved, path) == 1
    assert load_reviews(saved)[0].choice is Choice.REJECTED
    path.write_text("siren;kind\n", "utf-8")
    with pytest.raises(ConfigurationError, match="lacks the columns choice, measure"):
        import_reviews(saved, path)
