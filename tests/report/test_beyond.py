"""What stands beside the measures: causes of changes, what the council added, acts by month, where files were seen."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipeline.records.past import Added, Cause, Delay, Month, Past
from pipeline.records.run import Results
from pipeline.records.territory import Sighting
from pipeline.records.verdict import Status
from pipeline.report import Known
from pipeline.report.album import Album
from pipeline.report.changes import change_words, told_changes
from pipeline.report.charts.months import DRAWN, month_views, months_chart
from pipeline.report.compose import origins_of, view_of
from pipeline.report.privacy import discretion_of
from pipeline.report.sentences import ADDED_INTRO, CAUSE, beyond_words, cause_words, nearness_words
from pipeline.report.views import Change, ReportView
from pipeline.report.wording import SIDE, side
from tests import factories as make

ROOT = Path(__file__).resolve().parents[2]
PLAN = make.document("Créer un lieu\nOuvrir une ligne", doc="plans/p.pdf")
DEED = make.document("Objet : halle des jeunes\nOuvre la halle à Mme Zoé Quillard-Sanois", doc="actes/a.pdf")
MEASURE, OTHER = make.measure(PLAN, "Créer un lieu", number="Action 1"), make.measure(PLAN, "Ouvrir une ligne", number="Action 2")
NOW = datetime(2026, 1, 5, tzinfo=UTC)
ACT = make.act(DEED, "halle des jeunes", operative="Ouvre la halle à Mme Zoé Quillard-Sanois", number="7", session=date(2024, 3, 1))
EARLY = replace(ACT, session=replace(ACT.session, value=date(2022, 12, 1)))
KNOWN = Known((Added(ACT.id, MEASURE.id, 0.5),))


def shown(act=ACT, links=(), answers=(), known: Known = KNOWN, *, look_back: bool = False, sightings=()) -> ReportView:
    results: Results = make.results(
        [PLAN],
        [DEED],
        measures=(MEASURE, OTHER),
        acts=(act,),
        links=links,
        verdicts=(make.verdict(MEASURE, *answers), make.verdict(OTHER)),
    )
    files = tuple(replace(f, sightings=sightings) if f.sha256 == DEED.sha256 else f for f in results.files)
    results = replace(results, files=files, territory=replace(results.territory, look_back=look_back))
    discretion = discretion_of(results.documents)
    return view_of(results, Album(lambda *_: None, results.documents, discretion), discretion, known)


@pytest.mark.parametrize(
    ("fields", "maybe", "added"),
    [
        ({}, 0, 1),  # on the plan's subjects, tied to nothing
        ({"links": (make.link(OTHER, ACT, 0.6),)}, 1, 0),  # a person has to say: stands apart and first
        ({"links": (make.link(OTHER, ACT, 0.1),)}, 0, 1),  # set aside is no doubt
        ({"answers": (ACT,)}, 0, 0),  # counts as an answer
        ({"act": EARLY}, 0, 0),  # before the plan nothing can be added to it
        ({"act": EARLY, "look_back": True}, 0, 1),  # a territory that looks back knows no "before"
        ({"known": Known((Added("a-of-another-run", MEASURE.id, 0.9),))}, 0, 0),
        ({"known": Known((Added(ACT.id, "m-gone", 0.9),))}, 0, 0),
    ],
)
def test_what_the_council_added(fields: dict[str, object], maybe: int, added: int) -> None:
    beyond = shown(**fields).beyond
    assert beyond is not None
    assert (len(beyond.maybe), len(beyond.added)) == (maybe, added)
    assert all(name.startswith("Action 2") for a in beyond.maybe for _, name in a.maybe)


@pytest.mark.parametrize(
    ("fields", "early"),
    [
        ({"act": EARLY, "links": (make.link(MEASURE, EARLY),)}, 1),
        ({"act": EARLY, "links": (make.link(MEASURE, EARLY, 0.6),)}, 0),  # not sure enough to be shown
        ({"act": EARLY, "links": (make.link(MEASURE, EARLY),), "look_back": True, "answers": (EARLY,)}, 0),
        ({"links": (make.link(MEASURE, ACT),)}, 0),  # after the plan
        ({"act": replace(EARLY, outcome=make.act(DEED, "halle", outcome="rejected").outcome), "links": (make.link(MEASURE, EARLY),)}, 0),
    ],
)
def test_what_was_voted_before_the_plan(fields: dict[str, object], early: int) -> None:
    view = shown(**fields)
    assert view.beyond is not None
    assert len(view.measures[0].early) == len(view.beyond.early) == early


def test_nothing_beyond_a_run_is_known_without_a_store() -> None:
    results = make.results([PLAN], [DEED], measures=(MEASURE,), acts=(ACT,), verdicts=(make.verdict(MEASURE),))
    discretion = discretion_of(results.documents)
    view = view_of(results, Album(lambda *_: None, results.documents, discretion), discretion)
    assert (view.beyond, view.months, view.origins) == (None, (), {})


def test_private_people_stay_unnamed() -> None:
    name = "Mme Zoé Quillard-Sanois"
    view = shown()
    discretion = discretion_of([DEED, PLAN])
    past = [Past(MEASURE.id, Status.NO_TRACE, Status.FUNDED, date(2024, 1, 1), (Cause("money found", name),))]
    seen = origins_of([Sighting("https://a.example/x", f"Bail de {name}", "", NOW)], discretion)
    told = (view.beyond, told_changes(view, past, discretion), seen)
    assert "Quillard" not in repr(told)
    assert repr(told).count("[nom masqué]") == 3


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://mairie.example/actes/7.pdf", True),
        ("http://mairie.example/7.pdf", True),
        ("https://mairie.example/jo%40exemple.fr/7.pdf", False),  # an e-mail address in it
        ("https://jo:secret@mairie.example/7.pdf", False),  # a password in it
    ],
)
def test_an_address_is_linked_only_when_it_may_be_published(address: str, linked: bool) -> None:
    found = origins_of([Sighting(address, "", "", NOW)], discretion_of([]))
    assert [(bool(o.address), o.host) for o in found] == [(linked, "mairie.example")]


def test_an_address_that_is_no_web_page_is_left_out() -> None:
    assert origins_of([Sighting("javascript:alert(1)", "", "", NOW)], discretion_of([])) == ()


def test_an_act_leads_to_where_its_file_was_seen_while_it_is_there() -> None:
    origin = Sighting("https://mairie.example/7.pdf", "Délibération 7", "", NOW)
    for seen, url in ((origin, origin.address), (replace(origin, vanished=NOW), "")):
        beyond = shown(sightings=(seen,)).beyond
        assert beyond is not None
        assert beyond.added[0].act.url == url


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change("m", "x", None, Status.FUNDED, date(2024, 1, 1)), "Nouvelle mesure : Votée, avec ses moyens"),
        (
            Change("m", "x", Status.NO_TRACE, Status.NO_TRACE, date(2024, 1, 1), ("« échéance passée sans trace » n'est plus affirmé",)),
            "Sans trace dans le corpus examiné ; « échéance passée sans trace » n'est plus affirmé",
        ),
        (
            Change("m", "x", Status.POSTPONED, Status.FUNDED, date(2024, 1, 1), (), ("a", "b")),
            "Reportée → Votée, avec ses moyens. Ce qui peut l'expliquer : a ; b.",
        ),
    ],
)
def test_a_change_in_words(change: Change, words: str) -> None:
    assert change_words(change) == words


def test_causes_of_a_kind_stand_together_and_flags_are_told_where_the_status_does_not() -> None:
    causes = (*(Cause("act found", f"n° {n}") for n in range(5)), Cause("program"), Cause("deadline", "", date(2024, 12, 31)))
    past = [Past(MEASURE.id, Status.NO_TRACE, Status.NO_TRACE, date(2025, 1, 2), causes, ("dropped",), ())]
    past += [Past(OTHER.id, Status.UNFUNDED, Status.FUNDED, date(2025, 1, 2), (), (), ("unfunded",))]
    first, second = told_changes(shown(), past, discretion_of([]))
    assert first.causes[0] == "acte lu pour la première fois (n° 0 ; n° 1 ; n° 2 ; et 2 de plus)"
    assert first.causes[2] == "échéance de la mesure passée (31\u00a0décembre 2024)"
    assert "échéance" in first.flags[0] and "écartée" not in first.flags[0], "without an act nothing was turned down"
    assert second.flags == (), "the new status says it"


def test_every_cause_of_the_store_has_words() -> None:
    schema = (ROOT / "pipeline" / "store" / "schema" / "0006_causes.sql").read_text("utf-8").split("COMMENT ON VIEW verdict_causes")[0]
    union = set(re.findall(r"c\.run, '([a-z ]+)'|measure, run, '([a-z ]+)'", schema))
    rest = set(re.findall(r"(?:THEN|ELSE) '([a-z ]+)'", schema.split("coalesce(k.cause")[1]))
    told = {word for pair in union for word in pair if word} | rest - {"measure gone"}  # what is gone is no change of a report
    assert len(told) > 7
    assert told <= set(CAUSE)
    assert cause_words("odd thing", "x") == "odd thing (x)"


def test_every_word_of_the_tables_that_a_signal_quotes_is_french() -> None:
    for name in ("audiences", "act_purposes"):
        with (ROOT / "data" / "lexicon" / f"{name}.csv").open(encoding="utf-8") as handle:
            assert {row["meaning"] for row in csv.DictReader(handle)} <= set(SIDE)
    assert side("older people, youth") == "les personnes âgées, les jeunes"
    assert side("Créer un lieu, vite") == "Créer un lieu, vite"


@pytest.mark.parametrize(
    ("value", "words"), [(0.9, "sujet proche"), (0.5, "sujet voisin"), (0.36, "sujet plus éloigné"), (0.0, "sujet plus éloigné")]
)
def test_nearness_is_told_in_words(value: float, words: str) -> None:
    assert nearness_words(value) == words


@pytest.mark.parametrize(
    ("month", "delay"),
    [
        (Month(date(2024, 1, 1), council=1, council_delay=Delay(1, 5.0, 5)), "5 j"),
        (Month(date(2024, 1, 1), council=3, council_delay=Delay(3, 5.0, 12)), "5 j, au plus 12 j"),
        (Month(date(2024, 1, 1), council=1, council_delay=Delay(1, -3.0, -3)), "dates à vérifier"),  # received before it was taken
        (
            Month(date(2024, 1, 1), council=1, delegation=1, council_delay=Delay(1, 4.0, 4), delegation_delay=Delay(1, 2.0, 2)),
            "4 j ; décisions : 2 j",
        ),
        (Month(date(2024, 1, 1), delegation=1, delegation_delay=Delay(1, 2.0, 2)), "2 j"),
        (Month(None, council=2), ""),
    ],
)
def test_days_until_reception(month: Month, delay: str) -> None:
    assert [m.delay for m in month_views([month])] == [delay]


def test_months_stand_in_order_and_the_chart_fills_the_empty_ones() -> None:
    views = month_views([Month(None, council=1), Month(date(2024, 3, 1), 4, 3, 2, 1), Month(date(2023, 12, 1), 2, 2, 2)])
    assert [m.name for m in views] == ["décembre 2023", "mars 2024", "sans date"]
    chart = str(months_chart(views))
    assert chart.count('text-anchor="middle"') == 2 * 4, "an initial for each month of either panel, the empty ones too"
    assert "6 connus par les registres, 5 parmi eux, lus ; 4 délibérations lues, 1 décisions par délégation lues" in chart
    assert chart.count('class="known"') == 2 and chart.count('class="delegation"') == 1
    assert months_chart(views[:1]) == ""


def test_acts_by_body_are_drawn_where_they_say_more_than_what_is_known() -> None:
    same = month_views([Month(date(2024, 3, 1), 4, 3, 3), Month(date(2024, 4, 1), 1, 1, 1)])
    without = month_views([Month(date(2024, 3, 1), council=3), Month(date(2024, 4, 1), council=1)])
    assert "organe" not in months_chart(same) and 'class="known"' in months_chart(same)
    assert "organe" in months_chart(without) and 'class="known"' not in months_chart(without), "no register"


def test_a_mistaken_date_makes_no_endless_chart() -> None:
    views = month_views([Month(date(1024, 3, 1), 1), Month(date(2024, 3, 1), 4, 3, 2, 1)])
    chart = str(months_chart(views))
    assert len(chart) < 10_000
    assert f"de avril {2024 - DRAWN // 12}" in chart


@pytest.mark.parametrize(
    ("added", "early", "words"), [(0, 0, ""), (1, 0, "parle "), (2, 0, "rattachés"), (0, 2, "2\u00a0actes d'avant le plan")]
)
def test_how_many_acts_stand_beside(added: int, early: int, words: str) -> None:
    assert words in beyond_words(added, early)


def test_nobody_is_accused() -> None:
    assert "n'est pas un reproche" in ADDED_INTRO
    assert not re.search(r"au lieu|dérive|caché|malgré", " ".join(CAUSE.values()) + ADDED_INTRO)
