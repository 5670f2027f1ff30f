"""Pledges of a charter that name no one ("Un agent référent est désigné dans chaque mairie"): an act in the passive present or future."""

from __future__ import annotations

import re

from pipeline.records.lexicon import pattern_of

_SUBJECT = r"(?:un |une |chaque |chacun d|aucun |aucune |deux |trois |toute? |tous |toutes |les |des |le |la |l')"
_ITSELF = (
    r"(?!(?:la|le|les|l'|cette?|ce) ?"
    r"(?:charte|pacte|convention|contrat|present\w*|document|texte|plan|protocole|commune|ville|bourg|village|quartier) )"
)
_PASSIVE = re.compile(
    rf"{_ITSELF}{_SUBJECT}[^.;:!?]{{2,110}}? (?:est|sont|sera|seront) "
    r"(?:(?:donc|ainsi|alors|aussi|egalement|desormais|[a-z]+ment|chaque (?:annee|mois|semaine)) )?"
    r"(?P<participle>[a-z]{2,}(?:e|ee|es|ees|i|ie|is|ies|it|ite|its|ites|u|ue|us|ues|ert|erte|erts|ertes|int|inte|ints|intes|is|ise|ises))"
    r"(?![a-z'-])"
)
_TOLD = re.compile(r"\b(?:depuis|deja|hier|aujourd'hui|souvent|parfois|actuellement|encore|trop|mal|rarement|en (?:19|20)\d\d,)\b")


def says_what_is_done(folded: str) -> bool:
    """Whether a folded sentence says that something is or will be done, by whomever; False for what is so or has come to be so."""
    passive = _PASSIVE.match(folded)
    if passive is None or _TOLD.search(folded):
        return False
    state = pattern_of("passive_states").match(folded, passive.start("participle"))
    return state is None or state.end() < passive.end("participle")
