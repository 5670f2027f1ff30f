"""Tables of plans: fiches (label and value), lists with a row for each measure, and tables that only lay out a page."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.extract.measures.cards import card_pieces, is_cards
from pipeline.extract.measures.fiches import (
    UNKNOWN,
    axis_row,
    is_fiche,
    is_label,
    label_columns,
    number_over,
    opens_anew,
    says_field,
    several_fiches,
    title_row,
)
from pipeline.extract.measures.heads import Header, continues, find_header, inferred_header, unit_of
from pipeline.extract.measures.labels import TITLE_FIELDS, WHO_AND_WHEN, field_of, row_field
from pipeline.extract.measures.matrix import Matrix, cells_of, find_matrix, name_in
from pipeline.extract.measures.numbering import Mark, is_only_number, mark_of, shape_of
from pipeline.extract.measures.pieces import Piece, bold_run, is_open, pieces_of_span, printed_lines, split_span
from pipeline.extract.measures.sideways import Sideways, sideways
from pipeline.extract.measures.strips import TitledStrip, labels_over_values, titled_strips, years_over_sums
from pipeline.extract.measures.wording import TO_DO, is_action, opening_of, plain, verb_start
from pipeline.records.source import Block, BlockKind, Cell, Page, RunningText

_TOTAL = re.compile(r"(?:sous-?)?tota(?:l|ux)\b")
_NOTE = re.compile(r"(?:n\.? ?b\.?|nota(?: bene)?|sources?|legende)\s?:")  # what a row of words alone is no measure for
_COUNTS = re.compile(r"(?:nombre|nb|total|effectif|taux|part|montant|quantite)s?\b")  # heads of figures that number nothing
_LONGEST_AXIS = 90  # characters of a row that heads the rows below it
_LONGEST_NUMBER = 24  # characters of a printed number ("Fiche action 12.3 bis")
_HEAD_CELLS = 2  # of a row of heads
_DATE_LIKE = re.compile(r"\W*(?:19|20)\d\d\W*$")


def table_rows(block: Block) -> list[list[Cell]]:
    """The cells of a table, row by row, empty ones left out."""
    rows: dict[int, list[Cell]] = {}
    for cell in block.cells:
        if cell.end > cell.start:
            rows.setdefault(cell.row, []).append(cell)
    return [sorted(rows[r], key=lambda c: c.column) for r in sorted(rows)]


def expand_table(
    running: RunningText, index: int, block: Block, table: int, before: Header | None
) -> tuple[tuple[Piece, ...], Header | None]:
    """The pieces of a table, and its header when it is a list of measures (for a table that goes on over the page)."""
    page = running.document.pages[index]
    rows = _without_heads_amid(page, table_rows(block))
    if not rows:
        return (), before
    spanning = _spanning_rows(block)
    if block.continues and before is not None:
        header: Header | None = replace(before, rows=block.repeated)
        rows = _without_cut_title(rows, before, block.repeated) if block.cut else rows
        return tuple(_list_pieces(running, index, block, table, rows, replace(before, rows=block.repeated), spanning)), header
    sums = years_over_sums(page, rows)
    if sums is not None:
        return tuple(_year_pieces(running, index, block, table, sums)), before
    strips = titled_strips(page, rows)
    if strips is not None:
        return tuple(p for one in strips for p in _titled_strip(running, index, block, table, one)), None
    columns = _by_column(running, index, block, table, rows)
    if columns is not None:
        return columns, None
    header = find_header(page, rows)
    if header is None and before is not None and continues(page, rows, before):
        header = replace(before, rows=0)
    if header is not None:
        return tuple(_list_pieces(running, index, block, table, rows, header, spanning)), header
    cut = block.continues or _goes_on_as_fiche(running, index, block)
    rest = cut and any(says_field(page, row) for row in rows)  # of a fiche that the page cut
    labels = labels_over_values(page, rows)
    if labels is not None and not rest:
        return tuple(_strip_pieces(running, index, block, table, rows[1], labels)), before
    if (rest or is_fiche(page, rows)) and not (len(rows) > 1 and is_cards(page, rows)):
        fiches = several_fiches(page, rows)
        return tuple(
            p
            for at, own in enumerate(fiches)
            for p in _fiche_pieces(running, index, block, table, own, goes_on=block.continues and at == 0 and not opens_anew(page, own))
        ), None
    if is_cards(page, rows):
        return tuple(card_pieces(running, index, block, table, rows)), None
    header = inferred_header(page, rows)
    if header is not None:
        return tuple(_list_pieces(running, index, block, table, rows, header, spanning)), header
    return tuple(_layout_pieces(running, index, block, table, rows)), None


def _by_column(running: RunningText, index: int, block: Block, table: int, rows: list[list[Cell]]) -> tuple[Piece, ...] | None:
    """The pieces of a table whose columns hold the measures, several in each or one; None for any other table."""
    page = running.document.pages[index]
    matrix, turned = find_matrix(page, rows), sideways(page, rows)
    if matrix is not None:
        return tuple(_matrix_pieces(running, index, block, table, rows, matrix))
    return tuple(_sideways_pieces(running, index, block, table, rows, turned)) if turned is not None else None


def _without_heads_amid(page: Page, rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows without those further down that say again what the first of several cells says, as heads over each theme do."""
    said = [[page.text_of(c) for c in row] for row in rows]
    first = next((at for at, row in enumerate(rows) if len(row) >= _HEAD_CELLS), 0)
    return [row for at, row in enumerate(rows) if at <= first or len(row) < _HEAD_CELLS or said[at] != said[first]]


def _goes_on_as_fiche(running: RunningText, index: int, block: Block) -> bool:
    """Whether the last table of a page goes on over the next one with labels and their values."""
    tables = [b for b in running.document.pages[index].blocks if b.kind is BlockKind.TABLE]
    following = running.document.pages[index + 1] if index + 1 < len(running.document.pages) else None
    first = next((b for b in following.blocks if b.kind is BlockKind.TABLE), None) if following else None
    if block is not tables[-1] or following is None or first is None or not first.continues:
        return False
    return is_fiche(following, table_rows(first))


def _without_cut_title(rows: list[list[Cell]], header: Header, at: int) -> list[list[Cell]]:
    """The rows of a table that goes on over the page amid a row: what is left of its title there is no measure of its own."""
    own = rows[at : at + 1]
    rest = [[c for c in row if header.columns.get(c.column) not in TITLE_FIELDS] for row in own]
    return [*rows[:at], *(row for row in rest if row), *rows[at + 1 :]]


def _matrix_pieces(running: RunningText, index: int, block: Block, table: int, rows: list[list[Cell]], matrix: Matrix) -> Iterator[Piece]:
    for row in rows[1:]:
        for cell, head in cells_of(matrix, row):
            if head is None:
                yield replace(_whole_cell(running, index, block, table, cell), kind="axis")
                continue
            said = replace(_whole_cell(running, index, block, table, head[0]), field=head[1])
            named = name_in(said.text)
            said = replace(said, end=said.start + named, text=said.text[:named])
            for piece in _title_pieces(running, index, block, table, cell):
                yield piece
                if not piece.field:
                    yield said


def _sideways_pieces(
    running: RunningText, index: int, block: Block, table: int, rows: list[list[Cell]], turned: Sideways
) -> Iterator[Piece]:
    for column, title in turned.titles.items():
        whole = _whole_cell(running, index, block, table, title)
        yield replace(whole, kind="fiche", mark=mark_of(whole.text))
        for cell in (c for row in rows[1:] for c in row if c.column == column):
            yield replace(_whole_cell(running, index, block, table, cell), field=turned.fields.get(cell.row))


def _spanning_rows(block: Block) -> frozenset[int]:
    """The rows of a table that are one cell over all columns, or over all but a few narrow ones whose cells reach down from above."""
    cells = Counter(c.row for c in block.cells)
    if max((c.column for c in block.cells), default=0) < 1:
        return frozenset()
    wide = (block.box.x1 - block.box.x0) / 2
    return frozenset(c.row for c in block.cells if cells[c.row] == 1 and c.box.x1 - c.box.x0 >= wide)


def _strip_pieces(
    running: RunningText, index: int, block: Block, table: int, row: list[Cell], fields: Mapping[int, str]
) -> Iterator[Piece]:
    for cell in row:
        yield replace(_whole_cell(running, index, block, table, cell), kind="text", field=fields.get(cell.column))


def _titled_strip(running: RunningText, index: int, block: Block, table: int, strip: TitledStrip) -> Iterator[Piece]:
    whole = _whole_cell(running, index, block, table, strip.title)
    number = replace(strip.number, rest=0, printed_end=0) if strip.number else mark_of(whole.text)
    yield replace(whole, kind="fiche", mark=number)
    for values, fields in strip.values:
        yield from (replace(piece, kind="cell") for piece in _strip_pieces(running, index, block, table, values, fields))
    for cell in strip.more:
        yield from _cell_pieces(running, index, block, table, cell)


def _year_pieces(running: RunningText, index: int, block: Block, table: int, cells: list[tuple[Cell, int | None]]) -> Iterator[Piece]:
    unit = next((u for c in table_rows(block)[0] if (u := unit_of(running.document.pages[index].text[c.start : c.end]))), 100)
    for cell, year in cells:
        yield replace(_whole_cell(running, index, block, table, cell), kind="text", field="budget", year=year, unit=unit)


def _cell_pieces(running: RunningText, index: int, block: Block, table: int, cell: Cell, kind: str = "cell") -> list[Piece]:
    return list(pieces_of_span(running, index, block, kind, cell.start, cell.end, table))


def _whole_cell(running: RunningText, index: int, block: Block, table: int, cell: Cell) -> Piece:
    page = running.document.pages[index]
    pieces = _cell_pieces(running, index, block, table, cell)
    base = running.starts[index]
    text = page.text[cell.start : cell.end]
    start = cell.start + len(text) - len(text.lstrip())
    return replace(pieces[0], start=base + start, end=base + cell.end, text=text.strip(), field=None, value=0, bullet="", mark=None)


def _fiche_pieces(
    running: RunningText, index: int, block: Block, table: int, rows: list[list[Cell]], *, goes_on: bool = False
) -> Iterator[Piece]:
    page = running.document.pages[index]
    labels = label_columns(page, rows)
    headed = goes_on  # whether the fiche has its title: "Actions" are then its steps
    number: Mark | None = None
    first = title_row(page, rows[0], rows[1:])
    if first is not None and not goes_on:
        headed = True
        number = replace(first[1], rest=0, printed_end=0)
        yield replace(_whole_cell(running, index, block, table, first[0]), kind="fiche", mark=number)
    for at, row in enumerate(rows[headed and not goes_on :], headed and not goes_on):
        field: str | None = None
        label = ""
        opens = number_over(page, row, rows[at + 1 :])
        if opens is not None:  # several fiches in one table
            headed, number = False, opens
            continue
        axis = axis_row(page, row)
        if axis is not None:  # over the next of several
            headed = False
            yield replace(_whole_cell(running, index, block, table, axis[0]), mark=axis[1])
        for cell in row if axis is None else ():
            named = row_field(page.text[cell.start : cell.end]) if len(row) > 1 and cell.column in labels else None
            if named or (headed and field is None and cell.column in labels and is_label(page, row, cell)):
                field, label = named or UNKNOWN, page.text_of(cell)
                continue
            value = _whole_cell(running, index, block, table, cell)
            if field is None:
                pieces = _cell_pieces(running, index, block, table, cell)
                pieces = pieces if goes_on and row is rows[0] else _fiche_cell(pieces, alone=len(row) == 1)
                headed = headed or any(p.kind == "fiche" and not is_only_number(p.text) for p in pieces)
                yield from pieces
            elif field == "axis" and not headed:  # it stands over the title
                yield replace(value, kind="axis")
            elif field == "number" and not headed and len(value.text) <= _LONGEST_NUMBER:
                number = mark_of(value.text) or Mark("", "", value.text, shape_of(value.text), 0, 0)
                number = replace(number, value=value.text, rest=0, printed_end=0)
            elif field == "title" and not headed:
                headed = True
                yield replace(value, kind="fiche", mark=mark_of(value.text) or number, label=label)
            elif field == "title":
                yield replace(value, field="steps")
            else:
                yield replace(value, field=field)
            field = None


def _fiche_cell(pieces: list[Piece], *, alone: bool) -> list[Piece]:
    """The pieces of a cell without a label: a title where the cell fills its row or opens with a number."""
    if alone and len(pieces) == 1 and (named := field_of(pieces[0].text)) is not None:  # "Vote" over "Pour", "Contre"
        return [replace(pieces[0], kind="cell", field=named, value=len(pieces[0].text))]
    labelled = next((at for at, p in enumerate(pieces) if p.field), len(pieces))  # what follows a label is its value
    return [
        p if at > labelled and p.kind == "item" else replace(p, kind="fiche" if at < labelled and (p.mark or alone) else "cell")
        for at, p in enumerate(pieces)
    ]


def _list_pieces(
    running: RunningText, index: int, block: Block, table: int, rows: list[list[Cell]], header: Header, spanning: frozenset[int]
) -> Iterator[Piece]:
    page = running.document.pages[index]
    body = rows[header.rows :]
    alone = _alone(page, body)
    if any(row[0].row in spanning for row in body):  # a band over the heads is the first of those that part the table
        bands = [row[0] for row in rows[: header.rows] if row[0].row in spanning]
        yield from (replace(_whole_cell(running, index, block, table, cell), kind="axis") for cell in bands)
    for row in body:
        said = page.text[row[0].start : row[0].end].strip()
        if (row[0].row in alone and row[0].row not in spanning and _is_note(said)) or (len(row) == 1 and _NOTE.match(plain(said))):
            yield _whole_cell(running, index, block, table, row[0])
            continue
        if row[0].row in spanning or row[0].row in alone:
            yield replace(_whole_cell(running, index, block, table, row[0]), kind="axis")
            continue
        titles = [c for c in row if header.columns.get(c.column) == "title"]
        if _goes_on(page, row, titles, header):
            continue
        if _TOTAL.match(plain(said)) or (titles and _TOTAL.match(plain(page.text[titles[0].start : titles[0].end]))):
            continue
        if not titles:
            yield from _row_without_title(running, index, block, table, row, header)
            continue
        title = titles[-1]
        others = [c for c in row if c is not title]
        for cell in others:  # an axis cell stands before its measures
            if _heads_rows(header, cell, title):
                yield replace(_whole_cell(running, index, block, table, cell), kind="axis")
        heads = _title_pieces(running, index, block, table, title)
        number = next((c for c in others if header.columns.get(c.column) == "number"), None)
        heads[:1] = [_numbered(running, index, block, table, head, number) for head in heads[:1]]
        values = [(c, _values(running, index, block, table, c, header)) for c in others if not _heads_rows(header, c, title)]
        yield from _each_with(heads, [p for cell, said in values if header.columns.get(cell.column) in WHO_AND_WHEN for p in said])
        for cell in (c for c, _ in values):
            yield from _values(running, index, block, table, cell, header)


def _each_with(heads: list[Piece], shared: list[Piece]) -> Iterator[Piece]:
    """The measures of one cell; behind each but the last, what a merged cell beside it says of all (a year, not a sum)."""
    rows = [at for at, head in enumerate(heads) if head.kind == "row" and not head.field]
    for at, head in enumerate(heads):
        yield from shared if at in rows[1:] else ()
        yield head


def _values(running: RunningText, index: int, block: Block, table: int, cell: Cell, header: Header) -> Iterator[Piece]:
    """What a cell beside the title says of its measure."""
    field = header.columns.get(cell.column)
    if field is None and header.inferred:  # it says several things ("Bailleurs · 1,2 M€")
        yield _whole_cell(running, index, block, table, cell)
    elif field not in {None, "number"}:
        piece, *more = _value_and_labels(running, index, block, table, cell)
        yield replace(piece, field=field, year=header.years.get(cell.column), unit=header.units.get(cell.column))
        yield from more


def _value_and_labels(running: RunningText, index: int, block: Block, table: int, cell: Cell) -> list[Piece]:
    """A value, and behind it what its cell says under labels of their own ("Mission numérique" over "Résultat attendu : ...")."""
    whole = _whole_cell(running, index, block, table, cell)
    pieces = _cell_pieces(running, index, block, table, cell)
    whole = replace(whole, value=pieces[0].value if pieces[0].field else 0)  # "Pilote : le CCAS" in a column of pilots
    at = next((i for i, p in enumerate(pieces) if i and p.field), None)
    if at is None:
        return [whole]
    end = pieces[at].start
    return [replace(whole, end=end, text=running.text[whole.start : end].rstrip()), *(p for p in pieces[at:] if p.field)]


def _is_note(text: str) -> bool:
    return text.endswith(".") or len(text) > _LONGEST_AXIS


def _alone(page: Page, rows: list[list[Cell]]) -> frozenset[int]:
    """The rows that fill their first cell only and speak of nothing to do, in a table whose other rows fill several: heads or notes. Where
    these are numbered, or none of them is in bold, what has no number or stands in bold heads them, though it opens like an action ("Se
    retrouver")."""
    single = [row[0] for row in rows if len(row) == 1 and row[0].column == 0]
    if not single or 2 * len(single) >= len(rows):
        return frozenset()
    filled = [page.text[row[0].start : row[0].end].strip() for row in rows if len(row) > 1]
    numbered = 2 * sum(mark_of(text) is not None for text in filled) > len(filled)
    marked = not any(_is_bold(page, row[0]) for row in rows if len(row) > 1)
    texts = {cell.row: (cell, page.text_of(cell)) for cell in single}
    heads = {row for row, (cell, text) in texts.items() if _is_head(text) and (numbered or (marked and _is_bold(page, cell)))}
    return frozenset(heads | {row for row, (_, text) in texts.items() if not is_action(text)})


def _is_bold(page: Page, cell: Cell) -> bool:
    return bold_run(page, cell.start, cell.end) >= cell.end


def _is_head(text: str) -> bool:
    return text[:1].isupper() and not _is_note(text) and mark_of(text) is None


def _heads_rows(header: Header, cell: Cell, title: Cell) -> bool:
    """Whether a cell names what its row and those below stand under: an axis, or without a column of axes an aim left of the measure."""
    field = header.columns.get(cell.column)
    aim = field == "objective" and cell.column < title.column and "axis" not in header.columns.values()
    return field == "axis" or aim


def _goes_on(page: Page, row: list[Cell], titles: list[Cell], header: Header) -> bool:
    """Whether a row is the second line of the one before: its title opens with a small letter, it has no number and fewer cells."""
    if not titles or not page.text[titles[-1].start : titles[-1].end].lstrip()[:1].islower():
        return False
    numbered = any(header.columns.get(c.column) == "number" for c in row)
    return not numbered and len(row) < len(header.columns)


def _row_without_title(running: RunningText, index: int, block: Block, table: int, row: list[Cell], header: Header) -> Iterator[Piece]:
    """A row that only names an axis, or goes on with the row before."""
    if len(row) == 1 and row[0].column <= min(header.columns, default=0):
        yield replace(_whole_cell(running, index, block, table, row[0]), kind="axis")
        return
    for cell in row:
        field = header.columns.get(cell.column)
        if field and field not in TITLE_FIELDS:
            yield replace(_whole_cell(running, index, block, table, cell), field=field)


def _numbered(running: RunningText, index: int, block: Block, table: int, head: Piece, number: Cell | None) -> Piece:
    if number is None or head.mark:
        return head
    cell = _whole_cell(running, index, block, table, number)
    value = cell.text.strip(" .")
    if not value or len(value) > _LONGEST_NUMBER:
        return head
    return replace(head, mark=Mark("", "", value, shape_of(value), 0, 0))


def _title_pieces(running: RunningText, index: int, block: Block, table: int, cell: Cell) -> list[Piece]:
    """The measures of a title cell: one, or one for each bullet or paragraph that opens with an infinitive."""
    page = running.document.pages[index]
    base = running.starts[index]
    whole = _whole_cell(running, index, block, table, cell)
    starts = sorted({a for a, _ in (*split_span(page, cell.start, cell.end, cell=True), *_paragraphs(page, cell))})
    spans = list(itertools.pairwise([*starts, cell.end]))
    pieces = [p for a, b in spans for p in pieces_of_span(running, index, block, "row", a, b, table)]
    heads = [p for p in pieces if not p.field]
    if len(heads) > 1 and not heads[0].bullet and all(p.bullet for p in heads[1:]):  # a title over its steps
        return [p if p.field else replace(p, kind="row") if p is heads[0] else replace(p, field="steps") for p in pieces]
    if len(heads) > 1 and all(opening_of(p.text).shape in TO_DO for p in heads):
        steps = [p for p in heads[1:] if _lists_steps(p.text)] if not _lists_steps(heads[0].text) else []
        pieces = [replace(p, field="steps") if p in steps else p for p in pieces]
        return [p if p.field else replace(p, kind="row") for p in pieces]
    bold_end = min(p.bold_end for p in pieces[:1]) if pieces else 0
    return [replace(whole, kind="row", start=base + cell.start, mark=mark_of(whole.text), bold_end=bold_end)]


def _lists_steps(text: str) -> bool:
    """Whether a text is a list of things to do inside one sentence ("Chercher un local ; l'équiper ; recruter")."""
    parts = text.strip(" .").split(";")
    return len(parts) > 1 and all(verb_start(part.strip()) is not None for part in parts)


def _paragraphs(page: Page, cell: Cell) -> list[tuple[int, int]]:
    """Spans of a cell cut before a printed line that opens with a capital infinitive, after a line that ends well short of the longest."""
    lines = printed_lines(page, cell.start, cell.end)
    cuts = [cell.start]
    for (_, end), (start, _) in itertools.pairwise(lines):
        before, after = page.text[cuts[-1] : end].rstrip(), page.text[start : cell.end]
        if is_open(before):
            continue
        if after[:1].isupper() and opening_of(after).shape in TO_DO and (before.endswith((".", ";", ")")) or len(before) > 20):
            cuts.append(start)
    return list(zip(cuts, [*cuts[1:], cell.end], strict=True))


def _layout_pieces(running: RunningText, index: int, block: Block, table: int, rows: list[list[Cell]]) -> Iterator[Piece]:
    page = running.document.pages[index]
    counted = {c.column for c in rows[0] if _COUNTS.match(plain(page.text[c.start : c.end]))}
    for row in rows:
        texts = [page.text_of(c) for c in row]
        if all(_DATE_LIKE.match(t) or not t for t in texts):
            continue
        number: Cell | None = None
        for cell, text in zip(row, texts, strict=True):
            if number is None and is_only_number(text) and cell is not row[-1] and cell.column not in counted:
                number = cell
                continue
            pieces = _cell_pieces(running, index, block, table, cell)
            for at, piece in enumerate(pieces):
                made = replace(piece, mark=None) if cell.column in counted else piece
                yield _numbered(running, index, block, table, made, number) if at == 0 else made
            number = None if pieces else number
