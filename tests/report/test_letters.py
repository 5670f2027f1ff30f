"""Letters: made when facts call for them, with the articles of the authority's kind, as files that open."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.records.errors import ConfigurationError
from pipeline.records.territory import Kind
from pipeline.records.verdict import Status
from pipeline.report.album import Album
from pipeline.report.compose import view_of
from pipeline.report.letters import contestable, letter_odt, letter_text, letters_of
from pipeline.report.letters.law import ARTICLES, months_after
from pipeline.report.letters.letter import Kind as BlockKind
from pipeline.report.letters.odt import MIMETYPE
from pipeline.report.privacy import discretion_of
from pipeline.report.replies import read_replies, replies_of
from pipeline.report.views import IssueView, MeasureView, ReportView
from tests.report.demo import demo_results

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@pytest.fixture(scope="module")
def view() -> ReportView:
    results = demo_results()
    discretion = discretion_of(results.documents)
    return view_of(results, Album(lambda *_: None, results.documents, discretion), discretion)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 9, 1), 1, date(2025, 10, 1)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),  # a shorter month, over the year's end
        (date(2023, 12, 31), 2, date(2024, 2, 29)),  # a leap year
    ],
)
def test_months_after(start: date, months: int, end: date) -> None:
    assert months_after(start, months) == end


def texts(view: ReportView) -> dict[str, str]:
    return {letter.name: " ".join(letter_text(letter).decode().split()) for letter in letters_of(view)}


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_of_authority_has_its_articles(kind: Kind, view: ReportView) -> None:
    written = texts(replace(view, kind=kind.value))
    assert ARTICLES[kind].documents.split("art. ")[1] in written["demande-de-documents"]
    assert ARTICLES[kind].question.split("art. ")[1].split()[0] in written["question-au-conseil"]


def test_letters_are_filled_from_the_facts(view: ReportView) -> None:
    written = texts(view)
    assert "L131-1" in written["demande-de-suites"]
    assert "Action 14" in written["demande-de-suites"]
    assert "Action 10" not in written["demande-de-suites"], "what an act rejected has its answer"
    assert "DEL-2024-002" in written["demande-de-documents"]
    scan = replace(view, issues=(IssueView("actes/scan.pdf", "image numérisée sans texte", "Demander l'original.", unread=True),))
    assert "actes/scan.pdf (image numérisée sans texte)" in texts(scan)["demande-de-documents"]
    assert "2023, 2025" in written["demande-de-documents"], "the years whose budget was not read"
    assert "16" in written["reponse-de-la-collectivite"]


REJECTED, REJECTED_ON = "DEL-2024-008", date(2024, 6, 27)


def appeals(view: ReportView) -> dict[str, str]:
    return {name: text for name, text in texts(view).items() if name.startswith("recours")}


def confirmed(view: ReportView) -> ReportView:
    """As if a person had said that every act answers its measure."""

    def of(m: MeasureView) -> MeasureView:
        return replace(m, acts=tuple(replace(a, confirmed=True) for a in m.acts))

    return replace(view, plans=tuple(replace(p, measures=tuple(map(of, p.measures))) for p in view.plans))


def test_an_appeal_needs_a_person_and_a_delay_that_still_runs(view: ReportView) -> None:
    in_time = replace(view, day=REJECTED_ON)
    assert not appeals(in_time), "nobody has confirmed that the act answers"
    assert any(REJECTED in c.about and not c.confirmed for c in contestable(in_time)), "but it is named, so that somebody may in time"
    (appeal,) = (text for text in appeals(confirmed(in_time)).values() if REJECTED in text)
    assert "27 août 2024" in appeal
    assert not any(REJECTED in text for text in appeals(confirmed(replace(view, day=date(2024, 8, 28)))).values()), "the day after its last"
    corrected = replace(
        in_time, plans=tuple(replace(p, measures=tuple(replace(m, reviewed_by="Anne") for m in p.measures)) for p in view.plans)
    )
    assert any(REJECTED in text for text in appeals(corrected).values()), "who corrects a conclusion has read the act"


def test_what_is_known_of_a_measure_is_not_asked_as_if_it_were_not(view: ReportView) -> None:
    text = texts(view)["demande-de-suites"]
    asked = {
        "Action 14": "aucune décision",
        "Action 4": "examen a été reporté",
        "Action 6": "retrouvé l'argent",
        "Action 3": "d'une condition",
    }
    for number, words in asked.items():
        assert text.index(words) < text.index(f"- {number} – "), f"{number} stands under what is not known of it"
    assert "ne nous a pas permis de connaître" not in text


def test_the_question_counts_every_measure_and_quotes_money_where_it_matters(view: ReportView) -> None:
    text = texts(view)["question-au-conseil"]
    told = text.split("(", 1)[1].split(". Quelles suites")[0].split(") : ", 1)[1]
    assert sum(int(part.split()[0]) for part in told.split(" ; ")) == len(view.measures)
    weakened = next(m for m in view.measures if m.status is Status.WEAKENED and m.voted)
    line = next(part for part in text.split("- Action ") if part.startswith(weakened.number.removeprefix("Action ")))
    assert "délibération n°" in line and "€" not in line, "what an act gives to less than was asked is not the measure's money"
    short = next(m for m in view.measures if m.status is Status.UNDERFUNDED)
    assert all(words in text for words in (short.asked_words.replace("\u00a0", " ").replace("\u202f", " "), "voté : 12 000 €"))


def test_the_form_leaves_room_to_answer(view: ReportView) -> None:
    form = letters_of(view)[-1]
    assert sum(b.kind is BlockKind.BLANK for b in form.blocks) >= 3 * len(view.measures)
    assert letter_text(form).decode().count("Précision") >= len(view.measures)


def test_every_letter_says_what_it_is_not(view: ReportView) -> None:
    for name, text in texts(view).items():
        assert "conseil juridique" in text or name == "reponse-de-la-collectivite"
        assert "a été refusée" not in text


def test_an_item_withdrawn_is_no_act_to_appeal_against(view: ReportView) -> None:
    assert not any("DEL-2024-010" in text for text in appeals(confirmed(replace(view, day=REJECTED_ON))).values())


def test_no_letter_without_its_facts(view: ReportView) -> None:
    quiet = replace(view, plans=(), missing=(), issues=(), start=None, end=None)
    assert [letter.name for letter in letters_of(quiet)] == ["reponse-de-la-collectivite"]


def test_odt_is_a_document_in_french(view: ReportView) -> None:
    for letter in letters_of(view):
        content = letter_odt(letter)
        assert content == letter_odt(letter), "the same letter gives the same bytes"
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            first = archive.infolist()[0]
            assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
            assert archive.read("mimetype").decode() == MIMETYPE
            listed = {
                e.get("{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path")
                for e in ET.fromstring(archive.read("META-INF/manifest.xml"))
            }
            assert listed - {"/"} == set(archive.namelist()) - {"mimetype", "META-INF/manifest.xml"}
            root = ET.fromstring(archive.read("content.xml"))
            assert len(list(root.iter(f"{TEXT}p"))) == len(letter.blocks)
            assert b'fo:language="fr"' in archive.read("styles.xml")


def test_answers_stand_beside_the_verdict(tmp_path: Path, view: ReportView) -> None:
    path = tmp_path / "reponses.csv"
    path.write_text("mesure;date;auteur;texte\nAction 14;2025-06-30;Service des mobilités;Un marché est en préparation.\n", "utf-8")
    found = replies_of(view, read_replies(path), discretion_of([]))
    assert [(r.name.split(" – ")[0], r.day, r.text) for r in found] == [("Action 14", date(2025, 6, 30), "Un marché est en préparation.")]
    assert read_replies(tmp_path / "none.csv") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mesure;date;auteur;texte\nAction 14;hier;x;y\n", "dates such as"),  # no date
        ("a;b\n1;2\n", "Columns"),  # other columns
    ],
)
def test_answers_that_cannot_be_understood_are_said(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "reponses.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=words):
        read_replies(path)


def test_an_answer_to_no_measure_is_said(tmp_path: Path, view: ReportView) -> None:
    path = tmp_path / "reponses.csv"
    path.write_text("mesure,date,auteur,texte\nAction 99,2025-06-30,x,y\n", "utf-8")
    with pytest.raises(ConfigurationError, match="Action 99"):
        replies_of(view, read_replies(path), discretion_of([]))
