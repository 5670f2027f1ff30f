"""What keeps a measure from being accused on thin ground."""

from datetime import date

import pytest

from pipeline.judge import judge
from pipeline.judge.bounds import bound
from pipeline.judge.doubts import telling_names
from pipeline.records.lexicon import load_table
from pipeline.records.link import Band, Link, Signal
from pipeline.records.verdict import Status
from tests import factories as f
from tests.judge.made import TERRITORY, TODAY, asked, verdict_on, voted

KIOSK = asked("Construire un kiosque à musique", euros=5000)
BARE = voted("APPROUVE la construction du kiosque à musique.")
OTHER = voted("APPROUVE le règlement des marchés.", subject="Marchés", number="2024-031")
STUDY = voted("DÉCIDE d'engager une étude de faisabilité pour 5 000 €.", sums=[("5 000 €", 5000, "budgeted")])
SHORT = voted("ATTRIBUE 2 000 € à la construction du kiosque.", sums=[("2 000 €", 2000, "granted")])
PAID = voted("ATTRIBUE 5 000 € au mail.", subject="Mail", number="2024-040", sums=[("5 000 €", 5000, "granted")])


def links(measure, *found):
    """Links from (act, probability); the band is that of the probability alone."""
    return tuple(
        Link(measure.id, act.id, p, Band.LINKED if p >= 0.55 else Band.REVIEW if p >= 0.25 else Band.UNLINKED, ()) for act, p in found
    )


ONE = voted(
    "ACCORDE à la compagnie une subvention de 5 000 €.",
    subject="Compagnie Les Embruns",
    sums=[("5 000 €", 5000, "granted")],
    beneficiaries=("Les Embruns",),
)


@pytest.mark.parametrize(("probability", "status"), [(0.9, "weakened"), (0.7, "unsure")])
def test_one_served_where_several_may_be_meant_needs_a_sure_link(probability, status):
    measure = asked("Soutenir aux côtés des élus les projets donnés aux compagnies")
    assert verdict_on(measure, ONE, links=links(measure, (ONE, probability))).status == Status(status)


@pytest.mark.parametrize(
    ("act", "probability", "status", "rule"),
    [
        (BARE, 0.97, "unfunded", "not_budgeted"),
        (BARE, 0.7, "unsure", "weak_link"),
        (STUDY, 0.7, "weakened", "reduced"),
        (SHORT, 0.7, "underfunded", "short"),
        (PAID, 0.57, "funded", "granted"),
    ],
    ids=lambda x: x.subject.text if hasattr(x, "subject") else str(x),
)
def test_a_vote_without_money_needs_a_surer_link_than_others(act, probability, status, rule):
    verdict = verdict_on(KIOSK, act, links=links(KIOSK, (act, probability)))
    assert (verdict.status, verdict.rule) == (Status(status), rule)


@pytest.mark.parametrize(("probability", "status", "rule"), [(0.97, "dropped", "{}"), (0.7, "unsure", "weak_loss")])
@pytest.mark.parametrize("outcome", ["rejected", "withdrawn"])
def test_a_loss_needs_a_surer_link_than_others(outcome, probability, status, rule):
    lost = voted("APPROUVE la construction du kiosque à musique.", outcome=outcome)
    verdict = verdict_on(KIOSK, lost, links=links(KIOSK, (lost, probability)))
    assert (verdict.status, verdict.rule) == (Status(status), rule.format(outcome))


@pytest.mark.parametrize(
    ("first", "second", "rule", "why"),
    [
        (0.15, 0.004, "one_stands_out", "far ahead of all others: an act on the very thing"),
        (0.15, 0.03, "absent", "several that are equally far off"),
        (0.02, 0.001, "absent", "ahead, and still far off"),
    ],
)
def test_no_absence_beside_an_act_that_stands_out(first, second, rule, why):
    verdict = verdict_on(KIOSK, BARE, OTHER, links=links(KIOSK, (BARE, first), (OTHER, second)))
    assert verdict.rule == rule, why
    assert (BARE.number in verdict.statement, BARE.operative in verdict.evidence) == (rule == "one_stands_out",) * 2


@pytest.mark.parametrize(
    ("outcome", "weight", "rule", "why"),
    [
        ("adopted", 1.0, "one_stands_out", "the service that the measure names"),
        ("adopted", 0.3, "absent", "a name that many acts carry"),
        ("noted", 1.0, "absent", "an act that decides nothing"),
    ],
)
def test_no_absence_beside_an_act_with_a_name_of_the_measure(outcome, weight, rule, why):
    fares = voted("FIXE l'abonnement Corbus à 9 €.", subject="Corbus", outcome=outcome)
    free = asked("Rendre Corbus gratuit")
    names = (Signal("names", weight, 1.0, "corbus", "corbus"),)
    found = (Link(free.id, fares.id, 0.05, Band.UNLINKED, names), Link(free.id, OTHER.id, 0.02, Band.UNLINKED, ()))
    assert verdict_on(free, fares, OTHER, links=found).rule == rule, why


PLAY = asked("Garder les enfants tôt le matin", partners=("Les Matinales",), about="Des auxiliaires iront au domicile.")


@pytest.mark.parametrize(
    ("payee", "purpose", "day", "rule", "why"),
    [
        ("Association Les Matinales", "Garde d'enfants au domicile", date(2024, 5, 5), "one_stands_out", "whom it names, for what it asks"),
        ("Association Les Matinales", "Fête de quartier", date(2024, 5, 5), "absent", "for something else"),
        ("Les Vespérales", "Garde d'enfants au domicile", date(2024, 5, 5), "absent", "somebody else"),
        ("Association Les Matinales", "Garde d'enfants au domicile", date(2021, 5, 5), "absent", "before the plan"),
    ],
)
def test_no_absence_where_a_partner_is_paid_for_it(payee, purpose, day, rule, why):
    grant = f.grant(payee, purpose, 500000, date=day)
    verdict = judge(TERRITORY, (PLAY,), (OTHER,), (), (), (), (grant,), f.coverage(), TODAY)[0]
    assert verdict.rule == rule, why
    assert ("Matinales" in verdict.statement, grant.evidence in verdict.evidence) == (rule == "one_stands_out",) * 2


@pytest.mark.parametrize(
    ("probability", "act", "rule", "why"),
    [
        (0.22, PAID, "money_nearby", "the money may stand there"),
        (0.22, OTHER, "not_budgeted", "an act without money pays nothing"),
        (0.12, PAID, "not_budgeted", "too far off"),
    ],
)
def test_no_lack_of_money_beside_an_act_that_spends(probability, act, rule, why):
    verdict = verdict_on(KIOSK, BARE, act, links=links(KIOSK, (BARE, 0.97), (act, probability)))
    assert verdict.rule == rule, why


@pytest.mark.parametrize(
    ("reference", "rule", "why"),
    [
        (BARE.number, "money_nearby", "a payment that cites the act"),
        (BARE.number.replace("-", "_"), "money_nearby", "however its number is printed"),
        ("2019-999", "not_budgeted", "another act"),
        (None, "not_budgeted", "no act"),
    ],
)
def test_no_lack_of_money_beside_a_grant_that_cites_the_act(reference, rule, why):
    grant = f.grant("Les Vespérales", "Veillées", 500000, date=date(2024, 5, 5), reference=reference)
    verdict = judge(TERRITORY, (KIOSK,), (BARE,), links(KIOSK, (BARE, 0.97)), (), (), (grant,), f.coverage(), TODAY)[0]
    assert verdict.rule == rule, why
    assert ("qui cite cet acte (Veillées)" in verdict.statement, grant.evidence in verdict.evidence) == (rule == "money_nearby",) * 2
    assert "Vespérales" not in verdict.statement, "it may be a person"


LENT = voted(
    "MET le local à disposition de l'association.", subject="Local communal – Mise à disposition de l'association Les Halles d'Orle"
)
SHOP = asked("Ouvrir une épicerie à prix réduits", euros=12000)


@pytest.mark.parametrize(
    ("payee", "euros", "day", "rule", "why"),
    [
        ("Les Halles d'Orle", 14000, date(2024, 9, 5), "money_nearby", "the body to which the room is lent is paid"),
        ("Les Halles d'Orle", 900, date(2024, 9, 5), "not_budgeted", "less than was asked: for something else"),
        ("Les Halles d'Orle", 14000, date(2023, 1, 5), "not_budgeted", "paid before"),
        ("Union cycliste", 14000, date(2024, 9, 5), "not_budgeted", "somebody else is paid"),
        ("Association", 14000, date(2024, 9, 5), "not_budgeted", "no name"),
    ],
)
def test_no_lack_of_money_where_the_body_that_the_act_is_for_is_paid(payee, euros, day, rule, why):
    row = f"{payee} Fonctionnement {euros} €"
    sums = [(row, euros, "granted", {"payee": payee})]
    other = voted("ATTRIBUE les subventions.", subject="Subventions", annex=row, sums=sums, number="2024-777", day=day)
    assert verdict_on(SHOP, LENT, other, links=links(SHOP, (LENT, 0.97))).rule == rule, why


CAPITAL = asked("Prendre des parts dans les coopératives", euros=9000, partners=("Le Fournil", "La Serre"))
ENTERS = voted("DÉCIDE d'entrer au capital des coopératives Le Fournil et La Serre.", subject="Coopératives")


@pytest.mark.parametrize(
    ("payee", "rule"),
    [("la SCIC Le Fournil", "doubtful_absence"), ("Le Moulin", "not_budgeted")],
    ids=["named too", "somebody else"],
)
def test_an_act_about_somebody_else_lifts_nothing(payee, rule):
    shares = voted(f"SOUSCRIT 90 parts de {payee} pour 9 000 €.", number="2024-033", sums=[("9 000 €", 9000, "granted")])
    assert verdict_on(CAPITAL, ENTERS, review=(shares,)).rule == rule


@pytest.mark.parametrize(
    ("outcome", "day", "status"),
    [
        ("rejected", date(2023, 5, 5), "dropped"),
        ("rejected", date(2025, 5, 5), "unsure"),
        ("postponed", date(2023, 5, 5), "postponed"),
        ("postponed", date(2025, 5, 5), "unsure"),
    ],
)
def test_only_a_later_act_may_lift_a_vote_that_was_lost(outcome, day, status):
    lost = voted("DÉCIDE.", subject="Kiosque à musique", outcome=outcome)
    adopted = voted("ATTRIBUE 5 000 € au mail.", number="2024-044", day=day, sums=[("5 000 €", 5000, "granted")])
    assert verdict_on(KIOSK, lost, review=(adopted,)).status == Status(status)


PRICE = voted("ARRÊTE à 38,50 € le prix de journée des accueils de jour.", subject="Accueils de jour")


@pytest.mark.parametrize(
    ("text", "probability", "rule"),
    [
        ("Envoyer des relayeurs au domicile des aidants", 0.97, "only_prices"),
        ("Envoyer des relayeurs au domicile des aidants", 0.9, "absent"),
        ("Envoyer des relayeurs au domicile des aidants", 0.3, "absent"),
        ("Rendre l'accueil de jour moins cher", 0.9, "need_unknown"),
        ("Rendre l'accueil de jour moins cher", 0.5, "link_to_confirm"),
        ("Rendre l'accueil de jour moins cher", 0.3, "absent_near"),
    ],
)
def test_a_price_answers_only_who_asks_about_prices(text, probability, rule):
    measure = asked(text)
    verdict = verdict_on(measure, PRICE, links=links(measure, (PRICE, probability)))
    assert verdict.rule == rule
    assert rule != "absent" or "ne fait que fixer un prix" in " ".join(verdict.reasons)


def test_an_act_that_pays_and_sets_a_price_does_not_only_set_a_price():
    measure = asked("Ouvrir une boutique à l'essai dans un local vide de la rue des Tanneurs")
    act = voted(
        "APPROUVE la remise en état du local pour 34 000 € ; FIXE à 150 € par mois la redevance due par les occupants.",
        subject="Centre-ville – Local vide de la rue des Tanneurs",
        statement="Les occupants y feront leurs essais contre une redevance réduite.",
        sums=[("34 000 €", 34000, "budgeted"), ("150 €", 150, "tariff")],
    )
    link = Link(measure.id, act.id, 0.97, Band.LINKED, (), act.statement)
    assert verdict_on(measure, act, links=(link,)).rule == "budgeted"


TARIFF = asked("Mettre en place un tarif progressif de l'eau")
FLAT = voted("FIXE le tarif de l'eau à 1,68 € par mètre cube.", subject="Tarif de l'eau", day=date(2023, 12, 9), number="2023-090")


@pytest.mark.parametrize(
    ("subject", "outcome", "day", "rule", "why"),
    [
        ("Eau – Tarif par tranches", "postponed", date(2024, 12, 9), "put_again", "the subject was taken up later, and not adopted"),
        ("Eau – Tarif par tranches", "postponed", date(2023, 3, 9), "not_needed", "put off first, adopted then"),
        ("Eau – Tarif par tranches", "adopted", date(2024, 12, 9), "not_needed", "adopted twice"),
        ("Vœu sur le fret", "rejected", date(2024, 12, 9), "not_needed", "something else"),
    ],
)
def test_what_was_put_to_the_vote_again_and_not_adopted_is_unsure(subject, outcome, day, rule, why):
    later = voted("DÉCIDE.", subject=subject, outcome=outcome, day=day, number="2024-090")
    assert verdict_on(TARIFF, FLAT, later).rule == rule, why


@pytest.mark.parametrize(
    ("first", "second", "day", "rule", "why"),
    [
        (0.86, 0.96, date(2024, 12, 9), "rejected", "the measure itself was put to the vote later, and lost"),
        (0.86, 0.96, FLAT.session.value, "rejected", "on the same day"),
        (0.86, 0.96, date(2023, 3, 9), "not_needed", "put to the vote before, and taken up in other words"),
        (0.95, 0.96, date(2024, 12, 9), "put_again", "both answer surely"),
        (0.86, 0.89, date(2024, 12, 9), "put_again", "which of the two answers is not sure"),
    ],
)
def test_what_was_adopted_before_a_likelier_act_lost_its_vote_does_not_answer(first, second, day, rule, why):
    lost = voted("DÉCIDE.", subject="Eau – Tarif par tranches", outcome="rejected", day=day, number="2024-090")
    assert verdict_on(TARIFF, FLAT, lost, links=links(TARIFF, (FLAT, first), (lost, second))).rule == rule, why


@pytest.mark.parametrize(("lost", "rule"), [(0.99, "rejected"), (0.96, "only_prices")])
def test_a_price_set_where_the_measure_itself_lost_its_vote_answers_nothing(lost, rule):
    measure = asked("Envoyer des relayeurs au domicile des aidants")
    refused = voted("DÉCIDE.", subject="Relayeurs à domicile", outcome="rejected", day=date(2024, 1, 9), number="2024-001")
    assert verdict_on(measure, PRICE, refused, links=links(measure, (PRICE, 0.97), (refused, lost))).rule == rule


@pytest.mark.parametrize(("euros", "status"), [(35000, "unsure"), (12000, "underfunded")], ids=["a sixth of it", "half of it"])
def test_a_row_far_below_what_is_asked_may_pay_something_else(euros, status):
    table = voted(
        "ATTRIBUE aux associations les subventions figurant au tableau annexé.",
        subject="Subventions aux associations",
        annex="Bénéficiaire\tObjet\tMontant\nRadio Lavoir\tAntenne d'émission\t6 000 €\nLes Rameurs\tCoque\t900 €",
    )
    measure = asked("Réaliser des émissions avec les habitants", euros=euros, partners=("Radio Lavoir",))
    assert verdict_on(measure, table).status == Status(status)


@pytest.mark.parametrize(
    ("partner", "tells"),
    [
        ("Les Matinales", (" matinales ",)),
        ("Association Le Fournil d'en haut", (" fournil d en haut ",)),
        ("Direction de la culture", ()),
        ("communes", ()),
        ("Union des associations", ()),
    ],
)
def test_names_that_tell_bodies_apart(partner, tells):
    assert telling_names(asked("Ouvrir un local", partners=(partner,))) == tells


def test_bounds_are_shares_or_times_and_say_where_they_come_from():
    rows = load_table("verdict_bounds")
    assert all(row["source"] and 0 < bound(row["pattern"]) < 10 for row in rows)


SCHOOL = asked("Ne plus avoir froid à l'école Guérin", euros=900000)
PROGRAMME = voted(
    "APPROUVE le programme de travaux et le lancement de la consultation.",
    subject="Groupe scolaire Guérin – Performances thermiques – Programme",
)
LEASE = voted("APPROUVE le bail à l'association Escale Aubrenne.", subject="Mise à disposition au profit d'Escale Aubrenne")


@pytest.mark.parametrize(
    ("act", "other", "line", "rule", "why"),
    [
        (
            PROGRAMME,
            voted(
                "ATTRIBUE le lot n° 2 pour 344 150 €.",
                subject="Réhabilitation du groupe scolaire Guérin – Lots",
                number="2025-062",
                sums=[("344 150 €", 344150, "granted")],
            ),
            None,
            "money_nearby",
            "a later act that spends on what the first one names",
        ),
        (
            PROGRAMME,
            None,
            f.budget_line("104 Groupe scolaire Guérin – performances thermiques", 4100, operation="104"),
            "money_nearby",
            "a line",
        ),
        (PROGRAMME, None, f.budget_line("Groupe scolaire Guérin", 4100), "money_nearby", "an account printed under the name of the thing"),
        (PROGRAMME, None, f.budget_line("Travaux scolaires", 4100), "not_budgeted", "an account has no name of its own"),
        (
            PROGRAMME,
            voted(
                "OUVRE les autorisations du tableau.",
                subject="Autorisations de programme",
                number="2024-019",
                annex="104 Groupe scolaire Guérin 900 000 €",
                sums=[("104 Groupe scolaire Guérin 900 000 €", 900000, "budgeted")],
            ),
            None,
            "budgeted",
            "a row of a schedule, of the sum asked",
        ),
        (
            PROGRAMME,
            voted(
                "OUVRE les autorisations du tableau.",
                subject="Autorisations de programme",
                number="2024-019",
                annex="Gymnase du Moulin 900 000 €",
                sums=[("Gymnase du Moulin 900 000 €", 900000, "budgeted")],
            ),
            None,
            "not_budgeted",
            "a row for something else",
        ),
        (
            LEASE,
            voted(
                "ATTRIBUE les subventions.",
                subject="Subventions",
                number="2024-020",
                annex="Escale Aubrenne Permanences 800 €",
                sums=[("Escale Aubrenne Permanences 800 €", 800, "granted", {"payee": "Escale Aubrenne"})],
            ),
            None,
            "not_budgeted",
            "who is paid does not tell what for",
        ),
        (
            voted("APPROUVE le principe de la navette.", subject="Commune de Ternay-le-Sec – Navette"),
            voted("ATTRIBUE 900 €.", subject="Ternay-le-Sec – Fanfare", number="2024-020", sums=[("900 €", 900, "granted")]),
            None,
            "not_budgeted",
            "the authority's own name tells nothing",
        ),
    ],
)
def test_no_lack_of_money_beside_credits_under_the_same_name(act, other, line, rule, why):
    found = links(SCHOOL, (act, 0.97))
    acts = (act, other) if other else (act,)
    verdict = judge(TERRITORY, (SCHOOL,), acts, found, (), (line,) if line else (), (), f.coverage(), TODAY)[0]
    assert verdict.rule == rule, why


@pytest.mark.parametrize(
    ("operative", "rule", "why"),
    [
        ("APPROUVE les travaux et INSCRIT 41 000 € au chapitre 23.", "sum_unclear", "a sum that was not read"),
        ("APPROUVE les travaux et INSCRIT quarante et un mille euros au chapitre 23.", "sum_unclear", "a sum in words"),
        ("APPROUVE les travaux et INSCRIT 1,2 M€ au chapitre 23.", "sum_unclear", "a sum in millions"),
        ("APPROUVE les travaux et SOLLICITE une recette de 41 000 € de l'État.", "not_budgeted", "somebody else's money"),
        ("APPROUVE les travaux de 300 m² dès 2025.", "not_budgeted", "no sum"),
        ("APPROUVE les travaux ; une amende de 68 € est rappelée.", "not_budgeted", "far too little to be the money"),
    ],
)
def test_no_lack_of_money_where_a_sum_was_not_read(operative, rule, why):
    assert verdict_on(SCHOOL, voted(operative)).rule == rule, why


@pytest.mark.parametrize(
    ("outcome", "operative", "rule", "why"),
    [
        ("noted", "PREND ACTE du rapport sur les bistrots.", "absent", "whether it is about the measure or not, nothing is decided"),
        ("opinion", "ÉMET LE VŒU que la loi aide les bistrots.", "absent", "a wish decides nothing either"),
        ("noted", "PREND ACTE de l'achat d'un bistrot à 9 000 €.", "link_to_confirm", "money is told of"),
        ("adopted", "APPROUVE le rapport sur les bistrots.", "link_to_confirm", "a decision"),
    ],
)
def test_what_decides_nothing_leaves_an_absence(outcome, operative, rule, why):
    measure = asked("Ouvrir un bistrot dans chaque village")
    act = voted(operative, subject="Bistrots", outcome=outcome)
    link = Link(measure.id, act.id, 0.4, Band.REVIEW, (), act.operative)
    verdict = verdict_on(measure, act, links=(link,))
    assert verdict.rule == rule, why
    assert rule != "absent" or "à vérifier" in " ".join(verdict.reasons)


@pytest.mark.parametrize(
    ("operative", "rule", "why"),
    [
        ("FIXE les tarifs de location des salles au 1er janvier.", "sum_unclear", "an act on prices may not be the answer at all"),
        ("FIXE les tarifs de location des salles ; PRÉCISE la gratuité pour les habitants.", "not_budgeted", "it grants what is asked"),
    ],
)
def test_a_price_where_nothing_is_to_be_paid(operative, rule, why):
    measure = asked("Équiper et prêter gratuitement les salles aux groupes d'habitants")
    assert verdict_on(measure, voted(operative, subject="Salles")).rule == rule, why


@pytest.mark.parametrize(
    ("subject", "other", "rule", "why"),
    [
        ("Orientation des bénéficiaires – Emploi actif", "Insertion – Emploi actif", "not_budgeted", "two words that stand elsewhere too"),
        ("Ancien centre, rue du Pressoir – Bail à La Remise", "Aide à La Remise – rue du Pressoir", "money_nearby", "names"),
    ],
)
def test_subjects_share_names_or_more(subject, other, rule, why):
    measure = asked("Ouvrir un lieu d'accueil", euros=9000)
    acts = (
        voted("APPROUVE le projet.", subject=subject),
        voted("ATTRIBUE 5 000 €.", subject=other, number="2024-031", sums=[("5 000 €", 5000, "granted")]),
        voted("PREND ACTE.", subject="Emploi actif et Pressoir de La Remise", number="2024-032", outcome="noted"),
    )
    verdict = judge(TERRITORY, (measure,), acts, links(measure, (acts[0], 0.97)), (), (), (), f.coverage(), TODAY)[0]
    assert verdict.rule == rule, why
