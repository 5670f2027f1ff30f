"""Prices by income or size: a price asked up to a limit, and a scale that gives it to fewer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.judge.answers import Answer
from pipeline.judge.counting import NUMBER, whole_number
from pipeline.judge.segments import segments_of
from pipeline.judge.topics import own_words
from pipeline.judge.wording import STEM, flat, says, shortened

MARGIN = 1.05  # a price or limit moved by less is rounding
_MONEY = r"(\d{1,3}(?:[ .]\d{3})+|\d+)(?:,(\d{1,2}))? ?(?:€|euros?)"
_STEP = re.compile(
    rf"(?:inferieure?s? a|moins de|jusqu'a|(?:de |entre )?{_MONEY.replace('(?:€|euros?)', '(?:€|euros?)?')} ?(?:a|et|-|–)) ?{_MONEY}"
    rf" ?(?:inclus|compris)? ?[:;|–-]? ?{_MONEY}"
)

_SCALE = r"(?:tranche|quotient|categorie|palier|niveau)s?"
_FIRST_STEPS = re.compile(rf"\b{NUMBER} ?premi\w+ {_SCALE}\b")
_STEP_PRICE = re.compile(
    rf"\b{_SCALE} (?P<step>[a-h]|\d)\b[,:]? (?:(?!{_SCALE}|gratuit)[a-z0-9' ]){{0,30}}?(?P<price>\d+(?:[.,]\d\d)?) ?(?:€|euros)"
)
_HALVED_STEP = re.compile(rf"\b(?:reduire de moitie|demi-tarif|moitie) [^;.,]{{0,40}}?\b{_SCALE} (?P<step>[a-h]|\d)\b")
_ROW_STEP = re.compile(rf"^(?:{_SCALE} )?(?P<step>[a-h]|\d)$")
_LAST_PRICE = re.compile(r"(\d+(?:[.,]\d\d)?) ?(?:€|euros)")
_PARTS = re.compile(r"[;,]| et (?=(?:que|de|d['’])\b)|(?<=\w) et (?=[A-ZÀÉÈ]{4,}\b)")
_AUDIENCE = re.compile(r"\b(?:pour les|aux) ([a-z]{4,})")
HALVED = 0.5  # of a price that is not told


def steps_of(text: str) -> list[tuple[float, float, float]]:
    """The steps of a scale: from, up to and price in euros ("De 450 à 799 € 2,10 €" is 450, 799, 2.1)."""
    return [(_euros(m, 1), _euros(m, 3), _euros(m, 5)) for m in _STEP.finditer(flat(text))]


def dearer_step(limit: int, price: float, answers: Sequence[Answer]) -> str | None:
    """The reason in French why an act gives the price asked to fewer than those below `limit`: its scale has that price, and a higher one
    for a step that begins below the limit. A scale without that price is about something else."""
    for answer in answers:
        steps = [step for s in segments_of(answer.act) for step in steps_of(s.text)]
        if not any(asked <= price * MARGIN for _, _, asked in steps):
            continue
        dearer = [s for s in steps if s[2] > price * MARGIN and s[0] * MARGIN < limit and s[1] <= limit * MARGIN]
        if dearer:
            low, high, more = dearer[0]
            return f"la mesure demande {price:g} € jusqu'à {limit} €, l'acte fixe {more:g} € de {low:g} à {high:g} €"
    return None


def _euros(match: re.Match[str], group: int) -> float:
    whole = match[group]
    return float(f"{re.sub('[ .]', '', whole)}.{match[group + 1] or 0}") if whole else 0.0


def fewer_free(title: str, answers: Sequence[Answer]) -> str | None:
    """The first so many steps of a scale to be free, and acts that free some and ask a price of one of them, or half of it."""
    first = _FIRST_STEPS.search(flat(title))
    if first is None or not says("substance", "free", title):
        return None
    number, texts = whole_number(first[1]), [s.text for a in answers for s in segments_of(a.act)]
    prices = [*_row_prices(answers), *((m["step"], _price_of(m["price"])) for t in texts for m in _STEP_PRICE.finditer(flat(t)))]
    halved = [(m["step"], HALVED) for t in texts for m in _HALVED_STEP.finditer(flat(t))]
    free = any(price == 0 for _, price in prices) or any(says("substance", "free", t) for t in texts)
    kept = next((step for step, price in (*prices, *halved) if price and _place_of(step) <= number), None)
    return (
        f"la mesure demande la gratuité pour {number} tranches, l'acte garde un prix pour la tranche {kept.upper()}"
        if free and kept
        else None
    )


def cheaper_only(title: str, clauses: Sequence[str]) -> str | None:
    """Several things to be free, and clauses that free one and only lower the price of another, for the same people."""
    if not says("substance", "free", title):
        return None
    parts = [p for c in clauses for p in _PARTS.split(c)]
    free = frozenset().union(*(own_words(p) for p in parts if says("substance", "free", p) or says("spending", "drops_price", p)))
    asked = own_words(title)
    for part in parts if free else ():
        others = {w[:STEM] for m in _AUDIENCE.finditer(flat(part)) for w in m[1].split()} - asked
        if says("substance", "cheaper", part) and not others and (own_words(part) & asked) - free:
            return f"la mesure demande la gratuité, l'acte baisse seulement un prix ({shortened(part)})"
    return None


def _row_prices(answers: Sequence[Answer]) -> list[tuple[str, float]]:
    """The steps of a scale that are rows of a table, with the last price of each."""
    rows = [s.cells for a in answers for s in segments_of(a.act) if s.cells]
    steps = [
        (m["step"], [p for c in cells[1:] for p in _LAST_PRICE.findall(flat(c))])
        for cells in rows
        if (m := _ROW_STEP.match(flat(cells[0])))
    ]
    return [(step, _price_of(prices[-1])) for step, prices in steps if prices]


def _price_of(printed: str) -> float:
    return float(printed.replace(",", "."))


def _place_of(step: str) -> int:
    """Which step of a scale a letter or figure stands for, from 1."""
    return int(step) if step.isdigit() else ord(step) - ord("a") + 1
