"""Forms without lines: labels set in bold at the left, each with its value beside it, all values beginning at one place."""

from __future__ import annotations

from pipeline.read.printed import Printed, Row, row_of, rows_of
from pipeline.read.unruled import CLOSE, STEP, Run

LEAST = 3  # labels with a value, which open with a capital or a figure: bold lines of one column beside another do not
LONGEST = 6  # words of a label
SAME = 2.0  # points: values begin at one place
APART = 0.8  # of the font size between a label and its value; where all stand nearer, the labels run into the text


def labelled_runs(words: list[Printed]) -> list[Run]:
    """The forms among the words of a page, as rows of a label and a value; a label or value of several lines is several rows."""
    rows = rows_of(words)
    found: list[Run] = []
    at = 0
    while at < len(rows):
        run, end = _form(rows, at)
        if run is not None:
            found.append(run)
        at = max(end, at + 1)
    return found


def _split(row: Row) -> tuple[list[Printed], list[Printed]]:
    """The words in bold that open a row, and the rest."""
    count = next((i for i, word in enumerate(row.words) if not word.bold), len(row.words))
    return row.words[:count], row.words[count:]


def _opens_title(row: Row, above: Row) -> bool:
    """Whether a row is all in bold and apart from the row above: the title of the next form, and no value."""
    return all(w.bold for w in row.words) and row.top - above.bottom > CLOSE * row.size


def _form(rows: list[Row], at: int) -> tuple[Run | None, int]:
    label, value = _split(rows[at])
    if not label or not value or len(label) > LONGEST:
        return None, at
    left, start, size = label[0].x0, value[0].x0, rows[at].size
    cells: list[list[Row]] = []
    beside: list[float] = []
    opened = 0
    end = at
    for index in range(at, len(rows)):
        row = rows[index]
        if index > at and row.top - rows[index - 1].bottom > STEP * size:
            break
        label, value = _split(row)
        if label and abs(label[0].x0 - left) <= SAME and label[-1].x1 < start and len(label) <= LONGEST:
            if value and abs(value[0].x0 - start) > SAME:
                break
            if [w.text for w in value if w.bold] == [w.text for w in label]:  # two forms side by side: each is read in its column
                return None, at
            cells.append([row_of(label), *([row_of(value)] if value else [])])
            beside += [start - label[-1].x1] if value else []
            opened += bool(value) and not label[0].text[:1].islower()
        elif row.words[0].x0 >= start - SAME and not (opened and _opens_title(row, rows[index - 1])):
            cells.append([row])
        else:
            break
        end = index + 1
    if opened < LEAST or max(beside) < 2 * APART * size or min(beside) < APART * size or max(beside) - min(beside) < SAME:
        return None, at
    right = max(cell[-1].x1 for cell in cells)
    return Run(cells, [(left, start - SAME), (start, right)], size, labelled=True), end
