"""Whether an act says in so many words that it carries out a given action of the plan."""

from __future__ import annotations

import functools
import math
import re
from collections import defaultdict
from collections.abc import Mapping

from pipeline.match.words import plain, stems

_KIND = (
    r"(?:fiches?[- ]actions?|actions?|mesures?|propositions?|recommandations?|engagements?|objectifs?|fiches?|preconisations?"
    r"|orientations?)"
)
# What is looked for before anything is folded; capitals of a heading ("ACTION 2.3") are no citation.
_KINDS = ("ction", "esure", "roposition", "ecommandation", "ngagement", "bjectif", "iche", "onisation", "rientation")
_LIKELY = {kind: re.compile(rf"{kind}s?\s+(?:[nN]°?\s?)?(?:[A-Za-z]?\d|[ivxIVX]+\.\d)") for kind in _KINDS}
_NUMBER = r"(?:[a-z]?\d+(?:[.\-]\d+)*[a-z]?|[ivx]+(?:\.\d+)+)"
_CITED = re.compile(rf"\b({_KIND}) (?:n°? ?)?({_NUMBER})(?![\w.\-]*\d)")
_PRINTED = re.compile(_NUMBER)
_AXIS = re.compile(r"\s*(?:axes?|orientations?|objectifs?|chapitres?|volets?)\b")  # a plan's own numbers of parts, or an act's
_AROUND = 250  # letters on each side in which the plan should be named


def cited_numbers(text: str) -> Mapping[str, tuple[str, ...]]:
    """The numbers of actions that a text cites, each with the words around it, folded."""
    if not any(kind in text and likely.search(text) for kind, likely in _LIKELY.items()):
        return {}
    folded = plain(" ".join(text.split()))
    found: defaultdict[str, list[str]] = defaultdict(list)
    for match in _CITED.finditer(folded):
        around = folded[max(match.start() - _AROUND, 0) : match.end() + _AROUND]
        found[match[2]].append(around if not _AXIS.match(match[1]) else f"\0{around}")
    return {number: tuple(texts) for number, texts in found.items()}


def reference_strength(number: str | None, plan_title: str, cited: Mapping[str, tuple[str, ...]]) -> float:
    """1 when an act cites the measure's number beside the plan's name, 0.5 when it cites a compound number ("action 2.3") of a plan
    that it does not name, else 0. An "orientation 3" counts only beside the plan's name: acts have orientations of their own."""
    found = cited.get(printed_number(number) or "", ())
    if any(names_plan(plan_title, around) for around in found):
        return 1.0
    compound = "." in (number or "")
    return 0.5 if compound and any(not around.startswith("\0") for around in found) else 0.0


def names_plan(title: str, text: str) -> bool:
    """Whether the text names the plan, by the content words of its title."""
    wanted = title_stems(title)
    return len(wanted.intersection(stems(text))) >= least_named(len(wanted))


def least_named(wanted: int) -> float:
    """How many of the content words of a plan's title must be said: four fifths; one word alone names no plan."""
    return 0.8 * wanted if wanted >= 2 else math.inf


@functools.lru_cache(maxsize=256)
def title_stems(title: str) -> frozenset[str]:
    """The content words of a plan's title."""
    return frozenset(stems(title))


@functools.lru_cache(maxsize=8192)
def printed_number(printed: str | None) -> str | None:
    """The number in a printed label: "Fiche action 2.3" gives "2.3". None without one."""
    match = _PRINTED.search(plain(printed)) if printed else None
    return match[0] if match else None
