"""The number of an act that stands in the running head of its page alone, as bundles print it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.acts.numbers import SIGN, compact, formal_number
from pipeline.extract.acts.stamps import Transmission, transmission_for
from pipeline.records.council import Act
from pipeline.records.source import Document, Page

_FOOT = re.compile(
    rf"(?m)^(?:D[ée]lib[ée]ration|D[ée]cision|R[ée]f(?:[ée]rence)?\.?\s?:?|Acte)\s+(?:{SIGN})?(?P<number>[A-Z]{{0,8}}[-_/.]?\S*\d\S*)(?=\s|$)"
)


def numbered_by_head(acts: Sequence[Act], document: Document, stamps: Sequence[Transmission]) -> tuple[Act, ...]:
    """The acts, those without a number taking the one at the head of their page, where each page's head has its own and no other act
    begins there. The same number on all pages is that of the whole document."""
    heads = {page.number: number for page in document.pages if (number := _number_outside(page))}
    begun = Counter(act.page for act in acts)
    if len({compact(n) for n in heads.values()}) < 2 or any(n > 1 for n in Counter(compact(heads.get(a.page, "")) for a in acts).values()):
        return tuple(acts)
    return tuple(_numbered(act, heads[act.page], stamps) if _lacks(act, heads, begun) else act for act in acts)


def numbered_by_foot(acts: Sequence[Act], document: Document) -> tuple[Act, ...]:
    """The one act of a document, if it has no number, with that which a label announces outside the body of its pages or on their last line
    ("Délibération AP-2024-03/08 1/2")."""
    found = {m["number"] for page in document.pages for m in _FOOT.finditer(page.text, page.text.rfind("\n", 0, page.body_end - 1) + 1)}
    if len(acts) != 1 or acts[0].number is not None or len(found) != 1:
        return tuple(acts)
    return (replace(acts[0], number=found.pop(), number_source="text"),)


def _lacks(act: Act, heads: dict[int, str], begun: Counter[int]) -> bool:
    return act.number is None and act.page in heads and begun[act.page] == 1


def _numbered(act: Act, number: str, stamps: Sequence[Transmission]) -> Act:
    stamp = transmission_for(number, (act.page, act.page), stamps)
    return replace(
        act,
        number=number,
        number_source="text",
        transmission_id=stamp.id if stamp else act.transmission_id,
        received=stamp.received if stamp else act.received,
    )


def _number_outside(page: Page) -> str | None:
    """The one number of an act that is alone on a line outside the body of a page."""
    lines = [line.strip() for line in page.text[page.body_end :].split("\n")]
    found = {compact(p.number): p.number for line in lines if (p := formal_number(line)) and p.rest == len(line)}
    return next(iter(found.values())) if len(found) == 1 else None
