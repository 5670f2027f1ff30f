"""Who receives a sum, told by the sentence around it ("une subvention de 3 000 € à l'association Les Rives"). Persons are never named."""

from __future__ import annotations

import re

from pipeline.extract.flat import flat
from pipeline.extract.money import find_sums
from pipeline.records.french import ANY_FOLDED_MONTH
from pipeline.records.source import Span

REACH = 220  # characters of a clause read on either side of a sum
_STOP = re.compile(r"[;\n]|\.(?=\s+[^\W\d_]|\s*$)|\bd'une part\b|\bd'autre part\b")
_TO = re.compile(
    r"\b(?:au (?:profit|benefice) d(?:e|u|es)|aux?|a|en (?:faveur|direction) d(?:e|u|es)"
    r"|pour(?: le compte d(?:e|u|es))?)\s+(?:l'\s?|la |le |les )?"
)
_AND_TO = re.compile(r"(?: ht| ttc)?\s*(?:,|et\b|ainsi qu)")  # "à A une aide de 9 000 € et à B une aide de 8 000 €": B gets the next sum
_PLACE = re.compile(
    r"\b(?:sise?s?|situee?s?|implantee?s?|rue|quai|avenue|boulevard|impasse|chemin|route|allee|square|esplanade|lieu-dit)\b[^,;]{0,60}$"
)  # "12 rue des Halles à Vernois": where, not to whom
LEGAL_FORM = (
    r"(?:(?:cooperative |commerciale |civile )?(?:d'interet collectif|d'activites? et d'emploi|anonyme|par actions simplifiee|immobiliere"
    r"|a responsabilite limitee|d'economie mixte(?: locale)?|publique locale|cooperative|de production|d'insertion)[ \u00a0]+)?"
)
_LED_BY = (
    r"(?:(?:dont|(?:conduit|mene|represente|pilote|porte) par|ayant pour mandataire)[ \u00a0]+"
    r"(?:l'(?:association|entreprise) |la (?:societe|cooperative) )?)?"
)
# "lot 3, quincaillerie, Établissements Rive, au plus 9 000 € par an", never a person
_LOT = re.compile(
    r"\b[Ll]ots? (?:n° ?)?\d+[^;€\n]{2,90},\s+(?P<name>(?!M\.|MM\.|Mme|Monsieur|Madame)[A-ZÀ-ÖØ-Þ][^,;:€]{2,60}),\s+[^,;€]{0,40}$"
)
_PURPOSE = re.compile(r"\W*pour\b(?! le compte)")  # "20 000 € pour le festival": rather what than who
_WITH = re.compile(r"\b(?:avec|par|de|d'|aupres de|soit|dont)\s?(?:l'\s?|la |le |les )?|\b(?:du|des)\s")
_NOT_A_NAME = re.compile(
    r"(?:conseil\b|comite (?:syndical|(?:accord|attribu|allou|octroi|vers|vot|decid|fix|approuv|refus)e)\b"
    r"|bureau\b(?! d'etudes)|assemblee|commission"
    r"|hauteur|compter|titre|unanimite|majorite|charge|raison|chapitre|article|nature|fonction|budget|taux|signature|l'?annee|exercice|suite"
    r"|appui|issue|monsieur|madame|messieurs|mesdames|m\.|mme|maire|president"
    r"|concurrence|l'article|ce titre|cet effet|parite|partir|cout|montant"
    r"|financement|fonctionnement|investissement|achat|acquisition|realisation|organisation|travaux|projets?|un\b|une\b|chaque|\d"
    rf"|(?:{ANY_FOLDED_MONTH})\b)"
)
BODY = (
    r"(?:services? departementa(?:l|ux) d'incendie et de secours|associations?|amicale|societe|entreprise|cabinet|bureau d'etudes"
    r"|groupement|cooperative|fondation|federation|club|collectif|syndicat"
    r"|fonciere|ressourcerie|recyclerie|epicerie|creche|tiers-lieu|ligue|orchestre"
    r"|etablissement|agence|compagnie|communes?|communaute|departement|region|sarl|eurl|sasu?|sci|scic|scop|esat|gip|office|mutuelle|comites?|ecole"
    r"|college|lycee|centre communal|ccas|cias|centre social|mission locale|foyer|harmonie|croix-rouge|secours|maison|regie|union"
    r"|chambre|sdis"
    r"|parc naturel|conservatoire|universite|hopital|ehpad|theatre|festival|banque alimentaire|coop\w*|mjc|ogec|afr|adil|caue)\b"
)
# "aux associations énumérées dans l'annexe": their names stand elsewhere
_LISTED = re.compile(
    r" (?:sportives? |culturelles? |locales? )?(?:(?:enumer|design|mentionn|figur|list|vis|cit|susvis|susmentionn|indiqu|retenu"
    r"|laureat|concern|reprise|inscrit)[a-z]*|ci-[a-z]+"
    r"|(?:de l'|en )annexe|du tableau|de la liste|dont(?! [^,;€]{2,60} est (?:l[ea] )?(?:mandataire|chef de file)))\b"
)
_TOLD_BY_NAME = ("association", "societe", "entreprise", "cabinet")  # the word says nothing that the name does not
_NEEDS_NAME = ("commun", "departement", "region", "etablissement", "union", "maison", "regie", "centre social", "agence")
_BODY = re.compile(BODY)
_BEFORE_NAME = re.compile(rf"[ \u00a0]+{LEGAL_FORM}(?:(?:dite?|denommee?)[ \u00a0]+)?(?P<led>{_LED_BY})")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’&./-]*"
_LINK = r"(?:(?:de|du|des|la|le|les|et|en|à|au|aux|pour|sur|sous|&)[ \u00a0]+|(?:d|l)[’']){0,3}"
_PROPER = re.compile(rf"[«\"“]\s?(?P<quoted>[^»\"”]{{2,80}}?)\s?[»\"”]|(?P<plain>{_CAPITAL}(?:[ \u00a0]+{_LINK}{_CAPITAL})*)")
_COMMON = re.compile(r"(?:[ \u00a0]+(?:de la|de l[’']|de|du|des|d[’']|à|aux?|en|et|sous)?[ \u00a0]?[\wÀ-ÿ'’-]{3,}){0,4}")
_ENDS_NAME = re.compile(
    r"\s+n'|\s+(?:pour|afin|moyennant|contre|en contrepartie|lors|par|avec"
    r"|au titre|dans|qui|que|une|un|d'un montant|d'une|la somme|le montant"
    r"|sur|selon|a hauteur|en vue|a compter|sous|soit|et|ne)\b|[,(:]|\s-\s"
)
_FULL_STOP = re.compile(r"[^\W\d_]{3,}\.$")  # that ends the sentence, not the name ("D.T.P.")
_OWN_ARTICLE = re.compile(r"(?:L[ae]s?\s|L[’']\s?)$")


def payee_of(text: str, start: int, end: int) -> Span | None:
    """The body that the sum at `start:end` of `text` goes to, by the words of its clause; None when they name none."""
    named = _payee_of(text, start, end)
    return (named[0], named[1] - 1) if named and _FULL_STOP.search(text, *named) else named


def _payee_of(text: str, start: int, end: int) -> Span | None:
    left = max(start - REACH, 0)
    left += max((stop.end() for stop in _STOP.finditer(flat(text[left:start]))), default=0)
    before = text[left:start]
    earlier = find_sums(before)
    if earlier:
        left += earlier[-1].end
        before = text[left:start]
    after = text[end : end + REACH]
    stop = _STOP.search(flat(after))
    after = after[: stop.start()] if stop else after
    later = find_sums(after)
    if later:
        after = "" if _AND_TO.match(flat(after)) else after[: later[0].start]
    following = _named(after, _TO)
    if following and following[0] <= 12 and not _PURPOSE.match(flat(after)):
        return end + following[0], end + following[1]
    taken = bool(earlier) and _TO.match(flat(before).lstrip()) is not None  # the names before it are those of the sum before
    lot = _LOT.search(before)
    if lot:
        return left + lot.start("name"), left + lot.end("name")
    preceding = None if taken else _last_named(before)
    if preceding:
        return left + preceding[0], left + preceding[1]
    return (end + following[0], end + following[1]) if following else None


def _last_named(before: str) -> Span | None:
    """The last body before a sum that it goes to, else the last one that it is agreed with ("l'offre de l'entreprise X pour")."""
    plain = flat(before)
    leads = (lead for lead in _TO.finditer(plain) if not _PLACE.search(plain, 0, lead.start()))
    given = [span for lead in leads if (span := _name_at(before, plain, _begin(before, lead)))]
    if given:
        return given[-1]
    beside = [span for body in _BODY.finditer(plain) if (span := _name_at(before, plain, body.start())) and span[1] >= len(before) - 3]
    if beside:
        return beside[-1]  # "pour le lot 1 l'entreprise X (31 000 € HT)"
    agreed = [span for lead in _WITH.finditer(plain) if _BODY.match(plain, lead.end()) and (span := _name_at(before, plain, lead.end()))]
    return agreed[-1] if agreed else None


def _named(after: str, lead: re.Pattern[str]) -> Span | None:
    plain = flat(after)
    return next((span for found in lead.finditer(plain) if (span := _name_at(after, plain, _begin(after, found)))), None)


def _begin(text: str, lead: re.Match[str]) -> int:
    """Where a name begins behind "à", "au profit de": an article in capitals is part of it ("à La Grange du Haut")."""
    article = _OWN_ARTICLE.search(text, lead.start(), lead.end())
    return article.start() if article else lead.end()


def _name_at(text: str, plain: str, start: int) -> Span | None:
    """The name that begins at `start`: a proper one, behind the word for the kind of body or alone, else that word with what follows."""
    if _NOT_A_NAME.match(plain, start):
        return None
    body = _BODY.match(plain, start)
    if body and _LISTED.match(plain, body.end()):
        return None
    if body:
        lead = _BEFORE_NAME.match(plain, body.end())
        proper = _PROPER.match(text, lead.end()) if lead else None
        if proper and lead and (body[0].startswith(_TOLD_BY_NAME) or lead["led"]):
            group = "quoted" if proper["quoted"] else "plain"
            return proper.start(group), proper.end(group)
        if proper:
            return start, proper.end("quoted") if proper["quoted"] else proper.end()
        common = _COMMON.match(text, body.end())
        end = common.end() if common else body.end()
        cut = _ENDS_NAME.search(plain, body.end(), end + 1)
        end = min(end, cut.start()) if cut else end
        if body[0].startswith(_NEEDS_NAME) and not re.search(r"[A-ZÀ-ÖØ-Þ]", text[start:end]):
            return None  # "à la commune" is the authority itself, or whichever
        return (start, end) if end > start + 3 else None
    proper = _PROPER.match(text, start)
    if proper is None or (proper["plain"] and len(proper["plain"]) <= 3):
        return None
    if proper["quoted"]:
        return proper.start("quoted"), proper.end("quoted")
    common = _COMMON.match(text, proper.end("plain"))  # "Cercle nautique de l'Anse"
    end = common.end() if common and re.search(r"[A-ZÀ-ÖØ-Þ]", common[0]) else proper.end("plain")
    cut = _ENDS_NAME.search(plain, start, end + 1)
    return start, min(end, cut.start()) if cut else end
