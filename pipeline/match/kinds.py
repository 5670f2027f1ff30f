"""For whom and to what end, and whether about everything: what words alone do not tell apart ("assembly of the young", "of the old")."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping

from pipeline.match.patterns import at_words
from pipeline.match.words import plain
from pipeline.records.lexicon import load_table

_WHERE = re.compile(
    r"\b(?:pres|abords|proximite|autour|devant|le long|aux? pieds?) d(?:es?|u|')\b[^.,;:–]{0,40}"
)  # says where, not for whom
# A matter, not for whom.
_HEADING = re.compile(r"^(?:objet\s*:\s*)?(?:gestion du )?personnel (?:communal|communautaire|municipal|departemental)\s*[-–—:.]")
_CLAUSE = 240  # letters of a passage in which it says what it decides


@functools.lru_cache(maxsize=65_536)
def audiences(text: str) -> frozenset[str]:
    """The groups of people that a text names: meanings of `data/lexicon/audiences.csv`."""
    folded = plain(text)
    if not _audiences()(folded):
        return frozenset()
    return frozenset(_audiences()(_WHERE.sub(" ", _HEADING.sub(" ", folded))))


@functools.lru_cache(maxsize=65_536)
def purposes(subject: str) -> tuple[str, ...]:
    """The kinds of act, by its subject, that answer only measures which ask for that: meanings of `data/lexicon/act_purposes.csv`."""
    return general_or_special(plain(subject))[1]


def general_or_special(subject: str) -> tuple[bool, tuple[str, ...]]:
    """Whether an act with this folded subject is about the budget, the accounts, the minutes ... (`data/lexicon/general_acts.csv`), and its
    `purposes`."""
    found = _kinds()(subject)
    if not found:
        return False, ()
    return any(kind not in _asked() for kind in found), tuple(filter(_asked().__contains__, found))


@functools.lru_cache(maxsize=65_536)
def clause_purposes(passage: str) -> tuple[str, ...]:
    """The same of one passage, whatever the act's subject: `data/lexicon/clause_purposes.csv`, meanings as in `purposes`."""
    folded = plain(passage[:_CLAUSE])
    return tuple(meaning for pattern, meaning in _clauses() if pattern.search(folded))


@functools.lru_cache(maxsize=65_536)
def asks_for(text: str, purpose: str) -> bool:
    """Whether a measure's words ask for an act of this purpose."""
    return _asked()[purpose].search(plain(text)) is not None


@functools.cache
def purpose_weight(purpose: str) -> float:
    """How much against an answer this purpose speaks, where the measure does not ask for it."""
    return next(float(row["weight"]) for row in load_table("act_purposes", purpose))


@functools.cache
def _audiences() -> Callable[[str], tuple[str, ...]]:
    return at_words({row["meaning"]: row["pattern"] for row in load_table("audiences")}, behind=r"\b")


@functools.cache
def _kinds() -> Callable[[str], tuple[str, ...]]:
    """Both tables at once: most subjects hold nothing of either."""
    return at_words({row["meaning"]: row["pattern"] for name in ("general_acts", "act_purposes") for row in load_table(name)})


@functools.cache
def _clauses() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["meaning"]) for row in load_table("clause_purposes"))


@functools.cache
def _asked() -> Mapping[str, re.Pattern[str]]:
    return {row["meaning"]: re.compile(rf"\b(?:{row['asked']})") for row in load_table("act_purposes")}
