"""Guarded reading: crashes, limits and silence become reasons, and the next document is read all the same."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import NoReturn

import pytest

from pipeline.read import ReadProgress, ReadSettings, read_documents
from pipeline.read.child import answer
from pipeline.read.guard import Child
from pipeline.records.territory import Role, Source, SourceFile
from tests.read.typeset import SHA, pdf


def source_file(path: Path) -> SourceFile:
    return SourceFile(path, path.name, SHA, path.stat().st_size, Source(Role.ACTS, "*.pdf"))


def written(folder: Path, **files: bytes) -> list[SourceFile]:
    found = []
    for name, content in files.items():
        path = folder / f"{name}.pdf"
        path.write_bytes(content)
        found.append(source_file(path))
    return found


def test_results_come_in_the_order_given(tmp_path: Path) -> None:
    files = written(tmp_path, a=pdf("Un"), b=b"", c=pdf("Trois"), d=b"<html>", e=pdf("Cinq"))
    told: list[ReadProgress] = []
    results = list(read_documents(files, ReadSettings(), workers=2, told=told.append))
    assert [file for file, _ in results] == files
    assert [(p.doc, p.done, p.total, p.pages) for p in told] == [
        (file.doc, i, 5, pages) for i, (file, pages) in enumerate(zip(files, (1, 1, 2, 2, 3), strict=True), 1)
    ]
    assert told[-1].remaining == 0
    texts = [r.document.pages[0].text if r.document else r.issues[0].code for _, r in results]
    assert texts == ["Un", "empty-file", "Trois", "not-a-pdf", "Cinq"]


def test_progress_says_rate_and_time_left() -> None:
    half = ReadProgress("b.pdf", 2, 6, 80, 40.0)
    assert (half.rate, half.remaining) == (2.0, 80.0)
    assert str(half) == "2 of 6 documents, 2.0 pages a second, 1 min 20 s left: b.pdf"
    assert ReadProgress("", 0, 6, 0, 0.0).remaining == 0


def test_a_document_that_takes_too_long_is_ended_and_the_next_is_read(tmp_path: Path) -> None:
    slow, good = written(tmp_path, slow=pdf("#lorem(4000)"), good=pdf("Bon"))
    child = Child()
    try:
        result = child.ask((str(slow.path), slow.doc, SHA, ReadSettings(wall_seconds=0)))
        assert [i.code for i in result.issues] == ["timed-out"]
        result = child.ask((str(good.path), good.doc, SHA, ReadSettings()))
        assert result.document is not None
    finally:
        child.close()


def test_a_crash_is_told_and_the_next_document_is_read(tmp_path: Path) -> None:
    (good,) = written(tmp_path, good=pdf("Bon"))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    child = Child()
    try:
        process = child._started()
        process.send_signal(signal.SIGABRT)
        process.wait()
        order = (str(good.path), good.doc, SHA, ReadSettings())
        child.process = process
        assert child._ended(ReadSettings(), good.doc, SHA).issues[0].code == "crashed"
        assert child.ask(order).document is not None
    finally:
        child.close()


def test_memory_beyond_the_limit_is_told(tmp_path: Path) -> None:
    (file,) = written(tmp_path, big=pdf("#lorem(30000)"))
    child = Child()
    try:
        result = child.ask((str(file.path), file.doc, SHA, ReadSettings(memory=20_000_000)))
        assert result.document is None
        assert result.issues[0].code in ("too-large", "crashed")
        assert result.issues[0].unread
    finally:
        child.close()


def test_a_large_parent_keeps_its_child(tmp_path: Path) -> None:
    ballast = bytearray(os.urandom(1)) * 600_000_000  # more than a child may need before it is replaced
    child = Child()
    try:
        started = []
        for file in written(tmp_path, a=pdf("Un"), b=pdf("Deux")):
            assert child.ask((str(file.path), file.doc, file.sha256, ReadSettings())).document
            assert child.process is not None, "the memory of the parent was taken for the child's"
            started.append(child.process.pid)
    finally:
        child.close()
    assert started[0] == started[1] and ballast


def test_an_error_of_the_program_comes_back_with_its_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = written(tmp_path, deep=pdf("Un"))

    def fall(*_arguments: object, **_named: object) -> NoReturn:
        raise RecursionError("too deep")

    monkeypatch.setattr("pipeline.read.child.read_document", fall)
    monkeypatch.setattr("pipeline.read.child.limit", lambda _settings: None)
    result, goes_on = answer((str(file.path), file.doc, SHA, ReadSettings()), lambda: None)
    (issue,) = result.issues
    assert (issue.code, issue.unread, goes_on) == ("crashed", True, False)
    assert result.trace.startswith("deep.pdf\nTraceback") and "in fall" in result.trace
    assert "*.defects.log" in issue.remedy
