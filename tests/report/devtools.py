"""Chromium by its own protocol (Chrome DevTools): real keys and clicks, narrow screens, print; what it logs and asks for is kept."""

from __future__ import annotations

import base64
import contextlib
import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.report.browser import CHROMIUM

KEYS = {
    "Enter": (13, "\r"),
    "Tab": (9, ""),
    "Escape": (27, ""),
    "Space": (32, " "),
    "ArrowDown": (40, ""),
    "ArrowUp": (38, ""),
    "ArrowRight": (39, ""),
}
PATIENCE = 20.0  # seconds


class Tab:
    """One page of a running browser. `asked` are the addresses it asked for, `errors` what its console and its policy complained of."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._last = socket, 0
        self.asked: list[str] = []
        self.errors: list[str] = []
        self._loaded = 0
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.tell(f"{domain}.enable")

    def tell(self, method: str, **values: Any) -> dict[str, Any]:
        """One command, and what came of it."""
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": values}))
        while True:
            message = json.loads(self._socket.recv(timeout=PATIENCE))
            if message.get("id") == self._last:
                assert "error" not in message, (method, message["error"])
                result: dict[str, Any] = message["result"]
                return result
            self._note(message)

    def _note(self, message: dict[str, Any]) -> None:
        method, values = message.get("method"), message.get("params", {})
        if method == "Network.requestWillBeSent":
            self.asked.append(values["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.errors.append(str(values["exceptionDetails"].get("exception", {}).get("description", values)))
        elif method == "Runtime.consoleAPICalled" and values["type"] in ("error", "warning"):
            self.errors.append(str(values["args"]))
        elif method == "Log.entryAdded" and values["entry"]["level"] == "error":
            self.errors.append(values["entry"]["text"] + " " + values["entry"].get("url", ""))
        elif method == "Page.loadEventFired":
            self._loaded += 1

    def open(self, address: str) -> None:
        """Go to an address and wait until it is there."""
        before = self._loaded
        self.tell("Page.navigate", url=address)
        self._wait_for_load(before)

    def _wait_for_load(self, before: int) -> None:
        end = time.monotonic() + PATIENCE
        while self._loaded == before and time.monotonic() < end:
            with contextlib.suppress(TimeoutError):
                self._note(json.loads(self._socket.recv(timeout=0.2)))
        assert self._loaded > before, "the page did not load"

    def run(self, script: str) -> Any:
        """The value of a script; promises are waited for."""
        done = self.tell("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def press(self, *keys: str, leads_on: bool = False) -> None:
        """Real key strokes, one after the other; `leads_on` waits for the page that the last one leads to."""
        before = self._loaded
        for key in keys:
            code, text = KEYS.get(key, (ord(key[0].upper()), key))
            name = " " if key == "Space" else key
            common = {"key": name, "windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code}
            self.tell("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
            self.tell("Input.dispatchKeyEvent", type="keyUp", **common)
        if leads_on:
            self._wait_for_load(before)

    def click(self, selector: str, *, leads_on: bool = False) -> None:
        """A click on the first element that fits."""
        before = self._loaded
        self.run(f"document.querySelector({json.dumps(selector)}).click()")
        if leads_on:
            self._wait_for_load(before)

    def wide(self, width: int, height: int = 1400) -> None:
        """A screen of this size, in CSS pixels."""
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def picture(self, path: Path, *, whole: bool = True) -> None:
        """The page as PNG."""
        shot = self.tell("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))

    def printed(self) -> bytes:
        """The page as its print style gives it, as PDF."""
        return base64.b64decode(self.tell("Page.printToPDF", printBackground=True)["data"])

    def violations(self, axe: str) -> list[Any]:
        """What axe-core finds, with everything unfolded."""
        self.run("document.querySelectorAll('details').forEach(function (d) { d.open = true; })")
        self.run(axe + "; true")
        found: list[Any] = self.run(
            "axe.run(document, {resultTypes: ['violations'], preload: false}).then(function (r) { return r.violations.map(function (v) {"
            " return [v.id, v.nodes.slice(0, 3).map(function (n) { return n.html.slice(0, 200); })]; }); })"
        )
        return found


@contextlib.contextmanager
def tab() -> Iterator[Tab]:
    """A tab of a fresh browser that runs until the end."""
    assert CHROMIUM
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
        command = [CHROMIUM, *flags, "--hide-scrollbars", "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"]
        browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with connect(_page_address(Path(profile) / "DevToolsActivePort"), max_size=None) as socket:
                yield Tab(socket)
        finally:
            browser.terminate()
            browser.wait(10)


def _page_address(told: Path) -> str:
    """The address of the first page's socket, once the browser has written where it listens."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        lines = told.read_text().splitlines() if told.is_file() else []
        if len(lines) == 2:
            return _first_page(f"ws://127.0.0.1:{lines[0]}{lines[1]}", lines[0])
        time.sleep(0.05)
    raise AssertionError("Chromium did not start")


def _first_page(browser: str, port: str) -> str:
    with connect(browser, max_size=None) as socket:
        while True:
            socket.send(json.dumps({"id": 1, "method": "Target.getTargets"}))
            targets = json.loads(socket.recv(timeout=PATIENCE))["result"]["targetInfos"]
            pages = [t["targetId"] for t in targets if t["type"] == "page"]
            if pages:
                return f"ws://127.0.0.1:{port}/devtools/page/{pages[0]}"
            time.sleep(0.05)
