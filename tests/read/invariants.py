"""Laws that every page obeys, whatever file it came from."""

from __future__ import annotations

from pipeline.records.source import BlockKind, Document, Page, page_evidence

OUTSIDE = (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.STAMP)


def check_document(document: Document) -> None:
    """Assert the laws on each page."""
    numbers = [page.number for page in document.pages]
    assert numbers == sorted(set(numbers))
    for page in document.pages:
        check_page(page)
        check_evidence(document, page)


def check_page(page: Page) -> None:
    """Spans lie in the text and in each other, in order; the body holds the body and nothing else."""
    size = len(page.text)
    assert 0 <= page.body_end <= size
    at = 0
    for word in page.words:
        assert at <= word.start < word.end <= size, (page.number, word)
        assert not any(c.isspace() for c in page.text[word.start : word.end]), (page.number, word)
        at = word.end
    at = 0
    for block in page.blocks:
        assert at <= block.start < block.end <= size, (page.number, block.kind, block.start, block.end)
        assert (block.start >= page.body_end) == (block.kind in OUTSIDE), (page.number, block.kind)
        at = block.end
        inside = block.start
        for line in block.lines:
            assert inside <= line.start < line.end <= block.end, (page.number, line)
            inside = line.end
        inside = block.start
        for cell in block.cells:
            assert inside <= cell.start <= cell.end <= block.end, (page.number, cell)
            assert "\n" not in page.text[cell.start : cell.end]
            inside = cell.end
    for stamp in page.stamps:
        assert page.body_end <= stamp.start < stamp.end <= size
    covered = sum(word.end - word.start for word in page.words)
    letters = sum(not c.isspace() for c in page.text)
    assert covered == letters, (page.number, covered, letters)


def check_evidence(document: Document, page: Page) -> None:
    """Quotes stand where they say, with a box for them, on the page."""
    for block in page.blocks:
        found = page_evidence(document, page, block.start, block.end)
        assert found is not None
        assert page.text[found.start : found.end] == found.quote
        assert found.boxes
