"""Letters that a font names wrongly: repaired where the document's own words settle it, told where they do not."""

from __future__ import annotations

import pytest

from pipeline.read.letters import mend_letters
from pipeline.records.run import Severity
from pipeline.records.source import page_evidence
from tests.read.invariants import check_document
from tests.read.typeset import pdf, read_bytes


@pytest.mark.parametrize(
    ("why", "text", "repaired", "left"),
    [
        ("the document prints the word whole", "collectifs collec1fs", {"collec1fs": "collectifs"}, ()),
        (
            "capitals, elision and punctuation stay",
            "activité L’ac1vité, (Ac1vité)",
            {"L’ac1vité,": "L’activité,", "(Ac1vité)": "(Activité)"},
            (),
        ),
        ("punctuation that stands for letters", "mettre Me:re", {"Me:re": "Mettre"}, ()),
        ("a letter foreign to French", "collectif collecƟf", {"collecƟf": "collectif"}, ()),
        ("a glyph without Unicode value", "afficher a\ufffdcher", {"a\ufffdcher": "afficher"}, ()),
        ("two in one word", "initiation ini1a1on", {"ini1a1on": "initiation"}, ()),
        (
            "two words settle the sign for a third",
            "collectifs collec1fs activité ac1vité sor1r",
            {"collec1fs": "collectifs", "ac1vité": "activité", "sor1r": "sortir"},
            (),
        ),
        ("one word does not settle it for another", "collectifs collec1fs sor1r", {"collec1fs": "collectifs"}, ("sor1r",)),
        (
            "a sign of two meanings: each word by itself",
            "collectifs collec1fs activité ac1vité mettre me1re na1on",
            {"collec1fs": "collectifs", "ac1vité": "activité", "me1re": "mettre"},
            ("na1on",),
        ),
        ("two repairs of one word: none is taken", "côtiers côfiers cô1ers", {}, ()),
        ("three words without any help are told", "collec1fs ac1vité sor1r", {}, ("ac1vité", "collec1fs", "sor1r")),
        ("a single odd word is no sign of a broken font", "mot1suite", {}, ()),
        ("a space that lacks", "objet vote date lieu objet:vote date:lieu vote:lieu", {}, ()),
        ("a space that lacks beside words printed once", "objet date lieu objet:haies date:mares lieu:puits", {}, ()),
        ("inclusive writing", "élu habitant étudiant élu:e:s habitant:e:s étudiant:e:s", {}, ()),
        ("formulas, figures and units", "CO2e tCO2eq kgCO2eq 12h30 m2 H2O 1er 2e 24h/24 n°12 b2b", {}, ()),
        ("addresses", "mairie@brevonne.fr www.brevonne.fr/a1b x_y et/ou porte-à-porte acteur·ices", {}, ()),
    ],
)
def test_letters(why: str, text: str, repaired: dict[str, str], left: tuple[str, ...]) -> None:
    found = mend_letters(text.split())
    assert (dict(found.repaired), found.left) == (repaired, left), why


SOURCE = (
    "Les ateliers collectifs ouvrent. Une activité de plus.\n\n"
    "Ouvrir des jardins collec1fs et une ac1vité de répara1on.\n\n"
    "#table(columns: 2, [collec1fs], [1 200 €], [sor1r], [1er juin])"
)


def test_the_text_is_repaired_and_the_evidence_keeps_what_was_printed() -> None:
    result = read_bytes(pdf(SOURCE))
    document = result.document
    assert document is not None
    check_document(document)
    page = document.pages[0]
    assert "Ouvrir des jardins collectifs et une activité de réparation." in page.text
    assert "collectifs\t1 200 €\nsortir\t1er juin" in page.text
    printed = {w.printed: page.text[w.start : w.end] for w in page.words}
    assert printed["répara1on."] == "réparation."
    start = page.text.index("activité de réparation")
    evidence = page_evidence(document, page, start, start + len("activité de réparation"))
    assert evidence is not None
    assert evidence.quote == "activité de réparation"
    (issue,) = result.issues
    assert (issue.code, issue.severity) == ("broken-letters", Severity.NOTE)


def test_what_stays_broken_is_a_warning() -> None:
    result = read_bytes(pdf("Des jardins collec1fs, une ac1vité, la répara1on."))
    assert result.document is not None
    assert "collec1fs" in result.document.pages[0].text
    (issue,) = result.issues
    assert (issue.code, issue.severity) == ("broken-letters", Severity.WARNING)
    assert "collec1fs" in issue.message


def test_sound_documents_have_no_such_issue() -> None:
    assert not read_bytes(pdf("Les ateliers collectifs ouvrent le 1er juin : 12h30, 300 m2, 4 tCO2eq.")).issues
