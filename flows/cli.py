"""The command line. Each command is thin: it reads its options, calls one function, prints what came of it."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from flows.options import DEFAULT_DATABASE, DEFAULT_REPORT
from flows.threads import one_thread
from pipeline.records.errors import ConfigurationError, EcartError

app = typer.Typer(
    name="ecart",
    help="Shows, measure by measure and with proof, the gap between what was co-constructed with a French local authority "
    "and what its council voted and paid for.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # else [encoder] in a help text is read as markup, and lost
)

Database = Annotated[Path, typer.Option("--db", help="The published database.", show_default=True)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


@app.command()
def run(
    territory: Annotated[Path, typer.Argument(help="The territory file (TOML).")],
    db: Annotated[Path, typer.Option("--db", help="Database to write.")] = DEFAULT_DATABASE,
    out: Annotated[Path, typer.Option("--out", help="Folder of the report.")] = DEFAULT_REPORT,
    direct: Annotated[bool, typer.Option("--direct", help="Run without Prefect.")] = False,
    workers: Annotated[int, typer.Option(min=0, help="Reading processes; 0 for as many as there are cores.")] = 0,
    today: Annotated[str, typer.Option(help="Day that decides which deadlines have passed (YYYY-MM-DD); the current day if empty.")] = "",
    offline: Annotated[bool, typer.Option("--offline", help="Visit no source on the web; use what earlier runs kept.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Do everything again, even what has not changed.")] = False,
    as_json: Json = False,
) -> None:
    """Read, link, judge, store and report one territory."""
    from flows.run import run_territory

    raise typer.Exit(
        run_territory(
            territory, db=db, out=out, direct=direct, workers=workers, today=today, as_json=as_json, fetch=not offline, fresh=fresh
        )
    )


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder of the database and the report.")] = Path("ecart-demo"),
    direct: Annotated[bool, typer.Option("--direct", help="Run without Prefect.")] = False,
    as_json: Json = False,
) -> None:
    """Run on the fictional territory that ships."""
    from flows.run import run_demo

    raise typer.Exit(run_demo(out, direct=direct, as_json=as_json))


@app.command()
def show(
    pdf: Annotated[Path, typer.Argument(help="A PDF file.")],
    as_json: Json = False,
    boxes: Annotated[Path | None, typer.Option(help="Also draw blocks, reading order, stamps and furniture: PNG, one file a page.")] = None,
) -> None:
    """Show what is read in one PDF: blocks, stamps, measures and acts."""
    from flows.show import show_pdf

    raise typer.Exit(show_pdf(pdf, as_json=as_json, boxes=boxes))


@app.command()
def explain(
    measure: Annotated[str, typer.Argument(help="Id, printed number, or some words of the measure.")],
    db: Database = DEFAULT_DATABASE,
    as_json: Json = False,
) -> None:
    """Explain a verdict: the candidate acts, and the signals for and against each."""
    from flows.explain import explain_measure

    explain_measure(measure, db, as_json=as_json)


@app.command()
def report(
    db: Database = DEFAULT_DATABASE,
    out: Annotated[Path, typer.Option("--out", help="Folder of the report.")] = DEFAULT_REPORT,
    siren: Annotated[str, typer.Option(help="Which territory, when the database holds several.")] = "",
) -> None:
    """Write the report again from what is stored; several territories get a folder each and a front page."""
    from flows.report import write_stored

    typer.echo(write_stored(db, out, siren or None))


@app.command()
def review(
    db: Database = DEFAULT_DATABASE,
    siren: Annotated[str, typer.Option(help="Which territory, when the database holds several.")] = "",
    port: Annotated[int, typer.Option(help="Port of the local page; 0 for any that is free.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
    export_to: Annotated[Path | None, typer.Option("--export", help="Write all reviews to this CSV file instead.")] = None,
    import_from: Annotated[Path | None, typer.Option("--import", help="Add the reviews of this CSV file instead.")] = None,
) -> None:
    """Open the local page where people confirm or correct what the machine is unsure of."""
    from flows.review import exchange_reviews, review_territory

    if export_to or import_from:
        typer.echo(exchange_reviews(db, siren or None, export_to=export_to, import_from=import_from))
    else:
        review_territory(db, siren or None, port=port, browser=browser)


@app.command()
def learn(
    db: Database = DEFAULT_DATABASE,
    siren: Annotated[str, typer.Option(help="Which territory, when the database holds several.")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="Also write the labelled pairs to this file (JSON Lines).")] = None,
    territory: Annotated[Path | None, typer.Option(help="The territory file, when it names another encoder.")] = None,
    as_json: Json = False,
) -> None:
    """Show what people's answers teach and what they would change; nothing is changed."""
    from flows.learn import show_learning

    show_learning(db, siren or None, out=out, as_json=as_json, territory=territory)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where to write.")],
    kind: Annotated[str, typer.Option("--format", help="jsonl, csv, parquet, decidim or scdl.")] = "jsonl",
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Write what is stored as files."""
    from pipeline.store import EXPORTS

    if kind not in EXPORTS:
        raise ConfigurationError(f'--format "{kind}" is unknown; known: {", ".join(EXPORTS)}.')
    for path in EXPORTS[kind](db, folder):
        typer.echo(path)


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="One SQL query; the database is opened for reading only.")],
    db: Database = DEFAULT_DATABASE,
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Run an SQL query on what is stored."""
    from flows.tables import print_rows
    from pipeline.store import query as ask

    columns, rows = ask(db, query)
    print_rows(columns, rows, "json" if as_json else "csv" if as_csv else "table")


@app.command(name="match-texts")
def match_texts(
    a: Annotated[Path, typer.Argument(help="Text file, one text a line.")],
    b: Annotated[Path, typer.Argument(help="Text file, one text a line.")],
    out: Annotated[Path, typer.Option("--out", help="NumPy file: float32, a row for each line of A, a column for each line of B.")],
    encoder: Annotated[Path | None, typer.Option("--encoder", help="TOML file with [encoder]: a model of the hub, or a folder.")] = None,
) -> None:
    """Score every line of A against every line of B."""
    from flows.match_texts import write_scores

    typer.echo(write_scores(a, b, out, encoder))


@app.command()
def calibrate(
    file: Annotated[Path, typer.Argument(help="A territory file, or another TOML file, with the table [encoder].")],
    out: Annotated[Path | None, typer.Option("--out", help="Where to write the weights (default: the path in [encoder]).")] = None,
    as_json: Json = False,
) -> None:
    """Fit the matcher's weights for another encoder than those that ship, on the labels that ship."""
    from flows.calibrate import calibrate_encoder

    calibrate_encoder(file, out, as_json=as_json)


@app.command()
def watch(
    file: Annotated[Path, typer.Argument(help="The watch file (TOML): territories, schedule, alerts.")],
    once: Annotated[bool, typer.Option("--once", help="One night now, for cron; else night after night by the schedule.")] = False,
    direct: Annotated[bool, typer.Option("--direct", help="Run without Prefect.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Visit no source on the web; use what earlier nights kept.")] = False,
    dask: Annotated[str, typer.Option("--dask", help="Analyse on this Dask cluster (tcp://host:port); results are stored here.")] = "",
    as_json: Json = False,
) -> None:
    """Watch many territories: visit their sources, analyse what changed, publish, and send alerts."""
    from flows.watch_command import run_watch

    raise typer.Exit(run_watch(file, once=once, direct=direct, offline=offline, dask=dask, as_json=as_json))


@app.command()
def health(
    file: Annotated[Path, typer.Argument(help="The watch file (TOML).")],
    as_json: Json = False,
) -> None:
    """Report what is unusual in a watch; exit code 1 when something is."""
    from flows.watch_command import print_health

    raise typer.Exit(print_health(file, as_json=as_json))


@app.command()
def doctor(as_json: Json = False) -> None:
    """Say what is installed, what is missing and how to get it."""
    from flows.doctor import examine

    raise typer.Exit(examine(as_json=as_json))


def main() -> None:
    """Run the command line; an `EcartError` becomes its message and its exit code, without a traceback; any other error keeps it."""
    one_thread()
    try:
        app()
    except EcartError as error:
        if "--json" in sys.argv:
            print(json.dumps({"error": str(error), "exit_code": error.exit_code}, ensure_ascii=False))
        print(f"ecart: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except Exception as error:
        _tell_defect(error)
        sys.exit(EcartError.exit_code)


def _tell_defect(error: Exception) -> None:
    """An unexpected error is told with its traceback, which a report of it needs."""
    said = f"{type(error).__name__}: {error}"
    if "--json" in sys.argv:
        print(json.dumps({"error": said, "exit_code": EcartError.exit_code}, ensure_ascii=False))
    traceback.print_exception(error)
    print(f"ecart: {said}. This is a defect of the program: please report it with the lines above.", file=sys.stderr)


if __name__ == "__main__":
    main()
