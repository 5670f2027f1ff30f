"""Numbers of acts that stand behind their titles ("Achat d'un banc (délibération 24-03-02)", "Vente du four 2024.012")."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.acts.heads import Title
from pipeline.extract.acts.numbers import SIGN
from pipeline.extract.acts.segments import Segment
from pipeline.extract.acts.series import LONGEST_STEP

_TAIL = re.compile(
    rf"\s*[-–—(\[|]?\s*(?:[Dd][ée]lib(?:[ée]ration|\.)?\s*)?(?P<sign>{SIGN})?"
    r"(?P<head>(?:[A-Z]{1,8}[-_./ ]?)?(?:\d{1,4}[-_./])*)(?P<serial>\d{1,4})[)\]]?\s*"
)


def numbered_by_tail(text: str, segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments, those without a number taking the one behind their title, where most titles have one and each is a little higher than
    the one before. A bare serial needs its sign ("n° 74")."""
    bare = [i for i, s in enumerate(segments) if s.title is not None and not s.title.formal and not s.title.news]
    tails = {i: tail for i in bare if (tail := _tail(text, segments[i]))}
    runs: dict[str, list[int]] = defaultdict(list)
    for i, tail in tails.items():
        runs[tail["head"]].append(i)
    run = max(runs.values(), key=len, default=[])
    serials = [int(tails[i]["serial"]) for i in run]
    if len(run) < 2 or 2 * len(run) < len(bare) or not all(0 < b - a <= LONGEST_STEP for a, b in itertools.pairwise(serials)):
        return tuple(segments)
    return tuple(_numbered(s, s.title, tails[i]) if i in run and s.title else s for i, s in enumerate(segments))


def _tail(text: str, segment: Segment) -> re.Match[str] | None:
    """The number at the end of the title, behind some words."""
    title = segment.title
    if title is None:
        return None
    for begins in re.finditer(r"(?<=\w)\s+\S", text[title.start : title.end]):
        tail = _TAIL.fullmatch(text, title.start + begins.start(), title.end)
        if tail and (tail["sign"] or re.search(r"\d\D", tail["head"])):
            return tail
    return None


def _numbered(segment: Segment, title: Title, tail: re.Match[str]) -> Segment:
    at = (tail.start("head"), tail.end("serial"))
    number = tail.string[slice(*at)]
    return replace(segment, title=replace(title, end=tail.start(), number=number, number_at=at, formal=True))
