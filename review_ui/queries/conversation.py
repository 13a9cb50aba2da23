"""What people said about an excerpt: answers, who owns it together, questions, remarks in threads, a dispute."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.permissions import Action, causes_promised_by, may, may_answer_excerpt
from accounts.policies import Decision, to_dispute
from respond import disputes, replies
from respond.listens import has_heard
from respond.questions import experts
from store.tables.cause import Cause
from store.tables.comment import Comment
from store.tables.digest import Digest
from store.tables.dispute import Dispute, DisputeState
from store.tables.excerpt import Excerpt
from store.tables.joint_owner import JointOwner, JointOwnerState
from store.tables.label import Label
from store.tables.person import Person, Role
from store.tables.question import Question
from store.tables.reply import Reply


@dataclass(frozen=True)
class Given:
    """An answer that stands."""

    reply: Reply
    by: Person
    can_undo: bool


@dataclass(frozen=True)
class Together:
    """Somebody who was asked to own the answer too."""

    joint: JointOwner
    person: Person
    asked_by: Person


@dataclass(frozen=True)
class Asked:
    question: Question
    by: Person
    expert: Person


@dataclass(frozen=True)
class Thread:
    comment: Comment
    by: Person
    answers: list[tuple[Comment, Person]]


@dataclass(frozen=True)
class Conversation:
    """Everything below the sound, as one person sees it."""

    may_answer: bool
    may_commit: bool
    given: list[Given]
    together: list[Together]
    can_ask: list[Person]
    """Executives who may be asked to own it too."""
    questions: list[Asked]
    experts: list[Person]
    threads: list[Thread]
    dispute: Dispute | None
    """This person's own."""
    dispute_decision: Decision
    can_undo_dispute: bool
    corrected_to: str
    """The cause a second reviewer heard instead; empty unless a dispute was upheld."""

    @property
    def own_reply(self) -> Reply | None:
        """The newest answer that this person may build on."""
        return self.given[-1].reply if self.given else None

    def invitation_of(self, person: Person) -> Together | None:
        """What this person was asked and has not answered yet."""
        open_ones = (one for one in self.together if one.joint.state is JointOwnerState.ASKED)
        return next((one for one in open_ones if one.person.id == person.id), None)


def conversation_of(session: Session, excerpt: Excerpt, person: Person) -> Conversation:
    people = {one.id: one for one in session.scalars(select(Person))}
    together = _together(session, excerpt, people)
    dispute = session.scalar(
        select(Dispute).where(
            Dispute.excerpt_id == excerpt.id,
            Dispute.person_id == person.id,
            Dispute.state != DisputeState.WITHDRAWN,
        )
    )
    heard = has_heard(session, excerpt, person)
    return Conversation(
        may_answer=may_answer_excerpt(session, person, excerpt),
        may_commit=may(person, Action.COMMIT)
        and session.scalar(causes_promised_by(person).where(Cause.id == excerpt.cause_id)) is not None,
        given=_given(session, excerpt, person, people),
        together=together,
        can_ask=_can_ask(session, excerpt, person, together, list(people.values())),
        questions=_questions(session, excerpt, people),
        experts=experts(session, person),
        threads=_threads(session, excerpt, people),
        dispute=dispute,
        dispute_decision=to_dispute(heard=heard, already_open=dispute is not None),
        can_undo_dispute=dispute is not None and disputes.undo_decision(session, dispute, person).is_allowed,
        corrected_to=corrected_to(session, excerpt),
    )


def corrected_to(session: Session, excerpt: Excerpt) -> str:
    """The name of the cause that settled an upheld dispute of this excerpt."""
    heard = (
        select(Cause.name)
        .join(Label, Label.cause_id == Cause.id)
        .join(Dispute, Dispute.label_id == Label.id)
        .where(Dispute.excerpt_id == excerpt.id, Dispute.state == DisputeState.UPHELD)
        .order_by(Dispute.settled_at.desc())
    )
    return session.scalars(heard.limit(1)).first() or ""


def _given(session: Session, excerpt: Excerpt, person: Person, people: dict[UUID, Person]) -> list[Given]:
    """In the order they were given."""
    standing = list(session.scalars(replies.replies_to(excerpt)))[::-1]
    return [
        Given(reply, people[reply.person_id], replies.undo_decision(session, reply, person).is_allowed)
        for reply in standing
    ]


def _together(session: Session, excerpt: Excerpt, people: dict[UUID, Person]) -> list[Together]:
    rows = session.scalars(
        select(JointOwner)
        .where(JointOwner.excerpt_id == excerpt.id, JointOwner.state != JointOwnerState.WITHDRAWN)
        .order_by(JointOwner.asked_at)
    )
    return [Together(row, people[row.person_id], people[row.asked_by_id]) for row in rows]


def _can_ask(
    session: Session, excerpt: Excerpt, person: Person, together: Sequence[Together], everybody: Sequence[Person]
) -> list[Person]:
    digest, cause = session.get_one(Digest, excerpt.digest_id), session.get_one(Cause, excerpt.cause_id)
    own_it = {person.id, digest.person_id, cause.owner_id, *(one.person.id for one in together)}
    free = [one for one in everybody if one.is_active and one.role is Role.EXECUTIVE and one.id not in own_it]
    return sorted(free, key=lambda one: one.name)


def _questions(session: Session, excerpt: Excerpt, people: dict[UUID, Person]) -> list[Asked]:
    rows = session.scalars(
        select(Question)
        .where(Question.excerpt_id == excerpt.id, Question.withdrawn_at.is_(None))
        .order_by(Question.asked_at, Question.id)
    )
    return [Asked(row, people[row.asked_by_id], people[row.expert_id]) for row in rows]


def _threads(session: Session, excerpt: Excerpt, people: dict[UUID, Person]) -> list[Thread]:
    rows = session.scalars(
        select(Comment).where(Comment.excerpt_id == excerpt.id).order_by(Comment.commented_at, Comment.id)
    )
    threads: dict[UUID, Thread] = {}
    for comment in rows:
        by = people[comment.person_id]
        if comment.parent_id in threads:
            threads[comment.parent_id].answers.append((comment, by))
        else:
            threads[comment.id] = Thread(comment, by, [])
    return list(threads.values())
