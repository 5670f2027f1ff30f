"""Which letters a report calls for, and their words. A letter is made only when facts call for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records.territory import Kind
from pipeline.records.verdict import Status
from pipeline.report.french import count, day
from pipeline.report.letters.appeals import appeals
from pipeline.report.letters.law import (
    ACCESS,
    ACCESS_SILENCE,
    ADVICE,
    ARTICLES,
    CADA,
    FOLLOW_UP,
    Articles,
    months_after,
)
from pipeline.report.letters.letter import CLOSE, Block, Letter, blank, letter, points
from pipeline.report.letters.naming import LISTED, balance, corpus, more, plans, titles, told
from pipeline.report.views import MeasureView, ReportView


@dataclass(frozen=True, slots=True)
class Open:
    """An outcome that leaves something unsaid, told of `one` measure or of `several`, and what is asked of them."""

    status: Status
    one: str
    several: str
    question: str


OPEN = (
    Open(
        Status.NO_TRACE,
        "mesure dont nous n'avons retrouvé aucune décision",
        "mesures dont nous n'avons retrouvé aucune décision",
        "Une décision a-t-elle été prise, ou est-elle prévue, et quand ?",
    ),
    Open(
        Status.POSTPONED,
        "mesure dont l'examen a été reporté, sans décision retrouvée depuis",
        "mesures dont l'examen a été reporté, sans décision retrouvée depuis",
        "À quelle séance l'examen est-il prévu ?",
    ),
    Open(
        Status.UNFUNDED,
        "mesure adoptée, dont nous n'avons pas retrouvé l'argent",
        "mesures adoptées, dont nous n'avons pas retrouvé l'argent",
        "Sur quels crédits, et en quelle année ?",
    ),
    Open(
        Status.CONDITIONAL,
        "mesure adoptée, dont l'argent dépend d'une condition",
        "mesures adoptées, dont l'argent dépend d'une condition",
        "Cette condition est-elle levée, ou quand le sera-t-elle ?",
    ),
)


def letters_of(view: ReportView) -> tuple[Letter, ...]:
    """The letters, in the order in which a collective would use them."""
    articles = ARTICLES[Kind(view.kind)]
    made = [follow_up(view, articles), documents(view, articles), question(view, articles), *appeals(view, articles), reply(view)]
    return tuple(found for found in made if found)


def follow_up(view: ReportView, articles: Articles) -> Letter | None:
    """Request for the follow-up that CRPA L131-1 asks an authority to publish: for each kind of outcome, what is not known of it."""
    open_ = [(of, found) for of in OPEN if (found := [m for m in view.measures if m.status is of.status])]
    if not open_:
        return None
    silent = any(of.status is Status.NO_TRACE for of, _ in open_)
    return letter(
        "demande-de-suites",
        "Demander les suites données aux propositions",
        "Des mesures co-construites n'ont pas laissé de décision, ou d'argent, dans les actes lus, et vous voulez savoir ce qui est prévu.",
        f"À l'attention de {articles.executive}, {view.name}",
        "suites données aux mesures co-construites",
        articles.greeting,
        f"Le public a été associé à l'élaboration {plans(view)}. L'administration qui choisit d'associer le public veille « à ce que les "
        f"résultats ou les suites envisagées soient, au moment approprié, rendus publics » ({FOLLOW_UP}). Elle n'est pas tenue "
        "d'adopter les mesures ; elle doit faire connaître les suites qu'elle envisage.",
        f"Un examen des actes publiés ({corpus(view)}) laisse des questions ouvertes sur "
        f"{count(sum(len(found) for _, found in open_), 'mesure')} :",
        *(block for of, found in open_ for block in _asked(of, found)),
        *(["Une absence de trace dans ces documents n'est pas un refus."] if silent else []),
        "Nous vous remercions de bien vouloir rendre publiques, pour chacune de ces mesures, les suites données ou envisagées, avec leur "
        "calendrier et leur financement, ou les raisons d'y renoncer.",
        CLOSE,
        advice=ADVICE,
    )


def _asked(of: Open, measures: Sequence[MeasureView]) -> tuple[str | Block, ...]:
    """What is asked of the measures with an outcome, and these measures."""
    listed = points(*(told(m, label=False) for m in measures[:LISTED]))
    return f"{count(len(measures), of.one, of.several)}. {of.question}", *listed, *more(len(measures), "mesure")


def documents(view: ReportView, articles: Articles) -> Letter | None:
    """Request for the documents that are known to exist and were not found or not readable."""
    wanted = [f"acte {' : '.join(filter(None, pair))}" for pair in view.missing]
    wanted += [f"{i.doc} ({i.what}), dans un format lisible" for i in view.unread]
    years = _budget_gap(view)
    wanted += [f"budgets et comptes de {', '.join(map(str, years))}, avec leurs annexes (dont la liste des subventions)"] if years else []
    if not wanted:
        return None
    refusal = months_after(view.day, 1)
    return letter(
        "demande-de-documents",
        "Demander les documents qui manquent",
        "Des actes ou des budgets connus n'ont pas été trouvés ou n'ont pas pu être lus : c'est la première chose à demander.",
        f"À l'attention de {articles.executive}, {view.name}",
        "demande de communication de documents administratifs",
        articles.greeting,
        "Toute personne a le droit de demander communication des procès-verbaux de l'assemblée, des budgets et des comptes, "
        "ainsi que des arrêtés "
        f"({articles.documents}). Plus généralement, les documents administratifs sont communicables à qui en fait la demande ({ACCESS}).",
        "Je vous demande de me communiquer, de préférence par voie électronique :",
        *points(*wanted[:LISTED]),
        *more(len(wanted), "document"),
        f"Le silence gardé pendant un mois vaut refus ({ACCESS_SILENCE}) ; la commission d'accès aux documents administratifs "
        f"peut alors être "
        f"saisie dans les deux mois ({CADA}). À titre d'indication, pour une demande reçue le {day(view.day)} : refus né du silence le "
        f"{day(refusal)}, saisine possible jusqu'au {day(months_after(refusal, 2))}.",
        CLOSE,
        advice=ADVICE,
    )


def question(view: ReportView, articles: Articles) -> Letter | None:
    """A question that a member of the assembly may put in session."""
    raised = [m for m in view.measures if m.status not in (Status.FUNDED, Status.UNSURE)]
    if not raised:
        return None
    return letter(
        "question-au-conseil",
        "Faire poser une question en séance",
        "Vous souhaitez qu'une élue ou un élu interroge l'exécutif pendant une séance publique.",
        f"À l'attention de [nom], {articles.member}",
        f"question à poser au {view.assembly}",
        "Madame, Monsieur,",
        f"Les membres de l'assemblée ont le droit d'exposer en séance des questions orales ayant trait aux affaires de la collectivité "
        f"({articles.question}) ; le règlement intérieur en fixe la présentation. Nous vous proposons celle-ci :",
        f"« {'Le plan' if len(view.plans) == 1 else 'Les plans'} {titles(view)} {'compte' if len(view.plans) == 1 else 'comptent'} "
        f"{count(len(view.measures), 'mesure')}. D'après les documents publiés "
        f"({corpus(view)}) : {balance(view)}. Quelles suites l'exécutif entend-il donner aux mesures suivantes, selon quel "
        f"calendrier et avec "
        "quels moyens ? »",
        *points(*(told(m) for m in raised[:LISTED])),
        *more(len(raised), "mesure"),
        "Le rapport joint donne pour chaque mesure la page du plan, les actes trouvés et leurs termes exacts.",
        "Avec nos remerciements,",
        advice=ADVICE,
    )


_FIELDS = tuple(blank(words) for words in ("Réponse (exacte, ou à corriger) :", "Acte, date, lien :", "Précision :", "", ""))


def reply(view: ReportView) -> Letter:
    """The form on which the authority may answer; shown beside the verdicts once it is received."""
    return letter(
        "reponse-de-la-collectivite",
        "Formulaire de réponse pour la collectivité",
        "À joindre au rapport quand il est envoyé à la collectivité : sa réponse sera publiée à côté de chaque conclusion.",
        "[À l'attention de l'association qui publie le rapport]",
        f"réponse de la collectivité au rapport du {day(view.day)}",
        f"Collectivité : {view.name} (SIREN {view.siren}). Réponse établie par : [nom et fonction], le [date].",
        "Pour chaque mesure, indiquer si la conclusion est exacte, l'acte ou la ligne de budget qui y répond (numéro, date, "
        "lien), et toute "
        "précision utile. Les réponses sont publiées telles quelles, à côté de la conclusion, les coordonnées personnelles masquées.",
        *(block for m in view.measures for block in (*points(f"{m.name} – conclusion du rapport : {m.label.lower()}."), *_FIELDS)),
        advice="Adresse de chaque mesure dans le rapport : mesures/ suivi de son identifiant. "
        "Une pièce ajoutée au corpus est prise en compte au "
        "prochain rapport.",
    )


def _budget_gap(view: ReportView) -> list[int]:
    """Years of the period that were read for acts and have no budget read."""
    if not (view.start and view.end):
        return []
    return [year for year in range(view.start.year, view.end.year + 1) if year not in view.budget_years]
