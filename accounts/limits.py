"""How often something may be tried: by e-mail address, by network, over a sliding window.

Kept in the database, so that several web processes share the count and a restart forgets nothing.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from store.tables.attempt import Attempt


@dataclass(frozen=True)
class Limit:
    """At most so many tries within `per`."""

    name: str
    most: int
    per: timedelta = timedelta(hours=1)


def is_too_much(session: Session, limit: Limit, who: str, *, secret: bytes, now: datetime) -> bool:
    """Count one try, and say whether it is one too many.

    The window slides: of the window before, the part counts that is not yet `limit.per` ago.
    """
    key = hmac.new(secret, f"{limit.name}|{who}".encode(), hashlib.sha256).hexdigest()
    window_at = _window(now, limit.per)
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    counted = insert(Attempt).values(who_sha256=key, window_at=window_at, tries=1)
    counted = counted.on_conflict_do_update(
        index_elements=["who_sha256", "window_at"], set_={"tries": Attempt.tries + 1}
    )
    tries = session.execute(counted.returning(Attempt.tries)).scalar_one()
    before = session.scalar(
        select(Attempt.tries).where(Attempt.who_sha256 == key, Attempt.window_at == window_at - limit.per)
    )
    session.execute(delete(Attempt).where(Attempt.window_at < now - timedelta(days=1)))
    left_of_before = 1 - (now - window_at) / limit.per
    return tries + (before or 0) * left_of_before > limit.most


def _window(now: datetime, per: timedelta) -> datetime:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return epoch + (now - epoch) // per * per
