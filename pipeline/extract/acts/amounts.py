"""The sums that matter to an act, with their roles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.extract.acts.anatomy import Anatomy
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.flat import flat
from pipeline.extract.language import cues, french
from pipeline.extract.money import Sum, find_sums
from pipeline.records.council import Amount, AmountRole, Outcome
from pipeline.records.lexicon import load_table
from pipeline.records.source import Passage, RunningText

if TYPE_CHECKING:
    from spacy.matcher import Matcher

Span = tuple[int, int]

_ACCOUNTS = re.compile(r"\b(?:compte (?:de gestion|administratif|financier unique)|cfu\b)")
_AFFECTATION = re.compile(r"\baffectation (?:d(?:u|es|e) )?(?:la )?resultat")


@dataclass(frozen=True, slots=True)
class Found:
    """A sum at its place in the running text, with the role given to it."""

    sum: Sum
    start: int
    end: int
    role: AmountRole
    quote: Span


def amounts_of(running: RunningText, pieces: Sequence[Piece], subject: Span, anatomy: Anatomy, outcome: Outcome) -> tuple[Amount, ...]:
    """The amounts of an act. None for accounts (they only state what was done)."""
    text = running.text
    title = flat(text[subject[0] : subject[1]])
    if _ACCOUNTS.search(title) or anatomy.operative is None:
        return ()
    found: list[Found] = []
    seen: set[int] = set()
    for start, end in [anatomy.operative, subject]:
        for one in _in_prose(text, start, end, title):
            if one.sum.cents in seen:
                continue
            seen.add(one.sum.cents)
            found.append(one)
    return tuple(a for one in found if (a := _amount(running, one)))


def row_amount(running: RunningText, cell: Span, subject: Span, payee: Passage | None) -> Amount | None:
    """The sum of a row of delegated decisions; its subject tells whether it is spent or received."""
    sums = find_sums(running.text[slice(*cell)], bare=True)
    quote = running.passage(*cell)
    if not sums or quote is None:
        return None
    subject_text = flat(running.text[slice(*subject)])
    received = _RECEIVES.search(subject_text) is not None
    page = running.document.pages[running.page_index(cell[0])]
    role = AmountRole.RECEIVED if received else AmountRole.GRANTED
    return Amount(sums[-1].cents, role, quote, payee=payee, tax=sums[-1].tax, by_ocr=page.by_ocr)


_RECEIVES = re.compile(
    r"\b(?:acceptation d'une? (?:indemnite|don)|indemnite (?:de sinistre|d'assurance)|vente|cession|recette|don de|encaissement"
    r"|remboursement)"
)


def _amount(running: RunningText, one: Found) -> Amount | None:
    quote = running.passage(*one.quote)
    page = running.document.pages[running.page_index(one.start)]
    if quote is None:
        return None
    return Amount(one.sum.cents, one.role, quote, tax=one.sum.tax, per_year=one.sum.per_year, by_ocr=page.by_ocr)


def _in_prose(text: str, start: int, end: int, title: str) -> list[Found]:
    found: list[Found] = []
    for s in find_sums(text[start:end]):
        role = _role(text[start:end], s, title)
        found.append(Found(s, start + s.start, start + s.end, role, (start + s.start, start + s.end)))
    return found


@cache
def _matcher() -> tuple[Matcher, tuple[tuple[AmountRole, float], ...]]:
    rows = load_table("money_roles")
    matcher = french().matcher((row["role"], row["pattern"]) for row in rows)
    return matcher, tuple((AmountRole(row["role"]), float(row["weight"])) for row in rows)


def _role(text: str, s: Sum, title: str) -> AmountRole:
    """The role whose cues stand nearest before the sum in its sentence, those after it counting half."""
    matcher, rows = _matcher()
    left = max(text.rfind("\n", 0, s.start), s.start - 220, 0)
    right = text.find("\n", s.end)
    right = min(right if right >= 0 else len(text), s.end + 80)
    window = text[left:right]
    scores: dict[AmountRole, float] = {}
    for cue in cues(matcher, french().read(window)):
        role, weight = rows[cue.row]
        gap = (s.start - left) - cue.end
        distance = gap if gap >= 0 else 2 * (cue.start - (s.end - left)) + 20
        scores[role] = scores.get(role, 0.0) + weight / (1 + max(distance, 0) / 25)
    for cue in cues(matcher, french().read(title)):
        role, weight = rows[cue.row]
        scores[role] = scores.get(role, 0.0) + 0.2 * weight
    return max(scores, key=lambda r: scores[r]) if scores else AmountRole.GRANTED
