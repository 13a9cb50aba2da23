"""What every endpoint needs before it starts: whose key it is, and whether the key reaches this far."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import update

from accounts.api_keys import is_use_due, person_of_key
from accounts.errors import KeyRefusedError, TooManyTriesError
from accounts.limits import Limit
from accounts.permissions import require
from accounts.scopes import ScopeMissingError, covers, needed
from doors.entry import Here, Now, Reading, Rule, Writing, installation_of
from doors.network import Knocker
from store.tables.api_key import ApiKey
from store.tables.person import Person

__all__ = ["Allowed", "Caller", "Here", "Now", "Reading", "Writing", "installation_of", "scope_of"]

bearer = HTTPBearer(auto_error=False, description="An API key: `listenback keys make` makes one")


def caller(
    request: Request,
    knocker: Annotated[Knocker, Depends()],
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Person:
    """The person whose key was sent. Raises KeyRefusedError, TooManyTriesError, ScopeMissingError."""
    if given is None:
        raise KeyRefusedError
    installation, now = knocker.installation, knocker.now
    try:
        with installation.readers() as session:
            person, key = person_of_key(session, given.credentials, now=now)
    except KeyRefusedError:
        if knocker.is_too_much(Limit("wrong key", installation.settings.sign_in.wrong_per_network)):
            raise TooManyTriesError from None
        raise
    if is_use_due(key, now=now):
        with installation.sessions.begin() as session:
            session.execute(update(ApiKey).where(ApiKey.id == key.id).values(last_used_at=now))
    scope = scope_of(request.scope["route"], request.method)
    if not covers(key.scopes, scope):
        raise ScopeMissingError(scope)
    return person


Caller = Annotated[Person, Depends(caller)]


def scope_of(route: APIRoute, method: str) -> str:
    """What a key needs for an endpoint: its group is the endpoint's tag."""
    return needed(str(route.tags[0]).lower(), method)


class Allowed(Rule):
    """A good key, and its person's role carries `action`."""

    def __call__(self, person: Caller) -> Person:
        require(person, self.action)
        return person
