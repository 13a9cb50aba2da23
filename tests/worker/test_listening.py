"""The clock sends digests: once each tick, once after it slept, and never without anything honest to say."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliver.schedules import Wishes, chosen_wishes, period_of, schedule_of, set_schedule, usual_wishes
from store.installation import Installation
from store.tables.delivery import Channel, Delivery, DeliveryState
from store.tables.digest import Digest, DigestState
from store.tables.job import Job
from store.tables.listening_schedule import WhenEmpty
from tests.deliver.street import predicted_calls
from tests.factories.cause import cause_called
from tests.factories.figure import make_figure
from tests.factories.listening_schedule import make_listening_schedule
from tests.factories.person import bruno, carol
from tests.worker.working import work_off
from worker.listening import open_due_digests
from worker.queues import Kind

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
TUESDAY_8 = datetime(2026, 11, 3, 8, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def asked(session: Session) -> list[dict[str, str]]:
    return [job.payload for job in session.scalars(select(Job).where(Job.kind == Kind.PREPARE_DIGEST))]


def owned(session: Session) -> None:
    cause_called(session, "marketing_mailer")


def test_who_has_not_chosen_gets_one_on_tuesday_at_eight(installation: Installation, session: Session) -> None:
    owned(session)
    assert open_due_digests(session, installation.settings, now=MONDAY) == 0
    row = schedule_of(session, bruno(session))
    assert row is not None
    assert row.next_at == TUESDAY_8
    assert open_due_digests(session, installation.settings, now=TUESDAY_8 - timedelta(seconds=1)) == 0
    assert open_due_digests(session, installation.settings, now=TUESDAY_8) == 1
    assert open_due_digests(session, installation.settings, now=TUESDAY_8) == 0
    assert row.next_at == TUESDAY_8 + WEEK


def test_a_clock_that_slept_three_weeks_sends_one_digest(installation: Installation, session: Session) -> None:
    owned(session)
    row = make_listening_schedule(session, next_at=TUESDAY_8)
    late = TUESDAY_8 + 3 * WEEK + timedelta(hours=5)
    assert open_due_digests(session, installation.settings, now=late) == 1
    assert open_due_digests(session, installation.settings, now=late + timedelta(minutes=1)) == 0
    assert len(asked(session)) == 1
    assert row.next_at == TUESDAY_8 + 4 * WEEK


def test_two_clocks_at_the_same_tick_send_one(installation: Installation, session: Session) -> None:
    owned(session)
    row = make_listening_schedule(session, next_at=TUESDAY_8)
    open_due_digests(session, installation.settings, now=TUESDAY_8)
    row.next_at = TUESDAY_8  # what the other clock read before the first one wrote
    assert open_due_digests(session, installation.settings, now=TUESDAY_8) == 0
    assert len(asked(session)) == 1


def test_a_holiday_named_later_and_a_pause_hold_it_back(installation: Installation, session: Session) -> None:
    owned(session)
    make_listening_schedule(session, next_at=TUESDAY_8, days_off=["2026-11-03"])
    cause_called(session, "ops_issue")
    make_listening_schedule(session, person=carol(session), next_at=TUESDAY_8, paused_until=date(2026, 11, 5))
    assert open_due_digests(session, installation.settings, now=TUESDAY_8) == 0
    assert asked(session) == []


def test_a_digest_looks_back_to_the_end_of_the_last_one_that_said_something(session: Session) -> None:
    wishes = Wishes((1,), 8, "Europe/Berlin", 5, (Channel.PAGE,))
    person = bruno(session)
    starts_at, ends_at = period_of(session, person, wishes, at=TUESDAY_8)
    assert ends_at == datetime(2026, 11, 2, 23, tzinfo=UTC)  # midnight in Berlin
    assert starts_at == datetime(2026, 10, 4, 22, tzinfo=UTC)  # a Monday, in summer time
    for state, days in ((DigestState.READY, 7), (DigestState.EMPTY, 3)):
        until = ends_at - timedelta(days=days)
        session.add(Digest(person_id=person.id, starts_at=starts_at, ends_at=until, state=state, created_at=until))
    session.flush()
    assert period_of(session, person, wishes, at=TUESDAY_8) == (ends_at - timedelta(days=7), ends_at)


def test_full_weeks_end_on_a_local_monday(session: Session) -> None:
    wishes = Wishes((1,), 8, "Europe/Berlin", 5, (Channel.PAGE,), weeks=2)
    found = period_of(session, bruno(session), wishes, at=TUESDAY_8)
    assert found == (datetime(2026, 10, 18, 22, tzinfo=UTC), datetime(2026, 11, 1, 23, tzinfo=UTC))


def send_weekly(installation: Installation, weeks: int) -> list[DigestState]:
    for week in range(weeks):
        at = TUESDAY_8 + week * WEEK
        with installation.sessions.begin() as session:
            open_due_digests(session, installation.settings, now=at)
        assert set(work_off(installation, now=at)) <= {"done"}
    with installation.readers() as session:
        return list(session.scalars(select(Digest.state).order_by(Digest.created_at)))


def no_figure_yet(session: Session, when_empty: WhenEmpty) -> None:
    owned(session)
    none = {"value": None, "low": None, "high": None}
    make_figure(session, starts_at=MONDAY - 4 * WEEK, ends_at=MONDAY - timedelta(days=1), **none)
    make_listening_schedule(session, next_at=TUESDAY_8, when_empty=when_empty)
    session.commit()


def test_not_enough_calls_yet_is_said_once_a_month(installation: Installation, session: Session) -> None:
    no_figure_yet(session, WhenEmpty.MONTHLY)
    assert send_weekly(installation, 6) == ["ready", "empty", "empty", "empty", "ready", "empty"]
    session.expire_all()
    digest = session.scalars(select(Digest).where(Digest.state == DigestState.READY)).first()
    assert digest is not None
    assert digest.subject.startswith("Not enough calls yet")


def test_who_wants_silence_gets_it(installation: Installation, session: Session) -> None:
    no_figure_yet(session, WhenEmpty.NEVER)
    assert send_weekly(installation, 2) == ["empty", "empty"]
    session.expire_all()
    assert session.scalars(select(Delivery)).all() == []


def test_the_same_figure_is_not_news_twice(installation: Installation, session: Session) -> None:
    owned(session)
    make_figure(session, starts_at=MONDAY - 4 * WEEK, ends_at=MONDAY - timedelta(days=1))
    make_listening_schedule(session, next_at=TUESDAY_8)
    session.commit()
    assert send_weekly(installation, 2) == ["ready", "empty"]


def test_it_goes_by_the_channels_and_to_as_many_calls_as_were_chosen(
    installation: Installation, session: Session
) -> None:
    owned(session)
    predicted_calls(session, 6)
    wishes = Wishes((1,), 8, "UTC", 2, (Channel.MAIL,), weeks=13)
    set_schedule(session, bruno(session), wishes, settings=installation.settings, now=MONDAY)
    session.commit()
    assert send_weekly(installation, 1) == ["ready"]
    session.expire_all()
    sent = {row.channel: row.state for row in session.scalars(select(Delivery))}
    assert sent == {Channel.PAGE: DeliveryState.SENT, Channel.MAIL: DeliveryState.SENT}
    digest = session.scalars(select(Digest)).one()
    assert len(digest.body["excerpts"]) == 2


def test_the_usual_wishes_hold_until_somebody_chooses(installation: Installation, session: Session) -> None:
    assert chosen_wishes(session, bruno(session), installation.settings) == usual_wishes(installation.settings)
