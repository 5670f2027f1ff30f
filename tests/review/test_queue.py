"""What is asked, in which order, and when it is settled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.records.review import Review
from pipeline.review.opinions import agreement, opinions_of
from pipeline.review.queue import progress, queue
from tests import factories as make
from tests.review.made import BIKES, BUS, CAFE, DESSERTE, FAIR, GRANTED, LIBRARY, ON_DEMAND, TREES, on_verdict, results, said

BOTH_BUSES = (said(BUS, DESSERTE, "confirmed"), said(BUS, ON_DEMAND, "rejected", minute=1))


@pytest.mark.parametrize(
    ("reviews", "who", "asked"),
    [
        pytest.param((), "Anne", "BIKES flag, BUS unsure, TREES link", id="flags first, then what is unsure, then waiting links"),
        pytest.param(BOTH_BUSES, "Anne", "BIKES flag, TREES link", id="answered by me: not asked again"),
        pytest.param(BOTH_BUSES[:1], "Anne", "BIKES flag, BUS unsure, TREES link", id="half an answer is none"),
        pytest.param(BOTH_BUSES, "Zoé", "BIKES flag, TREES link, BUS second", id="answered by another: a second look, last"),
        pytest.param(
            (said(TREES, LIBRARY, "confirmed"), said(TREES, LIBRARY, "rejected", "Zoé", 1)),
            "Ali",
            "TREES parted, BIKES flag, BUS unsure",
            id="two people differ: a third is asked first",
        ),
        pytest.param(
            (replace(said(TREES, LIBRARY, "rejected"), due=True),),
            "Zoé",
            "TREES changed, BIKES flag, BUS unsure",
            id="its evidence changed: asked again, before all",
        ),
        pytest.param(
            (replace(said(CAFE, GRANTED, "confirmed"), due=True),),
            "Anne",
            "CAFE changed, BIKES flag, BUS unsure, TREES link",
            id="also where the machine is sure",
        ),
        pytest.param(
            (replace(said(TREES, LIBRARY, "rejected"), due=True), said(TREES, LIBRARY, "rejected", minute=5)),
            "Anne",
            "BIKES flag, BUS unsure",
            id="and settled by a new answer",
        ),
        pytest.param(
            (said(BIKES, FAIR, "rejected"),), "Anne", "BUS unsure, TREES link", id="a conclusion falls with its act and is asked no more"
        ),
        pytest.param(
            (said(BIKES, FAIR, "confirmed"), on_verdict(BIKES, "confirmed", minute=1)),
            "Anne",
            "BUS unsure, TREES link",
            id="a flag needs act and conclusion",
        ),
        pytest.param(
            (said(BIKES, FAIR, "confirmed"),), "Anne", "BIKES flag, BUS unsure, TREES link", id="a confirmed act is no confirmed conclusion"
        ),
    ],
)
def test_the_queue(reviews: tuple[Review, ...], who: str, asked: str) -> None:
    names = {CAFE.id: "CAFE", BUS.id: "BUS", BIKES.id: "BIKES", TREES.id: "TREES"}
    found = queue(results(), opinions_of(reviews), who)
    assert ", ".join(f"{names[q.measure]} {q.why}" for q in found) == asked


def test_the_most_doubtful_of_a_kind_comes_first() -> None:
    links = (make.link(BUS, DESSERTE, 0.85), make.link(TREES, LIBRARY, 0.55))
    verdicts = tuple(replace(v, dropped=False, status=results().verdicts[0].status) for v in results().verdicts)
    found = queue(results(links=links, verdicts=verdicts), {}, "Anne")
    assert [q.measure for q in found] == [TREES.id, BUS.id]


@pytest.mark.parametrize(
    ("reviews", "figures"),
    [
        pytest.param((), (3, 0, 0), id="three measures wait"),
        pytest.param(BOTH_BUSES, (3, 1, 0), id="one done, by another"),
        pytest.param((said(CAFE, GRANTED, "confirmed", "Zoé"),), (4, 1, 1), id="a measure nobody asked about counts once looked at"),
    ],
)
def test_progress(reviews: tuple[Review, ...], figures: tuple[int, int, int]) -> None:
    found = progress(results(), opinions_of(reviews), "Zoé")
    assert (found.total, found.done, found.mine) == figures


def test_agreement_counts_the_last_word_of_each() -> None:
    reviews = [
        said(BUS, DESSERTE, "rejected", "Anne", 0),
        said(BUS, DESSERTE, "confirmed", "Anne", 5),
        said(BUS, DESSERTE, "confirmed", "Zoé", 1),
        said(TREES, LIBRARY, "confirmed", "Anne", 2),
        said(TREES, LIBRARY, "rejected", "Zoé", 3),
        said(CAFE, GRANTED, "confirmed", "Zoé", 4),
    ]
    for order in (reviews, reviews[::-1]):
        found = agreement(opinions_of(order))
        assert (found.compared, found.same, [s.measure for s in found.parted]) == (2, 1, [TREES.id])
        assert found.share == 0.5
    assert agreement({}).share is None
