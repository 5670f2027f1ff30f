"""Figures by which a run doubts itself: published with every report, beside the known base rate of kept pledges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.judge.sentences import percent
from pipeline.records.council import Act
from pipeline.records.verdict import Coverage, Fairness, Status, Verdict

# Share of political pledges at least partly fulfilled, mean over 18 studies: Petry & Collette (2009).
BASE_RATE = 0.67
FAR = 0.4  # a share of kept measures below this is further from the base rate than any study of it found
MANY_UNSURE = 0.25
MUCH_OCR = 0.3
ENOUGH = 10  # verdicts: fewer make no share
KEPT = (Status.FUNDED, Status.CONDITIONAL, Status.UNDERFUNDED, Status.WEAKENED)


def measure_fairness(verdicts: Sequence[Verdict], acts: Sequence[Act], coverage: Coverage, misread: Sequence[str] = ()) -> Fairness:
    """Shares (0..1) over all verdicts of a run, and warnings in French. Without verdicts all shares are 0. `misread` are the paths of plans
    that may have been misread."""
    total = len(verdicts)
    counts = Counter(v.status for v in verdicts)
    scanned = {a.id for a in acts if a.by_ocr}
    by_ocr = sum(any(d in scanned for d in v.decisions) for v in verdicts)

    def share(number: int) -> float:
        return number / total if total else 0.0

    decided = total - counts[Status.UNSURE]
    kept = sum(counts[s] for s in KEPT) / decided if decided else None
    shares = tuple((str(status), share(counts[status])) for status in Status)
    warnings = (*map(_misread, misread), *_warnings(total, kept, share(counts[Status.UNSURE]), share(by_ocr), coverage))
    return Fairness(total, shares, kept, BASE_RATE, share(counts[Status.UNSURE]), share(by_ocr), coverage.share, warnings)


def _misread(doc: str) -> str:
    return f"{doc} : trop de phrases qui disent quoi faire n'y sont rattachées à aucune mesure ; ses mesures sont à comparer au document."


def _warnings(total: int, kept: float | None, unsure: float, by_ocr: float, coverage: Coverage) -> tuple[str, ...]:
    found: list[str] = []
    if total >= ENOUGH and kept is not None and kept < FAR:
        found.append(
            f"Seules {100 * kept:.0f} % des mesures jugées ont une suite au moins partielle, contre environ {100 * BASE_RATE:.0f} % des "
            "engagements dans les études publiées : vérifier d'abord si des actes manquent ou si des liens ont échappé à l'outil."
        )
    if total >= ENOUGH and unsure > MANY_UNSURE:
        found.append(f"{100 * unsure:.0f} % des mesures restent à vérifier : les parts ci-dessus changeront avec la relecture.")
    if by_ocr > MUCH_OCR:
        found.append(f"{100 * by_ocr:.0f} % des constats reposent sur un texte lu par reconnaissance de caractères.")
    if coverage.share is None:
        found.append("Aucun registre ne dit combien d'actes existent : une absence ne peut pas être établie.")
    elif not coverage.sufficient:
        found.append(f"{percent(coverage.share)} des actes connus ont été lus, sous le seuil de {percent(coverage.threshold)}.")
    return tuple(found)
