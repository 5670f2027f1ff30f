"""Letters to somebody in office: to whom they are written, and which of their sentences tell somebody to act."""

from __future__ import annotations

import re

import pytest

from pipeline.extract.measures.candidates import opens_measure, wording
from pipeline.extract.measures.pieces import Piece
from pipeline.extract.measures.wording import find_kind, opening_of, plain
from pipeline.records.lexicon import load_table


@pytest.mark.parametrize("row", load_table("letter_cues"), ids=lambda r: r["example"])
def test_cues(row: dict[str, str]) -> None:
    assert re.search(row["pattern"], plain(row["example"]))


@pytest.mark.parametrize(
    ("line", "addressed", "reason"),
    [
        ("À Monsieur le Maire de Corvelle", True, "an address"),
        ("Madame la Présidente,", True, "how a letter opens"),
        ("Mesdames et messieurs les élus,", True, "several at once"),
        ("Chers élus, chères élues,", True, "less formal"),
        ("LETTRE OUVERTE", True, "it says so"),
        ("Madame Ardoin ouvre la séance", False, "who speaks in minutes"),
        ("Le mot de madame la maire", False, "a foreword signed by her"),
        ("Chers voisins, chères voisines,", False, "a leaflet to neighbours"),
    ],
)
def test_to_whom_it_is_written(line: str, addressed: bool, reason: str) -> None:
    rows = [r["pattern"] for r in load_table("letter_cues") if r["meaning"] == "addressed"]
    assert any(re.search(p, plain(line)) for p in rows) is addressed, reason


@pytest.mark.parametrize(
    ("sentence", "tells", "reason"),
    [
        ("Fermez la rue Pasteur aux voitures le matin", True, "tells somebody to act"),
        ("Réunissez, avant le vote, une conférence des acteurs", True, "a phrase stands behind the verb"),
        ("Veuillez agréer nos salutations", False, "how a letter ends"),
        ("Soyez assurés de notre dévouement", False, "how a letter ends"),
        ("Acceptez, Madame, nos salutations", False, "how a letter ends"),
        ("Sachez que nous resterons mobilisés", False, "tells the reader something"),
        ("Signez et faites signer", False, "invites the reader"),
        ("Assez, disent les riverains", False, "no verb"),
    ],
)
def test_what_tells_somebody_to_act(sentence: str, tells: bool, reason: str) -> None:
    assert (opening_of(sentence).shape == "imperative") is tells, reason


@pytest.mark.parametrize(
    ("sentence", "promises", "reason"),
    [
        ("Nous organiserons un ramassage à vélo", True, "what the authors will do"),
        ("Nous prendrons notre part", False, "says nothing that can be checked"),
        ("Nous resterons vigilants", False, "how they will be"),
        ("Nous reviendrons en juin", False, "announces a visit"),
    ],
)
def test_what_the_authors_promise(sentence: str, promises: bool, reason: str) -> None:
    assert (find_kind(sentence) == "promise") is promises, reason


@pytest.mark.parametrize(
    ("text", "names", "reason"),
    [
        ("Garantir un repas à chaque élève", None, "no bold words"),
        ("École – Garantir un repas à chaque élève", "École", "a theme before a dash"),
        ("Protection – Doubler le nombre de visites", "Protection", "a word that could name an action"),
        ("École – Un constat partagé par les parents", "École", "what stands behind opens no measure"),
    ],
)
def test_a_subject_before_a_dash(text: str, names: str | None, reason: str) -> None:
    piece = Piece(kind="text", start=0, end=len(text), text=text, page=0, bold_end=len(names or ""))
    behind = text.startswith(f"{names} – ") and opens_measure(text.partition(" – ")[2])
    start, _ = wording(piece)
    assert start == (len(f"{names} – ") if behind else 0), reason
