"""Numbers and labels at the head of a text: "Fiche action 1.1 –", "Recommandation n° 3 :", "2.4", "A1", "IV."."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from pipeline.extract.measures.wording import is_infinitive, plain
from pipeline.records.french import ANY_FOLDED_MONTH
from pipeline.records.lexicon import load_table, pattern_of

_VALUE = (
    r"(?:[a-z]{1,3}[-.]?)?\d{1,3}(?:\.\d{1,3}){0,4}(?:[.-]?[a-z](?![a-z]))?|[ivx]{1,5}(?:\.\d{1,2})*(?![a-z])|[a-h](?:\.\d{1,2})*(?![a-z'])"
)
_NUMBER_SIGN = r"(?:n\s?[°ºo]\s?s?\s?|#\s?)?"
_AFTER = r"\s*(?:[-–—:.)°·•|/]+\s*|\s+|$)"
_BARE = re.compile(
    r"(?P<value>[①-⑳❶-❿➀-➓]"
    r"|(?:\d{1,2}|[A-Z]|[IVX]{1,5})(?:[.-](?:\d{1,3}|[a-z]|[A-Z]))+(?=\s*$|\s+[A-ZÀ-Ý«]|\s?[.):–—|]\s)"  # "1.a Ouvrir", "I-2. Ouvrir"
    r"|\d{1,2}[a-d](?=\s*$|\s+[A-ZÀ-Ý«]|\s?[.):–—|]\s)|\d{1,2}-\d{1,2}(?=\s*$|\s+[A-ZÀ-Ý«]|\s?[.):–—]\s)|\d{1,2}(?:\.\d{1,3}){1,4}\.?|\d{1,2}(?:er|re|e|ème|nde?)(?=\s?[.):·–—]\s|\s+[A-ZÀ-Ý])|\d{1,3}(?=\s?[.)°/–—-]|\s+[A-ZÀ-Ý«\"]|\s*$)|[A-Z]{1,2}[.-]?\d{1,2}(?:\.\d{1,2})*(?![\d\w])"
    r"|[A-H](?=\s?[.)–—]\s)|[IVX]{1,5}(?=\s?[.)–—-]\s)|(?:[a-z]|[ivx]{2,5})(?=\s?\)|\.\s+[A-ZÀ-Ý«]))" + _AFTER
)
_SIGNED = re.compile(r"[nN]\s?[°º]\s?(?P<value>\d{1,3})(?:\s*[-–—:.)]\s+(?=[A-ZÀ-Ý«])|\s*$)")  # "n° 14 – Une aire de jeux", "N° 3" alone
_DATE = re.compile(
    rf"\d{{1,2}}(?:er)?\s+(?:{ANY_FOLDED_MONTH})|(?:19|20)\d\d\b|\d+\s?(?:[%€]|[°º]\s?c\b)|"
    r"\d{1,2}/\d"
)
ORDINAL = "ordinal"  # the shape of an ordinal in words, which is no printed number
_ASKED = re.compile(r",\s+(?=qu(?:e\s|')|(?:de\s|d')?(?P<verb>[a-z-]+))")  # "Premièrement, que ...", "Ensuite, rouvrir ..."
_REACH = 80  # characters of a text in which its number must end
_QUANTITY = re.compile(r"\d{1,3}(?:\s\d{3})+\b")


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed number. `meaning`: "measure", "axis", "other" by its label word, "" for a bare number. `rest`: offset of what follows.

    `printed_end` ends the label and number without the separator. `shape` tells styles apart ("d.d", "d", "A", "Ad", "i",
    "ordinal").
    """

    meaning: str
    label: str
    value: str
    shape: str
    printed_end: int
    rest: int

    @property
    def depth(self) -> int:
        """How many parts the number has ("1.2.3" -> 3)."""
        value = self.value.replace("-", ".") if self.value[:1].isdigit() else self.value
        return value.strip(".").count(".") + 1


@functools.cache
def _labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = sorted(load_table("plan_labels"), key=lambda r: -len(r["pattern"]))
    number = rf"\s*{_NUMBER_SIGN}(?P<value>{_VALUE})(?:er|re)?(?![\w%€])(?P<after>{_AFTER})"
    return tuple((r["meaning"], re.compile(rf"(?P<label>{r['pattern']}){number}")) for r in rows)


def _ordinal(folded: str) -> Mark | None:
    """The ordinal in words that opens a demand ("Premièrement, que la halte rouvre"); None before any other sentence."""
    word = pattern_of("ordinals").match(folded)
    asked = _ASKED.match(folded, word.end()) if word else None
    if asked is None or (asked["verb"] and not is_infinitive(asked["verb"])):
        return None
    return Mark("", "", "", ORDINAL, 0, asked.end())


def shape_of(value: str) -> str:
    """The style of a number: digits as "d", a capital letter as "A", Roman figures as "i", parts joined by "."."""
    first, *parts = value.strip(".").split(".")
    return ".".join([_part_shape(first), *("A" if len(part) == 1 and part.isalpha() else _part_shape(part) for part in parts)])


def _part_shape(part: str) -> str:
    if part.isdigit() or part.isnumeric():
        return "d"
    return "i" if re.fullmatch(r"[ivxIVX]+", part) else re.sub(r"\d+", "d", re.sub(r"[A-Za-z]+", "A", part))


def mark_of(text: str) -> Mark | None:
    """The number that heads `text`, or None. A date, a quantity or a year is none."""
    folded = plain(text[:_REACH])
    for meaning, pattern in _labels() if pattern_of("plan_labels").match(folded) else ():
        match = pattern.match(folded)
        if match and not re.match(r"\s?(?:janvier|a \d|ans\b|mois\b)", folded[match.start("after") :]):
            value = text[match.start("value") : match.end("value")]
            if len(value) == 1 and value.isalpha() and not _is_letter(match, value):
                continue
            return Mark(meaning, match["label"].split(" ")[0].rstrip("s."), value, shape_of(value), match.start("after"), match.end())
    if text[:1].isupper() and (ordinal := _ordinal(folded)) is not None:
        return ordinal
    match = _SIGNED.match(text) or _BARE.match(text)
    if not match or _DATE.match(folded) or _QUANTITY.match(folded):
        return None
    value = match["value"].rstrip(".")
    return Mark("", "", value, shape_of(value), match.start("value") + len(value), match.end())


def _is_letter(match: re.Match[str], value: str) -> bool:
    """Whether a letter behind a label is its number: "Axe A", not "Actions à court terme" or "ACTIONS A MENER"."""
    among = match["label"].endswith("s") and not match["after"].strip() and match.end() < len(match.string)
    return value.isascii() and value.isupper() and not among


def is_only_number(text: str) -> bool:
    """Whether a text is nothing but a number or a labelled number."""
    mark = mark_of(text)
    return mark is not None and not text[mark.rest :].strip(" .:–—-)")
