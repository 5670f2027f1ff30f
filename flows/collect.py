"""The first stage of a run: visit the sources on the web, then list all files that there are."""

from __future__ import annotations

from flows.calls import Call, Progress
from flows.options import Options
from flows.versions import program_version
from pipeline.collect import Collection, Visit, collect_files, visit_sources
from pipeline.records.territory import Territory


def collect(territory: Territory, options: Options, call: Call, progress: Progress) -> Collection:
    """The files of a territory; its sources on the web are visited first, unless `options.fetch` is False. Raises EcartError."""

    def visit(visited: Territory) -> dict[str, Visit]:
        return visit_sources(visited, agent=agent(), told=lambda done, total, which: progress("fetch", done, total, which))

    if options.fetch and any(source.web is not None for source in territory.sources):
        call("visit", visit, territory)
    return call("collect", collect_files, territory)


def agent() -> str:
    """What this program calls itself on the web."""
    return f"ecart/{program_version()}"
