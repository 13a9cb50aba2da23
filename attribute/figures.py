"""Publish figures: immutable rows for every cause, owner and driver of a period, and of its pooled weeks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from attribute.customers import customer_months
from store.estimation_sample import Sample
from store.tables.cause import Cause
from store.tables.figure import Figure, Measure, Subject
from survey.share import Amount, ShareEstimate

PERIOD = "period"
WEEKS = "weeks"


@dataclass(frozen=True)
class Window:
    """What a set of figures is about; `grain` is PERIOD or WEEKS."""

    starts_at: datetime
    ends_at: datetime
    grain: str = PERIOD


@dataclass(frozen=True)
class Estimated:
    """What is known of one subject in one population: its share of the calls and of the handle minutes of `sample`."""

    subject: Subject
    subject_id: str
    sample: Sample
    share: ShareEstimate
    of_minutes: ShareEstimate | None
    queue: str = ""
    product: str = ""


def publish_figures(
    session: Session,
    window: Window,
    estimated: Iterable[Estimated],
    *,
    cost_per_minute: float,
    model_version_id: UUID | None,
    now: datetime,
) -> list[Figure]:
    """Write one row for each subject and measure. A window published before gets a new version, the old rows stay.

    The population's known calls and minutes make amounts of the shares.
    """
    common = {
        "starts_at": window.starts_at,
        "ends_at": window.ends_at,
        "grain": window.grain,
        "version": _next_version(session, window),
        "model_version_id": model_version_id,
        "taxonomy_version": session.scalar(select(func.max(Cause.taxonomy_version))) or 1,
        "published_at": now,
    }
    customers = customer_months(session, window.starts_at, window.ends_at)
    figures = [
        Figure(measure=measure, **common, **_subject_and_sample(one), **_value(amount), **_by_people(one, measure))
        for one in estimated
        for measure, amount in _measures(one, cost_per_minute, customers).items()
    ]
    session.add_all(figures)
    session.flush()
    return figures


def _subject_and_sample(one: Estimated) -> dict[str, Any]:
    return {
        "subject": one.subject,
        "subject_id": one.subject_id,
        "cause_id": one.subject_id if one.subject is Subject.CAUSE else None,
        "queue": one.queue,
        "product": one.product,
        "estimator": one.share.estimator.value,
        "labelled": one.share.n,
        "drawn": one.sample.drawn,
        "frame": one.sample.frame,
        "effective_n": one.share.effective_n or None,
        "nonresponse": _nonresponse(one.sample, one.share),
    }


def _value(amount: Amount | None) -> dict[str, Any]:
    """Empty columns where it says "not enough calls yet"."""
    return {"value": amount.value, "low": amount.low, "high": amount.high} if amount else {}


def _by_people(one: Estimated, measure: Measure) -> dict[str, Any]:
    """The human-only value stands beside shares."""
    if measure is not Measure.SHARE:
        return {}
    share = one.share
    return {"human_value": share.human_share, "human_low": share.human_low, "human_high": share.human_high}


def _measures(one: Estimated, cost_per_minute: float, customers: float | None) -> dict[Measure, Amount | None]:
    """The share, even where it says "not enough calls yet", and the amounts that can be said.

    `customers` are customer months; avoidable calls are told per 1,000 of them.
    """
    minutes = one.sample.frame_handle_s / 60
    amounts = {
        Measure.CALLS: one.share.times(one.sample.frame),
        Measure.MINUTES: one.of_minutes.times(minutes) if one.of_minutes else None,
        Measure.COST: one.of_minutes.times(minutes * cost_per_minute) if one.of_minutes else None,
    }
    if one.subject is Subject.AVOIDABLE and customers:
        amounts[Measure.PER_THOUSAND] = one.share.times(one.sample.frame * 1000 / customers)
    told = {measure: amount for measure, amount in amounts.items() if amount is not None}
    return {Measure.SHARE: one.share.times(1.0)} | told


def _nonresponse(sample: Sample, estimate: ShareEstimate) -> dict[str, object]:
    """Drawn calls without an outcome by reason; above 5 % also the worst-case bounds."""
    told: dict[str, object] = dict(sample.nonresponse)
    if sample.skipped:
        told["skipped_at_the_desk"] = len(sample.skipped)
    if estimate.bounds is not None:
        told["bounds"] = [round(estimate.bounds.low, 4), round(estimate.bounds.high, 4)]
    return told


def _next_version(session: Session, window: Window) -> int:
    newest = session.scalar(
        select(func.max(Figure.version)).where(
            Figure.starts_at == window.starts_at, Figure.ends_at == window.ends_at, Figure.grain == window.grain
        )
    )
    return (newest or 0) + 1
