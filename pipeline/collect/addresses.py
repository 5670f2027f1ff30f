"""Which addresses may be asked: checked as text before asking, and as numbers at the moment of connecting."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection

import httpx

from pipeline.collect.refusal import Refusal

_PORTS = {80, 443, 8080, 8443}
_LONGEST = 2000  # characters; longer ones are traps or sessions
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\\]")
_LOCAL = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa", ".onion")
_SESSION = re.compile(r"(?i)(;jsessionid=[^?#/]*)|((?<=[?&])(?:utm_\w+|phpsessid|sid|jsessionid|fbclid|gclid)=[^&#]*&?)")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|[0-9a-f.]*:[0-9a-f.:]*")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_MOST_REPEATED = 3  # times one segment may stand in a path; relative links that never end repeat theirs


def check_address(address: str, allow: Collection[str] = ()) -> str:
    """The address in its one form: no fragment, no session, host in lower case ASCII.

    Raises Refusal for what is no address of a public http(s) server. Hosts in `allow` ("host" or "host:port") may be private and on any
    port. The numbers behind the name are checked when connecting (`check_number`).
    """
    if len(address) > _LONGEST:
        raise Refusal("address-too-long", f"the address has {len(address)} characters")
    address = address.strip()
    if _CONTROL.search(address):
        raise Refusal("bad-address", "the address holds backslashes or characters that do not show")
    try:
        url = httpx.URL(_SESSION.sub("", address.partition("#")[0]).rstrip("?&").replace(" ", "%20"))
    except (httpx.InvalidURL, ValueError) as error:
        raise Refusal("bad-address", f"no valid address ({error})") from error
    if url.scheme not in {"http", "https"}:
        raise Refusal("bad-scheme", f'only http and https are fetched, not "{url.scheme or "no scheme"}"')
    if url.userinfo:
        raise Refusal("address-with-password", "the address holds a user name or password")
    host = url.raw_host.decode("ascii").lower().rstrip(".")
    if not _HOST.fullmatch(host):
        raise Refusal("bad-address", "the address names no valid host")
    if not is_allowed(host, url.port, url.scheme, allow):
        _check_host(host, url.port)
    _check_path(url.path)
    return str(url.copy_with(host=host))


def is_allowed(host: str, port: int | None, scheme: str, allow: Collection[str]) -> bool:
    """Whether the territory file allows this host by name (and port, when it says one)."""
    number = port or (443 if scheme == "https" else 80)
    return host in allow or f"{host}:{number}" in allow


def _check_host(host: str, port: int | None) -> None:
    if port is not None and port not in _PORTS:
        raise Refusal("bad-port", f"port {port} is no port of a web server (80, 443, 8080, 8443); allow the host by name if it is")
    if host == "localhost" or host.endswith(_LOCAL):
        raise Refusal("private-address", f"{host} is a name of this machine or of a local network")
    try:
        number = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return
    check_number(str(number))


def _check_path(path: str) -> None:
    segments = [part for part in path.split("/") if part]
    if segments and max(segments.count(part) for part in set(segments)) > _MOST_REPEATED:
        raise Refusal("address-trap", "the same folder stands again and again in the address: a link that never ends")


def check_number(text: str) -> None:
    """Raise Refusal unless the IP address is one of the public internet, whatever it is wrapped in (IPv4 in IPv6, NAT64, 6to4, Teredo)."""
    try:
        number = ipaddress.ip_address(text.partition("%")[0])
    except ValueError as error:
        raise Refusal("bad-address", f"{text} is no IP address") from error
    for inner in _unwrapped(number):
        if not inner.is_global or inner.is_multicast or inner.is_reserved or inner.is_unspecified:
            raise Refusal("private-address", f"{text} is an address of this machine, of a local network or of no public server")


def _unwrapped(number: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    if isinstance(number, ipaddress.IPv4Address):
        return [number]
    if number.ipv4_mapped is not None:
        return [number.ipv4_mapped]
    if number in _NAT64:
        return [ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)]
    if int(number) >> 32 == 0:  # ::a.b.c.d, the old compatible form; ::1 and :: among them
        return [number, ipaddress.IPv4Address(int(number))]
    if number.sixtofour is not None:
        return [number.sixtofour]
    if number.teredo is not None:
        return [*number.teredo]
    return [number]
