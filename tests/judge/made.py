"""One measure and the acts said to answer it, from French words: what the cases of this folder are made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.judge import judge
from pipeline.records.council import Act
from pipeline.records.link import Band, Link, MoneyLink
from pipeline.records.plan import Measure
from pipeline.records.territory import Kind, Territory
from pipeline.records.verdict import Coverage, Verdict
from tests import factories as f

TODAY = date(2026, 3, 1)
TERRITORY = Territory("Commune de Ternay-le-Sec", f.SIREN, Kind.COMMUNE, f.Path("."), (f.PLAN, f.ACTS))


def asked(
    text: str, *, euros: int | None = None, per_year: bool = False, steps=(), partners=(), about: str = "", until: date | None = None
) -> Measure:
    """A measure of a plan; `euros` asks for a sum, `about` is more text of its fiche."""
    budget = f"{euros} €{' par an' if per_year else ''}" if euros else ""
    due = "Échéance prévue" if until else ""
    lines = [text, *steps, *partners, about, budget, due]
    source = f.document("\n".join(line for line in lines if line), doc="plans/plan.pdf")
    fields = {"steps": steps, "partners": partners, "whole": "\n".join(line for line in lines if line)}
    found = f.measure(
        source,
        text,
        budget=(budget, euros * 100) if euros else None,
        deadline=(due, None, until) if until else None,
        **fields,
    )
    return replace(found, budget=replace(found.budget, per_year=True)) if per_year and found.budget else found


def voted(
    operative: str,
    *,
    subject: str = "Affaire soumise au conseil",
    number: str = "2024-012",
    day: date = date(2024, 4, 4),
    statement: str = "",
    recitals: str = "",
    debate: str = "",
    annex: str = "",
    sums=(),
    condition: str = "",
    outcome: str = "adopted",
    **fields,
) -> Act:
    """An act with its deciding words; `sums` are (words, euros, role) or (words, euros, role, fields)."""
    parts = [p for p in (subject, statement, recitals, operative, debate, annex) if p]
    source = f.document("\n".join(parts), doc=f"actes/{number}.pdf")
    amounts = tuple(f.amount(source, s[0], round(s[1] * 100), s[2], **(s[3] if len(s) > 3 else {})) for s in sums)
    return f.act(
        source,
        subject,
        number=number,
        session=day,
        operative=operative or None,
        statement=statement or None,
        recitals=(recitals,) if recitals else (),
        debate=debate or None,
        annexes=(annex,) if annex else (),
        amounts=amounts,
        condition=condition or None,
        outcome=outcome,
        **fields,
    )


def verdict_on(
    measure: Measure,
    *acts: Act,
    review=(),
    links: tuple[Link, ...] | None = None,
    lines=(),
    grants=(),
    signals=(),
    coverage: Coverage | None = None,
    territory: Territory = TERRITORY,
    today: date = TODAY,
    misread: bool = False,
) -> Verdict:
    """The verdict on a measure. `lines` and `grants` are (row, act it is linked through or None), `signals` those of all these links."""
    if links is None:
        links = tuple(Link(measure.id, a.id, 0.97, Band.LINKED, ()) for a in acts)
        links += tuple(Link(measure.id, a.id, 0.6, Band.REVIEW, ()) for a in review)
    rows = [*lines, *grants]
    money = tuple(MoneyLink(measure.id, row.id, via.id if via else None, "operation" if via else "own words", signals) for row, via in rows)
    return judge(
        territory,
        (measure,),
        (*acts, *review),
        links,
        money,
        tuple(r for r, _ in lines),
        tuple(r for r, _ in grants),
        coverage or f.coverage(),
        today,
        {measure.document} if misread else (),
    )[0]
