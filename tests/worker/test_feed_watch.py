"""The owner and the admins are told once when a feed looks passed on."""

from datetime import datetime

import pytest
from sqlalchemy import select

from deliver.feed import feed_by_token, make_feed
from deliver.feed_clients import clear_leak
from settings.clock import utc_now
from store.installation import Installation
from store.tables.feed import Feed
from store.tables.job import Job, JobState
from tests.factories.person import ada, bruno, carol
from tests.worker.working import work_off
from worker.feed_watch import watch


def passed_on(installation: Installation, now: datetime, *, programs: int = 9) -> None:
    with installation.sessions.begin() as session:
        for person in (ada, carol):
            person(session)
        token = make_feed(session, bruno(session), now=now)
    for number in range(programs):
        with installation.readers() as session:
            feed = feed_by_token(session, token)
            watch(installation, session, feed, address=f"198.51.{number}.1", agent="Pods/1", now=now)


def letters(installation: Installation) -> list[str]:
    return sorted(path.read_text() for path in (installation.settings.home / "outbox").glob("*.eml"))


def test_bruno_and_the_admin_get_one_letter_each(installation: Installation) -> None:
    passed_on(installation, utc_now(), programs=12)
    work_off(installation, now=utc_now())
    written = letters(installation)
    assert len(written) == 2
    assert sum("To: Bruno Lang" in letter for letter in written) == 1
    assert all("The private feed of Bruno Lang looks passed on" in letter for letter in written)
    assert all("198.51" not in letter for letter in written)
    assert sum("http://127.0.0.1:8700/podcast" in letter for letter in written) == 1
    assert sum("http://127.0.0.1:8700/feeds" in letter for letter in written) == 1


def test_eight_programs_are_nobodys_business(installation: Installation) -> None:
    passed_on(installation, utc_now(), programs=8)
    work_off(installation, now=utc_now())
    assert letters(installation) == []


def test_a_cleared_alarm_is_not_posted_any_more(installation: Installation) -> None:
    passed_on(installation, utc_now())
    with installation.sessions.begin() as session:
        clear_leak(session, session.scalars(select(Feed)).one(), now=utc_now())
    work_off(installation, now=utc_now())
    assert letters(installation) == []
    with installation.readers() as session:
        assert session.scalars(select(Job)).one().state is JobState.DONE


@pytest.mark.parametrize("closes", [True, False])
def test_the_letter_says_whether_it_was_closed(installation: Installation, closes: bool) -> None:
    installation.settings.feeds.close_on_leak = closes
    passed_on(installation, utc_now())
    work_off(installation, now=utc_now())
    assert all(("It was closed at once" in letter) is closes for letter in letters(installation))
