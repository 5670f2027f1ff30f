"""What became of an act, by what vote, in which sitting, with what money, and what is doubtful."""

from __future__ import annotations

import pytest

from pipeline.extract.acts import extract_acts
from pipeline.extract.acts.votes import read_vote, read_vote_table, ticked_unanimous
from pipeline.extract.flat import flat
from pipeline.records.council import Act, AmountRole, Outcome
from tests.extract.acts.council_papers import paper

HEAD = "Séance du 3 mars 2022\nL'an deux mille vingt-deux, le trois mars, le conseil municipal s'est réuni.\n"
TAIL = "\n# 2022-99 – Achat d'un banc\nLe conseil municipal, après en avoir délibéré, décide d'acheter un banc.\n"
FORMULA = "Le conseil municipal, après en avoir délibéré, à l'unanimité, "


def act_of(body: str, title: str = "Convention avec la chorale") -> Act:
    return extract_acts(paper(f"{HEAD}# 2022-98 – {title}\n{body}{TAIL}")).found[0]


OUTCOMES = [
    (FORMULA + "approuve la convention.", Outcome.ADOPTED, "plain adoption"),
    (FORMULA + "décide de ne pas signer la convention.", Outcome.REJECTED, "decides not to"),
    (FORMULA + "décide de refuser l'aide demandée.", Outcome.REJECTED, "decides to refuse"),
    (
        "Le conseil municipal, après en avoir délibéré :\n- N’ADOPTE PAS la proposition.\nPour : 3 – Contre : 9",
        Outcome.REJECTED,
        "negation",
    ),
    ("Mme Roux propose d'approuver la convention.\nVote :\n- Pour : 4\n- Contre : 9", Outcome.REJECTED, "lost by the figures alone"),
    (
        "Madame le maire demande aux membres s'ils sont d'accord pour signer.\nVote : Pour à l'unanimité",
        Outcome.ADOPTED,
        "question and vote",
    ),
    (FORMULA + "décide d'ajourner l'examen de la convention.", Outcome.POSTPONED, "put off"),
    ("Le point est reporté à une séance ultérieure.", Outcome.POSTPONED, "put off without a vote"),
    (FORMULA + "décide de remettre l'examen du plan à la séance d'avril.", Outcome.POSTPONED, "put off in another verb"),
    (FORMULA + "décide de remettre à chaque agent un bon de 45 €.", Outcome.ADOPTED, "what is handed over is not put off"),
    (
        "Mme Roux, maire de Rive, dit que son conseil municipal n'a pas encore délibéré et que deux hameaux demandent à être exclus.\n"
        + FORMULA
        + "décide d'ajourner l'examen de ce rapport.",
        Outcome.POSTPONED,
        "what another council has not done yet decides nothing",
    ),
    ("Le point est retiré de l'ordre du jour par Mme Roux.", Outcome.WITHDRAWN, "taken off"),
    (FORMULA + "accepte la demande de prorogation du délai.", Outcome.ADOPTED, "a word of delay inside an adopted act"),
    (FORMULA + "prend acte du rapport.", Outcome.NOTED, "takes note, even when unanimous"),
    (FORMULA + "approuve le rapport annuel.", Outcome.ADOPTED, "a report that is approved"),
    (FORMULA + "émet un avis favorable à l'adhésion.", Outcome.OPINION, "an opinion"),
    (
        "Les membres du conseil ont, après avoir délibéré, à l'unanimité :\n- Approuvé l'attribution du lot 2.",
        Outcome.ADOPTED,
        "past participles",
    ),
    ("Mme Roux présente le projet de jumelage.", Outcome.UNSTATED, "a number of its own and no outcome"),
    ("Aucune décision n'est prise.", Outcome.NOTED, "no decision"),
    ("Le conseil municipal, après en avoir délibéré, SURSOIT À STATUER sur la cession.\nPour : 12", Outcome.POSTPONED, "stayed"),
    (FORMULA + "décide d'instituer un sursis à statuer sur les demandes d'autorisation.", Outcome.ADOPTED, "a stay of building permits"),
    (
        "M. Gris demande l'ajournement. L'ajournement est mis aux voix et adopté à l'unanimité.",
        Outcome.POSTPONED,
        "the delay put to the vote",
    ),
    (
        FORMULA + "décide de ne pas procéder au scrutin secret ;\n- DÉSIGNE Mme Roux au comité.",
        Outcome.ADOPTED,
        "how the vote is taken is no refusal",
    ),
    (FORMULA + "décide de reporter la date d'ouverture de la piscine.", Outcome.ADOPTED, "a date put off"),
    (
        "Le conseil municipal, après en avoir délibéré, décide : Article 1er. L’examen du projet est ajourné et renvoyé à l’automne.\n"
        "Vote – Pour : 12 – Contre : 4",
        Outcome.POSTPONED,
        "an article that puts the examination off, with its vote",
    ),
    (FORMULA + "décide : Article 1er. Le projet est reporté sur le plan annexé.", Outcome.ADOPTED, "drawn on a plan, not put off"),
    ("Madame la Maire retire ce point.", Outcome.WITHDRAWN, "taken back by who brings it"),
    ("Ce point n'est pas présenté.", Outcome.WITHDRAWN, "not dealt with"),
    (FORMULA + "décide de retirer la délibération n° 2020-12 du 3 mars 2020.", Outcome.ADOPTED, "an old act withdrawn"),
    ("Rapport présenté pour information, sans vote.", Outcome.NOTED, "a report without a vote"),
    ("Il est donné acte de cette communication.", Outcome.NOTED, "act given"),
    ("La délibération n'est pas adoptée (8 voix pour, 12 voix contre).", Outcome.REJECTED, "not adopted"),
    (FORMULA + "ÉMET LE VŒU que la ligne soit rouverte.", Outcome.OPINION, "a wish in the operative words"),
    ("Le conseil municipal demande à l'État d'agir.\nLa motion est adoptée à l'unanimité.", Outcome.OPINION, "a motion by its vote"),
    ("Ainsi délibéré et adopté à l'unanimité.", Outcome.ADOPTED, "closing words that say the vote"),
    (FORMULA + "DIFFÈRE sa décision dans l'attente de l'avis du Département.", Outcome.POSTPONED, "a decision put off"),
    (
        "M. Brun s'inquiète. Par 9 voix pour, 1 contre (M. Brun) et 2 abstentions (A. Roux, B. Noir), le conseil fixe le prix.",
        Outcome.ADOPTED,
        "names in brackets before the assembly",
    ),
    ("À la majorité (abstentions : Mme Roux et M. Brun), le conseil fixe la contribution.", Outcome.ADOPTED, "a colon in brackets"),
    ("À l'unanimité, M. Brun, président du club, étant sorti, le conseil vote les aides suivantes.", Outcome.ADOPTED, "who has left"),
    ("Sur la demande du comptable, le conseil, à l'unanimité, admet en non-valeur le titre.", Outcome.ADOPTED, "at whose demand"),
    (
        "Une expertise étant en cours, le conseil sursoit à statuer et se prononcera au vu des résultats.",
        Outcome.POSTPONED,
        "for what reason",
    ),
    ("Après discussion, les délégués arrêtent à l'unanimité la participation des communes.", Outcome.ADOPTED, "delegates decide"),
    ("L'acheteur a renoncé. Point retiré.", Outcome.WITHDRAWN, "taken off in two words"),
    ("Point retiré par le maire, le plan devant être revu.", Outcome.WITHDRAWN, "taken off, with a reason"),
    ("Le conseil souhaite comparer les prix. La décision est reportée à la prochaine séance.", Outcome.POSTPONED, "a wish to wait"),
    ("Mme Roux présente le rapport. Il en est pris acte.", Outcome.NOTED, "noted at the end of a paragraph"),
    (
        "M. Brun dépose un amendement ramenant l'aide à 2 000 € ; il est repoussé (2 pour, 6 contre). Le conseil attribue l'aide.\n"
        "Pour : 7 – Contre : 1",
        Outcome.ADOPTED,
        "an amendment refused in the paragraph that decides",
    ),
    (
        "Un amendement de M. Brun recueille 4 voix et n'est pas adopté. Par 8 voix pour et 3 contre, le conseil décide de confier l'étude.",
        Outcome.ADOPTED,
        "an amendment of somebody, not adopted",
    ),
    ("Le conseil municipal, à l'unanimité, accepte de reporter ce point à la séance de mai.", Outcome.POSTPONED, "agrees to put off"),
    (
        "Le conseil municipal, après en avoir délibéré, DÉCIDE :\nArticle 1er – La demande de la chorale est rejetée.\nVote : unanimité",
        Outcome.REJECTED,
        "a demand refused in the passive",
    ),
    (
        "Il est proposé d'entrer au capital.\nIl a été procédé au scrutin : 31 bulletins, 11 pour, 20 contre. Elle n'est pas adoptée.",
        Outcome.REJECTED,
        "a ballot told in a sentence",
    ),
    ("Rapport retiré en séance.", Outcome.WITHDRAWN, "taken off in the sitting"),
    (
        "L'amendement n° 1 est rejeté (10 pour, 15 contre). Le conseil municipal, après en avoir délibéré, APPROUVE la convention.\n"
        "Pour : 20 – Contre : 5",
        Outcome.ADOPTED,
        "the vote on an amendment in the paragraph of the decision",
    ),
    ("Pour 2024, il est proposé un taux de 2 %.\n" + FORMULA + "fixe ce taux.", Outcome.ADOPTED, "a year behind 'pour' is no vote"),
]


@pytest.mark.parametrize(("body", "outcome", "reason"), OUTCOMES, ids=[o[2] for o in OUTCOMES])
def test_outcomes(body: str, outcome: Outcome, reason: str) -> None:
    assert act_of(body).outcome is outcome, reason


EXECUTIVE = [
    ("D É C I D E\nArticle 1 : Est conclu avec la société Volt un marché de 9 000 € HT.", "a verb whose letters are set apart"),
    ("Article 1 : Est confiée à la coopérative Les Fils une étude.", "an article that says what is done"),
]


@pytest.mark.parametrize(("body", "reason"), EXECUTIVE, ids=[e[1] for e in EXECUTIVE])
def test_a_decision_of_the_executive_decides(body: str, reason: str) -> None:
    acts = extract_acts(
        paper(f"# DÉCISION DU PRÉSIDENT\nn° 2022-P-088\n# Étude\nVu la délibération n° 2020-C-030 ;\n{body}\nFait le 3 mars 2022")
    ).found
    assert [(a.number, a.outcome) for a in acts] == [("2022-P-088", Outcome.ADOPTED)], reason


def test_a_place_and_a_date_sign_a_decision() -> None:
    acts = extract_acts(
        paper(
            "# DÉCISION DU MAIRE N° 2022-117\nObjet : Étude\nDÉCIDE\nArticle 1 : Est conclu un bail.\nPort-Clair, le 22 mars 2022 Le Maire"
        )
    ).found
    assert [a.session.value.isoformat() for a in acts if a.session] == ["2022-03-22"]


def test_the_vote_may_follow_the_discussion_in_one_paragraph() -> None:
    act = act_of(
        "Le budget est ensuite soumis au vote. Le conseil municipal, par 41 voix pour, 9 contre et 3 abstentions,\nADOPTE le budget."
    )
    assert act.votes is not None and (act.votes.in_favour, act.votes.against, act.votes.abstention) == (41, 9, 3)


def test_a_printed_count_of_votes_against_rejects_nothing() -> None:
    act = act_of(
        "Après en avoir délibéré, le Conseil :\n- CRÉE une chorale.\nONT VOTÉ POUR : 31\nONT VOTÉ CONTRE : /\nSE SONT ABSTENUS : 2"
    )
    assert act.outcome is Outcome.ADOPTED


def test_a_wish_commits_to_nothing() -> None:
    assert act_of(FORMULA + "demande le maintien de la gare.", "Vœu pour la gare").outcome is Outcome.OPINION
    asked = act_of(FORMULA + "émet le vœu que l'État porte à 9 000 000 € les crédits de la gare.", "Vœu pour la gare")
    assert [a.role for a in asked.amounts] == [AmountRole.OTHER]


def test_a_recital_decides_nothing() -> None:
    act = act_of(
        "Considérant la demande du collectif d'attribuer une aide de 5 000 € au four banal ;\n" + FORMULA + "prend acte de cette demande."
    )
    assert act.outcome is Outcome.NOTED
    assert [a.role for a in act.amounts] == []
    assert "5 000" in act.recitals[0].text and act.operative is not None and "5 000" not in act.operative.text


def test_debate_after_the_vote_is_kept_apart() -> None:
    act = act_of(FORMULA + "approuve la convention.\nM. Gris demande si la somme de 7 000 € est prévue.")
    assert act.debate is not None and "7 000" in act.debate.text
    assert act.amounts == ()


VOTES = [
    ("Pour : 15 Contre : 2 Abstentions : 3", (15, 2, 3), False, "figures behind labels"),
    ("par 59 voix pour, 6 contre et 2 abstentions", (59, 6, 2), False, "figures before labels"),
    ("à l'unanimité, 14 pour et 2 abstentions", (14, None, 2), True, "unanimity with abstentions stays unanimous"),
    ("ONT VOTÉ POUR : 14 ONT VOTÉ CONTRE : / SE SONT ABSTENUS : /", (14, 0, 0), None, "a slash is none"),
    ("Contre : néant – Abstention : néant – Pour : douze", (12, 0, 0), None, "words"),
    ("Unanimité moins 1 abstention", (None, None, 1), True, "all but one"),
    ("à la majorité. 2 CONTRE (M. Blanc et M. Gris)", (None, 2, None), False, "a majority"),
    ("Abstentions : Mme Roux, M. Blanc, Mme Verte", (None, None, 3), None, "printed names are counted"),
    ("Ont voté contre (3) : Mmes Roux, Verte ; M. Gris.", (None, 3, None), False, "a count before names"),
    ("Le conseil, à l'unanimité (14 voix), décide", (14, None, None), True, "the voices of all in brackets"),
    ("à la majorité, un conseiller (R. Gris) votant contre, fixe", (None, 1, None), False, "one who votes against"),
    ("décide à l'unanimité, pour un montant de 12 €", (None, None, None), True, "a sum is no vote"),
    ("Adopté. Pour : 22. Contre : 9. Abstentions : 3.", (22, 9, 3), False, "the result, then figures in sentences of their own"),
    ("Adoption : Unanimité.", (None, None, None), True, "one word behind the result"),
    (
        "Adopté à l'unanimité des suffrages exprimés, Mme Verte et M. de La Tour s'abstenant.",
        (None, None, 2),
        True,
        "names before it",
    ),
    ("Adopté à la majorité, Mme Verte votant contre et M. Roux s'abstenant.", (None, 1, 1), False, "a choice for each name"),
    ("20 P / 3 C / 2 A", (20, 3, 2), False, "figures before initials"),
    ("Votants : 25 (P : 20 – C : 3 – A : 2)", (20, 3, 2), False, "figures behind initials"),
    ("le lot 2 P, le lot 3 C", (None, None, None), None, "letters of lots are no votes"),
    ("pour une durée de 3 ans", (None, None, None), None, "a length is no vote"),
    ("POUR : vingt\nCONTRE : trois\nABSTENTIONS : deux", (20, 3, 2), False, "words behind labels, a line each"),
    ("Votes pour 20\nVotes contre 3\nAbstentions 2", (20, 3, 2), False, "figures behind labels, a line each"),
    ("Scrutin : Pour 20 | Contre 3 | Abst. 2", (20, 3, 2), False, "figures between bars"),
    ("à la majorité, M. Gris et Mme Verte votant contre, M. Noir s'abstenant", (None, 2, 1), False, "names before each choice"),
]


@pytest.mark.parametrize(("text", "counts", "unanimous", "reason"), VOTES, ids=[v[3] for v in VOTES])
def test_votes(text: str, counts: tuple[int | None, int | None, int | None], unanimous: bool | None, reason: str) -> None:
    found, read_unanimous, _ = read_vote(text)
    assert (found["for"], found["against"], found["abstention"]) == counts, reason
    assert read_unanimous is unanimous, reason


@pytest.mark.parametrize(
    "line",
    [
        "Pour\tContre\tAbstention\n20\t3\t2",
        "Ainsi fait et délibéré : 20 POUR, 3 CONTRE, 2 ABSTENTIONS",
        "Délibération adoptée : 20 voix POUR, 3 voix CONTRE et 2 ABSTENTIONS.",
    ],
)
def test_a_vote_below_the_decision(line: str) -> None:
    vote = act_of("Le conseil municipal, après en avoir délibéré,\nAPPROUVE la convention.\n" + line).votes
    assert vote is not None and (vote.in_favour, vote.against, vote.abstention, vote.unanimous) == (20, 3, 2, False)


def test_a_member_who_takes_no_part_is_counted() -> None:
    assert read_vote("Mme Verte, présidente du club, ne prend pas part au vote. Vote : Pour : 12")[0]["not_voting"] == 1


NOT_VOTING = [
    (
        "Après délibération, M. Roux et Mme Verte, membres du club, ayant quitté la salle et ne prenant pas part au vote,",
        2,
        "what they are stands between their names and the words",
    ),
    ("à l'unanimité (53 voix pour ; 2 élus ne prennent pas part au vote : MM. Roux et Gris)", 2, "a figure before the words"),
    ("Le conseil, M. Paul Gris, membre de la coopérative, s'étant retiré, adopte le règlement.", 1, "one who leaves"),
    ("Pour : 12 – Contre : 0 – Abst. : 1 – NPPV : 3", 3, "the usual letters"),
    ("Vote : pour 37, contre 0. Le Président n'a pas pris part au vote.", 1, "one who is named by the office alone"),
]


@pytest.mark.parametrize(("words", "count", "why"), NOT_VOTING, ids=[row[2] for row in NOT_VOTING])
def test_those_who_take_no_part(words: str, count: int, why: str) -> None:
    assert read_vote(words)[0]["not_voting"] == count, why


BOXES = [
    ("Pour : 26 Contre : 0 Abstention : 0", True),
    ("Pour : 20 Contre : 5 Abstention : 2", False),
    ("Pour : 20 Contre : 0 Abstention : 2", None),
]


@pytest.mark.parametrize(("figures", "unanimous"), BOXES)
def test_the_figures_tell_which_box_is_ticked(figures: str, unanimous: bool | None) -> None:
    counts = read_vote(figures)[0]
    assert ticked_unanimous(flat(f"adopté à l'unanimité adopté à la majorité rejeté\n{figures}"), counts) is unanimous
    assert ticked_unanimous(flat(figures), counts) is None


def test_names_go_with_their_choice() -> None:
    _, _, named = read_vote("Contre : 2, Mme Roux, M.BLANC Abstention : 1, M. Gris")
    assert named == (("Mme Roux", "against"), ("M.BLANC", "against"), ("M. Gris", "abstention"))


def test_who_does_not_vote_has_a_column() -> None:
    counts = read_vote_table([["pour", "contre", "abstention", "non-votant"], ["7", "1", "0", "1"]])
    assert counts == {"for": 7, "against": 1, "abstention": 0, "not_voting": 1}


def test_a_table_of_votes() -> None:
    rows = [
        [flat(c) for c in r]
        for r in (["Votants", "Pour", "Contre", "Abstention", "Ne prend pas part au vote"], ["70", "68", "0", "1", "1"])
    ]
    assert read_vote_table(rows) == {"for": 68, "against": 0, "abstention": 1, "not_voting": 1}
    rows[0][-1] = "ne prennent pas part au vote"
    assert read_vote_table(rows) == {"for": 68, "against": 0, "abstention": 1, "not_voting": 1}


@pytest.mark.parametrize(
    ("rows", "counts"),
    [
        ("Groupe|Pour|Contre|Abst.\nAlpha|20|0|0\nBêta|0|5|0\nTotal|20|5|0", (20, 5, 0)),
        ("Liste|Voix pour|Voix contre|Abstentions\nAlpha|20|0|0\nBêta|3|5|1", (23, 5, 1)),
        ("Vote|Alpha|Bêta|Total\nPour|20|3|23\nContre|0|5|5\nAbstention|0|1|1", (23, 5, 1)),
        ("|Alpha|Bêta\nPour|20|3\nContre|0|5\nAbstentions|/|1", (23, 5, 1)),
        ("Votants|Pour|Contre|Abstention\n29|28|0|1", (28, 0, 1)),
    ],
    ids=["a total below", "the groups added up", "a column of totals", "a row for each choice", "one row"],
)
def test_a_table_of_votes_by_group(rows: str, counts: tuple[int, ...]) -> None:
    found = read_vote_table([[flat(cell) for cell in row.split("|")] for row in rows.split("\n")])
    assert found is not None and (found["for"], found["against"], found["abstention"]) == counts


SESSIONS = [
    ("L'an deux mille vingt-deux, le trois mars à vingt heures, le conseil", "x.pdf", "2022-03-03", "words"),
    ("Conseil municipal du 3 mars 2022", "x.pdf", "2022-03-03", "text"),
    ("Le conseil s'est réuni.", "CM-03-mars-2022.pdf", "2022-03-03", "file name"),
    ("Le conseil s'est réuni.", "20220303-PV.pdf", "2022-03-03", "file name"),
    ("Approbation du procès-verbal de la séance du 1er février 2022\nSéance du 3 mars 2022", "x.pdf", "2022-03-03", "text"),
    (
        "Délibération du Bureau prise par délégation du Conseil métropolitain (délibération du 16 juillet 2020)\nSéance\t3 mars 2022",
        "x.pdf",
        "2022-03-03",
        "text",
    ),
]


@pytest.mark.parametrize(("head", "doc", "day", "source"), SESSIONS, ids=[f"{s[3]}-{i}" for i, s in enumerate(SESSIONS)])
def test_sessions(head: str, doc: str, day: str, source: str) -> None:
    act = extract_acts(paper(f"{head}\n# 2022-98 – Achat d'un banc\n{FORMULA}décide d'acheter un banc.{TAIL}", doc=doc)).found[0]
    assert act.session is not None
    assert (act.session.value.isoformat(), act.session.source) == (day, source)


MONEY = [
    ("Aide au club", FORMULA + "attribue une subvention de 900 € au club de voile.", [(90_000, AmountRole.GRANTED)], "a grant"),
    (
        "Demande de subvention DETR",
        FORMULA + "sollicite une aide de 4 000 € auprès de l'État.",
        [(400_000, AmountRole.RECEIVED)],
        "asked from others",
    ),
    (
        "Tarifs de la salle",
        "Petite salle\t80 €\nGrande salle\t140 €\n" + FORMULA + "fixe ces tarifs.",
        [(8_000, AmountRole.TARIFF), (14_000, AmountRole.TARIFF)],
        "prices",
    ),
    ("Approbation du compte administratif", "Dépenses\t10 000,00\n" + FORMULA + "approuve le compte.", [], "accounts state what was done"),
    (
        "Marché de voirie",
        "Entreprise\tMontant\nDupré\t31 000 €\nLenoir\t45 000 €\n" + FORMULA + "attribue le marché à l'entreprise Dupré pour 31 000 € HT.",
        [(3_100_000, AmountRole.GRANTED)],
        "the offer that was taken",
    ),
    (
        "Aide au four",
        "Le coût des travaux est estimé à 9 000 €.\n" + FORMULA + "décide de faire les travaux.",
        [(900_000, AmountRole.ESTIMATED)],
        "a cost announced",
    ),
    ("Aide au four", FORMULA + "décide de ne pas verser l'aide de 600 €.", [(60_000, AmountRole.OTHER)], "a refusal grants nothing"),
    ("Garantie d'emprunt", FORMULA + "accorde sa garantie pour un prêt de 500 000 €.", [(50_000_000, AmountRole.OTHER)], "a guarantee"),
    (
        "Aide au club",
        FORMULA + "verse une aide de 900 € en deux fois, un premier versement de 500 €.",
        [(90_000, AmountRole.GRANTED)],
        "instalments of one sum",
    ),
    (
        "Ouverture de crédits",
        "Article\tMontant\n2158-163\t3 500,00 €\n" + FORMULA + "ouvre ces crédits.",
        [(350_000, AmountRole.BUDGETED)],
        "credits",
    ),
]


@pytest.mark.parametrize(("title", "body", "amounts", "reason"), MONEY, ids=[m[3] for m in MONEY])
def test_money(title: str, body: str, amounts: list[tuple[int, AmountRole]], reason: str) -> None:
    assert [(a.cents, a.role) for a in act_of(body, title).amounts] == amounts, reason


def test_a_sum_read_by_ocr_says_so() -> None:
    text = f"{HEAD}# 2022-98 – Aide au club\n{FORMULA}attribue une aide de 900 € au club.{TAIL}"
    assert extract_acts(paper(text, confidence=0.9)).found[0].amounts[0].by_ocr
    assert not extract_acts(paper(text)).found[0].amounts[0].by_ocr


def codes(text: str) -> list[str]:
    return [i.code for i in extract_acts(paper(text)).issues]


def test_a_gap_in_the_numbers_is_an_issue() -> None:
    text = HEAD + "".join(f"# 2022-{n} – Achat n° {n}\n{FORMULA}décide l'achat.\n" for n in (11, 12, 14))
    assert codes(text) == ["missing-number"]


def test_a_prefix_left_out_is_no_gap() -> None:
    text = HEAD + "".join(f"# {n} – Achat n° {n[-2:]}\n{FORMULA}décide l'achat.\n" for n in ("DE-2022/11", "2022/12", "DE-2022/13"))
    assert codes(text) == []


def test_a_vote_outside_any_act_is_an_issue() -> None:
    text = (
        HEAD
        + f"Mme Roux soumet la réfection du lavoir.\nVote : Pour : 9 Contre : 2\n# 2022-11 – Achat d'un banc\n{FORMULA}décide l'achat.\n"
    )
    text += f"# 2022-12 – Achat d'un arbre\n{FORMULA}décide l'achat.\n"
    assert codes(text) == ["vote-outside-act"]


def test_an_announced_item_without_an_act_is_an_issue() -> None:
    text = HEAD + "# Ordre du jour\n- Réfection du lavoir communal\n- Achat de deux bancs\n_____\n"
    text += f"# 1. Achat de deux bancs\n{FORMULA}décide l'achat.\n"
    assert codes(text) == ["agenda-item-without-act"]


WORDS = "La municipalité prépare la séance et le conseil municipal étudie les dossiers de la commune avec soin. " * 12


def test_a_council_document_without_acts_says_so() -> None:
    assert codes(WORDS) == ["no-acts"]
    assert codes("# CONVOCATION du conseil municipal\n" + WORDS) == ["no-decision-by-nature"]
    assert codes("Recette de la tarte aux pommes. " * 40) == []


VOTES_OF_SCANS = [
    ("rules lost, one figure for each label", "Votants Pour Contre Abstention Ne prend pas part au vote\n68 66 1 1 0", (66, 1, 1, 0)),
    ("rules read as bars", "Votants | Pour | Contre | Abstention\n40 | 38 | 2 | 0", (38, 2, 0, None)),
    ("names going on below", "Ont voté contre : M. Paul Blanc, Mme\nAnne Verte, M. Luc Gris.", (None, 3, None, None)),
    ("voices without a label", "Adopté à l'unanimité des suffrages exprimés, soit 33 voix.", (33, None, None, None)),
    ("one figure against the other", "Adopté par 26 voix contre 3.", (26, 3, None, None)),
    ("put to the vote", "Mise aux voix, la proposition recueille 22 voix pour, 9 voix contre et 3 abstentions.", (22, 9, 3, None)),
    ("a postponement that is put to the vote", "Report accepté par 52 voix pour et 14 abstentions.", (52, None, 14, None)),
    ("abbreviated", "POUR : 18 CONTRE : 0 ABST. : 1", (18, 0, 1, None)),
]


@pytest.mark.parametrize(("why", "lines", "counts"), VOTES_OF_SCANS, ids=[row[0] for row in VOTES_OF_SCANS])
def test_votes_as_scans_give_them(why: str, lines: str, counts: tuple[int | None, ...]) -> None:
    act = act_of(f"Le conseil municipal, après en avoir délibéré, décide d'acheter un four.\n{lines}")
    assert (act.votes.in_favour, act.votes.against, act.votes.abstention, act.votes.not_voting) == counts, why


def test_the_columns_of_a_table_of_votes_are_none_of_what_is_decided() -> None:
    act = act_of(
        "Le conseil municipal, après en avoir délibéré, décide d'acheter un four.\n"
        "Votants\tPour\tContre\tAbstention\tNe prend pas part au vote\n68\t66\t1\t1\t0\nAdopté à la majorité."
    )
    assert act.operative is not None and act.operative.text.endswith("d'acheter un four.")
    assert (act.votes.in_favour, act.votes.against, act.votes.abstention, act.votes.not_voting) == (66, 1, 1, 0)


def test_the_closing_words_date_an_act_that_names_no_sitting() -> None:
    (act,) = extract_acts(
        paper(
            """Délibération n° CC-2023-018
Objet : Prêt de tentes aux associations
Après en avoir délibéré, le conseil communautaire
ARTICLE 1 - DÉCIDE de prêter les tentes.
Ainsi fait et délibéré à Valserre, le 14 décembre 2023
"""
        )
    ).found
    assert act.session is not None
    assert act.session.value.isoformat() == "2023-12-14"


def test_the_assembly_may_vote_on_one_line_and_decide_on_the_next() -> None:
    act = act_of("Mme Roux présente la convention.\nLe conseil municipal, à l'unanimité,\nDÉCIDE de reporter l'examen de la convention.")
    assert (act.outcome, act.votes.unanimous) == (Outcome.POSTPONED, True)


OPERATIVES = [
    (
        "Après en avoir délibéré, à l'unanimité,\nVu le code de l'urbanisme,\nDÉCIDE :\n- de prescrire la révision du plan.",
        "DÉCIDE : de prescrire la révision du plan.",
        "the formula opens the visas, the verb stands behind them",
    ),
    (
        "Le conseil, après avoir procédé à un vote à main levée, par 16 voix pour et 1 abstention, émet un avis favorable au projet.",
        "émet un avis favorable au projet.",
        "how it was voted is not what was decided",
    ),
    (
        "Le conseil municipal, après en avoir délibéré, tire de la concertation le bilan suivant, joint au procès-verbal.",
        "tire de la concertation le bilan suivant, joint au procès-verbal.",
        "a verb of no table",
    ),
    (
        "Mme Roux présente le devis. Le conseil retient l'offre de la menuiserie.\nAdopté à l'unanimité.",
        "retient l'offre de la menuiserie. Adopté à l'unanimité.",
        "the assembly decides inside a paragraph",
    ),
    (
        "Le conseil municipal, par 9 voix pour, 2 contre (MM. Roux et Gris) et 1 abstention (A. Verte) :\n"
        "APPROUVE : La convention avec le club est approuvée pour trois ans.",
        "APPROUVE : La convention avec le club est approuvée pour trois ans.",
        "the verb as the label of a sentence, below a vote that names persons",
    ),
    (
        "Le conseil municipal, M. Gris, associé de la coopérative, s'étant retiré, adopte le règlement à l'unanimité.",
        "adopte le règlement à l'unanimité.",
        "what a member is, is no verb of the assembly",
    ),
    (
        "Après en avoir délibéré, à l'unanimité (20 voix ; 2 élus ne votent pas : MM. Roux et Gris),\nalloue au club le prêt de la salle.",
        "alloue au club le prêt de la salle.",
        "what stands in brackets is no verb of the assembly",
    ),
    (
        "Le conseil municipal\n- retient les deux projets ci-dessus ;\n- autorise la maire à signer.\nAdopté à la majorité.",
        "retient les deux projets ci-dessus ; autorise la maire à signer. Adopté à la majorité.",
        "the assembly alone on its line, small verbs in the list below it",
    ),
    (
        "Après échange de vues, le conseil municipal, à la majorité, un élu (R. Gris) votant contre, fixe ainsi les horaires du marché.",
        "fixe ainsi les horaires du marché.",
        "an initial ends no sentence",
    ),
    (
        "M. Gris présente le rapport annuel.\nPris acte du rapport, tenu à la disposition du public.",
        "Pris acte du rapport, tenu à la disposition du public.",
        "a participle opens a paragraph of the register",
    ),
    (
        "La société propose 500 parts. Le bureau retient 200 parts.\nVu la loi du 10 septembre 1947 ;\nAprès débat, l'assemblée :\n"
        "- DÉCIDE de souscrire 200 parts, soit 20 000 €.",
        "DÉCIDE de souscrire 200 parts, soit 20 000 €.",
        "what is told before the visas gives way to the formula that opens the list",
    ),
    (
        "Le conseil départemental participe au comité de suivi.\nLe conseil municipal, après en avoir délibéré, décide :\n"
        "Article 1er. La convention est approuvée.",
        "décide : Article 1er. La convention est approuvée.",
        "what another assembly does is told, not decided",
    ),
    (
        "Le rapport proposait de compenser le prix des repas.\nVu les statuts ;\nAvant l'ouverture du débat :\n"
        "Le Président RETIRE le rapport de l'ordre du jour. Il n'est pas procédé au vote.",
        "Le Président RETIRE le rapport de l'ordre du jour. Il n'est pas procédé au vote.",
        "who presides takes the item off",
    ),
    (
        "L'assemblée décide à l'unanimité de ne pas recourir au scrutin secret. Mme Petit est seule candidate.\nVu les statuts ;\n"
        "Le conseil municipal, après en avoir délibéré,\nArticle 1er : DÉSIGNE Mme Petit en qualité de déléguée.\nAdopté à l'unanimité.",
        "DÉSIGNE Mme Petit en qualité de déléguée. Adopté à l'unanimité.",
        "how to vote is decided before the visas, the thing behind them",
    ),
    (
        "Le Bureau, agissant par délégation du Conseil communautaire (délibération D2020-041 du 16 juillet 2020), sur proposition du"
        " rapporteur, décide :\n- Est consentie une servitude de passage.\n- Une indemnité de 92 € sera versée à la commune.\n"
        "- Le Président est autorisé à signer.\nAdopté à l'unanimité.",
        "décide : Est consentie une servitude de passage. Une indemnité de 92 € sera versée à la commune. Le Président est autorisé à"
        " signer. Adopté à l'unanimité.",
        "a long apposition before the verb, what is decided said as done",
    ),
]


@pytest.mark.parametrize(("body", "operative", "why"), OPERATIVES, ids=[row[2] for row in OPERATIVES])
def test_the_operative_words_begin_at_the_verb(body: str, operative: str, why: str) -> None:
    act = act_of(body)
    assert act.operative is not None
    assert act.operative.text == operative, why


def test_a_formula_before_the_visas_carries_the_vote() -> None:
    assert act_of(OPERATIVES[0][0]).votes.unanimous


def test_deciding_to_decide_later_is_a_postponement() -> None:
    assert act_of("Le conseil décide de délibérer sur ce sujet au mois de juin prochain.").outcome is Outcome.POSTPONED
    assert act_of(FORMULA + "décide de ne pas augmenter les taux.").outcome is Outcome.ADOPTED


def test_the_minutes_of_the_last_sitting_end_at_their_own_vote() -> None:
    act = extract_acts(
        paper(
            HEAD
            + """> Compte-rendu de la réunion du 1er février 2022 :
Pas d'observations. Le compte-rendu est adopté à l'unanimité.
Mme Roux propose d'ajouter un point à l'ordre du jour.
Le conseil municipal donne son accord.
# 2022-21 – Achat d'un arbre
Le conseil municipal, après en avoir délibéré, décide d'acheter un arbre.
"""
        )
    ).found[0]
    assert act.operative is not None
    assert act.operative.text.endswith("Le compte-rendu est adopté à l'unanimité.")


ELECTIONS = [
    ("Il ressort de ce vote qu'est élu à l'unanimité M. Gris comme délégué.", Outcome.ADOPTED, "told of the vote"),
    ("M. Gris, ayant obtenu la majorité absolue, a été proclamé adjoint et immédiatement installé.", Outcome.ADOPTED, "proclaimed"),
    ("En cas d'égalité des suffrages, le plus âgé est déclaré élu.", Outcome.UNSTATED, "the rules of a ballot elect nobody"),
    (
        "Considérant son intérêt, le conseil, après avoir entendu Mme Roux, décide à l'unanimité de la rendre.",
        Outcome.ADOPTED,
        "behind a recital",
    ),
    (
        "Le conseil communautaire a décidé le principe de ces fonds par délibération du 3 mai.",
        Outcome.UNSTATED,
        "what was decided long ago",
    ),
]


@pytest.mark.parametrize(("body", "outcome", "why"), ELECTIONS, ids=[row[2] for row in ELECTIONS])
def test_results_told_in_other_words(body: str, outcome: Outcome, why: str) -> None:
    assert act_of("Mme Roux expose.\n" + body, "Délégués au syndicat").outcome is outcome, why


def test_an_item_that_informs_by_its_title_is_noted() -> None:
    assert act_of("Mme Roux présente la carte.", "Inventaire des zones humides : Information").outcome is Outcome.NOTED


@pytest.mark.parametrize(
    ("agenda", "why"),
    [
        ("- Lavoir communal\n- Achat de deux bancs", "announced in two words of the subject"),
        ("- Un bain pour le linge\n- Achat de deux bancs", "as many acts as items: one is told in other words"),
        ("Cadre de vie et patrimoine\n- Lavoir communal\n- Achat de deux bancs", "a heading over the items"),
    ],
)
def test_what_the_acts_take_up_in_other_words_is_no_issue(agenda: str, why: str) -> None:
    text = HEAD + f"# Ordre du jour\n{agenda}\n_____\n"
    text += f"# 1. Réfection du lavoir communal de la place haute, marché de travaux et plan de financement\n{FORMULA}décide les travaux.\n"
    text += f"# 2. Achat de deux bancs\n{FORMULA}décide l'achat.\n"
    assert codes(text) == [], why


CALLED = "Le conseil municipal, après avoir entendu sa rapporteure, procède à un vote à main levée sur cette proposition.\n"
DECIDED = "Le conseil municipal, après en avoir délibéré, décide à la majorité des membres présents d'acheter le préau."


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        ("Il ressort de ce vote les résultats suivants : 11 voix « Pour », 4 voix « Contre », 1 « Abstention ».", (11, 4, 1)),
        ("Il ressort de ce vote le résultat suivant : « Oui » : 12 et « Abstention » : 4.", (12, None, 4)),
        ("Il ressort de ce vote, les résultats suivants :\n9 voix « Pour »,\n8 voix « Contre »,\n3 « Abstention ».", (9, 8, 3)),
        ("Résultat du vote :\n- “Oui” :\t10\n- “Non” :\t5", (10, 5, None)),
    ],
)
def test_the_result_of_a_vote_may_be_told_before_the_decision(told: str, counts: tuple[int | None, ...]) -> None:
    """That the assembly goes to the vote is not what it decides."""
    act = act_of(f"Mme Roux propose d'acheter le préau.\n{CALLED}{told}\n{DECIDED}")
    assert (act.votes.in_favour, act.votes.against, act.votes.abstention) == counts
    assert act.votes.unanimous is False
    assert act.operative is not None
    assert act.operative.text == "décide à la majorité des membres présents d'acheter le préau."


def test_what_the_assembly_would_do_if_it_agreed_decides_nothing() -> None:
    act = act_of(
        "Le conseil des jeunes propose au conseil municipal, si ce dernier donne son accord, de retenir la société Vague pour 9 000 €.\n"
        "Par 14 voix « Pour » et 2 « Abstention », le conseil municipal, après en avoir délibéré, décide de renoncer au projet."
    )
    assert act.operative is not None
    assert act.operative.text.startswith("décide de renoncer")
    assert (act.votes.in_favour, act.votes.abstention) == (14, 2)


def test_minutes_adopted_behind_a_correction_are_an_act() -> None:
    said = "Mme Brun fait remarquer que dans la délibération sur les vitres il y a une erreur. " * 3
    opening = f"Compte-rendu de la réunion du 3 mars 2022 : {said}Aucune autre observation n'a été formulée, "
    opening += "le compte-rendu est donc adopté à l'unanimité."
    acts = extract_acts(paper(f"{HEAD}{opening}\n# 2022-98 – Objet\n{FORMULA}décide de refaire le toit.{TAIL}")).found
    told = [(act.subject.text, act.outcome.value) for act in acts]
    assert told[:2] == [("Compte-rendu de la réunion du 3 mars 2022", "adopted"), ("Objet", "adopted")]


def test_the_result_of_a_vote_on_an_amendment_is_not_that_of_the_act() -> None:
    act = act_of(
        f"Il ressort du vote sur l'amendement de M. Gris : 3 voix « Pour », 12 voix « Contre ».\n{FORMULA}décide d'acheter le préau."
    )
    assert (act.votes.in_favour, act.votes.against, act.votes.unanimous) == (None, None, True)


def test_a_question_to_the_floor_is_no_proposal() -> None:
    act = act_of(
        "Mme le Maire demande au conseil municipal d'approuver la convention.\nSouhaitez-vous des précisions ?\nVote : Pour à l'unanimité"
    )
    assert act.operative is not None
    assert act.operative.text.startswith("Mme le Maire demande")
