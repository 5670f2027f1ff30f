"""French sentences: acts by number, date and page, sums, dates, and what the corpus does not hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.judge.answers import Answer
from pipeline.judge.facts import Facts
from pipeline.judge.paid import Paid
from pipeline.judge.rules import Rule
from pipeline.judge.wording import euros
from pipeline.judge.yearly import asks_per_year
from pipeline.records.account import asked_words, beside_acts
from pipeline.records.council import Act, Body, Vote
from pipeline.records.french import MONTHS
from pipeline.records.verdict import Coverage, Decision, Status

NAMED = 6  # missing acts named in a sentence; the coverage record holds all


def statement(facts: Facts, rule: Rule) -> str:
    """The rule's sentence with its blanks filled."""
    paid, coverage = facts.paid, coverage_sentence(facts.coverage)
    voted = _voted(paid)
    short = f"{euros(paid.asked)} demandés {paid.asked_time}".strip() if paid and paid.asked else ""
    asked = asked_words(facts.measure.budget, yearly=asks_per_year(facts.measure))
    weakened = rule.status is Status.WEAKENED
    reasons = (facts.compared.reasons if facts.compared else ()) if weakened else (paid.reasons if paid else ())
    by = facts.decided.by or facts.linked
    text = rule.sentence.format(
        acts=name_acts(by),
        candidates=name_acts(facts.review),
        nearby=_nearby(facts),
        foreign=name_act(facts.foreign) if facts.foreign else "",
        again=name_acts([a for a in facts.linked if a not in by]),
        adopted=f"adoptée par {name_acts(facts.decided.by)}, puis " if facts.decided.by else "",
        undone=name_acts([facts.decided.undone_by]) if facts.decided.undone_by else "",
        coverage=coverage,
        budgets=budget_years(facts.coverage),
        deadline=french_date(facts.deadline) if facts.deadline else "",
        reasons=_sentence(" ; ".join(reasons)),
        vote=_vote(by[-1].act.votes) if by else "",
        asked=f" La mesure demandait {asked}." if asked else "",
        asked_short=f" pour {short}" if short else "",
        voted=f" {voted}" if voted and rule.test == "short" else f" de {voted}" if voted else "",
        voted_comma=f" : {voted}" if voted else "",
    )
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]


def _voted(paid: Paid | None) -> str:
    """The sum voted, with its time and the rows that print it where no act does: "30 000 € par an (liste des subventions, ligne 16)"."""
    if paid is None or not paid.voted:
        return ""
    said, rows = f"{euros(paid.voted)} {paid.voted_time}".strip(), beside_acts(paid.ledger, paid.voted)
    return f"{said} ({rows})" if rows else said


def _nearby(facts: Facts) -> str:
    if isinstance(facts.nearby, Act):
        return name_act(facts.nearby)
    if facts.nearby is not None:
        return f"le budget {facts.nearby.year} (« {_cut(facts.nearby.label)} »)"
    grant = facts.paid_by
    purpose = f" ({_cut(grant.purpose)})" if grant and grant.purpose else ""
    if grant is None:
        return ""
    whose = f"à {grant.beneficiary}" if facts.decided.decision is Decision.NONE else "qui cite cet acte"  # whoever it may be
    return f"une subvention de {euros(grant.cents)} {whose}{purpose}"


def name_acts(answers: Sequence[Answer]) -> str:
    """Acts with number, date and page, joined."""
    return ", ".join(dict.fromkeys(name_act(a.act) for a in answers))


def name_act(act: Act) -> str:
    """Writes "la délibération n° 2024-012 du 4 avril 2024 (p. 2)"; without a number, its subject."""
    kind = "la décision" if act.body is Body.DELEGATION else "la délibération"
    number = (
        f" n° {act.number}" if act.number and not re.match(r"[^\W\d]{4,}\s", act.number) else f" « {_cut(act.number or act.subject.text)} »"
    )
    day = f" du {french_date(act.session.value)}" if act.session else ""
    return f"{kind}{number}{day} (p. {act.page})"


def coverage_sentence(coverage: Coverage) -> str:
    """What was read of what is known to exist, what is missing and unread, and which budgets were read."""
    span = ""
    if coverage.start and coverage.end:
        span = f", du {french_date(coverage.start)} au {french_date(coverage.end)}"
    elif coverage.end:
        span = f", jusqu'au {french_date(coverage.end)}"
    if coverage.start and not coverage.end:
        read = f"Corpus examiné : aucun acte daté d'après l'adoption du plan ({french_date(coverage.start)})."
    elif coverage.share is None:
        read = f"Corpus examiné : aucun registre ni suite de numéros ne dit combien d'actes existent{span}."
    else:
        read = f"Corpus examiné : {coverage.read} actes lus sur {coverage.known} connus ({percent(coverage.share)}){span}."
    parts = [read]
    if coverage.missing:
        names = [f"{number}" for number, _ in coverage.missing[:NAMED]]
        more = len(coverage.missing) - len(names)
        parts.append(f"Non lus : {', '.join(names)}{f' et {more} autres' if more > 0 else ''}.")
    if coverage.unread:
        parts.append(f"Fichiers illisibles : {', '.join(coverage.unread[:NAMED])}.")
    if coverage.share is not None and not coverage.sufficient:
        parts.append(f"Sous le seuil de {percent(coverage.threshold)} : les actes non lus peuvent changer ce constat.")
    parts.append(f"{_sentence(budget_years(coverage))}")
    return " ".join(parts)


def budget_years(coverage: Coverage) -> str:
    """Writes "budgets lus : 2023, 2024", or that none was."""
    years = ", ".join(str(year) for year in coverage.budget_years)
    return f"budgets lus : {years}" if years else "aucun budget lu"


def percent(share: float) -> str:
    """A share 0..1 as "93 %", rounded down: a share just under a threshold is never printed as having reached it."""
    return f"{int(share * 100 + 1e-9)} %"


def french_date(day: date) -> str:
    """Writes "1er mars 2024"."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def _vote(vote: Vote) -> str:
    counts = [
        f"{n} {word}" for n, word in ((vote.in_favour, "pour"), (vote.against, "contre"), (vote.abstention, "abstentions")) if n is not None
    ]
    return f" Vote : {', '.join(counts)}." if counts else ""


def _sentence(text: str) -> str:
    text = text.strip()
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith('.') else '.'}" if text else ""


def _cut(text: str) -> str:
    return text if len(text) <= 80 else text[:77].rsplit(" ", 1)[0] + " ..."
