"""The audit chain finds what was changed, removed or slipped in."""

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from accounts import audit
from accounts.errors import AuditBrokenError
from store.tables.audit_event import AuditEvent
from tests.conftest import NOW
from tests.factories.person import bruno


def record_three(session: Session) -> None:
    for number in range(3):
        audit.record(session, by=bruno(session), action="heard", subject=f"call:{number}", details={"n": 1}, now=NOW)


def test_it_is_whole_after_a_round_through_the_database(session: Session) -> None:
    record_three(session)
    session.expire_all()
    assert audit.verify(session) == 3


def test_an_empty_record_is_whole(session: Session) -> None:
    assert audit.verify(session) == 0


@pytest.mark.parametrize(
    "tamper",
    [
        update(AuditEvent).where(AuditEvent.number == 2).values(action="heard nothing"),
        update(AuditEvent).where(AuditEvent.number == 2).values(person_id=None),
        update(AuditEvent).where(AuditEvent.number == 2).values(details={}),
        delete(AuditEvent).where(AuditEvent.number == 2),
        text("UPDATE audit_event SET at = '2020-01-01 00:00:00' WHERE number = 2"),
    ],
    ids=["action", "person", "details", "removed", "time"],
)
def test_it_finds_the_first_record_that_does_not_fit(session: Session, tamper: object) -> None:
    record_three(session)
    session.execute(tamper)  # type: ignore[call-overload]
    session.expire_all()
    with pytest.raises(AuditBrokenError) as broken:
        audit.verify(session)
    assert broken.value.number in {2, 3}
