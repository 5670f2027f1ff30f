"""Find an act by oneself: all words of a question in all acts, the rare ones first."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from pipeline.records.council import Act
from pipeline.records.folding import folded_words

FOUND = 15  # acts shown
SUBJECT = 2.0  # a word in the act's subject or number counts twice
BEGINS = 0.6  # a word that only begins like the one asked ("médiathèq")


class Finder:
    """An index of the words of acts: number, day, subject, and everything said from title to signature."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self.acts = tuple(acts)
        self._at: dict[str, dict[int, float]] = defaultdict(dict)
        for place, act in enumerate(self.acts):
            for word, weight in _words(act).items():
                self._at[word][place] = weight
        self._known = sorted(self._at)

    def find(self, question: str) -> tuple[Act, ...]:
        """The acts that fit best, at most `FOUND`; none when no word of the question stands in any."""
        scores: dict[int, float] = defaultdict(float)
        for word in dict.fromkeys(folded_words(question)):
            for place, value in self._places(word).items():
                scores[place] += value
        return tuple(self.acts[place] for place, _ in sorted(scores.items(), key=lambda s: (-s[1], s[0]))[:FOUND])

    def _places(self, word: str) -> dict[int, float]:
        found: dict[int, float] = {}
        exact = self._at.get(word, {})
        alike = [w for w in self._known if w.startswith(word) and w != word] if len(word) > 2 else []
        for places, factor in ((exact, 1.0), *((self._at[w], BEGINS) for w in alike)):
            rare = math.log(1 + len(self.acts) / len(places)) if places else 0.0
            for place, weight in places.items():
                found[place] = max(found.get(place, 0.0), weight * rare * factor)
        return found


def _words(act: Act) -> dict[str, float]:
    day = act.session.value if act.session else None
    said = dict.fromkeys(folded_words(act.whole.text), 1.0)
    title = [*folded_words(act.subject.text), *folded_words(act.number or ""), *((str(day.year), day.isoformat()) if day else ())]
    return said | dict.fromkeys(title, SUBJECT)
