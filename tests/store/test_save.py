"""Saving: what is written comes back, a second save changes nothing, nothing is erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import duckdb
import pytest

from pipeline.records.council import Outcome
from pipeline.records.errors import EcartError
from pipeline.records.run import Issue, Results
from pipeline.records.source import Passage
from pipeline.records.territory import WebRules
from pipeline.records.verdict import Status
from pipeline.store import load_results, query, save, stored_readings, stored_territories
from pipeline.store.prepare import ORDER
from tests import factories as make
from tests.store.territories import RUN_2, brevaux, every_field


def contents(db: Path, *left_out: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, sorted."""
    connection = duckdb.connect(str(db), read_only=True)
    names = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
    found = {n: sorted(connection.execute(f'FROM "{n}"').fetchall(), key=repr) for n in names if n not in ("schema_versions", *left_out)}
    connection.close()
    return found


@pytest.mark.parametrize("make_results", [brevaux, every_field])
def test_every_record_comes_back_as_it_was(db: Path, make_results: Callable[[], Results]) -> None:
    results = make_results()
    summary = save(results, db)
    assert load_results(db) == results
    assert (summary.unproven, summary.orphans) == ((), ())
    assert set(summary.tables) == set(ORDER)
    assert make_results is brevaux or all(change.added for change in summary.tables.values()), (
        "the fictional territory has a row for every table"
    )


def test_pages_may_be_loaded_without_words_and_blocks(saved: Path) -> None:
    bare = tuple(
        replace(document, pages=tuple(replace(page, words=(), blocks=()) for page in document.pages)) for document in brevaux().documents
    )
    assert load_results(saved, layouts=False) == replace(brevaux(), documents=bare)


def test_a_second_save_changes_the_run_log_only(saved: Path) -> None:
    before = contents(saved, "runs")
    summary = save(brevaux(RUN_2), saved)
    assert (summary.added, summary.changed, summary.gone, summary.verdicts_changed) == (0, 0, 0, 0)
    assert contents(saved, "runs") == before
    assert query(saved, "SELECT id, rows_added > 0, rows_changed FROM runs ORDER BY started")[1] == [("r1", True, 0), ("r2", False, 0)]


def test_the_same_run_saved_twice_is_one_run(saved: Path) -> None:
    before = contents(saved, "runs")
    save(brevaux(), saved)
    assert contents(saved, "runs") == before
    assert query(saved, "SELECT count(*) FROM runs")[1] == [(1,)]


def test_what_is_no_longer_found_is_marked_and_comes_back(db: Path) -> None:
    full = brevaux()
    save(full, db)
    kept = full.acts[1]
    less = replace(
        brevaux(RUN_2), files=full.files[:1], documents=full.documents[1:], acts=(kept,),
        links=tuple(link for link in full.links if link.act == kept.id),
        verdicts=(full.verdicts[1], full.verdicts[2]), money_links=full.money_links[1:],
    )  # fmt: skip
    summary = save(less, db)
    assert (summary.tables["acts"].gone, summary.tables["documents"].gone, summary.tables["acts"].changed) == (1, 1, 0)
    assert load_results(db) == less
    assert query(db, "SELECT number, gone_since FROM acts ORDER BY number")[1] == [("2024-031", "r2"), ("2024-032", None)]
    assert query(db, "SELECT event, previous_status, status FROM verdict_history WHERE run = 'r2'")[1] == [("gone", "conditional", None)]
    back = brevaux(replace(RUN_2, id="r3", started=RUN_2.started.replace(day=13)))
    assert save(back, db).added == 0
    assert load_results(db) == back
    assert query(db, "SELECT count(*) FROM acts WHERE gone_since IS NOT NULL")[1] == [(0,)]
    assert query(db, "SELECT event, status FROM verdict_history WHERE run = 'r3'")[1] == [("back", "conditional")]


def test_a_changed_fact_is_changed_alone(db: Path) -> None:
    results = brevaux()
    save(results, db)
    other = replace(results.acts[0], outcome=Outcome.POSTPONED)
    summary = save(replace(brevaux(RUN_2), acts=(other, results.acts[1])), db)
    assert {name: c.changed for name, c in summary.tables.items() if c.changed} == {"acts": 1}
    assert (summary.added, summary.gone) == (0, 0)
    assert query(db, "SELECT outcome, first_run, changed_run FROM acts WHERE number = '2024-031'")[1] == [("postponed", "r1", "r2")]


@pytest.mark.parametrize(
    ("change", "events"),
    [
        pytest.param({"status": Status.DROPPED}, [("changed", "conditional", "dropped")], id="the headline changed"),
        pytest.param({"reviewed_by": "A. Relectrice"}, [("changed", "conditional", "conditional")], id="a person reviewed it"),
        pytest.param({"statement": "Autrement dit."}, [], id="other words for the same judgement are no change"),
        pytest.param({"confidence": 0.5}, [], id="a surer or less sure machine is no change"),
    ],
)
def test_history_has_a_row_only_when_a_verdict_changed(db: Path, change: dict[str, object], events: list[tuple[str, ...]]) -> None:
    results = brevaux()
    save(results, db)
    assert query(db, "SELECT DISTINCT event, run FROM verdict_history")[1] == [("new", "r1")]
    changed = replace(results.verdicts[0], **change)
    save(replace(brevaux(RUN_2), verdicts=(changed, *results.verdicts[1:])), db)
    assert query(db, "SELECT event, previous_status, status FROM verdict_history WHERE run = 'r2'")[1] == events


def test_several_territories_live_in_one_database(db: Path) -> None:
    first, second = brevaux(), brevaux(siren="999999992")
    save(first, db)
    before = contents(db)
    save(second, db)
    assert [siren for siren, _ in stored_territories(db)] == [make.SIREN, "999999992"]
    assert load_results(db, make.SIREN) == first
    assert load_results(db, "999999992") == second
    after = contents(db)
    assert all(set(map(repr, rows)) <= set(map(repr, after[name])) for name, rows in before.items())
    with pytest.raises(EcartError, match="holds several territories"):
        load_results(db)
    with pytest.raises(EcartError, match="does not know the territory 1"):
        load_results(db, "1")


def test_every_quote_stands_on_its_page_in_sql(saved: Path) -> None:
    wrong = """
        SELECT e.fact, e.role FROM evidence e LEFT JOIN pages p ON p.siren = e.siren AND p.sha256 = e.sha256 AND p.number = e.page
        WHERE e.page IS NOT NULL AND substring(p.text, e.span_start + 1, e.span_end - e.span_start) IS DISTINCT FROM e.quote
    """
    assert query(saved, wrong)[1] == []
    roles = {role for (role,) in query(saved, "SELECT DISTINCT role FROM evidence")[1]}
    text = (
        duckdb.connect(str(saved), read_only=True)
        .execute("SELECT constraint_text FROM duckdb_constraints() WHERE table_name = 'evidence' AND constraint_text LIKE '%''whole''%'")
        .fetchone()
    )
    assert text is not None
    assert all(f"'{role}'" in text[0] for role in roles)
    assert len(roles) > 20, "nearly every role is met"


def test_a_quote_that_does_not_stand_on_its_page_is_named(db: Path) -> None:
    results = brevaux()
    evidence = results.acts[1].subject.evidence[0]
    wrong = replace(results.acts[1], subject=Passage((replace(evidence, start=evidence.start - 1),)))
    summary = save(replace(results, acts=(results.acts[0], wrong)), db)
    assert summary.unproven == ((wrong.id, "subject"),)


def test_rows_that_name_what_the_run_does_not_know_are_named(db: Path) -> None:
    results = brevaux()
    summary = save(replace(results, measures=results.measures[:2], acts=results.acts[1:], grants=()), db)
    cafe, _, bikes = results.measures
    tables = [table for table, _ in summary.orphans]
    assert sorted(set(tables)) == ["links", "money_links", "verdict_decisions", "verdicts"]
    assert ("verdicts", bikes.id) in summary.orphans
    assert ("verdict_decisions", cafe.id) in summary.orphans


def test_the_same_fact_found_twice_is_one(db: Path) -> None:
    results = brevaux()
    save(replace(results, acts=results.acts + results.acts, grants=results.grants * 2), db)
    assert load_results(db) == results


def test_two_facts_with_one_id_are_refused_and_nothing_is_stored(db: Path) -> None:
    results = brevaux()
    save(results, db)
    before = contents(db)
    with pytest.raises(EcartError, match=f"Two rows of acts have one key .id {results.acts[0].id}"):
        save(replace(brevaux(RUN_2), acts=(results.acts[0], replace(results.acts[0], matter="8.9"))), db)
    assert contents(db) == before


def test_half_a_character_is_kept_in_length(db: Path) -> None:
    broken = make.document("Objet : un \ud800 cassé", doc="actes/x.pdf")
    summary = save(make.results(acts_in=(broken,), acts=(make.act(broken, "un \ud800 cassé"),)), db)
    assert summary.unproven == ()
    assert query(db, "SELECT subject FROM acts")[1] == [("un \ufffd cassé",)]


def test_documents_are_given_back_by_content_and_reader(db: Path) -> None:
    siren = make.SIREN
    assert stored_readings(db, siren, ["0"], make.READER) == {}
    results = brevaux()
    save(results, db)
    wanted = [d.sha256 for d in results.documents]
    assert stored_readings(db, siren, [*wanted, "unknown"], make.READER) == {d.sha256: (d, ()) for d in results.documents}
    assert stored_readings(db, siren, wanted, "reader 2") == {}
    assert stored_readings(db, "999999992", wanted, make.READER) == {}


def test_what_reading_met_comes_back_with_its_document_even_when_it_had_gone(db: Path) -> None:
    results = brevaux()
    document = results.documents[0]
    met = Issue("unread-scan", "Page 2 is a scan.", "Install Tesseract.", document.doc, document.sha256, 2, stage="read")
    other = replace(met, code="no-acts", stage="extract")
    save(replace(results, issues=(met, other)), db)
    assert stored_readings(db, make.SIREN, [document.sha256], make.READER)[document.sha256] == (document, (met,))
    save(make.results(results.documents[1:], run=RUN_2), db)
    assert stored_readings(db, make.SIREN, [document.sha256], make.READER)[document.sha256] == (document, (met,))


def test_a_document_read_anew_replaces_its_pages(saved: Path) -> None:
    plan = make.document(*("Nouveau texte",), doc="plans/plan.pdf", reader="reader 2")
    again = replace(plan, sha256=brevaux().documents[2].sha256)
    save(make.results((again,), run=RUN_2), saved)
    assert load_results(saved).documents == (again,)
    assert stored_readings(saved, make.SIREN, [again.sha256], "reader 2") == {again.sha256: (again, ())}


def test_the_fictional_territory_uses_every_field_of_every_record() -> None:
    """So that a field added to a record fails here, and after that in the round trip, until it is stored."""
    used: dict[tuple[str, str], bool] = {}
    _note(brevaux(), used)
    _note(every_field(), used)
    manners = {f"WebRules.{field.name}" for field in fields(WebRules)} | {"Territory.web"}  # how to behave on the web is no fact
    manners |= {"Territory.encoder"}  # told in the versions of the run that it made
    assert [name for (kind, field), seen in used.items() if not seen and (name := f"{kind}.{field}") not in manners] == []
    assert len(used) > 100


def _note(value: object, used: dict[tuple[str, str], bool]) -> None:
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            found = getattr(value, field.name)
            empty = (None, (), "", field.default)
            key = (type(value).__name__, field.name)
            used[key] = used.get(key, False) or not any(found is e or (found == e and type(found) is type(e)) for e in empty)
            _note(found, used)
    elif isinstance(value, tuple):
        for one in value:
            _note(one, used)
