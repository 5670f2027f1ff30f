"""A guarded child in which pdfium ends the process whatever file it is given, for tests of what follows a crash."""

from __future__ import annotations

import os
from typing import NoReturn

from pipeline.read import child, sheets


def crash(*_: object) -> NoReturn:
    """End the process as a fault inside the PDF library would."""
    os.abort()


if __name__ == "__main__":
    sheets.pypdfium2.PdfDocument = crash
    child.main()
