from __future__ import annotations

import pytest

from pipeline.extract.flat import flat
from pipeline.extract.language import cues, french, norm, sentences


@pytest.mark.parametrize(
    ("text", "count", "reason"),
    [
        ("Conformément à l'art. 3 du code (L. 2121-29), le conseil décide. M. Roux vote contre.", 2, "abbreviations of law and of persons"),
        ("Le prix est de 1.234 €. La salle est libre.", 2, "a point inside a sum"),
        ("APPROUVE le plan ; AUTORISE la maire à signer.", 2, "clauses of a dispositif"),
        ("Vu la délibération n° 2022-45 du 3 mars.", 1, "a number sign"),
    ],
    ids=lambda v: str(v)[:20],
)
def test_sentences(text: str, count: int, reason: str) -> None:
    found = sentences(text)
    assert len(found) == count, reason
    assert "".join(text[a:b] for a, b in found).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("ATTRIBUE", "attribuer", "attribuent", "attribuée"), "capitals and inflections of a verb"),
        (("subvention", "Subventions"), "plural"),
        (("habitant·es", "habitants"), "inclusive writing"),
    ],
    ids=lambda v: str(v)[:20],
)
def test_norms(words: tuple[str, ...], reason: str) -> None:
    assert len({norm(w) for w in words}) == 1, reason


def test_the_longest_phrase_is_the_cue() -> None:
    matcher = french().matcher([("income", "subvention de l'État"), ("expense", "subvention")])
    text = "sollicite une SUBVENTION DE L’ÉTAT"
    (cue,) = cues(matcher, french().read(text))
    assert (cue.label, text[cue.start : cue.end]) == ("income", "SUBVENTION DE L’ÉTAT")


@pytest.mark.parametrize("text", ["DÉCIDE d’œuvrer – l’été", "Cœur\u00a0de\u202fville", "n°\u00ad2"])
def test_flat_keeps_every_place(text: str) -> None:
    assert len(flat(text)) == len(text)
    assert flat(flat(text)) == flat(text)
