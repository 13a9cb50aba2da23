from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from respond.errors import AnswerError
from respond.moved import confirm_moved, tell_moved
from store.resources import NOTHING_TOLD, Resources
from store.tables.audit_event import AuditEvent
from store.tables.commitment import Commitment
from tests.factories.commitment import make_commitment
from tests.factories.person import ada, bruno, carol, make_person, quentin
from tests.respond.masking import mask

SAID: dict[str, Any] = {"moved": Resources(people=1, money=4000, days=6), "note": "the rest in May", "redact": mask}


def told(session: Session, now: datetime) -> Commitment:
    return tell_moved(session, make_commitment(session), by=bruno(session), now=now, **SAID)


@pytest.mark.parametrize("who", [quentin, ada])
def test_a_lead_or_an_admin_confirms_it(session: Session, now: datetime, who: Any) -> None:
    commitment = told(session, now)
    confirm_moved(session, commitment, by=who(session), now=now, **SAID)
    assert (commitment.confirmed_by_id, commitment.confirmed_at) == (who(session).id, now)


def test_the_superior_confirms_it_and_another_executive_does_not(session: Session, now: datetime) -> None:
    commitment = told(session, now)
    with pytest.raises(StateForbidsError, match="somebody else than the promiser"):
        confirm_moved(session, commitment, by=carol(session), now=now, **SAID)
    helen = make_person(session, name="Helen Okafor")
    bruno(session).superior_id = helen.id
    confirm_moved(session, commitment, by=helen, now=now, **SAID)
    assert commitment.confirmed_by_id == helen.id


def test_bruno_cannot_confirm_himself_and_neither_can_the_database(session: Session, now: datetime) -> None:
    commitment = told(session, now)
    with pytest.raises(StateForbidsError):
        confirm_moved(session, commitment, by=bruno(session), now=now, **SAID)
    commitment.confirmed_by_id = bruno(session).id
    with pytest.raises(IntegrityError):
        session.flush()


def test_what_was_seen_otherwise_stands_and_what_was_said_stays_in_the_audit_record(
    session: Session, now: datetime
) -> None:
    commitment = told(session, now)
    seen = Resources(people=0, money=4000, days=2)
    confirm_moved(session, commitment, by=quentin(session), moved=seen, note="", redact=mask, now=now)
    assert commitment.moved_resources == seen
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.number.desc())).first()
    assert event is not None
    assert (event.details["told"], event.details["moved"]) == ([1.0, 4000.0, 6.0], [0.0, 4000.0, 2.0])


def test_saying_it_again_asks_for_a_new_confirmation(session: Session, now: datetime) -> None:
    commitment = told(session, now)
    confirm_moved(session, commitment, by=quentin(session), now=now, **SAID)
    tell_moved(session, commitment, by=bruno(session), moved=Resources(people=5), note="", redact=mask, now=now)
    assert commitment.confirmed_by_id is None
    assert commitment.confirmed_at is None


def test_something_has_to_be_said(session: Session, now: datetime) -> None:
    with pytest.raises(AnswerError) as refused:
        tell_moved(
            session, make_commitment(session), by=bruno(session), moved=NOTHING_TOLD, note=" ", redact=mask, now=now
        )
    assert refused.value.field == "moved_people"
