"""What a measure asks to leave as it is or in public hands (a price, land under cultivation, a service), and acts that decide otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.judge.answers import Answer, behind, opening
from pipeline.judge.topics import first_named, named_things, own_words
from pipeline.judge.wording import demand, says, sets_price, shortened
from pipeline.records.plan import Measure

NAMED = 2  # words of the measure's title that a clause on land shares: its name, and the land itself or a second word of the name

_BUYER = re.compile(r"^\s*(?:à|au|aux) .{3,60}?(?=\b(?:le|la|les|un|une|des|ses|deux|trois)\s|\bl['’])")  # "à la société Nexa le pré"


def changed(measure: Measure, answer: Answer, clauses: Sequence[str]) -> str | None:
    """The reason in French why the act changes what the measure asks to leave as it is; None where it does not."""
    title = demand(measure.text.text)
    return (
        _goes_out(measure, answer, clauses)
        or _raised(title, answer, clauses)
        or _built_on(title, answer, clauses)
        or _handed_over(title, clauses)
        or _sold(title, answer, clauses)
        or _allowed(title, clauses)
        or _not_lowered(title, clauses)
    )


def _raised(title: str, answer: Answer, clauses: Sequence[str]) -> str | None:
    """A price to be frozen, and an act that sets it and tells of a rise: in its exposé, as the clause itself only prints the new price."""
    freeze = says("substance", "freeze", title) if says("substance", "price_of", title) else None
    priced = [c for c in clauses if says("substance", "price_of", c) and named_things(c) & named_things(title) and _sets(c)]
    if freeze is None or not priced or any(says("substance", "not_raised", c) for c in clauses):
        return None
    told = [s.text for s in answer.segments if not says("substance", "not_raised", s.text) and not says("substance", "avoids", s.text)]
    rise = next((words for text in told if (words := says("substance", "raised", text))), None)
    return f"la mesure demande « {freeze} », l'acte décide une hausse (« {rise} »)" if rise else None


def _sets(clause: str) -> bool:
    return bool(sets_price(clause) or says("substance", "raised", clause))


def _built_on(title: str, answer: Answer, clauses: Sequence[str]) -> str | None:
    """Land to be kept from building, and a clause that opens land of the same name to it."""
    keeps = says("substance", "keep_land", title) or says("free_by_nature", "restricts", title)
    if keeps is None:
        return None
    subject = own_words(answer.act.subject.text)
    for clause in clauses:
        opened = says("substance", "built_on", clause)
        halted = says("substance", "avoids", clause) or says("substance", "stops", clause)
        if opened and not halted and len((own_words(clause) | subject) & own_words(title)) >= NAMED:
            return f"la mesure demande « {keeps} », l'acte décide l'inverse (« {opened} »)"
    return None


def _handed_over(title: str, clauses: Sequence[str]) -> str | None:
    """A service to be run by the authority itself, and acts that give it to a concessionaire."""
    public = None if says("substance", "stop", title) else says("substance", "public_run", title)
    kept = [c for c in clauses if not says("substance", "stops", c) and not says("substance", "refuses", c)]
    private = next((w for c in kept if (w := says("substance", "private_run", c))), None)
    if public is None or private is None or any(says("substance", "public_run", c) for c in clauses):
        return None
    return f"la mesure demande « {public} », l'acte décide « {private} »"


def _sold(title: str, answer: Answer, clauses: Sequence[str]) -> str | None:
    """Something that is not to be sold, and a clause that sells it; something to be kept, and one that opens with selling it or pulling it
    down. The subject may name it, where the clause sells land or a building."""
    kept = says("substance", "not_sold", title)
    keeps = kept or says("substance", "keep", title)
    thing = own_words(title) - own_words(keeps or "")
    for clause in clauses if keeps else ():
        given = says("substance", "sold", clause) if kept else says("substance", "gives_up", opening(clause))
        if given is None or says("substance", "refuses", clause):
            continue
        sold = clause.partition(given)[2]
        buyer = _BUYER.match(sold)
        if buyer and own_words(buyer[0]) & thing:
            continue  # something else is given over to it
        sold = sold[buyer.end() :] if buyer else sold
        named = own_words(sold) & thing if kept else {first_named(sold)} & thing
        estate = says("substance", "estate", sold) and says("substance", "sold", answer.act.subject.text)
        if named or (estate and own_words(answer.act.subject.text) & thing):
            return f"la mesure demande « {keeps} », l'acte décide l'inverse ({shortened(clause)})"
    return None


def _allowed(title: str, clauses: Sequence[str]) -> str | None:
    """Something to be banned, and a clause that allows it, where none bans anything or sets bounds."""
    ban = says("substance", "ban", title)
    banned = first_named(title.partition(ban)[2]) if ban else None
    if banned is None or any(says("substance", kind, c) for kind in ("bans", "refuses", "allows_some") for c in clauses):
        return None
    allowed = [c for c in clauses if (w := says("substance", "allows", c)) and banned in own_words(behind(c, w))]
    return f"la mesure demande « {ban} », l'acte autorise ({shortened(allowed[0])})" if allowed else None


def _goes_out(measure: Measure, answer: Answer, clauses: Sequence[str]) -> str | None:
    """A service that the authority is to do itself, or a contract that it is not to renew; and a service contract of several years."""
    texts = (measure.text.text, *(s.text for s in measure.steps))
    wanted = says("substance", "public_run", texts[0]) or next((w for t in texts if (w := says("substance", "not_renewed", t))), None)
    if wanted is None or any(says("substance", kind, c) for c in clauses for kind in ("public_run", "stops", "makes_it")):
        return None
    given = next((c for c in clauses if says("substance", "outsourced", c)), None)
    if given is None or not says("substance", "for_years", f"{answer.act.subject.text} {given}"):
        return None
    return f"la mesure demande « {wanted} », l'acte conclut un contrat de plusieurs années ({shortened(given)})"


def _not_lowered(title: str, clauses: Sequence[str]) -> str | None:
    """A price or a tax to be lowered, and acts that keep it as it is."""
    lower = says("substance", "lower", title) if says("substance", "price_of", title) else None
    priced = [c for c in clauses if says("substance", "price_of", c)]
    kept = next((w for c in priced if (w := says("substance", "freeze", c) or says("substance", "unchanged", c))), None)
    return f"la mesure demande « {lower} », l'acte décide « {kept} »" if lower and kept and len(priced) == len(clauses) else None
