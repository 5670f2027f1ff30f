"""A small territory out of the demo: the first measures of its plan, some acts; and programs of ecart in processes of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium

from flows.run import demo_territory
from tests.shared import ROOT

ACTS = 3
PAGE = 4  # of the demo's plan, from 0: the first that has measures, four of them


def small_territory(home: Path, acts: int = ACTS) -> Path:
    """A territory with the demo's first measures and its first acts."""
    demo = demo_territory().parent
    home.mkdir(parents=True)
    with pdfium.PdfDocument(next((demo / "plan").glob("*.pdf"))) as whole, pdfium.PdfDocument.new() as plan:
        plan.import_pages(whole, [PAGE])
        plan.save(home / "plan.pdf")
    for act in sorted((demo / "deliberations").glob("*.pdf"))[:acts]:
        shutil.copy(act, home / act.name)
    (home / "territory.toml").write_text(
        'name = "Commune de Port-Aubraie"\nsiren = "219602174"\nkind = "commune"\n'
        '[[plan]]\npath = "plan.pdf"\nadopted = 2023-02-11\n[[acts]]\npath = "DEL-*.pdf"\n',
        "utf-8",
    )
    return home / "territory.toml"


def an_act(territory: Path) -> Path:
    """The first act of the small territory."""
    return min(territory.parent.glob("DEL-*.pdf"))


def small_watch(folder: Path, acts: int = ACTS) -> Path:
    """A watch file over the small territory."""
    small_territory(folder / "territoire", acts)
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
