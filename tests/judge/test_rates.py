"""So many for each of several, where a number in all is asked. All invented."""

import pytest

from tests.judge.made import asked, verdict_on, voted


@pytest.mark.parametrize(
    ("measure", "operative", "statement", "substance", "reason"),
    [
        (
            "Poser douze bancs dans les hameaux",
            "RETIENT la pose de deux bancs par hameau.",
            "La commune compte six hameaux.",
            "same",
            "rate told",
        ),
        (
            "Poser douze bancs dans les hameaux",
            "RETIENT la pose de deux bancs par hameau.",
            "La commune compte trois hameaux.",
            "reduced",
            "rate too low",
        ),
        ("Poser douze bancs dans les hameaux", "RETIENT la pose de deux bancs par hameau.", "", "same", "rate untold"),
        ("Recruter six médiateurs", "RECRUTE deux médiateurs, pour 30 000 € par an.", "", "reduced", "sum per year"),
        ("Planter 1 000 arbres par an", "ADOPTE la plantation de 300 arbres par an.", "", "reduced", "both per year"),
        (
            "Planter 1 000 arbres en cinq ans",
            "ADOPTE la plantation de 200 arbres par an, pendant cinq ans.",
            "",
            "same",
            "per year for years",
        ),
    ],
)
def test_rates(measure, operative, statement, substance, reason):
    assert verdict_on(asked(measure), voted(operative, statement=statement)).substance == substance, reason
