"""Who fetches a feed is counted without knowing them, and too many raise one alarm."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliver.feed_clients import clear_leak, client_of, clients_today, network_of, note_client
from store.tables.feed import Feed
from store.tables.feed_client import FeedClient
from tests.factories.feed import make_feed

SECRET = b"s" * 32


def fetched(session: Session, feed: Feed, number: int, now: datetime, *, limit: int = 3, closes: bool = False) -> bool:
    client = client_of(feed, address=f"203.0.{number}.7", agent="Pods/1", secret=SECRET, now=now)
    return note_client(session, feed, client, now=now, limit=limit, closes=closes)


def test_nothing_of_a_program_is_kept_but_a_hash_of_today(session: Session, now: datetime) -> None:
    feed, other = make_feed(session), make_feed(session)
    told: dict[str, Any] = {"address": "203.0.113.77", "agent": "Pods/1 (iPhone)", "secret": SECRET}
    client = client_of(feed, now=now, **told)
    assert len(client) == 64
    assert client == client_of(feed, now=now + timedelta(minutes=5), **told)
    assert client != client_of(feed, now=now + timedelta(days=1), **told)
    assert client != client_of(other, now=now, **told)
    assert client != client_of(feed, now=now, **{**told, "secret": b"other"})
    assert client == client_of(feed, now=now, **{**told, "address": "203.0.113.9"})


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_addresses_of_one_house_are_one(address: str, network: str) -> None:
    assert network_of(address) == network


def test_the_same_program_counts_once_a_day(session: Session, now: datetime) -> None:
    feed = make_feed(session)
    for _ in range(9):
        assert not fetched(session, feed, 1, now)
    assert clients_today(session, feed, now=now) == 1


def test_one_more_than_the_limit_raises_the_alarm_once(session: Session, now: datetime) -> None:
    feed = make_feed(session)
    assert [fetched(session, feed, number, now) for number in range(6)] == [False, False, False, True, False, False]
    assert feed.leak_seen_at == now
    assert feed.revoked_at is None


def test_the_next_day_starts_from_none(session: Session, now: datetime) -> None:
    feed = make_feed(session)
    raised = [fetched(session, feed, number, now + timedelta(days=number)) for number in range(8)]
    assert raised == [False] * 8


def test_where_it_is_wanted_the_feed_closes_by_itself(session: Session, now: datetime) -> None:
    feed = make_feed(session)
    for number in range(4):
        fetched(session, feed, number, now, closes=True)
    assert (feed.closed_by_leak, feed.revoked_at) == (True, now)


def test_programs_that_were_the_owners_raise_no_second_alarm(session: Session, now: datetime) -> None:
    feed = make_feed(session)
    for number in range(4):
        fetched(session, feed, number, now)
    clear_leak(session, feed, now=now + timedelta(minutes=1))
    later = now + timedelta(minutes=2)
    assert [fetched(session, feed, number, later) for number in range(4, 8)] == [False, False, False, True]


def test_old_hashes_are_dropped(session: Session, now: datetime) -> None:
    feed = make_feed(session)
    fetched(session, feed, 1, now)
    fetched(session, feed, 1, now + timedelta(days=20))
    assert [row.day for row in session.scalars(select(FeedClient))] == [(now + timedelta(days=20)).date()]
