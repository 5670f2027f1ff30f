from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from pipeline.match.numbering import Numbering
from pipeline.match.words import Vocabulary

_WORDS = ("a", "halle", "coopera", "cooperat", "cooperatives", "cooperativement", "anticonstitutionnellement", "λόγος", "12")


class Asked:
    """Numbers words as they come, and knows which ones it was asked for."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def number(self, word: str) -> int:
        self.words.append(word)
        return len(self.words)


@given(st.lists(st.lists(st.sampled_from(_WORDS), max_size=6), max_size=6))
def test_words_are_numbered_as_one_by_one(lines: list[Sequence[str]]) -> None:
    asked = Asked()
    numbering = Numbering(asked.number)
    for _ in range(2):  # the second time all are known
        numbers, owners = numbering.numbers([" ".join(line) for line in lines])
        words = [word for line in lines for word in line]
        assert asked.words == list(dict.fromkeys(words))
        assert [asked.words[number - 1] for number in numbers] == words
        assert owners.tolist() == [place for place, line in enumerate(lines) for _ in line]


def test_many_words_are_told_apart_and_several_blanks_part_two() -> None:
    words = [f"{'mot' * (n % 9)}{n}" for n in range(30_000)]
    asked = Asked()
    numbers, _ = Numbering(asked.number).numbers([" ".join(words), "  ".join(words), "\n".join(words)])
    assert numbers.tolist() == [*range(1, 30_001)] * 3


def test_a_vocabulary_numbers_stems_and_keeps_the_first_word_of_each() -> None:
    vocabulary = Vocabulary()
    numbers, _ = Numbering(vocabulary.number).numbers(["les cooperatives des cooperations et un local", "une halle"])
    assert numbers.tolist() == [0, 1, 0, 1, 0, 0, 2, 0, 3]
    assert vocabulary.words == ["", "cooperations", "local", "halle"]
