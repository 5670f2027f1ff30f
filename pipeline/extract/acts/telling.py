"""What an act decides, announces or puts to the vote, told by the words of its sentences."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.acts.found import NEAR, SENTENCE, Found, beside, cents, last_sentence, unique, words_above, words_before, words_behind
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
# "12 000 € en 2024, 13 000 € en 2025": the year of the sum before
_OTHER_YEAR = re.compile(r"(?:€|\beuros?) (?:(?:de |en )?credits? de paiement )?(?:en|pour) (?:19|20)\d\d\b")
_DEBATE = re.compile(
    r"^\W*(?:m\.|mme\.?|monsieur|madame) (?!(?:le|la) (?:maire|president))[^.]{0,90}?\b(?:precise|repond|demande|s'interroge"
    r"|indique|ajoute|souhaite|regrette|remercie|note|souligne)"
)
_GOES_ON = re.compile(r"[^.;€\n]{1,80}")  # "8 € l'heure pour le court couvert, 5 € l'heure pour le court de terre"


def decided(zones: Zones, *, tables: bool = True) -> list[Found]:
    """Sums of the title and of the operative part, each once; instalments of one sum are left out."""
    prose = [f for f in prose_sums((*zones.heading, *zones.operative), zones.title) if not _instalment(zones.text, f)]
    prose = [f for f in prose if not _multiplied(zones.text, f)]
    prose = [f for f in prose if not sum_words("asked_behind").match(words_behind(zones.text, f))]  # "accorde 8 000 € (12 000 € demandés)"
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
    if priced or sum_words("monthly").search(sentence) or sum_words("elsewhere").search(sentence) or others_say(zones, found):
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
    return sum_words("elsewhere").search(before) is not None or sum_words("set_by_others").search(before) is not None


def put_to_vote(zones: Zones) -> list[Found]:
    """What an item that was put off, taken off or refused would have cost, as the statement says it."""
    told: list[Found] = []
    for f in prose_sums((*zones.statement, *zones.debate), zones.title):
        before = words_before(zones.text, f)
        single = f.sum.unit and not f.sum.per_year and not sum_words("spent_each").search(before)
        if sum_words("monthly").search(before) or sum_words("past_cost").search(before) or others_say(zones, f) or single:
            continue
        if sum_words("would_cost").search(before) or sum_words("put").match(words_behind(zones.text, f)):
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
        if sum_words("monthly").search(before):
            continue
        each = f.sum.unit is not None and not f.sum.per_year
        listed = each and bool(found) and _GOES_ON.fullmatch(flat(zones.text[found[-1].end : f.start])) is not None
        proposes = sum_words("proposes").search(last_sentence(before)) is not None and not capped(zones.text, f)
        if (listed or proposes) and not others_say(zones, f):
            income = AmountRole.RECEIVED if granted_by_others(zones, f) else f.role
            found.append(replace(f, role=found[-1].role if listed else income))
    if not any(sum_words("offered").search(_sentence_before(zones, f)) for f in found):
        return found
    return [
        f for f in found if not sum_words("asked_for").search(_sentence_before(zones, f))
    ]  # "sollicite 25 000 €. Il est proposé d'accorder 18 000 €"


def _sentence_before(zones: Zones, found: Found) -> str:
    return last_sentence(words_above(zones.text, found))


def _instalment(text: str, found: Found) -> bool:
    """A part of a sum paid in several times, or the sum that was decided before."""
    line = words_before(text, found, SENTENCE)
    near = line[-NEAR:]
    if sum_words("instalment").search(line) or sum_words("instalment_near").search(near):
        return True
    if sum_words("part_of").search(near):
        return bool(find_sums(line))  # "les crédits, dont 98 000 € au titre de ...": the whole is not told
    return sum_words("former").search(near) is not None


def agreed(zones: Zones) -> list[Found]:
    """The sums of what the statement proposes last, where the decision only says yes ("adopte ces propositions à l'unanimité")."""
    if not zones.decision_says(sum_words("agrees"), 2):
        return []
    begins = max((p.start for p in zones.statement if PROPOSAL.search(p.flat)), default=None)
    return [f for f in unique(proposed(zones)) if begins is not None and f.start >= begins and f.role is not AmountRole.OTHER]


def refers_to_table(zones: Zones) -> bool:
    """Whether the decision points to a table that stands before it."""
    return zones.decision_says(sum_words("refers"))
