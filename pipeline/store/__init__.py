"""What was found, kept in DuckDB: written in one place, published in one step, read back as records or by SQL."""

from pipeline.store.export_jsonl import export_jsonl
from pipeline.store.load import load_results, stored_documents, stored_territories
from pipeline.store.query import query
from pipeline.store.save import SaveSummary, save

__all__ = ["SaveSummary", "export_jsonl", "load_results", "query", "save", "stored_documents", "stored_territories"]
