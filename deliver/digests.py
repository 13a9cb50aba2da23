"""A digest: the window of one executive and one period, opened, filled, and ready or honestly empty."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from deliver.digest_body import (
    CauseFinding,
    DigestBody,
    Estimate,
    HeardExcerpt,
    OverduePromise,
    Step,
    as_json,
    promise_that_waits,
    subject_of,
)
from deliver.finding import compared_sentence, days, measured_sentence
from deliver.reports import reports_to
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.commitment import Commitment, CommitmentState
from store.tables.digest import TRANSITIONS, Digest, DigestState
from store.tables.excerpt import Excerpt
from store.tables.figure import Figure, Measure
from store.tables.measurement import Measurement
from store.tables.person import Person

EXCERPTS = 5
"""Calls a digest asks its owner to hear: about five minutes."""


def open_digest(session: Session, person: Person, *, starts_at: datetime, ends_at: datetime, now: datetime) -> Digest:
    """The person's digest of the period [starts_at, ends_at), opened when it is not there yet."""
    known = session.scalar(
        select(Digest).where(Digest.person_id == person.id, Digest.starts_at == starts_at, Digest.ends_at == ends_at)
    )
    if known is not None:
        return known
    digest = Digest(person_id=person.id, starts_at=starts_at, ends_at=ends_at, created_at=now)
    session.add(digest)
    session.flush()
    return digest


def write_digest(session: Session, digest: Digest, *, currency: str, now: datetime) -> Digest:
    """Fix subject and body: `ready`, or `empty` when there is nothing honest to send."""
    body = read_body(session, digest, currency=currency, now=now)
    state = DigestState.EMPTY if body.is_empty else DigestState.READY
    if state not in TRANSITIONS[digest.state]:
        raise ValueError(f"digest {digest.id} is {digest.state} and cannot become {state}")
    digest.body, digest.subject = as_json(body), "" if body.is_empty else subject_of(body)
    digest.state, digest.ready_at = state, now
    session.flush()
    return digest


def read_body(session: Session, digest: Digest, *, currency: str, now: datetime) -> DigestBody:
    """What the rows say now about the causes that the digest's person owns."""
    person = session.get_one(Person, digest.person_id)
    causes = session.scalars(select(Cause).where(Cause.owner_id == person.id).order_by(Cause.position, Cause.id))
    findings = (_finding(session, cause, digest, now) for cause in causes)
    return DigestBody(
        name=person.name,
        starts_at=digest.starts_at,
        ends_at=digest.ends_at,
        currency=currency,
        findings=tuple(finding for finding in findings if finding is not None),
        overdue=_overdue(session, person, now),
        reports=tuple(reports_to(session, person, now=now)),
        excerpts=_heard(session, digest),
    )


def _finding(session: Session, cause: Cause, digest: Digest, now: datetime) -> CauseFinding | None:
    figure = session.scalar(_figures(Measure.SHARE, cause, digest))
    if figure is None:
        return None
    return CauseFinding(
        cause_id=cause.id,
        cause=cause.name,
        share=_estimate(figure),
        labelled=figure.labelled,
        drawn=figure.drawn,
        frame=figure.frame,
        calls=_estimate(session.scalar(_figures(Measure.CALLS, cause, digest))),
        cost=_estimate(session.scalar(_figures(Measure.COST, cause, digest))),
        change=_change(session, cause, figure, now),
        steps=_steps(session, cause, digest),
    )


def _figures(measure: Measure, cause: Cause, digest: Digest) -> Select[Figure]:
    """The period's figure, newest version first: of the digest's own period, else the latest one inside it."""
    return (
        select(Figure)
        .where(
            Figure.measure == measure,
            Figure.headline(),
            Figure.cause_id == cause.id,
            Figure.grain == "period",
            Figure.starts_at >= digest.starts_at,
            Figure.ends_at <= digest.ends_at,
        )
        .order_by(Figure.ends_at.desc(), Figure.starts_at, Figure.version.desc())
        .limit(1)
    )


def _estimate(figure: Figure | None) -> Estimate | None:
    if figure is None or figure.value is None or figure.low is None or figure.high is None:
        return None
    return Estimate(figure.value, figure.low, figure.high)


def _change(session: Session, cause: Cause, figure: Figure, now: datetime) -> str:
    """The newest look at a commitment, else the figure of the period before."""
    measured = session.scalar(
        select(Measurement)
        .where(Measurement.cause_id == cause.id, Measurement.as_of <= now)
        .order_by(Measurement.as_of.desc(), Measurement.measured_at.desc())
        .limit(1)
    )
    if measured is not None:
        return measured_sentence(measured.verdict, measured.change, measured.low, measured.high)
    earlier = session.scalar(
        select(Figure)
        .where(
            Figure.measure == Measure.SHARE,
            Figure.headline(),
            Figure.cause_id == cause.id,
            Figure.grain == "period",
            Figure.ends_at <= figure.starts_at,
            Figure.value.is_not(None),
        )
        .order_by(Figure.ends_at.desc(), Figure.version.desc())
        .limit(1)
    )
    before, after = _estimate(earlier), _estimate(figure)
    if earlier is None or before is None or after is None:
        return ""
    return compared_sentence(
        (before.value, before.low, before.high),
        (after.value, after.low, after.high),
        days(earlier.starts_at, earlier.ends_at),
    )


def _steps(session: Session, cause: Cause, digest: Digest) -> tuple[Step, ...]:
    """The chart's stretches of weeks as they were published last, all at once: pooling may differ between versions."""
    rows = session.scalars(
        select(Figure).where(
            Figure.measure == Measure.SHARE,
            Figure.headline(),
            Figure.cause_id == cause.id,
            Figure.grain == "weeks",
            Figure.starts_at >= digest.starts_at,
            Figure.ends_at <= digest.ends_at,
        )
    )
    published = sorted(rows, key=lambda row: (row.published_at, row.version))
    shown = [row for row in published if row.published_at == published[-1].published_at]
    newest = {row.starts_at: row for row in shown}
    return tuple(Step(start, newest[start].ends_at, _estimate(newest[start])) for start in sorted(newest))


def _overdue(session: Session, person: Person, now: datetime) -> tuple[OverduePromise, ...]:
    rows = session.scalars(
        select(Commitment)
        .where(
            Commitment.person_id == person.id,
            Commitment.state == CommitmentState.PROMISED,
            Commitment.due_date < now.date(),
        )
        .order_by(Commitment.due_date, Commitment.id)
    )
    return tuple(promise_that_waits(row.id, row.promise, row.due_date, today=now.date()) for row in rows)


def _heard(session: Session, digest: Digest) -> tuple[HeardExcerpt, ...]:
    rows = session.execute(
        select(Excerpt, Cause.name, Call.started_at)
        .join(Cause, Cause.id == Excerpt.cause_id)
        .join(Call, Call.id == Excerpt.call_id)
        .where(Excerpt.digest_id == digest.id)
        .order_by(Excerpt.is_hand_picked, Excerpt.position)
    )
    return tuple(
        HeardExcerpt(
            excerpt_id=excerpt.id,
            position=excerpt.position,
            cause=cause,
            quote=excerpt.quote,
            call_started_at=started_at,
            seconds=excerpt.duration_s,
            has_sound=excerpt.web_blob is not None,
        )
        for excerpt, cause, started_at in rows
    )
