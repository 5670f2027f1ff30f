"""Chromium without a driver: copies of pages run in frames with a script added, and send what it says to the page around them."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
AXE = os.environ.get("ECART_AXE", "")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (apt-get install chromium)")
needs_axe = pytest.mark.skipif(
    not Path(AXE).is_file(), reason="needs axe-core (npm install axe-core) and its path in ECART_AXE (node_modules/axe-core/axe.min.js)"
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--hide-scrollbars",
    "--virtual-time-budget=20000",
)
AROUND = """<!doctype html><body><script>addEventListener('message', function (event) {
var p = document.createElement('pre'); p.className = 'answer'; p.textContent = event.data; document.body.appendChild(p); });</script>"""


def ask(
    pages: Sequence[Path],
    script: str,
    *,
    width: int = 1280,
    library: str = "",
    query: str = "",
    javascript: bool = True,
    eager: bool = False,
) -> list[Any]:
    """What `script` (JavaScript that calls `answer(value)` once) says of each page, in their order.

    The pages' own scripts run unless `javascript` is false; their policy is lifted for the copies, so that the script may be added.
    With `eager` all is unfolded and pictures load before the script runs.
    """
    copies = [_copy(page, number, script, library, javascript=javascript, eager=eager) for number, page in enumerate(pages)]
    root = Path(os.path.commonpath([copy.parent for copy in copies]))
    around = root / f"around-{os.getpid()}.html"
    frames = [f'<iframe style="width:{width}px;height:1500px;border:0" src="{copy.relative_to(root)}{query}"></iframe>' for copy in copies]
    around.write_text(AROUND + "".join(frames) + "</body>", "utf-8")
    try:
        dom = _run(around, width)
    finally:
        for path in (*copies, around):
            path.unlink()
    said = dict(json.loads(html.unescape(text)) for text in re.findall(r'<pre class="answer">(.*?)</pre>', dom, re.S))
    assert len(said) == len(pages), f"{len(said)} of {len(pages)} pages answered"
    return [said[number] for number in range(len(pages))]


def _copy(page: Path, number: int, script: str, library: str, *, javascript: bool, eager: bool) -> Path:
    text = page.read_text("utf-8")
    if not javascript:
        text = re.sub(r'<script src="[^"]*" defer></script>', "", text)
    if eager:
        text = text.replace(' loading="lazy" decoding="async"', "").replace("<details>", "<details open>")
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    answer = f"function answer(value) {{ parent.postMessage(JSON.stringify([{number}, value]), '*'); }}"
    added = f"<script>{library}</script><script>{answer} addEventListener('load', function () {{ {script} }});</script>"
    copy = page.with_name(f"test-{os.getpid()}-{number}-{page.name}")
    copy.write_text(text.replace("</body>", added + "</body>"), "utf-8")
    return copy


def _run(page: Path, width: int) -> str:
    assert CHROMIUM
    with tempfile.TemporaryDirectory() as profile:
        command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", f"--window-size={max(width, 500)},2000", "--dump-dom", f"file://{page}"]
        return subprocess.run(command, capture_output=True, text=True, timeout=180, check=True).stdout
