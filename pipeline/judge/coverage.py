"""The acts known to exist against those that were read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.records.council import Act, Body
from pipeline.records.folding import fold, folded_words
from pipeline.records.money import BudgetLine, Grant, RegisterEntry
from pipeline.records.run import Issue
from pipeline.records.source import Document
from pipeline.records.territory import Role, SourceFile, Territory
from pipeline.records.verdict import Coverage

ENOUGH_OF_A_SERIES = 3  # numbers: a series of two says nothing about what lies between
_NUMBER = re.compile(r"^(.*\d.*?)(?<!\d)(\d{1,4})(\D{0,3})$")  # a year or a sitting, then the number in its series
_PREFIX = re.compile(r"^\s*d[ée]l(?:ib(?:[ée]ration)?)?[ ._-]*(?:n[°o]\s*)?(?=\d)", re.I)  # "DEL " before the number
DENSE = 0.5  # share of a series that must be there, or the numbers are shared with arrêtés and say nothing


@dataclass(frozen=True, slots=True)
class _Known:
    """One act known to exist, and how."""

    key: str
    number: str
    subject: str
    day: date | None


def measure_coverage(
    territory: Territory,
    register: Sequence[RegisterEntry],
    acts: Sequence[Act],
    files: Sequence[SourceFile],
    issues: Sequence[Issue],
    budget_lines: Sequence[BudgetLine],
    documents: Sequence[Document],
    grants: Sequence[Grant] = (),
) -> Coverage:
    """Known acts are those of registers, of the numbers read, of the gaps between numbers in sequence, and those by which the grants' list
    says that grants were made; unread files count as known.

    Only acts of the assembly from the first plan's adoption on count, all of them when the territory looks back. Without a register,
    numbers far apart tell that acts are missing or that others share the series, not how many: then nothing is known.
    """
    start = _start(territory)
    council = [a for a in acts if a.body is Body.COUNCIL and a.number]
    dated = [a.session.value for a in council if a.session] + [e.date for e in register if e.date]
    end = max((day for day in dated if start is None or day >= start), default=None)
    known = _known(register, council, grants, start)
    read = _read_keys(known, council, register, documents)
    unread = _unread(files, issues)
    nameless = [doc for doc in unread if not any(_names(doc, k.number) for k in known.values()) and not _in_register(doc, register)]
    missing = [(k.number, k.subject) for k in known.values() if k.key not in read]
    missing += [(doc, "fichier illisible") for doc in nameless] if known else []
    if not register and _sparse([k.number for k in known.values()]):
        return Coverage(start, end, 0, len(read), (), tuple(unread), _years(budget_lines), territory.coverage_threshold)
    total = len(known) + (len(nameless) if known else 0)
    return Coverage(start, end, total, len(read), tuple(missing), tuple(unread), _years(budget_lines), territory.coverage_threshold)


def _years(budget_lines: Sequence[BudgetLine]) -> tuple[int, ...]:
    return tuple(sorted({line.year for line in budget_lines}))


def act_key(number: str) -> str:
    """A number without the marks that differ between stamp, page and register: "CC_2024_005" and "CC-2024-005" are one act."""
    return "".join(folded_words(re.sub(r"^\s*(?:d[ée]lib[ée]ration|n[°o])\s*(?:n[°o]\s*)?", "", number, flags=re.I)))


def _start(territory: Territory) -> date | None:
    if territory.look_back:
        return None
    return min((s.adopted for s in territory.sources if s.role is Role.PLAN and s.adopted), default=None)


def _known(register: Sequence[RegisterEntry], acts: Sequence[Act], grants: Sequence[Grant], start: date | None) -> Mapping[str, _Known]:
    known: dict[str, _Known] = {}
    for entry in register:
        if not (start and entry.date and entry.date < start):
            known.setdefault(act_key(entry.number), _Known(act_key(entry.number), entry.number, entry.subject, entry.date))
    series = {_series(k.number) for k in known.values()} - {None}
    for act in acts:
        day = act.session.value if act.session else None
        key = act_key(act.number or "")
        of_the_series = not register or (_series(act.number or "") in series and not act.by_ocr)
        if key not in known and of_the_series and not (start and day and day < start):
            known[key] = _Known(key, act.number or "", act.subject.text, day)
    for found in _cited(grants, [k.number for k in known.values()], start):
        known.setdefault(found.key, found)
    for number in _gaps([k.number for k in known.values()]):
        known.setdefault(act_key(number), _Known(act_key(number), number, "numéro absent de la série", None))
    return known


def _cited(grants: Sequence[Grant], numbers: Sequence[str], start: date | None) -> Iterator[_Known]:
    """The acts that grants name, of a series of which others are known ("DEL 2024-023" beside "2024-021"), not before `start`."""
    lowest: dict[tuple[str, str], int] = {}
    for number in numbers:
        series, place = _series(number), _NUMBER.match(number.strip())
        if series and place:
            lowest[series] = min(int(place[2]), lowest.get(series, int(place[2])))
    for grant in grants:
        for number in (grant.reference or "", _PREFIX.sub("", grant.reference or "")):
            series, place = _series(number), _NUMBER.match(number.strip())
            if series not in lowest or series is None or place is None:
                continue
            year = re.search(r"(?:19|20)\d\d", place[1])
            later = start is None or (year is not None and int(year[0]) > start.year)
            if later or int(place[2]) >= lowest[series]:
                yield _Known(act_key(number), number, f"citée par la liste des subventions ({grant.beneficiary})", grant.date)
            break


def _series(number: str) -> tuple[str, str] | None:
    match = _NUMBER.match(number.strip())
    return (act_key(match[1]), match[3]) if match else None


def _gaps(numbers: Iterable[str]) -> list[str]:
    """Numbers between the first and last of each series ("2024-001", "2024-003": "2024-002"), written like their neighbours."""
    found: list[str] = []
    for (before, after), seen in _by_series(numbers).items():
        if len(seen) >= ENOUGH_OF_A_SERIES and _dense(seen):
            width = min(seen.values())
            found += [f"{before}{n:0{width}d}{after}" for n in range(min(seen), max(seen)) if n not in seen]
    return found


def _sparse(numbers: Iterable[str]) -> bool:
    """Whether some series has too many gaps to tell anything."""
    return any(len(seen) >= ENOUGH_OF_A_SERIES and not _dense(seen) for seen in _by_series(numbers).values())


def _by_series(numbers: Iterable[str]) -> Mapping[tuple[str, str], Mapping[int, int]]:
    """The last numbers of each series, with how many figures they are written in."""
    series: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for number in numbers:
        match = _NUMBER.match(number.strip())
        if match:
            series[match[1], match[3]][int(match[2])] = len(match[2])
    return series


def _dense(seen: Mapping[int, int]) -> bool:
    return len(seen) >= DENSE * (max(seen) - min(seen) + 1)


def _read_keys(
    known: Mapping[str, _Known], acts: Sequence[Act], register: Sequence[RegisterEntry], documents: Sequence[Document]
) -> set[str]:
    """Known acts that were read: by number, by transmission id, by the file that the register links, or by date and subject."""
    keys = {act_key(a.number or "") for a in acts}
    ids = {_plain(a.transmission_id) for a in acts if a.transmission_id}
    docs = {_file(d.doc) for d in documents} & {_file(a.doc) for a in acts}
    subjects = {(a.session.value if a.session else None, _plain(a.subject.text)) for a in acts}
    read = keys & set(known)
    several = _shared_urls(register)
    for entry in register:
        key = act_key(entry.number)
        url = _file(entry.url or "")
        by_file = bool(url) and url in docs and url not in several
        by_id = bool(entry.transmission_id) and _plain(entry.transmission_id or "") in ids
        if key in known and (by_file or by_id or (entry.date, _plain(entry.subject)) in subjects):
            read.add(key)
    return read


def _shared_urls(register: Sequence[RegisterEntry]) -> set[str]:
    seen: dict[str, int] = defaultdict(int)
    for entry in register:
        seen[_file(entry.url or "")] += 1
    return {url for url, times in seen.items() if times > 1}


def _plain(text: str) -> str:
    return "".join(folded_words(text))


def _file(address: str) -> str:
    return fold(address.replace("\\", "/").split("?")[0].rsplit("/", 1)[-1])


def _unread(files: Sequence[SourceFile], issues: Sequence[Issue]) -> list[str]:
    """Files of acts that stayed unread as a whole, each once."""
    acts = {f.doc for f in files if f.role in (Role.ACTS, Role.BUDGET)}
    return list(dict.fromkeys(i.doc for i in issues if i.unread and i.doc in acts))


def _names(doc: str, number: str) -> bool:
    return bool(act_key(number)) and act_key(number) in _plain(_file(doc).rsplit(".", 1)[0])


def _in_register(doc: str, register: Sequence[RegisterEntry]) -> bool:
    return any(_file(e.url or "") == _file(doc) for e in register if e.url)
