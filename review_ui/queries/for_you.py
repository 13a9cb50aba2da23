"""What waits for one person: questions, requests to own an answer together, mentions, answers to own questions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.permissions import excerpts_heard_by
from respond.mentions import mentions_of
from respond.questions import questions_for
from store.tables.cause import Cause
from store.tables.comment import Comment
from store.tables.excerpt import Excerpt
from store.tables.joint_owner import JointOwner, JointOwnerState
from store.tables.mention import Mention, MentionedIn
from store.tables.person import Person
from store.tables.question import Question
from store.tables.reply import Reply

RECENT: Final = timedelta(days=60)
MOST: Final = 100


@dataclass(frozen=True)
class About:
    """The excerpt something is about."""

    excerpt: Excerpt
    cause: Cause


@dataclass(frozen=True)
class QuestionForYou:
    question: Question
    about: About
    other: Person
    """Who asked; for an own question who answers."""


@dataclass(frozen=True)
class RequestForYou:
    joint: JointOwner
    about: About
    asked_by: Person


@dataclass(frozen=True)
class MentionOfYou:
    mention: Mention
    about: About
    by: Person
    text: str


@dataclass(frozen=True)
class ForYou:
    questions: list[QuestionForYou]
    requests: list[RequestForYou]
    mentions: list[MentionOfYou]
    answered: list[QuestionForYou]
    """Own questions with their answer, or still without."""

    @property
    def is_empty(self) -> bool:
        return not (self.questions or self.requests or self.mentions or self.answered)


def waiting_for_you(session: Session, person: Person) -> int:
    """How much of it is new: the number beside the door."""
    unseen = select(func.count()).where(Mention.person_id == person.id, Mention.seen_at.is_(None))
    asked = select(func.count()).where(
        Question.expert_id == person.id, Question.answered_at.is_(None), Question.withdrawn_at.is_(None)
    )
    joint = select(func.count()).where(JointOwner.person_id == person.id, JointOwner.state == JointOwnerState.ASKED)
    total = select(unseen.scalar_subquery() + asked.scalar_subquery() + joint.scalar_subquery())
    return session.scalar(total) or 0


def for_you(session: Session, person: Person, *, now: datetime) -> ForYou:
    people = {one.id: one for one in session.scalars(select(Person))}
    own = select(Question).where(
        Question.asked_by_id == person.id, Question.withdrawn_at.is_(None), Question.asked_at > now - RECENT
    )
    requests = select(JointOwner).where(JointOwner.person_id == person.id, JointOwner.state == JointOwnerState.ASKED)
    return ForYou(
        questions=[
            QuestionForYou(row, _about(session, row.excerpt_id), people[row.asked_by_id])
            for row in session.scalars(questions_for(person))
        ],
        requests=[
            RequestForYou(row, _about(session, row.excerpt_id), people[row.asked_by_id])
            for row in session.scalars(requests.order_by(JointOwner.asked_at))
        ],
        mentions=_mentions(session, person, people),
        answered=[
            QuestionForYou(row, _about(session, row.excerpt_id), people[row.expert_id])
            for row in session.scalars(own.order_by(Question.asked_at.desc()))
        ],
    )


def _mentions(session: Session, person: Person, people: dict[UUID, Person]) -> list[MentionOfYou]:
    """Only what this person may still hear: a door that closed stays closed."""
    rows = session.scalars(
        mentions_of(person).join(Excerpt, Excerpt.id == Mention.excerpt_id).where(excerpts_heard_by(person)).limit(MOST)
    )
    return [
        MentionOfYou(row, _about(session, row.excerpt_id), people[row.by_id], text)
        for row in rows
        if (text := _text_of(session, row))
    ]


def _text_of(session: Session, mention: Mention) -> str:
    """What was written; nothing of an answer that was taken back."""
    if mention.mentioned_in is MentionedIn.COMMENT:
        return session.get_one(Comment, mention.row_id).text
    if mention.mentioned_in is MentionedIn.QUESTION:
        return session.get_one(Question, mention.row_id).text
    reply = session.get_one(Reply, mention.row_id)
    return "" if reply.withdrawn_at else " ".join(filter(None, (reply.role_played, reply.will_change)))


def _about(session: Session, excerpt_id: UUID) -> About:
    excerpt = session.get_one(Excerpt, excerpt_id)
    return About(excerpt, session.get_one(Cause, excerpt.cause_id))
