"""OCR of scans beside bare Tesseract on the same pages in the same run: words found in order, and CPU seconds a page. Run it by hand.

    python -m tests.bench.read_ocr FOLDER PAIRS.csv

PAIRS.csv names scans and the day of their sitting (columns `pdf`, `date_seance`); beside each scan stands the same text typed, as
`DAY.html`. Bare Tesseract reads each page drawn at the same resolution, in grey, and nothing else.
"""

from __future__ import annotations

import argparse
import csv
import html
import re
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pypdfium2
import tesserocr
from rapidfuzz.distance import LCSseq

from pipeline.read import ReadSettings, read_document
from pipeline.read.ocr import tessdata
from pipeline.read.picture import render_page
from pipeline.records.folding import folded_words

TAG = re.compile(r"<(style|script|title)\b.*?</\1>|<[^>]+>", re.DOTALL | re.IGNORECASE)


def typed_words(path: Path) -> list[str]:
    """The words of a typed text, folded."""
    return folded_words(html.unescape(TAG.sub(" ", path.read_text("utf-8", "replace"))))


def recall(expected: list[str], found: list[str]) -> float:
    """Share of the expected words found in their order."""
    return LCSseq.similarity(expected, found) / len(expected)


def read_with_ecart(path: Path, settings: ReadSettings) -> tuple[int, list[str]]:
    document = read_document(path, path.name, "0" * 64, settings).document
    if document is None:
        return 0, []
    return sum(page.by_ocr for page in document.pages), folded_words("\n".join(page.text for page in document.pages))


def read_with_tesseract(path: Path, settings: ReadSettings) -> tuple[int, list[str]]:
    language = settings.ocr_language
    words: list[str] = []
    with tesserocr.PyTessBaseAPI(path=tessdata(language), lang=language, oem=tesserocr.OEM.LSTM_ONLY) as api:
        document = pypdfium2.PdfDocument(path)
        for index in range(len(document)):
            api.SetImage(render_page(document, index, settings.ocr_dpi).convert("L"))
            api.SetSourceResolution(settings.ocr_dpi)
            words += folded_words(api.GetUTF8Text())
        count = len(document)
        document.close()
    return count, words


def timed(read: Callable[[Path, ReadSettings], tuple[int, list[str]]], path: Path) -> tuple[int, list[str], float]:
    start = time.process_time()
    pages, words = read(path, ReadSettings())
    return pages, words, time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pairs", type=Path)
    given = parser.parse_args()
    shares: dict[str, list[float]] = {"ecart": [], "tesseract": []}
    seconds, counts = dict.fromkeys(shares, 0.0), dict.fromkeys(shares, 0)
    for row in csv.DictReader(given.pairs.open(encoding="utf-8")):
        scan, typed = given.folder / row["pdf"], given.folder / f"{row['date_seance']}.html"
        if not scan.is_file() or not typed.is_file():
            continue
        expected = typed_words(typed)
        for name, read in (("ecart", read_with_ecart), ("tesseract", read_with_tesseract)):
            pages, words, spent = timed(read, scan)
            shares[name].append(recall(expected, words))
            seconds[name] += spent
            counts[name] += pages
        print(f"{row['pdf']:36} ecart {shares['ecart'][-1]:.3f}  bare {shares['tesseract'][-1]:.3f}", flush=True)
    for name, found in shares.items():
        rate = seconds[name] / counts[name]
        print(f"{name:10} median {median(found):.3f}, lowest {min(found):.3f}; {rate:.2f} CPU-s a page ({counts[name]} pages)")
    print(f"ratio {seconds['ecart'] / counts['ecart'] / (seconds['tesseract'] / counts['tesseract']):.2f}")


if __name__ == "__main__":
    main()
