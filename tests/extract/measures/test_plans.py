"""Small fictional plans of many shapes, set with Typst, read and extracted; each with the measures a reader labelled beforehand."""

from __future__ import annotations

import functools
import json
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import typst

from pipeline.extract.measures import extract_measures
from pipeline.read import read_document
from pipeline.records.folding import folded_words
from pipeline.records.plan import Measure
from pipeline.records.run import Extraction
from pipeline.records.source import Document, Evidence, Passage

PLANS = Path(__file__).parent / "plans"
ROOT = Path(__file__).parents[3]
SHAPES = sorted(p.stem for p in PLANS.glob("*.typ") if (PLANS / f"{p.stem}.jsonl").read_text("utf-8").strip())


@dataclass(frozen=True, slots=True)
class Outcome:
    document: Document
    extraction: Extraction[Measure]
    labels: tuple[dict, ...]

    @property
    def pairs(self) -> list[tuple[Measure, dict]]:
        wanted = {_words(label["text"]): label for label in self.labels}
        return [(m, wanted[_words(m.text.text)]) for m in self.extraction.found if _words(m.text.text) in wanted]


def _words(text: str | None) -> str:
    return " ".join(folded_words(text or ""))


@functools.cache
def outcome(name: str) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.pdf"
        typst.compile(str(PLANS / f"{name}.typ"), output=str(path))
        read = read_document(path, f"{name}.pdf", "0" * 64)
    assert read.document is not None
    lines = (PLANS / f"{name}.jsonl").read_text("utf-8").splitlines()
    return Outcome(read.document, extract_measures(read.document), tuple(json.loads(line) for line in lines if line.strip()))


@pytest.mark.parametrize("name", SHAPES)
def test_each_shape_is_found(name: str) -> None:
    found = {_words(m.text.text) for m in outcome(name).extraction.found}
    wanted = {_words(label["text"]) for label in outcome(name).labels}
    f1 = 2 * len(found & wanted) / (len(found) + len(wanted))
    assert f1 >= 0.85, f"missed {wanted - found}, invented {found - wanted}"  # what is asked of an unseen plan


def test_all_shapes_together() -> None:
    """The figures reached on these plans; a change that loses more than one measure in fifty, or two fields in a hundred, fails."""
    found = [(name, _words(m.text.text)) for name in SHAPES for m in outcome(name).extraction.found]
    wanted = [(name, _words(label["text"])) for name in SHAPES for label in outcome(name).labels]
    hits = len(set(found) & set(wanted))
    assert 2 * hits / (len(found) + len(wanted)) >= 0.98
    pairs = [pair for name in SHAPES for pair in outcome(name).pairs]
    for field, same in SAME.items():
        wrong = [label["text"] for measure, label in pairs if not same(measure, label)]
        assert len(wrong) <= 0.02 * len(pairs), f"{field}: {wrong}"


def _cents(measure: Measure) -> int | None:
    return measure.budget.cents if measure.budget else None


def _one(passage: Passage | None) -> str:
    return _words(passage.text if passage else None)


SAME: dict[str, Callable[[Measure, dict], bool]] = {
    "budget": lambda m, label: _cents(m) == (label["budget"]["cents"] if label["budget"] else None),
    "axis": lambda m, label: _one(m.axis[-1] if m.axis else None) == _words(label["axis"]),
    "owner": lambda m, label: _one(m.owner) == _words(label["owner"]),
    "deadline": lambda m, label: _one(m.deadline.printed if m.deadline else None) == _words(label["deadline"]),
    "steps": lambda m, label: [_one(s) for s in m.steps] == [_words(s) for s in label["steps"]],
    "partners": lambda m, label: [_one(p) for p in m.partners] == [_words(p) for p in label["partners"]],
    "number": lambda m, label: _words(m.number) == _words(label["number"]),
}


@pytest.mark.parametrize("name", SHAPES)
def test_every_fact_leads_back_to_its_page(name: str) -> None:
    pages = {page.number: page for page in outcome(name).document.pages}
    for measure in outcome(name).extraction.found:
        for piece in _evidence(measure):
            assert pages[piece.page].text[piece.start : piece.end] == piece.quote


EXACT = (
    "cartes_arrondies_notes",
    "titre_paroles",
    "axe_en_tete",
    "titre_entre_guillemets",
    "sous_titre_et_citations",
    "propositions_signees",
    "contrat_entre_parentheses",
    "diapos_listes_en_gras",
    "tableau_bandes_et_tetes",
    "charte_engagements_de",
    "choses_numerotees_bilan",
    "axe_en_tableau",
    "grille_de_projets",
    "envies_en_deux_colonnes",
    "cartes_barre_deux_champs",
    "cartes_trois_deux_champs",
    "cartes_trois_alignees",
    "cellules_lignes_de_valeurs",
    "frise_meme_corps",
    "frise_valeurs_a_droite",
    "marge_sans_notes",
    "marge_titres",
    "prix_et_fonds",
)


@pytest.mark.parametrize("name", EXACT)
def test_every_field_of_these_is_right(name: str) -> None:
    """The shapes made for where fields stand: cards side by side, values at the right edge, titles in a margin, lines of values in cells;
    for axes in running lines, titles that hold a quotation and the words around sums."""
    wrong = [(field, label["text"]) for measure, label in outcome(name).pairs for field, same in SAME.items() if not same(measure, label)]
    assert not wrong


def _evidence(measure: Measure) -> list[Evidence]:
    passages = [measure.text, measure.whole, *measure.steps, *measure.axis, *measure.partners, *measure.indicators, *measure.also_at]
    passages += [p for p in (measure.owner, measure.deadline and measure.deadline.printed, measure.budget and measure.budget.printed) if p]
    return [e for p in passages for e in p.evidence]


def test_ids_are_the_same_in_a_second_run() -> None:
    first = outcome("tableau_projets")
    assert [m.id for m in extract_measures(first.document).found] == [m.id for m in first.extraction.found]
    assert len({m.id for m in first.extraction.found}) == len(first.extraction.found)


def test_a_plan_without_measures_says_so() -> None:
    extraction = outcome("sans_mesure").extraction
    assert extraction.found == ()
    assert [i.code for i in extraction.issues] == ["no-measures"]
    assert re.search(r"diagnosis|values", extraction.issues[0].message)


@pytest.mark.parametrize("name", ["lettre_constats", "compte_rendu_recits"])
def test_what_only_tells_gives_no_measure(name: str) -> None:
    """Ordinals before what was learnt ("Premièrement, que le terrain a été vendu"), letters before what happened."""
    assert outcome(name).extraction.found == ()


def test_a_table_of_synthesis_gives_its_budget_to_the_fiche() -> None:
    measure = next(m for m in outcome("fiches_jeunesse").extraction.found if "conseil des jeunes" in m.text.text)
    assert [p.text for p in measure.also_at] == ["Conseil des jeunes"]
    assert measure.budget is not None
    assert measure.budget.printed.page == measure.also_at[0].page


def test_votes_are_shares_and_leave_out_what_missed_the_threshold() -> None:
    assert [m.support for m in outcome("assemblee_votes").extraction.found] == [0.91, 0.72, 0.96, 0.66]


def test_a_box_of_votes_goes_to_the_measure_it_stands_beside() -> None:
    """The box is read before its measure; who refuses something in the text of a measure (`boites_votes`) has not set it aside."""
    assert [round(m.support or 0, 2) for m in outcome("boites_votes").extraction.found] == [0.95, 1.0, 0.91, 0.83, 0.74, 1.0]


def test_fields_on_one_line_are_parted_by_signs() -> None:
    pairs = outcome("moyens_apres_barre").pairs
    assert [(m.deadline and m.deadline.printed.text, _cents(m)) for m, _ in pairs] == [
        ("printemps 2026", 1_800_000), ("rentrée 2025", None), ("fin 2025", 650_000), ("avril 2026", 920_000),
    ]  # fmt: skip


OWN_FIELDS = """
    pas_a_pas champs_marge_droite_avant fiches_deux_libelles cartes_bandeaux cartes_etiquettes cartes_etoiles cases_a_droite
    champs_sur_titre marge_libelles_valeurs tableau_couche tableaux_autour themes_quoi tableau_feux fiches_credits
    bandeau_sur_titre libelles_sur_titre tableau_a_gauche bandeau_commune tableaux_jumeaux libelles_a_droite champs_a_hauteur_du_numero
    champs_a_gauche_sous_titre champs_a_gauche_deux_lignes lignes_qui_quand_combien gazette_grands_chiffres fiches_synoptique_devant
    promesses_comptees tableau_tete_a_part tableau_bandes_entre tableau_themes_a_filets
    cartes_pastilles lignes_tete_sans_filets frise_annees_fusionnees puces_somme_et_comite
"""


@pytest.mark.parametrize("name", OWN_FIELDS.split())
def test_fields_beside_a_measure_are_its_own(name: str) -> None:
    for field, same in SAME.items():
        assert all(same(measure, label) for measure, label in outcome(name).pairs), field


@pytest.mark.parametrize("name", ["prose_sommes", "jury_ce_qui_manque"])
def test_sums_told_in_sentences(name: str) -> None:
    assert len(outcome(name).pairs) == len(outcome(name).labels)
    assert [_cents(m) for m, _ in outcome(name).pairs] == [label["budget"] and label["budget"]["cents"] for _, label in outcome(name).pairs]


def test_who_wrote_a_measure_is_kept() -> None:
    authors = [m.author for m in outcome("votes_parentheses").extraction.found]
    assert authors == [None, None, None, None, "Opinion minoritaire"]


def test_sums_by_year_are_kept_and_added() -> None:
    budget = outcome("plan_tableau_annees").extraction.found[0].budget
    assert budget is not None
    assert (budget.cents, budget.by_year) == (3_600_000, ((2025, 1_200_000), (2026, 1_200_000), (2027, 1_200_000)))


def test_to_be_defined_is_told_from_nothing() -> None:
    budgets = {m.text.text: m.budget for m in outcome("fiches_longues").extraction.found}
    undefined = budgets["Replanter le bocage"]
    assert undefined is not None
    assert (undefined.cents, undefined.undefined, undefined.printed.text) == (None, True, "À préciser")
    assert outcome("feuille_annees").extraction.found[0].budget is None


def test_the_plan_that_ships_is_read_whole() -> None:
    """A designed plan of two columns whose closing table names its fiches again in other words."""
    path = next((ROOT / "data" / "demo" / "plan").glob("*.pdf"))
    read = read_document(path, path.name, "0" * 64)
    assert read.document is not None
    found = {_words(m.text.text) for m in extract_measures(read.document).found}
    labels = (ROOT / "data" / "labels" / "demo" / "measures.jsonl").read_text("utf-8").splitlines()
    wanted = {_words(json.loads(line)["text"]) for line in labels if line.strip()}
    assert found == wanted, f"missed {wanted - found}, invented {found - wanted}"
