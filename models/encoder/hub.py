"""A sentence encoder of the hub, by choice: any sentence-transformers model with an ONNX file, from a folder or by name and revision.

Its cosines are of another size than ours: it never shares the thresholds or weights fitted on our encoder. Needs the extra `hub`.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.encoder.encoder import EncoderMissing, Vectors
from pipeline.records.errors import ConfigurationError

_COMMIT = re.compile(r"[0-9a-f]{40}")
_MODELS = ("model.onnx", "onnx/model.onnx")
_WANTED = ["*.json", *_MODELS, "1_Pooling/*"]
_KEYS = {"name", "revision", "query_prefix", "passage_prefix"}
_AT_ONCE = 32  # texts


@dataclass(frozen=True, slots=True)
class HubSettings:
    """The table `[encoder]`. `name` is a folder or a model of the hub, `revision` its commit; prefixes are as its card asks."""

    name: str
    revision: str = ""
    query_prefix: str = ""
    passage_prefix: str = ""


class HubEncoder:
    """A model of the hub on one CPU core. `encode` reads texts as passages, `encode_queries` as queries."""

    __slots__ = ("_first", "_inputs", "_session", "_settings", "_tokenizer", "version")

    def __init__(self, folder: Path, settings: HubSettings) -> None:
        onnxruntime, tokenizers = _libraries()
        model = next((folder / name for name in _MODELS if (folder / name).is_file()), None)
        if model is None or not (folder / "tokenizer.json").is_file():
            raise EncoderMissing(
                f"encoder {settings.name}: {folder} needs tokenizer.json and model.onnx (or onnx/model.onnx). "
                "Choose a model with an ONNX file, or export it with optimum-cli export onnx."
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
            self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._first = _pools_first(folder)
        except Exception as error:  # the libraries raise kinds of their own
            raise EncoderMissing(f"encoder {settings.name}: {folder} cannot be read ({error}). Fetch the model again.") from error
        self._tokenizer.enable_truncation(_longest(folder))
        self._inputs = {tensor.name for tensor in self._session.get_inputs()}
        self._settings = settings
        self.version = hashlib.sha256(model.read_bytes()).hexdigest()[:16]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dim) unit rows of texts read as passages."""
        return self._encode([self._settings.passage_prefix + text for text in texts])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """(n, dim) unit rows of texts read as queries."""
        return self._encode([self._settings.query_prefix + text for text in texts])

    def similarity(self, queries: Sequence[str], candidates: Sequence[str]) -> Vectors:
        """Cosines (queries, candidates). Not to be compared with those of any other encoder."""
        if not queries or not candidates:
            return np.zeros((len(queries), len(candidates)), np.float32)
        return self.encode_queries(queries) @ self.encode(candidates).T

    def _encode(self, texts: list[str]) -> Vectors:
        cut = [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]
        order = sorted(range(len(cut)), key=lambda i: len(cut[i]))
        rows: dict[int, Any] = {}
        for start in range(0, len(order), _AT_ONCE):
            block = order[start : start + _AT_ONCE]
            rows.update(zip(block, self._states([cut[i] for i in block]), strict=True))
        return np.stack([rows[i] for i in range(len(texts))]).astype(np.float32) if texts else np.zeros((0, 0), np.float32)

    def _states(self, ids: list[list[int]]) -> Vectors:
        length = max(1, *map(len, ids))
        there = np.asarray([[1] * len(text) + [0] * (length - len(text)) for text in ids], np.int64)
        padded = np.asarray([text + [0] * (length - len(text)) for text in ids], np.int64)
        given = {"input_ids": padded, "attention_mask": there, "token_type_ids": np.zeros_like(padded)}
        states = self._session.run(None, {name: value for name, value in given.items() if name in self._inputs})[0]
        pooled = states[:, 0] if self._first else (states * there[..., None]).sum(axis=1)
        return np.asarray(pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-9), np.float32)


def read_hub_settings(file: Path) -> HubSettings:
    """The table `[encoder]` of a TOML file. Raises ConfigurationError that names the key and what is allowed."""
    try:
        table = tomllib.loads(file.read_text("utf-8")).get("encoder")
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be read ({error.strerror}). Give a TOML file with a table [encoder].") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: not TOML ({error}).") from error
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()) or not table.get("name"):
        raise ConfigurationError(f'{file}: write [encoder] with name = "FOLDER or owner/model"; all values are strings.')
    if unknown := sorted(set(table) - _KEYS):
        raise ConfigurationError(f"{file}: [encoder] has no key {unknown[0]!r}; known: {', '.join(sorted(_KEYS))}.")
    settings = HubSettings(**table)
    beside = file.parent / settings.name
    if beside.is_dir():
        return HubSettings(str(beside), settings.revision, settings.query_prefix, settings.passage_prefix)
    if not _COMMIT.fullmatch(settings.revision):
        raise ConfigurationError(
            f"{file}: {settings.name} is no folder beside the file, so it is a model of the hub: "
            "pin it with revision = its commit, 40 hexadecimal digits."
        )
    return settings


def load_hub_encoder(settings: HubSettings) -> HubEncoder:
    """The encoder; one named on the hub is fetched once and kept by huggingface_hub. `EncoderMissing` says what to do."""
    if Path(settings.name).is_dir():
        return HubEncoder(Path(settings.name), settings)
    _libraries()
    import huggingface_hub  # noqa: PLC0415  (of the extra)

    try:
        folder = huggingface_hub.snapshot_download(settings.name, revision=settings.revision, allow_patterns=_WANTED)
    except Exception as error:  # network, absent model, absent revision: kinds of the library and of what it stands on
        raise EncoderMissing(
            f"encoder {settings.name} at {settings.revision} cannot be fetched ({type(error).__name__}). "
            "Fetch it on a machine with a network and give its folder as name."
        ) from error
    return HubEncoder(Path(folder), settings)


def _libraries() -> tuple[Any, Any]:
    try:
        import onnxruntime  # noqa: PLC0415  (of the extra)
        import tokenizers  # noqa: PLC0415
    except ImportError as error:
        raise EncoderMissing(f"an encoder of the hub needs {error.name}: pip install 'ecart[hub]'") from error
    return onnxruntime, tokenizers


def _pools_first(folder: Path) -> bool:
    """True where the model's vector is the state of its first token; the mean of all where nothing is said."""
    file = folder / "1_Pooling" / "config.json"
    return bool(json.loads(file.read_text("utf-8")).get("pooling_mode_cls_token")) if file.is_file() else False


def _longest(folder: Path) -> int:
    file = folder / "sentence_bert_config.json"
    return int(json.loads(file.read_text("utf-8")).get("max_seq_length") or 512) if file.is_file() else 512
