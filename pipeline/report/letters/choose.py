"""Which letters a report calls for, and their words. A letter is made only when facts call for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.records.territory import Kind
from pipeline.records.verdict import Status
from pipeline.report.french import count, day, euros
from pipeline.report.letters.law import (
    ACCESS,
    ACCESS_SILENCE,
    ADVICE,
    ANNUL,
    ARTICLES,
    CADA,
    FOLLOW_UP,
    GRACIOUS,
    GRACIOUS_SILENCE,
    Articles,
    months_after,
)
from pipeline.report.letters.letter import Letter, letter, points
from pipeline.report.views import ActView, MeasureView, ReportView

OPEN = (Status.NO_TRACE, Status.POSTPONED, Status.UNFUNDED, Status.CONDITIONAL)  # what an authority owes an answer on
LISTED = 40  # measures or documents named in one letter
APPEALS = 12  # letters of recours gracieux at most
CLOSE = "Je vous prie d'agréer l'expression de ma considération distinguée."


def letters_of(view: ReportView) -> tuple[Letter, ...]:
    """The letters, in the order in which a collective would use them."""
    articles = ARTICLES[Kind(view.kind)]
    made = [follow_up(view, articles), documents(view, articles), question(view, articles), *appeals(view, articles), reply(view)]
    return tuple(found for found in made if found)


def follow_up(view: ReportView, articles: Articles) -> Letter | None:
    """Request for the follow-up that CRPA L131-1 asks an authority to publish."""
    waiting = [m for m in view.measures if m.status in OPEN]
    if not waiting:
        return None
    return letter(
        "demande-de-suites",
        "Demander les suites données aux propositions",
        "Des mesures co-construites n'ont pas laissé de décision ou d'argent dans les actes lus, et vous voulez savoir ce qui est prévu.",
        f"À l'attention de {articles.executive}, {view.name}",
        "suites données aux mesures co-construites",
        articles.greeting,
        f"Le public a été associé à l'élaboration {_plans(view)}. L'administration qui choisit d'associer le public veille « à ce que les "
        f"résultats ou les suites envisagées soient, au moment approprié, rendus publics » ({FOLLOW_UP}). Elle n'est pas tenue "
        f"d'adopter les "
        "mesures ; elle doit faire connaître les suites qu'elle envisage.",
        f"Un examen des actes publiés ({_corpus(view)}) ne nous a pas permis de connaître les suites données à "
        f"{count(len(waiting), 'mesure')} :",
        *points(*(f"{m.name} ({m.label.lower()})" for m in waiting[:LISTED])),
        *_more(len(waiting), "mesure"),
        "Une absence de trace dans ces documents ne veut pas dire que ces mesures ont été refusées. Nous vous remercions de "
        "bien vouloir rendre "
        "publiques, pour chacune, les suites données ou envisagées : décision prise ou à venir, calendrier, financement, ou "
        "raisons d'y renoncer.",
        CLOSE,
        advice=ADVICE,
    )


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
        *_more(len(wanted), "document"),
        f"Le silence gardé pendant un mois vaut refus ({ACCESS_SILENCE}) ; la commission d'accès aux documents administratifs "
        f"peut alors être "
        f"saisie dans les deux mois ({CADA}). À titre d'indication, pour une demande reçue le {day(view.day)} : refus né du silence le "
        f"{day(refusal)}, saisine possible jusqu'au {day(months_after(refusal, 2))}.",
        CLOSE,
        advice=ADVICE,
    )


def question(view: ReportView, articles: Articles) -> Letter | None:
    """A question that a member of the assembly may put in session."""
    told = [m for m in view.measures if m.status not in (Status.FUNDED, Status.UNSURE)]
    if not told:
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
        f"« {'Le plan' if len(view.plans) == 1 else 'Les plans'} {_titles(view)} {'compte' if len(view.plans) == 1 else 'comptent'} "
        f"{count(len(view.measures), 'mesure')}. D'après les documents publiés "
        f"({_corpus(view)}), {_balance(view)}. Quelles suites l'exécutif entend-il donner aux mesures suivantes, selon quel "
        f"calendrier et avec "
        "quels moyens ? »",
        *points(*(_with_sums(m) for m in told[:LISTED])),
        *_more(len(told), "mesure"),
        "Le rapport joint donne pour chaque mesure la page du plan, les actes trouvés et leurs termes exacts.",
        "Avec nos remerciements,",
        advice=ADVICE,
    )


def appeals(view: ReportView, articles: Articles) -> tuple[Letter, ...]:
    """A recours gracieux for each deliberation that rejects or weakens a measure. What was only put off or never decided is no such act."""
    found: dict[str, tuple[ActView, list[MeasureView]]] = {}
    for measure in view.measures:
        for act in measure.acts:
            if measure.status in (Status.DROPPED, Status.WEAKENED) and act.outcome in ("adopté", "rejeté"):
                found.setdefault(act.id, (act, []))[1].append(measure)
    newest = sorted(found.values(), key=lambda f: f[0].day or date.min, reverse=True)[:APPEALS]
    return tuple(_appeal(view, articles, act, of, number) for number, (act, of) in enumerate(newest, 1))


def _appeal(view: ReportView, articles: Articles, act: ActView, of: list[MeasureView], number: int) -> Letter:
    limit = months_after(act.day, 2) if act.day else None
    term = "délai inconnu" if limit is None else f"délai indicatif : jusqu'au {day(limit)}"
    made = letter(
        f"recours-gracieux-{number:02d}",
        f"Recours gracieux : {_named(act)}",
        "Vous contestez la légalité de cet acte et demandez à son auteur de le retirer ou de le modifier. Les vœux et les "
        "actes préparatoires ne "
        "peuvent pas être contestés ; une absence de décision n'est pas un acte.",
        f"À l'attention de {articles.executive}, {view.name}",
        f"recours gracieux contre la {_named(act)}",
        articles.greeting,
        f"J'ai l'honneur de former un recours gracieux contre la {_named(act)}, « {act.subject} », dont les termes sont : "
        f"« {act.quote.text} » ({act.quote.doc}, {act.quote.place}).",
        "Cet acte concerne :",
        *points(*(f"{m.name} ({m.quote.doc}, {m.quote.place})" for m in of)),
        "Il est contestable pour les raisons suivantes : [exposer ici les raisons de droit et de fait : compétence, procédure, "
        "motivation, erreur "
        "de droit, erreur manifeste d'appréciation…].",
        "Je vous demande en conséquence de [le retirer / le modifier / soumettre de nouveau la mesure à l'assemblée].",
        f"Un acte peut être contesté dans les deux mois de sa publication ({ANNUL}) ; un recours gracieux formé dans ce délai l'interrompt "
        f"({GRACIOUS}) ; deux mois de silence le rejettent ({GRACIOUS_SILENCE}). {_limit(act.day, limit, view.day)}",
        CLOSE,
        advice=ADVICE,
    )
    over = ", paraît expiré" if limit and limit < view.day else ""
    return replace(made, family="Recours gracieux", about=_named(act), term=term + over)


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
        *points(
            *(
                f"{m.name} – conclusion du rapport : {m.label.lower()}. Réponse : [exacte / à corriger] [acte, date, lien] [précision]"
                for m in view.measures
            )
        ),
        advice="Adresse de chaque mesure dans le rapport : mesures/ suivi de son identifiant. "
        "Une pièce ajoutée au corpus est prise en compte au "
        "prochain rapport.",
    )


def _plans(view: ReportView) -> str:
    return ("du plan " if len(view.plans) == 1 else "des plans ") + _titles(view)


def _titles(view: ReportView) -> str:
    return ", ".join(f"« {p.title} »" for p in view.plans)


def _named(act: ActView) -> str:
    """An act as a letter names it: délibération n° 12 du 30 mai 2024."""
    number, _, session = act.title.rpartition(", ")
    return f"{act.body} {number} du {session}" if act.day else f"{act.body} {act.title}"


def _corpus(view: ReportView) -> str:
    period = f" du {day(view.start)} au {day(view.end)}" if view.start and view.end else ""
    known = f", sur {view.known} connus" if view.known else ""
    return f"{count(view.acts, 'acte lu', 'actes lus')}{known}{period}"


def _balance(view: ReportView) -> str:
    numbers = dict(view.counts)
    parts = [
        (numbers.get(Status.FUNDED, 0), "votée avec ses moyens", "votées avec leurs moyens"),
        (numbers.get(Status.NO_TRACE, 0), "sans trace dans les actes lus", "sans trace dans les actes lus"),
        (numbers.get(Status.UNFUNDED, 0), "votée sans budget trouvé", "votées sans budget trouvé"),
        (numbers.get(Status.DROPPED, 0), "écartée par un acte", "écartées par un acte"),
    ]
    return (
        ", ".join(f"{number} {one if number < 2 else many}" for number, one, many in parts if number) or "aucune n'a de conclusion certaine"
    )


def _with_sums(m: MeasureView) -> str:
    asked = f", {euros(m.asked)}{' par an' if m.per_year else ''} demandés" if m.asked else ""
    voted = f", {euros(m.voted)} votés" if m.voted else ""
    return f"{m.name} ({m.label.lower()}{asked}{voted})"


def _budget_gap(view: ReportView) -> list[int]:
    """Years of the period that were read for acts and have no budget read."""
    if not (view.start and view.end):
        return []
    return [year for year in range(view.start.year, view.end.year + 1) if year not in view.budget_years]


def _limit(session: date | None, limit: date | None, today: date) -> str:
    if session is None or limit is None:
        return "La date de la séance n'a pas été lue : vérifiez la date de publication."
    over = " À la date de ce rapport, il paraît expiré, sauf publication plus tardive." if limit < today else ""
    return f"À titre d'indication, pour une publication le jour de la séance ({day(session)}), ce délai court jusqu'au {day(limit)}.{over}"


def _more(number: int, noun: str) -> tuple[str, ...]:
    return (f"et {count(number - LISTED, noun)} de plus, dans le rapport joint.",) if number > LISTED else ()
