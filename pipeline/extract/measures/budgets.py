"""The budget of a measure: under its label, by year, or in a sentence that speaks of a cost; prices for each are none."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.measures.candidates import Candidate
from pipeline.extract.measures.fields import Found, around_values, dated_sums, merged, parts, trimmed
from pipeline.extract.measures.outline import Outline
from pipeline.extract.measures.wording import plain
from pipeline.extract.money import Sum, cents_of, find_sums
from pipeline.records.lexicon import pattern_of
from pipeline.records.plan import PlannedBudget
from pipeline.records.source import Passage, Span

_CLOSING = re.compile(r"(?:[(\[]|\s[–—-]\s)(?P<aside>[^()\[\]–—]{2,60})[)\]]?[\s.;,]*$")
_BESIDE_SUM = re.compile(
    r"(?:environ|peut|etre|quelque|pres|autour|par|ans?|sur|deux|trois|quatre|ht|ttc|hors|taxes|budget|cout|estime|estimation|"
    r"comptez|compter|prevoir|soit|pour|demarrer|commencer|total|au|maximum|minimum|de|la|premiere|annee|chaque|investissement|fonctionnement)\Z"
)
_EACH = re.compile(r"\s?(?:/\s?|par\s|pour\schaque\s|chaque\s)(?P<unit>[^\W\d_][\w-]*)")
_AND_EACH = re.compile(r"\s?(?:(?:et\s|,\s)?(?:par|pour\schaque)\s|/\s?)(?P<unit>[^\W\d_][\w-]*)")
_LEAST = 10_000  # cents: "une carte à 10 €" is a price; what a sentence announces for a measure is more
_LEAST_AID = 1_000_000  # cents: "une bourse de 3 000 €" is what one person gets; set on plans written for the purpose
_OWN_SUMS = frozenset({"item", "line"})
_LEAST_BRACKET = 100_000  # cents: what stands alone between brackets behind a thing is its price below this
_IS_WHAT = re.compile(r"(?: par an)?\s?[:,–—-]\s(?P<clause>(?:c'est|voila|tel serait|telle est)\b[^,;:.]*)")
_BARE_WORDS = 2  # words beside a sum that stands alone ("1 204 voix · 85 000 €")
_WORD = re.compile(r"[^\W\d_]{2,}")


def _cues(meaning: str) -> re.Pattern[str]:
    return pattern_of("budget_cues", meaning)


def budget_of(plan: Outline, head: Candidate, found: Found) -> PlannedBudget | None:
    """The money asked or announced: under its label, else in a sentence that speaks of a cost. Steps and findings are not looked at."""
    yearly = _budget_by_year(plan, found) if found.years else None
    if yearly is not None:
        return yearly
    if found.spans.get("budget"):
        first = plan.pieces[head.at]
        own = [(head.start, first.end)] if head.family[0] in _OWN_SUMS else []  # before a label below the list of bullets
        return _told(plan, own) or _labelled(plan, found)
    return _years_told(plan, found) or _told_below(plan, head, found)


def _labelled(plan: Outline, found: Found) -> PlannedBudget | None:
    text = plan.running.text
    for span in merged(found.spans["budget"]):
        kept = trimmed(text, span)
        budget = _labelled_budget(plan, kept, found.units.get(span)) if kept else None
        if budget is not None:
            return budget
    return None


def _told_below(plan: Outline, head: Candidate, found: Found) -> PlannedBudget | None:
    """The sum that the sentences of a measure announce. What it answers to tells of sums spent as well: there only an estimate counts."""
    first = plan.pieces[head.at]
    own = (head.start, max(head.end, first.end if head.limit is None else head.limit))
    said = [*around_values(plan.running, own), *[p for p in found.prose if p[0] >= first.end], *found.items]
    return _told(plan, said) or _told(plan, found.spans.get("context", []), cue="estimate")


def _told(plan: Outline, spans: list[Span], cue: str | None = None) -> PlannedBudget | None:
    """The first sum that a sentence of some spans announces; with `cue` only in sentences that hold one."""
    text = plan.running.text
    for start, end in spans:
        for a, b in parts(text[start:end]):
            sentence = text[start + a : start + b]
            chosen = _announced_sum(sentence) if cue is None or _cues(cue).search(plain(sentence)) else None
            if chosen is not None:
                return _planned(plan, start + a, chosen)
    return None


def _budget_by_year(plan: Outline, found: Found) -> PlannedBudget | None:
    """The sums of columns headed by years, and their total (a column without a year gives the total where it has a sum)."""
    text = plan.running.text
    years: list[tuple[int, int]] = []
    spans: list[Span] = []
    for span, year in found.years:
        cents = _cell_cents(text[slice(*span)], found.units.get(span))
        if cents is not None:
            years.append((year, cents))
            spans.append(span)
    others = [s for s in found.spans.get("budget", []) if s not in {span for span, _ in found.years}]
    totals = [s for span in others for s in find_sums(text[slice(*span)])]
    passages = [p for span in spans if (p := plan.running.passage(*span))]
    if not passages:
        return None
    cents = totals[0].cents if totals else sum(c for _, c in years)
    return PlannedBudget(Passage(tuple(e for p in passages for e in p.evidence)), cents, by_year=tuple(years))


def _years_told(plan: Outline, found: Found) -> PlannedBudget | None:
    """The sums of lines that are nothing but years and their sums, two or more ("2027 – 84 000 €")."""
    text = plan.running.text
    years: dict[int, int] = {}
    passages: list[Passage] = []
    for start, end in [*found.prose, *found.items]:
        dated = dated_sums(text[start:end])
        for period, one in dated:
            if period.first is None or period.last is None or period.first.year != period.last.year:
                return None
            years[period.first.year] = years.get(period.first.year, 0) + one.cents
        passage = plan.running.passage(start, end) if dated else None
        passages += [passage] if passage else []
    if len(years) < 2 or not passages:
        return None
    return PlannedBudget(Passage(tuple(e for p in passages for e in p.evidence)), sum(years.values()), by_year=tuple(sorted(years.items())))


def _cell_cents(printed: str, unit: int | None) -> int | None:
    sums = find_sums(printed)
    if sums:
        return sums[0].cents
    bare = cents_of(printed.strip()) if unit else None
    if bare is not None and unit:
        return bare * unit // 100
    figures = find_sums(printed, bare=True)
    return figures[0].cents if figures else None


def _labelled_budget(plan: Outline, span: Span, unit: int | None) -> PlannedBudget | None:
    printed = plan.running.text[slice(*span)]
    sums = find_sums(printed)
    bare = cents_of(printed) if unit and not sums else None
    if bare is not None and unit:
        passage = plan.running.passage(*span)
        return PlannedBudget(passage, bare * unit // 100) if passage else None
    sums = sums or find_sums(printed, bare=True)
    whole = tuple(one for one in sums if not is_price(printed, one))
    if whole and _cues("saving").search(plain(printed[: whole[0].start])):  # "économie attendue de 21 000 € par an"
        return None
    if whole:
        return _planned(plan, span[0], _main_sum(printed, whole), span)
    if sums:  # a price for each is kept as printed: what it comes to is not said
        passage = plan.running.passage(*span)
        return PlannedBudget(passage, None) if passage else None
    if _cues("undefined").search(plain(printed)):
        passage = plan.running.passage(*span)
        return PlannedBudget(passage, None, undefined=True) if passage else None
    return None


def is_price(text: str, one: Sum) -> bool:
    """Whether a sum of `text` is a price for each of several ("800 € par école", "15 000 € par an et par quartier") and no total."""
    each = _EACH.match(text, one.end)
    if each and _cues("period").fullmatch(plain(each["unit"])):
        each = _AND_EACH.match(text, each.end())
    if each is None or each["unit"][0].isupper():
        return False
    return not _cues("period").fullmatch(plain(each["unit"])) and not _cues("no_unit").fullmatch(plain(each["unit"]))


def _main_sum(printed: str, sums: tuple[Sum, ...]) -> Sum:
    """Of several sums the one called a total, else the first (what follows "dont" is a part)."""
    folded = plain(printed)
    for one in sums:
        if _cues("total").search(folded[max(one.start - 25, 0) : one.start]) or folded[one.end :].startswith((" au total", " en tout")):
            return one
    return sums[0]


def _announced_sum(sentence: str) -> Sum | None:
    """The sum that a sentence announces as a cost or an effort; None for prices, wages and findings."""
    folded = plain(sentence)
    aside = _aside_sum(sentence)
    if aside is not None:
        return aside
    told = _cues("finding").search(folded) is not None
    announced_sums: list[Sum] = []
    for one in find_sums(sentence):
        if told and not _is_estimate(folded, one):
            continue
        if _cues("unit_price").match(folded, one.figure_end) or _cues("unit_price").search(folded, one.figure_end, one.end + 18):
            continue
        if is_price(sentence, one) or one.cents < _LEAST:
            continue
        before = folded[max(one.start - 70, 0) : one.start]
        if one.cents < _LEAST_AID and _cues("unit_aid").search(before):
            continue
        if _cues("part").search(before[-14:]):
            continue
        if len(_WORD.findall(sentence[: one.start] + sentence[one.end :])) <= _BARE_WORDS or _is_clause(sentence, one):
            announced_sums.append(one)
            continue
        nearest = {cue: max((m.start() for m in _cues(cue).finditer(before)), default=-1) for cue in ("cost", "against")}
        if nearest["against"] > nearest["cost"] or (nearest["cost"] < 0 and _cues("against").search(folded[one.end : one.end + 18])):
            continue
        if _cues("cost").search(f"{folded[: one.start]}0 €{folded[one.end : one.end + 40]}"):  # a sum in words reads like one in figures
            announced_sums.append(one)
    return _main_sum(sentence, tuple(announced_sums)) if announced_sums else None


def _is_estimate(folded: str, one: Sum) -> bool:
    """Whether the clause of a sum estimates it, whatever the sentence tells beside ("... l'an dernier : nous l'estimons à 30 000 €",
    "30 000 € : c'est ce que cela coûterait, soit 2 % du budget municipal")."""
    clause = folded[max(folded.rfind(stop, 0, one.start) for stop in (", ", " ; ", " : ")) + 1 : one.start]
    said = _IS_WHAT.match(folded, one.end)
    clauses = [clause, *([said["clause"]] if said else [])]
    return any(_cues("estimate").search(c) is not None and _cues("finding").search(c) is None for c in clauses)


def _is_clause(sentence: str, one: Sum) -> bool:
    """Whether a sum makes a clause by itself ("Trois jours chacun, 11 400 €.")."""
    opens = max(sentence.rfind("(", 0, one.start), sentence.rfind("[", 0, one.start)) + 1
    alone = opens > 0 and all(map(_BESIDE_SUM.match, _WORD.findall(plain(sentence[opens : one.start]))))
    if alone and sentence[one.end :].startswith((")", "]", ", ")):
        return one.cents >= _LEAST_BRACKET
    start = max(sentence.rfind(stop, 0, one.start) for stop in (", ", " ; ", " : ", " – ", " — ")) + 1
    stops = [at for stop in (",", ";", ".", " – ", " — ", " - ") if (at := sentence.find(stop, one.end)) >= 0]
    beside = sentence[start : one.start] + sentence[one.end : min(stops, default=len(sentence))]
    return start > 0 and all(map(_BESIDE_SUM.match, _WORD.findall(plain(beside))))


def _aside_sum(sentence: str) -> Sum | None:
    """The sum that closes a wording in brackets or behind a dash or colon, with nothing beside it ("Créer un fonds (12 000 € par an)")."""
    closing = _CLOSING.search(sentence)
    sums = find_sums(sentence[slice(*closing.span("aside"))]) if closing else ()
    if not closing or len(sums) != 1:
        return None
    one, at = sums[0], closing.start("aside")
    beside = sentence[at : at + one.start] + sentence[at + one.end : closing.end("aside")]
    if (
        one.unit not in {None, "an"}
        or is_price(sentence, replace(one, end=one.end + at))
        or not all(map(_BESIDE_SUM.match, _WORD.findall(plain(beside))))
    ):
        return None
    return replace(one, start=one.start + at, end=one.end + at, figure_start=one.figure_start + at, figure_end=one.figure_end + at)


def _planned(plan: Outline, base: int, one: Sum, whole: Span | None = None) -> PlannedBudget | None:
    span = whole or (base + one.start, base + one.end)
    passage = plan.running.passage(*span)
    return PlannedBudget(passage, one.cents, per_year=one.per_year) if passage else None
