"""Recours gracieux: only against an act that a person has confirmed to answer a measure, and only while the delay runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipeline.records.verdict import Status
from pipeline.report.french import day
from pipeline.report.letters.law import ADVICE, ANNUL, GRACIOUS, GRACIOUS_SILENCE, Articles, months_after
from pipeline.report.letters.letter import CLOSE, Letter, letter, points
from pipeline.report.letters.naming import named
from pipeline.report.views import ActView, MeasureView, ReportView

FAMILY = "Recours gracieux"
MOST = 12  # letters


@dataclass(frozen=True, slots=True)
class Contestable:
    """An act that rejects or weakens measures (`of`), the day until which it may be contested (None: its sitting's day was not read), and
    whether a person has confirmed that it answers one of them."""

    act: ActView
    of: tuple[MeasureView, ...]
    limit: date | None
    confirmed: bool

    @property
    def term(self) -> str:
        """Until when, in words."""
        return "délai inconnu" if self.limit is None else f"délai indicatif : jusqu'au {day(self.limit)}"

    @property
    def about(self) -> str:
        """The act as a letter names it."""
        return named(self.act)


def contestable(view: ReportView) -> tuple[Contestable, ...]:
    """The deliberations that reject or weaken a measure and whose delay has not run out, newest first. What was only put off or never
    decided is no such act."""
    found: dict[str, tuple[ActView, list[MeasureView], bool]] = {}
    for measure in view.measures:
        for act in measure.acts:
            if measure.status in (Status.DROPPED, Status.WEAKENED) and act.outcome in ("adopté", "rejeté"):
                _, of, sure = found.get(act.id, (act, [], False))
                found[act.id] = (act, [*of, measure], sure or act.confirmed or bool(measure.reviewed_by))
    every = [Contestable(act, tuple(of), months_after(act.day, 2) if act.day else None, sure) for act, of, sure in found.values()]
    open_ = [c for c in every if c.limit is None or c.limit >= view.day]
    return tuple(sorted(open_, key=lambda c: c.act.day or date.min, reverse=True))


def appeals(view: ReportView, articles: Articles) -> tuple[Letter, ...]:
    """A letter for each act that a person has confirmed and that may still be contested."""
    confirmed = [c for c in contestable(view) if c.confirmed]
    return tuple(_appeal(view, articles, of, number) for number, of in enumerate(confirmed[:MOST], 1))


def _appeal(view: ReportView, articles: Articles, of: Contestable, number: int) -> Letter:
    act = of.act
    made = letter(
        f"recours-gracieux-{number:02d}",
        f"Recours gracieux : {of.about}",
        "Vous contestez la légalité de cet acte et demandez à son auteur de le retirer ou de le modifier. Les vœux et les "
        "actes préparatoires ne peuvent pas être contestés ; une absence de décision n'est pas un acte.",
        f"À l'attention de {articles.executive}, {view.name}",
        f"recours gracieux contre la {of.about}",
        articles.greeting,
        f"J'ai l'honneur de former un recours gracieux contre la {of.about}, « {act.subject} », dont les termes sont : "
        f"« {act.quote.text} » ({act.quote.doc}, {act.quote.place}).",
        "Cet acte concerne :",
        *points(*(f"{m.name} ({m.quote.doc}, {m.quote.place})" for m in of.of)),
        "Il est contestable pour les raisons suivantes : [exposer ici les raisons de droit et de fait : compétence, procédure, "
        "motivation, erreur de droit, erreur manifeste d'appréciation…].",
        "Je vous demande en conséquence de [le retirer / le modifier / soumettre de nouveau la mesure à l'assemblée].",
        f"Un acte peut être contesté dans les deux mois de sa publication ({ANNUL}) ; un recours gracieux formé dans ce délai l'interrompt "
        f"({GRACIOUS}) ; deux mois de silence le rejettent ({GRACIOUS_SILENCE}). {_limit(of)}",
        CLOSE,
        advice=ADVICE,
    )
    return replace(made, family=FAMILY, about=of.about, term=of.term)


def _limit(of: Contestable) -> str:
    if of.limit is None:
        return "La date de la séance n'a pas été lue : vérifiez la date de publication."
    session = day(of.act.day)
    return f"À titre d'indication, pour une publication le jour de la séance ({session}), ce délai court jusqu'au {day(of.limit)}."
