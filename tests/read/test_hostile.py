"""Hostile files: none ends the run, outlives its limit or is passed over in silence; each has its reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.read import ReadResult, ReadSettings
from pipeline.read.guard import Child
from tests.read import hostile
from tests.read.invariants import check_document
from tests.read.typeset import SHA, pdf

LIMITS = ReadSettings(cpu_seconds=4, wall_seconds=30, memory=1_000_000_000, max_pages=3000)
GOOD = "La commune plante des haies avec les habitants du village."


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    """One guarded process for all the files of this module; it starts again where a file ends it."""
    guarded = Child()
    yield guarded
    guarded.close()


def ask(child: Child, folder: Path, content: bytes) -> ReadResult:
    path = folder / "hostile.pdf"
    path.write_bytes(content)
    return child.ask((str(path), path.name, SHA, LIMITS))


def outcome(result: ReadResult) -> str:
    """The text of the first page, or the code of the reason."""
    if result.document is None:
        assert result.issues
        assert all(i.message and i.remedy for i in result.issues)
        assert any(i.unread for i in result.issues)
        return next(i.code for i in result.issues if i.unread)
    check_document(result.document)
    return result.document.pages[0].text


BIG = b"/MediaBox [0 0 9999999 9999999]"
CASES = [
    ("well formed", hostile.one_page(), {GOOD}),
    ("user password", hostile.encrypted(b"secret", b"owner"), {"encrypted"}),
    ("owner password only: anyone may read", hostile.encrypted(b"", b"owner"), {GOOD}),
    ("page tree in a loop: pdfplumber finds the page", hostile.page_loop(), {GOOD}),
    ("page tree without its page: pdfplumber finds it", hostile.no_pages(), {GOOD}),
    ("forms that draw each other", hostile.nested_forms(5), {GOOD, "timed-out", "crashed"}),
    ("MediaBox without size", hostile.one_page(page=b"/MediaBox [0 0 0 0]"), {GOOD, "damaged"}),
    ("MediaBox of words", hostile.one_page(page=b"/MediaBox [(a) (b) (c) (d)]"), {GOOD, "damaged"}),
    ("MediaBox too short", hostile.one_page(page=b"/MediaBox [0 0]"), {GOOD, "damaged"}),
    ("MediaBox as wide as a town", hostile.one_page(page=BIG), {GOOD, "damaged"}),
    ("MediaBox upside down", hostile.one_page(page=b"/MediaBox [595 842 0 0]"), {GOOD}),
    ("no MediaBox", hostile.one_page(page=b""), {GOOD}),
    ("turned by 45 degrees", hostile.one_page(page=b"/MediaBox [0 0 595 842] /Rotate 45"), {GOOD}),
    ("content that is no content", hostile.one_page(b"\xff\xfe\x00 ( ( ( BT Tj ET >> ]"), {""}),
    ("content that unpacks to 3 GB", hostile.flate_bomb(3000), {"", "too-large", "crashed", "timed-out", "damaged"}),
    ("200,000 objects", hostile.many_objects(200_000), {GOOD}),
    ("10,000 pages", hostile.many_pages(10_000), {"too-large"}),
    ("a drawing of 100,000 lines", hostile.many_paths(100_000), {GOOD}),
    ("font that is missing", hostile.one_page(hostile.TEXT.replace(b"/F1", b"/F9")), {GOOD, ""}),
]


@pytest.mark.parametrize(("why", "content", "expected"), CASES, ids=[c[0] for c in CASES])
def test_each_kind_has_its_outcome(child: Child, tmp_path: Path, why: str, content: bytes, expected: set[str]) -> None:
    assert outcome(ask(child, tmp_path, content)) in expected, why
    assert outcome(ask(child, tmp_path, hostile.one_page())) == GOOD


@pytest.mark.parametrize("share", [0.02, 0.25, 0.5, 0.75, 0.95])
def test_a_truncated_file_is_read_or_told(child: Child, tmp_path: Path, share: float) -> None:
    whole = pdf("= Haies\n" + GOOD * 40)
    result = ask(child, tmp_path, whole[: int(len(whole) * share)])
    found = outcome(result)
    assert found in {"damaged", "no-pages", "not-a-pdf"} or found.startswith("Haies")


SOURCE = pdf("= Titre\n\n" + GOOD + "\n\n#table(columns: 2, [a], [b], [c], [d])\n- un\n- deux")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(st.tuples(st.integers(0, len(SOURCE) - 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=40))
def test_bytes_changed_at_random(child: Child, tmp_path: Path, changes: list[tuple[int, bytes]]) -> None:
    content = bytearray(SOURCE)
    for at, piece in changes:
        content[at : at + len(piece)] = piece
    outcome(ask(child, tmp_path, bytes(content)))


PLAIN = hostile.one_page()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(st.tuples(st.integers(0, len(PLAIN) - 1), st.binary(min_size=0, max_size=12), st.integers(0, 30)), min_size=1, max_size=8))
def test_pieces_cut_out_and_put_in_at_random(child: Child, tmp_path: Path, changes: list[tuple[int, bytes, int]]) -> None:
    content = PLAIN
    for at, piece, cut in changes:
        content = content[:at] + piece + content[at + cut :]
    outcome(ask(child, tmp_path, content))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.binary(max_size=300))
def test_random_content_streams(child: Child, tmp_path: Path, content: bytes) -> None:
    outcome(ask(child, tmp_path, hostile.one_page(b"BT /F1 12 Tf 72 700 Td " + content)))
