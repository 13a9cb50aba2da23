"""The clock draws each elapsed period of a plan exactly once, catches up one at a time, and takes late calls along."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sample.draws import Seed, commit_sample, labels_of
from sample.periods import Timing
from sample.plan import Plan
from sample.plans import pause_plan, resume_plan, state_plan
from sample.strata import LATE, PlanError
from store.draws import abandon_draw, broken_chain, verify_draw
from store.installation import Installation
from store.tables.call import Call, CallState
from store.tables.draw import Draw, SeedSource
from store.tables.job import Job
from store.tables.sampling_plan import SamplingPlan, Schedule
from store.tables.selection import Selection
from tests.factories.call import make_call
from tests.factories.cause import make_causes
from tests.factories.recording import make_recording
from tests.factories.transcript import make_transcript
from worker.drawing import draw_due_periods, next_period
from worker.labelling import ask_for_labels
from worker.queues import Kind
from worker.run import run_job

MONDAY = datetime(2026, 10, 5, tzinfo=UTC)
FIRST_DAY = MONDAY.date()
WEEKLY = Timing(Schedule.WEEKLY, hour=6)
WEEK = timedelta(weeks=1)


def weekly(session: Session, *, since: date = FIRST_DAY, now: datetime = MONDAY, **facts: Any) -> SamplingPlan:
    stated: dict[str, Any] = {"fields": (), "target": 5} | facts
    return state_plan(session, "weekly", Plan(**stated), WEEKLY, now=now, since=since)


def calls(session: Session, starts_at: datetime, count: int, **facts: Any) -> list[Call]:
    return [
        make_call(session, **{"started_at": starts_at + timedelta(hours=n), "state": CallState.RECEIVED} | facts)
        for n in range(count)
    ]


def selected(session: Session, draw: Draw) -> list[Selection]:
    return list(session.scalars(select(Selection).where(Selection.draw_id == draw.id)))


def test_a_week_is_drawn_once_it_is_over_and_its_records_had_time_to_arrive(session: Session) -> None:
    plan = weekly(session, labels=4)
    week = calls(session, MONDAY, 20)
    assert draw_due_periods(session, now=MONDAY + WEEK + timedelta(hours=5)) == []
    [draw] = draw_due_periods(session, now=MONDAY + WEEK + timedelta(hours=6))
    assert (draw.starts_at, draw.ends_at) == (MONDAY, MONDAY + WEEK)
    assert (len(draw.manifest), len(selected(session, draw)), labels_of(draw)) == (20, 5, 4)
    assert session.scalar(select(func.count()).select_from(Job).where(Job.kind == Kind.PROCESS_RECORDING)) == 5
    assert draw.seed_source is SeedSource.SERVER
    assert verify_draw(session, draw).verified
    assert {call.state for call in week} == {CallState.DRAWN, CallState.RECEIVED}
    assert plan.drawn_until == date(2026, 10, 12)


def test_two_clocks_draw_a_week_once(installation: Installation, session: Session) -> None:
    weekly(session)
    calls(session, MONDAY, 20)
    session.commit()
    due = MONDAY + WEEK + timedelta(days=1)
    for _ in range(2):
        with installation.sessions.begin() as clock:
            draw_due_periods(clock, now=due)
    with installation.sessions.begin() as slow:  # read the plan before the other clock moved it on
        slow.scalars(select(SamplingPlan)).one().drawn_until = MONDAY.date()
        assert draw_due_periods(slow, now=due) == []
    assert session.scalar(select(func.count()).select_from(Draw)) == 1


def test_after_a_standstill_it_catches_up_one_period_at_a_time(session: Session) -> None:
    weekly(session)
    for week in range(3):
        calls(session, MONDAY + week * WEEK, 6)
    ticks = [draw_due_periods(session, now=MONDAY + 3 * WEEK + timedelta(hours=7)) for _ in range(4)]
    assert [[draw.starts_at for draw in drawn] for drawn in ticks] == [[MONDAY + week * WEEK] for week in range(3)] + [
        []
    ]
    assert broken_chain(session) is None


def test_a_call_that_came_late_is_a_stratum_of_the_next_draw_and_is_drawn_once(session: Session) -> None:
    weekly(session)
    calls(session, MONDAY, 10)
    [first] = draw_due_periods(session, now=MONDAY + WEEK + timedelta(hours=6))
    late = calls(session, MONDAY, 4, received_at=MONDAY + WEEK + timedelta(days=2))
    heard_of = make_call(session, started_at=MONDAY, state=CallState.RECEIVED)
    make_recording(session, call=heard_of, received_at=MONDAY + WEEK + timedelta(days=2))
    calls(session, MONDAY + WEEK, 10)
    [second] = draw_due_periods(session, now=MONDAY + 2 * WEEK + timedelta(hours=6))
    [third] = draw_due_periods(session, now=MONDAY + 3 * WEEK + timedelta(hours=6))
    assert {call_id for call_id, stratum in second.manifest if stratum == LATE} == {
        call.id.hex for call in (*late, heard_of)
    }
    assert second.targets[LATE] == 2
    listed = [call_id for draw in (first, second, third) for call_id, _ in draw.manifest]
    assert len(listed) == len(set(listed)) == 25


def test_a_call_that_comes_after_a_quarter_is_counted_and_not_drawn(session: Session) -> None:
    weekly(session)
    calls(session, MONDAY, 10)
    draw_due_periods(session, now=MONDAY + WEEK + timedelta(hours=6))
    plan = session.scalars(select(SamplingPlan)).one()
    plan.drawn_until = (MONDAY + 20 * WEEK).date()
    make_call(session, started_at=MONDAY, state=CallState.RECEIVED, received_at=MONDAY + 20 * WEEK)
    [draw] = draw_due_periods(session, now=MONDAY + 21 * WEEK + timedelta(hours=6))
    assert (draw.manifest, draw.excluded) == ([], {"too_late": 1})


def test_an_empty_week_leaves_a_record_that_says_so(session: Session) -> None:
    weekly(session)
    make_call(session, started_at=MONDAY, state=CallState.EXCLUDED, reason="no_consent")
    [draw] = draw_due_periods(session, now=MONDAY + WEEK + timedelta(hours=6))
    assert (draw.manifest, draw.excluded, selected(session, draw)) == ([], {"no_consent": 1}, [])
    assert verify_draw(session, draw).verified


def test_a_changed_plan_never_changes_a_draw_that_was_made(session: Session) -> None:
    weekly(session)
    calls(session, MONDAY, 20)
    [first] = draw_due_periods(session, now=MONDAY + WEEK + timedelta(hours=6))
    weekly(session, since=date(2026, 10, 12), now=MONDAY + WEEK, target=9)
    assert first.terms["plan"] == {"name": "weekly", "version": 1, "strata": [], "target": 5}
    assert verify_draw(session, first).verified
    first.terms = first.terms | {"plan": first.terms["plan"] | {"target": 9}}
    assert "record" in str(verify_draw(session, first).first_difference)


def test_the_cap_lowers_the_rates_before_the_draw_and_leaves_no_queue_out(session: Session) -> None:
    """Ten hours in a month with five Mondays are two hours a draw: 20 calls of six minutes."""
    weekly(session, fields=("queue",), target=None, rate=1.0, monthly_hours=10, since=date(2026, 10, 26), now=MONDAY)
    calls(session, datetime(2026, 10, 26, tzinfo=UTC), 57, queue="billing", duration_s=360)
    calls(session, datetime(2026, 10, 26, tzinfo=UTC), 3, queue="moves", duration_s=360)
    [draw] = draw_due_periods(session, now=datetime(2026, 11, 2, 6, tzinfo=UTC))
    assert draw.targets == {"billing": 18, "moves": 2}
    assert draw.terms["sizing"]["allowed_speech_hours"] == 2
    assert len(selected(session, draw)) == 20
    plan = session.scalars(select(SamplingPlan)).one()
    plan.monthly_hours = 2.4  # 0.1 hours are left a draw: one call, but each queue gives two
    calls(session, datetime(2026, 11, 2, tzinfo=UTC), 20, queue="billing", duration_s=360)
    calls(session, datetime(2026, 11, 2, tzinfo=UTC), 20, queue="moves", duration_s=360)
    [next_draw] = draw_due_periods(session, now=datetime(2026, 11, 9, 6, tzinfo=UTC))
    assert next_draw.targets == {"billing": 2, "moves": 2}
    assert next_draw.terms["sizing"]["over_cap_hours"] == pytest.approx(0.3)


def test_the_clock_waits_while_a_draw_waits_for_its_seed(session: Session, now: datetime) -> None:
    plan = weekly(session)
    calls(session, MONDAY, 10)
    named = Seed(SeedSource.DICE, "Bruno's dice at noon")
    waiting = commit_sample(session, plan, starts_at=MONDAY, ends_at=MONDAY + WEEK, seed=named, now=MONDAY + WEEK)
    due = MONDAY + WEEK + timedelta(hours=6)
    assert draw_due_periods(session, now=due) == []
    abandon_draw(session, waiting, reason="the dice were lost")
    [draw] = draw_due_periods(session, now=due)
    assert len(draw.manifest) == 10
    assert broken_chain(session) is None


def test_a_paused_plan_draws_nothing_and_goes_on_with_the_running_week(session: Session) -> None:
    plan = weekly(session)
    calls(session, MONDAY, 10)
    pause_plan(plan)
    assert draw_due_periods(session, now=MONDAY + 2 * WEEK) == []
    resume_plan(session, plan, now=MONDAY + 2 * WEEK + timedelta(days=3))
    period = next_period(plan)
    assert period is not None
    assert period.first == (MONDAY + 2 * WEEK).date()


def test_only_one_plan_draws_by_the_clock(session: Session) -> None:
    first = weekly(session)
    with pytest.raises(PlanError, match="draws by the clock already"):
        state_plan(session, "daily", Plan(target=5), Timing(Schedule.DAILY), now=MONDAY)
    pause_plan(first)
    second = state_plan(session, "daily", Plan(target=5), Timing(Schedule.DAILY), now=MONDAY)
    with pytest.raises(PlanError, match="Pause it first"):
        resume_plan(session, first, now=MONDAY)
    assert (first.is_on_the_clock, second.is_on_the_clock) == (False, True)


def test_days_that_the_clock_has_drawn_are_not_drawn_again(session: Session) -> None:
    weekly(session)
    draw_due_periods(session, now=MONDAY + WEEK + timedelta(hours=6))
    with pytest.raises(PlanError, match="goes on from 2026-10-12"):
        weekly(session, since=MONDAY.date())


def test_work_that_needs_a_draw_waits_for_the_dice_however_long_they_take(
    installation: Installation, session: Session
) -> None:
    """Five looks are more than a job's attempts; none of them counts."""
    make_causes(session)
    plan = weekly(session)
    for call in calls(session, MONDAY, 5):
        call.moves_to(CallState.DRAWN)
        call.moves_to(CallState.DONE)
        make_transcript(session, call=call)
    [drawn] = draw_due_periods(session, now=MONDAY + WEEK + timedelta(hours=6))
    calls(session, MONDAY + WEEK, 5)
    named = Seed(SeedSource.DICE, "Bruno's dice")
    waiting = commit_sample(
        session, plan, starts_at=MONDAY + WEEK, ends_at=MONDAY + 2 * WEEK, seed=named, now=MONDAY + 2 * WEEK
    )
    job_id = ask_for_labels(session, drawn, labels=5, seed=Seed(), now=MONDAY)
    session.commit()
    looks = [MONDAY + 2 * WEEK + timedelta(hours=hour) for hour in range(5)]
    assert [run_job(installation, job_id, clock=partial(when, at)) for at in looks] == ["later"] * 5
    assert "still waits for its seed" in session.get_one(Job, job_id).reason
    abandon_draw(session, waiting, reason="the dice were lost")
    session.commit()
    assert run_job(installation, job_id, clock=partial(when, MONDAY + 3 * WEEK)) == "done"


def when(at: datetime) -> datetime:
    return at
