"""The frame of a draw: which calls it may select, which came late, and how many stand outside it and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, false, func, literal, or_, select
from sqlalchemy.orm import Session

from store.tables.call import Call, CallState
from store.tables.call_count import CallCount
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.recording import Recording

LATE_UP_TO = timedelta(days=92)
"""A call that comes more than a quarter after it was made is counted, not drawn: its figures are long read."""

COUNTED_UP_TO = timedelta(days=457)
"""How far back calls are looked for that came too late."""

LISTED_BEFORE = "listed_before"
TOO_LATE = "too_late"

FIELDS = ("queue", "agent", "direction", "dialled_number", "source")
"""Fields that every call has."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A call as a draw sees it; `facts` holds the fields that name its stratum."""

    id: UUID
    started_at: datetime
    seconds: int
    """0 where nobody said how long it was."""
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Frame:
    """The calls a draw may select, and calls of the period outside it by reason."""

    calls: list[Framed]
    excluded: dict[str, int]


@dataclass(frozen=True)
class Counted:
    """Calls that share their facts."""

    facts: Mapping[str, str]
    calls: int
    seconds: int
    of_known_length: int


def read_frame(session: Session, starts_at: datetime, ends_at: datetime, fields: Sequence[str]) -> Frame:
    """The calls of a period and those that came late for earlier draws, without any that had its chance before."""
    inside = _unlisted(session, _inside(starts_at, ends_at), fields, since=starts_at)
    late = _unlisted(session, _late(session, starts_at), fields, since=starts_at - LATE_UP_TO)
    excluded = {reason: count for reason, count in session.execute(CallCount.exclusions(starts_at, ends_at))}
    more = {LISTED_BEFORE: inside.listed, TOO_LATE: _too_late(session, starts_at)}
    return Frame(inside.calls + late.calls, excluded | {reason: count for reason, count in more.items() if count})


def count_calls(session: Session, starts_at: datetime, ends_at: datetime, fields: Sequence[str]) -> list[Counted]:
    """Every call of a period that no reason keeps out, drawn before or not, counted by the database."""
    values = [getattr(Call, name) if name in FIELDS else Call.extra[name].as_string() for name in fields]
    known = func.sum(case((Call.duration_s > 0, 1), else_=0))
    columns: list[Any] = [func.count(), func.sum(Call.duration_s), known, *values]
    rows = session.execute(select(*columns).where(_inside(starts_at, ends_at)).group_by(*values))
    return [
        Counted({name: str(value or "") for name, value in zip(fields, said, strict=True)}, calls, seconds, of_known)
        for calls, seconds, of_known, *said in rows
    ]


@dataclass(frozen=True)
class _Unlisted:
    calls: list[Framed]
    listed: int
    """Calls that were left out because an earlier draw listed them."""


def _unlisted(session: Session, condition: ColumnElement[bool], fields: Sequence[str], *, since: datetime) -> _Unlisted:
    """`since`: before then no such call was made, so draws of earlier periods cannot have listed one."""
    found = list(_read(session, condition, fields))
    known = listed(session, {call.id.hex for call in found}, since)
    return _Unlisted([call for call in found if call.id.hex not in known], len(known))


def _read(session: Session, condition: ColumnElement[bool], fields: Sequence[str]) -> Iterator[Framed]:
    known = [name for name in fields if name in FIELDS]
    columns: list[Any] = [Call.id, Call.started_at, Call.duration_s, *(getattr(Call, name) for name in known)]
    columns.append(Call.extra if len(known) < len(fields) else literal(None))
    for call_id, started_at, seconds, *values, extra in session.execute(select(*columns).where(condition)):
        facts = dict(zip(known, map(str, values), strict=True))
        facts |= {name: str((extra or {}).get(name, "")) for name in fields if name not in FIELDS}
        yield Framed(call_id, started_at, seconds, facts)


def listed(session: Session, ids: set[str], since: datetime) -> set[str]:
    """Those that stand on the manifest of an earlier draw of calls: they had their chance. An abandoned draw gave none.

    Lists are read one at a time: a year of them does not fit into memory.
    """
    found = set[str]()
    for draw_id in session.scalars(select(Draw.id).where(_counts(), Draw.ends_at > since)).all() if ids else ():
        found.update(str(line[0]) for line in session.scalars(select(Draw.manifest).where(Draw.id == draw_id)).one())
        found &= ids
    return found


def _inside(starts_at: datetime, ends_at: datetime) -> ColumnElement[bool]:
    return (Call.started_at >= starts_at) & (Call.started_at < ends_at) & (Call.state != CallState.EXCLUDED)


def _late(session: Session, starts_at: datetime) -> ColumnElement[bool]:
    """Calls of earlier periods that came, or whose recording came, after the draw of their own period.

    The draws are read first: a subquery would walk past the long list of each one for every call.
    """
    since = starts_at - LATE_UP_TO
    periods = select(Draw.starts_at, Draw.ends_at, Draw.committed_at)
    drawn = session.execute(periods.where(_counts(), Draw.ends_at > since, Draw.starts_at < starts_at)).all()
    missed = [
        _inside(max(begin, since), min(end, starts_at)) & (_arrived_after(committed_at))
        for begin, end, committed_at in drawn
    ]
    return or_(false(), *missed)


def _arrived_after(committed_at: datetime) -> ColumnElement[bool]:
    heard_later = select(Recording.id).where(Recording.call_id == Call.id, Recording.received_at > committed_at)
    return (Call.received_at > committed_at) | heard_later.exists()


def _too_late(session: Session, starts_at: datetime) -> int:
    """Calls that came since the draw before, for a time in which draws were made more than a quarter ago."""
    earlier = (_counts(), Draw.ends_at <= starts_at)
    before = session.scalar(select(func.max(Draw.committed_at)).where(*earlier))
    first = session.scalar(select(func.min(Draw.starts_at)).where(*earlier))
    if before is None or first is None:
        return 0
    since = max(first, starts_at - COUNTED_UP_TO)
    very_late = select(func.count()).where(_inside(since, starts_at - LATE_UP_TO), Call.received_at > before)
    return session.scalar(very_late) or 0


def _counts() -> ColumnElement[bool]:
    return (Draw.purpose == DrawPurpose.CALLS) & (Draw.state != DrawState.ABANDONED)
