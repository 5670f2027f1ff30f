"""How measures open, what is a quotation, and where a wording ends."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.measures.fields import promiser
from pipeline.extract.measures.pledges import says_what_it_does
from pipeline.extract.measures.wording import is_quotation, lead_end, opening_of, plain, sentences, verb_start


@pytest.mark.parametrize(
    ("text", "shape", "reason"),
    [
        ("Créer un tiers-lieu", "infinitive", "an infinitive in -er"),
        ("Ne plus verser d'argent au golf", "infinitive", "negation stands before the verb"),
        ("N’emprunter qu’aux banques sobres", "infinitive", "elided negation with a typographic apostrophe"),
        ("Mieux accueillir les aidants", "infinitive", "an adverb stands before the verb"),
        ("se doter d'une charte", "infinitive", "reflexive, small letter"),
        ("Création d’un jardin partagé", "noun", "the name of an action"),
        ("La gratuité du bus", "noun", "an article stands before the name of an action"),
        ("Une étude sur le fret fluvial", "noun", "an indefinite article"),
        ("La commune s’engage à publier ses comptes", "promise", "a promise"),
        ("Nous planterons mille arbres", "future", "first person, future"),
        ("La cantine passera au bio", "future", "third person, future"),
        ("Que la mairie ouvre ses archives", "exhortation", "a subjunctive"),
        ("Ouvrons la cour le samedi", "exhortation", "an imperative"),
        ("Taxez les logements vacants", "imperative", "tells somebody to act"),
        ("Refaites la place", "imperative", "an imperative of its own kind"),
        ("Retrouvez le programme en ligne", "", "invites the reader"),
        ("Dire oui au climat, c'est parfois dire non", "", "a maxim"),
        ("Un bus de nuit", "thing", "names what is wished for"),
        ("Plus de bancs", "thing", "more of something"),
        ("Une habitante sur trois a plus de 60 ans", "", "a sentence with a finite verb is a finding"),
        ("Atelier cuisine", "", "a noun that ends like an infinitive"),
        ("Quartier des Tanneurs", "", "a noun that ends like an infinitive"),
        ("La rivière a débordé", "", "a finding"),
        ("Les réserves d'eau douce", "", "a plural with its article names no action"),
    ],
)
def test_openings(text, shape, reason):
    assert opening_of(text).shape == shape, reason


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Mettre en place un guichet", "create"),
        ("Mettre à disposition une salle", "create"),
        ("Étudier la gratuité", "study"),
        ("Encourager le covoiturage", "encourage"),
        ("Doter un fonds", "fund"),
        ("Recrutement d'un médiateur", "hire"),
    ],
)
def test_strength_of_the_verb(text, strength):
    assert opening_of(text).strength == strength


def test_verb_start_is_where_the_infinitive_stands():
    assert verb_start("Ne plus verser d'argent") == len("Ne plus ")
    assert verb_start("Le marché de plein vent") is None


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("« Il faudrait créer un café », dit Léa.", True),
        ("« On attend. » – Karim, 17 ans", True),
        ("Ouvrir l'atelier « Nature »", False),
        ("Créer un label « Ville lisible » et le faire connaître des commerçants", False),
    ],
)
def test_quotations(text, quoted):
    assert is_quotation(text) is quoted


@pytest.mark.parametrize(
    ("text", "wording", "reason"),
    [
        ("Créer un café. Il ouvrira le soir.", "Créer un café", "the first sentence"),
        ("Ouvrir un parking (budget estimé : 9 000 €).", "Ouvrir un parking", "an aside on money is left out"),
        ("Mettre la rue à sens unique (19 gommettes) : à tester", "Mettre la rue à sens unique", "what was voted is left out"),
        ("Recruter M. Durand ou son équivalent", "Recruter M. Durand ou son équivalent", "an abbreviation ends no sentence"),
        ("Réparer l'écluse n. 7 du canal ;", "Réparer l'écluse n. 7 du canal", "a closing semicolon is left out"),
        (
            "Planter dix mille arbres le long des routes départementales, des chemins communaux et des rivières du pays d'Aurelle et "
            "de ses environs proches, parce que l'ombre manque partout",
            "Planter dix mille arbres le long des routes départementales, des chemins communaux et des rivières du pays d'Aurelle et "
            "de ses environs proches",
            "a long sentence is cut at its clause",
        ),
    ],
)
def test_wording_ends(text, wording, reason):
    assert text[: lead_end(text)] == wording, reason


def test_a_pronoun_is_no_owner():
    text = "Il s'engage à publier ses comptes."
    assert promiser(text, (0, len(text))) is None
    text = "Le Département s'engage à publier ses comptes."
    assert promiser(text, (0, len(text))) == (0, len("Le Département"))


@given(st.text())
def test_plain_keeps_every_offset(text):
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


@given(st.text(alphabet="aé. ;!«»\n1A", max_size=60))
def test_sentences_follow_each_other(text):
    spans = sentences(text)
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("sentence", "follows", "said"),
    [
        ("les signataires recensent tous les arbres", False, True),
        ("la commune publie chaque annee un bilan", False, True),
        ("l'association des jardiniers du bourg forme les habitants", False, True),
        ("ils remplacent chaque arbre abattu", True, True),
        ("ils remplacent chaque arbre abattu", False, False),
        ("les arbres donnent de l'ombre", False, False),
        ("la commune compte trois ecoles", False, False),
        ("la commune est un bourg de montagne", False, False),
    ],
)
def test_what_a_signatory_says_it_does(sentence: str, follows: bool, said: bool) -> None:
    assert says_what_it_does(sentence, follows=follows) is said
