from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.match import date_acts
from tests import factories as f
from tests.match.made import act

DAY = date(2024, 3, 14)


@pytest.mark.parametrize(
    ("entries", "found", "why"),
    [
        ((("DEL_2024_007", DAY),), DAY, "the same number, written otherwise"),
        ((("DEL-2024-008", DAY),), None, "another number"),
        ((("DEL-2024-007", DAY), ("DEL 2024 007", date(2024, 4, 1))), None, "two dates for one number"),
        ((("DEL-2024-007", None),), None, "the register gives no date"),
    ],
)
def test_the_register_dates_an_act_that_prints_no_date(entries: tuple[tuple[str, date | None], ...], found: date | None, why: str) -> None:
    undated = replace(act("Voirie", "APPROUVE"), number="DEL-2024-007", session=None, transmission_id=None)
    register = [f.register_entry(number, "Voirie", day) for number, day in entries]
    (dated,) = date_acts([undated], register)
    assert (dated.session.value if dated.session else None) == found, why


def test_a_printed_date_stays() -> None:
    printed = replace(act("Voirie", "APPROUVE"), number="DEL-2024-007")
    assert date_acts([printed], [f.register_entry("DEL-2024-007", "Voirie", DAY)]) == (printed,)
