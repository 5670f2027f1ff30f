"""Which words of an act answer a measure: its labelled part (volet, operation, lot), or the clause or row among several that does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.judge.answers import SPENDING, Answer, Rival, asked_words, is_partner
from pipeline.judge.choice import Chosen, choose, row_words
from pipeline.judge.labelled import by_title, part_of
from pipeline.judge.segments import Segment, Zone, deciding_words, overlaps, segments_of
from pipeline.judge.shares import is_share
from pipeline.judge.table_rows import row_sums
from pipeline.judge.topics import Topic, Topics, bodies, own_words, topics_of
from pipeline.judge.wording import mentions_sum, says, shortened, stems
from pipeline.records.council import Act, Amount, AmountRole
from pipeline.records.folding import fold
from pipeline.records.link import Link
from pipeline.records.plan import Measure

HEAD = 70  # letters of a clause by which a part is named
ABOUT = 1.05  # of the sum asked: up to which the rows of a table are all for it
ON_IT = 3  # words of a labelled part by which a clause without a label is about it
NAME = 2  # words of its own by which a title names somebody
MOST = 3  # rows from which on, when they are more than half of a table, the measure is about the whole of it


@dataclass(frozen=True, slots=True)
class Apart:
    """An act taken apart, once for all measures that it is linked to."""

    segments: tuple[Segment, ...]
    topics: Topics


def take_apart(act: Act) -> Apart:
    """The act's segments and topics."""
    segments = segments_of(act)
    return Apart(tuple(segments), topics_of(segments))


def answer(measure: Measure, act: Act, link: Link, rivals: Sequence[Rival] = (), apart: Apart | None = None) -> Answer:
    """Find the part of the act that answers the measure and what is decided and paid there. What a rival comes nearer to is not its own."""
    apart = apart or take_apart(act)
    segments, topics = list(apart.segments), apart.topics
    part, sure = part_of(segments, Rival(measure, link.passage), rivals)
    choice = choose(topics, measure, link.passage, rivals)
    if part and not (choice.mine and _gives_way(segments, part, topics.found[choice.mine[0]], measure)):
        return _labelled_answer(act, link, segments, part, sure)
    if choice.mine and topics.found[choice.mine[0]].row:
        if _whole_table(topics, choice, measure):
            told = any(a.role in SPENDING for a in act.amounts)
            printed = () if told else _printed_sums(segments, segments, f"{act.subject.text} {' '.join(_clauses(segments))}")
            return Answer(act, link, tuple(segments), _clauses(segments), (*act.amounts, *printed), None)
        return _row_answer(act, link, topics, choice.mine)
    left = [s for s in segments if not any(s in topics.found[n].segments for n in choice.theirs)]
    foreign = [s for n in choice.foreign for s in topics.found[n].segments]
    if choice.theirs:
        left = [s for s in left if s not in foreign]
    if any(topics.found[n].row for n in choice.theirs):  # a table that pays several measures: its total is nobody's
        foreign += [s for topic in topics.found if topic.frame for s in topic.segments]
    spent = [a for a in act.amounts if a.role in SPENDING and any(_holds(s, a) for s in foreign)]
    amounts = _unlabelled_amounts(act, left, measure)
    out = [s for s in segments if s not in left]
    kept = tuple(a for a in amounts if a not in spent and not any(_holds(s, a) for s in out))
    if choice.mine and not any(a.role in SPENDING for a in kept):  # the measure's own clause pays, whoever it names
        kept += tuple(a for a in act.amounts if a.role in SPENDING and _holds(topics.found[choice.mine[0]].segments[0], a))
    alone = bool(choice.mine) and _is_left_out(topics.found[choice.mine[0]])
    if alone:
        kept = tuple(a for a in kept if a.role not in SPENDING or any(_holds(s, a) for s in topics.found[choice.mine[0]].segments))
    head = deciding_words(topics.found[choice.mine[0]].segments[0].text) if choice.theirs and choice.mine else ""
    part = f"« {shortened(head, HEAD)} »" if head else None
    before = (
        *_before(segments, topics, choice.mine),
        *(s for n in choice.foreign if topics.found[n].spends for s in topics.found[n].segments),
    )
    is_sure = bool(head) or (sure and not choice.theirs)
    taken = [s for n in choice.theirs for s in topics.found[n].segments]  # known to be another measure's
    unclaimed = [a for a in spent if not alone and not any(_holds(s, a) for s in taken) and a.cents not in {k.cents for k in kept}]
    nearest = _nearest(segments, topics, choice.mine[0]) if choice.mine else ()
    return Answer(
        act, link, tuple(left), _clauses(left), kept, part, is_sure, topics.common, tuple(unclaimed), before=before, nearest=nearest
    )


def _is_left_out(topic: Topic) -> bool:
    """Whether the act says of one thing that it decides that its money is still to be found, or in the very clause that it takes none:
    what it opens for others is not for it."""
    own = [s.text for s in topic.segments if s.zone is Zone.OPERATIVE]
    later = len(own) > 1 and any(says("free_by_nature", "money_later", text) for text in own)
    return later or any(says("free_by_nature", "takes_none", text) for text in own[:1])


def _clauses(segments: Iterable[Segment]) -> tuple[str, ...]:
    return tuple(clause for s in segments if s.zone is Zone.OPERATIVE and (clause := deciding_words(s.text)))


def _labelled_answer(act: Act, link: Link, segments: list[Segment], part: str, sure: bool) -> Answer:
    chosen = [s for s in segments if s.label == part]
    chosen += by_title(segments, chosen, part)
    own = [s for s in chosen if s.zone is Zone.OPERATIVE]
    common = [s for s in segments if s.zone is Zone.OPERATIVE and s.label is None]
    kinds = re.compile(rf"\b{part.split(maxsplit=1)[0]}s\b")  # "volets A et B", "dans ses trois volets"
    pointing = [s for s in common if kinds.search(fold(s.text))]
    clauses = _clauses(own or dict.fromkeys([*(pointing or common), *_on_the_part(segments, chosen, part)]))
    amounts = _amounts(act, chosen)
    if not any(a.role in SPENDING for a in amounts):
        amounts += _printed_sums(segments, chosen, " ".join([act.subject.text, *clauses]))
    return Answer(act, link, tuple(chosen), clauses, amounts, part, sure)


def _on_the_part(segments: Sequence[Segment], chosen: Sequence[Segment], part: str) -> list[Segment]:
    """The deciding clauses without a label that speak of a labelled part, by more of its words than of any other part's."""
    words: dict[str, frozenset[str]] = {}
    for segment in segments:
        if segment.label:
            words[segment.label] = words.get(segment.label, frozenset()) | own_words(segment.text)
    own = words.pop(part)
    told = [s for s in segments if s.zone is Zone.OPERATIVE and s.label is None and not s.cells and s not in chosen]
    shared = {s: len(own_words(s.text) & own) for s in told}
    return [s for s in told if shared[s] >= ON_IT and all(len(own_words(s.text) & other) < shared[s] for other in words.values())]


def _printed_sums(segments: Sequence[Segment], chosen: Iterable[Segment], words: str) -> tuple[Amount, ...]:
    """The sums of the chosen rows as the table prints them, in the role that the clauses above it give them."""
    sums = row_sums(segments)
    gives = says("spending", "spends", words) or says("spending", "gives", words)
    role = AmountRole.GRANTED if gives else AmountRole.BUDGETED
    return tuple(Amount(sums[s], role, s.passage) for s in chosen if s in sums and s.passage)


def _row_answer(act: Act, link: Link, topics: Topics, chosen: Sequence[int]) -> Answer:
    """The answer of some rows of a table: each brings its own sum, and none of the others is the measure's."""
    rows = [topics.found[n] for n in chosen if topics.found[n].row]
    frames = [t for t in topics.found if t.frame]
    segments = tuple(s for topic in rows for s in topic.segments)
    clauses = _clauses(s for t in frames for s in t.segments)
    amounts = tuple(a for t in rows for a in _row_amounts(act, t, frames))
    return Answer(act, link, segments, clauses, amounts, f"« {shortened(rows[0].segments[0].text, HEAD)} »", True, topics.common, row=True)


def _row_amounts(act: Act, topic: Topic, frames: Sequence[Topic]) -> list[Amount]:
    """The sum of a row: as extraction read it, else as the table prints it, in the role that the clause above the table gives it."""
    row = topic.segments[0]
    read = [a for a in act.amounts if _holds(row, a) and a.role in SPENDING]
    if read:
        return read
    return list(_printed_sums(segments_of(act), [row], " ".join([act.subject.text, *(t.segments[0].text for t in frames)])))


def _gives_way(segments: Sequence[Segment], part: str, nearest: Topic, measure: Measure) -> bool:
    """Whether a label stands in no deciding clause, and one speaks of the measure's title more than the labelled part does; at least as
    much where the label stands in the annexes alone, as in a plan that the act adopts."""
    own = [s for s in segments if s.label == part]
    asked = own_words(" ".join(p.text for p in (measure.text, *measure.steps)))
    shared = len(asked & own_words(" ".join(s.text for s in own)))
    if nearest.row or any(s.zone is Zone.OPERATIVE for s in own):
        return False
    told = len(nearest.words & asked)
    return told >= shared if all(s.zone is Zone.ANNEX for s in own) else told > shared


def _whole_table(topics: Topics, choice: Chosen, measure: Measure) -> bool:
    """Whether a table as a whole answers: lots of one works, none of them for somebody whom the measure is about, or rows of which most
    speak of the measure and none is another one's."""
    rows = [n for n, topic in enumerate(topics.found) if topic.row]
    lots = all((topics.found[n].segments[0].label or "").startswith("lot ") for n in rows)
    lots = lots and not any(_is_for(topics.found[n], measure) for n in choice.mine)
    title = own_words(measure.text.text)
    speaking = [n for n in rows if row_words(topics.found[n]) & title]
    return not choice.theirs & {*rows} and (lots or (len(speaking) >= MOST and len(speaking) * 2 > len(rows)) or _sums_up(topics, measure))


def _is_for(topic: Topic, measure: Measure) -> bool:
    """Whether a row goes to a partner whom the measure's own title names: "se fournir auprès de la coopérative Le Panier"."""
    title = own_words(measure.text.text)
    named = [p for p in measure.partners if len(own_words(p.text) & title - bodies()) >= NAME]
    return any(fold(p.text) in fold(topic.text) for p in named)


def _sums_up(topics: Topics, measure: Measure) -> bool:
    """Whether the rows of a table come to about the sum asked, as the clause above them says."""
    asked = measure.budget.cents if measure.budget and measure.budget.cents else 0
    sums = row_sums([s for topic in topics.found if topic.row for s in topic.segments])
    total = sum(sums.values())
    told = any(mentions_sum(topic.segments[0].text, total) for topic in topics.found if not topic.row)
    return len(sums) >= MOST and asked <= total <= asked * ABOUT and told


def _before(segments: Sequence[Segment], topics: Topics, mine: Sequence[int]) -> tuple[Segment, ...]:
    """The operative clauses from the first thing decided to the first that answers; none where a whole comes first."""
    first = topics.found[min(mine)] if mine else None
    if first is None or first is topics.found[0] or any(t.frame and not t.spends for t in topics.found[: min(mine)]):
        return ()
    begin, end = segments.index(topics.found[0].segments[0]), segments.index(first.segments[0])
    return tuple(s for s in segments[begin:end] if s.zone is Zone.OPERATIVE)


def _nearest(segments: Sequence[Segment], topics: Topics, mine: int) -> tuple[Segment, ...]:
    """A topic, and the clauses behind its own up to the next thing decided; one that only puts money off decides nothing."""
    own = topics.found[mine].segments
    heads = [t.segments[0] for t in topics.found if t.segments[0] is not own[0]]
    behind = [s for s in segments[segments.index(own[0]) + 1 :] if s.zone is Zone.OPERATIVE]
    ends = (n for n, s in enumerate(behind) if s in heads and not says("free_by_nature", "money_later", s.text))
    return (*own, *(s for s in behind[: next(ends, len(behind))] if s not in own))


def _amounts(act: Act, chosen: list[Segment]) -> tuple[Amount, ...]:
    """Amounts whose figure stands in the part, or whose own words do."""
    text = " ".join(s.text for s in chosen)
    return tuple(a for a in act.amounts if mentions_sum(text, a.cents) or any(_holds(s, a) for s in chosen))


def _holds(segment: Segment, amount: Amount) -> bool:
    return any(overlaps(segment, e.page, e.start, e.end) for e in amount.quote.evidence)


def _unlabelled_amounts(act: Act, segments: list[Segment], measure: Measure) -> tuple[Amount, ...]:
    """All amounts of an act without parts, with three exceptions: of a list of payees only the measure's partners count; of a total and
    its one named share ("54 000, dont 6 000 au titre de ...") the share where the total is more than was asked; and where some sums stand
    in sentences that share words with the measure, those in sentences about other things are left out."""
    spent = [a for a in act.amounts if a.role in SPENDING]
    others = [a for a in act.amounts if a not in spent]
    named = [a for a in spent if a.payee and is_partner(a.payee.text, measure)]
    if named and len({fold(a.payee.text) for a in spent if a.payee}) > 1:
        about = own_words(measure.text.text) & own_words(act.subject.text)
        shared = [s for s in segments if about and not s.cells and any(_holds(s, a) for a in named)]  # one sentence, one purpose
        return (*(a for a in spent if a in named or any(_holds(s, a) for s in shared)), *others)
    shares = [a for a in spent if is_share(segments, a)]
    asked = measure.budget.cents if measure.budget else None
    if len(shares) == 1 and asked is not None and any(a.cents > asked for a in spent if a is not shares[0]):
        return (*shares, *others)
    words = asked_words(measure)
    if any((s.label or "").startswith("lot ") for s in segments):
        return (*spent, *others)
    told = {n: text for n, a in enumerate(spent) if (text := _sentences_of(segments, a))}
    near = [n for n, text in told.items() if any(not w.isdigit() for w in stems(text) & words)]
    beside = [n for n, text in told.items() if n not in near and not _speaks_of_another(text)] if near else []
    return (*(a for n, a in enumerate(spent) if not near or n in (*near, *beside)), *others)


def _speaks_of_another(text: str) -> bool:
    """Whether a sentence with a sum names a thing of its own, and does not point back to what was decided before."""
    return any(not w.isdigit() for w in own_words(text)) and not says("act_boilerplate", "same", deciding_words(text))


def _sentences_of(segments: list[Segment], amount: Amount) -> str:
    holding = [s for s in segments if _holds(s, amount)] or [s for s in segments if mentions_sum(s.text, amount.cents)]
    return " ".join(s.text for s in holding)
