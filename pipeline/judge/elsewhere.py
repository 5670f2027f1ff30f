"""Money that other acts and the budget open under the name of what an act decides: rows of schedules, acts that carry on, budget lines."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from pipeline.judge.answers import SPENDING, Answer, main_clauses
from pipeline.judge.carried import is_budget
from pipeline.judge.counting import SUM, sums_of
from pipeline.judge.doubts import spaced
from pipeline.judge.paid import TOLERANCE
from pipeline.judge.segments import Segment, overlaps, segments_of
from pipeline.judge.topics import bodies, own_words
from pipeline.judge.wording import says
from pipeline.records.council import Act, AmountRole, Outcome
from pipeline.records.folding import fold, folded_words
from pipeline.records.lexicon import pattern_of
from pipeline.records.money import BudgetLine
from pipeline.records.plan import Measure
from pipeline.records.source import Passage, RowEvidence

NAMED = 2  # telling words that a subject and a row or another subject share; of two subjects one is a name, or they share more
OWN = 0.5  # part of a row's own words that they must be
SELDOM = 4  # acts and operations in which a telling word stands at most ...
SHARE = 200  # ... or one in so many of them, where there are more
NAME, PHRASE = 3, 4  # words in a row, two of which tell what it is, that are a name: in a title or subject, in a clause
KINDRED = 3  # words of a row of an amendment that the measure or the acts hold in any order
TOLD = 4  # words of a line's name that a sentence of the act holds in any order
HALF, TWICE = 0.5, 2.0  # of the sum asked: between which money in kindred words may be for it
ABOUT = 1.25  # of the sum asked: up to which a line of the same name is for it


class Kind(StrEnum):
    """What names the money: the subject of an act, a row of an act or an operation, the name of an account, a sentence of a budget."""

    SUBJECT = "subject"
    ROW = "row"
    ACCOUNT = "account"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Credit:
    """Money that an act or budget line opens, and the words that name what for. `cents` and `evidence` where it is one sum."""

    source: Act | BudgetLine
    kind: Kind
    name: str
    words: frozenset[str]
    cents: int = 0
    evidence: Passage | RowEvidence | None = None

    @property
    def year(self) -> int | None:
        """The year of the budget, or of the vote."""
        if isinstance(self.source, BudgetLine):
            return self.source.year
        return self.source.session.value.year if self.source.session else None

    def holds(self, phrases: frozenset[str]) -> bool:
        """Whether one of these phrases stands in the name of a row or account."""
        text = spaced(self.name)
        return self.kind is not Kind.SUBJECT and any(f" {phrase} " in text for phrase in phrases)


class Credits:
    """Acts and budget lines by what they spend on, so that those under the name of an act are found without reading all of them.

    `authority` is the name of the authority, which tells nothing.
    """

    def __init__(self, acts: Sequence[Act], lines: Sequence[BudgetLine], authority: str) -> None:
        self._acts = acts
        self._everywhere = own_words(authority)
        self._lines = [x for x in lines if x.direction == "expense" and not x.order and (x.voted or 0) > 0]

    def under_the_name_of(self, measure: Measure, answers: Sequence[Answer]) -> Credit | None:
        """An act or budget line, of none of these answers, that spends on what their subjects name; or a row or line under words that the
        measure, their subjects or their deciding clauses hold in the same order. First what opens the sum asked."""
        found = list(self._under_the_name_of(measure, answers))
        fitting = (x for x in found if opens_what_is_asked(measure, answers, x))
        return next(fitting, found[0] if found else None)

    def in_an_amendment(self, measure: Measure, answers: Sequence[Answer]) -> Credit | None:
        """A row or sentence of a later amendment of the budget with one sum, of a size with the one asked, in kindred words: three of them,
        or half of all, stand in the title, the subjects or the deciding clauses, and one of these is seldom. The one with the most."""
        asked = measure.budget.cents if measure.budget else None
        low, high = (asked * HALF, asked * TWICE) if asked else (0, math.inf)
        told = [measure.text.text, *(text for a in answers for text in (a.act.subject.text, *main_clauses(a.clauses)))]
        words = frozenset().union(*map(_named, told)) - self._everywhere
        seldom = frozenset(self._telling(words))
        first = min((a.act.session.value for a in answers if a.act.session), default=date.max)
        later = (x for x in self._amending if _of_its_year(answers, x) and _voted_since(x, first) and low <= x.cents <= high)
        own = {a.act.id for a in answers}
        near = [(len(x.words & words), x) for x in later if x.words & seldom and x.source.id not in own]
        most, best = max(near, key=lambda n: n[0], default=(0, None))
        return best if best and most >= min(KINDRED, max(NAMED, OWN * len(best.words))) else None

    def in_operations(self, measure: Measure, answers: Sequence[Answer], *, denied: bool) -> tuple[Credit, ...]:
        """Operations of the budget and rows of its changes, of the year of the vote or the next, each word of whose name stands in the
        title or in what these answers tell: they are for what was voted. None where they do not open about the sum asked; of an act that
        denies the money (`denied`) those alone that came later."""
        told = own_words(" ".join((measure.text.text, measure.whole.text, *(a.act.whole.text for a in answers))))
        last = max((a.act.session.value for a in answers if a.act.session), default=date.max)
        rows = (
            x for x in self._under_the_name_of(measure, answers) if x.kind is Kind.ROW and _bears_only(x, told) and _of_its_year(answers, x)
        )
        opened = (x for x in rows if x.cents > 0 and (isinstance(x.source, BudgetLine) or is_budget(x.source)))
        found = {(x.year, x.cents): x for x in opened if not denied or _opened_after(x, last)}
        asked = measure.budget.cents if measure.budget and measure.budget.cents else 0
        total = sum(x.cents for x in found.values())
        return tuple(found.values()) if not asked or asked * TOLERANCE <= total <= asked * TWICE else ()

    def on_the_account(self, measure: Measure, charged: str, answers: Sequence[Answer]) -> Credit | None:
        """The line of the account that an act charges an expense to, with a proper name of its subject or two words of a subject or the
        title, one of them seldom, opened when it was voted or the year after; not where it opens less than was asked."""
        subjects = [a.act.subject.text for a in answers]
        names = frozenset().union(*map(_proper, subjects))
        texts = [_named(text) for text in (measure.text.text, *subjects)]
        asked = measure.budget.cents if measure.budget and measure.budget.cents else 0
        numbers = set(folded_words(charged))
        lines = ((x, x.source) for x in self._money if x.kind is Kind.ACCOUNT and x.cents >= asked * TOLERANCE)
        charging = (x for x, s in lines if isinstance(s, BudgetLine) and s.nature in numbers and _of_its_year(answers, x))
        return next((x for x in charging if x.words & names or any(self._is_named(x.words & words) for words in texts)), None)

    def _is_named(self, shared: frozenset[str]) -> bool:
        return len(shared) >= NAMED and bool(self._telling(shared))

    def _under_the_name_of(self, measure: Measure, answers: Sequence[Answer]) -> Iterator[Credit]:
        own = {a.act.id for a in answers}
        subjects = [a.act.subject.text for a in answers]
        words, title = frozenset().union(*map(_named, subjects)), _named(measure.text.text)
        names = frozenset().union(*map(_proper, subjects))
        phrases = _runs([measure.text.text, *subjects], NAME) | _runs([c for a in answers for c in _decided(a)], PHRASE)
        near: dict[int, set[str]] = defaultdict(set)
        for word in self._telling(words.union(title, *(_named(phrase) for phrase in phrases))):
            for number in self._places[word]:
                near[number].add(word)
        for number, shared in sorted(near.items()):
            credit = self._money[number]
            if credit.source.id in own and credit.kind is not Kind.SENTENCE:
                continue  # counted before; of a budget that answers the sum may not have been read
            telling = [shared & words, shared & title] if credit.kind is Kind.ROW else [shared & words]
            if any(self._is_same(credit, some, names) for some in telling) or credit.holds(phrases):
                yield credit
        told = [_named(s.text) for a in answers for s in a.nearest or a.segments]
        yield from (x for x in self._accounts if x.source.id not in own and any(_is_told(x, words) for words in told))

    def _is_same(self, credit: Credit, shared: set[str], names: frozenset[str]) -> bool:
        """Whether telling words in common are enough: half of a row's own; of a sentence a proper name and another; of two subjects a
        proper name, a third word, or two words that stand in these two alone."""
        if len(shared) < NAMED or credit.kind is Kind.ACCOUNT:
            return False
        if credit.kind is Kind.ROW:
            return len(shared) >= OWN * len(credit.words)
        only = all(self._often[0][w] == NAMED for w in shared)
        return bool(shared & names) or (credit.kind is Kind.SUBJECT and (only or len(shared) > NAMED))

    def _telling(self, words: frozenset[str]) -> list[str]:
        most = max(SELDOM, len(self._often[1]) // SHARE)
        return sorted(w for w in words - self._everywhere if self._often[0][w] <= most)

    @cached_property
    def _often(self) -> tuple[Counter[str], Sequence[frozenset[str]]]:
        """In how many subjects and operations each word stands."""
        operations = [c.words for x in self._lines for c in _of_line(x) if c.kind is Kind.ROW]
        names = [*map(_subject, self._acts), *operations]
        return Counter(w for words in names for w in words), names

    @cached_property
    def _money(self) -> Sequence[Credit]:
        return [*self._voted(), *(credit for x in self._lines for credit in _of_line(x))]

    def _voted(self) -> Iterator[Credit]:
        for act in (a for a in self._acts if a.outcome is Outcome.ADOPTED):
            spent = [a for a in act.amounts if a.role in SPENDING and a.cents > 0]
            if spent:
                one = spent[0] if len({a.cents for a in spent}) == 1 else None
                yield Credit(act, Kind.SUBJECT, act.subject.text, _subject(act), one.cents if one else 0, one.quote if one else None)
            for name, amount in {a.quote.text: a for a in spent}.items():
                words = _named(name) - own_words(amount.payee.text if amount.payee else "")
                yield Credit(act, Kind.ROW, name, words, amount.cents, amount.quote)
            if is_budget(act) or says("spending", "schedule", act.subject.text):
                yield from (Credit(act, Kind.SENTENCE, s.text, _named(s.text), _one_sum(s.text), s.passage) for s in _opened(act))

    @cached_property
    def _amending(self) -> Sequence[Credit]:
        """What budgets and their changes open in a sentence or row of its own, by all words of it."""
        budgets = [a for a in self._acts if a.outcome is Outcome.ADOPTED and is_budget(a)]
        return [credit for act in budgets for credit in _credits_of(act)]

    @cached_property
    def _accounts(self) -> Sequence[Credit]:
        """The lines of the budget whose account bears a name long enough to be told in a sentence."""
        return [x for x in self._money if isinstance(x.source, BudgetLine) and len(x.words) >= TOLD]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, credit in enumerate(self._money):
            for word in credit.words:
                found[word].append(number)
        return found


def _is_told(credit: Credit, words: frozenset[str]) -> bool:
    """Whether one sentence holds half of the words of a line's name, and as many as no two things have by chance."""
    return len(credit.words & words) >= max(TOLD, OWN * len(credit.words))


def opens_what_is_asked(measure: Measure, answers: Sequence[Answer], credit: Credit) -> bool:
    """Whether a row or line opens about the sum asked, in a year in which the measure was voted or in the next one."""
    asked = measure.budget.cents if measure.budget else None
    return asked is not None and _of_its_year(answers, credit) and asked * TOLERANCE <= credit.cents <= asked * ABOUT


def _voted_since(credit: Credit, day: date) -> bool:
    return isinstance(credit.source, Act) and credit.source.session is not None and credit.source.session.value >= day


def _bears_only(credit: Credit, told: frozenset[str]) -> bool:
    """Whether each word that names something, in the name of a row, is among those told; what kind of cost it is names nothing."""
    return _named(pattern_of("spending", "kind_of_cost").sub(" ", fold(credit.name))) & credit.words <= told


def _opened_after(credit: Credit, day: date) -> bool:
    """Whether money is opened after a day: by a later act, or by the budget of a later year."""
    return _voted_since(credit, day) if isinstance(credit.source, Act) else credit.source.year > day.year


def _of_its_year(answers: Sequence[Answer], credit: Credit) -> bool:
    """Whether money is opened in a year in which something was voted or in the next one."""
    return credit.year in {a.act.session.value.year + n for a in answers if a.act.session for n in (0, 1)}


def _decided(answer: Answer) -> list[str]:
    """The words that decide what answers the measure: of its own part, of what comes nearest to it, else all clauses of substance."""
    if answer.part or answer.nearest:
        return [s.text for s in (answer.nearest or answer.segments)]
    return main_clauses(answer.clauses)


def _runs(texts: Sequence[str], length: int) -> frozenset[str]:
    """The runs of so many folded words that name something."""
    found = (words[n : n + length] for words in map(folded_words, texts) for n in range(len(words) - length + 1))
    return frozenset(phrase for run in found if len(_named(phrase := " ".join(run))) >= NAMED)


def _opened(act: Act) -> list[Segment]:
    """The sentences and rows of a budget that tell a sum, without those on income."""
    return [s for s in segments_of(act) if SUM.search(s.text) and not says("spending", "income", s.text)]


def _credits_of(act: Act) -> Iterator[Credit]:
    """The sentences and rows of a budget in which one sum was read as budgeted, or that print one."""
    for s in segments_of(act):
        read = [a.cents for a in act.amounts if a.role is AmountRole.BUDGETED and _stands_in(a.quote, s)]
        income = says("spending", "income", s.text)
        cents = read[0] if len(read) == 1 else _one_sum(s.text) if SUM.search(s.text) and not income else 0
        if cents:
            yield Credit(act, Kind.SENTENCE, s.text, _named(s.text), cents, s.passage)


def _stands_in(quote: Passage, segment: Segment) -> bool:
    return any(overlaps(segment, e.page, e.start, e.end) for e in quote.evidence)


def _one_sum(text: str) -> int:
    """The only sum of a sentence, or the total of a row that goes on with its parts; 0 where it tells several."""
    total, *parts = sums_of(text) or [0]
    return total if not parts or total == sum(parts) else 0


def _of_line(line: BudgetLine) -> Iterator[Credit]:
    """A line by its operation, without account and function beside it, and by the name of its account, where some print what the money is
    for: of an operation known by its number alone it is the name."""
    apart = {fold(x) for x in (line.nature_label, line.function_label) if x}
    beside = " ".join(p for p in line.label.split(" – ") if fold(p.strip()) not in apart)
    account = line.nature_label or beside
    operation = f"{line.operation} {beside}" if line.operation else ""
    for kind, name in ((Kind.ROW, operation), (Kind.ACCOUNT, account)):
        named = Kind.ROW if line.operation and not _named(operation) else kind
        if words := _named(name):
            yield Credit(line, named, name, words, line.voted or 0, line.evidence)


def _subject(act: Act) -> frozenset[str]:
    return _named(act.subject.text)


def _proper(text: str) -> frozenset[str]:
    """Stems of the words that begin with a capital inside a sentence: names of places and bodies."""
    inside = re.findall(r"(?<=[\w,’'] )(?:[ldLD]['’])?[A-ZÀ-Þ][\w’-]+|(?<=[’'])[A-ZÀ-Þ][\w-]+", text)
    return _named(" ".join(inside))


def _named(text: str) -> frozenset[str]:
    return frozenset(w for w in own_words(text) - bodies() if not any(map(str.isdigit, w)))
