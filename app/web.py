"""One ASGI application: the pages, the API under `/v1`, and what protects both."""

import gc
import secrets
import threading
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accounts.errors import FormStaleError
from api.app import make_api
from doors.away import DatabaseAwayError, is_away
from review_ui.charts_ahead import warm_charts
from review_ui.errors import PageNotFoundError, error_page, unexpected_page
from review_ui.router import make_router
from settings.errors import ListenbackError
from store.installation import Installation

log = structlog.get_logger()

POLICY: Final = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
"""Everything comes from here; no inline script, no inline style, no plug-in, no frame."""

SECURITY_HEADERS: Final = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def make_web(installation: Installation) -> FastAPI:
    """The whole web side of one opened installation."""
    web = FastAPI(title="Listenback", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_warmed)
    web.state.installation = installation
    web.add_api_route("/health", _health, methods=["GET"], include_in_schema=False)
    web.mount("/v1", make_api(installation))
    web.include_router(make_router())
    _answer_errors(web)
    web.add_middleware(GZipMiddleware, minimum_size=1000)
    web.add_middleware(Guard, base_url=installation.settings.base_url)
    return web


@asynccontextmanager
async def _warmed(web: FastAPI) -> AsyncIterator[None]:
    """The drawing engine needs seconds to start: it does so before the first visitor, and holds nobody up."""
    threading.Thread(target=_warm, args=(web.state.installation,), daemon=True).start()
    yield


def _warm(installation: Installation) -> None:
    """Draw charts ahead, and keep what is loaded by now out of every later search for garbage.

    Such a search looks through all that lives for long, a few hundred thousand objects of libraries and pages, and
    whoever's page is being made then waits for it.
    """
    warm_charts(installation)
    gc.collect()
    gc.freeze()


def _health(request: Request) -> Response:
    """200 when the database answers: for load balancers, not for people."""
    installation: Installation = request.app.state.installation
    with installation.readers() as session:
        session.execute(text("SELECT 1"))
    return PlainTextResponse("ok")


def _answer_errors(web: FastAPI) -> None:
    @web.exception_handler(ListenbackError)
    def expected(request: Request, error: ListenbackError) -> Response:
        return error_page(request, error)

    @web.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        if error.status_code == HTTPStatus.NOT_FOUND:
            return error_page(request, PageNotFoundError())
        return PlainTextResponse(str(error.detail), status_code=error.status_code, headers=error.headers)

    @web.exception_handler(RequestValidationError)
    def unreadable(request: Request, _error: RequestValidationError) -> Response:
        """An address or form that no page of ours makes; an id that is none is a page that is not there."""
        return error_page(request, PageNotFoundError())

    @web.exception_handler(SQLAlchemyError)
    def away(request: Request, error: SQLAlchemyError) -> Response:
        if not is_away(error):
            return unexpected(request, error)
        log.warning("database_away", path=request.url.path, error=type(error).__name__)
        return error_page(request, DatabaseAwayError())

    @web.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> Response:
        reference = secrets.token_hex(4)
        trace = "".join(traceback.format_exception(error))  # lines of code, never the values in them
        log.error("page failed", reference=reference, path=request.url.path, trace=trace)
        return unexpected_page(request, reference)


class Guard:
    """Security headers on every answer, and no writing request that another site's page sent."""

    def __init__(self, app: ASGIApp, *, base_url: str) -> None:
        self.app = app
        base = urlsplit(base_url)
        self.base_host = base.netloc
        self.headers = [(name.encode(), value.encode()) for name, value in SECURITY_HEADERS.items()]
        if base.scheme == "https":
            self.headers.append((b"strict-transport-security", b"max-age=31536000; includeSubDomains"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                # a page with a stricter policy of its own, such as a sandboxed mail, keeps it: two would both hold
                added = (pair for pair in self.headers if pair[0] != b"content-security-policy" or pair[0] not in own)
                message["headers"] = [*message["headers"], *added]
            await send(message)

        if is_foreign(scope, self.base_host):
            await _forbidden(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)


def is_foreign(scope: Scope, base_host: str = "") -> bool:
    """A write that a browser says another site sent. Programs send no such header and no cookie either.

    Browsers too old to say `Sec-Fetch-Site` name the page's `Origin`: it has to be this host, or that of `base_url`.
    """
    if scope["method"] in SAFE_METHODS:
        return False
    headers = dict(scope["headers"])
    site, origin = headers.get(b"sec-fetch-site"), headers.get(b"origin")
    if site is not None:
        return site not in {b"same-origin", b"none"}
    own = {headers.get(b"host", b"").decode("latin-1"), base_host}
    return origin is not None and urlsplit(origin.decode("latin-1")).netloc not in own - {""}


async def _forbidden(scope: Scope, receive: Receive, send: Send) -> None:
    error = FormStaleError()
    answer = PlainTextResponse(f"{error.message} {error.remedy}", status_code=HTTPStatus.FORBIDDEN)
    await answer(scope, receive, send)
