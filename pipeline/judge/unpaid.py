"""A measure adopted without a sum: free by nature, without money, or not sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.judge.answers import SPENDING, Answer, main_clauses
from pipeline.judge.bounds import bound
from pipeline.judge.counting import SUM, sums_of
from pipeline.judge.nature import by_nature, charged_in, deciding
from pipeline.judge.paid import NOWHERE, Paid
from pipeline.judge.segments import Zone
from pipeline.judge.sentences import name_act
from pipeline.judge.sums import TINY, for_each, is_price
from pipeline.judge.wording import euros, mentions_sum, says, sets_price
from pipeline.records.council import AmountRole
from pipeline.records.plan import Measure
from pipeline.records.verdict import LedgerEntry, Money

SMALL = 10000  # cents: a smaller sum is a price or a fine
FEW_LETTERS = 40  # of a whole dispositif that begins in the middle of a sentence ("prennent pas part au vote.")


def without_sums(measure: Measure, answers: Sequence[Answer], ledger: tuple[LedgerEntry, ...]) -> Paid:
    """No sum anywhere: free by nature, or without money. Not sure where the dispositif prints a sum that was not read."""
    found = _without_sums(measure, answers, ledger)
    if found.money is Money.NONE and (line := _on_its_own_line(answers)):
        return Paid(Money.BUDGETED, ledger, None, (f"crédits inscrits, sans que leur montant soit dit : « {line} »",))
    lacks = found.money is Money.NONE and not found.unclear and not found.doubtful
    printed = _printed(measure, answers) if lacks else None
    if printed:
        why = f"{name_act(printed[0].act)} imprime une somme ({euros(printed[1])}) qui n'a pas été lue comme de l'argent voté ou perçu"
        return replace(found, reasons=(why,), unclear=True)
    priced = _priced(measure, answers) if lacks else None
    if priced:
        return replace(found, reasons=(f"l'acte fixe un prix (« {priced} ») là où la mesure demande la gratuité",), unclear=True)
    spent = _spent_elsewhere(answers) or _credits_untold(answers) if lacks and found.reasons == (NOWHERE,) else None
    return replace(found, reasons=(spent,), unclear=True) if spent else found


def _priced(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """The words by which an act sets what others pay, where the measure asks that they pay nothing and no act says that they do."""
    clauses = [c for a in answers for c in a.clauses]
    if not says("substance", "free", measure.text.text) or any(says("substance", "free", c) for c in clauses):
        return None
    told = next((words for c in clauses if (words := sets_price(c))), None)
    return told or next((a.quote.text for answer in answers for a in answer.amounts if a.role is AmountRole.TARIFF), None)


def _printed(measure: Measure, answers: Sequence[Answer]) -> tuple[Answer, int] | None:
    """A sum in euros that what an act decides prints, or a row of its own, and that extraction took for nothing, or for income
    where the clause gives it: no price."""
    asked = measure.budget.cents if measure.budget and measure.budget.cents else 0
    for answer in answers:
        if answer.part and any(says("free_by_nature", "money_later", s.text) for s in answer.nearest):
            continue  # it says itself that its money is to come
        read = {a.cents for a in answer.act.amounts if a.role is not AmountRole.RECEIVED}
        received = {a.cents for a in answer.act.amounts} - read
        for segment in answer.segments:
            text = segment.text
            own = segment.zone is Zone.OPERATIVE or segment.cells or (answer.part and answer.part == segment.label and _pays(text))
            if not own or says("spending", "income", text) or sets_price(text):
                continue
            known = read if says("spending", "spends", text) else read | received  # "ACCORDE une dotation": no income
            unread = next((cents for cents in sums_of(text) if cents not in known and cents >= max(asked / TINY, SMALL)), None)
            if unread:
                return answer, unread
    return None


def _pays(text: str) -> bool:
    return bool(says("spending", "spends", text) or says("spending", "entered", text) or says("spending", "opens", text))


def _without_sums(measure: Measure, answers: Sequence[Answer], ledger: tuple[LedgerEntry, ...]) -> Paid:
    """What the texts say themselves goes first, then whether a sum was asked, then what kind of thing it is."""
    asks = measure.budget is not None and measure.budget.cents is not None
    title = measure.text.text
    plan = " ".join(p.text for p in (measure.text, measure.whole))
    acts = " ".join(f"{a.act.subject.text} . {a.text} . {' . '.join(a.clauses)}" for a in answers)
    no_cost = says("free_by_nature", "no_cost", acts)
    free_title = not asks and says("free_by_nature", "free_measure", title) and not says("free_by_nature", "costly", title)
    later = _left_for_later(answers, narrow=bool(free_title))
    dropped = _given_up(title, deciding(answers), free=not asks)
    if dropped:
        return Paid(Money.NOT_NEEDED, ledger, None, (f"la mesure s'exécute par une recette à laquelle l'acte renonce : « {dropped} »",))
    if asks and (unread := _unread(measure, answers)):
        return Paid(Money.NONE, ledger, None, (unread,), unclear=True, charged=charged_in(answers) or "")
    if asks and not later and (why := _unclear(measure, answers)):
        return Paid(Money.NONE, ledger, None, (why,), unclear=True)
    if asks and not later and (apart := next((a for a in answers if not a.sure), None)):
        why = f"{name_act(apart.act)} décide plusieurs choses, dont aucune ne se détache comme la réponse"
        return Paid(Money.NONE, ledger, None, (why,), unclear=True)
    if asks:
        reasons = (f"pas de financement : « {later} »" if later else "la mesure demande une somme, et aucun acte n'en porte",)
        return Paid(Money.NONE, ledger, None, reasons, denied=bool(later))
    own = (
        [_own_texts(a) if a.part else [s.text for s in a.nearest] or a.clauses for a in answers]
        if free_title
        else [a.clauses for a in answers]
    )
    words = [text for texts in own for text in texts]
    decided = says("free_by_nature", "money_later", " . ".join(words))
    if not later and (charged := charged_in(answers)):
        why = f"l'acte impute une dépense dont le montant n'a pas été lu : « {charged} »"
        return Paid(Money.NONE, ledger, None, (why,), unclear=True, charged=charged)
    found = no_cost or says("free_by_nature", "no_cost", plan) or _unpaid(title, deciding(answers), f"{acts} . {plan}")
    if later and (decided or not found):
        return Paid(Money.NONE, ledger, None, (f"le financement est renvoyé à plus tard : « {later} »",), denied=True)
    if found:
        return Paid(Money.NOT_NEEDED, ledger, None, (f"sans dépense propre : « {found} »",))
    return by_nature(title, answers, ledger)


def _unpaid(title: str, decided: str, texts: str) -> str | None:
    """The words by which texts say that those who serve are not paid, unless it is to them that something is paid back."""
    pays_back = says("free_by_nature", "pays_back", title) or says("free_by_nature", "pays_back", decided)
    return None if pays_back else says("free_by_nature", "unpaid_people", texts)


def _given_up(title: str, decided: str, *, free: bool) -> str | None:
    """The words by which an act drops a price that is to be dropped, or where `free` makes free what is to be free."""
    if says("spending", "drops_price", title):
        return says("spending", "drops_price", decided)
    if not (free and says("spending", "no_price", title)):
        return None
    return says("spending", "no_price", decided) or says("spending", "drops_price", decided)


def _unread(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Why the act may pay although no sum was read as its own: it points to credits, prints the very sum asked where it opens or spends
    something, or hardly a word of what it decides was read."""
    if untold := _credits_untold(answers):
        return untold
    asked = measure.budget.cents if measure.budget and measure.budget.cents else 0
    for answer in answers:
        if not any(a.cents == asked for a in answer.act.amounts):
            printed = [s.text for s in answer.segments if mentions_sum(s.text, asked) and not says("spending", "income", s.text)]
            if any(says("spending", "opens", text) or says("spending", "entered", text) for text in printed):
                return f"l'acte imprime la somme demandée ({euros(asked)}) sans qu'elle ait pu être rattachée à une décision"
    torn = next((a.act.operative.text for a in answers if a.act.operative and not a.act.amounts and _is_torn(a.act.operative.text)), None)
    if torn:
        return f"le dispositif lu est un reste de phrase (« {torn} »)"
    return None


def _credits_untold(answers: Sequence[Answer]) -> str | None:
    """Why the credits may be there although no sum was read: the act points to those of a programme, or says that they are entered."""
    told = [c for a in answers for c in (*a.clauses, *([a.act.operative.text] if a.act.operative and not a.act.amounts else []))]
    told += [s.text for a in answers for s in (a.nearest or a.segments)]
    words = next((w for c in told if (w := says("spending", "on_programme", c) or _told_entered(c))), None)
    return f"l'acte renvoie à des crédits dont le montant n'a pas été lu : « {words} »" if words else None


def _on_its_own_line(answers: Sequence[Answer]) -> str | None:
    """The words that say that credits stand in the budget on an operation or a line of their own: in a deciding clause, or anywhere where
    they tell its name."""
    clauses = [(c, kind) for a in answers for c in a.clauses for kind in ("own_line", "named_line")]
    told = [(s.text, "named_line") for a in answers for s in a.nearest or a.segments]
    return next((w for text, kind in (*clauses, *told) if _told_entered(text) and (w := says("spending", kind, text))), None)


def _told_entered(text: str) -> str | None:
    """The words that say that credits are entered in the budget, without their sum."""
    entered = says("spending", "told_entered", text)
    denied = says("spending", "denied", text) or says("free_by_nature", "money_later", text) or SUM.search(text)
    return None if denied else entered


def _is_torn(operative: str) -> bool:
    """Whether a dispositif is the rest of a sentence that was cut in reading, which begins in the middle and decides nothing, or the lines
    of a vote."""
    if says("substance", "vote_line", operative):
        return True
    words = operative.split()
    return len(operative) < FEW_LETTERS and words[:1] != [] and words[0].islower() and words[0] not in ("de", "à") and "'" not in words[0]


def _unclear(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Why the lack of a sum is not sure: the act only sets a price, names a price for each, guarantees a loan, or spends for something that
    nobody is known to ask for."""
    asked = measure.budget.cents if measure.budget else None
    nearest = [c for a in answers for c in ([a.head] if a.head else main_clauses(a.clauses))]
    priced = [w for c in nearest if (w := sets_price(c))]
    if priced and len(priced) == len(nearest) and not says("spending", "price", measure.text.text):
        return f"l'acte ne fait que fixer un prix (« {priced[0]} »)"
    for answer in answers:
        for amount in answer.amounts:
            giving = [c for c in answer.clauses if says("spending", "gives", c) or says("spending", "aid", c)]
            spends = amount.role in SPENDING or any(mentions_sum(c, amount.cents) for c in giving)
            if spends and is_price(answer, amount, asked) and any(for_each(s.text, amount) for s in answer.segments):
                return f"l'acte fixe un prix pour chacun ({euros(amount.cents)}), sans total"
    if guaranteed := next((w for c in nearest if (w := says("spending", "guarantees", c))), None):
        return f"l'acte garantit un emprunt (« {guaranteed} ») sans voter de somme"
    if asked and sum(a.cents for answer in answers for a in answer.elsewhere) < asked * bound("far_below"):
        return None  # too little to be the measure's money
    return _spent_elsewhere(answers)


def _spent_elsewhere(answers: Sequence[Answer]) -> str | None:
    """What the acts spend for something that no measure is known to ask for: it may be this one's."""
    cents = sum(a.cents for answer in answers for a in answer.elsewhere)
    return f"l'acte porte {euros(cents)} pour un objet dont rien ne dit s'il est celui de la mesure" if cents else None


def _left_for_later(answers: Sequence[Answer], *, narrow: bool) -> str | None:
    """Words that put an act's money off or deny it: anywhere in the act or the debate, but of an act that decides several things for
    several measures only beside the measure's own part, and `narrow` in that part alone, else in what comes nearest to the measure."""
    for answer in answers:
        act = answer.act
        texts = _own_texts(answer) if narrow else [answer.text, *(s.text for s in answer.common)]
        if narrow and answer.part is None and answer.nearest:
            texts = [s.text for s in answer.nearest]
        elif answer.part is None or not answer.part.startswith("«"):
            texts = [p.text for p in (act.statement, act.operative, *act.annexes, act.debate) if p]
        found = next((words for text in texts if (words := says("free_by_nature", "money_later", text))), None)
        if found:
            return found
    return None


def _own_texts(answer: Answer) -> list[str]:
    """The words of the measure's own part, without what concerns all parts."""
    return [s.text for s in answer.segments if s not in answer.common]
