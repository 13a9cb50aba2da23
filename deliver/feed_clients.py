"""Who fetches a private feed: counted without knowing them, and an alarm when it looks passed on.

A program is a keyed hash of its network, its name and the day. A podcast program asks from a phone, a tablet and
perhaps its maker's server; many more than that on one day are other people.
"""

import hashlib
import hmac
import ipaddress
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from deliver.feed import revoke_feed
from store.tables.feed import Feed
from store.tables.feed_client import FeedClient

KEPT: Final = timedelta(days=14)
"""How long the hashes are kept: to show how many programs fetched it lately."""

_IPV4_NETWORK: Final = 24
_IPV6_NETWORK: Final = 64
"""Addresses of one house or mobile cell are one program: they change by the hour."""


def client_of(feed: Feed, *, address: str, agent: str, secret: bytes, now: datetime) -> str:
    """What is kept of a program: it cannot be turned back, and is another one tomorrow and at another feed."""
    told = "\n".join([feed.id.hex, now.date().isoformat(), network_of(address), agent.strip().lower()[:400]])
    return hmac.new(secret, f"feed client\n{told}".encode(), hashlib.sha256).hexdigest()


def network_of(address: str) -> str:
    """`203.0.113.0/24` of `203.0.113.77`; an address that is none stays as it is."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    width = _IPV4_NETWORK if ip.version == 4 else _IPV6_NETWORK
    return str(ipaddress.ip_network(f"{ip}/{width}", strict=False))


def is_known(session: Session, feed: Feed, client: str, *, now: datetime) -> bool:
    """Whether this program was counted today already."""
    return session.scalar(_today(feed, now).where(FeedClient.client_sha256 == client).limit(1)) is not None


def note_client(session: Session, feed: Feed, client: str, *, now: datetime, limit: int, closes: bool) -> bool:
    """Count a program once a day; True when this one raises the alarm (and, where wanted, closed the feed).

    One alarm at a time: the next comes after the owner said that all programs were theirs.
    """
    session.execute(select(Feed.id).where(Feed.id == feed.id).with_for_update())
    if is_known(session, feed, client, now=now):
        return False
    session.add(FeedClient(feed_id=feed.id, day=now.date(), client_sha256=client, first_at=now))
    session.execute(delete(FeedClient).where(FeedClient.feed_id == feed.id, FeedClient.day < (now - KEPT).date()))
    session.flush()
    if feed.leak_seen_at is not None or _unexplained(session, feed, now) <= limit:
        return False
    feed.leak_seen_at = now
    if closes:
        feed.closed_by_leak = True
        revoke_feed(session, feed, now=now)
    session.flush()
    return True


def clear_leak(session: Session, feed: Feed, *, now: datetime) -> Feed:
    """Its owner says that all programs were theirs."""
    feed.leak_seen_at, feed.leak_cleared_at = None, now
    session.flush()
    return feed


def clients_today(session: Session, feed: Feed, *, now: datetime) -> int:
    return session.scalar(select(func.count()).select_from(_today(feed, now).subquery())) or 0


def last_fetched(session: Session, feed: Feed) -> datetime | None:
    """The first fetch of the last program that was new on its day: close enough to see whether a feed is in use."""
    return session.scalar(select(func.max(FeedClient.first_at)).where(FeedClient.feed_id == feed.id))


def _unexplained(session: Session, feed: Feed, now: datetime) -> int:
    found = _today(feed, now)
    if feed.leak_cleared_at is not None:
        found = found.where(FeedClient.first_at > feed.leak_cleared_at)
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0


def _today(feed: Feed, now: datetime) -> Select[str]:
    return select(FeedClient.client_sha256).where(FeedClient.feed_id == feed.id, FeedClient.day == now.date())
