"""A small territory out of the demo: one plan, some acts; and programs of ecart in processes of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from flows.run import demo_territory
from tests.shared import ROOT

ACTS = 3


def small_watch(folder: Path, acts: int = ACTS) -> Path:
    """A watch file over a territory with the demo's plan and its first acts."""
    demo = demo_territory().parent
    home = folder / "territoire"
    home.mkdir(parents=True)
    shutil.copy(next((demo / "plan").glob("*.pdf")), home / "plan.pdf")
    for act in sorted((demo / "deliberations").glob("*.pdf"))[:acts]:
        shutil.copy(act, home / act.name)
    (home / "territory.toml").write_text(
        'name = "Commune de Port-Aubraie"\nsiren = "219602174"\nkind = "commune"\n'
        '[[plan]]\npath = "plan.pdf"\nadopted = 2023-02-11\n[[acts]]\npath = "DEL-*.pdf"\n',
        "utf-8",
    )
    (folder / "watch.toml").write_text('name = "Essai"\nterritory = ["territoire/territory.toml"]\nschedule = "0 3 * * *"\n', "utf-8")
    return folder / "watch.toml"


def environment(home: Path, **more: str) -> dict[str, str]:
    """Of a process that knows no Prefect but the one in `home`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    return (
        kept | {"PYTHONPATH": str(ROOT), "PREFECT_HOME": str(home), "DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"} | more
    )


def started(command: list[str], env: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """A process in a group of its own, so that it can be ended with all its children."""
    with log.open("wb") as out:
        return subprocess.Popen(command, env=env, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)


def ecart(*arguments: object) -> list[str]:
    """The command line of this checkout."""
    return [sys.executable, "-m", "flows", *map(str, arguments)]
