"""The rows of budgets and lists of grants that belong to a measure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.judge.answers import SPENDING, Answer, is_partner
from pipeline.judge.topics import own_words
from pipeline.records.council import AmountRole
from pipeline.records.folding import fold, folded_words
from pipeline.records.link import MoneyLink
from pipeline.records.money import BudgetLine, Grant
from pipeline.records.plan import Measure
from pipeline.records.source import RowEvidence

_OPERATION = re.compile(r"\b(?:operations?|programmes?|ap|ae|autorisations? (?:de programme|d'engagement)) ?(?:n° ?)?\w*\d")

_PERIOD = re.compile(r"\b(?P<year>20\d\d)-\d\d-\d\d[/_](?P=year)-\d\d-\d\d\b")  # SCDL Subventions, datesPeriodeVersement, in one year


@dataclass(frozen=True, slots=True)
class Rows:
    """Budget lines and grants that belong to a measure. `via` are the acts by which the grants were paid, by grant, "" for none."""

    budget: tuple[BudgetLine, ...]
    grants: tuple[Grant, ...]
    via: Mapping[str, str]

    @property
    def through(self) -> frozenset[str]:
        """The acts by which grants were paid, "" for none."""
        return frozenset(self.via.values())


def rows_of(
    measure: Measure, links: Sequence[MoneyLink], budget: Mapping[str, BudgetLine], grants: Mapping[str, Grant], answers: Sequence[Answer]
) -> Rows:
    """The rows linked to the measure by its own words or through an act that answers it.

    Income, entries of order and zeros are left out; so are rows of another part of the act: of an act with parts only lines of an operation
    that the part names, of an act with grants to several only those to the measure's partners or of a sum that belongs to the answer.
    """
    by_act = {a.act.id: a for a in answers}
    mine = [link for link in links if link.measure == measure.id and (link.via is None or link.via in by_act)]
    payees: defaultdict[str | None, set[str]] = defaultdict(set)
    for link in links:
        if link.measure == measure.id and link.row in grants:
            payees[link.via].add(fold(grants[link.row].beneficiary))
    named = _under_one_name(measure, mine, grants)
    lines: dict[str, BudgetLine] = {}
    paid: dict[str, Grant] = {}
    via: dict[str, str] = {}
    for link in mine:
        answer = by_act[link.via] if link.via else None
        line, grant = budget.get(link.row), grants.get(link.row)
        counts = line and line.direction == "expense" and not line.order and (line.voted or line.realised or 0) > 0
        if line and counts and _line_of(answer, line) and not _only_pays_from(measure, answer, line):
            lines[line.id] = line
        alone = len(payees[link.via]) == 1 and (answer is None or answer.part is None)  # to one payee, once or each year
        if grant and grant.cents > 0 and (alone or link.row in named or _grant_of(measure, answer, grant)):
            paid[grant.id] = grant
            via[grant.id] = link.via or ""
    return Rows(tuple(lines.values()), tuple(paid.values()), via)


def of_a_scheme(link: MoneyLink) -> bool:
    """Whether a grant is paid under the name that the act gives to what it creates."""
    return any(signal.name == "scheme" for signal in link.signals)


def _under_one_name(measure: Measure, links: Sequence[MoneyLink], grants: Mapping[str, Grant]) -> frozenset[str]:
    """The grants to whomever under the name that an act gives, when together they come to what was asked: else more may be paid later."""
    rows = frozenset(link.row for link in links if link.row in grants and of_a_scheme(link))
    asked = measure.budget.cents if measure.budget and measure.budget.cents else 0
    return rows if sum(grants[row].cents for row in rows) >= asked else frozenset()


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


def _only_pays_from(measure: Measure, answer: Answer | None, line: BudgetLine) -> bool:
    """Whether a line is the credit of a whole programme, out of which the act grants its sum: larger, and under a name that neither the
    measure nor the act speaks of."""
    granted = sum(a.cents for a in answer.amounts if a.role is AmountRole.GRANTED) if answer else 0
    if answer is None or not 0 < granted < (line.voted or 0):
        return False
    code = operation_code(line.operation)
    named = {w for w in own_words(line.operation or "") if w not in code}
    return bool(named) and not named & own_words(f"{measure.text.text} {answer.act.subject.text}")


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


def budgeted(lines: Sequence[BudgetLine]) -> dict[int, int]:
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


def year_of(grant: Grant) -> int | None:
    """The year of a grant: the one in which its row says that it is paid, else that of its date, else the only year that stands in a cell
    of its own in its row."""
    quote = grant.evidence.quote if isinstance(grant.evidence, RowEvidence) else ""
    paid = _PERIOD.search(quote)
    if paid:
        return int(paid["year"])
    if grant.date:
        return grant.date.year
    years = {int(m[1]) for cell in re.split(r"[;,\t]", quote) if (m := re.fullmatch(r"\W*((?:19|20)\d\d)\W*", cell))}
    return years.pop() if len(years) == 1 else None
