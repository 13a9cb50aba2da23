"""Remarks on an excerpt, at a time code or on the whole."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from respond.errors import refuse
from respond.typed import Redact, problem_with, to_store
from store.tables.comment import Comment
from store.tables.excerpt import Excerpt
from store.tables.person import Person


def add_comment(
    session: Session,
    excerpt: Excerpt,
    *,
    by: Person,
    text: str,
    redact: Redact,
    now: datetime,
    at_ms: int | None = None,
) -> Comment:
    """Store a remark; `at_ms` counts from the excerpt's start. Raises AnswerError for no text or a time outside it."""
    problems = {}
    if problem := problem_with(text, asked="something"):
        problems["text"] = problem
    if at_ms is not None and not 0 <= at_ms <= excerpt.end_ms - excerpt.start_ms:
        problems["at_ms"] = f"The excerpt lasts {excerpt.duration_s:.0f} seconds; choose a time inside it."
    refuse(problems)
    comment = Comment(
        excerpt_id=excerpt.id, person_id=by.id, at_ms=at_ms, text=to_store(text, redact), commented_at=now
    )
    session.add(comment)
    session.flush()
    return comment


def comments_on(excerpt: Excerpt) -> Select[Comment]:
    """In the order they were made."""
    return select(Comment).where(Comment.excerpt_id == excerpt.id).order_by(Comment.commented_at, Comment.id)
