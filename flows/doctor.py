"""`ecart doctor`: what is installed, what is missing, and how to get it."""

from __future__ import annotations

import importlib.util
import json
import platform
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.records.errors import EcartError
from pipeline.records.install import how_to_install


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined. `needed`: nothing works without it; else something less is done, as `remedy` says."""

    name: str
    good: bool
    detail: str
    remedy: str = ""
    needed: bool = True


def examine(*, as_json: bool = False) -> int:
    """Print all findings; exit code 3 when something that is needed is missing, else 0."""
    findings = [_python(), *_libraries(), _encoder(), _lexicon(), _database(), _ocr(), _hub()]
    if as_json:
        print(json.dumps([{s: getattr(f, s) for s in Finding.__slots__} for f in findings], ensure_ascii=False, indent=2))
    else:
        table = Table("", "what", "found", "what to do", show_edge=False)
        for finding in findings:
            mark = "ok" if finding.good else "MISSING" if finding.needed else "without"
            table.add_row(mark, escape(finding.name), escape(finding.detail), "" if finding.good else escape(finding.remedy))
        Console(width=None if Console().is_terminal else 160).print(table)
    return 3 if any(finding.needed and not finding.good for finding in findings) else 0


def _python() -> Finding:
    return Finding("Python", True, platform.python_version())


def _libraries() -> list[Finding]:
    """What `pyproject.toml` says that ecart needs, without its extras."""
    try:
        needed = [need for need in metadata.requires("ecart") or () if "extra ==" not in need]
    except metadata.PackageNotFoundError:
        return [Finding("ecart", False, "runs from a folder, not installed: what it needs is not known", how_to_install(), needed=False)]
    return [_library(re.split(r"[^\w.-]", need)[0]) for need in needed]


def _library(name: str) -> Finding:
    try:
        return Finding(name, True, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, False, "not installed", how_to_install())


def _encoder() -> Finding:
    def load() -> str:
        from pipeline.match import load_encoder

        return load_encoder().version

    return _tried("sentence encoder", load, "install ecart from a full checkout: models/encoder holds its weights")


def _hub() -> Finding:
    lacking = [name for name in ("onnxruntime", "tokenizers", "huggingface_hub") if importlib.util.find_spec(name) is None]
    return Finding(
        "another encoder (extra hub)",
        not lacking,
        f"without {', '.join(lacking)}; the encoders that ship need none of it"
        if lacking
        else f"onnxruntime {metadata.version('onnxruntime')}",
        f"{how_to_install('hub')}, where a territory file names an [encoder]",
        needed=False,
    )


def _lexicon() -> Finding:
    def load() -> str:
        from importlib import resources

        from pipeline.records.lexicon import load_table

        names = sorted(p.name.removesuffix(".csv") for p in (resources.files("data") / "lexicon").iterdir() if p.name.endswith(".csv"))
        return f"{len(names)} tables, {sum(len(load_table(name)) for name in names)} rules"

    return _tried("lexicon", load, "install ecart from a full checkout: data/lexicon holds its rules")


def _database() -> Finding:
    def load() -> str:
        from pipeline.store import query

        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "doctor.duckdb"
            query(database, "select 1", read_only=False)
            _, rows = query(database, "select count(*) from information_schema.tables")
            return f"written and read, {rows[0][0]} tables and views"

    return _tried("database", load, f"{how_to_install()} (DuckDB 1.4 or later), and room in the temporary folder")


def _tried(name: str, load: Callable[[], str], remedy: str) -> Finding:
    try:
        return Finding(name, True, load())
    except (EcartError, OSError, ImportError, ValueError, RuntimeError) as error:
        return Finding(name, False, f"{type(error).__name__}: {error}", remedy)


def _ocr() -> Finding:
    from pipeline.read import ReadSettings, ocr_missing

    lack = ocr_missing(ReadSettings())
    found = f"tesserocr {metadata.version('tesserocr')}, French" if lack is None else f"{lack.why}; scans stay unread and are named"
    return Finding("OCR", lack is None, found, lack.remedy if lack else "", needed=False)
