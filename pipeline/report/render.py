"""Templates to HTML: everything escaped, French spaces set, no outside request possible."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from pipeline.records.french import euros
from pipeline.report import reliability, sentences
from pipeline.report.changes import change_words
from pipeline.report.french import count, day, harmless, percent, typeset
from pipeline.report.wording import OVERDUE, STATUS, TO_CONFIRM, overdue_words, refused_words, unfunded_words

ROLES: Mapping[str, str] = {"plan": "plan", "acts": "actes", "register": "registre", "budget": "budget", "grants": "subventions"}


def environment() -> Environment:
    """The template environment. Signs that could turn a text around are made visible in whatever a template prints."""
    made = Environment(
        loader=PackageLoader("pipeline.report"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        finalize=lambda value: harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": day, "percent": percent, "euros": euros}
    made.globals |= {"count": count, "statuses": STATUS, "roles": ROLES, "unfunded_words": unfunded_words, "to_confirm": TO_CONFIRM}
    made.globals |= {"refused_words": refused_words, "overdue_words": overdue_words, "overdue": OVERDUE}
    made.globals |= {"said": sentences, "reliability": reliability, "change_words": change_words}
    return made


def page(made: Environment, template: str, **values: object) -> str:
    """One page as HTML text."""
    return typeset(made.get_template(template).render(**values))


def asset(name: str) -> str:
    """A style sheet or script that ships beside the templates."""
    return (resources.files("pipeline.report") / "templates" / name).read_text("utf-8")
