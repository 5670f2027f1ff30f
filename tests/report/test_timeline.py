"""The labels of the timeline never lie over each other."""

from __future__ import annotations

import pytest

from pipeline.report.charts.timeline import _rows


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        pytest.param([(24.0, "adoption du plan"), (700.0, "fin du plan")], [0, 0], id="far apart: one line"),
        pytest.param([(24.0, "adoption du plan"), (40.0, "adoption du plan")], [0, 1], id="two plans of one spring"),
        pytest.param([(24.0, "a" * 10), (40.0, "b" * 10), (60.0, "c" * 10)], [0, 1, 2], id="three of one year"),
        pytest.param([(24.0, "ab"), (60.0, "cd"), (66.0, "ef")], [0, 0, 1], id="a line is used again where there is room"),
        pytest.param([(300.0, "a" * 30), (500.0, "b" * 30)], [0, 1], id="from both ends to the middle"),
    ],
)
def test_rows(labels: list[tuple[float, str]], rows: list[int]) -> None:
    assert [row for *_, row in _rows(labels)] == rows
