"""Words that announce a field of a measure ("Pilote :", "Quand ?", "Budget prévisionnel")."""

from __future__ import annotations

import functools
import re

from pipeline.extract.measures.wording import is_lead_in, plain
from pipeline.records.lexicon import load_table

TITLE_FIELDS = frozenset({"title", "number"})
WHO_AND_WHEN = frozenset({"owner", "partners", "deadline"})
OWN_FIELDS = WHO_AND_WHEN | {"budget", "indicators"}  # which each measure has for itself
VALUE_FIELDS = OWN_FIELDS | {"audience", "place"}  # whose values are a few words
_END = re.compile(r"[\s:?.]*$")
_TWO = re.compile(r"\s*(?:/|&|\bet\b|,|\+)\s*")
_STOP = re.compile(r"[:?.]")  # what announces a value
_LONGEST_HEAD = 45  # characters
_ENDING = re.compile(r"(?<!\\)([es])\?")  # in the patterns of the table
_NO_HEAD = frozenset({"title", "number", "axis"})
_DECORATION = " \t\u00a0*•■▪●➜►▶>-–—"


@functools.cache
def _patterns() -> tuple[tuple[str, str], ...]:
    """The meanings and patterns of the table, each plural and feminine also in brackets ("Référent(e)(s)")."""
    return tuple((r["meaning"], _ENDING.sub(r"(?:\1|\\(\1\\))?", r["pattern"])) for r in load_table("plan_fields"))


@functools.cache
def _whole() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((meaning, re.compile(rf"(?:{pattern})\Z")) for meaning, pattern in _patterns())


@functools.cache
def _announced() -> re.Pattern[str]:
    one = "|".join(f"(?:{pattern})" for _, pattern in _patterns())
    return re.compile(rf"(?P<label>(?:{one})(?:{_TWO.pattern}(?:{one}))?)\s*(?P<stop>[:?]+|\.(?=\s))\s*")


@functools.cache
def field_of(label: str) -> str | None:
    """The field that a whole text names ("Budget prévisionnel :" -> "budget"), or None."""
    name = plain(label).strip(_DECORATION)
    name = name[: _END.search(name).start()] if _END.search(name) else name  # type: ignore[union-attr]
    if not name or len(name) > 60:
        return None
    return _named(name) or _named_twice(name)


def _named(name: str) -> str | None:
    return next((meaning for meaning, pattern in _whole() if pattern.match(" ".join(name.split()))), None)


def _named_twice(name: str) -> str | None:
    """The field that two names joined into one label mean, the first of two ("Coût et financement", "Budget / financeurs")."""
    parts = _TWO.split(name)
    fields = [_named(part) for part in parts] if len(parts) > 1 else [None]
    return fields[0] if None not in fields and _NO_HEAD.isdisjoint(fields) else None


@functools.cache
def row_field(label: str) -> str | None:
    """The field that the label of a row names; a promise or demand left open ("Nous nous engageons à…") labels what is promised."""
    return field_of(label) or ("title" if is_lead_in(label) else None)


@functools.cache
def head_field(head: str) -> str | None:
    """The field that the head of a column names; of two names ("Action / étapes", "Porteur et partenaires") the first that is known."""
    parts = _TWO.split(head.strip()) if len(head) <= _LONGEST_HEAD else []
    return row_field(head) or next((field for part in parts if (field := field_of(part))), None)


def announced_field(text: str, bold_until: int = 0) -> tuple[str, int] | None:
    """The field announced at the head of `text` and where its value begins, or None.

    A full stop announces only when the label is bold (`bold_until` is where the leading bold run ends).
    """
    head = text[:90]
    match = _announced().match(plain(head)) if _STOP.search(head) else None
    if not match:
        return None
    if match["stop"] == "." and not 0 < match.end("label") <= bold_until <= match.end("stop") + 1:
        return None
    field = field_of(text[: match.end("label")])
    return (field, match.end()) if field else None
