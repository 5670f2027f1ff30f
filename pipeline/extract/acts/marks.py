"""What each piece is in the anatomy of an act: visa, recital, formula, vote line, speech, closing words."""

from __future__ import annotations

import re
from enum import StrEnum

from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.rules import deciding_participle, deciding_verb
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
FORMULA = re.compile(
    r"apres (?:en )?(?:avoir|etre|echange|discussion|debat|deliberation|vote)(?:(?!\bdecid)[^.:;]){0,90}?\bdelib\w+"
    r"|apres (?:en )?(?:avoir )?(?:en )?deliber\w+|(?<!conclu )(?<!ete vu )(?<!fait )\bet (?:en avoir |en a |a )?delibere\b"
    r"|\bapres en avoir debattu|\b(?<!ait )(?<!aient )(?<!aura )(?<!ront )(?<!pas )(?<!encore )(?<!jamais )delibere et\b|en avoir delibere"
    r"|apres (?:en )?avoir (?:entendu|pris connaissance)[^.:;,]{0,120}"
    r"|\bsur (?:la )?proposition (?:du maire|du president|de la maire)[^.:;]{0,40}\bdelib"
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
_ELECTED = re.compile(
    r"^\W*(?:en consequence,? |par consequent,? |ainsi,? )?(?:sont|est|a ete|ont ete) (?:donc |ainsi )?"
    r"(?:proclame|declare|elu|designe|nomme)e?s?\b(?![^.]{0,60}(?:secretaire|president de seance|presidente de seance))"
    r"|\b(?:est|sont|a ete|ont ete) (?:immediatement |donc )?(?:proclame|declare)e?s? (?:elu|maire|president|adjoint|vice|delegue|membre)"
    r"(?![^.]{0,60}(?:secretaire|presidente? de seance))"
    r"|\bil ressort de (?:ce|ces) [^.]{0,20}?votes?\b[^.]{0,120}\belue?s?\b"
    r"|\b(?:est|sont|a ete|ont ete) elue?s? a l'unanimite\b(?!.{0,40}secretaire)"
)
_BALLOT_RULES = re.compile(r"\ben cas d'egalite\b|\bdeux tours\b|\btroisieme tour\b")  # how one is elected, not who was
_OTHER_BODY = re.compile(
    rf"^(?:- )?{_BEFORE}l[ea] (?:comite(?: syndical)?|commission permanente|bureau(?: communautaire| syndical)?)(?=[ ,])"
)
_HOW_ELECTED = re.compile(r"\belit\b[^.;]{0,40}\b(?:parmi (?:les|ses)|en son sein)\b")  # statutes, joined to an act
_BARE_VERDICT = re.compile(
    r"^\W*(?:l[ea] (?:maire|presidente?)(?: (?:de|du|d')[^:,.]{2,50})?,? )?"
    r"(?:decide|approuve|delibere|adopte|autorise)\s*(?:,[^:]{0,80})?:\s*$"
    r"|^\W*il est (?:donc |ainsi |alors )?decide (?:de |d'|que )|^\W*il en est ainsi (?:decide|ordonne)\b"
    r"|^\W*(?:adoption|approbation|accord|avis (?:de)?favorable|rejet|refus)\b[^.;:]{0,40}\b(?:a l'unanimite|a la majorite|par \d+ voix)\b"
)
ARTICLE = re.compile(
    r"^\W*(?:art(?:icle|\.)?\s*(?:\d{1,2}|premier|unique|1er|[ivx]{1,4})(?:er)?(?:\s*[-:.°])*\s*|\d{1,2}\s?[°.)]+\s*)(?:d'|de |que )?"
)
_VOTE = re.compile(
    r"^\W*(?:le\s+)?(?:resultats? (?:du|des) )?(?:votes?|scrutin|mode de scrutin|votants|suffrages exprimes)"
    r"(?: (?:a main levee|nominal|public|secret|a bulletins? secrets?|ordinaire|de la deliberation|du conseil(?: municipal"
    r"| communautaire)?|des votes?))*\s*(?::|-|$)"
    r"|^\W*(?:votants?\W+)?(?:(?:suffrages )?exprimes?\W+)?pour\W+contre\W+abst"
    r"|^\W*[^.]{0,90}\bmis(?:es?)? aux voix\b"
    r"|^\W*[^.]{0,90}\b(?:est|sont|a ete|ont ete) (?:donc )?(?:adopte|approuve|rejete|attribue|accorde|vote|valide|accepte)e?s?"
    r" (?:a l'unanimite"
    r"|a la majorite|par \d+)"
    r"|^\W*mise? aux (?:voix|suffrages)\b|\brecueill(?:e|ent) (?:\d+|[a-z-]+) (?:voix|suffrages|votes)\b"
    r"|^\W*ainsi (?:fait et )?delibere\b[^\n]{0,40}\d+ (?:voix |votes? )?pour\b"
    r"|^\W*votes? (?:favorable|defavorable|unanime)s?\b|^\W*(?:votes?\W+)?sans vote\W*$"
    r"|^\W*(?:dont acte|il (?:en )?est pris acte|acte (?:en )?est (?:donne|pris)|le conseil en (?:prend|a pris) acte)\b"
    r"|^\W*(?:ont vote |vote |voix |avis )?(?:pour|contre|abstentions?|ne pren(?:ds?|nent) pas part au vote"
    r"|unanimite)\s*(?:\(\d+\)|(?!(?:19|20)\d\d\b)\d+\b|[:=]|$)"
    r"|^\W*(?:\d+|une?|deux|trois) (?:voix |votes? )?(?:pour|contre|abstentions?)\b"
    r"|^\W*(?:vot(?:e|ent|es)|ont vote) (?:pour|contre)\s*:|^\W*s'(?:abstiennent|abstient)\s*:"
    r"|^\W*les? (?:groupes?|elus du groupe|membres du groupe|listes?)\b[^.]{0,80}"
    r"\b(?:vot(?:e|ent) (?:pour|contre)|s'absti\w+|ne pren(?:d|nent))"
    r"|^\W*(?:ont vote|s'est abstenu|se sont abstenus|s'abstiennent|s'abstient)\b"
    r"|\b(?:le|ce) (?:compte[- ]rendu|proces[- ]verbal|pv)[^.:]{0,60}\b(?:est|a ete) (?:donc |ainsi )?(?:adopte|approuve|arrete|valide)"
    r"|^\W*(?:la (?:presente )?(?:deliberation|proposition|motion|decision|question)|le projet|l'amendement|le texte|le vou"
    r"|le voeu|ce point|le rapport|l'ajournement|le renvoi|le report)[^.:]{0,60}"
    r"(?:mise? aux voix|(?:n')?(?:est|a ete) (?:donc |ainsi |pas |ensuite )?(?:adopte|approuve|vote|rejete|repousse|refuse|ecarte))"
    r"|^\W*(?:les|ces) (?:conclusions|propositions|deliberations|tarifs|rapports)\b[^.:]{0,60}"
    r"(?:mise?s? aux voix|(?:sont|ont ete) (?:donc |ainsi )?(?:adopte|approuve|vote|rejete))"
    r"|^\W*(?:adoptee?s?|approuvee?s?|votee?s?|accordee?s?|rejetee?s?|delibere|accepte)\b[^.:]{0,40}(?:a l'unanimite"
    r"|a la majorite|par \d+|unanim|voix)"
    r"|^\W*(?:report|renvoi|ajournement|retrait) (?:est |a ete )?(?:accepte|adopte|approuve|decide|vote)\b[^.:]{0,40}"
    r"(?:unanim|majorite|par \d+)"
    r"|^\W*(?:decision|deliberation) (?:est |a ete )?prise (?:a l'unanimite|a la majorite|par \d+)"
    r"|^\W*(?:deliberation|proposition|motion|vou|projet|rapport|texte) (?:adopte|approuve|vote|rejete|repousse)e?s?\b[^.]{0,40}(?:unanim"
    r"|majorite|\d|voix)"
    r"|^\W*(?:adoptee?s?|approuvee?s?|votee?s?|rejetee?s?|repoussee?s?)\s*[:(,-]\s*\d+"
    r"|^\W*(?:a l'unanimite|a la majorite|unanimite|majorite)\b[^:]{0,80}$"
    r"|^\W*(?:(?:votes?|scrutin|resultats?)\W{1,4})?(?:adopt(?:ee?s?|ion)|approuvee?s?|approbation|rejet(?:ee?s?)?)\W{1,4}"
    r"(?:pour|contre|abstentions?|votants?|(?:a )?l'unanimite|unanimite|unanime|(?:a )?la majorite|majorite)\b"
    r"|^\W*il (?:est|a ete) (?:alors |donc |ensuite )?procede au (?:scrutin|vote)\b[^.]{0,120}\b\d+ (?:voix )?pour\b[^.]{0,40}\bcontre\b"
    r"|\bpour\s*:\s*\d+[^.]{0,80}\bcontre\s*:|\bcontre\s*:\s*\d+[^.]{0,80}\babstentions?\s*:"
)
# behind what somebody had to correct in them, at the end of a paragraph
_MINUTES_ADOPTED = re.compile(
    r"\ble (?:compte[- ]rendu|proces[- ]verbal|pv)[^.:;]{0,60}\b(?:est|a ete) (?:donc |ainsi )?(?:adopte|approuve)[^.:;]{0,60}\W*$"
)
_VISA = re.compile(r"^\W*vus?\b(?! (?:que|l'unanimite))")
_RECITAL = re.compile(
    r"^\W*(?:considerant|attendu)\b|^\W*(?:(?:ayant )?entendue?|ouie?)\s(?:l[ea] rapport|l'expose|l'avis|les explications"
    r"|(?:l[ea]|son) rapporteure?|en son rapport|m\.|mme|monsieur|madame)\b"
    r"(?!.*\b(?:decid|approuv|adopt|autoris|attribu|fix|delib)\w*)"
)
_SPEAKER = (
    r"(?:(?:m|mm|mr|mme|mmes|mlle)\.?(?=\s?[a-z])|monsieur|madame|messieurs|mesdames|le maire|la maire|le president|la presidente|l'adjoint"
    r"|un elu|une elue|un conseiller|"
    r"une conseillere|le rapporteur)"
)
_SPEECH = re.compile(
    rf"^\W*(?:{_SPEAKER})[^.:]{{0,140}}?\b(?:demand|precis|indiqu|repond|regrett|souhait|estim|remarqu|ajout|remerci|interrog"
    rf"|s'interroge|s'etonn|rappel|"
    rf"confirm|expliqu|soulign|dit|fait (?:part|remarquer|observer)|pense|trouve|signal|revien|quitt|reintegr|rejoin|insist"
    rf"|conteste|s'inquiet|propos|se felicit|"
    rf"crain|not[e]|constat|intervien|vote|annonc|informe|considere|craint|juge|plaide|salu|entend|approuv|complet|reprend"
    rf"|preside|sort|evoqu|partag|expos|present)"
    r"|^\W*(?:a la demande|en reponse|suite a (?:la question|une question)|a l'annonce|apres (?:echange|un echange|discussion)s?)\b"
)
_CLOSING = re.compile(
    r"^\W*(?:fait et delibere|ainsi (?:fait|delibere)(?![^\n]{0,60}\b(?:adopte|unanimite|majorite|\d+ (?:voix |votes? )?pour))"
    r"|pour extrait|pour copie|certifie (?:conforme|executoire)"
    r"|le(?:s)? (?:secretaire|president|maire|presidente)s?(?: de seance)?,?\s*$|"
    r"la (?:secretaire|presidente|maire)(?: de seance)?,?\s*$|acte (?:rendu )?executoire|ont signe|signatures?\b"
    r"|delibere en seance|les jour,? mois|"
    r"la presente (?:deliberation|decision) (?:peut|pourra)|le(?:\s+present acte)? .{0,60}recours (?:pour exces|devant)"
    r"|la seance est levee|seance levee|"
    r"l'ordre du jour etant epuise|l'ordre du jour etant|plus rien n'etant|fin de (?:la )?seance|la seance (?:a ete|prend))"
)
_ANNEX = re.compile(r"^\W*(?:annexes?|piece jointe|pieces annexees)\b(?!.{0,30}(?:est|sont|a la presente))")
_OPENING = re.compile(
    r"^\W*(?:l'an (?:deux|20|mil)|etaient presents|(?:delegues|membres|conseillers|elus|sont) presents?\b"
    r"|presents?\s*(?:\(\d+\))?\s*:|absents?(?: excuses?)?\b[^.]{0,30}:"
    r"|pouvoirs?\s*(?:\(\d+\))?\s*:|procurations?\b[^.]{0,20}:|"
    r"secretaire(?: de seance)?\s*:|nombre de (?:conseillers|membres|delegues|elus)|conseillers en exercice|en exercice\b"
    r"|date de (?:la )?convocation|convocation|"
    r"avaient donne|ont donne pouvoir|ayant donne|excuses?\b[^.]{0,30}:|le quorum|date d'affichage|seance (?:publique )?du"
    r"|sous la presidence)"
)


_VOTERS = re.compile(  # of the roll call: how many may vote, not how they did, though names of the column beside may follow on the line
    r"\W*(?:nombre de )?votants?\W{0,3}\d{0,3}(?!\d)(?!.*\b(?:pour|contre|voix|abst\w*|exprimes?|unanim\w*|majorite)\b).*"
)
_DELIBERATED = re.compile(r"\bapres (?:en )?(?:avoir )?(?:en )?deliber|\ben avoir deliber")


def mark_of(piece: Piece) -> Mark:
    """The part `piece` plays, told by its first words alone."""
    text = piece.flat
    if piece.is_row:
        return Mark.VOTE if is_vote_row(text) else Mark.OTHER
    if _VOTERS.fullmatch(text):
        return Mark.OPENING
    recited = _recited_decision(text)
    for mark, pattern in ((Mark.VISA, _VISA), (Mark.CLOSING, _CLOSING), (Mark.ANNEX, _ANNEX), (Mark.OPENING, _OPENING)):
        if pattern.match(text) and (mark is not Mark.ANNEX or len(text) < 160) and not (mark is Mark.VISA and recited):
            return mark
    if _RECITAL.match(text) and not recited:
        return Mark.RECITAL
    if recited:
        return Mark.DECISION
    if decides(text):
        return Mark.DECISION
    if (
        _VOTE.search(text[:220])
        or (len(text) < 120 and LETTERS.search(text))
        or SET_ASIDE.fullmatch(text)
        or _MINUTES_ADOPTED.search(text)
        or (_IS_AMENDMENT.match(text) and AMENDMENT_SETTLED.search(text))
    ):
        return Mark.VOTE
    if opens_with_verb(piece) or _is_spaced_verb(text):
        return Mark.VERB
    return Mark.SPEECH if _SPEECH.match(text) else Mark.OTHER


_SPACED = re.compile(r"\W*(?:[a-z] ){3,}[a-z]\W*")  # "D É C I D E"


def _is_spaced_verb(text: str) -> bool:
    """A deciding verb alone on its line, its letters set apart."""
    return _SPACED.fullmatch(text) is not None and deciding_verb().fullmatch("".join(re.findall("[a-z]", text))) is not None


_IS_AMENDMENT = re.compile(r"\W*(?:sous-)?amendement\b")
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
_RECITED = re.compile(rf", (?:l[ea']s? ?{ASSEMBLY})(?=[ ,])")


def _recited_decision(text: str) -> bool:
    """Whether a paragraph that begins as a recital ends in the decision ("Considérant ..., le conseil décide à l'unanimité ...")."""
    if not (_VISA.match(text) or _RECITAL.match(text)):
        return False
    if _DELIBERATED.search(text):
        return True
    for body in _RECITED.finditer(text):
        verb = deciding_verb().search(text, body.end(), body.end() + 160)
        if verb and not _NOT_YET.search(text, body.end(), verb.start()) and not _PAST.search(text, body.end(), verb.start()):
            return _VOTED.match(text, body.end()) is not None or FORMULA.search(text, body.end()) is not None
    return False


def is_vote_row(text: str) -> bool:
    """The heading of a table of votes ("Votants | Pour | Contre | Abstention"), or a row that is a vote line."""
    if re.search(r"(?:^|[.;]\s)\W*votes?\s*:", text):
        return True
    return len(text) < 200 and (_VOTE.match(text) is not None or ("pour" in text and "contre" in text and "abst" in text))


def decides(text: str) -> bool:
    """Whether a flat text says that the assembly decides: the formula, or the assembly and a deciding verb close by."""
    if FORMULA.search(text[:600]) and not _VISA.match(text):
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
        return not any(told.search(text, *between) for told in (_NOT_YET, _PAST, _ENDS))
    if _BARE_VERDICT.match(text) or (len(text) < 900 and _ELECTED.search(text) and not _BALLOT_RULES.search(text)):
        return True
    return sentence_of_assembly(text) is not None


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


def sentence_of_assembly(text: str) -> int | None:
    """Where, inside a flat paragraph, a later sentence begins in which the assembly decides; None without."""
    for sentence in _SENTENCE.finditer(text):
        verb = deciding_verb().search(text, sentence.end(), sentence.end() + 120)
        if verb is None and _OPEN_END.fullmatch(text, sentence.end()):
            return sentence.start()
        if verb is None or _NOT_YET.search(text, sentence.start(), verb.start()) or "." in text[sentence.end() : verb.start()]:
            continue
        if _PAST.search(text, sentence.end(), verb.start()) and not _VOTED.match(text, sentence.start()):
            continue
        return sentence.start()
    noted = _NOTED.search(text)
    return noted.start() if noted else None


_NOTED = re.compile(r"(?<=[.;!?] )(?:il (?:en )?est (?:pris|donne) acte|acte (?:en )?est (?:pris|donne)|dont acte)\b[^.]{0,60}\W*$")
_WITHIN = r"(?:[^.]|(?<=\b[a-z])\.|(?<=\bmm)\.|(?<=\bmme)\.|(?<=\bmmes)\.)"  # within one sentence, which may name persons
_OPEN_END = re.compile(
    rf"[^.]{{0,80}}:\s*$|{_WITHIN}{{0,50}}\b(?:unanimite|majorite|voix)\b{_WITHIN}{{0,240}}[,:]\s*$"
)  # the verb stands on the next line
_NOT_YET = re.compile(
    r"\b(?:est|sont|etait|etaient|sera|seront) (?:appele|invite|informe|amene|sollicite)|\b(?:doit|doivent"
    r"|devra|peut|peuvent|pourra|avait|avaient)\b|\bsi (?:ce dernier|cette derniere|celui-ci|celle-ci|il|elle)\b"
)


def _has_own_verb(text: str, start: int) -> bool:
    """A deciding verb soon after the assembly, which is not merely called to decide, and did not decide long ago."""
    verb = deciding_verb().search(text, start, start + 120)
    if verb is None or _NOT_YET.search(text, start, verb.start()) or _ENDS.search(text, start, verb.start()):
        return False
    return not (_PAST.search(text, start, verb.start()) and _DATED.match(text, start))


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


def _passive_verb(text: str, start: int) -> bool:
    """Whether an article opens with what is done ("Article 1 : Est confiée à ... une étude"), as decisions of an executive say it."""
    passive = _PASSIVE.match(text, start)
    return passive is not None and deciding_participle().match(text, passive.end()) is not None


_SAID_WHOLE = re.compile(r"\s?:\s?[^\n]{30,}[.;]\s*$")  # "APPROUVE : La convention est approuvée.", a whole sentence behind the verb


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
