"""Results kept in DuckDB, published and exported."""
