from __future__ import annotations

import pytest

from pipeline.extract.money import cents_of, find_sums
from pipeline.extract.numerals import number_of

FORMS = [
    ("une aide de 1 200 € au club", [120_000], "space groups"),
    ("pour 13 766.98 € TTC", [1_376_698], "point as decimal sign after groups"),
    ("soit 18 450,00 € HT", [1_845_000], "comma as decimal sign"),
    ("la somme de 1.234 €", [123_400], "three digits after a point are thousands"),
    ("total 1.234.567,89 euros", [123_456_789], "points group, comma decides"),
    ("total 1,234,567.89 €", [123_456_789], "English grouping"),
    ("un fonds de 1,2 M€", [120_000_000], "millions, abbreviated"),
    ("un fonds de 50 K€ puis 12,5 k€", [5_000_000, 1_250_000], "thousands, abbreviated"),
    ("3 millions d'euros", [300_000_000], "millions, written out"),
    ("2,5 millions d’€", [250_000_000], "millions before the sign"),
    ("cinquante mille euros", [5_000_000], "words alone"),
    ("cinquante mille euros (50 000 €)", [5_000_000], "words then figures: once"),
    ("50 000 € (cinquante mille euros)", [5_000_000], "figures then words: once"),
    ("trente mille (30 000) euros", [3_000_000], "figure between brackets inside the words"),
    ("trente mille euros (35 000 €)", [3_000_000, 3_500_000], "words and figure that differ are two"),
    ("mille deux cents euros et cinquante centimes", [120_050], "words with centimes"),
    ("deux cent quatre-vingt-dix-sept euros", [29_700], "the longest kind of number word"),
    ("abonnement du 19/12/12 au 18/12/13 247,50 €", [24_750], "a date is no thousands"),
    ("le 10/10/2015 800,00 €", [80_000], "a year is no thousands"),
    ("chapitre 011 13 800,23 €", [1_380_023], "an account code with a zero is no thousands"),
    ("2313-097 4 000,00 €", [400_000], "an operation code is no thousands"),
    ("2158-163 500,00 €", [50_000], "an operation code before hundreds"),
    ("article 657 400 €", [40_000], "a code named as one is no thousands"),
    ("13 712,00 €uros", [1_371_200], "sign and word run together"),
    ("314 400€", [31_440_000], "no space before the sign"),
    ("102 093.11 €", [10_209_311], "groups and a point"),
    ("1\u00a0200\u202f000 €", [120_000_000], "no-break spaces"),
    ("13 712 ,00 €", [1_371_200], "a gap before the decimals"),
    ("100 000, 00 € au budget", [10_000_000], "a gap behind the decimal sign"),
    ("1234, 56 €", [123_456], "a gap behind the decimal sign of an ungrouped figure"),
    ("aux articles 3, 20 € chacun", [2_000], "two figures of a list"),
    ("0,50 € et 0.125 €/kWh", [50, 13], "less than one euro; tenths of a cent round"),
    ("50 centimes", [50], "cents alone"),
    ("12 euros 50 centimes", [1_250], "euros and cents"),
    ("une hausse de 3,5 % soit 40%", [], "a percentage is no money"),
    ("12 000 habitants, 350 m²", [], "counts are no money"),
    ("le pas de 2024", [], "a year is no money"),
    ("recettes : -2 000 €", [-200_000], "a sign that touches its figure"),
    ("chapitre 014 + 1 600 €, dépenses imprévues - 2 000 €", [160_000, -200_000], "signs of a decision modificative"),
    ("Club de lutte - 2 000 €", [200_000], "a dash after a name is no sign"),
    ("crédits pour 2024 : 400 €", [40_000], "a year before a colon"),
    ("1 200 € 3 400 €", [120_000, 340_000], "two columns"),
    ("un demi-million d'euros", [50_000_000], "half of a scale"),
    ("trois quarts de million d’euros", [75_000_000], "quarters of a scale"),
    ("deux millions et demi d'euros", [250_000_000], "a scale and a half"),
    ("une vingtaine de milliers d'euros", [2_000_000], "tens of thousands in a collective noun"),
    ("une cinquantaine de mille euros", [5_000_000], "a collective noun before a scale"),
    ("un millier d'euros", [100_000], "a thousand as a noun"),
    ("plusieurs millions d'euros", [], "several millions name no sum"),
    ("quelques milliers d'euros", [], "some thousands name no sum"),
    ("une vingtaine de places et cent euros", [10_000], "a collective noun counts what follows it, here no money"),
]


@pytest.mark.parametrize(("text", "cents", "reason"), FORMS, ids=[f[2] for f in FORMS])
def test_forms(text: str, cents: list[int], reason: str) -> None:
    assert [s.cents for s in find_sums(text)] == cents, reason


BARE = [
    ("011\t13 800,23\t650", [1_380_023], "code, sum, count"),
    ("Totaux 1 325 363,00 1 126 172,16 1 345 719,00", [132_536_300, 112_617_216, 134_571_900], "columns of groups"),
    ("TOTAL 664 788", [66_478_800], "groups without decimals"),
    ("taux 19,38 % voté", [], "a rate is no sum"),
    ("1 577 616,04 puis 300 €", [157_761_604, 30_000], "bare and marked together"),
    ("le 12/03/2024", [], "a date"),
]


@pytest.mark.parametrize(("text", "cents", "reason"), BARE, ids=[f[2] for f in BARE])
def test_bare_figures(text: str, cents: list[int], reason: str) -> None:
    assert [s.cents for s in find_sums(text, bare=True)] == cents, reason


def test_tax_and_period() -> None:
    net, gross, yearly, rent = find_sums("1 000 € HT puis 1 200,00 euros T.T.C. puis 300 €/an et un loyer annuel de 90 €")
    assert (net.tax, gross.tax) == ("HT", "TTC")
    assert (net.per_year, yearly.per_year, rent.per_year) == (False, True, True)


def test_unit_of_a_price() -> None:
    (price,) = find_sums("3 € par m² et par mois")
    assert price.unit == "m²"
    (cost,) = find_sums("7 500 € la première année")
    assert cost.unit is None, "an ordinal counts years, it is nothing that has a price"


def test_span_holds_words_figure_currency_and_tax() -> None:
    text = "verse trente mille euros (30 000 €) TTC au club"
    (s,) = find_sums(text)
    assert text[s.start : s.end] == "trente mille euros (30 000 €) TTC"
    assert text[s.figure_start : s.figure_end] == "30 000"


def test_figures_that_are_none() -> None:
    assert cents_of("12a") is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("quatre-vingt-un mille", 81_000),
        ("quatre vingts", 80),
        ("deux cent mille", 200_000),
        ("mille neuf cent quatre-vingt-dix-huit", 1_998),
        ("un million deux cent mille", 1_200_000),
        ("vingt et un", 21),
        ("deux mil vingt-trois", 2_023),
        ("cent chat", None),
        ("", None),
    ],
)
def test_numbers_in_words(words: str, value: int | None) -> None:
    assert number_of(words) == value
