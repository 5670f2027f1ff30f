"""The words around a sum, and sums beside others."""

from __future__ import annotations

from pipeline.extract.acts.found import (
    CLAUSE,
    Found,
    beside,
    cents,
    clause_before,
    last_sentence,
    sum_of,
    unique,
    without,
    words_above,
    words_before,
    words_behind,
)
from pipeline.extract.money import find_sums
from pipeline.records.council import AmountRole

TEXT = "ATTRIBUE :\n- à la chorale ; au club d'Échecs, pour l'année, 1 200 € en deux fois\nà verser en mai."


def _found(text: str = TEXT, *, year: int | None = None) -> Found:
    (one,) = find_sums(text)
    return Found(one, one.start, one.end, AmountRole.GRANTED, (one.start, one.end), year=year)


def test_words_before_a_sum_stop_at_its_line() -> None:
    assert words_before(TEXT, _found()) == "- a la chorale ; au club d'echecs, pour l'annee, "
    assert words_before(TEXT, _found(), 9) == "l'annee, "


def test_words_above_a_sum_go_on_over_lines() -> None:
    assert words_above(TEXT, _found()).startswith("attribue :\n- a la chorale")
    assert len(words_above("mot " * CLAUSE + "5 €", _found("mot " * CLAUSE + "5 €"))) == CLAUSE


def test_words_behind_a_sum_go_on_over_lines() -> None:
    assert words_behind(TEXT, _found()) == " en deux fois\na verser en mai."


def test_a_clause_begins_behind_the_last_semicolon() -> None:
    assert clause_before(TEXT, _found()) == " au club d'echecs, pour l'annee, "


def test_the_last_sentence_leaves_out_those_before() -> None:
    assert last_sentence("la halle est petite. elle coute ") == " elle coute "
    assert last_sentence("elle coute ") == "elle coute "


def test_sums_are_told_apart_by_their_cents() -> None:
    five, again, seven = _found("5 €"), _found("soit 5 €"), _found("7 €")
    assert cents([five, again, seven]) == {500, 700}
    assert sum_of([five, seven]) == 1200
    assert beside({500}, [five, again, seven]) == [seven]
    assert without([five, again, seven], 700) == [five, again]
    assert unique([five, again, seven]) == [five, seven]


def test_a_sum_of_two_years_is_told_twice() -> None:
    first, second = _found("5 €", year=2024), _found("5 €", year=2025)
    assert unique([first, second]) == [first, second]
