"""Numbered acts of each session that has both its minutes and a third party's cut of them (silver, not gold), compared by count.

    python -m tests.evaluation.silver_sessions [-v]

The silver is made of titles and texts; a text begins with the number of the act where one is printed. Counted are the items with a
number; left out are news, fragments (a bullet of a dispositif taken for a title) and items that the minutes do not number. A session is
set aside when its silver is empty or skips numbers between its own first and last.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.acts import extract_acts
from pipeline.extract.dates import find_dates
from pipeline.records.council import Act, Body
from tests.evaluation.score_acts import read
from tests.shared import SHARED

FOLDER = SHARED / "corpus" / "chemere"
NEARNESS = 0.10  # share of the silver's count within which a session agrees
_NUMBER = re.compile(r"(?s)\W*(?:DE?\W{0,3})?((?:19|20)\d\d)\s?[/-]\s?(\d+)")


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting: its file, the titles that the silver counts, our numbered acts."""

    name: str
    silver: tuple[str, ...]
    acts: tuple[Act, ...]
    holes: bool

    @property
    def agrees(self) -> bool:
        """Whether the counts are within `NEARNESS` of each other."""
        return abs(len(self.acts) - len(self.silver)) <= NEARNESS * len(self.silver)


def sessions() -> Iterator[Session]:
    """The sessions that have both, by file name."""
    for path in sorted((FOLDER / "pdf").glob("CM *.pdf")):
        day = find_dates(unicodedata.normalize("NFC", path.stem))
        kept = FOLDER / "json" / f"{day[0].value.isoformat()}.json" if day else None
        document = read(path, f"chemere/pdf/{path.name}") if kept is not None and kept.exists() else None
        if kept is None or document is None:
            continue
        cut = json.loads(kept.read_text("utf-8"))["deliberations"]
        numbered = [(found, one) for one in cut if (found := _NUMBER.match(one["text"]))]
        silver = tuple(one["titre"] or one["text"][:80] for _, one in numbered)
        acts = tuple(a for a in extract_acts(document).found if a.number and a.body is Body.COUNCIL)
        yield Session(path.stem, silver, acts, _has_holes([int(found[2]) for found, _ in numbered]))


def _has_holes(serials: list[int]) -> bool:
    return not serials or len(serials) < 0.9 * (max(serials) - min(serials) + 1)


def main(verbose: bool) -> None:
    """Print the share of sessions that agree, and the others."""
    found = list(sessions())
    whole = [s for s in found if not s.holes]
    agreeing = [s for s in whole if s.agrees]
    print(f"{len(found)} sessions have both; {len(found) - len(whole)} set aside (silver empty or with holes)")
    print(f"{len(agreeing)} of {len(whole)} within {NEARNESS:.0%}: {len(agreeing) / max(len(whole), 1):.3f}")
    for one in whole:
        if not one.agrees:
            print(f"  {one.name}: silver {len(one.silver)}, acts {len(one.acts)}")
            if verbose:
                print("    silver:", [title[:50] for title in one.silver])
                print("    acts:", [f"{a.number} {a.subject.text[:40]}" for a in one.acts])


if __name__ == "__main__":
    main("-v" in sys.argv[1:])
