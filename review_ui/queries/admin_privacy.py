"""Requests of customers about their data: what was asked, what became of it, what a hold keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.tables.call import Call
from store.tables.erasure import Erasure, ErasureState
from store.tables.legal_hold import LegalHold
from store.tables.person import Person
from store.tables.subject_export import SubjectExport
from worker.consent import with_consent
from worker.erasing import held_calls

SHOWN: Final = 100


@dataclass(frozen=True)
class Asked:
    """One erasure in the list."""

    request: Erasure
    by: str


@dataclass(frozen=True)
class Held:
    hold: LegalHold
    call: Call
    by: str


@dataclass(frozen=True)
class Exported:
    export: SubjectExport
    by: str
    state: str
    """`on its way`, `ready`, `gone`."""


@dataclass(frozen=True)
class PrivacyView:
    erasures: Sequence[Asked]
    holds: Sequence[Held]
    exports: Sequence[Exported]
    unfinished: int


@dataclass(frozen=True)
class Known:
    """What is held of one customer, before anybody decides."""

    customer_hash: str
    calls: int
    with_consent: int
    held: int


def privacy_view(session: Session, *, now: datetime) -> PrivacyView:
    erasures = session.execute(
        select(Erasure, Person.name)
        .outerjoin(Person, Person.id == Erasure.asked_by_id)
        .order_by(Erasure.asked_at.desc(), Erasure.id)
        .limit(SHOWN)
    )
    holds = session.execute(
        select(LegalHold, Call, Person.name)
        .join(Call, Call.id == LegalHold.call_id)
        .outerjoin(Person, Person.id == LegalHold.set_by_id)
        .where(LegalHold.lifted_at.is_(None))
        .order_by(LegalHold.set_at)
        .limit(SHOWN)
    )
    exports = session.execute(
        select(SubjectExport, Person.name)
        .outerjoin(Person, Person.id == SubjectExport.asked_by_id)
        .order_by(SubjectExport.asked_at.desc(), SubjectExport.id)
        .limit(SHOWN)
    )
    unfinished = select(func.count()).select_from(Erasure).where(Erasure.state != ErasureState.DONE)
    return PrivacyView(
        erasures=[Asked(request, _who(name, request.channel)) for request, name in erasures],
        holds=[Held(hold, call, _who(name)) for hold, call, name in holds],
        exports=[Exported(export, _who(name), _state(export, now)) for export, name in exports],
        unfinished=session.scalar(unfinished) or 0,
    )


def known_of(session: Session, customer_hash: str) -> Known:
    """Counted by the keyed hash: the reference itself is stored nowhere, and not in the address of a page."""
    calls = list(session.scalars(select(Call).where(Call.customer_hash == customer_hash)))
    consenting = len(session.scalars(with_consent(customer_hash)).all())
    return Known(customer_hash, len(calls), consenting, len(held_calls(session, [call.id for call in calls])))


def asked_by(session: Session, request: Erasure) -> str:
    person = session.get(Person, request.asked_by_id) if request.asked_by_id else None
    return _who(person.name if person else None, request.channel)


def _who(name: str | None, channel: str = "") -> str:
    return name or {"clock": "the clock", "import": "a record that came again"}.get(channel, "the command line")


def _state(export: SubjectExport, now: datetime) -> str:
    if export.gone_at is not None or export.expires_at <= now:
        return "gone"
    return "ready" if export.blob else "on its way"
