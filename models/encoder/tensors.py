"""Tensors of a `.safetensors` file as arrays: eight bytes that give the length of a JSON header, the header, the numbers."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "I8": "<i1"}


def read_tensors(path: Path) -> dict[str, NDArray[np.float32]]:
    """All tensors of floating numbers (and of bytes) by name, as float32. Raises ValueError or OSError for a file that cannot be used."""
    raw = path.read_bytes()
    if len(raw) < 8:
        raise ValueError(f"{path.name} is cut short")
    (length,) = struct.unpack_from("<Q", raw)
    header = json.loads(raw[8 : 8 + length])
    found: dict[str, NDArray[np.float32]] = {}
    for name, told in header.items():
        if name == "__metadata__" or told["dtype"] not in _TYPES:
            continue
        start, end = told["data_offsets"]
        numbers = np.frombuffer(raw[8 + length + start : 8 + length + end], _TYPES[told["dtype"]])
        if told["dtype"] == "BF16":  # the upper half of a float32
            numbers = (numbers.astype(np.uint32) << 16).view(np.float32)
        found[name] = numbers.astype(np.float32).reshape(told["shape"])
    return found
