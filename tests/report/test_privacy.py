"""Who is named and who is not, in texts and on pictures. All names are invented."""

from __future__ import annotations

import pytest

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
        ("rue du Docteur Moussier", "rue du Docteur Moussier"),  # a street is no person
        ("écrire à jo.dupre+x@asso-exemple.fr", "écrire à [courriel masqué]"),
        ("tél. 02 40 11 22 33.", "tél. [téléphone masqué]."),
        ("tél. +33 6 11 22 33 44", "tél. [téléphone masqué]"),
        ("article 65748, fonction 0211223344556", "article 65748, fonction 0211223344556"),  # longer than a telephone number
        ("FR76 1234 5678 9012 3456 7890 123", "[compte bancaire masqué]"),
        ("demeurant 12, rue des Lys à Port-Aubraie ; accepte", "demeurant [adresse masquée] ; accepte"),
        ("domiciliée dans la commune", "domiciliée dans la commune"),  # no address
        ("née le 3 mai 1980 à Nort, professeure", "née le [masqué], professeure"),
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


def test_nobody_is_official_in_a_plan() -> None:
    plan = document("Action 1 : écouter M. Ravenel, habitant du quai, présent à l'atelier avec Mme Tosca.")
    assert discretion_of([plan]).text("M. Ravenel et Mme Tosca") == "M. [nom masqué] et Mme [nom masqué]"
