"""The first administrator of a new installation: a link that the one who started it reads on their own terminal.

There is no default password. The link works while there is nobody, for a day, and makes one administrator.
"""

from datetime import datetime, timedelta
from typing import Final

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.people import add_person
from settings.errors import ListenbackError
from store.tables.person import Person, Role

LIVES: Final = timedelta(days=1)
_SUBJECT: Final = "first administrator"


class NotTheFirstError(ListenbackError):
    code = "not_the_first"
    status = 410

    def __init__(self) -> None:
        super().__init__(
            "This link is for the very first administrator, and there is one, or it is older than a day.",
            remedy="Ask an admin to add you, or start the server again for a new link.",
        )


def is_nobody_there(session: Session) -> bool:
    return session.scalar(select(Person.id).limit(1)) is None


def first_admin_token(secret: bytes) -> str:
    return str(_serializer(secret).dumps(_SUBJECT))


def check_first_admin_token(session: Session, token: str, *, secret: bytes) -> None:
    """Raises NotTheFirstError."""
    try:
        _serializer(secret).loads(token, max_age=int(LIVES.total_seconds()))
    except BadSignature:
        raise NotTheFirstError from None
    if not is_nobody_there(session):
        raise NotTheFirstError


def make_first_admin(session: Session, token: str, *, email: str, name: str, secret: bytes, now: datetime) -> Person:
    """Of two that press at once, one becomes administrator. Raises NotTheFirstError, ListenbackError for an address."""
    audit.record(session, by=None, action="made first admin", subject="people", details={}, now=now)
    check_first_admin_token(session, token, secret=secret)  # behind the record, which lets writers in one by one
    return add_person(session, email=email, name=name, role=Role.ADMIN, now=now)


def _serializer(secret: bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="listenback first admin")
