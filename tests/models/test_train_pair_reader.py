from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from models.encoder.pieces import FIRST, Pieces
from models.matcher.pair_questions import CutPair, LabelledPair, Question, cut_labelled, territory_questions
from models.matcher.pair_reader import load_pair_reader
from models.matcher.pair_texts import MOST, join_pair

torch = pytest.importorskip("torch", reason="needs torch (extra train); only training does")
script = pytest.importorskip("models.matcher.train_pair_reader", reason="needs torch and scipy (extra train)")

WORDS = ["haie", "bus", "four", "parc", "quai"]
PIECES = Pieces([f"▁{word}" for word in WORDS], [-1.0] * len(WORDS))
WIDTH = 24


def start_of(seed: int = 0) -> dict[str, np.ndarray]:
    """Two small layers of random weights."""
    rng = np.random.default_rng(seed)
    found = {"emb.word": (len(WORDS) + FIRST, WIDTH), "emb.pos": (MOST, WIDTH), "emb.ln.w": (WIDTH,), "emb.ln.b": (WIDTH,)}
    for n in range(2):
        for part, rows, columns in (*((p, WIDTH, WIDTH) for p in ("q", "k", "v", "ao")), ("fi", 48, WIDTH), ("fo", WIDTH, 48)):
            found |= {f"l{n}.{part}.w": (rows, columns), f"l{n}.{part}.b": (rows,)}
        found |= {f"l{n}.{norm}.{end}": (WIDTH,) for norm in ("aln", "oln") for end in "wb"}
    return {
        name: (np.ones(shape) if name.endswith("ln.w") else rng.normal(0, 0.3, shape)).astype(np.float32) for name, shape in found.items()
    }


def labelled() -> list[LabelledPair]:
    """Measures of three territories, all answered by the act on hedges."""
    return [
        LabelledPair(t, asked, said, f"{asked} parc", (said, "quai"), said == "haie")
        for t in ("albe", "brie", "cize")
        for asked in WORDS[:3]
        for said in WORDS[:3]
    ]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[CutPair]:
    monkeypatch.setattr(script, "TERRITORIES", script.Settings(epochs=8, batch=4, rate=2e-3, levels=15, layers=(0, 1)))
    monkeypatch.setattr(script, "FOLDS", 3)
    return cut_labelled(PIECES, labelled())


def test_pairs_are_learnt_and_a_pair_is_read_whatever_stands_beside_it(small: list[CutPair]) -> None:
    start = start_of()
    torch.manual_seed(0)
    fresh = script.PairTransformer(start, script.TERRITORIES)
    pairs = [join_pair(pair.question, pair.passages) for pair in small]
    answers = np.array([pair.answers for pair in small], np.float64)
    before = script.loss_of_answers(fresh.log_odds(pairs), answers)
    model = script.tune_on_territories(start, fresh.state_dict(), small, "cpu")
    odds = model.log_odds(pairs)
    assert script.loss_of_answers(odds, answers) < 0.7 * before
    long = join_pair([FIRST] * 80, [[FIRST + 1] * 50] * 3)
    np.testing.assert_allclose(model.log_odds([pairs[0], long])[0], odds[0], atol=1e-5)


def test_the_reader_in_use_reads_as_the_model_that_was_trained(small: list[CutPair], tmp_path: Path) -> None:
    start = start_of()
    torch.manual_seed(0)
    model = script.PairTransformer(start, script.TERRITORIES)
    script.tune(model, lambda rng: territory_questions(small, rng))
    np.savez_compressed(
        tmp_path / "pair_reader.npz", **script.export_pairs(model, [f"▁{word}" for word in WORDS], np.full(5, -1, np.float32))
    )
    read = load_pair_reader(tmp_path / "pair_reader.npz").log_odds([(pair.question, pair.passages) for pair in labelled()])
    np.testing.assert_allclose(read, model.log_odds([join_pair(pair.question, pair.passages) for pair in small]), atol=0.01)


def test_a_fold_is_read_by_a_model_that_has_not_seen_it(small: list[CutPair], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[str]] = []

    class Told:
        def log_odds(self, pairs: list[object]) -> np.ndarray:
            return np.full(len(pairs), len(seen))

    def tune_on(start: object, tuned: object, pairs: list[CutPair], device: str) -> Told:
        seen.append({pair.territory for pair in pairs})
        return Told()

    monkeypatch.setattr(script, "tune_on_territories", tune_on)
    odds = script.read_unseen({}, {}, small, "cpu")
    for pair, number in zip(small, odds.astype(int), strict=True):
        assert pair.territory not in seen[number - 1]
    assert len(seen) == 3 and all(len(names) == 2 for names in seen)


def test_readings(tmp_path: Path) -> None:
    script.write_readings(labelled()[:2], np.array([1.236, -0.5]), tmp_path / "readings.csv")
    with (tmp_path / "readings.csv").open(encoding="utf-8", newline="") as lines:
        assert list(csv.DictReader(lines)) == [
            {"territory": "albe", "measure": "haie", "act": "haie", "log_odds": "1.24"},
            {"territory": "albe", "measure": "haie", "act": "bus", "log_odds": "-0.50"},
        ]


@pytest.mark.parametrize(
    ("odds", "answers", "loss", "reason"),
    [
        ([0.0, 0.0], [True, False], np.log(2) + 0.2 * np.log(3), "one of two acts and none"),
        ([0.0, 0.0], [False, False], np.log(2) + 0.2 * np.log(3), "none is right"),
        ([0.0, 0.0], [True, True], np.log(2) + 0.2 * np.log(3 / 2), "either act is"),
        ([30.0, -30.0], [True, False], 0.0, "sure and right"),
        ([-30.0, -30.0], [False, False], 0.0, "sure that none is"),
        ([-30.0, 30.0], [True, False], 30 + 0.2 * 60, "sure and wrong"),
    ],
)
def test_loss(odds: list[float], answers: list[bool], loss: float, reason: str) -> None:
    found = script.loss_of_questions(lambda pairs: torch.tensor(odds), [question(answers)])
    assert float(found) == pytest.approx(loss, abs=1e-4), reason


def test_loss_of_questions_with_more_and_with_fewer_acts() -> None:
    found = script.loss_of_questions(lambda pairs: torch.zeros(len(pairs)), [question([True, False]), question([True, False, False])])
    assert float(found) == pytest.approx(np.log(2) + 0.2 * (np.log(3) + np.log(4)) / 2)


def question(answers: list[bool]) -> Question:
    return Question([([0, 1, 1, 1], 2)] * len(answers), answers)


@pytest.mark.parametrize(
    ("step", "share", "reason"),
    [(0, 1 / 11, "slow at first"), (10, 0.95, "then falling"), (100, 0.5, "half way"), (199, 0.02, "never quite nothing")],
)
def test_pace(step: int, share: float, reason: str) -> None:
    assert script.pace(step, 200) == pytest.approx(share), reason
