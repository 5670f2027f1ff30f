"""What keeps a measure from being accused on thin ground: acts set aside that stand out, payees that the measure names, links too weak."""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date

from pipeline.judge.answers import SPENDING, Answer, main_clauses
from pipeline.judge.bounds import bound
from pipeline.judge.carried import is_budget
from pipeline.judge.counting import SUM
from pipeline.judge.coverage import act_key
from pipeline.judge.decision import Decided
from pipeline.judge.topics import own_words
from pipeline.judge.wording import says, sets_price
from pipeline.records.council import Act, AmountRole, Outcome
from pipeline.records.folding import folded_words
from pipeline.records.lexicon import words_of
from pipeline.records.link import Band, Link
from pipeline.records.money import Grant
from pipeline.records.plan import Measure
from pipeline.records.verdict import Decision

_FAINT = 0.05  # probability below which matching too takes an act for no more than one of many (pipeline.match.bands)
LEAST_NAME = 4  # letters of a word that names somebody
SHARED = 2  # words of its own by which a deciding clause is the one that matching found, or a grant is for what is asked
OWN_PEOPLE = "the authority's own people and departments"


def standing_out(links: Sequence[Link], acts: Mapping[str, Act]) -> Act | None:
    """The best act that was set aside, when it is far ahead of all others or carries a proper name of the measure: it speaks of the very
    thing, whether or not it answers. One that decides nothing leaves an absence what it is."""
    ranked = sorted((link for link in links if link.probability > 0), key=lambda link: -link.probability)
    if len(ranked) < 2 or ranked[0].band is not Band.UNLINKED or ranked[0].probability < bound("nearest"):
        return None
    best, act = ranked[0], acts[ranked[0].act]
    ahead = best.probability >= bound("ahead") * ranked[1].probability
    named = any(s.name == "names" and s.value >= bound("named") for s in best.signals)
    return act if (ahead or named) and act.outcome not in (Outcome.NOTED, Outcome.OPINION) else None


def chance_of_any(links: Sequence[Link], acts: Mapping[str, Act]) -> float:
    """The chance, 0..1, that any act which decides something answers: one less the product of the chances that none does. Acts below
    `_FAINT` are no more than some of many."""
    deciding = (x for x in links if x.probability >= _FAINT and not _only_notes(x, acts[x.act]))
    return 1 - math.prod(1 - x.probability for x in deciding)


def other_money(links: Sequence[Link], acts: Mapping[str, Act], carrying: Sequence[Act]) -> Act | None:
    """The likeliest further act that spends: the money may stand there."""
    own = {a.id for a in carrying}
    further = [x for x in links if x.act not in own and x.band is not Band.LINKED and x.probability >= bound("other_money")]
    spending = [acts[x.act] for x in sorted(further, key=lambda x: -x.probability) if _spends(acts[x.act])]
    return spending[0] if spending else None


def pays_the_same_body(acts: Iterable[Act], carrying: Sequence[Act], asked: int) -> Act | None:
    """A further act, of the same day or later, that grants at least the sum asked to a body that the subject of one of these names ("Local
    mis à disposition de l'association La Remise")."""
    if asked <= 0:
        return None
    subjects = [(spaced(a.subject.text), a.session) for a in carrying]
    own = {a.id for a in carrying}
    for act in acts:
        if act.outcome is not Outcome.ADOPTED or act.id in own:
            continue
        after = [said for said, day in subjects if day is None or act.session is None or act.session.value >= day.value]
        names = {_body(a.payee.text) for a in act.amounts if a.payee and a.role is AmountRole.GRANTED and a.cents >= asked} if after else ()
        if any(name and name in said for name in names for said in after):
            return act
    return None


def _body(payee: str) -> str:
    """The telling words of a payee's name, one space around each; empty for one that does not tell it apart."""
    words = _core(folded_words(payee))
    return f" {' '.join(words)} " if any(len(w) >= LEAST_NAME for w in words) else ""


def _spends(act: Act) -> bool:
    return any(a.role in SPENDING and a.cents > 0 for a in act.amounts)


class Payees:
    """The grants by who receives them and by the act they cite, so that those that may pay a measure are found without reading all.

    `told` are the ids of grants that are known to pay a measure.
    """

    def __init__(self, grants: Sequence[Grant], told: Container[str] = ()) -> None:
        self._by_payee: dict[str, list[Grant]] = defaultdict(list)
        self._by_reference: dict[str, list[Grant]] = defaultdict(list)
        for grant in grants:
            if grant.cents > 0:
                self._by_payee[spaced(grant.beneficiary)].append(grant)
                if grant.reference and grant.id not in told:
                    self._by_reference[act_key(grant.reference)].append(grant)

    def citing(self, acts: Sequence[Act]) -> Grant | None:
        """A grant that cites the number of one of these acts and is told of no measure."""
        return next((g for a in acts if a.number for g in self._by_reference.get(act_key(a.number), ())), None)

    def paid_for(self, measure: Measure, start: date | None) -> Grant | None:
        """A grant to somebody whom the measure names, for something in its words, not before `start`."""
        names = telling_names(measure)
        if not names:
            return None
        asked = own_words(" ".join(p.text for p in (measure.text, measure.whole, *measure.steps))) - own_words(" ".join(names))
        for payee, grants in self._by_payee.items():
            if any(name in payee for name in names):
                for grant in grants:
                    early = start is not None and grant.date is not None and grant.date < start
                    if not early and len(own_words(grant.purpose or "") & asked) >= SHARED:
                        return grant
        return None


def telling_names(measure: Measure) -> tuple[str, ...]:
    """The owner and partners whose names tell them apart, as folded words one space apart, without the kind of body that stands first:
    no departments of the authority, no kinds of bodies alone."""
    people = [p.text for p in (*((measure.owner,) if measure.owner else ()), *measure.partners)]
    found = [_core(folded_words(name)) for name in people if name[:1].isupper()]
    return tuple(f" {' '.join(words)} " for words in found if any(len(w) >= LEAST_NAME for w in words))


def _core(words: Sequence[str]) -> Sequence[str]:
    """A name from its first word on that tells something."""
    own, all_of = _generic()
    if not words or words[0] in own:
        return ()
    first = next((n for n, w in enumerate(words) if len(w) >= LEAST_NAME and w not in all_of), len(words))
    return words[first:]


def spaced(text: str) -> str:
    """The folded words of a text with one space around each, in which a telling name is looked up."""
    return f" {' '.join(folded_words(text))} "


@functools.cache
def _generic() -> tuple[frozenset[str], frozenset[str]]:
    return words_of("generic_names", OWN_PEOPLE), words_of("generic_names")


def may_lift(measure: Measure, linked: Sequence[Answer], review: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers to review, when they may add to those linked. Where an act that is linked names whom the measure names, acts that name
    none of them are about somebody else."""
    names = telling_names(measure)
    if not any(_names(a.act, names) for a in linked):
        return tuple(review)
    return tuple(review) if any(_names(a.act, names) for a in review) else ()


def later_ones(decided: Decided, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers that may undo a vote that was lost, put off or withdrawn: those taken later. What had been adopted before would not have
    been put to the vote."""
    if decided.decision not in (Decision.REJECTED, Decision.WITHDRAWN, Decision.POSTPONED) or decided.undone_by or not decided.by:
        return tuple(answers)
    session = decided.by[-1].act.session
    return tuple(a for a in answers if session is None or a.act.session is None or a.act.session.value > session.value)


def _names(act: Act, names: Sequence[str]) -> bool:
    text = spaced(" ".join(p.text for p in (act.whole, act.statement, act.operative, *act.annexes, *act.beneficiaries) if p))
    return any(name in text for name in names)


def sets_only_prices(measure: Measure, answer: Answer) -> bool:
    """Whether what comes nearest to the measure in an act only sets a price, and the measure asks nothing about prices. An act
    whose subject has two words of the title and that opens money does more."""
    if says("spending", "about_price", " ".join(p.text for p in (measure.text, *measure.steps))) or _pays_too(measure, answer):
        return False
    clauses = [answer.head] if answer.head else nearest_clauses(answer)
    return bool(clauses) and all(sets_price(c) for c in clauses)


def _pays_too(measure: Measure, answer: Answer) -> bool:
    """Whether an act whose subject shares words of its own with the title opens money beside the price that it sets."""
    title = own_words(measure.text.text)
    return len(own_words(answer.act.subject.text) & title) >= SHARED and any(a.role in SPENDING and a.cents > 0 for a in answer.amounts)


def decides_nothing(answer: Answer) -> bool:
    """Whether an act only takes note or wishes, in words that name no sum: whether it is about the measure or not, nothing is decided."""
    return _only_notes(answer.link, answer.act)


def decides_on_all(act: Act) -> bool:
    """Whether an act decides on many things at once: a budget or a change of it, the posts of all staff."""
    return is_budget(act) or bool(says("general_acts", "posts and pay of all staff", act.subject.text))


def _only_notes(link: Link, act: Act) -> bool:
    words = link.passage.text if link.passage else ""
    return act.outcome in (Outcome.NOTED, Outcome.OPINION) and not _spends(act) and not SUM.search(words)


def nearest_clauses(answer: Answer) -> list[str]:
    """The deciding clause that shares most with the words that matching found, else all that decide something."""
    clauses = main_clauses(answer.clauses)
    words = own_words(answer.link.passage.text) if answer.link.passage else frozenset()
    shared = {c: len(words & own_words(c)) for c in clauses}
    best = max(clauses, key=lambda c: shared[c], default="")
    return [best] if best and shared[best] >= SHARED else clauses
