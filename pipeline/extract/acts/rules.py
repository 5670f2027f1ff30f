"""The lexicon tables of acts, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.records.council import AmountRole, Outcome
from pipeline.records.errors import ConfigurationError
from pipeline.records.lexicon import alternatives_of, load_table, pattern_of


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """A row of `outcomes.csv`."""

    pattern: re.Pattern[str]
    outcome: Outcome


@cache
def outcome_rules(scope: str) -> tuple[OutcomeRule, ...]:
    """The rules of one scope, which says where they are looked for (the operative part, the vote, a printed result ...), in the order of
    the table, which is their precedence."""
    return tuple(
        OutcomeRule(re.compile(row["pattern"]), Outcome(row["outcome"])) for row in load_table("outcomes") if row["scope"] == scope
    )


@cache
def alternatives(scope: str) -> str:
    """All patterns of a scope as one alternation, longest first."""
    patterns = sorted((row["pattern"] for row in load_table("outcomes") if row["scope"] == scope), key=len, reverse=True)
    return "|".join(patterns)


@cache
def deciding_verb() -> re.Pattern[str]:
    """A deciding verb in flat text: third person or infinitive."""
    return re.compile(rf"\b(?:{alternatives('verb')})\b")


@cache
def deciding_participle() -> re.Pattern[str]:
    """A deciding past participle in flat text ("ont : - approuvé ...")."""
    return re.compile(rf"\b(?:{alternatives('participle')})e?s?\b")


@cache
def sum_words(meaning: str) -> re.Pattern[str]:
    """What flat words before, behind or around a sum mean (`sum_words.csv`), as one pattern; those before a sum end in it, those behind it
    are matched where it ends."""
    return pattern_of("sum_words", meaning)


@cache
def opens(part: str) -> re.Pattern[str]:
    """How a line opens that plays a part in an act (`act_marks.csv`), behind its bullet, in flat words."""
    return re.compile(r"\W*(?:" + _marking(part, "start") + ")")


@cache
def holds(part: str) -> re.Pattern[str]:
    """What a line that plays a part in an act says anywhere (`act_marks.csv`), in flat words."""
    return re.compile(_marking(part, "anywhere"))


def _marking(part: str, at: str) -> str:
    patterns = [f"(?:{row['pattern']})" for row in load_table("act_marks", part) if row["at"] == at]
    if not patterns:
        raise ConfigurationError(f"Lexicon table act_marks.csv has no row of meaning {part} at {at}; add one.")
    return "|".join(patterns)


@cache
def announcements() -> tuple[tuple[re.Pattern[str], AmountRole | None], ...]:
    """Words before a sum of the statement that announce a cost or product of the act, with its role; None: the words around it tell."""
    return tuple((re.compile(row["pattern"]), AmountRole(row["role"]) if row["role"] else None) for row in load_table("announced"))


@cache
def chapter() -> re.Pattern[str]:
    """The heading of a chapter inside one act, in flat words without its ordinal ("Rapport de présentation", "Fondements")."""
    return re.compile(r"\W*(?:" + alternatives_of("act_chapters") + r")\W*")


@cache
def head_field() -> re.Pattern[str]:
    """A field of the letterhead in flat words: a label alone, or one with its value ("Rapport n° 107", "Rapporteur Mme Exemple")."""
    return re.compile(r"\W*(?:" + alternatives_of("head_fields") + r")\W*")


@cache
def head_label() -> re.Pattern[str]:
    """The label of a field of the letterhead alone on its line; the line below holds its value."""
    return pattern_of("head_fields", "label")
