from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from respond.listens import has_heard, note_download, note_played, record_listen
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno, carol


def test_only_the_first_time_on_a_channel_is_remembered(session: Session, now: datetime) -> None:
    excerpt, owner = make_excerpt(session), bruno(session)
    first = record_listen(session, excerpt, by=owner, channel="page", now=now)
    again = record_listen(session, excerpt, by=owner, channel="page", now=now + timedelta(days=1))
    assert again is first
    assert (again.first_at, again.heard_at, again.is_said) == (now, now, True)
    assert record_listen(session, excerpt, by=owner, channel="feed", now=now) is not first


def test_bruno_heard_it_and_carol_did_not(session: Session, now: datetime) -> None:
    excerpt = make_excerpt(session)
    record_listen(session, excerpt, by=bruno(session), channel="page", now=now)
    assert has_heard(session, excerpt, bruno(session))
    assert not has_heard(session, excerpt, carol(session))


def test_seconds_add_up_to_a_hearing(session: Session, now: datetime) -> None:
    excerpt, owner = make_excerpt(session), bruno(session)
    length = excerpt.end_ms - excerpt.start_ms
    half = note_played(session, excerpt, by=owner, stretches=[(0, length // 2)], now=now)
    assert half.heard_at is None
    assert not has_heard(session, excerpt, owner)
    later = now + timedelta(hours=2)
    whole = note_played(session, excerpt, by=owner, stretches=[(length // 2, length - 200)], now=later)
    assert whole is half
    assert whole.played == [[0, length - 200]]
    assert (whole.first_at, whole.heard_at, whole.is_said) == (now, later, False)
    assert has_heard(session, excerpt, owner)


def test_the_same_second_again_and_again_is_no_hearing(session: Session, now: datetime) -> None:
    excerpt, owner = make_excerpt(session), bruno(session)
    for minute in range(50):
        note_played(session, excerpt, by=owner, stretches=[(4_000, 5_000)], now=now + timedelta(minutes=minute))
    assert not has_heard(session, excerpt, owner)


def test_a_download_is_no_hearing_until_bruno_says_that_he_heard_it(session: Session, now: datetime) -> None:
    excerpt, owner = make_excerpt(session), bruno(session)
    fetched = note_download(session, excerpt, by=owner, now=now)
    assert (fetched.channel, fetched.first_at, fetched.heard_at) == ("feed", now, None)
    assert not has_heard(session, excerpt, owner)
    said = record_listen(session, excerpt, by=owner, channel="feed", now=now + timedelta(hours=9))
    assert said is fetched
    assert (said.first_at, said.heard_at, said.is_said) == (now, now + timedelta(hours=9), True)
    assert has_heard(session, excerpt, owner)
