"""Money that other acts open for what an act decides: later ones that cite it and pay, and budgets that open its operation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from pipeline.judge.answers import SPENDING, Answer
from pipeline.judge.counting import SUM, cents_of
from pipeline.judge.coverage import act_key
from pipeline.judge.segments import Segment, Zone, segments_of
from pipeline.judge.table_rows import row_sums
from pipeline.judge.topics import own_words
from pipeline.judge.wording import says
from pipeline.records.council import Act, Amount, AmountRole, Outcome
from pipeline.records.folding import fold

SAME_THING = 3  # words of its subject that an act shares with the words it carries on, and ...
MOST = 0.5  # ... the part of its subject that they are
LONG = 3  # characters of the number of an operation that is taken for no other
_CITED = re.compile(r"\bn[°o]\s?([\w./-]*\d[\w./-]*)")
_OPERATION = r"\bop[ée]rations?\s(?:n[°o]\s?)?"
_CODE = re.compile(rf"{_OPERATION}(\w*\d\w*)", re.I)
_BEFORE = re.compile(rf"{SUM.pattern}\s(?:à|sur|pour|en faveur de|au titre de|au profit de)\sl['’]$", re.I)


class Carried:
    """Acts by the numbers they cite and budgets by the operations they name, found without reading all of them for each measure."""

    def __init__(self, acts: Sequence[Act]) -> None:
        self._acts = [a for a in acts if a.outcome is Outcome.ADOPTED]

    def on(self, answers: Sequence[Answer]) -> tuple[Answer, ...]:
        """What other acts open or pay for what these answers decide, each as an answer with the sums that are for it."""
        own = {a.act.id for a in answers}
        found: dict[str, Answer] = {}
        for answer in answers:
            for more in (*self._citing(answer), *self._opening(answer)):
                if more.act.id not in own:
                    found.setdefault(more.act.id, more)
        return tuple(found.values())

    def _citing(self, answer: Answer) -> Iterator[Answer]:
        """Later acts that pay, cite the number of the answer's act, and whose subject is what the answer's own words speak of."""
        everything = f"{answer.act.subject.text} {answer.text} {' '.join(answer.clauses)}"
        told = own_words(" ".join(s.text for s in answer.nearest) or everything)  # of several things decided, the one that answers
        for act in self._by_number.get(act_key(answer.act.number), ()) if answer.act.number else ():
            subject = own_words(act.subject.text)
            shared = subject & told
            early = act.session and answer.act.session and act.session.value < answer.act.session.value
            if early or len(shared) < SAME_THING or len(shared) < MOST * len(subject) or act.condition:
                continue
            paid = tuple(a for a in act.amounts if a.role is AmountRole.GRANTED and a.cents > 0)
            if paid:
                yield Answer(act, answer.link, tuple(segments_of(act)), (), paid, None)

    def _opening(self, answer: Answer) -> Iterator[Answer]:
        """Budgets that open a sum for the only operation that the answer's deciding words name, or, where these name none, its exposé."""
        decided, told = (
            {fold(m[1]) for text in texts for m in _CODE.finditer(text)}
            for texts in ((*answer.clauses, *([answer.text] if answer.part else [])), (answer.text,))
        )
        codes = decided or told
        code = codes.pop() if len(codes) == 1 else ""
        if len(code) < LONG:
            return
        for act in self._budgets:
            every = segments_of(act)
            rows = row_sums(every)
            segments = [s for s in every if code in fold(s.text) and s.zone is not Zone.ANNEX]
            sums = tuple(a for s in segments if (a := _opened(s, code, rows.get(s))))
            if sums:
                yield Answer(act, answer.link, tuple(segments), (), sums, None)

    @cached_property
    def _by_number(self) -> dict[str, list[Act]]:
        """The acts that spend, by the numbers that their visas and exposé cite."""
        found: dict[str, list[Act]] = defaultdict(list)
        for act in self._acts:
            if any(a.role in SPENDING for a in act.amounts):
                texts = (p.text for p in (*act.recitals, *((act.statement,) if act.statement else ())))
                for key in {act_key(m[1].rstrip("./-")) for text in texts for m in _CITED.finditer(text)} - {act_key(act.number or "")}:
                    found[key].append(act)
        return found

    @cached_property
    def _budgets(self) -> list[Act]:
        return [a for a in self._acts if is_budget(a)]


def is_budget(act: Act) -> bool:
    """Whether an act votes a budget or changes it."""
    return any(says("general_acts", meaning, act.subject.text) for meaning in ("the budget as a whole", "a change of the budget"))


def _opened(segment: Segment, code: str, row: int | None) -> Amount | None:
    """The sum that a sentence or row of a budget opens for an operation."""
    if segment.passage is None or says("spending", "takes_back", segment.text) or says("spending", "income", segment.text):
        return None
    numbered = row is not None and (fold(segment.cells[0]).startswith(code) or code in map(fold, segment.cells))
    cents = row if numbered else _sum_for(segment.text, code)
    return Amount(cents, AmountRole.BUDGETED, segment.passage) if cents else None


def _sum_for(text: str, code: str) -> int | None:
    """The sum right before "à l'opération 2321", else the first behind it, up to where the next one's begins."""
    for match in re.finditer(rf"{_OPERATION}{re.escape(code)}\b", text, re.I):
        before = _BEFORE.search(text[: match.start()])
        rest = re.split(_OPERATION, text[match.end() :], maxsplit=1, flags=re.I)[0]
        behind = None if before else SUM.search(rest if len(rest) == len(text) - match.end() else _BEFORE.sub("", rest))
        found = before or behind
        if found:
            return cents_of(found)
    return None
