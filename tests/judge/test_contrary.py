"""Acts that go on with what is to stop, and those that only look so. All invented."""

import pytest

from tests.judge.made import asked, verdict_on, voted


@pytest.mark.parametrize(
    ("measure", "operative", "status", "reason"),
    [
        ("Arrêter l'arrosage du golf", "APPROUVE le marché d'arrosage du golf", "weakened", "a contract for the very thing"),
        ("Arrêter l'arrosage du golf", "APPROUVE le marché de tonte du golf", "funded", "a contract for another thing at the same place"),
        (
            "Arrêter les pesticides dans les parcs",
            "ATTRIBUE le marché d'entretien des parcs, sans pesticides,",
            "funded",
            "without the thing",
        ),
        ("Arrêter les pesticides dans les parcs", "ATTRIBUE le marché de pesticides pour les parcs", "weakened", "with it"),
        ("Ne pas augmenter les loyers", "MAINTIENT les loyers", "funded", "what is not to rise is kept"),
    ],
)
def test_what_is_to_stop(measure, operative, status, reason):
    act = voted(f"{operative} pour 26 000 €.", sums=[("26 000 €", 26000, "granted")])
    assert verdict_on(asked(measure), act).status == status, reason


def test_to_stop_something_costs_nothing():
    assert verdict_on(asked("Cesser l'arrosage du golf"), voted("MET FIN à l'arrosage du golf.")).money == "not_needed"


@pytest.mark.parametrize(
    ("measure", "subject", "operative", "status", "reason"),
    [
        ("Garder le pré du moulin et ne pas le céder", "Pré du moulin", "CÈDE à la société Nexa le pré du moulin", "weakened", "sold"),
        (
            "garder le terrain de la Combe et ne pas le vendre",
            "Cession des parcelles du lieudit « La Combe »",
            "DÉCIDE de céder à la société Nexa les parcelles AK 112 à AK 118",
            "weakened",
            "named by the subject alone",
        ),
        (
            "Que la commune garde l'ancien presbytère et ne le vende pas",
            "Cession de l'ancien presbytère – Parcelle AB 58",
            "DÉCIDE de céder à la société Nexa la parcelle AB 58 et le bâtiment qu'elle supporte",
            "weakened",
            "asked of the commune, in the subjunctive",
        ),
        ("Que le four reste communal", "Four", "DÉCIDE de vendre le four à la société Nexa", "weakened", "asked of the thing"),
        ("Garder le pré du moulin", "Pré du moulin", "DÉCIDE de conserver le pré du moulin", "funded", "kept"),
        ("Conserver l'ancien lycée", "Ancien lycée", "DÉCIDE de vendre l'ancien lycée à la société Proma", "weakened", "to be kept"),
        ("Conserver le kiosque", "Kiosque", "APPROUVE la démolition du kiosque", "weakened", "pulled down"),
        (
            "Garder la forêt communale",
            "Forêt communale",
            "APPROUVE la vente de coupes de bois et la charte de la forêt communale",
            "funded",
            "what grows there is sold",
        ),
        (
            "Défendre l'hôpital de proximité",
            "Hôpital de proximité – Cession de parcelles",
            "APPROUVE la cession à l'hôpital de deux parcelles pour son extension",
            "funded",
            "something else is given over to it",
        ),
        (
            "Ne pas vendre les terres de la ferme",
            "Ferme",
            "REFUSE de vendre les terres voisines de la ferme",
            "funded",
            "a farm closes nothing",
        ),
        (
            "Interdire la chasse dans la forêt communale le dimanche",
            "Forêt communale",
            "APPROUVE la convention qui autorise la chasse dans la forêt communale du jeudi au dimanche",
            "weakened",
            "allowed",
        ),
        (
            "Interdire les camions dans le centre",
            "Centre – Circulation",
            "INTERDIT les camions dans le centre ; AUTORISE les livraisons de 6 heures à 9 heures",
            "funded",
            "banned, but for some hours",
        ),
        ("Laisser l'accès au lac gratuit", "Lac", "INSTITUE un droit d'accès au lac de 3 € par véhicule", "weakened", "free no more"),
    ],
)
def test_what_is_to_stay_or_to_be_banned(measure, subject, operative, status, reason):
    verdict = verdict_on(asked(measure, about="sans dépense"), voted(f"{operative}.", subject=subject))
    assert verdict.status == status, (reason, verdict.statement)


def test_a_farm_is_no_closing():
    act = voted("APPROUVE la création de la ferme des Prés-Hauts, pour 60 000 €.", sums=[("60 000 €", 60000, "budgeted")])
    assert verdict_on(asked("Ouvrir une ferme pédagogique aux Prés-Hauts"), act).status == "funded"


@pytest.mark.parametrize(
    "operative",
    [
        "ARRÊTE la composition du comité : vingt membres, dont dix habitants.",
        "ARRÊTE le règlement du comité des habitants.",
        "ARRÊTE la liste des membres du comité des habitants.",
    ],
)
def test_an_act_that_lays_down_ends_nothing(operative):
    verdict = verdict_on(asked("Installer un comité composé pour moitié d'habitants"), voted(operative, subject="Comité – Composition"))
    assert verdict.status == "funded"
