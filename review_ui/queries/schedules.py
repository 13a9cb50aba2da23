"""Who gets digests when, and what became of those that were sent."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from deliver.preview import Preview, preview_digest
from deliver.schedules import Wishes, chosen_wishes, sendings_of
from deliver.stops import mail_stop
from settings.settings import Settings
from store.tables.delivery import Channel, Delivery, DeliveryState
from store.tables.digest import Digest
from store.tables.mail_stop import MailStop
from store.tables.person import Person
from worker.listening import listeners

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHOWN = 100
"""Deliveries on a page."""
OWN_SHOWN = 5


@dataclass(frozen=True)
class SentDigest:
    """One delivery with its digest and person."""

    delivery: Delivery
    digest: Digest
    person: Person

    @property
    def can_go_again(self) -> bool:
        is_message = self.delivery.channel in {Channel.MAIL, Channel.CHAT}
        state = self.delivery.state
        return state is DeliveryState.FAILED or (state is DeliveryState.SENT and is_message)


@dataclass(frozen=True)
class ScheduleLine:
    """One listener in the list of all."""

    person: Person
    when: str
    next: datetime | None
    stop: MailStop | None


@dataclass(frozen=True)
class ScheduleView:
    """A schedule's page: what comes when, what it would say now, and what came."""

    listener: Person
    wishes: Wishes
    when: str
    sendings: list[datetime]
    """The next five, in local time."""
    preview: Preview
    stop: MailStop | None
    sent: list[SentDigest]


def schedule_lines(session: Session, settings: Settings, *, now: datetime) -> list[ScheduleLine]:
    return [_line(session, person, settings, now) for person in listeners(session)]


def schedule_view(session: Session, listener: Person, settings: Settings, *, now: datetime) -> ScheduleView:
    wishes = chosen_wishes(session, listener, settings)
    zone = ZoneInfo(wishes.time_zone)
    return ScheduleView(
        listener=listener,
        wishes=wishes,
        when=when_words(wishes),
        sendings=[at.astimezone(zone) for at in islice(sendings_of(wishes, settings).following(now), 5)],
        preview=preview_digest(session, listener, wishes, currency=settings.currency, now=now),
        stop=mail_stop(session, listener),
        sent=_sent(session, _deliveries().where(Delivery.person_id == listener.id).limit(OWN_SHOWN)),
    )


def deliveries(
    session: Session, *, of: UUID | None, state: str = "", before: datetime | None = None
) -> list[SentDigest]:
    """The newest deliveries, of one person or of all; `before` goes on with older ones."""
    wanted = _deliveries().limit(SHOWN)
    if of is not None:
        wanted = wanted.where(Delivery.person_id == of)
    if state in set(DeliveryState):
        wanted = wanted.where(Delivery.state == DeliveryState(state))
    if before is not None:
        wanted = wanted.where(Delivery.created_at < before)
    return _sent(session, wanted)


def when_words(wishes: Wishes) -> str:
    if not wishes.weekdays:
        return "never by itself"
    days = [f"{DAYS[day]}s" for day in wishes.weekdays]
    listed = days[0] if len(days) == 1 else f"{', '.join(days[:-1])} and {days[-1]}"
    return f"{listed} at {wishes.hour}:00, {wishes.time_zone}"


def _line(session: Session, person: Person, settings: Settings, now: datetime) -> ScheduleLine:
    wishes = chosen_wishes(session, person, settings)
    at = sendings_of(wishes, settings).after(now)
    local = at.astimezone(ZoneInfo(wishes.time_zone)) if at else None
    return ScheduleLine(person, when_words(wishes), local, mail_stop(session, person))


def _deliveries() -> Select[Delivery, Digest, Person]:
    return (
        select(Delivery, Digest, Person)
        .join(Digest, Digest.id == Delivery.digest_id)
        .join(Person, Person.id == Delivery.person_id)
        .order_by(Delivery.created_at.desc(), Delivery.channel)
    )


def _sent(session: Session, wanted: Select[Delivery, Digest, Person]) -> list[SentDigest]:
    return [SentDigest(*row) for row in session.execute(wanted)]
