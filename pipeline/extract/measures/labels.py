"""Words that announce a field of a measure ("Pilote :", "Quand ?", "Budget prévisionnel")."""

from __future__ import annotations

import functools
import re

from pipeline.extract.measures.wording import is_lead_in, plain
from pipeline.records.lexicon import alternatives_of, load_table

_END = re.compile(r"[\s:?.]*$")
_TWO = re.compile(r"\s*(?:/|&|\bet\b|,|\+)\s*")
_LONGEST_HEAD = 45  # characters
_DECORATION = " \t\u00a0*•■▪●➜►▶>-–—"


@functools.cache
def _whole() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((r["meaning"], re.compile(rf"(?:{r['pattern']})\Z")) for r in load_table("plan_fields"))


@functools.cache
def _announced() -> re.Pattern[str]:
    return re.compile(rf"(?P<label>{alternatives_of('plan_fields')})\s*(?P<stop>[:?]+|\.(?=\s))\s*")


@functools.cache
def field_of(label: str) -> str | None:
    """The field that a whole text names ("Budget prévisionnel :" -> "budget"), or None."""
    name = plain(label).strip(_DECORATION)
    name = name[: _END.search(name).start()] if _END.search(name) else name  # type: ignore[union-attr]
    if not name or len(name) > 60:
        return None
    return next((meaning for meaning, pattern in _whole() if pattern.match(" ".join(name.split()))), None)


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
    match = _announced().match(plain(text[:90]))
    if not match:
        return None
    if match["stop"] == "." and not 0 < match.end("label") <= bold_until <= match.end("stop") + 1:
        return None
    field = field_of(text[: match.end("label")])
    return (field, match.end()) if field else None
