"""A hub model's files opened: texts to vectors of length 1, on one core."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from models.encoder.encoder import EncoderMissing, Vectors
from models.encoder.hub_files import HubModel, Runs
from models.encoder.tensors import read_tensors
from pipeline.records.install import how_to_install

_AT_ONCE = 32  # texts
_PADS = ("<pad>", "[PAD]")
_ACTIVATIONS: dict[str, Callable[[Vectors], Vectors]] = {"Identity": lambda x: x, "Tanh": np.tanh, "ReLU": lambda x: np.maximum(x, 0)}

Run = Callable[[list[str]], Vectors]


def open_model(model: HubModel) -> Run:
    """What turns texts, with their prefixes, into unit rows. Raises EncoderMissing when a library lacks or the files cannot be used."""
    try:
        run = {Runs.ONNX: _onnx, Runs.STATIC: _static, Runs.LIBRARY: _library}[model.runs](model)
        if not np.isfinite(run(["ecart"])).all():
            raise ValueError("its vectors are no numbers")  # noqa: TRY301  as a broken file
    except ImportError as error:
        library = (error.name or "").partition(".")[0]
        remedy = "pip install sentence-transformers" if model.runs is Runs.LIBRARY else how_to_install("hub")
        raise EncoderMissing(f"encoder {model.choice.label} needs {library}: {remedy}") from error
    except Exception as error:  # the libraries raise kinds of their own
        raise EncoderMissing(
            f"encoder {model.choice.label}: {model.folder} cannot be read ({type(error).__name__}: {error}). Fetch the model again."
        ) from error
    return run


def _onnx(model: HubModel) -> Run:
    import onnxruntime  # noqa: PLC0415  (of the extra)

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors
    session = onnxruntime.InferenceSession(str(model.weights), options, providers=["CPUExecutionProvider"])
    tokenizer = _tokenizer(model)
    layers = [_dense(folder) for folder in model.dense]
    return functools.partial(_by_session, session, tokenizer, model, layers)


def _by_session(session: Any, tokenizer: Any, model: HubModel, layers: list[Callable[[Vectors], Vectors]], texts: list[str]) -> Vectors:
    cut = [encoding.ids for encoding in tokenizer.encode_batch([text.lower() for text in texts] if model.lower else texts)]
    pad = next((number for number in map(tokenizer.token_to_id, _PADS) if number is not None), 0)
    order = sorted(range(len(cut)), key=lambda i: len(cut[i]))
    rows: dict[int, Vectors] = {}
    for start in range(0, len(order), _AT_ONCE):
        block = order[start : start + _AT_ONCE]
        rows.update(zip(block, _pooled(session, [cut[i] for i in block], pad, model.pooling, layers), strict=True))
    return np.stack([rows[i] for i in range(len(texts))])


def _pooled(session: Any, ids: list[list[int]], pad: int, pooling: str, layers: list[Callable[[Vectors], Vectors]]) -> Vectors:
    length = max(1, *map(len, ids))
    there = np.asarray([[1] * len(text) + [0] * (length - len(text)) for text in ids], np.int64)
    padded = np.asarray([text + [pad] * (length - len(text)) for text in ids], np.int64)
    positions = np.maximum(there.cumsum(axis=1) - 1, 0)
    given = {"input_ids": padded, "attention_mask": there, "token_type_ids": np.zeros_like(padded), "position_ids": positions}
    wanted = {tensor.name for tensor in session.get_inputs()}
    made = [tensor.name for tensor in session.get_outputs()]
    inputs = {name: value for name, value in given.items() if name in wanted}
    if "sentence_embedding" in made:  # exported with its pooling and what follows
        return unit(session.run(["sentence_embedding"], inputs)[0])
    states = session.run(made[:1], inputs)[0]
    if states.ndim != 3:
        raise ValueError(f"the model's first output, {made[0]}, holds no states of pieces")
    vectors = _pool(np.asarray(states, np.float32), there, pooling)
    for layer in layers:
        vectors = layer(vectors)
    return unit(vectors)


def _pool(states: Vectors, there: Any, pooling: str) -> Vectors:
    if pooling == "cls":
        return np.asarray(states[:, 0], np.float32)
    if pooling == "lasttoken":
        return np.asarray(states[np.arange(len(states)), np.maximum(there.sum(axis=1) - 1, 0)], np.float32)
    if pooling == "max":
        return np.asarray(np.where(there[..., None] > 0, states, np.float32(-1e9)).max(axis=1), np.float32)
    return np.asarray((states * there[..., None]).sum(axis=1) / np.maximum(there.sum(axis=1, keepdims=True), 1), np.float32)


def _dense(folder: Path) -> Callable[[Vectors], Vectors]:
    """A layer behind the pooling, as sentence-transformers stores it."""
    name = str(json.loads((folder / "config.json").read_text("utf-8")).get("activation_function", "torch.nn.modules.activation.Tanh"))
    activate = _ACTIVATIONS[name.rpartition(".")[2]]
    tensors = read_tensors(folder / "model.safetensors")
    weight, bias = tensors["linear.weight"].T, tensors.get("linear.bias", np.float32(0))
    return lambda vectors: activate(np.asarray(vectors @ weight + bias, np.float32))


def _static(model: HubModel) -> Run:
    tokenizer = _tokenizer(model)
    tensors = read_tensors(Path(str(model.weights)))
    table = tensors["embedding.weight"] if "embedding.weight" in tensors else tensors["embeddings"]
    if "mapping" in tensors or len(table) < tokenizer.get_vocab_size():
        raise ValueError(f"{len(table)} rows for {tokenizer.get_vocab_size()} pieces")
    return functools.partial(_by_table, table, tokenizer)


def _by_table(table: Vectors, tokenizer: Any, texts: list[str]) -> Vectors:
    out = np.zeros((len(texts), table.shape[1]), np.float32)
    for row, encoding in zip(out, tokenizer.encode_batch(texts, add_special_tokens=False), strict=True):
        if encoding.ids:
            row[:] = table[encoding.ids].mean(axis=0)
    return unit(out)


def _tokenizer(model: HubModel) -> Any:
    import tokenizers  # noqa: PLC0415  (of the extra)

    tokenizer = tokenizers.Tokenizer.from_file(str(model.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    if model.longest is not None:
        tokenizer.enable_truncation(model.longest)
    return tokenizer


def _library(model: HubModel) -> Run:
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415  (installed by who wants it)

    loaded = SentenceTransformer(str(model.folder), device="cpu")
    return functools.partial(_by_library, loaded)


def _by_library(loaded: Any, texts: list[str]) -> Vectors:
    return unit(loaded.encode(texts, prompt="", batch_size=_AT_ONCE, show_progress_bar=False, convert_to_numpy=True))


def unit(rows: Any) -> Vectors:
    """Rows of length 1; a row of zeros stays."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)
