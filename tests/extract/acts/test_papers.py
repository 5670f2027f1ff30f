"""Council papers of many makes, all of them invented (`papers/*.txt`): what each must give, from the summons to the collection of acts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract.acts import extract_acts
from pipeline.records.council import Act, Body
from pipeline.records.run import Extraction
from tests.extract.acts.council_papers import paper

PAPERS = Path(__file__).with_name("papers")
EXPECTED = {  # paper: why it is here, numbers and outcomes of its acts
    "sitting": (
        "numbered deliberations, one withdrawn, one wish",
        [("2024-012", "adopted"), ("2024-013", "adopted"), ("2024-014", "withdrawn"), ("2024-015", "opinion")],
    ),
    "extract": ("one act whose dispositif is in articles", [("2023/0456", "adopted")]),
    "standing-committee": ("a département: credits and grants in one list", [("4-12", "adopted")]),
    "region": ("articles with headings of their own", [("CP 2024-187", "adopted")]),
    "short-minutes": (
        "titles with a colon, no number",
        [(None, "adopted"), (None, "adopted"), (None, "adopted"), (None, "adopted"), (None, "rejected")],
    ),
    "list-table": (
        "a column of results",
        [("2023-101", "adopted"), ("2023-102", "adopted"), ("2023-103", "rejected"), ("2023-104", "postponed"), ("2023-105", "noted")],
    ),
    "list-lines": ("a line for each deliberation", [("23-04-01", "adopted"), ("23-04-02", "adopted"), ("23-04-03", "rejected")]),
    "collection": ("a table of contents and an arrêté are no acts", [("2023-045", "adopted"), ("2023-046", "adopted")]),
    "delegation": ("the executive by delegation", [("2024-DM-031", "adopted")]),
    "summons": ("it announces only", []),
    "budget-tables": ('the accounts of a budget are no list of acts, though a column is headed "Vote"', []),
    "note": ("proposals before the sitting", []),
    "roll-call": (
        'names, a motion, a postponement, "/" for none',
        [("1", "adopted"), ("2", "adopted"), ("3", "opinion"), ("4", "postponed"), ("5", "adopted")],
    ),
    "chapters": ("items numbered anew in each chapter", [("1", "adopted"), ("2", "adopted"), ("1", "adopted"), ("1", "rejected")]),
    "objects": ('lines "Objet :" in one set of minutes', [(None, "adopted"), (None, "adopted"), (None, "rejected")]),
    "questions": ('one adjourned, one "dont acte"', [("1", "adopted"), ("2", "adopted"), ("3", "postponed"), ("4", "noted")]),
    "dotted-numbers": (
        "numbers behind DCM, lost by ten to nine",
        [("2023.02.001", "adopted"), ("2023.02.002", "adopted"), ("2023.02.003", "rejected")],
    ),
    "plain-prose": (
        "nothing stands out: short lines over paragraphs that decide",
        [(None, "adopted"), (None, "adopted"), (None, "adopted"), (None, "adopted"), (None, "postponed")],
    ),
    "agenda-in-other-words": (
        "headings count anew what the agenda announced in other words, decisions by delegation first",
        [("1", "noted"), ("DM24-18", "adopted"), ("DM24-19", "adopted"), ("2", "adopted"), ("3", "adopted")],
    ),
    "numbers-below": ("the number of the act below its vote", [("2023-58", "adopted"), ("2023-59", "adopted"), ("2023-60", "adopted")]),
    "numbers-above-groups": (
        "the agenda under other words, numbers alone over their titles, votes by group",
        [("2024-011", "adopted"), ("2024-012", "adopted"), ("2024-013", "withdrawn"), ("2024-014", "adopted")],
    ),
    "extract-certified": ("no word of an extract but the certificate, the number at the end of the letterhead", [("2024-031", "adopted")]),
    "extract-term-in-title": ("a number of letters and figures, its title with the day from which it applies", [("DEL2024_09", "adopted")]),
    "extract-election": ("a subject that names the authority, as the letterhead does", [("DEL2024_06", "adopted")]),
    "extract-margin": ("the vote told in the margin, which is read first", [("2023-003", "adopted")]),
    "extract-labels-over-values": ("the number below its label, amid the fields of the head", [("2025-CD-031", "adopted")]),
    "extract-fields-in-cell": ("the sitting and other fields of the head behind the number in its cell", [("D2024-033", "adopted")]),
    "extract-number-in-cell": ("the number in a cell of the letterhead, again over the annex", [("24-AP-005", "adopted")]),
    "reports-numbered": (
        "each report under its number",
        [("24-AP-031", "adopted"), ("24-AP-032", "postponed"), ("24-AP-033", "adopted")],
    ),
    "extract-stayed": ("stayed and sent back to a committee", [("2024-D-21", "postponed")]),
    "community": (
        "numbers in brackets behind the titles",
        [
            (None, "adopted"),
            ("2024-11-01", "adopted"),
            ("2024-11-02", "adopted"),
            ("2024-11-03", "postponed"),
            ("2024-11-04", "opinion"),
        ],
    ),
    "village": (
        "short acts, one not followed",
        [(f"DEL 2023-06-0{n}", "rejected" if n == 4 else "adopted") for n in range(1, 6)],
    ),
    "countryside": (
        "objects in bold; one put off in other words",
        [(f"D2024-02{n}", "postponed" if n == 3 else "adopted") for n in range(1, 5)],
    ),
    "lines-of-groups": (
        "who votes against on lines of their own; news without a vote is no act",
        [("1", "adopted"), ("2", "adopted"), (None, "rejected"), ("3", "withdrawn"), ("4", "postponed")],
    ),
    "closed-doors": (
        "behind closed doors, a debate, a referral refused, a report taken back, a wish",
        [(f"2023-03-0{n}", outcome) for n, outcome in enumerate(["adopted", "adopted", "noted", "adopted", "withdrawn", "opinion"], 1)],
    ),
    "list-results": (
        "results of many kinds",
        [
            (f"2023-{n}", outcome)
            for n, outcome in enumerate(["adopted", "adopted", "postponed", "rejected", "noted", "withdrawn", "postponed"], 41)
        ],
    ),
    "extract-schedule": ("payments by year in a row, articles on lines of their own", [(None, "adopted")]),
    "extract-list": ("payees in a list of the statement, groups against", [("2023/07/06-12", "adopted")]),
    "extract-annex": ("payees in an annex, the subject below a bare number", [("23.05.117", "adopted")]),
    "extract-groups": ("members of each group in brackets", [(None, "adopted")]),
    "amendments": (
        "the head of a register over minutes; votes on amendments and referrals are none on the matter",
        [("2023-11", "adopted"), (None, "rejected"), ("2023-12", "adopted"), ("2023-13", "adopted")],
    ),
    "summary": (
        "two lines for each item, one taken off in a line",
        [(str(n), {6: "opinion", 7: "withdrawn"}.get(n, "adopted")) for n in range(2, 9)],
    ),
    "verbatim": (
        "who speaks and what, votes in short lines",
        [
            ("1", "noted"),
            ("2025-001", "adopted"),
            ("2025-002", "adopted"),
            ("2", "noted"),
            ("3", "adopted"),
            ("4", "adopted"),
            ("5", "withdrawn"),
            ("6", "rejected"),
        ],
    ),
    "plenary": (
        "amendments told and settled in a paragraph each",
        [
            ("2023.AP.091", "adopted"),
            ("Amendement n° 1", "rejected"),
            ("Amendement n° 2", "adopted"),
            ("2023.AP.092", "postponed"),
            ("2023.AP.093", "adopted"),
        ],
    ),
    "extract-two-columns": ("two columns of a letterhead read as one line", [("DCC-2024-042", "adopted")]),
    "extract-reference": ("the number behind 'Réf', the object on the same line", [("2023-10-47", "adopted")]),
    "agglomeration": (
        "numbers with the month, a list of delegated decisions, names of voters",
        [
            ("C2023_10_02", "adopted"),
            ("C2023_10_03", "noted"),
            ("D2023-112", "adopted"),
            ("D2023-113", "adopted"),
            ("C2023_10_04", "adopted"),
            ("C2023_10_05", "adopted"),
        ],
    ),
    "capitals": ("one act in capitals without accents", [("12/2021", "adopted")]),
    "debates": (
        "verbatim debates, the outcome in brackets, a group against",
        [("1-01", "adopted"), ("1-02", "adopted"), ("1-03", "rejected")],
    ),
    "table-of-votes": ("minutes that are but a table", [("2024-001", "adopted"), ("2024-002", "adopted"), ("2024-003", "adopted")]),
    "formula-alone": ("the formula, the assembly and the verb on three lines, the number in the stamp", [("DEL2023_041", "adopted")]),
    "list-of-decisions": (
        "decisions of the mayor with their sums",
        [("2023-D-14", "adopted"), ("2023-D-15", "adopted"), ("2023-D-16", "adopted")],
    ),
    "syndicate": (
        "roman chapters, ordinals of two levels, the vote at the end of the paragraph",
        [("I", "adopted"), ("II.1", "adopted"), ("II.2", "adopted"), ("II.3", "adopted")],
    ),
    "adjourned": (
        "votes before the formula, one item adjourned in a word, one until another assembly has deliberated",
        [
            ("2020-095", "opinion"),
            ("2020-096", "rejected"),
            ("2020-097", "postponed"),
            ("2020-098", "adopted"),
            ("2020-099", "postponed"),
        ],
    ),
    "extract-amid-head": ("the number beside the address, with letters in the stamp; a heading in the report", [("2024/037", "adopted")]),
    "extract-stamped": ("the stamp before the letterhead, full stops as bullets", [("2023-09-07", "adopted")]),
    "extract-capitals": ("subject in a table, names against in the formula", [("24/117", "adopted")]),
    "extract-house-number": ("number of the house with the year, report before the deliberation", [("22-DCM-148", "adopted")]),
    "extract-opinion": ("a syndicate gives its opinion", [("D-2022-31", "opinion")]),
    "extract-region-table": ("infinitives below DÉCIDE, a table of grants", [("2021.CP.0412", "adopted")]),
    "extract-number-line": ("a number alone on its line over the subject", [("2020/06/02-03", "adopted")]),
    "decision-president": ('signed without "fait"', [("2023-47", "adopted")]),
    "extract-report": ("a report whose conclusions are adopted", [("15", "adopted")]),
    "extract-page-numbers": ("the number with the page at the foot of each page opens no act", [("DCL-2024-031", "adopted")]),
    "numbers-with-reporter": (
        "the number and who reports below the title, one item without a number taken back",
        [("CC-2024-071", "adopted"), ("CC-2024-072", "adopted"), ("3", "withdrawn"), ("CC-2024-073", "rejected")],
    ),
    "unnumbered-between": (
        "items that were put off have no number among those that have one",
        [("DEL2024-021", "adopted"), (None, "postponed"), ("DEL2024-022", "adopted"), (None, "withdrawn"), ("DEL2024-023", "noted")],
    ),
    "register-one-verb": ("head of a register in a table, the assembly over its only verb", [("DEL2024-040", "noted")]),
    "extract-letterhead": ("the name of the authority printed largest, above the line of the sitting", [("DCL-2024-058", "adopted")]),
    "extract-roll-call-beside": ("how many may vote on one line with the names of the column beside is no vote", [("2024-017", "adopted")]),
    "extract-kind-and-sitting": (
        "the kind of paper on one line with the day, the number on one with the body",
        [("D-2024-033", "adopted")],
    ),
    "extract-table-before-vote": ("a table under a heading of its own between the decision and its vote", [("2025-C-071", "adopted")]),
    "extract-authorisations": ("authorisations opened beside the budget, each with its kind in a cell", [("24.AD.009", "adopted")]),
    "extract-lots": ("two columns of the head read as one line, lots told before their total", [("DEL2024-051", "adopted")]),
    "summoned": ("the number at the end of the letterhead, the verb below its formula", [("DEL2024-044", "adopted")]),
}


def read(name: str) -> Extraction[Act]:
    return extract_acts(paper((PAPERS / f"{name}.txt").read_text("utf-8")))


def test_every_paper_is_expected() -> None:
    assert {path.stem for path in PAPERS.glob("*.txt")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_numbers_and_outcomes(name: str) -> None:
    why, expected = EXPECTED[name]
    assert [(a.number, a.outcome.value) for a in read(name).found] == expected, why


def test_a_decision_by_delegation_has_the_date_of_its_signature() -> None:
    (act,) = read("delegation").found
    assert act.body is Body.DELEGATION
    assert act.session is not None
    assert act.session.value.isoformat() == "2024-04-02"
    assert [(a.cents, a.role.value, a.tax) for a in act.amounts] == [(1845000, "granted", "HT")]


def test_articles_carry_the_decision_on() -> None:
    (act,) = read("extract").found
    assert [i.text for i in act.imputation] == ["chapitre 65, nature 65748, fonction 61"]
    assert act.condition is not None
    assert act.condition.text == "sous réserve du vote du budget 2024"


@pytest.mark.parametrize("name", ["summons", "note"])
def test_a_paper_without_acts_says_why(name: str) -> None:
    assert [i.code for i in read(name).issues] == ["no-decision-by-nature"]


def test_delegated_decisions_listed_with_their_dates() -> None:
    delegated = [a for a in read("agglomeration").found if a.body is Body.DELEGATION]
    assert [(a.number, [x.cents for x in a.amounts]) for a in delegated] == [("D2023-112", [840000]), ("D2023-113", [])]


def test_grants_of_a_table_below_a_bare_verb() -> None:
    (act,) = read("extract-region-table").found
    assert [(a.cents, a.role.value, a.payee.text if a.payee else None) for a in act.amounts] == [
        (120000000, "budgeted", None),
        (950000, "granted", "Association Terre Vive"),
        (420000, "granted", "Commune de Lormont-le-Vieux"),
        (1000000, "granted", "SARL Vélo Malin"),
    ]


SUBJECTS = [
    ("extract-house-number", "SUBVENTION D'ÉQUILIBRE AU BUDGET ANNEXE DU CENTRE CULTUREL"),
    ("extract-number-line", "INDEMNITÉS DE FONCTION DES ÉLUS"),
    ("extract-amid-head", "Bains publics et vestiaires du stade – Tarifs au 1er juillet 2024"),
    ("extract-report", "Pôle solidarités – Épicerie sociale – Convention d'objectifs 2019-2021"),
    ("extract-letterhead", "Immobilier – Acquisition de l'ancienne trésorerie et autorisation de programme"),
    ("extract-election", "Élection du président de la communauté de communes"),
    ("extract-lots", "Extension de la crèche - Attribution des marchés de travaux"),
    ("extract-fields-in-cell", "Bains-douches de la rue Haute – Droit d'entrée"),
    ("summoned", "Recrutement de trois animateurs pour l'étude surveillée"),
    ("formula-alone", "Budget participatif 2023 : approbation des projets lauréats"),
]


@pytest.mark.parametrize(("name", "subject"), SUBJECTS)
def test_the_subject_among_the_lines_of_the_head(name: str, subject: str) -> None:
    (act,) = read(name).found
    assert act.subject.text == subject


@pytest.mark.parametrize("name", ["summoned", "register-one-verb"])
def test_the_date_of_the_sitting_is_not_that_of_the_summons(name: str) -> None:
    session = read(name).found[0].session
    assert session is not None and session.value.isoformat() == "2024-09-12"


def test_the_day_from_which_a_title_applies_is_no_sitting() -> None:
    session = read("extract-term-in-title").found[0].session
    assert session is not None and session.value.isoformat() == "2024-07-04"


def test_the_title_above_a_number_is_the_subject() -> None:
    assert [a.subject.text.split(" – ")[0] for a in read("numbers-with-reporter").found[1:]] == ["Voirie", "Immobilier", "Culture"]


def test_an_adopted_deliberation_is_a_vote() -> None:
    assert read("extract-page-numbers").found[0].votes.unanimous


def test_votes_by_group_are_those_of_the_total_or_of_all_groups() -> None:
    votes = [a.votes for a in read("numbers-above-groups").found]
    assert [(v.in_favour, v.against, v.abstention) for v in votes[:2]] == [(17, 4, 2), (21, 0, 2)]


def test_sums_of_minutes_with_debates() -> None:
    found = read("numbers-above-groups").found
    assert [[(a.cents // 100, a.role.value, a.payee and a.payee.text) for a in act.amounts] for act in found[:3]] == [
        [(31000, "granted", None)],
        [(1200, "granted", "Comité des Berges"), (2300, "granted", "Amis de la Halle"), (3500, "budgeted", None)],
        [],
    ]
    assert [(a.cents, a.role.value) for a in found[3].amounts] == [(90, "tariff"), (610, "tariff")]


def test_an_item_put_off_says_what_it_would_have_cost() -> None:
    act = read("extract-stayed").found[0]
    assert [(a.cents // 100, a.role.value) for a in act.amounts] == [(75000, "estimated")]


MONEY = {
    "extract-schedule": [
        (200000, "budgeted", None, None),
        (600000, "budgeted", None, None),
        *((200000, "budgeted", None, year) for year in (2023, 2024, 2025)),
        (1500, "tariff", None, None),
        (45000, "granted", "Les Éclaireurs", None),
    ],
    "extract-list": [
        (30000, "granted", "SCIC Terres Communes", None),
        (12500, "granted", "Graines de Ville", None),
        (8000, "granted", "VRAC Grandville", None),
    ],
    "extract-letterhead": [(385000, "granted", None, None), (1100000, "budgeted", None, None)],
    "extract-lots": [
        (90000, "granted", "Maçonnerie Aupin", None),
        (30000, "granted", "Toitures du Val", None),
        (120000, "granted", None, None),
        (6200, "tariff", None, None),
    ],
    "summoned": [(4, "tariff", None, None)],
    "extract-authorisations": [(sum_, "budgeted", None, None) for sum_ in (478170000, 14200000, 9600000, 190000)],
    "extract-table-before-vote": [(sum_, "budgeted", None, None) for sum_ in (185000, 40000, 600000, 210000, 515000, 90000)],
    "extract-annex": [(240000, "granted", None, None), (60000, "granted", "CRESS", None)],
}


@pytest.mark.parametrize("name", MONEY)
def test_money_of_single_acts(name: str) -> None:
    amounts = read(name).found[0].amounts
    assert [(a.cents // 100, a.role.value, a.payee and a.payee.text, a.year) for a in amounts] == MONEY[name]


def test_authorisations_are_told_apart_by_their_kind() -> None:
    assert [a.credit for a in read("extract-authorisations").found[0].amounts] == [None, "AP", "AP", "AE"]


def test_annexed_payees_are_named_though_the_act_tells_their_total() -> None:
    named = [b.text for b in read("extract-annex").found[0].beneficiaries]
    assert named == ["CRESS", "SCIC Le Fournil", "Association Remontée", "SCOP Lumen"]


def test_money_of_a_community() -> None:
    acts = {act.number: [(a.cents // 100, a.role.value) for a in act.amounts] for act in read("community").found}
    assert acts["2024-11-01"] == [(640000, "estimated"), (192000, "received"), (128000, "received"), (320000, "other")]
    assert acts["2024-11-02"] == [(15000, "granted"), (22500, "granted"), (8000, "granted")]


def test_money_of_the_countryside() -> None:
    acts = [[(a.cents / 100, a.role.value, a.year) for a in act.amounts] for act in read("countryside").found]
    assert acts[1:] == [
        [(1.5, "tariff", None)],
        [(1000, "estimated", None)],
        [(12000, "granted", 2024), (13000, "granted", 2025), (14000, "granted", 2026)],
    ]


@pytest.mark.parametrize(
    ("name", "act", "counts"),
    [
        ("extract-groups", 0, (48, 18, 14)),
        ("extract-list", 0, (None, 8, 5)),
        ("lines-of-groups", 0, (27, 2, 4)),
        ("lines-of-groups", 2, (6, 25, 2)),
        ("countryside", 0, (18, 0, 0)),
        ("village", 3, (5, 7, None)),
        ("list-results", 3, (14, 15, None)),
        ("plenary", 0, (57, 0, 14)),
        ("plenary", 1, (14, 57, None)),
        ("extract-two-columns", 0, (51, 0, 4)),
        ("extract-roll-call-beside", 0, (25, 1, 3)),
        ("extract-table-before-vote", 0, (51, 6, 9)),
    ],
)
def test_votes_as_different_houses_print_them(name: str, act: int, counts: tuple[int | None, ...]) -> None:
    votes = read(name).found[act].votes
    assert (votes.in_favour, votes.against, votes.abstention) == counts


def test_a_condition_of_the_proposal_holds_for_a_bare_yes() -> None:
    condition = read("lines-of-groups").found[1].condition
    assert condition is not None and condition.text.startswith("sous réserve de la production")


def test_money_of_a_verbatim_report_is_not_that_of_who_objects() -> None:
    sums = {act.number: [(a.cents // 100, a.role.value) for a in act.amounts] for act in read("verbatim").found}
    assert sums["2025-001"] == [(8640, "granted")]
    assert sums["3"] == [(412300, "granted"), (88000, "granted")]
    assert sums["4"] == [(30000, "granted")]


def test_the_votes_of_a_matter_are_not_those_of_its_amendment() -> None:
    votes = [(act.votes.in_favour, act.votes.against) for act in read("amendments").found]
    assert votes == [(None, None), (6, 25), (27, None), (27, 6)]
