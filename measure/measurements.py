"""One look at a commitment: the frozen baseline, the cumulative after-estimate, the change and its controls."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from measure.side import Side
from store.estimation import LeftOut, model_for, read_sample
from store.tables.cause import Cause
from store.tables.commitment import Commitment, CommitmentState
from store.tables.measurement import Measurement
from survey.change import Change, Rate, change_of_rates

BASELINE_LASTS: Final = timedelta(weeks=26)
"""Calls further back than this before the fix tell of another company."""

_IN_FORCE: Final = (CommitmentState.IN_EFFECT, CommitmentState.CLOSED)


@dataclass(frozen=True)
class _Look:
    """Both sides of one cause and what lies between them."""

    before: Side
    after: Side
    change: Change

    @classmethod
    def at(cls, before: Side, after: Side, expected_drop: float) -> "_Look":
        return cls(before, after, _change(before, after, expected_drop))


def measure_commitment(
    session: Session, commitment: Commitment, *, as_of: datetime, now: datetime, baseline: timedelta = BASELINE_LASTS
) -> Measurement:
    """Compare the calls before the fix with those from it until `as_of`. A look taken before is returned as it was.

    The baseline ends when the fix took effect, and is kept from the first look that had enough calls on that side.
    Raises StateForbidsError for a commitment that is not in effect, or a look from before its fix.
    """
    effective_at = _effective_at(commitment, as_of)
    known = session.scalar(_looks(commitment).where(Measurement.as_of == as_of))
    if known is not None:
        return known
    before = _before(session, commitment, effective_at, baseline)
    after = _sides(session, effective_at, as_of, model_from=effective_at - baseline)
    untouched = _untouched(session)
    looks = {
        cause: _Look.at(before.get(cause, Side.of(None)), after.get(cause, Side.of(None)), commitment.expected_drop)
        for cause in {commitment.cause_id, *untouched}
    }
    own = looks.pop(commitment.cause_id)
    measurement = Measurement(
        commitment_id=commitment.id,
        cause_id=commitment.cause_id,
        as_of=as_of,
        before=own.before.as_json(),
        after=own.after.as_json(),
        change=own.change.change,
        low=own.change.low,
        high=own.change.high,
        log_e=own.change.log_e,
        verdict=own.change.verdict.value,
        controls=[_control(cause, looks[cause]) for cause in untouched],
        measured_at=now,
    )
    session.add(measurement)
    session.flush()
    return measurement


def in_effect() -> Select[Commitment]:
    """The commitments to look at, every week until they are closed."""
    return (
        select(Commitment)
        .where(Commitment.state == CommitmentState.IN_EFFECT, Commitment.effective_at.is_not(None))
        .order_by(Commitment.effective_at, Commitment.id)
    )


def latest(session: Session, commitment: Commitment) -> Measurement | None:
    return session.scalar(_looks(commitment).order_by(None).order_by(Measurement.as_of.desc()).limit(1))


def _effective_at(commitment: Commitment, as_of: datetime) -> datetime:
    if commitment.effective_at is None or commitment.state not in _IN_FORCE:
        raise StateForbidsError(
            "This commitment is not in effect, so there is no before and after.",
            remedy="Say first when the fix took effect.",
        )
    if as_of <= commitment.effective_at:
        raise StateForbidsError(
            f"The fix took effect on {commitment.effective_at:%Y-%m-%d}; there is nothing after it to look at yet.",
            remedy="Measure again when calls from after the fix were drawn and labelled.",
        )
    return commitment.effective_at


def _before(session: Session, commitment: Commitment, effective_at: datetime, baseline: timedelta) -> dict[str, Side]:
    """The frozen baseline of every cause, else one read now."""
    for look in session.scalars(_looks(commitment)):
        if look.before.get("share") is not None:
            kept = {control["cause"]: Side.stored(control["before"]) for control in look.controls}
            return {look.cause_id: Side.stored(look.before), **kept}
    starts_at = effective_at - baseline
    return _sides(session, starts_at, effective_at, model_from=starts_at, left_out=_prompting(commitment))


def _prompting(commitment: Commitment) -> LeftOut | None:
    """The calls whose high figure led to the promise: chance made it high, and the next one would be lower anyway."""
    if commitment.prompted_from is None or commitment.prompted_until is None:
        return None
    return LeftOut(commitment.prompted_from, commitment.prompted_until, drawn_until=commitment.made_at)


def _sides(
    session: Session, starts_at: datetime, ends_at: datetime, *, model_from: datetime, left_out: LeftOut | None = None
) -> dict[str, Side]:
    """Every cause's side. Both sides use the one model that has learned from neither."""
    model = model_for(session, model_from)
    sample = read_sample(
        session,
        starts_at=starts_at,
        ends_at=ends_at,
        model_version_id=model.id if model else None,
        left_out=left_out,
    )
    return {cause: Side.of(estimate) for cause, estimate in sample.estimate().items()}


def _change(before: Side, after: Side, expected_drop: float) -> Change:
    return change_of_rates(_rate(before), _rate(after), expected_drop)


def _rate(side: Side) -> Rate | None:
    if side.share is None or side.variance is None:
        return None
    return Rate(side.share, side.n, side.variance)


def _untouched(session: Session) -> list[str]:
    """Causes that no commitment in force promised to change: the controls."""
    touched = select(Commitment.cause_id).where(Commitment.state.in_(_IN_FORCE))
    return list(session.scalars(select(Cause.id).where(Cause.id.not_in(touched)).order_by(Cause.position, Cause.id)))


def _control(cause: str, look: _Look) -> dict[str, Any]:
    return {
        "cause": cause,
        "change": look.change.change,
        "low": look.change.low,
        "high": look.change.high,
        "verdict": look.change.verdict.value,
        "before": look.before.as_json(),
        "after": look.after.as_json(),
    }


def _looks(commitment: Commitment) -> Select[Measurement]:
    """First look first: the one that froze the baseline."""
    return select(Measurement).where(Measurement.commitment_id == commitment.id).order_by(Measurement.as_of)
