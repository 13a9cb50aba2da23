"""Who may do what: one table from action to roles, and the rules that also look at the object.

Every route of the pages and of the API names one `Action`, or is public on purpose; a test walks the routes and fails
on one without a rule.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from accounts.errors import NotAllowedError
from store.tables.assignment import Assignment
from store.tables.cause import Cause
from store.tables.digest import Digest
from store.tables.excerpt import Excerpt
from store.tables.label import UNDO_FOR, Label, LabelPurpose
from store.tables.person import Person, Role


class Action(StrEnum):
    """What somebody wants to do, in the words of a refusal: "Your role does not ..."."""

    SEE_FIGURES = "show you the figures"
    SEE_LISTS = "show you causes and drivers"
    SEE_DRAWS = "show you the draws"
    PLAN_DRAWS = "let you say how calls are drawn"
    SEE_ACTIONS = "show you the commitments"
    SEE_CALLS = "show you call records"
    READ_CALLS = "let you read transcripts"
    HEAR_CALLS = "let you hear calls"
    RETRY_CALLS = "let you retry calls"
    CANCEL_CALLS = "let you cancel the work on calls"
    LABEL_CALLS = "let you label calls"
    SIT_AT_DESK = "have calls to label"
    LEAD_DESK = "let you fill the queues of the desk"
    SEE_AGREEMENT = "show you how far reviewers agree"
    HEAR_EXCERPTS = "let you hear excerpts"
    REPLY = "let you answer excerpts"
    DISPUTE = "let you dispute an attribution"
    COMMIT = "let you make commitments"
    COMMENT = "let you comment"
    SEE_MODEL = "show you the cause model"
    CHOOSE_MODEL = "let you choose the cause model"
    SEE_AUDIT = "show you the audit record"
    MANAGE_PEOPLE = "let you manage people"
    MANAGE_KEYS = "let you manage API keys"


_ADMIN, _LEAD, _REVIEWER = Role.ADMIN, Role.QA_LEAD, Role.REVIEWER
_EXECUTIVE, _AUDITOR, _SERVICE = Role.EXECUTIVE, Role.AUDITOR, Role.SERVICE

ROLES: Final[dict[Action, frozenset[Role]]] = {
    Action.SEE_FIGURES: frozenset(Role),
    Action.SEE_LISTS: frozenset(Role),
    Action.SEE_DRAWS: frozenset(Role),
    Action.PLAN_DRAWS: frozenset({_ADMIN, _LEAD}),
    Action.SEE_ACTIONS: frozenset({_ADMIN, _LEAD, _EXECUTIVE, _AUDITOR, _SERVICE}),
    Action.SEE_CALLS: frozenset({_ADMIN, _LEAD, _REVIEWER, _AUDITOR, _SERVICE}),
    Action.READ_CALLS: frozenset({_ADMIN, _LEAD, _REVIEWER, _SERVICE}),
    Action.HEAR_CALLS: frozenset({_ADMIN, _LEAD, _REVIEWER}),
    Action.RETRY_CALLS: frozenset({_ADMIN, _LEAD, _SERVICE}),
    Action.CANCEL_CALLS: frozenset({_ADMIN, _LEAD, _SERVICE}),
    Action.LABEL_CALLS: frozenset({_ADMIN, _LEAD, _REVIEWER, _SERVICE}),
    Action.SIT_AT_DESK: frozenset({_ADMIN, _LEAD, _REVIEWER, _EXECUTIVE, _SERVICE}),
    Action.LEAD_DESK: frozenset({_ADMIN, _LEAD}),
    Action.SEE_AGREEMENT: frozenset({_ADMIN, _LEAD, _AUDITOR}),
    Action.HEAR_EXCERPTS: frozenset({_ADMIN, _LEAD, _EXECUTIVE}),
    Action.REPLY: frozenset({_EXECUTIVE}),
    Action.DISPUTE: frozenset({_EXECUTIVE}),
    Action.COMMIT: frozenset({_EXECUTIVE}),
    Action.COMMENT: frozenset({_ADMIN, _LEAD, _EXECUTIVE}),
    Action.SEE_MODEL: frozenset({_ADMIN, _LEAD, _AUDITOR}),
    Action.CHOOSE_MODEL: frozenset({_ADMIN, _LEAD}),
    Action.SEE_AUDIT: frozenset({_ADMIN, _AUDITOR}),
    Action.MANAGE_PEOPLE: frozenset({_ADMIN}),
    Action.MANAGE_KEYS: frozenset({_ADMIN}),
}


def may(person: Person, action: Action) -> bool:
    return person.is_active and person.role in ROLES[action]


def require(person: Person, action: Action) -> None:
    """Raise NotAllowedError unless the person's role carries `action`."""
    if not may(person, action):
        raise NotAllowedError(action.value)


def excerpts_heard_by(person: Person) -> ColumnElement[bool]:
    """The object rule as a condition: executives hear what was sent to them or what they own, nothing else."""
    if person.role is not Role.EXECUTIVE:
        return true()
    sent = select(Digest.id).where(Digest.person_id == person.id)
    owned = select(Cause.id).where(Cause.owner_id == person.id)
    return or_(Excerpt.digest_id.in_(sent), Excerpt.cause_id.in_(owned))


def may_hear_excerpt(session: Session, person: Person, excerpt: Excerpt) -> bool:
    if not may(person, Action.HEAR_EXCERPTS):
        return False
    allowed = select(Excerpt.id).where(Excerpt.id == excerpt.id, excerpts_heard_by(person))
    return session.scalar(allowed) is not None


def may_answer_excerpt(session: Session, person: Person, excerpt: Excerpt) -> bool:
    """Replies and disputes come from the executive it was sent to, or who owns its cause."""
    return may(person, Action.REPLY) and may_hear_excerpt(session, person, excerpt)


def may_commit_to(person: Person, cause: Cause) -> bool:
    """Only the owner of a cause can promise to change it."""
    return may(person, Action.COMMIT) and cause.owner_id == person.id


def may_see_labels(session: Session, person: Person, call_id: UUID, *, now: datetime) -> bool:
    """Whoever has the call on the desk is blind, whatever their role; reviewers until their own label stands for good.

    A label that can still be taken back does not open anybody's eyes: its second try would not be blind.
    """
    if not may(person, Action.READ_CALLS) or _has_on_desk(session, person, call_id):
        return False
    if person.role is not Role.REVIEWER:
        return True
    own = select(Label.id).where(
        Label.call_id == call_id,
        Label.annotator_id == person.id,
        Label.withdrawn_at.is_(None),
        Label.labelled_at <= now - UNDO_FOR,
    )
    return session.scalar(own.limit(1)) is not None


def may_see_purposes(person: Person) -> bool:
    """Which calls check people is not told to those who are checked."""
    return may(person, Action.LEAD_DESK) or person.role in {Role.AUDITOR, Role.SERVICE}


def queues_of(person: Person) -> frozenset[LabelPurpose]:
    """What the desk may put before this person: executives count as raters on calibration calls only."""
    if may(person, Action.LABEL_CALLS):
        return frozenset(LabelPurpose) - {LabelPurpose.CORRECTION}
    if may(person, Action.SIT_AT_DESK):
        return frozenset({LabelPurpose.CALIBRATION})
    return frozenset()


def _has_on_desk(session: Session, person: Person, call_id: UUID) -> bool:
    held = Assignment.open_of(person.id).where(
        Assignment.call_id == call_id, Assignment.purpose != LabelPurpose.SETTLEMENT
    )
    return session.scalars(held).first() is not None
