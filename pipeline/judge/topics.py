"""The several things that one act decides: each deciding clause or table row, with whatever speaks of it elsewhere in the act."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.judge.counting import SUM
from pipeline.judge.segments import Segment, Zone, deciding_words
from pipeline.judge.table_rows import row_sums
from pipeline.judge.wording import STEM, says
from pipeline.records.folding import fold, folded_words
from pipeline.records.lexicon import alternatives_of, pattern_of, words_of

_ARTICLE = re.compile(r"^\s*(?:(?:ARTICLE|Article|Art\.)\s+(\d+|premier|unique)|(\d{1,2})\s?[°)])")
_CITED = re.compile(r"\b(?:a l'|aux |de l'|des |l'|les )articles? ((?:\d+(?:er)?(?:, | et | a )?)+)")
_CREATES = re.compile(r"(?:decide (?:de |d'))?(?:cree|institue|installe|creer|instituer|installer)\b")

_HEADING = re.compile(  # about the whole act
    r"^(?:objet|rapporteure?|séance|l[’']an|délibération|présents|étaient|secrétaire|convocation|en exercice|nombre de|présidence|pouvoirs"
    r"|procurations|représentés|absents|excusés|quorum|membres d)\b",
    re.I,
)
SHORT_NAME = 3  # letters
NEAR = 1.0  # score from which a sentence of the exposé belongs to a topic ...
LEAVES = 2  # words of another topic by which a sentence leaves that of the sentence before it in its paragraph
CLEAR = 1.3  # ... when it is that much nearer than the next
SHARED = 0.2  # part of its own words that a clause of money must share with another clause, and two of them, to belong to it


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing decided: `segments[0]` is its clause or row, the others are what else the act says of it.

    `frame`: it adopts a whole that the other topics may be parts of, or points to a table. `row`: a row of a table, with the sum paid.
    """

    segments: tuple[Segment, ...]
    frame: bool = False
    row: bool = False

    @property
    def words(self) -> frozenset[str]:
        """What it speaks of."""
        return own_words(self.text)

    @property
    def text(self) -> str:
        """Its words, in order."""
        return " ".join(s.text for s in self.segments)

    @property
    def spends(self) -> bool:
        """Whether its own clause or row names a sum."""
        return self.row or SUM.search(self.segments[0].text) is not None


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of an act that decides several things (none for one that decides a single one), and what concerns all of them."""

    found: tuple[Topic, ...]
    common: tuple[Segment, ...]


def topics_of(segments: Sequence[Segment]) -> Topics:
    """Take an act apart. Clauses that carry out, enter or point back belong to the clause they name or follow, sentences of the exposé to
    the one clause that they share words with."""
    heads, home = _clauses(segments)
    rows = row_sums(segments)
    heads += [s for s in segments if s in rows]
    if len(heads) < 2:
        return Topics((), tuple(segments))
    index = {_key(s): n for n, s in enumerate(heads)}
    groups: list[list[Segment]] = [[s] for s in heads]
    for segment, number in home:
        groups[number].append(segment)
    placed = {*index, *(_key(s) for s, _ in home)}
    rest = [s for s in segments if _key(s) not in placed]
    for segment, number in _told(rest, groups):
        groups[number].append(segment)
        placed.add(_key(segment))
    topics = [Topic(tuple(g), _frames(g[0]), g[0] in rows) for g in groups]
    return Topics(tuple(topics), tuple(s for s in segments if _key(s) not in placed))


@functools.lru_cache(maxsize=4096)
def own_words(text: str) -> frozenset[str]:
    """What a text speaks of, without the words of every act: stems of its words of four characters and more, and its numbers."""
    return frozenset(
        w[:STEM]
        for w in folded_words(text)
        if len(w) >= 4 and w not in words_of("empty_words") and not pattern_of("act_boilerplate", "money", "order").fullmatch(w)
    )


def first_named(text: str) -> str | None:
    """The first word of a text that names something, as a stem."""
    own = own_words(text)
    return next((w[:STEM] for w in folded_words(text) if w[:STEM] in own), None)


def named_things(text: str) -> frozenset[str]:
    """What a text speaks of, short names too ("le prix de l'eau", "le bus")."""
    return own_words(text) | {
        w for w in folded_words(text) if len(w) == SHORT_NAME and w not in words_of("empty_words") and w not in words_of("function_words")
    }


def named_alike(one: str, other: str) -> bool:
    """Whether two texts name the same thing, in one number or in several ("abri", "abris")."""
    return bool({w.removesuffix("s") for w in own_words(one)} & {w.removesuffix("s") for w in own_words(other)})


def proper_names(text: str) -> frozenset[str]:
    """Words printed with a capital inside a sentence, folded, without kinds of authorities and bodies: "le col de l'Ars" names "ars"."""
    printed = re.findall(r"(?:(?<=[a-zà-ÿ,] )|(?<=[ (][dl][’']))([A-ZÀ-Þ][\w-]{2,})", text)
    return frozenset(word for word in map(fold, printed) if word[:STEM] not in bodies())


def spread(topics: Iterable[Topic]) -> Counter[str]:
    """In how many topics each word stands."""
    return Counter(word for topic in topics for word in topic.words)


@functools.cache
def bodies() -> frozenset[str]:
    """Words for kinds of authorities and bodies, which tell nothing of what an act is about."""
    return frozenset(word[:STEM] for word in words_of("generic_names", "kinds of authorities and areas", "kinds of bodies"))


def _key(segment: Segment) -> tuple[int, int, int]:
    return segment.page, segment.start, segment.end


def _frames(head: Segment) -> bool:
    clause = deciding_words(head.text)
    if _CREATES.match(fold(clause)):
        return False  # its rules stand in the annex, not its parts
    return bool(says("act_boilerplate", "frame", clause) or says("act_boilerplate", "list", clause))


def _clauses(segments: Sequence[Segment]) -> tuple[list[Segment], list[tuple[Segment, int]]]:
    """The deciding clauses that are topics of their own, and the others with the number of the one they belong to."""
    heads: list[Segment] = []
    home: list[tuple[Segment, int]] = []
    articles: dict[int, int] = {}
    number = 0
    for segment in segments:
        clause = deciding_words(segment.text)
        if segment.zone is not Zone.OPERATIVE or segment.cells or not clause:
            continue
        if heads and not segment.opens:
            home.append((segment, len(heads) - 1))
            continue
        number = _article(segment.text) or number + 1
        place = _place(clause, heads, articles)
        if place is not None:
            home.append((segment, place))
            articles[number] = place
        elif own_words(clause) and not _puts_off(clause) and (not _carries_out(clause) or (not heads and _contracts(clause))):
            articles[number] = len(heads)
            heads.append(segment)
    return heads, home


def _carries_out(clause: str) -> bool:
    return says("substance", "auxiliary", clause) is not None


def _contracts(clause: str) -> bool:
    """Whether a clause has a contract for something signed: it decides that, where no clause before does."""
    return says("substance", "contracts", clause) is not None


def _puts_off(clause: str) -> bool:
    """Whether a clause only says that money is for later ("Les moyens feront l'objet de délibérations ultérieures"): it concerns all."""
    return says("free_by_nature", "means", clause) is not None and says("free_by_nature", "money_later", clause) is not None


def _article(text: str) -> int | None:
    match = _ARTICLE.match(text)
    if match is None:
        return None
    return int(match[2] or match[1]) if (match[2] or match[1]).isdigit() else 1


def _place(clause: str, heads: Sequence[Segment], articles: dict[int, int]) -> int | None:
    """The topic that a clause belongs to: the one whose article it cites, the one before that it points back to, or, of a clause of
    money, the one whose words it shares."""
    cited = _CITED.search(fold(clause))
    if cited:
        places = {articles[int(n)] for n in re.findall(r"\d+", cited[1]) if int(n) in articles}
        if len(places) == 1:
            return places.pop()
    money = SUM.search(clause) is not None
    if money and len(heads) == 1 and not _frames(heads[0]) and all(w.isdigit() for w in own_words(clause)):
        return 0  # credits opened for nothing that they name: for the one thing decided
    if heads and says("act_boilerplate", "goes_on", clause) and not _frames(heads[-1]):
        return len(heads) - 1
    if heads and says("conditions", "holds_back", clause) and says("act_boilerplate", "same", clause):
        return len(heads) - 1
    if not heads or not (money or says("substance", "auxiliary", clause)):
        return None
    if money and says("act_boilerplate", "same", clause) and not _frames(heads[-1]):
        return len(heads) - 1
    words = own_words(clause)
    shared = [len(words & own_words(h.text)) for h in heads]
    best = max(range(len(heads)), key=lambda n: shared[n])
    near = shared[best] >= 2 and shared[best] >= SHARED * len(words) and shared.count(shared[best]) == 1
    return best if near and money and not _frames(heads[best]) else None


@functools.cache
def _own_number() -> re.Pattern[str]:
    kinds = alternatives_of("act_parts", "own_number")
    return re.compile(rf"\b({kinds})s?(?: d'\w+)? n° ?(\d{{1,2}})\b(?![/-])")


def _numbers_of(text: str) -> set[str]:
    """What a text names by a short number of its own: "le règlement n° 3"."""
    return {f"{m[1]} {m[2]}" for m in _own_number().finditer(fold(text))}


def _told(rest: Sequence[Segment], groups: Sequence[Sequence[Segment]]) -> list[tuple[Segment, int]]:
    """Sentences of the exposé and annexes with the topic that they tell of: by shared words, else like the sentence before in the
    same paragraph."""
    heads = [own_words(g[0].text) for g in groups]
    rare = Counter(word for words in heads for word in words)
    found: list[tuple[Segment, int]] = []
    last: tuple[int, int] | None = None
    numbers = [_numbers_of(g[0].text) for g in groups]
    for segment in rest:
        if segment.zone is Zone.OPERATIVE or segment.cells or _HEADING.match(segment.text):
            continue
        told = _numbers_of(segment.text)
        cited = [n for n, named in enumerate(numbers) if named & told]
        if len(cited) == 1 and len(told) == 1:
            found.append((segment, cited[0]))
            last = segment.paragraph, cited[0]
            continue
        words = own_words(segment.text)
        scores = [sum(1 / rare[w] for w in words & head) for head in heads]
        ranked = sorted(range(len(heads)), key=lambda n: -scores[n])
        best, second = ranked[0], ranked[1]
        elsewhere = last is not None and last[0] == segment.paragraph and last[1] != best
        least = LEAVES if elsewhere else 1  # words by which a sentence tells of something else than the one before it
        if scores[best] >= NEAR and scores[best] >= CLEAR * scores[second] and len(words & heads[best]) >= least:
            found.append((segment, best))
            last = segment.paragraph, best
        elif last and last[0] == segment.paragraph and (scores[best] < NEAR or len(words & heads[best]) < least):
            found.append((segment, last[1]))
    return found
