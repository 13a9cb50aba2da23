"""What every endpoint needs before it starts: the installation, sessions, the clock, whose key it is."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import update
from sqlalchemy.orm import Session

from accounts.api_keys import is_use_due, person_of_key
from accounts.errors import KeyRefusedError
from accounts.permissions import Action, require
from settings.clock import utc_now
from store.installation import Installation
from store.tables.api_key import ApiKey
from store.tables.person import Person

bearer = HTTPBearer(auto_error=False, description="An API key: `listenback keys` makes one")


def installation_of(request: Request) -> Installation:
    found: Installation = request.app.state.installation
    return found


Here = Annotated[Installation, Depends(installation_of)]
Now = Annotated[datetime, Depends(utc_now)]


def _reading(installation: Here) -> Iterator[Session]:
    with installation.readers() as session:
        yield session


def _writing(installation: Here) -> Iterator[Session]:
    with installation.sessions.begin() as session:
        yield session


Reading = Annotated[Session, Depends(_reading)]
Writing = Annotated[Session, Depends(_writing, scope="function")]
"""Committed once, before the answer is sent; rolled back when the endpoint raises."""


def caller(
    installation: Here, now: Now, given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
) -> Person:
    """The person whose key was sent. Raises KeyRefusedError."""
    if given is None:
        raise KeyRefusedError
    with installation.readers() as session:
        person, key = person_of_key(session, given.credentials, now=now)
    if is_use_due(key, now=now):
        with installation.sessions.begin() as session:
            session.execute(update(ApiKey).where(ApiKey.id == key.id).values(last_used_at=now))
    return person


Caller = Annotated[Person, Depends(caller)]


class Allowed:
    """Dependency of an endpoint: a good key, and its role carries `action`. The permission tests read `action`."""

    def __init__(self, action: Action) -> None:
        self.action = action

    def __call__(self, person: Caller) -> Person:
        require(person, self.action)
        return person
