"""French months, number words and what they stand for, and sums as they are printed."""

from __future__ import annotations

from pipeline.records.folding import fold

NBSP = "\u00a0"
THIN = "\u202f"

MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
FOLDED_MONTHS = tuple(map(fold, MONTHS))
ANY_MONTH = "|".join(MONTHS)  # as printed in small letters; to be put between brackets
ANY_FOLDED_MONTH = "|".join(FOLDED_MONTHS)

# Number words, folded. Those of a group are added to each other ("quatre-vingt" aside), a hundred and a scale multiply what stands before.
_ONES = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
ONES = {word: value for value, word in enumerate(_ONES.split())} | {"une": 1}
TENS = {
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "octante": 80,
    "huitante": 80,
    "nonante": 90,
}
HUNDREDS = frozenset({"cent", "cents"})
SCALES = {
    "mille": 1_000,
    "mil": 1_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "milliard": 1_000_000_000,
    "milliards": 1_000_000_000,
}


def euros(cents: int) -> str:
    """A sum as French prints it: 48 000 €, 1 234,50 €; thousands and unit with no-break spaces."""
    whole, rest = divmod(abs(cents), 100)
    grouped = f"{whole:,}".replace(",", THIN)
    return f"{'−' if cents < 0 else ''}{grouped}{f',{rest:02d}' if rest else ''}{NBSP}€"
