"""A run over real documents: nothing crashes, every fact stands on its page, every unread document is named."""

from __future__ import annotations

from pathlib import Path

from flows.analyse import analyse
from flows.options import Options
from tests.facts import broken_evidence
from tests.shared import SHARED, needs_shared

EVERY = 12  # one of so many files, the same ones each time: the whole collection takes minutes


@needs_shared
def test_real_minutes_against_a_real_list_of_measures(tmp_path: Path) -> None:
    minutes = sorted((SHARED / "corpus" / "chemere" / "pdf").glob("*.pdf"))[::EVERY]
    scans = sorted((SHARED / "corpus" / "corte").glob("*.pdf"))[:1]
    plan = next((SHARED / "corpus" / "ademe").glob("*.pdf"))
    acts = "".join(f'[[acts]]\npath = "{path}"\n' for path in [*minutes, *scans])
    territory = tmp_path / "territory.toml"
    head = 'name = "Commune"\nsiren = "210000012"\nkind = "commune"\nlook_back = true\n'
    territory.write_text(f'{head}[[plan]]\npath = "{plan}"\n{acts}', "utf-8")
    analysis = analyse(territory, Options(database=tmp_path / "e.duckdb", report=tmp_path / "rapport", workers=2))
    results = analysis.results
    assert broken_evidence(results) == []
    assert (analysis.saved.unproven, analysis.saved.orphans) == ((), ())
    assert len(results.measures) > 50 and len(results.acts) > 50
    read = {document.doc for document in results.documents}
    assert {file.doc for file in results.files} - read == {issue.doc for issue in analysis.unread}
    assert all(issue.message and issue.remedy for issue in results.issues)
