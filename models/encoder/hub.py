"""A sentence encoder of the hub, by choice: any sentence-transformers model, by name and revision or from a folder. Needs the extra `hub`.

Its cosines are of another size than ours: it never shares the thresholds or weights fitted on our encoders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.encoder.encoder import Encoder, Vectors, load_encoder
from models.encoder.hub_files import HubModel, find_model
from models.encoder.hub_run import Run, open_model, unit
from pipeline.records.territory import EncoderChoice

_MOST_KEPT = 20_000  # vectors kept, 30 MB at 384 columns: formulas, words and measures come again


@dataclass(frozen=True, slots=True)
class Centre:
    """The mean vectors of council French, as questions and as answers. Taken off, two texts that have nothing in common are near 0.

    Many encoders put all texts of one language into a narrow cone, where cosines of 0.8 say nothing.
    """

    queries: Vectors
    passages: Vectors


class HubEncoder:
    """A model of the hub on one CPU core. `encode` reads texts as passages, `encode_queries` as queries. The model is opened when it is
    first asked, and by none of two encoders that differ by their centre twice."""

    __slots__ = ("_centre", "_opened", "model", "version")

    def __init__(self, model: HubModel, centre: Centre | None = None, opened: _Opened | None = None) -> None:
        self.model = model
        self.version = model.fingerprint()
        self._centre = centre
        self._opened = opened or _Opened(model)

    def centred(self, centre: Centre) -> HubEncoder:
        """The same encoder with its vectors seen from this centre."""
        return HubEncoder(self.model, centre, self._opened)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dim) unit rows of texts read as passages."""
        rows = self._opened.encode([self.model.passage_prefix + text for text in texts])
        return rows if self._centre is None or not len(rows) else unit(rows - self._centre.passages)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """(n, dim) unit rows of texts read as queries."""
        rows = self._opened.encode([self.model.query_prefix + text for text in texts])
        return rows if self._centre is None or not len(rows) else unit(rows - self._centre.queries)

    def encode_words(self, words: Sequence[str]) -> Vectors:
        """(n, other dim) unit rows of single words, by our table: it knows words, and a transformer takes a whole text's time for each."""
        return self._opened.table().encode(words)

    def similarity(self, queries: Sequence[str], candidates: Sequence[str]) -> Vectors:
        """Cosines (queries, candidates). Not to be compared with those of any other encoder."""
        if not queries or not candidates:
            return np.zeros((len(queries), len(candidates)), np.float32)
        return self.encode_queries(queries) @ self.encode(candidates).T


class _Opened:
    """The model once opened, and the vectors that it gave."""

    def __init__(self, model: HubModel) -> None:
        self._model = model
        self._run: Run | None = None
        self._table: Encoder | None = None
        self._kept: dict[str, Vectors] = {}

    def encode(self, texts: list[str]) -> Vectors:
        """Unit rows, those of texts met before from what is kept."""
        if not texts:
            return np.zeros((0, 0), np.float32)
        self._run = self._run or open_model(self._model)
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        made = dict(zip(new, self._run(new), strict=True)) if new else {}
        found = np.stack([made[text] if text in made else self._kept[text] for text in texts])
        if len(self._kept) + len(made) > _MOST_KEPT:
            self._kept.clear()
        self._kept.update(list(made.items())[:_MOST_KEPT])
        return found

    def table(self) -> Encoder:
        """Our table of words."""
        self._table = self._table or load_encoder()
        return self._table


def load_hub_encoder(choice: EncoderChoice, *, fetch: bool = True) -> HubEncoder:
    """The encoder, not centred; its files are looked for (see `find_model`), and opened when it is first asked.

    `EncoderMissing`, then or now, says what to do.
    """
    return HubEncoder(find_model(choice, fetch=fetch))
