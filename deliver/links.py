"""Signed links that outlive no purpose: each kind has its own salt, its payload and, where it must, an end.

A link carries an instant instead of asking the clock, so a feed rendered twice in an hour is the same bytes.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from itsdangerous import BadSignature, URLSafeSerializer

from settings.errors import ListenbackError

ENCLOSURE: Final = "listenback.deliver.enclosure"
UNSUBSCRIBE: Final = "listenback.deliver.unsubscribe"


class LinkRefusedError(ListenbackError):
    """Forged, cut off by a mail program, or past its end; the page says no more than that."""

    code = "link_refused"
    status = 403

    def __init__(self, remedy: str) -> None:
        super().__init__("This link is not valid any more.", remedy=remedy)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The sound of one excerpt for one feed; a revoked feed's links stop with it."""

    feed_id: UUID
    excerpt_id: UUID


def sign_enclosure(secret: bytes, enclosure: Enclosure, *, expires_at: datetime) -> str:
    payload = [enclosure.feed_id.hex, enclosure.excerpt_id.hex, int(expires_at.timestamp())]
    return str(URLSafeSerializer(secret, salt=ENCLOSURE).dumps(payload))


def read_enclosure(secret: bytes, token: str, *, now: datetime) -> Enclosure:
    """What a link of the feed stands for. Raises LinkRefusedError for a forged or expired one."""
    remedy = "Refresh the feed in your podcast program."
    feed_id, excerpt_id, expires = _payload(secret, ENCLOSURE, token, remedy)
    if now >= datetime.fromtimestamp(expires, UTC):
        raise LinkRefusedError(remedy)
    return Enclosure(UUID(feed_id), UUID(excerpt_id))


def sign_unsubscribe(secret: bytes, delivery_id: UUID) -> str:
    """It has no end: somebody may want out of a mail that is years old."""
    return str(URLSafeSerializer(secret, salt=UNSUBSCRIBE).dumps(delivery_id.hex))


def read_unsubscribe(secret: bytes, token: str) -> UUID:
    """The delivery whose mail carried the link. Raises LinkRefusedError for a forged one."""
    return UUID(_payload(secret, UNSUBSCRIBE, token, "Ask an admin to stop your digests."))


def end_of_hour(now: datetime, *, after: timedelta) -> datetime:
    """The first full hour at least `after` from now: links made within an hour share one end."""
    later = now + after
    return later.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _payload(secret: bytes, salt: str, token: str, remedy: str) -> Any:
    try:
        return URLSafeSerializer(secret, salt=salt).loads(token)
    except BadSignature:
        raise LinkRefusedError(remedy) from None
