"""Rows on the screen: a table for people, JSON or CSV for machines."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[object]], form: str) -> None:
    """Print rows in the form "table", "json" or "csv"."""
    if form == "json":
        print(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=2, default=str))
    elif form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        table = Table(*[escape(column) for column in columns], show_edge=False)
        for row in rows:
            table.add_row(*["" if value is None else escape(str(value)) for value in row])
        Console(width=None if sys.stdout.isatty() else 200).print(table)
