"""`ecart learn`: what people's answers teach, shown before anything changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flows.analyse import Facts, match_all
from pipeline.collect import load_territory
from pipeline.judge import correct_facts, correct_links, judge, override
from pipeline.match import Matching, link_rows, load_matching
from pipeline.records.errors import ConfigurationError
from pipeline.records.link import Band, Link
from pipeline.records.review import Review
from pipeline.records.run import Results
from pipeline.records.verdict import Verdict
from pipeline.review import Learned, learn
from pipeline.review.learning import EACH, ENOUGH
from pipeline.store import load_results, load_reviews

SHOWN = 20  # links and verdicts that would change, printed; the others are counted
_BANDS = {
    Band.LINKED: "accepted by the machine",
    Band.REVIEW: "left for review",
    Band.UNLINKED: "set aside",
    None: "not seen by the machine",
}
Changes = tuple[tuple[Verdict, Verdict], ...]


def show_learning(db: Path, siren: str | None, *, out: Path | None = None, as_json: bool = False, territory: Path | None = None) -> None:
    """Print what the stored reviews of a territory teach and change, and write the labelled pairs to `out` (JSON Lines) when it is given.

    `territory` is its file, needed when it names another encoder. Nothing is changed. Raises ConfigurationError when the database does not
    hold the territory, or its links were made by another encoder.
    """
    stored = load_results(db, siren, layouts=False)
    matching = matching_of(stored, territory)
    reviews = load_reviews(db, stored.territory.siren)
    results = replace(stored, links=machine_links(stored, matching))
    learned = learn(results, reviews, matching.matcher.linked, matching.matcher.review)
    changes = changed_verdicts(results, reviews)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text("".join(json.dumps(pair, ensure_ascii=False) + "\n" for pair in labelled(results, learned)), "utf-8")
    if as_json:
        print(json.dumps(_as_json(learned, changes), ensure_ascii=False, indent=2))
    else:
        print("\n".join([*_lines(results, learned, changes), *([f"pairs written: {out}"] if out is not None else [])]))


def matching_of(stored: Results, territory: Path | None) -> Matching:
    """The encoder and weights that made the stored links. Raises ConfigurationError when they are others than those of `territory`."""
    made = dict(stored.run.versions).get("encoder", "")
    matching = load_matching(load_territory(territory).encoder if territory else None)
    theirs = " " in made and not made.startswith("ecart ")
    if (matching.ours and theirs) or (not matching.ours and made != matching.version):
        raise ConfigurationError(
            f"the links of {stored.territory.name} were made by the encoder {made or 'that ships'}, not by {matching.version}: "
            "give the territory file with that [encoder] (--territory FILE), or run ecart run first."
        )
    return matching


def machine_links(results: Results, matching: Matching) -> tuple[Link, ...]:
    """The links that the machine makes by itself of what is stored; stored links already carry people's word."""
    r = results
    facts = Facts(r.measures, r.acts, r.register, r.budget_lines, r.grants)
    return match_all(r.territory, r.files, facts, matching)[1]


def changed_verdicts(results: Results, reviews: Sequence[Review]) -> Changes:
    """The verdicts whose status or acts people's word changes: the machine's, from `results.links`, and what becomes of it."""
    measures, acts, _ = correct_facts(results.measures, results.acts, reviews)
    links = correct_links(results.links, measures, acts, reviews)
    reviewed = replace(results, measures=measures, acts=acts, links=links)
    pairs = zip(_verdicts(results), override(_verdicts(reviewed), reviews), strict=True)
    return tuple(
        (a, b) for a, b in pairs if (a.status, a.dropped, a.unfunded, a.decisions) != (b.status, b.dropped, b.unfunded, b.decisions)
    )


def _verdicts(results: Results) -> tuple[Verdict, ...]:
    r = results
    money = link_rows(r.measures, r.acts, r.links, r.budget_lines, r.grants)
    day = (r.run.finished or r.run.started).date()
    return judge(r.territory, r.measures, r.acts, r.links, money, r.budget_lines, r.grants, r.coverage, day)


def labelled(results: Results, learned: Learned) -> list[dict[str, object]]:
    """The labelled pairs with the words of both sides, for whoever refits the matcher."""
    measures, acts = {m.id: m for m in results.measures}, {a.id: a for a in results.acts}
    return [
        {
            "measure": pair.measure,
            "act": pair.act,
            "answers": pair.answers,
            "people": pair.people,
            "probability": pair.probability,
            "measure_text": measures[pair.measure].text.text,
            "act_subject": acts[pair.act].subject.text,
            "act_doc": acts[pair.act].doc,
            "act_page": acts[pair.act].page,
        }
        for pair in learned.pairs
    ]


def _lines(results: Results, learned: Learned, changes: Changes) -> list[str]:
    yes = sum(pair.answers for pair in learned.pairs)
    measures, acts = {m.id: m for m in results.measures}, {a.id: a for a in results.acts}
    lines = [f"{results.territory.name}: {len(learned.pairs)} labelled pairs ({yes} yes, {len(learned.pairs) - yes} no)"]
    lines += [f"  {_BANDS[band]}: {good} yes, {bad} no" for band, good, bad in learned.table]
    if learned.parted:
        lines.append(f"  people differ on {learned.parted} more pairs; these teach nothing until they agree")
    lines.append(f"verdicts that people's word changes: {len(changes)} of {len(results.verdicts)}")
    lines += [f"    {a.status} -> {b.status}: {measures[a.measure].text.text[:90]}" for a, b in changes[:SHOWN]]
    lines += [f"    and {len(changes) - SHOWN} more"] if len(changes) > SHOWN else []
    if learned.loss is None:
        return [*lines, f"no calibration: it takes {ENOUGH} pairs that the machine had scored, at least {EACH} of each answer"]
    before, after = learned.loss
    lines.append(f"a calibration would multiply the log-odds by {learned.slope:.2f} and add {learned.offset:+.2f}")
    lines.append(
        f"  log loss on measures it has not seen: {before:.3f} as it is, {after:.3f} after: {'better' if learned.helps else 'no better'}"
    )
    lines.append(f"  {len(learned.shifts)} of {len(results.links)} links would change their band")
    lines += [
        f"    {s.link.band} {s.link.probability:.2f} -> {s.band} {s.after:.2f}: {measures[s.link.measure].text.text[:60]} / "
        f"{acts[s.link.act].subject.text[:60]}"
        for s in learned.shifts[:SHOWN]
    ]
    lines += [f"    and {len(learned.shifts) - SHOWN} more"] if len(learned.shifts) > SHOWN else []
    return [*lines, "no calibration was changed: people mostly see what the machine doubts, so read this as a hint for those links"]


def _as_json(learned: Learned, changes: Changes) -> dict[str, object]:
    return {
        "pairs": len(learned.pairs),
        "yes": sum(pair.answers for pair in learned.pairs),
        "parted": learned.parted,
        "table": [{"band": band.value if band else None, "yes": yes, "no": no} for band, yes, no in learned.table],
        "verdicts": [{"measure": a.measure, "machine": a.status.value, "reviewed": b.status.value} for a, b in changes],
        "slope": learned.slope,
        "offset": learned.offset,
        "loss": list(learned.loss) if learned.loss else None,
        "helps": learned.helps,
        "shifts": [
            {"measure": s.link.measure, "act": s.link.act, "before": s.link.probability, "after": s.after, "band": s.band.value}
            for s in learned.shifts
        ],
    }
