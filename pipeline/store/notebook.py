"""The published database from Python: for notebooks and scripts that go on from what ecart found."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.records.errors import ConfigurationError
from pipeline.store.connect import connect_reader, trouble_told
from pipeline.store.migrate import check_version


class OpenResults:
    """A published database, open for reading. Use it in a `with` block or call `close`.

    It goes on showing the copy that was there when it was opened, whatever runs publish meanwhile; open it again to see them.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with trouble_told(path):
            self.connection = connect_reader(path)
            check_version(self.connection, path)

    def __enter__(self) -> OpenResults:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def contents(self) -> dict[str, str]:
        """Tables, views and functions with what each holds, views first."""
        rows = self.rows(
            "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal AND database_name = current_database()"
            " UNION ALL SELECT table_name, comment FROM duckdb_tables() WHERE database_name = current_database()"
            " UNION ALL SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal AND database_name = current_database()"
        )
        return dict(rows)

    def relation(self, sql: str, *values: Any) -> duckdb.DuckDBPyRelation:
        """A query as a DuckDB relation, which filters, joins and shows itself lazily; `values` stand for its question marks."""
        with trouble_told(self.path):
            return self.connection.sql(_query(sql), params=list(values) or None)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a query, or of a table or view by its name."""
        with trouble_told(self.path):
            return self.connection.execute(_query(sql), list(values)).fetchall()

    def arrow(self, sql: str, *values: Any) -> pa.Table:
        """A query, table or view as an Arrow table."""
        return self.relation(sql, *values).to_arrow_table()

    def pandas(self, sql: str, *values: Any) -> Any:
        """A query, table or view as a pandas DataFrame. Raises ConfigurationError when pandas is not installed."""
        _need("pandas")
        return self.relation(sql, *values).df()

    def polars(self, sql: str, *values: Any) -> Any:
        """A query, table or view as a Polars DataFrame. Raises ConfigurationError when Polars is not installed."""
        _need("polars")
        return self.relation(sql, *values).pl()


def open_results(path: Path | str) -> OpenResults:
    """Open the published database at `path` for reading.

    Raises ConfigurationError when there is none or its schema is not this program's, EcartError when it cannot be read.
    """
    return OpenResults(Path(path))


def _query(sql: str) -> str:
    """A bare name stands for all of that table or view."""
    return f'FROM "{sql}"' if sql.isidentifier() else sql


def _need(package: str) -> None:
    if find_spec(package) is None:
        raise ConfigurationError(f"{package} is not installed. Install it (`pip install {package}`), or use .arrow() or .rows().")
