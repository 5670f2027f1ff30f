"""One verdict for each measure: links, acts, money and coverage through the ordered rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fnmatch import fnmatch

from pipeline.judge.answers import Answer, Rival
from pipeline.judge.authority import counts, foreign_to, is_of_its_ccas, taken_before
from pipeline.judge.bounds import bound
from pipeline.judge.carried import Carried
from pipeline.judge.coverage import act_key
from pipeline.judge.decision import Decided, decide, in_time, is_lost
from pipeline.judge.doubts import (
    Payees,
    chance_of_any,
    later_ones,
    may_lift,
    other_money,
    pays_the_same_body,
    sets_only_prices,
    standing_out,
)
from pipeline.judge.elsewhere import Credit, Credits, Kind, opens_what_is_asked
from pipeline.judge.facts import Facts
from pipeline.judge.money import weigh
from pipeline.judge.paid import Paid
from pipeline.judge.paid_rows import Rows, of_a_scheme, rows_of
from pipeline.judge.parts import Apart, answer, take_apart
from pipeline.judge.rules import Rule, first_rule, only_review
from pipeline.judge.sentences import coverage_sentence, name_act, name_acts, statement
from pipeline.judge.substance import Compared, compare
from pipeline.records.council import Act, Outcome
from pipeline.records.link import Band, Link, MoneyLink
from pipeline.records.money import BudgetLine, Grant
from pipeline.records.plan import Measure
from pipeline.records.source import Passage, RowEvidence
from pipeline.records.territory import Role, Source, Territory
from pipeline.records.verdict import Coverage, Decision, LedgerEntry, Money, Status, Substance, Verdict

_NEGATIVE = (Status.NO_TRACE, Status.UNFUNDED, Status.DROPPED, Status.POSTPONED)
_LESS = (*_NEGATIVE, Status.WEAKENED, Status.UNDERFUNDED)  # what an act still to be confirmed may lift
_LESS_RULES = ("weak_link", "weak_loss", "only_prices")  # unsure, and nothing better than a lack
OCR_DOUBT = 0.9  # factors on confidence, not tuned: they only order verdicts for review
PART_DOUBT = 0.85
BUDGET_DOUBT = 0.9


def judge(
    territory: Territory,
    measures: Sequence[Measure],
    acts: Sequence[Act],
    links: Sequence[Link],
    money_links: Sequence[MoneyLink],
    budget_lines: Sequence[BudgetLine],
    grants: Sequence[Grant],
    coverage: Coverage,
    today: date,
    misread: Container[str] = (),
) -> tuple[Verdict, ...]:
    """Judge each measure against the acts linked to it, in the order of `measures`. Of plans that may have been misread (`misread`, their
    sha256) nothing is said to be missing.

    Links in the band `review` carry no verdict but `unsure`; those in `unlinked` none at all.
    """
    by_id = {a.id: a for a in acts}
    asked = {m.id: m for m in measures}
    by_measure: dict[str, list[Link]] = defaultdict(list)
    rivals: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if link.act in by_id:
            by_measure[link.measure].append(link)
            if link.band is not Band.UNLINKED and link.measure in asked:
                rivals[link.act].append(link)
    budget = {b.id: b for b in budget_lines}
    paid = {g.id: g for g in grants}
    found: list[Verdict] = []
    apart: dict[str, Apart] = {}
    payees, money = Payees(grants, {link.row for link in money_links if not of_a_scheme(link)}), Credits(acts, budget_lines, territory.name)
    carried = Carried(acts)
    for measure in measures:
        plan = plan_of(territory, measure)
        counted = [link for link in by_measure[measure.id] if counts(by_id[link.act], territory, plan)]
        answers = _answers_of(measure, counted, by_id, asked, rivals, apart)
        facts = _facts(territory, measure, plan, answers, money_links, budget, paid, carried, coverage, today)
        facts = _doubted(replace(facts, chance=chance_of_any(counted, by_id)), counted, by_id, payees, money, plan)
        foreign = foreign_to(by_measure[measure.id], by_id, territory, plan)
        of_ccas = frozenset(x.act for x in counted if x.band is not Band.UNLINKED and is_of_its_ccas(by_id[x.act], territory))
        facts = replace(facts, foreign=foreign, of_ccas=of_ccas, misread=measure.document in misread)
        early = [by_id[link.act] for link in by_measure[measure.id] if link.band is Band.LINKED and link not in counted]
        found.append(_verdict(facts, counted, [a for a in early if taken_before(a, plan)]))
    return tuple(found)


def plan_of(territory: Territory, measure: Measure) -> Source | None:
    """The entry of the territory file that a measure's document belongs to."""
    return next((s for s in territory.sources if s.role is Role.PLAN and fnmatch(measure.doc, s.path)), None)


def deadline_of(measure: Measure, plan: Source | None) -> date | None:
    """The day by which a measure was due: its own, else the end of its plan's period."""
    return measure.deadline.end if measure.deadline and measure.deadline.end else plan.until if plan else None


def deadlines(territory: Territory, measures: Sequence[Measure]) -> Mapping[str, date]:
    """The day by which each measure was due, by its id; those for which none is told are left out."""
    due = {measure.id: deadline_of(measure, plan_of(territory, measure)) for measure in measures}
    return {measure: day for measure, day in due.items() if day is not None}


def _facts(
    territory: Territory,
    measure: Measure,
    plan: Source | None,
    answers: Sequence[Answer],
    money_links: Sequence[MoneyLink],
    budget: Mapping[str, BudgetLine],
    grants: Mapping[str, Grant],
    carried: Carried,
    coverage: Coverage,
    today: date,
) -> Facts:
    least = max((bound("priced"), *(a.link.probability for a in answers if is_lost(a))))
    priced = _fullest([a for a in answers if a.link.probability < least and sets_only_prices(measure, a)])
    linked = _fullest([a for a in answers if a.link.band is Band.LINKED and a not in priced])
    review = _fullest([a for a in answers if a.link.band is Band.REVIEW and a not in priced])
    deadline = deadline_of(measure, plan)

    def rows(answers: Sequence[Answer]) -> Rows:
        return rows_of(measure, money_links, budget, grants, answers)

    decided, compared, paid = _weigh_all(measure, linked, rows(linked), carried)
    facts = Facts(measure, linked, review, decided, compared, paid, coverage, deadline, today, priced=priced)
    adding = later_ones(decided, may_lift(measure, linked, review)) if linked and review else ()
    if adding:
        both = tuple(in_time([*linked, *adding]))
        more = Facts(measure, both, (), *_weigh_all(measure, both, rows(both), carried), coverage, deadline, today)
        status, other = first_rule(facts).status, first_rule(more)
        shaken = other.status is Status.UNSURE and other.name not in _LESS_RULES
        if (status in _LESS and other.status not in (*_LESS, Status.UNSURE)) or (status in _NEGATIVE and shaken):
            return replace(facts, lifted=True)
    return facts


def _doubted(facts: Facts, links: Sequence[Link], acts: Mapping[str, Act], payees: Payees, money: Credits, plan: Source | None) -> Facts:
    """What else may stand against an absence or a lack of money."""
    if facts.decided.decision is Decision.NONE and not only_review(facts):
        priced = {a.act.id for a in facts.priced}
        best = standing_out([x for x in links if x.act not in priced], acts)
        return replace(facts, nearby=best, paid_by=payees.paid_for(facts.measure, plan.adopted if plan else None))
    if facts.paid is not None and facts.paid.money is Money.SHORT:
        rest = money.under_the_name_of(facts.measure, facts.decided.by)
        if rest and _opens_it(facts, rest):
            enough = replace(facts, compared=compare(facts.measure, facts.decided.by, short=False))
            return _with_money(enough, facts.paid, [rest])
        return facts
    if facts.paid is not None and facts.paid.money is Money.NONE:
        waiting = {a.act.id for a in facts.review} if not may_lift(facts.measure, facts.linked, facts.review) else set()
        further = [x for x in links if x.act not in waiting]
        named = money.under_the_name_of(facts.measure, facts.decided.by)
        amended = money.in_an_amendment(facts.measure, facts.decided.by)
        opened = [x for x in (named, amended) if x and _opens_it(facts, x)][:1]
        opened = opened or list(money.in_operations(facts.measure, facts.decided.by, denied=facts.paid.denied))
        if not opened and facts.paid.charged:
            line = money.on_the_account(facts.measure, facts.paid.charged, facts.decided.by)
            opened = [line] if line else []
        if opened:
            return _with_money(facts, facts.paid, opened)
        likely = other_money(further, acts, [a.act for a in facts.decided.by]) or (amended.source if amended else None)
        cited = payees.citing([a.act for a in facts.decided.by])
        budget = facts.measure.budget
        same = pays_the_same_body(acts.values(), [a.act for a in facts.decided.by], budget.cents or 0 if budget else 0)
        beside = None if facts.paid.denied else named  # what an act denies, a line for something of a like name does not open
        return replace(facts, nearby=likely or (beside.source if beside else same), paid_by=cited)
    return facts


def _opens_it(facts: Facts, credit: Credit) -> bool:
    """Whether a credit opens about the sum asked; an act to confirm does not by its subject alone (guard 3)."""
    waits = credit.kind is Kind.SUBJECT and credit.source.id in {a.act.id for a in facts.review}
    return not waits and opens_what_is_asked(facts.measure, facts.decided.by, credit)


def _with_money(facts: Facts, paid: Paid, opened: Sequence[Credit]) -> Facts:
    """The facts with the money of rows, lines and acts that bear the name of what is voted; what waits for a person lifts no lack then."""
    entries = [LedgerEntry("budgeted", x.cents, x.year, x.source.id, x.evidence) for x in opened if x.evidence]
    reasons = tuple(f"crédit ouvert {_where(x)} : « {x.name} »" for x in opened)
    money = Paid(Money.BUDGETED, (*paid.ledger, *entries), sum(x.cents for x in opened), reasons)
    found = replace(facts, paid=money, lifted=False)
    return found if first_rule(found).status not in _LESS else replace(found, lifted=facts.lifted)


def _where(credit: Credit) -> str:
    return f"par {name_act(credit.source)}" if isinstance(credit.source, Act) else f"au budget {credit.source.year}"


def _weigh_all(measure: Measure, answers: Sequence[Answer], rows: Rows, carried: Carried) -> tuple[Decided, Compared | None, Paid | None]:
    decided = decide(measure, answers)
    adopted = decided.decision is Decision.ADOPTED
    if adopted:
        paid = _weigh(measure, decided.by, rows, carried)
        return decided, compare(measure, decided.by, short=paid.money is Money.SHORT), paid
    if decided.decision is Decision.NOTED:
        return decided, None, None
    return decided, Compared(Substance.SAME) if decided.by else None, None


def _weigh(measure: Measure, answers: Sequence[Answer], rows: Rows, carried: Carried) -> Paid:
    """The money of an adopted measure; where its own acts bring none, that of the acts which carry them on."""
    paid = weigh(measure, answers, rows)
    more = carried.on(answers) if paid.money is Money.NONE else ()
    if not more:
        return paid
    both = weigh(measure, (*answers, *more), rows)
    return both if both.money is Money.NONE else replace(both, reasons=(*both.reasons, f"argent ouvert par {name_acts(more)}"))


def _answers_of(
    measure: Measure,
    links: Sequence[Link],
    acts: Mapping[str, Act],
    measures: Mapping[str, Measure],
    rivals: Mapping[str, Sequence[Link]],
    apart: dict[str, Apart],
) -> list[Answer]:
    """One answer for each act and band, beside the other measures that the act is linked to. `apart` keeps acts of several measures."""
    best: dict[tuple[str, Band], Link] = {}
    for link in links:
        key = (link.act, link.band)
        if link.band is not Band.UNLINKED and (key not in best or link.probability > best[key].probability):
            best[key] = link
    found: list[Answer] = []
    for (act, _), link in best.items():
        others = {r.measure: Rival(measures[r.measure], r.passage) for r in rivals[act] if r.measure != measure.id}
        parts = apart.get(act) or take_apart(acts[act])
        if others:
            apart[act] = parts
        found.append(answer(measure, acts[act], link, tuple(others.values()), parts))
    return found


def _fullest(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Answers in time order. The same act read twice (an extract and the minutes) counts once, in its fuller text."""
    fullest: dict[tuple[str, date | None], Answer] = {}
    for found in answers:
        act = found.act
        key = (act_key(act.number) if act.number else act.id, act.session.value if act.session else None)
        if key not in fullest or _fullness(found) > _fullness(fullest[key]):
            fullest[key] = found
    return tuple(in_time(list(fullest.values())))


def _fullness(found: Answer) -> tuple[bool, int, int]:
    act = found.act
    return act.outcome is not Outcome.UNSTATED, len(act.amounts), len(act.operative.text) if act.operative else 0


def _verdict(facts: Facts, links: Sequence[Link], early: Sequence[Act]) -> Verdict:
    rule = first_rule(facts)
    decided, paid, compared = facts.decided, facts.paid, facts.compared
    dropped = rule.status is Status.DROPPED or rule.name == "absent_past_deadline"
    unfunded = rule.status is Status.UNFUNDED and _budget_read(facts)
    return Verdict(
        measure=facts.measure.id,
        decisions=tuple(dict.fromkeys(a.act.id for a in (*decided.by, *([decided.undone_by] if decided.undone_by else [])))),
        decision=decided.decision,
        substance=compared.substance if compared else None,
        money=paid.money if paid else None,
        status=rule.status,
        rule=rule.name,
        statement=statement(facts, rule),
        reasons=(*_reasons(facts, rule), *_voted_early(early)),
        confidence=_confidence(facts, rule, links),
        dropped=dropped,
        unfunded=unfunded,
        lost_at=rule.lost_at,
        ledger=paid.ledger if paid else (),
        evidence=_evidence(facts),
        coverage=coverage_sentence(facts.coverage) if rule.status in _NEGATIVE else "",
    )


def _budget_read(facts: Facts) -> bool:
    """Whether the budget of a year in which the measure was voted is among those read."""
    years = {a.act.session.value.year for a in facts.decided.by if a.act.session}
    return bool(years & set(facts.coverage.budget_years))


def _voted_early(acts: Sequence[Act]) -> tuple[str, ...]:
    names = ", ".join(name_act(a) for a in acts if a.outcome is Outcome.ADOPTED)
    return (f"déjà voté avant l'adoption du plan, ne compte pas comme réponse : {names}",) if names else ()


def _reasons(facts: Facts, rule: Rule) -> tuple[str, ...]:
    """Why, in French: what was compared, money, what was set aside, and where the machine doubts itself."""
    found = [*(facts.compared.reasons if facts.compared else ()), *(facts.paid.reasons if facts.paid else ())]
    for a in facts.decided.by:
        if a.part:
            found.append(f"partie retenue de {name_act(a.act)} : {a.part}")
        if not a.sure:
            found.append(f"{name_act(a.act)} comporte plusieurs parties ; aucune ne se détache nettement")
    found += [f"lien confirmé par {s.left} : {name_act(a.act)}" for a in facts.decided.by for s in a.link.signals if s.name == "review"]
    ccas = [a for a in facts.decided.by if a.act.id in facts.of_ccas]
    if ccas:
        found.append(f"prise par le centre d'action sociale, établissement de la collectivité : {name_acts(ccas)}")
    others = [a for a in facts.linked if a not in facts.decided.by and a is not facts.decided.undone_by]
    if others:
        found.append(f"autres actes liés : {', '.join(f'{name_act(a.act)} [{a.act.outcome}]' for a in others)}")
    if facts.priced:
        found.append(f"ne fait que fixer un prix, écarté : {name_acts(facts.priced)}")
    if facts.review and rule.name != "link_to_confirm":
        found.append(f"à vérifier : {name_acts(facts.review)}")
    if any(a.act.by_ocr for a in facts.decided.by):
        found.append("texte lu par reconnaissance de caractères : à contrôler sur l'image de la page")
    if rule.status is Status.UNFUNDED and not _budget_read(facts):
        found.append("le budget de l'année du vote n'a pas été lu : l'absence de crédit n'est pas établie")
    deadline = facts.measure.deadline.end if facts.measure.deadline else None
    late = [a for a in facts.decided.by if deadline and a.act.session and a.act.session.value > deadline]
    if late:
        found.append(f"voté après l'échéance de la mesure : {name_acts(late)}")
    return tuple(found)


def _confidence(facts: Facts, rule: Rule, links: Sequence[Link]) -> float:
    """0..1. With acts: the best link that carries the verdict, less for OCR, an unclear part, a budget not read. Without: the share
    of known acts that was read, less the nearest act that was set aside."""
    if rule.name == "link_to_confirm":
        return max(a.link.probability for a in facts.review) / 2
    carrying = [a.link.probability for a in facts.decided.by]
    if not carrying:
        share = facts.coverage.share if facts.coverage.share is not None else 0.5
        nearest = max((link.probability for link in links), default=0.0)
        return round(share * (1 - nearest), 4)
    value = max(carrying)
    if any(a.act.by_ocr for a in facts.decided.by):
        value *= OCR_DOUBT
    if any(not a.sure for a in facts.decided.by):
        value *= PART_DOUBT
    if facts.paid and facts.paid.money is Money.NONE and not _budget_read(facts):
        value *= BUDGET_DOUBT
    return round(value / 2 if facts.lifted else value, 4)


def _evidence(facts: Facts) -> tuple[Passage | RowEvidence, ...]:
    """The measure's words, then for each act what answers, what decides and what pays, then what makes it doubtful, then rows."""
    found: list[Passage | RowEvidence] = [facts.measure.text]
    answers = facts.decided.by or facts.review
    for a in answers:
        passages = (a.link.passage, a.act.operative or a.act.subject, *(m.quote for m in a.amounts), a.act.condition)
        found += [p for p in passages if p is not None]
    if isinstance(facts.nearby, Act):
        found.append(facts.nearby.operative or facts.nearby.subject)
    elif facts.nearby:
        found.append(facts.nearby.evidence)
    if facts.foreign is not None and facts.decided.decision is Decision.NONE:
        found.append(facts.foreign.operative or facts.foreign.subject)
    found += [facts.paid_by.evidence] if facts.paid_by else []
    found += [entry.evidence for entry in facts.paid.ledger if entry.kind != "asked"] if facts.paid else []
    kept: list[Passage | RowEvidence] = []
    for item in found:
        if item not in kept:
            kept.append(item)
    return tuple(kept)
