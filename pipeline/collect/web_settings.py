"""The parts of a territory file that speak of the web: where sources are listed, and how ecart behaves there."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any

from pipeline.collect.addresses import check_address
from pipeline.collect.refusal import Refusal
from pipeline.records.errors import ConfigurationError
from pipeline.records.territory import Listing, WebRules, WebSource

WEB_KEYS = frozenset({listing.value for listing in Listing} | {"links", "follow", "depth", "pages", "hosts"})
_MOST = {"depth": 5, "pages": 5000}
_LIMITS = {"pause": (0.0, 3600.0), "timeout": (0.1, 600.0), "file_seconds": (0.1, 7200.0), "max_mb": (0.001, 2000.0), "tries": (1, 10)}


def web_source(entry: Mapping[str, Any], where: str) -> WebSource | None:
    """The web part of an entry, None when it names local files. Raises ConfigurationError."""
    asked = [listing for listing in Listing if listing.value in entry]
    path = entry.get("path", "")
    from_path = isinstance(path, str) and path.startswith(("http://", "https://"))
    if len(asked) + ("path" in entry) > 1:
        names = ", ".join([*(f'"{a}"' for a in asked), *(['"path"'] if "path" in entry else [])])
        raise ConfigurationError(f"{where}: {names} in one entry; write an entry for each.")
    narrowing = [key for key in ("links", "follow", "depth", "pages", "hosts") if key in entry]
    if not asked and not from_path:
        if narrowing:
            raise ConfigurationError(f'{where}: "{narrowing[0]}" goes with page, feed, sitemap or folder.')
        return None
    listing = asked[0] if asked else Listing.URL
    allowed = {Listing.URL: set[str](), Listing.SCDL: {"depth", "links", "hosts"}}.get(listing, set(narrowing))
    wrong = [key for key in narrowing if key not in allowed]
    if wrong:
        raise ConfigurationError(f'{where}: "{wrong[0]}" goes with page, feed, sitemap or folder, not with {listing}.')
    return WebSource(
        listing=listing,
        addresses=_addresses(entry[listing.value] if asked else path, listing, where),
        links=_pattern(entry, "links", where),
        follow=_pattern(entry, "follow", where),
        depth=_count(entry, "depth", 0, where),
        pages=_count(entry, "pages", 200, where),
        hosts=_names(entry.get("hosts", []), "hosts", where),
    )


def web_rules(raw: object, where: str) -> WebRules:
    """The table [web]. Raises ConfigurationError."""
    if not isinstance(raw, Mapping):
        raise ConfigurationError(f"{where}: web must be written as a table: [web].")
    known = {field.name for field in fields(WebRules)}
    given: dict[str, Any] = {}
    for key, value in raw.items():
        check_key(key, known, f"{where}: [web]")
        if key == "allow":
            given[key] = _names(value, key, f"{where}: [web]")
        elif key == "robots":
            given[key] = _typed(value, bool, key, "true or false", where)
        elif key == "contact":
            given[key] = _contact(value, where)
        else:
            low, high = _LIMITS[key]
            if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
                raise ConfigurationError(f'{where}: [web] "{key}" must be a number from {low} to {high}, got "{value}".')
            given[key] = int(value) if key == "tries" else float(value)
    return WebRules(**given)


def check_key(key: str, known: Collection[str], where: str) -> None:
    """Raise ConfigurationError for an unknown key, with the nearest known one."""
    if key in known:
        return
    near = difflib.get_close_matches(key, sorted(known), n=1, cutoff=0.5)
    hint = f'did you mean "{near[0]}"?' if near else f"known keys: {', '.join(sorted(known))}."
    raise ConfigurationError(f'{where}: unknown key "{key}"; {hint}')


def _addresses(value: object, listing: Listing, where: str) -> tuple[str, ...]:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list) or not given or not all(isinstance(one, str) and one.strip() for one in given):
        raise ConfigurationError(f'{where}: "{listing}" must be an address, or a list of addresses, in quotes.')
    if listing is Listing.SCDL:
        if len(given) > 1:
            raise ConfigurationError(f'{where}: "scdl" is one table; write an entry for each.')
        if not given[0].startswith(("http://", "https://")):
            return (given[0],)
    for one in given:
        try:
            check_address(one, {_host_of(one)})  # whether a private host is allowed is decided when it is asked
        except Refusal as refusal:
            raise ConfigurationError(f'{where}: "{one[:200]}": {refusal.reason}.') from None
    return tuple(given)


def _host_of(address: str) -> str:
    found = re.match(r"https?://([^/:@]+|\[[^\]]*\])", address, re.I)
    return found.group(1).lower().strip("[]") if found else ""


def _pattern(entry: Mapping[str, Any], key: str, where: str) -> str:
    value = str(_typed(entry.get(key, ""), str, key, "a regular expression in quotes", where))
    try:
        re.compile(value)
    except re.error as error:
        raise ConfigurationError(f'{where}: "{key}" is no regular expression ({error}).') from None
    return value


def _count(entry: Mapping[str, Any], key: str, default: int, where: str) -> int:
    value = entry.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST[key]:
        raise ConfigurationError(f'{where}: "{key}" must be a whole number up to {_MOST[key]}, got "{value}".')
    return value


def _names(value: object, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and re.fullmatch(r"[\w.\-:\[\]]+", one) for one in value):
        raise ConfigurationError(f'{where}: "{key}" must be a list of host names, such as ["docs.ville.example"].')
    return tuple(one.lower() for one in value)


def _contact(value: object, where: str) -> str:
    text = str(_typed(value, str, "contact", "a mail address or a page in quotes", where)).strip()
    if not re.fullmatch(r"[\x21-\x7e]{3,200}", text) or "(" in text or ")" in text:
        raise ConfigurationError(f'{where}: [web] "contact" must be one mail address or page, without spaces, got "{text[:100]}".')
    return text


def _typed(value: object, kind: type, key: str, words: str, where: str) -> object:
    if not isinstance(value, kind):
        raise ConfigurationError(f'{where}: "{key}" must be {words}, got "{value}".')
    return value
