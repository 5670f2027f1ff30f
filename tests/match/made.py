"""Tiny measures, acts and an encoder for the tests of matching. All names are invented."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.matcher import Matcher
from pipeline.match.words import stems
from pipeline.records.council import Act, Amount, AmountRole, Body, Outcome, SessionDate
from pipeline.records.link import Band, Link
from pipeline.records.money import BudgetLine, Grant
from pipeline.records.plan import Measure, PlannedBudget
from pipeline.records.source import Evidence, Passage, RowEvidence
from pipeline.records.territory import Role, Source

PLAN = "f" * 64
PLANS = {PLAN: Source(Role.PLAN, "plan.pdf", "Feuille de route du goûter solidaire", date(2023, 1, 10))}


def passage(text: str, document: str = "a" * 64, page: int = 1) -> Passage:
    """A passage that says `text`."""
    return Passage((Evidence(document, page, 0, len(text), text),))


def measure(
    text: str,
    *,
    key: str = "m1",
    number: str | None = None,
    whole: str = "",
    steps: Sequence[str] = (),
    partners: Sequence[str] = (),
    cents: int | None = None,
) -> Measure:
    """A measure of the plan `PLAN`."""
    budget = PlannedBudget(passage(f"{cents / 100:.0f} €"), cents) if cents else None
    return Measure(
        key, PLAN, "plan.pdf", 1, number, passage(text), passage(f"{text}\n{whole}" if whole else text), tuple(map(passage, steps)),
        partners=tuple(map(passage, partners)), budget=budget,
    )  # fmt: skip


def act(
    subject: str,
    operative: str = "",
    *,
    key: str = "a1",
    number: str | None = None,
    day: date | None = date(2024, 5, 2),
    statement: str = "",
    granted: Sequence[int] = (),
    payees: Sequence[str] = (),
    annex: str = "",
    imputation: str = "",
    body: Body = Body.COUNCIL,
) -> Act:
    """An adopted act."""
    whole = "\n".join(t for t in (subject, statement, operative, annex) if t)
    return Act(
        key, "a" * 64, "acts.pdf", 1, passage(subject), passage(whole), body, Outcome.ADOPTED, number,
        session=SessionDate(day, "text") if day else None, operative=passage(operative) if operative else None,
        statement=passage(statement) if statement else None, annexes=(passage(annex),) if annex else (),
        amounts=tuple(Amount(c, AmountRole.GRANTED, passage(f"{c / 100:.0f} €")) for c in granted),
        beneficiaries=tuple(map(passage, payees)), imputation=(passage(imputation),) if imputation else (),
    )  # fmt: skip


def link(measure_id: str = "m1", act_id: str = "a1", band: Band = Band.LINKED, words: str = "") -> Link:
    """A link as matching makes it."""
    return Link(measure_id, act_id, 0.9, band, (), passage(words) if words else None)


def line(
    label: str, *, key: str = "b1", operation: str | None = None, direction: str = "expense", voted: int = 100_00, year: int = 2024
) -> BudgetLine:
    """A budget line."""
    return BudgetLine(key, "budget.csv", RowEvidence("c" * 64, 2, label), year, "BP", label, direction, voted, operation=operation)


def grant(
    beneficiary: str, purpose: str, cents: int, *, key: str = "g1", reference: str | None = None, day: date | None = date(2024, 9, 1)
) -> Grant:
    """A grant row."""
    return Grant(key, "grants.csv", RowEvidence("d" * 64, 2, purpose), beneficiary, purpose, cents, day, reference)


class Letters:
    """An encoder of hashed stems and their letters: alike texts are near, synonyms are not."""

    name = "letters"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), 256), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for stem in stems(text):
                for gram in (stem, *(stem[i : i + 4] for i in range(len(stem) - 3))):
                    row[zlib.crc32(gram.encode()) % 256] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.encode(texts)

    def encode_words(self, words: Sequence[str]) -> NDArray[np.float32]:
        return self.encode(words)


class Deaf:
    """An encoder that hears no likeness: every text is as far from every other."""

    name = "deaf"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), 64), np.float32)
        rows[np.arange(len(texts)), [zlib.crc32(t.encode()) % 64 for t in texts]] = 1
        return rows

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.encode(texts)

    def encode_words(self, words: Sequence[str]) -> NDArray[np.float32]:
        return self.encode(words)


class Same(Deaf):
    """An encoder to which every text says the same."""

    name = "same"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), 64), np.float32)
        rows[:, 0] = 1
        return rows


# Round weights, so that refitting the shipped ones changes no test of what the code does with them.
WEIGHTS = Matcher(
    version="test",
    encoder="letters",
    signals={
        "meaning": 2, "meaning_whole": 2, "meaning_steps": 1, "words": 2, "words_all": 3, "coverage": 0.5, "names": 2, "sum": 2,
        "figures": 0.5, "reference": 4, "general": -2, "delegated": -0.5,
    },
    bias=-5.5,
    choice={"score": 0.8, "lead_over_acts": 0.5, "lead_over_measures": 0.3},
    choice_bias=0.5,
    rival=-3.0,
    linked=0.6,
    review=0.15,
    without_words=0.0,
    common={},
)  # fmt: skip
