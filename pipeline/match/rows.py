"""Budget lines and grants to measures: through an act that answers the measure, or by words that name the measure itself."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.matcher import load_matcher
from pipeline.match.names import QUOTED, names_of, ordinary_words, spaced
from pipeline.match.rarity import Rarity, rarity_of
from pipeline.match.words import content_words, plain, stems, surface
from pipeline.records.council import Act, AmountRole
from pipeline.records.link import Band, Link, MoneyLink, Signal
from pipeline.records.money import BudgetLine, Grant
from pipeline.records.plan import Measure

_OPERATION = re.compile(
    r"\b(?:operations?|programmes?|ap|ae|ap/cp|autorisations? (?:de programme|d'engagement))\b"
    r"(?:,?\s*(?:qui porte(?:ra)?|portant) (?:le |les )?(?:n°s?|numeros?)\s*|\s*(?:n°s?\s*)?)"
    r"((?:(?:n°s?\s*)?(?:\d{2}[a-z]{1,4}\d{1,4}|[a-z]{0,4}\d{2,8}(?:[-./]\d+)?)(?:\s*(?:,|et|;)\s*)?)+)"
)
_CODE = re.compile(r"\d{2}[a-z]{1,4}\d{1,4}|[a-z]{0,4}\d{2,8}(?:[-./]\d+)?")
_ARTICLE = re.compile(r"(?:^|(?<=[\s;.:]))art(?:icle|\.)\s*(\d+)")  # where an article of the dispositif begins
_CITED = re.compile(r"\b(?:l'|d[eu] l'|des |aux |a l')articles?\s+((?:\d+(?:er)?(?:\s*(?:,|et|a)\s*)?)+)")
_YEARS = 4  # a grant is paid within so many years after its act
_BODY = re.compile(
    r"\b(?:associations?|collectifs?|compagnies?|societes?|cooperatives?|scop|scic|federations?|clubs?|fondations?|entreprises?)\W*$"
)
_SHORTEST_NAME = 5  # letters: a shorter one is met by chance
_RARE = 0.45  # weight from which a shared word tells something (see `Rarity`)
_NAME = 3  # words of its name from which an operation is known by it
_OWN_WORDS = 2  # rare words of its title that a row must share to be linked without an act ...
_OWN_SHARE = 0.6  # ... and which part of the row's rare words they must be


def link_rows(
    measures: Sequence[Measure], acts: Sequence[Act], links: Sequence[Link], budget_lines: Sequence[BudgetLine], grants: Sequence[Grant]
) -> tuple[MoneyLink, ...]:
    """Money rows of each measure, each row once for a measure, by the strongest reason.

    Through a linked act: "reference" (the grant names the act), "operation" (the act, where it speaks of the measure, names the line's
    operation), "beneficiary and amount". By itself: "own words", when the row names the measure; the name of an account never does.
    """
    by_id = {a.id: a for a in acts}
    linked: defaultdict[str, list[Link]] = defaultdict(list)
    first_day: dict[str, date] = {}
    for link in links:
        act = by_id.get(link.act)
        if act is None:
            continue
        if act.session:
            first_day[link.measure] = min(first_day.get(link.measure, date.max), act.session.value)
        if link.band is Band.LINKED:
            linked[link.measure].append(link)
    rows = _Rows(
        budget_lines,
        grants,
        _by_reference(grants),
        _OwnWords(measures, budget_lines, grants),
        Counter(x.act for xs in linked.values() for x in xs),
    )
    found: dict[tuple[str, str], MoneyLink] = {}
    for measure in measures:
        through = [m for link in linked[measure.id] for m in _through(measure, link, by_id[link.act], rows)]
        for money in (*through, *rows.own.rows(measure, first_day.get(measure.id))):
            found.setdefault((money.measure, money.row), money)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Rows:
    """The money rows, and what they say."""

    lines: Sequence[BudgetLine]
    grants: Sequence[Grant]
    by_reference: Mapping[str, Sequence[Grant]]
    own: _OwnWords
    answered: Mapping[str, int]  # act -> number of measures that are linked to it


def _through(measure: Measure, link: Link, act: Act, rows: _Rows) -> Iterator[MoneyLink]:
    named = rows.by_reference.get(code(act.number), ()) if act.number else ()
    names = _given_names(act) if rows.answered[act.id] == 1 else ()
    for grant in named:
        why = _concerns(measure, link, act, grant, alone=len(named) == 1 and rows.answered[act.id] == 1, own=rows.own)
        if name := next((n for n in names if n in spaced(grant.purpose)), None):
            why = Signal("scheme", 1.0, 0.0, name.strip(), grant.purpose)
        if why:
            reference = Signal("reference", 1.0, 0.0, act.number or "", grant.reference or "")
            yield MoneyLink(measure.id, grant.id, act.id, "reference", (reference, why))
    operations = operations_for(link, act)
    subject = frozenset(stems(act.subject.text))
    for line in rows.lines:
        if line.direction != "expense":
            continue
        if name := next((n for n in names if _bears(line, n, act)), None):
            yield MoneyLink(measure.id, line.id, act.id, "operation", (Signal("operation", 1.0, 0.0, name, line.label),))
        elif not line.operation:
            continue
        elif operation_code(line.operation) in operations:
            yield MoneyLink(measure.id, line.id, act.id, "operation", (Signal("operation", 1.0, 0.0, line.operation, line.label),))
        elif not operations and _under_the_name(line, subject, act):
            yield MoneyLink(measure.id, line.id, act.id, "operation", (Signal("operation", 1.0, 0.0, act.subject.text, line.label),))
    for grant in rows.grants:
        if grant not in named:
            yield from _same_payment(measure, link, act, grant, rows)


def _given_names(act: Act) -> tuple[str, ...]:
    """The names in quotation marks that the subject of an act gives to what it sets up ("la bourse « Déclic »"), folded. A body or a payee
    that is called so is not what the act is about: its line may pay anything."""
    subject = act.subject.text
    payees = {spaced(payee.text) for payee in act.beneficiaries}
    quoted = [m for m in QUOTED.finditer(subject) if not _BODY.search(plain(subject[: m.start()]))]
    names = [m[1].strip() for m in quoted]
    return tuple(
        spaced(name) for name in names
        if name[:1].isupper() and len(name) >= _SHORTEST_NAME and not any(spaced(name) in payee for payee in payees)
    )  # fmt: skip


def _bears(line: BudgetLine, name: str, act: Act) -> bool:
    """Whether a line of the year of an act or later bears the name that the act gives."""
    return name in spaced(line.label) and (act.session is None or line.year >= act.session.value.year)


def _under_the_name(line: BudgetLine, subject: frozenset[str], act: Act) -> bool:
    """Whether an operation, opened in the year of an act or later, bears a name of which every word stands in the act's subject."""
    name = _own_name(line.operation or "", line.nature_label or "")
    return len(name) >= _NAME and name <= subject and (act.session is None or line.year >= act.session.value.year)


@functools.lru_cache(maxsize=65_536)
def _own_name(operation: str, label: str) -> frozenset[str]:
    """What an operation is called, without its code and without what its account does not say."""
    return frozenset(t for t in stems(f"{operation} {label}") if not any(map(str.isdigit, t)))


def _concerns(measure: Measure, link: Link, act: Act, grant: Grant, *, alone: bool, own: _OwnWords) -> Signal | None:
    """Why an act's grant is this measure's: the act pays it alone, or its payee stands in the measure or in the linked words."""
    payee = spaced(grant.beneficiary)
    answer = spaced(link.passage.text if link.passage else act.subject.text)
    if _same_name(payee, answer):
        return Signal("beneficiary", 1.0, 0.0, link.passage.text if link.passage else act.subject.text, grant.beneficiary)
    if any(_same_name(payee, name) for name in own.names[measure.id]):
        if alone or own.shared(measure, f"{grant.purpose}") or _single_payee(act):
            return Signal("beneficiary", 1.0, 0.0, measure.text.text, grant.beneficiary)
        return None
    if alone and (_single_payee(act) or _same_name(payee, spaced(act.subject.text))):
        return Signal("only_grant", 1.0, 0.0, act.subject.text, grant.beneficiary)
    return None


def _single_payee(act: Act) -> bool:
    return len({spaced(b.text) for b in act.beneficiaries}) <= 1


def _same_payment(measure: Measure, link: Link, act: Act, grant: Grant, rows: _Rows) -> Iterator[MoneyLink]:
    day = act.session.value if act.session else None
    if day and grant.date and not (day <= grant.date <= date(day.year + _YEARS, 12, 31)):
        return
    payee = spaced(grant.beneficiary)
    paid = [a for a in act.amounts if a.role is AmountRole.GRANTED and a.cents == grant.cents]
    if not paid or not any(_same_name(payee, spaced(b.text)) for b in act.beneficiaries):
        return
    if _concerns(measure, link, act, grant, alone=_single_payee(act) and rows.answered[act.id] == 1, own=rows.own) is None:
        return
    signals = (
        Signal("beneficiary", 1.0, 0.0, act.subject.text, grant.beneficiary),
        Signal("amount", 1.0, 0.0, paid[0].quote.text, f"{grant.cents / 100:.2f}"),
    )
    yield MoneyLink(measure.id, grant.id, act.id, "beneficiary and amount", signals)


def operations_for(link: Link, act: Act) -> frozenset[str]:
    """Codes of the operations that an act names for a linked measure: the only one of the act, or those of the linked words' paragraph."""
    everywhere = operations_named(act.whole.text).union(*(operations_named(i.text) for i in act.imputation))
    if len(everywhere) <= 1 or link.passage is None:
        return everywhere
    answer = " ".join(link.passage.text.split())
    near = operations_named(answer)
    if near:
        return near
    for paragraph in paragraphs(act):
        if answer in paragraph:
            return operations_named(paragraph) or _operations_citing(answer, act)
    return frozenset()


def _operations_citing(answer: str, act: Act) -> frozenset[str]:
    """Operations that another article of the dispositif names for the one in which the words stand: "la dépense résultant de l'article 2
    est prévue à l'opération 71"."""
    articles = _articles(act)
    mine = {number for number, text in articles.items() if plain(answer) in text}
    return frozenset(
        found
        for text in articles.values()
        for cited in _CITED.finditer(text)
        if mine & {int(n) for n in re.findall(r"\d+", cited[1])}
        for found in operations_named(text)
    )


def _articles(act: Act) -> Mapping[int, str]:
    """The articles of the dispositif by number, plain; what stands before the second is the first."""
    text = plain(" ".join(act.operative.text.split())) if act.operative else ""
    starts = [
        (int(m[1]), m.start()) for m in _ARTICLE.finditer(text) if text[max(m.start() - 2, 0) : m.start()].strip() in ("", ";", ".", ":")
    ]
    if starts and starts[0][0] == 2:
        starts = [(1, 0), *starts]
    ends = [*(start for _, start in starts[1:]), len(text)][: len(starts)]
    return {number: text[start:end] for (number, start), end in zip(starts, ends, strict=True)}


def paragraphs(act: Act) -> list[str]:
    """The act's paragraphs, white space folded."""
    return [" ".join(p.split()) for e in act.whole.evidence for p in e.quote.split("\n") if p.strip()]


@functools.lru_cache(maxsize=8192)
def operations_named(text: str) -> frozenset[str]:
    """Codes of the operations and programmes of the budget that a text names."""
    return frozenset(code(found) for match in _OPERATION.finditer(plain(text)) for found in _CODE.findall(match[1]))


def code(printed: str | None) -> str:
    """A number as letters and digits only: "DEL-2031-7" and "DEL_2031_7" are one."""
    return re.sub(r"[^a-z0-9]", "", plain(printed or ""))


def operation_code(operation: str) -> str:
    """The code of a budget's operation: its first word where that holds a figure ("24INS07 - Aide à l'emploi"), else all of it."""
    first = operation.split(maxsplit=1)[0] if operation.split() else ""
    return code(first if any(map(str.isdigit, first)) else operation)


def _by_reference(grants: Sequence[Grant]) -> Mapping[str, Sequence[Grant]]:
    found: defaultdict[str, list[Grant]] = defaultdict(list)
    for grant in grants:
        if grant.reference and any(map(str.isdigit, grant.reference)):
            found[code(grant.reference)].append(grant)
    return found


def _same_name(payee: str, text: str) -> bool:
    """Whether a payee's name stands in a text, without its legal form ("association", "SCIC", "commune de")."""
    core = _LEGAL_FORM.sub(" ", payee)
    return len(core.strip()) >= 4 and (core in text or (len(text.strip()) >= 8 and text in payee))


_LEGAL_FORM = re.compile(
    r"^ (?:(?:l |la |le |les )?"
    r"(?:association|asso|societe|scic|scop|sa|sas|sarl|sem|spl|gip|commune d(?:e|u|es)?|ville d(?:e|u|es)?) )+"
)


class _OwnWords:
    """What the measures and rows say by themselves, with rarities among the rows' own words."""

    def __init__(self, measures: Sequence[Measure], lines: Sequence[BudgetLine], grants: Sequence[Grant]) -> None:
        # An operation has a name of its own; the label of any other line is an account's.
        labels = [(line.id, line.label, line.direction == "expense" and line.operation is not None, line.year) for line in lines]
        purposes = [(g.id, f"{g.purpose}", True, g.date.year if g.date else None) for g in grants]
        self.found = [(row, text, frozenset(stems(text)), usable, year) for row, text, usable, year in (*labels, *purposes)]
        self.payees = {g.id: spaced(g.beneficiary) for g in grants}
        self.titles = {m.id: frozenset(stems(m.text.text)) for m in measures}
        self.rarity: Rarity = rarity_of([f[2] for f in self.found] + list(self.titles.values()), load_matcher().common)
        ordinary = ordinary_words(p.text for m in measures for p in (m.text, *m.steps, m.whole))
        self.names = {m.id: names_of(m, ordinary) for m in measures}

    def shared(self, measure: Measure, text: str) -> frozenset[str]:
        """Rare words of the measure's title that a row's words have too."""
        return frozenset(t for t in self.titles[measure.id] & frozenset(stems(text)) if self.rarity.weight(t) >= _RARE)

    def rows(self, measure: Measure, since: date | None) -> Iterator[MoneyLink]:
        """Rows that name the measure: several rare words of its title, and little else. A grant's payee must be named by it too."""
        title = self.titles[measure.id]
        for row, text, terms, usable, year in self.found:
            shared = frozenset(t for t in title & terms if self.rarity.weight(t) >= _RARE)
            if len(shared) < _OWN_WORDS or not usable or (since and year and year < since.year):
                continue
            if len(shared) < _OWN_SHARE * sum(self.rarity.weight(t) >= _RARE for t in terms):
                continue
            payee = self.payees.get(row)
            if payee is not None and not any(_same_name(payee, name) for name in self.names[measure.id]):
                continue
            signal = Signal("own_words", float(len(shared)), 0.0, surface(content_words([measure.text.text]), shared), text)
            yield MoneyLink(measure.id, row, None, "own words", (signal,))
