"""What the heads of columns name: promises left open, and names with more words behind them."""

from __future__ import annotations

import pytest

from pipeline.extract.measures.heads import find_header
from pipeline.extract.measures.labels import head_field
from pipeline.extract.measures.matrix import name_in
from pipeline.extract.measures.wording import is_lead_in
from pipeline.records.source import Box, Cell, Page

LEAD_INS = (
    ("Nous nous engageons à…", True, "an ellipsis stands for what is promised below"),
    ("La Ville s'engage à :", True, "so does a colon"),
    ("Les bailleurs s'engagent à ce que", True, "so does a preposition at the end"),
    ("Nous demandons à la commune de...", True, "three full stops, a demand"),
    ("Nous voulons…", True, "no preposition before a thing"),
    ("La commune devra…", True, "an infinitive follows"),
    ("Il faudrait…", True, "nobody is named"),
    ("Nous nous engageons à publier nos comptes…", False, "it says what is promised"),
    ("Nous demandons un car de nuit :", False, "it says what is demanded"),
    ("Nous nous engageons", False, "it does not end openly"),
    ("Les habitants racontent…", False, "no promise"),
    ("Planter des haies…", False, "an action with more behind it"),
    ("", False, "no text"),
)


@pytest.mark.parametrize(("text", "open_", "reason"), LEAD_INS)
def test_promises_left_open(text: str, open_: bool, reason: str) -> None:
    assert is_lead_in(text) is open_, reason
    assert (head_field(text) == "title") is open_, reason


@pytest.mark.parametrize(
    ("head", "name", "reason"),
    [
        ("La Ville s'engage à…", "La Ville", "who promises"),
        ("Nous nous engageons à…", "Nous nous engageons à…", "nobody is named"),
        ("La Ville", "La Ville", "a name alone"),
        ("La Ville s'engage à publier ses comptes", "La Ville s'engage à publier ses comptes", "a promise that says what"),
    ],
)
def test_who_promises_in_a_head(head: str, name: str, reason: str) -> None:
    assert head[: name_in(head)] == name, reason


@pytest.mark.parametrize(
    ("head", "cell", "field", "reason"),
    [
        ("Moyens estimés ensemble", "45 000 € pour démarrer", "budget", "its first words name the field and the cell holds a sum"),
        ("Moyens de transport", "Le car de 18 heures", None, "no sum stands below"),
        ("Délai souhaité par tous", "Fin 2026", "deadline", "a date stands below"),
        ("Délai souhaité par tous", "Le plus tôt possible", None, "no date stands below"),
        ("Qui porte cela avec nous", "La commune", "owner", "somebody who acts stands below"),
        ("Qui en profite le plus", "Les jeunes", None, "nobody who acts stands below"),
        ("Lieu de la réunion", "Salle des fêtes, 12 €", None, "values of a place do not show that they are one"),
        ("Projets déjà menés ici", "Un verger", None, "a column of measures is not named loosely"),
    ],
)
def test_heads_with_more_words(head: str, cell: str, field: str | None, reason: str) -> None:
    rows = [("N°", "Action", head), ("1", "Ouvrir une légumerie", cell), ("2", "Planter un verger", "–")]
    page, cells = _table(rows)
    header = find_header(page, cells)
    assert header is not None
    assert header.columns.get(2) == field, reason


def _table(rows: list[tuple[str, ...]]) -> tuple[Page, list[list[Cell]]]:
    box = Box(0, 0, 1, 1)
    text, cells = "", []
    for r, row in enumerate(rows):
        cells.append([])
        for c, said in enumerate(row):
            cells[r].append(Cell(len(text), len(text) + len(said), r, c, box))
            text += f"{said}\t"
    return Page(1, 595, 842, 0, text, len(text), (), ()), cells
