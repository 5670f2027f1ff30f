"""The money behind a measure: what acts, budgets and grant lists say, added up without counting a sum twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.judge.doubts import bound
from pipeline.judge.parts import SPENDING, Answer, is_partner, is_total, main_clauses
from pipeline.judge.wording import euros, mentions_sum, says, sum_match
from pipeline.records.council import Amount, AmountRole
from pipeline.records.folding import fold, folded_words
from pipeline.records.link import MoneyLink
from pipeline.records.money import BudgetLine, Grant
from pipeline.records.plan import Measure
from pipeline.records.source import RowEvidence
from pipeline.records.verdict import LedgerEntry, Money

TOLERANCE = 0.95  # less than this share of what was asked is short; a gap of a few per cent is rounding or an index
TINY = 200  # a sum below this part of what was asked is a price, not the money
SMALL_PART = 2  # without a sum asked, free money counts when it is at least half of what a condition holds back
TAX = 1.2  # standard VAT rate: a sum before tax pays for that much after tax

_SUMS = re.compile(r"\d[\d\s\u00a0\u202f.,]*(?:€|euros?\b)")

_ENVELOPE = re.compile(r"\b(?:enveloppe|credit)s? (?:\w+ ){0,2}(?:de|d'|fixee? a|limitee? a|plafonnee? a)\s*$")
_OPERATION = re.compile(r"\b(?:operations?|programmes?|ap|ae|autorisations? (?:de programme|d'engagement)) ?(?:n° ?)?\w*\d")


@dataclass(frozen=True, slots=True)
class Paid:
    """What the money verdict rests on: the verdict, the account, the sum that answers, and what tells why (French).

    `doubtful`: no sum was found, and nothing tells whether the measure needs one. `unclear`: the act has sums that may or may not be the
    measure's (a price for each, money for something that no measure asks for), and without them it would lack money.
    """

    money: Money
    ledger: tuple[LedgerEntry, ...]
    voted: int | None
    reasons: tuple[str, ...]
    by_ocr: bool = False
    doubtful: bool = False
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Budget lines and grants that belong to a measure. `through` are the acts by which the grants were paid, "" for none."""

    budget: tuple[BudgetLine, ...]
    grants: tuple[Grant, ...]
    through: frozenset[str] = frozenset()


def rows_of(
    measure: Measure, links: Sequence[MoneyLink], budget: Mapping[str, BudgetLine], grants: Mapping[str, Grant], answers: Sequence[Answer]
) -> Rows:
    """The rows linked to the measure by its own words or through an act that answers it.

    Income, entries of order and zeros are left out; so are rows of another part of the act: of an act with parts only lines of an operation
    that the part names, of an act with several grants only those to the measure's partners or of a sum that belongs to the answer.
    """
    by_act = {a.act.id: a for a in answers}
    mine = [link for link in links if link.measure == measure.id and (link.via is None or link.via in by_act)]
    siblings = Counter(link.via for link in links if link.measure == measure.id and link.row in grants)
    lines: dict[str, BudgetLine] = {}
    paid: dict[str, Grant] = {}
    through: set[str] = set()
    for link in mine:
        answer = by_act[link.via] if link.via else None
        line, grant = budget.get(link.row), grants.get(link.row)
        if line and line.direction == "expense" and not line.order and (line.voted or line.realised or 0) > 0 and _line_of(answer, line):
            lines[line.id] = line
        alone = siblings[link.via] == 1 and (answer is None or answer.part is None)
        if grant and grant.cents > 0 and (alone or _grant_of(measure, answer, grant)):
            paid[grant.id] = grant
            through.add(link.via or "")
    return Rows(tuple(lines.values()), tuple(paid.values()), frozenset(through))


def _line_of(answer: Answer | None, line: BudgetLine) -> bool:
    """Whether the operation of a line is one that the part names, or, where the part names none, what concerns all parts."""
    if answer is None or answer.part is None:
        return True
    named = operation_code(line.operation)
    near = f"{answer.part} {answer.text}"
    if answer.row and any(a.role in SPENDING for a in answer.amounts):
        return bool(named) and set(named.split()) <= set(folded_words(near))  # what concerns all rows is the credit of the whole table
    if answer.part.startswith("«") and not _OPERATION.search(fold(near)):
        near = " ".join(s.text for s in answer.common)
    return bool(named) and set(named.split()) <= set(folded_words(near))


def operation_code(operation: str | None) -> str:
    """The code of an operation: its first word where that holds a figure ("24INS07 - Aide"), else all of it, folded."""
    words = folded_words(operation or "")
    return words[0] if words and any(map(str.isdigit, words[0])) else " ".join(words)


def _grant_of(measure: Measure, answer: Answer | None, grant: Grant) -> bool:
    if answer is None or is_partner(grant.beneficiary, measure):
        return True
    printed = any(a.cents == grant.cents for a in answer.act.amounts)
    asked = measure.budget.cents if measure.budget else None
    if grant.cents == asked and not printed and fold(grant.beneficiary) in fold(f"{answer.text} {' '.join(answer.clauses)}"):
        return True  # the sum asked, not printed for something else, to whom the part names
    return any(a.cents == grant.cents for a in answer.amounts) and fold(grant.beneficiary) in fold(
        f"{answer.text} {answer.act.subject.text}"
    )


def weigh(measure: Measure, answers: Sequence[Answer], rows: Rows) -> Paid:
    """Money of an adopted measure, from the acts that carry the decision and the rows that belong to it."""
    ledger = _ledger(measure, answers, rows)
    asked = measure.budget.cents if measure.budget else None
    sums = [_spent(measure, answer) for answer in answers]
    by_ocr = any(a.by_ocr for found in sums for a in found)
    conditions = [c for answer in answers if (c := condition_of(answer))]
    if not (any(sums) or _budgeted(rows.budget) or rows.grants):
        if conditions:
            return Paid(Money.CONDITIONAL, ledger, None, (f"condition : « {conditions[0]} »",))
        return _without(measure, answers, ledger)
    if conditions and _held_back(answers, sums, rows, asked):
        return Paid(Money.CONDITIONAL, ledger, _total(sums, rows), (f"condition : « {conditions[0]} »",), by_ocr)
    voted = _total(sums, rows)
    if asked is not None and voted is not None and _short(measure, answers, sums, rows, asked, voted):
        elsewhere = sum(a.cents for answer in answers for a in answer.elsewhere)
        unclear = bool(elsewhere) and voted + elsewhere >= asked * TOLERANCE
        reasons = (f"le même acte porte d'autres sommes ({euros(elsewhere)}) pour un objet différent",) if unclear else ()
        if voted < asked * bound("far_below") and all(answer.row for answer in answers):
            unclear, reasons = True, (f"{euros(voted)} pour {euros(asked)} demandés : la ligne du tableau peut payer autre chose",)
        return Paid(Money.SHORT, ledger, voted, reasons, by_ocr, unclear=unclear)
    granted = rows.grants or any(a.role is AmountRole.GRANTED for found in sums for a in found)
    return Paid(Money.GRANTED if granted else Money.BUDGETED, ledger, voted, (), by_ocr)


def _held_back(answers: Sequence[Answer], sums: Sequence[Sequence[Amount]], rows: Rows, asked: int | None) -> bool:
    """Whether the measure's money waits for a condition: what is free of one is nothing, or less than asked, or a small part. A condition
    is taken up when a grant was paid through its act."""
    held = free = 0
    for answer, found in zip(answers, sums, strict=True):
        total = sum(a.cents for a in found)
        if condition_of(answer) and not rows.through & {answer.act.id, ""}:
            held += total
        else:
            free += total or sum(g.cents for g in rows.grants if answer.act.id in rows.through or "" in rows.through)
    if not held:
        return not free and not rows.grants
    return not free or (free < asked * TOLERANCE if asked else free * SMALL_PART < held)


def condition_of(answer: Answer) -> str | None:
    """The words that hold the act or its money back, when they concern this part of the act. Payment after delivery holds nothing back."""
    condition = answer.act.condition
    if condition is None:
        return next((c for c in answer.clauses if says("conditions", "holds_back", c)), None)
    words = condition.text
    if says("conditions", "delivery", words) and not says("conditions", "money", words):
        return None
    if any(fold(words) in fold(s.text) for s in answer.before):
        return None  # it stands in a clause on something else, decided before
    elsewhere = answer.part is not None and fold(words) not in fold(f"{answer.text} {' '.join(answer.clauses)}")
    return None if elsewhere else words


def _spent(measure: Measure, answer: Answer) -> list[Amount]:
    """Sums that the act grants or budgets for this, each once: repeats, parts of a total and payment credits of a programme left out, and
    so are prices that others pay and prices for each."""
    asked = measure.budget.cents if measure.budget else None
    about_prices = says("spending", "drops_price", measure.text.text) or says("spending", "no_price", measure.text.text)
    spending = [a for a in answer.amounts if a.role in SPENDING and a.cents > 0 and not is_price(answer, a, asked)]
    if not about_prices:
        spending = [a for a in spending if not _is_waived(answer, a)]
    spending = spending or (_waived(answer) if about_prices else []) or [a for a in _committed(answer) if not is_price(answer, a, asked)]
    found: list[Amount] = []
    for amount in spending:
        if not any(a.cents == amount.cents and _same_payee(a, amount) and _same_year(a, amount) for a in found):
            found.append(amount)
    if any(a.credit in ("AP", "AE") for a in found):
        found = [a for a in found if a.credit != "CP"]
    for total in sorted(found, key=lambda a: -a.cents):
        parts = [a for a in found if a is not total]
        sums = {sum(a.cents for a in parts if a.cents < total.cents), sum(a.cents for a in spending if a.cents < total.cents)}
        repeated = any(n * cents == total.cents for cents, n in Counter(a.cents for a in spending).items() if n > 1)
        smaller = bool(parts) and all(a.cents < total.cents for a in parts)
        if parts and (total.cents in sums or repeated or (smaller and is_total(answer.segments, total))):
            return [total]
    return found


def is_price(answer: Answer, amount: Amount, asked: int | None) -> bool:
    """Whether a sum is a price: fixed by a clause that spends nothing, or for each of something and less than was asked."""
    if asked is not None and amount.cents * TINY < asked:
        return True
    places = [s.text for s in answer.segments if mentions_sum(s.text, amount.cents)]
    if places and all(says("spending", "price", p) and not says("spending", "spends", p) for p in places):
        return True
    return asked is not None and amount.cents < asked * TOLERANCE and bool(places) and all(_for_each(p, amount) for p in places)


def _for_each(text: str, amount: Amount) -> bool:
    """Whether the words behind a sum, or those of its clause where it is the only one, say that it is for each."""
    after = sum_match(text, amount.cents)
    if after is None:
        return False
    rest = text[after.end() :]
    return bool(says("spending", "each", " ".join(rest.split()[:5]))) or (
        len(_SUMS.findall(text)) == 1 and bool(says("spending", "each", rest))
    )


def _waived(answer: Answer) -> list[Amount]:
    """Income that the authority gives up: as good as granted (GUIDE, 8)."""
    found = [a for a in answer.amounts if a.role not in SPENDING and _is_waived(answer, a)]
    return [replace(max(found, key=lambda a: a.cents), role=AmountRole.GRANTED)] if found else []


def _is_waived(answer: Answer, amount: Amount) -> bool:
    """Whether the only words about a sum are those of income given up."""
    places = [s.text for s in answer.segments if mentions_sum(s.text, amount.cents)]
    return bool(places) and all(says("spending", "waived", text) for text in places)


def _committed(answer: Answer) -> list[Amount]:
    """The largest sum of a deciding clause that spends or is entered in the budget, where extraction was sure of no role."""
    doubtful = [a for a in answer.amounts if a.role in (AmountRole.ESTIMATED, AmountRole.OTHER, AmountRole.TARIFF)]
    entered = says("spending", "entered", " ; ".join(answer.clauses))
    found = [
        a
        for a in doubtful
        for c in answer.clauses
        if mentions_sum(c, a.cents) and (entered or says("spending", "spends", c) or _is_envelope(c, a))
    ]
    received = [a for a in answer.amounts if a.role is AmountRole.RECEIVED]
    found += [a for a in received for c in answer.clauses if mentions_sum(c, a.cents) and _only_spends(c)]
    return [replace(max(found, key=lambda a: a.cents), role=AmountRole.BUDGETED)] if found else []


def _is_envelope(clause: str, amount: Amount) -> bool:
    """Whether a clause calls a sum the envelope that it opens."""
    at = sum_match(clause, amount.cents)
    return at is not None and _ENVELOPE.search(fold(clause[: at.start()])) is not None


def _same_year(one: Amount, other: Amount) -> bool:
    return one.year is None or other.year is None or one.year == other.year


def _only_spends(clause: str) -> bool:
    return bool(says("spending", "entered", clause)) and not says("spending", "income", clause)


def _same_payee(one: Amount, other: Amount) -> bool:
    if one.payee is None or other.payee is None:
        return True
    return fold(one.payee.text) == fold(other.payee.text)


def _budgeted(lines: Sequence[BudgetLine]) -> dict[int, int]:
    """Credits by year. One document of a year says what another one repeats (an extract and its open data): per line of the same
    name and stage once; corrections (BS, DM) add to the first budget; an account's payments stand in where no budget was read."""
    by_year: dict[int, int] = defaultdict(int)
    seen: set[tuple[int, str, str | None, str | None, str | None, int]] = set()
    for line in lines:
        cents = line.voted if line.voted else line.realised or 0
        key = (line.year, line.stage, line.nature, line.operation, line.function, cents)
        if key in seen:
            continue
        seen.add(key)
        if line.stage in ("CA", "CFU") and any(b.year == line.year and b.stage not in ("CA", "CFU") for b in lines):
            continue
        by_year[line.year] += cents
    return dict(by_year)


def _total(sums: Sequence[Sequence[Amount]], rows: Rows) -> int | None:
    """All money for the measure. Envelopes and what was granted out of them, acts and their rows, programmes and their yearly
    credits are the same money seen twice: the largest of the views counts."""
    granted = sum(a.cents for found in sums for a in found if a.role is AmountRole.GRANTED)
    opened = sum(a.cents for found in sums for a in found if a.role is AmountRole.BUDGETED)
    paid = sum(g.cents for g in rows.grants)
    return max(granted, opened, paid, sum(_budgeted(rows.budget).values())) or None


def _short(measure: Measure, answers: Sequence[Answer], sums: Sequence[Sequence[Amount]], rows: Rows, asked: int, voted: int) -> bool:
    """Whether the money is less than was asked: by year where the measure asks by year, else all together."""
    budget = measure.budget
    per_year = budget is not None and budget.per_year
    if per_year:
        voted = max(_by_year(answers, sums, rows).values(), default=voted)
    elif any(a.per_year for found in sums for a in found) and voted < asked:
        return False  # so much each year, for a number of years that is not told
    elif not any(sums) and not rows.grants and any(line.operation for line in rows.budget) and not _all_in(measure, answers, rows):
        return False  # an operation runs over years, and these are the credits of those whose budget was read
    before_tax = any(a.tax == "HT" for found in sums for a in found)
    return voted * (TAX if before_tax else 1.0) < asked * TOLERANCE


def _all_in(measure: Measure, answers: Sequence[Answer], rows: Rows) -> bool:
    """Whether one year's credits are all there is: the act decides for that year, speaks of no other, and the measure was due by then."""
    years = {line.year for line in rows.budget}
    due = measure.deadline.end if measure.deadline else None
    texts = " ".join(f"{a.act.subject.text} {' '.join(a.clauses)}" for a in answers)
    named = {int(y) for y in re.findall(r"\b20\d\d\b", texts)}
    several = re.search(r"\b20\d\d ?[-–/] ?(?:20)?\d\d\b|pluriannuel|autorisations? de programme|\btranches?\b|\bphases?\b|\bans\b", texts)
    return len(years) == 1 and named == years and not several and (due is None or due.year <= max(years))


def _by_year(answers: Sequence[Answer], sums: Sequence[Sequence[Amount]], rows: Rows) -> dict[int, int]:
    views: list[dict[int, int]] = [_budgeted(rows.budget)]
    acts: dict[int, int] = defaultdict(int)
    for answer, found in zip(answers, sums, strict=True):
        session = answer.act.session.value.year if answer.act.session else 0
        for amount in found:
            acts[amount.year or session] += amount.cents
    paid: dict[int, int] = defaultdict(int)
    for grant in rows.grants:
        paid[year_of(grant) or 0] += grant.cents
    views += [dict(acts), dict(paid)]
    years = {year for view in views for year in view}
    return {year: max(view.get(year, 0) for view in views) for year in years}


def year_of(grant: Grant) -> int | None:
    """The year of a grant: of its date, else the only year that stands in a cell of its own in its row."""
    if grant.date:
        return grant.date.year
    quote = grant.evidence.quote if isinstance(grant.evidence, RowEvidence) else ""
    years = {int(m[1]) for cell in re.split(r"[;,\t]", quote) if (m := re.fullmatch(r"\W*((?:19|20)\d\d)\W*", cell))}
    return years.pop() if len(years) == 1 else None


def _without(measure: Measure, answers: Sequence[Answer], ledger: tuple[LedgerEntry, ...]) -> Paid:
    """No sum anywhere: free by nature, or without money. What the texts say themselves goes first, then whether a sum was asked,
    then what kind of thing it is."""
    asks = measure.budget is not None and measure.budget.cents is not None
    title = measure.text.text
    plan = " ".join(p.text for p in (measure.text, measure.whole))
    acts = " ".join(f"{a.act.subject.text} . {a.text} . {' . '.join(a.clauses)}" for a in answers)
    no_cost = says("free_by_nature", "no_cost", acts)
    later = _left_for_later(answers)
    dropped = says("spending", "drops_price", _deciding(answers)) if says("spending", "drops_price", title) else None
    if dropped:
        return Paid(Money.NOT_NEEDED, ledger, None, (f"la mesure s'exécute par une recette à laquelle l'acte renonce : « {dropped} »",))
    if asks and not later and (why := _unclear(measure, answers)):
        return Paid(Money.NONE, ledger, None, (why,), unclear=True)
    if asks:
        reasons = (f"pas de financement : « {later} »" if later else "la mesure demande une somme, et aucun acte n'en porte",)
        return Paid(Money.NONE, ledger, None, reasons)
    decided = says("free_by_nature", "money_later", " . ".join(c for answer in answers for c in answer.clauses))
    if later and (decided or not no_cost):
        return Paid(Money.NONE, ledger, None, (f"le financement est renvoyé à plus tard : « {later} »",))
    if no_cost or says("free_by_nature", "no_cost", plan):
        words = no_cost or says("free_by_nature", "no_cost", plan)
        return Paid(Money.NOT_NEEDED, ledger, None, (f"sans dépense propre : « {words} »",))
    received = [a for answer in answers for a in answer.amounts if a.role is AmountRole.RECEIVED]
    clauses = [c for a in answers for c in main_clauses(a.clauses)]
    restricts = says("free_by_nature", "restricts", title)
    costly = None if restricts else says("free_by_nature", "costly", title)
    free = restricts or (None if costly else says("free_by_nature", "free_measure", title))
    if not (costly or free or says("free_by_nature", "starts", title)):
        free = says("free_by_nature", "free_act", _deciding(answers))
    if free:
        return Paid(Money.NOT_NEEDED, ledger, None, (f"ne demande pas de dépense par nature : « {free} »",))
    if received and not costly:
        return Paid(Money.NOT_NEEDED, ledger, None, ("l'acte apporte une recette et n'ouvre pas de dépense",))
    starts = costly or says("free_by_nature", "starts", title) or says("free_by_nature", "costly", _deciding(answers))
    if not starts and (rule := says("free_by_nature", "rule_act", clauses[0] if clauses else "")):
        return Paid(Money.NOT_NEEDED, ledger, None, (f"décision de règle, sans somme demandée ni annoncée : « {rule} »",))
    reason = "aucune somme dans les actes, budgets et subventions lus"
    return Paid(Money.NONE, ledger, None, (reason,), doubtful=not starts)


def _unclear(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Why the lack of a sum is not sure: the act only sets a price, names a price for each, or spends for something that nobody is known
    to ask for."""
    asked = measure.budget.cents if measure.budget else None
    nearest = [c for a in answers for c in ([a.head] if a.head else main_clauses(a.clauses))]
    priced = [w for c in nearest if (w := says("spending", "price", c))]
    if priced and len(priced) == len(nearest) and not says("spending", "price", measure.text.text):
        return f"l'acte ne fait que fixer un prix (« {priced[0]} »)"
    for answer in answers:
        for amount in answer.amounts:
            spends = amount.role in SPENDING or any(mentions_sum(c, amount.cents) and says("spending", "gives", c) for c in answer.clauses)
            if spends and is_price(answer, amount, asked) and any(_for_each(s.text, amount) for s in answer.segments):
                return f"l'acte fixe un prix pour chacun ({euros(amount.cents)}), sans total"
    elsewhere = sum(a.cents for answer in answers for a in answer.elsewhere)
    return f"l'acte porte {euros(elsewhere)} pour un objet dont rien ne dit s'il est celui de la mesure" if elsewhere else None


def _left_for_later(answers: Sequence[Answer]) -> str | None:
    """Words that put an act's money off or deny it: anywhere in the act or the debate, but of an act that decides several things for
    several measures only beside the measure's own part."""
    for answer in answers:
        act = answer.act
        texts = [answer.text, *(s.text for s in answer.common)]
        if answer.part is None or not answer.part.startswith("«"):
            texts = [p.text for p in (act.statement, act.operative, *act.annexes, act.debate) if p]
        found = next((words for text in texts if (words := says("free_by_nature", "money_later", text))), None)
        if found:
            return found
    return None


def _deciding(answers: Sequence[Answer]) -> str:
    return " . ".join([a.act.subject.text for a in answers] + [c for a in answers for c in main_clauses(a.clauses)[:2]])


def _ledger(measure: Measure, answers: Sequence[Answer], rows: Rows) -> tuple[LedgerEntry, ...]:
    """Asked, voted, budgeted, conditional and paid, each figure with its evidence."""
    entries: list[LedgerEntry] = []
    if measure.budget and measure.budget.cents is not None:
        entries.append(LedgerEntry("asked", measure.budget.cents, None, measure.id, measure.budget.printed))
    for answer in answers:
        held = condition_of(answer) is not None
        for amount in _spent(measure, answer):
            kind = "conditional" if held else "voted" if amount.role is AmountRole.GRANTED else "budgeted"
            entries.append(LedgerEntry(kind, amount.cents, amount.year, answer.act.id, amount.quote))
    for line in rows.budget:
        if line.voted:
            entries.append(LedgerEntry("budgeted", line.voted, line.year, line.id, line.evidence))
        if line.realised:
            entries.append(LedgerEntry("paid", line.realised, line.year, line.id, line.evidence))
    entries += [LedgerEntry("paid", g.cents, year_of(g), g.id, g.evidence) for g in rows.grants]
    return tuple(entries)
