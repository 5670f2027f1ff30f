"""Where a part of prose ends although the letters of its heading are larger than those over the measures behind it."""

from __future__ import annotations

import itertools

import pytest

from pipeline.extract.measures.numbering import mark_of
from pipeline.extract.measures.pieces import Piece
from pipeline.extract.measures.proseends import ends_of_prose

THEMES = (
    ("Manger", ("Ouvrir une légumerie", "Planter un verger public")),
    ("Se loger", ("Louer trente logements vides", "Former deux gardiens")),
)
STAGES = (("Premier temps", ("La parole aux habitants",) * 2), ("Second temps", ("Le vote à bulletin secret",) * 2))
NUMBERED = (
    ("Manger", ("1. Ouvrir une légumerie", "2. Planter un verger public")),
    ("Se loger", ("3. Louer trente logements vides", "4. Former deux gardiens")),
)
RESTARTED = tuple((theme, NUMBERED[0][1]) for theme, _ in NUMBERED)
WISHES = ("Une épicerie solidaire", "Un car de nuit", "Des bancs devant l'école", "Deux médecins salariés")

MANY = tuple(f"{n}. Ouvrir la salle {n}" for n in range(1, 6))

CASES = (
    # zone of the heading, the parts below it, what stands under "Nos propositions", whether the part ends at the first theme, reason
    ("method", THEMES, (), True, "two themes stand each over two things to do"),
    ("foreword", THEMES, (), True, "a foreword is text as well"),
    ("method", THEMES[:1], (), False, "one heading may be a stage of the method"),
    ("method", (("Manger", THEMES[0][1]), ("Se loger", THEMES[1][1][:1])), (), False, "one thing to do makes no theme of a heading"),
    ("method", STAGES, (), False, "what was done stands there, nothing to do"),
    ("method", THEMES, WISHES, False, "the measures stand under a heading of their own, in whatever words"),
    ("method", THEMES, WISHES[:3], True, "the document has fewer of them elsewhere"),
    ("method", (("Ce que nous n'avons pas retenu", THEMES[0][1]), THEMES[1]), (), False, "what was set aside is no theme"),
    ("diagnosis", THEMES, (), False, "a diagnosis may list what should be done"),
    ("diagnosis", NUMBERED, (), True, "one run of numbers counts the measures of both themes"),
    ("diagnosis", RESTARTED, (), False, "numbers that begin again count no plan"),
    ("method", (("Pour la rivière", MANY),), (), True, "one theme, and nothing to do anywhere else"),
    ("method", (("Pour la rivière", MANY),), WISHES[:1], False, "something stands under a heading of its own"),
    ("method", (("Les étapes", MANY[:4]),), (), False, "so few may be the stages of the method"),
    ("method", (("Les étapes", tuple(said[3:] for said in MANY)),), (), False, "neither titles nor numbers"),
    ("rejected", NUMBERED, (), False, "what was set aside is numbered as well"),
    ("thanks", THEMES, (), False, "no part of prose"),
)


@pytest.mark.parametrize(("zone", "parts", "others", "ends", "reason"), CASES)
def test_end_of_prose(zone: str, parts: tuple[tuple[str, tuple[str, ...]], ...], others: tuple[str, ...], ends: bool, reason: str) -> None:
    pieces, chains, zones = [_piece("Comment lire cet avis", 1)], [()], [zone]
    for heading, said in parts:
        at = len(pieces)
        pieces += [_piece(heading, 2), *(_piece(text, 0) for text in said)]
        chains += [(0,), *[(0, at)] * len(said)]
        zones += [zone] * (1 + len(said))
    at = len(pieces)
    pieces += [_piece("Nos propositions", 1), *(_piece(text, 0) for text in others)]
    chains += [(), *[(at,)] * len(others)]
    zones += ["measures"] * (1 + len(others))
    assert ends_of_prose(pieces, chains, zones) == ({0: 1} if ends else {}), reason


def test_a_theme_of_prose_counts_where_most_paragraphs_ask() -> None:
    asks = "Comme les parents attendent debout, l'assemblée recommande de poser des bancs."
    tells = "Les parents attendent debout depuis dix ans devant les deux écoles."
    chains = [(), *itertools.chain.from_iterable([(0,), (0, at), (0, at), (0, at)] for at in (1, 5))]
    for said, ends in (((asks, asks, tells), {0: 1}), ((asks, tells, tells), {}), ((tells, tells, tells), {})):
        pieces = [_piece("Notre méthode", 1)]
        for theme in ("Les écoles", "La place"):
            pieces += [_piece(theme, 2), *(Piece("text", 0, len(t), t, 0) for t in said)]
        assert ends_of_prose(pieces, chains, ["method"] * len(pieces)) == ends


def test_titles_without_a_theme_end_the_method() -> None:
    pieces = [_piece("Introduction", 1), *(_piece(said, 2) for said in MANY)]
    chains = [(), *[(0,)] * len(MANY)]
    assert ends_of_prose(pieces, chains, ["foreword"] * len(pieces)) == {0: 1}


def _piece(text: str, level: int) -> Piece:
    return Piece("heading" if level else "item", 0, len(text), text, 0, level=level, mark=mark_of(text))
