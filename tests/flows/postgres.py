"""A PostgreSQL server of the tests' own, on loopback, from the programs of the system package."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def programs() -> Path:
    """The folder of `initdb` and `postgres`; the test is skipped where they are not installed."""
    known = [Path(found).parent for name in ("initdb",) if (found := shutil.which(name))]
    known += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    for folder in known:
        if all((folder / name).exists() for name in ("initdb", "postgres", "pg_isready")):
            return folder
    pytest.skip("needs PostgreSQL: install the system package postgresql")


@contextmanager
def postgres(port: int) -> Iterator[str]:
    """Run an empty server on that port; gives the address of its database. It refuses root, so root runs it as `postgres`."""
    found = programs()
    user = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="ecart-postgres-") as name:  # not below tmp_path, which only its owner may enter
        folder = Path(name)
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        data, log = folder / "data", folder / "log"
        made = subprocess.run(
            [found / "initdb", "-D", data, "-U", "prefect", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"],
            user=user, cwd=folder, check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        with log.open("wb") as written:
            server = subprocess.Popen(
                [found / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-c", "unix_socket_directories=", "-c", "fsync=off"],
                user=user, cwd=folder, stdout=written, stderr=written,
            )  # fmt: skip
        try:
            _wait(found, port, server, log)
            yield f"postgresql+asyncpg://prefect@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait(found: Path, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        asked = subprocess.run([found / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False)
        if asked.returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text())
