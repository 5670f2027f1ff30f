"""Sums of an act of no kind of its own: what its decision says, else what it announces, points to or proposes."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from pipeline.extract.acts.annexes import annexed, annexed_costs, annexed_plan, of_credits
from pipeline.extract.acts.financing import plan_role
from pipeline.extract.acts.found import CLAUSE, Found, beside, cents, sum_of, unique, without, words_above, words_behind
from pipeline.extract.acts.payeelines import listed_payees
from pipeline.extract.acts.rules import sum_words
from pipeline.extract.acts.sums import prose_sums, statement_sums
from pipeline.extract.acts.tables import (
    amendments,
    plan_parts,
    rows_with_sums,
    table_sums,
)
from pipeline.extract.acts.telling import agreed, announced, asked, capped, decided, proposed, refers_to_table
from pipeline.extract.acts.zones import Zones, others_say
from pipeline.extract.flat import flat
from pipeline.extract.money import cents_of
from pipeline.records.council import AmountRole

_RANGE_BEGUN = re.compile(r"\b(?:de|entre) (\d[\d ]*(?:,\d\d)?) ?(?:€|euros?)? (?:a|et) $")
_SO_IN_ALL = re.compile(r"^(?!.*\bcredits?\b).*, soit $", re.DOTALL)  # "affecte ... les sommes indiquées, soit 100 000 €", no credits
_AMENDED = re.compile("avenant")


def general(zones: Zones) -> list[Found]:
    """What the operative part says; from the statement, costs and products announced; failing both, the sum proposed."""
    decision = decided(zones)
    told = [*decision, *_costs(zones, cents(decision))]
    told += _aided(zones, cents(told))
    plan = _plan_adopted(zones, cents(told))
    found = _or_proposed(zones, decision, [*told, *plan])
    listed = listed_payees(zones, found)
    if listed:
        return without(found, sum_of(listed)) + beside(cents(found), listed)
    rows = [] if plan else table_meant(zones, found, cents(decision))
    found, rows = _given_in_all(zones, found, rows)
    found = _paid_in_parts(zones, found, rows)
    parts = annexed(zones, found)
    if len(parts) > 1:  # credits that one article assigns and another gives out by the annexed table
        found = [replace(f, role=AmountRole.BUDGETED) if f.role is AmountRole.GRANTED and of_credits(zones, f) else f for f in found]
    return found + rows + (parts or annexed_costs(zones, found) or annexed_plan(zones, cents((*found, *rows))))


def _costs(zones: Zones, known: set[int]) -> list[Found]:
    """The costs and products that the statement announces beside the sums of the decision."""
    lines = (f for f in beside(known, statement_sums(zones)) if not _ends_range(zones, f, known))
    return unique(told for f in lines if (told := announced(zones, f)))


def _or_proposed(zones: Zones, decision: list[Found], found: list[Found]) -> list[Found]:
    """`found`; where the decision says no sum, what it agrees to; failing all, what is proposed; with what a payee had asked for and what
    each may get."""
    if not decision:
        found = [*found, *beside(cents(found), agreed(zones))]
    found = found or unique(proposed(zones)) or _answered(zones)
    if any(f.role is AmountRole.GRANTED for f in found):
        found = [*found, *asked(zones, cents(found))]
    return [*found, *_rates_of_each(zones, cents(found))]


def _paid_in_parts(zones: Zones, found: list[Found], rows: list[Found]) -> list[Found]:
    """`found` without the total of what several payees get."""
    paid = [f for f in (*found, *rows) if f.payee and f.role is AmountRole.GRANTED]
    if len(paid) < 2 or any(f not in paid for f in rows):
        return found
    whole = sum_of(paid)
    return [f for f in found if f.sum.cents != whole or not (f.role is AmountRole.GRANTED or _SO_IN_ALL.search(words_above(zones.text, f)))]


def _ends_range(zones: Zones, found: Found, seen: set[int]) -> bool:
    """Whether a sum ends a range of which the act decides the other end ("un montant estimé de 2 000 € à 4 000 €")."""
    begun = _RANGE_BEGUN.search(words_above(zones.text, found))
    return begun is not None and cents_of(begun[1]) in seen


def _given_in_all(zones: Zones, found: list[Found], rows: list[Found]) -> tuple[list[Found], list[Found]]:
    """`found` and `rows` with what is given in all ("Le montant total des cadeaux est de 650 € (13 enfants)") in place of what each gets of
    it, where the text or the rows count them."""
    for whole in found:
        if not sum_words("in_all").search(words_above(zones.text, whole)):
            continue
        around = flat(zones.text[max(whole.start - CLAUSE, 0) : whole.end + CLAUSE])
        ones = [f for f in found if f.role is AmountRole.GRANTED and 0 < f.sum.cents < whole.sum.cents and _shares(f, whole, rows, around)]
        if ones:
            each = ones[0].sum.cents
            kept = [replace(f, role=AmountRole.GRANTED) if f is whole else f for f in without(found, each)]
            return kept, without(rows, each)
    return found, rows


def _shares(one: Found, whole: Found, rows: list[Found], around: str) -> bool:
    """Whether `whole` is so many times `one` as the words around it or the rows say."""
    times, rest = divmod(whole.sum.cents, one.sum.cents)
    told = re.search(rf"(?<![\d,.]){times} (?!€|euros)[a-z]", around) is not None
    return rest == 0 and times > 1 and (told or sum(f.sum.cents == one.sum.cents for f in rows) == times)


def _plan_adopted(zones: Zones, known: set[int]) -> list[Found]:
    """The money of others and the own share in a plan of financing that the statement lists and the act adopts."""
    if not zones.decision_says(sum_words("adopts_plan")):
        return []
    lines = (f for f in beside(known, statement_sums(zones)) if not capped(zones.text, f))
    told = [replace(f, role=role) for f in lines if (role := plan_role(zones.text, f))]
    rows = (row for row in rows_with_sums(zones, zones.statement, bare=False) if not row.is_total)
    parts = [part for row in rows for part in plan_parts(zones.text, row) if part.role is not AmountRole.ESTIMATED]
    return unique(beside(known, (*told, *parts)))


def _aided(zones: Zones, known: set[int]) -> list[Found]:
    """What the thing costs for which a payee asks the aid that the act gives ("l'achat de matériel pour un montant de")."""
    if not zones.decision_says(sum_words("gives_aid")):
        return []
    told = (f for f in beside(known, statement_sums(zones)) if sum_words("aided").search(words_above(zones.text, f)))
    return unique(replace(f, role=AmountRole.ESTIMATED) for f in told if not others_say(zones, f))


def _answered(zones: Zones) -> list[Found]:
    """What the thing costs as the debate on it tells, where nothing else tells a sum ("M. Exemple s'interroge sur le coût ...")."""
    told = (announced(zones, f) for f in prose_sums(zones.debate, zones.title))
    return unique(f for f in told if f is not None and f.role is AmountRole.ESTIMATED)


def table_meant(zones: Zones, found: list[Found], seen: set[int]) -> list[Found]:
    """The rows of the table that the decision points to, when it says no sum itself or just their total."""
    if not any(p.is_row for p in zones.statement):
        return []
    known = cents(found)
    rows = table_sums(zones, zones.statement, zones.title)
    whole = next((f for f in found if len(rows) > 1 and f.sum.cents == sum_of(rows)), None)
    if whole is not None and not seen:
        return [replace(f, role=whole.role, payee=f.payee if whole.role is AmountRole.GRANTED else None) for f in rows]
    if not refers_to_table(zones):
        changed = amendments(zones, zones.statement) if zones.decision_says(_AMENDED) else []
        return beside(known, changed)
    rows = _of_one_kind(zones, rows)
    if not seen:
        return beside(known, rows)
    return rows if len(rows) > 1 and sum_of(rows) in seen else []


def _of_one_kind(zones: Zones, rows: list[Found]) -> list[Found]:
    """The rows of a table of costs under one role; credits, where the decision says that these are in the budget."""
    roles = [f.role for f in rows]
    if not set(roles) <= {AmountRole.GRANTED, AmountRole.ESTIMATED} or 2 * roles.count(AmountRole.ESTIMATED) < len(roles):
        return rows
    entered = zones.decision_says(sum_words("credits_are_in"))
    return [replace(f, role=AmountRole.BUDGETED if entered else AmountRole.ESTIMATED, payee=None) for f in rows]


def _rates_of_each(zones: Zones, known: set[int]) -> list[Found]:
    """What each may get of an aid that the act sets up, told in the statement alone ("de 500 € à 900 € chacun")."""
    if not zones.decision_says(sum_words("sets_up")):
        return []
    lines = [f for f in beside(known, statement_sums(zones)) if not capped(zones.text, f) and not others_say(zones, f)]
    told = [f for f in lines if sum_words("for_each").match(words_behind(zones.text, f))]
    ends = {f.start for f in told}
    lower = [a for a, b in itertools.pairwise(lines) if b.start in ends and flat(zones.text[a.end : b.start]).strip() in {"a", "et", "ou"}]
    return unique(replace(f, role=AmountRole.TARIFF) for f in sorted([*told, *lower], key=lambda f: f.start))
