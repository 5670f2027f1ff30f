"""Which measures a plan has, as people say after the machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipeline.judge import correct_facts, listed_measures, review_issues
from pipeline.records.review import ADDED, NO_MEASURE, TEXT, Choice, Review, ReviewKind, added_field, added_id
from tests import factories as f

DOC = "plans/plan.pdf"
PLAN = f.document("Action 1 Ouvrir un café associatif et une cantine", "Nos valeurs : la patience\nAction 2 Planter cent arbres", doc=DOC)
CAFE = f.measure(PLAN, "Ouvrir un café associatif", number="Action 1")
VALUES = f.measure(PLAN, "la patience")
AT = datetime(2026, 1, 6, 9, 0, tzinfo=UTC)
TREES = "Planter cent arbres"


def said(field: str, choice: str, measure: str, value: str | None = None, minute: int = 0, **fields: object) -> Review:
    return Review(f.SIREN, ReviewKind.FIELD, Choice(choice), "Anne", AT.replace(minute=minute), measure, None, field, value, **fields)


def added(words: str, page: int = 2, doc: str = DOC, minute: int = 0) -> Review:
    return said(added_field(page, doc), "corrected", added_id(doc, page, words), words, minute)


def texts(*reviews: Review) -> list[str]:
    found, issues = listed_measures((CAFE, VALUES), (PLAN,), reviews)
    assert issues == ()
    return [m.text.text for m in found]


def test_what_is_none_is_taken_out_and_may_be_put_back() -> None:
    out = said(NO_MEASURE, "rejected", VALUES.id, "la patience")
    assert texts(out) == ["Ouvrir un café associatif"]
    assert texts(out, said(NO_MEASURE, "confirmed", VALUES.id, minute=1)) == ["Ouvrir un café associatif", "la patience"]


def test_a_measure_that_was_missed_stands_at_its_place_with_its_evidence() -> None:
    found, issues = listed_measures((CAFE, VALUES), (PLAN,), [added(TREES)])
    assert not issues and [m.text.text for m in found] == ["Ouvrir un café associatif", "la patience", TREES]
    measure = found[2]
    assert (measure.id, measure.page, measure.document) == (added_id(DOC, 2, TREES), 2, PLAN.sha256)
    evidence = measure.text.evidence[0]
    assert evidence.boxes and PLAN.pages[1].text[evidence.start : evidence.end] == TREES


def test_an_added_measure_may_be_taken_out_again() -> None:
    assert texts(said(NO_MEASURE, "rejected", added_id(DOC, 2, TREES), TREES), added(TREES, minute=1)) == texts()


def test_what_the_machine_has_found_meanwhile_is_not_added_twice() -> None:
    assert texts(added("Ouvrir un café associatif", 1)) == texts()


def test_wrong_words_are_put_right_and_the_measure_keeps_its_id() -> None:
    right = "Ouvrir un café associatif et une cantine"
    found, issues = listed_measures((CAFE, VALUES), (PLAN,), [said(TEXT, "corrected", CAFE.id, right)])
    assert not issues and (found[0].id, found[0].text.text, found[0].number) == (CAFE.id, right, "Action 1")
    assert right in found[0].whole.text, "what is matched holds the new words"


@pytest.mark.parametrize(
    ("review", "why"),
    [
        (added("Planter mille arbres"), "not printed in plans/plan.pdf, page 2"),
        (added(TREES, 1), "not printed in plans/plan.pdf, page 1"),
        (added(TREES, doc="plans/autre.pdf"), "no plan plans/autre.pdf"),
        (said(TEXT, "corrected", CAFE.id, "Ouvrir un bar"), "not printed"),
        (said(NO_MEASURE, "rejected", "m0"), "not found any more"),
        (said(f"{ADDED}:x:plan", "corrected", "m1", "x"), "does not name a page"),
    ],
    ids=["other words", "other page", "no such plan", "text not printed", "gone", "no place"],
)
def test_nothing_is_said_of_a_plan_that_it_does_not_say(review: Review, why: str) -> None:
    found, issues = listed_measures((CAFE, VALUES), (PLAN,), [review])
    assert found == (CAFE, VALUES)
    assert [why in i.message for i in issues] == [True]


def test_what_is_said_of_the_list_is_no_correction_of_a_field() -> None:
    reviews = [said(NO_MEASURE, "rejected", VALUES.id), said(TEXT, "corrected", CAFE.id, "x")]
    measures, _, issues = correct_facts((CAFE,), (), reviews)
    assert (measures, issues) == ((CAFE,), ())
    assert review_issues(reviews, (CAFE,), ()) == (), "a measure that is none is not missed"


@pytest.mark.parametrize("day", ["1066-10-14", "2999-01-01"])
def test_a_day_that_no_plan_means_is_refused(day: str) -> None:
    dated = f.measure(PLAN, "Ouvrir un café associatif", deadline=("Action 1", None, None))
    measures, _, issues = correct_facts((dated,), (), [said("deadline", "corrected", dated.id, day)])
    assert measures == (dated,) and len(issues) == 1
    right = replace(said("deadline", "corrected", dated.id, "2027-06-30"))
    assert correct_facts((dated,), (), [right])[0][0].deadline.end.isoformat() == "2027-06-30"
