"""Who gets no digests by mail, and why: kept apart from the deliveries, so that neither rewrites the other."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables.delivery import Delivery
from store.tables.mail_stop import MailStop, StopKind
from store.tables.person import Person


def mail_stop(session: Session, person: Person) -> MailStop | None:
    """What keeps mail from this person now; None where nothing does."""
    return session.scalars(MailStop.in_force(person.id, person.email).limit(1)).one_or_none()


def unsubscribe(session: Session, delivery: Delivery, *, now: datetime) -> MailStop:
    """The one-click link of this mail was used. Asked again, the first one stands."""
    return _stop(session, delivery, StopKind.UNSUBSCRIBED, "", now)


def note_bounce(session: Session, delivery: Delivery, reason: str, *, now: datetime) -> MailStop:
    """The address of this mail will never take one."""
    return _stop(session, delivery, StopKind.BOUNCED, reason, now)


def resume_mail(session: Session, person: Person, *, now: datetime) -> int:
    """Mail again. Returns how many stops that ended."""
    stops = session.scalars(MailStop.in_force(person.id, person.email)).all()
    for stop in stops:
        stop.resumed_at = now
    session.flush()
    return len(stops)


def _stop(session: Session, delivery: Delivery, kind: StopKind, reason: str, now: datetime) -> MailStop:
    address = delivery.address or session.get_one(Person, delivery.person_id).email
    known = session.scalars(
        select(MailStop).where(
            MailStop.person_id == delivery.person_id,
            MailStop.kind == kind,
            MailStop.address == address,
            MailStop.resumed_at.is_(None),
        )
    ).one_or_none()
    if known is not None:
        return known
    stop = MailStop(
        person_id=delivery.person_id,
        kind=kind,
        address=address,
        delivery_id=delivery.id,
        reason=reason,
        stopped_at=now,
    )
    session.add(stop)
    session.flush()
    return stop
