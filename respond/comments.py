"""Remarks on an excerpt, at a time code or on the whole."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts import audit
from respond.errors import refuse
from respond.mentions import mentioned_in, record_mentions
from respond.typed import Redact, problem_with, to_store
from store.tables.comment import Comment
from store.tables.excerpt import Excerpt
from store.tables.mention import MentionedIn
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
    answers: Comment | None = None,
) -> Comment:
    """Store a remark, or one that answers another; `at_ms` counts from the excerpt's start.

    Raises AnswerError for no text, somebody mentioned who may not hear the excerpt, or a time outside it.
    """
    problems = {}
    mentioned = mentioned_in(session, excerpt, text)
    if problem := problem_with(text, asked="something") or mentioned.problem:
        problems["text"] = problem
    if at_ms is not None and not 0 <= at_ms <= excerpt.end_ms - excerpt.start_ms:
        problems["at_ms"] = f"The excerpt lasts {excerpt.duration_s:.0f} seconds; choose a time inside it."
    refuse(problems)
    comment = Comment(
        excerpt_id=excerpt.id,
        person_id=by.id,
        parent_id=_thread_of(excerpt, answers),
        at_ms=at_ms,
        text=to_store(mentioned.text, redact),
        commented_at=now,
    )
    session.add(comment)
    session.flush()
    record_mentions(session, excerpt, mentioned.people, told=(MentionedIn.COMMENT, comment.id), by=by, now=now)
    subject, details = f"excerpt:{excerpt.id}", {"comment": str(comment.id)}
    audit.record(session, by=by, action="commented on excerpt", subject=subject, details=details, now=now)
    return comment


def comments_on(excerpt: Excerpt) -> Select[Comment]:
    """In the order they were made."""
    return select(Comment).where(Comment.excerpt_id == excerpt.id).order_by(Comment.commented_at, Comment.id)


def _thread_of(excerpt: Excerpt, answers: Comment | None) -> UUID | None:
    """An answer to an answer joins the same thread."""
    if answers is None or answers.excerpt_id != excerpt.id:
        return None
    return answers.parent_id or answers.id
