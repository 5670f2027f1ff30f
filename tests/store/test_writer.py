"""One writer, readers that never wait, and nothing lost when the writer dies or the disk is full."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import duckdb
import pytest

from pipeline.records.errors import ConfigurationError, EcartError
from pipeline.store import load_results, publish, query, save
from pipeline.store.connect import trouble_told, work_path
from pipeline.store.lock import lock_path, writer_lock
from tests import factories as make
from tests.shared import ROOT
from tests.store.killed import kill_writers
from tests.store.territories import RUN_2, brevaux


def test_a_second_writer_waits_or_says_who_holds_the_lock(db: Path) -> None:
    told: list[str] = []
    with writer_lock(db, 0), pytest.raises(EcartError, match=rf"process {os.getpid()}, since \d{{4}}-.*Waited 0 s"):
        save(brevaux(), db, wait=0.0, told=told.append)
    assert told == []
    with writer_lock(db, 0), pytest.raises(EcartError, match="Waited 0 s"), writer_lock(db, 0.2, told.append):
        pass
    assert len(told) == 1, "told once that it waits"
    assert "Waiting up to 0 s" in told[0]


def test_the_lock_of_a_dead_process_is_free(db: Path) -> None:
    lock_path(db).write_text('{"pid": 1, "since": "2020-01-01T00:00:00+00:00"}', "utf-8")
    save(brevaux(), db, wait=0.0)
    assert query(db, "SELECT id FROM runs")[1] == [(brevaux().run.id,)]


def test_a_reader_keeps_its_copy_and_no_run_waits(saved: Path) -> None:
    reader = duckdb.connect(str(saved), read_only=True)
    first = reader.execute("SELECT count(*) FROM runs").fetchall()
    for number in range(3):
        save(brevaux(replace(RUN_2, id=f"again {number}")), saved, wait=0.0)
        assert reader.execute("SELECT count(*) FROM runs").fetchall() == first
        assert query(saved, "SELECT count(*) FROM runs")[1] == [(2 + number,)], "who opens it now sees the new one"
    reader.close()


def test_nothing_else_is_left_beside_the_database(saved: Path) -> None:
    save(brevaux(RUN_2), saved)
    assert sorted(p.name for p in saved.parent.iterdir()) == ["ecart.duckdb", "ecart.lock", "ecart.work.duckdb"]


def test_what_was_committed_but_not_published_is_published_by_the_next_run(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make.results(siren="999999992")
    with monkeypatch.context() as context:
        context.setattr(import_module("pipeline.store.save"), "publish", lambda db: (_ for _ in ()).throw(EcartError("killed here")))
        with pytest.raises(EcartError, match="killed here"):
            save(other, saved)
    assert query(saved, "SELECT count(*) FROM territories")[1] == [(1,)]
    save(brevaux(RUN_2), saved)
    assert query(saved, "SELECT count(*) FROM territories")[1] == [(2,)]


def test_a_killed_writer_loses_nothing_acknowledged(db: Path) -> None:
    assert kill_writers(db, (0.0, 0.13, 0.31, 0.47, 0.05, 0.22)) >= 6, "each writer saved at least once"
    save(brevaux(), db)
    assert load_results(db) == brevaux(), "the next run completes and equals an undisturbed one"
    left = [p.name for p in db.parent.iterdir() if p.name.endswith(".new")]
    assert left == [], "half copies of killed writers are cleared away"


_FULL = """
import resource, sys
from pathlib import Path
from pipeline.records.errors import EcartError
from pipeline.store import save
from tests import factories as make
results = make.results(acts_in=[make.document("Objet : " + "mot %d " * 400 % tuple(range(400)), doc=f"actes/{n}.pdf") for n in range(200)])
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    save(results, Path(sys.argv[1]))
except EcartError as error:
    print(error)
"""


def test_a_full_disk_is_told_and_nothing_is_lost(saved: Path) -> None:
    limit = work_path(saved).stat().st_size + 100_000
    done = subprocess.run([sys.executable, "-c", _FULL, str(saved), str(limit)], capture_output=True, text=True, cwd=ROOT, check=False)
    assert "No room left to write" in done.stdout, done.stderr
    assert done.stderr == ""
    assert load_results(saved) == brevaux()
    assert save(brevaux(RUN_2), saved).added == 0
    assert load_results(saved).acts == brevaux().acts


@pytest.mark.parametrize("name", ["ecart.work.duckdb", "ecart.duckdb"])
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: b"%PDF-1.7 no database" * 500, id="another kind of file"),
        pytest.param(lambda content: content[:20_000], id="cut off"),
        pytest.param(lambda content: content[:20_000] + b"\xff" * 400_000 + content[420_000:], id="overwritten in the middle"),
    ],
)
def test_a_damaged_file_is_told(saved: Path, name: str, damage: Callable[[bytes], bytes]) -> None:
    path = saved.with_name(name)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(EcartError, match=rf"{name} is damaged or no DuckDB database\. Move it away and run again"):
        save(brevaux(RUN_2), saved) if "work" in name else load_results(saved)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No room left"),
        (OSError(errno.EROFS, "Read-only file system"), "rights of this user"),
        (PermissionError(errno.EACCES, "Permission denied"), "Choose another --db"),
        (duckdb.IOException("IO Error: Could not set lock on file: Conflicting lock is held in python (PID 5)"), "open in another program"),
        (duckdb.IOException("IO Error: Could not write all bytes to file: wanted=10 wrote=-1: No space left on device"), "No room left"),
        (duckdb.FatalException("FATAL Error: whatever"), "is damaged"),
        (duckdb.ConstraintException("Constraint Error: CHECK constraint failed on table acts"), "does not fit the tables"),
    ],
)
def test_trouble_is_told_in_plain_words(error: Exception, words: str) -> None:
    with pytest.raises(EcartError, match=words), trouble_told(Path("ecart.duckdb")):
        raise error


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"is a folder\. Give --db the path of a file"):
        save(brevaux(), tmp_path)
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(ConfigurationError, match="cannot be made"):
        save(brevaux(), tmp_path / "file" / "ecart.duckdb")


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a folder that nobody may write to")
def test_a_read_only_folder() -> None:
    with pytest.raises(EcartError, match="rights of this user"):
        save(brevaux(), Path("/sys/kernel/ecart.duckdb"))


def test_a_copy_is_replaced_whole_or_not_at_all(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = saved.read_bytes()
    monkeypatch.setattr(publish, "_sync", lambda path: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left on device")))
    with pytest.raises(EcartError, match="No room left"):
        publish.publish(saved)
    assert saved.read_bytes() == before
    assert not [p for p in saved.parent.iterdir() if p.name.endswith(".new")]
