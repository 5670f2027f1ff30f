"""The sums of a piece of prose, with the role that the words around each give it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.extract.acts.found import CLAUSE, NEAR, SENTENCE, Found, words_behind
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.roles import role_of
from pipeline.extract.acts.rules import sum_words
from pipeline.extract.acts.zones import Zones
from pipeline.extract.money import Sum, find_sums
from pipeline.records.council import AmountRole
from pipeline.records.lexicon import pattern_of

# M14 and M57, class 7: the accounts of what comes in ("3 200 €, inscrit à l'article 7474")
_INCOME_ACCOUNT = re.compile(
    r"(?: ttc| ht)?(?: par an)?,? (?:(?:est |sera |a )?(?:inscri(?:te?|re)|impute[er]?|encaisse[er]?|percu)e?s? )?"
    r"(?:a l'article|a l'imputation|au compte|au chapitre)"
    r" 7[0-8](?:\d{1,4})?(?!\d)"
)
# "la compensation de recettes, soit 4 000 €, sera versée à la régie sur les crédits du chapitre 65": class 6 is spent
_PAID_FROM = re.compile(r",? (?:sera|seront|est|sont) versee?s? (?:a|au|aux)\b[^.;€]{0,90}\b(?:chapitre|article|compte) 6")
_UP_TO = re.compile(r" ?a [\d ]+(?:,\d+)? ?(?:€|euros)")
LEGAL_CEILING = 2_300_000  # cents: above it a grant needs a convention (decree 2001-495); met in powers to sign, never as money
_RANGED_AFTER = re.compile(
    r"\s?a\s+[\d ]+(?:,\d+)?\s?(?:€|euros)\s*,?\s*(?:selon|chacun|par\b|suivant|en fonction|l'unite|les? prix|le tarif|maximum)"
)
_TAXED = re.compile(r"[\s,]*(?:\([^()€]{0,40}\)[\s,]*)?[\s,(]*(?:soit|ou|/|-)?\s*(?:un (?:montant|total) de|environ)?\s*\(?")
LONGEST_SHARE = 10  # years over which a sum is spread
_SO = re.compile(
    r"[\s,(]*(?:(?:pour|sur) (?:la periode|(?:toute )?la duree[^,;€]{0,40}|l'ensemble de la periode|(?:\w+|\d+) (?:ans|annees|exercices)"
    r"|(?:les (?:annees|exercices) )?20\d\d(?:[-–/]| a )20\d\d)[\s,(]*)?(?:soit|a raison de) (?:environ )?"
)
_IN_ALL = re.compile(
    r"[^.;€]{0,60}?\bsoit (?:au total |un |une )?(?:(?:total|montant|depense|somme|cout|enveloppe|engagement)\w* )?"
    r"(?:total\w* |global\w* )?(?:de |a )?"
)
_ENGAGED = re.compile(
    r"[^.;€]{0,60}?\bsoit (?:un|une) (?:engagement|depense|enveloppe|cout)(?: (?:total|global|maximal|annuel)e?)? (?:de |d'environ )"
)
_NEXT_YEAR = re.compile(r"(?: (?:de |en )?credits? de paiement)? en 20\d\d,? ?(?:et |puis |et enfin )?(?:de )?")
_SO_MUCH = re.compile(r"[^.;€]{0,45}\bsoit\b")
_YEAR_AFTER = re.compile(
    r"\s*(?:(?:de |en )?credits? de paiement )?(?:en|pour(?: l'annee)?|au titre de(?: l'(?:annee|exercice))?)\s+((?:19|20)\d\d)\b"
)
_YEAR_BEFORE = re.compile(r"(?:\b(?:en|pour(?: l'annee)?|annee|exercice|au titre de)\s+|^\W*)((?:19|20)\d\d)\s?[:,]?\s*$")
_OLD_VALUE = re.compile(r"\s?a\s+[\d ]+(?:,\d+)?\s?(?:€|euros)")


def prose_sums(pieces: Iterable[Piece], title: str) -> list[Found]:
    """The sums of the pieces that are no rows."""
    return [f for p in pieces if not p.is_row for f in sums_in(p, title)]


def statement_sums(zones: Zones) -> list[Found]:
    """The sums that the prose before the decision says."""
    return prose_sums(zones.statement, zones.title)


@lru_cache(maxsize=512)  # the statement of an act is asked for its sums several times
def sums_in(piece: Piece, title: str) -> tuple[Found, ...]:
    """The sums of one piece, with their roles; a short piece is quoted whole. A limit ("supérieur à 90 000 €") is never money given."""
    found: list[Found] = []
    sums = find_sums(piece.text)
    for index, s in enumerate(sums):
        before = piece.flat[max(s.start - CLAUSE, 0) : s.start]
        if _says_no_money(piece.flat, s, before) or (index and _says_again(piece.flat, sums[index - 1], s)):
            continue
        role = _role(piece, s, before, title)
        if role is None:
            continue
        if index and found and found[-1].role is AmountRole.GRANTED and _IN_ALL.fullmatch(piece.flat, sums[index - 1].end, s.start):
            role = AmountRole.GRANTED  # "verse 500 € à chaque club, soit un montant total de 6 000 €"
        elif index and role is AmountRole.TARIFF and _ENGAGED.fullmatch(piece.flat, sums[index - 1].end, s.start):
            role = AmountRole.BUDGETED  # "FIXE l'aide à 500 € par logement, soit un engagement de 60 000 €"
        elif index and found and found[-1].role is AmountRole.BUDGETED and _NEXT_YEAR.fullmatch(piece.flat, sums[index - 1].end, s.start):
            role = AmountRole.BUDGETED  # "60 000 € de crédits de paiement en 2024, 230 000 € en 2025"
        elif index and found and found[-1].role is AmountRole.TARIFF and piece.flat[sums[index - 1].end : s.start] == " a ":
            role = AmountRole.TARIFF  # "de 500 € à 2 000 € par façade"
        start, end = piece.start + s.start, piece.start + s.end
        quote = (piece.start, piece.end) if len(piece.text) < 80 else (start, end)
        year = _YEAR_AFTER.match(piece.flat, s.end) or _YEAR_BEFORE.search(before)
        found.append(Found(s, start, end, role, quote, year=int(year[1]) if year else None))
    return tuple(found)


def _says_no_money(plain: str, s: Sum, before: str) -> bool:
    """An old value given up, the legal ceiling of a convention, the value of a share, what somebody must earn to pay less."""
    if _OLD_VALUE.match(plain, s.end) and before.endswith("de ") and not _is_range(plain, s.start, s.end):
        return True  # "portée de 4 000 € à 5 000 €"
    share = sum_words("of_a_share").search(before) and _SO_MUCH.match(plain, s.end)  # "20 parts à 50 €, soit 1 000 €"
    legal = s.cents == LEGAL_CEILING and sum_words("limit").search(before)
    return bool(legal or share or sum_words("nominal").search(before) or sum_words("means").search(before))


def _role(piece: Piece, s: Sum, before: str, title: str) -> AmountRole | None:
    """The role of a sum by the words around it; None for the price of one beside what is paid in all."""
    plain = piece.flat
    role = role_of(piece.text, s.start, s.end, title)
    if role is AmountRole.RECEIVED and pattern_of("title_words", "show_bought").search(title):
        role = AmountRole.GRANTED  # who sells plays it
    if (
        role in {AmountRole.BUDGETED, AmountRole.RECEIVED}
        and sum_words("sets_at").search(before)
        and sum_words("paid_out").match(plain, s.end)
    ):
        role = AmountRole.GRANTED  # "PORTE à 42 000 € la contribution au syndicat"
    priced = s.unit is not None and not s.unit.startswith("an")
    for_one = role is AmountRole.GRANTED and (priced or sum_words("each_alike").match(plain, s.end) is not None)
    if for_one and _SO_MUCH.match(plain, s.end) and find_sums(piece.text[s.end : s.end + 90]):
        return None  # "0,30 € par habitant, soit 1 245 €"
    capped = (
        s.unit is not None
        and not s.unit.startswith("an")
        and sum_words("ceiling").search(plain, max(s.start - NEAR, 0), s.start) is not None
    )
    if (capped and role in {AmountRole.BUDGETED, AmountRole.GRANTED}) or _is_price(role, plain, before, s.end):
        role = AmountRole.TARIFF  # what each may get at most
    role = _who_pays(role, plain, s)
    if role is AmountRole.RECEIVED and _PAID_FROM.match(plain, s.end):
        return AmountRole.GRANTED
    if _is_entered(role, plain, before, s.end):
        role = AmountRole.BUDGETED
    if role is AmountRole.BUDGETED and sum_words("allots").search(plain, max(s.start - CLAUSE, 0), s.start):
        return AmountRole.GRANTED
    limit = sum_words("limit").search(before) or sum_words("threshold").match(plain, s.end)
    if role in {AmountRole.GRANTED, AmountRole.RECEIVED} and limit:
        return AmountRole.OTHER
    return role


def _who_pays(role: AmountRole, plain: str, s: Sum) -> AmountRole:
    """The role where the clause says who pays: what is paid to the authority or may be collected, a rent of its own, what each may get."""
    clause = max(s.start - SENTENCE, 0)
    if role is AmountRole.TARIFF and (
        sum_words("rents").search(plain, clause, s.start) or sum_words("works").search(plain, clause, s.start)
    ):
        return AmountRole.GRANTED
    spent = sum_words("spends").search(plain, clause, s.start) and sum_words("entered").match(plain, s.end)
    if role in {AmountRole.OTHER, AmountRole.TARIFF} and spent:
        return AmountRole.GRANTED
    if role is AmountRole.GRANTED and sum_words("lets").search(plain, clause, s.start):
        return AmountRole.TARIFF
    if sum_words("borrowed").match(plain, s.end):
        return AmountRole.OTHER
    if role is AmountRole.GRANTED and sum_words("power").search(plain, clause, s.start):
        return AmountRole.OTHER
    if role is AmountRole.BUDGETED and sum_words("owed").search(plain, clause, s.start):
        return AmountRole.GRANTED
    if role is AmountRole.RECEIVED and sum_words("paid_back").search(plain, clause, s.start):
        return AmountRole.GRANTED
    if role is AmountRole.RECEIVED and sum_words("buys").search(plain, clause, s.start):
        return AmountRole.GRANTED
    if sum_words("waived").search(plain, clause, s.start) or sum_words("waived_behind").match(plain, s.end):
        return AmountRole.GRANTED
    if role is AmountRole.GRANTED and sum_words("thing_costs").search(plain, clause, s.start):
        return AmountRole.ESTIMATED
    each = sum_words("sets_each").search(plain, clause, s.start) or sum_words("each_behind").match(plain, s.end)
    if role in {AmountRole.GRANTED, AmountRole.BUDGETED} and each:
        return AmountRole.TARIFF
    paid_to_us = role in {AmountRole.ESTIMATED, AmountRole.GRANTED} and sum_words("paid_to_us").match(plain, s.end)
    collected = role in {AmountRole.ESTIMATED, AmountRole.GRANTED} and sum_words("collects").search(plain, clause, s.start)
    income = role in {AmountRole.ESTIMATED, AmountRole.GRANTED} and _INCOME_ACCOUNT.match(plain, s.end)
    return AmountRole.RECEIVED if paid_to_us or collected or income else role


def _is_entered(role: AmountRole, plain: str, before: str, end: int) -> bool:
    """Whether a cost or a rate is entered in the budget ("les crédits, estimés à 38 500 €, sont inscrits au chapitre 012")."""
    if role is AmountRole.TARIFF and not sum_words("credits").search(before):
        return False
    return role in {AmountRole.ESTIMATED, AmountRole.TARIFF} and sum_words("entered").match(plain, end) is not None


def _for_one(plain: str, end: int) -> bool:
    """Whether a sum is for one of a kind ("4 000 € par commerce"), or the lower end of what one may get ("500 € à 2 000 € par façade")."""
    higher = _UP_TO.match(plain, end)
    at = higher.end() if higher else end
    return sum_words("for_one").match(plain, at) is not None or sum_words("per_one").match(plain, at) is not None


def _is_price(role: AmountRole, plain: str, before: str, end: int) -> bool:
    """Whether a sum is the price of one ("FIXE à 4 500 € la contribution par équivalent temps plein", "4,50 € le mètre carré")."""
    if role is AmountRole.GRANTED and sum_words("fixed_at").search(before) and sum_words("of_each").match(plain, end):
        return True
    if role is AmountRole.GRANTED and sum_words("sets_rate").search(before) and _for_one(plain, end):
        return True  # "INSTITUE une participation de 60 € par enfant": what each may get
    if role in {AmountRole.GRANTED, AmountRole.BUDGETED} and sum_words("sets_flat").search(before) and _for_one(plain, end):
        return True  # "ADOPTE le règlement de l'aide, d'un montant forfaitaire de 4 000 € par commerce"
    if role in {AmountRole.GRANTED, AmountRole.OTHER} and sum_words("sets_price").search(before):
        return True
    if (
        role in {AmountRole.GRANTED, AmountRole.OTHER, AmountRole.BUDGETED}
        and sum_words("fixes").search(before)
        and sum_words("price").match(plain, end)
    ):
        return True
    return role in {AmountRole.GRANTED, AmountRole.RECEIVED} and sum_words("of_ground").match(plain, end) is not None


def _is_range(plain: str, start: int, end: int) -> bool:
    """Whether two sums are the ends of a scale of prices ("de 3 € à 9 € selon le quotient"), not an old value and a new one."""
    before = plain[max(start - CLAUSE, 0) : start]
    return not sum_words("changed").search(before) and bool(sum_words("ranged").search(before) or _RANGED_AFTER.match(plain, end))


def _says_again(plain: str, before: Sum, one: Sum) -> bool:
    """Whether a sum says the one before it in another way: "12 000 € HT, soit 14 400 € TTC", "540 000 €, soit 180 000 € par an"."""
    shared = before.cents > one.cents > 0 and before.cents % one.cents == 0 and before.cents // one.cents <= LONGEST_SHARE
    yearly = one.per_year and not before.per_year and shared and _SO.fullmatch(plain, before.end, one.start) is not None
    headed = (
        one.unit is not None and not one.per_year and before.unit is None and before.cents > one.cents > 0 and before.cents % one.cents == 0
    )
    return yearly or (headed and sum_words("cost_of_one").search(plain[: one.start]) is not None) or _same_taxed(plain, before, one)


def of_ground(text: str, found: Found) -> bool:
    """Whether a sum is the price of a measure of ground or wood."""
    return sum_words("of_ground").match(words_behind(text, found)) is not None


def for_each(text: str, found: Found) -> bool:
    """Whether the words behind a sum make it the price of one ("par élève", "la contribution par équivalent temps plein")."""
    return found.sum.unit is not None or sum_words("of_each").match(words_behind(text, found)) is not None


def so_much(text: str, found: Found) -> bool:
    """Whether a sum is the price of one, and what is paid in all follows ("38 € le mètre carré, soit 21 400 €")."""
    return _SO_MUCH.match(words_behind(text, found)) is not None


def _same_taxed(plain: str, before: Sum, one: Sum) -> bool:
    """Whether a sum says the one right before it again, with or without the tax."""
    if {before.tax, one.tax} != {"HT", "TTC"} or not _TAXED.fullmatch(plain, before.end, one.start):
        return False
    net, gross = sorted((before.cents, one.cents))
    return net <= gross <= 1.21 * net
