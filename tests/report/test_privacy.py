"""Who is named and who is not, in texts and on pictures. All names are invented."""

from __future__ import annotations

import pytest

from pipeline.records.lexicon import load_table
from pipeline.report.privacy import Discretion, discretion_of
from tests.factories import document

ACT = """Sous la présidence de Mme Armelle KERVADEC, Maire.
Présents : Mme Armelle KERVADEC, M. Paul Ravenel, MM. Huguenard et Tosca.
Absents excusés : Jeanne BRIQUEVILLE, Luc d'ORMESSAN
Rapporteur : Odile Framboisier
M. RAVENEL présente le dossier de Mme Zoé Quillard, qui loge chez M. Quillard.
Monsieur Le Maire répond à Madame la Présidente. Zoé Quillard remercie.
M. Jean Ravenel, frère du premier, s'y oppose.
Mme Berthe Sauvageon, adjointe aux finances, approuve."""


@pytest.fixture(scope="module")
def discretion() -> Discretion:
    return discretion_of([document(ACT)])


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("M. RAVENEL présente", "M. RAVENEL présente"),  # in the roll call
        ("Mme KERVADEC ouvre", "Mme KERVADEC ouvre"),  # presides
        ("M. Huguenard vote contre", "M. Huguenard vote contre"),  # in a list after MM.
        ("Mme BRIQUEVILLE est absente", "Mme BRIQUEVILLE est absente"),  # listed without civility
        ("Mme Odile Framboisier expose", "Mme Odile Framboisier expose"),  # rapporteur without civility
        ("Mme Sauvageon approuve", "Mme Sauvageon approuve"),  # named beside an office
        ("chez M. Quillard", "chez M. [nom masqué]"),  # private
        ("Zoé Quillard remercie", "[nom masqué] remercie"),  # full name met elsewhere with a civility
        ("M. Jean Ravenel s'y oppose", "M. [nom masqué] s'y oppose"),  # an official's surname, another first name
        ("M. P. Ravenel approuve", "M. P. Ravenel approuve"),  # an official's initial
        ("Monsieur Le Maire et Madame la Présidente", "Monsieur Le Maire et Madame la Présidente"),  # offices are no names
        ("Mme Igor née Vasseur-Pol achète", "Mme [nom masqué] achète"),  # with the birth name
        ("MM. Dulac, Perrin et Vial", "MM. [nom masqué], [nom masqué] et [nom masqué]"),  # each of a list
        ("bourse à Léa Durantel : 150 €", "bourse à [nom masqué] : 150 €"),  # a first name is enough
        ("DURANTEL Léa\t150 €", "[nom masqué]\t150 €"),  # as tables print it
        ("Jean-Luc DU BELLOT", "[nom masqué]"),  # compound
        ("Paul Ravenel et Léa Ravenel", "Paul Ravenel et [nom masqué]"),  # the official and a namesake
        ("A 2033\tDURANTEL Léa\t45 bis rue du Brandon\tG 1530", "A 2033\t[nom masqué]\t[adresse masquée]\tG 1530"),  # a list of permits
        ("Paul Ravenel\t45 rue du Brandon", "Paul Ravenel\t45 rue du Brandon"),  # no name masked, no address masked
        ("Léa Durantel\n45 rue du Brandon", "[nom masqué]\n45 rue du Brandon"),  # another line is another thing
        ("Mme Armelle KERVADEC Paul RAVENEL", "Mme Armelle KERVADEC Paul RAVENEL"),  # two signatures on one line
        ("M. Éloi TERRASSON Armelle KERVADEC", "M. [nom masqué] Armelle KERVADEC"),  # of which one is not an official's
        ("MME Zoé QUILLARD", "MME [nom masqué]"),
        ("collège Jean Rostandier, rue de la Marie Claire", "collège Jean Rostandier, rue de la Marie Claire"),  # places bear names
        (
            "Salle Louise Micheline, association Marc Vidalou",
            "Salle Louise Micheline, association Marc Vidalou",
        ),  # at the head of a run too
        ("L’association « Léo Langevin »", "L’association « Léo Langevin »"),  # in guillemets
        ("Saint Martin Boulogneau", "Saint Martin Boulogneau"),
        ("Le Conseil Municipal de Port Aubraie", "Le Conseil Municipal de Port Aubraie"),  # capitals alone are no name
        ("rue du Docteur Moussier", "rue du Docteur Moussier"),  # a street is no person
        ("écrire à jo.dupre+x@asso-exemple.fr", "écrire à [courriel masqué]"),
        ("tél. 02 40 11 22 33.", "tél. [téléphone masqué]."),
        ("tél. +33 6 11 22 33 44", "tél. [téléphone masqué]"),
        ("article 65748, fonction 0211223344556", "article 65748, fonction 0211223344556"),  # longer than a telephone number
        ("FR76 1234 5678 9012 3456 7890 123", "[compte bancaire masqué]"),
        ("demeurant 12, rue des Lys à Port-Aubraie ; accepte", "demeurant [adresse masquée] ; accepte"),
        ("domiciliée dans la commune", "domiciliée dans la commune"),  # no address
        ("née le 3 mai 1980 à Nort, professeure", "née le [masqué], professeure"),
        ("bourse à Ysoline KERVAGORET : 150 €", "bourse à [nom masqué] : 150 €"),  # a rare first name, a surname in capitals
        ("LE GUENNOU Tifenn\t150 €", "[nom masqué]\t150 €"),  # as tables print it
        ("par Tifenn D’ORVAULT et Armelle KERVADEC", "par [nom masqué] et Armelle KERVADEC"),  # the official stays
        ("Mme Ysoline KERVAGORET", "Mme [nom masqué]"),
        ("Ysoline Kervagoret, habitante du quai", "[nom masqué], habitante du quai"),  # told by the words around
        ("l'acquéreur Tifenn Kervagoret", "l'acquéreur [nom masqué]"),
        ("festival Ysoline Kervagoret", "festival Ysoline Kervagoret"),  # two capitals alone are no name
        ("Dossier PRÉSENTE", "Dossier PRÉSENTE"),  # words that stand in small letters elsewhere
        ("Région HDF, SARL Brunoy, ADMR Orvanne", "Région HDF, SARL Brunoy, ADMR Orvanne"),  # bodies and companies
        ("rue Tifenn KERVAGORET", "rue Tifenn KERVAGORET"),  # a street bears a name
        ("2 84 05 44 109 123 45", "[numéro masqué]"),  # a social security number
        ("SIRET 219 602 174 00018", "SIRET 219 602 174 00018"),  # a company's number is public
    ],
)
def test_masking(text: str, printed: str, discretion: Discretion) -> None:
    assert discretion.text(text) == printed


def test_pictures_hide_the_same_words(discretion: Discretion) -> None:
    page = document("M. RAVENEL reçoit Mme Zoé Quillard au 02 40 11 22 33.").pages[0]
    words = {w.box: w.printed for w in page.words}
    assert [words[b] for b in discretion.boxes(page)] == ["Zoé", "Quillard", "02", "40", "11", "22", "33."]


def test_pictures_hide_rare_names_too(discretion: Discretion) -> None:
    page = document("Le conseil accorde une bourse à Ysoline KERVAGORET, du lycée.").pages[0]
    words = {w.box: w.printed for w in page.words}
    assert [words[b] for b in discretion.boxes(page)] == ["Ysoline", "KERVAGORET,"]


def test_each_cue_is_found_in_its_example() -> None:
    for row in load_table("person_cues"):
        assert "[nom masqué]" in Discretion({}).text(row["example"]), row["pattern"]


def test_nobody_is_official_in_a_plan() -> None:
    plan = document("Action 1 : écouter M. Ravenel, habitant du quai, présent à l'atelier avec Mme Tosca.")
    assert discretion_of([plan]).text("M. Ravenel et Mme Tosca") == "M. [nom masqué] et Mme [nom masqué]"


def test_each_first_name_is_found_in_its_example() -> None:
    for row in load_table("first_names"):
        assert Discretion({}).text(row["example"]) == "[nom masqué]", row["pattern"]


def test_places_and_organisations_bear_names() -> None:
    for row in load_table("name_bearers"):
        assert Discretion({}).text(row["example"]) == row["example"], row["pattern"]
