from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.anchors import kept_anchors
from sample.periods import Timing
from sample.plan import Plan
from sample.plans import state_plan
from store.installation import Installation
from store.tables.call import CallState
from store.tables.commitment import CommitmentState
from store.tables.draw import Draw
from store.tables.job import Job
from store.tables.sampling_plan import Schedule
from tests.factories.call import make_call
from tests.factories.commitment import make_commitment
from tests.factories.draw import make_draw
from tests.factories.selection import make_selection
from worker.queues import Kind
from worker.schedule import FIRST_DRAW, open_due_work, open_nightly_work
from worker.ticks import first_tick


def jobs(session: Session, kind: Kind) -> list[str]:
    return list(session.scalars(select(Job.subject).where(Job.kind == kind)))


def drawn(session: Session, *, state: CallState, at: datetime) -> Draw:
    draw = make_draw(session, committed_at=at)
    make_selection(session, draw_id=draw.id, call_id=make_call(session, state=state).id)
    return draw


def test_labels_are_drawn_once_when_every_call_of_a_draw_has_ended(
    installation: Installation, session: Session, now: datetime
) -> None:
    draw = drawn(session, state=CallState.DONE, at=now - timedelta(hours=1))
    for _ in range(2):
        open_due_work(session, installation, now=now)
    assert jobs(session, Kind.DRAW_LABELS) == [str(draw.id)]


def test_labels_wait_while_a_call_is_on_its_way(installation: Installation, session: Session, now: datetime) -> None:
    drawn(session, state=CallState.DRAWN, at=now - timedelta(hours=1))
    open_due_work(session, installation, now=now)
    assert jobs(session, Kind.DRAW_LABELS) == []


def test_a_person_has_half_an_hour_to_draw_labels_their_own_way(
    installation: Installation, session: Session, now: datetime
) -> None:
    drawn(session, state=CallState.DONE, at=now - timedelta(minutes=5))
    open_due_work(session, installation, now=now)
    assert jobs(session, Kind.DRAW_LABELS) == []


def test_whoever_waits_at_the_first_steps_gets_labels_at_once(
    installation: Installation, session: Session, now: datetime
) -> None:
    draw = drawn(session, state=CallState.DONE, at=now - timedelta(minutes=5))
    draw.subject = FIRST_DRAW
    session.flush()
    open_due_work(session, installation, now=now)
    assert jobs(session, Kind.DRAW_LABELS) == [str(draw.id)]


def test_of_two_clocks_one_takes_the_tick(session: Session, now: datetime) -> None:
    assert first_tick(session, "nightly", now, now=now)
    assert not first_tick(session, "nightly", now, now=now)
    assert not first_tick(session, "nightly", now + timedelta(days=1), now=now)


def test_closed_commitments_are_watched_for_half_a_year(session: Session, now: datetime) -> None:
    old, young = (
        make_commitment(session, state=CommitmentState.CLOSED, effective_at=now - timedelta(weeks=weeks))
        for weeks in (27, 5)
    )
    open_nightly_work(session, now=now)
    (looked_at,) = jobs(session, Kind.MEASURE_COMMITMENT)
    assert looked_at.startswith(str(young.id))
    assert str(old.id) not in looked_at


def test_the_tick_draws_the_elapsed_period_of_a_plan(
    installation: Installation, session: Session, now: datetime
) -> None:
    yesterday = now.replace(hour=0) - timedelta(days=1)
    state_plan(session, "daily", Plan(target=5), Timing(Schedule.DAILY), now=yesterday)
    make_call(session, started_at=yesterday, state=CallState.RECEIVED)
    for _ in range(2):
        open_due_work(session, installation, now=now)
    assert [draw.subject for draw in session.scalars(select(Draw))] == ["daily"]
    assert len(jobs(session, Kind.PROCESS_RECORDING)) == 1


def test_once_a_day_the_audit_is_anchored_outside_the_database(
    installation: Installation, session: Session, now: datetime
) -> None:
    audit.record(session, by=None, action="exported audit", subject="audit", details={}, now=now)
    for later in (0, 1, 24):
        open_due_work(session, installation, now=now + timedelta(hours=later))
    assert kept_anchors(installation.settings.home) == [audit.head(session)] * 2
