from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from accounts.permissions import may_answer_excerpt, may_commit_to, may_hear_excerpt
from respond.commitments import Promise, make_commitment
from respond.errors import AnswerError
from respond.joint_owners import accept, ask_joint_owner, decline, take_back
from store.tables.cause import Cause
from store.tables.joint_owner import JointOwnerState
from tests.factories.excerpt import make_excerpt
from tests.factories.joint_owner import make_joint_owner
from tests.factories.person import bruno, carol, make_person, quentin
from tests.respond.masking import mask


def test_carol_hears_it_once_asked_and_answers_and_promises_once_she_said_yes(session: Session, now: datetime) -> None:
    excerpt = make_excerpt(session)
    cause = session.get_one(Cause, excerpt.cause_id)
    assert not may_hear_excerpt(session, carol(session), excerpt)
    joint = ask_joint_owner(
        session, excerpt, by=bruno(session), person=carol(session), why="ring 555 0142", redact=mask, now=now
    )
    assert joint.why == "ring [PHONE]"
    assert may_hear_excerpt(session, carol(session), excerpt)
    assert not may_answer_excerpt(session, carol(session), excerpt)
    assert not may_commit_to(session, carol(session), cause)
    accept(session, joint, by=carol(session), now=now)
    assert may_answer_excerpt(session, carol(session), excerpt)
    assert may_commit_to(session, carol(session), cause)
    promise = Promise("the crew is told a week before", expected_drop=0.1, due_date=date(2026, 12, 1))
    assert make_commitment(session, cause, by=carol(session), promise=promise, redact=mask, now=now).person_id == (
        carol(session).id
    )


def test_a_no_needs_a_reason_and_closes_the_door(session: Session, now: datetime) -> None:
    excerpt = make_excerpt(session)
    joint = make_joint_owner(session, excerpt=excerpt)
    with pytest.raises(AnswerError) as refused:
        decline(session, joint, by=carol(session), reason=" ", redact=mask, now=now)
    assert refused.value.field == "decline_reason"
    decline(session, joint, by=carol(session), reason="we only print what you send", redact=mask, now=now)
    assert (joint.state, joint.reason) == (JointOwnerState.DECLINED, "we only print what you send")
    assert not may_hear_excerpt(session, carol(session), excerpt)


def test_only_the_one_asked_answers_and_only_the_asker_takes_it_back(session: Session, now: datetime) -> None:
    joint = make_joint_owner(session)
    with pytest.raises(StateForbidsError):
        accept(session, joint, by=bruno(session), now=now)
    with pytest.raises(StateForbidsError):
        take_back(session, joint, by=carol(session), now=now)
    take_back(session, joint, by=bruno(session), now=now)
    with pytest.raises(StateForbidsError, match="settled already"):
        accept(session, joint, by=carol(session), now=now)


def test_who_owns_it_already_or_is_no_executive_is_not_asked(session: Session, now: datetime) -> None:
    excerpt = make_excerpt(session)
    gone = make_person(session, is_active=False)
    for person in (bruno(session), quentin(session), gone):
        with pytest.raises(AnswerError) as refused:
            ask_joint_owner(session, excerpt, by=bruno(session), person=person, why="", redact=mask, now=now)
        assert refused.value.field == "person_id"


def test_nobody_is_asked_twice(session: Session, now: datetime) -> None:
    excerpt = make_excerpt(session)
    ask_joint_owner(session, excerpt, by=bruno(session), person=carol(session), why="", redact=mask, now=now)
    with pytest.raises(StateForbidsError, match="asked already"):
        ask_joint_owner(session, excerpt, by=bruno(session), person=carol(session), why="", redact=mask, now=now)
