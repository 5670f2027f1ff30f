"""The kind of part that a heading opens: diagnosis, method, what is done already, measures, a synopsis of them."""

from __future__ import annotations

import functools
import re

from pipeline.extract.measures.numbering import mark_of
from pipeline.extract.measures.wording import opening_of, plain
from pipeline.records.lexicon import load_table

_LEAD_NUMBER = re.compile(r"(?:[\divx]{1,4}(?:\.\d+)*|[a-h])\s?[.)–—:-]*\s+")
_NAMES_PLAN = re.compile(r"(?:le |notre )?(?:plan|projet|programme|charte|contrat|schema|strategie|pacte|agenda|convention)\b")
SOFT = frozenset({"aims", "followup", "calendar"})  # parts that may hold measures after all
PARTS = frozenset({"chapitre", "partie", "titre", "section"})  # of a document; the other labels are parts of a plan
CLOSED = frozenset(
    {
        "contents",
        "diagnosis",
        "method",
        "foreword",
        "values",
        "testimony",
        "done",
        "rejected",
        "lexicon",
        "calendar",
        "thanks",
        "followup",
        "aims",
    }
)


@functools.cache
def _zones() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((r["meaning"], re.compile(rf"(?:{r['pattern']})\Z")) for r in load_table("plan_headings"))


def zone_of(heading: str) -> str:
    """The kind of part that a heading opens, by its words; "" when they do not say."""
    words = " ".join(plain(heading).strip(" :.?!–—-").split())
    words = _LEAD_NUMBER.sub("", words, count=1) if _LEAD_NUMBER.match(words) else words
    mark = mark_of(words)
    if mark and mark.meaning == "axis":
        words = words[mark.rest :]
    if len(words) > 90:
        return ""
    zone = next((meaning for meaning, pattern in _zones() if pattern.match(words)), "")
    if mark and mark.meaning == "axis" and zone in (SOFT | {"thanks"} if mark.label in PARTS else CLOSED):  # "Axe 3 : Participer"
        return ""
    if zone in CLOSED and _NAMES_PLAN.match(words):
        return ""
    to_do = len(words.split()) > 2 and opening_of(words).shape == "infinitive"  # "Réaliser un diagnostic partagé"
    return "" if zone in CLOSED and to_do else zone
