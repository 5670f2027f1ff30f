"""The guide for collectives keeps to what the program does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from pipeline.records.territory import Kind
from pipeline.report.letters.law import ARTICLES
from pipeline.report.replies import COLUMNS
from pipeline.report.wording import STATUS
from pipeline.report.write import DOWNLOADS, REPLIES

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "guide.md").read_text("utf-8")


def test_every_status_is_explained() -> None:
    for wording in STATUS.values():
        assert f"| {wording.label} |" in GUIDE


def test_the_example_is_the_demo_territory() -> None:
    example = tomllib.loads(re.findall(r"```toml\n(.*?)```", GUIDE, re.S)[0])
    demo = tomllib.loads((ROOT / "data" / "demo" / "territory.toml").read_text("utf-8"))
    assert example["siren"] == demo["siren"]
    assert example["plan"] == demo["plan"]
    assert Kind(example["kind"])


def test_files_articles_and_columns_are_those_of_the_program() -> None:
    for name, _ in DOWNLOADS:
        assert f"`{name}`" in GUIDE or name in ("rapport.json", "rapport.md")
    for articles in ARTICLES.values():
        assert articles.documents.split("art. ")[1] in GUIDE
    assert f"`{REPLIES}`" in GUIDE
    assert ";".join(COLUMNS) in GUIDE
