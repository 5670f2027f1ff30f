"""The documents keep to the program: each module, rule and decision is told in its page, and what they name exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.matcher import load_matcher
from pipeline.judge.rules import rules
from tests.shared import ROOT

DOCS = ROOT / "docs"
DECISIONS = DOCS / "decisions"
PAGES = sorted([*DOCS.glob("*.md"), *DECISIONS.glob("*.md"), *ROOT.glob("models/*/CARD.md"), *ROOT.glob("*.md")])
TOLD_IN = (
    ("pipeline/records", "architecture.md"),
    ("pipeline/collect", "architecture.md"),
    ("pipeline/read", "reading.md"),
    ("pipeline/extract", "acts.md"),
    ("pipeline/extract/acts", "acts.md"),
    ("pipeline/extract/rows", "acts.md"),
    ("pipeline/extract/measures", "measures.md"),
    ("pipeline/match", "linking.md"),
    ("pipeline/judge", "verdicts.md"),
    ("pipeline/store", "architecture.md"),
    ("pipeline/report", "architecture.md"),
    ("pipeline/report/charts", "architecture.md"),
    ("pipeline/report/letters", "architecture.md"),
    ("pipeline/review", "architecture.md"),
    ("flows", "architecture.md"),
)
LONGEST_LINE = 140


def _told_of(folder: str, page: str) -> str:
    """The part of a page whose heading names the folder, or the one that it lies in; the whole page where no heading does."""
    text = (DOCS / page).read_text("utf-8")
    headed = {name: part for part in text.split("\n## ") for name in re.findall(r"`([\w/]+)/`", part.partition("\n")[0])}
    return headed.get(folder) or headed.get(str(Path(folder).parent)) or text


@pytest.mark.parametrize(("folder", "page"), TOLD_IN)
def test_a_newcomer_finds_each_module(folder: str, page: str) -> None:
    told = set(re.findall(r"`(\w+\.py)`", _told_of(folder, page)))
    modules = {file.name for file in (ROOT / folder).glob("*.py")} - {"__init__.py"}
    assert modules, f"{folder} holds modules"
    assert modules <= told, f"docs/{page}: say what these do"


def test_no_page_names_a_module_that_is_gone() -> None:
    there = {file.name for folder in ("pipeline", "flows", "models", "tests") for file in (ROOT / folder).rglob("*.py")}
    named = {(page.name, name) for page in PAGES for name in re.findall(r"`(?:[\w/]+/)?(\w+\.py)`", page.read_text("utf-8"))}
    assert named
    assert not [pair for pair in sorted(named) if pair[1] not in there]


def test_what_a_page_finds_in_a_module_is_there() -> None:
    told = [
        (page.name, name, module)
        for page in PAGES
        for names, module in re.findall(r"((?:`\w+`(?: and )?)+)\s+in\s+`([\w/]+\.py)`", page.read_text("utf-8"))
        for name in re.findall(r"\w+", names.replace(" and ", " "))
    ]
    assert told
    sources = {
        module: "".join(file.read_text("utf-8") for file in ROOT.glob(f"[pfm]*/**/{module.rpartition('/')[2]}")) for _, _, module in told
    }
    assert not [told_of for told_of in told if not re.search(rf"\b{told_of[1]}\b", sources[told_of[2]])]


def test_links_lead_somewhere() -> None:
    links = [(page, link) for page in PAGES for link in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")) if "://" not in link]
    assert links
    assert not [f"{page.relative_to(ROOT)}: {link}" for page, link in links if not (page.parent / link).exists()]


def test_rules_stand_in_the_table_of_verdicts_in_their_order() -> None:
    told = re.findall(r"(?m)^\| `(\w+)` \| `(\w+)` \|", (DOCS / "verdicts.md").read_text("utf-8"))
    assert told == [(rule.name, str(rule.status)) for rule in rules()]


def test_bounds_of_links_are_those_of_the_weights() -> None:
    page, matcher = (DOCS / "linking.md").read_text("utf-8"), load_matcher()
    for told in (f"`linked` from {matcher.linked:g}", f"a further act from {matcher.further:g}", f"`review` from {matcher.review:g}"):
        assert told.replace("from 0.", "from .") in page


def test_each_decision_is_indexed_once() -> None:
    indexed = re.findall(r"(?m)^- \[(\d{4})\]\((\1[\w-]*\.md)\)", (DECISIONS / "README.md").read_text("utf-8"))
    assert sorted(name for _, name in indexed) == sorted(page.name for page in DECISIONS.glob("[0-9]*.md"))


def test_each_word_is_defined_once() -> None:
    words = re.findall(r"(?m)^\| ([^|-][^|]*?) \|", (DOCS / "glossary.md").read_text("utf-8"))
    assert {"fiche action", "band", "look", "passage"} <= set(words)
    assert len(words) == len(set(words))


def test_the_changelog_can_be_read() -> None:
    assert not [line for line in (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines() if len(line) > LONGEST_LINE]
