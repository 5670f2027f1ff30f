from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from models.encoder.wordings import Group, read_families, read_groups, split_groups

FOLDER = Path(__file__).resolve().parents[2] / "data" / "paraphrases"
REGISTERS = {"citizen": 2, "plan": 2, "title": 1, "decision": 2, "budget": 1}


@pytest.fixture(scope="module")
def groups() -> list[Group]:
    return read_groups(FOLDER)


def test_every_group_is_worded_in_every_register(groups: list[Group]) -> None:
    for group in groups:
        assert Counter(register for register, _ in group.wordings) == REGISTERS, group.name
        assert len(group.near_misses) == 2, group.name
        assert all(text.strip() for _, text in group.wordings), group.name


def test_names_and_texts_are_used_once(groups: list[Group]) -> None:
    assert not [name for name, times in Counter(group.name for group in groups).items() if times > 1]
    decisions = Counter(text for group in groups for register, text in group.wordings if register == "decision")
    assert not [text for text, times in decisions.items() if times > 1]


def test_what_is_measured_on_is_not_trained_on(groups: list[Group]) -> None:
    training, development, test = split_groups(groups, FOLDER)
    assert len(development) == len(test) == 120
    assert len(training) + 240 == len(groups)
    assert not {group.topic for group in training} & {group.topic for group in test}


def test_families_have_several_terms_each() -> None:
    families = read_families(FOLDER)
    assert len(families) > 1000
    assert not [family for family in families if len(family) < 3 or not all(family)]
