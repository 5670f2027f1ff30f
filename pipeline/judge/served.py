"""Who or what is served: all of a kind asked, and some of them decided. Each function gives the reason in French, or None."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.judge.answers import Answer, decided_clauses
from pipeline.judge.counting import NUMBER, ages, counts, number_words, numbers, singular, thing, whole_number
from pipeline.judge.segments import deciding_words
from pipeline.judge.wording import flat, says, shortened
from pipeline.records.folding import fold, folded_words
from pipeline.records.lexicon import words_of
from pipeline.records.plan import Measure

LETTERS = 7  # of a word that tell who is left out
MEANS = 4  # letters of a word that names something
PAIR = 2
_KIND_OF = re.compile(r"\b([a-z]{4,}) (?:de |d')(?!la |l')([a-z]{4,})")  # without an article: a kind, and no place
_EVERY = NUMBER.replace("(", "(?P<every>", 1)
_OF_SO_MANY = re.compile(rf"\b{NUMBER} ?(?:des|de ces|de ses|de nos|sur les|parmi les) ?{_EVERY} ?(?P<thing>[a-z]{{4,}})")
_SO_MANY_TO_COME = re.compile(rf"\b{NUMBER} ?(?P<thing>[a-z]{{4,}}) sur (?:les )?{_EVERY} ?(?:[a-z]+ )?(?:sera|seront)\b(?! pas)")
_PRONOUN = re.compile(r"(?:ceux|celles)\b")
PEOPLE = r"(?:habitant\w*|citoyen\w*|usagers?|usageres?|riverain\w*|parents|locataires|jeunes|patients)"
_EACH_OF = re.compile(r"\b(?:chaque|chacune? des(?: \w+)?|tou(?:s|tes) les|l'ensemble des) ([a-z]{4,})")
_ALONE = re.compile(r"\b(?:aux |des |les )?seule?s ([a-z]{3,}s)\b")


def fewer_served(measure: Measure, answers: Sequence[Answer]) -> list[str]:
    """All reasons why the acts serve fewer than the measure asks."""
    found = (
        _some_of_all(measure, answers),
        _some_left_out(measure, answers),
        _counted_out(measure, answers),
        _some_of_so_many(measure, answers),
        _limited(measure, answers),
        _only_one_kind(measure, answers),
        _only_insiders(measure, answers),
    )
    return [reason for reason in found if reason]


def _some_of_all(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """All of a kind, or the whole area, asked; and acts that name one or two of them, or keep to a part."""
    title = flat(measure.text.text)
    everywhere = says("substance", "whole", measure.text.text)
    each = [
        m
        for m in _EACH_OF.finditer(title)
        if m[1] not in ("edition", "session", "rentree", "jour", "jours", "annee", "annees", "semaine", "semaines", "mois", "soirs", "ans")
    ]
    if not (each or everywhere):
        return None
    clauses = decided_clauses(answers)
    part = next((w for c in clauses if not says("substance", "whole", c) and (w := says("substance", "part", c))), None)
    if part:
        return f"la mesure vise « {each[0][0] if each else everywhere} », l'acte se limite : « {part} »"
    for match in each:
        group = thing(match[1])
        texts = [" ".join(a.clauses) for a in answers]
        if len(answers) <= 2 and all(singular(text, group) and _named(text, group) for text in texts):
            return f"la mesure vise « {match[0]} », l'acte n'en nomme qu'une partie"
    return None


def _named(text: str, group: str) -> bool:
    """Whether each such thing stands beside a name of its own ("l'école du Lavoir")."""
    spots = [m for m in re.finditer(r"[\w’'-]+", text) if thing(fold(m[0]).split("'")[-1]) == group]
    return bool(spots) and all(
        re.match(r"(?:\s(?:de|du|des|la|le|l['’]|d['’])*)*\s?[«A-ZÀÉÈÊÎÔÇ]", text[m.end() : m.end() + 14]) for m in spots
    )


def _some_left_out(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """All of a kind asked, in the title or a step, and a sentence of the act that says of some of them that they are left out."""
    for text in (measure.text.text, *(s.text for s in measure.steps)):
        everybody = says("substance", "whole", text)
        for before, told in _in_pairs(answers) if everybody else ():
            words = None if says("thresholds", "until_now", told) else says("substance", "left_out", told)
            named = f"{before if words and _PRONOUN.match(flat(words)) else told.partition(words)[0]} {words}" if words else ""
            if any(not _other_kind(thing, named, text) for thing in _things(named) & _things(text)):
                return f"la mesure vise « {everybody} », l'acte en laisse de côté : « {shortened(told)} »"
    return None


def _in_pairs(answers: Sequence[Answer]) -> list[tuple[str, str]]:
    """Each sentence or clause of the answers behind the one before it."""
    texts = [deciding_words(s.text) for a in answers for s in a.segments]
    return list(zip(["", *texts], texts, strict=False))


def _counted_out(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """As many as the title asks for, told in two parts of which one is left out: of forty, "les vingt-quatre agents des communes"."""
    asked = {n for found in counts(measure.text.text).values() for n in found if n > PAIR}
    texts = [s.text for a in answers for s in a.segments]
    for told in texts:
        out = says("substance", "left_out", told) or says("substance", "counted_out", told)
        if out and not says("thresholds", "until_now", told):
            kept = {n for text in texts if text != told for n in numbers(text)}
            whole = next((n + k for n in numbers(told) if n > 1 for k in kept if n + k in asked), None)
            if whole:
                return f"la mesure en vise {whole}, l'acte en laisse une partie de côté : « {shortened(told)} »"
    return None


def _some_of_so_many(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """So many of a number of things that the title names ("trois des huit écoles"), in a clause or told of what is to come; not where the
    title asks for no more."""
    things, asked = {thing(w) for w in number_words(measure.text.text)}, numbers(measure.text.text)
    told = [m for a in answers for s in a.nearest or a.segments for m in _SO_MANY_TO_COME.finditer(flat(s.text))]
    for match in (*(m for clause in decided_clauses(answers) for m in _OF_SO_MANY.finditer(flat(clause))), *told):
        some, every = whole_number(match[1]), whole_number(match["every"])
        if some < every and thing(match["thing"]) in things and not (asked and max(asked) <= some):
            return f"l'acte ne concerne que « {match[0]} »"
    return None


def _other_kind(thing: str, named: str, asked: str) -> bool:
    """Whether two texts tell of what kind a thing is, and not of the same: "les marchés de services" are no "marchés de travaux"."""
    one, other = ({m[2][:LETTERS] for m in _KIND_OF.finditer(flat(text)) if m[1].startswith(thing)} for text in (named, asked))
    return bool(one and other) and not one & other


def _things(text: str) -> set[str]:
    """What a text names, by more letters than elsewhere: "commencés" is not "commerçants"."""
    return {word.removesuffix("s")[:LETTERS] for word in folded_words(text) if len(word) >= MEANS and word not in words_of("empty_words")}


def _limited(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """No condition of age or income asked, in the title or a step, and one set."""
    clauses = decided_clauses(answers)
    aged, tested = [c for c in clauses if ages(c)], [c for c in clauses if says("substance", "means_tested", c)]
    for text in (measure.text.text, *(s.text for s in measure.steps)):
        for asked, limits in (("any_age", aged), ("any_income", tested)):
            if limits and (free := says("substance", asked, text)):
                return f"la mesure demande « {free} », l'acte pose une limite ({shortened(limits[0])})"
    return None


def _only_one_kind(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Two kinds of people named in the measure ("des élus et des habitants"), and one alone served ("des seuls élus")."""
    title = flat(measure.text.text)
    for clause in decided_clauses(answers):
        for match in _ALONE.finditer(flat(clause)):
            lead = r"(?:aux |des |les |de |d')?"
            both = re.search(rf"\b{match[1]} et {lead}[a-z]{{4,}}|\b[a-z]{{4,}}s et {lead}{match[1]}\b", title)
            if both:
                return f"la mesure vise « {both[0]} », l'acte « {match[0]} »"
    return None


def _only_insiders(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Something for everybody, and acts that give it to the authority's own people."""
    everybody = says("substance", "everybody", measure.text.text)
    clauses = decided_clauses(answers)
    inside = next((w for c in clauses if (w := says("substance", "insiders", c))), None) if everybody else None
    if inside is None or any(re.search(PEOPLE, flat(c)) or says("substance", "everybody", c) for c in clauses):
        return None
    return f"la mesure vise « {everybody} », l'acte « {inside} »"
