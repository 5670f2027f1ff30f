from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.match.figures import figures
from pipeline.match.names import names_of, ordinary_words, spaced
from pipeline.match.words import content_words, folded_tokens, letters_and_words, plain, stems, surface
from pipeline.records.folding import fold
from tests.match.made import measure, passage


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        ("coopérative", "coopération", "one root, two endings"),
        ("les élu·es", "des élus", "inclusive point"),
        ("habitant.e.s", "habitants", "inclusive full stops"),
        ("porteur-ses", "porteur", "inclusive hyphen"),
        ("Cœur", "coeurs", "ligature and plural"),
        ("recruter", "recrutement", "verb and noun"),
        ("DÉCIDE", "décider", "capitals"),
    ],
)
def test_one_stem(left: str, right: str, why: str) -> None:
    assert stems(left) == stems(right), why


def test_function_words_and_figures_are_no_stems() -> None:
    assert stems("à la 12 de l'et pour 2024") == []


@given(st.text(alphabet="abÀéœ·•²’_ «–€½ß☐12", max_size=20))
def test_tokens_are_the_words_of_the_plain_text(text: str) -> None:
    assert folded_tokens(text) == [plain(word) for word in re.findall(r"[^\W_]+(?:[·•][^\W\d_]+)*", text)]


@given(st.text(alphabet="abÀéœ·•²’_ «–€½ß☐12", max_size=20))
def test_letters_and_words_at_once_are_those_of_each_alone(text: str) -> None:
    letters, words = letters_and_words(text)
    assert (letters, words.split()) == (plain(text), folded_tokens(text))


@given(st.text(alphabet="abcXYZ '-.,0123456789àâäçéèêëîïôöùûüÿñœæÀÂÉÈÊËÎÏÔÖÙÛÜŒÆÇ’", max_size=60))
def test_plain_is_fold_for_french(text: str) -> None:
    assert plain(text) == fold(text)


def test_plain_falls_back_to_fold_for_other_letters() -> None:
    assert plain("Ş") == fold("Ş")
    assert plain("« Été » – 3 €") == "« ete » – 3 €"


def test_surface_gives_the_reader_his_words() -> None:
    said = content_words(["Créer des coopératives locales,", "une coopération"])
    assert surface(said, stems("coopérative locale")) == "coopératives, locales"


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("dix mille arbres", {"10000"}, "number words multiply"),
        ("cent cinquante foyers", {"150"}, "hundreds and tens"),
        ("quatre-vingt-dix-sept voix", {"97"}, "old counting"),
        ("trente et une communes", {"31"}, "et une"),
        ("1 260 000 €", {"1260000"}, "thousands apart"),
        ("1,2 M€", {"1200000"}, "millions"),
        ("loi n° 2014-856, article L. 2121-29, le 12/03/2024", set(), "numbers of laws and articles, dates"),
        ("primes de 5 000 à 20 000 €", {"5000", "20000"}, "both ends of a range"),
        ("entre 23 heures et 5 heures", {"23", "5"}, "hours"),
        ("1 % des dépenses", {"1 %"}, "a percentage, however small"),
        ("article 3, L. 5211-49-1, le 28 mars 2024, 2023-2026", set(), "references and dates are no quantities"),
        ("une personne", set(), "one says nothing"),
        ("compte n° 6574, chapitre 65, page 12, l'article. 40", {"40"}, "accounts, chapters and pages; no article behind a full stop"),
        ("le legs 30, l'art. 12, R. *421-5, p. 7", {"30"}, "a word that only ends like one that refers"),
    ],
)
def test_figures(text: str, found: set[str], why: str) -> None:
    assert figures(text.lower(), folded_tokens(text)) == found, why


def test_names_come_from_partners_quotes_and_capitals_amid_sentences() -> None:
    asked = measure("Ouvrir la halle de Brindejonc avec « Le Panier commun »", partners=["Copeaux & Fils", "habitants"])
    assert set(names_of(asked, frozenset())) == {" copeaux fils ", " brindejonc ", " le panier commun "}


def test_a_capital_that_opens_a_sentence_is_no_name() -> None:
    asked = measure("Recruter une animatrice. Former les bénévoles.")
    assert names_of(asked, frozenset()) == ()


def test_a_capital_word_that_also_stands_small_is_no_name() -> None:
    asked = measure("Soutenir le Festival")
    assert names_of(asked, ordinary_words(["un festival de plus"])) == ()


def test_spaced_finds_names_whole() -> None:
    assert " les etrennes " in spaced("L’association Les-Étrennes, ...")
    assert " etre " not in spaced("étrenner")


def test_labels_departments_and_verbs_of_a_fiche_are_no_names() -> None:
    whole = "Relancer la consigne Pilote Roue Libre Partenaires Direction des déchets Étapes Réunir Indicateur Nombre de bocaux"
    asked = replace(measure("Relancer la consigne", whole=whole, partners=["Direction des déchets"]), owner=passage("Roue Libre"))
    assert names_of(asked, frozenset({"nombre"})) == (" roue libre ",)
