"""What holds a verdict back: bands, dates, authorities, coverage, budgets read."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.records.council import Outcome, SessionDate
from pipeline.records.link import Band, Link
from pipeline.records.territory import Kind
from pipeline.records.verdict import Decision, Status
from tests import factories as f
from tests.judge.made import TERRITORY, asked, verdict_on, voted

KIOSK = asked("Construire un kiosque à musique", euros=5000, until=date(2024, 12, 31))
PAID = voted("ATTRIBUE 5 000 € au kiosque.", sums=[("5 000 €", 5000, "granted")])
BARE = voted("APPROUVE le kiosque.", number="2024-020", day=date(2024, 5, 5))


def test_a_link_to_review_carries_no_verdict_but_unsure():
    verdict = verdict_on(KIOSK, review=(PAID,))
    assert (verdict.status, verdict.rule, verdict.decisions) == (Status.UNSURE, "link_to_confirm", ())
    assert "2024-012" in verdict.statement


@pytest.mark.parametrize(
    ("chances", "rule", "why"),
    [
        ((0.3,), "absent_near", "it is likelier that nothing answers, and the act is named"),
        ((0.39,), "absent_near", "up to the bound"),
        ((0.41,), "link_to_confirm", "a person decides"),
        ((0.3, 0.3), "link_to_confirm", "likely enough together"),
    ],
)
def test_an_act_that_hardly_answers_leaves_an_absence_that_names_it(chances: tuple[float, ...], rule: str, why: str):
    acts = [replace(PAID, id=f"a{n}", number=f"2024-01{n}") for n in range(len(chances))]
    links = tuple(Link(KIOSK.id, act.id, chance, Band.REVIEW, ()) for act, chance in zip(acts, chances, strict=True))
    verdict = verdict_on(KIOSK, *acts, links=links)
    assert verdict.rule == rule, why
    assert verdict.decisions == () and "2024-010" in verdict.statement and acts[0].operative in verdict.evidence
    if rule == "absent_near":
        assert (verdict.status, verdict.dropped) == (Status.NO_TRACE, False), "no flag is raised, though the deadline passed"
        assert verdict.confidence < verdict_on(KIOSK).confidence
        assert verdict.lost_at is None, "nobody says that no act puts it to the vote while one waits"


@pytest.mark.parametrize(
    ("change", "chance", "why"),
    [
        ({"outcome": Outcome.POSTPONED}, 0.3, "an act that was put off is told surely, or not at all"),
        ({"outcome": Outcome.REJECTED}, 0.3, "so is one that was lost"),
        ({}, 0.2, "it is there for another reason than its likelihood"),
    ],
)
def test_a_person_decides_where_likelihood_tells_little(change: dict[str, Any], chance: float, why: str):
    act = replace(PAID, **change)
    assert verdict_on(KIOSK, act, links=(Link(KIOSK.id, act.id, chance, Band.REVIEW, ()),)).rule == "link_to_confirm", why


def test_a_person_decides_where_the_act_decides_on_all_posts():
    measure = asked("Recruter deux animateurs du kiosque")
    acts = [
        voted("CRÉE deux emplois d'animateur.", subject=subject)
        for subject in ("Personnel – Modification du tableau des effectifs", "Personnel du kiosque")
    ]
    found = [verdict_on(measure, a, links=(Link(measure.id, a.id, 0.3, Band.REVIEW, ()),)).rule for a in acts]
    assert found == ["link_to_confirm", "absent_near"]


def test_a_link_to_review_does_not_shake_a_settled_measure():
    assert verdict_on(KIOSK, PAID, review=(BARE,)).status is Status.FUNDED


@pytest.mark.parametrize(
    "linked", [BARE, voted("PREND ACTE du projet de kiosque.", outcome="noted", number="2024-021")], ids=["unfunded", "noted"]
)
def test_a_lack_that_an_act_to_review_would_lift_is_unsure(linked):
    verdict = verdict_on(KIOSK, linked, review=(PAID,))
    assert (verdict.status, verdict.rule) == (Status.UNSURE, "doubtful_absence")
    assert not verdict.unfunded


def test_too_few_that_an_act_to_review_would_complete_is_unsure():
    trees = asked("Planter cent arbres")
    first = voted("APPROUVE la plantation de 60 arbres pour 600 €.", sums=[("600 €", 600, "granted")])
    second = voted("APPROUVE la plantation de 50 arbres pour 500 €.", number="2024-040", sums=[("500 €", 500, "granted")])
    assert verdict_on(trees, first).status is Status.WEAKENED
    assert verdict_on(trees, first, review=(second,)).status is Status.UNSURE
    assert verdict_on(trees, first, second).status is Status.FUNDED


def test_too_little_money_that_an_act_to_review_would_complete_is_unsure():
    study = voted("ATTRIBUE 500 € à l'étude du kiosque.", sums=[("500 €", 500, "granted")], number="2024-001")
    assert verdict_on(KIOSK, study).status in (Status.WEAKENED, Status.UNDERFUNDED)
    assert verdict_on(KIOSK, study, review=(PAID,)).status is Status.UNSURE


def test_an_unlinked_act_counts_for_nothing():
    link = Link(KIOSK.id, PAID.id, 0.1, Band.UNLINKED, ())
    assert verdict_on(KIOSK, PAID, links=(link,)).status is Status.NO_TRACE


def test_an_act_before_the_plan_counts_only_when_looking_back():
    early = voted("ATTRIBUE 5 000 € au kiosque.", day=date(2022, 12, 1), sums=[("5 000 €", 5000, "granted")])
    assert verdict_on(KIOSK, early).status is Status.NO_TRACE
    assert verdict_on(KIOSK, early, territory=replace(TERRITORY, look_back=True)).status is Status.FUNDED


def test_an_act_of_another_authority_does_not_count():
    foreign = voted(
        "ATTRIBUE 5 000 € au kiosque.", sums=[("5 000 €", 5000, "granted")], transmission_id="099-999999999-20240404-2024_012-DE"
    )
    verdict = verdict_on(KIOSK, foreign)
    assert (verdict.status, verdict.rule, verdict.decisions) == (Status.UNSURE, "other_authority", ())
    assert "autre personne publique" in verdict.statement
    assert foreign.operative in verdict.evidence


def test_an_act_of_another_authority_that_waits_for_a_person_keeps_an_absence_from_being_said():
    foreign = voted("ATTRIBUE 5 000 € au kiosque.", transmission_id="099-999999999-20240404-2024_012-DE")
    assert verdict_on(KIOSK, review=(foreign,)).rule == "other_authority"
    noted = replace(foreign, id="noted", number="2024-013", outcome=Outcome.NOTED)
    assert verdict_on(KIOSK, noted, review=(foreign,)).rule == "other_authority", "a likelier one that only notes hides nothing"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"outcome": Outcome.NOTED}, "an act that only notes leaves an absence what it is, whoever took it"),
        ({"session": None}, ""),
        ({"session": SessionDate(date(2022, 1, 5), "text")}, "before the plan"),
    ],
)
def test_what_of_another_authority_leaves_an_absence(change: dict[str, Any], reason: str):
    foreign = replace(voted("ATTRIBUE 5 000 € au kiosque.", transmission_id="099-999999999-20240404-2024_012-DE"), **change)
    assert verdict_on(KIOSK, foreign).status is (Status.NO_TRACE if reason else Status.UNSURE), reason


@pytest.mark.parametrize(
    ("siren", "head", "kind", "status", "reason"),
    [
        ("269999999", "Centre communal d’action sociale de Ternay-le-Sec", Kind.COMMUNE, Status.FUNDED, "the town's own establishment"),
        ("269999999", "Centre communal d’action sociale de Brévaux", Kind.COMMUNE, Status.UNSURE, "another town's"),
        ("269999999", "Centre intercommunal d’action sociale de Ternay-le-Sec", Kind.COMMUNE, Status.UNSURE, "of several towns"),
        (
            "269999999",
            "Centre communal d’action sociale de Ternay-le-Sec",
            Kind.EPCI,
            Status.UNSURE,
            "a town's, not the communauté's",
        ),
        ("269999999", "Centre intercommunal d’action sociale de Ternay-le-Sec", Kind.EPCI, Status.FUNDED, "the communauté's own"),
        ("269999999", "Hôpital local de Ternay-le-Sec", Kind.COMMUNE, Status.UNSURE, "another establishment"),
        ("219999999", "Centre communal d’action sociale de Ternay-le-Sec", Kind.COMMUNE, Status.UNSURE, "the number of a town"),
    ],
)
def test_the_board_of_its_centre_d_action_sociale_acts_for_the_authority(siren: str, head: str, kind: Kind, status: Status, reason: str):
    act = voted(
        "ATTRIBUE 5 000 € au kiosque.",
        statement=f"{head}\nDélibération du conseil d’administration",
        sums=[("5 000 €", 5000, "granted")],
        transmission_id=f"099-{siren}-20240404-2024_012-DE",
    )
    verdict = verdict_on(KIOSK, act, territory=replace(TERRITORY, kind=kind))
    assert verdict.status is status, reason
    assert any("centre d'action sociale" in r for r in verdict.reasons) == (status is Status.FUNDED)


def test_what_kind_of_authority_it_is_names_no_place():
    communaute = replace(TERRITORY, name="Communauté de communes de Ternay", kind=Kind.EPCI)
    found = [
        verdict_on(
            KIOSK,
            voted(
                "ATTRIBUE 5 000 € au kiosque.",
                statement=f"Centre intercommunal d’action sociale de la communauté de communes de {place} – Conseil d’administration",
                sums=[("5 000 €", 5000, "granted")],
                transmission_id="099-269999999-20240404-2024_012-DE",
            ),
            territory=communaute,
        ).status
        for place in ("Ternay", "Brévaux")
    ]
    assert found == [Status.FUNDED, Status.UNSURE]


def test_a_demand_restated_in_the_recitals_is_noted():
    act = voted("APPROUVE la convention avec le théâtre.", recitals="Considérant que les habitants demandent un kiosque à musique ;")
    link = Link(KIOSK.id, act.id, 0.97, Band.LINKED, (), act.recitals[0])
    verdict = verdict_on(KIOSK, act, links=(link,))
    assert (verdict.decision, verdict.status) == (Decision.NOTED, Status.NO_TRACE)


FULL, GAPS, UNKNOWN = f.coverage(100, 97), f.coverage(100, 90), f.coverage(0, 0)


@pytest.mark.parametrize(
    ("coverage", "until", "today", "dropped", "reason"),
    [
        (FULL, date(2024, 12, 31), date(2026, 3, 1), True, "covered, due and past"),
        (GAPS, date(2024, 12, 31), date(2026, 3, 1), False, "too little was read"),
        (UNKNOWN, date(2024, 12, 31), date(2026, 3, 1), False, "nobody knows what exists"),
        (FULL, date(2027, 12, 31), date(2026, 3, 1), False, "not yet due"),
        (FULL, None, date(2026, 3, 1), False, "the plan runs until the end of 2026"),
        (FULL, None, date(2027, 3, 1), False, "the plan is over, but the acts read end in 2025"),
        (replace(FULL, end=date(2026, 12, 31)), None, date(2027, 3, 1), True, "the plan is over and the acts go as far"),
        (replace(FULL, end=date(2024, 6, 30)), date(2024, 12, 31), date(2026, 3, 1), False, "the acts read end before the deadline"),
    ],
)
def test_absence_is_dropped_only_behind_its_guards(coverage, until, today, dropped, reason):
    verdict = verdict_on(asked("Construire un kiosque à musique", until=until), coverage=coverage, today=today)
    assert verdict.status is Status.NO_TRACE
    assert verdict.dropped is dropped, reason
    assert verdict.statement.startswith("Sans trace dans le corpus examiné")
    assert verdict.coverage in verdict.statement


def test_below_the_threshold_the_gap_is_named():
    coverage = f.coverage(10, 8, unread=("actes/chiffre.pdf",))
    verdict = verdict_on(KIOSK, coverage=coverage)
    assert "8 actes lus sur 10 connus (80 %)" in verdict.statement
    assert "2024-008" in verdict.statement
    assert "actes/chiffre.pdf" in verdict.statement


@pytest.mark.parametrize("taken_away", range(1, 11))
def test_taking_acts_away_makes_no_new_dropped(taken_away):
    """59 known acts as in a small territory, all read: from three missing on, an absence is not called dropped any more."""
    verdict = verdict_on(asked("Construire un kiosque", until=date(2024, 1, 1)), coverage=f.coverage(59, 59 - taken_away))
    assert verdict.status is Status.NO_TRACE
    assert verdict.dropped == (taken_away <= 2)


@pytest.mark.parametrize(("years", "flag"), [((2023, 2024), True), ((2023,), False), ((), False)])
def test_the_flag_unfunded_needs_the_budget_of_the_year(years, flag):
    verdict = verdict_on(KIOSK, BARE, coverage=f.coverage(budget_years=years))
    assert verdict.status is Status.UNFUNDED
    assert verdict.unfunded is flag
    assert ("budgets lus" if years else "aucun budget lu") in verdict.statement


def test_nothing_found_is_never_called_refused():
    for coverage in (FULL, GAPS, UNKNOWN):
        words = verdict_on(KIOSK, coverage=coverage).statement.lower()
        assert "refus" not in words
        assert "rejet" not in words
        assert "abandon" not in words


def test_a_sentence_names_the_act_by_number_date_and_page():
    assert "la délibération n° 2024-012 du 4 avril 2024 (p. 1)" in verdict_on(KIOSK, PAID).statement


def test_an_act_without_number_is_named_by_its_subject():
    act = voted("ATTRIBUE 5 000 € au kiosque.", subject="Kiosque du mail", sums=[("5 000 €", 5000, "granted")])
    assert "« Kiosque du mail » du 4 avril 2024" in verdict_on(KIOSK, replace(act, number=None)).statement


def test_ocr_is_told_and_lowers_confidence():
    sure, scan = verdict_on(KIOSK, PAID), verdict_on(KIOSK, replace(PAID, by_ocr=True))
    assert scan.confidence < sure.confidence
    assert any("reconnaissance de caractères" in reason for reason in scan.reasons)


def test_every_figure_of_the_account_has_its_evidence():
    ledger = verdict_on(KIOSK, PAID).ledger
    assert [(e.kind, e.cents) for e in ledger] == [("asked", 500000), ("voted", 500000)]
    assert ledger[1].evidence.text == "5 000 €"


def test_evidence_holds_the_measure_the_deciding_words_and_the_sum():
    texts = [e.text for e in verdict_on(KIOSK, PAID).evidence]
    assert texts == ["Construire un kiosque à musique", "ATTRIBUE 5 000 € au kiosque.", "5 000 €"]


def test_a_vote_after_the_deadline_is_told():
    late = voted("ATTRIBUE 5 000 € au kiosque.", day=date(2025, 3, 3), sums=[("5 000 €", 5000, "granted")])
    assert any("après l'échéance" in reason for reason in verdict_on(KIOSK, late).reasons)


def test_the_order_of_links_does_not_matter():
    assert verdict_on(KIOSK, BARE, PAID) == verdict_on(KIOSK, PAID, BARE)


def test_what_was_voted_before_the_plan_answers_nothing_and_is_told():
    early = voted("ATTRIBUE 9 000 €.", sums=[("9 000 €", 9000, "granted")], day=date(2022, 5, 5))
    verdict = verdict_on(asked("Ouvrir une ressourcerie"), early)
    assert (verdict.status, verdict.decisions) == (Status.NO_TRACE, ())
    assert any("avant l'adoption du plan" in reason for reason in verdict.reasons)


STAND = asked("Construire un kiosque", euros=5000)


@pytest.mark.parametrize(
    ("acts", "rule", "why"),
    [
        ((), "misread_plan", "what is absent may not be asked"),
        ((voted("REJETTE le kiosque.", outcome="rejected"),), "misread_plan", "nor what was rejected"),
        ((voted("DÉCIDE de construire un kiosque."),), "misread_plan", "nor what has no money"),
        ((voted("ATTRIBUE 5 000 € au kiosque.", sums=[("5 000 €", 5000, "granted")]),), "granted", "what was given stands"),
    ],
)
def test_of_a_plan_that_may_have_been_misread_nothing_is_said_to_be_missing(acts, rule, why):
    assert verdict_on(STAND, *acts, misread=True).rule == rule, why
    assert verdict_on(STAND, *acts).rule != "misread_plan", why


@pytest.mark.parametrize(("read", "rule"), [(4, "too_little_read"), (5, "absent"), (10, "absent")])
def test_nothing_is_concluded_where_most_acts_were_not_read(read, rule):
    verdict = verdict_on(asked("Construire un kiosque"), coverage=f.coverage(known=10, read=read))
    assert verdict.rule == rule
