"""Whatever happens to calls, the roll-ups say what a full recount says."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from store.days import days_of
from store.installation import Installation
from store.recount import repair, wrong_lines
from store.rollups import fold
from store.session import Sessions
from store.tables.call import Call, CallState, Direction
from store.tables.call_count import CallCount
from store.tables.driver_link import DriverLink
from store.tables.link_count import LinkCount
from store.tables.number_count import NumberCount
from store.tables.refusal import Refusal
from store.tables.refusal_count import RefusalCount
from tests.factories.call import make_call
from tests.factories.driver import make_campaign
from tests.factories.driver_link import make_driver_link
from tests.factories.refusal import make_refusal

MONDAY = datetime(2026, 10, 5, tzinfo=UTC)
WEEK = timedelta(days=7)
REASONS = {CallState.EXCLUDED: ("no_consent", "no_recording"), CallState.FAILED: ("corrupt",)}


@dataclass(frozen=True)
class Life:
    rng: Random
    source: str
    """Whose calls these are: two lives at once must not wait for each other's calls."""


def anything(session: Session, life: Life) -> None:
    """One thing that may happen to calls, through the ORM or past it."""
    life.rng.choice(
        [_arrives, _arrives, _many_arrive, _moves, _moves, _many_move, _is_corrected, _is_linked, _goes, _is_refused]
    )(session, life)
    session.flush()


def _values(life: Life) -> dict[str, object]:
    state = life.rng.choice(list(CallState))
    started_at = MONDAY + life.rng.random() * 3 * timedelta(days=1)
    return {
        "external_id": uuid4().hex,
        "source": life.source,
        "started_at": started_at,
        "received_at": started_at,
        "duration_s": 60,
        "handle_s": life.rng.randrange(1000),
        "direction": life.rng.choice(list(Direction)),
        "dialled_number": life.rng.choice(["", "49800", "49801"]),
        "state": state,
        "reason": life.rng.choice(REASONS.get(state, ("",))),
    }


def _arrives(session: Session, life: Life) -> None:
    session.add(Call(**_values(life)))


def _many_arrive(session: Session, life: Life) -> None:
    session.execute(insert(Call), [_values(life) for _ in range(life.rng.randrange(1, 20))])


def _moves(session: Session, life: Life) -> None:
    if call := _one(session, life):
        call.state = life.rng.choice(list(CallState))
        call.reason = life.rng.choice(REASONS.get(call.state, ("",)))


def _many_move(session: Session, life: Life) -> None:
    mine = Call.source == life.source, Call.handle_s % 3 == life.rng.randrange(3)
    state = life.rng.choice(list(CallState))
    session.execute(update(Call).where(*mine).values(state=state, reason="test_call"))


def _is_corrected(session: Session, life: Life) -> None:
    if call := _one(session, life):
        if session.scalars(select(DriverLink.id).where(DriverLink.call_id == call.id)).first() is None:
            call.started_at += timedelta(hours=life.rng.randrange(-40, 40))
        call.handle_s = life.rng.randrange(1000)
        call.dialled_number, call.direction = life.rng.choice(["", "49800"]), life.rng.choice(list(Direction))


def _is_linked(session: Session, life: Life) -> None:
    """To a driver or, where it was linked to it before, no more."""
    if call := _one(session, life):
        driver = life.rng.choice(["C-1", "C-2"])
        gone = delete(DriverLink).where(DriverLink.call_id == call.id, DriverLink.driver_id == driver)
        if session.execute(gone.returning(DriverLink.id)).first() is None:
            make_driver_link(session, call=call, driver_id=driver)


def _goes(session: Session, life: Life) -> None:
    if call := _one(session, life):
        session.execute(delete(DriverLink).where(DriverLink.call_id == call.id))
        session.execute(delete(Call).where(Call.id == call.id).execution_options(synchronize_session="fetch"))


def _is_refused(session: Session, life: Life) -> None:
    make_refusal(session, line=life.rng.randrange(10**9), refused_at=MONDAY + life.rng.random() * WEEK)


def _one(session: Session, life: Life) -> Call | None:
    calls = session.scalars(select(Call).where(Call.source == life.source).order_by(Call.external_id)).all()
    return life.rng.choice(calls) if calls else None


def live(sessions: Sessions, seed: int, *, steps: int) -> None:
    """Steps of a random life, some of them undone, with folding and a recount now and then."""
    life = Life(Random(seed), f"life {seed}")
    for _ in range(steps):
        with sessions() as session:
            for _ in range(life.rng.randrange(1, 4)):
                anything(session, life)
            session.rollback() if life.rng.random() < 0.2 else session.commit()
        if life.rng.random() < 0.2:
            with sessions.begin() as session:
                fold(session)


def counted(session: Session, starts_at: datetime, ends_at: datetime) -> dict[tuple[CallState, str], tuple[int, int]]:
    """The plain count of the calls themselves."""
    rows = session.execute(
        select(Call.state, Call.reason, func.count(), func.sum(Call.handle_s))
        .where(Call.started_at >= starts_at, Call.started_at < ends_at)
        .group_by(Call.state, Call.reason)
    )
    return {(state, reason): (calls, seconds) for state, reason, calls, seconds in rows}


def rolled_up(session: Session, starts_at: datetime, ends_at: datetime) -> dict[tuple[CallState, str], tuple[int, int]]:
    rows = session.execute(CallCount.within(starts_at, ends_at))
    return {(state, reason): (calls, seconds) for state, reason, calls, seconds in rows}


@pytest.mark.parametrize("seed", range(5))
def test_after_any_life_the_counts_are_those_of_a_full_recount(installation: Installation, seed: int) -> None:
    live(installation.sessions, seed, steps=25)
    with installation.readers() as session:
        assert session.scalar(select(func.count()).select_from(Call))
        assert wrong_lines(session) == []
        assert session.scalars(RefusalCount.all()).one() == session.scalar(select(func.count()).select_from(Refusal))
        plain = select(Call.state, func.count()).group_by(Call.state).order_by(Call.state)
        assert session.execute(CallCount.by_state()).all() == session.execute(plain).all()


@pytest.mark.parametrize("seed", range(5))
def test_a_period_that_cuts_days_is_counted_to_the_call(installation: Installation, seed: int) -> None:
    live(installation.sessions, 100 + seed, steps=10)
    rng = Random(seed)
    with installation.readers() as session:
        for _ in range(10):
            starts_at = MONDAY + rng.random() * timedelta(days=2) - timedelta(days=1)
            ends_at = starts_at + rng.random() * timedelta(days=3)
            assert rolled_up(session, starts_at, ends_at) == counted(session, starts_at, ends_at)


def test_whole_days_are_read_from_the_roll_up_and_the_rest_at_its_edges() -> None:
    whole = days_of(MONDAY, MONDAY + WEEK)
    assert (whole.first, whole.end, whole.edges) == (date(2026, 10, 5), date(2026, 10, 12), ())
    cut = days_of(MONDAY - timedelta(hours=2), MONDAY + WEEK - timedelta(hours=2))
    assert (cut.first, cut.end) == (date(2026, 10, 5), date(2026, 10, 11))
    assert [edge.ends_at - edge.starts_at for edge in cut.edges] == [timedelta(hours=2), timedelta(hours=22)]
    noon = MONDAY + timedelta(hours=12)
    assert [edge.ends_at - edge.starts_at for edge in days_of(noon, noon + timedelta(hours=1)).edges] == [
        timedelta(hours=1)
    ]
    assert days_of(noon, noon).edges == ()


def test_calls_to_a_campaigns_number_count_from_its_drop_date_on(session: Session) -> None:
    make_campaign(session, id="C-1", phone="49800", drop_date=date(2026, 10, 6))
    for hours, more in ((12, {}), (30, {}), (31, {"state": CallState.EXCLUDED, "reason": "no_consent"}), (60, {})):
        make_call(session, started_at=MONDAY + timedelta(hours=hours), dialled_number="49800", handle_s=30, **more)
    make_call(session, started_at=MONDAY + timedelta(hours=40), dialled_number="49800", direction=Direction.OUTBOUND)
    for cut in (timedelta(), timedelta(hours=5)):
        found = session.execute(NumberCount.of_campaigns(MONDAY - cut, MONDAY + WEEK - cut)).all()
        assert found == [("C-1", 2, 60)]
    until_wednesday_noon = session.execute(NumberCount.of_campaigns(MONDAY, MONDAY + timedelta(hours=60))).all()
    assert until_wednesday_noon == [("C-1", 1, 30)]


def test_what_somebody_wrote_into_a_roll_up_by_hand_is_found_and_repaired(
    installation: Installation, session: Session
) -> None:
    make_call(session, started_at=MONDAY, handle_s=30)
    make_call(session, started_at=MONDAY + timedelta(days=1), dialled_number="49800")
    session.execute(text("UPDATE call_count SET calls = calls + 2 WHERE day = '2026-10-05'"))
    session.execute(text("DELETE FROM number_count"))
    wrong = wrong_lines(session)
    assert [str(line) for line in wrong] == [
        "call_count of 2026-10-05, done, –: +2 calls, +0 handle_s",
        "number_count of 49800, 2026-10-06, –: -1 calls, -90 handle_s",
    ]
    repair(session, wrong)
    assert wrong_lines(session) == []


def test_no_number_of_a_customer_is_kept_from_outbound_calls(session: Session) -> None:
    make_call(session, dialled_number="4917012345", direction=Direction.OUTBOUND)
    assert session.scalars(select(NumberCount.dialled_number)).all() == []


def test_calls_in_which_a_campaign_was_found_are_counted_by_when_they_started(session: Session) -> None:
    campaign = make_campaign(session, id="C-1")
    for hours in (12, 30, 31, 200):
        call = make_call(session, started_at=MONDAY + timedelta(hours=hours))
        make_driver_link(session, call=call, driver_id=campaign.id)
    for cut in (timedelta(), timedelta(hours=5)):
        assert session.execute(LinkCount.of_campaigns(MONDAY - cut, MONDAY + WEEK - cut)).all() == [("C-1", 3)]
