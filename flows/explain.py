"""`ecart explain`: one measure, its verdict, and the signals for and against each candidate act."""

from __future__ import annotations

import json
import math
from pathlib import Path

from pipeline.records.council import Act
from pipeline.records.errors import ConfigurationError
from pipeline.records.folding import fold, folded_words
from pipeline.records.link import Link, Signal
from pipeline.records.plan import Measure
from pipeline.records.run import Results
from pipeline.records.verdict import Verdict
from pipeline.store import load_results

_BAR = 20  # characters of the longest bar


def explain_measure(wanted: str, database: Path, *, as_json: bool = False) -> None:
    """Print why a measure got its verdict. Raises ConfigurationError when no measure, or several, fit what was asked."""
    results = load_results(database, layouts=False)
    measure = find_measure(results.measures, wanted)
    verdict = next(v for v in results.verdicts if v.measure == measure.id)
    acts = {act.id: act for act in results.acts}
    links = sorted((link for link in results.links if link.measure == measure.id), key=lambda link: -link.probability)
    if as_json:
        print(json.dumps(_as_json(measure, verdict, links, acts, results), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(measure, verdict, links, acts, results)))


def find_measure(measures: tuple[Measure, ...], wanted: str) -> Measure:
    """The one measure with this id, printed number, or these words; several or none is an error that lists what is near."""
    by_id = [m for m in measures if m.id == wanted]
    by_number = [m for m in measures if _figures(wanted) and _figures(m.number or "") == _figures(wanted)]
    exact = [m for m in measures if m.number and fold(m.number) == fold(wanted)]
    by_words = [m for m in measures if set(folded_words(wanted)) <= set(folded_words(m.text.text))] if wanted.strip() else []
    for found in (by_id, exact, by_number, by_words):
        if len(found) == 1:
            return found[0]
        if found:
            listed = "\n".join(f"  {m.id}  {m.number or '-'}  {m.text.text}" for m in found)
            raise ConfigurationError(f'"{wanted}" fits {len(found)} measures; give an id:\n{listed}')
    raise ConfigurationError(f"no measure fits \"{wanted}\"; list them with: ecart sql 'select id, number, text from measures'")


def _figures(number: str) -> list[str]:
    """The parts of a number that tell it apart: ["2", "3"] for "Fiche action 2.3"."""
    return [word for word in folded_words(number) if any(c.isdigit() for c in word)]


def _lines(measure: Measure, verdict: Verdict, links: list[Link], acts: dict[str, Act], results: Results) -> list[str]:
    lines = [
        f"{measure.number or ''} {measure.text.text}".strip(),
        f"  {measure.doc}, page {measure.page} · {measure.id}",
        f"\n{verdict.status} (rule {verdict.rule}, strength of its ground {verdict.confidence:.0%})",
        f"  {verdict.statement}",
        *(f"  - {reason}" for reason in verdict.reasons),
        "\n{} candidate acts of {}, by the encoder {}, matcher {}:".format(len(links), len(results.acts), *_made_by(results)),
    ]
    for link in links:
        act = acts[link.act]
        lines += [
            f"\n{link.band} {link.probability:.0%}  {act.number or '-'}  {act.subject.text}",
            f"  {act.doc}, page {act.page} · {act.outcome}",
        ]
        if link.passage is not None:
            lines.append(f"  « {link.passage.text[:300]} »")
        lines += _waterfall(link)
    return lines


def _waterfall(link: Link) -> list[str]:
    """Each signal with what it adds to the log-odds, the strongest first, ending at the probability."""
    ordered = sorted(link.signals, key=lambda s: -abs(s.weight * s.value))
    longest = max((abs(s.weight * s.value) for s in ordered), default=0.0) or 1.0
    lines = [_signal_line(signal, longest) for signal in ordered if signal.weight * signal.value]
    odds = math.log(max(link.probability, 1e-9) / max(1 - link.probability, 1e-9))
    return [*lines, f"  {odds:+6.2f}  = {link.probability:.0%}"]


def _signal_line(signal: Signal, longest: float) -> str:
    added = signal.weight * signal.value
    bar = ("+" if added > 0 else "-") * max(round(_BAR * abs(added) / longest), 1)
    words = f"  {signal.left[:60]} | {signal.right[:60]}" if signal.left or signal.right else ""
    return f"  {added:+6.2f}  {signal.name:22} {bar:{_BAR}}{words}"


def _made_by(results: Results) -> tuple[str, str]:
    """Encoder and matcher that made the links."""
    told = dict(results.run.versions)
    return told.get("encoder", "?"), told.get("matcher", "?")


def _as_json(measure: Measure, verdict: Verdict, links: list[Link], acts: dict[str, Act], results: Results) -> dict[str, object]:
    encoder, matcher = _made_by(results)
    return {
        "encoder": encoder,
        "matcher": matcher,
        "measure": {"id": measure.id, "number": measure.number, "text": measure.text.text, "doc": measure.doc, "page": measure.page},
        "verdict": {
            "status": verdict.status.value,
            "confidence": verdict.confidence,
            "rule": verdict.rule,
            "statement": verdict.statement,
            "reasons": list(verdict.reasons),
        },
        "candidates": [
            {
                "act": link.act,
                "number": acts[link.act].number,
                "subject": acts[link.act].subject.text,
                "probability": link.probability,
                "band": link.band.value,
                "passage": link.passage.text if link.passage else None,
                "signals": [{"name": s.name, "value": s.value, "weight": s.weight, "left": s.left, "right": s.right} for s in link.signals],
            }
            for link in links
        ],
    }
