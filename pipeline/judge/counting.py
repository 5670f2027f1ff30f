"""Numbers of things in French text: "vingt-deux sites", "12 000 arbres", "25 %", "moins de onze ans"."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping

from pipeline.judge.wording import STEM, flat
from pipeline.records.folding import fold
from pipeline.records.french import FOLDED_MONTHS, HUNDREDS, ONES, SCALES, TENS
from pipeline.records.lexicon import load_table

NUMBER = rf"((?:(?:{'|'.join([*ONES, *TENS, *HUNDREDS, *SCALES, 'et'])})\b[- ]?)+|\d+)"  # of folded text
_NOT_THINGS = frozenset(
    [
        "an",
        "ans",
        "annee",
        "annees",
        "mois",
        "semaine",
        "semaines",
        "jour",
        "jours",
        "heure",
        "heures",
        "minute",
        "minutes",
        "euro",
        "euros",
        "fois",
        "pour",
        "cent",
        "articles",
        "article",
        "voix",
        "alinea",
        "exercice",
        "exercices",
        "pages",
        "page",
        "tiers",
        "part",
        "parts",
        "abstention",
        "abstentions",
        "membres",
        *FOLDED_MONTHS,
    ]
)
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?) ?(?:%|pour cent|p\. ?100)")
_HALF = re.compile(r"\b(?:la|une|pour) moitie\b (?:de|des|du|d'|avec|en|par)")
_FRACTION = re.compile(rf"\b{NUMBER} ?(tiers|quarts?|cinquiemes?|sixiemes?|huitiemes?|dixiemes?)\b (?:de|des|du|avec|en|par)\b")
_PARTS_OF = {"tiers": 3, "quart": 4, "cinquieme": 5, "sixieme": 6, "huitieme": 8, "dixieme": 10}
_OTHER_SHARE = re.compile(
    r"^\s*(?:du (?:cout|montant|prix|capital|total des indemnites)|de (?:la depense|l'assiette|subvention|remise|tva)|ht\b|ttc\b)"
)
_AGE = re.compile(r"\b(moins|plus) de ([a-z0-9' -]{1,30}?) ans\b")
HALF = 50  # of a hundred parts
GROWN = 12  # "jusqu'à trois ans" is mostly a time
_UNTIL = re.compile(r"\bjusqu'(?:a|au) (?:leurs? |ses |l'age de )?([a-z0-9' -]{1,20}?) (?:ans|anniversaire)\b")
_FROM_BIRTHDAY = re.compile(
    r"\b(?:a compter|a partir|des|apres|de)(?: de| du)? ?(?:leurs? |son |sa |ses |le )?([a-z0-9' -]{1,30}?) anniversaire\b"
)
_AGE_RANGE = re.compile(r"\b(?:de |entre )?([a-z0-9]{1,8}(?:-[a-z]{2,8}){0,2}) ?(?:a|et|-|–) ?([a-z0-9]{1,8}(?:-[a-z]{2,8}){0,2}) ans\b")
_SCALED = r"(?:(?P<scale>k|m(?:ds?|ille|illions?|illiards?)?)\s?(?:d['’]\s?)?)?(?:€|eur(?:os?)?\b)"
SUM = re.compile(  # a sum in figures, as printed or folded: "12 000 €", "1.500,50 EUROS", "1,5 M€", "300 k€", "2 millions d'euros"
    rf"(?<!\d)(?<!\d[.,])(?P<whole>\d{{1,3}}(?:[ \u00a0\u202f.]\d{{3}})+(?!\d)|\d+)(?:[.,](?P<part>\d+))?\s?{_SCALED}", re.I
)
_SCALES = {"k": 1e3, "mille": 1e3, "m": 1e6, "million": 1e6, "md": 1e9, "milliard": 1e9}
_SUM_IN_WORDS = re.compile(rf"\b{NUMBER} ?{_SCALED}")  # of folded text
LEAST_SUM = 10_00  # cents: a smaller sum is a price
_NO_COUNT = re.compile(  # dates, times of day, speeds, shares, sums, numbers of acts, operations, articles and years count nothing
    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2} ?h(?:eures?)? ?(?:\d\d)?\b"
    r"|tous les [\w-]+(?: cents?)? ?m[eè]tres\b|à moins d(?:e |'|’)[\w '’-]{1,30}?(?:m|km|m[eè]tres?|kilom[eè]tres?)\b"
    r"|\d+(?:[.,]\d+)? ?(?:%|pour cent\b)"
    rf"|\d+ ?km ?/ ?h\b|\bdeux-roues\b|\d[\d\s.,]*{_SCALED}"
    r"|\bn°s? ?\d[\w./-]*"
    r"|\b(?:articles?|op[ée]rations?|chapitres?|natures?|fonctions?|comptes?|lots?|axes?|actions?|phases?|fiches?|b[âa]timent|tranche|volet|secteur|zone)\s\d[\w.]*"
    r"|\b(?:en|de|année|exercice|saison|horizon|pour|fin|rentrée|BP|budget(?: primitif)?) (?:19|20)\d{2}\b(?:\s?[-/]\s?(?:20)?\d{2}\b)?",
    re.I,
)
_AREA = re.compile(r"\b(\d+) ?(ha|hectares?) (\d\d?) ?(?:a|ares?)\b(?: \d\d? ?(?:ca|centiares?)\b)?", re.I)  # "11 ha 84 a"
_DECIMAL = re.compile(r"\b(\d+)[.,](\d{1,2}) ?(?=(?:ha|hectares?|km|kilom[eè]tres?|m2|m²|m[eè]tres?)\b)", re.I)
_MILLIONS = re.compile(r"\b(\d+)(?:[.,](\d+))? (millions?|milliards?)\b")  # "1,86 million de voyages"
_THE_NUMBER = re.compile(r" le nombre (?:\w+ )?d(?:e |')", re.I)  # "fixe à 55 le nombre de dossiers"
_YEARS = range(1990, 2061)  # in four figures together; a thousand things are written "2 000"
_NAME = r"[A-ZÀ-Þ][\w’'-]+(?: (?:(?:de|du|des|la|le|les|l['’]|d['’]|sur|en) ?)*[A-ZÀ-Þ][\w’'-]+)*"
_OF_ONE = r"(?:du|de la|de l['’]) ?"
_NAMES = re.compile(rf"\s(?:suivantes? ?:? |: ?|de |d['’])?{_NAME}(?:, (?:de |d['’])?{_NAME})*(?: et (?:de |d['’])?{_NAME})")
_PLACES = re.compile(rf"\s{_OF_ONE}[^,;.]{{3,40}}?(?:, {_OF_ONE}[^,;.]{{3,40}}?)* et {_OF_ONE}\w")
_ONE_WORD = (
    (r"rez[- ]de[- ]chaussee", "local"),
    (r"metres? carres?\b", "m2"),
    (r"\bgroupe scolaire\b", "ecole"),
    (r"\bgroupes scolaires\b", "ecoles"),
)
_NEXT = re.compile(r", | et ")
_PREPOSITIONS = frozenset({"par", "pour", "dans", "avec", "sans", "sous", "entre", "vers", "chez", "a", "au", "aux", "en"})
_LINK = frozenset({"de", "d", "des", "premiers", "premieres", "nouveaux", "nouvelles", "grands", "grandes", "petites", "petits", "autres"})


def over_years(text: str, group: str) -> int | None:
    """All things of a group that a text spreads over years: "400 arbres en 2024, 350 en 2025 et 300 en 2026"; None without such a list."""
    for listed in _EACH_YEAR.finditer(flat(text)):
        if thing(listed["thing"]) == group:
            return sum(whole_number(m[1]) for m in _IN_YEAR.finditer(listed[0]))
    return None


_IN_YEAR = re.compile(rf"{NUMBER} ?(?:[a-z]{{4,}} )?en (?:19|20)\d\d\b")
_EACH_YEAR = re.compile(
    rf"{NUMBER} ?(?P<thing>[a-z]{{4,}}) en (?:19|20)\d\d\b"
    rf"(?:(?:, | et |, et |, puis | puis ){NUMBER.replace('(', '(?:', 1)} ?(?:[a-z]{{4,}} )?en (?:19|20)\d\d\b)+"
)


def number_of(words: list[str], at: int) -> tuple[int, int] | None:
    """The number that begins at `words[at]` and how many words it takes: figures (thousands apart or not) or words."""
    if words[at].isdigit():
        value, end = words[at], at + 1
        while len(value) <= 6 and end < len(words) and len(words[end]) == 3 and words[end].isdigit() and len(words[at]) <= 3:
            value += words[end]
            end += 1
        return int(value), end - at
    total = group = 0
    end = at
    seen = False
    while end < len(words):
        word = words[end]
        if word in ONES:
            if seen and group % 10 and group % 100 not in (60, 80):
                break
            group += ONES[word]
        elif word in TENS:
            group += 76 if group % 100 == 4 and TENS[word] == 20 else TENS[word]
        elif word in HUNDREDS:
            group = max(group, 1) * 100
        elif word in SCALES:
            total, group = total + max(group, 1) * SCALES[word], 0
        elif not (word == "et" and seen and end + 1 < len(words) and words[end + 1] in ("un", "une", "onze")):
            break
        seen = True
        end += 1
    return (total + group, end - at) if seen else None


def counts(text: str, *, own: bool = False) -> Mapping[str, list[int]]:
    """How many of what: things (a group of `data/lexicon/count_nouns.csv`, else the noun's stem) and the numbers said of them. `own`: of
    "quinze cours d'école" the yards alone, not the schools."""
    found: dict[str, list[int]] = defaultdict(list)
    words = number_words(_THE_NUMBER.sub(" ", _NO_COUNT.sub(" , ", _rounded(text))))
    at = 0
    while at < len(words):
        number = number_of(words, at)
        if number is None:
            at += 1
            continue
        value, length = number
        at += length
        if length == 1 and words[at - 1].isdigit() and value in _YEARS:
            continue  # "la charte 2025-2028"
        if length == 1 and words[at - 1] in ("un", "une") and at < len(words) and words[at] in ("des", "de", "d"):
            continue
        if value <= 50 and at < len(words) and thing(words[at]) == "emploi":
            found.update({g: [*found[g], value] for g in _posts(words[at + 1 : at + 5])})
        group = _counted(words[at : at + (1 if value == 1 else 4)], own=own)  # "un réseau de correspondants" counts no correspondant
        if group:
            found[group].append(value)
    return found


def numbers(text: str) -> set[int]:
    """All whole numbers of a text, whatever they count; sums, years and numbers of articles left out."""
    words = number_words(_NO_COUNT.sub(" , ", text))
    found: set[int] = set()
    at = 0
    while at < len(words):
        number = number_of(words, at)
        found |= {number[0]} if number else set()
        at += number[1] if number else 1
    return found


def _rounded(text: str) -> str:
    """Surfaces and lengths in whole units, as plans ask for them: "11 ha 84 a" is 12 hectares."""
    whole = _AREA.sub(lambda m: f"{int(m[1]) + (int(m[3]) >= HALF)} {m[2]}", text)
    return _DECIMAL.sub(lambda m: f"{int(m[1]) + (int(m[2].ljust(2, '0')) >= HALF)} ", whole)


def _posts(after: list[str]) -> list[str]:
    """What posts are for: "un emploi de médiateur", "deux postes de médiateurs"."""
    nouns = [thing(w) for w in after if w not in ("de", "d", "des")][:2]
    if after and after[0] in ("de", "d", "des") and nouns:
        return [nouns[0], *(g for g in nouns[1:] if g in _groups())]
    return [g for g in nouns if g in _groups() and g != "emploi"]


def _counted(after: list[str], *, own: bool) -> str | None:
    """The thing that a number before these words counts: a known noun among the next three (`own`: before "de"), else the next noun."""
    while after and after[0] in _LINK:
        after = after[1:]
    if not after or after[0] in _NOT_THINGS or after[0] in _PREPOSITIONS or (len(after[0]) < 4 and thing(after[0]) not in _groups()):
        return None
    near = after[: next((n for n, w in enumerate(after) if w in _LINK), 3)] if own else after
    known = next((thing(w) for w in near[:3] if thing(w) in _groups()), None)
    return known or thing(after[0])


def singular(text: str, group: str) -> bool:
    """Whether the words name exactly one such thing ("la parcelle", "un local") and nowhere several."""
    words = number_words(text)
    one = False
    for before, noun in zip(["", *words], words, strict=False):
        if thing(noun) != group:
            continue
        if noun.endswith(("s", "x")) and noun not in ("bus", "repas", "km"):
            return False
        one = one or before in ("un", "une", "le", "la", "l", "du", "au", "cette", "ce")
    return one


@functools.lru_cache(maxsize=16_384)
def thing(noun: str) -> str:
    """The group of a noun, else its stem."""
    for pattern, group in _patterns():
        if pattern.fullmatch(noun):
            return group
    return noun.removesuffix("s")[:STEM]


def listed(text: str, group: str) -> int | None:
    """How many places of a thing the words name: "des toitures du gymnase et de l'école" or "les communes de Brive, Alby et Orme"."""
    found: list[int] = []
    for match in re.finditer(r"[^\W\d_][\w-]{3,}", text):
        if thing(fold(match[0])) == group and match[0].endswith(("s", "x")):
            after = text[match.end() :]
            names = _PLACES.match(after) or _NAMES.match(after)
            found += [len(_NEXT.findall(names[0])) + 1] if names and _NEXT.search(names[0]) else []
    return max(found, default=None)


def percents(text: str) -> list[float]:
    """Shares in per cent, also in words ("la moitié"); rates of aid, tax or cost left out."""
    folded = flat(text)
    found = [float(m[1].replace(",", ".")) for m in _PERCENT.finditer(folded) if not _OTHER_SHARE.match(folded[m.end() :])]
    found += [50.0 for _ in _HALF.finditer(folded)]
    parts = ((_whole_number(m[1]), _PARTS_OF[m[2] if m[2] == "tiers" else m[2].removesuffix("s")]) for m in _FRACTION.finditer(folded))
    return found + [float(100 * n // of) for n, of in parts if n and n < of]


def ages(text: str) -> list[tuple[str, int]]:
    """Limits of age: ("moins", 18) for "moins de dix-huit ans"; "de 15 à 18 ans" is less than 19 and more than 14."""
    folded = flat(text)
    found = [(match[1], age) for match in _AGE.finditer(folded) if (age := _whole_number(match[2])) is not None]
    found += [("moins", age) for m in _UNTIL.finditer(folded) if (age := _whole_number(_cardinal(m[1]))) is not None and age >= GROWN]
    found += [("plus", age - 1) for m in _FROM_BIRTHDAY.finditer(folded) if (age := _whole_number(_cardinal(m[1]))) is not None]
    for match in _AGE_RANGE.finditer(folded):
        low, high = _whole_number(match[1]), _whole_number(match[2])
        if low is not None and high is not None and low < high < 120:
            found += [("plus", low - 1), ("moins", high + 1)]
    return found


def _cardinal(text: str) -> str:
    """A number in words as it counts: "vingt-troisieme" is "vingt-trois", "25e" is "25"."""
    words = text.split("-")
    stem = re.sub(r"(?:ieme|e)$", "", words[-1]) if words[-1].endswith("ieme") or words[-1][:1].isdigit() else words[-1]
    last = next((w for w in (stem, f"{stem}e", {"cinqu": "cinq", "neuv": "neuf"}.get(stem, stem)) if w in ONES or w in TENS), stem)
    return "-".join([*words[:-1], last])


def _whole_number(text: str) -> int | None:
    words = number_words(text)
    number = number_of(words, 0) if words else None
    return number[0] if number and number[1] == len(words) else None


def number_words(text: str) -> list[str]:
    """The words of a text, folded, as numbers and things are told apart in."""
    return re.findall(
        r"[a-z0-9]+(?:-(?:de|cadre|cadres|chaussee|porte)\b(?:-\w+)?)?",
        functools.reduce(lambda words, one: re.sub(one[0], one[1], words), _ONE_WORD, _MILLIONS.sub(_in_full, fold(text))),
    )


def _in_full(match: re.Match[str]) -> str:
    return f"{float(f'{match[1]}.{match[2] or 0}') * SCALES[match[3]]:.0f}"


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["meaning"]) for row in load_table("count_nouns"))


@functools.cache
def _groups() -> frozenset[str]:
    return frozenset(row["meaning"] for row in load_table("count_nouns"))


def whole_number(text: str) -> int:
    """The number that the words are, 0 when they are none."""
    return _whole_number(text) or 0


def sums_of(text: str) -> list[int]:
    """The sums in euros that a text prints, in cents and their order: "12 000 €", "1,5 M€", "vingt mille euros"; without prices."""
    folded = flat(text)
    found = [(m.start(), cents_of(m)) for m in SUM.finditer(folded)]
    found += [(m.start(), _cents(whole_number(m[1]), m["scale"])) for m in _SUM_IN_WORDS.finditer(folded) if not m[1].isdigit()]
    return [cents for _, cents in sorted(found) if cents >= LEAST_SUM]


def cents_of(match: re.Match[str]) -> int:
    """The sum that `SUM` found, in cents."""
    return _cents(float(f"{re.sub(r'[^0-9]', '', match['whole'])}.{match['part'] or 0}"), match["scale"])


def _cents(number: float, scale: str | None) -> int:
    return round(number * (_SCALES[scale.lower().removesuffix("s")] if scale else 1) * 100)
