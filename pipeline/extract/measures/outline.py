"""The pieces of a whole plan in reading order, with numbers joined to what they number and the zone each piece stands in."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.extract.measures.banners import with_banners
from pipeline.extract.measures.enumerations import enumerated
from pipeline.extract.measures.heads import Header
from pipeline.extract.measures.labels import OWN_FIELDS, field_of
from pipeline.extract.measures.listmarks import with_list_marks
from pipeline.extract.measures.margins import with_margin_labels
from pipeline.extract.measures.numbering import is_only_number, mark_of
from pipeline.extract.measures.numerals import with_numerals_alike
from pipeline.extract.measures.ownlabels import with_own_labels
from pipeline.extract.measures.pieces import SMALLER, Piece, block_pieces, is_label_below, opens_behind, printed_lines
from pipeline.extract.measures.proseends import ends_of_prose
from pipeline.extract.measures.runningheads import EDGE, number_from_header
from pipeline.extract.measures.sidelabels import labels_beside
from pipeline.extract.measures.standalone import joined
from pipeline.extract.measures.tables import expand_table
from pipeline.extract.measures.wording import FIRST_PERSON, find_commitment, is_lead_in, is_quotation, plain, sentences, verb_start
from pipeline.extract.measures.zones import CLOSED, PARTS, zone_of
from pipeline.records.source import BODY_KINDS, BlockKind, RunningText

_LEADERS = re.compile(r"(?:\.\s?){5,}|…{2,}|_{5,}")
_PAGE_END = re.compile(r"[.…\s]{2,}(?:p\.?\s?)?\d{1,3}\s*$")
_DIGITS = re.compile(r"\d+\s*|\W+$")
_SUM = re.compile(r"(?:\d[\d\s.,]*)?\d\s?(?:€|k€|m€|euros?\b)")
_SUMS = re.compile(
    r"(?:[\d\s.,()/%·•|:–—+-]|€|\b(?:k€|m€|euros?|millions?|d'|de|voix|votes?|points?|ttc|ht|an|par|soit|environ|pour|budget|cout)(?![a-z]))+"
)
_TOLD_FIRST = frozenset({"diagnosis", "values", "foreword"})  # parts behind which, under one heading, demands may stand
_ASKED = frozenset({"thanks", "values"})  # parts whose headings may as well be axes
_NEAR = 4  # pieces right below a heading
_LIST = 2  # bullets
_WHEN_AND_HOW_MUCH = re.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?\s[·|•–—]\s")  # a line of its own ("2025-2026 · 12 000 €")
_LABEL_DEEPER = 0.5  # levels: "Étapes" stands below a title of its own size
_HANGS = 1.8  # of its size: the mark of a bullet stands no further left of its words
_OPENS = 25  # characters of a paragraph within which its demand opens
_OPEN = re.compile(r"(?:^| )(?:d[eu]s?|l[ae]s?|une?|et|ou|aux?|en|pour|par|sur|avec|dans|nos|notre|leurs?)$")  # no sentence ends so
_OPEN_BRACKET, _CLOSES = re.compile(r"\([^()]*$"), re.compile(r"[^()]*\)")
_AUTHORS = re.compile(
    rf"{FIRST_PERSON.pattern}|\b(?:le|la|les|l'|notre) ?(?:jury|jures?|panel|(?:assemblee|convention) citoyenne"
    r"|conseil citoyen)\b[\w' -]{0,40}\b(?:demand|propos|recommand|preconis|souhait|reclam|veu|suggere)"
)
_OUR_DEMANDS = re.compile(r"(?:nos|les) (?:demandes?|propositions?|recommandations?|revendications?|preconisations?)(?: [\w' -]{2,40})? ?:")
_THING = re.compile(r"(?:une?|des|deux|trois|quatre|cinq|six|dix) ")
_AGENDA = re.compile(r"(?:l')?ordre du jour\b")  # its bullets name the parts of a meeting, which follow
_SAME_EDGE, _PITCH = 3.0, 1.9  # points between left edges, and of its size: a label and the value right below it
_FEW = 3  # words of a label with its value
_COLUMN = 10.0  # of its size: what goes on at the head of the next column stands so much higher than the foot of its own


@dataclass(frozen=True, slots=True)
class Section:
    """A heading over pieces: its place in the list, its depth (1 = widest), the zone it opens ("" when its words do not say).

    `axis`: whether it is an axis of the plan.
    """

    at: int
    depth: float
    zone: str
    axis: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """The pieces of a plan. `chains[i]` are the headings over piece i, the widest first; `zones[i]` the zone it stands in ("" = open)."""

    running: RunningText
    pieces: tuple[Piece, ...]
    chains: tuple[tuple[int, ...], ...]
    zones: tuple[str, ...]


def announced(piece: Piece) -> str | None:
    """The field a piece announces: by its label, or because it is a heading that is nothing but one ("Partenaires")."""
    return piece.field or (field_of(piece.text) if piece.kind == "heading" and not piece.mark else None)


def outline(running: RunningText) -> Outline:
    """The pieces of a document with their zones and the headings over them."""
    read = _continued(running, _without_furniture(running, _without_numbers(_without_sums(with_numerals_alike(_all_pieces(running))))))
    listed = with_list_marks(running, labels_beside(running, with_margin_labels(running, _with_bold_labels(read))))
    pieces = with_banners(joined(with_own_labels(enumerated(listed))))
    chains, zones = _sections(pieces, {})
    ends = ends_of_prose(pieces, chains, zones)
    chains, zones = _sections(pieces, ends) if ends else (chains, zones)
    return Outline(running, tuple(pieces), tuple(chains), tuple(zones))


def _sections(pieces: list[Piece], ends: Mapping[int, int]) -> tuple[list[tuple[int, ...]], list[str]]:
    """The headings over each piece and its zone. `ends`: where the part that a heading opens is over although its letters are larger."""
    chains: list[tuple[int, ...]] = []
    zones: list[str] = []
    stack: list[Section] = []
    title = next((at for at, piece in enumerate(pieces) if piece.kind == "heading"), None)
    over: dict[int, list[Section]] = {}
    repeated = _repeated_labels(pieces)
    for at, piece in enumerate(pieces):
        depth = _depth(piece)
        beside = _title_beside(pieces, at, stack, over)
        stack = list(over[beside]) if beside is not None else stack
        stack = [s for s in stack if ends.get(s.at, at + 1) > at] if ends else stack
        if depth is None and _heads_list(pieces, at):
            depth = 15
        if any(s.zone == "diagnosis" for s in stack) and _asks_list(pieces, at):  # behind what is wrong, under its heading
            stack = [replace(s, zone="") if s.zone in _TOLD_FIRST else s for s in stack]
        depth = _below_label(stack, pieces, at, repeated, _below_axis(stack, pieces, piece, depth))
        if depth is not None:
            while stack and stack[-1].depth >= depth:
                stack.pop()
        chains.append(tuple(s.at for s in stack))
        if depth is not None:
            over[at] = list(stack)
            zone = zone_of(piece.rest) if not piece.mark or piece.mark.meaning != "measure" else ""
            zone = "measures" if zone in _ASKED and _heads_demands(pieces, at) else zone
            opens = zone in CLOSED - {"rejected"} and at == title and (_leads_on(pieces, at) or _is_only(pieces, at))
            opens = opens or (zone == "testimony" and at == title and _is_over_all(pieces, at))
            opens = opens or (zone in CLOSED and _names_one_more(pieces, at))
            opens = opens or (zone in _ASKED and (_heads_actions(pieces, at) or _follows_alike(pieces, at)))
            mark = mark_of(piece.text) if piece.kind == "axis" else piece.mark
            axis = mark is not None and mark.meaning == "axis" and mark.label not in {"", *PARTS}
            if _heads_list_of_actions(pieces, at):  # a foreword is text: a list of actions stands behind it, in whatever letters
                stack = [replace(s, zone="") if s.zone == "foreword" else s for s in stack]
            stack.append(Section(at, depth, "" if opens else zone, axis))
        zones.append(_zone(stack, piece))
    return chains, zones


def _below_axis(stack: list[Section], pieces: list[Piece], piece: Piece, depth: float | None) -> float | None:
    """The depth of a heading; the numbered title of a measure stands below its axis, in however large letters it is set."""
    card = piece.mark is not None and (piece.mark.meaning == "measure" or (not piece.mark.meaning and piece.mark.rest == 0))
    over = max((s.depth for s in stack if s.axis and pieces[s.at].kind == "heading"), default=0.0)
    return depth if depth is None or not card or piece.kind != "heading" or over < depth else over + _LABEL_DEEPER / 2


def _repeated_labels(pieces: list[Piece]) -> frozenset[str]:
    """The headings that are nothing but labels and come back, as "Objectif" and "Calendrier" do in each fiche."""
    labels = Counter(plain(p.text) for p in pieces if p.kind == "heading" and not p.mark and not p.field and field_of(p.text))
    return frozenset(text for text, count in labels.items() if count > 1)


def _below_label(stack: list[Section], pieces: list[Piece], at: int, repeated: frozenset[str], depth: float | None) -> float | None:
    """The depth of a heading; a label that comes back stands below the title of its fiche, in however large letters it is set."""
    if depth is None or pieces[at].kind != "heading" or plain(pieces[at].text) not in repeated:
        return depth
    over = next((s for s in reversed(stack) if plain(pieces[s.at].text) not in repeated), None)
    return depth if over is None or pieces[over.at].kind != "heading" else max(depth, over.depth + _LABEL_DEEPER)


def _title_beside(pieces: list[Piece], at: int, stack: list[Section], over: dict[int, list[Section]]) -> int | None:
    """The title of the same style level with a title, where that is read behind a heading further down in the column beside it."""
    piece = pieces[at]
    last = pieces[stack[-1].at] if stack else None
    if piece.kind != "heading" or last is None or last.page != piece.page or last.top <= piece.top + piece.size:
        return None
    return next((i for i in reversed(over) if i < stack[-1].at and _is_level(pieces[i], piece)), None)


def _is_level(a: Piece, b: Piece) -> bool:
    same = a.kind == b.kind == "heading" and abs(a.size - b.size) < 0.2 and a.bold == b.bold
    return same and a.page == b.page and abs(a.top - b.top) < 0.5 * b.size and abs(a.x0 - b.x0) > b.size


def _heads_actions(pieces: list[Piece], at: int) -> bool:
    """Whether a heading right below a short one is something to do ("Participer" over "Traduire les conseils municipaux")."""
    below = [p for p in pieces[at + 1 : at + 1 + _NEAR] if p.kind == "heading" and p.size < pieces[at].size]
    return len(pieces[at].rest.split()) <= _FEW and any(verb_start(p.rest) is not None and len(p.rest.split()) > _FEW for p in below)


def _follows_alike(pieces: list[Piece], at: int) -> bool:
    """Whether a numbered heading that opens with an infinitive is one of several ("1. Se déplacer", ... "4. Participer")."""
    own = pieces[at]
    before = [
        p for p in pieces[:at] if p.kind == "heading" and p.level == own.level and p.mark and own.mark and p.mark.shape == own.mark.shape
    ]
    return len(before) >= _LIST and all(verb_start(p.rest) is not None for p in [*before, own])


def _names_one_more(pieces: list[Piece], at: int) -> bool:
    """Whether a numbered heading names a thing to have, behind others that do and head no other part ("7. Un bilan chaque année")."""
    own = pieces[at]
    before = [
        p for p in pieces[:at] if p.kind == "heading" and p.level == own.level and p.mark and own.mark and p.mark.shape == own.mark.shape
    ]
    open_ones = [p for p in before if zone_of(p.rest) == ""]
    named = [p for p in open_ones if _THING.match(plain(p.rest))]
    return _THING.match(plain(own.rest)) is not None and len(named) >= _LIST and len(open_ones) == len(before)


def _heads_demands(pieces: list[Piece], at: int) -> bool:
    """Whether the paragraphs down to the next heading as wide open with demands of the authors ("Nous voulons un office foncier")."""
    part = list(itertools.takewhile(lambda p: p.kind != "heading" or p.level > pieces[at].level, pieces[at + 1 :]))
    texts = [plain(p.rest) for p in part if p.kind in {"text", "item"} and not p.field]
    asking = [said for said in texts if (span := find_commitment(said)) is not None and span[0] <= _OPENS]
    return len(asking) >= _LIST and 2 * len(asking) > len(texts)


def _without_sums(pieces: list[Piece]) -> list[Piece]:
    """The pieces with the headings that only say what something costs and how many voted for it ("9 000 € · 633 voix") as text."""
    return [
        replace(p, kind="text", level=0, bold=False, bold_end=0) if p.kind == "heading" and not p.field and _says_sum(p.text) else p
        for p in pieces
    ]


def _without_numbers(pieces: list[Piece]) -> list[Piece]:
    """The pieces with the headings that are only a number left of the line right below a title, and level with its foot, as text."""
    found = pieces[:1]
    for before, piece in itertools.pairwise(pieces):
        titles = before.kind == piece.kind == "heading" and before.page == piece.page and abs(before.size - piece.size) < 0.2
        beside = titles and piece.x0 < before.x0 and 0 < piece.top - before.top < 1.5 * piece.size and piece.mark is not None
        number = beside and not piece.rest.strip()
        found.append(replace(piece, kind="text", level=0) if number else piece)
    return found


def _says_sum(text: str) -> bool:
    """Whether a text is nothing but sums of money, counts and their units."""
    folded = plain(text)
    return _SUM.search(folded) is not None and _SUMS.fullmatch(folded) is not None


def _heads_list_of_actions(pieces: list[Piece], at: int) -> bool:
    """Whether two bullets or more stand right below a heading and each opens with an infinitive."""
    below = list(itertools.takewhile(lambda p: p.kind == "item", pieces[at + 1 : at + 1 + _NEAR]))
    return len(below) >= _LIST and all(verb_start(p.rest) is not None for p in below)


def _asks_list(pieces: list[Piece], at: int) -> bool:
    """Whether a paragraph ends with a demand of the authors left open over a list ("... Nous demandons à la Ville de :")."""
    below = list(itertools.takewhile(lambda p: p.kind == "item" or p.mark is not None, pieces[at + 1 : at + 1 + _NEAR]))
    if pieces[at].kind != "text" or len(below) < _LIST:
        return False
    *_, (start, end) = sentences(pieces[at].text) or [(0, 0)]
    asks = pieces[at].text[start:end]
    return _OUR_DEMANDS.fullmatch(plain(asks).strip()) is not None or (is_lead_in(asks) and _AUTHORS.search(plain(asks)) is not None)


def _leads_on(pieces: list[Piece], title: int) -> bool:
    """Whether headings below a title open parts of their own about what is to be done ("Bilan et perspectives")."""
    return any(p.kind == "heading" and p.size < pieces[title].size and zone_of(p.rest) == "measures" for p in pieces[title + 1 :])


def _is_only(pieces: list[Piece], title: int) -> bool:
    """Whether a document has no other heading than its title, which then opens no part of its own ("Paroles d'enfants, ...")."""
    return not any(p.kind == "heading" and not p.field for p in pieces[title + 1 :])


def _is_over_all(pieces: list[Piece], title: int) -> bool:
    """Whether all other headings are smaller than a title, so that it names the document ("Paroles de quartier", then themes)."""
    return all(p.size < pieces[title].size for p in pieces[title + 1 :] if p.kind == "heading")


def _zone(stack: list[Section], piece: Piece) -> str:
    if is_quotation(piece.text):
        return "testimony"
    if _LEADERS.search(piece.text) or (_PAGE_END.search(piece.text) and piece.kind != "row" and not piece.field):
        return "contents"
    if piece.side and zone_of(piece.text[: piece.bold_end] or piece.text[:40]) in CLOSED:
        return "testimony"
    for section in reversed(stack):
        if section.zone or section.axis:  # an axis of the plan is part of no diagnosis, however large the letters of that heading
            return section.zone
    return ""


def _depth(piece: Piece) -> float | None:
    """How deep a heading stands (1 = widest), None for what heads nothing. An axis named as such counts as a heading."""
    if piece.field and piece.kind != "heading":
        return None
    if piece.kind == "heading":
        if piece.field:
            return None
        label = not piece.mark and field_of(piece.text) is not None and zone_of(piece.text) != "measures"  # "Nos propositions" is a part
        return (piece.level or 9) + (_LABEL_DEEPER if label else 0.0)
    if piece.kind == "axis":
        # an axis cell further right stands below the one before it; the line over a title stands over that title
        return piece.level - _LABEL_DEEPER if piece.level else 20 + piece.x0 / 10_000
    if piece.mark and piece.mark.meaning == "axis" and len(piece.text) < 160 and piece.kind in {"text", "fiche", "cell", "item"}:
        return 10 + piece.mark.depth
    if piece.kind == "text" and piece.bold and len(piece.text) < 90 and not piece.text.rstrip().endswith((".", ",", ";")):
        return 15 if not piece.mark or (piece.mark.shape in {"A", "i"} and not piece.mark.meaning) else None
    return None


def _heads_list(pieces: list[Piece], at: int) -> bool:
    """Whether a plain line heads the bullets below it, as headings do that lost their letters' size and weight (OCR)."""
    if not _is_line_over_items(pieces, at):
        return False
    if at == 0 or pieces[at - 1].kind != "heading":
        return True
    following = itertools.takewhile(lambda i: pieces[i].kind != "heading", range(at + 1, len(pieces)))
    return any(_is_line_over_items(pieces, i) for i in following)  # else it says more of the heading right above it


def _is_line_over_items(pieces: list[Piece], at: int) -> bool:
    piece = pieces[at]
    plain_line = piece.kind == "text" and not piece.field and not piece.mark and len(piece.text) < 70
    ends = piece.text.rstrip().endswith((".", ",", ";", ":", "»"))
    ends = ends or _AGENDA.match(plain(piece.text)) is not None
    return plain_line and not ends and at + 1 < len(pieces) and pieces[at + 1].kind == "item" and piece.table is None


def _all_pieces(running: RunningText) -> list[Piece]:
    found: list[Piece] = []
    header: Header | None = None
    tables = 0
    for index, page in enumerate(running.document.pages):
        first = len(found)
        for block in page.blocks:
            if block.kind not in BODY_KINDS or block.start >= page.body_end:
                continue
            if block.kind is BlockKind.TABLE:
                tables += not block.continues
                pieces, header = expand_table(running, index, block, tables, header)
                found.extend(_with_rest(found[-1:], pieces) if block.continues and header is None else pieces)
            else:
                if block.kind is BlockKind.HEADING:
                    header = None
                found.extend(block_pieces(running, index, block))
        number_from_header(page, found, first)
    return found


def _with_rest(last: list[Piece], pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """The pieces of a fiche that goes on over the page, those without a label at its head as more of the last value before it."""
    field = last[0].field if last else None
    for piece in pieces:
        field = field if piece.field is None and not piece.mark and piece.kind in {"cell", "item"} else None
        yield replace(piece, field=field) if field else piece


def _without_furniture(running: RunningText, pieces: list[Piece]) -> list[Piece]:
    """The pieces without lines that come back at the top or foot of three pages or more, page numbers set aside."""
    places: dict[str, set[int]] = {}
    for piece in pieces:
        if _at_edge(running, piece):
            places.setdefault(_DIGITS.sub("", piece.text), set()).add(piece.page)
    return [p for p in pieces if not (_at_edge(running, p) and len(places[_DIGITS.sub("", p.text)]) >= 3)]


def _at_edge(running: RunningText, piece: Piece) -> bool:
    height = running.document.pages[piece.page].height
    return piece.table is None and not EDGE * height < piece.top < (1 - EDGE) * height


def _with_bold_labels(pieces: list[Piece]) -> list[Piece]:
    """The pieces with bold lines that are nothing but a label right over its value ("Porteur" over "La commune") as labels."""
    made = list(pieces)
    for at, (label, value) in enumerate(itertools.pairwise(pieces)):
        alone = label.kind == "text" and label.bold and not (label.mark or label.field or label.bullet) and label.table is None
        below = value.kind == "text" and not (value.bold or value.field or value.mark) and value.page == label.page
        near = abs(value.x0 - label.x0) < _SAME_EDGE and 0 < value.top - label.top < _PITCH * label.size
        if alone and below and near and (field := field_of(label.text)) in OWN_FIELDS:
            made[at] = replace(label, field=field, value=len(label.text))
    return made


def _continued(running: RunningText, pieces: list[Piece]) -> list[Piece]:
    """The pieces with the lines that only go on with the one before put back to it (a line that opens with a sum, a title on two lines)."""
    found: list[Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        if before is not None and _is_first_line(before, piece):
            before = replace(before, kind="text", level=0)
        if before is not None and _goes_on(running, before, piece):
            text = running.text[before.start : piece.end]
            bold_end = len(text) - len(piece.text) + piece.bold_end if before.bold and piece.bold_end else before.bold_end
            found[-1] = replace(before, end=piece.end, text=text, bold=before.bold and piece.bold, bold_end=bold_end)
        else:
            found.append(piece)
    return found


def _goes_on(running: RunningText, before: Piece, piece: Piece) -> bool:
    if _same_title(before, piece) or _turns_page(before, piece):
        return True
    if piece.kind != "text" or before.kind not in {"text", "item"} or piece.page != before.page or piece.start - before.end > 1:
        return False
    if piece.field or piece.mark or piece.bold or before.bold or piece.table is not None or before.table is not None:
        return False
    bracketed = _OPEN_BRACKET.search(before.text) is not None and _CLOSES.match(piece.text) is not None
    if (piece.size < SMALLER * before.size and not bracketed) or opens_behind(piece.text) or _WHEN_AND_HOW_MUCH.match(piece.text):
        return False
    sum_behind = before.kind == "item" and before.text.rstrip().endswith(":") and _SUM.match(plain(piece.text)) is not None
    ended = before.text.rstrip().endswith((".", "!", "?", ";", ":", "»")) and not sum_behind
    opens_low = piece.text[:1].islower() or piece.text[:1].isdigit() or piece.text[:1] in "€(%"
    opens_low = opens_low or bracketed or _OPEN.search(plain(before.text)) is not None
    hangs = before.kind == "item" and 0 < before.x0 - piece.x0 < _HANGS * before.size  # back under the mark
    lines = printed_lines(running.document.pages[piece.page], *(o - running.starts[piece.page] for o in (before.start, before.end)))
    last_top = before.top + (len(lines) - 1) * 1.35 * before.size
    return not ended and opens_low and 0 < piece.top - last_top < 2.2 * before.size and (hangs or abs(piece.x0 - before.x0) < 14)


def _is_first_line(before: Piece, piece: Piece) -> bool:
    """Whether what was read as a heading is a line in the print of the paragraph below it, which goes on with its sentence."""
    plain_line = before.kind == "heading" and piece.kind == "text" and not (before.bold or before.mark or before.field or piece.field)
    print_alike = abs(piece.size - before.size) < 0.2 and not piece.bold and abs(piece.x0 - before.x0) < before.size
    return plain_line and print_alike and piece.page == before.page and piece.text[:1].islower()


def _turns_page(before: Piece, piece: Piece) -> bool:
    """Whether a piece at the head of a page or column goes on with a title or bullet cut at the foot of the one before: one style, small
    letter."""
    next_column = piece.page == before.page and piece.top < before.top - _COLUMN * before.size and piece.x0 > before.x0 + before.size
    if (
        (piece.page != before.page + 1 and not next_column)
        or piece.start - before.end > 1
        or piece.field
        or piece.mark
        or piece.bullet
        or piece.table is not None
    ):
        return False
    apart = piece.side or before.side or before.table is not None or before.text.rstrip().endswith((".", "!", "?", ";", ":", "»"))
    bold = piece.bold == before.bold or (before.bold and piece.bold_end > 0)
    alike = abs(piece.size - before.size) < 0.2 and bold and piece.kind in {before.kind, "text"}
    return alike and not apart and piece.text[:1].islower()


def _same_title(before: Piece, piece: Piece) -> bool:
    """Whether a bold line is the second line of the title before it: one size, one line below, no number or label of its own."""
    if piece.page != before.page or piece.start - before.end > 1 or piece.field or piece.mark or before.field or piece.bullet:
        return False
    titles = before.kind == "heading" and before.bold and piece.bold and piece.kind in {"heading", "text"}
    close = abs(piece.size - before.size) < 0.2 and 0 < piece.top - before.top < 1.45 * before.size
    return (
        titles
        and close
        and not is_label_below(before.text, piece.text)
        and not is_only_number(before.text)
        and not before.text.rstrip().endswith((".", ":", "?", "!"))
    )
