"""The answer to one excerpt: what role did we play, what will we change, what do we put in, by when — or not ours."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.errors import StateForbidsError
from accounts.policies import Decision, to_undo_reply
from respond.errors import refuse
from respond.mentions import Mentioned, mentioned_in, record_mentions
from respond.typed import Redact, problem_with, problem_with_length, to_store
from store.resources import NOTHING_TOLD, Resources
from store.tables.commitment import Commitment, CommitmentState
from store.tables.excerpt import Excerpt
from store.tables.mention import MentionedIn
from store.tables.person import Person
from store.tables.reply import Reply, RoleReason


@dataclass(frozen=True, slots=True)
class Answer:
    """What was filled in. For "not ours", `role_played` says why not and the rest stays empty.

    For ours the chosen `reason` may say it all; only "something else" needs a sentence.
    """

    is_ours: bool
    role_played: str = ""
    reason: RoleReason | None = None
    will_change: str = ""
    put: Resources = NOTHING_TOLD
    put_in: str = ""
    due_date: date | None = None


def problems_of(answer: Answer, *, today: date) -> dict[str, str]:
    """What is wrong by field, in the order of the form; empty when the answer can be taken."""
    found = _problems_ours(answer, today) if answer.is_ours else _problems_not_ours(answer)
    return {field: message for field, message in found.items() if message}


def record_reply(
    session: Session, excerpt: Excerpt, *, by: Person, answer: Answer, redact: Redact, now: datetime
) -> Reply:
    """Store the answer as a new row; the latest one counts. Raises AnswerError naming the fields that are wrong."""
    refuse(problems_of(answer, today=now.date()))
    role, change = (mentioned_in(session, excerpt, text) for text in (answer.role_played, answer.will_change))
    refuse(_beside(role, "role_played") | _beside(change, "will_change"))
    reply = Reply(
        excerpt_id=excerpt.id,
        person_id=by.id,
        is_ours=answer.is_ours,
        role_played=to_store(role.text, redact),
        reason=answer.reason,
        will_change=to_store(change.text, redact),
        put=answer.put,
        put_in=to_store(answer.put_in, redact),
        due_date=answer.due_date,
        replied_at=now,
    )
    session.add(reply)
    session.flush()
    named = {*role.people, *change.people}
    record_mentions(session, excerpt, named, told=(MentionedIn.REPLY, reply.id), by=by, now=now)
    details = {"reply": str(reply.id), "is_ours": reply.is_ours}
    audit.record(session, by=by, action="answered excerpt", subject=f"excerpt:{excerpt.id}", details=details, now=now)
    return reply


def undo_decision(session: Session, reply: Reply, by: Person) -> Decision:
    """Whether `by` may take the answer back now."""
    promised = exists().where(Commitment.reply_id == reply.id, Commitment.state != CommitmentState.WITHDRAWN)
    return to_undo_reply(
        is_own=reply.person_id == by.id,
        is_undone=reply.withdrawn_at is not None,
        has_commitment=bool(session.scalar(select(promised))),
    )


def undo_reply(session: Session, reply: Reply, *, by: Person, now: datetime) -> Reply:
    """Take one's own answer back while nothing has followed. Raises StateForbidsError else."""
    decision = undo_decision(session, reply, by)
    if not decision.is_allowed:
        raise StateForbidsError(decision.why_not)
    reply.withdrawn_at = now
    session.flush()
    subject, details = f"excerpt:{reply.excerpt_id}", {"reply": str(reply.id)}
    audit.record(session, by=by, action="took back the answer to excerpt", subject=subject, details=details, now=now)
    return reply


def replies_to(excerpt: Excerpt) -> Select[Reply]:
    """All standing answers to an excerpt, newest first."""
    return (
        select(Reply)
        .where(Reply.excerpt_id == excerpt.id, Reply.withdrawn_at.is_(None))
        .order_by(Reply.replied_at.desc(), Reply.id)
    )


def _beside(mentioned: Mentioned, field: str) -> dict[str, str]:
    return {field: mentioned.problem} if mentioned.problem else {}


def _problems_ours(answer: Answer, today: date) -> dict[str, str | None]:
    return {
        "reason": None if answer.reason else "Please choose the reason that fits best.",
        "role_played": _problem_with_role(answer),
        "will_change": problem_with_length(answer.will_change),
        "put_in": problem_with_length(answer.put_in),
        "due_date": _problem_with_date(answer, today),
    }


def _problem_with_role(answer: Answer) -> str | None:
    if answer.reason is RoleReason.OTHER:
        return problem_with(answer.role_played, asked="what role we played")
    return problem_with_length(answer.role_played)


def _problem_with_date(answer: Answer, today: date) -> str | None:
    if answer.due_date is None:
        return "Please say by when." if answer.will_change.strip() else None
    if answer.due_date < today:
        return f"{answer.due_date:%d %B %Y} has passed; please choose today or a later day."
    if not answer.will_change.strip():
        return "A date needs a change to go with it: say what will be different by then, or leave the date empty."
    return None


def _problems_not_ours(answer: Answer) -> dict[str, str | None]:
    promised = bool(answer.will_change.strip() or answer.put_in.strip() or answer.put.is_told or answer.due_date)
    return {
        "role_played": problem_with(answer.role_played, asked="why it is not ours"),
        "is_ours": "An answer that promises a change is ours: choose “ours”, or clear the change."
        if promised
        else None,
        "reason": "A reason belongs to a role of ours: clear it, or choose “ours”." if answer.reason else None,
    }
