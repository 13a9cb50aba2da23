"""Private feeds as their owner and the admins see them: in use or not, and whether one looks passed on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from accounts.permissions import Action, may
from deliver.feed_clients import clients_today, last_fetched
from store.tables.feed import Feed
from store.tables.person import Person

TOLD_FOR: Final = timedelta(days=14)
"""So long a page tells that the alarm closed a feed."""


@dataclass(frozen=True)
class FeedView:
    feed: Feed
    owner: Person
    clients_today: int
    last_fetched: datetime | None

    @property
    def is_open(self) -> bool:
        return self.feed.revoked_at is None

    @property
    def looks_leaked(self) -> bool:
        return self.feed.leak_seen_at is not None


def feeds_of(session: Session, person: Person, *, now: datetime) -> list[FeedView]:
    """One person's feeds, oldest first: the open ones, and those that the alarm closed lately."""
    return _views(session, _shown(now).where(Feed.person_id == person.id), now)


def feeds_in_use(session: Session, *, now: datetime) -> list[FeedView]:
    """Of everybody, those that look passed on first."""
    views = _views(session, _shown(now), now)
    return sorted(views, key=lambda view: (not view.looks_leaked, view.owner.name))


def leaks_for(session: Session, person: Person, *, now: datetime) -> list[FeedView]:
    """Feeds that look passed on, as far as this person can do something about it."""
    leaked = _shown(now).where(Feed.leak_seen_at.is_not(None))
    if not may(person, Action.MANAGE_FEEDS):
        leaked = leaked.where(Feed.person_id == person.id)
    return _views(session, leaked, now)


def _shown(now: datetime) -> Select[Feed, Person]:
    closed_lately = Feed.closed_by_leak & (Feed.revoked_at > now - TOLD_FOR)
    return (
        select(Feed, Person)
        .join(Person, Person.id == Feed.person_id)
        .where(or_(Feed.revoked_at.is_(None), closed_lately))
        .order_by(Feed.created_at)
    )


def _views(session: Session, wanted: Select[Feed, Person], now: datetime) -> list[FeedView]:
    return [
        FeedView(feed, owner, clients_today(session, feed, now=now), last_fetched(session, feed))
        for feed, owner in session.execute(wanted)
    ]
