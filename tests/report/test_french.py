"""Sums, days, shares, plurals, spaces and text that cannot disturb a page."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records.french import euros
from pipeline.report.french import count, day, harmless, percent, typeset


@pytest.mark.parametrize(
    ("cents", "printed"),
    [
        (0, "0\u00a0€"),  # zero is a sum
        (4_800_000, "48\u202f000\u00a0€"),  # thousands by a narrow space that does not break
        (123_450, "1\u202f234,50\u00a0€"),  # decimals only when there are some
        (5, "0,05\u00a0€"),  # two figures after the comma
        (123_456_789_00, "123\u202f456\u202f789\u00a0€"),  # several groups
        (-150_000, "−1\u202f500\u00a0€"),  # a true minus sign
    ],
)
def test_euros(cents: int, printed: str) -> None:
    assert euros(cents) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (date(2023, 3, 1), "1er\u00a0mars 2023"),  # the first of a month is an ordinal
        (date(2024, 8, 21), "21\u00a0août 2024"),  # accents
        (None, "date inconnue"),  # never a made-up day
    ],
)
def test_day(value: date | None, printed: str) -> None:
    assert day(value) == printed


@pytest.mark.parametrize(
    ("share", "printed"),
    [(1.0, "100\u00a0%"), (0.999, "99\u00a0%"), (0.29, "29\u00a0%"), (0.0, "0\u00a0%")],  # 0.29 * 100 is 28.999... in binary
)
def test_a_share_is_never_rounded_up_to_all(share: float, printed: str) -> None:
    assert percent(share) == printed


@pytest.mark.parametrize(
    ("number", "words", "printed"),
    [
        (0, ("mesure",), "0\u00a0mesure"),  # zero takes the singular
        (1, ("mesure",), "1\u00a0mesure"),
        (2, ("mesure",), "2\u00a0mesures"),
        (3, ("avis", "avis"), "3\u00a0avis"),  # its own plural
        (1200, ("acte",), "1\u202f200\u00a0actes"),
    ],
)
def test_count(number: int, words: tuple[str, ...], printed: str) -> None:
    assert count(number, *words) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Voté : oui", "Voté\u00a0: oui"),  # fast space before a colon
        ("Pourquoi ? Parce", "Pourquoi\u202f? Parce"),  # narrow before a question mark
        ("« mots »", "«\u00a0mots\u00a0»"),  # inside guillemets
        ('<a title="x : y">', '<a title="x\u00a0: y">'),  # attributes are text too
        ("12:30 et https://exemple.fr", "12:30 et https://exemple.fr"),  # no space, no change
        ("a ? b : c ;", "a\u202f? b\u00a0: c\u202f;"),
    ],
)
def test_typeset(text: str, printed: str) -> None:
    assert typeset(text) == printed


@given(st.text(alphabet="ab :;!?«»\u00a0\u202f<", max_size=30))
def test_typeset_is_idempotent(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("vot\u202eé", "vot[U+202E]é"),  # an override would show the rest backwards
        ("\u2066x\u2069", "[U+2066]x[U+2069]"),  # isolates too
        ("a\x00b\x1bc", "a\ufffdb\ufffdc"),  # controls that XML forbids
        ("l’été\n\t€", "l’été\n\t€"),  # ordinary text is left alone
    ],
)
def test_signs_that_turn_text_are_shown(text: str, shown: str) -> None:
    assert harmless(text) == shown
