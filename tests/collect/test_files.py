"""Files are found by path or glob and known by content."""

from __future__ import annotations

from pathlib import Path

from pipeline.collect import collect_files
from pipeline.records.territory import Kind, Role, Source, Territory


def territory(root: Path, *sources: Source) -> Territory:
    return Territory("Ville de Rochebrune-les-Pins", "210000012", Kind.COMMUNE, root, sources)


def put(root: Path, **contents: str) -> None:
    for name, content in contents.items():
        path = root / f"{name.replace('__', '/')}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def test_globs_are_sorted_and_relative(tmp_path: Path) -> None:
    put(tmp_path, actes__b="b", actes__a="a", plan="p")
    found = collect_files(territory(tmp_path, Source(Role.ACTS, "actes/*.pdf"), Source(Role.PLAN, "plan.pdf")))
    assert [(f.doc, f.role) for f in found.files] == [("actes/a.pdf", Role.ACTS), ("actes/b.pdf", Role.ACTS), ("plan.pdf", Role.PLAN)]
    assert found.issues == ()
    assert found.files[0].sha256 == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"  # of "a"


def test_what_is_not_there_is_an_issue_and_stops_nothing(tmp_path: Path) -> None:
    put(tmp_path, plan="p")
    found = collect_files(
        territory(tmp_path, Source(Role.PLAN, "plan.pdf"), Source(Role.ACTS, "actes/*.pdf"), Source(Role.BUDGET, "bp.csv"))
    )
    assert [f.doc for f in found.files] == ["plan.pdf"]
    assert [(i.code, i.doc, i.unread) for i in found.issues] == [("empty-glob", "actes/*.pdf", True), ("missing-file", "bp.csv", True)]
    assert all(issue.remedy for issue in found.issues)


def test_a_copy_is_read_once_and_told(tmp_path: Path) -> None:
    put(tmp_path, actes__a="same", actes__b="same")
    found = collect_files(territory(tmp_path, Source(Role.ACTS, "actes/*.pdf"), Source(Role.ACTS, "actes/a.pdf")))
    assert [f.doc for f in found.files] == ["actes/a.pdf"]
    assert [(i.code, i.doc) for i in found.issues] == [("same-content", "actes/b.pdf")]


def test_one_file_may_have_two_roles(tmp_path: Path) -> None:
    put(tmp_path, bp="budget")
    found = collect_files(territory(tmp_path, Source(Role.ACTS, "bp.pdf"), Source(Role.BUDGET, "bp.pdf")))
    assert [f.role for f in found.files] == [Role.ACTS, Role.BUDGET]
    assert found.issues == ()


def test_brackets_in_a_name_are_no_pattern(tmp_path: Path) -> None:
    put(tmp_path, **{"plan [v2]": "p"})
    assert [f.doc for f in collect_files(territory(tmp_path, Source(Role.PLAN, "plan [v2].pdf"))).files] == ["plan [v2].pdf"]


def test_an_absolute_path_is_taken_as_it_is(tmp_path: Path) -> None:
    put(tmp_path, elsewhere__acte="x")
    root = tmp_path / "territoire"
    root.mkdir()
    found = collect_files(territory(root, Source(Role.ACTS, str(tmp_path / "elsewhere" / "*.pdf"))))
    assert [f.path for f in found.files] == [tmp_path / "elsewhere" / "acte.pdf"]
