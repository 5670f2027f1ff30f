from __future__ import annotations

import re

import pytest

from pipeline.extract.acts.kinds import Kind
from pipeline.extract.acts.rules import chapter, head_field
from pipeline.extract.flat import flat
from pipeline.extract.language import cues, french
from pipeline.records.council import AmountRole, Outcome
from pipeline.records.lexicon import load_table

PATTERNS = [(table, row) for table in ("outcomes", "document_kinds", "act_titles") for row in load_table(table)]


@pytest.mark.parametrize(("table", "row"), PATTERNS, ids=[f"{t}-{i}" for i, (t, _) in enumerate(PATTERNS)])
def test_pattern_finds_its_own_example(table: str, row: dict[str, str]) -> None:
    assert re.search(row["pattern"], flat(row["example"])), row


@pytest.mark.parametrize("row", load_table("announced"), ids=lambda row: row["meaning"])
def test_an_announcement_stands_before_its_sum(row: dict[str, str]) -> None:
    assert re.search(row["pattern"], flat(row["example"].removesuffix("100 €"))), row
    assert not row["role"] or AmountRole(row["role"])


@pytest.mark.parametrize("row", load_table("sum_words"), ids=lambda row: row["pattern"][:30])
def test_words_stand_on_their_side_of_a_sum(row: dict[str, str]) -> None:
    before, _, after = flat(row["example"]).partition("100 €")
    side = {"before": before, "after": after, "anywhere": flat(row["example"])}[row["side"]]
    assert re.match(row["pattern"], side) if row["side"] == "after" else re.search(row["pattern"], side), row


@pytest.mark.parametrize("row", load_table("act_chapters"), ids=lambda row: row["example"])
def test_a_chapter_is_told_by_its_whole_heading(row: dict[str, str]) -> None:
    assert chapter().fullmatch(flat(row["example"]).lstrip("0123456789. ")), row
    assert not chapter().fullmatch(flat(f"{row['example']} de la piscine du Clos")), "a heading that goes on names a matter"


@pytest.mark.parametrize("row", load_table("head_fields"), ids=lambda row: row["example"])
def test_a_field_of_the_head_is_no_subject(row: dict[str, str]) -> None:
    assert re.fullmatch(row["pattern"], flat(row["example"])), row
    assert head_field().fullmatch(flat(row["example"]))
    for matter in ("Service public de l'eau – Rapport annuel", "Direction des sports – Création de deux postes"):
        assert not head_field().fullmatch(flat(matter)), "a matter says of what"


def test_senses_are_known() -> None:
    assert {Outcome(row["outcome"]) for row in load_table("outcomes")} >= {Outcome.ADOPTED, Outcome.REJECTED, Outcome.POSTPONED}
    assert {Kind(row["kind"]) for row in load_table("document_kinds")} >= {Kind.EXTRACT, Kind.MINUTES, Kind.LIST}
    assert {AmountRole(row["role"]) for row in load_table("money_roles")} == set(AmountRole)


def test_each_role_phrase_is_found_in_its_example() -> None:
    rows = load_table("money_roles")
    matcher = french().matcher((row["role"], row["pattern"]) for row in rows)
    missed = [row["pattern"] for row in rows if row["role"] not in {c.label for c in cues(matcher, french().read(row["example"]))}]
    assert not missed
