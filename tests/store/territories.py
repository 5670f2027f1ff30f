"""A small fictional territory with a value in every field, for the tests of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from pipeline.records.council import SessionDate, Vote
from pipeline.records.link import MoneyLink, Signal
from pipeline.records.plan import Deadline, PlannedBudget
from pipeline.records.run import Issue, Results, Run, Severity
from pipeline.records.source import Cell, Document, Stamp
from pipeline.records.territory import Listing, Role, Sighting, Source, WebSource
from pipeline.records.verdict import LedgerEntry
from tests import factories as make

PLAN_PAGES = (
    "Axe 1 : Habiter ensemble\nAction 1.1 Ouvrir un café associatif dans l'ancienne gare\nPilote : la communauté de communes\n"
    "Partenaires : Les Amis du rail, Foyer rural\nCoût : 45 000 €\nÉchéance : fin 2024\n"
    "Étape 1 : choisir le lieu\nÉtape 2 : ouvrir les portes\nIndicateur : nombre d'ouvertures",
    "Axe 2 : Se déplacer\nAction 2.1 Créer une ligne de bus le dimanche\nBudget : à définir\nAction 2.2 Tenir une foire aux vélos",
)
ACT_PAGES = (
    "Séance du 14 mars 2024\nDélibération n° 2024-031\nObjet : Café associatif de l'ancienne gare\n"
    "Vu le code général des collectivités\n"
    "Considérant l'action 1.1 du plan\nAprès en avoir délibéré, le conseil décide\n"
    "D'ATTRIBUER une subvention de 30 000 € aux Amis du rail,\n"
    "sous réserve du vote du budget, imputée à l'article 65748",
    "et d'autoriser le président à signer.\nPour : 24, contre : 2, abstention : 1\nM. Noiret demande le calendrier.",
)
RUN_2 = Run("r2", make.SIREN, make.RUN.started.replace(day=12), make.RUN.finished, make.RUN.versions)


WEB = Source(
    Role.ACTS,
    "https://brevaux.invalid/actes",
    web=WebSource(
        Listing.PAGE, ("https://brevaux.invalid/actes",), "/actes/", "page=", depth=2, pages=50, hosts=("fichiers.brevaux.invalid",)
    ),
)  # listed, and nothing found there yet


def brevaux(run: Run | None = None, siren: str = make.SIREN) -> Results:
    """Three measures, two acts, money of all kinds, links in all bands, a verdict for each measure."""
    plan = make.document(*PLAN_PAGES, doc="plans/plan.pdf", headings=("Axe 1 : Habiter ensemble", "Axe 2 : Se déplacer"))
    deed = _stamped()
    other = make.document("Objet : Aménagement de la mairie 😀\nADOPTÉ à l'unanimité", doc="actes/2024-032.pdf")
    cafe = make.measure(
        plan, "Ouvrir un café associatif dans l'ancienne gare", number="Action 1.1", whole="\n".join(PLAN_PAGES[0].split("\n")[1:]),
        steps=("choisir le lieu", "ouvrir les portes"), axis=("Axe 1 : Habiter ensemble",), owner="la communauté de communes",
        partners=("Les Amis du rail", "Foyer rural"), budget=("45 000 €", 4_500_000), deadline=("fin 2024", None, date(2024, 12, 31)),
        indicators=("nombre d'ouvertures",), theme="lieux", author="atelier 3", support=0.62, verb="create",
    )  # fmt: skip
    bus = make.measure(
        plan, "Créer une ligne de bus le dimanche", number="Action 2.1", axis=("Axe 2 : Se déplacer",), budget=("à définir", None)
    )
    bikes = make.measure(
        plan, "Tenir une foire aux vélos", number="Action 2.2", axis=("Axe 2 : Se déplacer",), also_at=("foire aux vélos",)
    )
    awarded = make.act(
        deed, "Café associatif de l'ancienne gare", number="2024-031", session=date(2024, 3, 14),
        whole="\n".join(ACT_PAGES), operative="D'ATTRIBUER" + "\n".join(ACT_PAGES).split("D'ATTRIBUER")[1].split("\nPour")[0],
        recitals=("Vu le code général des collectivités", "Considérant l'action 1.1 du plan"), statement="Considérant l'action 1.1 du plan",
        debate="M. Noiret demande le calendrier.", condition="sous réserve du vote du budget", imputation=("article 65748",),
        beneficiaries=("Amis du rail",), annexes=("M. Noiret demande le calendrier.",), matter="7.10", received=date(2024, 3, 18),
        transmission_id="099-999999991-20240314-2024031-DE",
        amounts=(make.amount(deed, "30 000 €", 3_000_000, payee="Amis du rail", year=2024),),
        votes=make.vote(
            deed, "Pour : 24, contre : 2, abstention : 1", in_favour=24, against=2, abstention=1, named=(("M. Noiret", "against"),)
        ),
    )  # fmt: skip
    hall = make.act(
        other,
        "Aménagement de la mairie 😀",
        number="2024-032",
        session=date(2024, 3, 14),
        votes=Vote(unanimous=True),
        operative="ADOPTÉ à l'unanimité",
    )
    line = make.budget_line("Café associatif", 3_000_000, nature="65748", operation="Gare", section="fonctionnement", function="311")
    paid = make.grant("Les Amis du rail", "café associatif", 3_000_000, date=date(2024, 6, 1), reference="2024-031")
    ledger = (
        LedgerEntry("asked", 4_500_000, None, cafe.id, make.passage(plan, "45 000 €")),
        LedgerEntry("voted", 3_000_000, 2024, awarded.id, make.passage(deed, "30 000 €")),
        LedgerEntry("budgeted", 3_000_000, 2024, line.id, line.evidence),
        LedgerEntry("paid", 3_000_000, 2024, paid.id, paid.evidence),
    )
    return make.results(
        (plan,), (deed, other), siren=siren, run=run,
        measures=(cafe, bus, bikes), acts=(awarded, hall),
        register=(
            make.register_entry("2024-031", "Café associatif", date(2024, 3, 14)),
            make.register_entry("2024-033", "=HYPERLINK(\"http://exemple.invalid\")", date(2024, 4, 2), line=3, url="https://exemple.invalid/33.pdf"),
        ),
        budget_lines=(line,), grants=(paid,),
        links=(make.link(cafe, awarded, part=None), make.link(cafe, awarded, 0.6, part=1), make.link(cafe, hall, 0.02)),
        money_links=(MoneyLink(cafe.id, paid.id, awarded.id, "reference", (Signal("reference", 1.0, 5.0, "2024-031", "2024-031"),)),
                     MoneyLink(cafe.id, line.id, None, "own words")),
        verdicts=(
            make.verdict(cafe, awarded, status="conditional", ledger=ledger),
            make.verdict(bus, status="no_trace"),
            make.verdict(bikes, status="no_trace"),
        ),
        coverage=make.coverage(2, 1, missing=(("2024-033", "Vente d'un terrain"),), unread=("actes/2024-033.pdf",)),
        issues=(
            Issue("amount-doubt", "Montant lu deux fois.", "Relire la page.", deed.doc, deed.sha256, 1),
            Issue("encrypted", "Le fichier est chiffré.", "Demander une copie.", "actes/2024-033.pdf",
                  severity=Severity.ERROR, unread=True),
        ),
    )  # fmt: skip


def _stamped() -> Document:
    plain = make.document(*ACT_PAGES, doc="actes/2024-031.pdf")
    first = make.page(ACT_PAGES[0], 1, furniture="ID : 099-999999991-20240314-2024031-DE")
    start = first.text.index("ID :")
    stamp = Stamp(
        "A", start, len(first.text), "099-999999991-20240314-2024031-DE", make.SIREN, date(2024, 3, 14), "2024031", "DE", date(2024, 3, 18)
    )
    pages = (replace(first, stamps=(stamp,)), make.page(ACT_PAGES[1], 2, confidence=0.91))
    return replace(plain, pages=pages)


SIGHTINGS = (
    Sighting("https://brevaux.example/a.pdf", "Convention", "https://brevaux.example/conseil", datetime(2024, 3, 20, 3, tzinfo=UTC)),
    Sighting(
        "https://brevaux.example/b.pdf", "", "", datetime(2024, 3, 20, 3, tzinfo=UTC), datetime(2024, 3, 21, 3, tzinfo=UTC),
        datetime(2025, 1, 2, 3, tzinfo=UTC),
    ),
)  # fmt: skip


def every_field() -> Results:
    """The fictional territory with a value in every field that `brevaux` leaves at its default."""
    base = brevaux()
    deed, hall, plan = base.documents
    awarded, other = base.acts
    cafe, bus, bikes = base.measures
    first = deed.pages[0]
    words = (replace(first.words[0], bold=True, printed="Sé-"), replace(first.words[1], italic=True), *first.words[2:])
    head = first.blocks[0]
    cell = Cell(head.start, head.end, 0, 1, head.box)
    rich = replace(
        head, bullet="1.", shaded=True, lines=(replace(head.lines[0], bold=True),), cells=(cell,), continues=True, repeated=1, cut=True
    )
    stamp = replace(first.stamps[0], published=date(2024, 3, 20))
    page = replace(first, words=words, blocks=(rich, *first.blocks[1:]), stamps=(stamp,), rotation=90)
    money = replace(awarded.amounts[0], tax="TTC", credit="AP", per_year=True, by_ocr=True)
    session = SessionDate(date(2024, 3, 14), "text", make.passage(deed, "14 mars 2024"))
    budget = PlannedBudget(make.passage(plan, "45 000 €"), 4_500_000, per_year=True, by_year=((2024, 3_000_000), (2025, 1_500_000)))
    entry, line, paid, judged = base.register[0], base.budget_lines[0], base.grants[0], base.verdicts[0]
    return replace(
        base,
        run=replace(base.run, judged_on=date(2025, 6, 30), holds_until=date(2026, 1, 1), reviews="0a1b"),
        issues=tuple(replace(issue, stage="read") for issue in base.issues),
        territory=replace(
            base.territory,
            sources=(*base.territory.sources, WEB),
            look_back=True,
            coverage_threshold=0.9,
        ),
        files=(replace(base.files[0], sightings=SIGHTINGS), *base.files[1:]),
        documents=(replace(deed, title="Recueil", pages=(page, *deed.pages[1:])), hall, plan),
        measures=(
            replace(cafe, budget=budget, deadline=Deadline(make.passage(plan, "fin 2024"), date(2024, 7, 1), date(2024, 12, 31))),
            bus,
            bikes,
        ),
        acts=(
            replace(awarded, amounts=(money,), session=session, by_ocr=True, votes=replace(awarded.votes, not_voting=3)),
            other,
        ),
        register=(replace(entry, matter="7.5", transmission_id="x", outcome="approuvée"), *base.register[1:]),
        budget_lines=(replace(line, realised=1, chapter="65", nature_label="Subventions", function_label="Culture", order=True),),
        grants=(replace(paid, beneficiary_siret="99999999100010", conditions="sur facture"),),
        verdicts=(
            replace(judged, dropped=True, unfunded=True, lost_at="vote", coverage="1 acte lu sur 2.", reviewed_by="A. Relectrice"),
            *base.verdicts[1:],
        ),
    )
