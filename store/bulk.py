"""Insert thousands of rows at once: COPY on PostgreSQL, one executemany on SQLite. Defaults of columns do not apply."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Dialect,
    String,
    Table,
    any_,
    func,
    literal,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

_NOTHING: Final = object()


def insert_columns(session: Session, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows given column by column, each value stored as the column's type stores it."""
    if not next(iter(columns.values())):
        return
    connection = session.connection()
    named = [column for column in table.columns if column.name in columns]
    rows = zip(*(_stored(column, columns[column.name], connection.dialect) for column in named), strict=True)
    quote = connection.dialect.identifier_preparer
    target = f"{quote.format_table(table)} ({', '.join(map(quote.format_column, named))})"
    if connection.dialect.name == "postgresql":
        _copy(connection, target, rows)
    else:
        statement = f"INSERT INTO {target} VALUES ({', '.join('?' * len(named))})"  # noqa: S608 - our own names only
        connection.exec_driver_sql(statement, list(rows))


def one_at_a_time(session: Session, lock: int) -> None:
    """Wait until nobody else holds `lock`, and keep it to the end of the transaction. SQLite has one writer anyhow."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(lock)))


def one_of_many(session: Session, column: InstrumentedAttribute[str], values: Sequence[str]) -> ColumnElement[bool]:
    """`column IN values` for thousands of values; on PostgreSQL they are one parameter."""
    if session.get_bind().dialect.name == "postgresql":
        return column == any_(literal(list(values), ARRAY(String)))
    return column.in_(values)


def _stored(column: Column[Any], values: Sequence[Any], dialect: Dialect) -> Iterable[Any]:
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    return values if process is None else map(_remembering(process), values)


def _remembering(process: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Most columns say the same thing row after row; the very same object is stored the same way."""
    last: Any = _NOTHING
    kept: Any = None

    def processed(value: Any) -> Any:
        nonlocal last, kept
        if value is not last:
            last, kept = value, process(value)
        return kept

    return processed


def _copy(connection: Connection, target: str, rows: Iterable[tuple[Any, ...]]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
