"""A scheduled night against a real Prefect server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.watch_file import load_watch
from pipeline.store import load_results
from tests.flows.postgres import postgres
from tests.flows.small import ecart, environment, small_watch, started


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(what: Callable[[], Any], seconds: float, why: Callable[[], str]) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            found = what()
        except httpx.HTTPError:
            found = None
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(why())


def answer(client: httpx.Client, method: str, path: str, **asked: Any) -> Any:
    """What the server says. Raises HTTPStatusError when it is too busy, as over a locked SQLite file."""
    said = client.request(method, path, **asked)
    said.raise_for_status()
    return said.json()


def end(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_a_scheduled_night_fires_and_completes(database: str, tmp_path: Path) -> None:
    with postgres(free_port()) if database == "postgres" else nullcontext("") as address:
        _fires_and_completes(tmp_path, {"PREFECT_API_DATABASE_CONNECTION_URL": address} if address else {})


def _fires_and_completes(tmp_path: Path, settings: dict[str, str]) -> None:
    watch = small_watch(tmp_path / "veille")
    port = free_port()
    api = f"http://127.0.0.1:{port}/api"
    env = environment(tmp_path / "prefect", PREFECT_API_URL=api, PREFECT_RUNNER_POLL_FREQUENCY="1", PREFECT_RUNNER_SERVER_ENABLE="false")
    env |= {"PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2", "PREFECT_LOGGING_LEVEL": "WARNING"}
    env |= settings
    log = tmp_path / "log"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    server = started(command, env, log)
    served = None
    try:
        with httpx.Client(base_url=api, timeout=10, trust_env=False) as client:
            until(lambda: client.get("/health").status_code == 200, 150, log.read_text)
            served = started(ecart("watch", watch), env, tmp_path / "served.log")
            told = (tmp_path / "served.log").read_text
            (deployment,) = until(lambda: answer(client, "POST", "/deployments/filter", json={}), 90, told)
            (schedule,) = deployment["schedules"]
            assert (schedule["schedule"]["cron"], schedule["schedule"]["timezone"], schedule["active"]) == (
                "0 3 * * *",
                "Europe/Paris",
                True,
            )
            soon = (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
            state = {"state": {"type": "SCHEDULED", "state_details": {"scheduled_time": soon}}}
            run = until(lambda: answer(client, "POST", f"/deployments/{deployment['id']}/create_flow_run", json=state), 30, told)["id"]
            ended = until(lambda: _ended(client, run), 240, told)
            assert ended["state"]["type"] == "COMPLETED", told()
            assert ended["name"].startswith("veille, night of ")
            tasks = until(lambda: answer(client, "POST", "/task_runs/filter", json={}), 30, told)
            assert {task["name"] for task in tasks} == {"collect, batch 1", "analyse, batch 1", "news", "publish"}
            artifacts = {a["key"]: a for a in until(lambda: answer(client, "POST", "/artifacts/latest/filter", json={}), 30, told)}
            assert set(artifacts) == {"ecart-progress", "ecart-gaps", "ecart-territories", "ecart-summary"}
            assert "premier rapport" in artifacts["ecart-summary"]["data"]
    finally:
        for process in (served, server):
            if process is not None:
                end(process)
    results = load_results(load_watch(watch).database)
    assert len(results.acts) == 3 and results.measures
    assert (watch.parent / "site" / "index.html").is_file()


def _ended(client: httpx.Client, run: str) -> dict[str, Any] | None:
    found: dict[str, Any] = answer(client, "GET", f"/flow_runs/{run}")
    return found if found["state"]["type"] in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"} else None
