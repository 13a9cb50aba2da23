"""What was promised, whether it moved, and whether the cause shrank."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from accounts.permissions import may_confirm_moved
from store.tables.cause import Cause
from store.tables.commitment import Commitment, CommitmentState
from store.tables.measurement import Measurement
from store.tables.person import Person


@dataclass(frozen=True)
class Side:
    """One side of the comparison; shares 0–1."""

    share: float
    low: float
    high: float
    n: int
    N: int
    estimator: str


@dataclass(frozen=True)
class Control:
    """A cause nobody promised to change, over the same time."""

    cause_name: str
    change: float
    low: float
    high: float
    verdict: str


@dataclass(frozen=True)
class ActionView:
    commitment: Commitment
    cause: Cause
    by: Person
    measurement: Measurement | None
    before: Side | None
    after: Side | None
    controls: list[Control]
    is_overdue: bool
    is_ringing: bool
    """Closed, and four weeks after the fix the calls have not dropped."""
    confirmed_by: Person | None
    can_confirm: bool
    """The person who looks is somebody else than the promiser and may say that it was so."""
    looks: int
    """How often it was looked at; the interval holds for all looks together."""

    @property
    def group(self) -> str:
        if self.commitment.state is CommitmentState.PROMISED:
            return "overdue" if self.is_overdue else "promised"
        if self.is_ringing:
            return "ringing"
        return self.commitment.state.value


def actions(session: Session, *, now: datetime, viewer: Person | None = None) -> list[ActionView]:
    """Every commitment as `viewer` sees it, each group with the latest first.

    Overdue ones come first, then closed but still ringing, in effect, promised, closed and withdrawn.
    """
    rows = session.execute(
        select(Commitment, Cause, Person)
        .join(Cause, Cause.id == Commitment.cause_id)
        .join(Person, Person.id == Commitment.person_id)
        .order_by(Commitment.made_at.desc(), Commitment.id)
    )
    names = {cause.id: cause.name for cause in session.scalars(select(Cause))}
    ringing = {commitment.id for commitment, _ in session.execute(Measurement.still_ringing(now))}
    seen = {last.commitment_id: (last, looks) for last, looks in session.execute(_last_looks())}
    views = [
        _view(session, commitment, cause, by, names, now.date(), ringing, viewer, *seen.get(commitment.id, (None, 0)))
        for commitment, cause, by in rows
    ]
    order = ("overdue", "ringing", "in_effect", "promised", "closed", "withdrawn")
    return sorted(views, key=lambda view: order.index(view.group))


def _last_looks() -> Select[Measurement, int]:
    """The latest measurement of every commitment, and how many there are."""
    of = Measurement.commitment_id
    looked = select(of, func.max(Measurement.as_of).label("as_of"), func.count().label("looks")).group_by(of).subquery()
    is_last = and_(looked.c.commitment_id == of, looked.c.as_of == Measurement.as_of)
    return select(Measurement, looked.c.looks).join(looked, is_last)


def _view(
    session: Session,
    commitment: Commitment,
    cause: Cause,
    by: Person,
    names: Mapping[str, str],
    today: date,
    ringing: Container[UUID],
    viewer: Person | None,
    last: Measurement | None,
    looks: int,
) -> ActionView:
    return ActionView(
        commitment=commitment,
        cause=cause,
        by=by,
        measurement=last,
        before=_side(last.before) if last else None,
        after=_side(last.after) if last else None,
        controls=[_control(control, names) for control in last.controls] if last else [],
        is_overdue=commitment.is_overdue(today),
        is_ringing=commitment.id in ringing,
        confirmed_by=session.get(Person, commitment.confirmed_by_id) if commitment.confirmed_by_id else None,
        can_confirm=viewer is not None
        and commitment.state is not CommitmentState.WITHDRAWN
        and may_confirm_moved(viewer, by),
        looks=looks,
    )


def _side(found: Mapping[str, Any]) -> Side | None:
    """None where there were not enough calls on this side."""
    if any(found.get(name) is None for name in ("share", "low", "high")):
        return None
    return Side(
        share=float(found["share"]),
        low=float(found["low"]),
        high=float(found["high"]),
        n=int(found.get("n", 0)),
        N=int(found.get("N", 0)),
        estimator=str(found.get("estimator", "")),
    )


def _control(found: Mapping[str, Any], names: Mapping[str, str]) -> Control:
    return Control(
        cause_name=names.get(str(found["cause"]), str(found["cause"])),
        change=float(found["change"] or 0.0),
        low=float(found["low"] or 0.0),
        high=float(found["high"] or 0.0),
        verdict=str(found["verdict"]),
    )
