"""Money that other acts and the budget open under the name of what an act decides: rows of schedules, acts that carry on, operations."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from pipeline.judge.answers import SPENDING, Answer
from pipeline.judge.topics import bodies, own_words
from pipeline.records.council import Act, Outcome
from pipeline.records.folding import fold
from pipeline.records.money import BudgetLine

NAMED = 2  # telling words that a subject and a row or another subject share; of two subjects one is a name, or they share more
OWN = 0.5  # part of a row's own words that they must be
SELDOM = 4  # acts and operations in which a telling word stands at most ...
SHARE = 200  # ... or one in so many of them, where there are more


class Credits:
    """Acts and budget lines by what they spend on, so that those under the name of an act are found without reading all of them.

    `authority` is the name of the authority, which tells nothing.
    """

    def __init__(self, acts: Sequence[Act], lines: Sequence[BudgetLine], authority: str) -> None:
        self._acts = acts
        self._everywhere = own_words(authority)
        self._lines = [x for x in lines if x.operation and x.direction == "expense" and not x.order and (x.voted or 0) > 0]

    def under_the_name_of(self, answers: Sequence[Answer]) -> Act | BudgetLine | None:
        """An act or budget line, of none of these answers, that spends on what their subjects name."""
        own = {a.act.id for a in answers}
        words = self._telling(frozenset().union(*(_subject(a.act) for a in answers)))
        names = frozenset().union(*(_proper(a.act.subject.text) for a in answers))
        near: dict[int, set[str]] = defaultdict(set)
        for word in words:
            for number in self._places[word]:
                near[number].add(word)
        for number, shared in near.items():
            found, told, is_row = self._money[number]
            only = all(self._often[0][w] == NAMED for w in shared)  # they stand in these two alone
            enough = len(shared) >= OWN * len(told) if is_row else only or len(shared) > NAMED or bool(shared & names)
            if found.id not in own and len(shared) >= NAMED and enough:
                return found
        return None

    def _telling(self, words: frozenset[str]) -> list[str]:
        most = max(SELDOM, len(self._often[1]) // SHARE)
        return sorted(w for w in words - self._everywhere if self._often[0][w] <= most)

    @cached_property
    def _often(self) -> tuple[Counter[str], Sequence[frozenset[str]]]:
        """In how many subjects and operations each word stands."""
        names = [*map(_subject, self._acts), *map(_operation, self._lines)]
        return Counter(w for words in names for w in words), names

    @cached_property
    def _money(self) -> Sequence[tuple[Act | BudgetLine, frozenset[str], bool]]:
        return [*self._voted(), *((line, _operation(line), True) for line in self._lines)]

    def _voted(self) -> Iterator[tuple[Act, frozenset[str], bool]]:
        for act in self._acts:
            spent = [a for a in act.amounts if a.role in SPENDING and a.cents > 0]
            if act.outcome is not Outcome.ADOPTED or not spent:
                continue
            yield act, _subject(act), False
            for words in {_named(a.quote.text) - own_words(a.payee.text if a.payee else "") for a in spent}:
                yield act, words, True

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, (_, words, _) in enumerate(self._money):
            for word in words:
                found[word].append(number)
        return found


def _subject(act: Act) -> frozenset[str]:
    return _named(act.subject.text)


def _proper(text: str) -> frozenset[str]:
    """Stems of the words that begin with a capital inside a sentence: names of places and bodies."""
    inside = re.findall(r"(?<=[\w,’'] )(?:[ldLD]['’])?[A-ZÀ-Þ][\w’-]+|(?<=[’'])[A-ZÀ-Þ][\w-]+", text)
    return _named(" ".join(inside))


def _operation(line: BudgetLine) -> frozenset[str]:
    """The name of an operation, without that of the account and of the function beside it."""
    apart = {fold(x) for x in (line.nature_label, line.function_label) if x}
    parts: Iterable[str] = (p for p in line.label.split(" – ") if fold(p.strip()) not in apart)
    return _named(f"{line.operation} {' '.join(parts)}")


def _named(text: str) -> frozenset[str]:
    return frozenset(w for w in own_words(text) - bodies() if not any(map(str.isdigit, w)))
