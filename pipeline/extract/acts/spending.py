"""Sums of acts that spend, ask or set prices: grants, contracts, tariffs, plans of financing, and any other act."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.acts.annexes import CREDITS_ARE_IN, annexed, annexed_costs, annexed_plan, of_credits
from pipeline.extract.acts.payeelines import listed_payees
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.rows import Row, RowSum, flat_label
from pipeline.extract.acts.rules import sum_words
from pipeline.extract.acts.sums import prose_sums, sums_in
from pipeline.extract.acts.tables import (
    PLAN_ROLES,
    amendments,
    as_found,
    each,
    plan_parts,
    refused,
    rows_with_sums,
    table_sums,
    voted,
)
from pipeline.extract.acts.telling import agreed, announced, asked, asked_by_payee, capped, decided, proposed, refers_to_table
from pipeline.extract.acts.zones import Found, Zones, others_say, unique
from pipeline.extract.flat import flat
from pipeline.extract.money import cents_of, find_sums
from pipeline.records.council import AmountRole
from pipeline.records.source import BlockKind


def nothing(zones: Zones) -> list[Found]:
    """Kinds of act whose figures only state what was done."""
    return []


def general(zones: Zones) -> list[Found]:
    """What the operative part says; from the statement, costs and products announced; failing both, the sum proposed."""
    found = decided(zones)
    seen = {f.sum.cents for f in found}
    lines = prose_sums(zones.statement, zones.title)
    lines = [f for f in lines if f.sum.cents not in seen and not _ends_range(zones, f, seen)]
    costs = [told for f in lines if (told := announced(zones, f))]
    found += unique(costs)
    found += _aided(zones, {f.sum.cents for f in found})
    plan = _plan_adopted(zones, {f.sum.cents for f in found})
    found += plan
    if not seen:
        found += [f for f in agreed(zones) if f.sum.cents not in {x.sum.cents for x in found}]
    if not found:
        found = unique(proposed(zones)) or _answered(zones)
    if any(f.role is AmountRole.GRANTED for f in found):
        found += asked(zones, {f.sum.cents for f in found})
    found += _rates_of_each(zones, {f.sum.cents for f in found})
    listed = listed_payees(zones, found)
    if listed:
        total = sum(f.sum.cents for f in listed)
        return [f for f in found if f.sum.cents != total] + [f for f in listed if f.sum.cents not in {x.sum.cents for x in found}]
    rows = [] if plan else _table_meant(zones, found, seen)
    found, rows = _in_all(zones, found, rows)
    paid = [f for f in (*found, *rows) if f.payee and f.role is AmountRole.GRANTED]
    if len(paid) > 1 and all(f in paid for f in rows):  # the parts of several payees, not their total
        total = sum(f.sum.cents for f in paid)
        found = [f for f in found if f.sum.cents != total or not (f.role is AmountRole.GRANTED or _IN_ALL.search(_before(zones, f)))]
    parts = annexed(zones, found)
    if len(parts) > 1:  # credits that one article assigns and another gives out by the annexed table
        found = [replace(f, role=AmountRole.BUDGETED) if f.role is AmountRole.GRANTED and of_credits(zones, f) else f for f in found]
    return found + rows + (parts or annexed_costs(zones, found) or annexed_plan(zones, {f.sum.cents for f in (*found, *rows)}))


def _ends_range(zones: Zones, found: Found, seen: set[int]) -> bool:
    """Whether a sum ends a range of which the act decides the other end ("un montant estimé de 2 000 € à 4 000 €")."""
    begun = _RANGE_BEGUN.search(_before(zones, found))
    return begun is not None and cents_of(begun[1]) in seen


_RANGE_BEGUN = re.compile(r"\b(?:de|entre) (\d[\d ]*(?:,\d\d)?) ?(?:€|euros?)? (?:a|et) $")


def _in_all(zones: Zones, found: list[Found], rows: list[Found]) -> tuple[list[Found], list[Found]]:
    """`found` and `rows` with what is given in all ("Le montant total des cadeaux est de 650 € (13 enfants)") in place of what each gets of
    it, where the text or the rows count them."""
    for whole in found:
        if not sum_words("in_all").search(_before(zones, whole)):
            continue
        around = flat(zones.text[max(whole.start - 130, 0) : whole.end + 60])
        ones = [f for f in found if f.role is AmountRole.GRANTED and 0 < f.sum.cents < whole.sum.cents and _shares(f, whole, rows, around)]
        if ones:
            each = ones[0].sum.cents
            kept = [replace(f, role=AmountRole.GRANTED) if f is whole else f for f in found if f.sum.cents != each]
            return kept, [f for f in rows if f.sum.cents != each]
    return found, rows


def _shares(one: Found, whole: Found, rows: list[Found], around: str) -> bool:
    """Whether `whole` is so many times `one` as the words around it or the rows say."""
    times, rest = divmod(whole.sum.cents, one.sum.cents)
    told = re.search(rf"(?<![\d,.]){times} (?!€|euros)[a-z]", around) is not None
    return rest == 0 and times > 1 and (told or sum(f.sum.cents == one.sum.cents for f in rows) == times)


def _plan_adopted(zones: Zones, known: set[int]) -> list[Found]:
    """The money of others and the own share in a plan of financing that the statement lists and the act adopts."""
    if not any(_ADOPTS_PLAN.search(p.flat) for p in zones.operative[:8]):
        return []
    lines = (f for f in prose_sums(zones.statement, zones.title) if f.sum.cents not in known and not capped(zones.text, f))
    told = [replace(f, role=role) for f in lines if (role := _plan_role(zones.text, f))]
    rows = (row for row in rows_with_sums(zones, zones.statement, bare=False) if not row.is_total)
    parts = [part for row in rows for part in plan_parts(zones.text, row) if part.role is not AmountRole.ESTIMATED]
    return unique(f for f in (*told, *parts) if f.sum.cents not in known)


_ADOPTS_PLAN = re.compile(r"\b(?:adopt|approuv|valid|accept)\w*\b[^.;]{0,60}\bplan de financement\b")


def _aided(zones: Zones, known: set[int]) -> list[Found]:
    """What the thing costs for which a payee asks the aid that the act gives ("l'achat de matériel pour un montant de")."""
    if not any(_GIVES_AID.search(p.flat) for p in zones.operative[:4]):
        return []
    told = (
        f for f in prose_sums(zones.statement, zones.title) if f.sum.cents not in known and sum_words("aided").search(_before(zones, f))
    )
    return unique(replace(f, role=AmountRole.ESTIMATED) for f in told if not others_say(zones, f))


_GIVES_AID = re.compile(
    r"\b(?:attribu|accord|octro|allou|vers)\w*\b[^.;€]{0,40}\b(?:aide|subvention|prime|soutien|fonds de concours|concours)\b"
)


def _answered(zones: Zones) -> list[Found]:
    """What the thing costs as the debate on it tells, where nothing else tells a sum ("M. Exemple s'interroge sur le coût ...")."""
    told = (announced(zones, f) for f in prose_sums(zones.debate, zones.title))
    return unique(f for f in told if f is not None and f.role is AmountRole.ESTIMATED)


_IN_ALL = re.compile(r"^(?!.*\bcredits?\b).*, soit $", re.DOTALL)  # "affecte ... les sommes indiquées, soit 100 000 €", no credits


def _table_meant(zones: Zones, found: list[Found], seen: set[int]) -> list[Found]:
    """The rows of the table that the decision points to, when it says no sum itself or just their total."""
    if not any(p.is_row for p in zones.statement):
        return []
    known = {x.sum.cents for x in found}
    rows = table_sums(zones, zones.statement, zones.title)
    total = next((f for f in found if len(rows) > 1 and f.sum.cents == sum(r.sum.cents for r in rows)), None)
    if total is not None and not seen:
        return [replace(f, role=total.role, payee=f.payee if total.role is AmountRole.GRANTED else None) for f in rows]
    if not refers_to_table(zones):
        changed = amendments(zones, zones.statement) if any("avenant" in p.flat for p in zones.operative[:6]) else []
        return [f for f in changed if f.sum.cents not in known]
    rows = _of_one_kind(zones, rows)
    if not seen:
        return [f for f in rows if f.sum.cents not in known]
    return rows if len(rows) > 1 and sum(f.sum.cents for f in rows) in seen else []


def _of_one_kind(zones: Zones, rows: list[Found]) -> list[Found]:
    """The rows of a table of costs under one role; credits, where the decision says that these are in the budget."""
    roles = [f.role for f in rows]
    if not set(roles) <= {AmountRole.GRANTED, AmountRole.ESTIMATED} or 2 * roles.count(AmountRole.ESTIMATED) < len(roles):
        return rows
    entered = any(CREDITS_ARE_IN.search(p.flat) for p in zones.operative[:8])
    return [replace(f, role=AmountRole.BUDGETED if entered else AmountRole.ESTIMATED, payee=None) for f in rows]


_SETS_UP = re.compile(
    r"\b(?:institu|instaur|cree|mise? en place|met en place|adopte|approuve)\w*\b[^.;]{0,60}\b"
    r"(?:bourses?|aides?|primes?|dispositif|reglement"
    r"|cheques?|fonds|allocation|indemnite|gratification)\b"
)
_FOR_EACH = re.compile(
    r"\s?(?:chacune?s?\b|pour (?:une?|chaque|tout) |par (?:an et par )?(?:laureat|projet|beneficiaire"
    r"|foyer|logement|menage|jeune|enfant|eleve|etudiant|agent"
    r"|association|dossier|famille|personne|habitant|velo|vehicule|entreprise|emploi|poste)\w*\b)"
)


def _rates_of_each(zones: Zones, known: set[int]) -> list[Found]:
    """What each may get of an aid that the act sets up, told in the statement alone ("de 500 € à 900 € chacun")."""
    if not any(_SETS_UP.search(p.flat) for p in zones.operative[:6]):
        return []
    lines = [
        f
        for f in prose_sums(zones.statement, zones.title)
        if f.sum.cents not in known and not capped(zones.text, f) and not others_say(zones, f)
    ]
    told = [f for f in lines if _FOR_EACH.match(flat(zones.text[f.end : f.end + 60]))]
    ends = {f.start for f in told}
    lower = [a for a, b in itertools.pairwise(lines) if b.start in ends and flat(zones.text[a.end : b.start]).strip() in {"a", "et", "ou"}]
    return unique(replace(f, role=AmountRole.TARIFF) for f in sorted([*told, *lower], key=lambda f: f.start))


def market(zones: Zones) -> list[Found]:
    """The offer that was taken; the other bidders' figures stand in tables of the statement."""
    found = decided(zones)
    if all(f.role in _BESIDE_PRICE for f in found):
        known = {f.sum.cents for f in found}
        found += [f for f in unique(proposed(zones)) if f.sum.cents not in known]
    seen = {f.sum.cents for f in found}
    awarded = any(f.role is AmountRole.GRANTED and not sum_words("owed").search(_before(zones, f)) for f in found)
    told = [t for f in unique(prose_sums(zones.statement, zones.title)) if f.sum.cents not in seen and (t := announced(zones, f))]
    # before the tender the cost announced is the estimate; once a firm is chosen only what runs on counts
    found += [t for t in told if _RUNNING.search(_before(zones, t)) or (not awarded and t.role is AmountRole.ESTIMATED)]
    found += _table_meant(zones, found, seen) + _lots_told(zones, found)
    if not any(f.role is AmountRole.GRANTED for f in found):
        found += _chosen(zones)
    if len(found) > 1:
        found = [replace(f, role=AmountRole.OTHER) if _RAISED_TO.search(_before(zones, f)) else f for f in found]
    return [replace(f, role=_contract_role(zones, f)) for f in found]


def _chosen(zones: Zones) -> list[Found]:
    """The price in the row of the one whom the decision names, where it says none itself ("retenir l'offre du cabinet Ardoise")."""
    decision = " ".join(p.flat for p in zones.operative[:6])
    rows = [row for row in rows_with_sums(zones, zones.statement, bare=False) if _names(decision, row)]
    if len(rows) != 1:
        return []
    row = rows[0]
    headed = [(row.heading[one.column], one) for one in row.sums if one.column < len(row.heading)]
    priced = [one for column in _PRICE_COLUMNS for head, one in headed if column.search(head)]
    return [as_found(row, (priced or row.sums)[0], AmountRole.GRANTED)]


def _names(decision: str, row: Row) -> bool:
    """Whether the decision takes on the one at the head of a row, told without the address."""
    name = _ADDRESS.sub("", flat_label(row)).strip(" -–")
    taken = rf"\b(?:reten|choisi|confi|attribu)\w*\b[^;€]{{0,120}}\b{re.escape(name)}\b"
    return len(name) > SHORTEST_NAME and re.search(taken, decision) is not None


SHORTEST_NAME = 3  # characters
_ADDRESS = re.compile(r"\s*\([^()]*\)?")
_PRICE_COLUMNS = (re.compile(r"\btotal\b"), re.compile(r"\b(?:montant|prix|offre|honoraires)\b"))
_BESIDE_PRICE = frozenset({AmountRole.OTHER, AmountRole.RECEIVED})  # the own share and the aids leave the price to the proposal


def _contract_role(zones: Zones, found: Found) -> AmountRole:
    """A price in an act on a contract is what the authority pays, save the fee that the holder of a concession owes and what users pay."""
    if found.role is AmountRole.GRANTED and _CONCEDED.search(zones.title) and _FEE_BEFORE.search(_before(zones, found)):
        return AmountRole.TARIFF
    owed = _owed(zones.text, found) or _FEE_BEFORE.search(_before(zones, found)) or sum_words("sets_price").search(_before(zones, found))
    if found.role is AmountRole.TARIFF and not owed:
        return AmountRole.GRANTED
    return found.role


_CONCEDED = re.compile(r"\b(?:delegation de service public|dsp|concession|concessionnaire|delegataire|affermage|sous-concession)\b")
_FEE_BEFORE = re.compile(r"\bredevances?\b[^.;€]{0,50}$")
_OWED = re.compile(r"[^.;€]{0,40}\b(?:redevances?|loyers?)\b")


def _owed(text: str, found: Found) -> bool:
    """Whether a sum is what the holder of a concession pays ("fixe à 6 200 € le montant de la redevance"), or a price that users pay."""
    behind = flat(text[found.end : found.end + 90])
    return _OWED.match(behind) is not None or sum_words("price").match(behind) is not None


def _lots_told(zones: Zones, found: list[Found]) -> list[Found]:
    """The lots of one sentence of the statement that add up to what the decision spends in all."""
    spent = {f.sum.cents for f in found}
    for piece in zones.statement:
        lots = [] if piece.is_row else list(sums_in(piece, zones.title))
        if len(lots) > 1 and sum(f.sum.cents for f in lots) in spent:
            return [replace(f, role=AmountRole.GRANTED) for f in lots if f.sum.cents not in spent]
    return []


# "un avenant de 51 200 €, qui porte le marché à 915 200 €": what the contract comes to
_RAISED_TO = re.compile(
    r"\bport(?:e|ant|er|ent|ee?)\b[^.;€]{0,60}\b(?:marches?|contrat|montant|lot|accord-cadre|forfait)\b"
    r"[^.;€]{0,60}\b(?:a|de [\d ]+€[^.;]{0,8} a) $"
    r"|\b(?:marches?|contrat|montant|lot|accord-cadre|forfait)\b[^.;€]{0,50}\bportee?s? a $"
)
_RUNNING = re.compile(r"\b(?:fonctionnement|entretien|annonce|annuel)\w*\b")


def _before(zones: Zones, found: Found) -> str:
    return flat(zones.text[max(found.start - 130, 0) : found.start])


def tariff(zones: Zones) -> list[Found]:
    """Every price of the tables and lines before and in the decision, without the sums of a computation that lead to one of them."""
    found = _priced(zones)
    plain = [f for f in found if not _computed(zones, f)] or found
    computed = _OCCUPIED.search(zones.title) and any(_WORKED_OUT.search(p.flat) for p in (*zones.statement, *zones.operative))
    return [replace(f, role=AmountRole.RECEIVED) if computed and _due_in_all(zones, f) else f for f in plain]


# What those who occupy the ground of the authority owe for a year, worked out from prices for a length or the population.
_OCCUPIED = re.compile(r"\b(?:rodp|redevances? d'occupation|(?:redevances?|tarifs?) (?:d'|pour l')?occupation du domaine public)\b")
_WORKED_OUT = re.compile(r"\b(?:calcul\w*|coefficient|lineaire)\b")
_DUE = re.compile(r"\b(?:redevances?|rodp)\b[^.;€]{0,140}$")


def _due_in_all(zones: Zones, found: Found) -> bool:
    """Whether a sum is all that is due, and no price of a length or a surface."""
    one = found.sum.unit is not None or sum_words("for_one").match(flat(zones.text[found.end : found.end + 40])) is not None
    return found.role is AmountRole.TARIFF and not one and _DUE.search(_before(zones, found)) is not None


def _computed(zones: Zones, found: Found) -> bool:
    """Whether a sum stands in the computation of another ("310 € / 5 = 62,00 €")."""
    behind = flat(zones.text[found.end : found.end + 60])
    return sum_words("computed").search(_before(zones, found)) is not None or sum_words("computed_with").match(behind) is not None


def _priced(zones: Zones) -> list[Found]:
    role = AmountRole.TARIFF
    limits = {start for p in (*zones.statement, *zones.operative) if not p.is_row for start in bracket_limits(p)}
    told = [p for p in zones.statement if _is_price_line(p) or p.bullet or p.kind is BlockKind.LIST_ITEM]
    lines = [f for p in (*told, *zones.operative) if not p.is_row for f in sums_in(p, zones.title) if f.start not in limits]
    lines = [f for f in lines if not _set_by_others(zones, f)]
    lines += [f for f in proposed(zones) if f.start not in limits]
    priced = rows_with_sums(zones, (*zones.statement, *zones.operative), bare=False)
    if not priced and any(sum_words("annexed").search(p.flat) for p in zones.operative[:8]):
        priced = tuple(row for row in rows_with_sums(zones, zones.behind, bare=False) if _has_price_column(row))
    priced = _newer_rows(priced)
    rows = [replace(f, role=AmountRole.GRANTED) if _pays_column(row) else f for row in priced for f in _prices(row)]
    rows += _bare_prices(zones, {row.piece.table for row in priced if _prices(row)})
    if not rows:
        listed = [f for p in zones.statement if not p.is_row and _is_price_line(p) for f in sums_in(p, zones.title)]
        listed = [f for f in listed if not _set_by_others(zones, f)]
        found = [f for f in general(zones) if f.start not in limits]
        seen = {f.sum.cents for f in found}
        return found + [replace(f, role=role) for f in unique(listed) if f.sum.cents not in seen]
    prices = {f.sum.cents for f in rows}
    printed = prices | {one.sum.cents for row in priced for one in row.sums}  # those of the year before, told again
    said = [f for f in unique(lines) if f.sum.cents not in printed and f.role is not AmountRole.ESTIMATED]
    told_too = (t for f in prose_sums(zones.statement, zones.title) if (t := announced(zones, f)) and t.role is AmountRole.RECEIVED)
    said += [t for t in unique(told_too) if t.sum.cents not in prices | {f.sum.cents for f in said}]
    return rows + said + [f for f in decided(zones, tables=False) if f.sum.cents not in prices | {x.sum.cents for x in said}]


def _newer_rows(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """`rows` without those of which the row below tells the new prices ("Pour réunion", below it "Tarifs 2024 proposés")."""
    renewed = {id(a) for a, b in itertools.pairwise(rows) if a.piece.table == b.piece.table and _NEW_PRICES.match(flat_label(b))}
    return tuple(row for row in rows if id(row) not in renewed or _NEW_PRICES.match(flat_label(row)))


_NEW_PRICES = re.compile(r"\W*(?:nouveaux )?tarifs? (?:20\d\d )?(?:propose|vote|nouveau)")


def _set_by_others(zones: Zones, found: Found) -> bool:
    """Whether a law or another authority sets a price ("dont le tarif est fixé par l'agence de l'eau à")."""
    return sum_words("set_by_others").search(_before(zones, found)) is not None


def _pays_column(row: Row) -> bool:
    """Whether the figures of a table are what the authority pays ("Contribution annuelle supplémentaire"), not what it asks."""
    return any(_PAYS.search(row.heading[s.column]) for s in row.sums if s.column < len(row.heading))


_PAYS = re.compile(
    r"\b(?:contributions? (?:forfaitaire|financiere|annuelle|versee|de l[a'])|compensations?|subventions?|montant (?:verse|attribue))"
)


def _has_price_column(row: Row) -> bool:
    """Whether the heading of a table names prices ("Tarif", "Prix de la séance", "2025")."""
    return any(sum_words("price_column").search(cell) or _YEAR_ONLY.fullmatch(cell) for cell in row.heading)


_YEAR_ONLY = re.compile(r"\W*(?:(?:en|annee|rentree) )?20\d\d(?:[-/ ]+20\d\d)?\W*")  # the prices of a year beside those of another


def _is_price_line(piece: Piece) -> bool:
    """A short line that is no sentence: a thing and its price."""
    return len(piece.text) < 120 and not piece.text.rstrip().endswith(".")


def grants(zones: Zones) -> list[Found]:
    """One sum for each payee of the table; else what the operative part says."""
    rows = [r for r in rows_with_sums(zones, (*zones.statement, *zones.operative), bare=True) if not r.is_total]
    parts = [voted(row, AmountRole.GRANTED) for row in rows if not refused(row)]
    if len(parts) < 2:
        listed = listed_payees(zones, general(zones))
        return listed or [_asked_of_us(zones, f) for f in general(zones)]
    known = {f.sum.cents for f in parts} | {sum(f.sum.cents for f in parts)} | {one.sum.cents for row in rows for one in row.sums}
    opened = [t for f in prose_sums(zones.statement, zones.title) if (t := _opened(zones, f))]
    return parts + [f for f in (*decided(zones), *unique(opened), *asked(zones, known)) if f.sum.cents not in known]


def _asked_of_us(zones: Zones, found: Found) -> Found:
    """What reads as asked for, in an act that grants, is given; what the payee had asked while the act gives another sum is not."""
    if found.role in {AmountRole.RECEIVED, AmountRole.ESTIMATED} and asked_by_payee(zones, found):
        return replace(found, role=AmountRole.OTHER)
    if found.role is AmountRole.RECEIVED and not sum_words("others_pay").search(_before(zones, found)):
        return replace(found, role=AmountRole.GRANTED)
    return found


_CREDITS_OPEN = re.compile(r"\bcredits? (?:global|globaux|ouverts?|votes?|inscrits?)\b[^.;€]{0,120}$")


def _opened(zones: Zones, found: Found) -> Found | None:
    """The credits of which grants are a part ("Le crédit ouvert au budget s'élève à 128 000 €"), told in the statement."""
    told = announced(zones, found)
    if told and (told.role is AmountRole.BUDGETED or _CREDITS_OPEN.search(_before(zones, told))):
        return replace(told, role=AmountRole.BUDGETED)
    return None


def assets(zones: Zones) -> list[Found]:
    """Sales and purchases of the year before: prices and costs, each once."""
    pieces = (*zones.statement, *zones.operative)
    rows = [f for row in rows_with_sums(zones, pieces, bare=False) for f in each(row, AmountRole.OTHER, None)]
    known = {f.sum.cents for f in rows}
    return rows + [replace(f, role=AmountRole.OTHER) for f in unique(prose_sums(pieces, zones.title)) if f.sum.cents not in known]


def guarantee(zones: Zones) -> list[Found]:
    """The loan that is guaranteed, the part of it where the statement counts it, and what the thing costs in all that it pays for."""
    found = [replace(f, role=AmountRole.OTHER) for f in decided(zones)]
    known = {f.sum.cents for f in found}
    lines = [f for f in prose_sums(zones.statement, zones.title) if f.sum.cents not in known]
    parts = [replace(f, role=AmountRole.OTHER) for f in lines if _lent(_before(zones, f))]
    told = (announced(zones, f) for f in lines if f.start not in {p.start for p in parts})
    return found + unique((*parts, *(f for f in told if f is not None and f.role is AmountRole.ESTIMATED)))


def _lent(before: str) -> bool:
    """Whether flat words before a sum make it the loan that is guaranteed, or the guaranteed part of it."""
    return _LOAN.search(before) is not None or sum_words("guaranteed_part").search(before) is not None


_LOAN = re.compile(r"\bmontant (?:total )?(?:du |de l')(?:pret|emprunt)\b[^.;€]{0,20}$")


def write_off(zones: Zones) -> list[Found]:
    """Debts given up."""
    found = decided(zones) or unique(prose_sums(zones.statement, zones.title))
    rows = rows_with_sums(zones, (*zones.statement, *zones.operative), bare=False)
    totals = [as_found(row, row.sums[-1], AmountRole.OTHER) for row in rows if row.is_total]
    parts = sum(f.sum.cents for f in found)
    found = next(([t] for t in totals if len(found) > 1 and t.sum.cents == parts), found)
    whole = [f for f in found if sum_words("in_all").search(_before(zones, f))]
    if len(whole) == 1 and all(f.sum.cents <= whole[0].sum.cents for f in found):  # not the debts that it comes to
        found = whole
    return [replace(f, role=AmountRole.OTHER) for f in found]


def financing(zones: Zones) -> list[Found]:
    """The plan of financing: costs, subsidies asked from others, own share; and what the operative part says."""
    told = decided(zones, tables=False)
    rows = rows_with_sums(zones, (*zones.statement, *zones.operative), bare=True)
    found: list[Found] = []
    for row in rows:
        if row.is_total:
            continue
        found += [part for part in plan_parts(zones.text, row) if part.sum.cents not in {f.sum.cents for f in told}]
    seen = {f.sum.cents for f in told + found}
    lines = [f for f in prose_sums(zones.statement, zones.title) if f.sum.cents not in seen and not capped(zones.text, f)]
    kept = [told_so for f in lines if (told_so := announced(zones, f))]
    if not rows:
        told_parts = {f.start: role for p in zones.statement if not p.is_row for f, role in _plan_told(zones, p)}
        kept = [f for f in kept if f.start not in told_parts]
        kept += [replace(f, role=told_parts[f.start]) for f in lines if f.start in told_parts]
        kept += [replace(f, role=role) for f in lines if (role := _plan_role(zones.text, f)) and f.start not in {k.start for k in kept}]
    found = _cost_in_all(zones, rows, found, [*told, *kept])
    told = [replace(f, role=_asked_role(zones, f)) if f.role in _UNSURE else f for f in told]
    found += [] if rows else annexed_plan(zones, {f.sum.cents for f in (*told, *kept)})
    return told + found + [replace(f, role=AmountRole.RECEIVED) if f.role is AmountRole.GRANTED else f for f in unique(kept)]


def _cost_in_all(zones: Zones, rows: Sequence[Row], parts: list[Found], told: Sequence[Found]) -> list[Found]:
    """The parts of a plan of financing with what its several costs come to, as a total or the prose says, in place of each of them."""
    costs = [part for part in parts if part.role is AmountRole.ESTIMATED]
    whole = sum(part.sum.cents for part in costs)
    totals = [one for row in rows if row.is_total for one in row.sums if one.sum.cents == whole]
    if len(costs) < 2 or not (totals or any(f.sum.cents == whole for f in told)):
        return parts
    rest = [part for part in parts if part not in costs]
    if any(f.sum.cents == whole for f in told):
        return rest
    total = totals[0]
    return [*rest, Found(total.sum, total.start, total.end, AmountRole.ESTIMATED, (total.start, total.end))]


_UNSURE = frozenset({AmountRole.GRANTED, AmountRole.RECEIVED})
_OWN_SHARE = re.compile(
    r"\b(?:autofinanc\w*|fonds propres|reste a (?:charge|financer)|part (?:communale|de la commune)|solde"
    r"|a la charge d(?:e|u|es))\b[^.;]{0,50}$"
)
_ASKED = re.compile(r"\b(?:subvention|aide|sollicit|participation|dotation|fonds|detr|dsil|feder|concours|contribution)\w*\b[^.;]{0,70}$")
_BOUGHT = re.compile(r"\b(?:acquisition|acquerir|achat|acheter|acquiert|achete)\b[^.;€]{0,130}\bprix (?:\w+ )?de $")
_PRICED = re.compile(r"\b(?:plans? de financement|projets?|travaux|operations?|couts?|depenses?|devis|estim\w+|etudes?)\b[^.;]{0,60}$")


_WORKS_COST = re.compile(r"\b(?:travaux|projet|operation|etude)s?\b[^.;€]{0,40}\bqui s'elev\w+ a $")
_PARTNER = re.compile(r"\b(?:convention|partenariat) (?:\w+ ){0,3}avec\b")  # what the authority gives to whom it makes a contract with


def bought(text: str, found: Found) -> bool:
    """Whether the words before a sum make it the price of what the act buys ("décide d'acquérir ... au prix de")."""
    before = flat(text[max(found.start - 160, text.rfind("\n", 0, found.start), 0) : found.start])
    paid = _BOUGHT.search(before) or sum_words("buys").search(before)
    return found.role in {AmountRole.GRANTED, AmountRole.RECEIVED} and paid is not None


def _contracted(text: str, found: Found) -> bool:
    """Whether the clause gives a sum to a firm for what it does ("CONFIE au cabinet une mission pour un montant de")."""
    begins = max(text.rfind("\n", 0, found.start), text.rfind(";", 0, found.start)) + 1
    return sum_words("contracts").search(flat(text[begins : found.start])) is not None


def _asked_role(zones: Zones, found: Found) -> AmountRole:
    """In an act that asks others for money: the own share, the money asked for, the cost of the thing."""
    text = zones.text
    before = flat(text[max(found.start - 90, text.rfind("\n", 0, found.start), 0) : found.start])
    if _OWN_SHARE.search(before):
        return AmountRole.OTHER
    if zones.own and re.search(rf"\b(?:concours|participation|aide|contribution) (?:de la|du) {zones.own}\b[^.;€]{{0,40}}$", before):
        return AmountRole.GRANTED if _PARTNER.search(zones.title) else AmountRole.OTHER
    if bought(text, found) or _contracted(text, found) or _GIVES.search(before):
        return AmountRole.GRANTED
    if _WORKS_COST.search(before):
        return AmountRole.ESTIMATED
    return AmountRole.ESTIMATED if _PRICED.search(before) and not _ASKED.search(before) else AmountRole.RECEIVED


def _plan_role(text: str, found: Found) -> AmountRole | None:
    """The role of a short line of a plan of financing ("DETR (35 %) : 17 500 €"); None for other words."""
    if found.quote == (found.start, found.end):
        return None
    words = flat(text[found.quote[0] : found.start])
    return next((role for pattern, role in PLAN_ROLES if pattern.search(words)), None)


# "décide de verser une subvention complémentaire à l'association": what the payee had asked the authority for
_GIVES = re.compile(
    r"^(?!.*\b(?:sollicit|demand|aupres)).*\b(?:verser|attribuer|accorder|allouer|octroyer|verse|attribue|accorde|alloue|octroie)"
    r" [^.;€]{0,40}\b(?:subvention|aide|participation|secours)\b[^.;€]{0,70}$",
    re.DOTALL,
)
_PLAN_LIST = re.compile(r"\b(?:plan de financement|financement (?:previsionnel|de l'operation|du projet))\b[^.;€:]{0,60}:")


def _plan_told(zones: Zones, piece: Piece) -> list[tuple[Found, AmountRole]]:
    """The parts of a plan of financing listed in a sentence ("Le plan est le suivant : État, 40 000 € ; Région, 20 000 €")."""
    listed = _PLAN_LIST.search(piece.flat)
    if listed is None:
        return []
    found: list[tuple[Found, AmountRole]] = []
    begins = piece.start + listed.end()
    for f in sums_in(piece, zones.title):
        words = flat(zones.text[begins : f.start]) if begins <= f.start else ""
        if not words or ". " in words:
            continue
        found.append((f, next((role for pattern, role in PLAN_ROLES if pattern.search(words)), AmountRole.ESTIMATED)))
        begins = f.end
    return found


def bracket_limits(piece: Piece) -> set[int]:
    """Where the limits of brackets stand in a scale told in prose ("quotient inférieur à 520 €, 1 €"); each clause ends in its price."""
    if not _BRACKET.search(piece.flat):
        return set()
    found: set[int] = set()
    told = _IN_BRACKETS.sub(lambda m: " " * len(m[0]), piece.flat)  # "tranche 4 (au-delà de 1 100) 4,60 €": its limit stands apart
    for clause in re.finditer(r"[^;:]+", told):
        sums = find_sums(piece.text[clause.start() : clause.end()])
        apart = len(sums) > 1 and _APART.fullmatch(clause[0], sums[-2].end, sums[-1].start) is not None
        if (
            sums
            and _LIMIT.search(clause[0])
            and not sum_words("credits").search(clause[0], 0, sums[-1].start)
            and (
                apart
                or (len(sums) == 1 and _BRACKET.search(clause[0][: sums[0].start]) and not _BARE_LIMIT.search(clause[0], 0, sums[0].start))
            )
        ):
            kept = sums[:-1] if apart else sums
            found |= {piece.start + clause.start() + s.start for s in kept}
    return found


_BARE_LIMIT = re.compile(r"\d\s?[,:=]\s?$")  # "quotient inferieur a 650, 1,20 €": the limit is told before, without its unit
_APART = re.compile(r"[^,:=]{0,25}[,:=][^,:=]{0,25}")
_IN_BRACKETS = re.compile(r"\([^()€]*\)")
_BRACKET = re.compile(r"\b(?:ressources?|revenus?|quotient|tranches?|qf|bareme|plafond|imposable|fiscal)")


def _prices(row: Row) -> list[Found]:
    """The prices of a row; limits of income brackets are none."""
    column = _newest(row)
    given_up = _given_up(row)
    found = []
    if any(_BOUND.search(row.piece.flat[: one.start - row.piece.start]) for one in row.sums) and all(_is_limit(row, s) for s in row.sums):
        return []  # the heads of the columns: "Inférieures à 550 €", "Supérieures à 3 200 €"
    for one in row.sums:
        heading = row.heading[one.column] if one.column < len(row.heading) else ""
        limits = _BRACKET.search(heading) or (one.column == row.sums[0].column != row.sums[-1].column and _is_limit(row, one))
        if not limits and one.column not in given_up and (column is None or one.column == column):
            found.append(as_found(row, one, AmountRole.TARIFF))
    return found


def _bare_prices(zones: Zones, marked: set[int | None]) -> list[Found]:
    """The prices of a scale printed without a sign ("1 enfant | 1,64 | 10,30") that the decision speaks of; none of `marked` tables."""
    if not any(_SCALE.search(p.flat) for p in zones.operative[:8]):
        return []
    rows = rows_with_sums(zones, (*zones.statement, *zones.operative), bare=True)
    bare = [(row, one) for row in rows if row.piece.table not in marked for one in row.sums if _fills_cell(zones.text, row, one)]
    several = {
        row.piece.table for row, _ in bare if len({other.piece.start for other, _ in bare if other.piece.table == row.piece.table}) > 1
    }
    return [as_found(row, one, AmountRole.TARIFF) for row, one in bare if row.piece.table in several]


def _fills_cell(text: str, row: Row, one: RowSum) -> bool:
    cell = next(((a, b) for a, b in row.piece.cells if a <= one.start < b), (one.start, one.start))
    return _DECIMAL.fullmatch(text[slice(*cell)].strip()) is not None


_SCALE = re.compile(r"\b(?:baremes?|grilles?|tarifs?)\b")
_DECIMAL = re.compile(r"\d{1,3}[.,]\d{2}")


def _is_limit(row: Row, one: RowSum) -> bool:
    """Whether a sum is the limit of a bracket, by the words of its cell; those of the cells before only when they run on into it."""
    cell = next((start for start, end in row.piece.cells if start <= one.start < end), row.piece.start)
    before = row.piece.flat[: cell - row.piece.start].rstrip()
    return (
        _LIMIT.search(row.piece.flat[cell - row.piece.start : one.end - row.piece.start]) is not None or _RUNS_ON.search(before) is not None
    )


_BOUND = re.compile(r"\b(?:in|su)(?:fe|pe)rieure?s?(?: ou egale?s?)? a $")
_RUNS_ON = re.compile(r"\b(?:de|a|entre|et|inferieure?s?|superieure?s?|<|>)$")
_LIMIT = re.compile(r"\b(?:de|entre|moins de|plus de|inferieure?s?|superieure?s?|jusqu'a|a partir de|au-dela|<|>)\b")


def _given_up(row: Row) -> set[int]:
    """The columns of prices that others in the row take the place of ("Tarifs actuels" beside "Tarifs proposés")."""
    old = {s.column for s in row.sums if s.column < len(row.heading) and _TODAY.search(row.heading[s.column])}
    return old if any(s.column not in old for s in row.sums) else set()


_TODAY = re.compile(r"\b(?:actuel|ancien|precedent)\w*\b|\ben (?:vigueur|cours)\b")


def _newest(row: Row) -> int | None:
    """The column of the latest year when the heading names several; None when all columns count."""
    years = {i: int(y[0]) for i, cell in enumerate(row.heading) if (y := re.search(r"(?:19|20)\d\d", cell))}
    if len(set(years.values())) < 2:
        return None
    return max(years, key=lambda i: years[i])
