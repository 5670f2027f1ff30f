"""Which words of an act answer a measure: its labelled part (volet, operation, lot), or the clause or row among several that does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.judge.segments import Segment, Zone, deciding_words, overlaps, segments_of
from pipeline.judge.shares import is_share
from pipeline.judge.table_rows import row_sums
from pipeline.judge.topics import Topic, Topics, bodies, own_words, spread, topics_of
from pipeline.judge.wording import STEM, mentions_sum, says, stems
from pipeline.records.council import Act, Amount, AmountRole
from pipeline.records.folding import fold
from pipeline.records.link import Link
from pipeline.records.plan import Measure
from pipeline.records.source import Passage

SPENDING = (AmountRole.GRANTED, AmountRole.BUDGETED)
FOUND = 3.0  # what the words that matching found count for in the score of a topic; a word of the measure's title counts at most 2
NAMED = 2.0  # ... and the name of the measure's owner or of a partner
FIGURE = 1.5  # ... and the sum asked for
LEAST = 1.0  # score from which a topic answers at all
OBJECT = 2  # words of its own that tell what a clause is about
NAMES = 4  # letters of a cell that names somebody
MOST = 3  # rows from which on, when they are more than half of a table, the measure is about the whole of it
BESIDE = 0.5  # part of the best topic's score from which another one answers too


@dataclass(frozen=True, slots=True)
class Answer:
    """An act's words that answer a measure.

    `segments` are those of the part, or of the whole act where it has no parts; `clauses` the deciding ones among them; `amounts` those
    that belong to them; `part` what was chosen ("volet c", « ATTRIBUE ... »), None where the whole act answers; `sure` False where the act
    has parts and none of them stands out. `common` concern all parts. `elsewhere` are sums of parts that no measure is known to ask for.
    `head` is the clause that comes nearest to the measure where the act decides several things, else empty.
    `before` are clauses on other things, decided before or sharing nothing with the answer.
    `row`: the answer is a row of a table, which brings its own sum. `nearest`: of an act that decides several things, the one that comes
    nearest to the measure, whether or not the others are another measure's.
    """

    act: Act
    link: Link
    segments: tuple[Segment, ...]
    clauses: tuple[str, ...]
    amounts: tuple[Amount, ...]
    part: str | None
    sure: bool = True
    common: tuple[Segment, ...] = ()
    elsewhere: tuple[Amount, ...] = ()
    head: str = ""
    before: tuple[Segment, ...] = ()
    row: bool = False
    nearest: tuple[Segment, ...] = ()

    @property
    def text(self) -> str:
        """The words of the part, in order."""
        return " ".join(s.text for s in self.segments)


@dataclass(frozen=True, slots=True)
class Rival:
    """Another measure that the same act is linked to, and the words that matching found for it."""

    measure: Measure
    passage: Passage | None


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
    part, sure = _part(segments, asked_words(measure), stems(measure.text.text), link.passage)
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
    if choice.mine and _is_left_out(topics.found[choice.mine[0]]):
        kept = tuple(a for a in kept if a.role not in SPENDING or any(_holds(s, a) for s in topics.found[choice.mine[0]].segments))
    head = deciding_words(topics.found[choice.mine[0]].segments[0].text) if choice.theirs and choice.mine else ""
    part = f"« {_short(head)} »" if head else None
    before = (
        *_before(segments, topics, choice.mine),
        *(s for n in choice.foreign if topics.found[n].spends for s in topics.found[n].segments),
    )
    is_sure = bool(head) or (sure and not choice.theirs)
    taken = [s for n in choice.theirs for s in topics.found[n].segments]  # known to be another measure's
    unclaimed = [a for a in spent if not any(_holds(s, a) for s in taken) and a.cents not in {k.cents for k in kept}]
    nearest = _nearest(segments, topics, choice.mine[0]) if choice.mine else ()
    return Answer(
        act, link, tuple(left), _clauses(left), kept, part, is_sure, topics.common, tuple(unclaimed), before=before, nearest=nearest
    )


def _is_left_out(topic: Topic) -> bool:
    """Whether the act says of one thing that it decides that its money is still to be found: what it opens for others is not for it."""
    own = [s.text for s in topic.segments if s.zone is Zone.OPERATIVE]
    return len(own) > 1 and any(says("free_by_nature", "money_later", text) for text in own)


def asked_words(measure: Measure) -> set[str]:
    """What the measure speaks of: its own words first, with its steps, owner, partners and text about it."""
    passages = [measure.text, measure.whole, *measure.steps, *measure.partners, *([measure.owner] if measure.owner else [])]
    return stems(" ".join(p.text for p in passages))


def main_clauses(clauses: Sequence[str]) -> list[str]:
    """The clauses that decide something of substance: without those that only charge, sign, enter or notify; all, if none is left."""
    return [c for c in clauses if not says("substance", "auxiliary", c)] or list(clauses)


def _clauses(segments: Iterable[Segment]) -> tuple[str, ...]:
    return tuple(clause for s in segments if s.zone is Zone.OPERATIVE and (clause := deciding_words(s.text)))


def _labelled_answer(act: Act, link: Link, segments: list[Segment], part: str, sure: bool) -> Answer:
    chosen = [s for s in segments if s.label == part]
    chosen += _by_title(segments, chosen, part)
    own = [s for s in chosen if s.zone is Zone.OPERATIVE]
    common = [s for s in segments if s.zone is Zone.OPERATIVE and s.label is None]
    kinds = re.compile(rf"\b{part.split(maxsplit=1)[0]}s\b")  # "volets A et B", "dans ses trois volets"
    pointing = [s for s in common if kinds.search(fold(s.text))]
    clauses = _clauses(own or pointing or common)
    amounts = _amounts(act, chosen)
    if not any(a.role in SPENDING for a in amounts):
        amounts += _printed_sums(segments, chosen, " ".join([act.subject.text, *clauses]))
    return Answer(act, link, tuple(chosen), clauses, amounts, part, sure)


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
    return Answer(act, link, segments, clauses, amounts, f"« {_short(rows[0].segments[0].text)} »", True, topics.common, row=True)


def _row_amounts(act: Act, topic: Topic, frames: Sequence[Topic]) -> list[Amount]:
    """The sum of a row: as extraction read it, else as the table prints it, in the role that the clause above the table gives it."""
    row = topic.segments[0]
    read = [a for a in act.amounts if _holds(row, a) and a.role in SPENDING]
    if read:
        return read
    return list(_printed_sums(segments_of(act), [row], " ".join([act.subject.text, *(t.segments[0].text for t in frames)])))


@dataclass(frozen=True, slots=True)
class Choice:
    """Numbers of topics: those that answer the measure, nearest first; those that other measures come nearer to; and those that speak of
    nothing that the measure or its own topics speak of."""

    mine: tuple[int, ...] = ()
    theirs: frozenset[int] = frozenset()
    foreign: frozenset[int] = frozenset()


def choose(topics: Topics, measure: Measure, passage: Passage | None, rivals: Sequence[Rival]) -> Choice:
    """Share the topics of an act out between the measure and its rivals. A whole (a programme, a table) is nobody's own."""
    if not topics.found:
        return Choice()
    rare = spread(topics.found)
    own = _scores(topics, rare, measure, passage)
    rivalling = [_scores(topics, rare, r.measure, r.passage) for r in rivals]
    every = range(len(own))
    theirs = frozenset(n for n in every if any(o[n] >= LEAST and o[n] > own[n] and o[n] >= max(o) * (1 - BESIDE / 2) for o in rivalling))
    best = max(every, key=lambda n: own[n])
    if own[best] < LEAST or topics.found[best].frame:
        taken = frozenset(n for n in theirs if n != best and (topics.found[n].spends or not topics.found[n].frame))
        whole = own[best] >= LEAST and any(topics.found[n].frame for n in taken)  # of two wholes, each is somebody's own
        return Choice((best,) if whole else (), taken)
    asked = own_words(_everything(measure))
    beside = [n for n in every if own[n] >= BESIDE * own[best] and n not in theirs and _tells(topics.found[n], asked, measure)]
    mine = [n for n in every if n == best or n in beside]
    named = {n for n in mine if topics.found[n].row and is_partner(topics.found[n].text, measure)}
    if named:  # rows to others are not the measure's
        mine = [n for n in mine if n in named or not topics.found[n].row]
        best = best if best in mine else max(mine, key=lambda n: own[n])
    words = own_words(_everything(measure)).union(*(topics.found[n].words for n in mine))
    pointed = {n - 1 for n in mine if says("act_boilerplate", "the_thing", topics.found[n].segments[0].text)}
    others = (n for n in every if n not in mine and n not in pointed and _has_object(topics.found[n], measure))
    foreign = frozenset(n for n in others if not _beyond_names(topics.found[n]) & words)
    return Choice(tuple(sorted(mine, key=lambda n: -own[n])), theirs - {*mine}, foreign - theirs)


def _tells(topic: Topic, asked: frozenset[str], measure: Measure) -> bool:
    """Whether a topic speaks of a measure at all: a row of which only the sum is the one asked does not."""
    return not topic.row or bool(_row_words(topic) & asked) or is_partner(topic.segments[0].text, measure)


def _beyond_names(topic: Topic) -> frozenset[str]:
    """What a topic speaks of, without the kinds of bodies that stand in it only as part of a name ("l'Association des stations")."""
    printed = re.findall(r"[\w-]+", topic.text)
    common = {fold(word)[:STEM] for word in printed if word[:1].islower()}
    return topic.words - (bodies() - common)


def _row_words(topic: Topic) -> frozenset[str]:
    """What a row speaks of; the kind of body in its first name ("Association des parents") is who is paid, not what for."""
    payee = next((cell for cell in topic.segments[0].cells if len(re.findall(r"[^\W\d_]", cell)) >= NAMES), "")
    rest = " ".join(c for c in topic.segments[0].cells if c != payee)
    told = frozenset().union(*(own_words(s.text) for s in topic.segments[1:]))
    return own_words(rest) | (own_words(payee) - bodies()) | (told - bodies())


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


def _whole_table(topics: Topics, choice: Choice, measure: Measure) -> bool:
    """Whether a table as a whole answers: lots of one works, or rows of which most speak of the measure and none is another one's."""
    rows = [n for n, topic in enumerate(topics.found) if topic.row]
    lots = all((topics.found[n].segments[0].label or "").startswith("lot ") for n in rows)
    title = own_words(measure.text.text)
    speaking = [n for n in rows if _row_words(topics.found[n]) & title]
    return not choice.theirs & {*rows} and (lots or (len(speaking) >= MOST and len(speaking) * 2 > len(rows)))


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


def _has_object(topic: Topic, measure: Measure) -> bool:
    """Whether a clause says what it is for, and is not for the very sum asked."""
    asked = measure.budget.cents if measure.budget else None
    things = re.sub(r"\b[A-ZÀÉÈÊÎÔÇ][\w’'-]*", " ", topic.segments[0].text)  # who is paid is no object
    lot = (topic.segments[0].label or "").startswith("lot ")  # a trade of the same works
    return not topic.frame and not lot and len(own_words(things)) >= OBJECT and not (asked and mentions_sum(topic.text, asked))


def _everything(measure: Measure) -> str:
    return " ".join(p.text for p in (measure.text, measure.whole, *measure.steps))


def _scores(topics: Topics, rare: Counter[str], measure: Measure, passage: Passage | None) -> list[float]:
    """How near each topic comes to a measure: shared words by rarity, those of the title twice, names, the sum asked, the words found."""
    title = own_words(measure.text.text)
    about = own_words(" ".join(p.text for p in (measure.whole, *measure.steps)))
    asked = measure.budget.cents if measure.budget else None
    named = [is_partner(t.segments[0].text, measure) for t in topics.found]
    found: list[float] = []
    for topic, is_named in zip(topics.found, named, strict=True):
        words = _row_words(topic) if topic.row else topic.words
        score = sum(2 / rare[w] for w in words & title) + sum(1 / rare[w] for w in words & about - title)
        score += NAMED / named.count(True) if is_named else 0.0
        score += FIGURE if asked and mentions_sum(topic.text, asked) else 0.0
        if passage and not topic.frame and any(overlaps(s, e.page, e.start, e.end) for e in passage.evidence for s in topic.segments):
            score += FOUND
        found.append(score)
    return found


def _part(segments: list[Segment], asked: set[str], title: set[str], passage: Passage | None) -> tuple[str | None, bool]:
    """The label whose words are nearest to the measure, when the act has at least two; and whether it stands out. Words of the
    measure's own title count twice, words that all parts share little.

    The words that matching found best decide when they stand in one part.
    """
    labels = {s.label for s in segments if s.label and not s.label.startswith("lot ")}  # lots are trades of one works
    kinds = Counter(label.split()[0] for label in labels)
    composite = {label for label in labels if kinds[label.split()[0]] >= 2}
    if len(composite) < 2:
        return None, True
    texts = {label: stems(" ".join(s.text for s in segments if s.label == label)) for label in composite}
    spread = Counter(stem for words in texts.values() for stem in words)
    score = {label: sum((2 if w in title else 1) / spread[w] for w in words & asked) for label, words in texts.items()}
    inside = {s.label for e in (passage.evidence if passage else ()) for s in segments if overlaps(s, e.page, e.start, e.end)} & composite
    if len(inside) == 1:
        score[next(iter(inside))] += 1.5  # type: ignore[index]
    ranked = sorted(composite, key=lambda label: (-score[label], str(label)))
    best, second = score[ranked[0]], score[ranked[1]]
    if best < 1:
        return None, False
    return ranked[0], best >= 1.25 * second


def _by_title(segments: list[Segment], chosen: list[Segment], part: str) -> list[Segment]:
    """Clauses and rows without a label that carry the part's own names: its title, or words in quotation marks, found in no other part."""
    own = _names(s.text for s in chosen)
    others = _names(s.text for s in segments if s.label not in (None, part))
    return [s for s in segments if s.label is None and _names([s.text]) & (own - others)]


def _names(texts: Iterable[str]) -> set[str]:
    """Names inside texts: pairs of neighbouring words with capitals ("Ambrelle Tremplin"), single ones in quotation marks."""
    found: set[str] = set()
    for text in texts:
        for match in re.finditer(r"[A-ZÀÉÈÊÎÔÇ][\w'’.-]+(?:\s+(?:d['’]|de\s|du\s|des\s|&\s)?[A-ZÀÉÈÊÎÔÇ][\w'’-]+)+", text):
            found.add(fold(" ".join(match[0].split())))
        found |= {fold(m.strip()) for m in re.findall(r"«\s*([^»]{3,60})»", text)}
    return {name for name in found if not name.isupper()}


def _amounts(act: Act, chosen: list[Segment]) -> tuple[Amount, ...]:
    """Amounts whose figure stands in the part, or whose own words do."""
    text = " ".join(s.text for s in chosen)
    return tuple(a for a in act.amounts if mentions_sum(text, a.cents) or any(_holds(s, a) for s in chosen))


def _holds(segment: Segment, amount: Amount) -> bool:
    return any(overlaps(segment, e.page, e.start, e.end) for e in amount.quote.evidence)


def _unlabelled_amounts(act: Act, segments: list[Segment], measure: Measure) -> tuple[Amount, ...]:
    """All amounts of an act without parts, with three exceptions: of a list of payees only the measure's partners count; of a total and
    its one named share ("54 000, dont 6 000 au titre de ...") the share where the total is more than was asked; and where some sums stand
    in sentences that share words with the measure, those in sentences that share none are left out."""
    spent = [a for a in act.amounts if a.role in SPENDING]
    others = [a for a in act.amounts if a not in spent]
    named = [a for a in spent if a.payee and is_partner(a.payee.text, measure)]
    if named and len({fold(a.payee.text) for a in spent if a.payee}) > 1:
        return (*named, *others)
    shares = [a for a in spent if is_share(segments, a)]
    asked = measure.budget.cents if measure.budget else None
    if len(shares) == 1 and asked is not None and any(a.cents > asked for a in spent if a is not shares[0]):
        return (*shares, *others)
    words = asked_words(measure)
    if any((s.label or "").startswith("lot ") for s in segments):
        return (*spent, *others)
    near = [a for a in spent if (text := _sentences_of(segments, a)) and stems(text) & words]
    return (*(near or spent), *others)


def _sentences_of(segments: list[Segment], amount: Amount) -> str:
    holding = [s for s in segments if _holds(s, amount)] or [s for s in segments if mentions_sum(s.text, amount.cents)]
    return " ".join(s.text for s in holding)


def is_partner(payee: str, measure: Measure) -> bool:
    """Whether who receives is the measure's owner or one of its partners."""
    names = [p.text for p in (*measure.partners, *([measure.owner] if measure.owner else []))]
    wanted = fold(payee)
    return any(len(name) > 3 and (fold(name) in wanted or wanted in fold(name)) for name in names)


def _short(clause: str) -> str:
    return clause if len(clause) <= 70 else clause[:67].rsplit(" ", 1)[0] + " ..."
