"""One act that decides several things: what answers which measure, with what money. All invented."""

from dataclasses import replace

import pytest

from pipeline.judge import judge
from pipeline.judge.segments import Zone, segments_of
from pipeline.judge.table_rows import row_sums
from pipeline.judge.topics import own_words, topics_of
from pipeline.judge.wording import says
from pipeline.records.lexicon import load_table
from pipeline.records.link import Band, Link, MoneyLink
from tests import factories as f
from tests.judge.made import TERRITORY, TODAY, asked, verdict_on, voted

NIGHT = asked("Garder les petits tôt le matin", euros=9000, partners=("Les Matinales",))
REPAIR = asked("Ouvrir un atelier de réparation de vélos", euros=8000, partners=("Roue Libre",))
TABLE = voted(
    "DÉCIDE d'attribuer les subventions figurant au tableau annexé, pour un total de 13 500 €.",
    subject="Fonds d'initiatives – programmation",
    annex="Bénéficiaire\tObjet\tDemandé\tMontant voté\nLes Matinales\tGarde d'enfants à domicile\t9 000 €\t5 500 €\n"
    "Roue Libre\tAtelier de mécanique\t8 000 €\t8 000 €\nTotal\t\t17 000 €\t13 500 €",
    sums=[("13 500 €", 13500, "granted")],
)

SEATS = asked("Faire siéger des lycéens au comité des transports", euros=2000)
LOAD = asked("Ne pas donner plus de quarante dossiers à un référent")
LOANS = asked("Créer une caisse d'avances pour les chantiers", euros=50000)
PACT = voted(
    "ARTICLE 1 – ADOPTE le pacte 2024-2027.\n"
    "ARTICLE 2 – RETIENT une moyenne de soixante dossiers par référent unique.\n"
    "ARTICLE 3 – INSTITUE un collège de six lycéens au comité des transports.\n"
    "ARTICLE 4 – OUVRE 900 000 € pour la délégation de la fonction de référent unique.\n"
    "ARTICLE 5 – INSTAURE des avances aux chantiers, dotées de 20 000 € (opération 24CHA09).",
    sums=[("900 000 €", 900000, "budgeted"), ("20 000 €", 20000, "budgeted")],
)

CITED = voted(
    "ARTICLE 1 – FIXE à 450 € par poste l'aide aux chantiers d'insertion.\n"
    "ARTICLE 2 – DIT que la dépense résultant de l'article 1 est prévue à l'opération 24INS07.\n"
    "ARTICLE 3 – INSTAURE une caisse d'avances, dotée de 20 000 € (opération 24INS09).",
    sums=[("450 €", 450, "tariff"), ("20 000 €", 20000, "budgeted")],
)
BY_POST = asked("Porter à 450 € par poste l'aide aux chantiers d'insertion", euros=31000)
LINES = (
    f.budget_line("Aide aux chantiers", 3100000, operation="24INS07 - Aide aux chantiers"),
    f.budget_line("Avances", 2000000, line=3, operation="24INS09 - Avances"),
)

STREET = asked("Fermer aux voitures la rue des écoles")
BIKES = asked("Poser trois cents places de vélo abritées")
MOBILITY = voted(
    "APPROUVE l'expérimentation, pendant six mois, de la fermeture aux voitures de la rue de l'école du Lac.\n"
    "AFFECTE à cette expérimentation une somme de 18 000 €.\n"
    "DÉCIDE la pose de trois cents places de vélo abritées.",
    statement="Pour les vélos, aucun crédit n'est affecté à la pose des places.",
    sums=[("18 000 €", 18000, "granted")],
)

WOODS = asked("Planter un petit bois dans les quartiers", euros=96000)
TREES = asked("Laisser les riverains jardiner au pied des arbres")
GREEN = voted(
    "DÉCIDE la plantation de six petits bois, sous réserve de l'aide de l'agence de l'eau.\n"
    "APPROUVE le modèle d'autorisation de jardiner au pied des arbres par les riverains.",
    statement="Le jardinage par les riverains n'entraîne pas de charge pour le budget.",
    condition="sous réserve de l'aide de l'agence de l'eau",
)


FUND = voted(
    "DÉCIDE d'attribuer les subventions figurant au tableau annexé ; IMPUTE la dépense à l'opération 24FON01.",
    subject="Fonds d'initiatives – programmation",
    annex="Bénéficiaire\tObjet\tMontant voté\nLes Matinales\tGarde d'enfants à domicile\t5 500 €\nRoue Libre\tAtelier\t8 000 €",
)
FUND_LINE = (f.budget_line("Fonds d'initiatives", 1400000, operation="24FON01 - Fonds"),)

FOUNTAINS = asked("Poser douze fontaines sur les places", euros=6000)
COOL = voted(
    "DÉCIDE d'approuver les implantations des fontaines du volet 1 ; DÉCIDE la pose d'arbres du volet 2.",
    subject="Rafraîchir la ville",
    statement="Volet 1 – Fontaines. Douze fontaines seront posées. La dépense est portée par l'opération 4127.\n"
    "Volet 2 – Arbres. Vingt arbres seront plantés.",
)
COOL_LINE = (f.budget_line("Points d'eau", 600000, operation="4127"),)

SHELTER = asked("Créer un abri de jour", euros=50000)
PROGRAMMES = voted(
    "DÉCIDE d'ouvrir les autorisations de programme 3318 et 4102 pour les montants indiqués en annexe.",
    subject="Autorisations de programme",
    statement="Opération 3318 – Abri de jour. Le programme est arrêté.\nOpération 4102 – Verger.",
    annex="AP\tLibellé\tMontant AP\tCP 2025\n3318\tAbri de jour\t50 000 €\t9 000 €\n4102\tVerger\t8 000 €\t8 000 €",
)


def verdicts(act, *measures, lines=()):
    links = [Link(m.id, act.id, 0.97, Band.LINKED, ()) for m in measures]
    money = [MoneyLink(m.id, line.id, act.id, "operation") for m in measures for line in lines]
    return judge(TERRITORY, measures, (act,), links, money, lines, (), f.coverage(), TODAY)


@pytest.mark.parametrize(
    ("act", "measures", "lines", "wanted", "why"),
    [
        (
            TABLE,
            (NIGHT, REPAIR),
            (),
            [("underfunded", 550000), ("funded", 800000)],
            "each row its own measure, the column of what was voted",
        ),
        (TABLE, (NIGHT,), (), [("underfunded", 550000)], "also where the other row answers no measure"),
        (PACT, (SEATS, LOAD, LOANS), (), [("unfunded", None), ("weakened", 90000000), ("underfunded", 2000000)], "three articles"),
        (CITED, (BY_POST, LOANS), LINES, [("funded", 3100000), ("underfunded", 2000000)], "the article that names another's operation"),
        (MOBILITY, (STREET, BIKES), (), [("weakened", 1800000), ("unfunded", None)], "a trial and its money are not the bicycles'"),
        (FUND, (NIGHT,), FUND_LINE, [("underfunded", 550000)], "the credit of the whole table is not the row's"),
        (COOL, (FOUNTAINS,), COOL_LINE, [("funded", 600000)], "an operation named below the head of a part pays that part"),
        (PROGRAMMES, (SHELTER,), (), [("funded", 5000000)], "the programme's row, and not its number"),
        (GREEN, (WOODS, TREES), (), [("conditional", None), ("funded", None)], "a condition of one clause"),
    ],
)
def test_each_measure_has_its_own_part_of_an_act(act, measures, lines, wanted, why):
    found = verdicts(act, *measures, lines=lines)
    sums = [max((e.cents for e in v.ledger if e.kind != "asked"), default=None) for v in found]
    assert [(v.status, s) for v, s in zip(found, sums, strict=True)] == wanted, (why, [v.statement for v in found])


def test_a_row_is_evidence_of_its_own_sum():
    verdict = verdicts(TABLE, NIGHT)[0]
    row = next(e for e in verdict.ledger if e.kind == "voted")
    assert "Les Matinales" in row.evidence.text
    page = "\n".join(e.quote for e in TABLE.annexes[0].evidence)
    assert row.evidence.evidence[0].quote in page


@pytest.mark.parametrize(
    ("annex", "sums", "reason"),
    [
        ("Club\tMontant\nVoile\t500 €\nRame\t700 €", [50000, 70000], "the only column"),
        ("Club\tVoté 2024\tDemandé\nVoile\t500 €\t900 €\nRame\t700 €\t900 €", [50000, 70000], "what was asked is not voted"),
        ("Programme\tAP votée\tCP 2025\nPont\t900 000\t100 000\nQuai\t80 000\t20 000", [90000000, 8000000], "no euro sign, but a header"),
        ("AP\tLibellé\tAP votée\n3318\tPréau\t500 €\n4102\tVerger\t80 €", [50000, 8000], "the code of a row is no sum"),
        ("N°\tLibellé\tDépenses\n12\tSerre\t+ 300 €\n13\tPuits\t- 10 €\n14\tMare\t+ 20 €", [30000, 2000], "what a correction adds"),
        ("Club\tAdhérents\nVoile\t500\nRame\t700", [], "no money"),
        ("Club\tMontant\nVoile\t500 €\nTotal\t500 €", [], "one row is no table"),
        ("Chapitre\tDépenses\tRecettes\nÉnergie\t500 €\t\nDroits\t\t500 €\nBancs\t700 €\t", [50000, 70000], "receipts are no money of it"),
    ],
)
def test_the_sum_of_a_row(annex, sums, reason):
    act = voted("DÉCIDE de répartir.", annex=annex)
    assert list(row_sums(segments_of(act)).values()) == list(sums), reason


@pytest.mark.parametrize(
    ("operative", "heads", "reason"),
    [
        ("APPROUVE la convention ; CHARGE le maire de l'exécution", 0, "a single thing"),
        ("CRÉE un poste de jardinier ; SUPPRIME la régie de la piscine", 2, "two things"),
        ("CRÉE une navette ; AFFECTE à cette navette 9 000 €", 0, "money that points back"),
        ("CRÉE une navette ; OUVRE un crédit de 9 000 €", 0, "money without an object of its own"),
        (
            "CRÉE une navette ; OUVRE une autorisation d'engagement de 9 000 €, répartie par tiers sur 2023, 2024 et 2025, article 6574",
            0,
            "years and accounts are no object",
        ),
        ("CRÉE une navette ; OUVRE un crédit de 9 000 € pour les bancs", 2, "money for something else"),
    ],
)
def test_topics(operative, heads, reason):
    assert len(topics_of(segments_of(voted(f"{operative}."))).found) == heads, reason


@pytest.mark.parametrize(
    ("clause", "frame"),
    [
        ("ADOPTE le programme des fêtes figurant en annexe", True),
        ("INSTITUE un conseil des enfants, dont le règlement figure au tableau annexé", False),
        ("DÉCIDE de créer un conseil des enfants selon les règles figurant en annexe", False),
    ],
)
def test_a_body_created_with_annexed_rules_is_no_whole_of_parts(clause, frame):
    assert topics_of(segments_of(voted(f"{clause} ; RECRUTE un animateur."))).found[0].frame == frame


VISITS = asked("Lancer un parrainage entre voisins", euros=9000)


@pytest.mark.parametrize(
    ("measure", "clause", "status", "reason"),
    [
        (
            VISITS,
            "APPROUVE la charte, sans incidence financière, du parrainage entre voisins.",
            "unfunded",
            "it says itself that it takes none",
        ),
        (VISITS, "APPROUVE la charte du parrainage entre voisins et lui attribue 9 000 €.", "funded", "its own sum"),
        (asked("Adopter une charte de parrainage"), "APPROUVE la charte du parrainage entre voisins.", "funded", "nothing asked"),
    ],
)
def test_a_whole_that_comes_last_is_one_of_several_things(measure, clause, status, reason):
    act = voted(
        f"CRÉE un service dénommé Maison des aidants ;\nCRÉE deux emplois de coordination et inscrit 92 000 € au chapitre 012 ;\n{clause}",
        subject="Maison des aidants et parrainage",
        sums=[("92 000 €", 92000, "budgeted"), *([("9 000 €", 9000, "granted")] if "9 000" in clause else [])],
    )
    others = asked("Ouvrir une maison des aidants")
    links = [Link(m.id, act.id, 0.97, Band.LINKED, ()) for m in (measure, others)]
    found = judge(TERRITORY, (measure, others), (act,), links, (), (), (), f.coverage(), TODAY)
    assert [v.status for v in found] == [status, "funded"], reason


@pytest.mark.parametrize(
    "row", [r for r in load_table("act_boilerplate") if r["meaning"] in ("frame", "list", "same")], ids=lambda r: r["meaning"]
)
def test_wordings_of_clauses(row):
    assert says("act_boilerplate", row["meaning"], row["example"])


@pytest.mark.parametrize(
    "row", [r for r in load_table("act_boilerplate") if r["meaning"] in ("money", "order")], ids=lambda r: r["meaning"]
)
def test_words_of_every_act_are_nothing_of_its_own(row):
    assert not own_words(row["example"])


def test_numbers_with_a_sum_each_come_apart():
    found = segments_of(voted("OUVRE les programmes n° 25P04, de 9 000 €, n° 25P11, de 8 000 € et n° 25P12, de 700 €."))
    assert [s.label for s in found if s.label] == ["operation 25p04", "operation 25p11", "operation 25p12"]


@pytest.mark.parametrize(
    ("operative", "parts", "reason"),
    [
        ("ACCORDE une aide de 900 € affectée au jardin et une aide de 600 € destinée au four.", 2, "two things, a sum for each"),
        ("ACCORDE une aide de 900 € pour le jardin et le four.", 1, "one sum for two things"),
        ("ACCORDE une aide de 900 € pour le jardin et dit que le solde de 600 € sera versé en mai.", 1, "a share of it later"),
    ],
)
def test_sums_for_a_thing_each_come_apart(operative, parts, reason):
    assert len([s for s in segments_of(voted(operative)) if s.zone is Zone.OPERATIVE]) == parts, reason


def test_a_clause_for_several_parts_is_that_of_none():
    found = segments_of(voted("OUVRE les autorisations de programme 3318, 4102 et 2790 ; CLÔT l'autorisation de programme 1914."))
    assert [s.label for s in found if s.label] == ["operation 1914"]


def test_a_part_without_its_letter_is_none():
    found = segments_of(voted("OUVRE le programme d'équipement et l'opération a été engagée à la gare."))
    assert [s.label for s in found if s.label] == []


def test_rivals_in_review_claim_their_part_too():
    links = [Link(SEATS.id, PACT.id, 0.97, Band.LINKED, ()), Link(LOAD.id, PACT.id, 0.6, Band.REVIEW, ())]
    found = judge(TERRITORY, (SEATS, replace(LOAD)), (PACT,), links, (), (), (), f.coverage(), TODAY)
    assert [v.status for v in found] == ["unsure", "unsure"]


def test_a_contract_that_nothing_before_decides_is_one_of_several_things():
    measure = asked("Ouvrir un numéro vert pour les démarches")
    act = voted(
        "1° AUTORISE la présidente à signer avec la société Vox le marché d'exploitation du numéro vert, pour 9 000 € ;\n"
        "2° APPROUVE l'ouverture, à titre expérimental, des guichets le samedi.",
        subject="Accueil du public",
        sums=[("9 000 €", 9000, "granted")],
    )
    assert (verdict_on(measure, act).status, verdict_on(asked("Ouvrir les guichets le samedi"), act).substance) == ("funded", "reduced")


def test_a_sentence_leaves_the_topic_of_its_paragraph_by_two_words():
    act = voted(
        "ATTRIBUE les subventions figurant au tableau.",
        annex="Association\tObjet\tMontant\n"
        "Harmonie Cécile\tAchat d'instruments\t900 €\nRoue Libre\tSéances de dépannage de vélos\t1 500 €",
        statement="Roue Libre tient une séance de dépannage par mois. L'aide couvre l'achat d'outils.",
        sums=[("900 €", 900, "granted"), ("1 500 €", 1500, "granted")],
    )
    found = [t.text for t in topics_of(segments_of(act)).found if "outils" in t.text]
    assert len(found) == 1
    assert "Roue Libre" in found[0]


@pytest.mark.parametrize(
    ("clause", "substance", "reason"),
    [
        ("FIXE à 40 % en 2028 la part des denrées biologiques ou locales", "reduced", "of the part"),
        ("FIXE à 40 % la part des agents formés aux cuissons de nuit", "same", "of another part"),
    ],
)
def test_a_clause_without_a_label_is_that_of_the_part_whose_words_it_shares(clause, substance, reason):
    act = voted(
        f"ADOPTE le schéma et ses deux axes ; {clause}.",
        statement="Axe 1 – Denrées. La part des denrées biologiques ou locales est de 22 %.\n"
        "Axe 2 – Agents. Des agents sont formés aux cuissons de nuit.",
    )
    assert verdict_on(asked("Passer à 60 % de denrées biologiques et locales"), act).substance == substance, reason
