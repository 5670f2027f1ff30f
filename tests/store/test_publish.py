"""Publishing a large database by what differs; the bytes of the files are all that counts, so these are no databases."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.store import publish
from pipeline.store.connect import work_path
from pipeline.store.copy import brought_to, copied

SIZE = 400_000


@pytest.fixture
def twice(db: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database large enough to keep a spare copy, published twice."""
    monkeypatch.setattr(publish, "SPARE_FROM", 1)
    work_path(db).write_bytes(random.Random(1).randbytes(SIZE))
    for _ in range(2):
        _publish_a_change(db)
    return db


def _publish_a_change(db: Path) -> None:
    work = work_path(db)
    content = bytearray(work.read_bytes())
    content[200_000:200_004] = (int.from_bytes(content[200_000:200_004], "big") + 1).to_bytes(4, "big")
    work.write_bytes(bytes(content) + b"grown")
    publish.publish(db)
    assert db.read_bytes() == work.read_bytes()


def _spare(db: Path) -> Path:
    return db.with_name(f".{db.name}.spare")


def test_the_spare_copy_is_brought_up_to_date_and_takes_the_place(twice: Path) -> None:
    if not brought_to(work_path(twice), _spare(twice)):
        pytest.skip("the file system of the temporary folder cannot tell who has a file open")
    spare, published = _spare(twice).stat().st_ino, twice.stat().st_ino
    _publish_a_change(twice)
    assert (twice.stat().st_ino, _spare(twice).stat().st_ino) == (spare, published), "the replaced one is the next spare copy"


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda spare, db: spare.write_bytes(b"half"), id="too short"),
        pytest.param(lambda spare, db: spare.write_bytes(b"x" * 2 * SIZE), id="too long"),
        pytest.param(lambda spare, db: spare.unlink(), id="gone"),
        pytest.param(lambda spare, db: (spare.unlink(), spare.hardlink_to(db)), id="killed before the published copy was replaced"),
        pytest.param(lambda spare, db: spare.replace(spare.with_name(f".{db.name}.new")), id="killed while it was brought up to date"),
    ],
)
def test_whatever_the_spare_copy_holds(twice: Path, spoil: Callable[[Path, Path], object]) -> None:
    spoil(_spare(twice), twice)
    before = twice.read_bytes()
    with twice.open("rb") as reader:
        _publish_a_change(twice)
        assert reader.read() == before, "who holds the old copy reads on"
    assert sorted(p.name for p in twice.parent.iterdir()) == [f".{twice.name}.spare", twice.name, work_path(twice).name]


def test_copies_that_are_still_read_never_change(twice: Path) -> None:
    held = []
    for _ in range(4):
        held.append((twice.open("rb"), twice.read_bytes()))
        _publish_a_change(twice)
    for reader, content in held:
        with reader:
            assert reader.read() == content


def test_a_small_database_keeps_no_spare_copy(db: Path) -> None:
    work_path(db).write_bytes(b"small")
    for _ in range(2):
        _publish_a_change(db)
    assert not _spare(db).exists()


def test_a_copy_is_whole(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"new")
    target.write_bytes(b"older and longer")
    copied(source, target)
    assert target.read_bytes() == b"new"
