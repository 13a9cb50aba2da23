"""What every endpoint needs before it starts: whose key it is, whether the key reaches this far, and its session."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import update
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from accounts.api_keys import is_use_due, person_of_key
from accounts.errors import KeyRefusedError, TooManyTriesError
from accounts.limits import Limit
from accounts.permissions import require
from accounts.scopes import ScopeMissingError, covers, needed
from api.once import Claimed, OnceRoute, Sending, claim, sending
from api.pace import Pace
from doors.entry import Here, Now, Reading, Rule, installation_of
from doors.network import Knocker
from store.installation import Installation
from store.tables.api_key import ApiKey
from store.tables.person import Person

__all__ = ["Allowed", "Caller", "Here", "Now", "Reading", "Writing", "installation_of", "resource", "scope_of"]

bearer = HTTPBearer(auto_error=False, description="An API key: `listenback keys make` makes one")


def resource(tag: str) -> APIRouter:
    """The endpoints of one group; its tag in small letters is the group of their scopes."""
    return APIRouter(tags=[tag], route_class=OnceRoute)


async def caller(
    request: Request,
    knocker: Annotated[Knocker, Depends(Knocker.of)],
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Person:
    """The person whose key was sent. Raises KeyRefusedError, TooManyTriesError, ScopeMissingError, TooFastError.

    A reader of SQLite waits for nobody: that needs no thread, whose way costs as much as the reading.
    """
    if given is None:
        raise KeyRefusedError
    installation, now = knocker.installation, knocker.now
    try:
        if installation.engine.dialect.name == "sqlite":
            person, key = _known(installation, given.credentials, now)
        else:
            person, key = await run_in_threadpool(_known, installation, given.credentials, now)
    except KeyRefusedError:
        limit = Limit("wrong key", installation.settings.sign_in.wrong_per_network)
        if await run_in_threadpool(knocker.is_too_much, limit):
            raise TooManyTriesError from None
        raise
    pace: Pace = request.app.state.pace
    request.scope["state"]["pace"] = pace.count(key.id, now=now)
    if is_use_due(key, now=now):
        await run_in_threadpool(_note_use, installation, key, now)
    scope = scope_of(request.scope["route"], request.method)
    if not covers(key.scopes, scope):
        raise ScopeMissingError(scope)
    return person


def _known(installation: Installation, key: str, now: datetime) -> tuple[Person, ApiKey]:
    with installation.readers() as session:
        return person_of_key(session, key, now=now)


def _note_use(installation: Installation, key: ApiKey, now: datetime) -> None:
    with installation.sessions.begin() as session:
        session.execute(update(ApiKey).where(ApiKey.id == key.id).values(last_used_at=now))


Caller = Annotated[Person, Depends(caller)]


def _writing(
    request: Request,
    installation: Here,
    now: Now,
    _person: Caller,
    once: Annotated[Sending | None, Depends(sending)],
) -> Iterator[Session]:
    with installation.sessions.begin() as session:
        if once is not None:
            claim(session, once, now=now)
            request.state.claimed = Claimed(session, once)
        yield session


Writing = Annotated[Session, Depends(_writing, scope="function")]
"""Committed once, before the answer is sent; rolled back when the route raises. Honours `Idempotency-Key`."""


def scope_of(route: APIRoute, method: str) -> str:
    """What a key needs for an endpoint: its group is the endpoint's tag."""
    return needed(str(route.tags[0]).lower(), method)


class Allowed(Rule):
    """A good key, and its person's role carries `action`."""

    async def __call__(self, person: Caller) -> Person:
        require(person, self.action)
        return person
