"""A report's folder: written beside, then moved in file by file; what an older report left and this one lacks is removed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from pipeline.records.errors import NothingToDo

LISTED = ".ecart-files.json"  # what the report wrote, so that nothing else is ever removed


def read_older(folder: Path, name: str) -> str | None:
    """A file of the report that stands there now, None when there is none."""
    try:
        return (folder / name).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def publish(files: Mapping[str, bytes], folder: Path) -> None:
    """Put `files` (path with forward slashes to content) into `folder`. Raises NothingToDo when it cannot be written."""
    draft = folder / f".draft-{os.getpid()}"
    try:
        for name, content in files.items():
            target = draft / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        before = _listed(folder)
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (draft / name).replace(folder / name)
        (folder / LISTED).write_text(json.dumps(sorted(files), indent=0), "utf-8")
        for name in before - set(files):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise NothingToDo(f"{folder}: the report cannot be written ({error.strerror}). Choose another folder with --out.") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _listed(folder: Path) -> set[str]:
    """Names that an older report wrote; a list that was tampered with cannot reach outside the folder."""
    text = read_older(folder, LISTED)
    try:
        names = json.loads(text) if text else []
    except json.JSONDecodeError:
        return set()
    root = folder.resolve()
    return {n for n in names if isinstance(n, str) and (root / n).resolve().is_relative_to(root)} if isinstance(names, list) else set()
