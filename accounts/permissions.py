"""Who may do what: one table from action to roles, and the rules that also look at the object.

Every route of the pages and of the API names one `Action`, or is public on purpose; a test walks the routes and fails
on one without a rule.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import Session

from accounts.errors import NotAllowedError
from store.tables.assignment import Assignment
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.digest import Digest
from store.tables.excerpt import Excerpt
from store.tables.joint_owner import HEARING, JointOwner, JointOwnerState
from store.tables.label import UNDO_FOR, Label, LabelPurpose
from store.tables.person import Person, Role
from store.tables.question import Question


class Action(StrEnum):
    """What somebody wants to do, in the words of a refusal: "Your role does not ..."."""

    SEE_FIGURES = "show you the figures"
    SEE_LISTS = "show you causes and drivers"
    SEE_DRAWS = "show you the draws"
    PLAN_DRAWS = "let you say how calls are drawn"
    SEE_ACTIONS = "show you the commitments"
    BRING_CALLS = "let you bring calls in"
    SEE_CALLS = "show you call records"
    READ_CALLS = "let you read transcripts"
    HEAR_CALLS = "let you hear calls"
    CORRECT_WORDS = "let you correct transcripts"
    RETRY_CALLS = "let you retry calls"
    CANCEL_CALLS = "let you cancel the work on calls"
    EXCLUDE_CALLS = "let you take calls out"
    ERASE_CALLS = "let you erase calls"
    HOLD_CALLS = "let you put calls under a legal hold"
    ANSWER_CUSTOMERS = "let you answer customers about their data"
    LABEL_CALLS = "let you label calls"
    SIT_AT_DESK = "have calls to label"
    LEAD_DESK = "let you fill the queues of the desk"
    SEE_AGREEMENT = "show you how far reviewers agree"
    HEAR_EXCERPTS = "let you hear excerpts"
    PICK_EXCERPTS = "let you pick calls for executives"
    REPLY = "let you answer excerpts"
    DISPUTE = "let you dispute an attribution"
    COMMIT = "let you make commitments"
    COMMENT = "let you comment"
    CONFIRM_MOVED = "let you confirm what was put in"
    SEE_DEPARTMENTS = "show you how departments listen and answer"
    SEARCH_MEMORY = "let you search what was heard and promised"
    EDIT_REGISTERS = "let you change the registers"
    SEE_REVIEW = "show you the review of a period"
    SET_SCHEDULE = "let you choose when digests come"
    LEAD_SCHEDULES = "let you see when other people's digests come"
    SEE_MODEL = "show you the cause model"
    CHOOSE_MODEL = "let you choose the cause model"
    EXPORT = "let you take data away"
    SEE_AUDIT = "show you the audit record"
    MANAGE_FEEDS = "let you close private feeds"
    MANAGE_PEOPLE = "let you manage people"
    MANAGE_CAUSES = "let you change causes and their owners"
    KEEP_REGISTERS = "let you keep the registers"
    SEE_ADMIN = "show you how the installation is kept"
    SEE_HEALTH = "show you how the work is going"
    RETRY_WORK = "let you send work round again"
    MANAGE_KEYS = "let you manage API keys"


_ADMIN, _LEAD, _REVIEWER = Role.ADMIN, Role.QA_LEAD, Role.REVIEWER
_EXECUTIVE, _AUDITOR, _SERVICE = Role.EXECUTIVE, Role.AUDITOR, Role.SERVICE

ROLES: Final[dict[Action, frozenset[Role]]] = {
    Action.SEE_FIGURES: frozenset(Role),
    Action.SEE_LISTS: frozenset(Role),
    Action.SEE_DRAWS: frozenset(Role),
    Action.PLAN_DRAWS: frozenset({_ADMIN, _LEAD}),
    Action.SEE_ACTIONS: frozenset({_ADMIN, _LEAD, _EXECUTIVE, _AUDITOR, _SERVICE}),
    Action.BRING_CALLS: frozenset({_ADMIN, _LEAD}),
    Action.SEE_CALLS: frozenset({_ADMIN, _LEAD, _REVIEWER, _AUDITOR, _SERVICE}),
    Action.READ_CALLS: frozenset({_ADMIN, _LEAD, _REVIEWER, _SERVICE}),
    Action.HEAR_CALLS: frozenset({_ADMIN, _LEAD, _REVIEWER}),
    Action.CORRECT_WORDS: frozenset({_ADMIN, _LEAD, _REVIEWER}),
    Action.RETRY_CALLS: frozenset({_ADMIN, _LEAD, _SERVICE}),
    Action.CANCEL_CALLS: frozenset({_ADMIN, _LEAD, _SERVICE}),
    Action.EXCLUDE_CALLS: frozenset({_ADMIN, _LEAD}),
    Action.ERASE_CALLS: frozenset({_ADMIN}),
    Action.HOLD_CALLS: frozenset({_ADMIN}),
    Action.ANSWER_CUSTOMERS: frozenset({_ADMIN}),
    Action.LABEL_CALLS: frozenset({_ADMIN, _LEAD, _REVIEWER, _SERVICE}),
    Action.SIT_AT_DESK: frozenset({_ADMIN, _LEAD, _REVIEWER, _EXECUTIVE, _SERVICE}),
    Action.LEAD_DESK: frozenset({_ADMIN, _LEAD}),
    Action.SEE_AGREEMENT: frozenset({_ADMIN, _LEAD, _AUDITOR}),
    Action.HEAR_EXCERPTS: frozenset({_ADMIN, _LEAD, _EXECUTIVE}),
    Action.PICK_EXCERPTS: frozenset({_ADMIN, _LEAD}),
    Action.REPLY: frozenset({_EXECUTIVE}),
    Action.DISPUTE: frozenset({_EXECUTIVE}),
    Action.COMMIT: frozenset({_EXECUTIVE}),
    Action.COMMENT: frozenset({_ADMIN, _LEAD, _EXECUTIVE}),
    Action.CONFIRM_MOVED: frozenset({_ADMIN, _LEAD}),
    Action.SEE_DEPARTMENTS: frozenset({_ADMIN, _LEAD, _EXECUTIVE, _AUDITOR}),
    Action.SEARCH_MEMORY: frozenset({_ADMIN, _LEAD, _EXECUTIVE}),
    Action.EDIT_REGISTERS: frozenset({_ADMIN, _LEAD, _EXECUTIVE}),
    Action.SEE_REVIEW: frozenset({_ADMIN, _LEAD, _EXECUTIVE, _AUDITOR}),
    Action.SET_SCHEDULE: frozenset({_ADMIN, _LEAD, _EXECUTIVE}),
    Action.LEAD_SCHEDULES: frozenset({_ADMIN, _LEAD}),
    Action.SEE_MODEL: frozenset({_ADMIN, _LEAD, _AUDITOR}),
    Action.CHOOSE_MODEL: frozenset({_ADMIN, _LEAD}),
    Action.EXPORT: frozenset({_ADMIN, _LEAD, _SERVICE}),
    Action.SEE_AUDIT: frozenset({_ADMIN, _AUDITOR}),
    Action.MANAGE_FEEDS: frozenset({_ADMIN}),
    Action.MANAGE_PEOPLE: frozenset({_ADMIN}),
    Action.MANAGE_CAUSES: frozenset({_ADMIN}),
    Action.KEEP_REGISTERS: frozenset({_ADMIN, _LEAD}),
    Action.SEE_ADMIN: frozenset({_ADMIN, _LEAD}),
    Action.SEE_HEALTH: frozenset({_ADMIN, _LEAD}),
    Action.RETRY_WORK: frozenset({_ADMIN}),
    Action.MANAGE_KEYS: frozenset({_ADMIN}),
}


def may(person: Person, action: Action) -> bool:
    return person.is_active and person.role in ROLES[action]


def require(person: Person, action: Action) -> None:
    """Raise NotAllowedError unless the person's role carries `action`."""
    if not may(person, action):
        raise NotAllowedError(action.value)


def excerpts_heard_by(person: Person) -> ColumnElement[bool]:
    """The object rule as a condition: executives hear what was sent to them or what they own, nothing else.

    Who is asked to own an answer together, or to answer a question, hears that one excerpt.
    """
    if person.role is not Role.EXECUTIVE:
        return true()
    sent = select(Digest.id).where(Digest.person_id == person.id)
    owned = select(Cause.id).where(Cause.owner_id == person.id)
    shared = select(JointOwner.excerpt_id).where(JointOwner.person_id == person.id, JointOwner.state.in_(HEARING))
    asked = select(Question.excerpt_id).where(Question.expert_id == person.id, Question.withdrawn_at.is_(None))
    return or_(Excerpt.digest_id.in_(sent), Excerpt.cause_id.in_(owned), Excerpt.id.in_(shared), Excerpt.id.in_(asked))


def may_hear_excerpt(session: Session, person: Person, excerpt: Excerpt) -> bool:
    if not may(person, Action.HEAR_EXCERPTS):
        return False
    allowed = select(Excerpt.id).where(Excerpt.id == excerpt.id, excerpts_heard_by(person))
    return session.scalar(allowed) is not None


def may_answer_excerpt(session: Session, person: Person, excerpt: Excerpt) -> bool:
    """Replies and disputes come from the executive it was sent to, who owns its cause, or who owns it with them."""
    if not may(person, Action.REPLY):
        return False
    sent = select(Digest.id).where(Digest.id == excerpt.digest_id, Digest.person_id == person.id)
    owned = select(Cause.id).where(Cause.id == excerpt.cause_id, Cause.owner_id == person.id)
    joint = _accepted_by(person).where(JointOwner.excerpt_id == excerpt.id)
    return any(session.scalar(found.limit(1)) is not None for found in (sent, owned, joint))


def may_commit_to(session: Session, person: Person, cause: Cause) -> bool:
    """The owner of a cause promises to change it, and whoever took joint ownership of one of its excerpts."""
    if not may(person, Action.COMMIT):
        return False
    return (
        cause.owner_id == person.id
        or session.scalar(causes_promised_by(person).where(Cause.id == cause.id)) is not None
    )


def causes_promised_by(person: Person) -> Select[Cause]:
    """The causes this person may make commitments to, in their order."""
    joint = _accepted_by(person).with_only_columns(Excerpt.cause_id)
    return select(Cause).where(or_(Cause.owner_id == person.id, Cause.id.in_(joint))).order_by(Cause.position)


def may_confirm_moved(person: Person, promiser: Person) -> bool:
    """What was really put in is confirmed by somebody else: the superior, a QA lead or an admin."""
    if person.id == promiser.id:
        return False
    return may(person, Action.CONFIRM_MOVED) or (person.is_active and promiser.superior_id == person.id)


def _accepted_by(person: Person) -> Select[UUID]:
    accepted = (JointOwner.person_id == person.id, JointOwner.state == JointOwnerState.ACCEPTED)
    return select(JointOwner.id).join(Excerpt, Excerpt.id == JointOwner.excerpt_id).where(*accepted)


def may_see_labels(session: Session, person: Person, call_id: UUID, *, now: datetime) -> bool:
    """Whether this person may see who labelled the call how, and what the model says of it."""
    seen = select(Call.id).where(Call.id == call_id, labels_seen_by(person, now=now))
    return session.scalar(seen) is not None


def labels_seen_by(person: Person, *, now: datetime) -> ColumnElement[bool]:
    """The calls whose labels a person may see, as a condition on `Call`.

    Whoever has the call on the desk is blind, whatever their role; reviewers until their own label stands for good.
    A label that can still be taken back does not open anybody's eyes: its second try would not be blind.
    """
    if not may(person, Action.READ_CALLS):
        return false()
    on_desk = Assignment.open_of(person.id).where(Assignment.purpose != LabelPurpose.SETTLEMENT)
    free = Call.id.not_in(on_desk.with_only_columns(Assignment.call_id).order_by(None))
    if person.role is not Role.REVIEWER:
        return free
    own = select(Label.call_id).where(
        Label.annotator_id == person.id, Label.withdrawn_at.is_(None), Label.labelled_at <= now - UNDO_FOR
    )
    return and_(free, Call.id.in_(own))


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
