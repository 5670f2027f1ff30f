"""Where what is decided stays below what is asked: ceilings, seats, powers, prices, parts left out.

Each function gives the reason in French, or None. A reduction needs words on both sides: what the act does not tell reduces nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.judge.answers import Answer, decided_clauses, main_clauses
from pipeline.judge.counting import NUMBER, ages, counts, number_of, number_words, thing, whole_number
from pipeline.judge.price_scales import cheaper_only, dearer_step, fewer_free
from pipeline.judge.served import PEOPLE, fewer_served
from pipeline.judge.thresholds import limits_of
from pipeline.judge.topics import own_words
from pipeline.judge.wording import demand, flat, says, sets_price, shortened, stems
from pipeline.records.plan import Measure

MARGIN = 1.05  # a number above a ceiling by less is rounding
MEANS = 4  # letters of a word that names something
LOOK_BACK = 2  # sentences before "deux d'entre eux" where it is told of how many
SMALL_PRICE = 100  # euros: a price that somebody pays at a counter
ENUMERATED = 3  # kinds of members named, from which a clause tells the whole of a body
_SITS = r"(?:sieg\w+|particip\w+|represent\w+|compos\w+|associ\w+|avec|ouverte? aux?|reuniss\w+)"
_BODIES_OF = r"(?:comite|commission|jury|college|conseil|panel|instance)s? (?:de |d'|des )"
_SEATED_PEOPLE = re.compile(
    rf"\b(?:{_SITS}\b[^.;]{{0,30}}\b{PEOPLE}|{PEOPLE}\b[^.;]{{0,20}}\b(?:sieg\w+|membres|represent\w+)|{_BODIES_OF}{PEOPLE})"
)
_ANY_PEOPLE = re.compile(
    rf"\b(?:{PEOPLE}|benevoles?|volontaires?|personnes|familles|associations?|tir\w+ au sort|tirage au sort|membres du public)\b"
)
_BODY = re.compile(r"\b(?:comites?|commissions?|instances?|conseils?|jurys?|colleges?|groupes? (?:de (?:suivi|travail|pilotage)))\b")
_COMPOSED = re.compile(r"\b(?:compos\w+|membres|compren\w+)\b")
_MEMBERS = re.compile(
    r"\b(?:(?:le|la|du) maire|architectes?|(?:le|la) president\w*|conseillers? \w+|elus?|elues?|adjoint\w*|representante?s?"
    r"|artistes?|experts?|commercants?|entreprises?|professionnel\w*|vice-president\w*"
    r"|direct(?:eur|rice)|techniciens?|agents?)\b"
)
_CAPITAL = re.compile(r"\b(?:capital|actionnari\w+|parts sociales)\b")
_OWNED = re.compile(
    r"\b(?:filiales? (?:a 100 ?%|en totalite|exclusives?)"
    r"|(?:detenu\w*|possed\w+) (?:a 100 ?%|en totalite|integralement|entierement|exclusivement))"
)
_CEILING = re.compile(
    r"\b(?:ne (?:plus|pas|jamais)\b[^.;]{0,70}?\bplus d[e'](?!un)|pas plus d[e'](?!un)|au plus|au maximum|maximum de|plafonn\w+ a"
    r"|limit\w+ a|sans depasser|ne (?:doit|doivent) pas depasser|moins d[e'](?!un)) ?"
)
_FOR_EACH = re.compile(r"\b(?:par|pour chaque|a chaque) ([a-z]{4,})")
_COUNCIL_DECIDES = re.compile(r"^(?:il est )?decide ")  # the council's own verb gives nobody a power
_WITHOUT_A_VOICE = re.compile(r"\bsans (?:\w+ ){1,3}")
_MAJORITY = re.compile(r"\b(majorit\w+|moitie|parite|parts egales|paritaire\w*)\b")
_SEATED = re.compile(rf"{NUMBER} ?(?:membres|sieges|personnes|places|representants|participants)\b")
_SEATS = ("membr", "siege", "perso", "place", "repre")
_BODIES = ("jury", "comit", "insta", "conse", "colle", "group", "commi", "assem", "panel", "burea")
_PRICE = re.compile(r"(?<!\d[ .,])(?<!\d)(\d{1,3})(?:[.,](\d{1,2}))? ?(?:€|euros?\b)")
_PRICE_WORDS = re.compile(rf"\b{NUMBER} ?euros?\b")


def below(measure: Measure, answers: Sequence[Answer]) -> list[str]:
    """All reasons why the acts decide less than the measure asks."""
    found = (
        _above_a_ceiling(measure, answers),
        _fewer_seats(measure, answers),
        _only_heard(measure, answers),
        *fewer_served(measure, answers),
        _not_free(measure, answers),
        fewer_free(measure.text.text, answers),
        cheaper_only(measure.text.text, decided_clauses(answers)),
        _left_to_choice(measure, answers),
        _nobody_seated(measure, answers),
        _not_drawn(measure, answers),
        _capital_closed(measure, answers),
        _some_kept(measure, answers),
        _not_included(measure, answers),
        _part_put_off(measure, answers),
        _only_framed(measure, answers),
        _only_urged(measure, answers),
        _no_post(measure, answers),
        _only_let(measure, answers),
        _only_lent(measure, answers),
    )
    return [reason for reason in found if reason]


def _above_a_ceiling(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A number not to be passed ("pas plus de soixante dossiers par agent"), and a larger one decided."""
    title = flat(measure.text.text)
    if limits_of(measure.text.text):
        return None  # who is served ("les communes de moins de 3 000 habitants"), not how many at most
    for match in _CEILING.finditer(title):
        limits = counts(title[match.end() : match.end() + 60])
        for group, asked in limits.items():
            if re.match(r"\W*\w+(?: \w+)? ans\b", title[match.end() :]):
                continue
            for clause in decided_clauses(answers):
                decided = counts(clause)
                unit = any(w[:5] in stems(title) for w in _FOR_EACH.findall(flat(clause)))
                numbers = decided.get(group) or ([n for found in decided.values() for n in found if n > 1] if unit else [])
                if numbers and min(numbers) > asked[0] * MARGIN:
                    return f"la mesure demande au plus {asked[0]}, l'acte retient {min(numbers)}"
    return None


def _fewer_seats(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A majority or half of the seats asked for some people, and a composition that gives them fewer."""
    title = flat(measure.text.text)
    wanted = _MAJORITY.search(title)
    if wanted is None:
        return None
    people = {thing(word) for word in number_words(title) if len(word) >= MEANS}
    for answer in answers:
        for clause in decided_clauses([answer]):
            seats = counts(clause)
            people_of = {g: sum(n for n in found if n > 1 or g[:5] not in _BODIES) for g, found in seats.items() if g not in _SEATS}
            mine = [n for group, n in people_of.items() if n and group in people]
            others = sum(n for group, n in people_of.items() if group not in people)
            told = [n for m in _SEATED.finditer(flat(clause)) if (n := whole_number(m[1])) > 1]
            total = max([*told, sum(mine) + others]) if mine and (others or told) else 0
            half = 2 * sum(mine)
            if total and (half <= total if wanted[1].startswith("majorit") else half < total):
                return f"la mesure demande {wanted[1]}, l'acte donne {sum(mine)} sièges sur {total}"
    return None


def _only_heard(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A power to decide asked, and a body that only gives opinions."""
    power = says("substance", "power", measure.text.text)
    heard = next((w for c in (c for a in answers for c in a.clauses) if (w := says("substance", "heard", c))), None)
    clauses = [_COUNCIL_DECIDES.sub("", _WITHOUT_A_VOICE.sub(" ", flat(c))) for a in answers for c in a.clauses]
    decides = any(says("substance", "power", c) or says("substance", "sets_agenda", c) for c in clauses)
    return f"la mesure demande un pouvoir (« {power} »), l'acte une consultation (« {heard} »)" if power and heard and not decides else None


def _not_free(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Free asked and a price set; or a price asked and a higher one set."""
    title = flat(measure.text.text)
    clauses = [c for c in decided_clauses(answers) if sets_price(c) or says("substance", "cheaper", c)]
    given = says("substance", "given", measure.text.text)
    charged = next((w for c in decided_clauses(answers) if (w := says("substance", "charged", c))), None)
    if given and charged and not any(says("substance", "free", c) for a in answers for c in a.clauses):
        return f"la mesure demande de donner (« {given} »), l'acte fait payer (« {charged} »)"
    if says("substance", "free", measure.text.text):
        aged = [
            c for c in decided_clauses(answers) if clauses and _prices(c) and {*ages(c)} & {*ages(measure.text.text)}
        ]  # a row of a price list
        near = [c for c in clauses if own_words(c) & own_words(measure.text.text) or says("substance", "the_others", c)]
        first = [c for a in answers for c in main_clauses(a.clauses)[:1] if c in clauses and _prices(c)]
        clauses = [*(near or first), *aged]
        kept = next((c for c in clauses if not says("substance", "free", c) and (says("substance", "cheaper", c) or _prices(c))), None)
        free = any(says("substance", "free", c) for a in answers for c in a.clauses)
        return f"la mesure demande la gratuité, l'acte fixe un prix ({shortened(kept)})" if kept and not free else None
    asked = _prices(title)
    bounds = [n for way, unit, n in limits_of(measure.text.text) if way == "up_to" and unit.startswith("euro")]
    if asked and bounds and (dearer := dearer_step(max(bounds), min(asked), answers)):
        return dearer
    decided = [p for c in clauses for p in _prices(c)]
    if asked and decided and min(decided) > max(asked) * MARGIN:
        return f"la mesure demande un prix de {max(asked):g} €, l'acte fixe au moins {min(decided):g} €"
    return None


def _prices(text: str) -> list[float]:
    folded = flat(text)
    found = [float(f"{m[1]}.{m[2] or 0}") for m in _PRICE.finditer(folded)]
    found += [float(whole_number(m[1])) for m in _PRICE_WORDS.finditer(folded) if not m[1].isdigit()]
    return [price for price in found if 0 < price <= SMALL_PRICE]


def _left_to_choice(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A duty asked, and left to whoever wants it."""
    duty, clauses = says("substance", "duty", measure.text.text), decided_clauses(answers)
    imposed = any(says("substance", "duty", c) for c in clauses)
    choice = None if imposed else next((w for c in clauses if (w := says("substance", "choice", c))), None)
    return f"la mesure demande une obligation (« {duty} »), l'acte la laisse au choix (« {choice} »)" if duty and choice else None


def _not_drawn(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """People drawn by lot asked, and named by somebody."""
    drawn = says("substance", "drawn", measure.text.text)
    named = next((w for c in decided_clauses(answers) if (w := says("substance", "named_by", c))), None)
    lot = any(says("substance", "drawn", s.text) for a in answers for s in a.segments)
    return f"la mesure demande « {drawn} », l'acte retient « {named} »" if drawn and named and not lot else None


def _nobody_seated(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Seats asked for inhabitants, users, young people, and a clause that tells the whole composition without them."""
    title = flat(measure.text.text)
    wanted = _SEATED_PEOPLE.search(title) if _BODY.search(title) else None
    composed = [
        c for c in decided_clauses(answers) if (f := flat(c)) and _COMPOSED.search(f) and len(set(_MEMBERS.findall(f))) >= ENUMERATED
    ]
    if wanted is None or not composed or any(_ANY_PEOPLE.search(flat(c)) for a in answers for c in a.clauses):
        return None
    return f"la mesure demande « {wanted[0]} », la composition votée n'en compte pas ({shortened(composed[0])})"


def _capital_closed(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A share of a company's capital asked for others, and a company that one owner holds whole."""
    told = " . ".join(flat(s.text) for a in answers for s in a.segments)
    owned = _OWNED.search(told) if _CAPITAL.search(flat(measure.text.text)) else None
    return f"la mesure demande une part du capital, l'acte retient une société « {owned[0]} »" if owned else None


def _some_kept(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """As many things asked as an act says it looked at ("cinq secteurs"), and fewer kept ("dans deux d'entre eux")."""
    asked = {n for found in counts(measure.text.text).values() for n in found if n > 1}
    for answer in answers:
        for number, segment in enumerate(answer.segments):
            kept, left = says("substance", "kept_of", segment.text), says("substance", "left_of", segment.text)
            if not kept and not left:
                continue
            words = number_words(flat(kept or left or "").partition(" d'entre")[0])
            words = words[-1:] if kept else words[:1]
            some = number_of(words, 0) if words else None
            before = " . ".join(s.text for s in answer.segments[max(number - LOOK_BACK, 0) : number + 1])
            whole = asked & {n for found in counts(before).values() for n in found}
            for total in whole:
                decided = total if some is None else some[0] if kept else total - some[0]
                if decided < total:
                    return f"la mesure en demande {total}, l'acte en retient {decided} (« {kept or left} »)"
    return None


def _not_included(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A thing that the measure's title asks for, and that the words on its own part say is not foreseen."""
    title = measure.text.text
    if says("substance", "stop", title) or says("substance", "free", title):
        return None
    for answer in answers:
        for segment in answer.segments:
            lacking = None if segment in answer.common and answer.part else says("substance", "not_included", segment.text)
            if lacking and own_words(lacking) & own_words(title) and not says("thresholds", "until_now", segment.text):
                return f"une partie de la mesure est écartée (« {lacking} »)"
    return None


def _part_put_off(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A deciding clause on the measure that says of a part of it that it is put off or left out."""
    near = [c for c in decided_clauses(answers) if own_words(c) & own_words(measure.text.text)]
    left = next((w for c in near if (w := says("substance", "part_put_off", c))), None)
    return f"l'acte laisse une partie de côté (« {left} »)" if left else None


def _only_framed(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A ban asked, and acts that frame or limit the thing."""
    ban = says("substance", "ban", demand(measure.text.text))
    near = [c for c in decided_clauses(answers) if own_words(c) & own_words(measure.text.text)]
    framed = next((w for c in near if (w := says("substance", "frames_it", c))), None)
    if ban is None or framed is None or any(says("substance", "bans", c) for a in answers for c in a.clauses):
        return None
    return f"la mesure demande « {ban} », l'acte « {framed} »"


def _only_urged(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A ban or a duty asked, and acts of which every clause of substance only adopts a charter, invites or recommends."""
    title, clauses = measure.text.text, decided_clauses(answers)
    rule = says("substance", "ban", demand(title)) or says("substance", "duty", title)
    binding = any(says("substance", kind, c) for kind in ("bans", "duty") for c in clauses)
    urged = [w for c in clauses if (w := says("substance", "urges", c))]
    only = rule and urged and len(urged) == len(clauses) and not binding and not says("substance", "urges", title)
    return f"la mesure demande une règle (« {rule} »), l'acte s'en tient à « {urged[0]} »" if only else None


def _no_post(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """A post asked, and somebody taken who holds none: a volunteer, a trainee."""
    post, clauses = says("substance", "asks_post", measure.text.text), [c for a in answers for c in (a.act.subject.text, *a.clauses)]
    held = any(says("substance", "post", c) for c in clauses)
    other = next((w for c in clauses if (w := says("substance", "no_post", c))), None)
    if post is None or other is None or held or says("substance", "no_post", measure.text.text):
        return None
    return f"la mesure demande « {post} », l'acte retient « {other} »"


def _only_let(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Something to be bought or given over, and acts that rent or lend it."""
    own, clauses = says("substance", "asks_to_own", measure.text.text), decided_clauses(answers)
    near = [c for c in clauses if own_words(c) & own_words(measure.text.text)]
    let = next((w for c in near if (w := says("substance", "only_let", c))), None)
    owned = any(says("substance", "owns", text) for a in answers for text in (a.act.subject.text, *a.clauses))
    return f"la mesure demande « {own} », l'acte « {let} »" if own and let and not owned else None


def _only_lent(measure: Measure, answers: Sequence[Answer]) -> str | None:
    """Money to be given, and acts that lend it."""
    given, clauses = says("substance", "given", measure.text.text), decided_clauses(answers)
    lent = next((w for c in clauses if (w := says("substance", "lent", c))), None)
    gives = any(says("spending", "gives_aid", c) and not says("substance", "lent", c) for c in clauses)
    return f"la mesure demande « {given} », l'acte prête (« {lent} »)" if given and lent and not gives else None
