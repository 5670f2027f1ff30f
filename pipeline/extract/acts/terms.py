"""Budget lines named, conditions and beneficiaries of an act."""

from __future__ import annotations

import itertools
import re

from pipeline.extract.acts.payees import LEGAL_FORM
from pipeline.extract.flat import flat
from pipeline.records.source import Span

_LINE = re.compile(
    r"\b(?:au |aux |a l'|l'|du |des |le |les )?(?P<line>(?:chapitres?|chap\.?|articles?(?! l\.?\s?\d| r\.?\s?\d"
    r"| \d{1,2}\b(?!\d))|art\.|comptes?|natures?|operations?|programmes?|ligne)\s*(?:budgetaires?\s*)?(?:n°\s?)?:?\s*"
    r"(?:\d{2,4}[a-z]{1,5}\d{1,4}\b|(?:(?<=operation )|(?<=programme ))[a-z]{1,2}\d{2,5}\b|\d{2,9}"
    r"|[0-9]{3}-[0-9]+)"
    r"(?:\s*(?:,|et|/|-|au|;)?\s*(?:au |a l'|du |des )?(?:(?:chapitres?|chap\.?|articles?|comptes?|natures?|fonctions?"
    r"|operations?|sous-fonctions?|gestionnaire)\s*(?:n°\s?)?:?\s*)?\d{2,9}(?![\d/]| ?(?:€|euros|%|du\b|de la loi)))*)"
)
# A sentence of the statement that says where the money is entered: "Les dépenses relèvent du programme P12, article 65748"
_ENTERED = re.compile(
    r"\b(?:depenses?|credits?|recettes?|sommes?|moyens|financements?|inscriptions?)\b(?:[^.;]{0,80}\b(?:imput|prelev|inscri|inscription"
    r"|prevu|relev|ouver|rattach|disponib|figur)\w*|[^.;]{0,40}€[^.;]{0,10},)|\binscription des credits\b"
)
_CONDITION = re.compile(
    r"(?:sous (?:la )?(?:seule )?(?:reserve|condition)s?\b|dans la limite d(?:es|u|e)\b[^.;]{0,20}(?:credits?|enveloppe|budget)"
    r"|sous conditions? suspensives?|a (?:la )?condition (?:que|de|d')|"
    r"conditionnee?s?\s+(?:a|au|par)\b|subordonnee?s?\s+(?:a|au)\b|subordonne\b[^.;]{0,40}\ba\b|n'est acquise? qu'"
    r"|ne sera (?:versee?|due?) qu'|apres obtention|sous reserve)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_STOP = re.compile(r"[.;](?=\s|$)|\n")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’&./-]*"
_JOINED = r"(?:[ \u00a0]+(?:(?:de|du|des|la|le|les|et|en|à|aux?|pour|sur|&)[ \u00a0]+|(?:d|l)[’'])*(?:(?:d|l)[’'])?"
_NAME = re.compile(rf"[«\"“]\s?(?P<quoted>[^»\"”]{{2,80}}?)\s?[»\"”]|(?P<plain>{_CAPITAL}{_JOINED}{_CAPITAL})*)")
_RECEIVER = re.compile(
    r"\b(?:association|societe|entreprise|cabinet|bureau d'etudes|bureau|groupement|cooperative|fondation|federation|club"
    r"|amicale|collectif|syndicat|etablissement|"
    r"agence|compagnie|commune de|communes? d'|sarl|sas|sci|scic|esat|sa d'hlm|office|mutuelle|comite|maison|ecole|college"
    rf"|lycee)\s+{LEGAL_FORM}(?:denommee?\s+|dite?\s+)?"
)


def imputations(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Budget lines named in `text[start:end]` ("chapitre 65, nature 65748, fonction 025"). An article of a code is none."""
    plain = flat(text[start:end])
    found: list[Span] = []
    for match in _LINE.finditer(plain):
        line = match["line"]
        digits = re.findall(r"\d+", line)
        if line.startswith(("art", "compte", "ligne", "programme")) and not any(len(d) >= 3 for d in digits):
            continue
        if line.startswith("programme") and all(_YEAR.fullmatch(d) for d in digits):
            continue  # "le programme 2025-2028": what is done in these years
        if re.match(r"\s*(?:du code|de la loi|du decret|du cgct|de l'arrete|de la constitution|et suivants)", plain[match.end() :]):
            continue
        found.append((start + match.start("line"), start + match.end("line")))
    return tuple(found)


def entered(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Budget lines that the sentences of a statement name as those of its money."""
    plain = flat(text[start:end])
    stops = [0, *(stop.end() for stop in _STOP.finditer(plain)), len(plain)]
    told = [(a, b) for a, b in itertools.pairwise(stops) if _ENTERED.search(plain, a, b)]
    return tuple(line for a, b in told for line in imputations(text, start + a, start + b))


def condition(text: str, start: int, end: int) -> Span | None:
    """The first words of `text[start:end]` that hold back the act or the money, to the end of their clause; None when there are none."""
    plain = flat(text[start:end])
    match = _CONDITION.search(plain)
    if not match:
        return None
    stop = _STOP.search(plain, match.end())
    return start + match.start(), start + (stop.start() if stop else len(plain))


def beneficiaries(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Names of bodies that `text[start:end]` gives something to or contracts with, each once. Names of persons are none."""
    printed = text[start:end]
    plain = flat(printed)
    found: dict[str, Span] = {}
    for match in _RECEIVER.finditer(plain):
        name = _NAME.match(printed, match.end())
        if not name:
            continue
        group = "quoted" if name["quoted"] else "plain"
        found.setdefault(flat(name[group]), (start + name.start(group), start + name.end(group)))
    return tuple(found.values())
