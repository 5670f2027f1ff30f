"""One address to one file on disk: asked politely, tried again when that may help, refused with a reason."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, TypeVar

import httpcore
import httpx

from pipeline.collect.addresses import check_address
from pipeline.collect.body import body
from pipeline.collect.clock import Clock
from pipeline.collect.connect import GuardedTransport, Resolve, resolve
from pipeline.collect.content import HEAD
from pipeline.collect.manners import AGENT, Manners
from pipeline.collect.refusal import Gone, Refusal, Unreachable
from pipeline.records.territory import WebRules

T = TypeVar("T")

REDIRECTS = 5
_GOOD = {200, 207, 304}
_MOVED = {301, 302, 303, 307, 308}
_TRY_AGAIN = {408, 425, 429, 500, 502, 503, 504}
_FIRST_WAIT = 2.0  # seconds before the second try; four times as long before each further one
_LONGEST_WAIT = 120.0  # seconds of a Retry-After that are waited for; longer ones end the visit to that host
_ROBOTS_LIMIT = 512 * 1024  # bytes (RFC 9309 asks for 500 KiB at least)
_NETWORK = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, OSError)


@dataclass(frozen=True, slots=True)
class Validators:
    """What an earlier answer gave to ask whether anything changed."""

    etag: str = ""
    modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """As request headers."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: a temporary file that the caller takes away or leaves, None when nothing changed since the validators.

    `final` is the address after redirects, `head` the first bytes.
    """

    address: str
    final: str
    body: Path | None
    size: int = 0
    sha256: str = ""
    head: bytes = b""
    validators: Validators = field(default_factory=Validators)
    disposition: str = ""


class Web:
    """Asks public web servers by the rules of one territory; `manners` may be shared with others."""

    def __init__(self, rules: WebRules, clock: Clock, manners: Manners, agent: str = AGENT, look_up: Resolve = resolve) -> None:
        self.rules = rules
        self.clock = clock
        self._manners = manners
        said = f"{agent} (+{rules.contact})" if rules.contact else agent
        self._headers = {"User-Agent": said, "Accept": "*/*", "Accept-Encoding": "gzip"}
        self._client = httpx.Client(
            transport=GuardedTransport(rules.allow, look_up, rules.file_seconds),
            timeout=rules.timeout,
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def get(
        self, address: str, folder: Path, validators: Validators | None = None, max_bytes: int | None = None, method: str = "GET"
    ) -> Answer:
        """Fetch `address` into a temporary file of `folder`; with the method PROPFIND the list of a WebDAV folder.

        Raises Refusal (asking again changes nothing), Gone (404, 410) and Unreachable (after all tries).
        """
        limit = max_bytes or int(self.rules.max_mb * (1 << 20))
        known = validators or Validators()

        def once() -> Answer:
            with self._followed(address, method, known.headers, robots=self.rules.robots) as (final, response):
                if response.status_code == 304:
                    return Answer(address, final, None, validators=known)
                return self._taken(address, final, response, folder, limit)

        return self._tried(once)

    def _taken(self, address: str, final: str, response: httpx.Response, folder: Path, limit: int) -> Answer:
        digest, size, head = hashlib.sha256(), 0, b""
        with coming(folder) as target:
            for piece in body(response, limit):
                digest.update(piece)
                size += len(piece)
                head = head + piece[: HEAD - len(head)] if len(head) < HEAD else head
                write_piece(target, piece)
        found = response.headers
        return Answer(
            address=address,
            final=final,
            body=Path(target.name),
            size=size,
            sha256=digest.hexdigest(),
            head=head,
            validators=Validators(found.get("etag", "")[:200], found.get("last-modified", "")[:60]),
            disposition=found.get("content-disposition", "")[:500],
        )

    def _robots(self, address: str) -> bytes:
        def once() -> bytes:
            with self._followed(address, "GET", {}, robots=False) as (_, response):
                taken = b""
                for piece in body(response, 1 << 30):
                    taken += piece
                    if len(taken) >= _ROBOTS_LIMIT:
                        break
                return taken[:_ROBOTS_LIMIT]

        return self._tried(once)

    def _tried(self, once: Callable[[], T]) -> T:
        wait, left = _FIRST_WAIT, self.rules.tries
        while True:
            left -= 1
            try:
                return once()
            except _Asked as asked:
                if left <= 0:
                    raise Unreachable(asked.code, asked.reason) from asked
                self.clock.sleep(max(wait, asked.wait))
                wait *= 4

    @contextmanager
    def _followed(self, address: str, method: str, headers: Mapping[str, str], *, robots: bool) -> Iterator[tuple[str, httpx.Response]]:
        """The answer to `address` after its redirects, not yet read; each step is checked like the first."""
        at, seen = check_address(address, self.rules.allow), set[str]()
        while True:
            seen.add(at)
            url = httpx.URL(at)
            if robots:
                origin = f"{url.scheme}://{url.netloc.decode()}"
                self._manners.check_robots(at, origin, url.host, self._robots)
            with self._asked(url, method, headers) as response:
                if response.status_code not in _MOVED:
                    yield at, response
                    return
                at = self._next(url, response, seen)

    def _next(self, url: httpx.URL, response: httpx.Response, seen: set[str]) -> str:
        try:
            target = str(url.join(response.headers.get("location", "")))
        except (httpx.InvalidURL, ValueError) as error:
            raise Refusal("bad-redirect", f"{url} leads to no valid address") from error
        target = check_address(target, self.rules.allow)
        if target in seen:
            raise Refusal("redirect-loop", f"{url} leads in a circle")
        if len(seen) > REDIRECTS:
            raise Refusal("too-many-redirects", f"more than {REDIRECTS} redirects")
        if url.scheme == "https" and target.startswith("http:"):
            raise Refusal("redirect-to-http", f"{url} leads from https to http")
        return target

    @contextmanager
    def _asked(self, url: httpx.URL, method: str, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        """One request in its turn. Raises Refusal and Gone by status, `_Asked` for what is worth another try."""
        host = url.host
        self._manners.wait_turn(host, self.rules.pause)
        try:
            depth = {"Depth": "1"} if method == "PROPFIND" else {}
            with self._client.stream(method, url, headers={**self._headers, **headers, **depth}) as response:
                self._judge(host, response)
                yield response
        except _NETWORK as error:
            why = f"{type(error).__name__}: {error}"[:200]
            self._manners.went_wrong(host, why)
            raise _Asked("no-answer", f"{host} gave no whole answer ({why})") from error

    def _judge(self, host: str, response: httpx.Response) -> None:
        status = response.status_code
        if status in _TRY_AGAIN:
            why = f"{host} answered {status}"
            wait = self._asked_wait(response)
            if status != 429:
                self._manners.went_wrong(host, why)
            if wait > _LONGEST_WAIT:
                self._manners.leave_alone(host, self.clock.now() + timedelta(seconds=wait), f"it asked to come back in {wait:.0f} s")
                raise Unreachable("asked-to-wait", f"{why} and asked to come back in {wait:.0f} s")
            raise _Asked(f"status-{status}", why, wait)
        self._manners.went_well(host)
        if status in {404, 410}:
            raise Gone("not-there", f"{host} answered {status}: nothing at this address")
        if status not in _MOVED | _GOOD:
            raise Refusal(f"status-{status}", f"{host} answered {status}")

    def _asked_wait(self, response: httpx.Response) -> float:
        said = response.headers.get("retry-after", "").strip()
        if said.isdigit():
            return min(float(said[:9]), 7 * 86400.0)
        try:
            until = parsedate_to_datetime(said)
        except (ValueError, TypeError):
            return 0.0
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max((until - _utc(self.clock.now())).total_seconds(), 0.0)


@contextmanager
def coming(folder: Path) -> Iterator[IO[bytes]]:
    """A temporary file in `folder` that stays when all went well. Raises Refusal when none can be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = tempfile.NamedTemporaryFile(dir=folder, prefix=".coming-", delete=False)  # noqa: SIM115  # closed below
    except OSError as error:
        raise Refusal("cannot-store", f"nothing can be written into {folder} ({error.strerror})") from error
    try:
        with target:
            yield target
            target.flush()
            os.fsync(target.fileno())
    except BaseException:
        Path(target.name).unlink(missing_ok=True)
        raise


def write_piece(target: IO[bytes], piece: bytes) -> None:
    """Write, telling trouble with the disk apart from trouble with the network. Raises Refusal."""
    try:
        target.write(piece)
    except OSError as error:
        raise Refusal("cannot-store", f"{target.name} cannot be written ({error.strerror})") from error


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


class _Asked(Exception):
    """A trouble that another try may end; `wait` is what the server asked for, in seconds."""

    def __init__(self, code: str, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.wait = wait
