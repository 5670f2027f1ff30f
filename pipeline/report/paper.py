"""The report on paper: a tagged PDF and the picture for sharing, both by Typst. Words go in as JSON, never as markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.records.verdict import Status
from pipeline.report.album import Picture
from pipeline.report.changes import change_words
from pipeline.report.charts.bars import NO_AXIS, by_axis, words
from pipeline.report.colours import COLOURS
from pipeline.report.french import count, day, percent
from pipeline.report.reliability import CAREFUL, EXPLAINED, rates
from pipeline.report.sentences import (
    ADDED_DOUBT,
    ADDED_ESTIMATE,
    ADDED_INTRO,
    ADDED_MAYBE,
    ADDED_MAYBE_NOTE,
    ADDED_MORE,
    ADDED_NEAREST,
    ADDED_NONE,
    ADDED_ONLY,
    ADDED_PERHAPS,
    ADDED_TITLE,
    CAUSES_NOTE,
    DELAY_NOTE,
    DOUBTS_TITLE,
    EARLY_NEAREST,
    EARLY_NOTE,
    EARLY_TITLE,
    EMPTY_TITLE,
    MONTH_COLUMNS,
    MONTHS_NOTE,
    MONTHS_TITLE,
    NEWS_TITLE,
    REMOVED_TITLE,
    misread_words,
    news_words,
)
from pipeline.report.typesetting import Standard, jpeg_name, typeset_paper
from pipeline.report.views import ActView, BeyondView, Change, IssueView, MeasureView, MonthView, QuoteView, ReportView
from pipeline.report.wording import OVERDUE, STATUS, TO_CONFIRM, overdue_words, refused_words, unfunded_words

UNREAD_TITLE = "Documents non lus et actes absents"
KICKER = "Écart entre ce qui a été co-construit et ce qui a été voté et financé"
SUMS = 14  # sums in the summary, so that it keeps to two pages
CARE = (
    "« Sans trace dans le corpus examiné » ne veut jamais dire « refusé » : c'est un constat sur les documents lus. Chaque "
    "affirmation porte sa "
    "citation et sa page."
)
METHOD = (
    "Un programme lit les plans et les délibérations, en tire les mesures et les actes, les rapproche par les mots et par le "
    "sens, puis applique "
    "une suite de règles écrites. Il peut se tromper : ce dont il n'est pas sûr est laissé « à vérifier ».",
    "La première ligne qui convient donne le statut : rejetée ou retirée ; reportée ; sans trace ; affaiblie ; sans budget ; "
    "sous condition ; "
    "avec moins que demandé ; avec ses moyens.",
    "Il ne connaît ni ce qui n'est pas publié, ni ce qui a été réalisé sur le terrain, ni les raisons d'une absence. Une "
    "autorité qui choisit "
    "d'associer le public doit rendre publics les résultats ou les suites envisagées (CRPA, art. L131-1) ; elle n'est pas "
    "tenue d'adopter les "
    "mesures. Les noms et coordonnées des personnes privées sont masqués.",
)


def report_pdf(
    view: ReportView,
    *,
    pictures: Mapping[str, Picture] | None = None,
    axis: str | None = None,
    statuses: Iterable[Status] = (),
    standard: Standard | None = None,
    changes: Sequence[Change] = (),
) -> bytes:
    """The report as PDF, tagged, with bookmarks, and with the pictures of the passages when they are given.

    An edition of one heading (as the report groups measures) or of some statuses when asked. `standard` is a PDF standard to hold to, which
    some signs of documents may break. Of `changes` those of the report's day stand in it.
    """
    wanted = tuple(statuses)
    chosen = edition(view, axis, wanted)
    content = _content(chosen, ", ".join(filter(None, (axis or "", ", ".join(STATUS[s].label for s in wanted)))), pictures or {}, changes)
    return typeset_paper("report.typ", content, "pdf", view.day, pictures=pictures or {}, standard=standard)


def preview_png(view: ReportView) -> bytes:
    """The picture for sharing, 1200 x 630 pixels."""
    counts = [(s, n) for s, n in view.counts if n]
    lead = f"{count(len(view.measures), 'mesure')}, {count(view.acts, 'acte lu', 'actes lus')}, {day(view.day)}"
    return typeset_paper(
        "preview.typ",
        {"kicker": KICKER, "name": view.name, "lead": lead, "counts": _counts(view), "legend": words(counts)},
        "png",
        view.day,
    )


def edition(view: ReportView, axis: str | None, statuses: tuple[Status, ...]) -> ReportView:
    """The view with the measures of one axis or of some statuses only."""
    if axis is None and not statuses:
        return view

    def fits(m: MeasureView) -> bool:
        return (axis is None or (m.group or NO_AXIS) == axis) and (not statuses or m.status in statuses)

    plans = tuple(replace(p, measures=tuple(m for m in p.measures if fits(m))) for p in view.plans)
    plans = tuple(p for p in plans if p.measures)
    return replace(view, plans=plans, counts=tuple((s, sum(m.status is s for p in plans for m in p.measures)) for s, _ in view.counts))


def _content(view: ReportView, of: str, pictures: Mapping[str, Picture], changes: Sequence[Change]) -> dict[str, Any]:
    title = f"Écart : {view.name}" + (f" ({of})" if of else "")
    asked = sorted((m for m in view.measures if m.asked), key=lambda m: -(m.asked or 0))[:SUMS]
    return {
        "title": title,
        "description": KICKER,
        "kicker": KICKER,
        "footer": f"{view.name} · rapport du {day(view.day)}",
        "lead": f"{count(len(view.measures), 'mesure')} dans {count(len(view.plans), 'plan')}, {count(view.acts, 'acte')} lus dans "
        f"{count(view.documents, 'document')}. Rapport établi le {day(view.day)}."
        + "".join(f" {misread_words(plan.title)}" for plan in view.plans if plan.misread),
        "counts": _counts(view),
        "figures": _figures(view) + ([news_words(fresh)] if (fresh := sum(c.day == view.day for c in changes)) else []),
        "axes": [{"name": axis, "words": words(counts)} for axis, counts in by_axis(view.measures)],
        "sums": [{"name": m.name, "asked": m.asked_words, "voted": m.voted_words or "–"} for m in asked],
        "sums_note": "Sommes telles qu'imprimées dans le plan et dans les actes ; « – » : aucune somme votée relevée. Un "
        "montant par an et un "
        "montant pour plusieurs années ne se comparent pas sans lire les pages citées.",
        "care": CARE,
        "groups": [
            {
                "name": " – ".join(filter(None, (plan.title if len(view.plans) > 1 else "", axis))),
                "measures": [_measure(m, pictures) for m in measures],
            }
            for plan in view.plans
            for axis, measures in _axes(plan.measures)
        ],
        "news": [{"name": c.name, "words": change_words(c)} for c in changes if c.day == view.day],
        "news_title": NEWS_TITLE,
        "news_note": CAUSES_NOTE,
        "beyond": {"title": ADDED_TITLE, "notes": [], "parts": []} if of or view.beyond is None else _beyond(view.beyond, pictures),
        "months_head": _columns(view.months),
        "months": [] if of else [_month(m, _columns(view.months)) for m in view.months],
        "months_title": MONTHS_TITLE,
        "months_notes": [MONTHS_NOTE, *([DELAY_NOTE] if any(m.delay or m.published for m in view.months) else [])],
        "corpus": _corpus(view),
        "reserves": [
            {"title": title, "lines": lines}
            for title, lines in (
                (UNREAD_TITLE, [*map(_issue, view.unread), *(" : ".join(filter(None, pair)) for pair in view.missing)]),
                (EMPTY_TITLE, list(map(_issue, view.empty))),
                (DOUBTS_TITLE, list(map(_issue, view.doubts))),
                (REMOVED_TITLE, list(view.removed)),
            )
            if lines
        ],
        "rates": rates(),
        "method": [*METHOD, EXPLAINED],
        "careful": CAREFUL,
        "run": f"Passage {view.run}. " + " · ".join(f"{name} {version}" for name, version in view.versions),
        "files": [(doc, sha) for doc, _, sha in view.files],
    }


def _issue(issue: IssueView) -> str:
    where = f" ({issue.where})" if issue.where else ""
    return f"{issue.doc} : {issue.what}{where}. {issue.remedy}"


def _columns(months: Sequence[MonthView]) -> list[str]:
    """The columns that say something."""
    columns = [*MONTH_COLUMNS]
    if not any(m.delegation for m in months):
        columns.remove("Décisions lues")
    if not any(m.delay for m in months):
        columns.remove("Réception")
    if not any(m.published for m in months):
        columns.remove("Publication")
    return columns


def _month(m: MonthView, columns: Sequence[str]) -> list[str]:
    said = (m.name, str(m.known), str(m.read), str(m.council), str(m.delegation), m.delay or "–", m.published or "–")
    cells = dict(zip(MONTH_COLUMNS, said, strict=True))
    return [cells[column] for column in columns]


def _beyond(beyond: BeyondView, pictures: Mapping[str, Picture]) -> dict[str, Any]:
    parts = [
        (ADDED_MAYBE, ADDED_MAYBE_NOTE, [(a.act, ADDED_PERHAPS + " " + " ; ".join(name for _, name in a.maybe)) for a in beyond.maybe]),
        (ADDED_ONLY, "", [(a.act, f"{ADDED_NEAREST} {a.name} ({a.near}, {ADDED_ESTIMATE})") for a in beyond.added]),
        (EARLY_TITLE, EARLY_NOTE, [(act, f"{EARLY_NEAREST} {name}") for act, _, name in beyond.early]),
    ]
    rest = len(beyond.more) + beyond.left
    return {
        "title": ADDED_TITLE,
        "notes": [ADDED_INTRO, ADDED_DOUBT] + ([] if beyond.count else [ADDED_NONE]) + ([f"{ADDED_MORE} : {rest}."] if rest else []),
        "parts": [
            {"title": title, "note": note, "acts": [_act(a, pictures) | {"beside": words} for a, words in acts]}
            for title, note, acts in parts
            if acts
        ],
    }


def _axes(measures: Iterable[MeasureView]) -> list[tuple[str, list[MeasureView]]]:
    found: dict[str, list[MeasureView]] = {}
    for measure in measures:
        found.setdefault(measure.group or NO_AXIS, []).append(measure)
    return list(found.items())


def _counts(view: ReportView) -> list[dict[str, Any]]:
    return [_status(s) | {"number": number, "meaning": STATUS[s].meaning} for s, number in view.counts if number]


def _status(status: Status) -> dict[str, Any]:
    fill, ink = COLOURS[status]
    return {"label": STATUS[status].label, "sign": STATUS[status].sign, "fill": fill, "ink": ink}


def _figures(view: ReportView) -> list[str]:
    return [
        f"{view.refused} {refused_words(view.refused)}",
        f"{view.overdue} {overdue_words(view.overdue, percent(view.threshold))}",
        f"{view.unfunded} {unfunded_words(view.unfunded, view.unfunded_in_all, view.budget_years)}",
        *_corpus(view)[:1],
    ]


def _corpus(view: ReportView) -> list[str]:
    if view.share is None:
        return ["Aucun registre ne dit combien d'actes existent : une absence n'est ici jamais une preuve."]
    period = f", du {day(view.start)} au {day(view.end)}" if view.start and view.end else ""
    enough = "C'est assez" if view.sufficient else "Ce n'est pas assez"
    return [
        f"{percent(view.share)} des actes connus ont été lus ({view.read} sur {view.known}{period}). {enough} pour affirmer une "
        f"absence dans ce "
        f"corpus (seuil : {percent(view.threshold)})."
    ]


def _measure(m: MeasureView, pictures: Mapping[str, Picture]) -> dict[str, Any]:
    return {
        "name": m.name,
        "status": _status(m.status),
        "flag": OVERDUE if m.overdue else TO_CONFIRM if m.to_confirm else "",
        "confidence": m.confidence,
        "statement": m.statement,
        "lost": f"Où elle s'est perdue : {m.lost}." if m.lost else "",
        "quote": _quote(m.quote, pictures),
        "facts": list(m.facts),
        "said": list(m.said),
        "acts": [_act(a, pictures) for a in m.acts],
        "without": "Aucun acte n'est assez sûr pour être retenu sans vérification." if m.doubtful else "Aucun acte lu n'y répond.",
        "coverage": m.coverage,
    }


def _act(a: ActView, pictures: Mapping[str, Picture]) -> dict[str, Any]:
    more = [f"{words} : « {q.text} » ({q.doc}, {q.place})" for words, q in a.amounts]
    more += [f"Condition : « {a.condition.text} » ({a.condition.doc}, {a.condition.place})"] if a.condition else []
    more += [f"Imputation : {a.imputation}"] if a.imputation else []
    outcome = a.outcome.capitalize() + (f" · vote : {a.vote}" if a.vote else "")
    return {
        "title": f"{a.body.capitalize()} {a.title}",
        "subject": a.subject,
        "outcome": outcome,
        "quote": _quote(a.quote, pictures),
        "more": more,
    }


def _quote(q: QuoteView, pictures: Mapping[str, Picture]) -> dict[str, Any]:
    picture = pictures.get(q.picture or "")
    shown = {"picture": jpeg_name(picture.name), "points": picture.points} if picture else {"picture": "", "points": 0}
    return {"text": q.text, "doc": q.doc, "place": q.place, "by_ocr": q.by_ocr} | shown
