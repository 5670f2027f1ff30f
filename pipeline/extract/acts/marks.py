"""What each piece is in the anatomy of an act: visa, recital, formula, vote line, speech, closing words."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.rules import deciding_participle, deciding_verb, holds, opens
from pipeline.extract.acts.votes import LETTERS
from pipeline.records.source import BlockKind


class Mark(StrEnum):
    """The part a piece plays."""

    VISA = "visa"
    RECITAL = "recital"
    DECISION = "decision"  # the formula, or the council and its verb
    VERB = "verb"  # a line that opens with a deciding verb
    VOTE = "vote"
    SPEECH = "speech"
    CLOSING = "closing"
    ANNEX = "annex"
    OPENING = "opening"
    OTHER = "other"


DECIDING = frozenset({Mark.DECISION, Mark.VERB, Mark.VOTE})
# Behind "conseil": one that is not the assembly.
ANOTHER = (
    r"(?! (?:citoyens?|d[eu]s? (?:quartier|developpement|sages|jeunes|aines|surveillance|vie)|scientifique|consultatif"
    r"|d'ecole|economique|superieur|national|constitutionnel)\b)"
)
ASSEMBLY = (
    rf"(?:conseil(?:lers)?{ANOTHER}(?: (?:municipal|municipaux|communautaires?"
    r"|metropolitain|departemental|regional|d'administration"
    r"|syndical|general|de la [a-z]+|"
    r"d'agglomeration|de communaute))?|assemblee(?: deliberante| plenier[e]?)?|comite(?: syndical"
    r"|(?! (?:d[eu]s?|d'\w+|technique|social|consultatif|citoyen|scientifique)\b))|bureau(?: communautaire)?"
    r"|commission permanente|"
    r"membres (?:du conseil|de l'assemblee|presents)[a-z' ]{0,30}|delegues(?: presents)?)"
)
_OWN = ASSEMBLY.split("|comite", maxsplit=1)[0] + "|membres du conseil [a-z]+|delegues(?: presents)?)"
_CLAUSE = r"(?:[^.;:()]|\([^()]{0,160}\)|(?<=\bm)\.|(?<=\bmm)\.|(?<=\bmme)\.|(?<=\bmmes)\.)"  # of one sentence, persons and brackets in it
# What may stand between the head of the line and the assembly: how it voted, what it had heard, why it did.
_LEAD = (
    r"(?:a l'unanimite|a la majorite|par \d+ (?:voix|votes?)|ouie?|apres|a l'issue|au terme|a la suite|suite a|compte tenu|ayant|entendu|vu"
    r"|sur (?:la |le )?(?:propositions?|rapport|demande|avis|presentation)|au vu|au regard|faute de|dans l'attente|considerant"
    rf"|{_CLAUSE}{{1,120}} (?:etant|ayant|s'abstenant|sortie?|n'ayant pas))\b"
)
_BEFORE = rf"(?:\W*(?:decision\W{{1,3}})?{_LEAD}{_CLAUSE}{{0,200}}?, )?"
_SUBJECT = re.compile(
    rf"^(?:- )?(?:en consequence,? |par consequent,? |ainsi,? |aussi,? |il resulte de ce vote que )?{_BEFORE}"
    rf"(?:l[ea']s? ?{_OWN}|les {_OWN})\b"
)
_BALLOT_RULES = re.compile(r"\ben cas d'egalite\b|\bdeux tours\b|\btroisieme tour\b")  # how one is elected, not who was
_OTHER_BODY = re.compile(
    rf"^(?:- )?{_BEFORE}l[ea] (?:comite(?: syndical)?|commission permanente|bureau(?: communautaire| syndical)?)(?=[ ,])"
)
_HOW_ELECTED = re.compile(r"\belit\b[^.;]{0,40}\b(?:parmi (?:les|ses)|en son sein)\b")  # statutes, joined to an act
ARTICLE = re.compile(
    r"^\W*(?:art(?:icle|\.)?\s*(?:\d{1,2}|premier|unique|1er|[ivx]{1,4})(?:er)?(?:\s*[-:.°])*\s*|\d{1,2}\s?[°.)]+\s*)(?:d'|de |que )?"
)
# behind what somebody had to correct in them, at the end of a paragraph
_MINUTES_ADOPTED = re.compile(
    r"\ble (?:compte[- ]rendu|proces[- ]verbal|pv)[^.:;]{0,60}\b(?:est|a ete) (?:donc |ainsi )?(?:adopte|approuve)[^.:;]{0,60}\W*$"
)
_VOTERS = re.compile(  # of the roll call: how many may vote, not how they did, though names of the column beside may follow on the line
    r"\W*(?:nombre de )?votants?\W{0,3}\d{0,3}(?!\d)(?!.*\b(?:pour|contre|voix|abst\w*|exprimes?|unanim\w*|majorite)\b).*"
)
_DELIBERATED = re.compile(r"\bapres (?:en )?(?:avoir )?(?:en )?deliber|\ben avoir deliber")
VOTE_TOLD = 220  # characters at the head of a piece in which a vote line says that it is one
_SPACED = re.compile(r"\W*(?:[a-z] ){3,}[a-z]\W*")  # "D É C I D E"
AMENDMENT = re.compile(r"\W*(?:sous-)?amendement\b")
# An amendment told and settled in one paragraph ("Amendement n° 2 : ... Adopté à l'unanimité.").
AMENDMENT_SETTLED = re.compile(
    r"[.;:]\s+(?:cet |l'|ce |le )?(?:sous-)?amendement[^.;]{0,60}\b(?:est|a ete) (?:donc )?(?:rejete|repousse|refuse|adopte|approuve)"
    r"|[.;)]\s+(?:rejete|repousse|refuse|adopte|approuve|retire)e?\b[^.]{0,80}\.?\s*$"
)
# A line that only says that the item is taken off or put off.
_MATTER = (
    r"(?:(?:l'examen d(?:u|e l'|e la |e cet(?:te)? |e ce )\s?|ce|le|cette|cet|la|l')?\s?(?:point|question|dossier|rapport"
    r"|deliberation|affaire|projet(?: de deliberation)?|examen|(?:sous-)?amendement))"
)
SET_ASIDE = re.compile(
    rf"\W*(?:(?:{_MATTER}\s(?:n°\s?[\w.-]{{1,12}}\s)?)?(?:est |a ete )?(?:retire|ajourne|reporte|renvoye|differe)e?\b"
    rf"|(?:m\.? |mme |monsieur |madame )?l[ea] (?:maire|presidente?|rapporteure?) (?:retire|ajourne|reporte|differe) {_MATTER}\b)"
    r"(?:[^.:;€\d]|\b20\d\d\b){0,60}(?:\.\s(?:il n'(?:est|a) pas (?:ete )?procede au vote|pas de vote))?\W*"
)
ASSEMBLY_ALONE = re.compile(rf"\W*l[ea']s? ?{ASSEMBLY}\W*")  # on its line
_RECITED = re.compile(rf", (?:l[ea']s? ?{ASSEMBLY})(?=[ ,])")
# "Le Conseil départemental a accordé une subvention": news of another council, without a word on a vote
_TOLD_OF_OTHERS = re.compile(
    r"\W*le conseil (?:departemental|regional|general)(?: d[eu][^.;]{2,30})? (?:a|avait) (?:deja |egalement |ainsi |donc )?"
    r"(?:accord|attribu|octroy|notifi|donne|vers|subventionn|autoris)\w*"
)
# "Le Bureau, agissant par délégation du Conseil (délibération du ...), sur proposition du rapporteur, décide :"
_ENDS_OPEN = re.compile(r",\s(?:decide|arrete|approuve|adopte|delibere)\s*:\W*$")
# A sentence of its own inside a paragraph that says what the assembly decides; what it did long ago ("a décidé en 2019") is told, not done.
_SENTENCE = re.compile(rf"(?<=[.;!?] ){_BEFORE}(?:l[ea']s? ?{ASSEMBLY}|les {ASSEMBLY})(?=[ ,])")
_VOTED = re.compile(r"[^.;]{0,200}?\b(?:unanimite|majorite|\d+ (?:voix|pour|contre|abstentions?)|unanimement)\b")
_PAST = re.compile(r"\b(?:a|ont|avait|avaient|aura|ayant) (?:\w{3,12} )?$")
_NOTED = re.compile(r"(?<=[.;!?] )(?:il (?:en )?est (?:pris|donne) acte|acte (?:en )?est (?:pris|donne)|dont acte)\b[^.]{0,60}\W*$")
_WITHIN = r"(?:[^.]|(?<=\b[a-z])\.|(?<=\bmm)\.|(?<=\bmme)\.|(?<=\bmmes)\.)"  # within one sentence, which may name persons
_OPEN_END = re.compile(
    rf"[^.]{{0,80}}:\s*$|{_WITHIN}{{0,50}}\b(?:unanimite|majorite|voix)\b{_WITHIN}{{0,240}}[,:]\s*$"
)  # the verb stands on the next line
_ENDS = re.compile(r"(?<!\b[a-z])(?<!\bmm)(?<!\bmme)(?<!\bart)\.\s")  # the verb belongs to another sentence
_DATED = re.compile(
    r"[^.;]{0,200}\b(?:par (?:une |sa )?deliberation|en date du|le \d{1,2}(?:er)? [a-z]{3,9} (?:19|20)\d\d|en (?:19|20)\d\d)\b"
)
# A paragraph that begins with the verb of the assembly ("Décide de participer ..."), as acts of regions and départements print them.
_BARE_VERB = re.compile(
    r"(?:Décide|Approuve|Autorise|Affecte|Attribue|Adopte|Accorde|Valide|Émet|Emet|Prend acte|Sollicite|Abroge|Délègue|Subordonne|Impute"
    r"|Pris acte|Donné acte|Précise que|Dit que|Désigne|Charge (?:le|la|M)|Mandate|Habilite|Individualise|Institue|Instaure)\b"
)
_PASSIVE = re.compile(r"(?:il )?(?:est|sont) (?:donc |ainsi )?")
_SAID_DONE = re.compile(r"(?:Est|Sont) [a-zé]")  # "Sont attribués les trois lots ...", without an article before it
_ALLOWED = re.compile(
    r"\W*(?:(?:monsieur|madame|m\.|mme\.?) )?l[ea] (?:maire|presidente?)(?:,? ou son representant,?)? est (?:autorise|charge|habilite)e?\b"
)
_NUMBERED_ARTICLE = re.compile(r"\W*art")
_SAID_WHOLE = re.compile(r"\s?:\s?[^\n]{30,}[.;]\s*$")  # "APPROUVE : La convention est approuvée.", a whole sentence behind the verb
_VOTE_COLUMNS = re.compile(
    r"\W*(?:(?:votants?|presents?|(?:suffrages )?exprimes?|(?:voix )?(?:pour|contre)|abst(?:entions?)?|nppv"
    r"|ne pren(?:ds?|nent) pas part au vote|non[ -](?:votants?|participations?))\W*){2,}"
)


def mark_of(piece: Piece) -> Mark:
    """The part `piece` plays, told by its first words alone."""
    text = piece.flat
    if piece.is_row:
        return Mark.VOTE if is_vote_row(text) else Mark.OTHER
    if _VOTERS.fullmatch(text):
        return Mark.OPENING
    recited = _recited_decision(text)
    for mark in (Mark.VISA, Mark.CLOSING, Mark.ANNEX, Mark.OPENING):
        if opens(mark).match(text) and (mark is not Mark.ANNEX or len(text) < 160) and not (mark is Mark.VISA and recited):
            return mark
    if opens(Mark.RECITAL).match(text) and not recited:
        return Mark.RECITAL
    if recited:
        return Mark.DECISION
    if decides(text):
        return Mark.DECISION
    if (
        opens(Mark.VOTE).match(text[:VOTE_TOLD])
        or holds(Mark.VOTE).search(text[:VOTE_TOLD])
        or (len(text) < 120 and LETTERS.search(text))
        or SET_ASIDE.fullmatch(text)
        or _MINUTES_ADOPTED.search(text)
        or (AMENDMENT.match(text) and AMENDMENT_SETTLED.search(text))
    ):
        return Mark.VOTE
    if opens_with_verb(piece) or _is_spaced_verb(text):
        return Mark.VERB
    return Mark.SPEECH if _speech().match(text) or opens(Mark.SPEECH).match(text) else Mark.OTHER


@cache
def _speech() -> re.Pattern[str]:
    """A person, and what they do in a debate."""
    return re.compile(rf"{opens('speaker').pattern}[^.:]{{0,140}}?\b(?:{holds('says').pattern})")


def _is_spaced_verb(text: str) -> bool:
    """A deciding verb alone on its line, its letters set apart."""
    return _SPACED.fullmatch(text) is not None and deciding_verb().fullmatch("".join(re.findall("[a-z]", text))) is not None


def _recited_decision(text: str) -> bool:
    """Whether a paragraph that begins as a recital ends in the decision ("Considérant ..., le conseil décide à l'unanimité ...")."""
    if not (opens(Mark.VISA).match(text) or opens(Mark.RECITAL).match(text)):
        return False
    if _DELIBERATED.search(text):
        return True
    for body in _RECITED.finditer(text):
        verb = deciding_verb().search(text, body.end(), body.end() + 160)
        if verb and not holds("not_yet").search(text, body.end(), verb.start()) and not _PAST.search(text, body.end(), verb.start()):
            return _VOTED.match(text, body.end()) is not None or holds("formula").search(text, body.end()) is not None
    return False


def heads_votes(text: str) -> bool:
    """Whether a flat text is nothing but the columns of a table of votes, whose figures stand below."""
    return _VOTE_COLUMNS.fullmatch(text) is not None


def is_vote_row(text: str) -> bool:
    """The heading of a table of votes ("Votants | Pour | Contre | Abstention"), or a row that is a vote line."""
    if re.search(r"(?:^|[.;]\s)\W*votes?\s*:", text):
        return True
    return len(text) < 200 and (
        opens(Mark.VOTE).match(text) is not None
        or holds(Mark.VOTE).match(text) is not None
        or ("pour" in text and "contre" in text and "abst" in text)
    )


def decides(text: str) -> bool:
    """Whether a flat text says that the assembly decides: the formula, or the assembly and a deciding verb close by."""
    if holds("formula").search(text[:600]) and not opens(Mark.VISA).match(text):
        return True
    subject = _SUBJECT.match(text)
    if (subject or _OTHER_BODY.match(text)) and _ENDS_OPEN.search(text) and not _ENDS.search(text):
        return True
    if subject and _TOLD_OF_OTHERS.match(text) and not _VOTED.match(text, subject.end()):
        return False
    if subject:
        return _has_own_verb(text, subject.end()) or _OPEN_END.match(text, subject.end()) is not None
    other = _OTHER_BODY.match(text)  # syndicates, standing committees: of these others tell as well, in the past tense
    if other and not _HOW_ELECTED.search(text) and (verb := deciding_verb().search(text, other.end(), other.end() + 120)):
        between = (other.end(), verb.start())
        return not any(told.search(text, *between) for told in (holds("not_yet"), _PAST, _ENDS))
    elected = opens("elected").match(text) or holds("elected").search(text)
    if opens("verdict").match(text) or (len(text) < 900 and elected and not _BALLOT_RULES.search(text)):
        return True
    return sentence_of_assembly(text) is not None


def sentence_of_assembly(text: str) -> int | None:
    """Where, inside a flat paragraph, a later sentence begins in which the assembly decides; None without."""
    for sentence in _SENTENCE.finditer(text):
        verb = deciding_verb().search(text, sentence.end(), sentence.end() + 120)
        if verb is None and _OPEN_END.fullmatch(text, sentence.end()):
            return sentence.start()
        if verb is None or holds("not_yet").search(text, sentence.start(), verb.start()) or "." in text[sentence.end() : verb.start()]:
            continue
        if _PAST.search(text, sentence.end(), verb.start()) and not _VOTED.match(text, sentence.start()):
            continue
        return sentence.start()
    noted = _NOTED.search(text)
    return noted.start() if noted else None


def _has_own_verb(text: str, start: int) -> bool:
    """A deciding verb soon after the assembly, which is not merely called to decide, and did not decide long ago."""
    verb = deciding_verb().search(text, start, start + 120)
    if verb is None or holds("not_yet").search(text, start, verb.start()) or _ENDS.search(text, start, verb.start()):
        return False
    return not (_PAST.search(text, start, verb.start()) and _DATED.match(text, start))


def _passive_verb(text: str, start: int) -> bool:
    """Whether an article opens with what is done ("Article 1 : Est confiée à ... une étude"), as decisions of an executive say it."""
    passive = _PASSIVE.match(text, start)
    return passive is not None and deciding_participle().match(text, passive.end()) is not None


def opens_with_verb(piece: Piece) -> bool:
    """A dispositif line: "ARTICLE 1 : DÉCIDE ...", "- APPROUVE ...", "Autorisé ...": the verb in capitals or first in a list item."""
    article = ARTICLE.match(piece.flat)
    start = article.end() if article else re.match(r"\W*", piece.flat).end()  # type: ignore[union-attr]
    if article and _NUMBERED_ARTICLE.match(piece.flat) and _passive_verb(piece.flat, start):
        return True
    if _ALLOWED.match(piece.flat, start) or (_SAID_DONE.match(piece.text, start) and _passive_verb(piece.flat, start)):
        return True
    verb = deciding_verb().match(piece.flat, start) or (None if piece.bold else deciding_participle().match(piece.flat, start))
    printed = piece.text[verb.start() : verb.end()] if verb else ""
    if not verb or (
        re.match(r"\s*[-:/]", piece.flat[verb.end() :]) and not (printed.isupper() and _SAID_WHOLE.match(piece.flat, verb.end()))
    ):
        return False  # "ÉLUS - Mission locale" is the field of a matter
    prominent = piece.bold or piece.kind is BlockKind.HEADING
    if not prominent and len(piece.text) > 24 and _BARE_VERB.match(piece.text, start):
        return True
    return printed.isupper() or (not prominent and (bool(article) or (printed[:1].isupper() and bool(piece.bullet or start))))
