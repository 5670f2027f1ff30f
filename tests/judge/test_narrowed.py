"""Acts that say themselves that they do less than was asked. All invented."""

from datetime import date

import pytest

from tests.judge.made import asked, verdict_on, voted

STREETS = asked("Limiter la vitesse dans la rue Basse, la rue Neuve et le quai du Port")


@pytest.mark.parametrize(
    ("told", "status", "why"),
    [
        ("Il est proposé de retenir le seul secteur de la rue Basse.", "weakened", "one place alone"),
        ("L'extension à d'autres voies n'a pas été retenue.", "weakened", "others left out"),
        ("Le quai du Port n'est pas retenu à ce stade.", "weakened", "a place that the measure names"),
        ("Le boulevard Carnot n'est pas retenu.", "funded", "a place that it does not name"),
        ("Les riverains dont la demande n'a pas été retenue en seront informés.", "funded", "who asked, not what is done"),
        ("La commission propose de ne retenir que la rue Basse.", "weakened", "only one kept"),
        ("Avant de se prononcer sur les autres voies, il est proposé d'observer les effets.", "weakened", "a first step"),
        ("Une limitation plus large a paru prématurée.", "weakened", "too early for the thing itself"),
        ("Jusqu'ici, le seul quai était limité.", "funded", "what was before"),
        ("La décision est prise pour la seule raison de la sécurité.", "funded", "why, not where"),
        ("Le service est doté de la seule autonomie financière.", "funded", "a term of law"),
        ("La limitation ne se limite pas aux seules heures de pointe.", "funded", "not for these alone: more"),
        ("Les moyens ne permettent pas d'aller au-delà du seul quai du Port.", "weakened", "no further than this one"),
    ],
)
def test_what_an_act_says_of_its_own_reach(told, status, why):
    act = voted("DÉCIDE la limitation de la vitesse à 30 km/h.", subject="Circulation – Limitation de vitesse", statement=told)
    assert verdict_on(STREETS, act).status == status, why


POOLS = asked("Ombrager les préaux des écoles du Mail et de la Gare")


@pytest.mark.parametrize(
    ("told", "status", "why"),
    [
        ("L'équipement de la Gare est renvoyé à une seconde phase.", "weakened", "a place of the measure's"),
        ("L'équipement du stade Ravel est renvoyé à une seconde phase.", "funded", "another place"),
        ("Le cas des autres écoles sera examiné au cours du prochain mandat.", "weakened", "in the measure's words"),
        ("L'examen du rapport est reporté à une séance ultérieure.", "funded", "the report, not the thing"),
        ("En attendant le chantier, une toile sera tendue.", "weakened", "something for the time being"),
        ("Dans l'attente, une toile sera tendue.", "weakened", "the same without what is waited for"),
        ("Dans l'attente, une convention évitera les dégradations.", "funded", "what is kept safe until then takes nothing away"),
        ("Un bilan sera présenté avant toute généralisation.", "weakened", "no more than a first step"),
    ],
)
def test_what_is_left_for_later(told, status, why):
    act = voted("APPROUVE la pose de brise-soleil pour 35 000 €.", statement=told, sums=[("35 000 €", 35000, "budgeted")])
    assert verdict_on(POOLS, act).status == status, why


@pytest.mark.parametrize(
    ("measure", "told", "status", "why"),
    [
        ("Ombrager cinq préaux", "Les autres préaux pourront faire l'objet d'un examen ultérieur.", "weakened", "several asked"),
        ("Ombrager tous les préaux", "Les autres écoles seront examinées plus tard.", "weakened", "all asked"),
        ("Ombrager le préau du Mail", "Les autres préaux pourront faire l'objet d'un examen ultérieur.", "funded", "one asked"),
        ("Ombrager cinq préaux", "Les autres demandes feront l'objet d'un examen au printemps.", "funded", "demands, not the thing"),
    ],
)
def test_what_becomes_of_the_others(measure, told, status, why):
    act = voted("APPROUVE la pose de brise-soleil pour 35 000 €.", statement=told, sums=[("35 000 €", 35000, "budgeted")])
    assert verdict_on(asked(measure), act).status == status, why


def test_what_a_later_act_brings_was_not_left_over():
    first = voted(
        "APPROUVE la toile du Mail pour 9 000 €.",
        statement="Dans un premier temps, le Mail est équipé.",
        sums=[("9 000 €", 9000, "budgeted")],
    )
    then = voted(
        "APPROUVE la toile de la Gare pour 9 000 €.", number="2024-060", day=date(2024, 9, 1), sums=[("9 000 €", 9000, "budgeted")]
    )
    assert [verdict_on(POOLS, *acts).status for acts in ((first,), (first, then))] == ["weakened", "funded"]


NIGHT_BUS = "Faire rouler un bus de nuit le samedi"


@pytest.mark.parametrize(
    ("measure", "subject", "told", "status", "why"),
    [
        (asked(NIGHT_BUS), "Bus de nuit – Contrat", "Il est proposé de procéder à un essai de six samedis.", "weakened", "proposed"),
        (asked(NIGHT_BUS), "Bus de nuit – Essai de six samedis", "", "weakened", "in the subject"),
        (asked(NIGHT_BUS), "Bus de nuit – Contrat", "Le bus de nuit circule à titre expérimental.", "weakened", "in the measure's words"),
        (asked(NIGHT_BUS), "Bus de nuit – Contrat", "À titre expérimental, un guide est édité.", "funded", "something else is tried"),
        (asked(NIGHT_BUS), "Bus de nuit – Contrat", "À la suite d'un essai, le bus est proposé pour de bon.", "funded", "after a trial"),
        (asked(NIGHT_BUS, steps=("Essayer trois mois",)), "Bus de nuit – Essai de six samedis", "", "funded", "a trial was asked"),
        (asked(NIGHT_BUS, euros=22000), "Bus de nuit – Essai de six samedis", "", "funded", "all that was asked is paid"),
    ],
)
def test_a_trial_wherever_the_act_says_so(measure, subject, told, status, why):
    act = voted("ATTRIBUE le contrat pour 22 000 €.", subject=subject, statement=told, sums=[("22 000 €", 22000, "granted")])
    assert verdict_on(measure, act).status == status, why
