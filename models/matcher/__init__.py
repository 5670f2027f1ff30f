"""The matcher's weights: what each signal is worth, fitted on labelled pairs. Made by `train.py`, told in CARD.md."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from types import MappingProxyType

from pipeline.records.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Matcher:
    """Weights on the log-odds scale.

    `signals` and `bias` make a pair's score; `choice` weighs that score and its leads over the rival acts and measures, where `rival` is
    the score of a usual rival. `reading` weighs these odds and what a closer reading finds, for the acts that are read; `together` weighs
    these odds and what the reader of both texts at once finds, for those in doubt. `linked` and `review` are the least probabilities of
    the two bands; `without_words` is the least log-odds that must remain when shared words are not counted, for a pair to be linked,
    `further` the least probability of an act beside a likelier one of the same measure. `common` are shares of stems in common French.
    """

    version: str
    encoder: str  # name of the encoder on which the weights were fitted
    signals: Mapping[str, float]
    bias: float
    choice: Mapping[str, float]
    choice_bias: float
    rival: float
    linked: float
    review: float
    without_words: float
    common: Mapping[str, float]
    reading: Mapping[str, float] = field(default_factory=dict)  # weights of the second look (`reading.py`), empty where there is none
    reading_bias: float = 0.0
    together: Mapping[str, float] = field(default_factory=dict)  # weights of the third look (`together.py`), empty where there is none
    together_bias: float = 0.0
    further: float = 0.65  # of territories unseen, all six further acts from this on were right, two of three between 0.6 and this


@functools.cache
def load_matcher() -> Matcher:
    """The weights that ship (`weights.json`). Raises ConfigurationError when the file is missing or incomplete."""
    try:
        return matcher_of(json.loads(_shipped()))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"models/matcher/weights.json cannot be used ({error!r}); reinstall ecart.") from error


@functools.cache
def shipped_mark() -> str:
    """Sixteen hexadecimal digits of the weights that ship: others, when the signals or the labels have changed."""
    return hashlib.sha256(_shipped().encode()).hexdigest()[:16]


def _shipped() -> str:
    return (resources.files("models") / "matcher" / "weights.json").read_text("utf-8")


def matcher_of(raw: Mapping[str, object]) -> Matcher:
    """A matcher from the content of a weights file. Raises KeyError, TypeError or ValueError when something is missing or no number."""
    return Matcher(
        str(raw["version"]),
        str(raw["encoder"]),
        _numbers(raw["signals"]),
        _number(raw["bias"]),
        _numbers(raw["choice"]),
        _number(raw["choice_bias"]),
        _number(raw["rival"]),
        _number(raw["linked"]),
        _number(raw["review"]),
        _number(raw["without_words"]),
        _numbers(raw["common"]),
        _numbers(raw.get("reading", {})),
        _number(raw.get("reading_bias", 0.0)),
        _numbers(raw.get("together", {})),
        _number(raw.get("together_bias", 0.0)),
        _number(raw.get("further", 0.65)),
    )


def _number(value: object) -> float:
    if not isinstance(value, (int, float)):
        raise TypeError(f"{value!r} is no number")
    return float(value)


def _numbers(value: object) -> Mapping[str, float]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no table")
    return MappingProxyType({str(k): _number(v) for k, v in value.items()})
