"""What readers of both texts made of labelled pairs of territories that they had not seen. Made by `train_pair_reader.py`.

The reader that ships was trained on all of these territories; what it makes of them would say too much, so weights are fitted on these.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from importlib import resources

Readings = Mapping[tuple[str, str], float]
"""Log-odds by the ids of measure and act."""


def load_readings() -> Mapping[str, Readings]:
    """The readings of `readings.csv` by the name of the territory."""
    found: defaultdict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    with (resources.files("models") / "matcher" / "readings.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found[row["territory"]][row["measure"], row["act"]] = float(row["log_odds"])
    return dict(found)
