from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from pipeline.extract.acts.kinds import Kind, named_kind
from pipeline.extract.acts.marks import Mark, decides, mark_of
from pipeline.extract.acts.outcomes import misread_result, outcome_of, removal_of, result_of
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.rules import chapter, deciding_participle, deciding_verb, head_field, holds, opens
from pipeline.extract.acts.subjects import ActKind, act_kind
from pipeline.extract.flat import flat
from pipeline.extract.language import cues, french
from pipeline.records.council import AmountRole, Outcome
from pipeline.records.errors import ConfigurationError
from pipeline.records.lexicon import load_table
from pipeline.records.source import BlockKind

NONE: dict[str, int | None] = {}


def _paragraph(text: str) -> Piece:
    return Piece(0, len(text), 1, BlockKind.PARAGRAPH, text, flat(text), bold=False, size=10.0, level=0)


DRAWN: dict[str, Callable[[str], object]] = {  # what the program makes of flat words, by the scope of the row that knows them
    "anywhere": lambda words: outcome_of("", "", "", words, NONE),
    "operative": lambda words: outcome_of("", words, "", "", NONE),
    "vote": lambda words: outcome_of("", "decide", words, "", NONE),
    "title": lambda words: outcome_of(words, "", "", "", NONE),
    "report": lambda words: outcome_of("", "", "", words, NONE),
    "result": lambda words: result_of(words, ""),
    "printed": misread_result,
    "removal": removal_of,
    "verb": lambda words: Outcome.ADOPTED if deciding_verb().search(words) else None,
    "participle": lambda words: Outcome.ADOPTED if deciding_participle().search(words) else None,
}


@pytest.mark.parametrize("row", load_table("outcomes"), ids=lambda row: f"{row['scope']}: {row['example'][:50]}")
def test_an_outcome_is_drawn_from_its_words(row: dict[str, str]) -> None:
    assert re.search(row["pattern"], flat(row["example"])), row
    assert DRAWN[row["scope"]](flat(row["example"])) is Outcome(row["outcome"]), row


@pytest.mark.parametrize("row", load_table("document_kinds"), ids=lambda row: row["example"])
def test_a_document_is_of_the_kind_that_its_head_names(row: dict[str, str]) -> None:
    assert named_kind(_paragraph(row["example"])) is Kind(row["kind"]), row


@pytest.mark.parametrize("row", load_table("act_titles"), ids=lambda row: row["example"])
def test_a_title_tells_the_kind_of_act(row: dict[str, str]) -> None:
    assert act_kind(flat(row["example"])) is ActKind(row["kind"]), row


@pytest.mark.parametrize("row", load_table("title_words"), ids=lambda row: row["example"])
def test_a_title_says_what_its_sums_are(row: dict[str, str]) -> None:
    assert re.search(row["pattern"], flat(row["example"])), row


# what a line is that says the words of a row which is no mark of its own; "not yet" keeps a line from deciding
MARKED = {"formula": "decision", "elected": "decision", "verdict": "decision", "speaker": "speech", "says": "speech"}


@pytest.mark.parametrize("row", load_table("act_marks"), ids=lambda row: row["example"])
def test_a_line_is_marked_by_its_words(row: dict[str, str]) -> None:
    words = flat(row["example"])
    assert re.match(rf"\W*(?:{row['pattern']})", words) if row["at"] == "start" else re.search(row["pattern"], words), row
    if row["meaning"] == "not_yet":
        assert not decides(words), row
    else:
        assert mark_of(_paragraph(row["example"])) is Mark(MARKED.get(row["meaning"], row["meaning"])), row


@pytest.mark.parametrize("asked", [lambda: opens("typo"), lambda: holds("typo"), lambda: holds("visa")])
def test_a_part_without_rows_is_refused(asked: Callable[[], object]) -> None:
    with pytest.raises(ConfigurationError, match="act_marks"):
        asked()


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


def test_each_role_has_phrases() -> None:
    assert {AmountRole(row["role"]) for row in load_table("money_roles")} == set(AmountRole)


def test_each_role_phrase_is_found_in_its_example() -> None:
    rows = load_table("money_roles")
    matcher = french().matcher((row["role"], row["pattern"]) for row in rows)
    missed = [row["pattern"] for row in rows if row["role"] not in {c.label for c in cues(matcher, french().read(row["example"]))}]
    assert not missed
