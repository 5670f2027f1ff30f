"""The rules, one case or more each: a measure, the acts linked to it, and what a careful reader would say. All invented."""

from datetime import date
from typing import NamedTuple

import pytest

from pipeline.judge.rules import TESTS, rules
from pipeline.records.lexicon import load_table
from pipeline.records.verdict import Decision, Money, Status, Substance
from tests import factories as f
from tests.judge.made import asked, verdict_on, voted


class Case(NamedTuple):
    name: str
    measure: object
    acts: tuple
    status: str
    money: str | None
    why: str
    lines: tuple = ()
    grants: tuple = ()


GRANT = voted("ATTRIBUE à l'association Le Lavoir une subvention de 5 000 €.", sums=[("5 000 €", 5000, "granted")])
KIOSK = asked("Construire un kiosque à musique", euros=5000)
GARDEN = asked("Créer un jardin partagé derrière la gare")

DECISION = [
    Case("no act", GARDEN, (), "no_trace", None, "nothing was linked"),
    Case(
        "a measure without words",
        asked("94 % des voix"),
        (voted("REJETTE la proposition mise aux voix.", outcome="rejected"),),
        "unsure",
        None,
        "a share of votes asks for nothing",
    ),
    Case("adopted with money", KIOSK, (GRANT,), "funded", "granted", "granted in full"),
    Case("rejected", KIOSK, (voted("REJETTE la proposition.", outcome="rejected"),), "dropped", None, "put to the vote and lost"),
    Case("withdrawn", KIOSK, (voted("Le point est retiré.", outcome="withdrawn"),), "dropped", None, "taken off the agenda"),
    Case("postponed", KIOSK, (voted("DÉCIDE de reporter l'examen.", outcome="postponed"),), "postponed", None, "put off"),
    Case(
        "only noted", KIOSK, (voted("PREND ACTE du rapport sur le kiosque.", outcome="noted"),), "no_trace", None, "noting decides nothing"
    ),
    Case("only a wish", KIOSK, (voted("ÉMET LE VŒU d'un kiosque.", outcome="opinion"),), "no_trace", None, "a wish commits nobody"),
    Case("unstated", KIOSK, (voted("Le kiosque est évoqué.", outcome="unstated"),), "unsure", None, "nobody knows what was decided"),
    Case(
        "postponed, then adopted",
        KIOSK,
        (
            voted("DÉCIDE de reporter l'examen.", outcome="postponed", number="2024-002", day=date(2024, 1, 9)),
            voted("APPROUVE la construction du kiosque pour 5 000 €.", sums=[("5 000 €", 5000, "granted")], day=date(2024, 6, 9)),
        ),
        "funded",
        "granted",
        "the later adoption counts",
    ),
    Case(
        "rejected, then postponed",
        KIOSK,
        (
            voted("DÉCIDE de reporter.", outcome="postponed", number="2024-009", day=date(2024, 6, 9)),
            voted("REJETTE la proposition.", outcome="rejected", number="2024-001", day=date(2024, 1, 9)),
        ),
        "postponed",
        None,
        "time order, not the order of links",
    ),
    Case(
        "adopted, an amendment rejected later",
        KIOSK,
        (
            voted("APPROUVE la construction du kiosque pour 5 000 €.", sums=[("5 000 €", 5000, "granted")], day=date(2024, 1, 9)),
            voted("REJETTE l'amendement.", outcome="rejected", number="2024-044", day=date(2024, 6, 9)),
        ),
        "funded",
        "granted",
        "a later rejection of something else undoes nothing",
    ),
    Case(
        "adopted, then repealed",
        KIOSK,
        (
            voted("APPROUVE la construction du kiosque pour 5 000 €.", sums=[("5 000 €", 5000, "granted")], day=date(2024, 1, 9)),
            voted("ABROGE la délibération n° 2024-012 du 9 janvier 2024.", number="2024-044", day=date(2024, 6, 9)),
        ),
        "dropped",
        None,
        "a later act undoes it",
    ),
    Case(
        "repealed and replaced",
        KIOSK,
        (
            voted("APPROUVE la construction du kiosque.", day=date(2024, 1, 9)),
            voted(
                "ABROGE et remplace la délibération n° 2024-012, et OUVRE un crédit de 5 000 € pour le kiosque.",
                number="2024-044",
                day=date(2024, 6, 9),
                sums=[("5 000 €", 5000, "budgeted")],
            ),
        ),
        "funded",
        "budgeted",
        "replacing is deciding anew",
    ),
    Case(
        "repealed, then adopted again",
        KIOSK,
        (
            voted("APPROUVE le kiosque.", number="2023-001", day=date(2023, 5, 9)),
            voted("ABROGE la délibération n° 2023-001.", number="2023-044", day=date(2023, 9, 9)),
            voted("APPROUVE le kiosque pour 5 000 €.", day=date(2024, 6, 9), sums=[("5 000 €", 5000, "granted")]),
        ),
        "funded",
        "granted",
        "the last word counts",
    ),
]

SUBSTANCE = [
    Case(
        "one of many served",
        asked("Garantir aux compagnies de la ville un soutien sur trois ans"),
        (
            voted(
                "ACCORDE à cette compagnie une subvention de 18 000 €.",
                subject="Compagnie Les Embruns – Convention",
                sums=[("18 000 €", 18000, "granted")],
                beneficiaries=("Les Embruns",),
            ),
        ),
        "weakened",
        "granted",
        "all companies were meant",
    ),
    Case(
        "many served",
        asked("Garantir aux compagnies de la ville un soutien sur trois ans"),
        (
            voted(
                "ACCORDE aux compagnies Les Embruns et Le Varech une subvention de 18 000 € chacune.",
                subject="Soutien aux compagnies",
                sums=[("18 000 €", 18000, "granted")],
                beneficiaries=("Les Embruns", "Le Varech"),
            ),
        ),
        "funded",
        "granted",
        "several are named",
    ),
    Case(
        "a study for the thing",
        asked("Construire une halle couverte"),
        (voted("DÉCIDE d'engager une étude de faisabilité pour 8 000 €.", sums=[("8 000 €", 8000, "budgeted")]),),
        "weakened",
        "budgeted",
        "a study builds nothing",
    ),
    Case(
        "a study was asked",
        asked("Étudier la création d'une halle couverte"),
        (voted("DÉCIDE d'engager une étude de faisabilité pour 8 000 €.", sums=[("8 000 €", 8000, "budgeted")]),),
        "funded",
        "budgeted",
        "the study is what was asked",
    ),
    Case(
        "the thing after its study",
        asked("Construire une halle couverte"),
        (voted("APPROUVE, au vu des conclusions de l'étude, la construction pour 90 000 €.", sums=[("90 000 €", 90000, "granted")]),),
        "funded",
        "granted",
        "the study lies behind",
    ),
    Case(
        "a study and the thing, two acts",
        asked("Construire une halle couverte"),
        (
            voted(
                "DÉCIDE d'engager une étude pour 8 000 €.", sums=[("8 000 €", 8000, "budgeted")], number="2023-004", day=date(2023, 4, 4)
            ),
            voted("APPROUVE la construction de la halle pour 90 000 €.", sums=[("90 000 €", 90000, "granted")]),
        ),
        "funded",
        "granted",
        "the strongest act counts",
    ),
    Case(
        "a trial for the whole",
        asked("Ouvrir la piscine le soir"),
        (voted("APPROUVE l'expérimentation de l'ouverture nocturne, sans dépense nouvelle."),),
        "weakened",
        "not_needed",
        "a trial is less",
    ),
    Case(
        "a trial was asked",
        asked("Expérimenter l'ouverture de la piscine le soir"),
        (voted("APPROUVE l'expérimentation de l'ouverture nocturne, sans dépense nouvelle."),),
        "funded",
        "not_needed",
        "a trial is what was asked",
    ),
    Case(
        "encouraged instead of done",
        asked("Créer des jardins dans les écoles"),
        (voted("ENCOURAGE les écoles à créer des jardins, sans dépense nouvelle."),),
        "weakened",
        "not_needed",
        "encouraging is less than creating",
    ),
    Case(
        "a number in the title, fewer decided",
        asked("Planter cinquante arbres"),
        (voted("DÉCIDE de planter vingt arbres pour 2 000 €.", sums=[("2 000 €", 2000, "granted")]),),
        "weakened",
        "granted",
        "20 of 50",
    ),
    Case(
        "a number reached under another word",
        asked("Installer vingt sites de compostage"),
        (voted("APPROUVE vingt-deux implantations pour 2 000 €.", sums=[("2 000 €", 2000, "granted")]),),
        "funded",
        "granted",
        "22 are at least 20",
    ),
    Case(
        "one instead of three",
        asked("Réserver trois terrains aux jardins familiaux"),
        (voted("DÉCIDE de céder la parcelle AB 12 à l'association, sans dépense nouvelle."),),
        "weakened",
        "not_needed",
        "a single parcel",
    ),
    Case(
        "three in three acts",
        asked("Réserver trois terrains aux jardins familiaux"),
        tuple(voted("DÉCIDE de céder la parcelle à l'association, sans dépense nouvelle.", number=f"2024-0{n}") for n in (11, 12, 13)),
        "funded",
        "not_needed",
        "acts add up",
    ),
    Case(
        "number not told",
        asked("Planter cinquante arbres"),
        (voted("APPROUVE la plantation d'arbres pour 2 000 €.", sums=[("2 000 €", 2000, "granted")]),),
        "funded",
        "granted",
        "silence about a number is no reduction",
    ),
    Case(
        "a number of a step, far fewer",
        asked("Déployer l'autopartage", steps=("Seize véhicules",)),
        (voted("APPROUVE la mise en service de deux voitures pour 9 000 €.", sums=[("9 000 €", 9000, "granted")]),),
        "weakened",
        "granted",
        "2 of 16",
    ),
    Case(
        "a number of a step, a few fewer",
        asked("Déployer l'autopartage", steps=("Seize véhicules",)),
        (voted("APPROUVE la mise en service de quatorze voitures pour 9 000 €.", sums=[("9 000 €", 9000, "granted")]),),
        "funded",
        "granted",
        "steps are indications",
    ),
    Case(
        "a smaller share",
        asked("Porter à 40 % la part du bio à la cantine"),
        (voted("FIXE à 15 % la part du bio, sans dépense nouvelle."),),
        "weakened",
        "not_needed",
        "15 of 40",
    ),
    Case(
        "a share in words",
        asked("Servir au moins la moitié de produits bio"),
        (voted("FIXE à 50 % la part du bio, sans dépense nouvelle."),),
        "funded",
        "not_needed",
        "half is 50 %",
    ),
    Case(
        "a rate of aid is no share",
        asked("Porter à 40 % la part du bio à la cantine"),
        (voted("APPROUVE l'objectif ; l'aide s'élève à 20 % du coût ; sans dépense nouvelle."),),
        "funded",
        "not_needed",
        "per cent of another thing",
    ),
    Case(
        "a narrower age",
        asked("Rendre le musée libre d'accès aux moins de vingt-cinq ans"),
        (voted("APPROUVE l'entrée libre des moins de douze ans, sans dépense nouvelle."),),
        "weakened",
        "not_needed",
        "12 for 25",
    ),
    Case(
        "some days for every day",
        asked("Ouvrir le parc tous les jours"),
        (voted("FIXE l'ouverture du parc le samedi et le dimanche, sans dépense nouvelle."),),
        "weakened",
        "not_needed",
        "weekends only",
    ),
    Case(
        "not firm",
        asked("Adopter un plan de réduction des déchets"),
        (voted("RETIENT, à titre indicatif, un objectif de réduction, sans dépense nouvelle."),),
        "weakened",
        "not_needed",
        "an indication binds nobody",
    ),
    Case(
        "goes on with what should stop",
        asked("Ne plus subventionner le circuit automobile"),
        (voted("APPROUVE le versement au circuit d'une subvention de 9 000 €.", sums=[("9 000 €", 9000, "granted")]),),
        "weakened",
        "granted",
        "the contrary",
    ),
    Case(
        "stops what should stop",
        asked("Ne plus subventionner le circuit automobile"),
        (voted("DÉCIDE de mettre fin à la subvention du circuit, sans dépense nouvelle."),),
        "funded",
        "not_needed",
        "what was asked",
    ),
    Case(
        "ends what should live",
        asked("Maintenir la navette du marché"),
        (voted("DÉCIDE la suppression de la navette du marché, sans dépense nouvelle."),),
        "weakened",
        "not_needed",
        "the contrary",
    ),
]

AP = ("2 000 000 €", 2000000, "budgeted", {"credit": "AP"})
CP = ("300 000 €", 300000, "budgeted", {"credit": "CP", "year": 2024})
FRAME = voted(
    "APPROUVE les trois volets du programme.\nOUVRE un crédit de 30 000 € au volet A.\nAFFECTE 4 000 € au volet B.",
    statement="Volet A – Amorçage. Des primes aux coopératives qui débutent.\n"
    "Volet B – Conseil. Des journées d'appui aux petites associations.\n"
    "Volet C – Règles. Les conventions durent trois ans.",
    sums=[("30 000 €", 30000, "budgeted"), ("4 000 €", 4000, "budgeted")],
)
PAID = f.grant("Le Lavoir", "Atelier", 500000, date=date(2024, 7, 1), reference="2024-012")
LINE = f.budget_line("Kiosque du mail", 500000, operation="77")
INCOME = f.budget_line("Kiosque du mail", 500000, direction="income")
ORDER = f.budget_line("Kiosque du mail", 500000, order=True)
NOTHING = f.budget_line("Kiosque du mail", 0)
BARE = voted("APPROUVE la construction du kiosque à musique.")
HELD = voted(
    "ATTRIBUE au Lavoir 5 000 € sous réserve du vote du budget.",
    sums=[("5 000 €", 5000, "granted")],
    condition="sous réserve du vote du budget",
)

MONEY = [
    Case("short", asked("Construire un kiosque à musique", euros=9000), (GRANT,), "underfunded", "short", "5 of 9"),
    Case("nearly all", asked("Construire un kiosque à musique", euros=5100), (GRANT,), "funded", "granted", "rounding is no shortage"),
    Case("nothing asked", asked("Construire un kiosque à musique"), (GRANT,), "funded", "granted", "no sum to fall short of"),
    Case("no money", KIOSK, (BARE,), "unfunded", "none", "a sum was asked, none was voted"),
    Case("no money, nothing asked, but it costs", asked("Construire un kiosque"), (BARE,), "unfunded", "none", "building costs"),
    Case(
        "an estimate is no money",
        KIOSK,
        (voted("APPROUVE le kiosque, estimé à 5 000 €.", sums=[("5 000 €", 5000, "estimated")]),),
        "unfunded",
        "none",
        "announced, not committed",
    ),
    Case(
        "an estimate that is entered in the budget",
        KIOSK,
        (voted("APPROUVE le kiosque pour 5 000 € ; la dépense est imputée au chapitre 23.", sums=[("5 000 €", 5000, "estimated")]),),
        "funded",
        "budgeted",
        "entered, so committed",
    ),
    Case(
        "a sum of no clear role that is spent",
        KIOSK,
        (voted("DÉCIDE de souscrire des parts pour 3 000 €.", sums=[("3 000 €", 3000, "other")]),),
        "underfunded",
        "short",
        "subscribing spends",
    ),
    Case(
        "credits of one year of an operation",
        asked("Construire un kiosque", euros=90000),
        (BARE,),
        "funded",
        "budgeted",
        "the other years are not told",
        lines=((LINE, BARE),),
    ),
    Case(
        "somebody else's money",
        KIOSK,
        (voted("SOLLICITE de l'État 5 000 € pour le kiosque.", sums=[("5 000 €", 5000, "received")]),),
        "unfunded",
        "none",
        "asked from others",
    ),
    Case("conditional", KIOSK, (HELD,), "conditional", "conditional", "held back"),
    Case("condition met by payment", KIOSK, (HELD,), "funded", "granted", "paid after all", grants=((PAID, HELD),)),
    Case(
        "condition met by a later act",
        KIOSK,
        (HELD, voted("ACCORDE 5 000 € au kiosque.", number="2024-031", day=date(2024, 9, 9), sums=[("5 000 €", 5000, "granted")])),
        "funded",
        "granted",
        "taken up again",
    ),
    Case("budget voted later", KIOSK, (HELD,), "conditional", "conditional", "a budget line does not take it up", lines=((LINE, HELD),)),
    Case(
        "paid after delivery",
        KIOSK,
        (
            voted(
                "ATTRIBUE au Lavoir 5 000 €, versés sur production d'un bilan.",
                sums=[("5 000 €", 5000, "granted")],
                condition="sur production d'un bilan",
            ),
        ),
        "funded",
        "granted",
        "proof of work holds no decision back",
    ),
    Case("by a budget line", KIOSK, (BARE,), "funded", "budgeted", "an operation that names it", lines=((LINE, BARE),)),
    Case("income is no expense", KIOSK, (BARE,), "unfunded", "none", "the line brings money in", lines=((INCOME, BARE),)),
    Case("an entry of order", KIOSK, (BARE,), "unfunded", "none", "no money moves", lines=((ORDER, BARE),)),
    Case("a line of zero", KIOSK, (BARE,), "unfunded", "none", "nothing in it", lines=((NOTHING, BARE),)),
    Case("by a grant row", KIOSK, (BARE,), "funded", "granted", "paid", grants=((PAID, BARE),)),
    Case(
        "a row through an act that does not answer",
        KIOSK,
        (BARE,),
        "unfunded",
        "none",
        "money of another act",
        grants=((PAID, voted("AUTRE CHOSE.", number="2024-099")),),
    ),
    Case(
        "vote and its row are one sum",
        asked("Construire un kiosque", euros=9000),
        (GRANT,),
        "underfunded",
        "short",
        "5, not 10",
        grants=((PAID, GRANT),),
    ),
    Case(
        "programme and its credits are one sum",
        asked("Rénover la piscine", euros=2300000),
        (voted("OUVRE une autorisation de programme de 2 000 000 €, dont crédits 2024 : 300 000 €.", sums=[AP, CP]),),
        "underfunded",
        "short",
        "2 millions, not 2.3",
    ),
    Case(
        "tranches and their total are one sum",
        asked("Soutenir la régie de quartier", euros=80000),
        (
            voted(
                "ATTRIBUE 60 000 €, à raison de 30 000 € en 2024 et de 30 000 € en 2025.",
                sums=[("60 000 €", 60000, "granted"), ("30 000 € en 2024", 30000, "granted"), ("30 000 € en 2025", 30000, "granted")],
            ),
        ),
        "underfunded",
        "short",
        "60, not 120 or 90",
    ),
    Case(
        "two acts add up",
        asked("Soutenir la régie de quartier", euros=60000),
        (
            voted("ATTRIBUE 30 000 € à la régie.", sums=[("30 000 €", 30000, "granted")], number="2023-010", day=date(2023, 5, 1)),
            voted("ATTRIBUE 30 000 € à la régie.", sums=[("30 000 €", 30000, "granted")]),
        ),
        "funded",
        "granted",
        "30 and 30",
    ),
    Case(
        "the same act twice",
        asked("Soutenir la régie de quartier", euros=60000),
        (
            voted("ATTRIBUE 30 000 € à la régie.", sums=[("30 000 €", 30000, "granted")]),
            voted("ATTRIBUE 30 000 € à la régie.", sums=[("30 000 €", 30000, "granted")], subject="Procès-verbal : régie"),
        ),
        "underfunded",
        "short",
        "an extract and the minutes are one act",
    ),
    Case(
        "per year against per year",
        asked("Doter le fonds", euros=10000, per_year=True),
        (
            voted("OUVRE 6 000 € au fonds.", sums=[("6 000 €", 6000, "granted")], number="2023-010", day=date(2023, 5, 1)),
            voted("OUVRE 6 000 € au fonds.", sums=[("6 000 €", 6000, "granted")]),
        ),
        "underfunded",
        "short",
        "6 a year, although 12 in two years",
    ),
    Case(
        "rows of several years, each with its year in a cell",
        asked("Doter le fonds", euros=10000, per_year=True, partners=("Le Lavoir",)),
        (BARE,),
        "underfunded",
        "short",
        "4 a year, although 12 in three years",
        grants=tuple(
            (f.grant("Le Lavoir", "Fonds", 400000, line=n, evidence=f.row_evidence("s.csv", n, f"20{n}", "Lavoir")), BARE)
            for n in (23, 24, 25)
        ),
    ),
    Case(
        "so much a year against a total",
        asked("Doter le fonds", euros=10000),
        (voted("OUVRE 4 000 € par an au fonds.", sums=[("4 000 €", 4000, "granted", {"per_year": True})]),),
        "funded",
        "granted",
        "for how many years is not told",
    ),
    Case(
        "before tax",
        asked("Acheter un minibus", euros=24000),
        (voted("ATTRIBUE le marché pour 20 000 € HT.", sums=[("20 000 €", 20000, "granted", {"tax": "HT"})]),),
        "funded",
        "granted",
        "20 before tax pay for 24",
    ),
    Case(
        "a part of a frame",
        asked("Primes pour les coopératives qui débutent", euros=30000),
        (FRAME,),
        "funded",
        "budgeted",
        "volet A holds 30",
    ),
    Case(
        "another part",
        asked("Des journées d'appui aux petites associations", euros=9000),
        (FRAME,),
        "underfunded",
        "short",
        "volet B: 4, not 34",
    ),
    Case("a part without money", asked("Passer à des conventions de trois ans"), (FRAME,), "funded", "not_needed", "volet C is a rule"),
    Case(
        "a share of a total",
        asked("Former les élus au handicap", euros=5000),
        (
            voted(
                "FIXE l'enveloppe de formation à 40 000 €, dont 3 000 € au titre du handicap.",
                sums=[("40 000 €", 40000, "budgeted"), ("3 000 €", 3000, "budgeted")],
            ),
        ),
        "underfunded",
        "short",
        "3, not 40",
    ),
    Case(
        "a list of payees",
        asked("Aider la régie du Moulin", euros=9000, partners=("Régie du Moulin",)),
        (
            voted(
                "ATTRIBUE 20 000 € au Club nautique et 6 000 € à la Régie du Moulin.",
                sums=[
                    ("20 000 €", 20000, "granted", {"payee": "Club nautique"}),
                    ("6 000 €", 6000, "granted", {"payee": "Régie du Moulin"}),
                ],
            ),
        ),
        "underfunded",
        "short",
        "only its own line counts",
    ),
    Case(
        "a charter",
        asked("Adopter une charte du bénévolat"),
        (voted("ADOPTE la charte du bénévolat."),),
        "funded",
        "not_needed",
        "a charter costs nothing",
    ),
    Case(
        "a seat",
        asked("Être représentée au conseil de la mission locale"),
        (voted("DÉSIGNE deux élus."),),
        "funded",
        "not_needed",
        "a representation",
    ),
    Case(
        "a charter with a sum asked",
        asked("Adopter une charte du bénévolat et son outil", euros=4000),
        (voted("ADOPTE la charte du bénévolat."),),
        "unfunded",
        "none",
        "the sum asked is nowhere",
    ),
    Case(
        "without new expense, in words",
        asked("Éclairer moins les rues"),
        (voted("DÉCIDE de couper l'éclairage ; la mesure est sans incidence financière."),),
        "funded",
        "not_needed",
        "the act says so",
    ),
    Case(
        "money is left for later",
        asked("Adopter un règlement des jardins"),
        (voted("APPROUVE le règlement ; le plan de financement sera établi ultérieurement."),),
        "unfunded",
        "none",
        "the act says so",
    ),
    Case(
        "nothing tells whether it costs",
        asked("Prendre soin des berges"),
        (voted("CONFIRME l'engagement de la commune pour ses berges."),),
        "unsure",
        "none",
        "neither a sum asked nor a kind of thing that is known",
    ),
    Case(
        "a rule",
        asked("Prendre soin des berges"),
        (voted("FIXE la date de fauche des berges au 15 septembre."),),
        "funded",
        "not_needed",
        "a rule decided, no sum asked or announced",
    ),
    Case(
        "the same sum in two years",
        asked("Soutenir la régie de quartier", euros=60000),
        (
            voted(
                "OUVRE 30 000 € en 2024 et 30 000 € en 2025.",
                sums=[("30 000 €", 30000, "budgeted", {"year": 2024}), ("30 000 €", 30000, "budgeted", {"year": 2025})],
            ),
        ),
        "funded",
        "budgeted",
        "30 and 30",
    ),
    Case(
        "not to close, and closed",
        asked("Ne pas fermer la piscine"),
        (voted("DÉCIDE la fermeture de la piscine, sans dépense nouvelle."),),
        "weakened",
        "not_needed",
        "the contrary",
    ),
    Case(
        "no sum foreseen, in the debate",
        asked("Installer un réseau de correspondants"),
        (voted("APPROUVE le réseau de correspondants.", debate="Le maire précise qu'aucune somme n'est prévue."),),
        "unfunded",
        "none",
        "what was said of money",
    ),
    Case(
        "money for something else",
        asked("Faire siéger des lycéens au comité des fêtes", euros=2000),
        (
            voted(
                "INSTITUE un collège de six lycéens au comité des fêtes.\n"
                "ATTRIBUE à la régie du Moulin 30 000 € pour le curage des étangs.",
                sums=[("30 000 €", 30000, "granted")],
            ),
        ),
        "unsure",
        "none",
        "the act pays for ponds; whether for the seats too is not told",
    ),
    Case(
        "money for something else, and it is said that there is none",
        asked("Faire siéger des lycéens au comité des fêtes", euros=2000),
        (
            voted(
                "INSTITUE un collège de six lycéens au comité des fêtes.\n"
                "ATTRIBUE à la régie du Moulin 30 000 € pour le curage des étangs.",
                statement="Aucun crédit n'est prévu pour la venue des lycéens.",
                sums=[("30 000 €", 30000, "granted")],
            ),
        ),
        "unfunded",
        "none",
        "the act says so",
    ),
    Case(
        "a contract for the thing",
        asked("Construire un préau", euros=90000),
        (
            voted(
                "APPROUVE le projet de préau.\nATTRIBUE le marché de travaux à la société Rouxel Bâtiment pour 91 000 €.",
                sums=[("91 000 €", 91000, "granted")],
            ),
        ),
        "funded",
        "granted",
        "who is paid is no other thing",
    ),
    Case(
        "a price for each",
        asked("Aider l'encadrement des chantiers", euros=90000),
        (voted("FIXE à 4 500 € par poste l'aide à l'encadrement des chantiers.", sums=[("4 500 €", 4500, "granted")]),),
        "unsure",
        "none",
        "for how many posts is not told",
    ),
    Case(
        "a price that others pay",
        asked("Aider les aidants", euros=90000),
        (voted("FIXE à 38 € le prix de la journée d'accueil des aidés.", sums=[("38 €", 38, "granted")]),),
        "unsure",
        "none",
        "a tariff is no money of the measure, nor a decision on it",
    ),
    Case(
        "income that something else gives up",
        asked("Affréter des navettes vers le théâtre", euros=3000),
        (
            voted(
                "SUPPRIME l'abonnement à la bibliothèque.\nDÉCIDE une navette vers le théâtre.",
                statement="La recette abandonnée est de 3 200 € par an.",
                sums=[("3 200 €", 3200, "granted")],
            ),
        ),
        "unfunded",
        "none",
        "a waived fee pays no coach",
    ),
    Case(
        "contracts one by one",
        asked("Réserver trois marchés à l'insertion"),
        (voted("ATTRIBUE le marché de nettoyage, réservé, pour 9 000 €.", sums=[("9 000 €", 9000, "granted")]),),
        "funded",
        "granted",
        "the other contracts are in other acts",
    ),
    Case(
        "income given up",
        asked("Supprimer l'abonnement à la bibliothèque", euros=3000),
        (
            voted(
                "SUPPRIME l'abonnement à la bibliothèque.",
                statement="La recette abandonnée est de 3 200 € par an.",
                sums=[("3 200 €", 3200, "estimated")],
            ),
        ),
        "funded",
        "granted",
        "a waived fee is granted",
    ),
    Case(
        "income given up, no sum told",
        asked("Supprimer l'abonnement à la bibliothèque", euros=3000),
        (voted("SUPPRIME l'abonnement à la bibliothèque."),),
        "funded",
        "not_needed",
        "the decision is the money",
    ),
    Case(
        "a condition and no sum",
        asked("Créer une bourse d'écriture", euros=9000),
        (
            voted(
                "INSTITUE une bourse d'écriture, dans la limite des crédits inscrits au budget.",
                condition="dans la limite des crédits inscrits au budget",
            ),
        ),
        "conditional",
        "conditional",
        "money of an unknown sum waits for the budget",
    ),
    Case(
        "a small free sum beside a large conditional one",
        asked("Construire une légumerie", euros=400000),
        (
            voted(
                "ATTRIBUE 20 000 € à l'étude de la légumerie.", sums=[("20 000 €", 20000, "granted")], number="2023-4", day=date(2023, 5, 1)
            ),
            voted(
                "OUVRE 400 000 € pour la légumerie, sous réserve de l'aide de l'État.",
                sums=[("400 000 €", 400000, "budgeted")],
                condition="sous réserve de l'aide de l'État",
            ),
        ),
        "conditional",
        "conditional",
        "the study is paid, the building waits",
    ),
    Case(
        "credits of the year that the act is for",
        asked("Équiper la salle des fêtes d'une boucle magnétique", euros=40000),
        (voted("APPROUVE le programme de travaux 2024 : équipement de la salle des fêtes (opération n° 77)."),),
        "underfunded",
        "short",
        "the act names one year, and that year's credits are all there is",
        lines=((LINE, voted("APPROUVE le programme de travaux 2024 : équipement de la salle des fêtes (opération n° 77).")),),
    ),
    Case(
        "a trial that spends the sum asked",
        asked("Offrir un panier de légumes aux femmes enceintes", euros=5000),
        (voted("APPROUVE l'expérimentation de paniers et y CONSACRE 5 000 €.", sums=[("5 000 €", 5000, "granted")]),),
        "funded",
        "granted",
        "called a trial, paid as asked",
    ),
    Case(
        "a rent comes in",
        asked("Ouvrir les toits publics aux habitants"),
        (voted("AUTORISE l'occupation du toit pour 300 € par an.", sums=[("300 €", 300, "received")]),),
        "funded",
        "not_needed",
        "the authority receives",
    ),
]


@pytest.mark.parametrize("case", DECISION + SUBSTANCE + MONEY, ids=lambda c: c.name)
def test_verdict(case):
    verdict = verdict_on(case.measure, *case.acts, lines=case.lines, grants=case.grants)
    assert (verdict.status, verdict.money) == (Status(case.status), Money(case.money) if case.money else None), (
        case.why,
        verdict.statement,
    )


def test_every_rule_fires_in_some_case():
    fired = {verdict_on(c.measure, *c.acts, lines=c.lines, grants=c.grants).rule for c in DECISION + SUBSTANCE + MONEY}
    elsewhere = {
        "link_to_confirm",
        "absent_near",
        "doubtful_absence",
        "absent_past_deadline",
        "too_little_read",
        "misread_plan",
        "other_authority",
    }  # tests/judge/test_guards.py
    elsewhere |= {"only_prices", "put_again", "weak_link", "weak_loss", "one_stands_out", "money_nearby"}  # tests/judge/test_doubts.py
    assert fired | elsewhere == {rule.name for rule in rules()}


def test_every_test_of_a_rule_is_used_and_the_order_is_that_of_the_guide():
    assert {rule.test for rule in rules()} == set(TESTS)
    order = list(dict.fromkeys(rule.status for rule in rules()))
    assert [str(s) for s in order] == [
        "unsure",
        "dropped",
        "postponed",
        "no_trace",
        "weakened",
        "unfunded",
        "conditional",
        "underfunded",
        "funded",
    ]


@pytest.mark.parametrize("row", load_table("verdict_rules"), ids=lambda r: r["pattern"])
def test_the_example_of_a_rule_begins_as_its_sentence_does(row):
    fixed = row["sentence"].split("{")[0].strip()
    assert row["example"].lower().startswith(fixed.lower())


@pytest.mark.parametrize(
    ("acts", "decision", "substance"),
    [
        ((voted("REJETTE la proposition.", outcome="rejected"),), Decision.REJECTED, Substance.SAME),
        ((voted("PREND ACTE.", outcome="noted"),), Decision.NOTED, None),
        ((), Decision.NONE, None),
    ],
)
def test_substance_without_adoption(acts, decision, substance):
    verdict = verdict_on(KIOSK, *acts)
    assert (verdict.decision, verdict.substance, verdict.money) == (decision, substance, None)
