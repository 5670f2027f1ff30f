"""Which of the several things that an act decides answer a measure, beside the other measures that the act is linked to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.judge.answers import Rival, is_partner
from pipeline.judge.counting import sums_of
from pipeline.judge.segments import overlaps
from pipeline.judge.topics import Topic, Topics, bodies, own_words, spread
from pipeline.judge.wording import STEM, mentions_sum, says
from pipeline.records.folding import fold
from pipeline.records.plan import Measure
from pipeline.records.source import Passage

FOUND = 3.0  # what the words that matching found count for in the score of a topic; a word of the measure's title counts at most 2
NAMED = 2.0  # ... and the name of the measure's owner or of a partner
FIGURE = 1.5  # ... and the sum asked for, or told in the title
LEAST = 1.0  # score from which a topic answers at all
OBJECT = 2  # words of its own that tell what a clause is about
NAMES = 4  # letters of a cell that names somebody
BESIDE = 0.5  # part of the best topic's score from which another one answers too


@dataclass(frozen=True, slots=True)
class Chosen:
    """Numbers of topics: those that answer the measure, nearest first; those that other measures come nearer to; and those that speak of
    nothing that the measure or its own topics speak of."""

    mine: tuple[int, ...] = ()
    theirs: frozenset[int] = frozenset()
    foreign: frozenset[int] = frozenset()


def choose(topics: Topics, measure: Measure, passage: Passage | None, rivals: Sequence[Rival]) -> Chosen:
    """Share the topics of an act out between the measure and its rivals. A whole (a programme, a table) is nobody's own."""
    if not topics.found:
        return Chosen()
    rare = spread(topics.found)
    own = _scores(topics, rare, measure, passage)
    rivalling = [_scores(topics, rare, r.measure, r.passage) for r in rivals]
    every = range(len(own))
    theirs = frozenset(n for n in every if any(o[n] >= LEAST and o[n] > own[n] and o[n] >= max(o) * (1 - BESIDE / 2) for o in rivalling))
    best = max(every, key=lambda n: own[n])
    if own[best] < LEAST or _is_whole(topics.found, best):
        lost = best in theirs and topics.found[best].spends  # another comes nearer to it, and it pays
        kept = own[best] and not lost
        taken = frozenset(n for n in theirs if not (n == best and kept) and (topics.found[n].spends or not topics.found[n].frame))
        whole = own[best] >= LEAST and any(topics.found[n].frame for n in taken)  # of two wholes, each is somebody's own
        return Chosen((best,) if whole else (), taken)
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
    return Chosen(tuple(sorted(mine, key=lambda n: -own[n])), theirs - {*mine}, foreign - theirs)


def _is_whole(found: Sequence[Topic], number: int) -> bool:
    """Whether others may be parts of a topic: it adopts a whole, and does not come last behind things that are none."""
    last = number == len(found) - 1 and any(not topic.frame for topic in found[:number])
    return found[number].frame and not last


def _tells(topic: Topic, asked: frozenset[str], measure: Measure) -> bool:
    """Whether a topic speaks of a measure at all: a row of which only the sum is the one asked does not."""
    return not topic.row or bool(row_words(topic) & asked) or is_partner(topic.segments[0].text, measure)


def _beyond_names(topic: Topic) -> frozenset[str]:
    """What a topic speaks of, without the kinds of bodies that stand in it only as part of a name ("l'Association des stations")."""
    printed = re.findall(r"[\w-]+", topic.text)
    common = {fold(word)[:STEM] for word in printed if word[:1].islower()}
    return topic.words - (bodies() - common)


def row_words(topic: Topic) -> frozenset[str]:
    """What a row speaks of; the kind of body in its first name ("Association des parents") is who is paid, not what for."""
    payee = next((cell for cell in topic.segments[0].cells if len(re.findall(r"[^\W\d_]", cell)) >= NAMES), "")
    rest = " ".join(c for c in topic.segments[0].cells if c != payee)
    told = frozenset().union(*(own_words(s.text) for s in topic.segments[1:]))
    return own_words(rest) | (own_words(payee) - bodies()) | (told - bodies())


def _has_object(topic: Topic, measure: Measure) -> bool:
    """Whether a clause says what it is for, and is not for the very sum asked."""
    asked = measure.budget.cents if measure.budget else None
    things = re.sub(r"\b[A-ZÀÉÈÊÎÔÇ][\w’'-]*", " ", topic.segments[0].text)  # who is paid is no object
    lot = re.search(r"\blots?\b", fold(topic.segments[0].text))  # a trade of the same works
    told = [w for w in own_words(things) if not w.isdigit()]  # years and numbers of accounts are no object
    return not topic.frame and not lot and len(told) >= OBJECT and not (asked and mentions_sum(topic.text, asked))


def _everything(measure: Measure) -> str:
    return " ".join(p.text for p in (measure.text, measure.whole, *measure.steps))


def _scores(topics: Topics, rare: Counter[str], measure: Measure, passage: Passage | None) -> list[float]:
    """How near each topic comes to a measure: shared words by rarity, those of the title twice, names, the sum asked or one that the title
    tells, the words found."""
    title = own_words(measure.text.text)
    about = own_words(" ".join(p.text for p in (measure.whole, *measure.steps)))
    sums = {*sums_of(measure.text.text), *([measure.budget.cents] if measure.budget and measure.budget.cents else [])}
    named = [is_partner(t.segments[0].text, measure) for t in topics.found]
    found: list[float] = []
    for topic, is_named in zip(topics.found, named, strict=True):
        words = row_words(topic) if topic.row else topic.words
        score = sum(2 / rare[w] for w in words & title) + sum(1 / rare[w] for w in words & about - title)
        score += NAMED / named.count(True) if is_named else 0.0
        score += FIGURE if any(mentions_sum(topic.text, cents) for cents in sums) else 0.0
        if passage and not topic.frame and any(overlaps(s, e.page, e.start, e.end) for e in passage.evidence for s in topic.segments):
            score += FOUND
        found.append(score)
    return found
