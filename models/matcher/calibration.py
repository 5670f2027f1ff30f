"""Weights fitted for another encoder than ours: a file that names the encoder it was made for, and is used with no other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.encoder import reader_version
from models.encoder.hub import Centre, HubEncoder
from models.matcher import Matcher, load_matcher, matcher_of, shipped_mark
from models.matcher.pair_reader import pair_reader_version
from pipeline.records.errors import ConfigurationError

_COLUMNS = 6  # decimals of the centre's numbers


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a calibration file holds. `mark` is eight hexadecimal digits of its content."""

    matcher: Matcher
    centre: Centre
    mark: str


def read_calibration(path: Path | None, encoder: HubEncoder) -> Calibration:
    """The weights for exactly this encoder. Raises ConfigurationError, which says what to run, when there are none."""
    choice = encoder.model.choice
    again = f"Run: ecart calibrate {choice.file}"
    if path is None:
        raise ConfigurationError(
            f"{choice.file}: [encoder] {choice.label} has no calibration, and the weights and thresholds that ship are those of "
            f"ecart's own encoders. {again} (some minutes), and write the line that it prints under [encoder]."
        )
    try:
        content = path.read_bytes()
        raw = json.loads(content)
        made_for, marks = raw["made_for"], (raw["encoder"], raw["basis"], raw["reader"])
        centre = Centre(*(np.asarray(raw["centre"][side], np.float32) for side in ("queries", "passages")))
        matcher = matcher_of({**raw, "common": dict(load_matcher().common)})
    except FileNotFoundError:
        raise ConfigurationError(f"{choice.file}: [encoder] calibration {path}: no such file. {again}.") from None
    except OSError as error:
        raise ConfigurationError(f"{choice.file}: [encoder] calibration {path} cannot be read ({error.strerror}). {again}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigurationError(f"{choice.file}: {path} is no calibration of an encoder ({error!r}). {again}.") from error
    if marks[0] != encoder.version:
        raise ConfigurationError(f"{choice.file}: {path} was made for another encoder, {_differs(made_for, encoder)}. {again}.")
    if marks[1:] != (shipped_mark(), readers_version()) or set(matcher.signals) != set(load_matcher().signals):
        raise ConfigurationError(
            f"{choice.file}: {path} was made by another version of ecart, whose signals or closer looks differ. {again}."
        )
    return Calibration(matcher, centre, hashlib.sha256(content).hexdigest()[:8])


def described(encoder: HubEncoder) -> dict[str, Any]:
    """What a calibration says of the encoder that it was made for."""
    model = encoder.model
    return {
        "name": model.choice.name,
        "revision": model.choice.revision,
        "query_prefix": model.query_prefix,
        "passage_prefix": model.passage_prefix,
        "files": model.hashes(),
    }


def write_calibration(path: Path, encoder: HubEncoder, centre: Centre, weights: Mapping[str, Any], figures: Mapping[str, Any]) -> None:
    """Write the weights for this encoder, with its name, revision and the hashes of its files. Raises ConfigurationError."""
    raw = {
        "encoder": encoder.version,
        "made_for": described(encoder),
        "basis": shipped_mark(),
        "reader": readers_version(),
        "figures": dict(figures),
        **{name: value for name, value in weights.items() if name not in ("encoder", "common")},
        "centre": {side: np.round(getattr(centre, side).astype(float), _COLUMNS).tolist() for side in ("queries", "passages")},
    }
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(raw, ensure_ascii=False, indent=1) + "\n", "utf-8")
        part.replace(path)
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be written ({error.strerror}). Choose another --out.") from error


def readers_version() -> str:
    """The versions of the readers of the second and third look."""
    return f"{reader_version()} {pair_reader_version()}"


def _differs(made_for: Mapping[str, Any], encoder: HubEncoder) -> str:
    """In what the encoder of a calibration is not this one."""
    now = described(encoder)
    if (made_for.get("name"), made_for.get("revision")) != (now["name"], now["revision"]):
        return f"{made_for.get('name')} {made_for.get('revision') or 'from a folder'}".strip()
    for key in ("query_prefix", "passage_prefix"):
        if made_for.get(key) != now[key]:
            return f'with {key} "{made_for.get(key)}" instead of "{now[key]}"'
    files = made_for.get("files") or {}
    changed = sorted(name for name in {*files, *now["files"]} if files.get(name) != now["files"].get(name))
    return f"the same name with other files ({', '.join(changed)})" if changed else "read by another version of ecart"
