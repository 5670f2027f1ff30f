"""The ordered rules of `data/lexicon/verdict_rules.csv`: the first whose test holds gives the status. Tests are defined here."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.judge.bounds import bound
from pipeline.judge.decision import in_time
from pipeline.judge.doubts import decides_nothing, decides_on_all, sets_only_prices
from pipeline.judge.facts import Facts
from pipeline.judge.topics import own_words
from pipeline.judge.wording import stems
from pipeline.records.council import Outcome
from pipeline.records.errors import ConfigurationError
from pipeline.records.folding import fold
from pipeline.records.lexicon import load_table
from pipeline.records.verdict import Decision, Money, Status, Substance

_OF_VOTES = re.compile(r"\b(?:voix|votes?|suffrages?|votants?|exprimes|abstentions?|contre|unanimite|majorite)\b")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: name, status, the name of its test, its French sentence, and where the measure was lost."""

    name: str
    status: Status
    test: str
    sentence: str
    lost_at: str | None


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The rules in order of precedence. Raises ConfigurationError for a status or test that does not exist."""
    found: list[Rule] = []
    for row in load_table("verdict_rules"):
        if row["test"] not in TESTS or row["meaning"] not in set(Status):
            raise ConfigurationError(f"verdict_rules.csv: row {row['pattern']} names no known test or status.")
        found.append(Rule(row["pattern"], Status(row["meaning"]), row["test"], row["sentence"], row["lost_at"] or None))
    return tuple(found)


def first_rule(facts: Facts) -> Rule:
    """The first rule that holds. Raises ConfigurationError when none does: the table must end in rules that cover every case."""
    for rule in rules():
        if TESTS[rule.test](facts):
            return rule
    raise ConfigurationError(f"verdict_rules.csv: no rule holds for measure {facts.measure.id}.")


def _decision(wanted: Decision) -> Callable[[Facts], bool]:
    return lambda facts: facts.decided.decision is wanted


def _substance(wanted: Substance) -> Callable[[Facts], bool]:
    return lambda facts: facts.compared is not None and facts.compared.substance is wanted


def _money(wanted: Money) -> Callable[[Facts], bool]:
    return lambda facts: facts.paid is not None and facts.paid.money is wanted


def _without_words(facts: Facts) -> bool:
    """Whether nothing in the measure's title says what is asked ("94 % des voix"): whatever is linked to it answers nothing."""
    return not {w for w in stems(_OF_VOTES.sub(" ", fold(facts.measure.text.text))) if not w.isdigit()}


def only_review(facts: Facts) -> bool:
    """Whether only acts to confirm may answer, one of them decides something (what is noted or wished for leaves an absence), and it is
    not likelier that none answers."""
    return _to_confirm(facts) and not _hardly(facts)


def _to_confirm(facts: Facts) -> bool:
    return not facts.linked and any(not decides_nothing(a) for a in facts.review)


def _hardly(facts: Facts) -> bool:
    """Whether it is likelier that no act to confirm answers. Not where one was put off or lost, decides on many things at once (all posts,
    a budget), or is there for another reason than its likelihood: then its likelihood tells little."""
    clear = all(a.act.outcome is Outcome.ADOPTED and not decides_on_all(a.act) for a in facts.review if not decides_nothing(a))
    return clear and bound("near") <= facts.chance < bound("likely")


def _absent_near(facts: Facts) -> bool:
    """Whether nothing is linked, and an act to confirm comes near, though it is likelier that none answers."""
    return _absent(facts) and _to_confirm(facts)


def _unstated(facts: Facts) -> bool:
    return facts.decided.decision is Decision.NOTED and all(a.act.outcome is Outcome.UNSTATED for a in facts.linked)


def _undone(facts: Facts) -> bool:
    return facts.decided.undone_by is not None


def _absent(facts: Facts) -> bool:
    return facts.decided.decision is Decision.NONE


def _misread(facts: Facts) -> bool:
    """Whether something is missing for a measure that the plan may not ask for."""
    adopted = facts.decided.decision is Decision.ADOPTED and not _undone(facts)
    return facts.misread and (not adopted or _money(Money.NONE)(facts))


def _foreign(facts: Facts) -> bool:
    return _absent(facts) and facts.foreign is not None


def _too_little_read(facts: Facts) -> bool:
    return _absent(facts) and facts.coverage.share is not None and facts.coverage.share < bound("least_read")


def _absent_past_deadline(facts: Facts) -> bool:
    return _absent(facts) and facts.coverage.sufficient and facts.deadline_passed


def _absence_doubtful(facts: Facts) -> bool:
    return _absent(facts) and (facts.nearby is not None or facts.paid_by is not None)


def _money_nearby(facts: Facts) -> bool:
    return _money(Money.NONE)(facts) and (facts.nearby is not None or facts.paid_by is not None)


def _only_prices(facts: Facts) -> bool:
    by = facts.decided.by
    return facts.decided.decision is Decision.ADOPTED and bool(by) and all(sets_only_prices(facts.measure, a) for a in by)


def _put_again(facts: Facts) -> bool:
    """Whether a later act on the measure's subject was not adopted: what was adopted before may not have been the measure itself."""
    by = facts.decided.by
    if facts.decided.decision is not Decision.ADOPTED or facts.decided.undone_by or not by:
        return False
    last = in_time(by)[-1].act.session
    title = own_words(facts.measure.text.text)
    return any(
        a.act.outcome in (Outcome.POSTPONED, Outcome.REJECTED, Outcome.WITHDRAWN)
        and bool(last and a.act.session and a.act.session.value > last.value)
        and a.link.probability >= bound("unfunded")
        and bool(own_words(f"{a.act.subject.text} {a.link.passage.text if a.link.passage else ''}") & title)
        for a in facts.linked
    )


def _weak_link(facts: Facts) -> bool:
    """Whether a measure would be said to be voted without money, or for one of several, and no link is sure enough for that."""
    if facts.decided.decision is not Decision.ADOPTED or facts.compared is None or facts.surest >= bound("unfunded"):
        return False
    return facts.compared.thin if _substance(Substance.REDUCED)(facts) else _money(Money.NONE)(facts)


def _weak_loss(facts: Facts) -> bool:
    """Whether a measure would be said to be rejected, withdrawn or undone, and no link is sure enough for that: without the act that
    answers, the next one on the subject may have been."""
    if facts.decided.undone_by is not None:
        return facts.decided.undone_by.link.probability < bound("dropped")
    return facts.decided.decision in (Decision.REJECTED, Decision.WITHDRAWN) and facts.surest < bound("dropped")


TESTS: Mapping[str, Callable[[Facts], bool]] = MappingProxyType(
    {
        "without_words": _without_words,
        "only_review": only_review,
        "review_may_lift": lambda facts: facts.lifted,
        "only_prices": _only_prices,
        "put_again": _put_again,
        "weak_link": _weak_link,
        "weak_loss": _weak_loss,
        "absence_doubtful": _absence_doubtful,
        "money_nearby": _money_nearby,
        "misread": _misread,
        "outcome_unstated": _unstated,
        "undone": _undone,
        "rejected": _decision(Decision.REJECTED),
        "withdrawn": _decision(Decision.WITHDRAWN),
        "postponed": _decision(Decision.POSTPONED),
        "noted": _decision(Decision.NOTED),
        "foreign": _foreign,
        "too_little_read": _too_little_read,
        "absent_near": _absent_near,
        "absent_past_deadline": _absent_past_deadline,
        "absent": _absent,
        "contradicted": _substance(Substance.CONTRADICTED),
        "reduced": _substance(Substance.REDUCED),
        "sum_unclear": lambda facts: facts.paid is not None and facts.paid.unclear,
        "money_unknown": lambda facts: facts.paid is not None and facts.paid.doubtful,
        "without_money": _money(Money.NONE),
        "conditional": _money(Money.CONDITIONAL),
        "short": _money(Money.SHORT),
        "granted": _money(Money.GRANTED),
        "budgeted": _money(Money.BUDGETED),
        "not_needed": _money(Money.NOT_NEEDED),
    }
)
