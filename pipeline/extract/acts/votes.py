"""Votes as printed: figures, words, names of those against or abstaining, unanimity."""

from __future__ import annotations

import re

from pipeline.extract.flat import flat
from pipeline.extract.numerals import NUMBER_WORDS, number_of

_WORDS = NUMBER_WORDS.replace("[ée]", "e")
_FIGURE = r"\d{1,3}(?![\d,.]\d)"
_COUNT = rf"(?P<n>{_FIGURE}|neant|aucune?|zero|{_WORDS})"
_VOICES = r"(?:voix|votes?|suffrages?|membres?|elus?|conseillers?|personnes?|bulletins?|delegues?)"
_LABELS = {
    "for": r"(?:pour(?: (?:l'|la |le )[a-z]{4,14}(?=\s*:))?|favorables?)",
    "against": r"(?:contre|oppositions?|opposes?|defavorables?)",
    "abstention": r"(?:abstentions?|abst\.?(?![a-z])|abstenus?|s'etant abstenus?|s'abstenant|s'abstiennent|s'abstient)",
    "not_voting": r"(?:nppv|non[ -](?:participations?|participants?|votants?)|ne vote(?:nt)? pas"
    r"|ne pren(?:ds?|nent) pas part(?: au vote)?|ne participe(?:nt)? pas(?: au vote)?|n'ayant pas participe"
    r"|n'a(?:yant)? pas pris part|n'ont pas pris part|refus de vote|ne pas vouloir prendre part)",
}
_LABEL_FIRST = {
    key: re.compile(
        rf"(?<![a-z-])(?:ont vote |voix |votes? |suffrages? )?(?:\"|«)?\s?{label}(?:\s?\(?s\)?)?\s?(?:\""
        rf"|»)?\s*(?:[:=(]\s*(?:les )?(?P<n>{_FIGURE}|/|neant|aucune?|zero|{_WORDS})(?![a-z])|[,-]?\s*(?P<d>{_FIGURE})(?=\s*(?:$"
        rf"|[\n;,.)(]|voix|contre|abst|[-|/]\s*(?:pour|contre|abst|ne p|nppv))))(?![\d%€]|\s?(?:€|%|h\b|ans))"
    )
    for key, label in _LABELS.items()
}
_COUNT_FIRST = {
    key: re.compile(
        rf"(?<![\d/.,°a-z-]){_COUNT}[^\S\n]*(?:{_VOICES}\s*)?(?:[\"«]\s?)?{label}\b"
        rf"|(?<![\d/.,°a-z-])(?P<m>\d{{1,3}})[^\S\n]+{_VOICES}[^\S\n]+(?:ont\s+vote\s+|se sont prononce\w* )?(?:[\"«]\s?)?{label}\b"
    )
    for key, label in _LABELS.items()
}
# "un conseiller (R. Gris) votant contre", "deux élus s'abstenant"
_VOTING_SO = {
    key: re.compile(
        rf"(?<![\d/.,°a-z-]){_COUNT}\s+{_VOICES}\s*(?:\([^()]{{2,120}}\)\s*)?(?:votant|ayant vote|votent|vote) {_LABELS[key]}\b"
    )
    for key in ("for", "against")
}
_LABELLED_LIST = {
    "for": re.compile(r"\bont vote (?:pour|favorablement)\s*(?:\((\d+)\))?\s*:"),
    "against": re.compile(r"\b(?:ont vote contre|a vote contre|votes? contre)\s*(?:\((\d+)\))?\s*:?"),
    "abstention": re.compile(r"\b(?:se sont abstenus?|s'est abstenue?|s'abstiennent|s'abstient)\s*(?:\((\d+)\))?\s*:?"),
}
_UNANIMOUS = re.compile(r"\b(?:a |l')?unanimite\b|\bunanimement\b")
_MAJORITY = re.compile(r"\b(?:a la )?majorite\b(?! absolue| municipale| qualifiee| legale| requise| relative| des suffrages exprimes et)")
_ALMOST = re.compile(r"\bunanimite\s*(?:moins|sauf|-)\s*(\d+|une?)\s*(?:voix|abstentions?)")
_LABELLED = re.compile(
    rf"\b(?:pour|contre|abstentions?)\W{{0,3}}[:=]\s*(?:\d|/|neant|aucun|(?:{_WORDS})(?![a-z]))"
    r"|(?<!\d)(?<!\d\s)(?<!voix\s)(?<!votes\s)\bpour\W{0,4}\d{1,3}\W{1,4}contre\W{0,4}(?:\d|/|neant|aucun)"
)
_BALANCE = re.compile(rf"\bpar (?P<for>{_FIGURE}|{_WORDS}) {_VOICES} (?:pour )?contre (?P<against>{_FIGURE}|{_WORDS})(?![a-z%€])")
_BARE_FOR = re.compile(
    rf"\b(?:(?:soit|par) |unanimite \()({_FIGURE}|{_WORDS}) (?:voix|suffrages|votes)\b(?!\s*(?:[\"«]\s?)?(?:contre|defavorables?|sur\b))"
)
# "20 P / 3 C / 2 A", "P : 20 – C : 3 – A : 2"
LETTERS = re.compile(
    r"(?<![\w.,])(?P<for>\d{1,3})\s?p\b\W{1,5}(?P<against>\d{1,3})\s?c\b(?:\W{1,5}(?P<abstention>\d{1,3})\s?a\b)?"
    r"|\bp\s?[:=]\s?(?P<for_>\d{1,3})\W{1,5}c\s?[:=]\s?(?P<against_>\d{1,3})\b(?:\W{1,5}a\s?[:=]\s?(?P<abstention_>\d{1,3}))?"
)
_NONE = {"/": 0, "neant": 0, "aucun": 0, "aucune": 0, "zero": 0}
_PERSON = re.compile(r"\b(?:M\.|MM\.|Mme|Mmes|Mlle|Monsieur|Madame|Messieurs|Mesdames|M|Mr)\.?\s*(?=[A-ZÀ-Ý])")
_PARTAKES = re.compile(
    r"\b(?:monsieur|madame|m\.|mme|m|l[ea](?= (?:maire|president|rapporteur)))\s*[^.;:()]{2,80}?"
    r"(?:ne pren(?:ds?|nent) pas part au vote|ne participe(?:nt)? pas au vote"
    r"|n'a pas pris part au vote|n'ont pas pris part au vote|"
    r"ne pas (?:vouloir )?prendre part au vote)"
)
_SPLIT_NAMES = re.compile(r",|;|\bet\b|\band\b")
_QUOTES = str.maketrans("“”", '""')
_YES_NO = re.compile(r"(?P<open>[\"«]\s?)(?P<answer>oui|non)(?=\s?[\"»])")  # to a question put to the vote ("« Oui » : 12, « Non » : 6")
_GROUPS = re.compile(r"\s*[:=]\s*(?!\d|/|neant|aucun|zero)(?P<groups>[^:=\n]{3,400})")
_GROUP_COUNT = re.compile(r"[(\[]\s*(\d{1,3})(?:\s*(?:voix|elus?|votes?|membres?|conseillers?))?\s*[)\]]")
_NEXT_LABEL = re.compile(r"\b(?:pour|contre|abstentions?|votes?|ont vote|se sont abstenus|ne pren(?:d|nent))\b\s*(?=[:=])")
_TOTAL = re.compile(r"\W*(?:total|totaux|ensemble|resultat)\b")
_HEADED = re.compile(
    r"(?P<heading>(?:(?:votants?|(?:suffrages )?exprimes?|presents?|pouvoirs?|pour|contre|abstentions?"
    r"|ne pren(?:ds?|nent) pas part au vote|nppv)[\s|:/-]+){3,8})"
    r"(?P<values>(?:\d{1,3}|/|-)(?:[\s|]+(?:\d{1,3}|/|-)){2,7})(?![\d,.])"
)
_HEADS = re.compile(r"votants?|exprimes?|presents?|pouvoirs?|pour|contre|abstentions?|ne pren(?:d|nent)|nppv")
_HEAD_KEYS = {
    "pour": "for",
    "contre": "against",
    "abstention": "abstention",
    "abstentions": "abstention",
    "ne prend": "not_voting",
    "ne prennent": "not_voting",
    "nppv": "not_voting",
}
_BOXES = re.compile(r"\bunanimite\b\W+(?:\w+\W+){0,4}majorite\b\W+(?:\w+\W+){0,4}(?:rejet|refus)")  # results of which one is ticked
_NAMES_AFTER = {
    "against": re.compile(r"\b(?:contre|opposes?)\b\s*(?::|\()?\s*(?:\d+)?\s*[,:(]?\s*"),
    "abstention": re.compile(r"\b(?:abstentions?|se sont abstenus?|s'est abstenue?)\b\s*(?:\(\d+\))?\s*(?::|\()?\s*(?:\d+)?\s*[,:(]?\s*"),
    "for": re.compile(r"\b(?:ont vote pour|pour)\b\s*(?:\(\d+\))?\s*:?\s*(?:\d+)?\s*[,:(]\s*"),
}
_NAMES_BEFORE = {  # "à l'unanimité des suffrages exprimés, Mme Verte et M. Roux s'abstenant"
    "against": re.compile(r"\s*(?:votant|ayant vote|votent) contre\b"),
    "abstention": re.compile(r"\s*s'(?:abstenant|etant abstenue?s?|abstiennent|abstient)(?![a-z])"),
    "not_voting": re.compile(  # "M. Brun, président de l'association, ayant quitté la salle et ne prenant pas part au vote"
        r"(?:,\s(?!m\.|mm|ml|monsieur|madame)[^,.;:()\n]{3,60}(?=,))?"
        r",?\s*(?:(?:ayant|qui (?:a|ont)) quitte la (?:salle|seance|reunion)\s*(?:et|,)\s*)?"
        r"(?:(?:ne (?:prenant|prend|prennent) pas part|n'(?:ayant|a|ont) pas pris part) au vote\b|s'etant retire(?:s|e|es)?(?![a-z]))"
    ),
}
_OF_THOSE_BEFORE = re.compile(r"\b(?:votant|ayant vote|votent) $")  # "M. Gris votant contre, M. Blanc s'abstenant"
_ONE_PERSON = re.compile(r"(?:m\.|mm\.|mme|mmes|mlle|monsieur|madame|m|mr)\s+(?:(?!\bvot|\bcontre)[^.;:()\d]){3,60}$")
_LIST_END = re.compile(r"\b(?:pour|contre|abstentions?|se sont abstenus?|ont vote|ne pren(?:d|nent)|vote)\b|\)|[.;]\s|\s-\s|\n")


def read_vote(text: str) -> tuple[dict[str, int | None], bool | None, tuple[tuple[str, str], ...]]:
    """Counts by "for", "against", "abstention", "not_voting", whether unanimous, and the printed names.

    `text` are the words of the decision and its vote lines. A figure counts as printed ("/" and "néant" are 0); without one, names of
    those against, abstaining or not voting are counted.
    """
    plain = flat(text).translate(_QUOTES)
    choices = _YES_NO.sub(lambda m: m["open"] + {"oui": "pour", "non": "contre"}[m["answer"]], plain)
    counts: dict[str, int | None] = {key: _count(choices, key) for key in _LABELS}
    named = _names(text, plain)
    for key in ("against", "abstention", "not_voting"):
        own = [name for name, choice in named if choice == key]
        if counts[key] is None and own:
            counts[key] = len(own)
    if counts["not_voting"] is None:
        partakers = _PARTAKES.findall(plain)
        counts["not_voting"] = len(partakers) or None
    return counts, _unanimity(plain, counts), tuple(named)


def _count(plain: str, key: str) -> int | None:
    if key in {"against", "abstention"}:
        almost = _ALMOST.search(plain)
        if almost and (("abstention" in almost[0]) == (key == "abstention")):
            return _value(almost[1])
    balance = _BALANCE.search(plain)
    if balance and key in {"for", "against"}:
        lost = re.search(r"\b(?:rejet|repouss|refus)\w*\s$", plain[: balance.start()]) is not None  # "rejetée par 15 voix contre 14"
        return _value(balance["for" if (key == "for") is not lost else "against"])
    letters = LETTERS.search(plain) if key != "not_voting" else None
    if letters:
        figure = letters[key] or letters[f"{key}_"]
        return int(figure) if figure else None
    by_group = _group_votes(plain, key)
    if by_group is not None:
        return by_group
    styles = [_LABEL_FIRST[key], _COUNT_FIRST[key]] if _LABELLED.search(plain) else [_COUNT_FIRST[key], _LABEL_FIRST[key]]
    for style in styles:
        found = style.search(plain)
        if found:
            return _value(next(v for v in found.groupdict().values() if v))
    so = _VOTING_SO[key].search(plain) if key in _VOTING_SO else None
    if so:
        return _value(so["n"])
    bare = _BARE_FOR.search(plain) if key == "for" else None
    if bare:
        return _value(bare[1])
    listed = _LABELLED_LIST.get(key)
    listing = listed.search(plain) if listed else None
    return int(listing[1]) if listing and listing[1] else None


def _group_votes(plain: str, key: str) -> int | None:
    """The figures in brackets behind the names of groups that voted alike, added up ("Pour : Alpha (24), Bêta (6)")."""
    label = re.search(rf"(?<![a-z-]){_LABELS[key]}(?=\s*[:=])", plain)
    groups = _GROUPS.match(plain, label.end()) if label else None
    if groups is None:
        return None
    following = _NEXT_LABEL.search(plain, groups.start("groups"))
    told = groups["groups"][: following.start() - groups.start("groups")] if following else groups["groups"]
    counts = [int(n) for n in _GROUP_COUNT.findall(told)]
    return sum(counts) if counts else None


def read_vote_table(rows: list[list[str]]) -> dict[str, int | None] | None:
    """Counts of a table of votes, None when it is none; `rows` are flat cells. A heading names "Pour", "Contre", "Abstention", or these
    stand first in their rows; of several groups the row or column of the total counts, else the sum of all."""
    for index, heading in enumerate(rows):
        named = {key: i for key, i in _label_columns(heading).items() if i}
        at_head = _label_columns(heading)
        if {"for", "against"} <= at_head.keys():
            figures = [r for r in rows[index + 1 :] if not _label_columns(r) and any(c.strip().isdigit() or c.strip() in _NONE for c in r)]
            if not figures:
                continue
            total = next((r for r in figures if _TOTAL.match(r[0])), None)
            by_group = len(named) == len(at_head) and all(re.search(r"[a-z]{2}", r[0]) for r in figures)
            own = [total] if total else figures if by_group else figures[:1]
            return {key: _added(own, at_head[key]) if key in at_head else None for key in _LABELS}
    return _labelled_rows(rows)


def _label_columns(cells: list[str]) -> dict[str, int]:
    """Which cell names which choice."""
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        for key, label in _LABELS.items():
            if re.match(rf"\W*(?:ont vote |voix |votes? |nombre de (?:voix |votes? )?)?{label}\b[^0-9]{{0,20}}$", cell):
                found.setdefault(key, index)
    return found


def _added(rows: list[list[str]], column: int) -> int | None:
    """The figures of a column added up; None where it holds none."""
    cells = [row[column].strip() for row in rows if column < len(row)]
    values = [_value(cell) for cell in cells if cell.isdigit() or cell in _NONE]
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _labelled_rows(rows: list[list[str]]) -> dict[str, int | None] | None:
    """A table with a row for each choice and a column for each group ("Pour | 24 | 6 | 30")."""
    own: dict[str, list[str]] = {}
    heading: list[str] = []
    for row in rows:
        label = next(iter(_label_columns(row[:1])), None)
        if label and len(row) > 2:
            own.setdefault(label, row)
        elif not own:
            heading = row
    if not {"for", "against"} <= own.keys():
        return None
    total = next((i for i, cell in enumerate(heading) if i and _TOTAL.match(cell)), None)
    counts: dict[str, int | None] = dict.fromkeys(_LABELS)
    for key, row in own.items():
        columns = [total] if total is not None and total < len(row) else range(1, len(row))
        figures = [
            v for i in columns if (row[i].strip().isdigit() or row[i].strip() in _NONE) and (v := _value(row[i].strip())) is not None
        ]
        counts[key] = sum(figures) if figures else None
    return counts


def read_vote_lines(plain: str) -> dict[str, int | None] | None:
    """Counts of a table of votes whose rules were lost: a line of labels, then a line of as many figures. None when it is none."""
    found = _HEADED.search(plain)
    if not found:
        return None
    heads = _HEADS.findall(found["heading"])
    values = re.findall(r"\d{1,3}|/|-", found["values"])
    if len(heads) != len(values) or not {"pour", "contre"} <= set(heads):
        return None
    counts = {_HEAD_KEYS[head]: _value(value.replace("-", "/")) for head, value in zip(heads, values, strict=True) if head in _HEAD_KEYS}
    return {key: counts.get(key) for key in _LABELS}


def _value(printed: str) -> int | None:
    if printed in _NONE:
        return _NONE[printed]
    return int(printed) if printed.isdigit() else number_of(printed)


def ticked_unanimous(plain: str, counts: dict[str, int | None]) -> bool | None:
    """Whether the box "à l'unanimité" is the ticked one, where the results stand side by side: the figures tell which. None without boxes
    or where nobody is against and somebody abstains, which houses tick either way."""
    if not _BOXES.search(plain) or not counts.get("for"):
        return None
    if counts.get("against"):
        return False
    return None if counts.get("abstention") else True


def _unanimity(plain: str, counts: dict[str, int | None]) -> bool | None:
    if counts["against"] or _MAJORITY.search(plain):
        return False
    if _UNANIMOUS.search(plain):
        return True
    return None


def _names(text: str, plain: str) -> list[tuple[str, str]]:
    """Printed names behind the labels of a vote, one entry a person."""
    found: list[tuple[str, str]] = []
    for key, label in _NAMES_AFTER.items():
        for match in label.finditer(plain):
            others = ":" not in match[0] and _OF_THOSE_BEFORE.search(plain, 0, match.start())
            if others or not _PERSON.match(text, match.end()):
                continue
            stop = _name_list_end(plain, match.end())
            found.extend((name, key) for name in _split_names(text[match.end() : stop]))
    for key, label in _NAMES_BEFORE.items():
        for match in label.finditer(plain):
            found.extend((name, key) for name in _people_before(text, plain, match.start()))
    return found


def _people_before(text: str, plain: str, end: int) -> list[str]:
    """The persons named just before `end`, each with a title of address, joined by commas and "et"."""
    start = end
    while True:
        joined = max(plain.rfind(", ", 0, start), plain.rfind(" et ", 0, start), 0)
        if not _ONE_PERSON.fullmatch(plain[joined:start].removeprefix(" et ").lstrip(", ")):
            return _split_names(text[start:end])
        start = joined
        if not joined:
            return _split_names(text[:end])


def _name_list_end(plain: str, start: int) -> int:
    position = start
    while True:
        stop = _LIST_END.search(plain, position)
        if not stop:
            return len(plain)
        initial = stop[0].startswith(".") and re.search(r"\b(?:m|mm|mme|mr|[a-z])$", plain[max(start, stop.start() - 3) : stop.start()])
        if not initial:
            return stop.start()
        position = stop.end()


def _split_names(printed: str) -> list[str]:
    names = [" ".join(part.split()) for part in _SPLIT_NAMES.split(printed)]
    return [n for n in names if 2 < len(n) < 50 and re.search(r"[A-ZÀ-Ý]", n)]
