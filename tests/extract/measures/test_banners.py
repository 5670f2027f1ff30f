"""Titles and axes in the banners of fiches."""

from __future__ import annotations

import pytest

from pipeline.extract.measures.banners import with_banners
from pipeline.extract.measures.numbering import mark_of
from pipeline.extract.measures.pieces import Piece

TITLES = (
    # title, label, value, is the value a step of the title?, reason
    (
        "Fiche n° 2 : Un garage solidaire",
        "Actions",
        "• Louer un local • Former un mécano",
        True,
        "a numbered title, steps in a list",
    ),
    ("Un garage solidaire", "Actions", "Louer un local, former deux mécaniciens", True, "a title without number, a label in the plural"),
    ("Ouvrir un garage solidaire", "Proposition", "Un local loué à l'année", True, "a title that says what to do"),
    ("Mobilité", "Proposition", "Ouvrir un garage solidaire", False, "a title of one word names a theme"),
    ("Axe 2 : Se déplacer", "Actions", "• Louer un local • Former", False, "an axis is no measure"),
    ("Diagnostic du territoire", "Actions", "• Louer un local • Former", False, "a title of another part of the plan"),
    ("Un garage solidaire", "Intitulé", "Ouvrir un garage", False, "the fiche names its title"),
)


@pytest.mark.parametrize(("title", "label", "value", "step", "reason"), TITLES)
def test_title_over_a_fiche(title: str, label: str, value: str, step: bool, reason: str) -> None:
    fiche = Piece("fiche", 0, len(value), value, 0, top=120, table=1, label=label)
    owner = Piece("cell", 0, 9, "Le Pignon", 0, top=150, table=1, field="owner")
    head, below, _ = with_banners([_heading(title), fiche, owner])
    assert (below.field == "steps") is step, reason
    assert (head.mark is not None and head.mark.meaning == "measure") is step, reason


def test_no_title_where_two_fiches_stand_below() -> None:
    fiches = [Piece("fiche", 0, 9, "Planter dix haies", 0, top=100 + t, table=t, label="Action") for t in (1, 2)]
    assert [p.kind for p in with_banners([_heading("Planter et soigner"), *fiches])] == ["heading", "fiche", "fiche"]


def test_a_theme_over_a_list_without_owner_is_no_title() -> None:
    label = Piece("heading", 0, 9, "Actions :", 0, field="title", value=9)
    items = [Piece("item", 0, 20, said, 0, bullet="-") for said in ("Ouvrir une crèche", "Former deux agents")]
    assert with_banners([_heading("Petite enfance"), label, *items])[0].mark is None


def test_a_heading_over_bullets_is_the_label_of_steps() -> None:
    items = [Piece("item", 0, 20, said, 0, bullet="-") for said in ("Trouver un local", "Former deux agents")]
    context = Piece("heading", 0, 7, "Constat", 0, level=5)
    label = Piece("heading", 0, 15, "Actions prévues", 0, level=5)
    made = with_banners([_heading("Fiche n° 4 : Une crèche du soir"), context, label, *items])
    assert [p.field for p in made] == [None, None, "steps", None, None]


def test_a_title_over_all_recommendations_is_none_of_them() -> None:
    text = Piece("text", 0, 30, "Recommandation 1. Planter des haies", 0, mark=mark_of("Recommandation 1. Planter des haies"))
    made = with_banners([_heading("Contribution des habitants"), Piece("heading", 0, 19, "Nos recommandations", 0, level=4), text])
    assert made[0].mark is None and made[1].field is None


LINES = (
    # lines over three titles, how many are axes, reason
    (("Axe 1 – Manger", "Axe 1 – Manger", "Axe 2 – Bouger"), 3, "called an axis"),
    (("Manger ici", "Manger ici", "Manger ici"), 3, "the same words over several titles"),
    (("Une idée du marché", "Une idée des écoles", "Une idée du foyer"), 0, "each of its own: a remark, no axis"),
    (("Axe 1 – Manger", "", ""), 1, "called an axis once"),
)


@pytest.mark.parametrize(("lines", "axes", "reason"), LINES)
def test_lines_over_titles(lines: tuple[str, ...], axes: int, reason: str) -> None:
    pieces: list[Piece] = []
    for at, line in enumerate(lines):
        pieces += [Piece("text", 0, len(line), line, at, size=8, top=80, mark=mark_of(line))] if line else []
        pieces.append(_heading(f"Fiche n° {at + 1} : Un verger partagé", page=at))
    made = with_banners(pieces)
    assert sum(p.kind == "axis" for p in made) == axes, reason


def test_axis_under_a_title_is_its_field() -> None:
    line = Piece("text", 0, 20, "Axe 3 : Se loger", 0, size=9, top=118, mark=mark_of("Axe 3 : Se loger"))
    assert with_banners([_heading("Fiche n° 4 : Un toit d'abord"), line])[1].field == "axis"


def _heading(text: str, page: int = 0) -> Piece:
    return Piece("heading", 0, len(text), text, page, level=3, size=12, bold=True, bold_end=len(text), top=100, mark=mark_of(text))
