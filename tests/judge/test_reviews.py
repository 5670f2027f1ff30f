"""People's word over the machine's: fields, links and verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pipeline.judge import correct_facts, correct_links, override, review_issues
from pipeline.records.council import AmountRole, Outcome
from pipeline.records.lexicon import load_table
from pipeline.records.link import Band, Link
from pipeline.records.review import ACT_FIELDS, MEASURE_FIELDS, Choice, Review, ReviewKind
from pipeline.records.verdict import Decision, Money, Status, Substance
from tests import factories as f
from tests.judge.made import asked, verdict_on, voted

AT = datetime(2026, 1, 6, 9, 30, tzinfo=UTC)
KIOSK = asked("Restaurer le kiosque à musique", euros=20000, until=date(2025, 12, 31))
GRANT = voted("ATTRIBUE 20 000 € pour le kiosque.", subject="Kiosque à musique", sums=[("20 000 €", 20000, "granted")])
OTHER = voted("APPROUVE le règlement des marchés.", subject="Marchés", number="2024-013")


def review(kind: str, choice: str = "corrected", **fields: object) -> Review:
    return replace(Review(f.SIREN, ReviewKind(kind), Choice(choice), "A. Relectrice", AT), **fields)


@pytest.mark.parametrize(
    ("field", "value", "got"),
    [
        pytest.param("number", "2024-099", lambda act: act.number == "2024-099", id="number"),
        pytest.param("session", "2024-05-02", lambda act: act.session.value == date(2024, 5, 2), id="date of the sitting"),
        pytest.param("outcome", "rejected", lambda act: act.outcome is Outcome.REJECTED, id="outcome"),
        pytest.param("amount:2000000", "1200000", lambda act: act.amounts[0].cents == 1200000, id="a sum misread"),
        pytest.param("amount:2000000", "received", lambda act: act.amounts[0].role is AmountRole.RECEIVED, id="what a sum means"),
    ],
)
def test_a_field_of_an_act_is_corrected_and_keeps_its_evidence(field, value, got):
    assert field.partition(":")[0] in ACT_FIELDS
    _, (act,), issues = correct_facts((), (GRANT,), [review("field", act=GRANT.id, field=field, value=value)])
    assert got(act) and not issues
    assert [a.quote for a in act.amounts] == [a.quote for a in GRANT.amounts]


@pytest.mark.parametrize(("field", "value"), [("number", "A1"), ("deadline", "2024-06-30"), ("budget", "1500000")])
def test_a_field_of_a_measure_is_corrected(field, value):
    assert field in MEASURE_FIELDS
    (measure,), _, issues = correct_facts((KIOSK,), (), [review("field", measure=KIOSK.id, field=field, value=value)])
    assert measure != KIOSK and measure.text == KIOSK.text and not issues


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"act": GRANT.id, "field": "outcome", "value": "peut-être"}, "peut-être"),
        ({"act": GRANT.id, "field": "colour", "value": "red"}, "cannot be corrected"),
        ({"act": GRANT.id, "field": "amount:5", "value": "6"}, "no sum"),
        ({"measure": asked("Sans échéance").id, "field": "deadline", "value": "2024-01-01"}, "no deadline"),
    ],
)
def test_a_correction_that_cannot_be_used_is_named(fields, why):
    measure = asked("Sans échéance")
    measures, acts, (issue,) = correct_facts((measure,), (GRANT,), [review("field", **fields)])
    assert (measures, acts) == ((measure,), (GRANT,))
    assert why in issue.message


LINK = Link(KIOSK.id, GRANT.id, 0.4, Band.REVIEW, ())


@pytest.mark.parametrize(
    ("reviews", "bands"),
    [
        pytest.param([], {GRANT.id: "review"}, id="nobody spoke"),
        pytest.param([review("link", "confirmed", measure=KIOSK.id, act=GRANT.id)], {GRANT.id: "linked"}, id="confirmed"),
        pytest.param([review("link", "rejected", measure=KIOSK.id, act=GRANT.id)], {GRANT.id: "unlinked"}, id="rejected"),
        pytest.param(
            [review("link", measure=KIOSK.id, act=GRANT.id, value=OTHER.id)], {GRANT.id: "unlinked", OTHER.id: "linked"}, id="another act"
        ),
        pytest.param(
            [review("link", "confirmed", measure=KIOSK.id, act=OTHER.id)], {GRANT.id: "review", OTHER.id: "linked"}, id="matching missed it"
        ),
        pytest.param(
            [
                review("link", "rejected", measure=KIOSK.id, act=GRANT.id, at=AT.replace(hour=10)),
                review("link", "confirmed", measure=KIOSK.id, act=GRANT.id),
            ],
            {GRANT.id: "unlinked"},
            id="the later of two counts",
        ),
        pytest.param(
            [review("link", "confirmed", measure=KIOSK.id, act=GRANT.id, due=True)], {GRANT.id: "review"}, id="due: asked again, unused"
        ),
        pytest.param([review("link", "confirmed", measure=KIOSK.id, act="gone")], {GRANT.id: "review"}, id="its act is gone"),
    ],
)
def test_links(reviews, bands):
    assert {link.act: str(link.band) for link in correct_links([LINK], (KIOSK,), (GRANT, OTHER), reviews)} == bands


def test_a_confirmed_link_carries_the_verdict_and_says_by_whom():
    links = correct_links([LINK], (KIOSK,), (GRANT,), [review("link", "confirmed", measure=KIOSK.id, act=GRANT.id)])
    assert verdict_on(KIOSK, GRANT, links=(LINK,)).status is Status.UNSURE
    verdict = verdict_on(KIOSK, GRANT, links=links)
    assert verdict.status is Status.FUNDED
    assert any("confirmé par A. Relectrice" in reason for reason in verdict.reasons)


@pytest.mark.parametrize(
    ("choice", "value", "status", "decision", "substance", "money"),
    [
        ("confirmed", None, Status.FUNDED, Decision.ADOPTED, Substance.SAME, Money.GRANTED),
        ("rejected", None, Status.UNSURE, Decision.ADOPTED, Substance.SAME, Money.GRANTED),
        ("corrected", "underfunded", Status.UNDERFUNDED, Decision.ADOPTED, Substance.SAME, Money.SHORT),
        ("corrected", "weakened", Status.WEAKENED, Decision.ADOPTED, Substance.REDUCED, Money.GRANTED),
        ("corrected", "dropped", Status.DROPPED, Decision.REJECTED, None, None),
        ("corrected", "no_trace", Status.NO_TRACE, Decision.NONE, None, None),
        ("corrected", "unsure", Status.UNSURE, Decision.ADOPTED, Substance.SAME, Money.GRANTED),
    ],
)
def test_verdicts(choice, value, status, decision, substance, money):
    machine = verdict_on(KIOSK, GRANT)
    (verdict,) = override((machine,), [review("verdict", choice, measure=KIOSK.id, value=value, reason="Lu en séance.")])
    assert (verdict.status, verdict.decision, verdict.substance, verdict.money) == (status, decision, substance, money)
    assert verdict.reviewed_by == "A. Relectrice" and "Lu en séance." in f"{verdict.statement} {verdict.reasons}"
    assert verdict.decisions == machine.decisions, "the ground of the review stays the same"
    assert verdict.dropped is (status is Status.DROPPED)


def test_reviews_that_wait_are_named():
    waiting = [review("link", "confirmed", measure=KIOSK.id, act="gone"), review("verdict", "confirmed", measure=KIOSK.id, due=True)]
    gone, changed = review_issues(waiting, (KIOSK,), (GRANT,))
    assert "no longer found" in gone.message and "have changed" in changed.message


def test_there_is_a_sentence_for_every_status():
    table = {row["pattern"]: row for row in load_table("review_rules")}
    assert set(table) == {f"review_{status}" for status in Status} | {"review_set_aside"}
    for row in table.values():
        assert row["sentence"].format(who="A. Relectrice", day="6 janvier 2026", why="").strip() == row["example"]
