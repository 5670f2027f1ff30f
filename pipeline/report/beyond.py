"""What the council did beyond the measures: acts on the plan's subjects that answer none, and acts from before the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from pipeline.records.council import Act, Outcome
from pipeline.records.link import Band, Link
from pipeline.records.past import Added
from pipeline.records.run import Results
from pipeline.report.sentences import nearness_words
from pipeline.report.views import ActView, AddedView, BeyondView, LineView, MeasureView

IN_FULL = 40  # acts shown with their words and a picture, nearest first
LISTED = 400  # further acts in one line each

ShowAct = Callable[[Act], ActView]
ShowLine = Callable[[Act], tuple[str, str, str]]  # title, object, place


def beyond_of(results: Results, added: Sequence[Added], measures: Mapping[str, MeasureView], show: ShowAct, line: ShowLine) -> BeyondView:
    """The acts of `added` that may be told, and the early ones. `measures` are the views by id.

    Left out: acts from before their plan, acts of other runs, and what a verdict counts as an answer.
    """
    acts = {act.id: act for act in results.acts}
    days = {document: plan_day(results, document) for document in {m.document for m in results.measures}}
    adopted = {m.id: days[m.document] for m in results.measures}
    answering = {act for verdict in results.verdicts for act in verdict.decisions}
    review: dict[str, list[Link]] = {}
    for link in results.links:
        if link.band is Band.REVIEW and link.measure in measures:
            review.setdefault(link.act, []).append(link)
    fresh = [
        a
        for a in sorted(added, key=lambda a: (-a.nearness, a.act))
        if a.act in acts and a.measure in measures and a.act not in answering and not is_early(acts[a.act], adopted[a.measure], results)
    ]
    doubtful = [a for a in fresh if a.act in review]
    others = [a for a in fresh if a.act not in review]

    def view(one: Added) -> AddedView:
        near = measures[one.measure]
        maybe = tuple((measures[link.measure].slug, measures[link.measure].name) for link in review.get(one.act, ()))
        return AddedView(show(acts[one.act]), near.slug, near.name, nearness_words(one.nearness), tuple(dict.fromkeys(maybe)))

    room = max(0, IN_FULL - len(doubtful))
    more = [*doubtful[IN_FULL:], *others[room:]]
    return BeyondView(
        maybe=tuple(view(a) for a in doubtful[:IN_FULL]),
        added=tuple(view(a) for a in others[:room]),
        more=tuple(LineView(*line(acts[a.act]), measures[a.measure].slug, measures[a.measure].name) for a in more[:LISTED]),
        left=len(more[LISTED:]),
        early=tuple((act, m.slug, m.name) for m in measures.values() for act in m.early),
    )


def plan_day(results: Results, document: str) -> date | None:
    """The day on which the plan in a document was adopted, None when the territory file does not say."""
    return next((f.source.adopted for f in results.files if f.sha256 == document and f.source.adopted), None)


def is_early(act: Act, adopted: date | None, results: Results) -> bool:
    """Whether an act was taken before the plan, where that matters."""
    return not results.territory.look_back and adopted is not None and act.session is not None and act.session.value < adopted


def voted_early(act: Act, link: Link, adopted: date | None, results: Results) -> bool:
    """Whether an act adopted before the plan what a measure of it asks, surely enough to be shown."""
    return link.band is Band.LINKED and act.outcome is Outcome.ADOPTED and is_early(act, adopted, results)
