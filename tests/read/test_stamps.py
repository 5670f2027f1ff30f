"""Stamps of the contrôle de légalité: every shape becomes data, and none of it stays in the text."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.read.stamps import wordings
from pipeline.records.folding import fold
from pipeline.records.lexicon import load_table
from pipeline.records.source import Stamp
from tests.read.invariants import check_document
from tests.read.typeset import blocks, body, typeset

TEXT = "Le conseil municipal approuve l'achat d'un broyeur pour les haies du chemin des Aulnes. " * 4
A = [
    "Envoyé en préfecture le 06/03/2024",
    "Reçu en préfecture le 07/03/2024",
    "Affiché le 08/03/2024",
    "ID : 099-219900011-20240305-D2024_12-DE",
]
B = [
    "Accusé de réception en préfecture",
    "099-219900011-20240305-2024-031-DE",
    "Date de télétransmission : 06/03/2024",
    "Date de réception préfecture : 07/03/2024",
]
C = ["AR CONTROLE DE LEGALITE en date du 07/03/2024", "099-219900011-20240305-DE2024116bis-BF", "7.1 Décisions budgétaires"]
E = ["ACTE EXECUTOIRE", "Reçu par le représentant de l'Etat le 07/03/2024", "et publié le 08/03/2024"]
D = [
    "Accusé de réception d'un acte en préfecture",
    "Numéro Acte : DELIB1300624",
    "Objet acte : Tarifs de la cantine",
    "Nature : Délibération",
    "Matière : 7.10-Divers",
    "Date de réception préfecture : 07/03/2024",
    "Identifiant Acte : 099-219900011-20240305-DELIB1300624-DE",
]


def lines(rows: list[str]) -> str:
    return " \\ ".join(row.replace("_", "\\_") for row in rows)


def stamped(rows: list[str]) -> str:
    return f"#place(top + right, box(stroke: 0.5pt + blue, inset: 3pt, text(7pt, fill: blue)[{lines(rows)}]))\n\n#v(1.6cm)\n{TEXT}"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (A, ("A", "099-219900011-20240305-D2024_12-DE", "D2024_12", "DE", date(2024, 3, 7), date(2024, 3, 8))),
        (B, ("B", "099-219900011-20240305-2024-031-DE", "2024-031", "DE", date(2024, 3, 7), None)),
        (C, ("C", "099-219900011-20240305-DE2024116bis-BF", "DE2024116bis", "BF", date(2024, 3, 7), None)),
        (E, ("E", None, None, None, date(2024, 3, 7), date(2024, 3, 8))),
    ],
    ids=["A", "B", "C", "E"],
)
def test_a_stamp_in_the_corner(rows: list[str], expected: tuple[object, ...]) -> None:
    document = typeset(stamped(rows))
    (stamp,) = document.pages[0].stamps
    assert (stamp.shape, stamp.transmission_id, stamp.number, stamp.nature, stamp.received, stamp.published) == expected
    assert body(document) == TEXT.strip()
    assert document.pages[0].text[stamp.start : stamp.end] == " ".join(rows)
    if stamp.transmission_id:
        assert (stamp.siren, stamp.act_date) == ("219900011", date(2024, 3, 5))
    check_document(document)


def test_a_stamp_written_up_the_margin() -> None:
    banner = f"#place(left + horizon, dx: -1.7cm, rotate(-90deg, reflow: true, text(7pt)[{lines(A)}]))\n{TEXT * 6}"
    document = typeset(banner)
    (stamp,) = document.pages[0].stamps
    assert stamp.transmission_id == "099-219900011-20240305-D2024_12-DE"
    assert stamp.published == date(2024, 3, 8)
    assert body(document) == (TEXT * 6).strip()


def test_a_stamp_printed_over_a_heading_does_not_mix_with_it() -> None:
    document = typeset(f"#text(14pt)[Extrait du registre des délibérations]#place(top + left, text(7pt, fill: blue)[{lines(A)}])\n\n{TEXT}")
    assert blocks(document)[0] == ("heading", "Extrait du registre des délibérations")
    assert document.pages[0].stamps[0].number == "D2024_12"


def test_a_page_of_acknowledgement_is_a_stamp_as_a_whole() -> None:
    document = typeset(" \\ ".join(D).replace("_", "\\_"))
    (stamp,) = document.pages[0].stamps
    assert (stamp.shape, stamp.number, stamp.received) == ("D", "DELIB1300624", date(2024, 3, 7))
    assert body(document) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "Le préfet rappelle que le contrôle de légalité porte sur les actes transmis.",
        "Publié le 12 mars dans le bulletin, le projet a été débattu.",
        "7.1 Décisions budgétaires de la commune",
    ],
)
def test_a_sentence_about_the_prefecture_is_no_stamp(sentence: str) -> None:
    document = typeset(f"{sentence} \n\n{TEXT}")
    found: tuple[Stamp, ...] = document.pages[0].stamps
    assert found == ()
    assert sentence in body(document)


@pytest.mark.parametrize("row", load_table("stamps"), ids=lambda row: row["example"][:40])
def test_each_wording_matches_its_example(row: dict[str, str]) -> None:
    pattern = next(w.pattern for w, r in zip(wordings(), load_table("stamps"), strict=True) if r is row)
    assert pattern.search(fold(row["example"]))
