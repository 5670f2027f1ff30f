"""Reading whole documents: what the text of a page is made of, and where it leads back."""

from __future__ import annotations

import pytest

from tests.read.invariants import check_document
from tests.read.typeset import blocks, body, pdf, read_bytes, typeset
from tests.shared import SHARED, needs_shared

WORDS = "La commune de Brévonne entretient les chemins, les haies et les fontaines avec les habitants du village et les associations. "


def test_headings_stay_apart_from_the_paragraph_that_follows() -> None:
    document = typeset(f'#text(size: 16pt, weight: "bold")[Entretenir les chemins]\n\n{WORDS * 2}\n\n#strong[Pour qui ?]\n\n{WORDS}')
    kinds = blocks(document)
    assert [k for k, _ in kinds] == ["heading", "paragraph", "heading", "paragraph"]
    assert kinds[0][1] == "Entretenir les chemins"
    assert kinds[1][1] == (WORDS * 2).strip()
    levels = [b.level for b in document.pages[0].blocks if b.level]
    assert levels == [1, 2]


def test_a_heading_of_two_lines_is_one_block() -> None:
    title = "Créer avec les habitantes et les habitants une maison commune des associations et de la réparation"
    document = typeset(f'#text(size: 18pt, weight: "bold")[{title}]\n\n{WORDS}')
    assert blocks(document)[0] == ("heading", title)


def test_list_items_give_their_bullet_apart() -> None:
    document = typeset("- Ouvrir un atelier\n- Planter des haies\n\n+ Nommer un comité\n+ Publier un bilan\n")
    found = [(b.kind.value, b.bullet, document.pages[0].text[b.start : b.end]) for b in document.pages[0].blocks]
    assert found == [
        ("list_item", "•", "Ouvrir un atelier"),
        ("list_item", "•", "Planter des haies"),
        ("list_item", "1.", "Nommer un comité"),
        ("list_item", "2.", "Publier un bilan"),
    ]


def test_running_headers_and_page_numbers_stand_behind_the_body() -> None:
    head = '#set page(paper: "a4", header: [Commune de Brévonne -- bulletin], numbering: "1 / 1")\n'
    document = typeset("\n#pagebreak()\n".join(f"Texte de la page {n}. {WORDS}" for n in ("une", "deux", "trois")), head=head)
    assert "bulletin" not in body(document)
    for page in document.pages:
        behind = page.text[page.body_end :]
        assert "Commune de Brévonne" in behind
        assert f"{page.number} / 3" in behind


@pytest.mark.parametrize(("size", "lines"), [("14pt", 4), ("9pt", 2)], ids=["in larger letters: a heading", "in letters as small"])
def test_lines_alike_below_a_line_at_the_head_of_pages(size: str, lines: int) -> None:
    page = '#text(size: {size}, weight: "bold")[{head}]\n\n#text(size: 9pt)[Demande {n} #h(1fr) {votes} voix]\n\nUn banc manque.\n'
    pages = [page.format(size=size, head=h, n=n, votes=v) for h, n, v in (("Quartier du Lavoir", 1, 12), ("Quartier du Pont", 6, 31))]
    document = typeset("#pagebreak()\n".join(pages), head='#set page(paper: "a4", margin: (top: 30pt))\n')
    assert sum(said in body(document) for said in ("Quartier du Lavoir", "Quartier du Pont", "Demande 1", "Demande 6")) == lines


def test_a_repeated_line_with_an_amount_is_no_furniture() -> None:
    head = '#set page(paper: "a4", header: [Reste à financer : 12 000 €])\n'
    document = typeset("\n#pagebreak()\n".join([WORDS] * 3), head=head)
    assert body(document).count("12 000 €") == 3


def test_two_columns_are_read_one_after_the_other() -> None:
    left = " ".join(f"gauche{n}" for n in range(150))
    right = " ".join(f"droite{n}" for n in range(150))
    document = typeset(f"#grid(columns: (1fr, 1fr), gutter: 18pt, [{left}], [{right}])")
    assert " ".join(body(document).split()) == f"{left} {right}"


def test_a_margin_column_behind_a_tall_rule_is_read_apart() -> None:
    margin = "#place(line(start: (90pt, 0pt), end: (90pt, 500pt)))#place(block(width: 80pt)[Commune \\ Rochebrune \\ Votants : 21])"
    text = "#pad(left: 100pt)[" + " \\ ".join(f"Ligne {n} du registre des délibérations" for n in range(1, 9)) + "]"
    words = body(typeset(margin + text)).split()
    assert words.index("Votants") < words.index("Ligne") or words.index("Commune") > words.index("délibérations")
    assert " ".join(words).count("Ligne 1 du registre des délibérations Ligne 2 du registre") == 1


def test_cells_of_a_ruled_table() -> None:
    rows = "[Action], [Pilote], [Budget], [Haies \\ et mares], [Commune], [1 200 €], [Fontaines], [], [300 €]"
    document = typeset(f"#table(columns: 3, {rows})")
    (table,) = document.pages[0].blocks
    text = document.pages[0].text
    assert text == "Action\tPilote\tBudget\nHaies et mares\tCommune\t1 200 €\nFontaines\t\t300 €"
    assert [(c.row, c.column, text[c.start : c.end]) for c in table.cells if c.row == 2] == [
        (2, 0, "Fontaines"),
        (2, 1, ""),
        (2, 2, "300 €"),
    ]


def test_a_word_cut_at_a_line_end_is_two_pieces_that_touch() -> None:
    document = typeset("#block(width: 3cm)[La coopé-\\ rative des haies]")
    page = document.pages[0]
    assert page.text == "La coopérative des haies"
    assert [(w.printed, page.text[w.start : w.end]) for w in page.words][1:3] == [("coopé-", "coopé"), ("rative", "rative")]
    assert page.words[1].end == page.words[2].start


def test_a_turned_page_reads_like_any_other() -> None:
    document = typeset(WORDS, head='#set page(paper: "a4", flipped: true)\n')
    assert document.pages[0].width > document.pages[0].height
    assert body(document) == WORDS.strip()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"\x00" * 4096, "empty-file"),
        (b"<!DOCTYPE html><html><body>Introuvable</body></html>", "not-a-pdf"),
        (b"PK\x03\x04 an archive", "not-a-pdf"),
        (b"%PDF-1.7\n%%EOF\n", "damaged"),
    ],
)
def test_files_that_are_no_document_give_the_reason(content: bytes, code: str) -> None:
    result = read_bytes(content)
    assert result.document is None
    (issue,) = result.issues
    assert (issue.code, issue.unread) == (code, True)
    assert issue.remedy


def test_the_laws_hold_on_a_document_with_everything() -> None:
    source = f"= Titre\n{WORDS}\n\n- un\n- deux\n\n#table(columns: 2, [a], [b], [c], [d])\n\n#columns(2)[{WORDS * 8}]"
    check_document(typeset(source))
    assert pdf(source)[:5] == b"%PDF-"


@needs_shared
@pytest.mark.parametrize("pattern", ["territories/valserre/plan/*.pdf", "corpus/corte/*.pdf", "corpus/chemere/subventions/*.pdf"])
def test_the_laws_hold_on_real_documents(pattern: str) -> None:
    files = sorted(SHARED.glob(pattern))[:3]
    assert files
    for file in files:
        result = read_bytes(file.read_bytes())
        assert result.document or any(issue.unread for issue in result.issues)
        if result.document:
            check_document(result.document)


@pytest.mark.parametrize(
    ("foot", "kept", "why"),
    [
        ("D2024-017 #h(1fr) Page 1", False, "the number of the act and of the page below a document's only page"),
        ("D2024-017 #h(1fr) Page 1 sur 1", False, "the same with the number of pages"),
        ("Délibération DCM24-015 – Conseil municipal du 28 mars 2024", False, "the act and its sitting"),
        ("Délibération DEL2024_08 #h(1fr) 3, rue du Pont – 99320 Lorme – www.lorme.example #h(1fr) 1/1", False, "act, address and count"),
        ("Délibération affichée le 1/12", True, "a date is no count of pages"),
        ("Délibération affichée en mairie au conseil du 28 mars 2024", True, "a sentence that ends with the date of a sitting"),
        ("Le registre est coté de la page 1 à la page 90.", True, "a sentence that speaks of pages"),
    ],
)
def test_the_foot_of_an_only_page(foot: str, kept: bool, why: str) -> None:
    document = typeset("#lorem(40)", head=f'#set page(paper: "a4", margin: 2cm, footer: [{foot}])\n#set text(size: 10pt)\n')
    assert (foot[:8] in body(document)) is kept, why
