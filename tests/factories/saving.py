"""Adding one row at a time: without ORM relationships, the order of inserts is ours to keep."""

from typing import TypeVar

from sqlalchemy.orm import Session

from store.base import Base

Row = TypeVar("Row", bound=Base)


def saved(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row
