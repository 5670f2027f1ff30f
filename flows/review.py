"""`ecart review`: the local page for people, joined with the store, the pictures of pages and the French of the report."""

from __future__ import annotations

import contextlib
import secrets
import socket
import tempfile
import webbrowser
from pathlib import Path

import uvicorn

from flows.pictures import page_pictures
from pipeline.records.errors import ConfigurationError, NothingToDo
from pipeline.records.french import euros
from pipeline.report.french import day, harmless, percent, typeset
from pipeline.report.wording import OUTCOME, SIGNAL, STATUS, vote
from pipeline.review import Desk, Shelf, Words, review_app
from pipeline.store import add_reviews, export_reviews, import_reviews, last_run, load_results, load_reviews, withdraw_review

HOST = "127.0.0.1"
FRENCH = Words(
    statuses={status: (wording.label, wording.meaning, wording.sign) for status, wording in STATUS.items()},
    outcomes=OUTCOME,
    signals=SIGNAL,
    vote=vote,
    euros=euros,
    day=day,
    percent=percent,
    harmless=harmless,
    typeset=typeset,
)


def review_territory(db: Path, siren: str | None, *, port: int = 0, browser: bool = True) -> None:
    """Serve the review page of one territory to this machine until it is interrupted.

    Raises ConfigurationError when there is no such territory, NothingToDo when the port is taken.
    """
    token = secrets.token_urlsafe(24)
    app = review_app(Desk(shelf_of(db, siren)), FRENCH, token)
    with _listening(port) as listener:
        address = f"http://{HOST}:{listener.getsockname()[1]}/entrer?jeton={token}"
        print(f"Review page, for this machine only (stop it with Ctrl-C):\n{address}", flush=True)
        if browser:
            webbrowser.open(address)
        settings = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, ws="none")
        with contextlib.suppress(KeyboardInterrupt):  # the usual end
            uvicorn.Server(settings).run(sockets=[listener])
        print("Review page closed; every choice was stored when it was made.", flush=True)


def exchange_reviews(db: Path, siren: str | None, *, export_to: Path | None, import_from: Path | None) -> str:
    """Add the reviews of one CSV file, then write all of them to another, as far as each is given; says in one line what was done."""
    said = []
    if import_from is not None:
        said.append(f"{import_reviews(db, import_from)} new reviews from {import_from}")
    if export_to is not None:
        said.append(f"{export_reviews(db, export_to, siren)} reviews in {export_to}")
    return "; ".join(said)


def shelf_of(db: Path, siren: str | None) -> Shelf:
    """The store as the review page sees it. Raises ConfigurationError when the database does not hold the territory."""
    first = load_results(db, siren, layouts=False)
    of = first.territory.siren

    def stamp() -> object:
        found = db.stat()
        return found.st_mtime_ns, found.st_ino, found.st_size

    def export() -> bytes:
        with tempfile.TemporaryDirectory(prefix="ecart-") as folder:
            export_reviews(db, Path(folder) / "relectures.csv", of)
            return (Path(folder) / "relectures.csv").read_bytes()

    def take(table: bytes) -> int:
        with tempfile.TemporaryDirectory(prefix="ecart-") as folder:
            path = Path(folder) / "relectures.csv"
            path.write_bytes(table)
            return import_reviews(db, path)

    return Shelf(
        stamp=stamp,
        run=lambda: last_run(db, of),
        results=lambda: load_results(db, of, layouts=False),
        reviews=lambda: load_reviews(db, of),
        add=lambda reviews: add_reviews(db, reviews),
        withdraw=lambda review: withdraw_review(db, review),
        export=export,
        take=take,
        picture=page_pictures(first.files, first.documents),
    )


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OverflowError as error:
        listener.close()
        raise ConfigurationError(f"--port {port} is no port; choose one from 1024 to 65535, or 0 for any that is free.") from error
    except OSError as error:
        listener.close()
        raise NothingToDo(
            f"Port {port} cannot be used ({error.strerror}). Choose another with --port, or 0 for any that is free."
        ) from error
    return listener
