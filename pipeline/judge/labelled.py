"""Which labelled part of an act (volet, operation) answers a measure, beside the other measures that the act is linked to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.judge.answers import Rival, asked_words
from pipeline.judge.choice import LEAST
from pipeline.judge.segments import Segment, overlaps
from pipeline.judge.wording import stems
from pipeline.records.folding import fold


def part_of(segments: list[Segment], own: Rival, rivals: Sequence[Rival]) -> tuple[str | None, bool]:
    """The label whose words are nearest to the measure, when the act has at least two; and whether it stands out. A part that a rival
    comes nearest to, and nearer than the measure, is the rival's where another one answers the measure."""
    labels = {s.label for s in segments if s.label and not s.label.startswith("lot ")}  # lots are trades of one works
    kinds = Counter(label.split()[0] for label in labels)
    composite = sorted(label for label in labels if kinds[label.split()[0]] >= 2)
    if len(composite) < 2:
        return None, True
    score = _label_scores(segments, composite, own)
    for other in (_label_scores(segments, composite, rival) for rival in rivals):
        nearest = max(composite, key=lambda label: other[label])
        if other[nearest] > score[nearest] and any(score[label] >= LEAST and score[label] > other[label] for label in composite):
            score[nearest] = 0.0
    ranked = sorted(composite, key=lambda label: (-score[label], label))
    best, second = score[ranked[0]], score[ranked[1]]
    if best < LEAST:
        return None, False
    return ranked[0], best >= 1.25 * second


def _label_scores(segments: Sequence[Segment], labels: Sequence[str], asks: Rival) -> dict[str, float]:
    """How near each labelled part comes to a measure: words of the measure's own title count twice, words that all parts share little;
    the words that matching found decide when they stand in one part."""
    asked, title = asked_words(asks.measure), stems(asks.measure.text.text)
    texts = {label: stems(" ".join(s.text for s in segments if s.label == label)) for label in labels}
    spread = Counter(stem for words in texts.values() for stem in words)
    score = {label: sum((2 if w in title else 1) / spread[w] for w in words & asked) for label, words in texts.items()}
    found = asks.passage.evidence if asks.passage else ()
    inside = {s.label for e in found for s in segments if s.label in texts and overlaps(s, e.page, e.start, e.end)}
    for label in inside if len(inside) == 1 else ():
        score[label or ""] += 1.5
    return score


def by_title(segments: list[Segment], chosen: list[Segment], part: str) -> list[Segment]:
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
