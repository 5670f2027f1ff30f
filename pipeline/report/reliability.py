"""How far a conclusion may be relied on: a word, and how often conclusions with that word were right where the answers were known."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.verdict import Status, Verdict

# From this confidence on (0..1: how strong its ground is, no rate of being right), a conclusion is called so. Chosen so that each word
# holds enough labelled verdicts to count.
WORDS: tuple[tuple[float, str], ...] = ((0.9, "élevée"), (0.5, "moyenne"), (0.0, "faible"))


FEW = 30  # labelled conclusions below which a rate out of a hundred would claim more than was seen


@dataclass(frozen=True, slots=True)
class Measured:
    """Of `told` labelled conclusions with this word, `right` had the right status."""

    word: str
    right: int
    told: int

    @property
    def rate(self) -> str:
        """How often it was right in the trials, out of a hundred, or out of how many there were where these are few."""
        right, told = (self.right, self.told) if self.told < FEW else (round(100 * self.right / self.told), 100)
        return f"juste {right} fois sur {told} dans les essais"


# Whole runs of made-up labelled territories, each before its links and verdicts were looked at.
# `tests/evaluation/reliability.py` counts again. What the program leaves "à vérifier" claims nothing; measures that it did not find are
# told apart.
TERRITORIES = 36
MEASURED = (Measured("élevée", 550, 654), Measured("moyenne", 98, 148), Measured("faible", 5, 7))
LEFT_TO_PEOPLE = 136
NOT_FOUND = 76
EXPLAINED = (
    "Chaque conclusion porte un mot, et ce mot dit combien de fois sur cent les conclusions qui le portaient étaient justes dans les "
    "essais. Le mot vient de la force du lien le plus sûr qui fonde la conclusion ; il est abaissé quand une page a été lue par "
    "reconnaissance de caractères ou que le budget de l'année manque. Cette force n'est pas une chance d'avoir raison : un lien peut être "
    "sûr et la conclusion fausse, quand l'acte répond mais que sa portée ou ses sommes sont mal lues. "
    f"Sur {TERRITORIES} territoires d'essai inventés, dont les réponses sont connues et qui n'avaient alors servi à régler ni les "
    f"rapprochements ni les conclusions, le programme a conclu {sum(m.told for m in MEASURED)} fois, s'est abstenu {LEFT_TO_PEOPLE} fois "
    f"(« à vérifier ») et n'a pas trouvé {NOT_FOUND} mesures dans les plans :"
)
CAREFUL = "De vrais documents sont plus divers que ceux d'un essai : lisez toujours les pages citées."


def rates() -> tuple[str, ...]:
    """What was measured, in words: a line for each word, then for all of them."""
    lines = [
        f"fiabilité {m.word} : {m.right} {'statuts justes' if m.right > 1 else 'statut juste'} sur {m.told}" for m in MEASURED if m.told
    ]
    return *(f"{line} ;" for line in lines), f"en tout : {sum(m.right for m in MEASURED)} sur {sum(m.told for m in MEASURED)}."


def word_of(confidence: float) -> str:
    """The word for a confidence 0..1."""
    return next(word for least, word in WORDS if confidence >= least)


def reliability(verdict: Verdict) -> str:
    """The word of a verdict with its measured rate; a person's word has none, and what is left to people claims nothing (empty)."""
    if verdict.status is Status.UNSURE:
        return ""
    return "vérifiée par une personne" if verdict.reviewed_by else told(word_of(verdict.confidence))


def told(word: str) -> str:
    """A word of `WORDS` with its measured rate: "élevée (juste 84 fois sur 100 dans les essais)"."""
    return next(f"{word} ({measured.rate})" for measured in MEASURED if measured.word == word)
