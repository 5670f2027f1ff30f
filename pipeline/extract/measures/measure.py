"""A measure from a chosen candidate: its wording, its fields, the axes over it, its theme, its author and its votes."""

from __future__ import annotations

import re

from pipeline.extract.measures.budgets import budget_of
from pipeline.extract.measures.candidates import Candidate, counts_things
from pipeline.extract.measures.fields import Found, announcer, deadline_of, gather, owner_and_partners, steps_of, trimmed
from pipeline.extract.measures.numbering import is_only_number, mark_of
from pipeline.extract.measures.outline import Outline
from pipeline.extract.measures.pieces import Piece
from pipeline.extract.measures.runningheads import running_axes
from pipeline.extract.measures.themes import theme_of
from pipeline.extract.measures.wording import is_lead_in, plain, sentences
from pipeline.extract.measures.zones import zone_of
from pipeline.records.ids import fact_id
from pipeline.records.plan import Measure
from pipeline.records.source import Passage, Span

_NO_AXIS = frozenset({"synopsis", "diagnosis", "method", "foreword", "contents", "lexicon", "thanks", "testimony", "done"})
_GENERIC = re.compile(
    r"(?:(?:nos|les|des|vos|[a-z]+(?:iere|ieme|onde)) )?"
    r"(?:propositions?|actions?|mesures?|idees?|demandes?|projets?|engagements?|solutions?|pistes d'action|recommandations?)"
    r"(?: (?:proposee?s?|retenue?s?|a mener|concretes?|prevue?s?)"
    r"| d[eu] (?:la |l'|cet?t?e? )?(?:chapitre|partie|axe|theme|volet)(?: \w+)?)?\Z"
    r"|(?:voici )?ce (?:que|qu') ?(?:nous|l'on|on)\b[^:]{0,30}\Z"
    r"|ce qui (?:est|a ete|sera) propose\Z"
)
_LONGEST_NUMBER = 24  # characters
_SHORT_AXIS = 40  # characters of bold words that head their paragraph
_SAME_SIZE = 0.2  # points
_OFTEN = 3  # places of words that head the same thing in each part
_SAID = re.compile(r"«[^»]*[.!?…]\s*»")  # a sentence that somebody says
_SIGNS = "▸▹►▻▾▿▶▷●■◆★*•·–—- "  # beside the words of a heading
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s?%")
_VOTED = re.compile(r"\b(?:pour|voix|votes?|favorables?|approuv\w+|adopt\w+|soutien|suffrages)\b")
_COUNTS = re.compile(r"\b(\d{1,4})\s+(?:voix\s+)?pour\b|\bpour\s*:?\s*(\d{1,4})(?!\s?%|\d)")
_AGAINST = re.compile(r"\b(\d{1,4})\s+(?:voix\s+)?contre\b|\bcontre\s*:?\s*(\d{1,4})(?!\s?%|\d)")
_REFUSED = re.compile(  # with its accents: "elle refuse" refuses nothing of the plan
    r"\b(?:(?:non|pas(?: (?:été|ete))?) (?:retenu|adopt[ée])e?s?|(?:rejet|refus|écart|ecart)(?:ée?s?|ees?))\b"
)
_OF_PLAN = re.compile(r"\d|\b(?:proposition|recommandation|preconisation|mesure|demande|idee|projet|action|voix|votes?|majorite|seuil)\b")
_FEW = 4  # words of a sentence that says nothing else
_AUTHOR = re.compile(r"(?:atelier|groupe|table ronde|commission|college|contribution d|.*\bminoritaire)\b")


def make_measure(plan: Outline, head: Candidate, taken: frozenset[int]) -> Measure | None:
    """The measure of a chosen candidate; None when a column of outcomes says that it was refused.

    `taken`: pieces of measures, which are no axes.
    """
    running = plan.running
    wording = running.passage(head.start, head.end)
    if wording is None:
        return None
    found = gather(plan, head)
    text = running.text
    if any(_REFUSED.search(text[slice(*span)].casefold()) for span in found.spans.get("outcome", [])):
        return None
    first, last = plan.pieces[head.at], plan.pieces[max(head.until - 1, head.at)]
    behind = first.end if head.limit is None else head.limit
    opens = head.start if head.family[0] == "prose" else first.start if head.opened is None else head.opened
    whole = running.passage(opens, max(last.end if last is not first else behind, behind, head.end)) or wording
    owner, partners = owner_and_partners(text, head, found)
    owner = owner or announcer(plan, head)
    named = found.spans.get("axis") or found.spans.get("theme") or []
    axis = (*_axis(plan, head, taken), *_run_in_axis(plan, head), *_theme_over(plan, head), *_passages(plan, named[:1]))
    said = f"{wording.text} {' '.join(p.text for p in axis)}"
    return Measure(
        id=fact_id("m", running.document.sha256, f"{_number(plan, head, found)}\x1f{head.start}"),
        document=running.document.sha256,
        doc=running.document.doc,
        page=wording.page,
        number=_number(plan, head, found),
        text=wording,
        whole=whole,
        steps=_passages(plan, steps_of(text, head, found)),
        axis=axis,
        owner=running.passage(*owner) if owner else None,
        partners=_passages(plan, partners),
        deadline=deadline_of(plan, head, found),
        budget=budget_of(plan, head, found),
        indicators=_passages(plan, found.spans.get("indicators", [])),
        theme=theme_of(wording.text) or theme_of(said) or theme_of(whole.text),
        author=_author(plan, head, found),
        support=_support(plan, head, found),
        verb=head.opening.strength,
    )


def says_refused(text: str) -> bool:
    """Whether a sentence of a measure says that the vote set it aside, and not that somebody refused something else."""
    said = [text[a:b] for a, b in sentences(text)]
    return any(_REFUSED.search(s.casefold()) and (len(s.split()) <= _FEW or _OF_PLAN.search(plain(s))) for s in said)


def _passages(plan: Outline, spans: list[Span]) -> tuple[Passage, ...]:
    kept = [trimmed(plan.running.text, s) for s in spans]
    passages = [plan.running.passage(*k) for k in kept if k]
    return tuple(p for p in passages if p)


def _number(plan: Outline, head: Candidate, found: Found) -> str | None:
    piece = plan.pieces[head.at]
    if piece.mark is None:  # a label below the title may hold it
        said = next((kept for span in found.spans.get("number", []) if (kept := trimmed(plan.running.text, span))), None)
        return plan.running.text[slice(*said)] if said and said[1] - said[0] <= _LONGEST_NUMBER else None
    return piece.text[: piece.mark.printed_end] if piece.mark.printed_end else piece.mark.value or None


def _axis(plan: Outline, head: Candidate, taken: frozenset[int]) -> tuple[Passage, ...]:
    """The headings over a measure and the axis cell before it, without the document's title and headings of a synthesis."""
    chain = [at for at in plan.chains[head.at] if at not in taken]
    beside = _beside(plan, head, taken)
    chain += [beside] if beside is not None and beside not in chain else []
    if chain and _is_title(plan, chain[0]):
        chain = chain[2:] if _is_subtitle(plan, chain) else chain[1:]
    chain = [at for at in chain if not _SAID.search(plan.pieces[at].text)]
    named = [at for at in chain if zone_of(plan.pieces[at].text) not in _NO_AXIS]
    named = named or [at for at in chain if zone_of(plan.pieces[at].text) != "synopsis"]
    while len(named) > 1 and (
        _is_generic(plan.pieces[named[-1]].text) or _comes_back(plan, named[-1])
    ):  # "Nos propositions" says less than the heading over it
        named = named[:-1]
    named = [at for at in named if not _is_said(plan, at, named)]
    page = plan.pieces[head.at].page
    running = running_axes(plan.running.document, page)
    named, running = _without_other(plan, page, named, running)
    passages = [_without_signs(plan, plan.pieces[at]) for at in named]
    wider = next((i for i, at in enumerate(named) if plan.pieces[at].page == page or _names_axis(plan.pieces[at])), len(named))
    return tuple(p for p in (*passages[:wider], *running, *passages[wider:]) if p)


def _without_signs(plan: Outline, piece: Piece) -> Passage | None:
    text = piece.text
    start, end = len(text) - len(text.lstrip(_SIGNS)), len(text.rstrip(_SIGNS))
    return plan.running.passage(piece.start + start, piece.start + end)


def _is_subtitle(plan: Outline, chain: list[int]) -> bool:
    """Whether the second of the headings stands right under the title of the document, and no other heading is printed like it."""
    title, under = chain[0], chain[1] if len(chain) > 1 else -1
    piece = plan.pieces[under]
    alike = [p for p in plan.pieces if p.kind == "heading" and abs(p.size - piece.size) < _SAME_SIZE and p.bold == piece.bold]
    return under == title + 1 and not piece.mark and zone_of(piece.text) == "" and len(alike) == 1


def _names_more(piece: Piece, page: int, running: tuple[Passage, ...]) -> bool:
    """Whether a line over a measure is the running line of its page with more than the axis in it ("PCAET | Axe 2 – Les bâtiments")."""
    return piece.page == page and any(p.text != piece.text and p.text in piece.text for p in running)


def _names_axis(piece: Piece) -> bool:
    mark = piece.mark or mark_of(piece.text)
    return piece.kind == "axis" or (mark is not None and mark.meaning == "axis")


def _without_other(plan: Outline, page: int, named: list[int], running: tuple[Passage, ...]) -> tuple[list[int], tuple[Passage, ...]]:
    """The headings over a measure and the axes in the running lines of its page, without those of the same kind that the others know
    better: a heading on the page itself says more than the lines, these more than a heading of another number on a page before."""
    named = [at for at in named if not _names_more(plan.pieces[at], page, running)]
    numbers = {m.label: m.value for p in running if (m := mark_of(p.text))}
    marks = {at: m for at in named if (m := plan.pieces[at].mark or mark_of(plan.pieces[at].text)) and m.label in numbers}
    stale = {at for at, m in marks.items() if plan.pieces[at].page != page and m.value != numbers[m.label]}
    known = {m.label for at, m in marks.items() if at not in stale}
    kept = [p for p in running if (m := mark_of(p.text)) and m.label not in known]
    return [at for at in named if at not in stale], tuple(kept)


def _is_said(plan: Outline, at: int, chain: list[int]) -> bool:
    """Whether a line only has the number of another heading of the chain ("Axe A" under "Axe A – Se nourrir")."""
    mark = plan.pieces[at].mark or mark_of(plan.pieces[at].text)
    if mark is None or not is_only_number(plan.pieces[at].text):
        return False
    others = [m for i in chain if i != at and (m := plan.pieces[i].mark) and not is_only_number(plan.pieces[i].text)]
    return any((m.label, m.value) == (mark.label, mark.value) for m in others)


def _beside(plan: Outline, head: Candidate, taken: frozenset[int]) -> int | None:
    """The heading that stands right over this and other measures in letters of their size, so that it looks like one of them."""
    piece = plan.pieces[head.at]
    at = head.at - 1
    while at in taken:
        at -= 1
    over = plan.pieces[at] if at >= 0 and piece.kind == "heading" and piece.mark else None
    alike = over is not None and over.kind == "heading" and over.level == piece.level and not over.mark and not over.field
    return at if alike else None


def _run_in_axis(plan: Outline, head: Candidate) -> tuple[Passage, ...]:
    """The bold word or two that open the paragraph of a promise ("*Relier.* Les trajets sont longs. Nous proposons ...")."""
    piece = plan.pieces[head.at]
    short = 2 < piece.bold_end < min(head.start - piece.start, _SHORT_AXIS)
    named = head.family[0] in {"prose", "lead"} and short and not _comes_back(plan, head.at) and not _is_generic(_opener(piece))
    end = piece.start + len(piece.text[: piece.bold_end].rstrip(" –—-"))
    return _passages(plan, [(piece.start, end)]) if named else ()


def _theme_over(plan: Outline, head: Candidate) -> tuple[Passage, ...]:
    """The title of a fiche that only names a theme, where the wording stands under a label of the fiche."""
    title = plan.pieces[head.at]
    return _passages(plan, [(title.start, title.end)]) if head.family[0] == "fiche" and head.start >= title.end else ()


def _comes_back(plan: Outline, at: int) -> bool:
    """Whether a line, or the bold words that open a paragraph, stand in three places: "Ce qui est proposé" in each part is no axis."""
    said = _opener(plan.pieces[at]) if plan.pieces[at].kind != "heading" else ""
    return bool(said) and sum(_opener(p) == said for p in plan.pieces) >= _OFTEN


def _opener(piece: Piece) -> str:
    return plain(piece.text if piece.kind == "heading" or not piece.bold_end else piece.text[: piece.bold_end]).strip(" .:–—-")


def _is_generic(heading: str) -> bool:
    return _GENERIC.match(plain(heading).strip(" :.")) is not None or (heading.rstrip().endswith(":") and is_lead_in(heading))


def _is_title(plan: Outline, at: int) -> bool:
    """Whether a heading is the title of the document: on its first pages, in the largest letters, and no other heading in these."""
    piece = plan.pieces[at]
    large = [p for p in plan.pieces if p.kind == "heading" and p.size >= piece.size - 0.1]
    return (
        piece.kind != "axis"
        and piece.page <= 1
        and (not piece.mark or piece.mark.meaning == "other" or counts_things(piece))
        and {p.page for p in large} == {piece.page}
        and len(large) <= 2
    )


def _author(plan: Outline, head: Candidate, found: Found) -> str | None:
    for span in found.spans.get("author", []):
        kept = trimmed(plan.running.text, span)
        if kept:
            return " ".join(plan.running.text[slice(*kept)].split())
    for at in reversed(plan.chains[head.at]):
        heading = plan.pieces[at].text
        if _AUTHOR.match(plain(heading)):
            return " ".join(heading.split())
    return None


def _count(text: str, spans: list[Span]) -> int | None:
    digits = re.match(r"\s*(\d{1,5})(?!\d|\s?%|[.,]\d)", text[slice(*spans[0])]) if spans else None
    return int(digits[1]) if digits else None


def _support(plan: Outline, head: Candidate, found: Found) -> float | None:
    """Share of the votes for a measure, 0..1: a printed percentage, else votes for over votes cast."""
    text = plan.running.text
    first = plan.pieces[head.at]
    yes, no = (_count(text, found.spans.get(name, [])) for name in ("votes_for", "votes_against"))
    if yes is not None and no is not None and yes + no:
        return yes / (yes + no)
    labelled_spans = [*found.spans.get("support", []), *found.spans.get("votes_for", [])]
    spans = [*labelled_spans, (first.start, first.end), *found.prose]
    for rank, (start, end) in enumerate(spans):
        folded = plain(text[start:end])
        labelled = rank < len(labelled_spans)
        for share in _SHARE.finditer(folded):
            near = folded[max(share.start() - 40, 0) : share.end() + 30]
            value = float(share[1].replace(",", "."))
            if value <= 100 and (labelled or _VOTED.search(near)):
                return value / 100
        counted, against = _COUNTS.search(folded), _AGAINST.search(folded)
        if counted and against:
            for_it, against_it = int(counted[1] or counted[2]), int(against[1] or against[2])
            return for_it / (for_it + against_it) if for_it + against_it else None
    return None
