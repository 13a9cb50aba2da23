"""A digest: the window of one executive and one period, opened, filled, and ready or honestly empty."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

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
    body_of,
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

STILL_QUOTED: Final = timedelta(days=92)
"""How long before a digest a published period may have ended to be quoted in it."""


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


def write_digest(
    session: Session, digest: Digest, *, currency: str, says_not_enough: bool = True, now: datetime
) -> Digest:
    """Fix subject and body: `ready`, or `empty` when there is nothing honest, or nothing new, to send."""
    body = read_body(session, digest, currency=currency, now=now)
    nothing = why_nothing(session, digest, body, says_not_enough=says_not_enough)
    state = DigestState.EMPTY if nothing else DigestState.READY
    if state not in TRANSITIONS[digest.state]:
        raise ValueError(f"digest {digest.id} is {digest.state} and cannot become {state}")
    digest.body, digest.subject = as_json(body), subject_of(body) if state is DigestState.READY else ""
    digest.state, digest.ready_at = state, now
    session.flush()
    return digest


class WhyNothing(StrEnum):
    """Why a digest is not sent."""

    NOTHING_TO_SAY = "nothing to say"
    NOT_ENOUGH = "not enough calls"
    NO_NEWS = "no news"


def why_nothing(session: Session, digest: Digest, body: DigestBody, *, says_not_enough: bool) -> WhyNothing | None:
    """Why this would not be sent; None where it would."""
    if body.is_empty:
        return WhyNothing.NOTHING_TO_SAY
    if body.is_not_enough:
        return None if says_not_enough else WhyNothing.NOT_ENOUGH
    last = session.scalars(
        select(Digest)
        .where(Digest.person_id == digest.person_id, Digest.state == DigestState.READY, Digest.id != digest.id)
        .order_by(Digest.ready_at.desc())
        .limit(1)
    ).one_or_none()
    has_news = body.has_news_after(body_of(last.body) if last is not None and last.body else None)
    return None if has_news else WhyNothing.NO_NEWS


def read_body(session: Session, digest: Digest, *, currency: str, now: datetime) -> DigestBody:
    """What the rows say now about the causes that the digest's person owns. A digest without a row has no excerpts."""
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
        excerpts=heard_excerpts(session, digest),
    )


def _finding(session: Session, cause: Cause, digest: Digest, now: datetime) -> CauseFinding | None:
    figure = _share_of_period(session, cause, digest)
    if figure is None:
        return None
    return CauseFinding(
        cause_id=cause.id,
        cause=cause.name,
        share=_estimate(figure),
        labelled=figure.labelled,
        drawn=figure.drawn,
        frame=figure.frame,
        calls=_estimate(session.scalar(_beside(figure, Measure.CALLS))),
        cost=_estimate(session.scalar(_beside(figure, Measure.COST))),
        change=_change(session, cause, figure, now),
        steps=_steps(session, cause, figure, digest),
        starts_at=figure.starts_at,
        ends_at=figure.ends_at,
        is_running=figure.ends_at > max(digest.ends_at, figure.published_at),
    )


def _share_of_period(session: Session, cause: Cause, digest: Digest) -> Figure | None:
    """The published share to quote.

    One that could be told before one that could not, of the digest's own days before a longer or earlier period,
    then the latest.
    """
    rows = session.scalars(
        select(Figure)
        .where(
            Figure.measure == Measure.SHARE,
            Figure.headline(),
            Figure.cause_id == cause.id,
            Figure.grain == "period",
            Figure.starts_at < digest.ends_at,
            Figure.ends_at > digest.starts_at - STILL_QUOTED,
        )
        .order_by(Figure.version)
    )
    newest = {(row.starts_at, row.ends_at): row for row in rows}

    def order(row: Figure) -> tuple[bool, bool, datetime, float]:
        is_inside = digest.starts_at <= row.starts_at and row.ends_at <= digest.ends_at
        return row.is_enough, is_inside, row.ends_at, -row.starts_at.timestamp()

    return max(newest.values(), key=order, default=None)


def _beside(figure: Figure, measure: Measure) -> Select[Figure]:
    """Another measure of the same cause and period, newest version."""
    return (
        select(Figure)
        .where(
            Figure.measure == measure,
            Figure.headline(),
            Figure.cause_id == figure.cause_id,
            Figure.grain == "period",
            Figure.starts_at == figure.starts_at,
            Figure.ends_at == figure.ends_at,
        )
        .order_by(Figure.version.desc())
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


def _steps(session: Session, cause: Cause, figure: Figure, digest: Digest) -> tuple[Step, ...]:
    """The chart's stretches of weeks as they were published last, all at once: pooling may differ between versions."""
    rows = session.scalars(
        select(Figure).where(
            Figure.measure == Measure.SHARE,
            Figure.headline(),
            Figure.cause_id == cause.id,
            Figure.grain == "weeks",
            Figure.starts_at >= min(digest.starts_at, figure.starts_at),
            Figure.ends_at <= max(digest.ends_at, figure.ends_at),
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


def heard_excerpts(session: Session, digest: Digest) -> tuple[HeardExcerpt, ...]:
    """The digest's excerpts as it announces them."""
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
