"""What is not published: e-mail addresses, telephone numbers, bank and social security numbers, private people's names and addresses.

Officials stay: people named in roll calls, as rapporteur or with an elected office. Whoever else is named with a civility or a usual first
name is private; in doubt a name is masked. The same spans give the masked words of a text and the black bars of a page's picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.records.folding import fold
from pipeline.records.source import Box, Document, Page
from pipeline.records.words import words_between
from pipeline.report.first_names import names_by_first_name
from pipeline.report.french import harmless
from pipeline.report.names import Name, names_after_civility, official_names
from pipeline.report.rare_names import rare_names, small_words

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"), "[courriel masqué]"),
    (re.compile(r"(?<![\d,.])(?:\+33[ .\u00a0]?(?:\(0\)[ .]?)?[1-9]|0[1-9])(?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)"), "[téléphone masqué]"),
    (re.compile(r"\bFR\d{2}(?:[ \u00a0]?[0-9A-Z]{4}){5}[ \u00a0]?[0-9A-Z]{3}\b"), "[compte bancaire masqué]"),
    (re.compile(r"\b[12] \d{2} (?:0[1-9]|1[0-2]) \d[\dAB] \d{3} \d{3}(?: \d{2})?\b"), "[numéro masqué]"),
    (
        re.compile(r"(?<=demeurant )(?=[^;.()\n]{0,50}\d)[^;.()\n]{3,90}?(?=,? (?:et|pour|qui|dont|afin)\b|\s*(?:[;.()\n]|$))"),
        "[adresse masquée]",
    ),
    (
        re.compile(
            r"(?:(?<=domicilié )|(?<=domiciliée ))(?=[^;.()\n]{0,50}\d)[^;.()\n]{3,90}?(?=,? (?:et|pour|qui|dont|afin)\b|\s*(?:[;.()\n]|$))"
        ),
        "[adresse masquée]",
    ),
    (
        re.compile(r"(?:(?<=né le )|(?<=née le ))\d[^;.()\n]{3,50}?(?=,? (?:et|pour|qui|dont|demeurant|domicilié)\b|\s*(?:[,;.()\n]|$))"),
        "[masqué]",
    ),
)
NAME = "[nom masqué]"
# An address that follows a masked name on its line, as lists of permits and concessions print them.
_STREET = re.compile(
    r"\d{1,4}(?:[ \u00a0]?(?:bis|ter|quater))?,?[ \u00a0]"
    r"(?:rue|avenue|av\.|boulevard|bd|impasse|chemin|route|all[ée]e|place|quai|square|cours|lotissement)"
    r"[ \u00a0][^\t\n;,()]{2,50}",
    re.IGNORECASE,
)
NEAR = 80  # characters between a masked name and its address


@dataclass(frozen=True, slots=True)
class Hidden:
    """A span of a text that is not published, and what stands in its place."""

    start: int
    end: int
    instead: str


@dataclass(frozen=True, slots=True)
class Discretion:
    """Who may be named. `officials` maps a folded surname to the folded first names met with it; `private` finds full names met
    elsewhere with a civility, so that they are masked without one too; `common` are words that the documents print in small letters."""

    officials: Mapping[str, frozenset[str]]
    private: re.Pattern[str] | None = None
    common: frozenset[str] = frozenset()

    def hidden(self, text: str) -> tuple[Hidden, ...]:
        """What is not published of a text, in order, without overlap."""
        found = [Hidden(m.start(), m.end(), instead) for pattern, instead in _PATTERNS for m in pattern.finditer(text)]
        found += [Hidden(n.start, n.end, NAME) for n in names_after_civility(text) if not self.official(n)]
        found += [Hidden(n.start, n.end, NAME) for n in names_by_first_name(text) if not self.official(n)]
        found += [Hidden(n.start, n.end, NAME) for n in rare_names(text, self.common) if not self.official(n)]
        if self.private:
            found += [Hidden(m.start(), m.end(), NAME) for m in self.private.finditer(text)]
        found += [near for span in found if span.instead == NAME and (near := _address_after(text, span.end))]
        kept: list[Hidden] = []
        for span in sorted(found, key=lambda h: (h.start, -h.end)):
            if not kept or span.start >= kept[-1].end:
                kept.append(span)
        return tuple(kept)

    def official(self, name: Name) -> bool:
        """Whether a person may be named: an official bears the surname, and the first name when both are known."""
        known = self.officials.get(name.surname)
        if known is None:
            return False
        return not name.first or not known or any(_same_first(name.first, other) for other in known)

    def text(self, text: str) -> str:
        """The words as they may be published."""
        parts: list[str] = []
        at = 0
        for span in self.hidden(text):
            parts += [text[at : span.start], span.instead]
            at = span.end
        return harmless("".join((*parts, text[at:])))

    def boxes(self, page: Page) -> tuple[Box, ...]:
        """Where the page's picture needs a black bar, in points."""
        boxes: list[Box] = []
        for span in self.hidden(page.text):
            boxes += [word.box for word in words_between(page.words, span.start, span.end)]
        return tuple(boxes)


def discretion_of(documents: Iterable[Document]) -> Discretion:
    """Who may be named, from what the documents themselves say of people."""
    pages = [page.text for document in documents for page in document.pages]
    officials: dict[str, set[str]] = {}
    for text in pages:
        for name in official_names(text):
            officials.setdefault(name.surname, set()).update({name.first} if name.first else ())
    known = Discretion({surname: frozenset(first) for surname, first in officials.items()})
    private = {
        text[name.start : name.end]
        for text in pages
        for name in names_after_civility(text)
        if name.first and not known.official(name) and len(name.surname) > 2
    }
    return Discretion(known.officials, _any_of(private), small_words(pages))


def _any_of(names: set[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    ordered = sorted(names, key=lambda n: (-len(n), n))
    return re.compile(r"(?<!\w)(?:" + "|".join(r"\s+".join(map(re.escape, n.split())) for n in ordered) + r")(?!\w)")


def _address_after(text: str, end: int) -> Hidden | None:
    line = text.find("\n", end)
    found = _STREET.search(text, end, min(end + NEAR, line if line >= 0 else len(text)) + 60)
    if found is None or "\n" in text[end : found.start()] or found.start() > end + NEAR:
        return None
    return Hidden(found.start(), found.end(), "[adresse masquée]")


def _same_first(one: str, other: str) -> bool:
    """Whether two first names may be the same person's: an initial fits any name that it begins."""
    one, other = fold(one), fold(other)
    return one[:1] == other[:1] if min(len(one), len(other)) == 1 else one == other
