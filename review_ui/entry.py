"""What every page needs before it starts: the installation, sessions, the clock, who is asking, a genuine form."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import Depends, Form, Request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.orm import Session

from accounts.errors import FormStaleError, NotSignedInError
from accounts.permissions import Action, require
from accounts.sessions import SignedIn, seen_again, signed_in
from settings.clock import utc_now
from store.installation import Installation
from store.tables.person import Person

FORM_LIVES: Final = timedelta(days=2)
"""A form left open over night still works."""


def installation_of(request: Request) -> Installation:
    found: Installation = request.app.state.installation
    return found


def cookie_name(installation: Installation) -> str:
    """`__Host-` binds the cookie to this one host, but browsers accept it over https only."""
    return "__Host-listenback" if installation.settings.base_url.startswith("https://") else "listenback"


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
"""Committed once, before the answer is sent; rolled back when the page raises."""


def _viewer(request: Request, installation: Here, now: Now) -> SignedIn | None:
    token = request.cookies.get(cookie_name(installation), "")
    if not token:
        return None
    with installation.readers() as session:
        found = signed_in(session, token, now=now)
    if found is not None and found.is_stale:
        with installation.sessions.begin() as session:
            seen_again(session, found.token_sha256, now=now)
    request.state.signed_in = found
    return found


MaybeViewer = Annotated[SignedIn | None, Depends(_viewer)]


def viewer(found: MaybeViewer) -> SignedIn:
    if found is None:
        raise NotSignedInError
    return found


Viewer = Annotated[SignedIn, Depends(viewer)]


class Allowed:
    """Dependency of a route: signed in, and the role carries `action`. The permission tests read `action`."""

    def __init__(self, action: Action) -> None:
        self.action = action

    def __call__(self, found: Viewer) -> Person:
        require(found.person, self.action)
        return found.person


def _serializer(installation: Installation) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(installation.settings.secret, salt="listenback form")


def form_token(installation: Installation, found: SignedIn) -> str:
    return str(_serializer(installation).dumps(found.token_sha256[:32]))


def genuine_form(installation: Here, found: Viewer, form_token: Annotated[str, Form()] = "") -> None:
    """Raise FormStaleError unless the form was made by us for this very session."""
    try:
        meant = _serializer(installation).loads(form_token, max_age=int(FORM_LIVES.total_seconds()))
    except BadSignature:
        raise FormStaleError from None
    if meant != found.token_sha256[:32]:
        raise FormStaleError


GENUINE: Final = Depends(genuine_form)
