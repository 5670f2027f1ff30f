"""The encoder of a run with the weights that belong to it: those that ship, or another with weights fitted for it alone."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from models.encoder import Encoder as Table
from models.encoder import Reader, load_encoder, load_reader
from models.encoder.hub import HubEncoder, load_hub_encoder
from models.matcher import Matcher, load_matcher
from models.matcher.calibration import read_calibration, readers_version
from models.matcher.pair_reader import PairReader, load_pair_reader
from models.matcher.reading import READING
from models.matcher.together import TOGETHER
from pipeline.match.sides import Encoder
from pipeline.records.territory import EncoderChoice

OURS = "ecart"


@dataclass(frozen=True, slots=True)
class Matching:
    """What measures and acts are compared with. `version` is the encoder's name and mark, `weights` the matcher's version."""

    encoder: Encoder
    matcher: Matcher
    version: str
    weights: str

    @property
    def ours(self) -> bool:
        """Whether the encoders that ship are used."""
        return not isinstance(self.encoder, HubEncoder)

    def open(self) -> None:
        """Meet now what a foreign encoder's files may hold, not after an hour of reading. Raises EncoderMissing."""
        if not self.ours:
            self.encoder.encode(["ecart"])

    def reader(self) -> Encoder | None:
        """The encoder of the second look: our slower one, beside any encoder; None where the weights give it no say."""
        return _reader() if any(self.matcher.reading.get(name) for name in READING[1:]) else None

    def pair_reader(self) -> PairReader | None:
        """What reads a measure and an act at once, for the third look; None where the weights give it no say."""
        return _pair_reader() if any(self.matcher.together.get(name) for name in TOGETHER[1:]) else None


def load_matching(choice: EncoderChoice | None = None, *, fetch: bool = True) -> Matching:
    """The encoders that ship, or the chosen one. `fetch` says whether its files may be fetched from the hub.

    Raises EncoderMissing when the encoder cannot be had, and ConfigurationError when the choice names no weights made for exactly it: the
    thresholds that ship never judge another encoder's cosines.
    """
    if choice is None:
        table, matcher = _table().apart(), load_matcher()
        return Matching(table, matcher, f"{OURS} {table.version} {readers_version()}", matcher.version)
    found = load_hub_encoder(choice, fetch=fetch)
    calibration = read_calibration(choice.calibration, found)
    weights = f"{calibration.matcher.version} fitted {calibration.mark}"
    version = f"{choice.label} {found.version}, then {OURS} {readers_version()}"
    return Matching(found.centred(calibration.centre), calibration.matcher, version, weights)


@functools.cache
def _table() -> Table:
    """The rows that ship, read once a process."""
    return load_encoder()


@functools.cache
def _reader() -> Reader:
    """The reader that ships, which calls leave as it is, read once a process."""
    return load_reader()


@functools.cache
def _pair_reader() -> PairReader:
    """The reader of both texts at once that ships, read once a process."""
    return load_pair_reader()
