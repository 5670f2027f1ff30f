"""Charters in the present tense ("Les signataires recensent tous les arbres"): what those who sign say they do."""

from __future__ import annotations

import re

from pipeline.extract.measures.candidates import Candidate
from pipeline.extract.measures.matrix import ACTOR
from pipeline.extract.measures.outline import Outline
from pipeline.extract.measures.passives import says_what_is_done
from pipeline.extract.measures.pieces import Piece
from pipeline.extract.measures.prose import candidate_of, limited, says_more, told
from pipeline.extract.measures.wording import find_commitment, plain, sentences
from pipeline.extract.measures.zones import CLOSED

_CHARTER = re.compile(r"\b(?:charte|pacte|convention|contrat|engagements?|serment|code de conduite|protocole)\b")
_LEAST_UNNAMED = 4  # pledges of a document that does not call itself a charter
_MOST_UNNAMED = 0.6  # of its sentences
_OPENING = 3  # pieces at the head of a document that say what it is
_SIGNS = re.compile(
    r"(?:(?:les|la|le|l'|chaque|chacune?|tou\w+|nos) ?)?(?:autres |deux |trois )?(?:signataires?|parties?|partenaires?|membres?|adherents?|"
    r"exploitants?|employeurs?|commercants?|producteurs?|productrices?|restaurateurs?|organisateurs?|benevoles?|proprietaires?)\b"
)
_THEY = re.compile(r"(?:ils?|elles?|chacune?|on|nous|je) |j'")
_WE = frozenset({"nous ", "chacun ", "chacune ", "je ", "j'"})
_STATIVE = re.compile(  # verbs that say how things are
    r"(?:aime|aiment|aimons|avons|compose|composent|comprend|comprennent|compte|comptent|concerne|concernent|connaissent"
    r"|connaissons|connait|constate|constatent|constatons|croient|croit|croyons|date|datent|devons|dispose|disposent|est"
    r"|estime|estiment|existe|existent|fait|font|habite|habitent|habitons|manque|manquent|ont|partage|partagent|partageons"
    r"|pense|pensent|pensons|peut|peuvent|possede|possedent|pouvons|rappelle|rappellent|rappelons|rassemble|rassemblent"
    r"|regrette|regrettent|regroupe|regroupent|remercions|represente|representent|reste|restent|sait|savent|savons|semble"
    r"|semblent|decrit|decrivent|deplore|deplorent|craint|craignent|redoute|redoutent|espere|esperent|trouve|trouvent|juge|jugent|salue|saluent"
    r"|souligne|remercie|remercient|felicite|felicitent|accueille|accueillent|approuve|approuvent|soulignent|insiste|insistent|signale|signalent|remarque|remarquent|note|notent|subit|subissent|paie|paient"
    r"|vient|viennent|reunit|reunissent|sommes|sont|vit|vivent|vivons|voulons|voyons)$"
)
_DOES = re.compile(
    r" ?(?:ne |n'|se |s'|y |en |leur |lui )?(?P<verb>met|[a-z]{2,}(?:e|ent|it|et|end|ons))"
    r"(?: (?:pas|plus|jamais|aussi|egalement|ensemble|[a-z]+ment))? "
    r"(?:le |la |les |l'|un |une |des |du |de |d'|deux |trois |quatre |cinq |"
    r"six |dix |quinze |vingt |trente |quarante |cinquante |cent |mille |chaque |tou\w+ |ses |son |sa |leurs? |"
    r"nos |notre |ni |mon |ma |mes |a |au |aux |en |dans |sur |avec |sans |pour |\d)"
)
_AUXILIARY = re.compile(r" (?:ont|avons|est|sont|sommes|etait|etaient|avait|avaient|sera|seront|peut|peuvent|doit|doivent)\b")
_ACTS = re.compile(
    r"(?:[a-z]{2,}ent (?:sans |le |la |les |l'|un |une |des |leurs? |chaque |\d)|"
    r"[a-z]{3,}e (?:le |la |les |l'|un |une |ses |son |sa |chaque |des ))"
)
_NAME = 6  # words of a heading that names who signs
_BETWEEN = 6  # words of a signatory's name behind its first


def pledges(plan: Outline) -> list[Candidate]:
    """The sentences of a charter that say what a signatory does, with its promises; [] for a document that is none.

    A charter calls itself one at its head, or nearly all of its sentences are pledges.
    """
    found: list[Candidate] = []
    said = 0
    for at, piece in enumerate(plan.pieces):
        if piece.kind != "heading" and not piece.field and plan.zones[at] not in CLOSED - {"followup", "calendar"}:
            found += _of_piece(plan, at, piece)
            said += len(sentences(piece.text))
    named = any(_CHARTER.search(plain(p.text)) for p in plan.pieces[:_OPENING])
    found = found if _are_passive(plan, found) else [c for c in found if not _is_passive(plan, c)]
    nearly_all = len(found) >= _LEAST_UNNAMED and len(found) >= _MOST_UNNAMED * said
    return limited(found) if len(found) >= 2 and (named or nearly_all) else []


def _is_passive(plan: Outline, pledge: Candidate) -> bool:
    folded = plain(plan.running.text[pledge.start : pledge.end])
    return find_commitment(folded) is None and not says_what_it_does(folded, follows=True) and says_what_is_done(folded)


def _are_passive(plan: Outline, found: list[Candidate]) -> bool:
    """Whether a charter speaks in the passive: several of its pledges do, and most under headings."""
    passive = [c for c in found if _is_passive(plan, c)]
    return len(passive) >= _LEAST_UNNAMED and 2 * sum(bool(plan.chains[c.at]) for c in passive) > len(passive)


def _of_piece(plan: Outline, at: int, piece: Piece) -> list[Candidate]:
    found: list[Candidate] = []
    before = False  # whether the sentence before was a pledge, of which "ils" goes on
    for a, b in told(piece):
        if found and says_more(piece, piece.text[a:b]):
            continue
        folded = plain(piece.text[a:b]).strip()
        said = find_commitment(folded) is not None or says_what_it_does(folded, follows=before) or says_what_is_done(folded)
        said = said or (piece.kind == "item" and a == 0 and _ACTS.match(folded) is not None and _does(folded, 0))
        said = said or (piece.kind == "item" and a == 0 and _under_signatory(plan, at))
        before = said and "deja" not in folded
        if before:
            found.append(candidate_of(plan, at, piece.start + a, piece.start + b))
    return found


def _under_signatory(plan: Outline, at: int) -> bool:
    """Whether a bullet stands in a list under a signatory's name ("La Ville"), each bullet of which opens with a verb of the present."""
    over = plan.chains[at][-1:]
    if not over:
        return False
    name = plain(plan.pieces[over[0]].rest)
    if len(name.split()) > _NAME or not (_SIGNS.match(name) or ACTOR.match(name)):
        return False
    list_ = [p for i, p in enumerate(plan.pieces) if p.kind == "item" and plan.chains[i][-1:] == over]
    return len(list_) > 1 and all(_DOES.match(plain(p.rest)) is not None for p in list_)


def says_what_it_does(folded: str, *, follows: bool) -> bool:
    """Whether a folded sentence has a signatory and a verb of the present tense. `follows`: a pronoun may stand for the one before."""
    they = _THEY.match(folded)
    if they:
        return (follows or they[0] in _WE) and _does(folded, they.end() - they[0].endswith(" "))
    subject = _SIGNS.match(folded) or ACTOR.match(folded)
    if subject is None:
        return False
    starts = [subject.end(), *(m.end() for m in re.finditer(r"[\w'-]+(?= )", folded[: subject.end() + 70]) if m.start() >= subject.end())]
    told = _AUXILIARY.search(folded, subject.end())
    return any(_does(folded, at) for at in starts[: _BETWEEN + 1] if told is None or at < told.start())


def _does(folded: str, at: int) -> bool:
    does = _DOES.match(folded, at)
    return does is not None and not _STATIVE.match(does["verb"]) and not does["verb"].endswith(("ment", "age", "ance", "tre"))
