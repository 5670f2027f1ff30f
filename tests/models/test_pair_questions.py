from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from models.encoder.pieces import START, STOP
from models.encoder.wordings import Group, ranking
from models.matcher.pair_questions import (
    CutPair,
    LabelledPair,
    Question,
    Wordings,
    cut_groups,
    deal_batches,
    deal_folds,
    read_pairs,
    rival_groups,
    territory_questions,
    wording_questions,
)
from models.matcher.pair_texts import Pair

NAMES = ["albe", "brie", "cize", "dore", "eure", "fion", "gave"]
# Wordings of group g are pieces 10g and on: asking 1 and 2, title 3, decisions 4 and 5, near miss 6.
GROUPS = [Wordings(([g + 1], [g + 2]), ([g + 3],), ([g + 4], [g + 5]), ([g + 6],)) for g in range(10, 90, 10)]
RIVALS = [[(number + step) % len(GROUPS) for step in range(1, 4)] for number in range(len(GROUPS)) for _ in range(2)]


def sides(pair: Pair) -> tuple[list[int], list[int]]:
    """Pieces of the measure and of the act, without the marks."""
    ids, side = pair
    return [p for p in ids[:side] if p not in (START, STOP)], [p for p in ids[side:] if p not in (START, STOP)]


def test_each_territory_is_whole_in_one_fold() -> None:
    folds = deal_folds([name for name in NAMES for _ in range(3)], 4, seed=0)
    assert sorted(name for fold in folds for name in fold) == NAMES
    assert sorted(map(len, folds)) == [1, 2, 2, 2]
    assert folds == deal_folds(NAMES[::-1], 4, seed=0), "the order of the pairs deals nothing"
    assert folds != deal_folds(NAMES, 4, seed=1)


def test_rivals_are_the_nearest_titles_and_decisions_of_others() -> None:
    groups = [
        Group(name, "", (("citizen", f"{name} ?"), ("title", f"{name} t"), ("decision", f"{name} d")), (f"{name} miss",)) for name in "abc"
    ]
    task = ranking(groups)
    # columns: title, decision and near miss of a, of b, of c
    likeness = np.array([[9, 9, 9, 1, 5, 9, 2, 4], [3, 1, 9, 9, 9, 9, 2, 4], [0, 0, 0, 0, 1, 0, 9, 9]], np.float64)
    likeness = np.hstack((likeness, np.full((3, 1), 9.0)))
    assert rival_groups(task, likeness, 3) == [[1, 2, 2], [2, 0, 2], [1, 0, 0]]


def test_questions_of_wordings() -> None:
    questions = wording_questions(GROUPS, RIVALS, np.random.default_rng(0))
    assert len(questions) == 2 * len(GROUPS), "one for each asking wording"
    for number, question in enumerate(questions):
        group = GROUPS[number // 2]
        own = {text[0] for text in (*group.titles, *group.decisions)}
        rivals = {GROUPS[r].titles[0][0] // 10 for r in RIVALS[number]}
        for pair, answers in zip(question.pairs, question.answers, strict=True):
            asked, said = sides(pair)
            assert asked[0] == group.asking[number % 2][0] and set(asked) <= {text[0] for text in group.asking}
            if answers:
                assert own & set(said), "an answer has the group's own title or decision"
            else:
                assert group.near_misses[0][0] in said or rivals & {piece // 10 for piece in said}, (
                    "others have a near miss or a rival's words"
                )
    answered = [any(question.answers) for question in questions]
    assert any(answered) and not all(answered), "some questions have no answer"


def test_questions_come_alike_from_one_seed_and_new_each_epoch() -> None:
    rng = np.random.default_rng(0)
    first, second = wording_questions(GROUPS, RIVALS, rng), wording_questions(GROUPS, RIVALS, rng)
    assert first == wording_questions(GROUPS, RIVALS, np.random.default_rng(0))
    assert first != second


def labelled(measure: str, answers: Sequence[bool], territory: str = "albe") -> list[CutPair]:
    return [CutPair(territory, measure, [7], ([100 + number], [200], [201], [202]), right) for number, right in enumerate(answers)]


@pytest.mark.parametrize(
    ("answers", "right", "wrong", "reason"),
    [
        ([True] * 2 + [False] * 20, 2, 10, "twelve acts at most"),
        ([True] + [False] * 3, 1, 3, "all where there are few"),
        ([True] * 14 + [False] * 2, 14, 0, "no answering act is left out"),
        ([False] * 20, 0, 12, "a measure that nothing answers"),
    ],
)
def test_questions_of_territories(answers: list[bool], right: int, wrong: int, reason: str) -> None:
    (question,) = territory_questions(labelled("m1", answers), np.random.default_rng(0))
    assert (question.answers.count(True), question.answers.count(False)) == (right, wrong), reason
    assert all(sides(pair)[1][0] >= 100 for pair in question.pairs)
    assert all(sides(pair)[1][0] < 200 for pair in question.pairs), "the subject always stays"


def test_measures_of_two_territories_are_two_questions() -> None:
    pairs = [*labelled("m1", [True, False]), *labelled("m2", [False]), *labelled("m1", [False], "brie")]
    questions = territory_questions(pairs, np.random.default_rng(0))
    assert [len(question.pairs) for question in questions] == [2, 1, 1]
    lost = [len(sides(pair)[1]) for seed in range(30) for q in territory_questions(pairs, np.random.default_rng(seed)) for pair in q.pairs]
    assert min(lost) < 4 and max(lost) == 4, "some passages stay away at times"


def test_every_question_is_in_one_batch() -> None:
    questions = [Question([([0] * size, 1)], [True]) for size in range(1, 40)]
    batches = deal_batches(questions, 4, np.random.default_rng(0))
    assert sorted(len(q.pairs[0][0]) for batch in batches for q in batch) == list(range(1, 40))
    assert max(map(len, batches)) == 4 and len(batches) == 10


def test_groups_need_someone_who_asks_and_what_answers() -> None:
    whole = Group("g1", "", (("plan", "b"), ("title", "c"), ("decision", "d"), ("budget", "e")), ("f",))
    (found,) = cut_groups([whole], lambda text: [ord(text)])
    assert found == Wordings(([98],), ([99],), ([100],), ([102],))
    with pytest.raises(ValueError, match="g2 needs"):
        cut_groups([Group("g2", "", whole.wordings[:2], ())], lambda text: [ord(text)])


def test_read_pairs(tmp_path: Path) -> None:
    row = {"territory": "albe", "measure": "m1", "act": "a1", "question": "Planter", "passages": ["Haies", "DÉCIDE"], "answers": True}
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps(row) + "\n", "utf-8")
    assert read_pairs(path) == [LabelledPair("albe", "m1", "a1", "Planter", ("Haies", "DÉCIDE"), True)]
