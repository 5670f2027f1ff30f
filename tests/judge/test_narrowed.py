"""Acts that say themselves that they do less than was asked. All invented."""

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
    ],
)
def test_what_an_act_says_of_its_own_reach(told, status, why):
    act = voted("DÉCIDE la limitation de la vitesse à 30 km/h.", subject="Circulation – Limitation de vitesse", statement=told)
    assert verdict_on(STREETS, act).status == status, why
