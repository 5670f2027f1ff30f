"""From a plan to its measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.measures.boldsentences import said_in_bold
from pipeline.extract.measures.choice import choose
from pipeline.extract.measures.demands import demanded
from pipeline.extract.measures.leftout import left_out
from pipeline.extract.measures.letters import with_letter
from pipeline.extract.measures.measure import make_measure, says_refused
from pipeline.extract.measures.outline import Outline, outline
from pipeline.extract.measures.parts import left_parts
from pipeline.extract.measures.pieces import Piece
from pipeline.extract.measures.pledges import pledges
from pipeline.extract.measures.prose import asked_in_bold, commitments, numbered_alike, rather_prose
from pipeline.extract.measures.relaid import Laid, laid_out
from pipeline.extract.measures.reopened import renamed_axes, reopened
from pipeline.extract.measures.repeats import join_repeats
from pipeline.extract.measures.wishes import wished_under_aims, wishes
from pipeline.extract.measures.wording import plain
from pipeline.records.plan import Measure
from pipeline.records.run import MISREAD_PLAN, Extraction, Issue, Severity
from pipeline.records.source import Document, running_text

_THRESHOLD = re.compile(
    r"(?:plus de|au moins|seuil (?:de|fixe a)|minimum de|depassant?) (?:les )?(?P<share>\d{2}\s?%|trois quarts|deux tiers|la moitie)"
    r"(?=.{0,60}\b(?:voix|votes?|suffrages|participant))"
)
_SHARES = {"trois quarts": 0.75, "deux tiers": 2 / 3, "la moitie": 0.5}


def extract_measures(document: Document) -> Extraction[Measure]:
    """The measures of a plan, in reading order, each once; an Issue ("no-measures") with the reason when there is none."""
    laid = laid_out(document)
    running = running_text(laid.document)
    if not running.text.strip():
        return Extraction((), (_nothing(document, "the document has no readable text"),))
    plan = outline(running)
    chosen = choose(plan)
    if all(c.family == ("lead",) for c in chosen):  # bold words may as well stand inside a paragraph
        chosen = max(chosen, commitments(plan), key=len)
    if all(c.family[0] == "heading" for c in chosen):  # headings that sound like actions may stand over what is asked in bold
        asked = asked_in_bold(plan)
        over = sum(any(c.at < a.at < c.until for a in asked) for c in chosen)
        chosen = asked if len(asked) > len(chosen) and 3 * over >= 2 * len(chosen) else rather_prose(plan, chosen) if chosen else chosen
    chosen = numbered_alike(plan, chosen)
    if all(c.family[0] in {"prose", "item", "line"} for c in chosen):  # a charter may promise in the present tense
        said = pledges(plan)
        more = {(c.start, c.end) for c in chosen} < {(c.start, c.end) for c in said}
        chosen = said if len(said) > len(chosen) and (len(chosen) < 2 or len(said) >= 2 * len(chosen) or more) else chosen
    if all(c.family == ("prose",) for c in chosen):  # promises may only say more of the bold words before them
        wished = wishes(plan)
        chosen = wished if chosen and {c.at for c in chosen} < {c.at for c in wished} else chosen
    if all(c.family[0] in {"number", "heading", "bold"} for c in chosen):  # aims may stand over what is wished for
        chosen = wished_under_aims(plan, chosen) or chosen
    chosen = chosen or choose(renamed_axes(plan)) or choose(reopened(plan)) or wishes(plan)
    chosen = with_letter(plan, said_in_bold(plan, demanded(plan, chosen)))
    chosen = sorted([*chosen, *left_parts(plan, chosen)], key=lambda c: c.start) if chosen else chosen
    taken = frozenset(at for c in chosen for at in range(c.at, max(c.until, c.at + 1)))
    pairs = [(c, m) for c in chosen if (m := make_measure(plan, c, taken)) is not None]
    made = [m for _, m in pairs]
    synoptic = frozenset(m.id for c, m in pairs if plan.zones[c.at] == "synopsis")
    styles = {m.id: c.family for c, m in pairs}
    measures = [m for m in join_repeats(made, synoptic, styles) if not _under_threshold(plan, m)]
    if not measures:
        reason = "ideas were found, all of them set aside by the document itself" if made else _reason(plan)
        return Extraction((), (_nothing(document, reason),))
    doubt = _left_out(document, len(measures), left_out(plan, chosen, measures))
    return Extraction(tuple(_at_home(laid, m) for m in measures) if laid.moves else tuple(measures), doubt)


def _at_home(laid: Laid, measure: Measure) -> Measure:
    """The measure with its evidence in the document as it was read."""
    home = laid.home
    deadline, budget = measure.deadline, measure.budget
    return replace(
        measure,
        text=home(measure.text),
        whole=home(measure.whole),
        steps=tuple(map(home, measure.steps)),
        axis=tuple(map(home, measure.axis)),
        owner=home(measure.owner) if measure.owner else None,
        partners=tuple(map(home, measure.partners)),
        deadline=replace(deadline, printed=home(deadline.printed)) if deadline else None,
        budget=replace(budget, printed=home(budget.printed)) if budget else None,
        indicators=tuple(map(home, measure.indicators)),
        also_at=tuple(map(home, measure.also_at)),
    )


def _under_threshold(plan: Outline, measure: Measure) -> bool:
    """Whether the votes left a measure out: it says so, or its share is below the one that the document asks for."""
    if measure.support is None:
        return False
    if says_refused(measure.whole.text):
        return True
    asked = _THRESHOLD.search(plain(plan.running.text))
    if not asked:
        return False
    share = asked["share"]
    return measure.support < (_SHARES.get(share) or int(share[:2]) / 100)


def _reason(plan: Outline) -> str:
    closed = sorted({z for z in plan.zones if z not in {"", "measures", "synopsis"}})
    if closed and all(z not in {"", "measures", "synopsis"} for z in plan.zones):
        return f"all its parts are of another kind ({', '.join(closed)})"
    return "no numbered or titled actions, no list of things to do, no table of projects and no promise or demand was recognised"


def _left_out(document: Document, measures: int, left: Sequence[Piece]) -> tuple[Issue, ...]:
    if not left:
        return ()
    page = left[0].page + 1
    message = (
        f"{document.doc}: {len(left)} lines say something to do and belong to none of the {measures} measures found, "
        f"the first on page {page}: the plan may have been misread."
    )
    remedy = "Compare the measures with the document (`ecart show`) before using them; if they are wrong, report its shape."
    return (Issue(MISREAD_PLAN, message, remedy, document.doc, document.sha256, page),)


def _nothing(document: Document, reason: str) -> Issue:
    return Issue(
        code="no-measures",
        message=f"No measure found in {document.doc}: {reason}.",
        remedy="Look at the document with `ecart show`; if it holds none, take it out of [[plan]], else report the shape of its measures.",
        doc=document.doc,
        document=document.sha256,
        severity=Severity.ERROR,
    )
