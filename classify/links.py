"""Rows for drivers: read the registers, link a call, and store each link with its evidence."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from audio.words import Segment
from classify import drivers
from classify.drivers import HeardCall, Registers, clauses
from classify.linking import link_call
from classify.promises import PromiseCheck as Checked
from classify.promises import check_promise
from store.tables.call import Call
from store.tables.driver import Campaign, Incident, Offering, PromiseException
from store.tables.driver_link import DriverKind, DriverLink
from store.tables.promise_check import PromiseBox, PromiseCheck

PROMISED = 0.8
"""Confidence of a link to the offering that a told promise is about."""


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
    """Replace the call's links and its promise check by what its words, number and date tell now.

    An offering is linked where a promise about it is told, and the check says how that promise stands to it.
    """
    heard = HeardCall.of(segments, started_at=call.started_at, dialled=call.dialled_number)
    session.execute(delete(DriverLink).where(DriverLink.call_id == call.id))
    session.execute(delete(PromiseCheck).where(PromiseCheck.call_id == call.id))
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
        if link.driver_kind is not drivers.DriverKind.OFFERING
    ]
    check = check_promise(heard, registers)
    if check is not None:
        session.add(_kept(check, call, now=now))
        links += [_to_offering(check, call, now=now)] if check.offering_id else []
    session.add_all(links)
    session.flush()
    return links


def _kept(check: Checked, call: Call, *, now: datetime) -> PromiseCheck:
    return PromiseCheck(
        call_id=call.id,
        box=PromiseBox(check.box.value),
        claim=check.claim.text,
        start_ms=check.claim.start_ms,
        end_ms=check.claim.end_ms,
        against=check.against,
        offering_id=check.offering_id or "",
        exception_id=check.exception_id or "",
        checked_at=now,
    )


def _to_offering(check: Checked, call: Call, *, now: datetime) -> DriverLink:
    return DriverLink(
        call_id=call.id,
        kind=DriverKind.OFFERING,
        driver_id=str(check.offering_id),
        confidence=PROMISED,
        evidence=f"a promise {check.box.value} the box: {check.claim.text!r}",
        start_ms=check.claim.start_ms,
        end_ms=check.claim.end_ms,
        linked_at=now,
    )


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
