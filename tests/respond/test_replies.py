from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from respond.errors import AnswerError
from respond.replies import Answer, problems_of, record_reply, replies_to
from store.tables.reply import Reply, RoleReason
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno
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
    assert refused.value.field == "role_played"
    assert list(refused.value.problems) == ["role_played", "reason", "due_date"]
    assert session.query(Reply).count() == 0


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        (OURS, []),
        (NOT_OURS, []),
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
