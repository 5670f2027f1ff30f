"""The second engine: where pdfium fails or is in doubt pdfplumber reads, says so, and the same laws hold."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import pytest

from flows.pictures import page_pictures
from pipeline.read import ReadSettings
from pipeline.read.guard import ROOT, Child
from pipeline.read.plumber import plumb_sheet, plumbed
from pipeline.read.printed import Printed, Rule, Sheet
from pipeline.read.second import SecondEngine, doubtful_grids, unreadable_share
from pipeline.read.sheets import opened, read_sheet
from pipeline.records.source import BlockKind, Document
from pipeline.records.territory import Role, Source, SourceFile
from tests.read import hostile
from tests.read.invariants import check_document
from tests.read.test_document import WORDS
from tests.read.typeset import SHA, body, pdf, read_bytes, typeset

GOOD = "La commune plante des haies avec les habitants du village."
ONLY = ReadSettings(engine="pdfplumber")
EVERYTHING = (
    f"= Entretenir les chemins\n{WORDS} Le *comité* se réunit.\n\n- un atelier\n- deux mares\n\n"
    f"#table(columns: 3, [Action], [Pilote], [Budget], [Haies], [Commune], [1 200 €], [Fontaines], [], [300 €])\n\n"
    f"#rect(fill: rgb(200, 220, 240), stroke: none)[{WORDS}]\n\n#columns(2)[{WORDS * 8}]\n#rotate(-90deg, reflow: true)[Écrit en marge]"
)


def both(content: bytes) -> tuple[Sheet, Sheet]:
    """The first page as each engine reads it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(content)
        with opened(path) as first, plumbed(path) as second:
            one, two = read_sheet(first, 0), plumb_sheet(second, 0)
    assert one is not None
    assert two is not None
    return one, two


def engines(document: Document | None) -> list[str]:
    assert document is not None
    return [page.engine for page in document.pages]


PAGES = hostile.objects_of()
FAILS = [
    ("page tree in a loop", hostile.page_loop()),
    ("page tree without its page", hostile.no_pages()),
    ("catalogue without a page tree", hostile.assemble(PAGES | {1: b"<< /Type /Catalog >>"})),
    ("children that are no list", hostile.assemble(PAGES | {2: b"<< /Type /Pages /Kids 3 0 R /Count 1 >>"})),
    ("child that does not exist", hostile.assemble(PAGES | {2: b"<< /Type /Pages /Kids [9 0 R] /Count 1 >>"})),
    ("root that does not exist", hostile.one_page().replace(b"/Root 1 0 R", b"/Root 9 0 R")),
    ("two kilobytes before the file", b"x" * 2000 + hostile.one_page()),
]


@pytest.mark.parametrize(("why", "content"), FAILS, ids=[c[0] for c in FAILS])
def test_files_that_pdfium_cannot_open(why: str, content: bytes) -> None:
    result = read_bytes(content)
    assert engines(result.document) == ["pdfplumber"], why
    assert result.document is not None
    assert body(result.document) == GOOD
    check_document(result.document)
    (issue,) = result.issues
    assert (issue.code, issue.unread) == ("read-by-pdfplumber", False)
    assert issue.remedy


def test_a_page_that_pdfium_cannot_load_beside_one_that_it_can() -> None:
    shared = PAGES[3]
    tree = b"<< /Type /Pages /Kids [3 0 R 7 0 R] /Count 2 >>"
    whole = hostile.assemble(PAGES | {2: tree, 7: shared})
    assert engines(read_bytes(whole).document) == ["pdfium", "pdfium"]
    # pdfium takes no page that is not marked as one; the second engine's count then differs, and nothing is guessed.
    result = read_bytes(hostile.assemble(PAGES | {2: tree, 7: b"(no page)"}))
    assert engines(result.document) == ["pdfium"]
    assert [(i.code, i.page) for i in result.issues] == [("damaged-page", 2)]


@pytest.fixture
def crashing() -> Iterator[Child]:
    """A guarded process that ends whenever pdfium is called."""
    child = Child("tests.read.crashing_child")
    yield child
    child.close()


def ask(child: Child, folder: Path, content: bytes, settings: ReadSettings | None = None) -> tuple[Document | None, list[str], str]:
    path = folder / "file.pdf"
    path.write_bytes(content)
    result = child.ask((str(path), path.name, SHA, settings or ReadSettings()))
    return result.document, [i.code for i in result.issues], " ".join(i.message for i in result.issues)


def test_after_a_crash_pdfplumber_reads_the_document(crashing: Child, tmp_path: Path) -> None:
    document, codes, messages = ask(crashing, tmp_path, pdf(EVERYTHING))
    assert set(engines(document)) == {"pdfplumber"}
    assert document is not None
    check_document(document)
    assert " ".join(body(document).split()) == " ".join(body(typeset(EVERYTHING)).split())
    assert codes == ["read-by-pdfplumber"]
    assert "crashed" in messages
    assert "SIGABRT" in messages


def test_when_pdfplumber_fails_too_the_crash_is_told(crashing: Child, tmp_path: Path) -> None:
    for content in (b"%PDF-1.7\nnothing", hostile.one_page(b"")):
        document, codes, _ = ask(crashing, tmp_path, content)
        assert document is None
        assert codes == ["crashed"]


def test_the_retry_keeps_the_limits(crashing: Child, tmp_path: Path) -> None:
    document, codes, _ = ask(crashing, tmp_path, pdf("#lorem(2000)"), ReadSettings(max_pages=1))
    assert document is None
    assert codes == ["crashed"]


@pytest.mark.parametrize(
    ("why", "page"),
    [
        ("as it is", b"/MediaBox [0 0 595 842]"),
        ("turned to the right", b"/MediaBox [0 0 595 842] /Rotate 90"),
        ("on its head", b"/MediaBox [0 0 595 842] /Rotate 180"),
        ("turned to the left", b"/MediaBox [0 0 595 842] /Rotate 270"),
        ("origin elsewhere", b"/MediaBox [-20 -30 575 812]"),
        ("cropped", b"/MediaBox [0 0 595 842] /CropBox [50 100 500 800]"),
        ("cropped and turned", b"/MediaBox [0 0 595 842] /CropBox [50 100 500 800] /Rotate 90"),
        ("cropped beyond the page", b"/MediaBox [0 0 595 842] /CropBox [-50 -100 900 900]"),
    ],
)
def test_both_engines_see_the_same_page(why: str, page: bytes) -> None:
    one, two = both(hostile.one_page(hostile.TEXT + b" 72 600 m 300 600 l S 72 500 100 20 re f", page=page))
    assert (two.width, two.height, two.rotation) == (one.width, one.height, one.rotation), why
    assert [w.text for w in two.words] == [w.text for w in one.words]
    for a, b in zip(one.words, two.words, strict=True):
        assert b.upright == a.upright
        assert abs(b.size - a.size) < 0.2
        assert max(abs((b.x0 + b.x1 - a.x0 - a.x1) / 2), abs((b.top + b.bottom - a.top - a.bottom) / 2)) < 3, (why, a, b)
    drawn = zip([*one.rules, *one.grounds], [*two.rules, *two.grounds], strict=True)
    assert all(abs(p - q) < 1.6 for a, b in drawn for p, q in zip(a, b, strict=True)), why  # pdfium counts the ends' half line width


def test_both_engines_give_the_same_words_and_drawings() -> None:
    one, two = both(pdf(EVERYTHING))
    assert [w.text for w in two.words if w.upright] == [w.text for w in one.words if w.upright]
    assert [w.text for w in two.words if w.bold] == [w.text for w in one.words if w.bold]
    assert " ".join(w.text for w in two.words if not w.upright) == "Écrit en marge"
    assert len(two.rules) == len(one.rules)
    assert [g.colour for g in two.grounds] == [g.colour for g in one.grounds]
    assert median(abs(a.x0 - b.x0) for a, b in zip(one.words, two.words, strict=True)) < 0.5


def test_the_laws_hold_on_pdfplumber_alone() -> None:
    result = read_bytes(pdf(EVERYTHING), ONLY)
    assert result.document is not None
    check_document(result.document)
    assert [i.code for i in result.issues] == ["read-by-pdfplumber"]


def word(text: str) -> Printed:
    return Printed(text, 0.0, 0.0, 10.0, 10.0, 10.0)


@pytest.mark.parametrize(
    ("why", "texts", "broken", "expected"),
    [
        ("plain French", ["Créer", "l’été", "œuvre", ["12", "€"][1]], 0, 0),
        ("known bullets of symbol fonts", ["\uf0d8", "Planter"], 0, 0),
        ("line-end marks", ["soft\u00ad", "hy\ufffephen"], 0, 0),
        ("glyphs without Unicode value", ["\ufffd\ufffd\ufffd", "mot"], 3, 3),
        ("control characters", ["\x01\x03", "mot"], 0, 2),
        ("glyphs that came as NUL and are in no word", ["mot"], 4, 4),
    ],
)
def test_characters_that_are_no_text(why: str, texts: list[str], broken: int, expected: int) -> None:
    sheet = Sheet(1, 100.0, 100.0, 0, tuple(map(word, texts)), broken=broken)
    assert unreadable_share(sheet)[1] == expected, why


def test_of_two_doubtful_readings_the_better_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(hostile.one_page())
    lost = Sheet(1, 595.0, 842.0, 0, (word("\ufffd" * 20), word("mot")), broken=20)
    few = Sheet(1, 595.0, 842.0, 0, tuple(map(word, GOOD.split())), broken=1)
    with ExitStack() as stack:
        second = SecondEngine(path, 1, stack)
        kept, reason = second.better(few, 0)
        assert (kept, reason, second.asked) == (few, "", False)
        kept, reason = second.better(lost, 0)
        assert kept is not None
        assert kept.engine == "pdfplumber"
        assert " ".join(w.text for w in kept.words) == GOOD
        assert "%" in reason
    path.write_bytes(hostile.one_page(b""))
    with ExitStack() as stack:
        assert SecondEngine(path, 1, stack).better(lost, 0) == (lost, "")


def test_pdfplumber_is_not_imported_for_sound_files(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf(EVERYTHING))
    code = "import sys; from pathlib import Path; from pipeline.read import read_document as r; "
    code += "d = r(Path(sys.argv[1]), 'f', '0' * 64).document; print(d is not None, 'pdfplumber' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True", "False"]


def test_no_picture_is_drawn_of_a_page_that_pdfium_failed_on(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf(EVERYTHING))
    files = [SourceFile(path, path.name, SHA, path.stat().st_size, Source(Role.ACTS, "*.pdf"))]
    first, second = read_bytes(pdf(EVERYTHING)).document, read_bytes(pdf(EVERYTHING), ONLY).document
    assert first is not None
    assert second is not None
    assert page_pictures(files, [first])(SHA, 1, ()) is not None
    assert page_pictures(files, [second])(SHA, 1, ()) is None


def ruled(piece: float, gap: float) -> bytes:
    """A page with a table of three rows and columns whose lines are strokes of `piece` points with `gap` between them."""
    columns, rows = [60, 180, 300, 420], [700, 670, 640, 610]
    drawn: list[bytes] = []
    for start, end, others, form in ((60, 420, rows, b"%g %d m %g %d l S"), (610, 700, columns, b"%d %g m %d %g l S")):
        for at in others:
            place = float(start)
            while place < end:
                stop = min(place + piece, end)
                drawn.append(form % ((place, at, stop, at) if others is rows else (at, place, at, stop)))
                place += piece + gap
    cells = [(x + 8, y - 18, b"mot%d%d suite" % (i, j)) for i, y in enumerate(rows[:3]) for j, x in enumerate(columns[:3])]
    return hostile.one_page(b"0.5 w " + b" ".join(drawn + [b"BT /F1 10 Tf %d %d Td (%s) Tj ET" % c for c in cells]))


TABLE = "\n".join("\t".join(f"mot{i}{j} suite" for j in range(3)) for i in range(3))


@pytest.mark.parametrize(("piece", "told"), [(1000.0, []), (6.0, []), (2.0, ["read-by-pdfplumber"]), (1.5, ["read-by-pdfplumber"])])
def test_tables_of_dashed_lines(piece: float, told: list[str]) -> None:
    result = read_bytes(ruled(piece, 1.5))
    assert result.document is not None
    check_document(result.document)
    page = result.document.pages[0]
    assert [(b.kind, len(b.cells)) for b in page.blocks] == [(BlockKind.TABLE, 9)]
    assert page.text == TABLE
    assert page.engine == "pdfium"
    assert [i.code for i in result.issues] == told


def test_a_grid_that_does_not_hold_its_words_is_in_doubt() -> None:
    walls = [Rule(x, 0.0, x, 100.0) for x in (0.0, 30.0, 60.0)] + [Rule(0.0, y, 60.0, y) for y in (0.0, 50.0, 100.0)]
    inside = [Printed("mot", 5.0, 10.0, 25.0, 20.0, 10.0), Printed("suite", 35.0, 10.0, 55.0, 20.0, 10.0, order=1)]
    across = [w._replace(x0=w.x0 - 15, x1=w.x1 + 15) for w in inside]
    assert doubtful_grids(Sheet(1, 100.0, 100.0, 0, tuple(inside), tuple(walls))) == 0
    assert doubtful_grids(Sheet(1, 100.0, 100.0, 0, tuple(across), tuple(walls))) == 1


def test_a_page_that_both_engines_read_badly_stays_as_pdfium_reads_it() -> None:
    content = b"BT /F1 12 Tf 72 700 Td (La commune plante \x01\x02\x03\x04\x05\x06 haies \x81\x8d\x8f avec les habitants.) Tj ET"
    assert unreadable_share(both(hostile.one_page(content))[0])[0] > 0.1
    assert engines(read_bytes(hostile.one_page(content)).document) == ["pdfium"]
