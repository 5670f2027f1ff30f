"""Lines that say who, when and how much side by side."""

from __future__ import annotations

import pytest

from pipeline.extract.measures.valuelines import names_and_time, says_values, values_of


@pytest.mark.parametrize(
    ("line", "values"),
    [
        (
            "service Mobilités · septembre 2026 · 64 000 €",
            {"owner": "service Mobilités", "deadline": "septembre 2026", "budget": "64 000 €"},
        ),
        ("Régie Orvabus ◷ 2024-2026 € 6,4 M€", {"owner": "Régie Orvabus", "deadline": "2024-2026", "budget": "6,4 M€"}),
        ("(CCAS, Secours fraternel, dès cet hiver)", {"owner": "CCAS, Secours fraternel", "deadline": "dès cet hiver"}),
        (" (services techniques).", {"owner": "services techniques"}),
        ("avec la cuisine centrale, à partir de janvier", {"partners": "la cuisine centrale", "deadline": "à partir de janvier"}),
        ("Jeanne · 12 mars 2025", {}),  # who wrote it, and on which day
        ("Référence CDV-07 · par Marmotte · le 12/02/2024", {}),
        ("Porté par la Régie · deux fois par an", {"owner": "la Régie", "deadline": "deux fois par an"}),
        ("Tenu par la Régie, mise à jour · deux fois par an", {}),
        ("(écoles, crèches)", {}),  # where, not who
        ("avec leurs montants", {}),
        ("1 204 voix · 85 000 €", {}),  # names nobody
        ("Nous planterons des haies · 2026", {}),
        ("(d'après le tableau des effectifs, 85 000 €)", {}),
    ],
)
def test_values_of_a_line(line: str, values: dict[str, str]) -> None:
    assert {name: line[a:b] for name, (a, b) in values_of(line).items()} == values


@pytest.mark.parametrize(
    ("said", "names", "time"),
    [
        ("le syndicat de rivière, avant l'été 2027", "le syndicat de rivière", "avant l'été 2027"),
        ("la Ville, le Département", "la Ville, le Département", None),
    ],
)
def test_the_time_behind_names_is_none_of_them(said: str, names: str, time: str | None) -> None:
    span, when = names_and_time(said, (0, len(said)))
    assert (said[slice(*span)], when and said[slice(*when)]) == (names, time)


@pytest.mark.parametrize(
    ("line", "all_values"),
    [
        ("printemps 2026 · 7 200 €", True),
        ("2026 · avec Coopérative Soleil", True),
        ("7 200 €", False),  # one value alone is the end of a sentence as well
        ("2026 · 2027", False),
        ("Les agents l'ont essayé · 7 200 €", False),
    ],
)
def test_lines_that_are_nothing_but_values(line: str, all_values: bool) -> None:
    assert says_values(line) is all_values
