"""Each row of the tables for plans is tested by its example."""

from __future__ import annotations

import re

import pytest

from pipeline.extract.measures.labels import announced_field, field_of
from pipeline.extract.measures.numbering import mark_of
from pipeline.extract.measures.themes import theme_of, themes_of
from pipeline.extract.measures.wording import find_commitment, is_infinitive, lead_end, opening_of, plain
from pipeline.extract.measures.zones import zone_of
from pipeline.records.lexicon import load_table


@pytest.mark.parametrize("row", load_table("plan_fields"), ids=lambda r: r["example"])
def test_field_labels(row):
    assert re.fullmatch(row["pattern"], plain(row["example"]).strip(" :?")), "the example does not fit the row's own pattern"
    assert field_of(row["example"]) == row["meaning"]


@pytest.mark.parametrize("row", load_table("plan_labels"), ids=lambda r: r["example"])
def test_label_words(row):
    mark = mark_of(row["example"])
    assert mark is not None
    assert mark.meaning == row["meaning"]


@pytest.mark.parametrize("row", load_table("plan_headings"), ids=lambda r: r["example"])
def test_headings(row):
    assert zone_of(row["example"]) == row["meaning"]


@pytest.mark.parametrize(
    ("heading", "zone", "reason"),
    [
        ("Ce que nous n'avons pas retenu", "rejected", "told in the first person"),
        ("Nous ne sommes pas tombées d'accord sur", "rejected", "no agreement"),
        ("Ce à quoi nous avons renoncé", "rejected", "given up"),
        ("Ce que nous laissons de côté", "rejected", "left out"),
        ("Les quartiers laissés de côté", "", "who is left out is no proposal"),
        ("La commune renonce au glyphosate", "", "a measure that gives something up"),
        ("Les mesures que nous avons mises en place", "measures", "put in place, not aside"),
        ("Ce que nous demandons", "measures", "no negation"),
    ],
)
def test_headings_over_what_was_set_aside(heading, zone, reason):
    assert zone_of(heading) == zone, reason


@pytest.mark.parametrize("row", load_table("verbs"), ids=lambda r: r["pattern"])
def test_verbs(row):
    opening = opening_of(row["example"])
    assert (opening.shape, opening.strength) == ("infinitive", row["meaning"])
    if row["noun"]:
        named = opening_of(f"{row['noun'].capitalize()} d'un lieu")
        assert (named.shape, named.strength is not None) == ("noun", True)


@pytest.mark.parametrize("row", load_table("infinitives"), ids=lambda r: r["pattern"])
def test_infinitives_whose_ending_misleads(row):
    assert is_infinitive(row["pattern"]) == (row["meaning"] == "verb")


@pytest.mark.parametrize("row", load_table("commitments"), ids=lambda r: r["example"])
def test_commitments(row):
    assert re.search(row["pattern"], plain(row["example"]))
    assert find_commitment(row["example"]) is not None


@pytest.mark.parametrize("row", load_table("loose_demands"), ids=lambda r: r["example"])
def test_what_asks_only_in_company(row):
    assert re.match(row["pattern"], plain(row["example"]))
    assert find_commitment(row["example"]) is None


COMPLAINTS = (
    "Les familles doivent garder leur chauffage au minimum.",
    "Nous devons passer par la nationale.",
    "La place est réservée aux voitures.",
    "Le maire doit être fier de ses écoles.",
    "Que faire, sinon attendre ?",
    "Les familles devront attendre un an.",
    "Le prix du mètre carré devrait augmenter.",
    "On pourrait croire que tout va bien.",
    "Les parents doivent traverser la nationale.",
    "Les lycéens doivent se lever à cinq heures.",
    "Le village doit vivre avec un car par jour.",
    "Ils doivent aussi payer le stationnement.",
    "Et si peu de gens le savent ?",
)


@pytest.mark.parametrize("said", COMPLAINTS)
def test_what_only_complains(said):
    assert not any(re.match(row["pattern"], plain(said)) for row in load_table("loose_demands"))


@pytest.mark.parametrize("row", load_table("budget_cues"), ids=lambda r: r["pattern"])
def test_budget_cues(row):
    assert re.search(row["pattern"], plain(row["example"]))


@pytest.mark.parametrize(
    ("said", "meaning", "matches"),
    [
        ("Que le conseil des jeunes dispose chaque année de 20 000 €", "cost", True),
        ("Nous voulons que le conseil des jeunes dispose de 10 000 €", "cost", True),
        ("L'association dispose de 8 000 € par an", "cost", False),
        ("Que chaque quartier dispose de 15 000 €", "cost", False),
        ("Que les moins de 25 ans en décident", "against", False),
        ("Que toute dépense de moins de 25 000 € soit publiée", "against", True),
    ],
)
def test_what_somebody_is_to_dispose_of(said, meaning, matches):
    assert any(re.search(row["pattern"], plain(said)) for row in load_table("budget_cues") if row["meaning"] == meaning) == matches


@pytest.mark.parametrize("row", load_table("ordinals"), ids=lambda r: r["example"])
def test_ordinals_open_a_demand(row):
    mark = mark_of(row["example"])
    assert mark is not None
    assert re.fullmatch(row["pattern"], plain(row["example"][: mark.rest]).rstrip(", "))


@pytest.mark.parametrize("said", ["Enfin, la mairie a refusé", "Ensuite, les enfants sont rentrés", "Puis que dire ?"])
def test_ordinals_before_other_sentences_number_nothing(said):
    assert mark_of(said) is None


@pytest.mark.parametrize("row", load_table("themes"), ids=lambda r: r["meaning"])
def test_themes(row):
    assert theme_of(row["example"]) == row["meaning"]


def test_a_text_may_be_about_several_themes():
    said = "Stationnement des vélos et piste cyclable au pied des logements"
    assert themes_of(said) == ("mobility", "housing") and theme_of(said) == "mobility"
    assert themes_of("Approbation du procès-verbal") == () and theme_of("Approbation du procès-verbal") is None


@pytest.mark.parametrize("row", load_table("plan_asides"), ids=lambda r: r["example"])
def test_brackets_that_name_persons_are_no_part_of_a_wording(row):
    said = "Remettre un banc sous le tilleul"
    assert said[: lead_end(f"{said} ({row['example']}).")] == said
    assert lead_end(f"{said} (deux places).") == len(f"{said} (deux places)")


@pytest.mark.parametrize("row", load_table("invitations"), ids=lambda r: r["example"])
def test_what_invites_the_reader_is_nothing_to_do(row):
    assert re.match(row["pattern"], plain(row["example"]))
    assert opening_of(row["example"]).shape != "imperative"


@pytest.mark.parametrize(
    ("label", "field", "reason"),
    [
        ("Pilote(s)", "owner", "a plural in brackets"),
        ("Référent(e)", "owner", "a feminine in brackets"),
        ("Partenaire(s) associé(s)", "partners", "two of them"),
        ("Coût et financement", "budget", "two names of one field"),
        ("Budget / financeurs", "budget", "of two fields the first"),
        ("Titre et numéro", None, "what heads a fiche is no field of it"),
        ("Lieu et ambiance", None, "a word that names no field"),
    ],
)
def test_labels_of_two_names(label, field, reason):
    assert field_of(label) == field, reason


def test_a_joined_label_announces_its_value():
    assert announced_field("Coût et financement : 3 000 €") == ("budget", 22)
