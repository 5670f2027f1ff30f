"""One measure said twice stays one."""

from __future__ import annotations

import pytest

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


LIST = document(
    "Créer une légumerie\nPlanter des vergers\nTenir un café des parents\nLes cantines\nDes fruits\nLe vendredi\n"
    "Commune\nFoyer rural\nÉcole\n",
    doc="plans/vaubrun.pdf",
)
FULL = ("Créer une légumerie", "Planter des vergers", "Tenir un café des parents")
BRIEF = ("Les cantines", "Des fruits", "Le vendredi")
OWNERS = ("Commune", "Foyer rural", "École")


@pytest.mark.parametrize(
    ("numbered", "owned", "synopsis", "kept", "reason"),
    [
        (True, False, True, 3, "a synthesis with the numbers of the measures, in words of its own"),
        (True, False, False, 6, "the numbers alone: another list that begins at 1 again"),
        (False, True, False, 3, "the same owners in the same order"),
        (False, False, True, 6, "nothing in common but the length"),
    ],
)
def test_a_closing_table_in_other_words(numbered, owned, synopsis, kept, reason):
    number = [str(i) if numbered else None for i in (1, 2, 3)]
    owner = OWNERS if owned else (None, None, None)
    first = [measure(LIST, t, number=n, owner=o) for t, n, o in zip(FULL, number, owner, strict=True)]
    rows = [measure(LIST, t, number=n, owner=o) for t, n, o in zip(BRIEF, number, owner, strict=True)]
    styles = {m.id: ("heading", "h2") for m in first} | {m.id: ("row",) for m in rows}
    joined = join_repeats([*first, *rows], frozenset(m.id for m in rows) if synopsis else frozenset(), styles)
    assert len(joined) == kept, reason
    assert [m.text.text for m in joined[:3]] == list(FULL)


def test_a_closing_table_goes_by_numbers_where_cards_are_read_in_another_order():
    plan = document(
        "Rouvrir le lavoir\nPlanter une haie\nÉquiper la salle\nLe bassin\nLa sono 9 000 €\nLe bocage 4 000 €", doc="plans/bourg.pdf"
    )
    cards = [
        measure(plan, text, number=f"Engagement {number}")
        for text, number in (("Rouvrir le lavoir", 1), ("Planter une haie", 3), ("Équiper la salle", 2))
    ]
    rows = [
        measure(plan, "Le bassin", number="1"),
        measure(plan, "La sono", number="2", budget=("9 000 €", 900_000)),
        measure(plan, "Le bocage", number="3", budget=("4 000 €", 400_000)),
    ]
    styles = {m.id: ("label",) for m in cards} | {m.id: ("row",) for m in rows}
    joined = join_repeats([*cards, *rows], frozenset(m.id for m in rows), styles)
    assert [(m.text.text, m.budget and m.budget.cents) for m in joined] == [
        ("Rouvrir le lavoir", None), ("Planter une haie", 400_000), ("Équiper la salle", 900_000),
    ]  # fmt: skip
