"""What the page shows and keeps: choices stored at once, the machine's opinion hidden before, everything escaped."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipeline.records.review import Choice, ReviewKind, added_id
from pipeline.records.run import Run
from pipeline.review.guard import seal_of
from tests.report.markup import elements
from tests.review.conftest import HOME, TOKEN, Kept, Visit
from tests.review.made import BIKES, BUS, CAFE, DESSERTE, FAIR, GRANTED, LIBRARY, ON_DEMAND, TREES, on_verdict, results, said


def test_the_queue_is_shown_and_leads_on(visit: Visit) -> None:
    text = visit.get("/")
    assert text.index("foire aux vélos") < text.index("ligne de bus") < text.index("arbres")
    assert "0 sur 3 relues" in text
    assert "Tenir une foire aux vélos" in visit.get("/suivante")


def test_a_choice_is_kept_at_once_with_its_reason(visit: Visit) -> None:
    visit.post("/lien", mesure=BUS.id, acte=DESSERTE.id, choix="oui", raison=" même objet ")
    assert visit.kept.last() == ("Anne", "confirmed", BUS.id, DESSERTE.id, "même objet")
    visit.post("/lien", mesure=BUS.id, acte=DESSERTE.id, choix="non")
    assert visit.kept.last()[1] == "rejected", "one may change one's mind"


def test_score_and_the_others_are_hidden_until_the_choice(visit: Visit) -> None:
    visit.kept.reviews += [said(BUS, DESSERTE, "rejected", "Zoé", reason="autre ligne")]
    visit.kept.changes += 1
    before = visit.get(f"/mesure/{BUS.id}")
    assert not any(word in before for word in ("55", "71\u00a0%", "hésitait", "Zoé", "autre ligne"))
    after = visit.post("/lien", mesure=BUS.id, acte=DESSERTE.id, choix="oui")
    assert "lien estimé à 55\u00a0%" in after
    assert "Zoé a dit" in after and "autre ligne" in after
    assert "71\u00a0%" not in after, "the other act's score stays hidden"


def test_the_conclusion_waits_for_the_acts(visit: Visit) -> None:
    assert BIKES.id and "Répondez d'abord" in visit.get(f"/mesure/{BIKES.id}")
    text = visit.post("/lien", mesure=BIKES.id, acte=FAIR.id, choix="oui")
    assert "La conclusion est-elle juste" in text and "Écartée par un vote" in text and "Mesure suivante" not in text
    assert "Mesure suivante" in visit.post("/conclusion", mesure=BIKES.id, choix="juste")
    assert visit.kept.last() == ("Anne", "confirmed", BIKES.id, None, "")


def test_a_conclusion_is_corrected_with_a_reason(visit: Visit) -> None:
    visit.post("/conclusion", 400, mesure=BIKES.id, choix="autre", statut="no_trace")
    visit.post("/conclusion", 400, mesure=BIKES.id, choix="autre", statut="fausse", raison="x")
    assert visit.kept.reviews == []
    visit.post("/conclusion", mesure=BIKES.id, choix="autre", statut="no_trace", raison="autre foire")
    assert visit.kept.last() == ("Anne", "corrected", BIKES.id, "no_trace", "autre foire")


def test_none_of_these_and_undo(visit: Visit) -> None:
    visit.post("/lien", mesure=TREES.id, acte=LIBRARY.id, choix="oui")
    visit.post("/aucun", mesure=BUS.id)
    assert [(r.act, r.choice, r.reason) for r in visit.kept.reviews[1:]] == [
        (DESSERTE.id, Choice.REJECTED, "aucun de ceux-ci"),
        (ON_DEMAND.id, Choice.REJECTED, "aucun de ceux-ci"),
    ]
    assert "ligne de bus" in visit.post("/annuler"), "what was said at once is taken back at once"
    assert [r.act for r in visit.kept.reviews] == [LIBRARY.id]
    visit.post("/annuler")
    visit.post("/annuler")
    assert visit.kept.reviews == []


def test_undo_takes_back_ones_own_words_only(visit: Visit) -> None:
    visit.kept.reviews.append(said(BUS, DESSERTE, "rejected", "Zoé"))
    visit.kept.changes += 1
    visit.post("/annuler")
    assert len(visit.kept.reviews) == 1


def test_an_act_found_by_oneself_can_be_chosen(visit: Visit) -> None:
    assert "Aucun autre acte ne porte ces mots" in visit.get(f"/mesure/{TREES.id}", params={"mots": "téléphérique"})
    text = visit.get(f"/mesure/{TREES.id}", params={"mots": "CAFÉ gare"})
    assert "Café associatif de la gare" in text and "1 acte trouvé" in text
    act = next(a for a in results().acts if "Café" in a.subject.text)
    shown = visit.post("/lien", mesure=TREES.id, acte=act.id, choix="oui", raison="trouvé")
    assert "pas vu" in shown
    assert visit.kept.last()[3] == act.id


def test_misread_fields_are_corrected(visit: Visit) -> None:
    visit.post("/lecture", 400, mesure=BUS.id, acte=DESSERTE.id)
    visit.post("/lecture", 400, mesure=BUS.id, acte=DESSERTE.id, **{"lu:session": "hier"})
    visit.post("/lecture", 400, mesure=BUS.id, acte=DESSERTE.id, **{"lu:deadline": "2024-01-01"})
    assert visit.kept.reviews == []
    visit.post("/lecture", mesure=BUS.id, acte=DESSERTE.id, raison="lu", **{"lu:outcome": "postponed", "lu:amount:3000000": "3 500,50 €"})
    visit.post("/lecture", mesure=BUS.id, **{"lu:number": "Action 2 bis"})
    assert [(r.kind, r.measure, r.act, r.field, r.value) for r in visit.kept.reviews] == [
        (ReviewKind.FIELD, None, DESSERTE.id, "outcome", "postponed"),
        (ReviewKind.FIELD, None, DESSERTE.id, "amount:3000000", "350050"),
        (ReviewKind.FIELD, BUS.id, None, "number", "Action 2 bis"),
    ]


def test_what_is_no_measure_is_taken_out_with_a_reason_and_asked_no_more(visit: Visit) -> None:
    visit.post("/retirer", 400, mesure=BIKES.id)
    assert visit.kept.reviews == []
    shown = visit.post("/retirer", mesure=BIKES.id, raison="une valeur")
    last = visit.kept.reviews[-1]
    assert (last.kind, last.choice, last.measure, last.field, last.value) == (
        ReviewKind.FIELD, Choice.REJECTED, BIKES.id, "measure", "Tenir une foire aux vélos"
    )  # fmt: skip
    assert "dit que ce n'est pas une mesure" in shown.replace("&#39;", "'") and "foire aux vélos" not in visit.get("/")
    listed = visit.get("/mesures")
    assert "Retirées de la liste" in listed and "une valeur" in listed
    visit.post("/remettre", mesure=BIKES.id)
    assert visit.kept.reviews[-1].choice is Choice.CONFIRMED and "foire aux vélos" in visit.get("/")
    visit.post("/remettre", 404, mesure=BIKES.id)


def test_a_missing_measure_is_added_in_the_words_of_the_plan(visit: Visit) -> None:
    doc = BUS.doc
    asked = {"plan": doc, "page": "1", "raison": "oubliée"}
    visit.post("/ajouter", 400, mots="Créer une ligne", **(asked | {"raison": ""}))
    visit.post("/ajouter", 400, mots="Construire un téléphérique", **asked)
    visit.post("/ajouter", 400, mots="Créer une ligne", **(asked | {"page": "7"}))
    visit.post("/ajouter", 404, mots="Créer une ligne", **(asked | {"plan": "actes/seance.pdf"}))
    assert visit.kept.reviews == []
    shown = visit.post("/ajouter", mots=" CRÉER une  ligne ", **asked)
    last = visit.kept.reviews[-1]
    assert (last.choice, last.field, last.value, last.reason) == (Choice.CORRECTED, f"added:1:{doc}", "Créer une ligne", "oubliée")
    assert last.measure == added_id(doc, 1, "Créer une ligne")
    assert "Ajoutées, au prochain passage" in shown and "par Anne" in shown
    assert "Ajoutées, au prochain passage" not in visit.post("/retirer", mesure=last.measure, raison="ajout repris")
    visit.post("/annuler")
    visit.post("/ajouter", mots=BIKES.text.text, **asked)
    assert len(visit.kept.reviews) == 1, "what is there already is shown"


def test_wrong_words_of_a_measure_are_put_right_by_printed_ones(visit: Visit) -> None:
    visit.post("/lecture", 400, mesure=BUS.id, **{"lu:text": "Créer deux lignes"})
    assert visit.kept.reviews == []
    visit.post("/lecture", mesure=BUS.id, raison="coupée", **{"lu:text": "créer une ligne de bus"})
    assert (visit.kept.reviews[-1].field, visit.kept.reviews[-1].value) == ("text", "Créer une ligne de bus")


@pytest.mark.parametrize("day", ["1066-10-14", "2999-01-01"])
def test_a_day_that_nobody_means_is_refused(visit: Visit, day: str) -> None:
    visit.post("/lecture", 400, mesure=BUS.id, acte=DESSERTE.id, **{"lu:session": day})


def test_a_conclusion_of_which_the_machine_is_sure_can_be_judged_too(visit: Visit) -> None:
    assert "1 conclusion n'a pas été jugée par vous" in visit.get("/").replace("&#39;", "'")
    shown = visit.get("/autre")
    assert "Ouvrir un café associatif" in shown and "Votée, avec ses moyens" not in text_of(shown), "not told before the act was looked at"
    after = visit.post("/lien", mesure=CAFE.id, acte=GRANTED.id, choix="oui")
    assert "La conclusion est-elle juste" in after and "Votée, avec ses moyens" in text_of(after)
    done = visit.post("/conclusion", mesure=CAFE.id, choix="autre", statut="weakened", raison="un site sur trois")
    assert 'href="/autre"' in done and "Ce dont elle est sûre" not in visit.get("/")


def text_of(page: str) -> str:
    """A page without the list of statuses to choose from."""
    return re.sub(r"<select.*?</select>", "", page, flags=re.DOTALL)


def test_what_is_put_off_comes_last(visit: Visit) -> None:
    assert "ligne de bus" in visit.post("/passer", mesure=BIKES.id)
    assert "arbres" in visit.post("/passer", mesure=BUS.id)
    assert "foire" in visit.post("/passer", mesure=TREES.id)


def test_a_new_run_is_seen_and_old_answers_are_asked_again(visit: Visit) -> None:
    visit.post("/lien", mesure=TREES.id, acte=LIBRARY.id, choix="non")
    assert "arbres" not in visit.get("/")
    kept = visit.kept
    kept.results = replace(results(), run=Run("r2", *(getattr(results().run, f) for f in ("territory", "started", "finished", "versions"))))
    kept.reviews[:] = [replace(r, due=True) for r in kept.reviews]
    kept.changes += 1
    assert visit.get("/").index("arbres") < visit.get("/").index("foire")
    assert "ont changé depuis une réponse" in visit.get(f"/mesure/{TREES.id}")
    kept.results = replace(
        kept.results, measures=(BUS, BIKES), links=(), verdicts=kept.results.verdicts[1:3], run=replace(kept.results.run, id="r3")
    )
    kept.changes += 1
    assert visit.client.get(f"/mesure/{TREES.id}").status_code == 404
    assert "a été lu la dernière fois" in visit.client.get(f"/mesure/{TREES.id}").text


def test_agreement_and_who_differs(visit: Visit) -> None:
    visit.kept.reviews += [
        said(BUS, DESSERTE, "confirmed", "Zoé"), said(TREES, LIBRARY, "confirmed", "Zoé", 1), on_verdict(BIKES, "confirmed", "Zoé", 2),
        said(BUS, DESSERTE, "confirmed", "Ali", 3), said(TREES, LIBRARY, "rejected", "Ali", 4, reason="autre sujet"),
    ]  # fmt: skip
    visit.kept.changes += 1
    text = visit.get("/bilan")
    assert "50\u00a0%" in text and "Zoé" in text
    assert "autre sujet" not in text, "hidden until one has answered"
    visit.post("/lien", mesure=TREES.id, acte=LIBRARY.id, choix="oui")
    assert "autre sujet" in visit.get("/bilan")


def test_csv_out_and_in(visit: Visit) -> None:
    answer = visit.client.get("/relectures.csv")
    assert answer.content == b"siren,kind\n" and "attachment" in answer.headers["content-disposition"]

    def give(table: bytes) -> str:
        files = {"fichier": ("r.csv", table, "text/csv")}
        return visit.client.post("/relectures", data={"sceau": seal_of(TOKEN)}, files=files, headers={"origin": HOME}).text

    assert "1 nouvelle réponse" in give("\ufeffreviewer,choice\nZoé,rejected\n".encode())
    assert visit.kept.last()[:2] == ("Zoé", "rejected")
    assert "Rien de nouveau" in give("reviewer,choice\nZoé,rejected\n".encode())
    assert "the table is empty" in give(b"reviewer,choice\n")


def test_a_store_that_is_busy_is_said_and_nothing_is_lost(visit: Visit) -> None:
    visit.kept.locked = True
    text = visit.post("/lien", 503, mesure=BUS.id, acte=DESSERTE.id, choix="oui")
    assert "another run is writing" in text and "Rien de ce qui était enregistré n'est perdu" in text


def test_words_of_documents_and_people_stay_text(visit: Visit) -> None:
    visit.named("<i>Léo</i>\u202e")
    visit.post("/lien", mesure=TREES.id, acte=LIBRARY.id, choix="oui", raison="<script>alert(1)</script>")
    text = visit.get(f"/mesure/{TREES.id}") + visit.get("/") + visit.get("/bilan") + visit.get("/mesures")
    assert "<b>cent" not in text and "<script>alert" not in text and "<i>Léo" not in text and "\u202e" not in text
    assert "&lt;b&gt;cent" in text


@pytest.mark.parametrize("path", ["/", f"/mesure/{BUS.id}", f"/mesure/{BUS.id}?mots=fenêtres", "/mesures", "/bilan", "/nom", "/rien"])
def test_pages_are_well_formed_and_ask_nobody_else(path: str, visit: Visit) -> None:
    found = elements(visit.client.get(path).text)
    ids = [e.attributes["id"] for e in found if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    addresses = [v for e in found for k, v in e.attributes.items() if k in ("src", "href", "action")]
    assert all(a.startswith(("/", "#")) for a in addresses)
    assert not [e for e in found if "style" in e.attributes or any(k.startswith("on") for k in e.attributes)]


def test_pictures_are_cut_around_the_passage(visit: Visit) -> None:
    part, page = (visit.client.get(f"/image/{BUS.id}/plan/{extent}") for extent in ("extrait", "page"))
    assert part.headers["content-type"] == page.headers["content-type"] == "image/webp"
    assert len(part.content) < len(page.content)
    assert visit.client.get(f"/image/{BUS.id}/rien/page").status_code == 404
    assert Kept().results.measures
