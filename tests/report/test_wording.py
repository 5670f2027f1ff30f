"""Everything that a stage may say has French words: statuses, outcomes, roles, rules, issues."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pytest

from pipeline.records.council import AmountRole, Outcome, Vote
from pipeline.records.run import Issue
from pipeline.records.territory import Kind, Role
from pipeline.records.verdict import Status
from pipeline.report.issues import ISSUE, issue_wording
from pipeline.report.render import ROLES
from pipeline.report.wording import ASSEMBLY, LOST, OUTCOME, ROLE, STATUS, lost, unfunded_words, vote

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
MAKERS = {"Issue", "Unreadable", "failed"}  # calls whose text arguments are codes of issues
NO_CODES = {"utf-8", "utf-8-sig", "iso-8859", "non-decimal"}


def codes(path: Path) -> set[str]:
    """Codes of issues that a source file names: kebab-case words in calls that make issues, in `code=` and in tables of remedies."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name in MAKERS or "issue" in name.lower() or "unread" in name.lower() or "trouble" in name.lower():
                inside = [*node.args, *(k.value for k in node.keywords)]
                found |= {n.value for a in inside for n in ast.walk(a) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return {word for word in found if CODE.fullmatch(word)} - NO_CODES


SOURCES = [
    p
    for stage in ("pipeline", "flows")
    for p in sorted((ROOT / stage).rglob("*.py"))
    if p.relative_to(ROOT).parts[:2] != ("pipeline", "report")
]


def test_codes_are_found() -> None:
    assert {"unread-scan", "damaged-page", "missing-file", "table-empty"} <= set().union(*map(codes, SOURCES))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_issue_has_french_words(path: Path) -> None:
    assert codes(path) <= set(ISSUE), "add these to pipeline/report/issues.py"


def test_an_unknown_issue_is_named() -> None:
    assert "odd-thing" in issue_wording(Issue("odd-thing", "m", "r")).what


def test_every_value_has_words() -> None:
    assert set(STATUS) == set(Status)
    assert set(OUTCOME) == set(Outcome)
    assert set(ROLE) == set(AmountRole)
    assert set(ASSEMBLY) == set(Kind)
    assert set(ROLES) == {role.value for role in Role}
    assert len({w.sign for w in STATUS.values()}) == len(STATUS), "a sign tells a status apart without colour"


def test_every_place_of_loss_has_words() -> None:
    with (ROOT / "data" / "lexicon" / "verdict_rules.csv").open(encoding="utf-8") as handle:
        assert {row["lost_at"] for row in csv.DictReader(handle)} - {""} <= set(LOST)
    assert lost(None) == ""


def test_absence_is_never_called_refusal() -> None:
    wording = STATUS[Status.NO_TRACE]
    assert "refus" not in wording.label + wording.short + wording.plural
    assert "ne veut pas dire" in wording.meaning


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Vote(), ""),  # nothing printed, nothing said
        (Vote(unanimous=True), "à l'unanimité"),
        (Vote(12, 19, 3), "12 pour, 19 contre, 3 abstentions"),
        (Vote(20, 0, 1, 2, unanimous=False), "20 pour, 0 contre, 1 abstention, 2 sans prendre part au vote"),
    ],
)
def test_vote(value: Vote, printed: str) -> None:
    assert vote(value) == printed


@pytest.mark.parametrize(
    ("firm", "in_all", "years", "words"),
    [
        (0, 0, (), "mesure votée dont on puisse affirmer qu'aucune somme ne la suit : aucun budget n'a été lu."),
        (2, 2, (2024,), "mesures votées sans aucune somme, alors que le budget de l'année a été lu (budgets lus : 2024)."),
        (1, 2, (2024,), "(budgets lus : 2024). 1 autre, votée sans somme trouvée, reste à confirmer."),
        (2, 6, (2023, 2024), "(budgets lus : 2023, 2024). 4 autres, votées sans somme trouvée, restent à confirmer."),
    ],
)
def test_unfunded_is_firm_only_where_the_budget_was_read(firm: int, in_all: int, years: tuple[int, ...], words: str) -> None:
    assert unfunded_words(firm, in_all, years).endswith(words)
