from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from flows.match_texts import write_scores
from models.encoder import EncoderMissing
from models.encoder.hub import Centre, load_hub_encoder
from models.encoder.hub_files import find_model
from pipeline.records.lexicon import load_table
from pipeline.records.territory import EncoderChoice
from tests.models.folders import onnx_folder, static_folder, write_tensors

COMMIT = "0123456789abcdef0123456789abcdef01234567"
ON_THE_HUB = EncoderChoice(Path("territory.toml"), "owner/petit", None, COMMIT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return onnx_folder(tmp_path / "petit")


def chosen(folder: Path, **more: Any) -> EncoderChoice:
    return EncoderChoice(folder.parent / "territory.toml", folder.name, folder, **more)


def test_a_folder_ranks(folder: Path) -> None:
    encoder = load_hub_encoder(chosen(folder))
    near, far = encoder.similarity(["vélo"], ["bicyclette", "piscine piscine"])[0]
    assert near > 0.9 > 0.1 > far
    np.testing.assert_allclose(encoder.encode(["vélo", "piscine vélo vélo"])[0], [1, 0, 0], atol=1e-6)
    np.testing.assert_array_equal(encoder.encode(["piscine", "vélo"]), encoder.encode(["vélo", "piscine"])[::-1])
    assert encoder.encode([]).shape[0] == 0


def test_padding_does_not_count(folder: Path) -> None:
    encoder = load_hub_encoder(chosen(folder))
    np.testing.assert_allclose(encoder.encode(["vélo", "piscine " * 9])[:1], load_hub_encoder(chosen(folder)).encode(["vélo"]), atol=1e-6)


def test_a_static_model_averages_its_rows(tmp_path: Path) -> None:
    encoder = load_hub_encoder(chosen(static_folder(tmp_path / "table")))
    np.testing.assert_allclose(encoder.encode(["vélo piscine"]), [[0.5**0.5, 0.5**0.5, 0]], atol=1e-6)


def test_a_layer_behind_the_pooling_is_applied(folder: Path) -> None:
    (folder / "2_Dense").mkdir()
    weight, bias = np.array([[0, 1, 0], [2, 0, 0]], np.float32), np.array([0, 1], np.float32)
    write_tensors(folder / "2_Dense" / "model.safetensors", {"linear.weight": weight, "linear.bias": bias})
    (folder / "2_Dense" / "config.json").write_text(json.dumps({"activation_function": "torch.nn.modules.linear.Identity"}))
    kinds = ["Transformer", "Dense"]
    listed = [{"path": "2_Dense" if k == "Dense" else "", "type": f"sentence_transformers.models.{k}"} for k in kinds]
    (folder / "modules.json").write_text(json.dumps(listed))
    np.testing.assert_allclose(load_hub_encoder(chosen(folder)).encode(["vélo", "piscine"]), [[0, 1], [0.5**0.5, 0.5**0.5]], atol=1e-6)


@pytest.mark.parametrize(
    ("pooling", "text", "row"),
    [
        ({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}, "piscine vélo", [0, 1, 0]),
        ({"pooling_mode_lasttoken": True}, "piscine vélo", [1, 0, 0]),
        ({"pooling_mode_max_tokens": True}, "piscine vélo", [0.5**0.5, 0.5**0.5, 0]),
        ({"pooling_mode": "cls", "include_prompt": True}, "piscine vélo", [0, 1, 0]),
    ],
)
def test_states_become_one_vector_as_the_model_says(folder: Path, pooling: dict[str, Any], text: str, row: list[float]) -> None:
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling))
    np.testing.assert_allclose(load_hub_encoder(chosen(folder)).encode([text, "vélo vélo vélo"])[:1], [row], atol=1e-6)


def test_seen_from_a_centre_what_all_texts_share_counts_no_more(folder: Path) -> None:
    encoder = load_hub_encoder(chosen(folder))
    mean = encoder.encode(["vélo", "piscine"]).mean(axis=0)
    near, far = encoder.centred(Centre(mean, mean)).similarity(["vélo"], ["bicyclette", "piscine"])[0]
    assert near > 0.9 and far == pytest.approx(-1, abs=1e-5)


@pytest.mark.parametrize("row", load_table("encoder_prefixes"), ids=lambda row: row["meaning"])
def test_each_family_is_known_by_its_example(folder: Path, row: dict[str, str]) -> None:
    model = find_model(replace(chosen(folder), name=row["example"]))
    assert (model.query_prefix, model.passage_prefix) == tuple(row[f"{side}_prefix"].replace("\\n", "\n") for side in ("query", "passage"))


def test_whose_word_on_prefixes_counts(folder: Path) -> None:
    family = replace(chosen(folder), name="intfloat/multilingual-e5-small")
    assert find_model(chosen(folder)).query_prefix == "", "no family"
    told = {"prompts": {"query": "q: ", "document": "d: "}, "default_prompt_name": None}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(told))
    assert find_model(family).passage_prefix == "d: ", "the model's own files say more than its name"
    assert find_model(replace(family, query_prefix="", passage_prefix="x ")).query_prefix == "", "the territory file decides"
    encoder = load_hub_encoder(replace(family, query_prefix="query: "))
    assert encoder.encode_queries(["vélo"])[0, 2] > 0.9 and encoder.encode(["vélo"])[0, 2] < 0.1


def test_the_mark_follows_what_decides_on_the_vectors(folder: Path) -> None:
    mark = find_model(chosen(folder)).fingerprint()
    assert find_model(replace(chosen(folder), name="other", file=Path("x"))).fingerprint() == mark, "a folder may move"
    assert find_model(chosen(folder, query_prefix="q: ")).fingerprint() != mark
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 2}')
    assert find_model(chosen(folder)).fingerprint() != mark
    np.testing.assert_allclose(load_hub_encoder(chosen(folder)).encode(["vélo vélo piscine"]), [[1, 0, 0]], atol=1e-6)


def test_a_model_of_the_hub_that_is_on_this_machine_is_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    constants = pytest.importorskip("huggingface_hub.constants")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(EncoderMissing, match=r"is not on this machine.*hf download owner/petit --revision 0123456789"):
        find_model(ON_THE_HUB, fetch=False)
    onnx_folder(tmp_path / "models--owner--petit" / "snapshots" / COMMIT)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    assert load_hub_encoder(ON_THE_HUB).encode(["vélo"]).shape == (1, 3)


def test_a_model_that_cannot_be_fetched_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    constants = pytest.importorskip("huggingface_hub.constants")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(EncoderMissing, match=r"owner/petit@0123456789ab cannot be fetched.*--local-dir FOLDER"):
        find_model(ON_THE_HUB)


def test_match_texts_with_another_encoder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "encoder.toml").write_text('[encoder]\nname = "petit"\n', "utf-8")
    (tmp_path / "a.txt").write_text("vélo\npiscine\n", "utf-8")
    write_scores(tmp_path / "a.txt", tmp_path / "a.txt", tmp_path / "out.npy", tmp_path / "encoder.toml")
    np.testing.assert_allclose(np.load(tmp_path / "out.npy"), np.eye(2), atol=1e-6)


def test_what_is_absent_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "model.onnx").write_bytes(b"cut short")
    with pytest.raises(EncoderMissing, match="cannot be read"):
        load_hub_encoder(chosen(folder)).encode(["vélo"])
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_weightedmean_tokens": True}))
    with pytest.raises(EncoderMissing, match="pools by weightedmean_tokens"):
        find_model(chosen(folder))
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode": "mean", "include_prompt": False}))
    with pytest.raises(EncoderMissing, match="leaves its prefixes out"):
        find_model(chosen(folder))
    (folder / "1_Pooling" / "config.json").unlink()
    (folder / "modules.json").write_text('[{"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"}]')
    with pytest.raises(EncoderMissing, match=r"lacks 1_Pooling/config\.json"):
        find_model(chosen(folder))
    (folder / "model.onnx").unlink()
    with pytest.raises(EncoderMissing, match=r"needs tokenizer\.json and model\.onnx"):
        find_model(chosen(folder))


@pytest.mark.parametrize(
    ("library", "choice"), [("onnxruntime", None), ("tokenizers", None), ("huggingface_hub", ON_THE_HUB)], ids=lambda v: str(v)[:20]
)
def test_the_extra_is_named_when_it_is_not_installed(
    folder: Path, library: str, choice: EncoderChoice | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(EncoderMissing, match=rf"needs {library}: pip install -c constraints.txt -e '\.\[hub\]'"):
        find_model(choice or chosen(folder))
