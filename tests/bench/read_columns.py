"""Words in their order from pages of columns set by Typst and printed by Chromium, beside bare pdfplumber. Run it by hand.

    python -m tests.bench.read_columns

Chromium is left out where it is not installed. The words are generated: each stands once, so that their order can be told.
"""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
from rapidfuzz.distance import LCSseq

from tests.read.typeset import PAGE, body, pdf, read_bytes

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SYLLABLES = ("ba", "cor", "di", "fon", "gal", "hu", "jar", "lin", "mo", "nes", "pi", "rou", "sel", "ti", "ver")


def words(count: int, seed: int) -> list[str]:
    """So many different words of uneven length."""
    pick = random.Random(seed)
    return [f"{''.join(pick.choices(SYLLABLES, k=pick.randint(1, 3)))}{n}" for n in range(count)]


def paragraphs(seed: int) -> list[list[str]]:
    """Paragraphs of uneven length."""
    pick, flow = random.Random(seed), words(900, seed)
    found = []
    while flow:
        size = pick.randint(20, 90)
        found.append(flow[:size])
        flow = flow[size:]
    return found


def samples() -> Iterator[tuple[str, bytes, list[str]]]:
    """Name, file and words in order of each sample."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    for columns in (2, 3):
        for justify in ("true", "false"):
            text = paragraphs(columns)
            head = ["Titre", "du", "bulletin", "municipal"]
            flow = [w for p in text for w in p]
            joined = "\n\n".join(" ".join(p) for p in text)
            source = f"= {' '.join(head)}\n#set par(justify: {justify})\n#columns({columns}, gutter: 16pt)[{joined}]"
            yield f"Typst, {columns} columns, justified {justify}", pdf(source, head=PAGE), head + flow
            if browser:
                style = f"columns: {columns}; column-gap: 18pt; text-align: {'justify' if justify == 'true' else 'left'}; font: 11pt serif"
                inner = "".join(f"<p>{' '.join(p)}</p>" for p in text)
                page = f"<html lang=fr><h1>{' '.join(head)}</h1><div style='{style}'>{inner}</div></html>"
                yield f"Chromium, {columns} columns, justified {justify}", printed(browser, page), head + flow


def printed(browser: str, page: str) -> bytes:
    """A page as the browser prints it."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, "utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}"]
        subprocess.run([browser, *options, source.as_uri()], check=True, capture_output=True, timeout=120)
        return target.read_bytes()


def plain(content: bytes) -> list[str]:
    """The words that bare pdfplumber gives, in its order."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [w["text"] for page in document.pages for w in page.extract_words()]


def main() -> None:
    for name, content, expected in samples():
        document = read_bytes(content).document
        found = body(document).split() if document else []
        ours, bare = (LCSseq.similarity(expected, some) / len(expected) for some in (found, plain(content)))
        print(f"{name:40} ecart {ours:.3f}  pdfplumber {bare:.3f}")


if __name__ == "__main__":
    main()
