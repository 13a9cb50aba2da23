"""Which rows speak of which stored files. Every column whose name ends in `blob` holds a key."""

from collections.abc import Iterator

from sqlalchemy import Column, select
from sqlalchemy.orm import Session

from store.base import Base


def blob_columns() -> Iterator[Column[str]]:
    """Found in the tables themselves, so that a new one is not forgotten."""
    import store.tables.all  # noqa: F401 - every table, whoever asks

    for table in Base.metadata.sorted_tables:
        yield from (column for column in table.columns if column.name.endswith("blob"))


def used_keys(session: Session) -> set[str]:
    """Keys of all files that any row needs."""
    return {
        key
        for column in blob_columns()
        for key in session.scalars(select(column).where(column.is_not(None)).distinct())
    }


def is_used(session: Session, key: str) -> bool:
    return any(session.scalar(select(column).where(column == key).limit(1)) for column in blob_columns())
