"""The territory file as records: which authority, which plans, where its acts and its money are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path


class Role(StrEnum):
    """What a file is for; the names of the tables in territory.toml."""

    PLAN = "plan"
    ACTS = "acts"
    REGISTER = "register"
    BUDGET = "budget"
    GRANTS = "grants"


class Kind(StrEnum):
    """Kinds of authority."""

    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the territory file. `path` is a path or glob relative to that file."""

    role: Role
    path: str
    title: str = ""
    adopted: date | None = None  # plans: acts before this day do not count, unless look_back
    until: date | None = None  # plans: end of the plan's period


@dataclass(frozen=True, slots=True)
class Territory:
    """One authority. `root` is the folder of its file; `coverage_threshold` the share of known acts below which absence is not firm."""

    name: str
    siren: str
    kind: Kind
    root: Path
    sources: tuple[Source, ...]
    look_back: bool = False
    coverage_threshold: float = 0.95


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file on disk that a source names. `doc` is its path relative to the territory file, with forward slashes."""

    path: Path
    doc: str
    sha256: str
    size: int  # bytes
    source: Source

    @property
    def role(self) -> Role:
        """What the file is for."""
        return self.source.role
