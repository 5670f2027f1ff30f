"""A labelled territory as records, so that matching can be measured apart from extraction.

Measures and acts are those of the gold files; the words around them (exposé, dispositif, fiche) are looked up in the documents.
"""

from __future__ import annotations

import bisect
import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.match.labels import Gold, rows_of
from pipeline.match.words import plain
from pipeline.read import read_document
from pipeline.records.council import Act, Amount, AmountRole, Body, Outcome, SessionDate
from pipeline.records.plan import Deadline, Measure, PlannedBudget
from pipeline.records.source import Document, Evidence, Page, Passage, RunningText, running_text
from pipeline.records.territory import Role, Source

_LETTER = re.compile(r"[a-z0-9]")
_RECITALS = re.compile(r"(?mi)^\s*(?:vu|considérant)\b|après\s+en\s+avoir\s+délibéré")
_CLOSING = re.compile(
    r"(?mi)^\s*(?:vote\b|votants\b|adopté|la délibération, mise|ainsi fait|le secrétaire|fait et délibéré|pour extrait|pour\s*:"
    r"|délibération adoptée)"
)
_ANNEX = re.compile(r"(?m)^\s*(?:ANNEXE|Annexe)\b")
_ROLL = re.compile(r"(?:\b(?:M|Mme|MM|Mmes)\.? [A-ZÀ-Þ].*?){5,}|en exercice|secrétaire de séance|convocation", re.IGNORECASE)


def load_gold(root: Path, labels: Path | None = None) -> Gold:
    """The territory below `root` (with its territory.toml) and its labels (`root/gold` by default)."""
    labels = labels or root / "gold"
    texts = _Texts(root, labels)
    measures = _measures(rows_of(labels / "measures.jsonl"), texts)
    acts = _acts(rows_of(labels / "decisions.jsonl"), texts)
    answers, allowed = _answers(rows_of(labels / "verdicts.jsonl"), labels)
    return Gold(root.name, measures, acts, _plans(root, {m.doc: m.document for m in measures}), answers, allowed)


def _answers(verdicts: list[dict[str, Any]], labels: Path) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    twins = [set(row["acts"]) for row in rows_of(labels / "same_acts.jsonl")]
    answers: set[tuple[str, str]] = set()
    allowed: set[tuple[str, str]] = set()
    for verdict in verdicts:
        right = set(verdict["decisions"])
        answers |= {(verdict["measure"], a) for a in right}
        allowed |= {(verdict["measure"], a) for a in verdict.get("also_ok") or []}
        allowed |= {(verdict["measure"], a) for twin in twins if twin & right for a in twin}
    return frozenset(answers), frozenset(allowed - answers)


def _plans(root: Path, documents: dict[str, str]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for entry in tomllib.loads((root / "territory.toml").read_text("utf-8"))["plan"]:
        source = Source(Role.PLAN, entry["path"], entry.get("title", ""), entry.get("adopted"), entry.get("until"))
        for doc, digest in documents.items():
            if Path(doc).match(entry["path"]):
                found[digest] = source
    return found


class _Texts:
    """Running texts of the documents, read once each."""

    def __init__(self, root: Path, labels: Path) -> None:
        self.root, self.labels = root, labels
        self.known: dict[str, RunningText] = {}

    def of(self, doc: str) -> RunningText:
        if doc not in self.known:
            path = self.root / doc
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            scan = self.labels / "scan_text" / f"{path.stem}.json"
            document = read_document(path, doc, digest).document if not scan.exists() else _scan(scan, doc, digest)
            self.known[doc] = running_text(document or Document(digest, doc, (), "none"))
        return self.known[doc]


def _scan(path: Path, doc: str, digest: str) -> Document:
    pages = json.loads(path.read_text("utf-8"))
    texts = ["\n".join(_unwrapped(re.sub("\u00ad|\ufffe", "", t).replace("\r", "").split("\n"))) for t in pages]
    return Document(digest, doc, tuple(Page(n, 595, 842, 0, t, len(t), (), ()) for n, t in enumerate(texts, 1)), "gold")


def _unwrapped(lines: list[str]) -> list[str]:
    found: list[str] = []
    for line in (text.strip() for text in lines):
        if found and not re.search(r"[.;:]$", found[-1]) and not re.match(r"[–•➢■-]|\d+°|ARTICLE|Vu |VU |Consid", line):
            found[-1] += " " + line
        elif line:
            found.append(line)
    return found


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text's letters and figures only, with the way back."""

    letters: str
    places: tuple[int, ...]

    def find(self, wanted: str, start: int, end: int) -> tuple[int, int] | None:
        """Where the words stand in the full text between two of its offsets; shorter beginnings are tried too."""
        key = "".join(_LETTER.findall(plain(wanted)))
        low, high = bisect.bisect_left(self.places, start), bisect.bisect_left(self.places, end)
        for length in (len(key), 60, 30, 18):
            at = self.letters.find(key[:length], low, high) if length <= len(key) else -1
            if at >= 0 and length >= min(10, len(key)):
                last = min(at + len(key), len(self.places)) - 1
                return self.places[at], self.places[last] + 1
        return None


def _folded(text: str) -> _Folded:
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter in _LETTER.findall(plain(char)):
            letters.append(letter)
            places.append(place)
    return _Folded("".join(letters), tuple(places))


def _loose(text: str, doc: str, page: int) -> Passage:
    return Passage((Evidence(doc, page, 0, len(text), text),))


def _page_start(running: RunningText, page: int) -> int:
    index = min(max(page - 1, 0), max(len(running.starts) - 1, 0))
    return running.starts[index] if running.starts else 0


def _acts(rows: list[dict[str, Any]], texts: _Texts) -> tuple[Act, ...]:
    acts: list[Act] = []
    for doc in dict.fromkeys(row["doc"] for row in rows):
        running = texts.of(doc)
        folded = _folded(running.text)
        mine = [row for row in rows if row["doc"] == doc]
        spots: list[tuple[int, int]] = []
        last = 0
        for row in mine:
            start = max(_page_start(running, row["page"]), last)
            spot = folded.find(row["subject"], start, len(running.text)) or (start, start)
            last = max(spot[0], last)
            spots.append(spot)
        for number, row in enumerate(mine):
            later = [s[0] for s in spots[number + 1 :] if s[0] > spots[number][0]]
            end = min(later) if later else min(len(running.text), spots[number][0] + 12_000)
            acts.append(_act(row, running, folded, spots[number], end))
    return tuple(acts)


def _act(row: dict[str, Any], running: RunningText, folded: _Folded, spot: tuple[int, int], end: int) -> Act:
    doc, page = row["doc"], row["page"]
    start = spot[1]
    decided = folded.find(row["operative"], start, end) if row["operative"] else None
    close = _CLOSING.search(running.text, decided[1], end) if decided else None
    operative = running.passage(decided[0], close.start() if close else min(decided[1] + 900, end)) if decided else None
    recital = _RECITALS.search(running.text, start, decided[0] if decided else end)
    statement = running.passage(start, recital.start() if recital else decided[0] if decided else end)
    annex = _ANNEX.search(running.text, close.end() if close else start, end)
    annexes = running.passage(annex.start(), min(end, annex.start() + 4000)) if annex else None

    def quoted(quote: str) -> Passage:
        return _printed(quote, running, decided, (start, end)) or _loose(quote, doc, page)

    return Act(
        id=row["id"], document=running.document.sha256, doc=doc, page=page, subject=_loose(row["subject"], doc, page),
        whole=running.passage(spot[0], end) or _loose(row["subject"], doc, page), body=Body(row["body"]), outcome=Outcome(row["outcome"]),
        number=row["number"], session=SessionDate(date.fromisoformat(row["session"]), "text") if row["session"] else None,
        operative=operative or (_loose(row["operative"], doc, page) if row["operative"] else None),
        statement=_without_roll(statement), annexes=(annexes,) if annexes else (),
        amounts=tuple(Amount(a["cents"], AmountRole(a["role"]), quoted(a["quote"] or "?")) for a in row["amounts"]),
        beneficiaries=tuple(_loose(b, doc, page) for b in row["beneficiaries"]),
        imputation=(_loose(row["imputation"], doc, page),) if row["imputation"] else (),
        condition=_loose(row["condition"], doc, page) if row["condition"] else None,
    )  # fmt: skip


def _printed(quote: str, running: RunningText, decided: tuple[int, int] | None, span: tuple[int, int]) -> Passage | None:
    """Where an amount's own words stand in the act: from the operative part on first, else anywhere in it."""
    words = r"\s+".join(re.escape(word) for word in quote.replace("’", "'").split())
    pattern = re.compile(rf"(?<![\d.,])(?<!\d\s){words}")
    text = running.text.replace("’", "'")
    found = (pattern.search(text, decided[0], span[1]) if decided else None) or pattern.search(text, *span)
    return running.passage(*found.span()) if found else None


def _without_roll(passage: Passage | None) -> Passage | None:
    """The exposé without the list of those present."""
    if passage is None:
        return None
    kept: list[Evidence] = []
    for e in passage.evidence:
        start = 0
        for line in e.quote.split("\n"):
            if line.strip() and not _ROLL.search(line):
                kept.append(Evidence(e.document, e.page, e.start + start, e.start + start + len(line), line))
            start += len(line) + 1
    return Passage(tuple(kept)) if kept else None


def _measures(rows: list[dict[str, Any]], texts: _Texts) -> tuple[Measure, ...]:
    measures: list[Measure] = []
    for doc in dict.fromkeys(row["doc"] for row in rows):
        running = texts.of(doc)
        folded = _folded(running.text)
        mine = [row for row in rows if row["doc"] == doc]
        spots = [folded.find(row["text"], _page_start(running, row["page"]), len(running.text)) for row in mine]
        starts = sorted(s[0] for s in spots if s)
        for row, spot in zip(mine, spots, strict=True):
            whole = None
            if spot:
                after = next((s for s in starts if s > spot[0]), len(running.text))
                whole = running.passage(spot[0], min(after, spot[1] + 900))
            measures.append(_measure(row, running.document.sha256, whole))
    return tuple(measures)


def _measure(row: dict[str, Any], digest: str, whole: Passage | None) -> Measure:
    doc, page = row["doc"], row["page"]
    budget = row["budget"]
    return Measure(
        id=row["id"], document=digest, doc=doc, page=page, number=row["number"], text=_loose(row["text"], doc, page),
        whole=whole or _loose(row["text"], doc, page), steps=tuple(_loose(s, doc, page) for s in row["steps"]),
        axis=(_loose(row["axis"], doc, page),) if row["axis"] else (), owner=_loose(row["owner"], doc, page) if row["owner"] else None,
        partners=tuple(_loose(p, doc, page) for p in row["partners"] or []),
        deadline=Deadline(_loose(row["deadline"], doc, page)) if row["deadline"] else None,
        budget=PlannedBudget(_loose(budget["quote"], doc, page), budget["cents"]) if budget else None,
    )  # fmt: skip
