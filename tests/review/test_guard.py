"""Who is let in: this machine, with the token, from our own pages."""

from __future__ import annotations

import pytest

from flows.review import FRENCH
from pipeline.review import Desk, review_app
from pipeline.review.forms import fields_of
from pipeline.review.guard import cookie_of, seal_of
from tests.review.conftest import HOME, TOKEN, Kept, TestClient, Visit
from tests.review.made import BUS, DESSERTE

GOOD = {"sceau": seal_of(TOKEN), "mesure": BUS.id, "acte": DESSERTE.id, "choix": "oui"}


@pytest.mark.parametrize(
    ("headers", "form"),
    [
        pytest.param({}, GOOD, id="no origin"),
        pytest.param({"origin": "http://evil.example"}, GOOD, id="another site"),
        pytest.param({"origin": "null"}, GOOD, id="a sandboxed page"),
        pytest.param({"origin": "http://127.0.0.1:9999"}, GOOD, id="another port of this machine"),
        pytest.param({"origin": "https://127.0.0.1:8123"}, GOOD, id="another scheme"),
        pytest.param({"origin": HOME, "sec-fetch-site": "cross-site"}, GOOD, id="the browser says cross-site"),
        pytest.param({"origin": HOME}, GOOD | {"sceau": ""}, id="no seal"),
        pytest.param({"origin": HOME}, GOOD | {"sceau": seal_of("other")}, id="the seal of another session"),
        pytest.param({"origin": HOME}, GOOD | {"sceau": TOKEN}, id="the token is no seal"),
    ],
)
def test_no_other_page_can_post(headers: dict[str, str], form: dict[str, str], visit: Visit) -> None:
    assert visit.client.post("/lien", data=form, headers=headers).status_code == 403
    assert visit.kept.reviews == []


@pytest.mark.parametrize(
    ("host", "code"),
    [
        pytest.param("127.0.0.1:8123", 200, id="this machine"),
        pytest.param("localhost:9000", 200, id="this machine through a tunnel"),
        pytest.param("evil.example", 403, id="a foreign name that points here"),
        pytest.param("127.0.0.1.evil.example:8123", 403, id="a foreign name that looks like ours"),
        pytest.param("192.168.1.7:8123", 403, id="the network's address"),
        pytest.param("", 403, id="no host"),
    ],
)
def test_only_names_of_this_machine(host: str, code: int, visit: Visit) -> None:
    assert visit.client.get("/bilan", headers={"host": host}).status_code == code
    assert visit.client.get(f"/entrer?jeton={TOKEN}", headers={"host": host}, follow_redirects=False).status_code == (
        303 if code == 200 else 403
    )


@pytest.mark.parametrize(
    "path", ["/", "/bilan", f"/mesure/{BUS.id}", "/assets/relecture.css", f"/image/{BUS.id}/plan/page", "/relectures.csv"]
)
def test_nothing_without_the_token(path: str) -> None:
    client = TestClient(review_app(Desk(Kept().shelf()), FRENCH, TOKEN), base_url=HOME)
    for cookies in ({}, {cookie_of(TOKEN): "wrong"}, {cookie_of(TOKEN): seal_of(TOKEN)}):
        client.cookies.clear()
        client.cookies.update(cookies)
        answer = client.get(path)
        assert (answer.status_code, "clé d'entrée" in answer.text) == (403, True)
    assert client.get("/entrer?jeton=wrong").status_code == 403
    assert client.get("/entrer").status_code == 403


def test_two_pages_can_be_open_in_one_browser(visit: Visit) -> None:
    other = TestClient(review_app(Desk(Kept().shelf()), FRENCH, "another"), base_url="http://127.0.0.1:9000", cookies=visit.client.cookies)
    assert other.get("/entrer?jeton=another").status_code == 200
    visit.client.cookies.update(other.cookies)
    assert visit.client.get("/bilan").status_code == 200


def test_every_answer_carries_the_safety_headers(visit: Visit) -> None:
    for path in ("/", "/rien", "/assets/relecture.js", f"/image/{BUS.id}/plan/extrait"):
        headers = visit.client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    cookie = TestClient(review_app(Desk(Kept().shelf()), FRENCH, TOKEN), base_url=HOME).get(
        f"/entrer?jeton={TOKEN}", follow_redirects=False
    )
    assert "httponly" in cookie.headers["set-cookie"].lower() and "samesite=strict" in cookie.headers["set-cookie"].lower()


def test_a_form_that_never_ends_is_cut(visit: Visit) -> None:
    answer = visit.client.post("/lien", content=b"sceau=" + b"x" * 4_100_000, headers={"origin": HOME})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("kind", "body", "fields"),
    [
        pytest.param("application/x-www-form-urlencoded", b"a=1&b=%C3%A9+x&c=", {"a": "1", "b": "é x", "c": ""}, id="a plain form"),
        pytest.param(
            "multipart/form-data; boundary=X",
            '--X\r\nContent-Disposition: form-data; name="f"; filename="r.csv"\r\n\r\n\ufeffà;b\r\n1\r\n--X--\r\n'.encode(),
            {"f": "à;b\r\n1"},
            id="a file",
        ),
        pytest.param("multipart/form-data", b"--X\r\n\r\nx", {}, id="a multipart form without boundary"),
        pytest.param("multipart/form-data; boundary=X", b"\xff\xfe\x00", {}, id="no parts"),
    ],
)
def test_forms(kind: str, body: bytes, fields: dict[str, str]) -> None:
    assert fields_of(kind, body) == fields
