"""Words cut at line ends: joined, or their hyphen kept."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.read.compose import Writer
from pipeline.read.hyphens import Join, join_of
from pipeline.read.printed import Printed, row_of
from pipeline.records.lexicon import load_table
from tests.read.typeset import PAGE, body, typeset

S, W, H = Join.SPACE, Join.WHOLE, Join.HYPHEN
CASES = [
    ("collec-", "tif", (), W, "a syllable"),
    ("nonobs-", "tant", (), W, "nonobstant holds no negation"),
    ("sous-", "cription", (), W, "souscription is one word"),
    ("sous-", "préfecture", (), H, "a compound of sous"),
    ("sous-", "traitance", (), H, "a compound, though soustraire is none"),
    ("Jean-", "Claude", (), H, "a name"),
    ("ci-", "dessus", (), H, "an adverb"),
    ("ci-", "vile", (), W, "civile begins like the adverb"),
    ("celle-", "ci.", (), H, "a demonstrative"),
    ("vingt-", "cinq", (), H, "a number in words"),
    ("quatre-", "vingt-dix", (), H, "a number in words"),
    ("doit-", "il", (), H, "a pronoun after its verb"),
    ("pourra-", "t-elle", (), H, "a pronoun after its verb"),
    ("l’après-", "midi", (), H, "behind an elision"),
    ("l’agglo-", "mération", (), W, "behind an elision"),
    ("2023-", "2026", (), H, "a span of years"),
    ("Covid-", "19", (), H, "a figure"),
    ("porteur-", "ses", (), W, "no vowel tells, the document does not either"),
    ("porteur-", "ses", ("porteur-ses",), H, "the document writes it with its hyphen"),
    ("co-", "opérative", ("coopérative",), W, "the document writes it whole"),
    ("co-", "construction", ("co-construction",), H, "the document writes it with its hyphen"),
    ("micro-", "crèche", ("micro-crèche",), H, "the document writes it with its hyphen"),
    ("COMMUNAU-", "TAIRE", (), W, "capitals"),
    ("hor-", "ticole", (), W, "a syllable"),
    ("inter-", "essé", (), W, "a prefix before a vowel"),
    ("nord-", "ouest", (), H, "a point of the compass"),
    ("travaux", "de", (), S, "no hyphen"),
    ("–", "Une", (), S, "a dash alone"),
    ("le maire -", "Monsieur", (), S, "a hyphen alone"),
]


@pytest.mark.parametrize(("left", "right", "known", "expected", "why"), CASES, ids=[f"{c[0]}{c[1]}" for c in CASES])
def test_join(left: str, right: str, known: tuple[str, ...], expected: Join, why: str) -> None:
    assert join_of(left, right, known) is expected, why


@pytest.mark.parametrize("row", load_table("hyphens"), ids=lambda row: row["example"])
def test_each_rule_keeps_its_example(row: dict[str, str]) -> None:
    left, _, right = row["example"].partition("-")
    assert join_of(left + "-", right, ()) is H


PROSE = """Les habitantes et les habitants demandent une gouvernance partagée de la coopérative alimentaire intercommunale, avec des
sous-commissions thématiques, un vice-président délégué, une conférence territoriale annuelle et des procès-verbaux rendus publics.
Le sous-préfet rappelle que celui-ci transmettra les observations ci-dessous au secrétaire. Vingt-cinq propositions complémentaires,
quatre-vingt-douze contributions individuelles et des aménagements extraordinaires accompagneront l'expérimentation. Peut-être
faudrait-il, au-delà des subventions d'investissement, accompagner l'autonomie alimentaire, la restauration collective, la sensibilisation
des collégiennes et collégiens, la désimperméabilisation des cours, l'insertion professionnelle et la socio-démographie. Lui-même
souscrit nonobstant les objections, et soussigne l'engagement après-midi. Madame Anne-Lise Berthelot-Marchal habite Saint-Vivien."""


@pytest.mark.parametrize("width", range(30, 80, 4))
def test_line_ends_of_narrow_columns(width: int) -> None:
    """Some 300 real line ends over all widths, cut by another program's French patterns; at most two words of each page go wrong."""
    head = PAGE.replace("hyphenate: false", "hyphenate: true")
    text = " ".join(PROSE.split())
    read = body(typeset(f"#block(width: {width}mm)[#par(justify: true)[{text}]]", head=head)).replace("\n", " ")
    wrong = [(a, b) for a, b in zip(text.split(), read.split(), strict=False) if a != b]
    assert len(read.split()) == len(text.split()), read
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize(
    ("left", "right", "text"),
    [
        ("extraordi\u00ad", "nairement", "extraordinairement"),
        ("sous\u00ad", "préfecture", "sous-préfecture"),
        ("extraordinaire", "ment", "extraordinaire ment"),
    ],
)
def test_soft_hyphens_at_line_ends(left: str, right: str, text: str) -> None:
    """Where a line goes on with a note in the margin, the file's hyphen stays a soft one, which no text keeps."""
    writer = Writer(frozenset())
    writer.rows([row_of([Printed(word, 0, top, 50, top + 10, 10)]) for word, top in ((left, 0), (right, 12))])
    assert "".join(writer.parts) == text


def test_line_ends_of_generated_documents() -> None:
    """Where another program cut the words of the demo's documents and of a list of compounds: without any help from the document itself."""
    with (Path(__file__).parent / "line_ends.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 200
    wrong = [r for r in rows if join_of(r["left"], r["right"], ()) != r["expected"]]
    assert len(wrong) <= 0.03 * len(rows), wrong
    for kind in (W, H):
        assert sum(r["expected"] == kind for r in wrong) <= 0.05 * sum(r["expected"] == kind for r in rows)
