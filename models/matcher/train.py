"""Fit the matcher's weights on labelled pairs and write `weights.json`.

    python -m tests.evaluation.match_pairs build/pairs     # signals of the labelled territories and wordings, no text in them
    python -m models.matcher.train build/pairs             # weights.json beside this file

Deterministic: nothing is drawn and the fit is convex.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.matcher.choice import CHOICE, Doubles, Places, choice_values, crowding
from models.matcher.fit import fit_signed
from models.matcher.reading import AGAIN, READING, reading_values, worth_reading
from models.matcher.together import TOGETHER, together_values, worth_reading_together

VERSION = "3"
LABELLED = 1.0  # trust of a labelled territory; made-up ones have less and choose no bounds
STRENGTH = 1.0  # pull of the signals' weights to 0
CHOICE_STRENGTH = 1.0
READING_STRENGTH = 0.3
# Where the labels hold few examples or none, sense speaks: the weights are pulled to these instead of 0.
PRIOR = {"reference": 5.0, "general": -2.0, "delegated": -0.5, "noted": -2.0, "other_purpose": -5.0, "other_people": -3.0}
PRECISE = 0.95  # precision wanted of `linked`, on territories of which the fit has seen nothing
LEAST_REVIEW = 0.1  # of a fitted bound
FEW = 5  # pairs: on fewer no bound is chosen
REVIEW = 0.25  # probability from which a person is asked: docs/linking.md shows what other bounds cost
LEAST_LINKED = 0.55  # of territories unseen, the pairs between 0.5 and this were wrong as often as right
FURTHER = 0.65  # least probability of a linked act beside a likelier one of the same measure
WITHOUT_WORDS = -1.25  # least log-odds of a linked pair when shared words are not counted; chosen on whole runs of both territories


@dataclass(frozen=True, slots=True)
class Table:
    """Pairs of one territory. `measures` and `acts` number them, `passages` the act's piece that answers best, `values` are the signals,
    `answers` 1 where the act answers.

    `trust` weighs the whole table: labels count more than made-up territories.
    """

    name: str
    signals: tuple[str, ...]
    signs: tuple[int, ...]
    measures: Places
    acts: Places
    passages: Places
    values: Doubles
    answers: Doubles
    likeness: Doubles  # by the slower encoder, NaN where it was not read
    together: Doubles  # log-odds by a reader of both texts that has not seen the territory, NaN where it did not read
    trust: float


Judged = tuple[Table, Doubles, Doubles]
"""A table, the probabilities of its pairs, and the log-odds that remain of them without shared words."""


def read_table(path: Path) -> Table:
    """A table as `tests/evaluation/match_pairs.py` wrote it."""
    raw = np.load(path)
    signals, signs = tuple(map(str, raw["signals"])), tuple(map(int, raw["signs"]))
    return Table(
        path.stem,
        signals,
        signs,
        raw["measures"],
        raw["acts"],
        raw["passages"],
        raw["values"].astype(np.float64),
        raw["answers"].astype(np.float64),
        raw["likeness"].astype(np.float64),
        raw["together"].astype(np.float64),
        float(raw["trust"]),
    )


def fit(tables: Sequence[Table], without: Sequence[str] = ()) -> dict[str, Any]:
    """Weights of signals, choice among rivals and closer looks, as `weights.json` holds them. `without` leaves signals out."""
    return fit_first(tables, without) | fit_looks(tables, without)


def fit_looks(tables: Sequence[Table], without: Sequence[str] = ()) -> dict[str, Any]:
    """Weights of the second and third look, on the labelled territories, each with the odds of looks before that have not seen it."""
    seen: list[tuple[Table, Doubles, NDArray[np.intp], Doubles]] = []
    for number, table in enumerate(tables):
        if table.trust >= LABELLED and not np.isnan(table.likeness).all():
            odds, _ = first_odds(table, fit_first([t for i, t in enumerate(tables) if i != number], without))
            rows = _read(table, odds)
            seen.append((table, odds, rows, _reading(table, odds, rows, without)))
    if len(seen) < 2:
        return {"reading": {}, "reading_bias": 0.0, "together": {}, "together_bias": 0.0}
    sign = dict(zip(tables[0].signals, tables[0].signs, strict=True))
    signs = [sign.get(name, 1) for name in READING]
    values, answers = [v for *_, v in seen], [table.answers[rows] for table, _, rows, _ in seen]
    weights, bias = fit_signed(np.concatenate(values), np.concatenate(answers), signs, strength=READING_STRENGTH)
    for number, (_, odds, rows, own) in enumerate(seen):
        others = [[one for i, one in enumerate(column) if i != number] for column in (values, answers)]
        apart, base = fit_signed(np.concatenate(others[0]), np.concatenate(others[1]), signs, strength=READING_STRENGTH)
        odds[rows] = own @ apart + base
    read = {"reading": dict(zip(READING, weights.round(4).tolist(), strict=True)), "reading_bias": round(bias, 4)}
    return read | _fit_together([(table, odds) for table, odds, _, _ in seen])


def _fit_together(looked: Sequence[tuple[Table, Doubles]]) -> dict[str, Any]:
    """Weights of the third look, on territories with the odds of a second one."""
    values: list[Doubles] = []
    answers: list[Doubles] = []
    for table, odds in looked:
        rows = _read_together(table, odds)
        values.append(together_values(odds[rows], table.together[rows], table.measures[rows], table.acts[rows]))
        answers.append(table.answers[rows])
    if not any(len(some) for some in answers):
        return {"together": {}, "together_bias": 0.0}
    weights, bias = fit_signed(np.concatenate(values), np.concatenate(answers), [1] * len(TOGETHER), strength=READING_STRENGTH)
    return {"together": dict(zip(TOGETHER, weights.round(4).tolist(), strict=True)), "together_bias": round(bias, 4)}


def _read_together(table: Table, odds: Doubles) -> NDArray[np.intp]:
    rows = worth_reading_together(odds, table.measures)
    return rows[~np.isnan(table.together[rows])]


def _reading(table: Table, odds: Doubles, rows: NDArray[np.intp], without: Sequence[str] = ()) -> Doubles:
    again = table.values[rows][:, [table.signals.index(name) for name in AGAIN]] * [name not in without for name in AGAIN]
    return reading_values(odds[rows], table.likeness[rows], table.measures[rows], table.acts[rows], again)


def _read(table: Table, odds: Doubles) -> NDArray[np.intp]:
    rows = worth_reading(odds, table.measures)
    return rows[~np.isnan(table.likeness[rows])]


def fit_first(tables: Sequence[Table], without: Sequence[str] = ()) -> dict[str, Any]:
    """Weights of signals and of the choice among rivals."""
    signals, signs = tables[0].signals, np.array(tables[0].signs)
    used = np.array([s not in without for s in signals])
    values = np.concatenate([t.values for t in tables])[:, used]
    answers = np.concatenate([t.answers for t in tables])
    trust = np.concatenate([np.full(len(t.answers), t.trust) for t in tables])
    prior = np.array([PRIOR.get(s, 0.0) for s in signals])[used]
    weights, bias = fit_signed(values, answers, signs[used].tolist(), prior=prior, strength=STRENGTH, trust=trust)
    scores = [t.values[:, used] @ weights + bias for t in tables]
    rival = usual_rival(tables, scores)
    chosen = np.concatenate([choice_values(s, t.measures, t.acts, t.passages, rival) for s, t in zip(scores, tables, strict=True)])
    choice, choice_bias = fit_signed(chosen, answers, [1] * len(CHOICE), strength=CHOICE_STRENGTH, trust=trust)
    named = dict(zip(np.array(signals)[used].tolist(), weights.round(4).tolist(), strict=True))
    return {
        "signals": named,
        "bias": round(bias, 4),
        "choice": dict(zip(CHOICE, choice.round(4).tolist(), strict=True)),
        "choice_bias": round(choice_bias, 4),
        "rival": round(rival, 4),
    }


def usual_rival(tables: Sequence[Table], scores: Sequence[Doubles]) -> float:
    """The median, over the measures, of the best score among the acts that do not answer."""
    best = [s[(t.measures == m) & (t.answers == 0)].max() for t, s in zip(tables, scores, strict=True) for m in np.unique(t.measures)]
    return float(np.median(best))


def chances(table: Table, raw: Mapping[str, Any]) -> tuple[Doubles, Doubles]:
    """Probabilities of a table's pairs, and the log-odds that remain without the signals of shared words."""
    odds, by_words = first_odds(table, raw)
    if raw.get("reading"):
        rows = _read(table, odds)
        values = _reading(table, odds, rows)
        odds[rows] = values @ np.array([raw["reading"][name] for name in READING]) + raw["reading_bias"]
        by_words[rows] *= raw["reading"]["odds"]
    if raw.get("together"):
        rows = _read_together(table, odds)
        values = together_values(odds[rows], table.together[rows], table.measures[rows], table.acts[rows])
        odds[rows] = values @ np.array([raw["together"][name] for name in TOGETHER]) + raw["together_bias"]
        by_words[rows] *= raw["together"]["odds"]
    return 1 / (1 + np.exp(-odds)), odds - by_words


def first_odds(table: Table, raw: Mapping[str, Any]) -> tuple[Doubles, Doubles]:
    """Log-odds of a table's pairs by the first look, and what shared words give of them."""
    weights = np.array([raw["signals"].get(s, 0.0) for s in table.signals])
    scores = table.values @ weights + raw["bias"]
    scores -= crowding(scores, table.measures, raw["rival"])
    odds = (
        choice_values(scores, table.measures, table.acts, table.passages, raw["rival"]) @ np.array([raw["choice"][c] for c in CHOICE])
        + raw["choice_bias"]
    )
    words = np.array([s in ("words", "words_all") for s in table.signals])
    return odds, table.values[:, words] @ weights[words] * sum(raw["choice"].values())


def unseen(tables: Sequence[Table], without: Sequence[str] = ()) -> list[Judged]:
    """Each labelled table's probabilities and log-odds without words, by a fit that has seen nothing of that territory."""
    found = []
    for number, table in enumerate(tables):
        if table.trust >= LABELLED:
            found.append((table, *chances(table, fit([t for i, t in enumerate(tables) if i != number], without))))
    return found


def own_bands(judged: Sequence[Judged]) -> dict[str, float]:
    """The bounds of the bands, all chosen on territories of which the fit has seen nothing, by rule, as nobody looks.

    `without_words` keeps 95 of 100 right pairs that would be linked, `linked` is where `PRECISE` are right, `further` where `PRECISE` of
    the second and later acts of measures are, and `review` goes down to where a further pair answers in less than one case of three.
    """
    chance, answers, rest = (np.concatenate(column) for column in zip(*((c, t.answers, r) for t, c, r in judged), strict=True))
    later = np.concatenate([_later(t, c) for t, c, _ in judged])
    right = rest[(chance >= max(linked_threshold(chance, answers), 0.5)) & (answers > 0)]
    without = float(min(np.quantile(right, 0.05), 0.0)) if len(right) else 0.0
    able = rest >= without
    linked = max(linked_threshold(chance[able], answers[able]), 0.5)
    also = able & later & (chance >= linked)
    further = linked_threshold(chance[also], answers[also]) if also.sum() >= FEW else 0.9
    return {
        "linked": round(linked, 3),
        "review": math.floor(_review_threshold(chance, answers, linked) * 1000) / 1000,
        "without_words": round(without, 2),
        "further": round(max(further, linked), 3),
    }


def _review_threshold(chance: Doubles, answers: Doubles, linked: float) -> float:
    """Where to stop asking a person: an answer found is worth two questions in vain."""
    below = np.argsort(-chance)[int((chance >= linked).sum()) :]
    below = below[chance[below] >= LEAST_REVIEW]
    gain = np.cumsum(np.where(answers[below] > 0, 1.0, -0.5))
    return float(chance[below][int(np.argmax(gain))]) if len(gain) and gain.max() > 0 else min(linked, 0.5)


def _later(table: Table, chance: Doubles) -> NDArray[np.bool_]:
    """Which pairs are not the likeliest of their measure."""
    highest = np.zeros(int(table.measures.max()) + 1)
    np.maximum.at(highest, table.measures, chance)
    return chance < highest[table.measures]


def share_right(judged: Sequence[Judged], raw: Mapping[str, Any]) -> dict[str, float]:
    """Of these territories together: share of the answering acts that are their measure's first, precision and recall of `linked`, pairs
    in `review` and how many of these answer, and the expected calibration error of the pairs from p = .05 (ten bins)."""
    chance, answers, rest = (np.concatenate(column) for column in zip(*((c, t.answers, r) for t, c, r in judged), strict=True))
    later = np.concatenate([_later(t, c) for t, c, _ in judged])
    linked = (chance >= np.where(later, raw["further"], raw["linked"])) & (rest >= raw["without_words"])
    asked = (chance >= raw["review"]) & ~linked
    seen = chance >= 0.05
    bins = np.minimum((chance[seen] * 10).astype(int), 9)
    gaps = [abs(float((chance[seen] - answers[seen])[bins == b].sum())) for b in range(10)]
    return {
        "answering": float(answers.sum()),
        "first": round(float(answers[~later].sum() / max(answers.sum(), 1)), 3),
        "precision": round(float(answers[linked].mean()) if linked.any() else 0.0, 3),
        "recall": round(float(answers[linked].sum() / max(answers.sum(), 1)), 3),
        "review": float(asked.sum()),
        "review_right": float(answers[asked].sum()),
        "calibration_error": round(sum(gaps) / max(int(seen.sum()), 1), 3),
    }


def linked_threshold(chance: Doubles, answers: Doubles, wanted: float = PRECISE) -> float:
    """The least probability from which at least `wanted` of the pairs answer."""
    order = np.argsort(-chance)
    good = np.flatnonzero(np.cumsum(answers[order]) / np.arange(1, len(order) + 1) >= wanted)
    return float(chance[order][good[-1]]) if len(good) else float(chance.max(initial=0.0))


def main() -> None:
    """Command line: read the tables, fit, choose the bands, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, help="folder of .npz tables")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("weights.json"))
    args = parser.parse_args()
    tables = [read_table(p) for p in sorted(args.pairs.glob("*.npz"))]
    if not tables:
        raise SystemExit(f"No tables in {args.pairs}; run python -m tests.evaluation.match_pairs {args.pairs} first.")
    made = json.loads((args.pairs / "made.json").read_text("utf-8"))
    labelled = unseen(tables)
    if not labelled:
        raise SystemExit(f"No labelled territory among the tables in {args.pairs}: the bands are chosen on real labels only.")
    able = [(rest >= WITHOUT_WORDS) & ((c >= FURTHER) | ~_later(t, c)) for t, c, rest in labelled]
    chance = np.concatenate([c[kept] for (_, c, _), kept in zip(labelled, able, strict=True)])
    answers = np.concatenate([t.answers[kept] for (t, _, _), kept in zip(labelled, able, strict=True)])
    linked = round(max(linked_threshold(chance, answers), LEAST_LINKED), 3)
    raw = {"version": VERSION, "encoder": made["encoder"], **fit(tables)}
    raw |= {"linked": linked, "review": REVIEW, "without_words": WITHOUT_WORDS, "further": FURTHER, "common": made["common"]}
    args.out.write_text(json.dumps(raw, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(json.dumps({k: v for k, v in raw.items() if k != "common"}, indent=1))


if __name__ == "__main__":
    main()
