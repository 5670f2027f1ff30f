"""The parts of one act: recitals, statement, operative part, vote, debate, annexes, as spans of the running text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.acts.marks import ARTICLE, ASSEMBLY, ASSEMBLY_ALONE, SET_ASIDE, Mark, heads_votes, sentence_of_assembly
from pipeline.extract.acts.numbers import POINT
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.rules import deciding_participle, deciding_verb, holds
from pipeline.extract.acts.segments import Segment
from pipeline.extract.acts.titles import last_minutes
from pipeline.records.source import BlockKind, Span


@dataclass(frozen=True, slots=True)
class Anatomy:
    """Spans into the running text. `operative` is None when nothing in the segment decides. `decision` runs from the formula to the end of
    the operative part; `votes` are the vote lines and the words that carry the vote."""

    whole: Span
    operative: Span | None
    decision: Span | None
    votes: tuple[Span, ...] = ()
    recitals: tuple[Span, ...] = ()
    statement: Span | None = None
    debate: Span | None = None
    annexes: tuple[Span, ...] = ()
    asked: bool = False  # the operative words are a proposal that only a vote answers


_QUESTION = re.compile(
    r"\b(?:il est|est) (?:donc |ainsi |alors )?(?:propose|demande)\b|\b(?:propose|demande|soumet|invite"
    r"|sollicite)(?:nt)?\b[^.]{0,160}?(?:aux membres|au conseil|a l'assemblee|"
    r"l'approbation|l'adoption|d'approuver|d'adopter|de (?:se prononcer|voter|valider|fixer|donner|l'autoriser|maintenir|verser"
    r"|creer|retenir|reporter)|d'affecter|d'appliquer|"
    r"d'autoriser|s'ils|d'accepter|d'attribuer|de [a-z]+er\b|d'[a-z]+er\b)|\b(?:est|sont) invites? a se prononcer|\bmet aux voix\b"
    r"|\b(?:acceptez|approuvez|adoptez|validez|autorisez|confirmez)-vous\b|\betes-vous (?:d'accord|favorables?|pour)\b"
)
_SPEAKS_FOR_COUNCIL = re.compile(
    r"^\W*(?:madame|monsieur|mme|m\.)\s+(?:le|la)\s+(?:maire|presidente?)|^\W*(?:le|la)\s+(?:maire|presidente?|rapporteure?)"
    r"|^\W*il (?:est|vous est)|^\W*elle\b|^\W*il\b"
    r"|premiere? adjointe?|\badjointe?\b"
)
# All that a paragraph says: "Le conseil, après avoir entendu le rapporteur, procède à un vote à main levée sur cette proposition."
_CALLS_VOTE = re.compile(r"[^.:;]*\bproced(?:e|er|ent|ons) (?:a|au) (?:un |une )?(?:vote|scrutin|mise aux voix)\b[^:;]*\W*")
_BODY = r"conseil (?:municipal|communautaire|metropolitain|departemental|regional|syndical|d'administration)"
_NAMED_BODY = re.compile(rf"\W*le ({_BODY})\b")
_ASKED_BODY = re.compile(rf"\b(?:demande|propose|invite)\w*\b[^.;:]{{0,60}}\b(?:membres du|au|le) ({_BODY})\b")
_OF_SENTENCE = r"(?:[^.]|(?<=\bm)\.|(?<=\bmm)\.|(?<=\bmme)\.|(?<=\bmmes)\.)"  # which may name persons
_ON_THE_SIDE = re.compile(
    rf"^\W*{_OF_SENTENCE}{{0,60}}\b(?:(?:sous-)?amendements?|demandes? de (?:renvoi|report|ajournement|huis clos|scrutin|vote)"
    r"|question prealable|motion (?:de (?:renvoi|report)|d'ordre))\b"
    rf"{_OF_SENTENCE}{{0,200}}\b(?:rejet|repouss|refus|adopt|approuv|retenu|aux voix|retir)"
)
# right behind the formula, in capitals amid words that are not: a verb whatever it is ("ENCOURAGE les exploitants à ...")
_PRINTED_VERB = re.compile(r"[\s,.:–—-]*(?P<verb>[A-ZÀ-Ý]{4,})\b(?=\s+[a-zà-ÿ(«\d])")
TAIL = 50  # characters behind the formula that say the decision in words of their own ("tire le bilan suivant ...")
_TOLD_BESIDE = re.compile(r"\([^()]*$|, $|\betant $")
_ASSEMBLY_DECIDES = re.compile(rf"\W*(?:l[ea']s? ?{ASSEMBLY})\b(?!.{{0,80}}\b(?:est|sont|sera|doit|devra|avait|a ete)\b)")
_BREAK = re.compile(r"(?<!\bm)(?<!\bmm)(?<!\bmme)(?<!\bart)(?<!\b[a-z])[.?!]\s+(?=[^\W\d_])")
_SOON = 5  # lines, rows of tables set aside
_INFINITIVE = re.compile(r"\W*(?:\d{1,2}\W+)?(?:de |d')[a-z]+(?:er|ir|re)\b")  # "D'affecter ..." goes on from "DÉCIDE"
_BARE_VERB = re.compile(r"\W*(?:decide(?:nt)?|arrete|approuve|delibere)\W*")
_SUM_FIRST = re.compile(r"\(?\d[\d \u00a0\u202f]*(?:,\d+)?\s?(?:€|euros)")  # a paragraph cut before its sum
_FIGURES = re.compile(r"[\s|]*(?:\d{1,3}|/)(?:[\s|]+(?:\d{1,3}|/)){2,7}[\s|]*$")
# A vote line that a page break cut: "(« Ensemble ») - Abstention : 0".
_VOTE_GOES_ON = re.compile(r"\W*[(«\"-][^.]{0,120}(?:\)|\b(?:pour|contre|abstentions?|pas part au vote)\s*:)[^.]{0,80}\.?\s*$")
UNFINISHED_NAMES = re.compile(r"(?:,|\b(?:mm?\.|mmes?|mr|mlle|monsieur|madame|et))\s*$")  # a list of names that goes on on the next line
# "Il ressort de ce vote les résultats suivants : 11 voix « Pour », 4 voix « Contre »"
_RESULT_TOLD = re.compile(
    r"\bil (?:en )?(?:ressort|resulte)\b[^.;:]{0,40}\b(?:vote|scrutin|resultats? suivants?)\b|\bresultats? d[eu] (?:ce )?(?:vote|scrutin)\b"
)
_CHOICE = re.compile(r"\W*(?:\d{1,3} )?(?:voix )?\W*(?:pour|contre|abstentions?|oui|non|blancs?)\b")


def anatomy_of(pieces: Sequence[Piece], marks: Sequence[Mark], segment: Segment) -> Anatomy:
    """The parts of `segment`."""
    body = segment.first if segment.title is None else segment.title.last + 1
    last = segment.last
    minutes = segment.title is not None and last_minutes(pieces[segment.title.first].flat)
    decided = _decision_index(pieces, marks, segment.indices(body), first=minutes)
    whole = (pieces[segment.first].start, pieces[max(last - 1, segment.first)].end)
    before = [i for i in segment.indices(body) if decided is None or i < decided]
    recitals = tuple((pieces[i].start, pieces[i].end) for i in before if marks[i] in {Mark.VISA, Mark.RECITAL})
    if decided is None:
        return Anatomy(whole, None, None, recitals=recitals, statement=_statement(pieces, marks, before))
    start, asked = _operative_start(pieces, marks, body, decided, last)
    end_index = _operative_end(pieces, marks, decided, last)
    recitals = tuple(
        (pieces[i].start, pieces[i].end)
        for i in segment.indices(body)
        if marks[i] in {Mark.VISA, Mark.RECITAL} and (i < decided or pieces[i].end <= start)
    )
    begun = next((i for i in range(end_index + 1, last) if pieces[i].start <= start < pieces[i].end), None)
    if begun is not None:  # the verb stands below the words that announce it
        end_index = _operative_end(pieces, marks, begun, last)
    told = next((i for i in range(end_index, decided, -1) if not heads_votes(pieces[i].flat)), decided)
    end = pieces[told].end
    votes = _vote_spans(pieces, marks, segment.indices(body), decided, end_index)
    annex = next((i for i in range(end_index + 1, last) if marks[i] is Mark.ANNEX), None)
    debate_end = annex if annex is not None else last
    debate = [i for i in range(end_index + 1, debate_end) if marks[i] in {Mark.SPEECH, Mark.OTHER}]
    return Anatomy(
        whole,
        (min(start, end - 1), end),
        (min(pieces[decided].start, start), end),
        votes,
        recitals,
        _statement(pieces, marks, before),
        (pieces[debate[0]].start, pieces[debate[-1]].end) if debate else None,
        ((pieces[annex].start, pieces[last - 1].end),) if annex is not None else (),
        asked,
    )


def _decision_index(pieces: Sequence[Piece], marks: Sequence[Mark], own: Sequence[int], *, first: bool) -> int | None:
    """The piece that decides: the formula, else a deciding verb or a vote; the `first` of them all for the minutes of the last sitting,
    below which the opening goes on."""
    if first:
        return next((i for i in own if marks[i] in {Mark.DECISION, Mark.VERB, Mark.VOTE}), None)
    own = _without_side_votes(pieces, marks, own)
    formulas = _of_own_assembly(pieces, own, [i for i in own if marks[i] is Mark.DECISION])
    formulas = [i for i in formulas if i == formulas[-1] or not _CALLS_VOTE.fullmatch(pieces[i].flat)]
    if formulas:
        first_formula = next((i for i in formulas if _opens_list(pieces, marks, i)), formulas[0])
        if not holds("formula").search(
            pieces[formulas[0]].flat
        ):  # told before the visas ("L'assemblée décide de ne pas voter au scrutin secret.")
            visas = [i for i in own if marks[i] is Mark.VISA and i > formulas[0]]
            behind = next((i for i in formulas if visas and i > visas[0] and holds("formula").search(pieces[i].flat)), None)
            if behind is not None:
                return _behind_recitals(pieces, marks, own, behind)
        told = sentence_of_assembly(pieces[formulas[0]].flat) is not None and not holds("formula").search(pieces[formulas[0]].flat)
        return _behind_recitals(pieces, marks, own, first_formula if told else formulas[0])
    verbs = [i for i in own if marks[i] is Mark.VERB]
    votes = [i for i in own if marks[i] is Mark.VOTE]
    if verbs and (not votes or verbs[0] < votes[0]):
        return verbs[0]
    return votes[0] if votes else None


def _of_own_assembly(pieces: Sequence[Piece], own: Sequence[int], formulas: list[int]) -> list[int]:
    """Without what the act tells of another assembly ("Le conseil départemental ...") than the one that deliberates or is asked."""
    bodies = (_NAMED_BODY.match(pieces[i].flat) for i in formulas if holds("formula").search(pieces[i].flat))
    body = next((named[1] for named in bodies if named), None)
    body = body or next((asked[1] for i in own if (asked := _ASKED_BODY.search(pieces[i].flat))), None)
    if body is None:
        return formulas
    return [
        i
        for i in formulas
        if holds("formula").search(pieces[i].flat) or (told := _NAMED_BODY.match(pieces[i].flat)) is None or told[1] == body
    ]


def _opens_list(pieces: Sequence[Piece], marks: Sequence[Mark], formula: int) -> bool:
    """Whether a formula ends open above the verbs it introduces ("Après débat, l'assemblée : / DÉCIDE ...")."""
    return pieces[formula].text.rstrip().endswith((":", ",")) and formula + 1 < len(marks) and marks[formula + 1] is Mark.VERB


def _without_side_votes(pieces: Sequence[Piece], marks: Sequence[Mark], own: Sequence[int]) -> list[int]:
    """Without the votes on an amendment or on how to proceed, where another decision follows them."""
    deciding = [i for i in own if marks[i] in {Mark.DECISION, Mark.VERB, Mark.VOTE}]
    aside = {i for i in deciding if marks[i] is Mark.VOTE and _ON_THE_SIDE.match(pieces[i].flat) and deciding[-1] > i}
    return [i for i in own if i not in aside]


def _behind_recitals(pieces: Sequence[Piece], marks: Sequence[Mark], own: Sequence[int], formula: int) -> int:
    """A formula that only opens the visas ("Après en avoir délibéré, / Vu ... / DÉCIDE :") gives way to the decision behind them."""
    found = [m.end() for m in holds("formula").finditer(pieces[formula].flat)]
    below = [i for i in own if i > formula]
    if (
        not below
        or marks[below[0]] not in {Mark.VISA, Mark.RECITAL}
        or deciding_verb().search(pieces[formula].flat, found[-1] if found else 0)
    ):
        return formula
    return next((i for i in below if marks[i] in {Mark.DECISION, Mark.VERB}), formula)


def _operative_start(pieces: Sequence[Piece], marks: Sequence[Mark], body: int, decided: int, last: int) -> tuple[int, bool]:
    piece = pieces[decided]
    if marks[decided] is Mark.VOTE:
        question = None if SET_ASIDE.fullmatch(piece.flat) else _question_before(pieces, marks, body, decided)
        return (question, True) if question is not None else (piece.start, False)
    if marks[decided] is Mark.VERB:
        return _verb_at(piece, 0), False
    formulas = list(holds("formula").finditer(piece.flat))
    after = formulas[-1].end() if formulas else sentence_of_assembly(piece.flat) or 0
    verb = _verb_of_assembly(deciding_verb(), piece, after)
    if verb is None and formulas and (printed := _PRINTED_VERB.match(piece.text, after)):
        return piece.start + printed.start("verb"), False
    if verb is None and formulas and re.search(r"\b(?:ont|ONT|a)\b", piece.text[after:]):
        verb = _verb_of_assembly(deciding_participle(), piece, after)
    if verb and _is_council_verb(piece.flat, after, verb.start()):
        return piece.start + verb.start(), False
    tail = piece.flat[after:].strip(" ,.")
    if formulas and len(tail) > TAIL and not tail.endswith(":") and not piece.text.rstrip().endswith(","):
        return piece.start + after + len(piece.flat[after:]) - len(piece.flat[after:].lstrip(" ,.")), False
    if decided + 1 < last and marks[decided + 1] not in {Mark.SPEECH, Mark.CLOSING, Mark.ANNEX}:
        following = pieces[decided + 1]
        if marks[decided + 1] is Mark.VOTE:
            question = _question_before(pieces, marks, body, decided)
            if question is not None:
                return question, True
        headed = (
            decided + 2 < last
            and marks[decided + 2] is Mark.VERB
            and (ARTICLE.match(following.flat) is not None or ASSEMBLY_ALONE.fullmatch(following.flat) is not None)
        )
        if headed and len(following.text) < 80 and marks[decided + 1] is not Mark.VERB:
            return _verb_at(pieces[decided + 2], 0), False  # "Article 1 : Attribution" is the heading of what follows
        return _verb_at(following, 0), False
    return piece.start + (after if re.search(r"\w{3}", piece.flat[after:]) else 0), False


def _verb_of_assembly(verbs: re.Pattern[str], piece: Piece, after: int) -> re.Match[str] | None:
    """The first verb behind `after` that is neither in brackets ("(53 voix ; 2 élus ...)") nor a participle beside a name (", associé
    de", "s'étant retiré")."""
    for verb in verbs.finditer(piece.flat, after):
        beside = _TOLD_BESIDE.search(piece.flat, after, verb.start())
        participle = re.search(r"[éÉ]e?s?$", piece.text[verb.start() : verb.end()]) is not None
        if beside is None or (beside[0] == ", " and not participle):
            return verb
    return None


def _is_council_verb(text: str, after: int, verb: int) -> bool:
    """No relative clause or noun between the formula and the verb ("sur le rapport qui fixe ...")."""
    between = text[after:verb]
    return len(between) < 260 and not re.search(r"\b(?:qui|que|dont)\b[^,:]*$", between)


def _verb_at(piece: Piece, after: int) -> int:
    """Offset of the deciding verb when the piece opens with it, else of the piece."""
    verb = deciding_verb().search(piece.flat, after, after + 60)
    return piece.start + (verb.start() if verb and verb.start() < 40 else 0)


def _question_before(pieces: Sequence[Piece], marks: Sequence[Mark], body: int, vote: int) -> int | None:
    """Start of the proposal that the vote answers: the nearest one made for the council, else None."""
    for index in range(vote - 1, body - 1, -1):
        piece = pieces[index]
        if marks[index] is Mark.VISA:
            continue
        for start, end in reversed(_sentences(piece)):
            sentence = piece.flat[start:end]
            if _ASSEMBLY_DECIDES.match(sentence) and (verb := deciding_verb().search(sentence)) and verb.start() < 120:
                return piece.start + start + verb.start()
            if _QUESTION.search(sentence) and (marks[index] is not Mark.SPEECH or _SPEAKS_FOR_COUNCIL.search(sentence[:80])):
                return piece.start + start
    return None


def _sentences(piece: Piece) -> list[Span]:
    starts = [0, *(m.end() for m in _BREAK.finditer(piece.flat) if piece.text[m.end()].isupper())]
    return list(zip(starts, [*starts[1:], len(piece.text)], strict=True))


def _operative_end(pieces: Sequence[Piece], marks: Sequence[Mark], decided: int, last: int) -> int:
    end = decided
    seen_vote = marks[decided] is Mark.VOTE
    opened = pieces[decided].text.rstrip().endswith(":")
    for index in range(decided + 1, last):
        piece, mark = pieces[index], marks[index]
        if mark in {Mark.CLOSING, Mark.ANNEX, Mark.OPENING, Mark.SPEECH, Mark.VISA}:
            break
        if mark is Mark.VOTE:
            seen_vote = True
        elif mark is Mark.OTHER and (
            POINT.match(piece.text)
            or seen_vote
            or not (_continues(pieces[index - 1], piece) or _verb_follows(pieces, marks, index, last, vote=opened))
        ):
            break
        end = index
    return end


def _verb_follows(pieces: Sequence[Piece], marks: Sequence[Mark], index: int, last: int, *, vote: bool) -> bool:
    """Whether another line of the dispositif comes soon, with nothing of another part between but a table; or, where `vote`, the vote."""
    below = (i for i in range(index + 1, last) if not pieces[i].is_row or marks[i] is not Mark.OTHER)
    for following in itertools.islice(below, _SOON):
        if marks[following] is Mark.VERB or (vote and marks[following] is Mark.VOTE):
            return True
        if marks[following] is not Mark.OTHER:
            return False
    return False


def _continues(before: Piece, piece: Piece) -> bool:
    if (
        piece.is_row
        or piece.kind is BlockKind.LIST_ITEM
        or piece.bullet
        or (piece.flat.lstrip().startswith("art") and ARTICLE.match(piece.flat))
    ):
        return True
    return (
        before.text.rstrip().endswith((":", ",", ";", "-"))
        or _INFINITIVE.match(piece.flat) is not None
        or _BARE_VERB.fullmatch(before.flat) is not None
        or piece.text[:1].islower()
        or (_SUM_FIRST.match(piece.text) is not None and not before.text.rstrip().endswith((".", "!", "?")))
        or before.kind is BlockKind.LIST_ITEM
        or before.is_row
    )


def _vote_spans(pieces: Sequence[Piece], marks: Sequence[Mark], own: Sequence[int], decided: int, end: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    rows_of_votes = False
    for index in _without_side_votes(pieces, marks, own):
        piece = pieces[index]
        near = index <= end + 8 or rows_of_votes
        voted = marks[index - 1] is Mark.VOTE
        table = (voted or rows_of_votes) and (
            (piece.is_row and pieces[index - 1].is_row)
            or (voted and _FIGURES.match(piece.text) is not None)
            or (voted and UNFINISHED_NAMES.search(pieces[index - 1].flat) is not None)
            or (voted and marks[index] is Mark.OTHER and _VOTE_GOES_ON.match(piece.flat) is not None)
        )
        rows_of_votes = piece.is_row and (marks[index] is Mark.VOTE or table)  # down to the last group and the total
        spans += _told_result(pieces, index, decided)
        if (
            index == decided
            or (marks[index] is Mark.DECISION and index < decided)
            or (marks[index] is Mark.VOTE and near)
            or (near and table)
            or (near and "pas part au vote" in piece.flat and "rappel" not in piece.flat)
        ):
            spans.append((piece.start + (_behind_side_vote(piece) if index == decided else 0), piece.end))
    return tuple(spans)


def _told_result(pieces: Sequence[Piece], index: int, decided: int) -> list[Span]:
    """The words that tell the result of a vote before the assembly decides, in one paragraph or with a line for each choice below it."""
    told = _RESULT_TOLD.search(pieces[index].flat) if index < decided else None
    if told is None or "amendement" in pieces[index].flat:
        return []
    choices = itertools.takewhile(lambda piece: _CHOICE.match(piece.flat), pieces[index + 1 : decided])
    return [(pieces[index].start + told.start(), pieces[index].end), *((piece.start, piece.end) for piece in choices)]


def _behind_side_vote(piece: Piece) -> int:
    """Where, in the paragraph that decides, the sentence of the decision begins when the vote on an amendment stands before it."""
    formula = holds("formula").search(piece.flat)
    decision = max(formula.start() if formula else 0, sentence_of_assembly(piece.flat) or 0)
    sentences = _sentences(piece)
    begins = next((a for a, b in reversed(sentences) if a <= decision), 0)
    return begins if any(_ON_THE_SIDE.match(piece.flat[a:b]) for a, b in sentences if b <= begins) else 0


def _statement(pieces: Sequence[Piece], marks: Sequence[Mark], before: Sequence[int]) -> Span | None:
    own = [i for i in before if marks[i] in {Mark.OTHER, Mark.SPEECH}]
    return (pieces[own[0]].start, pieces[own[-1]].end) if own else None
