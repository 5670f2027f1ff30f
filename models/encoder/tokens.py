"""The units of the encoder: folded words, their stems by suffix, and their character n-grams.

Training and use must cut alike, so a change here asks for a new training; `RULES` is part of the weights' version.
"""

from __future__ import annotations

import re
import zlib

from pipeline.records.folding import fold

RULES = 1
"""Raised with every change of this file that cuts a text differently; a mismatch with the weights is an error at loading."""

_WORD = re.compile(r"[a-z]+")
_FEMININE = "e|es|s|se|ses|ne|nes|rice|rices|trice|trices|ice|ices|euse|euses|ve|ves|le|les|lle|lles|ere|eres|fe|fes|che|ches"
_INCLUSIVE = re.compile(
    rf"(?<=[a-z]{{2}})(?:[·•‧⋅.](?:{_FEMININE})|-(?:e|es|se|ses|ne|nes|rice|rices|trice|trices|ice|ices|euse|euses|ve|ves))(?:[·•‧⋅.-]s)?\b"
)
_SUFFIXES = sorted(
    set(
        _WORD.findall(
            """s x e es ee ees er ez ent ant ants ante antes ement ements ment ments age ages ation ations ateur ateurs atrice atrices
            atif atifs ative atives ition itions iteur iteurs itif itive itives ution utions eur eurs euse euses rice rices if ifs ive ives
            el els elle elles al ale ales aux ial iale iales iaux ien iens ienne iennes ier iers iere ieres eux ique iques isme ismes
            iste istes ite ites able ables ible ibles ir is it ie ies issant issement issements isse era eront erait eraient ait aient
            ons iser isation isations isee isees ises isant ise ification ifier ifie ance ances ence ences aire aires eau eaux in ine ins
            ines te tes ure ures i ion ions esse et ets ette ettes y"""
        )
    ),
    key=lambda suffix: (-len(suffix), suffix),
)
_SHORTEST_STEM = 4
_GRAM_SIZES = (3, 4, 5)


def words(text: str) -> list[str]:
    """Folded words of two letters and more, in order; figures dropped, inclusive endings ("élu·es", "acteur.rice.s") cut off."""
    return [word for word in _WORD.findall(_INCLUSIVE.sub("", fold(text))) if len(word) > 1 and word != "qu"]


def stem(word: str) -> str:
    """A folded word without its longest known ending: "accompagnement" and "accompagné" give "accompagn". Errs freely: a unit, no lemma."""
    root = word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            root = word[: -len(suffix)]
            break
    else:
        if len(word) > 3 and word[-1] in "sxe":
            root = word[:-1]
    if len(root) > _SHORTEST_STEM and root[-1] == root[-2]:
        root = root[:-1]
    if root[-1] == "y":
        root = root[:-1] + "i"
    if len(root) > _SHORTEST_STEM and root[-1] in "ie":
        root = root[:-1]
    return root


def grams(word: str, buckets: int) -> list[int]:
    """Hashed character n-grams of a folded word with its borders, each once, sorted; ints in [0, buckets)."""
    edged = f"<{word}>"
    cut = (edged[i : i + size] for size in _GRAM_SIZES for i in range(len(edged) - size + 1))
    return sorted({zlib.crc32(gram.encode()) % buckets for gram in cut})
