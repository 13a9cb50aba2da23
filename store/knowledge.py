"""What people said about calls and promised, findable by its words: kept in the transaction that writes the row.

A listener on every session of an installation sees the rows that a flush wrote and keeps their words (`fulltext`);
`rebuild_knowledge` makes the same index from the rows alone.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from store.base import Base
from store.fulltext import forget_text, keep_text
from store.tables.comment import Comment
from store.tables.commitment import Commitment
from store.tables.dispute import Dispute, DisputeState
from store.tables.exception_request import ExceptionRequest
from store.tables.excerpt import Excerpt
from store.tables.question import Question
from store.tables.register_entry import RegisterEntry
from store.tables.reply import Reply
from store.tables.searchable import Searchable


def _of_excerpt(row: Any) -> str:
    words = (word["word"] for segment in row.segments for word in segment.get("words", ()))
    return f"{row.quote} {' '.join(words)}"


def _of_reply(row: Any) -> str:
    return "" if row.withdrawn_at else f"{row.role_played} {row.will_change} {row.put_in}"


def _of_dispute(row: Any) -> str:
    return "" if row.state is DisputeState.WITHDRAWN else row.why


def _of_question(row: Any) -> str:
    return "" if row.withdrawn_at else f"{row.text} {row.answer}"


TOLD: Final[dict[str, tuple[type[Base], Callable[[Any], str]]]] = {
    "excerpt": (Excerpt, _of_excerpt),
    "reply": (Reply, _of_reply),
    "dispute": (Dispute, _of_dispute),
    "question": (Question, _of_question),
    "comment": (Comment, lambda row: row.text),
    "register": (RegisterEntry, lambda row: f"{row.name} {row.text}"),
    "exception_request": (ExceptionRequest, lambda row: f"{row.promise} {row.why} {row.decision}"),
    "commitment": (Commitment, lambda row: f"{row.promise} {row.put_in} {row.moved}"),
}
"""Kinds of rows with the words they are found by; a row without words is not found."""

_KINDS: Final = {table: kind for kind, (table, _) in TOLD.items()}


def keep_knowledge(session: Session, _context: object) -> None:
    """After a flush: the words of what it wrote, and none of what it deleted."""
    changed = [row for row in (*session.new, *session.dirty) if type(row) in _KINDS]
    gone = [row for row in session.deleted if type(row) in _KINDS]
    if not changed and not gone:
        return
    with session.no_autoflush:
        for row in changed:
            _keep(session, row)
        for row in gone:
            forget_text(session, _KINDS[type(row)], [_id_of(row)])


def forget_excerpts(session: Session, excerpt_ids: list[UUID]) -> None:
    """The words of excerpts that are erased, and of everything said about them. Call it before their rows go."""
    for kind, (table, _) in TOLD.items():
        key = table.id if table is Excerpt else getattr(table, "excerpt_id", None)
        if key is not None:
            ids = list(session.scalars(select(table.id).where(key.in_(excerpt_ids))))  # type: ignore[attr-defined]
            forget_text(session, kind, ids)


def rebuild_knowledge(session: Session) -> int:
    """Make the index of these kinds anew from the rows. Returns how many rows can be found."""
    session.execute(delete(Searchable).where(Searchable.kind.in_(TOLD)))
    return sum(_keep(session, row) for table, _ in TOLD.values() for row in _rows(session, table))


def _rows(session: Session, table: type[Base]) -> Iterator[Base]:
    yield from session.scalars(select(table).execution_options(yield_per=500))


def _keep(session: Session, row: Base) -> bool:
    kind = _KINDS[type(row)]
    words = TOLD[kind][1](row).strip()
    if words:
        keep_text(session, kind, _id_of(row), words)
    else:
        forget_text(session, kind, [_id_of(row)])
    return bool(words)


def _id_of(row: Any) -> UUID:
    found: UUID = row.id
    return found
