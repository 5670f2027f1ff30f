"""What an act decides, announces or puts to the vote, told by the words of its sentences."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.acts.found import SENTENCE, Found, beside, cents, last_sentence, unique, words_above, words_before, words_behind
from pipeline.extract.acts.rules import announcements, sum_words
from pipeline.extract.acts.sums import for_each, of_ground, prose_sums, so_much, statement_sums
from pipeline.extract.acts.tables import table_sums
from pipeline.extract.acts.zones import PROPOSAL, Zones, others_say
from pipeline.extract.flat import flat
from pipeline.extract.money import find_sums
from pipeline.records.council import AmountRole

_TIMES = re.compile(r"[x×*] ?$")
_COMES_TO = re.compile(r"[^\d€]{0,12}= ?\d[\d ]*(?:,\d+)? ?(?:€|euros)")
_SHARES = r"(?:participation|contribution|cotisation|concours|quote-part|part|apport|soutien)"
_ASKED_BEHIND = re.compile(r"\s?(?:etaient |avaient ete )?(?:demande|sollicite)e?s?\b")
_ELSEWHERE = re.compile(
    r"\b(?:entre|superieure?s?|inferieure?s?|maximum|seuil|a partir)\b[^.;]{0,25}$|\bplafonn\w*\b[^.;€]{0,25}$"
    r"|\ben (?:19|20)\d\d\b[^.;]{0,20}$"
    r"|\b(?:s'elevait|etait|etaient|avait)\b[^.;]{0,25}$"
    r"|\b(?:major\w+|augment\w+|relev(?:e|ee|es|ees)|hausse|baisse|diminu\w+)\b[^.;]{0,60}\b(?:de |d')$"
    r"|(?:€|euros?)[^.;€]{0,25}\($|\bdont $"
    r"|\b(?:inscri\w+|compris\w*|inclus\w*|integr\w+) dans (?:l'|une |la )?enveloppe\b[^.;]{0,60}$"
    r"|\b(?:alors|initialement|precedemment|auparavant)\b[^.;€]{0,30}$"
    r"|\b(?:actuel\w*|en vigueur|inchange\w*|unique depuis)\b[^.;€]{0,60}\b(?:s'eleve\w*|est|sont|fixee?s?)\b[^.;€]{0,25}$"
    r"|\b(?:de reference|cout de revient)\b[^.;]{0,50}$|\b(?:montant|budget|cout) initial (?:de |s'elevait a |etait de )?$"
    r"|\b(?:depenses?|couts?|prix|montants?|aides?) moyen(?:ne)?s?\b[^.;€]{0,60}$"
    r"|\b(?:souhait|reclam|demand|esper|voul)ai(?:t|en)t?\b[^.;€]{0,60}$"
    r"|\b(?:montants?|couts?|prix|tarifs?|niveaux?) actuels?\b[^.;€]{0,60}$"
    r"|\b(?:propositions?|offres?) (?:[a-z]+ ){0,2}etai(?:t|ent)\b[^.;]{0,160}$"
    r"|(?<!peu )\b(?:plus|moins) de $"
    r"|\b(?:smic|salaire minimum|plafond de la securite sociale)\b[^.;€]{0,60}$"
    r"|\bactuel\w*\b[^.;€]{0,40}\b(?:coute(?:nt)?|revien(?:t|nent))\b[^.;€]{0,20}$"
    r"|\b(?:evalue|estime)\w*\b[^.;€]{0,25}\bpar (?:le pole|les? services? (?:du domaine|des domaines|d'evaluation)|les domaines"
    r"|france domaine"
    r"|la direction de l'immobilier)[^.;€]{0,50}$"
    r"|\b(?:prix de revient(?!(?: \w+)? de (?:l'operation|la (?:construction|rehabilitation)))|cout moyen)\b[^.;]{0,150}$"
    r"|\b(?:total|cumul|ensemble|montant total) (?:des demandes|demande|sollicite)\b[^.;€]{0,30}$"
)
# "12 000 € en 2024, 13 000 € en 2025": the year of the sum before
_OTHER_YEAR = re.compile(r"(?:€|\beuros?) (?:(?:de |en )?credits? de paiement )?(?:en|pour) (?:19|20)\d\d\b")
_PAST_COST = re.compile(
    r"\ben (?:19|20)\d\d\b[^.;]{0,20}$"
    r"|\b(?:s'elevait|etai(?:t|ent)(?! (?:estime|evalue|chiffre|prevu|propose|fixe))|avait|avaient|a coute|ont coute)\b[^.;]{0,25}$"
    r"|\b(?:super|infer)ieure?s?\b[^.;]{0,25}$|\bdont $"
)
_SPENT_EACH = re.compile(r"\b(?:depense|cout|budget|charge) de $")  # "une dépense de 40 000 € par saison" is no price
_PUT = re.compile(
    r"\b(?:montant|participation|subvention|aide|cout|enveloppe|prix|depense|credit|projet|operation|marche|pret|emprunt|loyer|contribution"
    r"|caution|location|redevance|tarif|passerait|ced(?:e|er|ait|erait)|vend(?:re|ait|rait)?|rach(?:at|eter)"
    r"|adhesion|cotisation|autorisation|acquisition|achat|acquerir|garantie|souscription|soit|hauteur de|travaux|programme|maximum"
    r"|budget|(?:estime|evalue|chiffre)e?s?)"
    r"\b[^.;]{0,70}$"
)
_DEBATE = re.compile(
    r"^\W*(?:m\.|mme\.?|monsieur|madame) (?!(?:le|la) (?:maire|president))[^.]{0,90}?\b(?:precise|repond|demande|s'interroge"
    r"|indique|ajoute|souhaite|regrette|remercie|note|souligne)"
)
_MONTHLY = re.compile(r"\b(?:mensuel|journalier|hebdomadaire|horaire|unitaire)\w*\s(?:\w+ )?(?:de |a )?$")
_PROPOSES = re.compile(
    r"\b(?:soutien|subvention|aide|participation|contribution|concours|dotation) de\b[^.;]{0,90}$"
    r"|\b(?:amendement|propose|propos\w+|montant|s'eleve(?:rait|raient)?|fixe|demande|offre|devis|reten(?:ons|ir|u|ue|us)\b|attribuer|confier|souhait\w+|sollicite)\b"
)
_GOES_ON = re.compile(r"[^.;€\n]{1,80}")  # "8 € l'heure pour le court couvert, 5 € l'heure pour le court de terre"
_OFFERED = re.compile(r"\b(?:propos\w+|accord\w+|attribu\w+|allou\w+|verser|octroyer|retenir)\b(?!.*\b(?:sollicit|demand)\w*)")
_ASKED_FOR = re.compile(r"\b(?:sollicit|demand)\w*\b(?!.*\b(?:propos|accord|attribu|allou)\w*)[^.;]{0,90}$")
_INSTALMENT = re.compile(
    r"\b(?:premier|deuxieme|second|troisieme|dernier) versement|\bacomptes?\b|\bsolde de\b|(?<!\ble )(?<!\bdu )(?<!\bau )\bversements? de\b"
    r"|\ben (?:deux|trois"
    r"|quatre|\d) (?:fois|versements)\b|\bdont\b(?! l[ea] (?:cout|budget|montant total|prix|depense))[^.;]{0,30}$"
)
_FORMER = re.compile(r"\b(?:au lieu d|deja (?:vers|attribu|accord|percu)|precedemment|initialement|contre)\w*\b[^.;]{0,25}$")
_REFERS = re.compile(
    r"\b(?:ci-dessus|sus-?(?:mentionne|vise|enonce)|ci-apres|ci-dessous|tableau|comme suit|tels? que presente|telles? que presente)"
)
_AGREES = re.compile(
    r"\b(?:adopt|approuv|accept|valid|vot)\w+ (?:ces|cette|la|les|ladite|lesdites|a l'unanimite (?:ces|cette|la|les)) (?:presentes? )?"
    r"(?:propositions?|conclusions)\b(?! d(?:e|u)\b)"
)


def decided(zones: Zones, *, tables: bool = True) -> list[Found]:
    """Sums of the title and of the operative part, each once; instalments of one sum are left out."""
    prose = [f for f in prose_sums((*zones.heading, *zones.operative), zones.title) if not _instalment(zones.text, f)]
    prose = [f for f in prose if not _multiplied(zones.text, f)]
    prose = [f for f in prose if not _ASKED_BEHIND.match(words_behind(zones.text, f))]  # "accorde 8 000 € (12 000 € demandés)"
    if zones.asked:  # the question that a vote answers, with the debate on it
        prose = [f for f in prose if not others_say(zones, f)]
    prose = [replace(f, role=AmountRole.GRANTED) if _own_share(zones, f) else f for f in prose]
    found = unique(prose)
    if tables:
        known = cents(found)
        found += [f for f in table_sums(zones, (*zones.heading, *zones.operative), zones.title) if f.year or f.sum.cents not in known]
    return found


def _own_share(zones: Zones, found: Found) -> bool:
    """Whether what reads as income or as credits is what the authority itself pays ("FIXE à 9 000 € la contribution du Département")."""
    behind = words_behind(zones.text, found)
    of_each = found.role is AmountRole.TARIFF and for_each(zones.text, found)
    if not zones.own or of_each or found.role not in {AmountRole.RECEIVED, AmountRole.BUDGETED, AmountRole.TARIFF}:
        return False
    share = rf"{_SHARES} (?:[a-z]+ ){{0,2}}?(?:du|de la) {zones.own}\b(?! (?:de|du|des|d'))"
    before = words_before(zones.text, found)
    return bool(re.search(rf"\b{share}[^.;€]{{0,60}}$", before) or re.match(rf"[^.;,€\n]{{0,25}}\b(?:la |sa |le )?{share}", behind))


def _multiplied(text: str, found: Found) -> bool:
    """Whether a sum is the price of one in a product that is told behind it ("120 élèves x 46,00 € = 5 520 €")."""
    return _TIMES.search(words_above(text, found)) is not None and (_COMES_TO.match(words_behind(text, found)) is not None)


def announced(zones: Zones, found: Found) -> Found | None:
    """A cost, value or product that the statement announces for the act itself, with the role that the announcement gives it."""
    before = _OTHER_YEAR.sub(" €", words_above(zones.text, found, SENTENCE))
    sentence = last_sentence(before)
    if (
        of_ground(zones.text, found)
        and not so_much(zones.text, found)
        and sum_words("ground_price").search(sentence)
        and not sum_words("appraised").search(sentence)
        and not others_say(zones, found)
        and not capped(zones.text, found)
    ):
        return replace(found, role=AmountRole.TARIFF)  # "Le prix est fixé à 38 € le mètre carré"
    if sum_words("let_at").search(sentence) and not others_say(zones, found) and not capped(zones.text, found):
        return replace(found, role=AmountRole.TARIFF)
    priced = found.sum.unit is not None and not found.sum.per_year and found.sum.unit.startswith(("m", "h", "j"))
    priced = priced or sum_words("for_one").match(words_behind(zones.text, found)) is not None
    if priced or _MONTHLY.search(sentence) or _ELSEWHERE.search(sentence) or others_say(zones, found):
        return None
    if granted_by_others(zones, found):
        return replace(found, role=AmountRole.RECEIVED)
    told = [role for pattern, role in announcements() if pattern.search(sentence)]
    if not told:
        return None
    if told[0] is AmountRole.RECEIVED and zones.own and re.search(rf"\b(?:a|au|aux|a la|du|de la|le|la) {zones.own}\b", sentence):
        return replace(found, role=AmountRole.ESTIMATED)  # asked of the authority itself
    return replace(found, role=told[0]) if told[0] is not None else found


def granted_by_others(zones: Zones, found: Found) -> bool:
    """Whether a sum is what the State, a region or a département has granted to the authority, which is none of them."""
    before = words_before(zones.text, found, SENTENCE)
    told = sum_words("others_granted").search(before) or sum_words("others_granted").match(words_behind(zones.text, found))
    return told is not None and not (zones.own and re.search(rf"\b{zones.own}", told[0]))


def asked(zones: Zones, known: set[int]) -> list[Found]:
    """What the statement says that a payee asked for, where the act gives another sum; none of `known`."""
    told = (f for f in beside(known, statement_sums(zones)) if asked_by_payee(zones, f))
    return unique(replace(f, role=AmountRole.OTHER) for f in told)


def asked_by_payee(zones: Zones, found: Found) -> bool:
    """Whether the words before a sum say that it is what a payee asked for."""
    before = words_before(zones.text, found, SENTENCE)
    return sum_words("asked").search(before) is not None


def capped(text: str, found: Found) -> bool:
    """Whether the words before a sum make it a limit, an old value or a rise."""
    before = _OTHER_YEAR.sub(" €", words_before(text, found, SENTENCE))
    return _ELSEWHERE.search(before) is not None or sum_words("set_by_others").search(before) is not None


def put_to_vote(zones: Zones) -> list[Found]:
    """What an item that was put off, taken off or refused would have cost, as the statement says it."""
    told: list[Found] = []
    for f in prose_sums((*zones.statement, *zones.debate), zones.title):
        before = words_before(zones.text, f)
        single = f.sum.unit and not f.sum.per_year and not _SPENT_EACH.search(before)
        if _MONTHLY.search(before) or _PAST_COST.search(before) or others_say(zones, f) or single:
            continue
        if _PUT.search(before) or sum_words("put").match(words_behind(zones.text, f)):
            told.append(f)
    return unique(told)


def prices_put(zones: Zones) -> list[Found]:
    """The prices that an item on prices put to the vote in vain, as the statement says them ("trois niveaux, de 1,05 € jusqu'à ...")."""
    told: list[Found] = []
    for f in prose_sums((*zones.statement, *zones.debate), zones.title):
        before = _sentence_before(zones, f)
        if others_say(zones, f) or capped(zones.text, f) or sum_words("costs").search(before) or sum_words("in_force").search(before):
            continue
        if sum_words("offers_at").search(before) or sum_words("for_a_time").match(words_behind(zones.text, f)):
            told.append(replace(f, role=AmountRole.TARIFF))
    return unique(told)


def moved_by_amendment(zones: Zones) -> list[Found]:
    """What an amendment opens or pays, where only its text says so ("Ouvrir une autorisation de programme de 350 000 €")."""
    return unique(f for f in statement_sums(zones) if not capped(zones.text, f) and not others_say(zones, f))


def proposed(zones: Zones) -> list[Found]:
    """Sums of the statement's proposal: told in a sentence that proposes, or that names the sum of the matter."""
    found: list[Found] = []
    for f in prose_sums([p for p in zones.statement if not _DEBATE.match(p.flat)], zones.title):
        before = words_above(zones.text, f)
        if _MONTHLY.search(before):
            continue
        each = f.sum.unit is not None and not f.sum.per_year
        listed = each and bool(found) and _GOES_ON.fullmatch(flat(zones.text[found[-1].end : f.start])) is not None
        proposes = _PROPOSES.search(last_sentence(before)) is not None and not capped(zones.text, f)
        if (listed or proposes) and not others_say(zones, f):
            income = AmountRole.RECEIVED if granted_by_others(zones, f) else f.role
            found.append(replace(f, role=found[-1].role if listed else income))
    if not any(_OFFERED.search(_sentence_before(zones, f)) for f in found):
        return found
    return [
        f for f in found if not _ASKED_FOR.search(_sentence_before(zones, f))
    ]  # "sollicite 25 000 €. Il est proposé d'accorder 18 000 €"


def _sentence_before(zones: Zones, found: Found) -> str:
    return last_sentence(words_above(zones.text, found))


def _instalment(text: str, found: Found) -> bool:
    """A part of a sum paid in several times, or the sum that was decided before."""
    line = words_before(text, found, SENTENCE)
    before = line[-45:]
    if sum_words("instalment").search(line):
        return True
    part = _INSTALMENT.search(before)
    if part and part[0].startswith("dont") and not find_sums(line):
        return False  # "les crédits, dont 98 000 € au titre de ...": the whole is not told
    return part is not None or _FORMER.search(before) is not None


def agreed(zones: Zones) -> list[Found]:
    """The sums of what the statement proposes last, where the decision only says yes ("adopte ces propositions à l'unanimité")."""
    if not zones.decision_says(_AGREES, 2):
        return []
    begins = max((p.start for p in zones.statement if PROPOSAL.search(p.flat)), default=None)
    return [f for f in unique(proposed(zones)) if begins is not None and f.start >= begins and f.role is not AmountRole.OTHER]


def refers_to_table(zones: Zones) -> bool:
    """Whether the decision points to a table that stands before it."""
    return zones.decision_says(_REFERS)
