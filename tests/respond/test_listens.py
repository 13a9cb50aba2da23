from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from respond.listens import has_heard, record_listen
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno, carol


def test_only_the_first_time_on_a_channel_is_remembered(session: Session, now: datetime) -> None:
    excerpt, owner = make_excerpt(session), bruno(session)
    first = record_listen(session, excerpt, by=owner, channel="page", now=now)
    again = record_listen(session, excerpt, by=owner, channel="page", now=now + timedelta(days=1))
    assert again is first
    assert again.first_at == now
    assert record_listen(session, excerpt, by=owner, channel="feed", now=now) is not first


def test_bruno_heard_it_and_carol_did_not(session: Session, now: datetime) -> None:
    excerpt = make_excerpt(session)
    record_listen(session, excerpt, by=bruno(session), channel="page", now=now)
    assert has_heard(session, excerpt, bruno(session))
    assert not has_heard(session, excerpt, carol(session))
