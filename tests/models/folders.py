"""Small real models, made where a test wants them."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

WORDS = {"[UNK]": 0, "vélo": 1, "bicyclette": 2, "piscine": 3, "query:": 4}
ROWS = [[0, 0, 0.1], [1, 0, 0], [0.9, 0.1, 0], [0, 1, 0], [0, 0, 3]]


def onnx_folder(made: Path) -> Path:
    """A model in ONNX: each word's row is its state."""
    onnx = pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    made.mkdir(parents=True)
    ids = onnx.helper.make_tensor_value_info("input_ids", onnx.TensorProto.INT64, ["n", "t"])
    states = onnx.helper.make_tensor_value_info("last_hidden_state", onnx.TensorProto.FLOAT, ["n", "t", 3])
    rows = onnx.numpy_helper.from_array(np.asarray(ROWS, np.float32), "rows")
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Gather", ["rows", "input_ids"], ["last_hidden_state"])], "g", [ids], [states], [rows]
    )
    onnx.save(onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8), str(made / "model.onnx"))
    _tokenizer(made / "tokenizer.json", WORDS)
    return made


def static_folder(made: Path, words: Sequence[str] = tuple(WORDS), rows: Any = ROWS) -> Path:
    """A sentence-transformers folder of a static model: the mean of the rows of a text's words."""
    module = made / "0_StaticEmbedding"
    module.mkdir(parents=True)
    _tokenizer(module / "tokenizer.json", {word: place for place, word in enumerate(words)})
    write_tensors(module / "model.safetensors", {"embedding.weight": np.asarray(rows, np.float32)})
    listed = [
        {"idx": 0, "name": "0", "path": "0_StaticEmbedding", "type": "sentence_transformers.models.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    (made / "modules.json").write_text(json.dumps(listed), "utf-8")
    return made


def write_tensors(path: Path, tensors: Mapping[str, NDArray[np.float32]]) -> None:
    """A `.safetensors` file."""
    header: dict[str, Any] = {}
    body = b""
    for name, array in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [len(body), len(body) + array.nbytes]}
        body += array.astype("<f4").tobytes()
    told = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(told)) + told + body)


def _tokenizer(path: Path, words: Mapping[str, int]) -> None:
    tokenizers = pytest.importorskip("tokenizers")
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(dict(words), unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.WhitespaceSplit()
    tokenizer.enable_padding(length=16)  # as some models ask: it must not count
    tokenizer.save(str(path))
