"""The last search of an erasure: is anything left that speaks of these calls?

First by structure: rows that had to go, columns that had to be empty. Then by value, through every column of text of
every table: the calls' numbers, the names of their files, the customer's keyed hash. And the files themselves.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy import JSON, Column, ColumnElement, Enum, String, Table, cast, func, or_, select
from sqlalchemy.orm import Session

from store.blobs import Blobs
from store.tables.all import metadata
from store.tables.call import Call
from store.tables.erasure import Erasure
from store.tables.excerpt import Excerpt
from store.tables.recording import Recording
from store.tables.searchable import Searchable
from store.tables.transcript import Transcript
from worker.forgetting import GOES

SHORT: Final = 6
"""A number of fewer letters is part of many words: it is only looked for as the whole of a value."""
AT_ONCE: Final = 30
OWN: Final = frozenset({("call", "external_id"), ("recording", "file_name")})
"""Columns that name other calls by right: of the erased ones they were looked at by structure."""


@dataclass
class Search:
    """What was searched, and the places where something was found as "table.column"."""

    tables: int = 0
    columns: int = 0
    values: int = 0
    """Values that were looked for."""
    files: int = 0
    found: list[str] = field(default_factory=list)


def search(
    session: Session, blobs: Blobs, *, call_ids: Sequence[UUID], needles: Sequence[str], files: Sequence[str]
) -> Search:
    """Look everywhere. `files` are keys that are in the store no more, unless another call has the same bytes."""
    done = Search(values=len(needles), files=len(files))
    spelled = sorted({*needles, *(json.dumps(needle)[1:-1] for needle in needles)})
    for start in range(0, len(call_ids), AT_ONCE):
        done.found += _structure(session, call_ids[start : start + AT_ONCE])
    for table in metadata.sorted_tables:
        columns = list(_text_columns(table))
        if columns and table is not Erasure.__table__:
            done.tables += 1
            done.columns += len(columns)
            done.found += _values(session, table, columns, spelled)
    done.found += [f"file {key[:12]}" for key in files if blobs.exists(key)]
    done.found = sorted(set(done.found))
    return done


def _structure(session: Session, ids: Sequence[UUID]) -> Iterator[str]:
    """Tables that still have rows of these calls, or columns that are not empty."""
    for table in GOES:
        if _any(session, table.call_id.in_(ids)):  # type: ignore[attr-defined]
            yield table.__tablename__
    if _any(session, (Searchable.kind == Transcript.SEARCHED_AS) & Searchable.subject_id.in_(ids)):
        yield Searchable.__tablename__
    emptied: dict[str, ColumnElement[bool]] = {
        "call": Call.id.in_(ids) & or_(Call.erased_at.is_(None), Call.customer_hash != "", Call.agent != ""),
        "recording": Recording.call_id.in_(ids) & or_(Recording.blob.is_not(None), Recording.file_name != ""),
        "excerpt": Excerpt.call_id.in_(ids)
        & or_(Excerpt.quote != "", Excerpt.web_blob.is_not(None), Excerpt.feed_blob.is_not(None)),
    }
    yield from (name for name, condition in emptied.items() if _any(session, condition))


def _any(session: Session, condition: ColumnElement[bool]) -> bool:
    return bool(session.scalar(select(func.count()).where(condition)))


def _text_columns(table: Table) -> Iterator[Column[Any]]:
    for column in table.columns:
        is_text = isinstance(column.type, (String, JSON)) and not isinstance(column.type, Enum)
        if is_text and (table.name, column.name) not in OWN:
            yield column


def _values(session: Session, table: Table, columns: Sequence[Column[Any]], needles: Sequence[str]) -> Iterator[str]:
    """Columns in which a needle stands as a word of its own."""
    for start in range(0, len(needles), AT_ONCE):
        some = needles[start : start + AT_ONCE]
        pattern = re.compile("|".join(_word(needle) for needle in some))
        texts = [cast(column, String) for column in columns]
        hit = or_(*(_holds(text, needle) for text in texts for needle in some))
        for row in session.execute(select(*texts).where(hit).execution_options(yield_per=500)):
            for column, value in zip(columns, row, strict=True):
                if value and pattern.search(value):
                    yield f"{table.name}.{column.name}"


def _holds(text: ColumnElement[str], needle: str) -> ColumnElement[bool]:
    return text == needle if len(needle) < SHORT else text.contains(needle, autoescape=True)


def _word(needle: str) -> str:
    """As a whole value where it is short, else not as a part of a longer number or name."""
    escaped = re.escape(needle)
    return rf"\A{escaped}\Z" if len(needle) < SHORT else rf"(?<![\w-]){escaped}(?![\w-])"
