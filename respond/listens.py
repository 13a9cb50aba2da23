"""That somebody heard an excerpt: needed before a dispute, and shown as "heard 6 of 8"."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables.excerpt import Excerpt
from store.tables.listen import Listen
from store.tables.person import Person


def record_listen(session: Session, excerpt: Excerpt, *, by: Person, channel: str, now: datetime) -> Listen:
    """Remember the first time `by` heard it on this channel (`page`, `feed`); later times change nothing."""
    known = session.scalar(
        select(Listen).where(Listen.excerpt_id == excerpt.id, Listen.person_id == by.id, Listen.channel == channel)
    )
    if known is not None:
        return known
    listen = Listen(excerpt_id=excerpt.id, person_id=by.id, channel=channel, first_at=now)
    session.add(listen)
    session.flush()
    return listen


def has_heard(session: Session, excerpt: Excerpt, person: Person) -> bool:
    heard = select(Listen.id).where(Listen.excerpt_id == excerpt.id, Listen.person_id == person.id)
    return session.scalar(heard.limit(1)) is not None
