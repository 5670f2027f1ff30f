"""The French of what stands beside the measures: what changed and why, what the council added, acts by month, where documents came from."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.report.french import count

# What was seen beside a change of a verdict, by the word of the store; acts, rows, people and days follow in brackets.
CAUSE: Mapping[str, str] = {
    "review": "relecture par une personne",
    "act found": "acte lu pour la première fois",
    "act in doubt": "acte qui y répond peut-être, à vérifier par une personne",
    "act changed": "acte lu autrement qu'avant",
    "act gone": "acte qui n'est plus parmi les documents",
    "measure changed": "mesure lue autrement dans le plan",
    "measure found": "mesure relevée pour la première fois dans le plan",
    "money found": "ligne de budget ou de subvention qui y correspond",
    "program": "nouvelle version du programme, qui lit ou rapproche autrement",
    "deadline": "échéance de la mesure passée",
    "other acts": "d'autres actes connus ou lus",
    "other acts or day": "d'autres actes connus ou lus, ou le temps passé",
}
CAUSES_INTRO = "Ce qui peut l'expliquer :"
CAUSES_NOTE = (
    "Le programme note ce qui a changé en même temps que la conclusion ; il ne prouve pas que c'en est la raison. Un "
    "changement dit ce que les documents montrent désormais : il ne dit pas que la collectivité vient de changer d'avis."
)
NO_CHANGE = "Aucun changement depuis la première édition de ce rapport."
NONE_TODAY = "Aucun dans cette édition."

# Flags that were raised or taken back without or with another status.
FLAG_RAISED: Mapping[str, str] = {
    "dropped": "échéance désormais passée sans trace, alors que presque tous les actes connus ont été lus",
    "unfunded": "« sans budget » est désormais affirmé : le budget de l'année a été lu",
}
FLAG_LOWERED: Mapping[str, str] = {
    "dropped": "« échéance passée sans trace » n'est plus affirmé",
    "unfunded": "« sans budget » n'est plus affirmé",
}

# How near the subject of an act is to that of a measure, from this value of the signal "topic" on. Told as an estimate, never as a link.
NEARNESS: tuple[tuple[float, str], ...] = ((0.6, "sujet proche"), (0.45, "sujet voisin"), (0.0, "sujet plus éloigné"))
ADDED_TITLE = "Ce que le conseil a ajouté"
ADDED_INTRO = (
    "Une assemblée vote bien plus que ce que demande un plan : c'est son rôle, et cette page n'est pas un reproche. Elle "
    "montre des actes adoptés qui parlent des sujets du plan sans que le programme les ait rattachés à une mesure, et ce "
    "qui était déjà voté avant le plan."
)
ADDED_DOUBT = (
    "Le sujet est rapproché par le sens des mots, de façon approximative. Un acte peut répondre à une mesure sans que le "
    "programme l'ait vu, ou n'avoir en commun avec elle que des mots : lisez le passage avant de conclure."
)
ADDED_MAYBE = "Répondent peut-être à une mesure : à vérifier d'abord"
ADDED_MAYBE_NOTE = "Le programme n'est pas assez sûr pour le dire ; une personne doit lire l'acte et la mesure."
ADDED_ONLY = "Sur les sujets du plan, sans mesure rattachée"
ADDED_MORE = "Autres actes, aux sujets plus éloignés"
ADDED_NEAREST, ADDED_ESTIMATE = "Mesure la plus proche par le sujet :", "estimation"
ADDED_PERHAPS, ADDED_COMPARE = "Répond peut-être à :", "À lire et à comparer."
EARLY_NEAREST = "Rapproché de la mesure :"
ADDED_NEAR_HERE = "Actes sur un sujet proche, sans lien établi"
ADDED_NONE = "Aucun acte lu sur les sujets du plan n'est resté sans mesure."
EARLY_TITLE = "Déjà voté avant le plan"
EARLY_NOTE = (
    "Le programme rapproche ces actes d'une mesure, mais ils ont été pris avant l'adoption du plan : ils ne comptent pas comme "
    "une réponse. La mesure a pu être inscrite au plan parce qu'elle était déjà décidée, ou demander davantage."
)
EARLY_HERE = "Rapproché de la mesure par le programme, mais pris avant l'adoption du plan : ne compte pas comme une réponse."

NEWS_TITLE = "Ce qui a changé depuis le rapport précédent"
NEWS_HERE = "Nouveau dans cette édition"

MONTHS_TITLE = "Les actes, mois par mois"
MONTHS_NOTE = (
    "« Connus » : les actes que nomment les registres et listes lus. Un acte lu peut manquer aux registres, et un acte "
    "connu peut n'avoir pas de date : les totaux diffèrent alors de la part donnée plus haut. Peu d'actes un mois donné ne "
    "dit pas pourquoi : congés, séance reportée, ou publication incomplète."
)
DELAY_NOTE = (
    "Réception et publication : jours entre la séance et la réception par la préfecture, ou la publication, quand le tampon de l'acte "
    "porte ces dates ; le plus souvent (médiane), puis au plus."
)
MONTH_COLUMNS = ("Mois", "Connus", "dont lus", "Délibérations lues", "Décisions lues", "Réception", "Publication")
DELAY_DOUBT = "dates à vérifier"
UNDATED = "sans date"
CHART_KNOWN, CHART_READ = "connus par les registres", "parmi eux, lus"
CHART_COUNCIL, CHART_DELEGATION = "délibérations lues", "décisions par délégation lues"
PANEL_KNOWN, PANEL_BODIES = "Actes connus, et lus", "Actes lus, connus ou non, par organe"

ORIGIN_SEEN, ORIGIN_SINCE, ORIGIN_KEPT, ORIGIN_GONE = (
    "vu en ligne :",
    "la première fois le",
    "ce fichier pris le",
    "n'y figure plus depuis le",
)

EMPTY_TITLE, DOUBTS_TITLE = "Ouverts, sans que rien n'en soit tiré", "Lus, avec une réserve"

SWIPE = "Faites glisser le dessin vers la gauche pour en voir la suite →"

# What a person said of a plan, by the field that they spoke of.
PLAN_WORD: Mapping[str, str] = {
    "added": "Ajoutée à la liste par {who} le {day} : le programme ne l'avait pas relevée.",
    "text": "Texte rétabli par {who} le {day}.",
    "number": "Numéro corrigé par {who} le {day}.",
    "deadline": "Échéance corrigée par {who} le {day}.",
    "budget": "Budget corrigé par {who} le {day}.",
    "measure": "« {words} » ({place}), retirée par {who} le {day} : ce n'est pas une mesure.",
}
REMOVED_TITLE = "Retirées de la liste des mesures par une personne"

STATE_LINK = "État de la veille"
STATE_NOTE = "ce qui a été lu cette nuit, territoire par territoire, et ce qui ne va pas comme d'habitude"


def misread_words(title: str) -> str:
    """What a reader should know before anything else of a plan that may have been misread."""
    return (
        f"La lecture du plan « {title} » est douteuse : beaucoup de ce qu'il dit de faire n'est rattaché à aucune des mesures relevées. "
        "Comparez celles-ci au document avant de vous en servir ; rien de ce qui manquerait n'est affirmé."
    )


def cause_words(kind: str, detail: str) -> str:
    """What may explain a change, in French. A word without wording of its own is shown as it is."""
    words = CAUSE.get(kind, kind)
    return f"{words} ({detail})" if detail else words


def nearness_words(value: float) -> str:
    """How near a subject is, 0..1, in words."""
    return next(words for least, words in NEARNESS if value >= least or least == 0.0)


def delay_words(median: float, longest: int, acts: int) -> str:
    """Days until reception, in words. A reception before the sitting is a misreading."""
    if median < 0 or longest < 0:
        return DELAY_DOUBT
    usual = f"{median:.0f}"
    return f"{usual} j" if acts == 1 or longest == median else f"{usual} j, au plus {longest} j"


def beyond_words(added: int, early: int) -> str:
    """How many acts stand beside the measures, for the overview; empty when none does."""
    said = []
    if added:
        s = "" if added == 1 else "s"
        verb = "parle" if added == 1 else "parlent"
        said.append(f"{count(added, 'acte adopté', 'actes adoptés')} {verb} des sujets du plan sans être rattaché{s} à une mesure.")
    if early:
        alike = "ressemble" if early == 1 else "ressemblent"
        said.append(f"{count(early, 'acte')} d'avant le plan {alike} à une mesure.")
    return " ".join(said)


def news_words(changes: int) -> str:
    """How many measures changed in this edition."""
    return f"{count(changes, 'mesure a changé', 'mesures ont changé')} depuis le rapport précédent."
