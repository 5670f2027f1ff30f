"""What a page says of a measure: its heading, how far it came, its signals and sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.records.link import Signal
from pipeline.records.money import BudgetLine, Grant
from pipeline.records.run import Issue, Severity
from pipeline.records.source import RowEvidence
from pipeline.records.verdict import Decision, LedgerEntry, Money
from pipeline.report.album import Album
from pipeline.report.compose import grouped, issues_of, row_words, stage_of, view_of, voted_words
from pipeline.report.privacy import discretion_of
from pipeline.report.views import MeasureView
from tests import factories as make

PLAN = make.document("Axe 1\nAction 1 Créer un lieu pour 10 000 euros\nAction 2 Ouvrir une ligne", doc="plans/p.pdf")
ACT = make.document("Objet : lieu commun\nATTRIBUE 8 000 euros à l'association", doc="actes/a.pdf")
MEASURE = make.measure(PLAN, "Créer un lieu", number="Action 1", budget=("10 000 euros", 1_000_000))
ANSWER = make.act(ACT, "lieu commun", operative="ATTRIBUE 8 000 euros", amounts=[("8 000 euros", 800_000)], number="7")


def shown(**fields: object) -> MeasureView:
    results = make.results([PLAN], [ACT], measures=(MEASURE,), acts=(ANSWER,), **fields)
    discretion = discretion_of(results.documents)
    return view_of(results, Album(lambda *_: None, results.documents, discretion), discretion).measures[0]


@pytest.mark.parametrize(
    ("axes", "groups"),
    [
        ([("Mode d'emploi", "Axe 1"), ("Mode d'emploi", "Axe 2")], ["Axe 1", "Axe 2"]),  # a heading over all tells nothing apart
        ([("Axe 1", "a"), ("Axe 2", "b")], ["Axe 1", "Axe 2"]),  # the widest that does
        ([("Axe 1",), ("Axe 1",)], ["Axe 1", "Axe 1"]),  # one axis only
        ([(), ()], ["", ""]),  # no heading at all
        ([("Plan", "Axe 1"), ("Plan",)], ["Axe 1", "Plan"]),  # of uneven depth
    ],
)
def test_measures_are_grouped_by_the_heading_that_tells_them_apart(axes: list[tuple[str, ...]], groups: list[str]) -> None:
    view = shown(verdicts=(make.verdict(MEASURE),))
    found = grouped(tuple(replace(view, axis=axis) for axis in axes))
    assert [m.group for m in found] == groups


@pytest.mark.parametrize(
    ("fields", "stage"),
    [
        ({"status": "unsure"}, "unsure"),  # a doubtful link never counts
        ({"decision": Decision.NONE}, "no_trace"),
        ({"decision": Decision.NOTED}, "no_trace"),  # taken note of is no vote
        ({"decision": Decision.REJECTED}, "refused"),
        ({"decision": Decision.WITHDRAWN}, "refused"),
        ({"decision": Decision.POSTPONED}, "waiting"),
        ({"decision": Decision.ADOPTED, "money": Money.NONE}, "voted"),
        ({"decision": Decision.ADOPTED, "money": Money.CONDITIONAL}, "voted"),  # money that depends is not there yet
        ({"decision": Decision.ADOPTED, "money": Money.NOT_NEEDED}, "free"),  # no payment is missing
        ({"decision": Decision.ADOPTED, "status": "funded", "money": None}, "money"),  # as a person said, without naming a kind of money
        ({"decision": Decision.ADOPTED, "money": Money.SHORT}, "money"),
        ({"decision": Decision.ADOPTED, "money": Money.GRANTED, "ledger": (LedgerEntry("paid", 1, 2024, "g", MEASURE.text),)}, "paid"),
    ],
)
def test_how_far_a_measure_came(fields: dict[str, object], stage: str) -> None:
    assert stage_of(make.verdict(MEASURE, **{"ledger": ()} | fields)) == stage


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([], ""),
        ([("asked", 1_000_000)], ""),  # what the plan asks is no vote
        ([("voted", 800_000), ("voted", 200_000)], "10\u202f000\u00a0€"),  # several acts add up
        ([("voted", 800_000), ("budgeted", 800_000)], "8\u202f000\u00a0€"),  # the budget repeats the same money
        ([("conditional", 800_000)], "8\u202f000\u00a0€ sous condition"),
        ([("budgeted", 500_000), ("budgeted", 500_000)], "5\u202f000\u00a0€ inscrits au budget"),
        ([("budgeted", 500_000), ("budgeted", 600_000)], "plusieurs sommes inscrites au budget"),  # years or documents: never added
    ],
)
def test_what_was_voted_in_words(entries: list[tuple[str, int]], words: str) -> None:
    assert voted_words([LedgerEntry(kind, cents, None, "x", MEASURE.text) for kind, cents in entries]) == words


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (
            [("paid", 1_500_000, "g1", 16), ("paid", 1_500_000, "g2", 30)],
            "30\u202f000\u00a0€ versés (liste des subventions, lignes 16 et 30)",
        ),
        ([("budgeted", 6_400_000, "b1", 40)], "64\u202f000\u00a0€ inscrits au budget (budget 2024, ligne 40)"),
        ([("voted", 1_000, "a1", 1), ("paid", 1_000, "g1", 9)], "10\u00a0€"),  # what the act prints needs no row
        ([("voted", 1_000, "a1", 1), ("paid", 3_000, "g1", 9)], "10\u00a0€, 30\u00a0€ versés (liste des subventions, ligne 9)"),
    ],
)
def test_what_no_act_prints_is_told_with_its_rows(entries: list[tuple[str, int, str, int]], words: str) -> None:
    ledger = [LedgerEntry(kind, cents, 2024, of, RowEvidence("x", line, "x")) for kind, cents, of, line in entries]
    assert voted_words(ledger) == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            make.grant("Le Lavoir", "Atelier", 100, date=date(2024, 7, 1), reference="2024-012"),
            "Le Lavoir, « Atelier », le 1er\u00a0juillet 2024, acte cité : 2024-012",
        ),
        (make.grant("Le Lavoir", "", 100), "Le Lavoir"),  # only what the row says
        (make.budget_line("Kiosque du mail", 100, chapter="21", operation="77"), "BP 2024, Kiosque du mail ; chapitre 21, opération 77"),
        (make.budget_line("Kiosque du mail", 100), "BP 2024, Kiosque du mail"),
    ],
)
def test_a_row_is_told_in_words(row: BudgetLine | Grant, words: str) -> None:
    assert row_words(row) == words


def test_signals_are_told_in_words_strongest_first() -> None:
    signals = (
        Signal("base_rate", 1.0, -4.0),  # says nothing to a reader
        Signal("words", 0.5, 1.0, "lieu", "lieu commun"),
        Signal("general", 1.0, -2.0),
        Signal("meaning", 0.0, 3.0),  # weighs nothing here
    )
    view = shown(links=(make.link(MEASURE, ANSWER, signals=signals),), verdicts=(make.verdict(MEASURE, ANSWER),))
    assert [(s.name[:14], s.against) for s in view.acts[0].signals] == [("acte de portée", True), ("mots rares de ", False)]


def test_a_signal_that_only_says_why_an_act_is_there_stands_first() -> None:
    signals = (Signal("words", 0.5, 1.0, "lieu", "lieu commun"), Signal("nearest_of_all", 0.6, 0.0, "Ouvrir un lieu", "un lieu commun"))
    view = shown(links=(make.link(MEASURE, ANSWER, signals=signals),), verdicts=(make.verdict(MEASURE, ANSWER),))
    assert [(s.name[:26], s.against) for s in view.acts[0].signals] == [
        ("relu de près, de tous les ", False),
        ("mots rares de l'intitulé p", False),
    ]


@pytest.mark.parametrize(("rule", "waiting"), [("other_authority", ["n° 7, date inconnue"]), ("absent", [])])
def test_a_linked_act_of_another_authority_is_shown_as_one_to_look_at(rule: str, waiting: list[str]) -> None:
    view = shown(links=(make.link(MEASURE, ANSWER),), verdicts=(make.verdict(MEASURE, status="unsure", rule=rule),))
    assert (view.acts, [a.title for a in view.doubtful]) == ((), waiting)


def test_acts_in_review_stand_apart_from_those_that_count() -> None:
    view = shown(links=(make.link(MEASURE, ANSWER, 0.6),), verdicts=(make.verdict(MEASURE, status="unsure"),))
    assert view.acts == ()
    assert [a.title for a in view.doubtful] == ["n° 7, date inconnue"]
    assert view.voted is None


def test_what_was_asked_and_voted() -> None:
    view = shown(verdicts=(make.verdict(MEASURE, ANSWER, status="underfunded"),))
    assert (view.asked, view.voted) == (1_000_000, 800_000)


def test_the_same_trouble_of_a_document_is_told_once() -> None:
    many = [Issue("row-value", "m", "r", "b.csv") for _ in range(3)] + [Issue("encrypted", "m", "r", "z.pdf", unread=True)]
    notes = [Issue("same-content", "m", "r", "c.pdf", severity=Severity.NOTE)]
    found = issues_of([*many, *notes], discretion_of([]))
    assert [(i.doc, i.count, i.unread) for i in found] == [("z.pdf", 1, True), ("b.csv", 3, False)]


def test_only_web_addresses_become_links() -> None:
    entries = (
        make.register_entry("7", "lieu", url="javascript:alert(1)"),
        make.register_entry("7", "lieu", url="https://exemple.fr/7.pdf"),
    )
    assert shown(register=entries[:1], verdicts=(make.verdict(MEASURE, ANSWER),)).acts[0].url == ""
    assert shown(register=entries, verdicts=(make.verdict(MEASURE, ANSWER),)).acts[0].url == "https://exemple.fr/7.pdf"


def test_pages_of_a_trouble_are_named() -> None:
    pages = [Issue("damaged-page", "m", "r", "a.pdf", page=number) for number in (5, 2, 5)]
    assert [i.where for i in issues_of(pages, discretion_of([]))] == ["pages 2, 5"]


def test_no_money_found_stays_to_be_confirmed_without_the_budget() -> None:
    assert shown(verdicts=(make.verdict(MEASURE, ANSWER, status="unfunded"),)).to_confirm
    assert not shown(verdicts=(make.verdict(MEASURE, ANSWER, status="unfunded", unfunded=True),)).to_confirm


@pytest.mark.parametrize(
    ("number", "title"),
    [(None, "sans numéro, date inconnue"), ("7", "n° 7, date inconnue"), ("Amendement n° 1", "Amendement n° 1, date inconnue")],
)
def test_acts_are_named_by_what_is_printed(number: str | None, title: str) -> None:
    named = replace(ANSWER, number=number)
    results = make.results([PLAN], [ACT], measures=(MEASURE,), acts=(named,), verdicts=(make.verdict(MEASURE, named),))
    discretion = discretion_of(results.documents)
    view = view_of(results, Album(lambda *_: None, results.documents, discretion), discretion)
    assert view.measures[0].acts[0].title == title
