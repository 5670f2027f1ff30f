"""Gold labels from the same sources as the documents; pages are found in the finished PDFs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from content import PLAN_STEM, SourcesDisagreeError, Table

PLAN_DOC = f"plan/{PLAN_STEM}.pdf"
VOTE_FIELDS = ("for", "against", "abstention", "not_voting", "unanimous")
HEADLINE_LENGTH = 300


def squeezed(text: str) -> str:
    """Text without white space and line-end hyphens, to look for a quote on a page."""
    return re.sub(r"[\s\u00ad\ufffe\u0002-]+", "", text)


def page_of(quote: str, pages: list[str], where: str) -> int:
    """1-based number of the first page on which a quote stands."""
    found = [place for place, text in enumerate(pages, start=1) if squeezed(quote) in squeezed(text)]
    if not found:
        raise SourcesDisagreeError(f"{where}: no page says {quote!r}")
    return found[0]


def operative(entry: Table) -> str:
    """The first paragraph that decides, from its verb on."""
    text: str = entry["dispositif"][0]
    return text[text.index(entry.get("operative_from", text[:1])) :][:HEADLINE_LENGTH]


def decision(identifier: str, doc: str, page: int, entry: Table, label: Table, session: str) -> Table:
    """One row of decisions.jsonl."""
    return {
        "id": identifier,
        "doc": doc,
        "page": page,
        "number": entry["number"],
        "subject": entry["subject"],
        "session": session,
        "body": "council",
        "outcome": label["outcome"],
        "votes": {name: entry["vote"].get(name) for name in VOTE_FIELDS},
        "operative": operative(entry),
        "amounts": label.get("amounts", []),
        "beneficiaries": label.get("beneficiaries", []),
        "imputation": label.get("imputation"),
        "condition": label.get("condition"),
    }


def check_quotes(row: Table, pages: list[str]) -> Table:
    """The row itself, once each of its verbatim fields was found in the document (of a scan: before it became a picture)."""
    quotes = [row["operative"], row["imputation"], row["condition"], *row["beneficiaries"], *(part["quote"] for part in row["amounts"])]
    for quote in filter(None, quotes):
        page_of(quote, pages, row["id"])
    return row


def decisions(acts: list[Table], minutes: Table, texts: dict[str, list[str]]) -> list[Table]:
    """Rows of decisions.jsonl: single acts first, then the items of the minutes."""
    rows = []
    for act in acts:
        doc = f"deliberations/{act['number']}.pdf"
        page = page_of(act["subject"], texts[doc], doc)
        row = decision(f"{act['number']}#1", doc, page, act, act["label"], act["session"])
        rows.append(check_quotes(row, texts[doc]))
    stem = f"PV-{minutes['session']}"
    doc = f"pv/{stem}.pdf"
    for place, entry in enumerate(minutes["item"], start=1):
        page = page_of(f"{entry['number']} – {entry['subject']}", texts[doc], doc)
        row = decision(f"{stem}#{place}", doc, page, entry, entry, minutes["session"])
        rows.append(check_quotes(row, texts[doc]))
    return rows


def measures(plan: Table, texts: dict[str, list[str]]) -> list[Table]:
    """Rows of measures.jsonl."""
    return [
        {
            "id": f"{PLAN_STEM}#{measure['number']}",
            "doc": PLAN_DOC,
            "page": page_of(measure["text"], texts[PLAN_DOC], PLAN_DOC),
            "number": f"Action {measure['number']}",
            "text": measure["text"],
            "steps": measure["steps"],
            "axis": plan["axis"][measure["axis"] - 1]["title"],
            "owner": measure["owner"],
            "partners": measure["partners"],
            "deadline": measure["deadline"],
            "budget": measure.get("budget"),
        }
        for measure in plan["measure"]
    ]


def verdicts(entries: list[Table], measured: list[Table], decided: list[Table]) -> list[Table]:
    """Rows of verdicts.jsonl; the sentence is completed with the pages."""
    by_number = {row["number"]: row for row in decided}
    rows = []
    for measure, entry in zip(measured, entries, strict=True):
        answers = [by_number[number] for number in entry["acts"]]
        places = [f"measure p. {measure['page']}"] + [f"{Path(row['doc']).stem} p. {row['page']}" for row in answers]
        row: dict[str, Any] = {
            "measure": measure["id"],
            "decisions": [answer["id"] for answer in answers],
            "decision": entry["decision"],
            "substance": entry.get("substance"),
            "money": entry.get("money"),
            "status": entry["status"],
            "why": f"{entry['why']} ({'; '.join(places)})",
        }
        if "doubtful" in entry:
            row["doubtful"] = entry["doubtful"]
        rows.append(row)
    return rows


def lines(rows: list[Table]) -> str:
    """JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
