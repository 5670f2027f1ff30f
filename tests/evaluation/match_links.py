"""How good links are: ranking, links by band, calibration, what each signal is worth; on labelled records and on extracted ones.

    python -m tests.evaluation.match_links            # demo, and the development territory when it is there
    python -m tests.evaluation.match_links --extracted

Figures marked "unseen" come from weights fitted without the whole territory that they judge.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Sequence

import numpy as np

from models.encoder import load_encoder, load_reader
from models.matcher import load_matcher
from models.matcher.pair_reader import load_pair_reader
from models.matcher.readings import load_readings
from models.matcher.train import LABELLED, Doubles, Table, chances, fit, unseen
from pipeline.match import made_up, written
from pipeline.match.fitting import MADE_UP
from pipeline.match.labels import Gold
from pipeline.match.sides import Encoder
from pipeline.match.signals import SIGNALS
from pipeline.match.tables import table_of
from tests.evaluation.match_extracted import load_extracted
from tests.evaluation.match_pairs import PARAPHRASES, WRITTEN, common_stems, golds
from tests.shared import ROOT, SHARED

_BINS = 10
_LIKELY = 0.05  # pairs from this probability on are those that a person would ever see


def ranks(table: Table, chance: Doubles, missed: int = 0) -> Doubles:
    """For each answering pair, its place among the measure's acts that do not answer, from 1; a large one for each missed act."""
    found = []
    for row in np.flatnonzero(table.answers):
        others = (table.measures == table.measures[row]) & (table.answers == 0)
        found.append(1.0 + float((chance[others] >= chance[row]).sum()))
    return np.array(found + [1e9] * missed)


def calibration_error(chance: Doubles, answers: Doubles) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins = np.minimum((chance * _BINS).astype(int), _BINS - 1)
    return sum(abs(float((chance - answers)[bins == b].sum())) for b in range(_BINS)) / max(len(chance), 1)


def describe(title: str, table: Table, chance: Doubles, rest: Doubles, linked: float, missed: int = 0) -> None:
    """Print one line of ranking and one of links and calibration. `missed`: answering acts that are not among the records."""
    matcher = load_matcher()
    place = ranks(table, chance, missed)
    print(f"{title}\n   recall@1 {(place <= 1).mean():.3f}  recall@5 {(place <= 5).mean():.3f}  MRR {(1 / place).mean():.3f}")
    taken = (chance >= linked) & (rest >= matcher.without_words)
    review = (chance >= matcher.review) & ~taken
    wanted = table.answers.sum() + missed
    right = float(table.answers[taken].sum())
    precision, recall = right / max(taken.sum(), 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"   linked P {precision:.3f} R {recall:.3f} F1 {f1:.3f} ({int(taken.sum())} links)", end="")
    print(f"  review {int(review.sum())} of which answer {int(table.answers[review].sum())}")
    likely = chance >= _LIKELY
    sure, answers = chance[likely], table.answers[likely]
    print(
        f"   ECE {calibration_error(chance, table.answers):.4f}, of the {len(sure)} from p {_LIKELY} {calibration_error(sure, answers):.3f}"
    )


def everything(title: str, judged: Sequence[tuple[Table, Doubles, Doubles]], linked: float) -> None:
    """The same over several territories at once."""
    chance, rest = np.concatenate([c for _, c, _ in judged]), np.concatenate([r for _, _, r in judged])
    first = judged[0][0]
    steps = np.cumsum([0, *(int(t.measures.max()) + 1 for t, _, _ in judged)])
    measures = np.concatenate([t.measures + step for (t, _, _), step in zip(judged, steps, strict=False)])
    columns = (
        np.concatenate([getattr(t, name) for t, _, _ in judged])
        for name in ("acts", "passages", "values", "answers", "likeness", "together")
    )
    describe(title, Table(title, first.signals, first.signs, measures, *columns, LABELLED), chance, rest, linked)


def reliability(tables: Sequence[tuple[Table, Doubles, Doubles]]) -> None:
    """Print the reliability diagram as a table."""
    chance = np.concatenate([c for _, c, _ in tables])
    answers = np.concatenate([t.answers for t, _, _ in tables])
    edges = [0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0001]
    print("   p from   to    pairs   mean p   answer")
    for low, high in itertools.pairwise(edges):
        here = (chance >= low) & (chance < high)
        if here.any():
            print(f"   {low:5.2f}  {min(high, 1):5.2f}  {int(here.sum()):6d}   {chance[here].mean():.3f}    {answers[here].mean():.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extracted", action="store_true", help="read and extract the territories too")
    parser.add_argument("--ablation", action="store_true", help="leave out each signal in turn")
    args = parser.parse_args()
    encoder, common, linked = load_encoder(), common_stems(), load_matcher().linked
    labelled = golds()
    reader, pair_reader, readings = load_reader(), load_pair_reader(), load_readings()

    def labelled_table(gold: Gold) -> Table:
        return table_of(gold, encoder, common, LABELLED, reader, load_matcher(), readings.get(gold.name, pair_reader))

    tables = [labelled_table(g) for g in labelled]
    made = [table_of(g, encoder, common, MADE_UP) for g in made_up(PARAPHRASES, "development")]
    print("== whole territory unseen by the weights")
    judged = unseen([*tables, *made])
    for table, chance, rest in judged:
        describe(table.name, table, chance, rest, linked)
    everything("all labelled territories, each unseen", judged, linked)
    reliability(judged)
    print("== unseen by the weights and by whoever chose signals and bounds")
    aside = [(t, *chances(t, fit([*tables, *made]))) for t in (labelled_table(g) for g in written(WRITTEN, "aside"))]
    everything("written by hand, kept aside", aside, linked)
    for table in [table_of(g, encoder, common, MADE_UP) for g in made_up(PARAPHRASES, "test")]:
        describe(table.name, table, *chances(table, fit([*tables, *made])), linked)
    if args.ablation:
        ablation([*tables, *made], linked)
    if args.extracted:
        extracted(encoder, common, tables, made, linked)


def ablation(tables: Sequence[Table], linked: float) -> None:
    """What is lost, whole territories unseen, without each signal."""
    print("== without one signal (whole territory unseen, labelled ones together)")
    for without in ("", *(n for n, _ in SIGNALS)):
        judged = unseen(tables, without=[without])
        place = np.concatenate([ranks(t, c) for t, c, _ in judged])
        chance, answers = np.concatenate([c for _, c, _ in judged]), np.concatenate([t.answers for t, _, _ in judged])
        order = np.argsort(-chance)
        right = np.cumsum(answers[order])
        precision, recall = right / np.arange(1, len(order) + 1), right / answers.sum()
        f1 = (2 * precision * recall / np.maximum(precision + recall, 1e-9)).max()
        sure = recall[np.flatnonzero(precision >= 0.95)[-1]] if (precision >= 0.95).any() else 0.0
        print(f"   {without or 'nothing left out':18} MRR {(1 / place).mean():.3f}  best F1 {f1:.3f}  recall at precision .95 {sure:.3f}")


def extracted(encoder: Encoder, common: dict[str, float], tables: Sequence[Table], made: Sequence[Table], linked: float) -> None:
    """The same on what the program reads; weights fitted on labelled records of the other territory."""
    print("== as read by the program, whole territory unseen by the weights")
    places = {"demo": (ROOT / "data" / "demo", ROOT / "data" / "labels" / "demo")}
    valserre = SHARED / "territories" / "valserre"
    if valserre.is_dir():
        places["valserre"] = (valserre, valserre / "gold")
    for name, (root, labels) in places.items():
        gold = load_extracted(root, labels)
        table = table_of(gold, encoder, common, LABELLED)
        missed = len(gold.answers) - int(table.answers.sum())
        raw = fit([*(t for t in tables if t.name != name), *made])
        print(f"   {len(gold.measures)} measures, {len(gold.acts)} acts, {missed} answering acts or measures not extracted")
        describe(gold.name, table, *chances(table, raw), linked, missed)


if __name__ == "__main__":
    main()
