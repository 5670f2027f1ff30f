"""The report as tables and text: CSV for citizens, JSON for programs, Markdown for whoever writes on."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from pipeline.records.verdict import Status
from pipeline.report.changes import change_words
from pipeline.report.french import day, percent, typeset
from pipeline.report.sentences import (
    ADDED_DOUBT,
    ADDED_ESTIMATE,
    ADDED_INTRO,
    ADDED_NEAREST,
    ADDED_PERHAPS,
    ADDED_TITLE,
    CAUSES_NOTE,
    EARLY_NEAREST,
    EARLY_NOTE,
    EARLY_TITLE,
)
from pipeline.report.views import ActView, Change, MeasureView, MonthView, QuoteView, ReportView
from pipeline.report.wording import STATUS

COLUMNS = (
    "Plan", "Axe", "Numéro", "Mesure", "Page du plan", "Statut", "Écartée", "Sans trace, échéance passée", "Sans budget",
    "Conclusion", "Fiabilité", "Somme demandée (€)", "Somme demandée par an", "Demandé, en mots", "Somme votée (€)", "Somme versée (€)",
    "Voté, en mots", "Actes", "Pages des actes", "Échéance", "Porteur", "Adresse",
)  # fmt: skip
_SIGN = re.compile(r"&(?=#?\w+;)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before (OWASP, CSV injection)."""
    return f"'{text}" if text.lstrip(" \u00a0'\"").startswith(_FORMULA) else text


def measures_csv(view: ReportView) -> bytes:
    """One line for each measure, French headers, semicolons and a byte order mark so that French spreadsheets open it as it is."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for measure in view.measures:
        writer.writerow([cell(value) for value in _line(measure)])
    return out.getvalue().encode("utf-8-sig")


def _line(m: MeasureView) -> tuple[str, ...]:
    facts = dict(m.facts)
    return (
        m.plan,
        " › ".join(m.axis),
        m.number,
        m.text,
        m.quote.place.removeprefix("page "),
        STATUS[m.status].label,
        "oui" if m.status is Status.DROPPED else "non",
        "oui" if m.overdue else "non",
        "oui" if m.unfunded else "non",
        typeset(m.statement),
        m.confidence,
        _figure(m.asked),
        ("oui" if m.per_year else "non") if m.asked is not None else "",
        m.asked_words,
        _figure(m.voted),
        _figure(m.paid),
        m.voted_words,
        " ; ".join(a.title for a in m.acts),
        " ; ".join(f"{a.quote.doc}, {a.quote.place}" for a in m.acts),
        facts.get("Échéance", ""),
        facts.get("Porteur", ""),
        f"mesures/{m.slug}.html",
    )


def _figure(cents: int | None) -> str:
    """A sum for a French spreadsheet: 1234,50."""
    return "" if cents is None else f"{cents / 100:.2f}".replace(".", ",")


def report_json(view: ReportView, changes: Sequence[Change] = ()) -> bytes:
    """The whole report for programs: sums in cents, dates in ISO, statuses by their stable words."""
    coverage = {
        "known": view.known,
        "read": view.read,
        "share": view.share,
        "threshold": view.threshold,
        "start": view.start.isoformat() if view.start else None,
        "end": view.end.isoformat() if view.end else None,
        "budget_years": list(view.budget_years),
        "missing": [{"number": number, "subject": subject} for number, subject in view.missing],
        "unread": [{"doc": i.doc, "reason": i.what} for i in view.unread],
        "empty": [{"doc": i.doc, "reason": i.what} for i in view.empty],
    }
    whole: dict[str, Any] = {
        "territory": {"name": view.name, "siren": view.siren, "kind": view.kind},
        "run": {"id": view.run, "day": view.day.isoformat(), "versions": dict(view.versions)},
        "coverage": coverage,
        "counts": {status.value: number for status, number in view.counts},
        "measures": [_measure(m) for m in view.measures],
        "removed": list(view.removed),
        "files": [{"doc": doc, "role": role, "sha256": sha} | _seen(view, sha) for doc, role, sha in view.files],
        "changes": [_change(c) for c in changes],
    }
    if view.beyond is not None:
        whole["added"] = [
            {"act": _act(a.act), "nearest": a.slug, "near": a.near, "to_check_against": [slug for slug, _ in a.maybe]}
            for a in (*view.beyond.maybe, *view.beyond.added)
        ]
        whole["voted_before_the_plan"] = [{"act": _act(act), "measure": slug} for act, slug, _ in view.beyond.early]
        whole["months"] = [_month(m) for m in view.months]
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _seen(view: ReportView, sha: str) -> dict[str, Any]:
    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    seen = [
        {"address": o.address or None, "title": o.title or None, "first": iso(o.first), "kept": iso(o.kept), "gone": iso(o.vanished)}
        for o in view.origins.get(sha, ())
    ]
    return {"seen": seen} if seen else {}


def _change(c: Change) -> dict[str, Any]:
    return {
        "page": f"mesures/{c.slug}.html",
        "day": c.day.isoformat(),
        "before": c.before.value if c.before else None,
        "after": c.after.value,
        "flags": list(c.flags),
        "causes": list(c.causes),
    }


def _month(m: MonthView) -> dict[str, Any]:
    month = m.day.isoformat()[:7] if m.day else None
    figures = {"known": m.known, "read": m.read, "council": m.council, "delegation": m.delegation}
    return {"month": month} | figures | {"received": m.delay or None, "published": m.published or None}


def _measure(m: MeasureView) -> dict[str, Any]:
    return {
        "id": m.id,
        "number": m.number or None,
        "text": m.text,
        "plan": m.plan,
        "axis": list(m.axis),
        "status": m.status.value,
        "label": m.label,
        "dropped": m.dropped,
        "absent_past_deadline": m.overdue,
        "unfunded": m.unfunded,
        "statement": m.statement,
        "reasons": list(m.reasons),
        "confidence": m.confidence,
        "rule": m.rule,
        "asked_cents": m.asked,
        "asked_per_year": m.per_year,
        "quote": _quote(m.quote),
        "said": list(m.said),
        "acts": [_act(a) for a in m.acts],
        "to_check": [_act(a) for a in m.doubtful],
        "ledger": [{"kind": e.kind, "cents": e.cents, "year": e.year or None, "quote": _quote(e.quote)} for e in m.ledger],
        "page": f"mesures/{m.slug}.html",
    }


def _act(a: ActView) -> dict[str, Any]:
    return {
        "id": a.id,
        "title": a.title,
        "day": a.day.isoformat() if a.day else None,
        "subject": a.subject,
        "outcome": a.outcome,
        "vote": a.vote or None,
        "quote": _quote(a.quote),
        "url": a.url or None,
    }


def _quote(q: QuoteView) -> dict[str, Any]:
    return {"text": q.text, "doc": q.doc, "place": q.place, "trace": q.trace}


def report_markdown(view: ReportView, changes: Sequence[Change] = ()) -> bytes:
    """The report as Markdown, whatever documents say escaped."""
    lines = [f"# Écart : {plain(view.name)}", "", f"Rapport établi le {day(view.day)}.", ""]
    lines += [f"- {STATUS[status].label} : {number}" for status, number in view.counts if number]
    share = (
        "aucun registre ne dit combien d'actes existent" if view.share is None else f"{percent(view.share)} ({view.read} sur {view.known})"
    )
    lines += [
        "",
        f"Actes connus qui ont été lus : {share}.",
        "",
        "« Sans trace dans le corpus examiné » ne veut jamais dire « refusé ».",
        "",
    ]
    for plan in view.plans:
        lines += [f"## {plain(plan.title)}", ""]
        for measure in plan.measures:
            lines += [*_section(measure), ""]
    lines += _news(view, changes) + _beyond(view)
    return typeset("\n".join(lines)).encode()


def _news(view: ReportView, changes: Sequence[Change]) -> list[str]:
    fresh = [c for c in changes if c.day == view.day]
    if not fresh:
        return []
    return ["## Ce qui a changé", "", *(f"- {plain(c.name)} : {plain(change_words(c))}" for c in fresh), "", CAUSES_NOTE, ""]


def _beyond(view: ReportView) -> list[str]:
    beyond = view.beyond
    if beyond is None or not (beyond.count or beyond.early):
        return []
    lines = [f"## {ADDED_TITLE}", "", ADDED_INTRO, "", ADDED_DOUBT, ""]
    lines += [_beside(a.act, f"{ADDED_PERHAPS} {' ; '.join(plain(name) for _, name in a.maybe)}") for a in beyond.maybe]
    lines += [_beside(a.act, f"{ADDED_NEAREST} {plain(a.name)} ({a.near}, {ADDED_ESTIMATE})") for a in beyond.added]
    if beyond.early:
        lines += ["", f"### {EARLY_TITLE}", "", EARLY_NOTE, ""]
        lines += [_beside(act, f"{EARLY_NEAREST} {plain(name)}") for act, _, name in beyond.early]
    return [*lines, ""]


def _beside(act: ActView, words: str) -> str:
    q = act.quote
    return f"- {plain(act.title)}, {plain(act.subject)} : « {plain(q.text)} » ({plain(q.doc)}, {q.place}) . {words}"


def _section(m: MeasureView) -> list[str]:
    asked = [f"- Demandé : {m.asked_words}"] if m.asked_words else []
    return [
        f"### {plain(m.name)}",
        "",
        f"**{m.label}.** {plain(m.statement)}",
        "",
        *([f"Fiabilité : {m.confidence}.", ""] if m.confidence else []),
        *_cited("Plan", [m.quote]),
        *(f"- {plain(words)}" for words in m.said),
        *asked,
        *([f"- Voté : {m.voted_words}"] if m.voted_words else []),
        *(
            f"- {plain(a.title)} ({a.outcome}{', ' + a.vote if a.vote else ''}) : « {plain(a.quote.text)} » "
            f"({plain(a.quote.doc)}, {a.quote.place})"
            for a in m.acts
        ),
        *([f"- {plain(m.coverage)}"] if m.coverage else []),
    ]


def _cited(name: str, quotes: Sequence[QuoteView]) -> list[str]:
    return [f"- {name} : « {plain(q.text)} » ({plain(q.doc)}, {q.place})" for q in quotes]


def plain(text: str) -> str:
    """Text without a meaning in Markdown or HTML. An ampersand has one only where it begins the name of a sign."""
    escaped = _SIGN.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{c}" if c in "\\`*_{}[]#|!" else c for c in escaped)
