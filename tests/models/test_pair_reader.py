from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.encoder import EncoderMissing
from models.matcher.pair_reader import PairReader, load_pair_reader, pair_reader_version
from models.matcher.readings import load_readings

ASKED = "Aider les lieux partagés de travail. Financer l'ouverture de bureaux à plusieurs dans les bourgs"
ANSWER = ["Règlement d'intervention – espaces de coworking", "APPROUVE le règlement d'aide aux espaces de coworking en zone rurale"]
OTHER = ["Garderie périscolaire : tarifs de l'année", "FIXE les tarifs de la garderie périscolaire à compter de la rentrée"]


@pytest.fixture(scope="module")
def reader() -> PairReader:
    return load_pair_reader()


def test_a_pair_is_read_alone_whatever_stands_beside_it(reader: PairReader) -> None:
    pairs = [(ASKED, ANSWER), (ASKED, OTHER), ("Bancs", ["Bancs publics", *("mot " * 200 for _ in range(4))])]
    beside = reader.log_odds(pairs)
    np.testing.assert_allclose([reader.log_odds([pair])[0] for pair in pairs], beside, atol=1e-4)
    assert reader.log_odds([]).shape == (0,)


@pytest.mark.parametrize(
    ("question", "right", "wrong", "reason"),
    [
        (ASKED, ANSWER, OTHER, "other words, the same aid"),
        (
            "Ouvrir une épicerie sociale et solidaire au centre-bourg",
            ["Local de la place du Marché", "APPROUVE la mise à disposition du local à l'épicerie solidaire"],
            ["Local de la place du Marché", "APPROUVE le bail commercial du local avec une agence immobilière"],
            "the same place, let to another",
        ),
        (
            "Étendre les horaires de la bibliothèque le samedi",
            ["Médiathèque – nouveaux horaires", "FIXE l'ouverture de la médiathèque le samedi de 9 heures à 18 heures"],
            ["Médiathèque – mobilier", "AUTORISE le maire à signer le marché de mobilier de la médiathèque"],
            "the same house, another object",
        ),
    ],
)
def test_likelier(reader: PairReader, question: str, right: list[str], wrong: list[str], reason: str) -> None:
    near, far = reader.log_odds([(question, right), (question, wrong)])
    assert near > far, reason


def test_missing_or_broken_weights_say_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "pair_reader.npz"
    assert pair_reader_version(broken) == ""
    with pytest.raises(EncoderMissing, match=r"models\.matcher\.train_pair_reader"):
        load_pair_reader(broken)
    broken.write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(EncoderMissing, match="cannot be read"):
        load_pair_reader(broken)


def test_readings_of_labelled_territories() -> None:
    readings = load_readings()
    assert "demo" in readings
    assert all(np.isfinite(list(some.values())).all() and len(some) > 10 for some in readings.values())
