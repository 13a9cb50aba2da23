from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from respond.commitments import Promise, close, make_commitment, overdue, takes_effect, withdraw
from respond.errors import AnswerError
from store.resources import NOTHING_TOLD, Resources
from store.tables.audit_event import AuditEvent
from store.tables.commitment import CommitmentState
from tests.factories.cause import make_cause
from tests.factories.commitment import make_commitment as make_row
from tests.factories.draw import ENDS_AT, STARTS_AT
from tests.factories.person import bruno, carol
from tests.factories.reply import make_reply
from tests.respond.masking import mask

PROMISE = Promise(
    promise="the corrected mailer goes out, ask 555 0142",
    expected_drop=0.2,
    due_date=date(2026, 11, 30),
    put_in="one person",
)


def test_bruno_commits_to_his_own_cause(session: Session, now: datetime) -> None:
    commitment = make_commitment(session, make_cause(session), by=bruno(session), promise=PROMISE, redact=mask, now=now)
    assert commitment.promise == "the corrected mailer goes out, ask [PHONE]"
    assert (commitment.state, commitment.expected_drop, commitment.made_at) == (CommitmentState.PROMISED, 0.2, now)


def test_carol_cannot_commit_for_bruno(session: Session, now: datetime) -> None:
    with pytest.raises(StateForbidsError, match="not yours"):
        make_commitment(session, make_cause(session), by=carol(session), promise=PROMISE, redact=mask, now=now)


def test_the_digest_that_was_answered_is_what_prompted_the_promise(session: Session, now: datetime) -> None:
    reply = make_reply(session)
    cause = make_cause(session, id="sales_overpromise", owner_id=bruno(session).id)
    commitment = make_commitment(session, cause, by=bruno(session), promise=PROMISE, redact=mask, now=now, reply=reply)
    assert (commitment.prompted_from, commitment.prompted_until) == (STARTS_AT, ENDS_AT)
    assert commitment.reply_id == reply.id


@pytest.mark.parametrize(
    ("promise", "field"),
    [
        (replace(PROMISE, promise=""), "promise"),
        (replace(PROMISE, expected_drop=0.0), "expected_drop"),
        (replace(PROMISE, expected_drop=20.0), "expected_drop"),
        (replace(PROMISE, expected_drop=float("nan")), "expected_drop"),
        (replace(PROMISE, due_date=date(2026, 11, 1)), "due_date"),
    ],
)
def test_it_names_the_field_that_is_wrong(session: Session, now: datetime, promise: Promise, field: str) -> None:
    with pytest.raises(AnswerError) as refused:
        make_commitment(session, make_cause(session), by=bruno(session), promise=promise, redact=mask, now=now)
    assert refused.value.field == field


def test_it_takes_effect_between_the_promise_and_now(session: Session, now: datetime) -> None:
    commitment = make_row(session, made_at=now - timedelta(days=10))
    for wrong in (now - timedelta(days=11), now + timedelta(hours=1)):
        with pytest.raises(AnswerError):
            takes_effect(session, commitment, by=bruno(session), effective_at=wrong, now=now)
    takes_effect(session, commitment, by=bruno(session), effective_at=now - timedelta(days=3), now=now)
    assert commitment.state is CommitmentState.IN_EFFECT
    assert commitment.effective_at == now - timedelta(days=3)


def test_closing_asks_what_really_moved(session: Session, now: datetime) -> None:
    commitment, owner = make_row(session), bruno(session)
    takes_effect(session, commitment, by=owner, effective_at=now, now=now)
    with pytest.raises(AnswerError):
        close(session, commitment, by=owner, moved=NOTHING_TOLD, note="", redact=mask, now=now)
    assert commitment.state is CommitmentState.IN_EFFECT
    close(session, commitment, by=owner, moved=Resources(days=0.5), note="says 555 0142", redact=mask, now=now)
    assert (commitment.state, commitment.moved) == (CommitmentState.CLOSED, "says [PHONE]")
    assert commitment.moved_resources == Resources(days=0.5)


def test_what_was_withdrawn_stays_withdrawn(session: Session, now: datetime) -> None:
    commitment = withdraw(session, make_row(session), by=bruno(session), now=now)
    with pytest.raises(StateForbidsError, match="withdrawn and cannot become in effect"):
        takes_effect(session, commitment, by=bruno(session), effective_at=now, now=now)


def test_every_step_of_a_commitment_is_in_the_audit_record(session: Session, now: datetime) -> None:
    owner = bruno(session)
    commitment = make_commitment(session, make_cause(session), by=owner, promise=PROMISE, redact=mask, now=now)
    takes_effect(session, commitment, by=owner, effective_at=now, now=now)
    close(session, commitment, by=owner, moved=Resources(people=1), note="", redact=mask, now=now)
    done = session.scalars(select(AuditEvent.action).where(AuditEvent.subject == f"commitment:{commitment.id}"))
    assert list(done) == [
        "promised commitment", "put in effect commitment", "said what was put in", "closed commitment",
    ]  # fmt: skip


def test_overdue_lists_late_promises_of_one_person_longest_first(session: Session) -> None:
    late = make_row(session, due_date=date(2026, 10, 20))
    later = make_row(session, due_date=date(2026, 10, 1))
    make_row(session, due_date=date(2026, 10, 1), state=CommitmentState.WITHDRAWN)
    make_row(session, due_date=date(2026, 11, 2))
    carols = make_row(session, due_date=date(2026, 10, 5), person_id=carol(session).id)
    today = date(2026, 11, 2)
    assert list(session.scalars(overdue(today, person=bruno(session)))) == [later, late]
    assert list(session.scalars(overdue(today))) == [later, carols, late]
