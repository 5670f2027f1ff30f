"""`ecart match-texts`: the text score alone, for evaluation."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pipeline.collect import load_encoder_choice
from pipeline.match import load_encoder, load_hub_encoder, load_reader, text_scores
from pipeline.records.errors import ConfigurationError


def write_scores(a: Path, b: Path, out: Path, encoder: Path | None = None) -> str:
    """Score every line of `a` with every line of `b` into `out` (float32, shape (lines of a, lines of b)); says what was written.

    `encoder` is a TOML file, of a territory or with nothing else, whose table `[encoder]` names another encoder than those that ship.
    """
    if encoder is None:
        scores = text_scores(_lines(a), _lines(b), load_encoder(), load_reader())
    else:
        scores = load_hub_encoder(load_encoder_choice(encoder)).similarity(_lines(a), _lines(b))
    try:
        with out.open("wb") as stream:
            np.save(stream, scores)
    except OSError as error:
        raise ConfigurationError(f"{out}: cannot be written ({error.strerror}). Choose another --out.") from error
    return f"{out}: {scores.shape[0]} x {scores.shape[1]} scores"


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror}). Give a text file with one text a line.") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: not UTF-8 text ({error.reason}). Convert it to UTF-8.") from error
