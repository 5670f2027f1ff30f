"""Plans to measures."""

from pipeline.extract.measures.extract import extract_measures

__all__ = ["extract_measures"]
