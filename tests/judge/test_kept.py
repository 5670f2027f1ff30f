"""What a measure asks to leave as it is, prices by income, things done once, parts of an act: a measure, an act, the status, the reason."""

import pytest

from pipeline.judge import judge
from pipeline.judge.price_scales import steps_of
from pipeline.judge.segments import segments_of
from pipeline.records.link import Band, Link
from pipeline.records.verdict import Status
from tests import factories as f
from tests.judge.made import TERRITORY, TODAY, asked, verdict_on, voted

FREEZE = "La redevance des déchets doit rester à son niveau actuel jusqu'en 2026"
PRICE = "FIXE la redevance des déchets à 137 € par foyer"
FIELDS = "Que les champs des Longs-Prés restent des champs"
MEAL = "Le repas de cantine à un euro pour les familles dont le quotient ne dépasse pas 800 €"
SUMMER = "Organiser chaque été un atelier de jeunes"


@pytest.mark.parametrize(
    ("measure", "operative", "statement", "status", "reason"),
    [
        (FREEZE, PRICE, "Une hausse moyenne de 7 % est proposée.", "weakened", "raised"),
        (
            FREEZE,
            "FIXE la redevance des déchets à 137 € par foyer",
            "Une hausse de 7 % du carburant est annoncée.",
            "funded",
            "of costs",
        ),
        (FREEZE, PRICE, "Le syndicat annonce une hausse de 7 %.", "funded", "of another body"),
        (FREEZE, "FIXE la redevance des déchets, inchangée, à 137 €", "Une hausse de 7 % était envisagée.", "funded", "kept after all"),
        (
            "Financer la collecte par la redevance",
            "FIXE la redevance à 137 € par foyer",
            "Une hausse de 7 % est proposée.",
            "funded",
            "no freeze",
        ),
        (FIELDS, "APPROUVE la modification du plan, emportant ouverture à l'urbanisation des Longs-Prés", "", "weakened", "built on"),
        (FIELDS, "APPROUVE la modification du plan classant en zone 1AU les champs des Longs-Prés", "", "weakened", "another wording"),
        (FIELDS, "APPROUVE la modification du plan renonçant à l'ouverture à l'urbanisation des Longs-Prés", "", "funded", "given up"),
        (FIELDS, "APPROUVE la modification du plan, emportant ouverture à l'urbanisation du secteur Gare", "", "funded", "other land"),
        (MEAL, "FIXE les prix des repas ainsi : inférieur à 450 € : 1,00 € ; de 450 à 799 € : 2,10 €", "", "weakened", "fewer families"),
        (MEAL, "FIXE les prix des repas ainsi : inférieur à 800 € : 1,00 € ; de 800 à 999 € : 2,10 €", "", "funded", "all of them"),
        (SUMMER, "ATTRIBUE 4 000 € à l'association pour l'atelier de jeunes, session unique de 2025", "", "weakened", "one session"),
        (SUMMER, "ATTRIBUE 4 000 € à l'association pour l'atelier de jeunes de l'été 2025", "", "funded", "a year of several"),
    ],
)
def test_left_as_it_is(measure, operative, statement, status, reason):
    sums = [("4 000 €", 4000, "granted")] if "4 000 €" in operative else []
    asked_for = asked(measure, about="sans dépense")
    verdict = verdict_on(asked_for, voted(operative, statement=statement, sums=sums))
    assert verdict.status == Status(status), (reason, verdict.statement)


@pytest.mark.parametrize(
    ("text", "steps", "reason"),
    [
        ("Inférieur à 450 € 1,00 €", [(0, 450, 1)], "the first step"),
        ("De 1 100 à 1 499 € 4,35 €", [(1100, 1499, 4.35)], "thousands apart"),
        ("jusqu'à 600 € : 1 € ; de 601 à 900 € : 2,50 €", [(0, 600, 1), (601, 900, 2.5)], "two in one clause"),
        ("1 500 € et plus 5,60 €", [], "no upper bound: never below a limit"),
        ("une aide de 450 € à la famille", [], "no scale"),
    ],
)
def test_price_scale(text, steps, reason):
    assert steps_of(text) == steps, reason


@pytest.mark.parametrize(
    ("words", "label", "reason"),
    [
        ("APPROUVE la mission 2 de la convention", "mission 2", "a mission is a part"),
        ("APPROUVE les missions 1 et 2 de la convention", None, "of several parts"),
        ("APPROUVE le programme 2025-2028 de plantation", None, "years are no number"),
        ("APPROUVE le programme 2504 de plantation", "operation 2504", "a number"),
    ],
)
def test_label_of_a_clause(words, label, reason):
    act = voted(words)
    assert next(s for s in segments_of(act) if s.text.startswith("APPROUVE")).label == label, reason


@pytest.mark.parametrize(
    ("measure", "fields", "act", "status", "reason"),
    [
        (
            "Poser des panneaux solaires sur quatre écoles",
            {"euros": 220000},
            voted(
                "DÉCIDE de confier au cabinet Sol une mission d'évaluation du gisement pour 18 600 €", sums=[("18 600 €", 18600, "granted")]
            ),
            "weakened",
            "an assessment is a study",
        ),
        (
            "Mettre de côté un terrain pour l'habitat participatif",
            {"steps": ("Repérer trois terrains",)},
            voted("DÉCIDE de réserver à titre gratuit le terrain BK 12 à la coopérative"),
            "funded",
            "one was asked; the step only looks at three",
        ),
        (
            "Mettre de côté un terrain pour l'habitat participatif",
            {"about": "sans dépense"},
            voted("DÉCIDE de réserver le terrain", statement="Les conditions de la vente feront l'objet d'une délibération particulière."),
            "funded",
            "the plan says that it costs nothing; what comes later is the sale",
        ),
        (
            "Réserver des heures d'insertion dans chaque chantier",
            {"about": "sans dépense"},
            voted("INVITE les services à examiner l'opportunité d'heures d'insertion dans les chantiers"),
            "weakened",
            "examined, not reserved",
        ),
        (
            "Réserver des heures d'insertion dans les chantiers",
            {"about": "sans dépense"},
            voted("RÉSERVE des heures d'insertion dans les chantiers ; INVITE le maire à transmettre la présente délibération"),
            "funded",
            "an invitation to carry out",
        ),
    ],
)
def test_what_is_decided(measure, fields, act, status, reason):
    verdict = verdict_on(asked(measure, **fields), act)
    assert verdict.status == Status(status), (reason, verdict.statement)


def test_condition_of_another_programme():
    """A condition in the clause that another measure comes nearer to holds nothing back here."""
    charter = asked("Écrire et animer une charte forestière", euros=25000)
    hedges = asked("Planter des linéaires bocagers", euros=120000)
    act = voted(
        "APPROUVE la charte des forêts et en confie l'animation à un comité ;\nArticle 2 - APPROUVE le programme 2025-2028 de "
        "plantation de linéaires bocagers et y consacre une enveloppe de 120 000 €, sous réserve de l'aide de l'agence de l'eau.",
        sums=[("120 000 €", 120000, "budgeted")],
        condition="sous réserve de l'aide de l'agence de l'eau",
    )
    links = tuple(Link(m.id, act.id, 0.97, Band.LINKED, ()) for m in (charter, hedges))
    found = judge(TERRITORY, (charter, hedges), (act,), links, (), (), (), f.coverage(), TODAY)
    assert [v.status for v in found] == [Status.UNFUNDED, Status.CONDITIONAL]
