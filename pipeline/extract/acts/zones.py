"""Where the sums of an act stand, and what the words around them say of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.extract.acts.anatomy import Anatomy
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.roles import role_of
from pipeline.extract.acts.rows import Row, RowSum, label_before, rows_of
from pipeline.extract.acts.rules import announcements
from pipeline.extract.flat import flat
from pipeline.extract.money import Sum, find_sums
from pipeline.records.council import AmountRole

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A sum at its place in the running text, with the role given to it."""

    sum: Sum
    start: int
    end: int
    role: AmountRole
    quote: Span
    payee: Span | None = None
    year: int | None = None
    credit: str | None = None  # "AP", "AE" or "CP"


@dataclass(frozen=True, slots=True)
class Zones:
    """Where an act's sums may stand: its pieces before the decision, and those of its operative part."""

    text: str
    title: str  # flat
    statement: tuple[Piece, ...]
    operative: tuple[Piece, ...]
    heading: tuple[Piece, ...]  # the lines of the title
    asked: bool
    reporters: frozenset[str] = frozenset()  # flat names of who presents the matter; others only discuss it
    behind: tuple[Piece, ...] = ()  # rows of tables behind the operative part: annexes
    own: str = ""  # pattern of the words for the authority whose assembly decides


def zones_of(text: str, title: str, pieces: Sequence[Piece], subject: Span, anatomy: Anatomy) -> Zones:
    """The pieces of an act by zone; a piece that holds proposal and decision is cut between them."""
    start, end = anatomy.operative or (anatomy.whole[1], anatomy.whole[1])
    held = set(anatomy.recitals)
    own = [p for p in pieces if (p.start, p.end) not in held]
    heading = tuple(p for p in own if p.start < subject[1] and p.end > subject[0])
    operative = tuple(p for p in own if p.end > start and p.start < end and p not in heading)
    statement = tuple(p for p in own if p.start < start and p not in heading and p not in operative and p.start >= subject[0])
    behind = tuple(p for p in own if p.is_row and p.start >= end)
    if operative and operative[0].start < start:  # the proposal before the verb stands in the same piece
        statement = (*statement, _part(operative[0], operative[0].start, start))
        operative = (_part(operative[0], start, operative[0].end), *operative[1:])
    return Zones(text, title, statement, operative, heading, anatomy.asked, _reporters(own), behind, _own_words(text[:6000]))


_OWN_WORDS = (
    ("conseil departemental", "departement"),
    ("conseil regional", "region"),
    ("conseil municipal", "(?:commune|ville)"),
    ("conseil communautaire", "communaute"),
    ("conseil metropolitain", "metropole"),
)


@lru_cache(maxsize=16)
def _own_words(printed: str) -> str:
    """What the authority is called, by the assembly named first at the head of the document; "" when none is."""
    head = flat(printed)
    named = [(head.find(assembly), words) for assembly, words in _OWN_WORDS if assembly in head]
    return min(named)[1] if named else ""


_REPORTER = re.compile(
    r"\W*(?:rapporteu?r(?:e|euse|ice)?s?\b|rapport (?:de|du|presente par)|presente par)\s*[:-]?\s*"
    r"(?:m\.|mm\.|mme\.?|mmes|monsieur|madame)?\s*(?P<name>[^,;:.(\n]{3,60})"
)
_PERSON = re.compile(r"\W*(?:m\.|mm\.|mme\.?|mmes|mlle|monsieur|madame) (?!l[ea] (?:maire|president))(?P<name>[a-z][\w' -]{2,60})")


def _reporters(pieces: Iterable[Piece]) -> frozenset[str]:
    """The surnames of the line "Rapporteur : ..."; none where the act has no such line."""
    found = [m["name"].split() for p in pieces if not p.is_row and len(p.text) < 160 and (m := _REPORTER.match(p.flat))]
    return frozenset(words[-1] for words in found if words)


def others_say(zones: Zones, found: Found) -> bool:
    """Whether a sum stands in a sentence that begins with a person who is not the one that presents the matter."""
    before = flat(zones.text[max(zones.text.rfind("\n", 0, found.start) + 1, found.start - 500) : found.start])
    starts = [0, *(m.end() for m in _SENTENCE_BREAK.finditer(before))]
    while len(starts) > 1 and _GOES_ON.match(before, starts[-1]):
        starts.pop()  # "Il l'évalue à ..." goes on from the sentence that names the speaker
    speaker = _PERSON.match(before, starts[-1])
    if speaker is None:
        return False
    if not zones.reporters:  # nobody is named to present the matter: those who object do not
        return _OBJECTS.search(before, starts[-1], speaker.start("name") + 90) is not None
    return not zones.reporters & set(speaker["name"].split())


_GOES_ON = re.compile(r"\W*(?:il|elle|ils|elles)\b")
_OBJECTS = re.compile(
    r"\b(?:regrett|s'inquiet|s'etonn|deplor|trouv|juge|critiqu|contest|s'interrog|demand|craint|redout|dout|s'oppos|denonc"
    r"|objecte|rappelle que)"
)
_SENTENCE_BREAK = re.compile(r"(?<!\bm)(?<!\bmm)(?<!\bmme)(?<!\bart)(?<!\b[a-z])[.?!;]\s+(?=[^\W\d_])")


def _part(piece: Piece, start: int, end: int) -> Piece:
    a, b = start - piece.start, end - piece.start
    return replace(piece, start=start, end=end, text=piece.text[a:b], flat=piece.flat[a:b])


def decided(zones: Zones, *, tables: bool = True) -> list[Found]:
    """Sums of the title and of the operative part, each once; instalments of one sum are left out."""
    prose = [f for f in prose_sums((*zones.heading, *zones.operative), zones.title) if not _instalment(zones.text, f)]
    if zones.asked:  # the question that a vote answers, with the debate on it
        prose = [f for f in prose if not others_say(zones, f)]
    found = unique(prose)
    if tables:
        known = {f.sum.cents for f in found}
        found += [f for f in table_sums(zones, (*zones.heading, *zones.operative), zones.title) if f.year or f.sum.cents not in known]
    return found


def table_sums(zones: Zones, pieces: Sequence[Piece], title: str) -> list[Found]:
    """The decisive column of each row that is no total; all years of a schedule of payments; costs and resources of a plan of financing."""
    found: list[Found] = []
    financed = any(_PLAN_TOLD.search(p.flat) for p in pieces if not p.is_row)
    for row in rows_with_sums(zones, pieces, bare=False):
        if row.is_total:
            continue
        scheduled = schedule_parts(row)
        if scheduled:
            found += scheduled
            continue
        if financed or _PLAN_HEADING.search(" ".join(row.heading)):
            found += plan_parts(zones.text, row)
            continue
        one = row.sums[-1]
        role = role_of(row.piece.text, one.start - row.piece.start, one.end - row.piece.start, " ".join((title, *row.heading)))
        found.append(as_found(row, one, role))
    return found


_PLAN_TOLD = re.compile(r"\bplan de financement\b|\bfinancement (?:previsionnel|de l'operation|du projet|comme suit)\b")
_PLAN_HEADING = re.compile(r"\b(?:financeurs?|cofinanceurs?|ressources|financements?|origine des (?:fonds|financements))\b")
_PLAN_TOTAL = re.compile(r"^\W*(?:sous[- ])?(?:total|totaux|tva)\b")
PLAN_ROLES = (
    (
        re.compile(r"\b(?:autofinancement|emprunt|fonds propres|reste a (?:charge|financer)|commune|part communale|communaute)\b"),
        AmountRole.OTHER,
    ),
    (
        re.compile(
            r"\b(?:detr|dsil|etat|region|departement|subvention|leader|feder|agence|fonds|ademe|caf|europe|conseil (?:general"
            r"|regional|departemental)|aide|dotation|siv?u|prefecture|drac|anct|fctva|fonds vert|banque des territoires|metropole|mecenat|"
            r"syndicat|participation)\b"
        ),
        AmountRole.RECEIVED,
    ),
)


def plan_parts(text: str, row: Row) -> list[Found]:
    """The sums of a row of a plan of financing: costs, money of others, own share. Costs and resources may stand side by side."""
    sides = {label_before(text, row, one): one for one in row.sums}
    found: list[Found] = []
    for label, one in sides.items():
        words = flat(text[slice(*label)])
        if not _PLAN_TOTAL.search(words):
            role = next((r for pattern, r in PLAN_ROLES if pattern.search(words)), AmountRole.ESTIMATED)
            found.append(as_found(row, one, role))
    return found


_SCHEDULE_COLUMN = re.compile(
    r"\W*(?:(?:montant |total )?(?:de l')?(?:ap|ae|autorisations? (?:de programme|d'engagement))\b.{0,25}"
    r"|(?:cp|credits? de paiement|exercice|annee|tranche|prevision)?\W*(?:\d{1,2}\W+)?(?:en )?20\d\d(?: et suivantes?)?)\W*"
)
_AUTHORISED = re.compile(r"\W*(?:montant |total )?(?:de l')?(?:ap|ae|autorisations? (?:de programme|d'engagement))\b")
_WHOLE_COLUMN = re.compile(r"\W*(?:montant|total|autorisation|enveloppe)(?: (?:total|global|de l'operation|en euros|ttc|ht))?\W*")
_ADDED_UP = re.compile(r"\b(?:total (?!de l)|cumul|realise|mandate|paye|anterieurs?|consomme|reste|solde|rar|vote anterieur|pour memoire)")
_CREDIT_WORDS = re.compile(r"\b(?:ap|ae|cp|autorisations?|credits? de paiement|echeancier|tranches?|exercice)\b")


def schedule_parts(row: Row) -> list[Found]:
    """A row with a column for the authorisation and one for the payments of each year: all of them, without sums of columns."""
    wanted = [i for i, cell in enumerate(row.heading) if _SCHEDULE_COLUMN.fullmatch(cell) and not _ADDED_UP.search(cell)]
    filled = {one.column for one in row.sums if one.sum.cents}
    authorised = [i for i in wanted if i in filled and _AUTHORISED.match(row.heading[i])]
    if not authorised and sum(i in filled for i in wanted) > 1:  # "Montant" beside the years is the whole
        authorised = [i for i, cell in enumerate(row.heading) if i in filled and _WHOLE_COLUMN.fullmatch(cell)]
        wanted += authorised
    for given_up in authorised[:-1]:  # "AP votée", "AP révisée": the later takes the place of the earlier
        wanted.remove(given_up)
    if len(wanted) < 2 or not _CREDIT_WORDS.search(f"{' '.join(row.heading)} {row.piece.flat}"):
        return []
    found: list[Found] = []
    for one in row.sums:
        if one.column in wanted and one.sum.cents:
            part = as_found(row, one, AmountRole.BUDGETED)
            if one.column in authorised:  # an authorisation is of no year, though its number ("2021-03") may begin with one
                found.append(replace(part, credit=part.credit or "AP", year=None))
            else:
                found.append(replace(part, credit=part.credit or ("CP" if part.year else None)))
    return found


def rows_with_sums(zones: Zones, pieces: Sequence[Piece], *, bare: bool) -> tuple[Row, ...]:
    """The rows of tables among `pieces` that hold sums; `bare` figures count too when asked."""
    return rows_of(zones.text, pieces, bare=bare)


def as_found(row: Row, one: RowSum, role: AmountRole) -> Found:
    """A sum of a row under a role; the row is its quote, and its label the payee of a grant."""
    payee = named_payee(row) if role is AmountRole.GRANTED else None
    heading = row.heading[one.column] if one.column < len(row.heading) else ""
    credit = credit_of(heading) if role is AmountRole.BUDGETED else None
    year = (
        int(named[0]) if role is AmountRole.BUDGETED and (named := _YEAR_CELL.search(heading) or _YEAR_CELL.match(row.piece.flat)) else None
    )
    return Found(one.sum, one.start, one.end, role, (row.piece.start, row.piece.end), payee, year, credit)


_PAYEE_HEADING = re.compile(
    r"\W*(?:nom d\w+ )?(?:l')?(?:entreprises?|titulaires?|attributaires?|beneficiaires?|associations?|organismes?|structures?|porteurs?"
    r"|societes?|prestataires?|fournisseurs?|tiers|clubs?|candidats? retenus?|employeurs?)\b"
)


def has_payee_column(row: Row) -> bool:
    """Whether the heading of the table names a column of payees."""
    return any(_PAYEE_HEADING.match(cell) for cell in row.heading)


def named_payee(row: Row) -> Span:
    """The cell under a heading that says who is paid ("Entreprise"), else the row's first cell with letters."""
    for (start, end), column in zip(row.piece.cells, row.piece.columns, strict=True):
        heading = row.heading[column] if column < len(row.heading) else ""
        words = row.piece.text[start - row.piece.start : end - row.piece.start].strip()
        if _PAYEE_HEADING.match(heading) and re.search(r"[^\W\d_]{2}", words):
            return start, end
    return row.label


_YEAR_CELL = re.compile(r"(?<!\d)20\d\d(?!\d)")
_CREDITS = (
    ("AP", re.compile(r"\bautorisations? de programme\b|\bap\b")),
    ("AE", re.compile(r"\bautorisations? d'engagement\b|\bae\b")),
    ("CP", re.compile(r"\bcredits? de paiement\b|\bcp\b")),
)


def credit_of(words: str) -> str | None:
    """The credit: "AP", "AE" or "CP", by the last such word of flat words; None without."""
    found = [(match.end(), name) for name, pattern in _CREDITS for match in pattern.finditer(words)]
    return max(found)[1] if found else None


def each(row: Row, role: AmountRole, column: int | None) -> list[Found]:
    """All sums of a row, or those of one column."""
    return [as_found(row, one, role) for one in row.sums if column is None or one.column == column]


_ELSEWHERE = re.compile(
    r"\b(?:entre|superieure?s?|inferieure?s?|plafonn\w*|maximum|seuil|a partir)\b[^.;]{0,25}$|\ben (?:19|20)\d\d\b[^.;]{0,20}$"
    r"|\b(?:s'elevait|etait|etaient|avait)\b[^.;]{0,25}$|\b(?:major\w+|augment\w+|hausse|baisse|diminu\w+)\b[^.;]{0,60}\bde $"
    r"|(?:€|euros?)[^.;€]{0,25}\($"
    r"|\b(?:inscri\w+|compris\w*|inclus\w*|integr\w+) dans (?:l'|une |la )?enveloppe\b[^.;]{0,60}$"
    r"|\b(?:alors|initialement|precedemment|auparavant)\b[^.;€]{0,30}$"
    r"|\b(?:de reference|cout de revient)\b[^.;]{0,50}$"
)


def announced(zones: Zones, found: Found) -> Found | None:
    """A cost, value or product that the statement announces for the act itself, with the role that the announcement gives it."""
    before = _OTHER_YEAR.sub(" €", flat(zones.text[max(found.start - 170, 0) : found.start]))
    sentence = before[before.rfind(". ") + 1 :]
    priced = found.sum.unit is not None and not found.sum.per_year and found.sum.unit.startswith(("m", "h", "j"))
    if priced or _MONTHLY.search(sentence) or _ELSEWHERE.search(sentence) or others_say(zones, found):
        return None
    told = [role for pattern, role in announcements() if pattern.search(sentence)]
    if not told:
        return None
    if told[0] is AmountRole.RECEIVED and zones.own and re.search(rf"\b(?:a|au|aux|a la|du|de la|le|la) {zones.own}\b", sentence):
        return replace(found, role=AmountRole.ESTIMATED)  # asked of the authority itself
    return replace(found, role=told[0]) if told[0] is not None else found


def capped(text: str, found: Found) -> bool:
    """Whether the words before a sum make it a limit, an old value or a rise."""
    return _ELSEWHERE.search(_OTHER_YEAR.sub(" €", flat(text[max(found.start - 60, 0) : found.start]))) is not None


_OTHER_YEAR = re.compile(r"(?:€|\beuros?) (?:en|pour) (?:19|20)\d\d\b")  # "12 000 € en 2024, 13 000 € en 2025": the year of the sum before


_PAST_COST = re.compile(
    r"\ben (?:19|20)\d\d\b[^.;]{0,20}$|\b(?:s'elevait|etait|etaient|avait|avaient|a coute|ont coute)\b[^.;]{0,25}$"
    r"|\b(?:super|infer)ieure?s?\b[^.;]{0,25}$"
)


def put_to_vote(zones: Zones) -> list[Found]:
    """What an item that was put off, taken off or refused would have cost, as the statement says it."""
    told: list[Found] = []
    for f in prose_sums(zones.statement, zones.title):
        before = flat(zones.text[max(f.start - 130, zones.text.rfind("\n", 0, f.start), 0) : f.start])
        if _MONTHLY.search(before) or _PAST_COST.search(before) or others_say(zones, f) or (f.sum.unit and not f.sum.per_year):
            continue
        if _PUT.search(before):
            told.append(f)
    return unique(told)


_PUT = re.compile(
    r"\b(?:montant|participation|subvention|aide|cout|enveloppe|prix|depense|credit|projet|operation|marche|pret|emprunt|loyer|contribution"
    r"|acquisition|garantie|souscription|soit|hauteur de|travaux|programme|maximum)\b[^.;]{0,70}$"
)


_DEBATE = re.compile(
    r"^\W*(?:m\.|mme\.?|monsieur|madame) (?!(?:le|la) (?:maire|president))[^.]{0,90}?\b(?:precise|repond|demande|s'interroge"
    r"|indique|ajoute|souhaite|regrette|remercie|note|souligne)"
)
_MONTHLY = re.compile(r"\b(?:mensuel|journalier|hebdomadaire|horaire|unitaire)\w*\s(?:\w+ )?(?:de |a )?$")
_PROPOSES = re.compile(
    r"\b(?:soutien|subvention|aide|participation|contribution|concours|dotation) de\b[^.;]{0,90}$"
    r"|\b(?:amendement|propose|propos\w+|montant|s'eleve|fixe|demande|offre|devis|reten(?:ons|ir|u|ue|us)\b|attribuer|confier|souhait\w+|sollicite)\b"
)


def proposed(zones: Zones) -> list[Found]:
    """Sums of the statement's proposal: told in a sentence that proposes, or that names the sum of the matter."""
    found = []
    for f in prose_sums([p for p in zones.statement if not _DEBATE.match(p.flat)], zones.title):
        before = flat(zones.text[max(f.start - 160, 0) : f.start])
        if _MONTHLY.search(before):
            continue
        if _PROPOSES.search(before[before.rfind(". ") + 1 :]) and not capped(zones.text, f) and not others_say(zones, f):
            found.append(f)
    if not any(_OFFERED.search(_sentence_before(zones, f)) for f in found):
        return found
    return [
        f for f in found if not _ASKED_FOR.search(_sentence_before(zones, f))
    ]  # "sollicite 25 000 €. Il est proposé d'accorder 18 000 €"


_OFFERED = re.compile(r"\b(?:propos\w+|accord\w+|attribu\w+|allou\w+|verser|octroyer|retenir)\b(?!.*\b(?:sollicit|demand)\w*)")
_ASKED_FOR = re.compile(r"\b(?:sollicit|demand)\w*\b(?!.*\b(?:propos|accord|attribu|allou)\w*)[^.;]{0,90}$")


def _sentence_before(zones: Zones, found: Found) -> str:
    before = flat(zones.text[max(found.start - 160, 0) : found.start])
    return before[before.rfind(". ") + 1 :]


_INSTALMENT = re.compile(
    r"\b(?:premier|deuxieme|second|troisieme|dernier) versement|\bacomptes?\b|\bsolde de\b|\bversements? de\b|\ben (?:deux|trois"
    r"|quatre|\d) (?:fois|versements)\b|\bdont\b[^.;]{0,30}$"
)
_FORMER = re.compile(r"\b(?:au lieu d|deja (?:vers|attribu|accord|percu)|precedemment|initialement|contre)\w*\b[^.;]{0,25}$")


def _instalment(text: str, found: Found) -> bool:
    """A part of a sum paid in several times, or the sum that was decided before."""
    before = flat(text[max(found.start - 45, 0) : found.start])
    return _INSTALMENT.search(before) is not None or _FORMER.search(before) is not None


_REFERS = re.compile(
    r"\b(?:ci-dessus|sus-?(?:mentionne|vise|enonce)|ci-apres|ci-dessous|tableau|comme suit|tels? que presente|telles? que presente)"
)


def refers_to_table(zones: Zones) -> bool:
    """Whether the decision points to a table that stands before it."""
    return any(_REFERS.search(p.flat) for p in zones.operative[:3])


def prose_sums(pieces: Iterable[Piece], title: str) -> list[Found]:
    """The sums of the pieces that are no rows."""
    return [f for p in pieces if not p.is_row for f in sums_in(p, title)]


@lru_cache(maxsize=512)  # the statement of an act is asked for its sums several times
def sums_in(piece: Piece, title: str) -> tuple[Found, ...]:
    """The sums of one piece, with their roles; a short piece is quoted whole. A limit ("supérieur à 90 000 €") is never money given."""
    found: list[Found] = []
    sums = find_sums(piece.text)
    for index, s in enumerate(sums):
        before = piece.flat[max(s.start - 90, 0) : s.start]
        if _OLD_VALUE.match(piece.flat, s.end) and before.endswith("de ") and not _is_range(piece.flat, s.start, s.end):
            continue  # "portée de 4 000 € à 5 000 €": the value given up
        if index and _same_taxed(piece.flat, sums[index - 1], s):
            continue  # "12 000 € HT, soit 14 400 € TTC": one sum
        limit = _LIMIT_BEFORE.search(before) is not None
        share = _SHARE.search(before) and _SO_MUCH.match(piece.flat, s.end)  # "20 parts à 50 €, soit 1 000 €"
        if (limit and s.cents == LEGAL_CEILING) or share or _NOMINAL.search(before):
            continue
        role = role_of(piece.text, s.start, s.end, title)
        if role is AmountRole.BUDGETED and s.unit and _CEILING.search(piece.flat, max(s.start - 45, 0), s.start):
            role = AmountRole.TARIFF
        if role is AmountRole.GRANTED:
            if s.unit and not s.unit.startswith("an") and _SO_MUCH.match(piece.flat, s.end) and find_sums(piece.text[s.end : s.end + 90]):
                continue  # "0,30 € par habitant, soit 1 245 €": the price of one is not what is paid
            if s.unit and _CEILING.search(piece.flat, max(s.start - 45, 0), s.start):
                role = AmountRole.TARIFF  # what each may get at most
        if _is_price(role, piece.flat, before, s.end):
            role = AmountRole.TARIFF
        if role is AmountRole.ESTIMATED and _ENTERED.match(piece.flat, s.end):
            role = AmountRole.BUDGETED  # "les crédits, estimés à 38 500 €, sont inscrits au chapitre 012"
        if limit and role in {AmountRole.GRANTED, AmountRole.RECEIVED}:
            role = AmountRole.OTHER
        start, end = piece.start + s.start, piece.start + s.end
        quote = (piece.start, piece.end) if len(piece.text) < 80 else (start, end)
        year = _YEAR_AFTER.match(piece.flat, s.end) or _YEAR_BEFORE.search(before)
        found.append(Found(s, start, end, role, quote, year=int(year[1]) if year else None))
    return tuple(found)


def _is_price(role: AmountRole, plain: str, before: str, end: int) -> bool:
    """Whether a sum is the price of one ("FIXE à 4 500 € la contribution par équivalent temps plein", "4,50 € le mètre carré")."""
    if role is AmountRole.GRANTED and _FIXED_AT.search(before) and _FOR_EACH.match(plain, end):
        return True
    return role in {AmountRole.GRANTED, AmountRole.RECEIVED} and _OF_GROUND.match(plain, end) is not None


_OF_GROUND = re.compile(
    r"\s?(?:ht|ttc)?\s?(?:l[ea]|par|du|de l'|l'|/)\s?(?:metre(?: carre| cube| lineaire)?|m2|m²|m3|hectare|are|stere)s?\b"
)
_ENTERED = re.compile(r"[^.;€]{0,40}\b(?:est|sont|sera|seront) (?:inscrit|ouvert|impute|preleve)e?s?\b")
_FIXED_AT = re.compile(r"\b(?:fixe|fixer|fixent|arrete|porte) a $")
_FOR_EACH = re.compile(r"[^.;€]{0,160}\bpar (?!an\b|l[ae]s? |l'|deliberation|convention|decision|application)[a-z]{3,}")
LEGAL_CEILING = 2_300_000  # cents: above it a grant needs a convention (decree 2001-495); met in powers to sign, never as money
_LIMIT_BEFORE = re.compile(
    r"\b(?:(?:egale?s? ou )?(?:super|infer)ieure?s?(?: ou egale?s?)?|excedant|depassant|excede(?:nt)?|depasse(?:nt)?|au-dela|au-dessus"
    r"|en dessous|plus|moins)\s(?:a|de|d'un montant de|au montant de|au seuil de|la somme de)?\s*$"
)
_SHARE = re.compile(r"\b(?:parts?|actions?)(?: sociales?)? (?:a|de|d'une valeur de) $")
_NOMINAL = re.compile(r"\bvaleur nominale (?:\w+ )?(?:de |a )?$")
_CHANGED = re.compile(
    r"\b(?:port|pass|augment|relev|major|revaloris|modifi|ramen|redui|diminu|abaiss|baiss|evolu|actualis|rehauss|transf)\w*\b[^.;]{0,80}$"
)
_RANGED = re.compile(
    r"\b(?:prix|tarifs?|repas|bareme|redevances?|droits?|fixe\w*|allant|vari\w+|echelonn\w+|compris\w*|cout\w*|va)\b[^.;]{0,60}$"
)
_RANGED_AFTER = re.compile(
    r"\s?a\s+[\d ]+(?:,\d+)?\s?(?:€|euros)\s*,?\s*(?:selon|chacun|par\b|suivant|en fonction|l'unite|les? prix|le tarif|maximum)"
)


def _is_range(plain: str, start: int, end: int) -> bool:
    """Whether two sums are the ends of a scale of prices ("de 3 € à 9 € selon le quotient"), not an old value and a new one."""
    before = plain[max(start - 100, 0) : start]
    return not _CHANGED.search(before) and bool(_RANGED.search(before) or _RANGED_AFTER.match(plain, end))


_TAXED = re.compile(r"[\s,(]*(?:soit|ou|/|-)?\s*(?:un (?:montant|total) de|environ)?\s*\(?")


def _same_taxed(plain: str, before: Sum, one: Sum) -> bool:
    """Whether a sum says the one right before it again, with or without the tax."""
    if {before.tax, one.tax} != {"HT", "TTC"} or not _TAXED.fullmatch(plain, before.end, one.start):
        return False
    net, gross = sorted((before.cents, one.cents))
    return net <= gross <= 1.21 * net


_SO_MUCH = re.compile(r"[^.;€]{0,45}\bsoit\b")
_CEILING = re.compile(r"\b(?:plafonn\w*|plafond|dans la limite|maximum|maximale?)\b[^.;]{0,30}$")
_YEAR_AFTER = re.compile(r"\s*(?:en|pour(?: l'annee)?|au titre de(?: l'(?:annee|exercice))?)\s+((?:19|20)\d\d)\b")
_YEAR_BEFORE = re.compile(r"(?:\b(?:en|pour(?: l'annee)?|annee|exercice|au titre de)\s+|^\W*)((?:19|20)\d\d)\s?[:,]?\s*$")
_OLD_VALUE = re.compile(r"\s?a\s+[\d ]+(?:,\d+)?\s?(?:€|euros)")


def unique(found: Iterable[Found]) -> list[Found]:
    """One of each sum, the first; the same sum for two years counts twice."""
    kept: dict[tuple[int, int | None], Found] = {}
    for one in found:
        kept.setdefault((one.sum.cents, one.year), one)
    return list(kept.values())
