"""Blocks before they have offsets."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.read.printed import Printed, Row
from pipeline.records.source import BlockKind, Box


@dataclass(slots=True)
class DraftCell:
    """One cell of a table: its place in the grid and its rows."""

    row: int
    column: int
    rows: list[Row]
    box: Box


@dataclass(slots=True)
class Draft:
    """A block of rows (or of cells) in reading order. `bullet` is already taken off the first row."""

    kind: BlockKind
    rows: list[Row]
    box: Box
    size: float
    bold: bool = False
    bullet: str = ""
    level: int = 0
    shaded: bool = False
    cells: list[DraftCell] = field(default_factory=list)
    caps: bool = False
    numbered: bool = False
    mark: Printed | None = None  # the bullet's own word
    edges: tuple[float, ...] = ()  # of a ruled table: where its columns begin, empty ones too
    continues: bool = False  # this and the next two as in `Block`
    repeated: int = 0
    cut: bool = False


@dataclass(slots=True)
class Placed:
    """Blocks of a frame or coloured ground, laid out by themselves, to stand in the reading order as one."""

    drafts: list[Draft]
