"""The territory that ships: labels stand on their pages, sums agree, and the committed files are those that the sources give."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path

import pypdfium2 as pdfium
import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
DEMO, LABELS = DATA / "demo", DATA / "labels" / "demo"
SCAN = "deliberations/DEL-2024-006.pdf"
MISSING = "DEL-2024-002"
STATUSES = {"dropped", "postponed", "no_trace", "weakened", "unfunded", "conditional", "underfunded", "funded"}
SCDL = {
    "deliberations.csv": (
        "COLL_NOM COLL_SIRET DELIB_ID DELIB_DATE DELIB_MATIERE_CODE DELIB_MATIERE_NOM DELIB_OBJET BUDGET_ANNEE BUDGET_NOM PREF_ID "
        "PREF_DATE VOTE_EFFECTIF VOTE_REEL VOTE_POUR VOTE_CONTRE VOTE_ABSTENTION DELIB_URL"
    ),
    "budget-2024.csv": (
        "BGT_NATDEC BGT_ANNEE BGT_SIRET BGT_NOM BGT_CONTNAT BGT_CONTNAT_LABEL BGT_NATURE BGT_NATURE_LABEL BGT_FONCTION BGT_FONCTION_LABEL "
        "BGT_OPERATION BGT_SECTION BGT_OPBUDG BGT_CODRD BGT_MTREAL BGT_MTBUDGPREC BGT_MTRARPREC BGT_MTPROPNOUV BGT_MTPREV BGT_CREDOUV "
        "BGT_MTRAR3112 BGT_ARTSPE"
    ),
    "subventions.csv": (
        "nomAttribuant idAttribuant dateConvention referenceDecision nomBeneficiaire idBeneficiaire rnaBeneficiaire objet montant nature "
        "conditionsVersement datesPeriodeVersement idRAE notificationUE pourcentageSubvention dispositifAide"
    ),
}


def label_rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text("utf-8").splitlines()]


def csv_rows(name: str) -> list[dict[str, str]]:
    with (DEMO / "data" / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def page_texts(path: Path) -> list[str]:
    with pdfium.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def squeezed(text: str) -> str:
    """Without white space and without hyphens, which pdfium may drop at a line end."""
    return re.sub(r"[\s\u00ad\ufffe\u0002-]+", "", text)


def luhn(number: str) -> bool:
    digits = [int(c) for c in reversed(number)]
    return sum(d if place % 2 == 0 else sum(divmod(2 * d, 10)) for place, d in enumerate(digits)) % 10 == 0


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    return {str(path.relative_to(DEMO)): [squeezed(t) for t in page_texts(path)] for path in sorted(DEMO.glob("*/*.pdf"))}


def quotes_of_decision(row: dict) -> list[tuple[str, bool]]:
    """Every verbatim field, and whether it must stand on the very page named (a decision may run over the page)."""
    loose = [row["operative"], row["condition"], *(row["imputation"] or "").split(" ; "), *row["beneficiaries"]]
    loose += [amount["quote"] for amount in row["amounts"]]
    return [(row["subject"], True), (row["number"], True), *((quote, False) for quote in loose if quote)]


READABLE = [row for row in label_rows("decisions") if row["doc"] != SCAN]  # the rebuild checks the scan's labels before it is a picture


@pytest.mark.parametrize("row", READABLE, ids=lambda row: row["id"])
def test_quotes_of_a_decision_stand_on_its_pages(row: dict, texts: dict[str, list[str]]) -> None:
    pages = texts[row["doc"]]
    for quote, exact in quotes_of_decision(row):
        where = pages[row["page"] - 1] if exact else "".join(pages[row["page"] - 1 : row["page"] + 1])
        assert squeezed(quote) in where, quote


@pytest.mark.parametrize("row", label_rows("measures"), ids=lambda row: row["id"])
def test_quotes_of_a_measure_stand_on_its_page(row: dict, texts: dict[str, list[str]]) -> None:
    page = texts[row["doc"]][row["page"] - 1]
    quotes = [row["number"], row["text"], *row["steps"], row["axis"], row["owner"], *row["partners"], row["deadline"]]
    quotes += [row["budget"]["quote"]] if row["budget"] else []
    for quote in quotes:
        assert squeezed(quote) in page, quote


def figure(quote: str) -> int | None:
    """Cents of the last figure in a quote, None when it has no figure."""
    found = re.findall(r"(\d[\d  ]*(?:,\d+)?)\s*(M€|€|euros)", quote)
    if not found:
        return None
    number, unit = found[-1]
    value = float(re.sub(r"\s", "", number).replace(",", "."))
    return round(value * 100 * (1_000_000 if unit == "M€" else 1))


def test_cents_of_the_labels_are_those_of_their_quotes() -> None:
    for row in label_rows("decisions"):
        for amount in row["amounts"]:
            assert figure(amount["quote"]) == amount["cents"], row["id"]
    for row in label_rows("measures"):
        if row["budget"]:
            assert figure(row["budget"]["quote"]) == row["budget"]["cents"], row["id"]


def test_every_status_of_the_guide_is_shown() -> None:
    verdicts = label_rows("verdicts")
    assert {v["status"] for v in verdicts} == STATUSES
    assert {v["decision"] for v in verdicts if v["status"] == "dropped"} == {"rejected", "withdrawn"}
    assert {v["money"] for v in verdicts if v["status"] == "funded"} == {"granted", "budgeted", "not_needed"}
    assert sum("doubtful" in v for v in verdicts) == 1


def headline(verdict: dict) -> str:
    """The order of precedence of the labelling guide."""
    table = [
        (verdict["decision"] in ("rejected", "withdrawn"), "dropped"),
        (verdict["decision"] == "postponed", "postponed"),
        (verdict["decision"] in ("none", "noted"), "no_trace"),
        (verdict["substance"] in ("reduced", "contradicted"), "weakened"),
        (verdict["money"] == "none", "unfunded"),
        (verdict["money"] == "conditional", "conditional"),
        (verdict["money"] == "short", "underfunded"),
    ]
    return next((status for holds, status in table if holds), "funded")


def test_verdicts_follow_the_order_of_precedence_and_cite_labelled_acts() -> None:
    outcomes = {row["id"]: row["outcome"] for row in label_rows("decisions")}
    verdicts = label_rows("verdicts")
    assert [v["measure"] for v in verdicts] == [m["id"] for m in label_rows("measures")]
    for verdict in verdicts:
        assert verdict["status"] == headline(verdict), verdict["measure"]
        assert {outcomes[act] for act in verdict["decisions"]} == ({verdict["decision"]} - {"none"}), verdict["measure"]


def test_paths_of_the_territory_file_exist() -> None:
    territory = tomllib.loads((DEMO / "territory.toml").read_text("utf-8"))
    assert luhn(territory["siren"])
    patterns = [entry["path"] for kind in ("plan", "acts", "register", "budget", "grants") for entry in territory[kind]]
    for pattern in patterns:
        assert sorted(DEMO.glob(pattern)), pattern
    covered = {path for entry in (*territory["plan"], *territory["acts"]) for path in DEMO.glob(entry["path"])}
    assert covered == set(DEMO.glob("*/*.pdf")), "every PDF is named by the territory file"


@pytest.mark.parametrize("name", sorted(SCDL))
def test_open_data_files_have_the_columns_of_their_schema(name: str) -> None:
    rows = csv_rows(name)
    assert list(rows[0]) == SCDL[name].split()
    assert all(None not in row and None not in row.values() for row in rows)


def test_register_lists_every_act_and_one_file_is_missing() -> None:
    register = csv_rows("deliberations.csv")
    numbers = [row["DELIB_ID"] for row in register]
    assert len(numbers) == len(set(numbers))
    assert set(numbers) - {row["number"] for row in label_rows("decisions")} == {MISSING}
    assert {row["DELIB_ID"] for row in register if not (DEMO / row["DELIB_URL"]).exists()} == {MISSING}
    for year in ("2023", "2024", "2025"):
        run = sorted(int(number[-3:]) for number in numbers if number.startswith(f"DEL-{year}"))
        assert run == list(range(run[0], run[-1] + 1)), "a hole in the numbers would be one more missing document"
    for row in register:
        assert row["COLL_SIRET"] == "21960217400019"
        assert luhn(row["COLL_SIRET"])
        assert re.fullmatch(r"\d\.\d{1,2}", row["DELIB_MATIERE_CODE"])
        assert row["DELIB_DATE"].replace("-", "") == row["PREF_ID"].split("-")[2]


def test_register_and_labels_agree_on_date_object_and_votes() -> None:
    register = {row["DELIB_ID"]: row for row in csv_rows("deliberations.csv")}
    for row in label_rows("decisions"):
        listed = register[row["number"]]
        assert (listed["DELIB_DATE"], listed["DELIB_OBJET"]) == (row["session"], row["subject"])
        for name, column in (("for", "VOTE_POUR"), ("against", "VOTE_CONTRE"), ("abstention", "VOTE_ABSTENTION")):
            if row["votes"][name] is not None:
                assert int(listed[column]) == row["votes"][name], row["id"]


def budget_sum(**wanted: str) -> int:
    rows = [row for row in csv_rows("budget-2024.csv") if all(row[column] == value for column, value in wanted.items())]
    return sum(round(float(row["BGT_MTPREV"]) * 100) for row in rows)


def test_budget_file_agrees_with_the_budget_act_and_is_balanced() -> None:
    act = next(row for row in label_rows("decisions") if row["number"] == "DEL-2024-001")
    for section, amount in zip(("fonctionnement", "investissement"), act["amounts"], strict=True):
        for side in ("dépense", "recette"):
            assert budget_sum(BGT_SECTION=section, BGT_CODRD=side) == amount["cents"]


def test_one_measure_is_paid_only_by_a_named_operation() -> None:
    act = next(row for row in label_rows("decisions") if row["number"] == "DEL-2024-004")
    asked = label_rows("measures")[6]["budget"]["cents"]
    assert (act["amounts"], act["imputation"]) == ([], "opération 2407")
    assert budget_sum(BGT_OPERATION="2407") == 64_000_00 >= asked


@pytest.mark.parametrize(
    ("number", "column", "value"),
    [
        ("DEL-2024-003", "BGT_NATURE", "65134"),  # the grants to young people, a line of their own
        ("DEL-2024-006", "BGT_NATURE", "2041622"),  # the act of the scan
    ],
)
def test_budget_lines_carry_the_sums_of_their_acts(number: str, column: str, value: str) -> None:
    act = next(row for row in label_rows("decisions") if row["number"] == number)
    assert budget_sum(**{column: value}) == sum(amount["cents"] for amount in act["amounts"])


def test_grants_that_name_an_act_show_its_sum() -> None:
    granted = {row["number"]: {a["cents"] for a in row["amounts"] if a["role"] == "granted"} for row in label_rows("decisions")}
    linked = [row for row in csv_rows("subventions.csv") if row["referenceDecision"] in granted]
    assert {row["referenceDecision"] for row in linked} >= {"DEL-2023-027", "DEL-2024-011"}
    for row in linked:
        assert round(float(row["montant"]) * 100) in granted[row["referenceDecision"]]
    for row in csv_rows("subventions.csv"):
        assert luhn(row["idBeneficiaire"][:9])
        assert luhn(row["idBeneficiaire"])
        assert row["idBeneficiaire"].startswith("0000"), "no such number is ever given, so no real body is meant"


SMALL = {"aux", "avec", "chaque", "dan", "des", "deux", "les", "leur", "par", "pour", "qui", "san", "six", "sur", "une"}


def content_words(text: str) -> set[str]:
    flat = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    found = re.findall(r"[a-z]+", "".join(c for c in flat if not unicodedata.combining(c)).replace("’", " "))
    return {word.rstrip("sx")[:7] for word in found if len(word) > 2} - SMALL  # plural and ending cut off


@pytest.mark.parametrize(
    ("place", "answer", "decoy"),
    [
        (1, "DEL-2023-022", "DEL-2024-016"),  # an assembly of the elders, not of the young
        (3, "DEL-2024-015", "DEL-2025-003"),  # two lifeguards, not two street workers
        (6, "DEL-2024-013", "DEL-2024-014"),  # a book sale on a Sunday afternoon, not Sunday opening
        (9, "DEL-2023-027", "DEL-2024-006"),  # a home for the elderly, not artists in residence
        (12, "DEL-2024-010", "DEL-2025-002"),  # a festival of sailors' songs, not of the young
    ],
)
def test_a_near_miss_shares_more_words_with_the_measure_than_its_answer(place: int, answer: str, decoy: str) -> None:
    acts = {row["number"]: content_words(f"{row['subject']} {row['operative']}") for row in label_rows("decisions")}
    wanted = content_words(label_rows("measures")[place - 1]["text"])
    assert len(wanted & acts[decoy]) > len(wanted & acts[answer])


def test_the_scan_is_a_small_picture_without_text() -> None:
    assert (DEMO / SCAN).stat().st_size < 150_000
    assert [text.strip() for text in page_texts(DEMO / SCAN)] == [""]


def test_the_territory_stays_small() -> None:
    shipped = [path for folder in (DEMO, LABELS) for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in shipped) < 2_500_000


def picture(path: Path) -> bytes:
    with pdfium.PdfDocument(path) as document:
        return document[0].render(scale=0.25, grayscale=True).to_numpy().tobytes()


def test_committed_files_are_those_that_the_sources_give(tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="typst rebuilds the PDFs: install the dev dependencies")
    command = [sys.executable, str(DEMO / "sources" / "build.py"), "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rebuilt = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    committed = {path.relative_to(DATA) for path in (*DEMO.glob("*/*.pdf"), *LABELS.glob("*.jsonl"), DEMO / "data" / "deliberations.csv")}
    assert rebuilt == committed
    for name in sorted(rebuilt):
        if name.suffix != ".pdf":
            assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name
        elif name == Path("demo", SCAN):
            pairs = zip(picture(tmp_path / name), picture(DATA / name), strict=True)
            assert sum(abs(a - b) > 24 for a, b in pairs) < 200, "another encoder may move a grey level, not the writing"
        else:
            assert page_texts(tmp_path / name) == page_texts(DATA / name), name
