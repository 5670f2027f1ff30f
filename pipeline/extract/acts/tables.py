"""Sums in the rows of tables: the column that decides, plans of financing, schedules of payments, who is paid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.acts.found import Found
from pipeline.extract.acts.pieces import Piece
from pipeline.extract.acts.roles import role_of
from pipeline.extract.acts.rows import Row, RowSum, label_before, rows_of
from pipeline.extract.acts.zones import Zones
from pipeline.extract.flat import flat
from pipeline.records.council import AmountRole
from pipeline.records.source import Span

# A contract, its amendments one below the other, and what it comes to.
_BEFORE_AND_AFTER = re.compile(
    r"\W*(?:(?:montant )?(?:initial\b|d[ue] (?:base|marche)\b)|marche (?:initial|de base)\b|nouveau (?:montant|total)\b)"
)
_AMENDMENT = re.compile(r"\W*avenants?\b")
_WITHOUT_TAX = re.compile(r"\bh\.? ?t\b")
_WITH_TAX = re.compile(r"\bt\.? ?t\.? ?c\b")
_TRADE = re.compile(r"\b(?:[Ff]aux[- ])?[Pp](?:lafonds|LAFONDS)\b")  # ceilings of a building, not limits of money
_NOT_PAID = frozenset({AmountRole.TARIFF, AmountRole.OTHER, AmountRole.BUDGETED})
_PRICES = re.compile(r"\W*(?:prix|tarifs?)(?: (?:\d{4}|unitaires?|ttc|ht|nets?|en euros|par .{3,20}))*\W*")
_RANK = re.compile(r"\W*(?:rang|classement|position)\W*")
_ESTIMATE = re.compile(r"\bestim(?:ation|atif)")
_LOAN_COLUMNS = tuple(
    re.compile(words) for words in (r"\btaux\b", r"\bduree\b", r"\b(?:echeances?|annuites?|periodicite|interets?|amortissement)\b")
)
_PLAN_TOLD = re.compile(r"\bplan de financement\b|\bfinancement (?:previsionnel|de l'operation|du projet|comme suit)\b")
PLAN_HEADING = re.compile(r"\b(?:financeurs?|cofinanceurs?|ressources|financements?|origine des (?:fonds|financements))\b")
_PLAN_TOTAL = re.compile(r"^\W*(?:sous[- ])?(?:total|totaux|tva)\b")
PLAN_ROLES = (
    (
        re.compile(r"\b(?:autofinancement|emprunt|fonds propres|reste a (?:charge|financer)|commune|part communale|communaute)\b"),
        AmountRole.OTHER,
    ),
    (
        re.compile(
            r"\b(?:dge|fisac|reserve parlementaire|"
            r"detr|dsil|etat|region|departement|subvention|leader|feder|agence|fonds|ademe|caf|europe|conseil (?:general"
            r"|regional|departemental)|aide|bonification|taux|dotation|"
            r"siv?u|prefecture|drac|anct|fctva|fonds vert|banque des territoires|metropole|mecenat|"
            r"reserve parlementaire|"
            r"syndicat|participation|amendes? de polices?)\b"
        ),
        AmountRole.RECEIVED,
    ),
)
_CAP = re.compile(r"\bplafon\w*[^€\d]{0,60}$")  # "État – plafond 180 000 € HT": of what it takes into account
_SCHEDULE_COLUMN = re.compile(
    r"\W*(?:(?:montant |total )?(?:de l')?(?:ap|ae|autorisations? (?:de programme|d'engagement))\b.{0,25}"
    r"|(?:cp|credits? de paiement|exercice|annee|tranche|prevision)?\W*(?:\d{1,2}\W+)?(?:en )?20\d\d(?: et suivantes?)?)\W*"
)
_AUTHORISED = re.compile(r"\W*(?:montant |total )?(?:de l')?(?:ap|ae|autorisations? (?:de programme|d'engagement))\b")
_WHOLE_COLUMN = re.compile(r"\W*(?:montant|total|autorisation|enveloppe)(?: (?:total|global|de l'operation|en euros|ttc|ht))?\W*")
_ADDED_UP = re.compile(r"\b(?:total (?!de l)|cumul|realise|mandate|paye|anterieurs?|consomme|reste|solde|rar|vote anterieur|pour memoire)")
_CREDIT_WORDS = re.compile(r"\b(?:ap|ae|cp|autorisations?|credits? de paiement|echeancier|tranches?|exercice)\b")
_PAYEE_HEADING = re.compile(
    r"\W*(?:nom d\w+ )?(?:l')?(?:entreprises?|titulaires?|attributaires?|beneficiaires?|associations?|organismes?|structures?|porteurs?"
    r"|societes?|prestataires?|fournisseurs?|tiers|clubs?|candidats? retenus?|employeurs?)\b"
)
_YEAR_CELL = re.compile(r"(?<!\d)20\d\d(?!\d)")
_CREDITS = (
    ("AP", re.compile(r"\bautorisations? de programme\b|\bap\b")),
    ("AE", re.compile(r"\bautorisations? d'engagement\b|\bae\b")),
    ("CP", re.compile(r"\bcredits? de paiement\b|\bcp\b")),
)
_VOTED = (
    re.compile(r"\bvot"),
    re.compile(r"\b(?:attribu|accord|alloue|decision|retenu|octroy)"),
    re.compile(r"\bpropos"),
    re.compile(r"\b(?:montant|subvention|aide)\b(?! (?:sollicit|demand))"),
)
_REFUSED = re.compile(
    r"\W*(?:(?:vote|examen|decision) )?(?:rejet|refus|ajourn|report|non retenu|inelig|irrecevable|defavorable|sans suite"
    r"|neant|desist|(?:dossier|demande) (?:non|incompl|retir|hors))"
)


def table_sums(zones: Zones, pieces: Sequence[Piece], title: str) -> list[Found]:
    """The decisive column of each row that is no total; all years of a schedule of payments; costs and resources of a plan of financing."""
    found: list[Found] = []
    financed = any(_PLAN_TOLD.search(p.flat) for p in pieces if not p.is_row)
    rows = rows_with_sums(zones, pieces, bare=False)
    amended = _amended(rows)
    for row in rows:
        if row.is_total or _outbid(row) or _is_loan_offer(row) or row.piece.table in amended:
            continue
        scheduled = schedule_parts(row)
        if scheduled:
            found += scheduled
            continue
        if financed or PLAN_HEADING.search(" ".join(row.heading)):
            found += plan_parts(zones.text, row)
            continue
        offered = next(
            (one for one in reversed(row.sums) if not _ESTIMATE.search(row.head(one.column))), row.sums[-1]
        )  # not the estimate beside
        one = _without_tax(row) if any(_WITH_TAX.search(head) for head in row.heading) else offered
        heads = (head for column, head in enumerate(row.heading) if column == one.column or not _ESTIMATE.search(head))
        words = _TRADE.sub(lambda m: " " * len(m[0]), row.piece.text)
        role = role_of(words, one.start - row.piece.start, one.end - row.piece.start, " ".join((title, *heads)))
        if role in _NOT_PAID and has_payee_column(row) and not any(_CREDIT_WORDS.search(cell) for cell in row.heading):
            role = AmountRole.GRANTED  # "atelier à tarif social", "prêt de vélos" is what the payee does
        elif role is AmountRole.GRANTED and not has_payee_column(row) and _priced(row, one):
            role = AmountRole.TARIFF
        found.append(as_found(row, one, role))
    return found + amendments(zones, pieces)


def _amended(rows: Sequence[Row]) -> set[int | None]:
    return {row.piece.table for row in rows if _BEFORE_AND_AFTER.match(row.piece.flat)} & {
        row.piece.table for row in rows if _AMENDMENT.match(row.piece.flat)
    }


def amendments(zones: Zones, pieces: Sequence[Piece]) -> list[Found]:
    """What the last amendment in the table of a contract adds or takes off, without tax where that has a column of its own: the
    amendments above it were voted before."""
    rows = rows_with_sums(zones, pieces, bare=False)
    amended = _amended(rows)
    last = {row.piece.table: row for row in rows if row.piece.table in amended and _AMENDMENT.match(row.piece.flat)}
    return [replace(as_found(row, _without_tax(row), AmountRole.GRANTED), payee=None) for row in last.values()]


def _without_tax(row: Row) -> RowSum:
    untaxed = (one for one in row.sums if _WITHOUT_TAX.search(row.head(one.column)))
    return next(untaxed, row.sums[-1])


def _priced(row: Row, one: RowSum) -> bool:
    """Whether the column of a sum is headed "Prix" or "Tarif"."""
    return _PRICES.fullmatch(row.head(one.column)) is not None


def _outbid(row: Row) -> bool:
    """Whether a column of ranks says that another offer came before this one."""
    for (start, end), column in zip(row.piece.cells, row.piece.columns, strict=True):
        if _RANK.fullmatch(row.head(column)):
            rank = re.match(r"\W*(\d{1,2})\b", row.piece.flat[start - row.piece.start : end - row.piece.start])
            return rank is not None and int(rank[1]) > 1
    return False


def _is_loan_offer(row: Row) -> bool:
    """Whether the columns are those of a loan that a bank offers: its rate, its years, what is paid back each time."""
    return all(any(words.search(cell) for cell in row.heading) for words in _LOAN_COLUMNS)


def plan_parts(text: str, row: Row) -> list[Found]:
    """The sums of a row of a plan of financing: costs, money of others, own share. Costs and resources may stand side by side."""
    sides = {label_before(text, row, one): one for one in row.sums if not _CAP.search(flat(text[row.piece.start : one.start]))}
    found: list[Found] = []
    for label, one in sides.items():
        words = flat(text[slice(*label)])
        if not _PLAN_TOTAL.search(words):
            role = next((r for pattern, r in PLAN_ROLES if pattern.search(words)), AmountRole.ESTIMATED)
            found.append(as_found(row, one, role))
    return found


def schedule_parts(row: Row, *, told: bool = False) -> list[Found]:
    """A row with a column for the authorisation and one for the payments of each year: all of them, without sums of columns. `told`: the
    words above the table say that it is one, though none of its own does."""
    wanted = [i for i, cell in enumerate(row.heading) if _SCHEDULE_COLUMN.fullmatch(cell) and not _ADDED_UP.search(cell)]
    filled = {one.column for one in row.sums if one.sum.cents}
    authorised = [i for i in wanted if i in filled and _AUTHORISED.match(row.heading[i])]
    if not authorised and sum(i in filled for i in wanted) > 1:  # "Montant" beside the years is the whole
        authorised = [i for i, cell in enumerate(row.heading) if i in filled and _WHOLE_COLUMN.fullmatch(cell)]
        wanted += authorised
    for given_up in authorised[:-1]:  # "AP votée", "AP révisée": the later takes the place of the earlier
        wanted.remove(given_up)
    if len(wanted) < 2 or not (told or _CREDIT_WORDS.search(f"{' '.join(row.heading)} {row.piece.flat}")):
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
    heading = row.head(one.column)
    credit = credit_of(heading) if role is AmountRole.BUDGETED else None
    year = (
        int(named[0]) if role is AmountRole.BUDGETED and (named := _YEAR_CELL.search(heading) or _YEAR_CELL.match(row.piece.flat)) else None
    )
    return Found(one.sum, one.start, one.end, role, (row.piece.start, row.piece.end), payee, year, credit)


def has_payee_column(row: Row) -> bool:
    """Whether the heading of the table names a column of payees."""
    return any(_PAYEE_HEADING.match(cell) for cell in row.heading)


def named_payee(row: Row) -> Span:
    """The cell under a heading that says who is paid ("Entreprise"), else the row's first cell with letters."""
    for (start, end), column in zip(row.piece.cells, row.piece.columns, strict=True):
        heading = row.head(column)
        words = row.piece.text[start - row.piece.start : end - row.piece.start].strip()
        if _PAYEE_HEADING.match(heading) and re.search(r"[^\W\d_]{2}", words):
            return start, end
    return row.label


def credit_of(words: str) -> str | None:
    """The credit: "AP", "AE" or "CP", by the last such word of flat words; None without."""
    found = [(match.end(), name) for name, pattern in _CREDITS for match in pattern.finditer(words)]
    return max(found)[1] if found else None


def each(row: Row, role: AmountRole, column: int | None) -> list[Found]:
    """All sums of a row, or those of one column."""
    return [as_found(row, one, role) for one in row.sums if column is None or one.column == column]


def refused(row: Row) -> bool:
    """Whether the column of what is voted says in words that this row gets nothing ("Rejet – dossier incomplet", "Ajourné")."""
    for (start, end), column in zip(row.piece.cells, row.piece.columns, strict=True):
        heading = row.head(column)
        words = row.piece.flat[start - row.piece.start : end - row.piece.start]
        if any(pattern.search(heading) for pattern in _VOTED) and _REFUSED.match(words):
            return True
    return False


def voted(row: Row, role: AmountRole) -> Found:
    """Of several figures in a row (received, asked, proposed, voted) the one that is voted."""
    past = _past_columns(row)
    for pattern in _VOTED:
        columns = [i for i, cell in enumerate(row.heading) if pattern.search(cell) and not re.search(r"\bpour\b|\bcontre\b", cell)]
        columns = [i for i in columns if i not in past]
        for column in reversed(columns):
            own = [s for s in row.sums if s.column == column]
            if own:
                return as_found(row, _unbracketed(row, own)[-1], role)
    return as_found(row, _unbracketed(row, row.sums)[-1], role)


def _unbracketed(row: Row, own: Sequence[RowSum]) -> Sequence[RowSum]:
    """The sums of a cell that stand outside brackets, else all ("29 000,00 € (base de calcul : 1,00 € par repas)")."""
    cell = max((start for start, _ in row.piece.cells if start <= own[0].start), default=row.piece.start)
    told = row.piece.text[cell - row.piece.start :]
    outside = [s for s in own if told.count("(", 0, s.start - cell) <= told.count(")", 0, s.start - cell)]
    return outside or own


def _past_columns(row: Row) -> set[int]:
    """The columns of a year before the last one that the heading names ("Montant voté en 2021" beside "Montant proposé 2022")."""
    years = {i: int(year[0]) for i, cell in enumerate(row.heading) if (year := _YEAR_CELL.search(cell))}
    return {i for i, year in years.items() if year < max(years.values())}
