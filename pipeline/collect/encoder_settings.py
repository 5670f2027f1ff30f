"""The part of a territory file that names another sentence encoder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pipeline.collect.web_settings import check_key
from pipeline.records.errors import ConfigurationError
from pipeline.records.territory import EncoderChoice

_KEYS = ("name", "revision", "query_prefix", "passage_prefix", "calibration")
_HUB_NAME = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)?")
_COMMIT = re.compile(r"[0-9a-f]{40}")


def encoder_choice(raw: object, file: Path) -> EncoderChoice:
    """The table `[encoder]` of `file`; folders and files it names are relative to it. Raises ConfigurationError.

    A name that is a folder beside the file is that folder; any other is a model of the hub, and must be pinned.
    """
    where = f"{file}: [encoder]"
    if not isinstance(raw, Mapping):
        raise ConfigurationError(f"{file}: encoder must be written as a table: [encoder].")
    for key, value in raw.items():
        check_key(key, _KEYS, where)
        if not isinstance(value, str):
            raise ConfigurationError(f'{where} "{key}" must be a text in quotes, got "{value}".')
    name, revision = raw.get("name", "").strip(), raw.get("revision", "").strip()
    if not name:
        raise ConfigurationError(f'{where} "name" is missing: a model of the hub ("owner/model"), or the path of a folder.')
    root = file.resolve().parent
    folder = root / name if (root / name).is_dir() else None
    if folder is None:
        _check_pinned(name, revision, where)
    calibration = raw.get("calibration", "").strip()
    return EncoderChoice(
        file,
        name,
        folder,
        revision,
        raw.get("query_prefix"),
        raw.get("passage_prefix"),
        root / calibration if calibration else None,
    )


def _check_pinned(name: str, revision: str, where: str) -> None:
    if not _HUB_NAME.fullmatch(name):
        raise ConfigurationError(
            f'{where} "name": there is no folder {name} beside the file, and a model of the hub is written "owner/model".'
        )
    if not _COMMIT.fullmatch(revision):
        said = f'got "{revision}"' if revision else "none is given"
        raise ConfigurationError(
            f'{where}: there is no folder {name} beside the file, so it is a model of the hub: pin it with "revision", the commit shown '
            f"under its files and versions, 40 hexadecimal digits; {said}. A branch or tag may change under the same name."
        )
