"""Weights for another encoder: fitted on labels, kept for that encoder, refused for any other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models.encoder import load_encoder
from models.encoder.hub import HubEncoder, load_hub_encoder
from models.matcher import load_matcher
from pipeline.match import link_acts, load_matching
from pipeline.match.fitting import Fitted
from pipeline.match.signals import SIGNALS
from pipeline.records.errors import ConfigurationError
from pipeline.records.territory import EncoderChoice
from tests.match.made import PLANS, WEIGHTS, Letters, act, measure
from tests.match.other_encoder import fit_quickly, words_folder
from tests.models.folders import static_folder
from tests.shared import ROOT


@pytest.fixture(scope="module")
def choice(tmp_path_factory: pytest.TempPathFactory) -> EncoderChoice:
    folder = words_folder(tmp_path_factory.mktemp("encoder") / "mots")
    return EncoderChoice(folder.parent / "territory.toml", "mots", folder, calibration=folder.parent / "poids.json")


@pytest.fixture(scope="module")
def fitted(choice: EncoderChoice) -> Fitted:
    return fit_quickly(choice)


def test_weights_keep_their_signs_and_bands_their_order(fitted: Fitted) -> None:
    raw = fitted.weights
    assert all(raw["signals"][name] * sign >= 0 for name, sign in SIGNALS)
    assert 0 < raw["review"] <= raw["linked"] <= raw["further"] <= 1
    assert {raw["linked"], raw["bias"]}.isdisjoint({load_matcher().linked, load_matcher().bias})
    assert all(0 <= told["precision"] <= 1 and told["answering"] for told in fitted.figures.values())
    assert fitted.figures["territories unseen by the weights"]["first"] > 0.4, "words in common find half of the answers"


def test_a_run_takes_the_encoder_with_its_own_weights(choice: EncoderChoice, fitted: Fitted) -> None:
    matching = load_matching(choice)
    assert not matching.ours and matching.version.startswith(f"mots {load_hub_encoder(choice).version}, then ecart ")
    assert matching.matcher.linked == fitted.weights["linked"] and matching.matcher.common == load_matcher().common
    measures, acts = [measure("Planter des haies")], [act("Plantation de haies", key="a"), act("Tarifs de la piscine", key="b")]
    links = {f.act: f for f in link_acts(measures, acts, PLANS, False, matching.encoder, matching.matcher, Letters())}
    assert links["a"].probability > links["b"].probability
    assert sum(s.value * s.weight for s in links["a"].signals) == pytest.approx(
        np.log(links["a"].probability / (1 - links["a"].probability)), abs=1e-3
    )


def test_the_file_names_what_it_was_made_for(choice: EncoderChoice, fitted: Fitted) -> None:
    assert choice.calibration is not None
    raw = json.loads(choice.calibration.read_text("utf-8"))
    encoder = load_hub_encoder(choice)
    assert raw["encoder"] == encoder.version and raw["made_for"]["name"] == "mots"
    assert raw["made_for"]["files"].keys() == {"0_StaticEmbedding/model.safetensors", "0_StaticEmbedding/tokenizer.json", "modules.json"}
    assert all(len(digest) == 64 for digest in raw["made_for"]["files"].values())


def test_shipped_weights_are_for_the_encoder_that_ships(choice: EncoderChoice) -> None:
    assert load_encoder().version == load_matcher().encoder
    with pytest.raises(ConfigurationError, match="fitted on another encoder"):
        link_acts([measure("Planter")], [act("Plantation")], PLANS, False, load_hub_encoder(choice))


def test_no_weights_of_its_own_no_run(choice: EncoderChoice, fitted: Fitted, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"mots has no calibration.*Run: ecart calibrate \S+territory.toml"):
        load_matching(replace(choice, calibration=None))
    with pytest.raises(ConfigurationError, match=r"no such file.*Run: ecart calibrate"):
        load_matching(replace(choice, calibration=tmp_path / "none.json"))
    shipped = ROOT / "models" / "matcher" / "weights.json"
    with pytest.raises(ConfigurationError, match="is no calibration of an encoder"):
        load_matching(replace(choice, calibration=shipped))


def test_weights_of_another_encoder_are_refused(choice: EncoderChoice, fitted: Fitted, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match='made for another encoder, with query_prefix "" instead of "query: "'):
        load_matching(replace(choice, query_prefix="query: "))
    other = static_folder(tmp_path / "autre")
    with pytest.raises(ConfigurationError, match="made for another encoder, mots from a folder"):
        load_matching(replace(choice, name="autre", folder=other))
    with pytest.raises(ConfigurationError, match=r"the same name with other files \(0_StaticEmbedding/model.safetensors"):
        load_matching(replace(choice, folder=other))


def test_weights_of_another_version_of_ecart_are_refused(choice: EncoderChoice, fitted: Fitted, tmp_path: Path) -> None:
    assert choice.calibration is not None
    raw = json.loads(choice.calibration.read_text("utf-8"))
    (tmp_path / "old.json").write_text(json.dumps({**raw, "basis": "0" * 16}), "utf-8")
    with pytest.raises(ConfigurationError, match="made by another version of ecart"):
        load_matching(replace(choice, calibration=tmp_path / "old.json"))


class Sentences(Letters):
    """An encoder to which no single word is given but as one."""

    def encode_words(self, words: Sequence[str]) -> NDArray[np.float32]:
        assert words and not any(" " in word for word in words)
        return np.ones((len(words), 3), np.float32)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        assert any(" " in text for text in texts)
        return super().encode(texts)


def test_single_words_are_encoded_as_words(choice: EncoderChoice) -> None:
    asked, taken = (
        measure("Planter des haies", whole="Planter des haies au bord des chemins"),
        act("Plantation de haies", "APPROUVE le marché"),
    )
    (link,) = link_acts([asked], [taken], PLANS, False, Sentences(), WEIGHTS)
    assert next(s.value for s in link.signals if s.name == "coverage") == pytest.approx(3, abs=0.01)
    np.testing.assert_array_equal(load_hub_encoder(choice).encode_words(["haies"]), load_encoder().encode(["haies"]))


def test_one_encoder_opened_once(choice: EncoderChoice, fitted: Fitted) -> None:
    encoder = load_hub_encoder(choice)
    centred = encoder.centred(fitted.centre)
    assert isinstance(centred, HubEncoder) and centred.version == encoder.version
    assert np.abs(centred.encode(["haies"]) @ encoder.encode(["haies"]).T) < 1
