"""Tables whose columns all hold measures: by term, by actor or by theme, with or without a first column of domains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.extract.dates import find_periods
from pipeline.extract.measures.labels import field_of
from pipeline.extract.measures.wording import find_commitment, is_action, is_lead_in, plain
from pipeline.records.source import Cell, Page

ACTOR = re.compile(
    r"(?:(?:pour |par )?(?:le |la |les |l'|une? |chaque )?(?:ville|communes?|mairie|communaute|metropole|agglomeration|departement|region|"
    r"etat|services?|direction|ccas|cias|syndicats?|syndic|bailleurs?|associations?|collectif|ecoles?|college|police|centre|mission|conseil|habitants|"
    r"office|chambre|agence|caf|cc|intercommunalite|regie|comite|entreprises?|prefecture|universite|parents|citoyens|elus?|maire|adjointe?)\b)"
)
_TERM = re.compile(
    r"(?:(?:actions?|mesures?) )?(?:(?:a|au|en|d'ici|sur|le|des) )?(?:tres )?(?:(?:court|moyen|long)s? (?:et moyen )?terme|immediat\w*|"
    r"urgen\w+|maintenant|(?:cette|1re|premiere|2e|deuxieme|3e|troisieme) (?:annee|phase|etape|periode)|"
    r"(?:phase|etape|annee|periode|tranche) \w{1,4})\b"
)
_NAME = 2  # words of the name of an action that may as well be a theme
_THEME = 5  # words of the longest theme
_RELATED = re.compile(  # words of two columns that say one thing twice: an aim and what is done for it
    r"(?:declin|tradu|concret|comment|pourquoi|moyen|repon|levier|piste|ambition|vision|but|intention|cible|effet|consequen|livrable|jalon|tache|"
    r"orientation|priorit|defi|enjeu|besoin|resultat|demain|aujourd|etape|niveau|detail|precision|exemple|contenu)"
)
_LONGEST_HEAD = 60  # characters
_MOST = 0.6  # of a column's cells that open like actions
_LEAST = 2  # cells that do


@dataclass(frozen=True, slots=True)
class Matrix:
    """The head cells of the columns that hold measures, with the field that each names ("deadline", "owner", "axis")."""

    heads: Mapping[int, tuple[Cell, str]]

    @property
    def first(self) -> int:
        """The first column that holds measures: those left of it name what their row is about."""
        return min(self.heads)


def find_matrix(page: Page, rows: list[list[Cell]]) -> Matrix | None:
    """The matrix that the rows are, if they are one: two columns or more hold measures under terms or actors, or three under
    heads of any kind, or two that fill the table under themes."""
    heads = {c.column: c for c in rows[0]} if len(rows) > _LEAST else {}
    speaking = [column for column in heads if _speaks(page, rows[1:], column)]
    if len(speaking) < 2 or any(_is_measure(page.text_of(heads[c])) for c in speaking):
        return None
    named = {column: _named_by(page.text_of(heads[column])) for column in speaking}
    kinds = {field for field in named.values() if field}
    themes = len(speaking) == len(heads) and all(_names_theme(page.text_of(heads[c])) for c in speaking)
    told = kinds in ({"deadline"}, {"owner"}) or ((len(speaking) >= 3 or themes) and "deadline" not in kinds)
    if not told or not all(named.values()):
        return None
    field = max(kinds, key=lambda kind: kind != "axis")  # where some heads name who acts, the others do as well
    return Matrix({column: (heads[column], field) for column in speaking})


def cells_of(matrix: Matrix, row: list[Cell]) -> Iterator[tuple[Cell, tuple[Cell, str] | None]]:
    """The cells of a row below the heads: those of measures with the head over them, those of domains with None."""
    for cell in row:
        head = matrix.heads.get(cell.column)
        if head is not None or cell.column < matrix.first:
            yield cell, head


def name_in(head: str) -> int:
    """Where the name ends that a head opens with: before its promise ("La Ville s'engage à…"), else at its end."""
    promise = find_commitment(head) if is_lead_in(head) else None
    return len(head[: promise[0]].rstrip()) if promise and promise[0] else len(head)


def _is_measure(head: str) -> bool:
    """Whether a head is rather a measure itself: the name of an action alone ("Restauration") is a theme."""
    return is_action(head) and not is_lead_in(head) and len(head.split()) > _NAME


def _names_theme(head: str) -> bool:
    """Whether a head is the short name of a theme, and none of a pair of columns that say one thing twice."""
    folded = plain(head)
    return 0 < len(head.split()) <= _THEME and not any(_RELATED.match(word) for word in folded.split())


def _speaks(page: Page, rows: list[list[Cell]], column: int) -> bool:
    texts = [page.text_of(c) for row in rows for c in row if c.column == column]
    actions = sum(is_action(_unmarked(text)) for text in texts)
    return actions >= _LEAST and actions >= _MOST * len(texts)


def _unmarked(text: str) -> str:
    return text.lstrip("•●■▪–-—*◦➢➤► \t")


def _named_by(head: str) -> str | None:
    """What a head says of the measures below it; None where it names a field of theirs or says too much."""
    folded = plain(head)
    if len(head) > _LONGEST_HEAD:
        return None
    if _TERM.match(folded) or find_periods(head):
        return "deadline"
    if ACTOR.match(folded):
        return "owner"
    return None if field_of(head) else "axis"
