"""Rows for drivers: read the registers, link a call, and store each link with its evidence."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from audio.words import Segment
from classify import drivers
from classify.drivers import HeardCall, Registers, clauses
from classify.linking import link_call
from store.tables.call import Call
from store.tables.driver import Campaign, Incident, Offering, PromiseException
from store.tables.driver_link import DriverKind, DriverLink


def read_registers(session: Session) -> Registers:
    """Everything a call may be linked to, as values."""
    return Registers(
        campaigns=tuple(_campaign(row) for row in session.scalars(select(Campaign).order_by(Campaign.id))),
        incidents=tuple(_incident(row) for row in session.scalars(select(Incident).order_by(Incident.id))),
        offerings=tuple(_offering(row) for row in session.scalars(select(Offering).order_by(Offering.id))),
        exceptions=tuple(
            drivers.ApprovedException(row.id, row.promise, row.offering_id, row.approved_date)
            for row in session.scalars(select(PromiseException).order_by(PromiseException.id))
        ),
    )


def link_drivers(
    session: Session, call: Call, segments: Sequence[Segment], registers: Registers, *, now: datetime
) -> list[DriverLink]:
    """Replace the call's links by what its words, number and date tell now."""
    heard = HeardCall.of(segments, started_at=call.started_at, dialled=call.dialled_number)
    session.execute(delete(DriverLink).where(DriverLink.call_id == call.id))
    links = [
        DriverLink(
            call_id=call.id,
            kind=DriverKind(link.driver_kind.value),
            driver_id=link.driver_id,
            confidence=round(link.confidence, 4),
            evidence=link.evidence,
            start_ms=link.span.start_ms if link.span else None,
            end_ms=link.span.end_ms if link.span else None,
            linked_at=now,
        )
        for link in link_call(heard, registers)
    ]
    session.add_all(links)
    session.flush()
    return links


def _campaign(row: Campaign) -> drivers.Campaign:
    return drivers.Campaign(
        id=row.id,
        name=row.name,
        drop_date=row.drop_date,
        quantity=row.quantity,
        phone=row.phone,
        offer_codes=tuple(str(code) for code in row.offer_codes),
        audience=row.audience,
    )


def _incident(row: Incident) -> drivers.Incident:
    return drivers.Incident(row.id, row.name, row.starts_at, row.ends_at, row.service)


def _offering(row: Offering) -> drivers.Offering:
    return drivers.Offering(row.id, row.name, clauses(row.may_promise))
