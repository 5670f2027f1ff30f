"""How often a verdict is right, by the word that the report gives its reliability: the figures of the method page.

    python -m tests.evaluation.reliability [FOLDER ...]     territories with their labels in gold/; without any, the development ones

Whole runs of the labelled territories (measures, acts and links all found by the program). A verdict is right when its status is the
labelled one; verdicts left `unsure` claim nothing and are counted apart.
"""

from __future__ import annotations

import sys
from collections import Counter

from pipeline.records.verdict import Status
from pipeline.report.reliability import WORDS, word_of
from tests.evaluation.score_verdicts import PLACES, run


def main() -> None:
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    unsure = 0
    for name in sys.argv[1:] or PLACES:
        judged, wanted = run(name, "all")
        labels = {row["measure"]: row["status"] for row in wanted}
        for verdict, of in zip(judged.verdicts, judged.of, strict=True):
            if of is None or of not in labels:
                continue
            if verdict.status is Status.UNSURE:
                unsure += 1
                continue
            word = word_of(verdict.confidence)
            told[word] += 1
            right[word] += verdict.status.value == labels[of]
    for _, word in WORDS:
        print(f"{word:8} {right[word]:3} right of {told[word]:3}" + (f" ({right[word] / told[word]:.0%})" if told[word] else ""))
    print(f"{'all':8} {sum(right.values()):3} right of {sum(told.values()):3}; {unsure} left to people")


if __name__ == "__main__":
    main()
