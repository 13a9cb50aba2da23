"""The list of calls walked from the latest back: led by an index, or by nothing over a bounded number of calls.

No index holds queues, directions and numbers, for every index on calls slows the import of all of them. What is asked
for by these is looked for among so many calls for a page; the next page looks further back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, SelectBase, and_, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.tables.call import Call, CallState, Direction
from store.tables.draw import Draw
from store.tables.selection import Selection

T = TypeVar("T")
StartedAt = ColumnElement[datetime] | InstrumentedAttribute[datetime]

WALKED: Final = 50_000
"""Calls looked at for one page, in the order in which they mostly lie: some tens of milliseconds."""
SCATTERED: Final = 20_000
"""The same where a state or a reason leads, whose calls lie far apart."""
BEFORE_ALL: Final = UUID(int=0)


@dataclass(frozen=True)
class Asked:
    """What the record of a call has to say; empty and None do not narrow."""

    state: CallState | None = None
    reason: str = ""
    queue: str = ""
    direction: Direction | None = None
    number: str = ""
    """The number that was dialled."""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True)
class Place:
    """Where in the list a page begins or ends: behind this call."""

    started_at: datetime
    call_id: UUID

    def __str__(self) -> str:
        return f"{self.started_at.isoformat()}_{self.call_id}".replace("+00:00", "Z")


@dataclass(frozen=True)
class Walk:
    calls: list[Call]
    next_after: str
    """Where the next page begins; empty behind the first of all calls."""
    looked_until: datetime | None
    """How far back was looked, where that was not to the first call."""


def walked(session: Session, asked: Asked, *, hits: SelectBase | None, draw: str, after: str, page: int) -> Walk:
    """One page of the calls that were asked for, the latest first; `hits` and `draw` name them by their ids."""
    named = [*([Call.id.in_(hits)] if hits is not None else []), *([_drawn_by(draw)] if draw else [])]
    started_at: StartedAt = _not_leading(Call.started_at) if named else Call.started_at
    led = [*(named or _led(asked)), *_within(asked, place_of(after), started_at)]
    others = list(_others(asked, is_named=bool(named)))
    looks = SCATTERED if asked.reason or asked.state else WALKED
    until = _last_looked_at(session, led, looks) if others and not named else None
    found = select(Call).where(*led, *others, *([Call.started_at >= until] if until else []))
    calls = list(session.scalars(found.order_by(started_at.desc(), Call.id.desc()).limit(page + 1)))
    if len(calls) > page:
        return Walk(calls[:page], str(Place(calls[page - 1].started_at, calls[page - 1].id)), None)
    return Walk(calls, str(Place(until, BEFORE_ALL)) if until else "", until)


def place_of(cursor: str) -> Place | None:
    """None, the beginning, for a cursor that cannot be read."""
    started, _, call_id = cursor.partition("_")
    try:
        place = Place(datetime.fromisoformat(started), UUID(call_id))
    except ValueError:
        return None
    return place if place.started_at.tzinfo is not None else None


def _last_looked_at(session: Session, led: list[ColumnElement[bool]], walked: int) -> datetime | None:
    """How far back the walk goes, read off the index alone; None where all are fewer."""
    latest = select(Call.started_at).where(*led).order_by(Call.started_at.desc())
    return session.scalar(latest.offset(walked - 1).limit(1))


def _not_leading(column: InstrumentedAttribute[T]) -> ColumnElement[T]:
    """The column said so that no planner enters an index by it."""
    return func.coalesce(column, column)


def _led(asked: Asked) -> list[ColumnElement[bool]]:
    """The one condition by which an index is entered; without it the order of the list leads."""
    if asked.reason:
        return [Call.because(asked.reason)]
    return [Call.state == asked.state] if asked.state is not None else []


def _within(asked: Asked, after: Place | None, started_at: StartedAt) -> Iterator[ColumnElement[bool]]:
    if asked.since is not None:
        yield started_at >= asked.since
    if asked.before is not None:
        yield started_at < asked.before
    if after is not None:  # said this way, an index is entered at the place
        yield and_(started_at <= after.started_at, or_(started_at < after.started_at, Call.id < after.call_id))


def _others(asked: Asked, *, is_named: bool) -> Iterator[ColumnElement[bool]]:
    """What every call on the way has to be looked at for."""
    if asked.reason and is_named:
        yield _not_leading(Call.reason) == asked.reason
    if asked.state is not None and (asked.reason or is_named):
        yield _not_leading(Call.state) == asked.state
    if asked.queue:
        yield Call.queue == asked.queue
    if asked.direction is not None:
        yield Call.direction == asked.direction
    if asked.number:
        yield Call.dialled_number == asked.number


def _drawn_by(number: str) -> ColumnElement[bool]:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return false()
    drawn = select(Selection.call_id).join(Draw, Draw.id == Selection.draw_id).where(Draw.number == int(number))
    return Call.id.in_(drawn)
