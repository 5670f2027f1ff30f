"""People's names in French acts: after a civility, in roll calls, beside an elected office."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.records.folding import fold as fold_text

_CIVIL = r"(?!(?:MM?\.|(?:Mr|Mmes?|MMES?|Mlles?|MLLES?|M|Messieurs|Monsieur|Mesdames|Madame|Mademoiselle|Docteur|Dr|Maître)\b))"
_TOKEN = _CIVIL + r"[A-ZÀ-ÖØ-Þ](?:[\w’']|-(?=\w))*\.?"
_PARTICLE = r"(?:d[eu]s?|l[ea]s?|d[’']|van|von|den|der|da|di|dos|del|della|el|ben|bin|y)"
_NAME = rf"{_TOKEN}(?:[ \u00a0]+(?:{_PARTICLE}[ \u00a0]+){{0,3}}{_TOKEN}){{0,4}}"
_ONE = r"(?:M\.|Mr\.?|Mme\.?|Mlle\.?|M(?=[ \u00a0][A-Z])|MME\.?|MLLE\.?|Monsieur|Madame|Mademoiselle|Docteur|Dr\.?|Maître)"
_MANY = r"(?:MM\.?|Mmes\.?|Mlles\.?|Messieurs|Mesdames)"
# A street or a school that bears somebody's name is no person.
_PLACE = re.compile(
    r"(?i)\b(?:rue|place|avenue|boulevard|square|[ée]cole|coll[eè]ge|lyc[ée]e|salle|stade|espace|impasse|quai|pont|all[ée]e|gymnase|m[ée]diath[eè]que|"
    r"chemin|esplanade|centre|maison|groupe scolaire)\s(?:d[ue]\s|d[’']|de la\s)?$"
)
_SINGLE = re.compile(rf"\b{_ONE}[ \u00a0]+((?:{_PARTICLE}[ \u00a0]*){{0,3}}{_NAME}(?: n[ée]e? {_TOKEN})?)")
_SEVERAL = re.compile(rf"\b{_MANY}[ \u00a0]+({_NAME}(?:, {_NAME})*(?:,? et {_NAME})?)")
_IN_LIST = re.compile(_NAME)
# Words that follow a civility without being a name: "Madame la Maire", "Monsieur Le Président".
_OFFICES = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "maire",
        "president",
        "presidente",
        "adjoint",
        "adjointe",
        "vice",
        "conseiller",
        "conseillere",
        "rapporteur",
        "rapporteure",
        "prefet",
        "prefete",
        "ministre",
        "directeur",
        "directrice",
        "secretaire",
        "tresorier",
        "tresoriere",
        "depute",
        "deputee",
        "senateur",
        "senatrice",
        "sous",
    ]
)
# What opens a list of members of the assembly: at the head of a line, or before a colon.
_MEMBERS = (
    r"(?:[ée]taient\s+)?(?:pr[ée]sent|absent|excus[ée]|repr[ée]sent[ée])(?:e?s?|·e·?s|\(e\)s)|pouvoirs?|procurations?|mandats?|"
    r"(?:ont |a )?donn[ée] (?:pouvoir|procuration)|(?:ont )?vot(?:[ée]|ent) (?:pour|contre)|votes? contre|s[e’']\s?(?:est|sont) "
    r"abstenue?s?|"
    r"abstentions?|contre|ne prend(?:nent)? pas part[^\n:]{0,20}|membres (?:en exercice|du (?:conseil|bureau))|"
    r"conseill[eè]re?s? (?:municipa|communauta|d[ée]partementa|r[ée]giona)\w+"
)
_ROLL = re.compile(rf"(?im)^\W{{0,3}}(?:{_MEMBERS})\b(?:[^\n:]{{0,60}}:)?|\b(?:{_MEMBERS})(?:\s?\(?\d*\)?)\s?:")
# What names one of them.
_ONE_MEMBER = re.compile(
    rf"(?i:\b(?:secr[ée]taires?(?: de s[ée]ance)?|rapporteure?s?|rapporteuse|sous la pr[ée]sidence d[e’']|pr[ée]sidente? de s[ée]ance))"
    rf"(?:\s?:\s?|\s)(?:{_ONE}[ \u00a0]+)?({_NAME})"
)
_OFFICE = re.compile(
    r"(?i)^,?\s*(?:(?:comme|en tant que) secr|est (?:d[ée]sign|[ée]lu|nomm)|ne pren(?:d|ant) pas part|"
    r"(?:en (?:sa )?qualit[ée] d[e’']\s?|(?:premi|deuxi|second|troisi|quatri|\d+\s?(?:er|e|[èe]me))\w*\s+)*"
    r"(?:la |le |l[’'])?(?:maire|adjoint|vice[- ]pr[ée]sident|conseill[eè]re? "
    r"(?:municipal|communautaire|d[ée]partemental|r[ée]gional|d[ée]l[ée]gu)|"
    r"pr[ée]sidente? (?:du|de la|d[’']) "
    r"?(?:conseil|communaut|m[ée]tropole|d[ée]partement|r[ée]gion|syndicat|commission)|d[ée]put[ée]|s[ée]nat|pr[ée]f))"
)

fold = functools.lru_cache(maxsize=50_000)(fold_text)  # the same names stand on every page of an authority


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in a text. `surname` and `first` are folded; `first` is empty when only a surname is printed."""

    start: int
    end: int
    surname: str
    first: str = ""


def names_after_civility(text: str) -> Iterator[Name]:
    """Names that follow M., Mme, Monsieur ..., without the civility; titles such as "Madame la Maire" are none."""
    for found in _SINGLE.finditer(text):
        if _PLACE.search(text[max(0, found.start() - 30) : found.start()]):
            continue
        if name := _name(text, found.start(1), found.end(1)):
            yield name
    for several in _SEVERAL.finditer(text):
        for found in _IN_LIST.finditer(text, several.start(1), several.end(1)):
            if name := _name(text, found.start(), found.end()):
                yield name


def official_names(text: str) -> Iterator[Name]:
    """Names of members of the assembly: those of roll calls and votes, and those that an elected office follows."""
    for line in _lines(text):
        opener = _ROLL.search(text[line[0] : line[1]])
        if opener:
            yield from _roll(text, line[0] + opener.end(), line[1])
    for found in _ONE_MEMBER.finditer(text):
        member = _name(text, found.start(1), found.end(1))
        if member and (member.first or text[member.start : member.end].isupper()):
            yield member
    for name in names_after_civility(text):
        if _OFFICE.match(text[name.end : name.end + 80]):
            yield name


def _roll(text: str, start: int, end: int) -> Iterator[Name]:
    """Names of a roll call's line and, when it only opens the list, of the short lines below it that hold nothing but names."""
    yield from _listed(text, start, end)
    if text[start:end].strip(" :\t"):
        return
    for first, last in _lines(text, end + 1):
        found = list(_listed(text, first, last))
        named = sum(name.end - name.start + 4 for name in found)
        if not found and text[first:last].rstrip().endswith(":") and last - first < 40:
            continue
        if not found or named < 0.5 * (last - first):
            return
        yield from found


def _listed(text: str, start: int, end: int) -> Iterator[Name]:
    civil = list(names_after_civility(text[start:end]))
    if civil:
        for titled in civil:
            yield replace(titled, start=titled.start + start, end=titled.end + start)
        return
    for found in _IN_LIST.finditer(text, start, end):
        name = _name(text, found.start(), found.end())
        if name and (name.first or text[name.start : name.end].isupper()):
            yield name


def _lines(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _name(text: str, start: int, end: int) -> Name | None:
    """A name from its words; the surname is what stands in capitals, else the last word."""
    words = [
        (m.start() + start, m.end() + start, m[0].rstrip(".") if len(m[0]) > 2 else m[0][:1])
        for m in re.finditer(r"[^\s]+", text[start:end])
    ]
    for index, (_, _, word) in enumerate(words):
        if fold(word).replace("’", "'").split("'")[0].split("-")[0] in _OFFICES and (index == 0 or word[0].isupper()):
            words = words[:index]
            break
    words = _one_person(words)
    if not words:
        return None
    capitals = [w for _, _, w in words if len(w) > 1 and w.isupper()]
    surname = capitals or [words[-1][2]]
    first = [w for _, _, w in words if w not in surname and w[0].isupper()]
    return Name(words[0][0], words[-1][0] + len(words[-1][2]), fold(" ".join(surname)), fold(first[0]) if first else "")


def _one_person(words: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The words up to the end of the first "Anne MARTIN", where two signatures stand side by side on a line."""
    for place, (_, _, word) in enumerate(words[:-1], 1):
        following = words[place][2]
        if place > 1 and len(word) > 1 and word.isupper() and following[0].isupper() and not following.isupper():
            return words[:place]
    return words
