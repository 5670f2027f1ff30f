"""What a form says: its fields, a reason, and values as a review writes them."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from urllib.parse import parse_qsl

from pipeline.records.council import Outcome
from pipeline.records.review import written_day

Form = dict[str, str]
LONGEST_NAME, LONGEST_REASON, LONGEST_WORDS = 60, 1000, 2000  # characters


def reason_of(form: Form) -> str:
    """Why, in the person's words; empty when they gave none."""
    return form.get("raison", "").strip()[:LONGEST_REASON]


def fields_of(kind: str, body: bytes) -> Form:
    """The fields of a form's body, urlencoded or multipart (RFC 7578); a file gives its text."""
    if not kind.startswith("multipart/form-data"):
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    message = message_from_bytes(b"Content-Type: " + kind.encode("latin-1", "replace") + b"\r\n\r\n" + body, policy=policy.HTTP)
    found: Form = {}
    for part in message.iter_parts() if message.is_multipart() else ():
        name, content = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            found[name] = content.decode("utf-8-sig", "replace")
    return found


def written(form: str, value: str) -> str | None:
    """A corrected value as a review writes it (`ACT_FIELDS`, `MEASURE_FIELDS`); sums come in euros. None when it cannot be understood."""
    if form == "date":
        try:
            return written_day(value).isoformat()
        except ValueError:
            return None
    if form == "outcome":
        return value if value in set(Outcome) else None
    if form.startswith("cents"):
        figures = value.replace("€", "").replace(",", ".").translate(dict.fromkeys(map(ord, " \u00a0\u202f")))
        return str(round(float(figures) * 100)) if re.fullmatch(r"\d{1,12}(\.\d{1,2})?", figures) else None
    return value[:100] if form in ("text", "printed words") else None
