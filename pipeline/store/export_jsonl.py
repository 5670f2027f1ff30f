"""JSON Lines with the field names of the labelling guide: what scoring tools compare, and what other programs read most easily."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.records.council import Act, Amount, AmountRole, Vote
from pipeline.records.plan import Measure
from pipeline.records.run import Results
from pipeline.records.source import Passage
from pipeline.records.verdict import Verdict
from pipeline.store.connect import trouble_told
from pipeline.store.load import load_results, stored_territories

OPERATIVE_LENGTH = 300  # characters, as the guide asks


def export_jsonl(db: Path, folder: Path, siren: str | None = None) -> tuple[Path, ...]:
    """Write `measures.jsonl`, `decisions.jsonl` and `verdicts.jsonl` into `folder`, in reading order: of one territory, or of all.

    Raises EcartError when the database cannot be read or the folder not be written.
    """
    chosen = [siren] if siren else [number for number, _ in stored_territories(db)]
    written = {"measures": list[str](), "decisions": list[str](), "verdicts": list[str]()}
    for number in chosen:
        results = load_results(db, number, layouts=False)
        for name, objects in jsonl_objects(results).items():
            written[name] += [json.dumps(found, ensure_ascii=False) for found in objects]
    with trouble_told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, lines in written.items():
            (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return tuple(folder / f"{name}.jsonl" for name in written)


def jsonl_objects(results: Results) -> dict[str, list[dict[str, Any]]]:
    """The objects of each file."""
    return {
        "measures": [_measure(m) for m in sorted(results.measures, key=lambda m: (m.doc, m.page, m.text.evidence[0].start))],
        "decisions": [_act(a) for a in sorted(results.acts, key=lambda a: (a.doc, a.page, a.whole.evidence[0].start))],
        "verdicts": [_verdict(v) for v in results.verdicts],
    }


def _measure(measure: Measure) -> dict[str, Any]:
    budget = measure.budget
    return {
        "id": measure.id,
        "doc": measure.doc,
        "page": measure.page,
        "number": measure.number,
        "text": measure.text.text,
        "steps": _texts(measure.steps),
        "axis": measure.axis[-1].text if measure.axis else None,
        "owner": _text(measure.owner),
        "partners": _texts(measure.partners),
        "deadline": measure.deadline.printed.text if measure.deadline else None,
        "budget": {"cents": budget.cents, "quote": budget.printed.text} if budget and budget.cents is not None else None,
    }


def _act(act: Act) -> dict[str, Any]:
    return {
        "id": act.id,
        "doc": act.doc,
        "page": act.page,
        "number": act.number,
        "subject": act.subject.text,
        "session": act.session.value.isoformat() if act.session else None,
        "body": str(act.body),
        "outcome": str(act.outcome),
        "votes": _vote(act.votes),
        "operative": act.operative.text[:OPERATIVE_LENGTH] if act.operative else None,
        "amounts": [{"cents": a.cents, "role": str(a.role), "quote": a.quote.text} for a in counted(act.amounts, act.operative)],
        "beneficiaries": _texts(act.beneficiaries),
        "imputation": " ; ".join(_texts(act.imputation)) or None,
        "condition": _text(act.condition),
    }


def counted(amounts: Sequence[Amount], operative: Passage | None = None) -> tuple[Amount, ...]:
    """The amounts as the labelling guide counts them: an authorisation once, without the payments of several years into which the act
    spreads it; the total that the operative words grant, without the rows of an annexed table that add up to it. The database keeps all."""
    kinds = [a.credit for a in amounts]
    spread = kinds.count("CP") > 1 and ("AP" in kinds or "AE" in kinds)
    rows = [a for a in amounts if operative and a.payee and a.role is AmountRole.GRANTED and _behind(a.quote, operative)]
    others = [a for a in amounts if a not in rows]
    if len(rows) > 1 and _adds_up(sum(a.cents for a in rows), [a.cents for a in others if a.role is AmountRole.GRANTED]):
        amounts = others
    return tuple(a for a in amounts if not (spread and a.credit == "CP"))


MOST_TABLES = 4  # annexed tables whose totals an act tells


def _adds_up(cents: int, totals: Sequence[int]) -> bool:
    """Whether a sum is one of the totals, or some of them together: of several annexed tables."""
    return any(cents == sum(some) for size in range(1, MOST_TABLES + 1) for some in itertools.combinations(totals[:12], size))


def _behind(quote: Passage, operative: Passage) -> bool:
    """Whether a quote stands behind the last of the operative words."""
    last = operative.evidence[-1]
    return (quote.page, quote.evidence[0].start) >= (last.page, last.end)


def _vote(vote: Vote) -> dict[str, Any]:
    return {
        "for": vote.in_favour,
        "against": vote.against,
        "abstention": vote.abstention,
        "not_voting": vote.not_voting,
        "unanimous": vote.unanimous,
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "measure": verdict.measure,
        "decisions": list(verdict.decisions),
        "decision": str(verdict.decision),
        "substance": str(verdict.substance) if verdict.substance else None,
        "money": str(verdict.money) if verdict.money else None,
        "status": str(verdict.status),
        "why": verdict.statement,
    }


def _text(passage: Passage | None) -> str | None:
    return passage.text if passage else None


def _texts(passages: Iterable[Passage]) -> list[str]:
    return [passage.text for passage in passages]
