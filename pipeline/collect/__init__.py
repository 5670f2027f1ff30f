"""Sources to files on disk, known by their content."""

from pipeline.collect.files import Collection, collect_files
from pipeline.collect.territory import load_territory

__all__ = ["Collection", "collect_files", "load_territory"]
