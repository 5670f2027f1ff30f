"""The heads of a table that lists measures: what each of its columns holds, by the words over it or by what stands in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.extract.dates import find_periods
from pipeline.extract.measures.labels import field_of, head_field
from pipeline.extract.measures.matrix import ACTOR
from pipeline.extract.measures.numbering import is_only_number, mark_of
from pipeline.extract.measures.pieces import BULLET
from pipeline.extract.measures.wording import is_action, is_lead_in, plain
from pipeline.extract.money import find_sums
from pipeline.records.source import Cell, Page

_TOTAL = re.compile(r"(?:sous-?)?tota(?:l|ux)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEAR_COLUMN = re.compile(r"(?:budget |cout |montant |credits? )?(?:19|20)\d\d(?: \(?(?:€|euros|k€|ht|ttc)\)?)?\W*$")
_CURRENCY = re.compile(r"[kKM]?€|\beuros?\b")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_STRONG = frozenset({"number", "owner", "partners", "deadline", "budget", "indicators", "votes_for"})
_LEAST_ROWS = 3  # rows of a table whose heads are not known
_LONGEST_MARK = 6  # characters of a number in a column without a head
_BESIDE_VALUE = 12  # characters beside a sum or a date in a column of these


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a list of measures: what each holds ("title", "budget", ...), and how many rows at the top say so.

    `years`: the year that a column of sums stands for; `units`: the cents in one of its bare figures, when its head names the currency.
    `inferred`: told by what the columns hold, which holds for this table only.
    """

    columns: Mapping[int, str]
    rows: int
    width: int
    years: Mapping[int, int]
    units: Mapping[int, int]
    inferred: bool = False


def find_header(page: Page, rows: list[list[Cell]]) -> Header | None:
    """The header of a list of measures: a row of labels over rows without. One names the measures, else a column opens like actions."""
    width = 1 + max(c.column for row in rows for c in row)
    for at, row in enumerate(rows[:3]):
        named = {c.column: field for c in row if (field := _column_field(page.text[c.start : c.end]))}
        mostly = len(named) * 2 >= len(row) or ("title" in named.values() and all(c.end - c.start <= 40 for c in row))
        pair = (
            width == 2
            and list(named.values()) == ["title"]
            and len(row) == 2
            and _opens_as_actions(page, rows[at + 1 :], next(iter(named)))
        )
        if (len(named) < 2 and not pair) or not mostly or len(rows) <= at + 1:
            continue
        below = [c for r in rows[at + 1 :] for c in r]
        if sum(field_of(page.text[c.start : c.end]) is not None for c in below) * 4 > len(below):
            return None
        if "title" not in named.values():
            column = _action_column(page, rows[at + 1 :], named)
            column = _widest_column(page, rows[at + 1 :], named) if column is None else column
            if column is None:
                return None
            named[column] = "title"
        named |= {c.column: field for c in row if c.column not in named and (field := _loosely_named(page, rows[at + 1 :], c))}
        named |= _number_column(page, rows[at + 1 :], named)
        second = _years_below(page, rows[at + 1], named) if len(rows) > at + 2 else []
        over = next((c for c in row if second and named.get(c.column) == "budget"), None)
        heads = [*(c for c in row if c is not over), *second]
        named |= dict.fromkeys((c.column for c in second), "budget")
        first = at + 1 + bool(second)
        _axes_beside_titles(rows[first:], named)
        named |= dict.fromkeys(_bulleted_columns(page, rows[first:], named), "steps")
        years = {c.column: int(y[0]) for c in heads if named.get(c.column) == "budget" and (y := _YEAR.search(page.text, c.start, c.end))}
        units = {c.column: unit for c in heads if named.get(c.column) == "budget" and (unit := unit_of(page.text[c.start : c.end]))}
        if over is not None and (unit := unit_of(page.text[over.start : over.end])):
            units |= dict.fromkeys((c.column for c in second), unit)
        return Header(named, first, width, years, units)
    return None


def _years_below(page: Page, row: list[Cell], named: Mapping[int, str]) -> list[Cell]:
    """The cells of a second row of heads that are years, below the one head of a budget; [] where a row is no such one."""
    columns = [c for c, field in named.items() if field == "budget"]
    texts = [plain(page.text[c.start : c.end]) for c in row]
    known = len(row) >= 2 and len(columns) == 1 and row[0].column == columns[0]
    return row if known and all(_YEAR_COLUMN.match(t) or _TOTAL.match(t) for t in texts) else []


def _number_column(page: Page, rows: list[list[Cell]], named: Mapping[int, str]) -> dict[int, str]:
    """The column left of the measures, under a word of no field ("Fiche"), whose cells are nothing but numbers that count the rows or have
    several parts ("1.2"), as those of goals ("ODD") are not; {} without one."""
    title = min(c for c, field in named.items() if field == "title")
    texts = {k: [page.text[c.start : c.end] for row in rows for c in row if c.column == k] for k in range(title) if k not in named}
    found = next((k for k, said in texts.items() if _told(said, before=True) == "number" and _counts_rows(said)), None)
    return {found: "number"} if found is not None and "number" not in named.values() else {}


def _counts_rows(numbers: list[str]) -> bool:
    said = [n.strip(" .") for n in numbers]
    return said == [str(n) for n in range(1, len(said) + 1)] or all("." in n for n in said)


def _axes_beside_titles(rows: list[list[Cell]], named: dict[int, str]) -> None:
    """Columns left of the measures that have fewer cells than these head them: one named like measures ("Chantier" over several actions),
    and one of themes where no other column names axes."""
    titles = sorted(column for column, field in named.items() if field == "title")
    filled = Counter(c.column for row in rows for c in row)
    themes = [c for c, field in named.items() if field == "theme" and c < titles[-1] and "axis" not in named.values()]
    for column in (*titles[:-1], *themes):
        if filled[column] < filled[titles[-1]]:
            named[column] = "axis"


def _bulleted_columns(page: Page, rows: list[list[Cell]], named: Mapping[int, str]) -> list[int]:
    """The columns under unknown words whose cells mostly list several things with bullets, beside the measures: their steps."""
    lists, filled = Counter[int](), Counter[int]()
    for cell in (c for row in rows for c in row if c.column not in named):
        filled[cell.column] += 1
        lists[cell.column] += len(BULLET.findall(page.text[cell.start : cell.end])) > 1
    return [column for column, count in filled.items() if lists[column] >= 2 and 2 * lists[column] >= count]


def inferred_header(page: Page, rows: list[list[Cell]]) -> Header | None:
    """The header of a table whose heads, if any, are not known: one column opens like actions, the others are told by what they hold."""
    width = 1 + max(c.column for row in rows for c in row)
    heads = [page.text[c.start : c.end] for c in rows[0]]
    first = 0 if any(is_action(head) and not is_lead_in(head) for head in heads) else 1
    body = rows[first:]
    if width < 2 or len(body) < _LEAST_ROWS:
        return None
    columns = {k: [page.text[c.start : c.end] for row in body for c in row if c.column == k] for k in range(width)}
    speaking = {k: sum(map(is_action, texts)) for k, texts in columns.items()}
    title = max(speaking, key=lambda k: (speaking[k], -k))
    if speaking[title] < max(_LEAST_ROWS, 0.7 * len(body)) or _rival(speaking, title) or _numbered_in_depth(columns.values()):
        return None
    named = {c.column: field for c in rows[0] if first and (field := _column_field(page.text[c.start : c.end]))}
    told = {k: field for k, texts in columns.items() if k not in named and (field := _told(texts, before=k < title))}
    return Header({**told, **named, title: "title"}, first, width, {}, {}, inferred=True)


def _numbered_in_depth(columns: Iterable[list[str]]) -> bool:
    """Whether a column numbers measures and their steps ("1.1.2", then "1.1.2.1"): its rows are not all of one kind."""
    marks = [[m for t in texts if is_only_number(t) and (m := mark_of(t.strip()))] for texts in columns]
    return any(len({m.depth for m in column}) > 1 for column in marks)


def _rival(speaking: Mapping[int, int], title: int) -> bool:
    """Whether a second column opens like actions as well: which one holds the measures is then not told."""
    return any(2 * count > speaking[title] for k, count in speaking.items() if k != title)


def _told(texts: list[str], *, before: bool) -> str | None:
    """The field that the cells of a column show by themselves: numbers, sums, dates, or names of those who act."""
    if not texts:
        return None
    if before and all(len(t.strip()) <= _LONGEST_MARK and is_only_number(t) for t in texts):
        return "number"
    shows = {
        "budget": sum(len(t) - sum(s.end - s.start for s in sums) <= _BESIDE_VALUE for t in texts if (sums := find_sums(t))),
        "deadline": sum(len(t) - sum(p.end - p.start for p in periods) <= _BESIDE_VALUE for t in texts if (periods := find_periods(t))),
        "owner": sum(ACTOR.match(plain(t)) is not None and len(t.split()) <= 8 and not find_sums(t) and not find_periods(t) for t in texts),
    }
    best = max(shows, key=lambda f: shows[f])
    return best if 2 * shows[best] >= len(texts) and not (best == "owner" and before) else None


def _loosely_named(page: Page, rows: list[list[Cell]], head: Cell) -> str | None:
    """The field that the first words of a head name where more follow ("Moyens estimés ensemble") and a cell below holds such a value."""
    words = page.text[head.start : head.end].split()
    field = next((f for n in range(len(words) - 1, 0, -1) if (f := field_of(" ".join(words[:n]))) is not None), None)
    below = [page.text[c.start : c.end] for row in rows for c in row if c.column == head.column]
    return field if field is not None and any(_holds(field, text) for text in below) else None


def _holds(field: str, text: str) -> bool:
    """Whether a text has a value of a field whose values show what they are: a sum, a date, or somebody who acts."""
    if field == "owner":
        return ACTOR.match(plain(text)) is not None
    return bool(find_sums(text)) if field == "budget" else field == "deadline" and bool(find_periods(text))


def _column_field(head: str) -> str | None:
    """The field that the head of a column names; a year heads sums."""
    return "budget" if _YEAR_COLUMN.match(plain(head)) else head_field(head)


def _opens_as_actions(page: Page, rows: list[list[Cell]], column: int) -> bool:
    cells = [is_action(page.text[c.start : c.end]) for row in rows for c in row if c.column == column]
    return sum(cells) * 2 >= max(len(cells), 1)


def _action_column(page: Page, rows: list[list[Cell]], named: Mapping[int, str]) -> int | None:
    """The column whose cells mostly open like actions, fields with a name of their own left out."""
    actions, filled = Counter[int](), Counter[int]()
    for row in rows:
        for c in row:
            if named.get(c.column) in {None, "steps", "objective", "theme"}:
                filled[c.column] += 1
                actions[c.column] += is_action(page.text[c.start : c.end])
    best = max(actions, key=lambda k: (actions[k], k not in named, -k), default=None)
    return best if best is not None and actions[best] * 2 >= filled[best] and actions[best] >= 2 else None


def _widest_column(page: Page, rows: list[list[Cell]], named: Mapping[int, str]) -> int | None:
    """The column without a known name that holds most words, in a table that surely lists projects (two strong fields or more)."""
    strong = _STRONG & set(named.values())
    if len(strong) < 2 or strong <= {"budget", "deadline"}:  # a list of past grants has a sum and a year as well
        return None
    words = Counter[int]()
    for c in (c for row in rows for c in row if c.column not in named):
        words[c.column] += len(_LETTERS.findall(page.text[c.start : c.end]))
    best = max(words, key=lambda k: (words[k], -k), default=None)
    return best if best is not None and words[best] >= 2 * len(rows) else None


def unit_of(head: str) -> int | None:
    """The cents that one stands for in a column of sums ("Coût (k€ HT)" -> 100000)."""
    match = _CURRENCY.search(head)
    if not match:
        return None
    return {"k": 100_000, "m": 100_000_000}.get(plain(match[0])[0], 100_000 if "millier" in plain(head) else 100)


def continues(page: Page, rows: list[list[Cell]], before: Header) -> bool:
    """Whether a table without heads goes on with the one before it."""
    width = 1 + max(c.column for row in rows for c in row)
    if width != before.width or before.inferred:
        return False
    labels = [field_of(page.text[c.start : c.end]) is not None for row in rows for c in row]
    return sum(labels[: len(rows[0])]) < 2 and 3 * sum(labels) <= len(labels)
