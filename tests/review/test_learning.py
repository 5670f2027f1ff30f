"""What answers teach, and that little is learned from little."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from pipeline.records.link import Band
from pipeline.review.learning import ENOUGH, labelled_pairs, learn
from tests import factories as make
from tests.review.made import BUS, CAFE, DESSERTE, GRANTED, LIBRARY, ON_DEMAND, TREES, results, said


def test_pairs_are_what_people_agree_on() -> None:
    reviews = [
        said(BUS, DESSERTE, "confirmed"),
        said(BUS, DESSERTE, "confirmed", "Zoé", 1),
        said(TREES, LIBRARY, "rejected"),
        said(BUS, ON_DEMAND, "confirmed"),
        said(BUS, ON_DEMAND, "rejected", "Zoé", 2),
        replace(said(CAFE, GRANTED, "confirmed"), due=True),
        said(CAFE, LIBRARY, "rejected", minute=4),
    ]
    pairs, differ = labelled_pairs(results(), reviews)
    assert differ == 1
    assert {(p.measure, p.act, p.answers, p.people, p.band) for p in pairs} == {
        (CAFE.id, LIBRARY.id, False, 1, None),
        (BUS.id, DESSERTE.id, True, 2, Band.REVIEW),
        (TREES.id, LIBRARY.id, False, 1, Band.REVIEW),
    }
    assert learn(results(), reviews, 0.9, 0.5).loss is None, "three pairs calibrate nothing"


@pytest.mark.parametrize(
    ("shift", "helps"), [pytest.param(-2.0, True, id="the machine is too sure"), pytest.param(0.0, False, id="the machine is right")]
)
def test_calibration_helps_only_where_the_machine_is_wrong(shift: float, helps: bool) -> None:
    chance = random.Random(7)
    plan = make.document("\n".join(f"Mesure {n} à tenir" for n in range(150)), doc="plan.pdf")
    deed = make.document("Objet unique", doc="acte.pdf")
    act = make.act(deed, "Objet unique")
    measures = tuple(make.measure(plan, f"Mesure {n} à tenir") for n in range(150))
    links, reviews = [], []
    for n, measure in enumerate(measures):
        p = chance.uniform(0.05, 0.95)
        odds = p / (1 - p) * 2.718281828**shift
        links.append(make.link(measure, act, p))
        reviews.append(said(measure, act, "confirmed" if chance.random() < odds / (1 + odds) else "rejected", minute=n % 60))
    found = learn(make.results((plan,), (deed,), measures=measures, acts=(act,), links=tuple(links)), reviews, 0.9, 0.5)
    assert len(found.pairs) == 150 > ENOUGH
    assert found.loss is not None and found.helps is helps
    if helps:
        assert found.offset < -1.0
        assert found.shifts and all(s.after < s.link.probability for s in found.shifts)
    else:
        assert abs(found.offset) < 0.6 and abs(found.slope - 1) < 0.4
