"""One measure said twice stays one."""

from __future__ import annotations

from pipeline.extract.measures.repeats import join_repeats
from tests.factories import document, measure

PLAN = document(
    "Ouvrir une recyclerie du sport au gymnase Nord\nPilote Second Set\n2.1 Recyclerie du sport 45 000 € en 2026\n"
    "Ouvrir une recyclerie de jouets",
    doc="plans/dechets.pdf",
)


def test_the_place_that_says_most_stays_and_takes_what_the_other_adds():
    fiche = measure(
        PLAN, "Ouvrir une recyclerie du sport au gymnase Nord", number="Fiche 2.1", owner="Second Set", partners=("Second Set",)
    )
    row = measure(PLAN, "Recyclerie du sport", number="2.1", budget=("45 000 €", 4_500_000), deadline="2026")
    (joined,) = join_repeats([row, fiche])
    assert joined.text == fiche.text
    assert joined.budget == row.budget
    assert joined.deadline == row.deadline
    assert joined.also_at == (row.text,)


def test_other_numbers_are_other_measures():
    first = measure(PLAN, "Ouvrir une recyclerie du sport au gymnase Nord", number="2.1")
    second = measure(PLAN, "Ouvrir une recyclerie de jouets", number="2.2")
    assert len(join_repeats([first, second])) == 2


def test_one_number_over_different_words_is_two_measures():
    first = measure(PLAN, "Ouvrir une recyclerie du sport au gymnase Nord", number="1")
    second = measure(PLAN, "Pilote Second Set", number="1")
    assert len(join_repeats([first, second])) == 2


def test_a_table_of_synthesis_needs_fewer_words():
    first = measure(PLAN, "Ouvrir une recyclerie du sport au gymnase Nord")
    row = measure(PLAN, "Recyclerie du sport")
    assert len(join_repeats([first, row])) == 2
    assert len(join_repeats([first, row], frozenset({row.id}))) == 1
