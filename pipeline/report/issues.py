"""What became of a document, in French, by the stable code of its issue; the command line says the same in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.records.run import Issue

_AGAIN = "Télécharger de nouveau le fichier, ou demander une copie lisible à la collectivité."
_OPEN = "Demander à la collectivité un fichier sans mot de passe."
_TABLE = "Vérifier le fichier, ou demander à la collectivité un export conforme au schéma national (SCDL)."


@dataclass(frozen=True, slots=True)
class IssueWording:
    """What happened and what a reader can do about it. `empty`: the document was opened, and nothing was drawn from it."""

    what: str
    remedy: str
    empty: bool = False


ISSUE: Mapping[str, IssueWording] = {
    "unread-scan": IssueWording(
        "image numérisée sans texte : la reconnaissance de caractères n'est pas installée ou n'a rien donné",
        "Demander le fichier d'origine à la collectivité, ou relancer avec la reconnaissance de caractères.",
    ),
    "poor-text": IssueWording("texte d'une page qui ne ressemble pas à du français (police abîmée)", "Comparer à l'image de la page."),
    "read-by-ocr": IssueWording(
        "image numérisée, lue par reconnaissance de caractères", "Comparer les passages cités à l'image de la page."
    ),
    "doubtful-ocr": IssueWording("image numérisée difficile à lire", "Comparer à l'image de la page, ou demander le fichier d'origine."),
    "vote-outside-act": IssueWording(
        "vote imprimé hors de tout acte reconnu", "Lire la page citée : un acte y a peut-être échappé à la lecture."
    ),
    "no-decision-by-nature": IssueWording(
        "document sans décision par nature (convocation, ordre du jour)", "Ajouter le procès-verbal ou les délibérations."
    ),
    "plan-after-acts": IssueWording(
        "plan adopté après tous les actes lus : aucun ne peut y répondre", "Vérifier la date d'adoption, ou ajouter les actes qui suivent."
    ),
    "other-siren": IssueWording(
        "actes qui portent pour la plupart le SIREN d'une autre collectivité",
        "Vérifier le SIREN indiqué, ou fournir les actes de celle-ci.",
    ),
    "days-to-come": IssueWording("dates à plus d'un an dans l'avenir", "Comparer au document, et corriger le tableau s'il y a lieu."),
    "missing-number": IssueWording("numéro absent de la suite des actes", "Demander l'acte qui porte ce numéro."),
    "agenda-item-without-act": IssueWording(
        "point de l'ordre du jour sans acte retrouvé", "Lire le document, ou demander la délibération."
    ),
    "encrypted": IssueWording("fichier protégé par un mot de passe", _OPEN),
    "damaged": IssueWording("fichier endommagé", _AGAIN),
    "damaged-page": IssueWording("page endommagée, non lue", _AGAIN),
    "crashed": IssueWording("fichier qui interrompt le logiciel de lecture", _AGAIN),
    "broken-letters": IssueWording(
        "police abîmée : des lettres liées (ti, tt, fi) y portent un autre signe ; mots rétablis quand le document le permettait",
        "Comparer les passages cités à l'image de la page.",
    ),
    "read-by-pdfplumber": IssueWording(
        "texte lu par un second logiciel de lecture, parce que le premier y échouait ou le lisait mal",
        "Comparer les passages et les sommes cités au document.",
    ),
    "timed-out": IssueWording("lecture trop longue, arrêtée", "Découper le fichier, ou allonger le temps permis."),
    "too-large": IssueWording("fichier trop lourd pour la limite fixée", "Découper le fichier, ou relever la limite."),
    "empty-file": IssueWording("fichier vide", _AGAIN),
    "no-pages": IssueWording("fichier sans aucune page lisible", _AGAIN),
    "not-a-pdf": IssueWording("le fichier n'est pas un PDF, malgré son nom", _AGAIN),
    "missing-file": IssueWording("fichier introuvable", "Vérifier l'emplacement indiqué dans la description du territoire."),
    "empty-glob": IssueWording("aucun fichier à cet emplacement", "Vérifier l'emplacement indiqué dans la description du territoire."),
    "unreadable-file": IssueWording("fichier impossible à ouvrir", "Vérifier les droits d'accès au fichier."),
    "wrong-kind-of-file": IssueWording("le fichier n'est pas du genre attendu", "Vérifier le rôle donné à ce fichier."),
    "extract-failed": IssueWording(
        "lecture du contenu interrompue par une erreur du programme", "Signaler le fichier à l'équipe du logiciel."
    ),
    "ledger-damaged": IssueWording(
        "journal des visites abîmé : des documents en ligne peuvent y manquer",
        "Le rétablir depuis une sauvegarde, ou relancer avec un accès à Internet.",
    ),
    "not-visited": IssueWording(
        "source en ligne jamais visitée : ce qu'elle contient n'a pas été lu", "Relancer avec un accès à Internet."
    ),
    "nothing-listed": IssueWording("source en ligne où aucun document n'a été trouvé", "Vérifier l'adresse indiquée."),
    "other-hosts": IssueWording(
        "documents publiés sur un autre site, laissés de côté", "Dire si cet autre site fait partie de la source (hosts)."
    ),
    "rows-without-address": IssueWording("lignes de la liste sans adresse de document", "Demander ces documents à la collectivité."),
    "vanished-unread": IssueWording("documents retirés du site avant d'avoir pu être gardés", "Demander ces documents à la collectivité."),
    "not-fetched": IssueWording("document en ligne pas encore téléchargé", "Relancer ; sinon, le télécharger à la main."),
    "review-due": IssueWording(
        "réponse d'une personne qui ne compte plus : les documents ont changé", "La redemander sur la page de relecture (ecart review)."
    ),
    "no-acts": IssueWording("aucun acte reconnu dans ce document", "Vérifier que le document contient bien des délibérations.", empty=True),
    "no-measures": IssueWording(
        "aucune mesure reconnue dans ce document", "Vérifier que le document est bien un plan d'actions.", empty=True
    ),
    "misread-plan": IssueWording(
        "plan peut-être mal lu : beaucoup de phrases ou de lignes qui disent quoi faire n'y sont rattachées à aucune mesure",
        "Comparer les mesures au document avant de s'en servir.",
    ),
    "same-content": IssueWording("copie d'un document déjà lu", "Rien à faire : le document n'est compté qu'une fois."),
    "amount-doubt": IssueWording("somme dont l'écriture laisse un doute", "Comparer à la page citée."),
    "budget-tables": IssueWording(
        "budget dont aucun tableau n'a été compris : rien n'en a été tiré",
        "Demander le même budget en données ouvertes (CSV du schéma national, ou XML).",
        empty=True,
    ),
    "register-empty": IssueWording("liste de délibérations sans aucune ligne reconnue", _TABLE, empty=True),
    "column-unknown": IssueWording("colonne inconnue, laissée de côté", _TABLE),
    "row-unread": IssueWording("ligne illisible, laissée de côté", _TABLE),
    "row-value": IssueWording("valeur illisible dans une ligne", _TABLE),
    "table-empty": IssueWording("tableau sans aucune ligne", _TABLE, empty=True),
    "table-encoding": IssueWording("codage des caractères inhabituel", _TABLE),
    "table-format": IssueWording("format de tableau non reconnu", _TABLE),
    "table-header": IssueWording("en-têtes de colonnes non reconnus", _TABLE),
    "table-quote": IssueWording("guillemets mal fermés dans le tableau", _TABLE),
    "table-too-large": IssueWording("tableau trop lourd pour la limite fixée", _TABLE),
    "table-unreadable": IssueWording("tableau impossible à ouvrir", _TABLE),
    "xml-broken": IssueWording("fichier XML mal formé", _AGAIN),
    "xml-empty": IssueWording("fichier XML sans aucune ligne de budget", _TABLE, empty=True),
    "xml-refused": IssueWording("fichier XML refusé par sécurité", _TABLE),
}


def issue_wording(issue: Issue) -> IssueWording:
    """An issue in French; a code without wording of its own is named, so that it can be looked up."""
    if issue.code.startswith("source-"):
        return IssueWording("la source en ligne n'a pas pu être parcourue en entier", "Vérifier l'adresse ; le prochain passage réessaie.")
    if issue.code not in ISSUE and issue.doc.startswith(("https://", "http://")):
        return IssueWording(
            "document en ligne qui n'a pas pu être téléchargé", "Le prochain passage réessaie ; sinon, le télécharger à la main."
        )
    return ISSUE.get(issue.code) or IssueWording(f"motif technique : {issue.code}", "Voir le détail auprès de qui a établi le rapport.")
