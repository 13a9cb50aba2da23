"""One call with one person at a time, whoever asks at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.assignments import LEASE, AssignmentError, assign, assignment_for, held_by, release, reopen, skip
from store.installation import Installation
from store.tables.assignment import Assignment, AssignmentState
from store.tables.label import LabelPurpose
from tests.factories.call import make_call
from tests.factories.label import make_label
from tests.factories.person import asha, make_person, quentin

ESTIMATION = LabelPurpose.ESTIMATION


def plain(text: str) -> str:
    return text


def test_a_call_is_with_one_person_at_a_time(session: Session, now: datetime) -> None:
    call = make_call(session)
    assert assign(session, call.id, to=asha(session), purpose=ESTIMATION, now=now)
    assert assign(session, call.id, to=quentin(session), purpose=ESTIMATION, now=now) is None


def test_a_person_has_one_call_at_a_time(session: Session, now: datetime) -> None:
    first, second = make_call(session), make_call(session)
    given = assign(session, first.id, to=asha(session), purpose=ESTIMATION, now=now)
    assert assign(session, second.id, to=asha(session), purpose=ESTIMATION, now=now) is None
    assert held_by(session, asha(session), now=now) == given


def test_a_lease_that_ran_out_frees_the_call_for_whoever_asks(session: Session, now: datetime) -> None:
    call = make_call(session)
    lost = assign(session, call.id, to=asha(session), purpose=ESTIMATION, now=now)
    assert lost
    later = now + LEASE + timedelta(seconds=1)
    assert assign(session, call.id, to=quentin(session), purpose=ESTIMATION, now=later)
    session.refresh(lost)
    assert lost.state is AssignmentState.EXPIRED
    assert held_by(session, asha(session), now=later) is None


def test_a_lease_that_ran_out_is_forgiven_while_nobody_asked(session: Session, now: datetime) -> None:
    call = make_call(session)
    given = assign(session, call.id, to=asha(session), purpose=ESTIMATION, now=now)
    later = now + 3 * LEASE
    assert held_by(session, asha(session), now=later) == given
    assert assign(session, call.id, to=quentin(session), purpose=ESTIMATION, now=later + LEASE) is None


def test_a_skip_needs_a_reason_and_keeps_it(session: Session, now: datetime) -> None:
    given = assign(session, make_call(session).id, to=asha(session), purpose=ESTIMATION, now=now)
    assert given
    with pytest.raises(AssignmentError, match="reason"):
        skip(session, given, why="  ", redact=plain, now=now)
    assert given.state is AssignmentState.OPEN
    skip(session, given, why=" I know her ", redact=str.upper, now=now)
    assert (given.state, given.reason) == (AssignmentState.SKIPPED, "I KNOW HER")
    with pytest.raises(AssignmentError, match="no longer"):
        release(session, given, now=now)


def test_after_an_undo_the_call_is_on_the_desk_again_in_place_of_the_next(session: Session, now: datetime) -> None:
    call, next_call = make_call(session), make_call(session)
    person = asha(session)
    label = make_label(session, call=call)
    given = assign(session, call.id, to=person, purpose=ESTIMATION, now=now)
    assert given
    given.state, given.label_id = AssignmentState.LABELLED, label.id
    assert assign(session, next_call.id, to=person, purpose=ESTIMATION, now=now)
    reopen(session, label, now=now)
    held = held_by(session, person, now=now)
    assert held
    assert held.call_id == call.id
    assert assignment_for(session, next_call.id, person) is None


def test_of_eight_desks_that_ask_at_once_one_gets_the_call(installation: Installation, now: datetime) -> None:
    assert desks_that_got_it(installation, now) == 1


def test_of_eight_windows_of_one_person_one_call_is_given(installation: Installation, now: datetime) -> None:
    with installation.sessions.begin() as session:
        person, calls = asha(session), [make_call(session).id for _ in range(8)]

    def ask(place: int) -> bool:
        with installation.sessions.begin() as session:
            return assign(session, calls[place], to=person, purpose=ESTIMATION, now=now) is not None

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(8))) == 1


def desks_that_got_it(installation: Installation, now: datetime) -> int:
    """Eight people ask for one call whose last lease ran out; how many got it, by what they were told and by rows."""
    with installation.sessions.begin() as session:
        call = make_call(session)
        people = [make_person(session) for _ in range(9)]
        assign(session, call.id, to=people[8], purpose=ESTIMATION, now=now - 2 * LEASE)

    def ask(place: int) -> bool:
        with installation.sessions.begin() as session:
            return assign(session, call.id, to=people[place], purpose=ESTIMATION, now=now) is not None

    with ThreadPoolExecutor(8) as pool:
        told = sum(pool.map(ask, range(8)))
    with installation.readers() as session:
        is_open = select(Assignment).where(Assignment.call_id == call.id, Assignment.state == AssignmentState.OPEN)
        assert len(session.scalars(is_open).all()) == told
    return told
