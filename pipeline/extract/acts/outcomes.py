"""What became of an act, by the tables of outcomes."""

from __future__ import annotations

import difflib
import re

from pipeline.extract.acts.rules import deciding_participle, deciding_verb, outcome_rules
from pipeline.records.council import Outcome
from pipeline.records.source import Span

REACH = 230  # characters of the operative part that hold its first deciding verb and what it does
_APPROVES = re.compile(r"(?:^|[;,.:]\s|\n)\W*(?:approuve|adopte|attribue|fixe)(?:nt|s)?\b")
_NEGATIVE = re.compile(r"\bne pas\b")
_PROPOSED_NOT = re.compile(r"\bpropos\w*\b[^.;]{0,200}\b(?:ne pas\b|se dispense|renonce)")
_ALIKE = 0.75  # likeness of a result to what OCR made of it ("Anprouree"); two results are at most .71 alike
_PUTS_OFF = re.compile(r"\b(?:(?:re)?(?:report|ajourn|renvoy|renvoi|differ|retir)|souhait|prefer)\w*")


def outcome_of(title: str, operative: str, votes: str, body: str, counts: dict[str, int | None]) -> Outcome:
    """The outcome told by flat texts: title, operative part (empty when nothing decides), vote lines, and the act without debate.

    Rows of `outcomes.csv` decide in this order: withdrawal, postponement and refusal anywhere; refusal by the vote; the first words of the
    operative part; wishes by their title; else `adopted` when something decides, `noted` for a report, `unstated` for the rest.
    """
    head = operative[:REACH]
    operative_found = _first(head, "operative")
    anywhere = _first(body, "anywhere")
    voted = bool(counts.get("for")) or "unanimite" in votes
    if anywhere and (not operative or anywhere is Outcome.WITHDRAWN or not (voted or _commits(head))):
        return anywhere
    if _first(votes, "vote") is Outcome.REJECTED or _lost(counts):
        return Outcome.REJECTED
    if _first(votes, "vote") is Outcome.OPINION:
        return Outcome.OPINION
    if operative_found is Outcome.REJECTED and _NEGATIVE.search(head) and _PROPOSED_NOT.search(body):
        return Outcome.ADOPTED
    if operative_found is Outcome.NOTED and _APPROVES.search(operative[:700]):
        return Outcome.ADOPTED
    if operative_found:
        return operative_found
    if _first(title, "title"):
        return Outcome.OPINION
    if operative:
        return Outcome.ADOPTED
    return _first(body, "report") or Outcome.UNSTATED


def removal_of(words: str) -> Outcome:
    """Whether an item that the opening of the sitting sets aside is put off or taken off, in flat words."""
    return _first(words, "removal") or Outcome.WITHDRAWN


def result_of(words: str, title: str) -> Outcome:
    """The outcome that a list prints behind an act, in flat words; `unstated` when it prints none that is known, a wish by its `title`."""
    told = next((rule.outcome for rule in outcome_rules("result") if rule.pattern.search(words)), Outcome.UNSTATED)
    return Outcome.OPINION if told is Outcome.ADOPTED and _first(title, "title") else told


def misread_result(words: str) -> Outcome:
    """The outcome that the flat words of a scanned list are like, letter by letter; `unstated` when they are like none, or like two."""
    printed = {rule.pattern.pattern: rule.outcome for rule in outcome_rules("printed")}
    near = {printed[word] for word in difflib.get_close_matches(re.sub(r"[^a-z]", "", words), printed, len(printed), _ALIKE)}
    return near.pop() if len(near) == 1 else Outcome.UNSTATED


def _first(text: str, scope: str) -> Outcome | None:
    """The outcome of the rule that matches earliest; the table's order breaks ties."""
    best: Span | None = None
    outcome: Outcome | None = None
    for order, rule in enumerate(outcome_rules(scope)):
        match = rule.pattern.search(text)
        if match and (best is None or (match.start(), order) < best):
            best, outcome = (match.start(), order), rule.outcome
    return outcome


def _commits(head: str) -> bool:
    head = _PUTS_OFF.sub(" ", head)
    return deciding_verb().search(head) is not None or deciding_participle().search(head) is not None


def _lost(counts: dict[str, int | None]) -> bool:
    favour, against = counts.get("for"), counts.get("against")
    return favour is not None and against is not None and against > favour
