"""OCR of scans beside bare Tesseract on the same pages in the same run: words found in order, and CPU seconds. Run it by hand.

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
from pathlib import Path
from statistics import median

import pypdfium2
import tesserocr
from rapidfuzz.distance import LCSseq

from pipeline.read import ReadSettings, read_document
from pipeline.read.ocr import tessdata
from pipeline.read.picture import render_page
from pipeline.records.folding import folded_words
from pipeline.records.source import Page

TAG = re.compile(r"<(style|script|title)\b.*?</\1>|<[^>]+>", re.DOTALL | re.IGNORECASE)


def typed_words(path: Path) -> list[str]:
    """The words of a typed text, folded."""
    return folded_words(html.unescape(TAG.sub(" ", path.read_text("utf-8", "replace"))))


def recall(expected: list[str], found: list[str]) -> float:
    """Share of the expected words found in their order."""
    return LCSseq.similarity(expected, found) / len(expected)


def read_with_ecart(path: Path, settings: ReadSettings) -> list[Page]:
    document = read_document(path, path.name, "0" * 64, settings).document
    return list(document.pages) if document else []


def read_with_tesseract(path: Path, settings: ReadSettings, pages: list[Page]) -> list[str]:
    """The words of each page: bare Tesseract's where ecart used OCR, else ecart's."""
    language = settings.ocr_language
    words: list[str] = []
    with tesserocr.PyTessBaseAPI(path=tessdata(language), lang=language, oem=tesserocr.OEM.LSTM_ONLY) as api:
        document = pypdfium2.PdfDocument(path)
        for page in pages:
            if page.by_ocr:
                api.SetImage(render_page(document, page.number - 1, settings.ocr_dpi).convert("L"))
                api.SetSourceResolution(settings.ocr_dpi)
                words += folded_words(api.GetUTF8Text())
            else:
                words += folded_words(page.text)
        document.close()
    return words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pairs", type=Path)
    given = parser.parse_args()
    settings = ReadSettings()
    ours: list[float] = []
    bare: list[float] = []
    seconds = [0.0, 0.0]
    count = 0
    for row in csv.DictReader(given.pairs.open(encoding="utf-8")):
        scan, typed = given.folder / row["pdf"], given.folder / f"{row['date_seance']}.html"
        if not scan.is_file() or not typed.is_file():
            continue
        expected = typed_words(typed)
        began = time.process_time()
        pages = read_with_ecart(scan, settings)
        between = time.process_time()
        words = read_with_tesseract(scan, settings, pages)
        seconds = [seconds[0] + between - began, seconds[1] + time.process_time() - between]
        count += sum(page.by_ocr for page in pages)
        ours.append(recall(expected, folded_words("\n".join(page.text for page in pages))))
        bare.append(recall(expected, words))
        print(f"{row['pdf']:36} ecart {ours[-1]:.3f}  bare {bare[-1]:.3f}  CPU {seconds[0] / seconds[1]:.2f} times so far", flush=True)
    for name, found, spent in (("ecart", ours, seconds[0]), ("tesseract", bare, seconds[1])):
        print(f"{name:10} median {median(found):.3f}, lowest {min(found):.3f}; {spent / count:.2f} CPU-s a page ({count} pages by OCR)")
    print(f"ratio {seconds[0] / seconds[1]:.2f}")


if __name__ == "__main__":
    main()
