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
