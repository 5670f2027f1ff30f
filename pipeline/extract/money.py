"""Sums of money in French text: figures and words, taxes, periods. Pure functions over one text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pipeline.extract.numerals import NUMBER_WORDS, number_of
from pipeline.extract.rounded import rounded_sums


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum, counted once even when words and figures both say it. `text[start:end]` holds both, with the currency and the tax.

    `figure_start:figure_end` is the figure itself (the words, when there is no figure). `tax` is "HT", "TTC" or None. `marked` is False for
    a bare figure of a table. `unit` is what the price is for ("m²", "an", "élève"). `per_year`: due each year.
    """

    start: int
    end: int
    cents: int
    figure_start: int
    figure_end: int
    tax: str | None = None
    per_year: bool = False
    unit: str | None = None
    marked: bool = True
    in_words: bool = False


_GAP = "[ \u00a0\u202f\u2009]"
# "100 000, 00 €": a space typed before the cents of a figure of thousands, or before none at all
_LOOSE_CENTS = rf"(?:(?:(?<=\d{{4}})|(?<={_GAP}\d{{3}})),{_GAP}\d\d|,{_GAP}00)(?={_GAP}?(?:€|euros?\b))"
# A figure never begins inside a longer token (a date, an account code, a decimal), nor with a zero before other digits.
_FIGURE = (
    rf"(?=\d)(?<!\d)(?<!\d[/.,'-])(?<!\d{_GAP}[.,])"
    r"(?P<figure>"
    rf"(?:[1-9]\d{{0,2}}(?:{_GAP}\d{{3}})+|[1-9]\d{{0,2}}(?:\.\d{{3}})+(?![\d])|[1-9]\d{{0,2}}(?:,\d{{3}})+(?=\.\d\d(?!\d))|0|[1-9]\d*)"
    rf"(?:{_GAP}?[.,]\d{{1,6}}|{_LOOSE_CENTS})?)"
    r"(?![\d])"
)
_SCALE = r"(?P<scale>millions?|milliards?|milliers?|mille)"
_CURRENCY = (
    rf"(?:{_GAP}?\)?{_GAP}*(?:{_SCALE}{_GAP}+(?:d['’]{_GAP}?)?)?(?P<mark>(?P<kilo>[kKM]|Md|Mds|M[dD]){_GAP}?(?:€|euros?|EUR)"
    rf"|€(?:uros?)?|euros?\b|EUROS?\b|Euros?\b|EUR\b|\ufffd(?=\s*(?:HT|TTC))))"
)
_MARKED = re.compile(_FIGURE + _CURRENCY)
_BARE = re.compile(_FIGURE + rf"(?!{_GAP}?(?:%|°|h\b|m²|m2|m3|km|kW|ha\b))")
_CENTIMES_AFTER = re.compile(rf"{_GAP}?(?:et{_GAP})?(\d{{1,2}}){_GAP}?(?:centimes?|cts?)\b")
_CENTIMES = re.compile(rf"(?<![\d.,])(\d{{1,2}}){_GAP}?centimes?\b(?:{_GAP}?d['’]{_GAP}?euros?)?")
_EURO_WORD = re.compile(r"\b(?:euros?|EUROS?|Euros?)\b")
_WORDS_BEFORE = re.compile(rf"\b({NUMBER_WORDS})\s+(?:(?:d['’]\s?)?)$", re.IGNORECASE)
_WORDS_BEFORE_FIGURE = re.compile(rf"\b({NUMBER_WORDS})(?:\s+(?:d['’]\s?)?euros?)?\s*(?:[(\[:–—-]|soit)\s*$", re.IGNORECASE)
_WORDS_AFTER_FIGURE = re.compile(rf"\s*[(\[]\s*(?:soit\s+)?({NUMBER_WORDS})(?:\s+(?:d['’]\s?)?euros?)?\s*[)\]]", re.IGNORECASE)
_WORD_CENTIMES = re.compile(rf"\s+(?:et\s+)?({NUMBER_WORDS})\s+(?:centimes?|cts?)\b", re.IGNORECASE)
_TAX = re.compile(
    r"[\s),]{0,3}(?:en\s+)?(?P<tax>H\.?\s?T\.?(?![\w])|T\.?T\.?C\.?(?![\w])|hors\s+taxes?|toutes?\s+taxes?\s+comprises?|ht\b|ttc\b)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s?(?:/|par\s|le\s|la\s|l['’]|chaque\s|pour\s(?:un|une|chaque)\s)\s?(?!premi|deuxi|troisi|second|derni|prochain)"
    r"(?!(?:montant|total|dotation|contribution|participation|subvention|cotisation|compensation|aide|somme|enveloppe|crédit|plafond|seuil)\b)"
    r"(?P<unit>an(?:née|nuel)?\b|m[²³23]\b|[\w²³]{1,20})"
)
_YEARLY_AFTER = re.compile(
    r"\s{0,2}(?:HT|TTC)?\s?(?:/\s?an\b|par\s+an\b|par\s+(?:année|exercice)\b|l['’]an\b|chaque\s+année|annuel(?:le)?s?\b)", re.IGNORECASE
)
_YEARLY_BEFORE = re.compile(r"\bannuel(?:le)?s?\s+(?:\w+\s+){0,3}(?:de|à|:|est|d['’])?\s*$", re.IGNORECASE)
_CODE_BEFORE = re.compile(
    r"\b(?:articles?|art\.|chapitres?|chap\.|comptes?|fonctions?|nature|opérations?|n°|numéro|section)\s*$", re.IGNORECASE
)
_FIRST_GROUP = re.compile(rf"\d+{_GAP}")
_MINUS = re.compile(rf"[-–−]{_GAP}?$")
_PLUS = re.compile(rf"\+{_GAP}?\d")
_THIN = re.compile(rf"{_GAP}")

_UNFINISHED = re.compile(r"[\d.,]\s*$")  # "1,2 million d'euros": the words alone are no number
_SCALE_ALONE = re.compile(r"(?:millions?|milliards?)\b", re.IGNORECASE)  # "plusieurs millions d'euros" says no number
_MONEY_SHAPE = re.compile(rf"[.,]\d\d$|^\d{{1,3}}(?:{_GAP}\d{{3}})+$")

_FACTOR = {"k": 1_000, "m": 1_000_000, "md": 1_000_000_000, "mds": 1_000_000_000}
_SCALE_FACTOR = {"million": 1_000_000, "milliard": 1_000_000_000, "millier": 1_000, "mille": 1_000}


def find_sums(text: str, *, bare: bool = False) -> tuple[Sum, ...]:
    """The sums of `text` in order, without overlap.

    A sum needs a currency ("€", "euros", "K€", "millions d'euros"). With `bare` a figure with two decimals, or grouped by
    thousands, counts as well (cells of a table whose heading names the currency). A percentage is none; a range gives its marked end.
    """
    found = _marked_sums(text)
    taken = [(s.start, s.end) for s in found]
    found += [s for s in _rounded(text) if not _overlaps(taken, s)]
    taken = [(s.start, s.end) for s in found]
    found += [s for s in _worded_sums(text) if not _overlaps(taken, s)]
    taken = [(s.start, s.end) for s in found]
    found += [s for s in _centime_sums(text) if not _overlaps(taken, s)]
    if bare:
        taken = [(s.start, s.end) for s in found]
        found += [s for s in _bare_sums(text) if not _overlaps(taken, s)]
    return tuple(sorted(found, key=lambda s: s.start))


def cents_of(figure: str) -> int | None:
    """Cents of a printed figure ("13 766.98", "1.234", "1.234.567,89", "1 200"); None for what is no figure."""
    compact = _THIN.sub("", figure).strip()
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,6})?", compact):
        compact = compact.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+\.\d{1,6}", compact):
        compact = compact.replace(",", "")
    else:
        compact = compact.replace(",", ".")
    if not re.fullmatch(r"\d+(?:\.\d{1,6})?", compact):
        return None
    return _cents(Decimal(compact))


def _cents(euros: Decimal) -> int:
    return int((euros * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _overlaps(spans: list[tuple[int, int]], s: Sum) -> bool:
    return any(s.start < end and start < s.end for start, end in spans)


def _marked_sums(text: str) -> list[Sum]:
    found: list[Sum] = []
    for match in _MARKED.finditer(text):
        start, cents = _figure(text, match)
        if cents is None:
            continue
        scale, kilo = match["scale"], match["kilo"]
        if scale:
            cents *= _SCALE_FACTOR[scale.lower().rstrip("s")]
        if kilo:
            cents *= _FACTOR[kilo.lower()]
        end = match.end()
        after = _CENTIMES_AFTER.match(text, end)
        if after and not scale and not kilo:
            cents += int(after[1])
            end = after.end()
        sign = _sign(text, start, match.start("figure"))
        found.append(_complete(text, (sign, end), (start, match.end("figure")), -cents if sign < start else cents))
    return found


def _figure(text: str, match: re.Match[str]) -> tuple[int, int | None]:
    """Start and cents of a matched figure, without the account code that may stand before it ("article 657 400 €")."""
    start = match.start("figure")
    figure = match["figure"]
    group = _FIRST_GROUP.match(figure)
    if group and _CODE_BEFORE.search(text, max(start - 14, 0), start):
        start += group.end()
        figure = figure[group.end() :]
    return start, cents_of(figure)


def _sign(text: str, start: int, printed: int) -> int:
    """Where the minus sign of the figure at `start` stands, or `start`. A dash after a word is no sign unless a "+" stands in reach."""
    if start != printed:
        return start
    minus = _MINUS.search(text, max(start - 2, 0), start)
    if not minus:
        return start
    before = text[minus.start() - 1] if minus.start() else "\n"
    if minus.end() - minus.start() == 1:
        return minus.start() if before in " \t(\n\u00a0\u202f" else start
    signed = before == "\t" or _PLUS.search(text, max(start - 400, 0), start + 400)
    return minus.start() if signed and before != "\n" else start


def _complete(text: str, span: tuple[int, int], figure: tuple[int, int], cents: int, *, in_words: bool = False) -> Sum:
    """The sum with what stands around it: the same sum in words, the tax, the unit, whether it is due each year."""
    start, end = span
    words = None if in_words else _WORDS_BEFORE_FIGURE.search(text, max(start - 140, 0), start)
    if words and _agrees(words[1], cents):
        start = words.start()
        if text[end : end + 1] in {")", "]"}:
            end += 1
    after = None if in_words else _WORDS_AFTER_FIGURE.match(text, end)
    if after and _agrees(after[1], cents):
        end = after.end()
    tax = _TAX.match(text, end)
    if tax:
        end = tax.end()
    unit = _UNIT.match(text, end)
    yearly = _YEARLY_AFTER.match(text, end) or _YEARLY_BEFORE.search(text, max(start - 50, 0), start)
    return Sum(
        start,
        end,
        cents,
        *figure,
        tax=_tax_name(tax["tax"]) if tax else None,
        per_year=bool(yearly),
        unit=unit["unit"] if unit else None,
        in_words=in_words,
    )


def _tax_name(printed: str) -> str:
    return "TTC" if printed.lower().startswith("t") else "HT"


def _agrees(words: str, cents: int) -> bool:
    """Whether the words say the same sum (their centimes may be left to the figure)."""
    value = number_of(words)
    return value is not None and value == abs(cents) // 100


def _worded_sums(text: str) -> list[Sum]:
    found: list[Sum] = []
    for euro in _EURO_WORD.finditer(text):
        words = _WORDS_BEFORE.search(text, max(euro.start() - 140, 0), euro.start())
        if not words:
            continue
        value = number_of(words[1])
        if value is None or _SCALE_ALONE.match(words[1]) or _UNFINISHED.search(text, max(words.start() - 8, 0), words.start()):
            continue
        cents, end = value * 100, euro.end()
        centimes = _WORD_CENTIMES.match(text, end)
        if centimes:
            cents += number_of(centimes[1]) or 0
            end = centimes.end()
        found.append(_complete(text, (words.start(), end), (words.start(), end), cents, in_words=True))
    return found


def _rounded(text: str) -> list[Sum]:
    return [_complete(text, (a, b), (a, b), cents, in_words=True) for a, b, cents in rounded_sums(text)]


def _centime_sums(text: str) -> list[Sum]:
    return [_complete(text, m.span(), m.span(), int(m[1])) for m in _CENTIMES.finditer(text)]


def _bare_sums(text: str) -> list[Sum]:
    found: list[Sum] = []
    for match in _BARE.finditer(text):
        start, cents = _figure(text, match)
        figure = text[start : match.end("figure")]
        if cents is None or not _MONEY_SHAPE.search(figure):
            continue
        sign = _sign(text, start, match.start("figure"))
        found.append(Sum(sign, match.end("figure"), -cents if sign < start else cents, start, match.end("figure"), marked=False))
    return found
