"""Measures of which reading left no words that say what is asked: "94 % des voix", a sum, a label. They can be answered by nothing."""

from __future__ import annotations

import functools

from pipeline.match.words import stem, stems
from pipeline.records.lexicon import words_of
from pipeline.records.plan import Measure


def is_emptied(measure: Measure) -> bool:
    """Whether the measure's own wording holds only figures, function words and words of `data/lexicon/emptied_words.csv`."""
    return _empty().issuperset(stems(measure.text.text))


@functools.cache
def _empty() -> frozenset[str]:
    return frozenset(stem(word) for word in words_of("emptied_words"))
