"""Which candidates are the measures: the style that carries them, its steps below and its axes above."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace
from statistics import mean

from pipeline.extract.measures.candidates import (
    Candidate,
    Family,
    action_share,
    announces_list,
    by_family,
    candidates,
    extent_end,
    inside,
    promises_list,
)
from pipeline.extract.measures.columnsbeside import with_columns_beside
from pipeline.extract.measures.fieldsover import with_fields_over
from pipeline.extract.measures.labels import OWN_FIELDS
from pipeline.extract.measures.numbering import ORDINAL
from pipeline.extract.measures.outline import Outline, announced
from pipeline.extract.measures.pieces import Piece
from pipeline.extract.measures.several import each
from pipeline.extract.measures.titles import are_run_in, directly, has_body, titles_speak
from pipeline.extract.measures.wording import TO_DO, find_commitment, plain, sentences
from pipeline.extract.measures.zones import zone_of
from pipeline.extract.numerals import NUMBER_WORDS, number_of

_OF_SOMEBODY = re.compile(
    r"(?:les )?(?:engagements?|propositions?|demandes?|recommandations?|preconisations?|revendications?|doleances)"
    r" (?:de la|du|des|de l'|de nos) ?"
)
_WORDS = re.compile(r"\w+")
_AIM = 6  # words of an aim
_DETERMINERS = frozenset(
    ("un", "une", "le", "la", "les", "l'", "des", "du", "d'", "de", "deux", "trois", "nos", "notre", "leurs", "chaque", "tous")
)
_OTHERS = 4  # measures of other styles beside one under a label
_BARE = 2  # words of a title that names a domain
_HEADS = 3  # headings that each stand over a line to do
_AXES_SHARE = 0.3  # of a style's members that stand over measures, so that the style heads parts
_AXES_SPEAK = 0.8  # of those without measures below that must open like actions to be measures beside them
_LED_IN = 3  # numbers below a sentence that announces what is asked
_LISTS = 3  # lists that speak of actions for each that only names things
_TOLD = re.compile(r"\b(?:ont|avons|a|avait|avaient) (?:[a-z]+ment )?[a-z]+(?:e|i|u|is|it|es|us)\b[^.]*:\s*$")
_ASKS = re.compile(
    r"\b(?:demand|propos|recommand|preconis|revendiqu|souhait|attend|exig|reclam|sollicit|voul)(?:e|es|ent|ons)\b|\bvoici nos\b"
)
_COUNT = re.compile(
    rf"\b(?P<number>\d{{1,2}}|{NUMBER_WORDS}) (?:[a-z]+ )?(?:action|mesure|proposition|demande|engagement|promesse|recommandation"
    r"|preconisation|revendication|idee|projet|v(?:oe|o)u|souhait|chantier)[sx]\b"
)
_LEAD_IN = re.compile(
    r"(?:demand|propos|recommand|preconis|engag|revendiqu|souhait|action|mesure|priorit|v(?:oe|o)u\b)[^.]*(?::|\bce qui suit\.)\s*$"
)


def choose(plan: Outline) -> list[Candidate]:
    """The candidates that are measures, in order, with their extents."""
    families = by_family(candidates(plan))
    families = {f: _with_extents(plan, _eligible(plan, f, m)) for f, m in families.items()}
    families = {f: m for f, m in families.items() if m}
    order = sorted(families, key=lambda f: (-families[f][0].rank, families[f][0].at))
    chosen: list[Candidate] = []
    for family in order:
        members = [m for m in families[family] if not any(c.at < m.at < c.until or m.at < c.at < m.until for c in chosen)]
        if not members or _are_axes(families[family], members, chosen) or not _carries(plan, family, members, chosen):
            continue
        if not any(g != family and _better_below(plan, members, families[g], family, g) for g in order):
            chosen += members
    chosen = _without_lone_label(chosen)
    return each(plan, with_columns_beside(plan, with_fields_over(plan, sorted(chosen, key=lambda c: c.at))))


def _without_lone_label(chosen: list[Candidate]) -> list[Candidate]:
    """The candidates without the only one that a label announces in a document whose measures another style carries: what it asks is
    asked for all of them ("Ce que nous voulons : que chaque proposition ait sa réponse")."""
    labelled = [c for c in chosen if c.family == ("titled",)]
    return [c for c in chosen if c not in labelled] if len(labelled) == 1 and len(chosen) > _OTHERS else chosen


def _are_axes(family: list[Candidate], left: list[Candidate], chosen: list[Candidate]) -> bool:
    """Whether a style heads parts: chosen measures stand below much of it, and what is left of it does not speak of actions."""
    over = sum(any(m.at < c.at < m.until for c in chosen) for m in family)
    return over >= _AXES_SHARE * len(family) and action_share(left) < _AXES_SPEAK


def _with_extents(plan: Outline, members: list[Candidate]) -> list[Candidate]:
    siblings = frozenset(m.at for m in members)
    return [replace(m, until=extent_end(plan, m, siblings)) for m in members]


def _eligible(plan: Outline, family: Family, members: list[Candidate]) -> list[Candidate]:
    """Members that can stand as measures: unnumbered headings, bold lines and bullets must speak of something to do."""
    if family[0] in {"heading", "bold", "lead"}:
        members = [m for m in members if not _heads_promises(plan, m)]
        usual = family[0] == "lead" and action_share(members) >= 0.3
        most = action_share([m for m in members if plan.zones[m.at] == "measures"]) >= 0.5
        titled = [m for run in _runs(plan, members) for m in run if m.speaks or titles_speak(plan, run, usual=usual, most=most)]
        return sorted({m.at: m for m in [*titled, *_large_bullets(plan, members)]}.values(), key=lambda m: m.at)
    if family[0] == "item":
        return _speaking_items(plan, _runs(plan, members))
    if family[0] == "line":
        lists = [m for run in _runs(plan, members) for m in run if m.speaks and len(run) >= 2 and _lines_speak(run)]
        return lists or _lines_under_heads(plan, members)
    return members


def _heads_promises(plan: Outline, head: Candidate) -> bool:
    """Whether a heading names the measures of somebody ("Engagements de la Ville") and a list of two or more stands right below it."""
    below = list(itertools.takewhile(lambda p: p.kind == "item", plan.pieces[head.at + 1 :]))
    return len(below) > 1 and _OF_SOMEBODY.match(plain(plan.pieces[head.at].text)) is not None


def _speaking_items(plan: Outline, runs: list[list[Candidate]]) -> list[Candidate]:
    """The bullets of the lists that speak of actions, and of those that could under headings of the same rank."""
    speaking = [run for run in runs if _run_speaks(plan, run)]
    ranks = Counter(_rank_over(plan, run) for run in speaking)
    most = 2 * sum(len(run) for run in speaking) >= sum(len(run) for run in runs)
    kept = list(speaking)
    for run in runs:
        alike = most and ranks[_rank_over(plan, run)] >= 2 and not plan.zones[run[0].at] and not _labelled(plan, run)
        if run not in speaking and alike and any(m.speaks for m in run) and sum(m.could_be for m in run) * 2 >= len(run):
            kept.append(run)
    kept += [run for run in runs if run not in kept and any(_is_printed_like(plan, run, k) for k in kept)]
    named = [run for run in runs if run not in kept and _is_like(plan, run, kept)]
    kept += named if len(kept) >= _LISTS * len(named) else []
    return sorted((m for run in kept for m in run), key=lambda m: m.at)


def _large_bullets(plan: Outline, members: list[Candidate]) -> list[Candidate]:
    """The bullets in letters as large as headings that name things beside others that speak of actions, where most of all such do."""
    listed = [m for m in members if plan.pieces[m.at].bullet]
    runs = [run for run in _runs(plan, listed) if any(m.speaks for m in run) and sum(m.could_be for m in run) >= 0.6 * len(run)]
    return [m for run in runs for m in run] if action_share(listed) >= 0.5 else []


def _is_printed_like(plan: Outline, run: list[Candidate], kept: list[Candidate]) -> bool:
    """Whether a list stands under a heading of the same rank as one that speaks, and the bullets of both open with bold words."""
    led = all(0 < plan.pieces[m.at].bold_end < len(plan.pieces[m.at].text) for m in [*run, *kept])
    open_part = not plan.zones[run[0].at] and not _labelled(plan, run)
    return led and open_part and len(run) > 1 and _rank_over(plan, run) == _rank_over(plan, kept) and bool(plan.chains[run[0].at])


def _is_like(plan: Outline, run: list[Candidate], kept: list[list[Candidate]]) -> bool:
    """Whether a list that only names things stands under a heading of the rank of those that speak, and none says what else it is."""
    alike = sum(_rank_over(plan, run) == _rank_over(plan, k) for k in kept) >= 2 and plan.chains[run[0].at]
    return bool(alike) and not plan.zones[run[0].at] and not _labelled(plan, run) and sum(m.could_be for m in run) >= 0.6 * len(run)


def _rank_over(plan: Outline, run: list[Candidate]) -> tuple[str, int, float]:
    """The style of the nearest heading over a list."""
    over = plan.chains[run[0].at][-1:]
    piece = plan.pieces[over[0]] if over else None
    return (piece.kind, piece.level, piece.size) if piece else ("", 0, 0.0)


def _labelled(plan: Outline, run: list[Candidate]) -> bool:
    over = _over(plan, run[0].at)
    before = plan.pieces[over] if over is not None else None
    return before is not None and (announced(before) is not None or _tells_so(before.text))


def _runs(plan: Outline, members: list[Candidate]) -> list[list[Candidate]]:
    """Bullets of one mark under one heading."""
    runs: dict[tuple[int, ...], list[Candidate]] = {}
    for m in members:
        over = _over(plan, m.at)
        labelled = over if over is not None and (announced(plan.pieces[over]) or _tells_so(plan.pieces[over].text)) else -1
        runs.setdefault((*plan.chains[m.at][-1:], plan.pieces[m.at].table or -1, labelled), []).append(m)
    return list(runs.values())


def _over(plan: Outline, at: int) -> int | None:
    """The last piece before the list that the bullet `at` belongs to; None for what is no bullet or opens the document."""
    if plan.pieces[at].kind != "item":
        return None
    while at > 0 and (_in_list(plan.pieces[at]) or _says_of_bullet(plan, at)):
        at -= 1
    return None if _in_list(plan.pieces[at]) else at


def _says_of_bullet(plan: Outline, at: int) -> bool:
    """Whether a line is a labelled value below a bullet of the list ("Budget : 4 200 €"), and heads nothing."""
    piece = plan.pieces[at]
    value = piece.kind in {"text", "cell"} and piece.field in OWN_FIELDS and bool(piece.text[piece.value :].strip())
    before = next((p for p in reversed(plan.pieces[:at]) if p.kind == "item" or not p.field), None)
    return value and before is not None and before.kind == "item"


def _in_list(piece: Piece) -> bool:
    """Whether a piece is a bullet or a labelled value at the end of one; a label alone heads the bullets below it."""
    return piece.kind == "item" and (piece.field is None or bool(piece.text[piece.value :].strip()))


def _lines_under_heads(plan: Outline, members: list[Candidate]) -> list[Candidate]:
    """Lines that speak one under each of several headings, where most lines of the document do (a programme by months)."""
    speaking = [m for m in members if m.opening.shape in TO_DO and m.words > 2]
    heads = {plan.chains[m.at][-1:] for m in speaking}
    return speaking if len(heads) >= _HEADS and len(speaking) >= 0.6 * len(members) else []


def _lines_speak(run: list[Candidate]) -> bool:
    """Whether lines without any mark are proposals: nearly all open with an infinitive or the name of an action."""
    return sum(m.speaks and m.opening.shape in {*TO_DO, "noun"} for m in run) >= 0.6 * len(run)


def _run_speaks(plan: Outline, run: list[Candidate]) -> bool:
    first = run[0].at
    over = _over(plan, first)
    label = announced(plan.pieces[over]) if over is not None else None
    if label and label != "steps":
        return label == "title"
    before = plan.pieces[first - 1].text if first else ""
    if _tells_so(before):
        return False
    if action_share(run) >= 0.6:
        return True
    if _LEAD_IN.search(plain(before)) or (before.rstrip().endswith(":") and find_commitment(before) is not None):
        return True
    if plan.zones[first] != "measures":
        return False
    could = sum(m.could_be for m in run) / len(run)
    return action_share(run) >= 0.3 or could >= 0.6 or (directly(plan, run) and len(run) >= 2)


def _carries(plan: Outline, family: Family, members: list[Candidate], chosen: list[Candidate]) -> bool:
    """Whether a family by itself looks like the measures of a plan."""
    share = action_share(members)
    kind = family[0]
    if kind in {"number", "heading"} and share < _AXES_SPEAK and _named_parts(plan, members):
        return False
    fields = mean(bool(_fields(plan, m)) and not (kind in {"number", "heading"} and _heads_titles(plan, m)) for m in members)
    if kind in {"fiche", "row"}:
        return True
    if kind in {"label", "titled"}:
        return share >= 0.3 or fields >= 0.3 or len(members) >= 3
    if family[:2] == ("number", ORDINAL):
        return _asked_before(plan, members[0])
    if kind == "number" and (_led_in(plan, members) or _fills_run(plan, members, chosen) or _as_many_as_said(plan, members)):
        return True
    if kind == "number":
        titled = any(plan.zones[m.at] == "measures" for m in members)
        could = sum(m.could_be for m in members) / len(members)
        wished = titled and len(members) >= 3 and (share >= 0.25 or could >= 0.4)
        return (share >= 0.5 and len(members) >= 2) or fields >= 0.5 or wished
    strong = [c for c in chosen if c.rank >= 4]
    if kind == "item" and all((over := _over(plan, m.at)) is not None and announces_list(plan.pieces[over]) for m in members):
        return True
    if kind == "item" and all((over := _over(plan, m.at)) is not None and promises_list(plan.pieces[over]) for m in members):
        return True
    if len(strong) >= 3:
        return (kind not in {"item", "line"} and fields >= 0.5) or _beside_tables(plan, members, strong)
    return len(members) >= 2 or bool(chosen)


def _fills_run(plan: Outline, members: list[Candidate], chosen: list[Candidate]) -> bool:
    """Whether things to do have the numbers that one run from 1 on lacks among the rows chosen (a row read as none)."""
    own, rows = ([mark.value for c in group if (mark := plan.pieces[c.at].mark)] for group in (members, chosen))
    rest = chosen and all(c.family == ("row",) for c in chosen) and all(m.speaks for m in members)
    return bool(rest) and sorted([*own, *rows]) == sorted(map(str, range(1, len(members) + len(chosen) + 1)))


def _led_in(plan: Outline, members: list[Candidate]) -> bool:
    """Whether the sentence right above numbers that follow each other announces what is asked ("Voici ce que nous demandons :")."""
    first = members[0].at
    before = plan.pieces[first - 1] if first else None
    if len(members) < _LED_IN or before is None or before.kind != "text":
        return False
    return _LEAD_IN.search(plain(before.text)) is not None and not _tells_so(before.text)


def _as_many_as_said(plan: Outline, members: list[Candidate]) -> bool:
    """Whether numbers from 1 on are as many as the text before them says that there are measures ("Nos dix promesses aux enfants")."""
    values = [mark.value for m in members if (mark := plan.pieces[m.at].mark)]
    if len(members) < _LED_IN or values != [str(n) for n in range(1, len(members) + 1)]:
        return False
    before = plain(" ".join(p.text for p in plan.pieces[: members[0].at]))
    said = {int(n) if (n := count["number"]).isdigit() else number_of(n) for count in _COUNT.finditer(before)}
    return len(members) in said


def _asked_before(plan: Outline, first: Candidate) -> bool:
    """Whether the sentence before demands that ordinals open asks for them; others tell ("Premièrement, que le terrain a été vendu")."""
    before = plan.pieces[first.at - 1] if first.at else None
    if before is None or before.kind not in {"text", "heading"}:
        return False
    *_, (start, end) = sentences(before.text) or [(0, 0)]
    return _ASKS.search(plain(before.text[start:end])) is not None


def _tells_so(text: str) -> bool:
    """Whether the line over a list tells what was done ("Les habitants ont demandé :"); "à" is no verb although it folds to one."""
    return any(text[told.start()] not in "àÀ" for told in _TOLD.finditer(plain(text)))


def _heads_titles(plan: Outline, member: Candidate) -> bool:
    """Whether a word or two ("Réparer") head titles that say more: the fields below are theirs."""
    below = [p for p in plan.pieces[member.at + 1 : member.until] if p.kind == "heading" and announced(p) is None]
    return not member.speaks and member.words <= _BARE and bool(below) and all(len(p.rest.split()) > _BARE for p in below)


def _named_parts(plan: Outline, members: list[Candidate]) -> bool:
    """Whether a style heads the parts of a document: the words of a quarter of it say of which kind ("Diagnostic", "Actions décidées")."""
    named = sum(zone_of(plan.pieces[m.at].rest) != "" for m in members)
    return 4 * named >= len(members)


def _beside_tables(plan: Outline, members: list[Candidate], strong: list[Candidate]) -> bool:
    """Whether lists of actions stand in parts of their own, behind tables of measures and under headings like theirs."""
    if any(c.family[0] != "row" for c in strong) or members[0].at < strong[0].at or action_share(members) < 0.6:
        return False
    over_tables = {_rank_over(plan, [c]) for c in strong}
    parts = {plan.chains[c.at][-1:] for c in strong}
    return all(_rank_over(plan, [m]) in over_tables and plan.chains[m.at][-1:] not in parts for m in members)


def _fields(plan: Outline, member: Candidate) -> Counter[str]:
    """How often each field is announced in the extent of a candidate."""
    return Counter(f for p in plan.pieces[member.at + 1 : member.until] if (f := announced(p)) in OWN_FIELDS and f)


def _better_below(plan: Outline, outer: list[Candidate], inner: list[Candidate], family: Family, below: Family) -> bool:
    """Whether the measures are rather the `inner` candidates that stand below the `outer` ones, which are then their axes."""
    pairs = [(o, list(inside(inner, o))) for o in outer]
    parents = [(o, i) for o, i in pairs if i]
    if len(parents) * 2 < len(outer) or not parents:
        return False
    nested = [m for _, i in parents for m in i]
    run_in = _heads_run_in(plan, outer, parents, below)
    if action_share(nested) < 0.5 and below[0] not in {"label", "fiche", "row"} and not run_in:
        return False
    return 1.5 * run_in + _balance(plan, parents, nested, family, below) > 0


def _heads_run_in(plan: Outline, outer: list[Candidate], parents: list[tuple[Candidate, list[Candidate]]], below: Family) -> bool:
    """Whether headings that speak of nothing to do each stand over paragraphs that bold words open."""
    leads = below[0] == "lead" and action_share(outer) < 0.5 and mean(len(i) for _, i in parents) >= 2
    return leads and all(are_run_in(plan, i) for _, i in parents if len(i) >= 2)


def _balance(
    plan: Outline, parents: list[tuple[Candidate, list[Candidate]]], nested: list[Candidate], family: Family, below: Family
) -> float:
    """Evidence for the inner candidates (positive) against the outer ones. Weights set by hand on plans of ten shapes."""
    labelled = {"label": 3.0, "fiche": 4.0, "row": 4.0, "titled": 3.0}
    balance = labelled.get(below[0], 0.0) - labelled.get(family[0], 0.0)
    outer = [o for o, _ in parents]
    balance += 2.5 * mean(max(_fields(plan, o).values(), default=0) >= 2 for o in outer)
    owned = [_owned(plan, o, i) for o, i in parents]
    balance += 2.0 * mean(own_inner for _, own_inner in owned) - 2.0 * mean(own_outer for own_outer, _ in owned)
    balance += 2.0 * (0.5 - action_share(outer))
    if mean(len(i) for _, i in parents) >= 2 and sum(is_aim(plan, o) for o in outer) * 2 >= len(outer) and action_share(nested) >= 0.8:
        balance += 4.0
    longer = _length(plan, nested) / max(_length(plan, outer), 1)
    balance += 1.5 if longer > 1.3 else -1.5 if longer < 0.7 else 0.0
    balance += 1.5 * mean(has_body(plan, m) for m in nested) - 1.5 * mean(has_body(plan, o) for o in outer)
    if below[0] == "item" and family[0] == "number":
        balance -= 1.0
    if below[0] == "item" and mean(_announced_steps(plan, i[0]) for _, i in parents) >= 0.5:
        balance -= 2.0
    if family[0] in {"heading", "bold"} and mean(len(i) for _, i in parents) >= 3:
        balance += 0.5
    return balance


def is_aim(plan: Outline, outer: Candidate) -> bool:
    """Whether a few words say how to be and not what to do ("Circuler sans crainte"): a verb without a thing that it does."""
    words = plain(plan.running.text[outer.start : outer.end]).replace("'", "' ").split()
    return outer.opening.shape in {"infinitive", "", "thing"} and len(words) <= _AIM and not any(w in _DETERMINERS for w in words[1:])


def _owned(plan: Outline, outer: Candidate, nested: list[Candidate]) -> tuple[bool, bool]:
    """Whether fields are announced for the outer candidate itself, and for those below it.

    What follows the last bullet is the outer one's.
    """
    inner = nested[:-1] if nested[-1].family[0] == "item" else nested
    below = {at for m in inner for at in range(m.at, m.until)}
    own = [at for at in range(outer.at + 1, outer.until) if announced(plan.pieces[at]) in OWN_FIELDS]
    return any(at not in below for at in own), any(at in below for at in own)


def _length(plan: Outline, members: list[Candidate]) -> float:
    return mean(len(_WORDS.findall(plan.running.text[m.start : m.end])) for m in members)


def _announced_steps(plan: Outline, first: Candidate) -> bool:
    before = plan.pieces[first.at - 1] if first.at else None
    return before is not None and announced(before) in {"steps", "objective", "context"}
