"""The files of another encoder: in a folder, or fetched once from the hub; what they say of the model, and their mark."""

from __future__ import annotations

import functools
import hashlib
import importlib
import importlib.util
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from models.encoder.encoder import EncoderMissing
from models.encoder.prefixes import prefixes
from pipeline.records.install import how_to_install
from pipeline.records.territory import EncoderChoice

RULES = 1
"""Raised with every change in how a model's files are turned into vectors: vectors made otherwise are another encoder's."""

_MODELS = ("onnx/model.onnx", "model.onnx")
_SMALL = ("*.json", "*.txt", "*_Dense/*")
_WEIGHTS = ("*.safetensors", "*.model")
_POOLINGS = {
    "pooling_mode_cls_token": "cls",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_mean_sqrt_len_tokens": "mean",  # the same once of length 1
    "pooling_mode_max_tokens": "max",
    "pooling_mode_lasttoken": "lasttoken",
}
_HASHED_AT_ONCE = 1 << 20  # bytes


class Runs(StrEnum):
    """What turns the model's files into vectors."""

    ONNX = "onnx"
    STATIC = "static"  # a table of pieces, whose rows are averaged
    LIBRARY = "library"  # sentence-transformers itself


@dataclass(frozen=True, slots=True)
class HubModel:
    """A model's files, known and not yet loaded. `weights` is the ONNX file or the static table, None where the library reads the folder.

    `dense` are folders of layers behind the pooling, `longest` the pieces of a text that are read (None: all), `files` all that decides
    on the vectors.
    """

    choice: EncoderChoice
    folder: Path
    runs: Runs
    weights: Path | None
    tokenizer: Path
    pooling: str
    dense: tuple[Path, ...]
    longest: int | None
    lower: bool
    query_prefix: str
    passage_prefix: str
    files: tuple[Path, ...]

    def hashes(self) -> dict[str, str]:
        """SHA-256 of each file, hexadecimal, by its name in the folder."""
        return {file.relative_to(self.folder).as_posix(): _sha256(file, *_state(file)) for file in self.files}

    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits of everything that decides on the vectors: files, prefixes, the rules of reading them."""
        told = [RULES, self.runs.value, self.query_prefix, self.passage_prefix, sorted(self.hashes().items())]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def find_model(choice: EncoderChoice, *, fetch: bool = True) -> HubModel:
    """The model's files. One of the hub is looked for where huggingface_hub keeps them, then fetched unless told not to.

    Raises EncoderMissing, which says what lacks and what to do.
    """
    if choice.folder is not None:
        return _model(choice, choice.folder)
    kept = _kept(choice)
    if kept.is_dir():
        try:
            return _model(choice, kept)
        except EncoderMissing:
            if not fetch:
                raise
    if not fetch:
        raise EncoderMissing(
            f"encoder {choice.label} is not on this machine, and this command fetches nothing. Fetch it once: "
            f"hf download {choice.name} --revision {choice.revision}, or give the path of a folder as name."
        )
    # The weights come last: what a broken connection leaves behind has none, and is fetched again.
    folder = _fetched(choice, _SMALL)
    folder = _fetched(choice, [f"{name}*" for name in _MODELS])
    if not _is_there(folder, _MODELS) and (_is_static(_modules(folder)) or _has_library()):
        folder = _fetched(choice, _WEIGHTS)
    return _model(choice, folder)


def _kept(choice: EncoderChoice) -> Path:
    """Where the hub's library keeps what it has fetched of this model, whether it has or not. Asks no network."""
    return Path(_hub(choice, "constants").HF_HUB_CACHE) / f"models--{choice.name.replace('/', '--')}" / "snapshots" / choice.revision


def _fetched(choice: EncoderChoice, wanted: Sequence[str]) -> Path:
    """The folder where the hub's library keeps the model, with such files fetched."""
    try:
        return Path(_hub(choice).snapshot_download(choice.name, revision=choice.revision, allow_patterns=list(wanted)))
    except EncoderMissing:
        raise
    except Exception as error:  # network, absent model, absent revision: kinds of the library and of what it stands on
        raise EncoderMissing(
            f"encoder {choice.label} cannot be fetched ({type(error).__name__}). Does the hub know this name and revision? "
            f"Else fetch it where there is a network (hf download {choice.name} --revision {choice.revision} --local-dir FOLDER) "
            f"and write the path of FOLDER, relative to {choice.file.name}, as name."
        ) from error


def _hub(choice: EncoderChoice, module: str = "") -> Any:
    try:
        return importlib.import_module("huggingface_hub" + (f".{module}" if module else ""))  # of the extra
    except ImportError as error:
        what = f"encoder {choice.label} is a model of the hub and needs huggingface_hub"
        raise EncoderMissing(f"{what}: {how_to_install('hub')}") from error


def _model(choice: EncoderChoice, folder: Path) -> HubModel:
    try:
        return _described(choice, folder)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EncoderMissing(
            f"encoder {choice.label}: the files in {folder} cannot be used ({type(error).__name__}: {error}). Fetch the model again."
        ) from error


def _described(choice: EncoderChoice, folder: Path) -> HubModel:
    modules = _modules(folder)
    dense = tuple(folder / m["path"] for m in modules if _kind(m) == "Dense")
    pooling = next((folder / m["path"] / "config.json" for m in modules if _kind(m) == "Pooling"), folder / "1_Pooling" / "config.json")
    settings = _read(folder / "sentence_bert_config.json")
    unknown = [_kind(m) for m in modules if _kind(m) not in {"Transformer", "Pooling", "Dense", "Normalize", "StaticEmbedding"}]
    runs, weights, tokenizer = _runs(choice, folder, modules, unknown)
    _check_libraries(choice, runs)
    lacking = [m["path"] for m in modules if _kind(m) in {"Pooling", "Dense"} and not (folder / m["path"] / "config.json").is_file()]
    if lacking:
        raise EncoderMissing(f"encoder {choice.label}: {folder} lacks {lacking[0]}/config.json. Fetch the model again.")
    strange = [
        layer.name for layer in dense if _read(layer / "config.json").get("module_input_name", "sentence_embedding") != "sentence_embedding"
    ]
    if strange and runs is Runs.ONNX:
        raise EncoderMissing(
            f"encoder {choice.label} has a layer before its pooling ({strange[0]}), which ecart does not know. Choose another."
        )
    files = [tokenizer, pooling, folder / "modules.json", folder / "sentence_bert_config.json", *([weights] if weights else [])]
    if weights is not None and runs is Runs.ONNX:
        files += sorted(weights.parent.glob(f"{weights.name}_data*"))
    files += [file for layer in dense for file in sorted(layer.iterdir())]
    if runs is Runs.LIBRARY:
        files = [f for f in sorted(folder.rglob("*")) if f.suffix in {".json", ".txt", ".safetensors", ".bin", ".model"}]
    longest = settings.get("max_seq_length") or _read(folder / "tokenizer_config.json").get("model_max_length") or 512
    return HubModel(
        choice,
        folder,
        runs,
        weights,
        tokenizer,
        _pooling(choice, _read(pooling)) if runs is Runs.ONNX else "mean",
        dense if runs is Runs.ONNX else (),
        None if runs is Runs.STATIC else int(longest) if longest < 100_000 else 512,
        bool(settings.get("do_lower_case")),
        *prefixes(choice, folder),
        tuple(f for f in files if f.is_file()),
    )


def _runs(choice: EncoderChoice, folder: Path, modules: Sequence[Any], unknown: Sequence[str]) -> tuple[Runs, Path | None, Path]:
    if _is_static(modules):
        home = folder / next(m["path"] for m in modules if _kind(m) == "StaticEmbedding")
        if (home / "model.safetensors").is_file() and (home / "tokenizer.json").is_file():
            return Runs.STATIC, home / "model.safetensors", home / "tokenizer.json"
        raise EncoderMissing(f"encoder {choice.label}: {home} needs model.safetensors and tokenizer.json. Fetch the model again.")
    found = _is_there(folder, _MODELS)
    if found is not None and (folder / "tokenizer.json").is_file() and not unknown:
        return Runs.ONNX, found, folder / "tokenizer.json"
    if modules and _has_library() and any(folder.rglob("*.safetensors")):
        return Runs.LIBRARY, None, folder / "tokenizer.json"
    lacking = "needs tokenizer.json and model.onnx (or onnx/model.onnx)"
    lacking = f"has a module that ecart does not know ({unknown[0]})" if unknown else lacking
    raise EncoderMissing(
        f"encoder {choice.label}: {folder} {lacking}. Choose a model with an ONNX file; or make one: optimum-cli export onnx --model "
        f"{choice.name} FOLDER; or let the library itself run it: pip install sentence-transformers (with torch, some gigabytes)."
    )


def _check_libraries(choice: EncoderChoice, runs: Runs) -> None:
    """Told before a run begins, not when the encoder is first asked."""
    for name in {Runs.ONNX: ("tokenizers", "onnxruntime"), Runs.STATIC: ("tokenizers",), Runs.LIBRARY: ()}[runs]:
        if importlib.util.find_spec(name) is None:
            raise EncoderMissing(f"encoder {choice.label} needs {name}: {how_to_install('hub')}")


def _pooling(choice: EncoderChoice, config: Mapping[str, Any]) -> str:
    """How the states of a text's pieces become one vector; the mean where nothing is said."""
    named = config.get("pooling_mode")
    chosen = [named] if isinstance(named, str) else [name.removeprefix("pooling_mode_") for name, on in config.items() if on is True]
    ways = [_POOLINGS.get(f"pooling_mode_{way}", way) for way in chosen if way != "include_prompt"]
    if config.get("include_prompt") is False:
        raise EncoderMissing(f"encoder {choice.label} leaves its prefixes out when it pools, which ecart does not. Choose another model.")
    if not ways:
        return "mean"
    if len(ways) == 1 and ways[0] in _POOLINGS.values():
        return ways[0]
    raise EncoderMissing(f"encoder {choice.label} pools by {' and '.join(ways)}, which ecart does not know. Choose another model.")


def _modules(folder: Path) -> Sequence[Any]:
    file = folder / "modules.json"
    found: Sequence[Any] = json.loads(file.read_text("utf-8")) if file.is_file() else []
    return found


def _kind(module: Mapping[str, Any]) -> str:
    return str(module["type"]).rpartition(".")[2]


def _is_static(modules: Sequence[Any]) -> bool:
    return any(_kind(module) == "StaticEmbedding" for module in modules)


def _is_there(folder: Path, names: Sequence[str]) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)


def _has_library() -> bool:
    return importlib.util.find_spec("sentence_transformers") is not None


def _read(file: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return found


def _state(file: Path) -> tuple[int, int]:
    told = file.stat()
    return told.st_size, told.st_mtime_ns


@functools.lru_cache(maxsize=256)
def _sha256(file: Path, _size: int, _changed: int) -> str:
    """Hashed once as long as size and time of change are the same: the weights are some hundred megabytes."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(_HASHED_AT_ONCE):
            digest.update(chunk)
    return digest.hexdigest()
