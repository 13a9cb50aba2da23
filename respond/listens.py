"""That somebody heard an excerpt: needed before a dispute, and shown as "heard 6 of 8".

The page's player tells which seconds it played; enough of them is a hearing. Where no player of ours is (a browser
without scripts, a podcast program, an excerpt to read) the person says so. A download is no hearing.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from respond.played import Stretch, is_enough, merged
from store.tables.excerpt import Excerpt
from store.tables.listen import Listen, ListenChannel
from store.tables.person import Person


def record_listen(session: Session, excerpt: Excerpt, *, by: Person, channel: str, now: datetime) -> Listen:
    """`by` says that they heard it on this channel (`page`, `feed`); only the first time is remembered."""
    listen = _listen(session, excerpt, by, ListenChannel(channel), now)
    if listen.heard_at is None:
        listen.heard_at, listen.is_said = now, True
        session.flush()
    return listen


def note_played(
    session: Session, excerpt: Excerpt, *, by: Person, stretches: Iterable[Stretch], now: datetime
) -> Listen:
    """The page's player played these milliseconds; with those before, they may be enough to have heard it."""
    listen = _listen(session, excerpt, by, ListenChannel.PAGE, now)
    length_ms = excerpt.end_ms - excerpt.start_ms
    known = ((start, end) for start, end in listen.played)
    played = merged((*known, *stretches), length_ms=length_ms)
    listen.played = [list(stretch) for stretch in played]
    if listen.heard_at is None and is_enough(played, length_ms=length_ms):
        listen.heard_at = now
    session.flush()
    return listen


def note_download(session: Session, excerpt: Excerpt, *, by: Person, now: datetime) -> Listen:
    """A podcast program of `by` fetched it. Nobody can tell whether it was played."""
    return _listen(session, excerpt, by, ListenChannel.FEED, now)


def has_heard(session: Session, excerpt: Excerpt, person: Person) -> bool:
    heard = select(Listen.id).where(Listen.excerpt_id == excerpt.id, heard_by(person))
    return session.scalar(heard.limit(1)) is not None


def heard_by(person: Person) -> ColumnElement[bool]:
    """Listens of this person that count, whatever the channel."""
    return (Listen.person_id == person.id) & Listen.heard_at.is_not(None)


def _listen(session: Session, excerpt: Excerpt, by: Person, channel: ListenChannel, now: datetime) -> Listen:
    """The row of this person and channel. Two reports at once wait for each other at the excerpt's row."""
    session.execute(select(Excerpt.id).where(Excerpt.id == excerpt.id).with_for_update())
    known = session.scalar(
        select(Listen)
        .where(Listen.excerpt_id == excerpt.id, Listen.person_id == by.id, Listen.channel == channel)
        .execution_options(populate_existing=True)
    )
    if known is not None:
        return known
    listen = Listen(excerpt_id=excerpt.id, person_id=by.id, channel=channel, first_at=now, played=[])
    session.add(listen)
    session.flush()
    return listen
