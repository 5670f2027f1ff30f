"""The running text cut into pieces: one title line, paragraph, list item or table row each, with how it is printed."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pipeline.extract.acts.numbers import Printed, formal_number
from pipeline.extract.flat import flat
from pipeline.records.source import BODY_KINDS, Block, BlockKind, Line, RunningText, Span

_LEAD = re.compile(
    r"(?:approbation du )?(?:compte[- ]rendu|proces[- ]verbal) d(?:e la|u|es) (?:reunions?|seances?|conseil"
    r"|precedente?)[^:.]{0,80}\s:\s(?=\S)"
)
FURNITURE = re.compile(
    r"^\W*(?:(?:deliberation|conseil|seance|commune|communaute)?[^.]{0,60}\bpage\s*\d+\s*(?:/|sur)\s*\d+|page\s*\d+|-?\s*\d{1,3}\s*-?)\s*$"
)
# "Délibération n° 2024-012 – 1/2", "CP-2024-012 – 2"
_FOLIO = re.compile(r"(?P<own>\S.{3,70}?)\s*(?:[-–—|/·•]\s*|\s)(?:[Pp]age\s*)?(?P<at>\d{1,3})\s?/\s?(?P<of>\d{1,3})\W*")
_FOLIO_ALONE = re.compile(r"(?P<own>\S.{3,70}?)\s+[-–—|·•]\s+(?P<word>[Pp]age\s*)?(?P<at>\d{1,3})\W*")


@dataclass(frozen=True, slots=True)
class Piece:
    """`start:end` into the running text. `flat` is `text` for matching. `table` numbers the table a row belongs to (None outside tables),
    `cells` are the spans of its cells and `columns` their columns."""

    start: int
    end: int
    page: int
    kind: BlockKind
    text: str
    flat: str
    bold: bool
    size: float
    level: int
    bullet: str = ""
    table: int | None = None
    cells: tuple[Span, ...] = ()
    columns: tuple[int, ...] = ()
    number: Printed | None = None  # at its head, of a series of the document's own

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.table is not None

    def formal_number(self, start: int = 0) -> Printed | None:
        """The number of an act that it opens with, of a usual shape or of the document's own series."""
        if self.number is not None and start <= self.number.start:
            return self.number
        return formal_number(self.text, start)


# Line starts that begin something of their own even when the reader joined them to the line before. The words are those of council acts.
_OPENS = re.compile(
    r"(?:D[ÉEé]LIB[ÉEé]RATION|D[ée]lib[ée]ration)\s+(?:n[°ºo]|N[°ºO])"
    r"|(?:[A-Z]{1,8}[\s.–_/-]{0,3})?(?:19|20)\d\d\s?[-–_/]\s?\d{1,4}[A-Z]?\s*(?:[-–—:.]|\s)\s*\S"
    r"|(?:VU|Vu)[\s,:]|(?:CONSID[ÉE]RANT|Considérant)\b|(?:OBJET|Objet)\s*:"
    r"|(?:Vote|VOTE|Votes)\s*(?::|$)|(?:Pour|POUR|Contre|CONTRE|Abstentions?|ABSTENTIONS?)\s*:"
    r"|(?:Le|LE)\s+(?:Conseil|CONSEIL|conseil)\s+\w+\W+(?:apr[èe]s|APR[ÈE]S|à l|d[ée]cide|DECIDE|DÉCIDE)"
    r"|(?:Le|LE)\s+(?:Conseil|CONSEIL)(?:\s+(?:[Mm]unicipal|[Cc]ommunautaire|MUNICIPAL|COMMUNAUTAIRE))?\s*,\s"
    r"|(?:Après|APRÈS|APRES)\s+(?:en\s+|EN\s+)?(?:avoir|AVOIR)|L[’']AN\s|L[’']an\s+(?:deux|20)"
)
_TALLY = re.compile(
    r"\W*(?:votes?\W+)?(?:(?:pour|contre|abstentions?|votants|exprimes|ne (?:prend|prennent|prenant) pas part au vote)\W+\d{1,3}\b\W*)+"
)
# The sentence that decides, right below the last visa: "Sur proposition de Mme la Présidente, le Conseil communautaire ajourne ..."
_DECISION_OPENS = re.compile(
    r"(?:Après|Sur|Au vu|À l[’']issue|A l[’']issue|En conséquence|Par conséquent|Par ces motifs|Ouï|Entendu|Compte tenu)\b.{0,110}?,\s"
    r"(?:(?:le|LE) (?:[Cc]onseil|CONSEIL|[Bb]ureau|BUREAU|[Cc]omité|COMITÉ)|(?:la|LA) (?:[Cc]ommission [Pp]ermanente|COMMISSION PERMANENTE)"
    r"|(?:l|L)[’'](?:[Aa]ssemblée|ASSEMBLÉE))\b"
)
_CITES = re.compile(
    r"(?:[nN][°ºo]\s?|\(|\b(?:d[ée]lib[ée]ration|num[ée]ro|du|de|la|par)\s?)$"
)  # the number of the next line is part of the sentence
_FRAMED = re.compile(r"\W*(?:vu (?:l[ea']s? ?|l')|l[ea'] ?(?:conseil|assemblee|comite|bureau|commission)\b.{0,40}\bapres (?:en )?avoir)")


def pieces_of(running: RunningText) -> tuple[Piece, ...]:
    """The body of the document in pieces, in reading order."""
    found: list[Piece] = []
    table = 0
    for base, page in zip(running.starts, running.document.pages, strict=True):
        for block in page.blocks:
            if block.kind not in BODY_KINDS or block.start >= page.body_end:
                continue
            if block.kind is BlockKind.TABLE:
                found.extend(_rows(running.text, base, page.number, block, table))
                table += 1
            else:
                found.extend(
                    p for p in _lines(running.text, base, page.number, block) if not _is_folio(p.text, page.number, len(running.starts))
                )
    return tuple(found)


def _is_folio(printed: str, page: int, pages: int) -> bool:
    """A line at the foot of a page that holds the number of the act and the page (of so many, or alone), and nothing else."""
    folio = _FOLIO.fullmatch(printed)
    if folio is None or not 1 <= int(folio["at"]) <= int(folio["of"]) <= pages:
        folio = _FOLIO_ALONE.fullmatch(printed)
        if folio is None or (int(folio["at"]) != page and not folio["word"]):  # in a bundle each act counts its own pages
            return False
    number = formal_number(folio["own"])
    return number is not None and number.rest == len(folio["own"])


def _lines(text: str, base: int, page: int, block: Block) -> Iterator[Piece]:
    """A block cut where a line opens something of its own."""
    cuts = [block.start]
    bold = block.bold
    for previous, line in zip(block.lines, block.lines[1:], strict=False):
        if line.start > block.start and _opens(text, base, previous, line):
            cuts.append(line.start)
    lead = _LEAD.match(flat(text[base + block.start : base + min(block.end, block.start + 160)]))
    if lead:
        cuts.insert(1, block.start + lead.end())
    cuts.append(block.end)
    for index, (start, end) in enumerate(itertools.pairwise(cuts)):
        own = [line for line in block.lines if start <= line.start < end]
        is_bold = all(line.bold for line in own) if own else bold
        body = text[base + start : base + end]
        stripped = body.strip()
        if not stripped or FURNITURE.match(flat(stripped[:120])):
            continue
        first = base + start + len(body) - len(body.lstrip())
        yield Piece(
            first,
            first + len(stripped),
            page,
            block.kind,
            stripped,
            flat(stripped),
            is_bold,
            block.size,
            block.level,
            bullet=block.bullet if index == 0 else "",
        )


def _opens(text: str, base: int, previous: Line, line: Line) -> bool:
    if previous.bold != line.bold:
        return _ends(text[base + previous.start : base + previous.end]) or line.bold
    if _CITES.search(text, base + previous.start, base + previous.end):
        return False
    if _TALLY.fullmatch(flat(text[base + previous.start : base + previous.end])) and formal_number(
        text[base + line.start : base + line.end]
    ):
        return True  # the vote on one act, and right below it the title of the next
    if _OPENS.match(text, base + line.start, base + line.end) is not None:
        return True
    over = text[base + previous.start : base + previous.end].rstrip().endswith((";", "."))
    return over and _DECISION_OPENS.match(text, base + line.start, base + line.end) is not None


def _ends(printed: str) -> bool:
    return not printed.rstrip().endswith((",", "de", "la", "le", "les", "du", "des", "et", "à", "-", "«"))


def _rows(text: str, base: int, page: int, block: Block, table: int) -> Iterator[Piece]:
    """A table, one piece a row; a table without cells gives its lines."""
    if not block.cells:
        offset = block.start
        for printed in text[base + block.start : base + block.end].split("\n"):
            if printed.strip():
                yield _row(text, page, block, table, ((base + offset, base + offset + len(printed)),))
            offset += len(printed) + 1
        return
    rows: dict[int, list[tuple[int, int, int]]] = {}
    for cell in block.cells:
        rows.setdefault(cell.row, []).append((base + cell.start, base + cell.end, cell.column))
    frame = _frame_column(text, rows.values())
    for row in sorted(rows):
        cells = sorted(rows[row])
        filled = [(s, e, c) for s, e, c in cells if text[s:e].strip()]
        if filled and filled[-1][2] == frame and (len(filled) == 1 or _FRAMED.match(flat(text[slice(*filled[-1][:2])]))):
            yield _line(text, filled[-1][0], filled[-1][1], page, block)  # "Visas | Vu ...", "Dispositif | Le conseil, après ..."
        elif filled:
            yield _row(text, page, block, table, tuple((s, e) for s, e, _ in cells), tuple(c for _, _, c in cells))


def _frame_column(text: str, rows: Collection[list[tuple[int, int, int]]]) -> int | None:
    """The column that holds the text of an act, of a table that is but the frame around it: most rows fill that column alone, and a cell
    of it opens as a visa or a formula does."""
    alone = [filled[0] for row in rows if len(filled := [c for c in row if text[c[0] : c[1]].strip()]) == 1]
    column, count = Counter(c for _, _, c in alone).most_common(1)[0] if alone else (None, 0)
    opens = any(_FRAMED.match(flat(text[s : min(e, s + 80)])) for row in rows for s, e, c in row if c == column)
    return column if opens and 2 * count > len(rows) else None


def _line(text: str, start: int, end: int, page: int, block: Block) -> Piece:
    """A cell of a frame, read as a paragraph."""
    printed = text[start:end].strip()
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    return Piece(first, first + len(printed), page, BlockKind.PARAGRAPH, printed, flat(printed), block.bold, block.size, 0)


def _row(text: str, page: int, block: Block, table: int, cells: tuple[Span, ...], columns: tuple[int, ...] = (0,)) -> Piece:
    start, end = cells[0][0], cells[-1][1]
    printed = text[start:end]
    return Piece(start, end, page, block.kind, printed, flat(printed), block.bold, block.size, 0, table=table, cells=cells, columns=columns)
