"""The interdepartmental review of one period: the number, what drives it, what was promised, what is undecided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, load_only

from accounts.permissions import excerpts_heard_by
from respond.exception_requests import requests
from review_ui.queries.actions import ActionView, actions
from review_ui.queries.departments import DepartmentRow, departments
from review_ui.queries.figures import CauseFigures, Period, chosen_period, figures_by_cause, periods
from review_ui.queries.shared import SharedNumber, shared_view
from review_ui.queries.subjects import DriverFigures, figures_by_driver
from store.resources import Resources
from store.tables.cause import Cause
from store.tables.commitment import CommitmentState
from store.tables.digest import Digest, DigestState
from store.tables.dispute import Dispute, DisputeState
from store.tables.driver import Campaign, Incident
from store.tables.exception_request import ExceptionRequest, RequestState
from store.tables.excerpt import Excerpt
from store.tables.person import Person
from store.tables.question import Question

TOP = 3
"""Causes a meeting has time for."""


@dataclass(frozen=True)
class TopCause:
    """One avoidable cause with a call to hear at the table."""

    figures: CauseFigures
    excerpt: Excerpt | None
    """The first excerpt of the period's digests that this viewer may hear."""
    has_excerpt: bool
    """There is one, heard by its owner only."""


@dataclass(frozen=True)
class TopDriver:
    """A concrete mailing or incident behind calls."""

    name: str
    kind: str
    figures: DriverFigures


@dataclass(frozen=True)
class UndecidedDispute:
    dispute: Dispute
    excerpt: Excerpt
    cause: Cause
    by: Person
    is_readable: bool


@dataclass(frozen=True)
class OpenQuestion:
    question: Question
    expert: Person
    is_readable: bool


@dataclass(frozen=True)
class ReviewPack:
    period: Period
    periods: list[Period]
    number: SharedNumber | None
    before: SharedNumber | None
    """The number of the period that ended last before this one."""
    causes: list[TopCause]
    drivers: list[TopDriver]
    actions: list[ActionView]
    departments: list[DepartmentRow]
    disputes: list[UndecidedDispute]
    questions: list[OpenQuestion]
    exceptions: list[ExceptionRequest]
    """Requests that wait for a decision."""

    @property
    def overdue(self) -> list[ActionView]:
        return [view for view in self.actions if view.is_overdue]

    @property
    def unanswered(self) -> int:
        return sum(row.sent - row.answered for row in self.departments)

    @property
    def unconfirmed(self) -> list[ActionView]:
        """In effect or closed, and nobody else has confirmed what was put in."""
        done = (CommitmentState.IN_EFFECT, CommitmentState.CLOSED)
        return [view for view in self.actions if view.commitment.state in done and view.confirmed_by is None]

    @property
    def put(self) -> Resources:
        return _sum([view.commitment.put for view in self.actions])

    @property
    def moved(self) -> Resources:
        """Only what somebody else confirmed."""
        return _sum([view.commitment.moved_resources for view in self.actions if view.confirmed_by])


def review_pack(
    session: Session, person: Person, *, key: str, cost_per_minute: float, now: datetime
) -> ReviewPack | None:
    """The pack of the period that `key` names, else the latest; None while no figure was published.

    What belongs to an excerpt is told in full only to who may hear it.
    """
    known = periods(session)
    period = chosen_period(known, key)
    if period is None:
        return None
    number, before = _numbers(session, period, cost_per_minute)
    return ReviewPack(
        period=period,
        periods=known,
        number=number,
        before=before,
        causes=_causes(session, person, period),
        drivers=_drivers(session, period),
        actions=_actions(session, person, period, now),
        departments=departments(session, starts_at=period.starts_at, ends_at=period.ends_at),
        disputes=_disputes(session, person),
        questions=_questions(session, person),
        exceptions=list(session.scalars(requests().where(ExceptionRequest.state == RequestState.OPEN))),
    )


def _numbers(
    session: Session, period: Period, cost_per_minute: float
) -> tuple[SharedNumber | None, SharedNumber | None]:
    told = shared_view(session, cost_per_minute=cost_per_minute).periods
    of_period = next((one for one in told if one.period == period), None)
    earlier = [one for one in told if one.period.ends_at <= period.starts_at]
    return of_period, max(earlier, key=lambda one: one.period.ends_at, default=None)


def _causes(session: Session, person: Person, period: Period) -> list[TopCause]:
    told = [one for one in figures_by_cause(session, period) if one.cause.is_avoidable and one.share.is_enough]
    return [_top(session, person, period, one) for one in told[:TOP]]


def _top(session: Session, person: Person, period: Period, figures: CauseFigures) -> TopCause:
    found = (
        select(Excerpt)
        .join(Digest, Digest.id == Excerpt.digest_id)
        .where(
            Excerpt.cause_id == figures.cause.id,
            ~Excerpt.is_hand_picked,
            (Excerpt.quote != "") | Excerpt.web_blob.is_not(None),
            Digest.state == DigestState.READY,
            Digest.ends_at > period.starts_at,
            Digest.ends_at <= period.ends_at,
        )
        .order_by(Excerpt.web_blob.is_(None), Excerpt.position)
    )
    heard = session.scalars(found.where(excerpts_heard_by(person)).limit(1)).first()
    return TopCause(figures, heard, heard is not None or bool(session.scalar(select(found.exists()))))


def _drivers(session: Session, period: Period) -> list[TopDriver]:
    """Mailings and incidents whose calls could be estimated, the most calls first."""
    names: dict[str, tuple[str, str]] = {
        f"campaign/{row.id}": (row.name, "mailing") for row in session.scalars(select(Campaign))
    }
    names |= {f"incident/{row.id}": (row.name, "incident") for row in session.scalars(select(Incident))}
    told = [
        TopDriver(*names[key], figures)
        for key, figures in figures_by_driver(session, period).items()
        if key in names and figures.share and figures.share.is_enough
    ]
    return sorted(told, key=lambda one: -(one.figures.share.value or 0.0) if one.figures.share else 0.0)[:TOP]


def _actions(session: Session, person: Person, period: Period, now: datetime) -> list[ActionView]:
    """Every promise made by the end of the period, or since; withdrawn ones only if the period saw them made."""
    return [
        view
        for view in actions(session, now=now, viewer=person)
        if view.commitment.state is not CommitmentState.WITHDRAWN
        or period.starts_at <= view.commitment.made_at < period.ends_at
    ]


def _disputes(session: Session, person: Person) -> list[UndecidedDispute]:
    rows = session.execute(
        select(Dispute, Excerpt, Cause, Person)
        .join(Excerpt, Excerpt.id == Dispute.excerpt_id)
        .join(Cause, Cause.id == Excerpt.cause_id)
        .join(Person, Person.id == Dispute.person_id)
        .where(Dispute.state == DisputeState.OPEN)
        .options(load_only(Excerpt.cause_id, raiseload=True))
        .order_by(Dispute.opened_at)
    )
    readable = _readable(session, person, select(Dispute.excerpt_id).where(Dispute.state == DisputeState.OPEN))
    return [
        UndecidedDispute(dispute, excerpt, cause, by, excerpt.id in readable) for dispute, excerpt, cause, by in rows
    ]


def _questions(session: Session, person: Person) -> list[OpenQuestion]:
    is_open = (Question.answered_at.is_(None), Question.withdrawn_at.is_(None))
    rows = session.execute(
        select(Question, Person)
        .join(Person, Person.id == Question.expert_id)
        .where(*is_open)
        .order_by(Question.asked_at)
    )
    readable = _readable(session, person, select(Question.excerpt_id).where(*is_open))
    return [OpenQuestion(question, expert, question.excerpt_id in readable) for question, expert in rows]


def _readable(session: Session, person: Person, ids: Select[UUID]) -> set[UUID]:
    return set(session.scalars(select(Excerpt.id).where(Excerpt.id.in_(ids), excerpts_heard_by(person))))


def _sum(told: Sequence[Resources]) -> Resources:
    """Number by number; None where nobody said one."""

    def total(numbers: list[float | None]) -> float | None:
        said = [number for number in numbers if number is not None]
        return sum(said) if said else None

    return Resources(
        total([one.people for one in told]), total([one.money for one in told]), total([one.days for one in told])
    )
