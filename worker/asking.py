"""Tells people by mail that their word is wanted: a question, a request to own it together, a remark that names them.

The rows wait under "For you" whether or not a mail leaves. Whoever stopped the mails, may not hear the excerpt any more
or has done what was asked gets none.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.permissions import may_hear_excerpt
from deliver.asked_mail import Asked, asked_message
from deliver.smtp import PostError, post_of
from deliver.stops import mail_stop
from store.base import Base
from store.installation import Installation
from store.tables.cause import Cause
from store.tables.excerpt import Excerpt
from store.tables.joint_owner import JointOwner, JointOwnerState
from store.tables.mention import Mention
from store.tables.person import Person
from store.tables.question import Question
from worker.jobs import Claim, enqueue
from worker.queues import Kind
from worker.step import Write

TABLES: Final[dict[str, type[Base]]] = {"question": Question, "request": JointOwner, "mention": Mention}


def tell_asked(session: Session, excerpt: Excerpt, *, now: datetime) -> None:
    """Enqueue a mail for everything about this excerpt that waits for somebody; what was told is not told again."""
    for kind, row_id in _waiting(session, excerpt):
        enqueue(session, Kind.TELL_ASKED, f"{kind}/{row_id}", now=now)


def post_asked(installation: Installation, claim: Claim) -> Write:
    """Post the notice; one that surely did not leave is tried again with the job."""
    kind, _, row_id = claim.subject.partition("/")
    settings = installation.settings
    with installation.readers() as session:
        row = session.get(TABLES[kind], UUID(row_id))
        told = _told(session, row)
    if told is None:
        return _nothing_more
    asked, by, to, asked_at = told
    message = asked_message(
        asked, by=by, to=to, sender=settings.mail.sender, base_url=settings.base_url, sent_at=asked_at
    )
    try:
        post_of(settings).send(message)
    except PostError as error:
        if error.may_go_later:
            raise OSError("the notice did not leave; the job is tried again") from error
    return _nothing_more


def _waiting(session: Session, excerpt: Excerpt) -> Iterator[tuple[str, UUID]]:
    questions = select(Question.id).where(
        Question.excerpt_id == excerpt.id, Question.answered_at.is_(None), Question.withdrawn_at.is_(None)
    )
    requests = select(JointOwner.id).where(
        JointOwner.excerpt_id == excerpt.id, JointOwner.state == JointOwnerState.ASKED
    )
    mentions = select(Mention.id).where(Mention.excerpt_id == excerpt.id, Mention.seen_at.is_(None))
    for kind, wanted in (("question", questions), ("request", requests), ("mention", mentions)):
        yield from ((kind, row_id) for row_id in session.scalars(wanted))


def _told(session: Session, row: Base | None) -> tuple[Asked, Person, Person, datetime] | None:
    """What is told by whom to whom and since when; None where nobody waits or nothing may be told any more."""
    match row:
        case Question(answered_at=None, withdrawn_at=None):
            found = "asks you a question", row.asked_by_id, row.expert_id, row.asked_at, f"#question-{row.id}"
        case JointOwner(state=JointOwnerState.ASKED):
            found = "asks whether it is yours too", row.asked_by_id, row.person_id, row.asked_at, "#together"
        case Mention(seen_at=None):
            found = "names you", row.by_id, row.person_id, row.mentioned_at, ""
        case _:
            return None
    what, by_id, to_id, asked_at, anchor = found
    excerpt, to = session.get_one(Excerpt, row.excerpt_id), session.get_one(Person, to_id)
    if not to.is_active or mail_stop(session, to) is not None or not may_hear_excerpt(session, to, excerpt):
        return None
    cause = session.get_one(Cause, excerpt.cause_id).name
    asked = Asked(row.id.hex, what, cause, f"/excerpts/{excerpt.id}{anchor}")
    return asked, session.get_one(Person, by_id), to, asked_at


def _nothing_more(_session: Session, _now: datetime) -> None:
    """The row under "For you" is what lasts."""
