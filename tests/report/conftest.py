"""One report of the demo territory for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.report import write_report
from tests.report.demo import demo_known, demo_past, demo_pictures, demo_results


@pytest.fixture(scope="session")
def demo_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo report."""
    return write_report(demo_results(), tmp_path_factory.mktemp("report"), demo_pictures(), past=demo_past(), known=demo_known()).parent
