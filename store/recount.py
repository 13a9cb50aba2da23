"""Count everything again and compare with the roll-ups; they must agree to the last call and second."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, String, case, cast, func, literal, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.rollups import ROLLUPS, Rollup, add
from store.tables.call import Call, CallState, Direction
from store.tables.call_count import CallCount, total
from store.tables.driver_link import DriverLink
from store.tables.link_count import LinkCount
from store.tables.number_count import NumberCount
from store.tables.refusal import Refusal


@dataclass(frozen=True)
class WrongLine:
    """A line of a roll-up that is not what its rows say."""

    rollup: Rollup
    key: tuple[Any, ...]
    too_many: tuple[int, ...]
    """What the roll-up holds beyond the rows, for each of its numbers."""

    def __str__(self) -> str:
        numbers = ", ".join(
            f"{number:+d} {name}" for name, number in zip(self.rollup.numbers, self.too_many, strict=True)
        )
        return f"{self.rollup.name} of {', '.join(str(part) or '–' for part in self.key)}: {numbers}"


def wrong_lines(session: Session) -> list[WrongLine]:
    """Every line that disagrees with a full recount, each roll-up seen at one instant. Reads every call."""
    return [line for rollup in ROLLUPS for line in _wrong_lines(session, rollup)]


def repair(session: Session, lines: list[WrongLine]) -> None:
    """Take what is too much off each line. Whoever writes at the same time is neither stopped nor undone."""
    for line in lines:
        add(session, line.rollup, line.key, tuple(-number for number in line.too_many))


def _wrong_lines(session: Session, rollup: Rollup) -> Iterator[WrongLine]:
    """One statement, so that no change falls between reading the roll-up and counting the rows."""
    kept = select(*rollup.key_columns, *rollup.number_columns)
    both = kept.union_all(_counted(rollup, session.get_bind().dialect.name)).subquery()
    parts = [both.c[name] for name in rollup.keys]
    numbers = [both.c[name] for name in rollup.numbers]
    differs = func.sum(numbers[0]) != 0
    for number in numbers[1:]:
        differs |= func.sum(number) != 0
    rows = session.execute(select(*parts, *map(total, numbers)).group_by(*parts).having(differs).order_by(*parts))
    for row in rows:
        yield WrongLine(rollup, tuple(row[: len(parts)]), tuple(row[len(parts) :]))


def _counted(rollup: Rollup, dialect: str) -> Select[*tuple[Any, ...]]:
    """What the roll-up should hold, with the sign turned."""
    if rollup.table is CallCount:
        keys = [_day(Call.started_at, dialect), Call.state, Call.reason]
        return select(*keys, -func.count(), -func.sum(Call.handle_s)).group_by(*keys)
    if rollup.table is NumberCount:
        excluded = case((Call.state == CallState.EXCLUDED, Call.reason), else_="")
        keys = [Call.dialled_number.expression, _day(Call.started_at, dialect), excluded]
        ours = (Call.direction == Direction.INBOUND) & (Call.dialled_number != "")
        return select(*keys, -func.count(), -func.sum(Call.handle_s)).where(ours).group_by(*keys)
    if rollup.table is LinkCount:
        keys = [cast(DriverLink.kind, String), DriverLink.driver_id.expression, _day(Call.started_at, dialect)]
        return select(*keys, -func.count()).join(Call, Call.id == DriverLink.call_id).group_by(*keys)
    day = _day(Refusal.refused_at, dialect)
    return select(day, -func.count()).group_by(day)


def _day(at: InstrumentedAttribute[Any], dialect: str) -> ColumnElement[Any]:
    """The UTC day of an instant, as the triggers take it."""
    if dialect == "sqlite":
        return type_coerce(func.substr(at, 1, 10), Date)
    return cast(func.timezone(literal("UTC"), at), Date)
