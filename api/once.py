"""`Idempotency-Key`: a POST that is sent again because its answer got lost does its work once and is answered alike.

The key is claimed and the answer kept in the transaction that does the work, so the work was done exactly when both
are there; the clock takes them out after a day.
"""

import hashlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import Header, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from settings.errors import ListenbackError
from store.tables.kept_answer import KeptAnswer

MOST_BYTES: Final = 1_000_000
"""A longer answer is not kept; sent again, the request is told that it was done."""

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=120,
        description="Any text of your own, such as a UUID. Sent again within a day, the same request is not done twice",
        examples=["8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ),
]


class KeyReusedError(ListenbackError):
    code = "idempotency_key_reused"
    status = 422

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key was sent with another request.", remedy="Make a new key for each.")


class DoneBeforeError(ListenbackError):
    code = "done_before"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "This request was done before, and its answer is not kept.", remedy="Read the list; do not send it again."
        )


class AnsweredBeforeError(ListenbackError):
    """Not an error to the caller: the answer that the same request got before."""

    code = "answered_before"

    def __init__(self, kept: KeptAnswer) -> None:
        self.answer = Response(
            kept.body, status_code=kept.status or 200, headers={**kept.headers, "Idempotency-Replayed": "true"}
        )
        super().__init__("answered before")


@dataclass(frozen=True)
class Sending:
    """One request under its key. Neither the API key nor the text of this one can be read back from it."""

    key_sha256: str
    request_sha256: str


@dataclass(frozen=True)
class Claimed:
    """A request whose key was claimed, with the session that commits its work."""

    session: Session
    sending: Sending


async def sending(request: Request, key: IdempotencyKey = None) -> Sending | None:
    """The claim of a POST that names a key; a form is told by its length, its files are not read twice."""
    if key is None or request.method != "POST":
        return None
    is_form = request.headers.get("content-type", "").startswith("multipart/")
    body = request.headers.get("content-length", "").encode() if is_form else await request.body()
    return sending_of(request, request.headers.get("authorization", ""), key, body)


def sending_of(request: Request, api_key: str, key: str, body: bytes) -> Sending:
    said = f"{request.method} {request.url.path}?{request.url.query}\n".encode() + body
    return Sending(_hash(f"{api_key}\n{key}".encode()), _hash(said))


def claim(session: Session, claimed: Sending, *, now: datetime) -> None:
    """Take the key in this transaction. Raises AnsweredBeforeError, DoneBeforeError, KeyReusedError."""
    _answer_again(session, claimed)
    session.add(KeptAnswer(key_sha256=claimed.key_sha256, request_sha256=claimed.request_sha256, status=None, at=now))
    try:
        session.flush()
    except IntegrityError:  # PostgreSQL let two of the same in at once, and the other was faster
        session.rollback()
        _answer_again(session, claimed)
        raise DoneBeforeError from None


def _answer_again(session: Session, claimed: Sending) -> None:
    kept = session.scalar(select(KeptAnswer).where(KeptAnswer.key_sha256 == claimed.key_sha256))
    if kept is None:
        return
    if kept.request_sha256 != claimed.request_sha256:
        raise KeyReusedError
    if kept.status is None:
        raise DoneBeforeError
    raise AnsweredBeforeError(kept)


class OnceRoute(APIRoute):
    """Keeps the answer of a request that claimed its key, in the transaction that does its work."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def kept(request: Request) -> Response:
            response = await handle(request)
            claimed: Claimed | None = getattr(request.state, "claimed", None)
            if claimed is not None and hasattr(response, "body") and len(response.body) <= MOST_BYTES:
                await run_in_threadpool(_keep, claimed, response)
            return response

        return kept


def _keep(claimed: Claimed, response: Response) -> None:
    told = {name: response.headers[name] for name in ("content-type", "etag", "location") if name in response.headers}
    kept = claimed.session.get_one(KeptAnswer, claimed.sending.key_sha256)
    kept.status, kept.headers, kept.body = response.status_code, told, bytes(response.body)
    claimed.session.flush()


def _hash(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
