"""What every page needs before it starts: who is asking, by their cookie, and a genuine form."""

from datetime import timedelta
from typing import Annotated, Final

from fastapi import Depends, Form, Request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from accounts.errors import FormStaleError, NotSignedInError
from accounts.permissions import require
from accounts.sessions import SignedIn, seen_again, signed_in
from doors.entry import Here, Now, Reading, Rule, Writing, installation_of
from store.installation import Installation
from store.tables.person import Person

__all__ = [
    "GENUINE", "Allowed", "Here", "MaybeViewer", "Now", "Reading", "Viewer", "Writing", "cookie_name", "form_token",
    "genuine_form", "installation_of", "viewer",
]  # fmt: skip

FORM_LIVES: Final = timedelta(days=2)
"""A form left open over night still works."""


def cookie_name(installation: Installation) -> str:
    """`__Host-` binds the cookie to this one host, but browsers accept it over https only."""
    return "__Host-listenback" if installation.settings.base_url.startswith("https://") else "listenback"


def _viewer(request: Request, installation: Here, now: Now) -> SignedIn | None:
    token = request.cookies.get(cookie_name(installation), "")
    if not token:
        return None
    with installation.readers() as session:
        found = signed_in(session, token, now=now, rules=installation.settings.sign_in)
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


class Allowed(Rule):
    """Signed in, and the role carries `action`."""

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
