"""All avoidable causes together are one figure, told per 1,000 customers."""

from datetime import UTC, date, datetime
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from attribute.figures import Estimated, Window, publish_figures
from attribute.subjects import groups_of
from store.estimation_sample import Sample
from store.tables.figure import Figure, Measure, Subject
from survey.share import estimate_shares
from tests.factories.cause import NAMES, make_causes
from tests.factories.customer_count import make_customer_count

CAUSES = tuple(NAMES)
OCTOBER = Window(datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC))


def sample_of_labels(counts: dict[str, int], *, frame: int) -> Sample:
    labels = np.repeat([CAUSES.index(cause) for cause in counts], list(counts.values()))
    N = len(labels)
    return Sample(
        causes=CAUSES,
        call_ids=tuple(UUID(int=n) for n in range(N)),
        strata=("all",) * N,
        frame_sizes={"all": frame},
        cells=("all",) * N,
        labels=labels,
        label_probabilities=np.ones(N),
        draw_probabilities=np.full(N, N / frame),
        probabilities=None,
        handle_s=np.full(N, 300),
        started_at=(OCTOBER.starts_at,) * N,
        frame_handle_s=300 * frame,
    )


def published(session: Session, now: datetime) -> dict[Measure, Figure]:
    sample = sample_of_labels({"marketing_mailer": 60, "ops_issue": 20, "customer_need": 20}, frame=2_000)
    group = next(group for group in groups_of(session, sample) if group.subject is Subject.AVOIDABLE)
    share, of_minutes = (
        estimate_shares(
            (group.subject_id,), None, group.labels(sample), strata=sample.strata, frame_sizes=sample.frame_sizes,
            minutes=minutes,
        )[group.subject_id]
        for minutes in (None, sample.handle_s / 60)
    )  # fmt: skip
    one = Estimated(group.subject, group.subject_id, sample, share, of_minutes)
    publish_figures(session, OCTOBER, [one], cost_per_minute=1.0, model_version_id=None, now=now)
    return {figure.measure: figure for figure in session.scalars(select(Figure))}


def test_avoidable_calls_are_told_per_thousand_customers(session: Session, now: datetime) -> None:
    """80 of 100 labelled calls, so 1,600 of 2,000 calls; 50,000 customers are 32 calls a thousand."""
    make_causes(session)
    make_customer_count(session, month=date(2026, 10, 1), customers=50_000)
    figures = published(session, now)
    per_thousand = figures[Measure.PER_THOUSAND]
    assert figures[Measure.SHARE].value == pytest.approx(0.8)
    assert per_thousand.value == pytest.approx(32)
    assert per_thousand.low is not None
    assert per_thousand.high is not None
    assert per_thousand.low < 32 < per_thousand.high
    assert figures[Measure.COST].value == pytest.approx(1_600 * 5)
    assert per_thousand.cause_id is None


def test_without_a_register_of_customers_the_share_stands_alone(session: Session, now: datetime) -> None:
    make_causes(session)
    assert set(published(session, now)) == set(Measure) - {Measure.PER_THOUSAND}
