from __future__ import annotations

import pytest

from pipeline.match.pieces import Place, cut_act, cut_acts, measure_pieces
from pipeline.match.sayings import Sayings, is_formula
from pipeline.match.words import plain
from pipeline.records.lexicon import load_table
from tests.match.made import act, measure


def test_an_act_is_cut_into_subject_articles_and_sentences() -> None:
    taken = act(
        "Objet du jour",
        "ARTICLE 1er – APPROUVE la création du fonds ;\nARTICLE 2 – DIT que les crédits sont inscrits au chapitre 65.",
        statement="Le fonds aide les ateliers. Il est doté par M. Brun.",
        annex="Annexe\nLes Ateliers réunis 4 000 €",
    )
    found = [(p.place, p.text) for p in cut_act(taken).pieces]
    assert found == [
        (Place.SUBJECT, "Objet du jour"),
        (Place.OPERATIVE, "APPROUVE la création du fonds ;"),
        (Place.STATEMENT, "Le fonds aide les ateliers."),
        (Place.STATEMENT, "Il est doté par M. Brun."),
        (Place.STATEMENT, "Le fonds aide les ateliers. Il est doté par M. Brun."),
        (Place.ANNEX, "Les Ateliers réunis 4 000 €"),
    ], (
        "the article on credits is a formula, a short annex heading says nothing, an initial ends no sentence; "
        "a short paragraph counts whole too"
    )


def test_a_measure_says_each_thing_once() -> None:
    asked = measure(
        "Ouvrir un atelier vélo",
        whole="Constat : personne ne sait réparer son vélo.\nTrouver un local central\nPartenaires Les Rayons libres",
        steps=["Trouver un local central"],
        partners=["Les Rayons libres"],
    )
    assert [(p.place, p.text, p.step) for p in measure_pieces(asked)] == [
        (Place.TITLE, "Ouvrir un atelier vélo", None),
        (Place.STEP, "Trouver un local central", 0),
        (Place.FICHE, "personne ne sait réparer son vélo.", None),
    ]


@pytest.mark.parametrize("row", load_table("formulas"), ids=lambda row: row["meaning"])
def test_each_formula_is_found_in_its_example(row: dict[str, str]) -> None:
    assert is_formula(row["example"], plain(row["example"]))


@pytest.mark.parametrize(
    "text",
    [
        "ATTRIBUE une subvention de 1 200 € au foyer rural",
        "AUTORISE Madame la Présidente à signer avec l'atelier adapté Linge Clair un accord-cadre",
        "DIT que la cantine servira deux repas végétariens par semaine",
        "CHARGE Mme Petit d'installer le réseau de correspondants",
    ],
)
def test_what_decides_something_is_no_formula(text: str) -> None:
    assert not is_formula(text, plain(text))


def test_pieces_quote_their_evidence() -> None:
    taken = act("Un objet", "APPROUVE le règlement du marché de producteurs ;\n2°) FIXE le loyer des étals à un euro ;")
    for piece in cut_act(taken).pieces:
        assert plain(piece.text) in plain(" ".join(piece.passage.text.split()))


def test_a_row_of_a_table_is_compared_by_what_it_is_about() -> None:
    table = (
        "Bénéficiaire\tObjet de l’aide\tNature\tMontant voté\n"
        "Les Rayons libres\tAtelier de réparation de vélos à prix doux\tFonct.\t12 000 €\n"
        "Comité des fêtes\tFonctionnement\tFonct.\t900 €"
    )
    rows = cut_act(act("Aides 2024", "ATTRIBUE les subventions figurant au tableau annexé ;", annex=table)).pieces[1:]
    assert [(p.place, p.said) for p in rows] == [
        (Place.ROW, "Atelier de réparation de vélos à prix doux"),
        (Place.ROW, "Comité des fêtes. Fonctionnement"),
    ], "the sentence that points at the table and the names of its columns say nothing; a payee alone tells what a bare row is about"
    assert rows[0].passage.text == "Les Rayons libres Atelier de réparation de vélos à prix doux Fonct. 12 000 €", "the whole row is quoted"


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("Mme Exemple demande si le dépliant pourrait être traduit.", True),
        ("M. Exemple demande à l’assemblée d’approuver l’ouverture de la ressourcerie.", False),
        ("M. Exemple propose de créer un fonds pour les ateliers.", False),
        ("ATTRIBUE aux crèches associatives une aide de 4 000 €", False),
    ],
)
def test_questions_in_debate_answer_nothing(text: str, formula: bool) -> None:
    assert is_formula(text, plain(text)) is formula


def test_clauses_in_the_infinitive_are_pieces_of_their_own() -> None:
    decided = "d’allouer 7 000 € à la ressourcerie du Lac ; d’approuver le prêt des locaux de la gare ; de signer le bail."
    assert [p.text for p in cut_act(act("Un objet", decided)).pieces if p.place is Place.OPERATIVE][:2] == [
        "d’allouer 7 000 € à la ressourcerie du Lac ;",
        "d’approuver le prêt des locaux de la gare ;",
    ]


def test_acts_that_share_sentences_are_cut_as_each_alone() -> None:
    sayings = [
        "Le fournil ouvre.\nIl cuit du pain bis pour l'école.",
        "Objet : Un fournil pour l'école",
        "DIT que les crédits sont inscrits au budget.",
    ]
    acts = [act("Un fournil pour l'école", first, statement=second) for first in sayings for second in sayings]
    assert list(cut_acts(acts)) == [cut_act(one) for one in acts]


def test_sentences_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.match.sayings._MOST", 2)
    sayings = Sayings()
    for number in range(9):
        assert sayings[f"Ouvrir une halle de plus, la {number}e"].text.endswith(f"{number}e")
        assert sayings["Ouvrir une halle"].text == "Ouvrir une halle"
        assert len(sayings) <= 2
