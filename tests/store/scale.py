"""Synthetic territories for scale: `python -m tests.store.scale FOLDER [--territories 1000] [--acts 1000] [--measures 50]`.

The rows that `scale.sql` makes are loaded table by table; then the analysts' ten questions are asked. Prints CPU seconds, sizes and times.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

from pipeline.store import query
from pipeline.store.connect import work_path, writer
from pipeline.store.migrate import migrate
from pipeline.store.publish import publish
from tests.shared import ROOT
from tests.store.test_analysts import QUESTION


def fill(db: Path, territories: int, acts: int, measures: int) -> dict[str, tuple[float, int]]:
    """Make a database of that many territories with that many acts and measures each: CPU seconds and rows of each table."""
    spent: dict[str, tuple[float, int]] = {}
    migrate(work_path(db))
    with writer(work_path(db)) as connection:
        head, *parts = _statements(territories, acts, measures)
        connection.execute(head)
        for part in parts:
            table, select = part.split("\n", 1)
            connection.execute(f"CREATE TEMP TABLE made AS {select} ORDER BY siren")
            before = _cpu()
            connection.execute(f'INSERT INTO "{table}" BY NAME FROM made')
            ((rows,),) = connection.execute("SELECT count(*) FROM made").fetchall()
            spent[table] = (_cpu() - before, rows)
            connection.execute("DROP TABLE made")
        before = _cpu()
        connection.execute("CHECKPOINT")
        spent["(checkpoint)"] = (_cpu() - before, 0)
    before = _cpu()
    publish(db)
    spent["(publish)"] = (_cpu() - before, 0)
    return spent


def _statements(territories: int, acts: int, measures: int) -> list[str]:
    """The parts of `scale.sql`: what is shared, then for each table its name and the query that makes its rows."""
    sql = Path(__file__).with_suffix(".sql").read_text("utf-8")
    for name, value in (("territories", territories), ("acts", acts), ("measures", measures)):
        sql = sql.replace(f"${name}", str(value))
    return sql.split("-- table ")


def ask(db: Path, page: Path) -> list[tuple[str, float, float, int]]:
    """The analysts' questions: first line, seconds, CPU seconds, rows of the answer."""
    found: list[tuple[str, float, float, int]] = []
    for sql, _ in QUESTION.findall(page.read_text("utf-8")):
        wall, cpu = time.monotonic(), _cpu()
        rows = query(db, f"SELECT * FROM ({sql}) LIMIT 1000")[1]
        found.append((sql.split("\n", 1)[0][:90], time.monotonic() - wall, _cpu() - cpu, len(rows)))
    return found


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--territories", type=int, default=1000)
    parser.add_argument("--acts", type=int, default=1000, help="of each territory")
    parser.add_argument("--measures", type=int, default=50, help="of each territory")
    asked = parser.parse_args()
    db = asked.folder / "scale.duckdb"
    if not db.exists():
        asked.folder.mkdir(parents=True, exist_ok=True)
        spent = fill(db, asked.territories, asked.acts, asked.measures)
        for table, (seconds, rows) in spent.items():
            print(f"{table:20} {rows:>12,} rows {seconds:7.2f} CPU-s")
        print(f"{'all':20} {sum(r for _, r in spent.values()):>12,} rows {sum(s for s, _ in spent.values()):7.2f} CPU-s")
    print(f"{db.stat().st_size / 1e6:,.0f} MB; peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:,.0f} MB of memory")
    for sql, wall, cpu, rows in ask(db, ROOT / "docs" / "analysts.md"):
        print(f"{wall:6.2f} s {cpu:6.2f} CPU-s {rows:5} rows  {sql}")


if __name__ == "__main__":
    main()
