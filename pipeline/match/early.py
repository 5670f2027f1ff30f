"""Acts that gave what a measure asks for before the plan was adopted: they answer nothing, and are told beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.matcher import Matcher
from pipeline.match.acts import link_acts
from pipeline.match.reading import PairReading
from pipeline.match.sides import Encoder
from pipeline.records.council import Act
from pipeline.records.link import Band, Link
from pipeline.records.plan import Measure
from pipeline.records.territory import Source


def link_early(
    measures: Sequence[Measure],
    acts: Sequence[Act],
    plans: Mapping[str, Source],
    encoder: Encoder,
    matcher: Matcher | None = None,
    reader: Encoder | None = None,
    pair_reader: PairReading | None = None,
) -> tuple[Link, ...]:
    """Linked pairs of measures with acts dated before their plan was adopted, compared apart from the acts after it.

    Nothing for plans without a day of adoption. Judging counts none of them (guard 1) and names them.
    """
    found: list[Link] = []
    for document, plan in plans.items():
        adopted = plan.adopted
        if adopted is None:
            continue
        before = [a for a in acts if a.session and a.session.value < adopted]
        mine = [m for m in measures if m.document == document]
        links = link_acts(mine, before, plans, True, encoder, matcher, reader, pair_reader)
        found += [link for link in links if link.band is Band.LINKED]
    return tuple(found)
