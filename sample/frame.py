"""The frame of a draw: which calls it may select, which came late, and how many stand outside it and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from store.tables.call import Call, CallState
from store.tables.call_count import CallCount
from store.tables.draw import Draw, DrawPurpose, DrawState

LATE_UP_TO = timedelta(days=92)
"""A call that comes more than a quarter after it was made is counted, not drawn: its figures are long read."""

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


def read_frame(session: Session, starts_at: datetime, ends_at: datetime, fields: Sequence[str]) -> Frame:
    """The calls of a period and those that came late for earlier draws, without any that had its chance before."""
    listed = _listed(session, starts_at - LATE_UP_TO)
    inside = list(calls_between(session, starts_at, ends_at, fields))
    fresh = [call for call in inside if call.id.hex not in listed]
    late = [call for call in _read(session, _late(starts_at), fields) if call.id.hex not in listed]
    excluded = {reason: count for reason, count in session.execute(CallCount.exclusions(starts_at, ends_at))}
    more = {LISTED_BEFORE: len(inside) - len(fresh), TOO_LATE: _too_late(session, starts_at)}
    return Frame(fresh + late, excluded | {reason: count for reason, count in more.items() if count})


def calls_between(session: Session, starts_at: datetime, ends_at: datetime, fields: Sequence[str]) -> Iterator[Framed]:
    """Every call of a period that no reason keeps out, drawn before or not."""
    inside = (Call.started_at >= starts_at) & (Call.started_at < ends_at) & (Call.state != CallState.EXCLUDED)
    return _read(session, inside, fields)


def _read(session: Session, condition: ColumnElement[bool], fields: Sequence[str]) -> Iterator[Framed]:
    known = [name for name in fields if name in FIELDS]
    columns: list[Any] = [
        Call.id,
        Call.started_at,
        Call.duration_s,
        Call.extra,
        *(getattr(Call, name) for name in known),
    ]
    for call_id, started_at, seconds, extra, *values in session.execute(select(*columns).where(condition)):
        facts = {name: str(extra.get(name, "")) for name in fields} | dict(zip(known, map(str, values), strict=True))
        yield Framed(call_id, started_at, seconds, facts)


def _listed(session: Session, since: datetime) -> set[str]:
    """Ids on the manifest of an earlier draw of calls: they had their chance. An abandoned draw gave none."""
    manifests = session.scalars(select(Draw.manifest).where(_counts(), Draw.ends_at > since))
    return {str(line[0]) for manifest in manifests for line in manifest}


def _late(starts_at: datetime) -> ColumnElement[bool]:
    """Calls of earlier periods that were drawn; those alone are late that no manifest lists."""
    return (
        (Call.started_at < starts_at)
        & (Call.started_at >= starts_at - LATE_UP_TO)
        & (Call.state != CallState.EXCLUDED)
        & _covering().exists()
    )


def _too_late(session: Session, starts_at: datetime) -> int:
    """Calls that came since the draw before, for a period drawn more than a quarter ago."""
    before = session.scalar(select(func.max(Draw.committed_at)).where(_counts(), Draw.ends_at <= starts_at))
    if before is None:
        return 0
    very_late = select(func.count()).where(
        Call.received_at > before,
        Call.started_at < starts_at - LATE_UP_TO,
        Call.state != CallState.EXCLUDED,
        _covering().exists(),
    )
    return session.scalar(very_late) or 0


def _covering() -> Select[UUID]:
    return select(Draw.id).where(_counts(), Draw.starts_at <= Call.started_at, Draw.ends_at > Call.started_at)


def _counts() -> ColumnElement[bool]:
    return (Draw.purpose == DrawPurpose.CALLS) & (Draw.state != DrawState.ABANDONED)
