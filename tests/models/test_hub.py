from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from flows.match_texts import write_scores
from models.encoder import EncoderMissing
from models.encoder.hub import HubSettings, load_hub_encoder, read_hub_settings
from pipeline.records.errors import ConfigurationError

WORDS = {"[UNK]": 0, "vélo": 1, "bicyclette": 2, "piscine": 3, "query:": 4}
ROWS = [[0, 0, 0.1], [1, 0, 0], [0.9, 0.1, 0], [0, 1, 0], [0, 0, 3]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A real model: each word's row is its state."""
    onnx = pytest.importorskip("onnx")
    tokenizers = pytest.importorskip("tokenizers")
    pytest.importorskip("onnxruntime")
    made = tmp_path / "petit"
    made.mkdir()
    ids = onnx.helper.make_tensor_value_info("input_ids", onnx.TensorProto.INT64, ["n", "t"])
    states = onnx.helper.make_tensor_value_info("last_hidden_state", onnx.TensorProto.FLOAT, ["n", "t", 3])
    rows = onnx.numpy_helper.from_array(np.asarray(ROWS, np.float32), "rows")
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Gather", ["rows", "input_ids"], ["last_hidden_state"])], "g", [ids], [states], [rows]
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(made / "model.onnx"))
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.WhitespaceSplit()
    tokenizer.save(str(made / "tokenizer.json"))
    return made


def test_a_folder_ranks(folder: Path) -> None:
    encoder = load_hub_encoder(HubSettings(str(folder)))
    near, far = encoder.similarity(["vélo"], ["bicyclette", "piscine piscine"])[0]
    assert near > 0.9 > 0.1 > far
    np.testing.assert_allclose(encoder.encode(["vélo", "piscine vélo vélo"])[0], [1, 0, 0], atol=1e-6)
    assert len(encoder.version) == 16


def test_padding_does_not_count(folder: Path) -> None:
    encoder = load_hub_encoder(HubSettings(str(folder)))
    np.testing.assert_allclose(encoder.encode(["vélo", "piscine " * 9])[:1], encoder.encode(["vélo"]), atol=1e-6)


def test_prefixes_stand_before_queries_alone(folder: Path) -> None:
    encoder = load_hub_encoder(HubSettings(str(folder), query_prefix="query: "))
    assert encoder.encode_queries(["vélo"])[0, 2] > 0.9
    assert encoder.encode(["vélo"])[0, 2] == 0


def test_the_first_state_where_the_model_says_so(folder: Path) -> None:
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    np.testing.assert_allclose(load_hub_encoder(HubSettings(str(folder))).encode(["piscine vélo"]), [[0, 1, 0]], atol=1e-6)


def test_match_texts_with_another_encoder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "encoder.toml").write_text('[encoder]\nname = "petit"\n', "utf-8")
    (tmp_path / "a.txt").write_text("vélo\npiscine\n", "utf-8")
    write_scores(tmp_path / "a.txt", tmp_path / "a.txt", tmp_path / "out.npy", tmp_path / "encoder.toml")
    np.testing.assert_allclose(np.load(tmp_path / "out.npy"), np.eye(2), atol=1e-6)


def test_what_is_absent_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "model.onnx").write_bytes(b"cut short")
    with pytest.raises(EncoderMissing, match="cannot be read"):
        load_hub_encoder(HubSettings(str(folder)))
    (folder / "model.onnx").unlink()
    with pytest.raises(EncoderMissing, match=r"needs tokenizer\.json and model\.onnx"):
        load_hub_encoder(HubSettings(str(folder)))
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(EncoderMissing, match=r"pip install 'ecart\[hub\]'"):
        load_hub_encoder(HubSettings(str(folder)))


@pytest.mark.parametrize(
    ("text", "said", "reason"),
    [
        ("", "write \\[encoder\\]", "no table"),
        ("[encoder]\nname = 3", "all values are strings", "a number"),
        ('[encoder]\nname = "m"\ntreshold = "1"', "no key 'treshold'", "a slip of the pen"),
        ('[encoder]\nname = "owner/model"', "pin it with revision", "a model that may change under the same name"),
        ("[encoder", "not TOML", "broken"),
    ],
)
def test_settings_that_cannot_be_used(text: str, said: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "e.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=said):
        read_hub_settings(tmp_path / "e.toml")
