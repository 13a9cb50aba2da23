"""The roll-ups by name, and the two things that are written to them beside the triggers: folding and repairs.

On PostgreSQL every connection adds to lines of its own (`writer`), so that a hundred workers that move calls of one
day never wait for each other. Folding brings those lines together; until then readers add them up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Insert, Table, delete, func, literal, or_, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from store.base import Base
from store.tables.call_count import FOLDED, CallCount
from store.tables.link_count import LinkCount
from store.tables.number_count import NumberCount
from store.tables.refusal_count import RefusalCount

LOCK = 0x1157_C0DE
"""PostgreSQL's advisory lock of whoever writes folded lines."""


@dataclass(frozen=True)
class Rollup:
    table: type[Base]
    keys: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def rows(self) -> Table:
        return self.table.metadata.tables[self.name]

    @property
    def name(self) -> str:
        return str(self.table.__tablename__)

    @property
    def key_columns(self) -> list[ColumnElement[Any]]:
        return [self.rows.c[name] for name in self.keys]

    @property
    def number_columns(self) -> list[ColumnElement[Any]]:
        return [self.rows.c[name] for name in self.numbers]


ROLLUPS = (
    Rollup(CallCount, ("day", "state", "reason"), ("calls", "handle_s")),
    Rollup(NumberCount, ("dialled_number", "day", "excluded"), ("calls", "handle_s")),
    Rollup(RefusalCount, ("day",), ("refusals",)),
    Rollup(LinkCount, ("kind", "driver_id", "day"), ("links",)),
)


def fold(session: Session) -> None:
    """Bring the lines of all connections together, except those that somebody is adding to just now."""
    if session.get_bind().dialect.name != "postgresql":
        return
    if session.scalar(select(func.pg_try_advisory_xact_lock(LOCK))):
        for rollup in ROLLUPS:
            session.execute(_folding(rollup))


def add(session: Session, rollup: Rollup, key: Sequence[Any], numbers: Sequence[int]) -> None:
    """Add to one folded line."""
    is_postgres = session.get_bind().dialect.name == "postgresql"
    if is_postgres:
        session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    values = dict(zip((*rollup.keys, *rollup.numbers, "writer"), (*key, *numbers, FOLDED), strict=True))
    inserting = (postgresql.insert if is_postgres else sqlite.insert)(rollup.rows).values(values)
    held = {name: rollup.rows.c[name] + inserting.excluded[name] for name in rollup.numbers}
    session.execute(inserting.on_conflict_do_update(index_elements=[*rollup.keys, "writer"], set_=held))


def _folding(rollup: Rollup) -> Insert:
    rows = rollup.rows
    identity = [*rollup.key_columns, rows.c.writer]
    free = select(*identity).where(rows.c.writer != FOLDED).with_for_update(skip_locked=True).cte("free")
    gone = delete(rows).where(tuple_(*identity).in_(select(free))).returning(*rows.c).cte("gone")
    keys = [gone.c[name] for name in rollup.keys]
    sums = [func.sum(gone.c[name]) for name in rollup.numbers]
    folded = select(*keys, literal(FOLDED), *sums).group_by(*keys).having(or_(*(one != 0 for one in sums)))
    inserting = postgresql.insert(rows).from_select([*rollup.keys, "writer", *rollup.numbers], folded)
    held = {name: rows.c[name] + inserting.excluded[name] for name in rollup.numbers}
    return inserting.on_conflict_do_update(index_elements=[*rollup.keys, "writer"], set_=held)
