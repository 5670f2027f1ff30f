"""How much a page's words look like French, to choose between two readings of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.records.folding import fold

WORD = r"[^\W\d_]*[aeiouyàâéèêëîïôöùûüœæ][^\W\d_]*(?:[-'’‘·.][^\W\d_]+)*"
FIGURE = r"\d+(?:[.,/ ]\d+)*[%€°h]?"
WORDLIKE = re.compile(rf"^[(«\"'’‘]*(?:{WORD}|{FIGURE})[)»\"'’.,;:!?…]*$", re.IGNORECASE)
FREQUENT = frozenset(
    "de la le les des du et en a l d un une au aux par pour dans sur est que qui ce se sa son il elle ne pas ou avec".split()  # noqa: SIM905
)
FRENCH = frozenset(map(chr, range(33, 127))) | frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ’‘“”«»…–—−•▪■●➢➤✓°€·²³½¼§\u00ad\ufffe")
USUAL_SHARE = 0.22  # of the words of running French are among the frequent ones, at least (minutes and plans: .25 to .40)


def is_wordlike(text: str) -> bool:
    """Whether a printed word could be a French word or a figure, of two characters at least."""
    return len(text) > 1 and bool(WORDLIKE.match(text))


def foreign_share(words: Iterable[str]) -> float:
    """Share of characters (0..1) that French text does not use."""
    text = "".join(words)
    return sum(c not in FRENCH for c in text) / len(text) if text else 0.0


def quality_of(words: Iterable[str]) -> float:
    """0..1: half for words that could be French words or figures, half for a usual share of the most frequent ones."""
    texts = [w for w in words if len(w) > 1 or w.isalnum()]
    if not texts:
        return 0.0
    like = sum(bool(WORDLIKE.match(w)) for w in texts) / len(texts)
    frequent = sum(part in FREQUENT for w in texts for part in re.split(r"['’]", fold(w))[:1]) / len(texts)
    return 0.5 * like + 0.5 * min(frequent / USUAL_SHARE, 1.0)
