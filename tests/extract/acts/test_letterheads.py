from __future__ import annotations

import pytest

from pipeline.extract.acts.letterheads import is_header
from pipeline.extract.flat import flat


@pytest.mark.parametrize(
    ("line", "header"),
    [
        ("Conseil de développement – Rapport d’activité 2024", False),
        ("Conseil des jeunes – Règlement", False),
        ("Conseil communautaire – Séance du 3 mars 2024", True),
        ("CONSEIL MUNICIPAL", True),
    ],
)
def test_another_council_may_be_what_an_act_is_about(line: str, header: bool) -> None:
    assert is_header(flat(line)) is header
