"""The Prefect flow and the direct run are the same composition."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from pipeline.store import load_results
from tests.flows.conftest import TODAY, DemoRun
from tests.shared import ROOT


def test_a_flow_on_an_ephemeral_server_gives_what_a_direct_run_gives(demo_run: DemoRun, tmp_path: Path) -> None:
    database = tmp_path / "flow.duckdb"
    options = ["--db", database, "--out", tmp_path / "rapport", "--today", TODAY.isoformat(), "--json"]
    command = [sys.executable, "-m", "flows", "run", demo_run.territory, *options]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    environment |= {"PYTHONPATH": str(ROOT), "PREFECT_HOME": str(tmp_path / "prefect")}
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, cwd=ROOT, env=environment, timeout=400, check=False)
    assert done.returncode == demo_run.analysis.exit_code, done.stderr
    assert done.stderr == ""  # calm
    said = json.loads(done.stdout)
    assert said["statuses"]["unsure"] >= 0 and said["report"] == str(tmp_path / "rapport" / "index.html")
    direct = demo_run.analysis.results
    flow = load_results(database)
    assert (flow.measures, flow.acts, flow.links, flow.verdicts) == (direct.measures, direct.acts, direct.links, direct.verdicts)
    assert replace(flow.run, id="", started=direct.run.started, finished=None) == replace(direct.run, id="", finished=None)
