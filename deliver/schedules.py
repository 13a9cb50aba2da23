"""Whose digests come when: a row for each person, good defaults for who has not chosen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliver.digest_body import body_of
from deliver.sendings import Sendings, local_midnight, week_begin
from settings.errors import ListenbackError
from settings.settings import Settings
from store.tables.delivery import Channel
from store.tables.digest import Digest, DigestState
from store.tables.listening_schedule import ListeningSchedule, WhenEmpty
from store.tables.person import Person

FIRST_WEEKS: Final = 4
"""What a first digest, or one that somebody asks for, looks back on where nothing else is chosen."""
MOST_WEEKS: Final = 13
MOST_EXCERPTS: Final = 50
ONCE_A_MONTH: Final = timedelta(days=27)
"""A little less, so that a digest every fourth week is not late by an hour."""


class ScheduleError(ListenbackError):
    """A wish that cannot be kept; `field` says which."""

    code = "bad_schedule"
    status = 422

    def __init__(self, message: str, *, field: str, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.field = field


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody chose: the columns of a schedule that people set."""

    weekdays: tuple[int, ...]
    hour: int
    time_zone: str
    excerpts: int
    channels: tuple[Channel, ...]
    chat: str = ""
    weeks: int = 0
    when_empty: WhenEmpty = WhenEmpty.MONTHLY
    days_off: tuple[date, ...] = ()
    paused_until: date | None = None


def usual_wishes(settings: Settings) -> Wishes:
    """What somebody gets who has not chosen."""
    channels = (Channel.PAGE, Channel.MAIL, Channel.FEED, *([Channel.CHAT] if settings.chat.usual else []))
    digests = settings.digests
    return Wishes((digests.weekday,), digests.hour, settings.time_zone, settings.excerpts.count, channels)


def wishes_of(row: ListeningSchedule) -> Wishes:
    return Wishes(
        weekdays=tuple(row.weekdays),
        hour=row.hour,
        time_zone=row.time_zone,
        excerpts=row.excerpts,
        channels=tuple(Channel(name) for name in row.channels),
        chat=row.chat,
        weeks=row.weeks,
        when_empty=row.when_empty,
        days_off=tuple(date.fromisoformat(day) for day in row.days_off),
        paused_until=row.paused_until,
    )


def schedule_of(session: Session, person: Person) -> ListeningSchedule | None:
    return session.scalars(select(ListeningSchedule).where(ListeningSchedule.person_id == person.id)).one_or_none()


def chosen_wishes(session: Session, person: Person, settings: Settings) -> Wishes:
    """The person's own, else the usual ones."""
    row = schedule_of(session, person)
    return usual_wishes(settings) if row is None else wishes_of(row)


def set_schedule(
    session: Session, person: Person, wishes: Wishes, *, settings: Settings, now: datetime
) -> ListeningSchedule:
    """Keep what somebody chose; the clock goes on from now. Raises ScheduleError."""
    check_wishes(wishes, services=settings.chat.services)
    row = schedule_of(session, person)
    if row is None:
        row = ListeningSchedule(person_id=person.id, created_at=now)
        session.add(row)
    else:
        row.changed_at = now
    row.weekdays, row.hour, row.time_zone = sorted(set(wishes.weekdays)), wishes.hour, wishes.time_zone
    row.excerpts, row.weeks, row.when_empty = wishes.excerpts, wishes.weeks, wishes.when_empty
    row.channels = [channel.value for channel in Channel if channel in {Channel.PAGE, *wishes.channels}]
    row.chat, row.paused_until = wishes.chat, wishes.paused_until
    row.days_off = [day.isoformat() for day in sorted(set(wishes.days_off))]
    row.next_at = sendings_of(wishes, settings).after(now)
    session.flush()
    return row


def check_wishes(wishes: Wishes, *, services: Collection[str]) -> None:
    """Raises ScheduleError for the first wish that cannot be kept."""
    try:
        ZoneInfo(wishes.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ScheduleError(
            f"“{wishes.time_zone[:40]}” is no time zone.", field="time_zone", remedy="Write Europe/Berlin."
        ) from None
    if not 1 <= wishes.excerpts <= MOST_EXCERPTS:
        raise ScheduleError(f"Please choose 1 to {MOST_EXCERPTS} calls.", field="excerpts")
    if not 0 <= wishes.weeks <= MOST_WEEKS:
        raise ScheduleError(f"Please choose up to {MOST_WEEKS} weeks.", field="weeks")
    if wishes.chat and wishes.chat not in services:
        raise ScheduleError(
            f"There is no chat service “{wishes.chat[:40]}”.", field="chat", remedy="Ask an admin to add it."
        )


def sendings_of(wishes: Wishes, settings: Settings) -> Sendings:
    return Sendings(
        weekdays=frozenset(wishes.weekdays),
        hour=wishes.hour,
        zone=wishes.time_zone,
        days_off=frozenset({*settings.digests.holidays, *wishes.days_off}),
        paused_until=wishes.paused_until,
    )


def period_of(
    session: Session, person: Person, wishes: Wishes, *, at: datetime, asked: bool = False
) -> tuple[datetime, datetime]:
    """What a digest of this instant looks back on: full local days or weeks, begun where the last one ended.

    One that somebody asks for besides does not wait for new days: it looks back on the usual four weeks.
    """
    zone = wishes.time_zone
    if wishes.weeks:
        return week_begin(at, zone, weeks_before=wishes.weeks), week_begin(at, zone)
    ends_at = local_midnight(at, zone)
    last = None if asked else _last_end(session, person, ends_at)
    earliest = week_begin(at, zone, weeks_before=MOST_WEEKS)
    return max(last, earliest) if last else week_begin(at, zone, weeks_before=FIRST_WEEKS), ends_at


def may_say_not_enough(session: Session, person: Person, wishes: Wishes, *, now: datetime) -> bool:
    """Whether a digest may come that only says that there are not enough calls yet."""
    if wishes.when_empty is not WhenEmpty.MONTHLY:
        return wishes.when_empty is WhenEmpty.ALWAYS
    recent = session.scalars(
        select(Digest.body).where(
            Digest.person_id == person.id, Digest.state == DigestState.READY, Digest.ready_at > now - ONCE_A_MONTH
        )
    )
    return not any(body_of(body).is_not_enough for body in recent)


def _last_end(session: Session, person: Person, before: datetime) -> datetime | None:
    """Where the last digest with something in it ended: what an empty one looked at is looked at again."""
    return session.scalar(
        select(func.max(Digest.ends_at)).where(
            Digest.person_id == person.id, Digest.state == DigestState.READY, Digest.ends_at < before
        )
    )
