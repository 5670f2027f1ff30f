from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.encoder import EncoderMissing, Reader, load_reader
from models.encoder.pieces import FIRST, START, STOP, UNKNOWN, Pieces, normalise

TEXTS = ["Ouvrir un lieu de travail partagé", "ATTRIBUE une subvention de 12 000 € aux Tréteaux du Vallon", "", "12 000 €", "mot " * 400]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def test_rows_are_unit(reader: Reader) -> None:
    np.testing.assert_allclose(np.linalg.norm(reader.encode(TEXTS), axis=1), 1, atol=1e-5)
    assert reader.encode([]).shape == (0, reader.dim)


def test_same_text_same_vector_whatever_stands_beside_it(reader: Reader) -> None:
    together = reader.encode([*TEXTS, TEXTS[0]])
    np.testing.assert_allclose(np.concatenate([reader.encode([text]) for text in TEXTS]), together[:-1], atol=1e-5)
    np.testing.assert_allclose(together[0], together[-1], atol=1e-6)


@pytest.mark.parametrize(
    ("query", "right", "wrong", "reason"),
    [
        (
            "Éclairer moins la nuit",
            "DÉCIDE l'extinction des lampadaires de minuit à cinq heures",
            "FIXE le tarif de la garderie",
            "synonym",
        ),
        ("Des bureaux à plusieurs", "ouverture d'un espace de coworking", "rénovation du bureau du maire", "a thing against a shared word"),
        ("Garder les terres pour les paysans", "convention avec la SAFER sur le foncier agricole", "vente d'un terrain à bâtir", "purpose"),
    ],
)
def test_nearer(reader: Reader, query: str, right: str, wrong: str, reason: str) -> None:
    near, far = reader.similarity([query], [right, wrong])[0]
    assert near > far, reason


def test_missing_or_broken_weights_say_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "reader.npz"
    with pytest.raises(EncoderMissing, match=r"models\.encoder\.train_reader"):
        load_reader(broken)
    broken.write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(EncoderMissing, match="cannot be read"):
        load_reader(broken)


def test_likeliest_pieces() -> None:
    pieces = Pieces(["▁", "▁lam", "pe", "▁lampe", "s", "l"], [-3, -4, -4, -5, -2, -9])
    assert pieces.best("lampes") == ["▁lampe", "s"], "one long piece before two short ones"
    assert pieces.encode("Lampe", 10) == [START, FIRST + 3, STOP]
    assert pieces.encode("#", 10) == [START, FIRST, UNKNOWN, STOP]
    assert pieces.encode("lampes lampes lampes", 4) == [START, FIRST + 3, FIRST + 4, STOP], "the rest is not read"


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("DÉCIDE", "décide", "acts shout"),
        ("l’élu·e", "l'élu", "apostrophe and inclusive ending"),
        ("acteur·rice·s", "acteur", "two endings"),
        ("œuvre ﬁne", "œuvre fine", "ligatures of print, not of spelling"),
    ],
)
def test_normalise(text: str, expected: str, reason: str) -> None:
    assert normalise(text) == expected, reason
