"""Pledges in the passive: what will be done, and what is only so."""

from __future__ import annotations

import re

import pytest

from pipeline.extract.measures.passives import says_what_is_done
from pipeline.extract.measures.wording import plain
from pipeline.records.lexicon import load_table


@pytest.mark.parametrize(
    ("sentence", "said", "reason"),
    [
        ("Un agent référent est désigné dans chaque mairie", True, "an act, whoever does it"),
        ("Les horaires sont affichés à l'entrée", True, "several things"),
        ("Chaque demande sera systématiquement enregistrée", True, "the future, with an adverb"),
        ("Un registre est ouvert dans chaque accueil", True, "an irregular participle"),
        ("La poste est fermée depuis 2019", False, "what has come to be so"),
        ("Les habitants sont attachés à leur rivière", False, "what people feel"),
        ("La charte est signée pour trois ans", False, "the charter itself"),
        ("Les trottoirs sont trop étroits", False, "no participle"),
        ("Le marché est souvent annulé", False, "what happens"),
    ],
)
def test_what_is_done(sentence: str, said: bool, reason: str) -> None:
    assert says_what_is_done(plain(sentence)) is said, reason


@pytest.mark.parametrize("row", load_table("passive_states"), ids=lambda r: r["example"])
def test_states_are_no_pledges(row: dict[str, str]) -> None:
    folded = plain(row["example"])
    assert re.search(rf"\b(?:{row['pattern']})(?![a-z])", folded)
    assert not says_what_is_done(folded)
