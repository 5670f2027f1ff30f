"""Lists of things wished for that no verb opens ("Permis vélo en CM2", "Le Crous ouvre le samedi"), for plans that say in no other way."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from statistics import mean

from pipeline.extract.measures.candidates import Candidate, by_family, candidates, extent_end
from pipeline.extract.measures.choice import is_aim
from pipeline.extract.measures.outline import Outline, announced
from pipeline.extract.measures.wording import plain, tells_so
from pipeline.extract.measures.zones import zone_of

_PLAN = re.compile(
    r"\b(?:plan|programme|propositions?|idees|demandes|revendications?|voeux|vous?x|souhaits|doleances|envies|projets?|contrat|charte|manifeste|plateforme|agenda|"
    r"mesures|engagements|strategie|schema|pacte|feuille de route|budget participatif|livre blanc|contribution|cahier|recommandations|"
    r"avis citoyen)\b|\bce qu(?:e |')[\w' -]{0,30}?\b(?:veu(?:t|lent)|voul\w+|voudr\w+|demand\w+|propos\w+|attend\w*|souhait\w+)\b"
)
_OPENING = 3  # pieces at the head of a document that say what it is
_STYLES = {"item": 3, "number": 2, "lead": 1, "bold": 1, "heading": 1}  # the styles that can carry wishes, the surest first
_TITLES = 4  # titles of cards
_SEVERAL = 2  # wishes under an aim
_LONGER = 1.5  # times the words of the aims
_FIGURE = re.compile(r"\d")
_CARD = 320  # characters below a title
_LEAST = 3  # wishes of one style
_COUNT = re.compile(r"\d{1,6}(?: \d{3})* ?(?!%|€|pour cent)[a-z]")
_SHARE = re.compile(r"\d{1,3} ?(?:%|pour cent) d(?:e |')|\d{1,2} ?[°º] ?c?\b")
_WORDS = range(2, 26)  # words of a wish
_PAST = re.compile(r"\b(?:a|ont|avait|etait|etaient) (?:ete )?[a-z]+(?:e|es|i|is|u|us|it)\b|\b(?:depuis|en (?:19|20)\d\d)\b")


def wishes(plan: Outline) -> list[Candidate]:
    """The list or style that carries most short texts under headings of a plan that names itself one; [] where it does not."""
    if not any(_PLAN.search(plain(p.text)) for p in plan.pieces[:_OPENING]) and "measures" not in plan.zones:
        return []
    best: list[Candidate] = []
    rank = 0
    for family, members in by_family(candidates(plan)).items():
        kept = [m for m in members if _can_be_wish(plan, m)]
        if family[0] == "heading":
            kept = [m for m in kept if plan.pieces[m.at].bullet or _has_few_words(plan, m)]
        enough = len(kept) >= (_TITLES if family[0] == "heading" else _LEAST) and 3 * len(kept) >= 2 * len(members)
        if family[0] in _STYLES and enough and (_STYLES[family[0]], len(kept)) > (rank, len(best)):
            best, rank = kept, _STYLES[family[0]]
    best = sorted([*best, *_shares_among(plan, best)], key=lambda m: m.at)
    siblings = frozenset(m.at for m in best)
    return [replace(m, until=extent_end(plan, m, siblings)) for m in best]


def _shares_among(plan: Outline, wished: list[Candidate]) -> list[Candidate]:
    """The bullets of the same lists that open with a share or a warmth to be reached ("8 % d'agents en situation de handicap")."""
    if not wished or wished[0].family[0] != "item":
        return []
    lists = {plan.chains[m.at][-1:] for m in wished}
    members = [m for m in candidates(plan) if m.family == wished[0].family and plan.chains[m.at][-1:] in lists and m not in wished]
    return [m for m in members if _SHARE.match(plain(plan.running.text[m.start : m.end])) and m.words in _WORDS]


def wished_under_aims(plan: Outline, chosen: list[Candidate]) -> list[Candidate]:
    """The bullets that stand right under chosen titles, several under each, where they are mostly wishes and the titles mostly name an aim
    and no more ("Ne plus partir"); [] where the titles say more, or fields are announced for them."""
    wished = wishes(plan)
    family = wished[0].family if wished else ()
    bullets = [m for m in candidates(plan) if m.family == family and not plan.pieces[m.at].text.rstrip().endswith((":", "?"))]
    siblings = frozenset(m.at for m in bullets)
    lists = [[replace(m, until=extent_end(plan, m, siblings)) for m in bullets if c.at < m.at < c.until] for c in chosen]
    if family[:1] != ("item",) or len(chosen) < _LEAST or any(len(own) < _SEVERAL for own in lists):
        return []
    members = [m for own in lists for m in own]
    aims = sum(is_aim(plan, c) and not _FIGURE.search(plan.running.text, c.start, c.end) for c in chosen)
    longer = mean(m.words for m in members) >= _LONGER * mean(c.words for c in chosen)
    own = {at for c in chosen for at in range(c.at + 1, c.until)} - {at for m in members for at in range(m.at, m.until)}
    right_below = all(listed[0].at == c.at + 1 for c, listed in zip(chosen, lists, strict=True))
    mostly = 3 * len({m.at for m in members} & {w.at for w in wished}) >= 2 * len(members) and 2 * aims >= len(chosen)
    return members if mostly and longer and right_below and not any(announced(plan.pieces[at]) for at in own) else []


def _tells(text: str) -> bool:
    """Whether a text tells what has happened; "à" is no verb although it folds to one ("la rénovation du kiosque à musique")."""
    return any(text[past.start()] not in "àÀ" for past in _PAST.finditer(plain(text)))


def _is_count(text: str) -> bool:
    """Whether a text opens with how many of a thing are wished for ("30 km/h dans tout le bourg") and tells nothing."""
    return _COUNT.match(plain(text)) is not None and not tells_so(text)


def _has_few_words(plan: Outline, member: Candidate) -> bool:
    """Whether a title stands over a sentence or two of its own, as on a card."""
    below = plan.pieces[member.at + 1 : member.at + 4]
    texts = list(itertools.takewhile(lambda p: p.kind in {"text", "cell"}, below))
    return bool(texts) and sum(len(p.text) for p in texts) <= _CARD


def _can_be_wish(plan: Outline, member: Candidate) -> bool:
    piece = plan.pieces[member.at]
    text = plan.running.text[member.start : member.end]
    over = plan.chains[member.at][-1:]
    named = zone_of(piece.rest) != "" or announced(piece) is not None or (bool(over) and announced(plan.pieces[over[0]]) is not None)
    asked = text.partition(" : ")[0]  # what follows may tell why
    said = (text[:1].isdigit() and not _is_count(text)) or text.rstrip().endswith((":", "?")) or _tells(asked)
    said = said or (member.opening.shape == "infinitive" and not member.speaks)  # "Réparer" heads a part
    return bool(over) and member.words in _WORDS and plan.zones[member.at] in {"", "measures"} and not named and not said
