"""Fewer things than asked, whatever the act calls them. Reasons are in French."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.judge.answers import Answer, main_clauses
from pipeline.judge.counting import NUMBER, counts, listed, numbers, whole_number
from pipeline.judge.thresholds import limits_of
from pipeline.judge.topics import named_alike
from pipeline.judge.wording import flat, says
from pipeline.records.french import ANY_FOLDED_MONTH
from pipeline.records.plan import Measure

ONE_BY_ONE = ("marche",)  # contracts are awarded one by one: an act on one says nothing of the others
_EXTENT = "surface"  # how large a thing is, and not how many
SO_MANY = re.compile(
    rf"\b{NUMBER} ?(?:sessions?|seances?|groupes?|journees?|ateliers?|promotions?|classes?|cycles?|sites?|communes?|quartiers?|ans)\b"
    rf"[^.;,\d]{{0,40}}? (?:de|pour|d') ?{NUMBER} ?(?P<thing>[a-z]{{4,}})"
)
_RISE = re.compile(rf"\bde {NUMBER} ?a {NUMBER}\b(?! ?(?:€|euros?|%|ans|heures?|h|km|pour cent|{ANY_FOLDED_MONTH}))")
_CARRIED = re.compile(  # "porte la capacité de trente à trente-cinq enfants", "porte de 620 à 670 le nombre de postes"
    rf"\bport(?:e|er|ant|era|ee?s?)\b[^.;]{{0,80}}?\bde {NUMBER} ?(?:[a-z]{{4,}} )?a {NUMBER}\b"
    r"(?! ?(?:€|euros?|%|ans|heures?|h|km|pour cent))"
)
_TO_COME = re.compile(r"\b(?:sera|seront|serait|seraient)\b")
_FIRST_OF_ALL = re.compile(  # "les deux premiers en mai, les autres en juin", "les 34 ha restants seront acquis en 2026"
    r"\b(?:premi\w+|d'entre (?:eux|elles))\b[^.;]{0,80}\b(?:les|le) (?:[\w-]+ )?(?:autres?|suivant\w*|derni\w+|restant\w*|reste)\b"
    r"|\b(?:les|des) (?:[\w-]+ ){1,2}(?:restant\w+|derni\w+)\b"
)
_STANDING = re.compile(
    r"\b(?:compt(?:e|ent|ait|aient)|compren(?:d|nent|ait|aient)|dispos(?:e|ent|ait)|possed(?:e|ent|ait)|exist(?:e|ent|ait|aient))\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TERM = re.compile(rf"\b{NUMBER} ?(?:ans|annees|mois)\b")  # how long something holds
SEVERAL = 2  # things more asked, from which on a rise is compared
_MEANS = re.compile(rf"\b(?:par|en|avec|entre|pendant|durant|sous|a raison de|aupres de) {NUMBER} ?[a-z]+")
_KNOWN = re.compile(rf"\b(?:les|des|ses|ces|leurs) {NUMBER} ?[a-z]+")  # "dans ses deux volets"
_CAPACITY = re.compile(  # how large each of several things is: "deux fourgons de neuf places"
    r"(\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|\d+) [^,;.\d]{3,40}?) (?:de|à|pour) [\w-]+ "
    r"(?:places|personnes|lits|couverts|couchages|pièces|m2|m²|mètres carrés|litres)\b",
    re.I,
)


def fewer_by_any_name(measure: Measure, answers: Sequence[Answer], *, short: bool) -> list[str]:
    """All reasons why the acts decide on fewer things, under another name or one that is not told. `short`: they bring less money than was
    asked."""
    found = (
        _fewer_for_less(measure, answers) if short else None,
        _only_fewer(measure, answers),
        _fewer_and_no_other(measure, answers),
        _part_of_rise(measure, answers),
        _smaller_rise(measure, answers),
        _told_fewer(measure, answers),
    )
    return [r for r in found if r]


def _fewer_for_less(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Things counted in the title first, and fewer that the acts name ("dans les collèges Ravel et Satie"), or that each act counts alone,
    whatever it calls them ("douze salles", "six cellules"), where none tells the number asked. Sure only with less money than asked."""
    asked = next(((group, max(numbers)) for group, numbers in counts(measure.text.text).items() if max(numbers) > 1), None)
    decided = [_only_count(answer) or _named(answer, asked[0] if asked else "") for answer in answers]
    told = [found for found in decided if found is not None]
    if asked is None or not told or len(told) < len(decided):
        return None
    if any(asked[1] in numbers for answer in answers for numbers in counts(answer.text).values()):
        return None
    total = sum(number for _, number in told)
    return f"nombre demandé : {asked[1]} ({asked[0]}) ; nombre décidé : {total} ({told[0][0]})" if total < asked[1] else None


def _only_fewer(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Things counted in the title first, a number that the only act tells nowhere but of what stands already, and fewer that it decides on,
    whatever it calls them. Not where the number is a limit ("les villages de plus de deux cents habitants")."""
    asked = next(((group, max(found)) for group, found in counts(measure.text.text).items() if max(found) > 1), None)
    if asked is None or len(answers) != 1 or limits_of(measure.text.text):
        return None
    answer = answers[0]
    texts = (answer.act.subject.text, *main_clauses(answer.clauses))
    decided = {n for text in texts for n in _counted(text)}
    every = {n for text in texts for n in _without_terms(_YEAR.sub(" ", text)) if n > 1}
    repeated = any(SO_MANY.search(flat(text)) for text in texts)
    told = " . ".join(s.text for s in answer.segments if not _STANDING.search(flat(s.text)))
    if not decided or repeated or asked[1] in _without_terms(told) or sum(every) >= asked[1]:
        return None
    return f"nombre demandé : {asked[1]} ({asked[0]}) ; nombre décidé : {max(decided)}"


def _without_terms(text: str) -> set[int]:
    """The numbers of a text but for how long something holds."""
    return numbers(text) - {whole_number(m[1]) for m in _TERM.finditer(flat(text))}


def _counted(text: str) -> set[int]:
    """The numbers above one of the things that a text counts; how large each is, who does it, in how many steps, and what is known by its
    number are left out."""
    things = counts(_KNOWN.sub(" , ", _MEANS.sub(" , ", flat(_CAPACITY.sub(r"\1 , ", text)))))
    return {n for group, found in things.items() if group not in (*ONE_BY_ONE, _EXTENT) for n in found if n > 1}


def _fewer_and_no_other(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Things counted in the title first, and an act that says that no other is planned beside the fewer that a sentence or row on the
    measure counts alone, whatever it calls them."""
    asked = next(((group, max(numbers)) for group, numbers in counts(measure.text.text).items() if max(numbers) > 1), None)
    closed = next((w for a in answers for s in a.segments if (w := says("substance", "no_other", s.text))), None)
    if asked is None or closed is None or any(asked[1] in found for a in answers for found in counts(a.text).values()):
        return None
    near = [s.text for a in answers for s in a.segments if named_alike(s.text, measure.text.text)]
    told = {n for text in near for group, found in counts(text).items() if group not in ONE_BY_ONE for n in found if n > 1}
    fewer = max(told, default=None)
    return f"nombre demandé : {asked[1]} ({asked[0]}) ; nombre décidé : {fewer} (« {closed} »)" if fewer and fewer < asked[1] else None


def _part_of_rise(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A number to be raised ("de 150 à 300 par an"), and a clause that sets one between the two, whatever it counts."""
    rise = _RISE.search(flat(measure.text.text))
    before, wanted = (whole_number(rise[1]), whole_number(rise[2])) if rise else (0, 0)
    clauses = [c for a in answers for c in main_clauses(a.clauses)]
    decided = {n for c in clauses for n in numbers(c)}
    if rise is None or not before < wanted or wanted in decided or any(n > wanted for c in clauses for n in _counted(c)):
        return None
    less = max((n for n in decided if before < n < wanted), default=None)
    return f"nombre demandé : {wanted} ; nombre décidé : {less}" if less else None


def _smaller_rise(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """So many more asked ("dix places supplémentaires"), and the only act takes a number from one to another that is less above it."""
    asked = max((n for found in counts(measure.text.text).values() for n in found), default=0)
    if asked < SEVERAL or len(answers) != 1 or not says("substance", "more_of", measure.text.text):
        return None
    clauses = main_clauses(answers[0].clauses)
    rises = [(whole_number(m[1]), whole_number(m[2])) for c in clauses for m in _CARRIED.finditer(flat(c))]
    more = max((after - before for before, after in rises if 0 < before < after), default=asked)
    return f"nombre demandé : {asked} de plus ; nombre décidé : {more} de plus" if more < asked else None


def _told_fewer(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Things counted in the title, a number that the only act tells nowhere, and fewer of the same that it tells of what is to come."""
    if len(answers) != 1 or limits_of(measure.text.text):
        return None
    every = numbers(f"{answers[0].act.subject.text} . {answers[0].text}")
    folded = ((s.text, flat(s.text)) for s in answers[0].nearest or answers[0].segments)
    to_come = [text for text, words in folded if _TO_COME.search(words) and not _FIRST_OF_ALL.search(words)]
    for group, found in counts(measure.text.text).items():
        told = [n for text in to_come for n in counts(text).get(group, ()) if n > 1]
        if max(found) > 1 and max(found) not in every and told and max(told) < max(found):
            return f"nombre demandé : {max(found)} ({group}) ; nombre annoncé : {max(told)}"
    return None


def _only_count(answer: Answer) -> tuple[str, int] | None:
    """The one thing that the subject and the clauses of substance count, and its number; None where they count several or none."""
    texts = [_CAPACITY.sub(r"\1 , ", text) for text in (answer.act.subject.text, *main_clauses(answer.clauses))]
    found = {
        (group, n)
        for text in texts
        for group, numbers in counts(text).items()
        if group not in (*ONE_BY_ONE, _EXTENT)
        for n in numbers
        if n > 1
    }
    return found.pop() if len(found) == 1 else None


def _named(answer: Answer, group: str) -> tuple[str, int] | None:
    """The number of places of a thing that the subject and the deciding clauses name."""
    places = listed(" . ".join([answer.act.subject.text, *answer.clauses]), group)
    return (group, places) if places else None
