"""Files as they are met: one row a file, invented."""

import pytest

from pipeline.extract.rows import read_budget, read_grants, read_register
from pipeline.extract.rows.columns import header_columns
from pipeline.extract.rows.stages import stage_of
from pipeline.records.lexicon import load_table
from tests.shared import SHARED, needs_shared

SHA = "0" * 64
GRANTS = "nomAttribuant;nomBeneficiaire;idBeneficiaire;dateConvention;objet;montant;referenceDecision"
GRANT = "Ville de Ternay-le-Sec;Les Amis du Lavoir;20009999900018.0;2023/04/05 00:00:00+00;Saison;1 500,50;DEL-2023-4"


def write(tmp_path, content):
    path = tmp_path / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def grants(tmp_path, content):
    return read_grants(write(tmp_path, content), "file.csv", SHA)


def codes(extraction):
    return [issue.code for issue in extraction.issues]


@pytest.mark.parametrize(
    ("content", "line", "issues", "reason"),
    [
        (f"{GRANTS}\n{GRANT}\n", 2, [], "semicolons"),
        (b"\xef\xbb\xbf" + f"{GRANTS}\n{GRANT}\n".encode(), 2, [], "a byte order mark"),
        (f"{GRANTS}\r\n{GRANT}\r\n", 2, [], "Windows line ends"),
        (f"{GRANTS}\n{GRANT}".replace(";", "\t"), 2, [], "tabs"),
        (f"{GRANTS}\n{GRANT}".replace("1 500,50", "1500.50").replace(";", ","), 2, [], "commas"),
        (f"{GRANTS};commentaire\n{GRANT};vélo\n".encode("cp1252"), 2, ["table-encoding", "column-unknown"], "Windows-1252"),
        (f"{GRANTS}\n{GRANT}\n".encode("utf-16"), 2, [], "UTF-16 of a spreadsheet"),
        (f"Subventions 2023;;;;;;\n;;;;;;\n{GRANTS}\n{GRANT}\n", 4, [], "a title above the header"),
        (f"{GRANTS}\n;;;;;;\n{GRANT}\n", 3, [], "an empty row"),
        (f"{GRANTS}\n{GRANTS}\n{GRANT}\n", 3, [], "a header glued in twice"),
        (f"{GRANTS}\n{GRANT}\nVille;Club 12;;;;NC;\n", 2, ["row-unread"], "a sum that is none is an issue, never 0"),
        (f"{GRANTS}\n{GRANT}\nVille;Club 12;;;;NaN;\n", 2, ["row-unread"], "NaN is refused"),
        (f"{GRANTS}\n{GRANT}\nVille;;;;Fête;100;\n", 2, ["row-unread"], "nobody receives"),
    ],
)
def test_grants_in_the_wild(tmp_path, content, line, issues, reason):
    found = grants(tmp_path, content)
    assert len(found.found) == 1, reason
    grant = found.found[0]
    assert (grant.beneficiary, grant.cents, grant.beneficiary_siret) == ("Les Amis du Lavoir", 150050, "20009999900018")
    assert grant.date.isoformat() == "2023-04-05"
    assert grant.evidence.line == line, reason
    assert sorted(codes(found)) == sorted(issues), reason


def test_evidence_is_the_exact_line(tmp_path):
    assert grants(tmp_path, f"{GRANTS}\n{GRANT}\n").found[0].evidence.quote == GRANT


def test_a_quoted_line_break_is_one_row(tmp_path):
    second = GRANT.replace("Saison", "Bal")
    found = grants(
        tmp_path, f"{GRANTS}\n{GRANT.replace('Saison', chr(34) + 'Saison' + chr(10) + 'de printemps' + chr(34))}\n{second}\n"
    ).found
    assert [g.evidence.line for g in found] == [2, 4]
    assert found[0].purpose == "Saison\nde printemps"
    assert found[0].evidence.quote.count("\n") == 1


def test_a_quotation_mark_never_closed_costs_no_other_row(tmp_path):
    found = grants(tmp_path, "\n".join([GRANTS, GRANT.replace("Saison", '"Saison'), *[GRANT] * 60]))
    assert len(found.found) == 61
    assert "table-quote" in codes(found)


def test_a_missing_column_leaves_its_field_empty(tmp_path):
    grant = grants(tmp_path, "Nom du bénéficiaire;Montant attribué\nLes Amis du Lavoir;300\n").found[0]
    assert (grant.cents, grant.date, grant.reference, grant.purpose) == (30000, None, None, "")


@pytest.mark.parametrize(
    ("content", "code", "reason"),
    [
        ("nom;prix\na;1\n", "table-header", "no known columns"),
        ("", "table-empty", "an empty file"),
        (b"PK\x03\x04rest", "table-format", "a spreadsheet under the name of a CSV"),
        (b"%PDF-1.7", "table-format", "a PDF under the name of a CSV"),
        ("<!DOCTYPE html>\n<html><body>Page introuvable</body></html>", "table-format", "a web page under the name of a CSV"),
        ('<?xml version="1.0"?>\n<html xmlns="x"><br></html>', "table-format", "a web page that begins as XML"),
    ],
)
def test_a_file_of_another_kind_is_an_issue(tmp_path, content, code, reason):
    found = grants(tmp_path, content)
    assert not found.found, reason
    assert codes(found) == [code], reason
    assert found.issues[0].unread


def test_a_file_that_is_not_there_is_an_issue(tmp_path):
    assert codes(read_grants(tmp_path / "none.csv", "none.csv", SHA)) == ["table-unreadable"]


BUDGET = "BGT_NATDEC,BGT_ANNEE,BGT_CONTNAT,BGT_NATURE,BGT_NATURE_LABEL,BGT_OPERATION,BGT_OPBUDG,BGT_CODRD,BGT_MTREAL,BGT_MTPREV"


@pytest.mark.parametrize(
    ("row", "wanted", "reason"),
    [
        ("budget primitif,2024,21,2188,Lavoir,77,réel,dépense,0.00,500.00", ("BP", "expense", 50000, None), "a budget has credits"),
        (
            "compte administratif,2023,21,2188,Lavoir,77,réel,dépense,480.00,500.00",
            ("CA", "expense", 50000, 48000),
            "an account has payments",
        ),
        ("Décision modificative n° 2,2024,74,748,Aide,,réel,recette,,60", ("DM", "income", 6000, None), "in words"),
        ("compte financier unique,2024,65,6574,Aides,,,,10,20", ("CFU", "expense", 2000, 1000), "class 6 is an expense without being said"),
    ],
)
def test_budget_rows(tmp_path, row, wanted, reason):
    line = read_budget(write(tmp_path, f"{BUDGET}\n{row}\n"), "b.csv", SHA).found[0]
    assert (line.stage, line.direction, line.voted, line.realised) == wanted, reason
    assert not line.order


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("budget imaginaire,2024,21,2188,x,,réel,dépense,0,5", "a document nobody knows"),
        ("budget primitif,,21,2188,x,,réel,dépense,0,5", "no year"),
        ("budget primitif,2024,21,2188,x,,réel,,0,5", "class 2 may be either"),
        ("budget primitif,2024,21,2188,x,,réel,dépense,,", "no sum"),
    ],
)
def test_budget_rows_not_read_are_issues(tmp_path, row, reason):
    found = read_budget(write(tmp_path, f"{BUDGET}\n{row}\n"), "b.csv", SHA)
    assert not found.found, reason
    assert codes(found) == ["row-unread"], reason


def test_an_operation_dordre_is_marked(tmp_path):
    row = "budget primitif,2024,042,6811,Amortissements,,ordre,dépense,0,5"
    assert read_budget(write(tmp_path, f"{BUDGET}\n{row}\n"), "b.csv", SHA).found[0].order


REGISTER = "DELIB_ID,DELIB_DATE,DELIB_MATIERE_CODE,DELIB_OBJET,PREF_ID"


def test_register(tmp_path):
    rows = "\n".join(
        [
            REGISTER,
            "D-1,2021/07/02 00:00:00+00,7.10,Lavoir,",
            "D-1,2021-07-02,7.10,Lavoir,",
            ",2021-07-02,7.1,Pont,099-209900018-20210702-2021_09-DE",
            ",,,Rien,",
        ]
    )
    found = read_register(write(tmp_path, rows), "r.csv", SHA)
    assert [(e.number, e.matter) for e in found.found] == [("D-1", "7.10"), ("2021_09", "7.1")]
    assert sorted(codes(found)) == ["row-unread", "row-value"]


XML = """<?xml version="1.0" encoding="UTF-8"?>
<DocumentBudgetaire xmlns="http://example.org/budget"><Budget>
<BlocBudget><NatDec V="{nature}"/><Exer V="2023"/></BlocBudget>
<LigneBudget><Nature V="6574"/><Fonction V="025"/><ContNat V="65"/><CodRD V="D"/>
<MtPrev V="120.50"/><MtReal V="100.00"/><OpBudg V="0"/></LigneBudget>
<LigneBudget><Nature V="6811"/><CodRD V="D"/><MtPrev V="9"/><MtReal V="NaN"/><OpBudg V="1"/></LigneBudget>
<Annexes><DATA_CONCOURS>
<CONCOURS><CodNatJurBenefCA V="P1"/><LibOrgaBenef V="Les Amis du Lavoir"/><MtSubv V="500.0"/></CONCOURS>
<CONCOURS><CodNatJurBenefCA V="P3"/><LibOrgaBenef V="Une personne"/><MtSubv V="50.0"/></CONCOURS>
</DATA_CONCOURS></Annexes></Budget></DocumentBudgetaire>"""


def test_totem_budget_reads_credits(tmp_path):
    lines = read_budget(write(tmp_path, XML.format(nature="01")), "b.xml", SHA).found
    assert [(line.stage, line.year, line.voted, line.realised, line.order) for line in lines] == [
        ("BP", 2023, 12050, None, False),
        ("BP", 2023, 900, None, True),
    ]
    assert lines[0].evidence.line == 4
    assert lines[0].evidence.quote.startswith("<LigneBudget>")
    assert lines[0].evidence.quote.endswith("</LigneBudget>")


def test_totem_account_reads_payments_and_refuses_nan(tmp_path):
    found = read_budget(write(tmp_path, XML.format(nature="09")), "b.xml", SHA)
    assert [(line.stage, line.realised) for line in found.found] == [("CA", 10000)]
    assert codes(found) == ["row-unread"]


def test_totem_grants_leave_private_persons_out(tmp_path):
    found = read_grants(write(tmp_path, XML.format(nature="01")), "b.xml", SHA)
    assert [(g.beneficiary, g.cents) for g in found.found] == [("Les Amis du Lavoir", 50000)]
    assert "Une personne" not in str(found.issues)


@pytest.mark.parametrize(
    ("head", "code", "reason"),
    [
        ('<!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>', "xml-refused", "entities that multiply"),
        ('<!DOCTYPE d SYSTEM "file:///etc/hostname"><d/>', "xml-refused", "an outside entity"),
        ("<d><LigneBudget></d>", "xml-broken", "not well formed"),
        ("<d></d>", "xml-empty", "another document"),
    ],
)
def test_xml_refused(tmp_path, head, code, reason):
    found = read_budget(write(tmp_path, head), "b.xml", SHA)
    assert not found.found
    assert codes(found) == [code], reason


@pytest.mark.parametrize("row", load_table("scdl_columns"), ids=lambda r: f"{r['file']}-{r['pattern']}")
def test_each_column_name_is_understood_as_its_row_says(row):
    assert header_columns([row["example"]], row["file"]).fields == (row["meaning"],)


@pytest.mark.parametrize("row", load_table("budget_stages"), ids=lambda r: r["pattern"])
def test_each_stage_is_understood(row):
    cell = row["example"].split('"')[1] if "V=" in row["example"] else row["example"]
    assert stage_of(cell) == row["meaning"]


@needs_shared
@pytest.mark.parametrize(
    ("name", "reader", "count"),
    [("budget-2024-scdl.csv", read_budget, 56), ("subventions-scdl.csv", read_grants, 58), ("deliberations-scdl.csv", read_register, 59)],
)
def test_the_development_territory_is_read_whole(name, reader, count):
    found = reader(SHARED / "territories" / "valserre" / "data" / name, name, SHA)
    assert len(found.found) == count
    assert not found.issues
