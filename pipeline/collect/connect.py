"""Connections to public servers only: the numbers behind a name are looked up once, checked, and these numbers are connected to.

A name that answers with a public number when it is checked and with a private one when it is connected to (DNS rebinding) gains nothing,
since there is no second look-up. Proxies of the environment are not used, because behind one nothing can be checked.
"""

from __future__ import annotations

import functools
import socket
import ssl
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from pipeline.collect.addresses import check_number
from pipeline.collect.refusal import Refusal

Resolve = Callable[[str, int], Sequence[str]]  # host and port to IP addresses; raises OSError


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The IP addresses of a host, in the system's order, each once. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(slots=True)
class Deadline:
    """When the present answer must be there, by the monotonic clock: a server that sends a byte now and then never times out otherwise."""

    at: float = float("inf")

    def left(self, timeout: float | None) -> float:
        """Seconds that the next step may take. Raises httpcore.ReadTimeout when there are none."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer took too long")
        return min(left, timeout if timeout is not None else left)


class TimedStream(httpcore.NetworkStream):
    """A connection whose reads and writes keep a deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes. Raises httpcore.ReadTimeout."""
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes. Raises httpcore.WriteTimeout."""
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> TimedStream:
        """The same connection, encrypted."""
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to checked numbers. Hosts in `allow` ("host" or "host:port") are not checked."""

    def __init__(self, allow: Collection[str], look_up: Resolve = resolve) -> None:
        self.deadline = Deadline()
        self._allow = frozenset(allow)
        self._look_up = look_up
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first number of `host` that answers. Raises Refusal when one of them is not public, ConnectError otherwise."""
        try:
            numbers = self._look_up(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} is not known ({error})") from error
        if host not in self._allow and f"{host}:{port}" not in self._allow:
            for number in numbers:
                check_number(number)
        failure: Exception = httpcore.ConnectError(f"the name {host} has no address")
        for number in numbers:
            try:
                stream = self._plain.connect_tcp(number, port, self.deadline.left(timeout), local_address, socket_options)
                return TimedStream(stream, self.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None) -> Any:
        """Never: no web server is asked through a file."""
        raise Refusal("bad-scheme", f"{path} is no web server")

    def sleep(self, seconds: float) -> None:
        """Part of the interface; nothing here waits."""


class GuardedTransport(httpx.BaseTransport):
    """What httpx sends requests through, one at a time: connections by `GuardedBackend`, at most `seconds` for a whole answer."""

    def __init__(self, allow: Collection[str], look_up: Resolve = resolve, seconds: float = float("inf")) -> None:
        self._seconds = seconds
        self._backend = GuardedBackend(allow, look_up)
        self._pool = httpcore.ConnectionPool(
            ssl_context=_certificates(),
            max_connections=8,
            keepalive_expiry=10.0,
            network_backend=self._backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request. Raises httpcore's exceptions, and Refusal."""
        self._backend.deadline.at = time.monotonic() + self._seconds
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


@functools.cache  # reading the certificates takes longer than a request
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()
