from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.encoder import Encoder, EncoderMissing, load_encoder
from models.encoder.tokens import grams, stem, words


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


TEXTS = [
    "Ouvrir un lieu de travail partagé dans l'ancienne gare",
    "ATTRIBUE une subvention de 12 000 € à l'association Les Tréteaux du Vallon",
    "",
    "12 000 €",
    "xqzwk",
]


def test_rows_are_unit_or_zero(encoder: Encoder) -> None:
    lengths = np.linalg.norm(encoder.encode(TEXTS), axis=1)
    assert lengths == pytest.approx([1, 1, 0, 0, 1], abs=1e-5)


def test_same_text_same_vector_whatever_stands_beside_it(encoder: Encoder) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    together = load_encoder().encode(TEXTS)
    np.testing.assert_allclose(alone, together, atol=1e-6)


def test_one_set_apart_learns_words_of_its_own(encoder: Encoder) -> None:
    new = [f"{text} zorglub" for text in TEXTS]
    before = encoder.encode(TEXTS)
    one, other = encoder.apart(), encoder.apart()
    np.testing.assert_array_equal(one.encode(new), load_encoder().encode(new))
    assert "zorglub" in one._places and "zorglub" not in other._places and "zorglub" not in encoder._places
    np.testing.assert_array_equal(other.encode(["mirliton", *TEXTS])[1:], before)
    assert one._rows is encoder._rows


def test_order_and_blocks_do_not_matter(encoder: Encoder) -> None:
    many = [f"{TEXTS[0]} {suffix}" for suffix in ("bois", "école", "rivière")] * 1000
    vectors = encoder.encode(many)
    np.testing.assert_allclose(vectors[:3], vectors[-3:], atol=1e-6)
    np.testing.assert_allclose(encoder.encode(many[::-1])[::-1], vectors, atol=1e-6)


def test_nothing_to_encode(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dim)
    assert encoder.rescore("école", []).shape == (0,)
    assert encoder.rescore("", ["école"]).tolist() == [0.0]


@pytest.mark.parametrize(
    ("query", "right", "wrong", "reason"),
    [
        (
            "Éclairer moins la nuit",
            "DÉCIDE l'extinction des lampadaires de minuit à cinq heures",
            "FIXE le tarif de la garderie",
            "synonym",
        ),
        ("DECIDE", "DÉCIDE", "piscine", "accents do not count"),
        ("les acteur·ices associatif.ve.s", "les acteurs associatifs", "les routes", "inclusive writing"),
        ("vélos en libre service", "réseau cyclable intercommunal", "réfection de la toiture de l'église", "neighbouring words"),
    ],
)
def test_nearer(encoder: Encoder, query: str, right: str, wrong: str, reason: str) -> None:
    near, far = encoder.similarity([query], [right, wrong])[0]
    assert near > far, reason
    near, far = encoder.rescore(query, [right, wrong])
    assert near > far, reason


def test_rescore_does_not_depend_on_the_other_candidates(encoder: Encoder) -> None:
    together = encoder.rescore(TEXTS[0], TEXTS)
    alone = [encoder.rescore(TEXTS[0], [text])[0] for text in TEXTS]
    np.testing.assert_allclose(together, alone, atol=1e-5)
    assert together[0] == pytest.approx(1, abs=1e-4)


def test_unseen_words_resemble_words_written_alike(encoder: Encoder) -> None:
    assert encoder.known_share("xqzwk") == 0
    assert encoder.known_share("") == 0
    assert encoder.known_share("subvention xqzwk") == 0.5
    near, far = encoder.similarity(["la microbibliothèquette"], ["bibliothèque", "voirie"])[0]
    assert near > far


def test_token_vectors_add_up_to_the_text(encoder: Encoder) -> None:
    names, rows = encoder.token_vectors(TEXTS[0])
    assert names == encoder.words(TEXTS[0])
    total = rows.sum(axis=0)
    np.testing.assert_allclose(total / np.linalg.norm(total), encoder.encode([TEXTS[0]])[0], atol=1e-5)


def test_empty_words_weigh_little(encoder: Encoder) -> None:
    names, rows = encoder.token_vectors("la bibliothèque de la commune")
    weights = dict(zip(names, np.linalg.norm(rows, axis=1), strict=True))
    assert weights["bibliotheque"] > 2 * weights["la"]


def test_version_follows_the_weights(encoder: Encoder) -> None:
    assert encoder.version == load_encoder().version
    assert len(encoder.version) == 16


def test_missing_or_broken_weights_say_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "encoder.npz"
    with pytest.raises(EncoderMissing, match=r"models\.encoder\.train"):
        load_encoder(broken)
    broken.write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(EncoderMissing, match="cannot be read"):
        load_encoder(broken)


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("L'Œuvre d'Art", ["oeuvre", "art"], "elision and ligature"),
        ("élu·es et habitant.e.s", ["elu", "et", "habitant"], "inclusive endings"),
        ("Les acteurs. Elles", ["les", "acteurs", "elles"], "a full stop is no inclusive point"),
        ("qu'à 20 km/h", ["km"], "figures and single letters are no words"),
        ("porteur-ses sous-sol", ["porteur", "sous", "sol"], "hyphens"),
    ],
)
def test_words(text: str, expected: list[str], reason: str) -> None:
    assert words(text) == expected, reason


@pytest.mark.parametrize(
    "family",
    [
        ("accompagner", "accompagnement", "accompagnée"),
        ("rénover", "rénovation", "rénovées"),
        ("municipal", "municipaux"),
        ("coopératif", "coopération"),
    ],
)
def test_stems_bring_a_family_together(family: tuple[str, ...]) -> None:
    assert len({stem(words(word)[0]) for word in family}) == 1


def test_grams_are_stable_and_in_range() -> None:
    assert grams("eau", 1000) == grams("eau", 1000)
    assert all(0 <= gram < 7 for gram in grams("biodechets", 7))
