"""What several lists are narrowed by, in one spelling."""

from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Path, Query
from pydantic import AwareDatetime
from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute

Wanted = TypeVar("Wanted", bound=Select[*tuple[Any, ...]])
StartsAt = Annotated[
    AwareDatetime | None,
    Query(description="From this instant on, with its zone", examples=["2026-11-01T00:00:00Z"]),
]
EndsAt = Annotated[
    AwareDatetime | None,
    Query(description="Before this instant, with its zone", examples=["2026-12-01T00:00:00Z"]),
]
Word = Annotated[str, Query(max_length=120, pattern=r"^[^\x00]*$")]
"""One value of a field as it is spelled; empty does not narrow."""
Number = Annotated[int, Path(ge=1, le=2_000_000_000)]


def within(
    query: Wanted, at: InstrumentedAttribute[Any], starts_at: AwareDatetime | None, ends_at: AwareDatetime | None
) -> Wanted:
    """Rows of [starts_at, ends_at)."""
    if starts_at is not None:
        query = query.where(at >= starts_at)
    return query.where(at < ends_at) if ends_at is not None else query


def narrowed(query: Wanted, *wanted: tuple[InstrumentedAttribute[Any], str | UUID | bool | None]) -> Wanted:
    """Rows whose columns have the wanted values; None and empty texts do not narrow."""
    for column, value in wanted:
        if value is not None and value != "":
            query = query.where(column == value)
    return query
