"""What lies on the table while people review: the last run, what was said of it, and the way back into the store."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.records.council import Act
from pipeline.records.link import Link
from pipeline.records.plan import Measure
from pipeline.records.review import Choice, Review, ReviewKind
from pipeline.records.run import Results
from pipeline.records.source import Box, Document, Page, Passage
from pipeline.records.territory import Role
from pipeline.records.verdict import Verdict
from pipeline.review.listing import added_by, removed_by
from pipeline.review.opinions import Opinions, Subject, opinions_of
from pipeline.review.picture import extract
from pipeline.review.queue import Asked, Progress, Question, asked_of, further, progress, queue
from pipeline.review.search import Finder

PICTURES = 64  # drawn pictures kept


@dataclass(frozen=True, slots=True)
class Shelf:
    """The store as the page sees it. `stamp` changes whenever what is stored changes, `run` names the last run.

    `add` and `withdraw` return once it is on disk; `export` gives and `take` adds reviews as CSV; `picture(document sha256, page from 1,
    boxes)` draws a page in any form that Pillow reads, or gives None.
    """

    stamp: Callable[[], object]
    run: Callable[[], str]
    results: Callable[[], Results]
    reviews: Callable[[], tuple[Review, ...]]
    add: Callable[[Sequence[Review]], int]
    withdraw: Callable[[Review], bool]
    export: Callable[[], bytes]
    take: Callable[[bytes], int]
    picture: Callable[[str, int, tuple[Box, ...]], bytes | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One state of the stored results, looked up by id."""

    stamp: object
    results: Results
    reviews: tuple[Review, ...]
    opinions: Opinions
    asked: Asked
    finder: Finder
    measures: dict[str, Measure]
    acts: dict[str, Act]
    verdicts: dict[str, Verdict]
    links: dict[str, tuple[Link, ...]]
    pages: dict[tuple[str, int], Page]

    def queue(self, reviewer: str) -> tuple[Question, ...]:
        """What `reviewer` has still to look at, most useful first."""
        return queue(self.results, self.opinions, reviewer, self.asked)

    def further(self, reviewer: str) -> tuple[str, ...]:
        """The measures that the machine is sure of and whose conclusion `reviewer` has not judged."""
        return further(self.results, self.opinions, reviewer, self.asked)

    @property
    def removed(self) -> dict[str, Review]:
        """The measures that are none, as somebody said last."""
        return removed_by(self.opinions)

    @property
    def added(self) -> dict[str, Review]:
        """The measures that somebody added since the last run."""
        return added_by(self.opinions, self.results.measures)

    @property
    def plans(self) -> tuple[Document, ...]:
        """The documents that a measure may be printed in."""
        plans = {f.sha256 for f in self.results.files if f.role is Role.PLAN}
        return tuple(d for d in self.results.documents if d.sha256 in plans)

    def progress(self, reviewer: str) -> Progress:
        """How far the work is."""
        return progress(self.results, self.opinions, reviewer, self.asked)


class Desk:
    """Reads the store again when it has changed, keeps what a person put off, draws one picture at a time (the PDF library is not safe
    in threads)."""

    def __init__(self, shelf: Shelf, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._shelf, self._now = shelf, now
        self._lock, self._drawing = threading.RLock(), threading.Lock()
        self._sheet: Sheet | None = None
        self._later: dict[str, list[str]] = {}
        self._drawn = functools.lru_cache(maxsize=PICTURES)(self._draw)

    def sheet(self) -> Sheet:
        """The stored state as of now. Raises EcartError when the database cannot be read."""
        with self._lock:
            stamp = self._shelf.stamp()
            if self._sheet is None or self._sheet.stamp != stamp:
                self._sheet = _sheet(stamp, self._shelf, self._sheet)
            return self._sheet

    def say(self, reviewer: str, subjects: Sequence[Subject], choice: Choice, *, value: str | None = None, reason: str = "") -> int:
        """Store the same word on each subject, at once, under one moment, so that it can be taken back as one. Gives how many were new."""
        at = self._now()
        siren = self.sheet().results.territory.siren
        said = [Review(siren, s.kind, choice, reviewer, at, s.measure, s.act, s.field, value, reason) for s in subjects]
        return self._shelf.add(said)

    def undo(self, reviewer: str) -> tuple[Review, ...]:
        """Take back the last thing that `reviewer` said; what was said before it counts again. Gives what was taken back."""
        mine = [review for review in self.sheet().reviews if review.reviewer == reviewer]
        last = [review for review in mine if review.at == max(r.at for r in mine)]
        return tuple(review for review in last if self._shelf.withdraw(review))

    def put_off(self, reviewer: str, measure: str) -> None:
        """Ask `measure` of `reviewer` after all others."""
        with self._lock:
            waiting = self._later.setdefault(reviewer, [])
            waiting[:] = [m for m in waiting if m != measure] + [measure]

    def following(self, reviewer: str) -> str | None:
        """The measure to look at next: the most useful one, those put off last; None when nothing is left."""
        open_ = [question.measure for question in self.sheet().queue(reviewer)]
        later = [m for m in self._later.get(reviewer, ()) if m in open_]
        return next((m for m in (*(m for m in open_ if m not in later), *later)), None)

    def export(self) -> bytes:
        """All reviews as CSV."""
        return self._shelf.export()

    def take(self, table: bytes) -> int:
        """Add the reviews of a CSV; gives how many were new. Raises ConfigurationError that says what is wrong in which line."""
        return self._shelf.take(table)

    def further(self, reviewer: str) -> str | None:
        """The next measure of which the machine is sure, those put off last; None when `reviewer` has judged them all."""
        open_ = self.sheet().further(reviewer)
        later = [m for m in self._later.get(reviewer, ()) if m in open_]
        return next((m for m in (*(m for m in open_ if m not in later), *later)), None)

    def picture(self, passage: Passage, *, whole: bool) -> bytes | None:
        """Where a passage begins: the part of the page around it, or the whole page, the words marked. None when it cannot be drawn."""
        first = passage.evidence[0]
        boxes = tuple(box for e in passage.evidence if e.page == first.page for box in e.boxes)
        return self._drawn(first.document, first.page, boxes, whole)

    def _draw(self, document: str, number: int, boxes: tuple[Box, ...], whole: bool) -> bytes | None:
        page = self.sheet().pages.get((document, number))
        with self._drawing:
            drawn = self._shelf.picture(document, number, boxes) if page else None
        return None if drawn is None or page is None else extract(drawn, page.height, () if whole else boxes)


def _sheet(stamp: object, shelf: Shelf, before: Sheet | None) -> Sheet:
    same = before is not None and before.results.run.id == shelf.run()
    results = before.results if before and same else shelf.results()
    reviews = shelf.reviews()
    opinions = opinions_of(reviews)
    links: dict[str, tuple[Link, ...]] = {}
    for link in results.links:
        links[link.measure] = (*links.get(link.measure, ()), link)
    return Sheet(
        stamp=stamp,
        results=results,
        reviews=reviews,
        opinions=opinions,
        asked=asked_of(results, opinions),
        finder=before.finder if before and same else Finder(results.acts),
        measures={m.id: m for m in results.measures},
        acts={a.id: a for a in results.acts},
        verdicts={v.measure: v for v in results.verdicts},
        links=links,
        pages={(d.sha256, p.number): p for d in results.documents for p in d.pages},
    )


def listed(measure: str, field: str) -> Subject:
    """What a plan says of a measure (`pipeline.records.review`, PLAN_FIELDS), as something to speak of."""
    return Subject(ReviewKind.FIELD, measure, None, field)


def conclusion(measure: str) -> Subject:
    """The verdict on a measure, as something to speak of."""
    return Subject(ReviewKind.VERDICT, measure)


def link_of(measure: str, act: str) -> Subject:
    """A link, as something to speak of."""
    return Subject(ReviewKind.LINK, measure, act)
