"""Council documents into acts."""

from __future__ import annotations

from pipeline.extract.acts.reading import extract_acts

__all__ = ["extract_acts"]
