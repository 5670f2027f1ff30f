"""What is known to exist against what was read."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.judge import measure_coverage
from pipeline.judge.coverage import act_key
from pipeline.judge.sentences import coverage_sentence
from pipeline.records.run import Issue
from pipeline.records.territory import SourceFile
from tests import factories as f
from tests.judge.made import TERRITORY, voted


def act(number, day=date(2024, 4, 4), **fields):
    return voted("APPROUVE le projet.", number=number, day=day, subject=f"Affaire {number}", **fields)


def entry(number, day=date(2024, 4, 4), **fields):
    return f.register_entry(number, f"Objet {number}", day, **fields)


def measured(register=(), acts=(), files=(), issues=(), lines=(), documents=(), grants=()):
    return measure_coverage(TERRITORY, register, acts, files, issues, lines, documents, grants)


@pytest.mark.parametrize(
    ("register", "acts", "known", "read", "missing", "reason"),
    [
        ([], [], 0, 0, [], "nothing known"),
        (["2024-01", "2024-02"], ["2024-01"], 2, 1, ["2024-02"], "the register knows one more"),
        (["DEL_2024_01"], ["DEL-2024-01"], 1, 1, [], "marks between the parts of a number do not matter"),
        (["2024-01"], ["n° 2024-01"], 1, 1, [], "nor does the word before it"),
        ([], ["2024-01", "2024-02", "2024-05"], 5, 3, ["2024-03", "2024-04"], "gaps in a series"),
        ([], ["2024-01", "2024-02", "2024-90"], 0, 3, [], "a sparse series does not tell how many acts exist"),
        (["2024-01", "2024-02", "2024-90"], ["2024-01", "2024-02", "2024-90"], 3, 3, [], "a register does"),
        ([], ["2024-01", "2024-03"], 2, 2, [], "two numbers make no series"),
        ([], ["2023-40", "2024-01", "2024-02", "2024-03"], 4, 4, [], "each year has its own series"),
        (["2024-01", "2024-02", "2024-04"], ["2024-01", "2024-02", "2024-04"], 4, 3, ["2024-03"], "a register may have gaps too"),
        (["2024-01"], ["2024-01", "Amendement n° 1"], 1, 1, [], "an amendment is no act of the register's series"),
    ],
)
def test_known_and_read(register, acts, known, read, missing, reason):
    found = measured([entry(n) for n in register], [act(n) for n in acts])
    assert (found.known, found.read, [number for number, _ in found.missing]) == (known, read, missing), reason


@pytest.mark.parametrize(
    ("reference", "missing", "reason"),
    [
        ("2024-07", ["2024-07"], "beyond the last number read"),
        ("DEL 2024-07", ["2024-07"], "with a word before the number"),
        ("2024-05", [], "read"),
        ("2024-02", [], "the lowest number known is 04: it may lie before the plan"),
        ("D-2024-19", [], "another series, of which nothing is known"),
        (None, [], "no act named"),
    ],
)
def test_an_act_that_a_grant_names_is_known(reference, missing, reason):
    grant = f.grant("Le Lavoir", "Atelier", 90000, reference=reference, date=date(2024, 6, 6))
    territory = replace(TERRITORY, sources=tuple(replace(s, adopted=date(2024, 1, 5)) if s.adopted else s for s in TERRITORY.sources))
    found = measure_coverage(territory, [entry("2024-04"), entry("2024-05")], [act("2024-04"), act("2024-05")], (), (), (), (), (grant,))
    assert [number for number, _ in found.missing if number != "2024-06"] == missing, reason


def test_acts_before_the_plan_do_not_count():
    found = measured([entry("2022-01", date(2022, 5, 5)), entry("2024-01")], [act("2024-01")])
    assert (found.known, found.read) == (1, 1)


def test_an_act_is_found_by_its_transmission_id():
    register = [entry("D-7", transmission_id="099-999999991-20240404-2024_07-DE")]
    assert measured(register, [act("2024/7", transmission_id="099-999999991-20240404-2024_07-DE")]).read == 1


def test_an_act_is_found_by_the_file_that_the_register_links():
    document = f.document("texte", doc="actes/D-7.pdf")
    scan = act("69O", by_ocr=True)
    scan = type(scan)(**{name: getattr(scan, name) for name in scan.__slots__} | {"doc": "actes/D-7.pdf"})
    found = measured([entry("D-7", url="https://ville.example/actes/D-7.pdf?v=2")], [scan], documents=[document])
    assert (found.known, found.read) == (1, 1)


def test_an_unread_file_is_known_and_missing():
    file = SourceFile(f.Path("x"), "actes/chiffre.pdf", "0" * 64, 1, f.ACTS)
    issue = Issue("encrypted", "chiffré", "demander", doc="actes/chiffre.pdf", unread=True)
    found = measured([], [act("2024-01"), act("2024-02"), act("2024-03")], [file], [issue])
    assert (found.known, found.read, found.unread) == (4, 3, ("actes/chiffre.pdf",))
    assert found.missing == (("actes/chiffre.pdf", "fichier illisible"),)


def test_an_unread_file_that_the_register_names_counts_once():
    file = SourceFile(f.Path("x"), "actes/2024-02.pdf", "0" * 64, 1, f.ACTS)
    issue = Issue("encrypted", "chiffré", "demander", doc="actes/2024-02.pdf", unread=True)
    found = measured([entry("2024-01"), entry("2024-02")], [act("2024-01")], [file], [issue])
    assert (found.known, found.read) == (2, 1)


def test_encrypting_an_act_lowers_coverage_without_a_register():
    acts = [act(f"2024-{n:02}") for n in range(1, 21)]
    file = SourceFile(f.Path("x"), "actes/2024-10.pdf", "0" * 64, 1, f.ACTS)
    issue = Issue("encrypted", "chiffré", "demander", doc="actes/2024-10.pdf", unread=True)
    whole, less = measured([], acts), measured([], [a for a in acts if a.number != "2024-10"], [file], [issue])
    assert (whole.known, whole.read) == (20, 20)
    assert (less.known, less.read) == (20, 19)


def test_the_period_runs_from_the_plan_to_the_last_known_act():
    found = measured([entry("2024-01"), entry("2025-09", date(2025, 6, 6))], [act("2024-01")])
    assert (found.start, found.end) == (date(2023, 1, 19), date(2025, 6, 6))


def test_acts_all_from_before_the_plan_give_no_period():
    found = measured(acts=[act("2022-01", date(2022, 3, 1)), act("2022-02", date(2022, 3, 1))])
    assert (found.start, found.end, found.share) == (TERRITORY.sources[0].adopted, None, None)
    assert coverage_sentence(found).startswith("Corpus examiné : aucun acte daté d'après l'adoption du plan (")


def test_budget_years():
    assert measured(lines=[f.budget_line("a", 1, year=2025), f.budget_line("b", 1, year=2024, line=3)]).budget_years == (2024, 2025)


def test_without_register_and_series_nothing_is_sufficient():
    assert not measured([], []).sufficient
    assert measured([], []).share is None


@pytest.mark.parametrize(("one", "other"), [("CC_2024_005", "CC-2024-005"), ("Délibération n° 12/2024", "12-2024"), ("N°2024/1", "2024-1")])
def test_numbers_that_are_one(one, other):
    assert act_key(one) == act_key(other)
