from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from pipeline.match import link_rows
from pipeline.match.rows import operations_named
from pipeline.records.council import Act
from pipeline.records.link import Band, Link
from pipeline.records.money import BudgetLine, Grant
from pipeline.records.plan import Measure
from tests.match.made import act, grant, line, link, measure

ASKED = measure("Lancer un garage solidaire", partners=["Route Commune"])
ALONE = act(
    "Convention 2024 avec l'association Route Commune",
    "ACCORDE à l'association Route Commune une aide de 40 000 €",
    number="DEL-2024-010",
    granted=[40_000_00],
    payees=["association Route Commune"],
)
LIST = act(
    "Subventions aux associations – première répartition",
    "ATTRIBUE les subventions du tableau",
    number="DEL-2024-006",
    granted=[6_000_00, 9_000_00],
    payees=["Route Commune", "Club nautique"],
    annex="Route Commune Fête du vélo 6 000 €\nClub nautique Régates 9 000 €",
)


def reasons(
    acts: Sequence[Act],
    links: Sequence[Link],
    lines: Sequence[BudgetLine] = (),
    grants: Sequence[Grant] = (),
    measures: Sequence[Measure] = (ASKED,),
) -> dict[str, tuple[str, str | None]]:
    return {m.row: (m.reason, m.via) for m in link_rows(measures, acts, links, lines, grants)}


def test_a_grant_that_names_the_act_follows_the_link() -> None:
    paid = grant("Route Commune", "Atelier de réparation", 40_000_00, reference="DEL_2024_010")
    assert reasons([ALONE], [link()], grants=[paid]) == {"g1": ("reference", "a1")}


def test_a_grant_without_reference_needs_payee_and_sum() -> None:
    same = grant("ROUTE COMMUNE", "Aide 2024", 40_000_00)
    less = grant("Route Commune", "Aide 2024", 20_000_00, key="g2")
    other = grant("Club nautique", "Aide 2024", 40_000_00, key="g3")
    early = grant("Route Commune", "Aide 2023", 40_000_00, key="g4", day=date(2023, 4, 1))
    assert reasons([ALONE], [link()], grants=[same, less, other, early]) == {"g1": ("beneficiary and amount", "a1")}


def test_of_a_list_of_grants_only_the_linked_row_is_taken() -> None:
    rows = [
        grant("Route Commune", "Fête du vélo", 6_000_00, reference="DEL-2024-006"),
        grant("Club nautique", "Régates", 9_000_00, key="g2", reference="DEL-2024-006"),
    ]
    asked = measure("Organiser une fête du vélo", partners=["Route Commune"])
    assert reasons([LIST], [link(words="Route Commune Fête du vélo 6 000 €")], grants=rows, measures=[asked]) == {"g1": ("reference", "a1")}


@pytest.mark.parametrize("band", [Band.REVIEW, Band.UNLINKED])
def test_only_a_linked_act_carries_money(band: Band) -> None:
    paid = grant("Route Commune", "Atelier", 40_000_00, reference="DEL-2024-010")
    assert reasons([ALONE], [link(band=band)], grants=[paid]) == {}


def test_an_operation_named_by_the_act_leads_to_the_line() -> None:
    taken = act("Schéma de tri", "DIT que les crédits figurent à l'opération 7718 ;", imputation="opération 7718")
    rows = [
        line("Plateformes", operation="7718"),
        line("Voirie", key="b2", operation="7719"),
        line("Vente", key="b3", operation="7718", direction="income"),
    ]
    assert reasons([taken], [link()], rows) == {"b1": ("operation", "a1")}


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ("le financement de l'opération, qui porte le numéro 2415, a été prévu", {"2415"}),
        ("les crédits de l'opération portant le n° 88", {"88"}),
        ("l'opération, qui porte sur 120 logements", set()),
        ("l'opération portant 12 logements", set()),
    ],
)
def test_numbers_that_operations_bear(told: str, codes: set[str]) -> None:
    assert operations_named(told) == codes


@pytest.mark.parametrize(
    ("subject", "operation", "year", "linked", "reason"),
    [
        ("Tournée « Vélociste » – achat d'un fourgon aménagé", "24 - Fourgon aménagé tournée Vélociste", 2024, True, "all of its name"),
        ("Tournée « Vélociste » – règlement", "24 - Fourgon aménagé tournée Vélociste", 2024, False, "half of its name"),
        ("Fourgon aménagé", "24 - Fourgon aménagé", 2024, False, "two words are no name"),
        ("Tournée « Vélociste » – achat d'un fourgon aménagé", "24 - Fourgon aménagé tournée Vélociste", 2023, False, "opened before"),
    ],
)
def test_an_operation_under_the_name_of_the_act(subject: str, operation: str, year: int, linked: bool, reason: str) -> None:
    rows = [line("Véhicules", operation=operation, year=year)]
    assert reasons([act(subject, "APPROUVE le programme")], [link()], rows) == ({"b1": ("operation", "a1")} if linked else {}), reason


@pytest.mark.parametrize(
    ("subject", "label", "year", "linked", "reason"),
    [
        ("Jeunesse – Création de la bourse « Déclic »", "Bourses Déclic 15-25 ans", 2024, True, "the line bears the name"),
        ("Jeunesse – Création de la bourse « Déclic »", "Bourses de voyage", 2024, False, "another line"),
        ("Jeunesse – Création de la bourse Déclic", "Bourses Déclic 15-25 ans", 2024, False, "no name in quotation marks"),
        ("Jeunesse – Création de la bourse « Déclic »", "Bourses Déclic 15-25 ans", 2023, False, "a year before the act"),
        ("Convention « pour tous »", "Sport pour tous", 2024, False, "no proper name"),
        ("Local prêté à l'association « Déclic »", "Subvention Déclic", 2024, False, "the line of a body may pay anything"),
    ],
)
def test_a_line_that_bears_the_name_the_act_gives(subject: str, label: str, year: int, linked: bool, reason: str) -> None:
    rows = [line(label, year=year)]
    assert reasons([act(subject, "CRÉE une bourse municipale")], [link()], rows) == ({"b1": ("operation", "a1")} if linked else {}), reason


@pytest.mark.parametrize(
    ("subject", "purpose", "linked", "reason"),
    [
        (
            "Initiatives utiles – Prix « Ose la Vaure » – Règlement",
            "Prix Ose la Vaure 2024 – répit mobile",
            True,
            "paid under the scheme's name",
        ),
        ("Initiatives utiles – Prix « Ose la Vaure » – Règlement", "Fête du quartier", False, "paid for something else"),
        ("Initiatives utiles – Règlement du prix", "Prix Ose la Vaure 2024", False, "the act gives no name"),
    ],
)
def test_grants_that_cite_an_act_under_the_name_it_gives(subject: str, purpose: str, linked: bool, reason: str) -> None:
    paid = [replace(grant(who, purpose, 5_000_00, reference="DEL_2024_010"), id=who) for who in ("La Cale", "Les Vespérales")]
    taken = act(subject, "APPROUVE le règlement de la sélection annuelle", number="DEL-2024-010")
    found = link_rows([ASKED], [taken], [link()], (), paid)
    assert len(found) == (2 if linked else 0), reason
    assert all(s.name in ("reference", "scheme") for one in found for s in one.signals)


def test_the_name_of_a_payee_proves_nothing_of_its_line() -> None:
    taken = act("Convention avec « Route Commune » pour un local", "ACCORDE le local", granted=[6_000_00], payees=["Route Commune"])
    assert reasons([taken], [link()], [line("Subvention Route Commune")], measures=[measure("Ouvrir un local")]) == {}


def test_a_name_of_an_act_that_answers_two_measures_proves_neither() -> None:
    taken = act("Création de la bourse « Déclic »", "CRÉE une bourse municipale")
    other = link("m2")
    assert reasons([taken], [link(), other], [line("Bourses Déclic")], measures=[ASKED, replace(ASKED, id="m2")]) == {}


def test_of_several_operations_only_that_of_the_linked_words() -> None:
    taken = act(
        "Autorisations de programme",
        "OUVRE les autorisations de programme n° 7701, 7702 et 7703 ;",
        statement="Opération 7701 – Ancienne filature.\nOpération 7702 – Gymnases. Isolation des trois gymnases.",
    )
    rows = [line("Site", operation="7701"), line("Gymnases", key="b2", operation="7702"), line("Haies", key="b3", operation="7703")]
    assert reasons([taken], [link(words="Isolation des trois gymnases.")], rows) == {"b2": ("operation", "a1")}


def test_an_account_never_proves_by_its_name() -> None:
    asked = measure("Verser des subventions aux personnes de droit privé")
    rows = [line("Subventions aux autres personnes de droit privé"), line("Constructions en cours", key="b2")]
    assert reasons([], [], rows, measures=[asked]) == {}


def test_an_article_that_cites_the_linked_one_leads_to_its_operation() -> None:
    taken = act(
        "Insertion par l'activité économique",
        "APPROUVE le cadre.\nARTICLE 2 – FIXE à 450 € par poste l'aide aux chantiers.\n"
        "ARTICLE 3 – DIT que la dépense résultant de l'article 2 est prévue à l'opération 24INS07.\n"
        "ARTICLE 4 – INSTAURE des avances (opération 24INS09).",
    )
    rows = [line("Aide", operation="24INS07 - Aide aux chantiers"), line("Avances", key="b2", operation="24INS09 - Avances")]
    words = "FIXE à 450 € par poste l'aide aux chantiers"
    assert reasons([taken], [link(words=words)], rows) == {"b1": ("operation", "a1")}


def test_an_operation_that_names_the_measure_is_linked_by_its_own_words() -> None:
    asked = measure("Installer vingt composteurs collectifs de quartier")
    rows = [line("Composteurs collectifs", operation="77"), line("Matériel collectif", key="b2", operation="78")]
    assert reasons([], [], rows, measures=[asked]) == {"b1": ("own words", None)}


def test_a_grant_by_its_own_words_needs_the_payee_too() -> None:
    rows = [
        grant("Route Commune", "Garage solidaire", 5_000_00),
        grant("Autre", "Garage solidaire", 5_000_00, key="g2"),
        grant("Route Commune", "Parade", 1_00, key="g3"),
    ]
    assert reasons([], [], grants=rows) == {"g1": ("own words", None)}


def test_a_grant_of_an_act_with_several_measures_goes_to_the_one_that_names_the_payee() -> None:
    pact = act(
        "Pacte de coopération",
        "ATTRIBUE 90 000 € aux Bourgeons réunis ;\nOUVRE un fonds ;",
        number="D-7",
        granted=[90_000_00],
        payees=["Bourgeons réunis"],
    )
    fund = measure("Créer un fonds", key="m2")
    nursery = measure("Soutenir la pépinière", partners=["Bourgeons réunis"])
    found = link_rows(
        [nursery, fund], [pact], [link(), link("m2")], [], [grant("Bourgeons réunis", "Pépinière", 90_000_00, reference="D-7")]
    )
    assert [m.measure for m in found] == ["m1"]
