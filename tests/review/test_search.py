"""Find an act by oneself."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.review.search import Finder
from tests import factories as make

ACTS = make.document(
    "Médiathèque, ouverture du dimanche\nLe conseil approuve l'ouverture de la médiathèque\nPiscine intercommunale\n"
    "Le conseil vote la piscine, près de la médiathèque\nGarderie du matin\nLe conseil approuve la garderie",
    doc="actes/seance.pdf",
)
MEDIA = make.act(
    ACTS,
    "Médiathèque, ouverture du dimanche",
    whole="Médiathèque, ouverture du dimanche\nLe conseil approuve l'ouverture de la médiathèque",
)
POOL = make.act(
    ACTS, "Piscine intercommunale", whole="Piscine intercommunale\nLe conseil vote la piscine, près de la médiathèque", number="2024-017"
)
CARE = make.act(ACTS, "Garderie du matin", whole="Garderie du matin\nLe conseil approuve la garderie", session=date(2023, 5, 1))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("mediatheque", [MEDIA, POOL], id="without accents, the subject before the rest"),
        pytest.param("Piscine", [POOL], id="one word"),
        pytest.param("2024-017", [POOL], id="a number"),
        pytest.param("2023", [CARE], id="a year"),
        pytest.param("média", [MEDIA, POOL], id="the beginning of a word"),
        pytest.param("médiathèque piscine", [POOL, MEDIA], id="more words fit better"),
        pytest.param("téléphérique", [], id="nothing"),
        pytest.param("  ", [], id="no question"),
    ],
)
def test_find(question: str, found: list[object]) -> None:
    assert list(Finder((MEDIA, POOL, CARE)).find(question)) == found
