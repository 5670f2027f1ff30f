"""Money that a hurried reader misses, and acts that repeal what came before them. All invented."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.judge import judge
from pipeline.judge.segments import segments_of
from pipeline.judge.table_rows import posts_created, row_sums
from pipeline.records.link import Band, Link, Signal
from tests import factories as f
from tests.judge.made import TERRITORY, TODAY, asked, verdict_on, voted

SCHEDULE = voted(
    "OUVRE les autorisations de programme n° 3401, 3402 et 3403 selon le tableau ci-dessus.",
    subject="Autorisations de programme",
    statement="Opération 3401 – Halle du Lavoir. Aménagement d'ateliers partagés.\n"
    "Opération 3402 – Trame verte. Plantation de haies en limite de parcelles.\n"
    "Opération 3403 – Piscine. Réfection des bassins.\n"
    "N°\tOpération\tMontant AP\tCP 2024\n3401\tHalle du Lavoir\t940 000 €\t120 000 €\n"
    "3402\tTrame verte\t160 000 €\t32 000 €\n3403\tPiscine\t6 750 000 €\t900 000 €",
    sums=[
        ("940 000 €", 940000, "budgeted", {"credit": "AP"}),
        ("160 000 €", 160000, "budgeted", {"credit": "AP"}),
        ("32 000 €", 32000, "budgeted", {"credit": "CP", "year": 2024}),
        ("6 750 000 €", 6750000, "budgeted", {"credit": "AP"}),
    ],
)
MARKET = asked("Bannir le plastique jetable du marché")


@pytest.mark.parametrize(
    ("measure", "voted_for", "reason"),
    [
        (
            asked("Planter vingt kilomètres de haies", euros=150000),
            160000,
            "the row of its operation, not of the last one named above the table",
        ),
        (asked("Ouvrir des ateliers partagés dans la halle", euros=900000), 940000, "each row belongs to its own operation"),
        (asked("Refaire les bassins de la piscine", euros=6000000), 6750000, "and so does the last one's"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_row_of_a_schedule_belongs_to_the_part_that_its_code_names(measure, voted_for, reason):
    found = verdict_on(measure, SCHEDULE)
    assert (found.status, [e.cents for e in found.ledger if e.kind == "budgeted"][:1]) == ("funded", [voted_for * 100]), reason


KIOSK = asked("Construire un kiosque à musique", euros=30000)
BARE = voted("APPROUVE la construction du kiosque à musique.")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"grants": [15000, 15000]}, ": 30 000 € (liste des subventions, lignes 2 et 3)."),
        (
            {"grants": [12000]},
            "avec moins que demandé : 12 000 € (liste des subventions, ligne 2) pour 30 000 € demandés.",
        ),
        ({"lines": [30000]}, "crédits ouverts : 30 000 € (budget 2024, ligne 2)."),
    ],
    ids=str,
)
def test_a_sum_is_not_credited_to_an_act_that_does_not_print_it(rows, said):
    grants = [
        (f.grant("Le Lavoir", "Kiosque", e * 100, line=n, date=date(2024, 7, n)), BARE) for n, e in enumerate(rows.get("grants", ()), 2)
    ]
    lines = [(f.budget_line("Kiosque", e * 100, line=n, operation="77"), BARE) for n, e in enumerate(rows.get("lines", ()), 2)]
    assert verdict_on(KIOSK, BARE, grants=grants, lines=lines).statement.endswith(said)


def test_a_lot_for_the_partner_whom_the_title_names_is_the_money_and_not_the_others():
    act = voted(
        "AUTORISE la signature des accords-cadres avec les attributaires désignés au tableau.",
        subject="Restauration scolaire – Accords-cadres – Lots 1 à 3",
        statement="Lot\tAttributaire\tMaximum annuel\n1 – Épicerie\tNégoce Duval\t690 000 €\n"
        "2 – Légumes bruts\tSCIC Les Paniers ajoncins\t420 000 €\n3 – Pain\tFournil Réuni\t145 000 €",
        sums=[
            ("690 000 €", 690000, "granted", {"payee": "Négoce Duval"}),
            ("420 000 €", 420000, "granted", {"payee": "SCIC Les Paniers ajoncins"}),
            ("145 000 €", 145000, "granted", {"payee": "Fournil Réuni"}),
        ],
    )
    ours = asked("Acheter les légumes des cantines à la coopérative Les Paniers ajoncins", partners=("SCIC Les Paniers ajoncins",))
    every = asked("Passer des marchés de légumes, de pain et d'épicerie pour les cantines", partners=("SCIC Les Paniers ajoncins",))
    found = [[e.cents // 100 for e in verdict_on(m, act).ledger] for m in (ours, every)]
    assert found == [[420000], [690000, 420000, 145000]], "a title that names nobody asks for all lots"


def test_what_families_still_pay_is_no_money_voted():
    meal = voted(
        "INSTAURE une aide de 1,90 € par repas pour les élèves boursiers ;\nINSCRIT à cet effet une somme de 310 000 € au chapitre 65.",
        subject="Restauration scolaire – Aide aux familles",
        statement="Le reste à charge des familles, avant imputation de la bourse, s'établit ainsi à 1,85 €.",
        sums=[("310 000 €", 310000, "budgeted"), ("1,85 €", 1.85, "granted")],
    )
    verdict = verdict_on(asked("Rendre la cantine gratuite pour les élèves boursiers"), meal)
    assert [e.cents for e in verdict.ledger] == [31_000_000]


def test_the_clause_that_answers_pays_whomever_it_names():
    team = asked("Stabiliser l'équipe d'animation du pôle", euros=60000, per_year=True, partners=("Le Maillon",))
    desk = asked("Monter un guichet d'avances pour les projets qui démarrent", euros=90000, partners=("Le Maillon",))
    act = voted(
        "APPROUVE la convention triennale avec l'association Le Maillon ;\n"
        "FIXE la participation au fonctionnement de l'équipe d'animation à 180 000 € pour la période, soit 60 000 € par exercice ;\n"
        "ATTRIBUE à l'association Le Maillon une dotation de 40 000 € destinée au guichet d'avances.",
        sums=[("180 000 €", 180000, "granted"), ("60 000 €", 60000, "granted"), ("40 000 €", 40000, "granted")],
    )
    payees = ("association", None, "Le Maillon")
    texts = f.document("association\nLe Maillon")
    act = replace(
        act,
        amounts=tuple(replace(a, payee=f.passage(texts, name) if name else None) for a, name in zip(act.amounts, payees, strict=True)),
    )
    links = tuple(Link(m.id, act.id, 0.97, Band.LINKED, ()) for m in (team, desk))
    found = judge(TERRITORY, (team, desk), (act,), links, (), (), (), f.coverage(), TODAY)
    assert [v.status for v in found] == ["funded", "underfunded"]
    assert [sum(e.cents for e in v.ledger if e.kind == "voted") for v in found] == [18000000, 4000000], "so much a year is in the whole"


@pytest.mark.parametrize(
    ("operative", "status", "reason"),
    [
        (
            "ADOPTE le règlement des marchés, qui proscrit le plastique jetable ;\nABROGE la délibération du 26 novembre 2009.",
            "funded",
            "a text put in force repeals the one before it",
        ),
        (
            "INTERDIT le plastique jetable au marché ;\nABROGE les dispositions contraires.",
            "funded",
            "what is contrary to an act always ends",
        ),
        ("ABROGE la délibération du 26 novembre 2024 sur le plastique au marché.", "dropped", "nothing is put in its place"),
        (
            "ABROGE la délibération du 26 novembre 2024 sur le plastique au marché ;\nAUTORISE le maire à signer tout document.",
            "dropped",
            "signing puts nothing in its place",
        ),
    ],
)
def test_a_text_that_repeals_the_one_before_undoes_nothing(operative, status, reason):
    assert verdict_on(MARKET, voted(operative, day=date(2024, 10, 10))).status == status, reason


FREE = asked("Rendre les médiathèques gratuites pour tout le monde")
FEES_GO = "DÉCIDE de supprimer, à compter du 1er janvier, les droits d'inscription ;\nABROGE la délibération n° 2015/044 du 28 mai 2015."


def test_what_stood_in_the_way_is_repealed_and_nothing_undone():
    assert verdict_on(FREE, voted(FEES_GO, subject="Lecture publique – Suppression des droits d'inscription")).status == "funded"
    given = voted("APPROUVE la gratuité des médiathèques.", day=date(2024, 1, 9))
    taken = voted("DÉCIDE de rétablir un droit d'inscription ;\nABROGE la délibération n° 2024-012 du 9 janvier 2024.", number="2024-044",
                  day=date(2024, 6, 9))  # fmt: skip
    assert verdict_on(FREE, given, taken).status == "dropped", "what it undoes is known"


def test_what_only_an_act_undid_is_not_said_to_be_adopted_by_it():
    verdict = verdict_on(MARKET, voted("ABROGE la délibération du 26 novembre 2024 sur le plastique au marché.", day=date(2024, 10, 10)))
    assert verdict.statement.startswith("Défaite par la délibération n°")


def test_a_row_of_which_only_the_sum_is_the_one_asked_is_not_the_measures():
    measure = asked("Confier aux habitants le choix d'un budget participatif", euros=150000, per_year=True)
    rules = voted(
        "APPROUVE le règlement du budget participatif ;\nFIXE à 60 000 € l'enveloppe ouverte, inscrite à l'opération 1150.",
        sums=[("60 000 €", 60000, "budgeted")],
    )
    budget = voted(
        "ADOPTE le budget primitif, avec l'état des opérations.",
        number="2024-001",
        annex="1150 – Budget participatif\t60 000 €\n1160 – Acquisitions foncières\t150 000 €\n1170 – Voirie\t900 000 €",
        sums=[("60 000 €", 60000, "budgeted"), ("150 000 €", 150000, "budgeted"), ("900 000 €", 900000, "budgeted")],
    )
    found = verdict_on(measure, rules, budget)
    assert (found.status, sum(e.cents for e in found.ledger if e.kind == "budgeted")) == ("underfunded", 6000000)


POSTS = voted(
    "DÉCIDE les créations et suppressions d'emplois du tableau annexé ;\nDIT que les crédits sont inscrits au chapitre 012.",
    subject="Personnel – Mouvements d'emplois",
    annex="Direction\tEmploi\tNb\tCoût annuel chargé\nRoutes\tAgent d'exploitation\t+ 2\t76 400 €\n"
    "Développement\tChargé de projet coopératives\t+ 1\t52 000 €\nMoyens généraux\tAgent de reprographie\t– 1\t– 37 900 €",
)
PROJECT = voted(
    "DÉCIDE de modifier le tableau des emplois conformément au tableau ci-dessus ;\nDIT que les crédits sont inscrits au chapitre 012.",
    subject="Personnel – Tableau des emplois",
    statement="Emploi\tCréation\tSuppression\tCoût annuel\nGardien de police municipale\t1\t–\t41 500 €\n"
    "Médiateur numérique\t1\t2 (contrats de projet)\t38 500 €\nAdjoint des marchés\t–\t1\t–",
)


@pytest.mark.parametrize(
    ("measure", "act", "status", "money", "reason"),
    [
        (asked("Recruter un chargé de projet pour les coopératives", euros=52000, per_year=True), POSTS, "funded", "budgeted", "its row"),
        (asked("Recruter un chargé de projet pour les coopératives", euros=90000, per_year=True), POSTS, "underfunded", "short", "less"),
        (
            asked("Garder nos médiateurs numériques", steps=("Créer deux postes durables",), euros=76000, per_year=True),
            PROJECT,
            "weakened",
            "short",
            "one post created where two are asked, whatever number of others ends",
        ),
    ],
)
def test_a_row_of_a_table_of_posts_is_paid_by_what_the_post_costs(measure, act, status, money, reason):
    found = verdict_on(measure, act)
    assert (found.status, found.money) == (status, money), reason


def test_posts_that_a_table_creates():
    assert [(s.cells[1], n) for s, n in posts_created(segments_of(POSTS)).items()] == [
        ("Agent d'exploitation", 2),
        ("Chargé de projet coopératives", 1),
    ]
    assert [s.cells[0] for s in row_sums(segments_of(PROJECT))] == ["Gardien de police municipale", "Médiateur numérique"]


@pytest.mark.parametrize(
    ("measure", "operative", "status", "reason"),
    [
        (
            asked("N'aider que les associations qui s'engagent pour l'égalité"),
            "APPROUVE le règlement, dont l'article 6 subordonne le versement à une déclaration d'égalité.",
            "funded",
            "a condition on money that is given anyway costs nothing",
        ),
        (
            asked("Ne plus ouvrir de zones d'activités sur des terres cultivées"),
            "APPROUVE la réalisation de la deuxième tranche de la zone d'activités des Prés.",
            "weakened",
            "the works that are to be given up",
        ),
        (
            asked("Signer avec les jeunes un contrat qui court jusqu'à leurs 25 ans"),
            "DÉCIDE de prolonger jusqu'au vingt-troisième anniversaire l'aide aux jeunes, sans dépense nouvelle.",
            "weakened",
            "23 for 25",
        ),
        (asked("Chaque collège doit avoir un abri fermé"), "APPROUVE le principe d'un abri clos à chaque collège.", "unfunded", "a school"),
        (
            asked("Aider les habitants à acheter des cuves", euros=50000),
            "INSTITUE une aide à l'acquisition de réservoirs pour les habitants ;\nFIXE à 20 000 € l'enveloppe de ce dispositif.",
            "underfunded",
            "the credit of what the clause before creates",
        ),
    ],
)
def test_what_an_act_decides(measure, operative, status, reason):
    sums = [("20 000 €", 20000, "budgeted")] if "20 000" in operative else ()
    assert verdict_on(measure, voted(operative, sums=sums)).status == status, reason


def test_a_rarer_rhythm_in_the_clause_that_matching_found():
    measure = asked("Garder le ramassage des poubelles chaque semaine")
    act = voted("DÉCIDE que les ordures sont collectées une fois tous les quinze jours.", subject="Déchets – Évolution du service")
    assert act.operative is not None
    assert verdict_on(measure, act, links=(Link(measure.id, act.id, 0.94, Band.LINKED, (), act.operative),)).status == "weakened"


def test_the_sums_of_another_measures_table_are_nobody_elses_question():
    relief = asked("Payer des heures de relais à domicile pour les aidants", euros=300000)
    housing = asked("Soutenir l'habitat partagé des personnes âgées")
    act = voted(
        "DÉCIDE d'attribuer aux services figurant au tableau 1 un montant total de 180 000 € au titre du relais à domicile ;\n"
        "DÉCIDE d'attribuer aux porteurs figurant au tableau 2 un montant total de 127 500 € au titre de l'habitat partagé ;\n"
        "IMPUTE ces dépenses au chapitre 65.",
        annex="Tableau 1 – Relais à domicile\nService\tSecteur\tMontant\nPrésence\tAubremont\t120 000 €\nDomicile Nord\tSud\t60 000 €\n"
        "Tableau 2 – Habitat partagé\nPorteur\tOpération\tMontant\nMaison Clémence\tpersonnes âgées\t75 000 €\nBéguinage\tsept\t52 500 €",
        sums=[("180 000 €", 180000, "granted"), ("127 500 €", 127500, "granted")],
    )
    links = tuple(Link(m.id, act.id, 0.97, Band.LINKED, ()) for m in (relief, housing))
    found = judge(TERRITORY, (relief, housing), (act,), links, (), (), (), f.coverage(), TODAY)
    assert [v.status for v in found] == ["underfunded", "funded"]


@pytest.mark.parametrize(
    ("operation", "status", "reason"),
    [
        ("P1120 Têtes de réseau", "underfunded", "the credit of a whole programme, out of which the act grants its sum"),
        ("P1120 Épicerie mobile", "funded", "the line of the thing itself"),
    ],
)
def test_the_credit_of_a_programme_is_not_what_is_granted_out_of_it(operation, status, reason):
    measure = asked("Ouvrir une épicerie mobile", euros=320000)
    act = voted(
        "ATTRIBUE à La Tournée une subvention de 210 000 € ; AFFECTE l'autorisation de même montant au programme P1120.",
        subject="Épicerie mobile – Subvention",
        sums=[("210 000 €", 210000, "granted")],
    )
    line = f.budget_line(operation, 124000000, operation=operation)
    found = verdict_on(measure, act, lines=[(line, act)])
    assert found.status == status, reason


@pytest.mark.parametrize(
    ("measure", "act", "status", "reason"),
    [
        (
            asked("Recruter un animateur", euros=45000, per_year=True),
            voted(
                "CRÉE un emploi d'animateur pour une durée de trois ans ; DIT que la dépense, soit 46 200 € en année pleine, est inscrite",
                sums=[("46 200 €", 46200, "budgeted")],
            ),
            "funded",
            "what a post costs in a full year is not shared out over its years",
        ),
        (
            asked("Livrer des paniers de légumes aux familles", euros=38000),
            voted(
                "DÉCIDE de conclure avec l'association un contrat de douze mois pour un montant de 39 600 € ;\n"
                "Article 2. La présente décision sera inscrite au registre et portée à la connaissance du conseil.\n"
                "Fait à Valbrun, le 4 mai",
                subject="Colis maraîchers – Contrat",
                sums=[("39 600 €", 39600, "granted")],
            ),
            "funded",
            "that an act is entered in the register decides nothing beside it",
        ),
        (
            asked("Servir 30 % de bio dans les repas"),
            voted(
                "AUTORISE la signature de l'accord-cadre de repas, offre de base, pour 264 000 €",
                statement="L'offre de base comporte 15 % de bio. La variante à 30 % n'a pas été retenue.",
                sums=[("264 000 €", 264000, "granted")],
            ),
            "weakened",
            "the share asked is set aside in the exposé",
        ),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_what_the_words_around_a_sum_tell(measure, act, status, reason):
    assert verdict_on(measure, act).status == status, reason


def test_a_labelled_part_goes_to_the_measure_that_it_answers():
    """Both measures speak of land; each gets its own part, and the part that only orders a diagnosis protects nothing."""
    garden = asked("Accueillir des maraîchers débutants sur des terres de la commune", steps=("prêter deux hectares de terres avec serre",))
    land = asked("Protéger cent hectares de terres de toute construction")
    act = voted(
        "APPROUVE la convention.\nVERSE à la chambre 14 500 € au titre du volet 1.\nVERSE à la coopérative 90 000 € au titre du volet 2.",
        statement="Le volet 1 confie à la chambre un diagnostic des terres exposées à la construction.\n"
        "Le volet 2 prête deux hectares de terres, avec serre, pour accueillir des maraîchers débutants.",
        sums=[("14 500 €", 14500, "granted"), ("90 000 €", 90000, "granted")],
    )
    links = [Link(m.id, act.id, 0.97, Band.LINKED, ()) for m in (garden, land)]
    found = judge(TERRITORY, (garden, land), (act,), links, (), (), (), f.coverage(), TODAY)
    assert [v.status for v in found] == ["funded", "weakened"]


@pytest.mark.parametrize(
    ("operative", "sums", "status", "reason"),
    [
        (
            "APPROUVE l'achat des deux véhicules ; IMPUTE la dépense sur l'opération 24P018.",
            [],
            "unsure",
            "the operation may hold its money",
        ),
        (
            "APPROUVE l'achat des deux véhicules ; IMPUTE la dépense au chapitre 21.",
            [],
            "unfunded",
            "a chapter without a sum proves nothing",
        ),
    ],
)
def test_an_act_that_charges_an_operation_is_not_said_to_be_without_money(operative, sums, status, reason):
    found = verdict_on(asked("Acheter deux véhicules d'accueil", euros=300000), voted(operative, sums=sums))
    assert found.status == status, reason


def test_what_an_act_spends_for_nothing_that_is_known_to_be_asked_may_be_the_measures():
    gardens = asked("Donner des champs à de jeunes maraîchers en cours d'installation")
    act = voted(
        "DÉCIDE d'acquérir les parcelles du Pré Rouis au prix de 96 900 € frais compris ;\n"
        "APPROUVE leur mise à bail à des maraîchers en cours d'installation ;\n"
        "IMPUTE la dépense au chapitre 21.",
        sums=[("96 900 €", 96900, "granted")],
    )
    assert verdict_on(gardens, act).status == "unsure"


def test_what_an_act_gives_is_no_income_of_its_own():
    act = voted(
        "ACCORDE aux trois quartiers une dotation globale de 15 000 € pour leurs potagers collectifs.",
        sums=[("15 000 €", 15000, "received")],
    )
    assert verdict_on(asked("Lancer un potager collectif dans trois quartiers", euros=45000), act).status == "unsure"


UPKEEP = asked("Confier l'entretien des parcs et des berges à des chantiers d'insertion", euros=60000, per_year=True)
PARKS = voted(
    "ATTRIBUE à Régie Nord l'entretien des parcs, pour 40 000 €.", subject="Parcs", number="2024-012", sums=[("40 000 €", 40000, "granted")]
)
BANKS = voted("APPROUVE la convention confiant à Berges Vives l'entretien des berges.", subject="Berges", number="2024-013")


@pytest.mark.parametrize(
    ("euros", "year", "status", "reason"),
    [
        (25000, 2024, "funded", "what was paid through the act that tells no sum adds to what the other grants"),
        (25000, 2025, "underfunded", "of another year it does not"),
        (40000, 2024, "underfunded", "the very sum that the other act grants may be the same money"),
        (9000, 2024, "underfunded", "both together are less than was asked"),
    ],
)
def test_what_is_paid_through_an_act_without_a_sum(euros, year, status, reason):
    grant = f.grant("Berges Vives", "Entretien", euros * 100, date=date(year, 9, 1), reference="2024-013")
    assert verdict_on(UPKEEP, PARKS, BANKS, grants=[(grant, BANKS)]).status == status, reason


def test_one_payee_paid_each_year_through_an_act_is_paid_for_what_it_decides():
    measure = asked("Tenir une permanence d'écrivain public", euros=3000, per_year=True)
    act = voted("APPROUVE la convention de trois ans avec l'association Plume.", subject="Écrivain public – Convention")
    paid = [f.grant("Plume", f"Année {n}", 310000, line=n, date=date(2023 + n, 9, 1)) for n in (1, 2)]
    assert verdict_on(measure, act, grants=[(g, act) for g in paid]).status == "funded"
    other = f.grant("Boulisterie", "Tournoi", 900000, line=3, date=date(2024, 9, 1))
    assert verdict_on(measure, act, grants=[(g, act) for g in (*paid, other)]).status != "funded"


@pytest.mark.parametrize(
    ("periods", "status", "reason"),
    [
        (("2025-01-01/2025-12-31", "2026-01-01/2026-12-31"), "underfunded", "one for each of two years, agreed on one day"),
        (("2025-01-01/2025-06-30", "2025-07-01/2025-12-31"), "funded", "two parts of one year"),
        (("2024-09-01/2025-06-30", "2025-09-01/2026-06-30"), "funded", "school years are of no calendar year: the day of the agreement"),
    ],
)
def test_a_grant_belongs_to_the_year_in_which_it_is_paid(periods, status, reason):
    measure = asked("Tenir une permanence d'écrivain public", euros=3000, per_year=True)
    act = voted("APPROUVE la convention avec l'association Plume.", subject="Écrivain public – Convention")
    rows = [f.row_evidence("subventions.csv", n, f"2024-05-02,Plume,Permanence,1600.00,{p},non") for n, p in enumerate(periods, 2)]
    paid = [f.grant("Plume", "Permanence", 160000, line=n, date=date(2024, 5, 2), evidence=row) for n, row in enumerate(rows, 2)]
    assert verdict_on(measure, act, grants=[(g, act) for g in paid]).status == status, reason


@pytest.mark.parametrize(("euros", "status"), [(60000, "funded"), (90000, "unsure"), (None, "funded")])
def test_several_payees_under_the_name_that_an_act_gives_are_paid_for_what_it_decides(euros, status):
    measure = asked("Lancer chaque année un appel à projets d'innovation sociale", euros=euros)
    act = voted("APPROUVE le règlement du prix annuel « Ose la Vaure ».", subject="Initiatives utiles – Prix « Ose la Vaure »")
    paid = [
        f.grant(who, "Prix Ose la Vaure 2024", 3000000, line=n, date=date(2024, 9, n), reference=act.number)
        for n, who in ((1, "La Cale"), (2, "Le Quai"))
    ]
    assert verdict_on(measure, act, grants=[(g, act) for g in paid]).status != "funded"
    assert verdict_on(measure, act, grants=[(g, act) for g in paid], signals=(Signal("scheme", 1.0, 0.0),)).status == status


@pytest.mark.parametrize(
    ("measure", "act", "voted_for", "reason"),
    [
        (
            asked("Payer le permis de conduire à deux cents personnes", euros=240000),
            voted(
                "INSTITUE des bourses de 1 000 € pour le permis de conduire ;\nAFFECTE à cette action une somme de 80 000 €.",
                sums=[("1 000 €", 1000, "granted"), ("80 000 €", 80000, "granted")],
            ),
            80000,
            "a sum that points back is for what was decided before",
        ),
        (
            asked("Relier le port au phare par une piste cyclable", euros=520000, about="Échéance : 2026"),
            voted(
                "OUVRE l'autorisation de programme n° 24 pour 560 000 €, répartis ainsi : 2025, 260 000 € ; 2026, 300 000 €.",
                sums=[
                    ("560 000 €", 560000, "budgeted", {"credit": "AP"}),
                    ("260 000 €", 260000, "budgeted", {"credit": "CP"}),
                    ("300 000 €", 300000, "budgeted", {"credit": "CP"}),
                ],
            ),
            560000,
            "a year in common is no thing in common",
        ),
        (
            asked("Ouvrir des habitats partagés", euros=160000, partners=("Les Glycines",)),
            voted(
                "ATTRIBUE au centre social une aide de 110 000 € et à l'association Les Glycines une aide de 60 000 €.",
                subject="Habitats partagés – Aides",
                sums=[
                    ("110 000 €", 110000, "granted", {"payee": "centre social"}),
                    ("60 000 €", 60000, "granted", {"payee": "association Les Glycines"}),
                ],
            ),
            170000,
            "one sentence pays several for one thing",
        ),
        (
            asked("Ouvrir des habitats partagés", euros=50000, partners=("Les Glycines",)),
            voted(
                "ATTRIBUE au centre social une aide de 110 000 €.\nATTRIBUE à l'association Les Glycines une aide de 60 000 €.",
                subject="Habitats partagés – Aides",
                sums=[
                    ("110 000 €", 110000, "granted", {"payee": "centre social"}),
                    ("60 000 €", 60000, "granted", {"payee": "association Les Glycines"}),
                ],
            ),
            60000,
            "two sentences may pay for two",
        ),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_which_sums_of_an_act_are_the_measures(measure, act, voted_for, reason):
    found = [e.cents for e in verdict_on(measure, act).ledger if e.kind != "asked"]
    assert sum(found) == voted_for * 100, reason


@pytest.mark.parametrize(
    ("clause", "status", "reason"),
    [
        ("constate l'abandon de recette correspondant, de 6 000 € par an", "funded", "a rent given up is aid to who is let in"),
        ("estime à 6 000 € par an le coût du gardiennage", "unsure", "what is no income given up"),
    ],
)
def test_a_rent_given_up_is_money(clause, status, reason):
    act = voted(
        f"CONSENT à l'association La Remise un bail de neuf ans sur l'ancien garage.\nFIXE le loyer à un euro par an et {clause}.",
        subject="Ancien garage – Bail de la ressourcerie",
        sums=[("6 000 € par an", 6000, "other")],
    )
    assert verdict_on(asked("Mettre un local à la disposition de la ressourcerie"), act).status == status, reason


def test_credits_of_an_operation_told_in_the_expose_may_be_the_money():
    act = voted(
        "APPROUVE la restauration de la dune.", subject="Dune", statement="Les dépenses sont prévues à l'opération 2404 du budget primitif."
    )
    assert verdict_on(asked("Restaurer la dune", euros=45000), act).status == "unsure"


@pytest.mark.parametrize(
    ("measure", "operative", "status", "reason"),
    [
        (
            "Ouvrir la mairie un soir par semaine",
            "DÉCIDE l'ouverture de la mairie le jeudi soir.",
            "unsure",
            "what is there already may open at no cost",
        ),
        ("Ouvrir une crèche", "DÉCIDE l'ouverture d'une crèche.", "unfunded", "a place that is not there yet costs"),
        (
            "Ouvrir la mairie un soir",
            "DÉCIDE l'ouverture de la mairie le jeudi, par aménagement des plannings.",
            "funded",
            "by the means at hand",
        ),
    ],
)
def test_without_a_sum_asked_only_what_costs_lacks_money(measure, operative, status, reason):
    assert verdict_on(asked(measure), voted(operative)).status == status, reason


def test_a_loan_guaranteed_is_no_money_spent_and_no_lack_of_it():
    act = voted("ACCORDE sa garantie à l'emprunt de 1 500 000 € pour construire une résidence.", sums=[("1 500 000 €", 1500000, "other")])
    verdict = verdict_on(asked("Construire une résidence", euros=1500000), act)
    assert (verdict.status, verdict.money) == ("unsure", "none")
