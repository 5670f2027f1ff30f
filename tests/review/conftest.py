"""The page over a store that is kept in memory."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from flows.review import FRENCH
from pipeline.records.errors import ConfigurationError, NothingToDo
from pipeline.records.review import Review, ReviewKind
from pipeline.records.run import Results
from pipeline.review import Desk, Shelf, review_app
from pipeline.review.guard import seal_of
from tests.review import made

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it works with httpx and wishes for its successor
    from starlette.testclient import TestClient

TOKEN = "token-of-the-tests"
HOME = "http://127.0.0.1:8123"


def drawn(_sha: str, _page: int, _boxes: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (595, 842), (250, 250, 250)).save(out, "WEBP")
    return out.getvalue()


@dataclass
class Kept:
    """A store in memory."""

    results: Results = field(default_factory=made.results)
    reviews: list[Review] = field(default_factory=list)
    locked: bool = False
    changes: int = 0

    def add(self, reviews: Sequence[Review]) -> int:
        if self.locked:
            raise NothingToDo("another run is writing")
        new = [r for r in reviews if r not in self.reviews]
        self.reviews += new
        self.changes += 1
        return len(new)

    def withdraw(self, review: Review) -> bool:
        self.reviews.remove(review)
        self.changes += 1
        return True

    def take(self, table: bytes) -> int:
        rows = list(csv.DictReader(io.StringIO(table.decode())))
        if not rows:
            raise ConfigurationError("the table is empty")
        return self.add([replace(made.said(made.BUS, made.DESSERTE, row["choice"], row["reviewer"])) for row in rows])

    def shelf(self) -> Shelf:
        return Shelf(
            lambda: self.changes, lambda: self.results.run.id, lambda: self.results, lambda: tuple(self.reviews),
            self.add, self.withdraw, lambda: b"siren,kind\n", self.take, drawn,
        )  # fmt: skip

    def last(self) -> tuple[str, str, str | None, str | None, str]:
        """Who said what, and of what, last."""
        r = self.reviews[-1]
        return r.reviewer, r.choice.value, r.measure, r.act if r.kind is not ReviewKind.VERDICT else r.value, r.reason


@dataclass
class Visit:
    """A browser at the page."""

    kept: Kept
    client: TestClient

    def get(self, path: str, **more: object) -> str:
        answer = self.client.get(path, **more)
        assert answer.status_code == 200, (answer.status_code, answer.text[-600:])
        return answer.text

    def post(self, path: str, code: int = 200, **form: str) -> str:
        answer = self.client.post(path, data={"sceau": seal_of(TOKEN), **form}, headers={"origin": HOME})
        assert answer.status_code == code, (answer.status_code, answer.text[-600:])
        return answer.text

    def named(self, who: str) -> Visit:
        self.post("/nom", nom=who)
        return self


@pytest.fixture
def visit() -> Visit:
    """Anne, let in."""
    kept = Kept()
    moments = (datetime(2026, 2, 1, tzinfo=UTC) + timedelta(minutes=n) for n in range(1000))
    client = TestClient(review_app(Desk(kept.shelf(), lambda: next(moments)), FRENCH, TOKEN), base_url=HOME)
    assert "Qui relit" in client.get(f"/entrer?jeton={TOKEN}").text
    return Visit(kept, client).named("Anne")
