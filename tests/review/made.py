"""A small territory under review: a link in doubt, two acts in doubt on one measure, a flag to check, and one the machine is sure of."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pipeline.records.link import Band
from pipeline.records.review import Choice, Review, ReviewKind
from pipeline.records.run import Results, Run
from tests import factories as make

PLAN = make.document(
    "Action 1 Ouvrir un café associatif\nAction 2 Créer une ligne de bus le dimanche\nAction 3 Tenir une foire aux vélos\n"
    "Action 4 Planter <b>cent</b> arbres",
    doc="plans/plan.pdf",
)
ACTS = make.document(
    "Café associatif de la gare\nATTRIBUE 30 000 € au café\nDesserte en bus du dimanche\nREJETTE la desserte\n"
    "Transport à la demande\nAPPROUVE le transport\n"
    "Foire aux vélos d'occasion\nREJETTE la foire\nMédiathèque, fenêtres\nAPPROUVE les fenêtres",
    doc="actes/seance.pdf",
)
CAFE, BUS, BIKES, TREES = (
    make.measure(PLAN, words, number=f"Action {n}")
    for n, words in enumerate(
        ("Ouvrir un café associatif", "Créer une ligne de bus le dimanche", "Tenir une foire aux vélos", "Planter <b>cent</b> arbres"), 1
    )
)
GRANTED, DESSERTE, ON_DEMAND, FAIR, LIBRARY = (
    make.act(ACTS, subject, operative=operative, number=f"2024-{n}", session=date(2024, 3, n), outcome=outcome)
    for n, (subject, operative, outcome) in enumerate(
        (
            ("Café associatif de la gare", "ATTRIBUE 30 000 € au café", "adopted"),
            ("Desserte en bus du dimanche", "REJETTE la desserte", "rejected"),
            ("Transport à la demande", "APPROUVE le transport", "adopted"),
            ("Foire aux vélos d'occasion", "REJETTE la foire", "rejected"),
            ("Médiathèque, fenêtres", "APPROUVE les fenêtres", "adopted"),
        ),
        1,
    )
)
LINKS = (
    make.link(CAFE, GRANTED, 0.97),
    make.link(BUS, DESSERTE, 0.55),
    make.link(BUS, ON_DEMAND, 0.71),
    make.link(BUS, LIBRARY, 0.02),
    make.link(BIKES, FAIR, 0.95),
    make.link(TREES, LIBRARY, 0.6),
)
VERDICTS = (
    make.verdict(CAFE, GRANTED),
    make.verdict(BUS, status="unsure", confidence=0.3),
    make.verdict(BIKES, FAIR, status="dropped", dropped=True),
    make.verdict(TREES, status="no_trace", confidence=0.8),
)
AT = datetime(2026, 1, 6, 9, 0, tzinfo=UTC)


def results(**fields: object) -> Results:
    given = {
        "measures": (CAFE, BUS, BIKES, TREES),
        "acts": (GRANTED, DESSERTE, ON_DEMAND, FAIR, LIBRARY),
        "links": LINKS,
        "verdicts": VERDICTS,
    }
    return make.results((PLAN,), (ACTS,), run=Run("r1", make.SIREN, AT, AT, ()), **(given | fields))


def said(measure: object, act: object, choice: str, who: str = "Anne", minute: int = 0, **fields: object) -> Review:
    """A link review."""
    return Review(make.SIREN, ReviewKind.LINK, Choice(choice), who, AT.replace(minute=minute), measure.id, act.id, **fields)


def on_verdict(measure: object, choice: str, who: str = "Anne", minute: int = 0, **fields: object) -> Review:
    """A verdict review."""
    return Review(make.SIREN, ReviewKind.VERDICT, Choice(choice), who, AT.replace(minute=minute), measure.id, **fields)


assert LINKS[1].band is Band.REVIEW and LINKS[4].band is Band.LINKED
