from datetime import date

import pytest

from pipeline.extract.rows.values import read_cents, read_date, read_siret, read_year


@pytest.mark.parametrize(
    ("cell", "cents", "reason"),
    [
        ("1500", 150000, "plain"),
        ("22000.80", 2200080, "decimal point of the schema"),
        ("1 500,00 €", 150000, "French, with its unit"),
        ("1\u202f500,5", 150050, "narrow no-break space"),
        ("1,500 €", 150000, "three digits after one comma are thousands"),
        ("1.234", 123400, "three digits after one point are thousands"),
        ("1.234.567,89", 123456789, "points for thousands, comma for decimals"),
        ("1,234,567.89", 123456789, "English"),
        ("0.005", 1, "no thousands begin with 0; half a cent is rounded up"),
        ("12345.678", 1234568, "five digits before the point: decimals"),
        ("-300", -30000, "negative"),
        ("(300)", -30000, "a book-keeper's negative"),
        ("1.5E+06", 150000000, "a spreadsheet's float"),
        ("240 000 € (pour trois saisons)", 24000000, "a remark in brackets stands beside the sum"),
        ("NaN", None, "no number"),
        ("inf", None, "infinities are refused"),
        ("1e400", None, "more than any budget"),
        ("99999999999999", None, "more than any budget"),
        ("NC", None, "words"),
        ("", None, "empty"),
        ("1 200 et 300", None, "two sums are no sum"),
        ("50 k€", None, "thousands of euros are not read in a column of euros"),
        ("12,34,5", None, "groups of two digits are no thousands"),
    ],
)
def test_cents(cell, cents, reason):
    assert read_cents(cell) == cents, reason


@pytest.mark.parametrize(
    ("cell", "day", "reason"),
    [
        ("2021-07-02", date(2021, 7, 2), "ISO"),
        ("2021/07/02 00:00:00+00", date(2021, 7, 2), "with a time and zone"),
        ("2021-07-02T00:00:00", date(2021, 7, 2), "ISO with a time"),
        ("02/07/2021", date(2021, 7, 2), "French"),
        ("2.7.2021", date(2021, 7, 2), "French with points"),
        ("20210702", date(2021, 7, 2), "compact"),
        ("44379", date(2021, 7, 2), "a spreadsheet's day number"),
        ("2021-02-30", None, "no such day"),
        ("2018-04", None, "a month is no day"),
        ("juillet", None, "words"),
        ("", None, "empty"),
    ],
)
def test_date(cell, day, reason):
    assert read_date(cell) == day, reason


@pytest.mark.parametrize(
    ("cell", "number", "reason"),
    [
        ("20009999900018", "20009999900018", "as the schema wants it"),
        ("20009999900018.0", "20009999900018", "typed as a float"),
        ("2,0009999900018E+13", "20009999900018", "a French spreadsheet's float"),
        ("200 099 999 00018", "20009999900018", "with spaces"),
        ("5009999900018", "05009999900018", "the leading zero came off"),
        ("200099999", "200099999", "a SIREN"),
        ("W991234567", None, "an association's number is none"),
        ("123", None, "too short"),
    ],
)
def test_siret(cell, number, reason):
    assert read_siret(cell) == number, reason


@pytest.mark.parametrize(("cell", "year"), [("2024", 2024), ("2024.0", 2024), ("Exercice 2024", 2024), ("2024-01-01", 2024), ("24", None)])
def test_year(cell, year):
    assert read_year(cell) == year
