"""Whether a measure for which no sum was asked or found costs by the kind of thing that it is, or by what the acts decide."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.judge.answers import Answer, main_clauses
from pipeline.judge.paid import NOWHERE, Paid
from pipeline.judge.segments import deciding_words
from pipeline.judge.wording import demand, says, shortened
from pipeline.records.council import AmountRole
from pipeline.records.verdict import LedgerEntry, Money

TOLD = 140  # characters of a text that tells why nothing is spent


def by_nature(title: str, answers: Sequence[Answer], ledger: tuple[LedgerEntry, ...]) -> Paid:
    """Free by nature, without money, or not sure: the measure's words first, then those of the acts."""
    received = [a for answer in answers for a in answer.amounts if a.role is AmountRole.RECEIVED]
    clauses = [c for a in answers for c in main_clauses(a.clauses)]
    asked = demand(title)
    restricts = says("free_by_nature", "restricts", asked) or (
        None if says("substance", "not_stopping", asked) else says("substance", "stop", asked)
    )
    costly = None if restricts else says("free_by_nature", "costly", title)
    free = restricts or (None if costly else says("free_by_nature", "free_measure", title))
    if not (costly or free):
        free = _free_act(title, answers, clauses)
    near = [text for a in answers for text in ([deciding_words(s.text) for s in a.nearest] or main_clauses(a.clauses))]
    if free and (made := _makes(near)):
        return Paid(Money.NONE, ledger, None, (f"une règle, et une dépense sans somme : « {made} »",), doubtful=True)
    if free:
        said = _sentence_of(free, [title, *(a.act.subject.text for a in answers), *clauses])
        return Paid(Money.NOT_NEEDED, ledger, None, (f"ne demande pas de dépense par nature : « {said} »",))
    rents = [a for answer in answers for a in answer.amounts if a.role is AmountRole.TARIFF]
    lets = rents and any(says("free_by_nature", "lets", c) for c in clauses)
    if (received or lets) and not costly:
        return Paid(Money.NOT_NEEDED, ledger, None, ("l'acte apporte une recette et n'ouvre pas de dépense",))
    costs = costly or says("free_by_nature", "costly", deciding(answers)) or _makes(clauses)
    starts = costs or says("free_by_nature", "starts", title)
    if not starts and (rule := says("free_by_nature", "rule_act", clauses[0] if clauses else "")):
        return Paid(Money.NOT_NEEDED, ledger, None, (f"décision de règle, sans somme demandée ni annoncée : « {rule} »",))
    others_pay = says("free_by_nature", "hands_over", deciding(answers))
    return Paid(Money.NONE, ledger, None, (NOWHERE,), doubtful=not costs or others_pay is not None)


def _sentence_of(words: str, texts: Sequence[str]) -> str:
    """The text in which some words were found, so that a reader sees what they are about."""
    plain = [" ".join(text.split()) for text in texts]
    return next((shortened(text, TOLD) for text in plain if words in text), words)


def _free_act(title: str, answers: Sequence[Answer], clauses: Sequence[str]) -> str | None:
    """The words by which an act decides something that costs nothing by its kind: a rule, whatever the measure starts with it; a plan that
    makes nothing yet."""
    decided = deciding(answers)
    if says("free_by_nature", "starts", title):
        return says("free_by_nature", "rules_alone", decided)
    planned = None if _makes(clauses) else says("free_by_nature", "plan_act", decided)
    return says("free_by_nature", "free_act", decided) or planned


def _makes(clauses: Sequence[str]) -> str | None:
    """The words by which a clause makes, buys or staffs something."""
    return next((words for c in clauses if (words := says("free_by_nature", "makes", c))), None)


def charged_in(answers: Sequence[Answer]) -> str | None:
    """The words by which an act charges an expense to the budget: it costs, whatever kind of thing it is. First those that tell the
    account."""
    told = [(c, says("spending", "charged", c)) for a in answers for c in a.clauses]
    charged = [w for c, w in told if w and not says("spending", "denied", c) and not says("spending", "income", c)]
    return next((w for w in charged if any(map(str.isdigit, w))), charged[0] if charged else None)


def deciding(answers: Sequence[Answer]) -> str:
    """What the acts say first: their subjects and their first clauses of substance."""
    return " . ".join([a.act.subject.text for a in answers] + [c for a in answers for c in main_clauses(a.clauses)[:2]])
