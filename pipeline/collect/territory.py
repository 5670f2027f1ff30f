"""Read territory.toml strictly: every key is understood or named as wrong, with the nearest right one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.collect.encoder_settings import encoder_choice
from pipeline.collect.web_settings import WEB_KEYS, check_key, web_rules, web_source
from pipeline.records.errors import ConfigurationError
from pipeline.records.territory import EncoderChoice, Kind, Role, Source, Territory

DEFAULT_COVERAGE = 0.95  # share of the known acts below which absence is not firm (DESIGN, Verdicts)

_TOP = {"name", "siren", "siret", "kind", "look_back", "coverage_threshold", "web", "encoder"}
_SOURCE_KEYS: Mapping[Role, frozenset[str]] = {
    Role.PLAN: frozenset({"title", "path", "adopted", "until"}),
    Role.ACTS: frozenset({"path", "title"}),
    Role.REGISTER: frozenset({"path", "title"}),
    Role.BUDGET: frozenset({"path", "title"}),
    Role.GRANTS: frozenset({"path", "title"}),
}


def load_territory(path: Path) -> Territory:
    """Read and check a territory file.

    Raises ConfigurationError for a file that is missing, no TOML, or holds an unknown key or a value of the wrong kind; the message
    names the file, the key and what is allowed.
    """
    raw = _parse(path)
    where = str(path)
    known = _TOP | {role.value for role in Role}
    for key in raw:
        check_key(key, known, where)
    sources = tuple(source for role in Role for source in _sources(raw.get(role.value, []), role, where))
    for role in (Role.PLAN, Role.ACTS):
        if not any(source.role is role for source in sources):
            raise ConfigurationError(f"{where}: no [[{role}]] entry. Add one with a path to the PDF files.")
    return Territory(
        name=_text(raw, "name", where),
        siren=_siren(raw, where),
        kind=_kind(raw, where),
        root=path.resolve().parent,
        sources=sources,
        look_back=_flag(raw, "look_back", where),
        coverage_threshold=_share(raw, "coverage_threshold", where),
        web=web_rules(raw.get("web", {}), where),
        siret=_siret(raw, where),
        encoder=encoder_choice(raw["encoder"], path) if "encoder" in raw else None,
    )


def load_encoder_choice(path: Path) -> EncoderChoice:
    """The table `[encoder]` of a territory file, or of a file with nothing else. Raises ConfigurationError."""
    raw = _parse(path)
    if "encoder" not in raw:
        raise ConfigurationError(f'{path}: no [encoder]. Write [encoder] with name = "owner/model" and revision, or the path of a folder.')
    return encoder_choice(raw["encoder"], path)


def _parse(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except FileNotFoundError:
        raise ConfigurationError(f"{path}: no such file. Give the path of a territory.toml (see README, your own territory).") from None
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror}). Give the path of a territory.toml.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: not a valid TOML file: {error}.") from error


def _sources(entries: object, role: Role, where: str) -> list[Source]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigurationError(f"{where}: {role} must be written as a table of its own: [[{role}]].")
    found: list[Source] = []
    for number, entry in enumerate(entries, start=1):
        here = f"{where}: [[{role}]] no. {number}"
        for key in entry:
            check_key(key, _SOURCE_KEYS[role] | WEB_KEYS, here)
        web = web_source(entry, here)
        adopted, until = _day(entry, "adopted", here), _day(entry, "until", here)
        if adopted and until and until < adopted:
            raise ConfigurationError(f'{here}: "until" ({until}) lies before "adopted" ({adopted}). Correct one of them.')
        found.append(
            Source(
                role=role,
                path=web.addresses[0] if web else _text(entry, "path", here),
                title=str(entry.get("title", "")),
                adopted=adopted,
                until=until,
                web=web,
            )
        )
    return found


def _text(raw: Mapping[str, Any], key: str, where: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError(f'{where}: "{key}" is missing or no text.')
    return value


def _siren(raw: Mapping[str, Any], where: str) -> str:
    siren = re.sub(r"\s", "", str(raw.get("siren", "")))
    if not re.fullmatch(r"\d{9}", siren):
        raise ConfigurationError(f'{where}: "siren" must be the nine digits of the authority, got "{raw.get("siren", "")}".')
    return siren


def _siret(raw: Mapping[str, Any], where: str) -> str:
    if "siret" not in raw:
        return ""
    siret = re.sub(r"\s", "", str(raw["siret"]))
    if not re.fullmatch(r"\d{14}", siret) or not siret.startswith(_siren(raw, where)):
        raise ConfigurationError(f'{where}: "siret" must be 14 digits that begin with the siren, got "{raw["siret"]}".')
    return siret


def _kind(raw: Mapping[str, Any], where: str) -> Kind:
    try:
        return Kind(raw.get("kind", ""))
    except ValueError:
        allowed = ", ".join(kind.value for kind in Kind)
        raise ConfigurationError(f'{where}: "kind" must be one of {allowed}, got "{raw.get("kind", "")}".') from None


def _flag(raw: Mapping[str, Any], key: str, where: str) -> bool:
    value = raw.get(key, False)
    if not isinstance(value, bool):
        raise ConfigurationError(f'{where}: "{key}" must be true or false, got "{value}".')
    return value


def _share(raw: Mapping[str, Any], key: str, where: str) -> float:
    value = raw.get(key, DEFAULT_COVERAGE)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise ConfigurationError(f'{where}: "{key}" must be a number above 0 and up to 1, got "{value}".')
    return float(value)


def _day(raw: Mapping[str, Any], key: str, where: str) -> date | None:
    value = raw.get(key)
    if value is None:
        return None
    if not isinstance(value, date) or hasattr(value, "hour"):
        raise ConfigurationError(f'{where}: "{key}" must be a day such as 2023-01-19 (no quotes), got "{value}".')
    return value
