from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from respond.errors import AnswerError
from respond.replies import Answer, problems_of, record_reply, replies_to, undo_reply
from store.resources import Resources
from store.tables.audit_event import AuditEvent
from store.tables.reply import Reply, RoleReason
from tests.factories.commitment import make_commitment
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno, carol
from tests.respond.masking import mask

TODAY = date(2026, 11, 2)
OURS = Answer(
    is_ours=True,
    role_played="we printed a price that had ended, ring me on 555 0142",
    reason=RoleReason.PROCESS,
    will_change="billing proofreads every flyer",
    put_in="one person, two days a month",
    due_date=date(2026, 11, 30),
)
NOT_OURS = Answer(is_ours=False, role_played="she asks about the outage")


def test_it_keeps_brunos_answer_and_cuts_the_phone_number_he_typed(session: Session, now: datetime) -> None:
    excerpt, owner = make_excerpt(session), bruno(session)
    reply = record_reply(session, excerpt, by=owner, answer=OURS, redact=mask, now=now)
    assert reply.role_played == "we printed a price that had ended, ring me on [PHONE]"
    assert (reply.reason, reply.due_date, reply.person_id) == (RoleReason.PROCESS, date(2026, 11, 30), owner.id)


def test_a_second_answer_is_a_new_row_and_the_latest_comes_first(session: Session, now: datetime) -> None:
    excerpt, owner = make_excerpt(session), bruno(session)
    first = record_reply(session, excerpt, by=owner, answer=NOT_OURS, redact=mask, now=now)
    second = record_reply(session, excerpt, by=owner, answer=OURS, redact=mask, now=now.replace(hour=12))
    assert list(session.scalars(replies_to(excerpt))) == [second, first]


def test_it_names_every_field_that_is_wrong_and_stores_nothing(session: Session, now: datetime) -> None:
    empty = Answer(is_ours=True, due_date=date(2026, 10, 1), will_change="soon")
    with pytest.raises(AnswerError) as refused:
        record_reply(session, make_excerpt(session), by=bruno(session), answer=empty, redact=mask, now=now)
    assert refused.value.field == "reason"
    assert list(refused.value.problems) == ["reason", "due_date"]
    assert session.query(Reply).count() == 0


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        (OURS, []),
        (NOT_OURS, []),
        (replace(OURS, role_played=""), []),
        (replace(OURS, role_played="", reason=RoleReason.OTHER), ["role_played"]),
        (replace(NOT_OURS, put=Resources(people=1)), ["is_ours"]),
        (replace(OURS, will_change="", due_date=None), []),
        (replace(OURS, due_date=None), ["due_date"]),
        (replace(OURS, will_change=" "), ["due_date"]),
        (replace(OURS, put_in="x" * 2001), ["put_in"]),
        (replace(NOT_OURS, role_played=""), ["role_played"]),
        (replace(NOT_OURS, put_in="two days"), ["is_ours"]),
        (replace(NOT_OURS, reason=RoleReason.OTHER), ["reason"]),
    ],
)
def test_it_says_which_fields_need_another_look(answer: Answer, fields: list[str]) -> None:
    assert list(problems_of(answer, today=TODAY)) == fields


def test_what_is_put_in_is_kept_as_numbers(session: Session, now: datetime) -> None:
    answer = replace(OURS, put=Resources(people=2, money=6500.0, days=9))
    reply = record_reply(session, make_excerpt(session), by=bruno(session), answer=answer, redact=mask, now=now)
    session.expire(reply)
    assert (reply.put_people, reply.put_money, reply.put_days) == (2, 6500, 9)
    assert reply.put == Resources(2, 6500, 9)


def test_an_answer_can_be_taken_back_until_a_promise_stands_on_it(session: Session, now: datetime) -> None:
    excerpt, owner = make_excerpt(session), bruno(session)
    reply = record_reply(session, excerpt, by=owner, answer=OURS, redact=mask, now=now)
    with pytest.raises(StateForbidsError, match="Only the person who gave"):
        undo_reply(session, reply, by=carol(session), now=now)
    promise = make_commitment(session, reply_id=reply.id)
    with pytest.raises(StateForbidsError, match="withdraw that first"):
        undo_reply(session, reply, by=owner, now=now)
    promise.reply_id = None
    session.flush()
    undo_reply(session, reply, by=owner, now=now)
    assert list(session.scalars(replies_to(excerpt))) == []
    with pytest.raises(StateForbidsError, match="already taken back"):
        undo_reply(session, reply, by=owner, now=now)


def test_answering_and_taking_back_are_in_the_audit_record_without_words(session: Session, now: datetime) -> None:
    excerpt = make_excerpt(session)
    reply = record_reply(session, excerpt, by=bruno(session), answer=OURS, redact=mask, now=now)
    undo_reply(session, reply, by=bruno(session), now=now)
    events = list(session.scalars(select(AuditEvent).where(AuditEvent.subject == f"excerpt:{excerpt.id}")))
    assert [event.action for event in events] == ["answered excerpt", "took back the answer to excerpt"]
    assert "price" not in str([event.details for event in events])
