"""The local page: routes, what each form does, and templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import resources
from urllib.parse import quote, unquote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from pipeline.records.errors import EcartError
from pipeline.records.link import Link
from pipeline.records.plan import Measure
from pipeline.records.quotes import find_printed
from pipeline.records.review import (
    ACT_FIELDS,
    MEASURE_FIELDS,
    NO_MEASURE,
    TEXT,
    Choice,
    ReviewKind,
    added_field,
    added_id,
    added_place,
)
from pipeline.records.source import Passage
from pipeline.records.verdict import Status
from pipeline.review.desk import Desk, Sheet, conclusion, link_of, listed
from pipeline.review.forms import LONGEST_NAME, LONGEST_WORDS, Form, fields_of, reason_of, written
from pipeline.review.guard import ENTRANCE, Guard, cookie_of, same, seal_of
from pipeline.review.opinions import Subject, agreement, fresh
from pipeline.review.pages import WHY, candidate, measure_page, shown_passage, standing
from pipeline.review.words import Words

NAME = "ecart-nom"
LARGEST_FORM = 4_000_000  # bytes: a table of 10,000 reviews
YEAR = 365 * 24 * 3600
REASONS = (
    "même objet, autres mots",
    "autre lieu ou autre public",
    "seulement une étude",
    "simple information, sans décision",
    "acte antérieur au plan",
    "répond à une partie de la mesure",
    "document mal lu",
)
ASSETS: Mapping[str, str] = {"relecture.css": "text/css", "relecture.js": "text/javascript", "icone.svg": "image/svg+xml"}


def review_app(desk: Desk, words: Words, token: str) -> ASGIApp:
    """The page as an ASGI application: it answers this machine only, and only whoever holds `token` (`/entrer?jeton=...`)."""
    site = _Site(desk, words, token)
    posts: Mapping[str, Callable[[str, Form], str]] = {
        "/lien": site.say_link,
        "/aucun": site.say_none,
        "/conclusion": site.say_verdict,
        "/lecture": site.say_fields,
        "/retirer": site.take_out,
        "/remettre": site.put_back,
        "/ajouter": site.add_measure,
        "/annuler": site.undo,
        "/passer": site.put_off,
    }
    routes = [
        Route(ENTRANCE, site.enter),
        Route("/", site.named(site.overview)),
        Route("/suivante", site.named(site.following)),
        Route("/autre", site.named(site.other)),
        Route("/mesures", site.named(site.all_measures)),
        Route("/mesure/{measure}", site.named(site.measure)),
        Route("/bilan", site.named(site.balance)),
        Route("/nom", site.ask_name),
        Route("/nom", site.take_name, methods=["POST"]),
        Route("/relectures.csv", site.export),
        Route("/relectures", site.take, methods=["POST"]),
        Route("/image/{measure}/{act}/{extent}", site.picture),
        Route("/assets/{name}", site.asset),
        *(Route(path, site.posted(work), methods=["POST"]) for path, work in posts.items()),
    ]
    return Guard(Starlette(routes=routes, exception_handlers={EcartError: site.trouble, HTTPException: site.trouble}), token)


class _Site:
    """The handlers, around one desk."""

    def __init__(self, desk: Desk, words: Words, token: str) -> None:
        self._desk, self._words, self._token, self._seal = desk, words, token, seal_of(token)
        self._templates = _environment(words)

    # Who

    def enter(self, request: Request) -> Response:
        """Take the token from the address into a cookie that no script and no other site can use."""
        if not same(request.query_params.get("jeton", ""), self._token):
            raise HTTPException(403, "Cette adresse n'est plus valable : relancez « ecart review » et ouvrez celle qui s'affiche.")
        answer = RedirectResponse("/", 303)
        answer.set_cookie(cookie_of(self._token), self._token, httponly=True, samesite="strict")
        return answer

    def named(self, show: Callable[[Request, str], Response]) -> Callable[[Request], Response]:
        """A page that needs to know who looks: asks for a name first."""

        def shown(request: Request) -> Response:
            who = unquote(request.cookies.get(NAME, ""))
            return show(request, who) if who else RedirectResponse("/nom", 303)

        return shown

    def ask_name(self, request: Request) -> Response:
        """Ask who is reviewing."""
        people = sorted({review.reviewer for review in self._desk.sheet().reviews})
        return self._page("name.html.j2", who=unquote(request.cookies.get(NAME, "")), people=people, here="nom")

    async def take_name(self, request: Request) -> Response:
        """Keep the name in a cookie."""
        form = await self._form(request)
        who = self._words.harmless(" ".join(form.get("nom", "").split()))[:LONGEST_NAME]
        answer = RedirectResponse("/" if who else "/nom", 303)
        if who:
            answer.set_cookie(NAME, quote(who), httponly=True, samesite="strict", max_age=YEAR)
        return answer

    # What is shown

    def overview(self, _: Request, who: str) -> Response:
        """How far the work is and what comes next."""
        sheet = self._desk.sheet()
        questions = sheet.queue(who)
        shown = [(sheet.measures[q.measure], WHY[q.why]) for q in questions[:12]]
        counts = {words: sum(WHY[q.why] == words for q in questions) for words in WHY.values()}
        return self._page(
            "overview.html.j2",
            who=who,
            sheet=sheet,
            shown=shown,
            left=len(questions),
            counts=counts,
            here="accueil",
            further=len(sheet.further(who)),
        )

    def following(self, _: Request, who: str) -> Response:
        """Go to the measure that is most useful to look at."""
        measure = self._desk.following(who)
        return RedirectResponse(f"/mesure/{measure}" if measure else "/", 303)

    def other(self, _: Request, who: str) -> Response:
        """Go to the next measure that the machine is sure of."""
        measure = self._desk.further(who)
        return RedirectResponse(f"/mesure/{measure}" if measure else "/", 303)

    def all_measures(self, request: Request, who: str) -> Response:
        """Every measure, asked or not, with what was said of it."""
        sheet = self._desk.sheet()
        why = {question.measure: WHY[question.why] for question in sheet.queue(who)}
        spoken = {s.measure for s, said in sheet.opinions.items() if fresh(said)}
        told = {"removed": sheet.removed, "added": sheet.added, "place": added_place, "longest": LONGEST_WORDS}
        return self._page("measures.html.j2", told, who=who, sheet=sheet, why=why, spoken=spoken, here="mesures")

    def measure(self, request: Request, who: str) -> Response:
        """One measure and its candidate acts."""
        sheet = self._desk.sheet()
        measure = self._measure(sheet, request.path_params["measure"])
        view = measure_page(sheet, self._words, measure, who)
        wanted = request.query_params.get("mots", "").strip()[:200]
        known = {c.act for c in view.candidates}
        found = [candidate(sheet, self._words, measure, act, _link(sheet, measure, act.id), who) for act in sheet.finder.find(wanted)]
        fits = {c.act for c in found}
        view = replace(view, aside=tuple(c for c in view.aside if c.act not in fits))
        questions = sheet.queue(who)
        why = next((WHY[q.why] for q in questions if q.measure == measure.id), "")
        return self._page(
            "measure.html.j2",
            who=who,
            sheet=sheet,
            m=view,
            why=why,
            wanted=wanted,
            found=[c for c in found if c.act not in known],
            known_found=len([c for c in found if c.act in known]),
            left=len(questions),
            reasons=REASONS,
            statuses=self._words.statuses,
            outcomes=self._words.outcomes,
            here="mesure",
        )

    def balance(self, _: Request, who: str) -> Response:
        """Who has said how much, and where people differ. The words of the others on what `who` has not answered yet stay hidden."""
        sheet = self._desk.sheet()
        people: dict[str, int] = {}
        for review in sheet.reviews:
            people[review.reviewer] = people.get(review.reviewer, 0) + 1
        agreed = agreement(sheet.opinions)
        differ = [
            (sheet.measures[s.measure], sheet.acts.get(s.act or ""), standing(sheet, self._words, s, who))
            for s in agreed.parted
            if s.measure in sheet.measures
        ]
        ordered = sorted(people.items(), key=lambda p: (-p[1], p[0]))
        return self._page("balance.html.j2", who=who, sheet=sheet, people=ordered, agreed=agreed, differ=differ, here="bilan")

    def picture(self, request: Request) -> Response:
        """The page of a measure (act "plan") or of an act beside it, the passage marked: "extrait" or "page"."""
        sheet, (name, act, extent) = self._desk.sheet(), (request.path_params[k] for k in ("measure", "act", "extent"))
        measure = self._measure(sheet, name)
        if act != "plan" and act not in sheet.acts:
            raise HTTPException(404, "Cet acte n'est plus dans le corpus.")
        passage = measure.text if act == "plan" else shown_passage(sheet.acts[act], _link(sheet, measure, act))
        drawn = self._desk.picture(passage, whole=extent == "page")
        if drawn is None:
            raise HTTPException(404, "Cette page ne peut pas être dessinée : le fichier n'est plus à sa place, ou il est abîmé.")
        return Response(drawn, media_type="image/webp", headers={"cache-control": "private, max-age=3600"})

    def asset(self, request: Request) -> Response:
        """The style sheet or the script."""
        name = request.path_params["name"]
        if name not in ASSETS:
            raise HTTPException(404, "Cette page n'existe pas.")
        text = (resources.files("pipeline.review") / "templates" / name).read_text("utf-8")
        return Response(text, media_type=ASSETS[name])

    # What is said

    def posted(self, work: Callable[[str, Form], str]) -> Callable[[Request], object]:
        """A form: checked, done in a thread, then led on to the page that `work` names."""

        async def done(request: Request) -> Response:
            form = await self._form(request)
            who = unquote(request.cookies.get(NAME, ""))
            return RedirectResponse(await run_in_threadpool(work, who, form) if who else "/nom", 303)

        return done

    def say_link(self, who: str, form: Form) -> str:
        """Yes or no: the act answers the measure."""
        measure, act = self._known(form)
        if act is None:
            raise HTTPException(400, "Le formulaire ne nomme aucun acte.")
        choice = {"oui": Choice.CONFIRMED, "non": Choice.REJECTED}.get(form.get("choix", ""))
        if choice is None:
            raise HTTPException(400, "Répondez par oui ou par non.")
        self._desk.say(who, [link_of(measure, act)], choice, reason=reason_of(form))
        return f"/mesure/{measure}#acte-{act}"

    def say_none(self, who: str, form: Form) -> str:
        """None of the acts shown answers: each that has no answer of this person yet is rejected."""
        measure, _ = self._known(form)
        sheet = self._desk.sheet()
        view = measure_page(sheet, self._words, sheet.measures[measure], who)
        open_ = [link_of(measure, c.act) for c in view.candidates if c.standing.mine is None]
        self._desk.say(who, open_, Choice.REJECTED, reason=reason_of(form) or "aucun de ceux-ci")
        return f"/mesure/{measure}#suite"

    def say_verdict(self, who: str, form: Form) -> str:
        """The conclusion is right, or another status is."""
        measure, _ = self._known(form)
        if form.get("choix") == "juste":
            self._desk.say(who, [conclusion(measure)], Choice.CONFIRMED, reason=reason_of(form))
            return f"/mesure/{measure}#suite"
        value = form.get("statut", "")
        if value not in set(Status) or not reason_of(form):
            raise HTTPException(400, "Pour corriger une conclusion, choisissez celle qui convient et dites pourquoi.")
        self._desk.say(who, [conclusion(measure)], Choice.CORRECTED, value=value, reason=reason_of(form))
        return f"/mesure/{measure}#suite"

    def say_fields(self, who: str, form: Form) -> str:
        """What was misread in an act, or without one in the measure: the fields that were filled in."""
        measure, act = self._known(form)
        given = {name.removeprefix("lu:"): value.strip() for name, value in form.items() if name.startswith("lu:") and value.strip()}
        if not given:
            raise HTTPException(400, "Indiquez ce qui est juste dans au moins une case.")
        known = ACT_FIELDS if act else MEASURE_FIELDS
        values = {field: written(known.get(field.partition(":")[0], ""), value) for field, value in given.items()}
        if not act and TEXT in given:
            values[TEXT] = self._printed(self._desk.sheet().measures[measure].doc, given[TEXT]).text
        wrong = [given[field] for field, value in values.items() if value is None]
        if wrong:
            raise HTTPException(400, f"« {wrong[0]} » ne se comprend pas ici.")
        for field, value in values.items():
            subject = Subject(ReviewKind.FIELD, None if act else measure, act, field)
            self._desk.say(who, [subject], Choice.CORRECTED, value=value, reason=reason_of(form))
        return f"/mesure/{measure}#acte-{act}" if act else f"/mesure/{measure}"

    def take_out(self, who: str, form: Form) -> str:
        """What was taken for a measure is none."""
        if not reason_of(form):
            raise HTTPException(400, "Dites pourquoi ce n'est pas une mesure : le rapport le montrera.")
        sheet, added = self._desk.sheet(), self._desk.sheet().added.get(form.get("mesure", ""))
        measure = added.measure if added and added.measure else self._known(form)[0]
        words = added.value if added else sheet.measures[measure].text.text
        self._desk.say(who, [listed(measure, NO_MEASURE)], Choice.REJECTED, value=words, reason=reason_of(form))
        return "/mesures#retirees" if added else f"/mesure/{measure}"

    def put_back(self, who: str, form: Form) -> str:
        """What somebody took out is a measure after all."""
        measure, taken = form.get("mesure", ""), self._desk.sheet().removed
        if measure not in taken:
            raise HTTPException(404, "Cette mesure n'a pas été retirée.")
        self._desk.say(who, [listed(measure, NO_MEASURE)], Choice.CONFIRMED, value=taken[measure].value, reason=reason_of(form))
        return "/mesures"

    def add_measure(self, who: str, form: Form) -> str:
        """A measure that the machine missed, in the words that the plan prints."""
        doc, page = form.get("plan", ""), form.get("page", "").strip()
        if not page.isdecimal() or not form.get("mots", "").strip() or not reason_of(form):
            raise HTTPException(400, "Indiquez la page, les mots de la mesure et pourquoi elle en est une.")
        passage = self._printed(doc, form["mots"], int(page))
        same_words = {m.id for m in self._desk.sheet().results.measures if m.text.text == passage.text}
        if same_words:
            return f"/mesure/{same_words.pop()}"
        measure = added_id(doc, passage.page, passage.text)
        subject = listed(measure, added_field(passage.page, doc))
        self._desk.say(who, [subject], Choice.CORRECTED, value=passage.text, reason=reason_of(form))
        return "/mesures#ajoutees"

    def _printed(self, doc: str, words: str, page: int | None = None) -> Passage:
        """Where a plan prints these words: nothing is said of a plan that it does not say itself."""
        document = next((d for d in self._desk.sheet().plans if d.doc == doc), None)
        if document is None:
            raise HTTPException(404, "Ce plan n'est plus dans le corpus.")
        found = find_printed(document, words[:LONGEST_WORDS], page)
        if found is None:
            where = f"à la page {page}" if page else "dans le plan"
            raise HTTPException(400, f"Ces mots ne se trouvent pas {where} tel qu'il a été lu. Recopiez-les comme ils y sont imprimés.")
        return found

    def undo(self, who: str, form: Form) -> str:
        """Take back the last word, and show where it was."""
        taken = self._desk.undo(who)
        measures = [review.measure for review in taken if review.measure in self._desk.sheet().measures]
        return f"/mesure/{measures[0]}" if measures else "/"

    def put_off(self, who: str, form: Form) -> str:
        """Leave a measure for later."""
        measure, _ = self._known(form)
        self._desk.put_off(who, measure)
        return "/suivante"

    # There and back

    def export(self, _: Request) -> Response:
        """All reviews as CSV."""
        headers = {"content-disposition": 'attachment; filename="relectures.csv"'}
        return Response(self._desk.export(), media_type="text/csv; charset=utf-8", headers=headers)

    async def take(self, request: Request) -> Response:
        """Add the reviews of a CSV file."""
        form = await self._form(request)
        new = await run_in_threadpool(self._desk.take, form.get("fichier", "").encode())
        return self._page("taken.html.j2", who=unquote(request.cookies.get(NAME, "")), new=new, here="bilan")

    async def trouble(self, request: Request, error: Exception) -> Response:
        """Something went wrong: said on a page, nothing lost."""
        code = error.status_code if isinstance(error, HTTPException) else 503
        told = error.detail if isinstance(error, HTTPException) else str(error)
        if told == "Not Found":
            told = "Cette page n'existe pas."
        return self._page("trouble.html.j2", code=code, who=unquote(request.cookies.get(NAME, "")), told=told, here="")

    # Common

    def _known(self, form: Form) -> tuple[str, str | None]:
        """The measure and act that a form names; both must be in the last run."""
        sheet, act = self._desk.sheet(), form.get("acte") or None
        measure = self._measure(sheet, form.get("mesure", ""))
        if act is not None and act not in sheet.acts:
            raise HTTPException(404, "Cet acte n'est plus dans le corpus.")
        return measure.id, act

    def _measure(self, sheet: Sheet, name: str) -> Measure:
        if name not in sheet.measures:
            raise HTTPException(404, "Cette mesure n'est plus dans le plan tel qu'il a été lu la dernière fois.")
        return sheet.measures[name]

    async def _form(self, request: Request) -> Form:
        """The fields of a form, its seal checked."""
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_FORM:
                raise HTTPException(413, "Ce fichier est trop grand.")
        form = fields_of(request.headers.get("content-type", ""), body)
        if not same(form.get("sceau", ""), self._seal):
            raise HTTPException(403, "Demande refusée : elle ne vient pas de cette page. Rechargez-la et recommencez.")
        return form

    def _page(self, template: str, more: Mapping[str, object] | None = None, code: int = 200, **values: object) -> Response:
        text = self._templates.get_template(template).render({"seal": self._seal, **(more or {}), **values})
        return HTMLResponse(self._words.typeset(text), code)


def _environment(words: Words) -> Environment:
    made = Environment(
        loader=PackageLoader("pipeline.review"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"harmless": words.harmless, "percent": words.percent}
    return made


def _link(sheet: Sheet, measure: Measure, act: str) -> Link | None:
    return next((link for link in sheet.links.get(measure.id, ()) if link.act == act), None)
