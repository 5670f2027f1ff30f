"""Who may speak to the page: a browser on this machine that was given the token, on a page of ours.

The Host header must name this machine, so that no foreign site can point its own name here (DNS rebinding); whatever changes something must
come from our own pages (Origin, and a seal in the form), so that no foreign page can post in a person's name (CSRF).
"""

from __future__ import annotations

import hashlib
import hmac

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
ENTRANCE = "/entrer"
POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # "no-referrer" would send forms with Origin: null
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


def cookie_of(token: str) -> str:
    """Name of the cookie that holds the token. Cookies know no ports: each session has its own, so that two pages can be open at once."""
    return f"ecart-jeton-{seal_of(token)[:8]}"


def seal_of(token: str) -> str:
    """What every form carries: made from the token, which itself stands in no page."""
    return hmac.new(token.encode(), b"seal", hashlib.sha256).hexdigest()


def same(given: str, wanted: str) -> bool:
    """Whether two secrets are equal, in a time that tells nothing."""
    return hmac.compare_digest(given.encode(), wanted.encode())


class Guard:
    """Lets in only requests of our own pages; puts the safety headers on every answer."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app, self._token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or hand on one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        refusal = self._refusal(Request(scope))
        answer: ASGIApp = PlainTextResponse(refusal, 403) if refusal else self._app

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await answer(scope, receive, with_headers)

    def _refusal(self, request: Request) -> str:
        """Why a request is refused, in French; empty when it is not."""
        host = request.headers.get("host", "")
        if host.rsplit(":", 1)[0].lower() not in HOSTS:
            return "Cette page ne répond qu'à l'adresse donnée par « ecart review », sur cet ordinateur."
        if request.method not in ("GET", "HEAD") and not _ours(request.headers, host):
            return "Demande refusée : elle ne vient pas de cette page."
        if request.url.path == ENTRANCE or same(request.cookies.get(cookie_of(self._token), ""), self._token):
            return ""
        return "Ouvrez cette page par l'adresse complète qu'affiche « ecart review » : elle contient la clé d'entrée."


def _ours(headers: Headers, host: str) -> bool:
    """Whether a browser says that the request comes from a page of this very address."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    return origin == f"http://{host}" and site in (None, "same-origin")
