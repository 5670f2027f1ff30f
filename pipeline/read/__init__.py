"""PDF files to documents: words, layout, clean text with a map back."""

from pipeline.read.document import read_document
from pipeline.read.guard import read_documents
from pipeline.read.ocr import missing as ocr_missing
from pipeline.read.progress import ReadProgress
from pipeline.read.settings import ReadResult, ReadSettings
from pipeline.read.version import reader_version

__all__ = ["ReadProgress", "ReadResult", "ReadSettings", "ocr_missing", "read_document", "read_documents", "reader_version"]
