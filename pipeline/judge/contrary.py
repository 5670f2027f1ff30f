"""Acts that decide the contrary of what a measure asks: going on with what is to stop, stopping what is to go on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.judge.answers import SPENDING, Answer, behind, main_clauses, opening
from pipeline.judge.bounds import bound
from pipeline.judge.kept import changed
from pipeline.judge.thresholds import faster
from pipeline.judge.topics import first_named, proper_names
from pipeline.judge.wording import STEM, demand, flat, says, shortened, stems
from pipeline.records.plan import Measure

SAME_THING = 2  # words shared by a measure that asks to keep something and a clause that cuts it
_WITHOUT = re.compile(r"\b(?:sans|hors|zero|exempte?s? de|au lieu d\w+|en remplacement d\w+|alternatives? aux?|substitution) [^,.;]{0,60}")
_CONTRACT = re.compile(
    r"\b(?:marches?|contrats?|conventions?|avenants?|delegations?|achats?|acquisitions?) (?:de |d'|du |des )(?:l'|la )?([a-z]{4,})"
)


def contradiction(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A measure that asks to stop a thing, and acts that go on with it; or the reverse, about the same words."""
    title = demand(measure.text.text)
    stops = None if says("substance", "not_stopping", title) else says("substance", "stop", title)
    same = stems(title)
    stopped = stems(re.split(r"[:;]", title.partition(stops)[2])[0]) if stops else same  # behind a colon stands what is to come instead
    for answer in answers:
        clauses = main_clauses(answer.clauses)
        halts = [c for c in clauses if (words := says("substance", "stops", opening(c))) and _object(behind(c, words)) & same]
        named = answer.part is not None and stems(answer.text) & stopped  # the part of an act that names the thing, and a clause for it
        told = [c for c in clauses if not any(stems(m[0]) & stopped for m in _WITHOUT.finditer(flat(c)))]
        goes_on = [c for c in told if says("substance", "continues", c) and (named or stems(c) & stopped)]
        paid = _aid_given(measure.text.text, clauses, answer) if answer.link.probability >= bound("unfunded") else []
        goes_on = goes_on or paid or [c for c in clauses if stops and _contracts(c, title.partition(stops)[2])]
        if stops and goes_on and not halts:
            return f"la mesure demande « {stops} » ; l'acte décide le contraire ({shortened(goes_on[0])})"
        if not stops and halts and halts == clauses and not says("substance", "lessens", title):
            return f"l'acte met fin à ce que la mesure demande ({shortened(halts[0])})"
        ends = [
            c for c in clauses if says("substance", "cut", c) and not says("substance", "avoids", c) and len(stems(c) & same) >= SAME_THING
        ]
        if ends and says("substance", "keep", title):
            return f"l'acte réduit ou supprime ce que la mesure demande de garder ({shortened(ends[0])})"
        if says("thresholds", "keeps", title) and (more := faster(title, clauses)):
            return more
        if other := changed(measure, answer, clauses):
            return other
    return None


def _contracts(clause: str, stopped: str) -> bool:
    """Whether a clause concludes a contract for the very thing that is to stop ("le marché d'arrosage")."""
    return any(m[1][:STEM] == first_named(stopped) for m in _CONTRACT.finditer(flat(clause)))


def _aid_given(title: str, clauses: Sequence[str], answer: Answer) -> list[str]:
    """Of a measure that asks to aid something no more, the clauses that give an aid, whatever they call the thing; or all of a part that
    pays and carries a name of the measure."""
    if not says("substance", "stop_aid", title):
        return []
    paid = any(a.role in SPENDING and a.cents > 0 for a in answer.amounts)
    named = proper_names(title) & proper_names(answer.text)
    return [c for c in clauses if says("spending", "gives_aid", c)] or (list(clauses) if paid and named else [])


def _object(text: str) -> set[str]:
    """What a verb acts on: the first things named behind it, up to the place or the cause."""
    told = re.sub(r"^\W*(?:à|au|aux|de|du|des)\s", "", text)
    return stems(re.split(r"\b(?:dans|sur|rue|place|avenue|boulevard|en|pour|afin|à|au|aux)\b", told)[0])
