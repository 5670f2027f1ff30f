"""The Prefect flow and the direct run are the same composition."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

from pipeline.store import load_results
from tests.flows.conftest import TODAY, DemoRun
from tests.flows.small import ecart, environment, small_territory
from tests.shared import ROOT


def test_a_flow_on_an_ephemeral_server_gives_what_a_direct_run_gives(small_run: DemoRun, tmp_path: Path) -> None:
    database = tmp_path / "flow.duckdb"
    options = ["--db", database, "--out", tmp_path / "rapport", "--today", TODAY.isoformat(), "--json"]
    command, env = ecart("run", small_run.territory, *options), environment(tmp_path / "prefect")
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env, timeout=400, check=False)
    assert done.returncode == small_run.analysis.exit_code == 1, done.stderr
    assert done.stderr == ""  # calm
    said = json.loads(done.stdout)
    assert said["statuses"]["no_trace"] > 0 and said["report"] == str(tmp_path / "rapport" / "index.html")
    direct = small_run.analysis.results
    flow = load_results(database)
    assert (flow.measures, flow.acts, flow.links, flow.verdicts) == (direct.measures, direct.acts, direct.links, direct.verdicts)
    assert replace(flow.run, id="", started=direct.run.started, finished=None) == replace(direct.run, id="", finished=None)


def test_what_ends_a_flow_is_told_in_one_line(tmp_path: Path) -> None:
    territory = small_territory(tmp_path / "territory")
    (territory.parent / "plan.pdf").unlink()
    command = ecart("run", territory, "--db", tmp_path / "e.duckdb", "--out", tmp_path / "rapport")
    env = environment(tmp_path / "prefect")
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env, timeout=400, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith("ecart: ") and "no measure of a plan" in done.stderr and "Traceback" not in done.stderr
