"""A table file as rows that remember their line: encodings, delimiters and broken quotes as they are met in open data."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.extract.rows.columns import Columns, header_columns
from pipeline.records.run import Issue, Severity

_DELIMITERS = ",;\t|"
_LINE_BREAK = re.compile(r"\r\n|\n|\r")
HEADER_WITHIN = 15  # records: some files open with a title and blank lines
LONGEST_RECORD = 40  # lines: a quoted field that runs further is a quote that was never closed


@dataclass(frozen=True, slots=True)
class Row:
    """One record. `line` is where it begins (1-based), `quote` its exact characters, `values` its cells by field name."""

    line: int
    quote: str
    values: Mapping[str, str]

    def get(self, field: str) -> str:
        """The cell of a field, trimmed; empty when the file has no such column."""
        return self.values.get(field, "")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file under a header that was understood."""

    columns: Columns
    rows: tuple[Row, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    quote: str
    cells: list[str]
    torn: bool = False


def read_table(content: bytes, kind: str, doc: str, sha256: str) -> Table | None:
    """Decode and split a CSV file of `kind` (budget, grants, register).

    Returns None when no header with known columns is found. The delimiter is the one under which most columns are known.
    """
    text, encoding = decode(content)
    lines = _LINE_BREAK.split(text)
    best: tuple[int, str, int, Columns] | None = None
    for delimiter in _DELIMITERS:
        for position, record in enumerate(_first(_records(lines, delimiter))):
            columns = header_columns(record.cells, kind)
            if columns.known >= 2 and (best is None or columns.known > best[0]):
                best = (columns.known, delimiter, position, columns)
    if best is None:
        return None
    _, delimiter, position, columns = best
    issues: list[Issue] = []
    if encoding not in ("utf-8", "utf-16"):
        issues.append(
            Issue(
                "table-encoding",
                f"{doc} is no UTF-8 text; it was read as {encoding}.",
                "Check accents in the rows shown, or save the file as UTF-8.",
                doc,
                sha256,
                severity=Severity.NOTE,
            )
        )
    rows: list[Row] = []
    torn: list[int] = []
    for index, record in enumerate(_records(lines, delimiter)):
        if index <= position or not any(cell.strip() for cell in record.cells):
            continue
        if record.torn:
            torn.append(record.line)
        if [c.strip() for c in record.cells] == columns.header:
            continue  # files glued together repeat their header
        rows.append(Row(record.line, record.quote, columns.values(record.cells)))
    issues += columns.issues(doc, sha256)
    if torn:
        issues.append(
            Issue(
                "table-quote",
                f"{doc}: a quotation mark is never closed on line {_some(torn)}; each line was read by itself.",
                "Correct the quotation marks in the file.",
                doc,
                sha256,
            )
        )
    return Table(columns, tuple(rows), tuple(issues))


def decode(content: bytes) -> tuple[str, str]:
    """The text of a file and the encoding that fits: UTF-8 or UTF-16 by mark, UTF-8 when valid, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "utf-16"
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "Latin-1"


def _first(records: Iterator[_Record]) -> Iterator[_Record]:
    for index, record in enumerate(records):
        if index >= HEADER_WITHIN:
            return
        yield record


def _records(lines: list[str], delimiter: str) -> Iterator[_Record]:
    """Records of one or more lines. A record ends where its quotation marks are even; a mark never closed tears it line by line."""
    at = 0
    while at < len(lines):
        end = at + 1
        marks = lines[at].count('"')
        while marks % 2 and end < len(lines) and end - at < LONGEST_RECORD:
            marks += lines[end].count('"')
            end += 1
        if marks % 2:
            yield _Record(at + 1, lines[at], lines[at].split(delimiter), torn=True)
            at += 1
            continue
        quote = "\n".join(lines[at:end])
        cells = next(csv.reader(lines[at:end] if end - at == 1 else [line + "\n" for line in lines[at:end]], delimiter=delimiter), [])
        yield _Record(at + 1, quote, cells)
        at = end


def _some(lines: list[int]) -> str:
    shown = ", ".join(str(line) for line in lines[:8])
    return f"{shown} and {len(lines) - 8} more" if len(lines) > 8 else shown
