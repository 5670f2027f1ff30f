"""One measure said twice (a fiche and its row in a synoptic table) stays one, with both places and what each adds."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import replace

from pipeline.extract.measures.wording import plain
from pipeline.records.plan import Measure

_WORDS = re.compile(r"[a-z0-9]{3,}")
_EMPTY_WORDS = frozenset(
    (
        "les",
        "des",
        "une",
        "aux",
        "pour",
        "par",
        "sur",
        "dans",
        "avec",
        "que",
        "qui",
        "leur",
        "leurs",
        "nos",
        "notre",
        "est",
        "son",
        "ses",
        "plus",
    )
)
_LEAST_ORDERED = 3  # rows of a table of synthesis
_LEAST_LISTED = 4  # rows of a table that lists measures again
_FIGURES = re.compile(r"\d+")
_DIGITS = re.compile(r"[A-Za-z]?\d+(?:\.\d+)*")


def join_repeats(
    measures: list[Measure], synoptic: frozenset[str] = frozenset(), styles: Mapping[str, tuple[str, ...]] | None = None
) -> list[Measure]:
    """The measures in order, repeats folded into the place that says most.

    `synoptic`: ids of those that stand in a table of synthesis. `styles`: by id the style they are printed in; one style does not repeat
    itself in other words.
    """
    of = styles or {}
    listed = _listed_again(measures, of)
    order = _in_one_order(measures, synoptic, of)
    kept: list[Measure] = []
    for measure in measures:
        at = next(
            (
                i
                for i, k in enumerate(kept)
                if _repeats(k, measure, synoptic, of) or _same_number(k, measure, listed) or k.id == order.get(measure.id)
            ),
            None,
        )
        if at is None:
            kept.append(measure)
        else:
            again = synoptic | listed | order.keys()
            first = _fullness(kept[at]) >= _fullness(measure) if (kept[at].id in again) == (measure.id in again) else measure.id in again
            main, other = (kept[at], measure) if first else (measure, kept[at])
            kept[at] = _joined(main, other)
    return sorted(kept, key=lambda m: (m.page, m.text.evidence[0].start))


def _listed_again(measures: list[Measure], styles: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Ids of the rows of a table that lists the measures of another style again: the same numbers, all of them in parts ("2.1") or under
    mostly kindred words."""
    rows = [m for m in measures if styles.get(m.id, ("",))[0] == "row" and _value(m.number)]
    others = {v: m for m in measures if styles.get(m.id, ("",))[0] not in {"", "row"} and (v := _value(m.number))}
    known = [m for m in rows if (_value(m.number) or "") in others]
    kindred = sum(is_repeat(others[_value(m.number) or ""], m) for m in known)
    in_parts = len(known) == len(rows) == len(others) and all("." in value for value in others)
    again = len(rows) >= _LEAST_LISTED and len(known) >= 0.9 * len(rows) and (in_parts or kindred >= 0.6 * len(rows))
    return frozenset(m.id for m in rows) if again else frozenset()


def _in_one_order(measures: list[Measure], synoptic: frozenset[str], styles: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """For each row of a closing or opening table the measure that it repeats, in however other words: both lists have one length and
    order, and say the same of themselves (kindred words, one run of numbers, or who does it and when)."""
    tabled = [m for m in measures if styles.get(m.id, ("",))[0] == "row"]
    for rows in ([m for m in measures if m.id in synoptic], tabled):
        known = {m.id for m in rows}
        others = [m for m in measures if m.id not in known]
        if len(rows) != len(others) or len(rows) < _LEAST_ORDERED:
            continue
        behind = max(map(_place, others)) < min(map(_place, rows))
        before = known <= synoptic and max(map(_place, rows)) < min(map(_place, others))
        pairs = _by_number(others, rows) or list(zip(others, rows, strict=True))
        if (behind or before) and _say_same(pairs, synoptic=known <= synoptic):
            return {row.id: other.id for other, row in pairs}
    return {}


def _by_number(others: list[Measure], rows: list[Measure]) -> list[tuple[Measure, Measure]]:
    """The pairs of one number each, where two lists have the same numbers; cards of two columns are read in another order than theirs."""
    numbered = {v: m for m in others if (v := _value(m.number))}
    pairs = [(numbered[v], row) for row in rows if (v := _value(row.number)) in numbered]
    return pairs if len(pairs) == len({other.id for other, _ in pairs}) == len(others) else []


def _say_same(pairs: list[tuple[Measure, Measure]], *, synoptic: bool) -> bool:
    """Whether the pairs of two lists are mostly the same measures: by their words, by owner, deadline and budget, or by their numbers,
    which outside of a synthesis need some of the others."""
    kindred = sum(_kinship(a.text.text, b.text.text) >= 0.5 for a, b in pairs) / len(pairs)
    alike = sum(_agree(a, b) for a, b in pairs) / len(pairs)
    numbered = sum(_value(a.number) is not None and _value(a.number) == _value(b.number) for a, b in pairs) / len(pairs)
    return kindred >= 0.6 or alike >= 0.8 or (numbered >= 0.9 and (synoptic or kindred >= 0.3 or alike >= 0.5))


def _place(measure: Measure) -> tuple[int, int]:
    return measure.page, measure.text.evidence[0].start


def _agree(a: Measure, b: Measure) -> bool:
    """Whether two places name the same owner, deadline or budget, and nothing else where both name one."""
    said = [
        (plain(a.owner.text) if a.owner else None, plain(b.owner.text) if b.owner else None),
        (plain(a.deadline.printed.text) if a.deadline else None, plain(b.deadline.printed.text) if b.deadline else None),
        (a.budget.cents if a.budget else None, b.budget.cents if b.budget else None),
    ]
    both = [(x, y) for x, y in said if x is not None and y is not None]
    return bool(both) and all(x == y for x, y in both)


def _same_number(a: Measure, b: Measure, listed: frozenset[str]) -> bool:
    return (a.id in listed) != (b.id in listed) and _value(a.number) is not None and _value(a.number) == _value(b.number)


def _repeats(a: Measure, b: Measure, synoptic: frozenset[str], styles: Mapping[str, tuple[str, ...]]) -> bool:
    one_style = a.id in styles and styles[a.id] == styles.get(b.id)
    return is_repeat(a, b, synoptic=(a.id in synoptic) != (b.id in synoptic), one_style=one_style)


def is_repeat(a: Measure, b: Measure, *, synoptic: bool = False, one_style: bool = False) -> bool:
    """Whether two places say the same measure: one number and kindred words, or nearly the same words under no other number."""
    if _FIGURES.findall(a.text.text) != _FIGURES.findall(b.text.text) and not synoptic and not (_value(a.number) and _value(b.number)):
        return False  # "École 1" is no "École 2"
    shared = _kinship(a.text.text, b.text.text)
    number_a, number_b = _value(a.number), _value(b.number)
    if number_a and number_b:
        return number_a == number_b and shared >= (0.85 if one_style else 0.5)
    fewest = min(len(_stems(a.text.text)), len(_stems(b.text.text)))
    if synoptic:
        cents = {m.budget.cents if m.budget else None for m in (a, b)}
        return (shared >= 0.8 and fewest >= 2) or (shared >= 0.5 and len(cents) == 1 and None not in cents)
    return shared >= 0.85 and fewest >= 3 and _axis(a) != _axis(b)


def _axis(measure: Measure) -> str:
    return measure.axis[-1].text if measure.axis else ""


def _value(number: str | None) -> str | None:
    match = _DIGITS.search(number) if number else None
    return match[0].lower() if match else None


@functools.lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(w[:5] for w in _WORDS.findall(plain(text)) if w not in _EMPTY_WORDS)


def _kinship(a: str, b: str) -> float:
    """Share of the stems of the shorter text that the longer one holds."""
    first, second = _stems(a), _stems(b)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _fullness(measure: Measure) -> tuple[int, int]:
    filled = sum(bool(v) for v in (measure.owner, measure.partners, measure.deadline, measure.budget, measure.steps, measure.indicators))
    return filled, len(measure.whole.text)


def _joined(main: Measure, other: Measure) -> Measure:
    budget = main.budget if main.budget and (main.budget.cents is not None or not other.budget) else other.budget
    return replace(
        main,
        owner=main.owner or other.owner,
        partners=main.partners or other.partners,
        deadline=main.deadline or other.deadline,
        budget=budget,
        steps=main.steps or other.steps,
        indicators=main.indicators or other.indicators,
        axis=main.axis or other.axis,
        also_at=(*main.also_at, other.text, *other.also_at),
    )
