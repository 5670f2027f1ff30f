"""Titles in a margin stand before the text beside them, one after the other down the page."""

from __future__ import annotations

import re

import pytest

from tests.read.typeset import blocks, typeset

PARTS = (
    (
        "Jouer dehors",
        "17 membres",
        "Les cours d'école ouvriront le samedi matin et durant toutes les vacances, avec un gardien qui en tient la clé et le ballon.",
        "Trois maires l'ont déjà fait de l'autre côté de la rivière, et pas un seul n'est revenu en arrière depuis.",
    ),
    (
        "Apprendre",
        "15 membres",
        "Chaque classe passera une matinée par semaine sur la rivière et dans les bois, accompagnée par un naturaliste du syndicat.",
        "Les maîtresses qui ont essayé disent que les plus remuants y sont les plus attentifs, et que la pluie n'arrête personne.",
    ),
    (
        "Être soigné",
        "deux nuits",
        "Une infirmière sera installée dans chaque collège du territoire avant la rentrée de 2028, et y passera toute la semaine.",
        "Deux collèges sur cinq n'en ont plus depuis la rentrée, et les parents viennent chercher leurs enfants pour un mal de tête.",
    ),
)
TEXT = "La halle est ouverte aux associations qui en font la demande avant le premier du mois. " * 4


def parts(*, rule: bool) -> str:
    rows = ""
    for title, said, text, more in PARTS:
        margin = f"#text(14pt)[*{title}*]\n\n#text(8pt)[{said}]"
        rows += ("#line(length: 100%)\n" if rule else "") + f"#grid(columns: (3.4cm, 1fr), gutter: 14pt, [{margin}], [{text}\n\n{more}])\n"
    return f"L'avis a été remis le 12 juin.\n{rows}"


@pytest.mark.parametrize("rule", [True, False], ids=["ruled", "free"])
def test_a_title_stands_before_the_text_beside_it(rule: bool) -> None:
    found = [text for _, text in blocks(typeset(parts(rule=rule)))]
    assert found == ["L'avis a été remis le 12 juin.", *(text for part in PARTS for text in part)]


def test_what_follows_over_the_whole_width_stays_behind() -> None:
    found = [text for _, text in blocks(typeset(parts(rule=False) + f"\n{TEXT}"))]
    assert found[-2:] == [PARTS[-1][3], TEXT.strip()]


def test_columns_of_text_with_headings_stay_columns() -> None:
    """The headings of the left column stand level with paragraphs of the right one."""
    cells = "".join(f"[== {title}\n{TEXT}], [{TEXT}]," for title in ("Louer la halle", "Rendre la clé"))
    found = [text for _, text in blocks(typeset(f"#grid(columns: (1fr, 1fr), gutter: 20pt, {cells})"))]
    assert found == ["Louer la halle", TEXT.strip(), "Rendre la clé", TEXT.strip(), TEXT.strip(), TEXT.strip()]


@pytest.mark.parametrize("note", ["Le jeudi de 18 à 20 heures", "Déchetterie fermée le lundi, appeler le fontainier en cas de panne"])
def test_a_narrow_column_beside_running_text_cuts_no_paragraph(note: str) -> None:
    side = "".join(f"#text(14pt)[*{title}*]\n\n#text(8pt)[{note}]\n\n" for title, *_ in PARTS)
    found = [text for _, text in blocks(typeset(f"#grid(columns: (3.4cm, 1fr), gutter: 14pt, [{side}], [{TEXT * 3}])"))]
    assert (TEXT * 3).strip() in found


@pytest.mark.parametrize(
    ("labels", "size", "why"),
    [
        (("1", "2", "3"), 16, "numerals count what stands beside them"),
        (("Action 1", "Action 2", "Action 3"), 14, "so do labels with a number"),
        (("lundi", "mardi", "jeudi"), 11, "in the letters of the text they are the first words of a row"),
    ],
)
def test_what_is_no_title_stays_in_its_row(labels: tuple[str, ...], size: int, why: str) -> None:
    rows = "".join(
        f"#grid(columns: (2.4cm, 1fr), [#text({size}pt)[{label}]], [{part[2]}])\n" for label, part in zip(labels, PARTS, strict=True)
    )
    text = typeset(f"L'avis a été remis le 12 juin.\n{rows}").pages[0].text
    assert all(re.search(rf"{label}[ \t]{re.escape(part[2][:20])}", text) for label, part in zip(labels, PARTS, strict=True)), why
