"""Lines that say who, when and how much side by side, parted by signs or small pictures ("CCAS · rentrée 2025 · 26 000 €")."""

from __future__ import annotations

import itertools
import re

from pipeline.extract.dates import find_periods
from pipeline.extract.measures.labels import field_of
from pipeline.extract.measures.matrix import ACTOR
from pipeline.extract.measures.standalone import says_votes
from pipeline.extract.measures.wording import is_action, plain
from pipeline.extract.money import find_sums
from pipeline.records.french import ANY_FOLDED_MONTH
from pipeline.records.source import Span

DONE_BY = r"(?:Tenu|Porté|Piloté|Animé|Géré|Assuré|Mené|Conduit|Organisé|Réalisé|Coordonné|Pris en charge)e?s? par "  # before who does it

_PICTURE = r"[\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ue000-\uf8ff\U0001f300-\U0001faff]\ufe0f?"
_PARTED = re.compile(rf"\s+[·|•–—/-]\s+|\s*{_PICTURE}\s*|(?:^|\s)€\s+(?=\d)")
_LINES = re.compile(_PARTED.pattern + r"|\n")
_LISTED = re.compile(_PARTED.pattern + r"|,\s+")  # between brackets
_BRACKETS = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]*)[)\]]\s*[.;]?\s*$")
_TRIM = " \t\n\u00a0\u202f;,.:"
_BESIDE_DATE, _BESIDE_SUM = 16, 18  # characters beside a date ("à partir de") or a sum ("environ", "par an") that is all a part says
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d))?")
_TIME = re.compile(
    r"(?:(?:a partir d[eu']|des|d'ici|avant|courant|en|au) ?)?(?:cet(?:te)? |la |le |l')?(?:(?:fin|debut|milieu|mi)[- ]?)?"
    rf"(?:{ANY_FOLDED_MONTH}|printemps|ete|automne|hiver|rentree|annee)\b"
    r"|(?:une|deux|trois|quatre|six|\d+) fois (?:par|tou(?:te)?s les|chaque)\b"
    r"|(?:chaque|tou(?:te)?s les|toute l'|en continu|permanent|des maintenant|tout de suite|immediat|(?:au|a la) prochaine?\b)"
)
_LONGEST_TIME = 5  # words
_BESIDE_TITLE = frozenset({"deadline", "budget", "partners"})
_BODY = re.compile(
    r"(?:services?|direction|maire|adjointe?|ccas|departement|region|agglomeration|metropole|syndicat|etat|bailleurs?|regie|prefecture)\b"
)
_NAME = 9  # words of the longest name
_DONE_BY = re.compile(r"\s*" + DONE_BY + r"(?=[^,]*(?:, avec [^,]*)?\Z)")  # and nothing else of it
_WITH = re.compile(r"[Aa]vec\s+(?!(?:une?|des|deux|trois|leurs?|son|sa|ses|plus|moins)\s)")
_NO_NAME = re.compile(  # who wrote it, or words that stand before no name
    r"(?:(?:propose|depose|ecrit|publie|signe|redige|vote)?e?s? ?par|d'|d[eu]s?|aux?|a|selon|dont|sur|en|pour|dans|soit|environ|hors|y"
    r"|sous|sauf|avant|apres|depuis|contre|sans|et|ou|puis)(?:\b|(?<='))"
)
_ACRONYM = re.compile(r"[A-ZÀ-Ý]{2,}\b")


def values_of(text: str, gaps: tuple[int, ...] = ()) -> dict[str, Span]:
    """The spans of owner, partners, deadline and budget in a line that is nothing but such values; {} for any other text. `gaps`: offsets
    behind which a value of its own begins, as wide spaces tell."""
    inside = _BRACKETS.match(text)
    start, end = inside.span("inside") if inside else (0, len(text))
    cuts = sorted(
        [*(m.span() for m in (_LISTED if inside else _LINES).finditer(text, start, end)), *((g, g) for g in gaps if start < g < end)]
    )
    edges = [(start, start), *cuts, (end, end)]
    found: dict[str, Span] = {}
    last = ""
    for (_, a), (b, _) in itertools.pairwise(edges):
        done_by = _DONE_BY.match(text, a, b)
        part = _trimmed(text, done_by.end() if done_by else a, b)
        name = _field_of(text[slice(*part)]) if part else last
        if name is None or (name in found and (name != last or name != "owner" or not inside)):
            return {}
        if part:
            found[name] = (found[name][0] if name in found else part[0], part[1])  # "CCAS, Secours populaire"
        last = name
    if "partners" in found:
        found |= _partners(text, found)
    pictured = bool(cuts) and re.search(_PICTURE, text) is not None
    return found if _is_sure(text, found, pictured=pictured or ("budget" in found and not gaps)) else {}


def says_values(line: str) -> bool:
    """Whether a line is nothing but two values or more, parted by signs, of when, how much and with whom."""
    fields = [_field_of(part) for said in _PARTED.split(line) if (part := said.strip(_TRIM))]
    return len(fields) > 1 and len(set(fields)) == len(fields) and _BESIDE_TITLE.issuperset(fields)


def _partners(text: str, found: dict[str, Span]) -> dict[str, Span]:
    """The names behind "avec", and the time that a comma sets behind them."""
    start, end = found["partners"]
    names, when = names_and_time(text, (_WITH.match(text, start, end).end(), end))  # type: ignore[union-attr]
    return {"partners": names} | ({"deadline": when} if when and "deadline" not in found else {})


def names_and_time(text: str, span: Span) -> tuple[Span, Span | None]:
    """The names in a span, and the time that a comma sets behind them ("le syndicat de rivière, avant l'été 2027")."""
    start, end = span
    last = text.rfind(", ", start, end)
    when = _trimmed(text, last + 2, end) if last > 0 else None
    if when is None or _field_of(text[slice(*when)]) != "deadline":
        return span, None
    return (start, last), when


def _is_sure(text: str, found: dict[str, Span], *, pictured: bool) -> bool:
    """Whether what is left names somebody: beside a picture or (behind a sign) a sum, or by a word that bodies have; a name and a day may
    be a signature.
    Alone between brackets only the name of an authority or of a part of it does."""
    if "owner" not in found:
        return "partners" in found
    name = text[slice(*found["owner"])]
    if len(found) < 2:
        return _BRACKETS.match(text) is not None and _BODY.match(plain(name)) is not None
    return pictured or ACTOR.match(plain(name)) is not None or _ACRONYM.match(name) is not None


def _field_of(part: str) -> str | None:
    """The field whose value a part is, None for what is none."""
    folded = plain(part)
    sums, periods = find_sums(part), find_periods(part)
    if sums:
        return "budget" if len(part) - sum(s.end - s.start for s in sums) <= _BESIDE_SUM else None
    when = _TIME.match(folded) is not None and len(part.split()) <= _LONGEST_TIME
    if periods or when or _YEARS.fullmatch(part):
        return "deadline" if not periods or len(part) - sum(p.end - p.start for p in periods) <= _BESIDE_DATE else None
    if (
        len(part.split()) > _NAME
        or _NO_NAME.match(folded)
        or part[:1].isdigit()
        or says_votes(part)
        or part.endswith(("!", "?"))
        or (field_of(part) and not ACTOR.match(folded))
    ):
        return None
    if _WITH.match(part):
        return "partners"
    return "owner" if part[:1].isalpha() and (ACTOR.match(folded) or not is_action(part)) and not part.endswith(".") else None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return (start, end) if end > start else None
