"""Numbers, words and tables of wording."""

import pytest

from pipeline.judge.answers import main_clauses
from pipeline.judge.counting import SUM, ages, cents_of, counts, number_of, percents, singular, sums_of
from pipeline.judge.parts import answer
from pipeline.judge.segments import deciding_words
from pipeline.judge.wording import demand, mentions_sum, says, stems
from pipeline.records.lexicon import load_table
from pipeline.records.link import Band, Link
from tests.judge.made import asked, verdict_on, voted

TABLES = [(name, row) for name in ("substance", "free_by_nature", "conditions", "spending") for row in load_table(name)]


@pytest.mark.parametrize(("table", "row"), TABLES, ids=lambda v: v if isinstance(v, str) else v["meaning"])
def test_each_row_finds_its_example(table, row):
    assert says(table, row["meaning"], row["example"])


@pytest.mark.parametrize("row", load_table("empty_words"), ids=lambda r: r["meaning"])
def test_empty_words_tell_of_nothing(row):
    assert stems(row["example"]) == set()
    assert stems(f"{row['example']} four") == {"four"}


@pytest.mark.parametrize("row", load_table("count_nouns"), ids=lambda r: r["pattern"])
def test_each_thing_is_counted(row):
    assert counts(row["example"]).get(row["meaning"]) == [3]


@pytest.mark.parametrize(
    ("text", "number", "length"),
    [
        ("trois", 3, 1),
        ("vingt et une", 21, 3),
        ("soixante et onze", 71, 3),
        ("quatre vingts", 80, 2),
        ("quatre vingt dix sept", 97, 4),
        ("deux cent quatre vingts", 280, 4),
        ("dix mille", 10000, 2),
        ("mille deux cents", 1200, 3),
        ("deux mil vingt trois", 2023, 4),
        ("nonante cinq", 95, 2),
        ("trois millions deux cent mille", 3_200_000, 5),
        ("12 000", 12000, 2),
        ("2024", 2024, 1),
        ("arbre", None, 0),
    ],
)
def test_number_words(text, number, length):
    assert number_of(text.split(), 0) == (None if number is None else (number, length))


@pytest.mark.parametrize(
    ("text", "thing", "numbers", "reason"),
    [
        ("deux nouveaux locaux", "local", [2], "an adjective between"),
        ("un réseau de correspondants", "conseiller", None, "one network counts no correspondent"),
        ("deux par commune", "commune", None, "a preposition is no thing"),
        ("trois ans et 12 mois", "an", None, "time is no thing"),
        ("primes de 5 000 à 20 000 €", "a", None, "sums count nothing"),
        ("la charte 2025-2028 des arbres", "arbre", None, "years count nothing"),
        ("acquérir 11 hectares 84 ares", "hectare", [12], "a surface in whole hectares"),
        ("19 ha 20 a de bois", "hectare", [19], "the nearest one"),
        ("9,8 kilomètres de sentier", "kilometre", [10], "a length with a decimal is one number"),
        ("trente supports pour deux-roues", "roues", None, "a name with a number in it counts nothing"),
        ("vingt bancs et trente fontaines", "fontaine", [30], "each number has its own thing"),
        ("vingt-deux bancs", "banc", [22], "a two behind a hyphen is no word with « de »"),
        ("six millions de repas", "repas", [6_000_000], "millions in words"),
        ("1,5 million de repas", "repas", [1_500_000], "millions in figures, with a decimal"),
        ("un budget d'un million d'euros", "milli", None, "a sum in words counts nothing"),
    ],
)
def test_counts(text, thing, numbers, reason):
    assert counts(text).get(thing) == numbers, reason


@pytest.mark.parametrize(
    ("text", "one"),
    [("céder la parcelle AB 12", True), ("céder les parcelles", False), ("la parcelle et deux parcelles", False), ("rien", False)],
)
def test_singular(text, one):
    assert singular(text, "terrain") is one


@pytest.mark.parametrize(
    ("text", "shares"),
    [("25 % de bio", [25.0]), ("la moitié des repas", [50.0]), ("une aide de 20 % du coût", []), ("12,5 %", [12.5]), ("la moitié", [])],
)
def test_percents(text, shares):
    assert percents(text) == shares


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("les moins de dix-huit ans", [("moins", 18)]),
        ("élèves de quinze à dix-huit ans", [("plus", 14), ("moins", 19)]),
        ("les 16-25 ans", [("plus", 15), ("moins", 26)]),
        ("pour une durée de trois ans", []),
    ],
)
def test_ages(text, limits):
    assert ages(text) == limits


@pytest.mark.parametrize(
    ("text", "euros", "found"),
    [
        ("soit 12 000 € par an", 12000, True),
        ("soit 12.000 €", 12000, True),
        ("soit 12\u202f000,00 €", 12000, True),
        ("soit 112 000 €", 12000, False),
        ("soit 12 000 000 €", 12000, False),
        ("soit 12 000,50 €", 12000, False),
    ],
)
def test_a_sum_is_found_whole_or_not_at_all(text, euros, found):
    assert mentions_sum(text, euros * 100) is found


def test_words_are_given_back_as_they_stand():
    assert says("free_by_nature", "no_cost", "La mesure est assurée en régie, sans dépense nouvelle.") == "sans dépense nouvelle"


def test_stems_leave_endings_and_empty_words_out():
    assert stems("Planter des arbres") & stems("Les plantations d'arbre") == {"plant", "arbre"}
    assert not stems("pour tous les articles de la délibération")


@pytest.mark.parametrize(
    ("segment", "clause"),
    [
        ("ARTICLE 1er – DÉCIDE de créer un poste ;", "DÉCIDE de créer un poste"),
        ("2°) FIXE le prix", "FIXE le prix"),
        ("– OUVRE un crédit.", "OUVRE un crédit"),
        ("Le Conseil, après en avoir délibéré, décide : - ATTRIBUE 5 €", "ATTRIBUE 5 €"),
    ],
)
def test_deciding_words(segment, clause):
    assert deciding_words(segment) == clause


def test_clauses_that_only_carry_out_are_left_out():
    assert main_clauses(["CHARGE le maire de l'exécution", "ATTRIBUE 5 €", "DIT que les crédits sont inscrits"]) == ["ATTRIBUE 5 €"]
    assert main_clauses(["AUTORISE le maire à signer le marché"]) == ["AUTORISE le maire à signer le marché"]


FRAME = voted(
    "OUVRE les autorisations n° 71 et 72.\nDIT que les crédits sont inscrits.",
    statement="Opération 71 – École du Pré. Isolation des façades. AP : 900 000 €.\n"
    "Opération 72 – Haies. Plantations le long des chemins. AP : 80 000 €.",
    annex="71 École du Pré 900 000 200 000\n72 Haies 80 000 20 000",
    sums=[("900 000 €", 900000, "budgeted"), ("80 000 €", 80000, "budgeted")],
)


def of(text, passage=None):
    measure = asked(text)
    return answer(measure, FRAME, Link(measure.id, FRAME.id, 0.97, Band.LINKED, (), passage))


def test_the_part_nearest_to_the_measure_answers():
    found = of("Planter des haies champêtres")
    assert (found.part, [a.cents for a in found.amounts], found.sure) == ("operation 72", [8000000], True)


def test_the_words_that_matching_found_decide_between_parts():
    assert of("Faire mieux", FRAME.amounts[0].quote).part == "operation 71"


def test_without_a_near_part_nothing_is_said_to_be_sure():
    found = of("Apprendre la musique")
    assert (found.part, found.sure, len(found.amounts)) == (None, False, 2)


@pytest.mark.parametrize(
    ("title", "asked_for"),
    [
        ("Que la commune garde le four", "garde le four"),
        ("Nous demandons que l'on ferme la rue", "ferme la rue"),
        ("Que les habitants votent", "Que les habitants votent"),
        ("Garder le four", "Garder le four"),
    ],
)
def test_what_is_asked_stands_behind_of_whom(title, asked_for):
    assert demand(title) == asked_for


def test_of_a_listed_act_the_subject_is_all_that_is_known_of_what_was_decided():
    measure = asked("Une navette gratuite pour aller au marché, chaque samedi, pour tout le monde")
    listed = voted(
        "Approuvée à l'unanimité", subject="Transport accompagné du samedi, réservé aux habitants de soixante-quinze ans et plus"
    )
    assert verdict_on(measure, listed).status == "weakened"
    gift = voted(
        "Approuvée - 28 pour, 1 contre", subject="Cours d'école - Ouverture au public, 22 000 €", sums=[("22 000 €", 22000, "granted")]
    )
    assert verdict_on(asked("Laisser les cours d'école ouvertes à tous"), gift).status == "funded"


@pytest.mark.parametrize(
    ("printed", "cents", "reason"),
    [
        ("12 000 €", 12_000_00, "as most acts print it"),
        ("12\u00a0000\u202f€", 12_000_00, "no-break spaces, wide and narrow"),
        ("12.000,50 €", 12_000_50, "points between thousands, and cents"),
        ("12000€", 12_000_00, "no space at all"),
        ("12 000 EUROS", 12_000_00, "capitals"),
        ("12 000 EUR", 12_000_00, "the code of the currency"),
        ("1 euro", 1_00, "one"),
        ("........ 450 €", 450_00, "the dots that lead to it are none of it"),
        ("1,5 M€", 1_500_000_00, "millions, the letter before the sign"),
        ("1,5 m€", 1_500_000_00, "the same, folded"),
        ("300 k€", 300_000_00, "thousands"),
        ("300 K€", 300_000_00, "thousands, in capitals"),
        ("2 M d'euros", 2_000_000_00, "the letter alone"),
        ("2 millions d'euros", 2_000_000_00, "in words"),
        ("2,5 millions d’euros", 2_500_000_00, "in words, with the printers' apostrophe"),
        ("1 million €", 1_000_000_00, "the word before the sign"),
        ("3 Md€", 3_000_000_000_00, "milliards"),
        ("300 mille euros", 300_000_00, "thousands in words"),
    ],
)
def test_a_sum_of_money_in_figures(printed, cents, reason):
    found = SUM.search(f"soit {printed}, pour 3 ans")
    assert found, reason
    assert (found[0], cents_of(found)) == (printed.removeprefix("........ "), cents), reason


@pytest.mark.parametrize("text", ["12 000 habitants", "en 2024, l'euro", "5 m de haut", "3 eurorégions", "2 millions d'habitants"])
def test_what_is_no_sum_of_money(text):
    assert SUM.search(text) is None


@pytest.mark.parametrize(
    ("text", "euros", "reason"),
    [
        ("20 000 € en 2024 puis 15 000 € en 2025", [20_000, 15_000], "in their order"),
        ("un total de vingt mille euros, dont 5 000 €", [20_000, 5_000], "in words too, and in their order"),
        ("deux millions d'euros, dont 1,5 M€", [2_000_000, 1_500_000], "millions, in words and short"),
        ("le repas à 4,50 €, la carte à neuf euros", [], "prices are none"),
    ],
)
def test_sums_that_a_text_prints(text, euros, reason):
    assert sums_of(text) == [100 * n for n in euros], reason
