"""A small town-hall site on loopback that a test fills, breaks and repairs; and a clock that is moved by hand."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from pipeline.records.territory import Kind, Listing, Role, Source, Territory, WebRules, WebSource

START = datetime(2025, 1, 1, 3, 0, tzinfo=UTC)


class MovedClock:
    """Stands still until somebody sleeps or moves it."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)

    def move(self, **how: float) -> None:
        self.at += timedelta(**how)


@dataclass
class Reply:
    """What a path answers. `cut` closes the connection after so many bytes; `etag` answers 304 to whoever knows it."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: bool = True
    cut: int | None = None


Answering = Reply | Callable[[], Reply]


class TownHall:
    """The site: a table of paths, and what was asked of it."""

    def __init__(self) -> None:
        self.origin = ""
        self.host = ""
        self.empty()

    def empty(self) -> None:
        self.paths: dict[str, Answering] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.methods: set[str] = set()
        self.down = False

    def put(self, path: str, body: bytes | str, **reply: Any) -> str:
        self.paths[path] = Reply(body.encode() if isinstance(body, str) else body, **reply)
        return self.origin + path

    def page(self, path: str, *links: str, more: str = "") -> str:
        rows = "".join(f'<li><a href="{link}">Acte {link.rsplit("/", 1)[-1]}</a></li>' for link in links)
        return self.put(path, f"<!doctype html><html><body><ul>{rows}</ul>{more}</body></html>")

    def times(self, path: str) -> int:
        return self.asked.count(path)


def pdf(words: str) -> bytes:
    """Bytes that look like a PDF to whoever looks at its head; collection does not look further."""
    return b"%PDF-1.4\n%" + words.encode() + b"\n%%EOF\n"


def _handler(site: TownHall) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.methods.add(self.command)
            site.agents.add(self.headers.get("User-Agent", ""))
            found = site.paths.get(self.path, Reply(b"nothing here", 404))
            reply = Reply(b"broken", 500) if site.down else found if isinstance(found, Reply) else found()
            tag = f'"{hashlib.sha256(reply.body).hexdigest()[:12]}"'
            if reply.etag and reply.status == 200 and self.headers.get("If-None-Match") == tag:
                self.send_response(304)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(reply.status)
            if reply.etag and reply.status == 200:
                self.send_header("ETag", tag)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body[: reply.cut])
            if reply.cut is not None or "Content-Length" in reply.headers:
                self.close_connection = True

        do_PROPFIND = do_GET

    return Handler


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hang up: some tests are about that."""


@contextmanager
def open_town_hall() -> Iterator[TownHall]:
    """The site, answering on a free port of loopback."""
    site = TownHall()
    server = _Server(("127.0.0.1", 0), _handler(site))
    server.daemon_threads = True
    site.host = f"127.0.0.1:{server.server_port}"
    site.origin = f"http://{site.host}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def on_the_web(site: TownHall, root: Path, *sources: WebSource, role: Role = Role.ACTS, **rules: Any) -> Territory:
    """A territory whose sources lie on the fake site, which it allows by name."""
    settings = WebRules(allow=(site.host,), **{"pause": 0.0, "timeout": 2.0, **rules})
    named = tuple(Source(role, source.addresses[0], web=source) for source in sources)
    return Territory("Ville de Rochebrune-les-Pins", "210000012", Kind.COMMUNE, root, named, web=settings)


def page_source(address: str, **how: Any) -> WebSource:
    return WebSource(Listing.PAGE, (address,), **how)
