"""Publish the figures of a period and of its pooled weeks.

The scores come from a model that learned from earlier calls only; where there is none, from five folds over the
period's own labels (DESIGN §7). The cold-start model is a suggestion for people and never the basis of a figure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from attribute.figures import PERIOD, WEEKS, Estimated, Window, publish_figures
from attribute.subjects import Group, groups_of
from attribute.weeks import pooled_weeks
from classify.calltext import CallText
from classify.crossfit import cross_fit
from classify.errors import TrainingError
from classify.transcripts import read_texts
from store.estimation import CUT_BY, model_for, read_sample
from store.estimation_sample import Sample
from store.installation import Installation
from store.tables.figure import Subject
from survey.cells import SETTLED
from survey.share import LABELS_FOR_ANY_FIGURE, ShareEstimate, estimate_shares
from worker.jobs import Claim
from worker.step import Write


@dataclass(frozen=True)
class Scores:
    """What a model that saw none of the labels says of a sample's calls, by call."""

    model_version_id: UUID | None
    by_call: dict[UUID, NDArray[np.float64]]
    """(F, K) for each call: F folds, or 1 for a model of earlier calls."""
    folds: dict[UUID, int]
    """Which fold left a labelled call out; empty for a model of earlier calls."""


def publish(installation: Installation, claim: Claim) -> Write:
    """Read, score outside any transaction, and return the write of all rows of the period."""
    starts_at, ends_at = (datetime.fromisoformat(claim.payload[key]) for key in ("starts_at", "ends_at"))
    with installation.readers() as session:
        scores = _scores(session, starts_at, ends_at)
        whole = Window(starts_at, ends_at, PERIOD)
        sample = _read(session, whole, scores)
        labelled_at = [at for at, label in zip(sample.started_at, sample.labels, strict=True) if label >= 0]
        stretches = pooled_weeks(labelled_at, starts_at=starts_at, ends_at=ends_at, at_least=LABELS_FOR_ANY_FIGURE)
        published = [(whole, [*_of_causes(sample, scores), *_beside(session, sample, scores)])]
        for stretch in stretches:
            part = Window(stretch.starts_at, stretch.ends_at, WEEKS)
            published.append((part, _of_causes(_read(session, part, scores), scores)))

    def write(session: Session, now: datetime) -> None:
        for window, estimated in published:
            if estimated:
                publish_figures(
                    session,
                    window,
                    estimated,
                    cost_per_minute=installation.settings.cost_per_minute,
                    model_version_id=scores.model_version_id,
                    now=now,
                )

    return write


def _of_causes(sample: Sample, scores: Scores, *, part: Mapping[str, str] | None = None) -> list[Estimated]:
    """Every cause in the calls of a sample; `part` names the queue or product that they are of."""
    if not sample.call_ids:
        return []
    shares, of_minutes = _estimate(sample, scores), _estimate(sample, scores, minutes=sample.handle_s / 60)
    return [
        Estimated(Subject.CAUSE, cause, sample, share, of_minutes[cause], **(part or {}))
        for cause, share in shares.items()
    ]


def _beside(session: Session, sample: Sample, scores: Scores) -> Iterator[Estimated]:
    """Owners and drivers over all calls, and causes in each queue and product where there are several."""
    if not sample.call_ids:
        return
    for group in groups_of(session, sample):
        share, of_minutes = (
            _estimate(sample, scores, group=group, minutes=minutes)[group.subject_id]
            for minutes in (None, sample.handle_s / 60)
        )
        yield Estimated(group.subject, group.subject_id, sample, share, of_minutes)
    for name in CUT_BY:
        values = sorted(value for field, value in sample.parts if field == name)
        if len(values) > 1:
            for value in filter(None, values):
                yield from _of_causes(sample.of_part(name, value), scores, part={name: value})


def _read(session: Session, window: Window, scores: Scores) -> Sample:
    return read_sample(
        session, starts_at=window.starts_at, ends_at=window.ends_at, model_version_id=scores.model_version_id
    )


def _scores(session: Session, starts_at: datetime, ends_at: datetime) -> Scores:
    model = model_for(session, starts_at)
    if model is not None and model.origin == "trained":
        sample = read_sample(session, starts_at=starts_at, ends_at=ends_at, model_version_id=model.id)
        if sample.scores is not None:
            by_call = {call: row[None, :] for call, row in zip(sample.call_ids, sample.scores, strict=True)}
            return Scores(model.id, by_call, {})
    return _cross_fitted(session, read_sample(session, starts_at=starts_at, ends_at=ends_at, model_version_id=None))


def _cross_fitted(session: Session, sample: Sample) -> Scores:
    spoken = [row for row, label in enumerate(sample.labels) if label != SETTLED]
    texts = read_texts(session, [sample.call_ids[row] for row in spoken])
    labels = [sample.causes[sample.labels[row]] if sample.labels[row] >= 0 else None for row in spoken]
    calls = [texts.get(sample.call_ids[row], CallText(())) for row in spoken]
    try:
        fitted = cross_fit(calls, labels, sample.causes)
    except TrainingError:  # too few labels to learn from: the figures are the people's alone
        return Scores(None, {}, {})
    return Scores(
        None,
        {sample.call_ids[row]: fitted.probabilities[:, place] for place, row in enumerate(spoken)},
        {sample.call_ids[row]: int(fitted.folds[place]) for place, row in enumerate(spoken)},
    )


def _estimate(
    sample: Sample, scores: Scores, *, group: Group | None = None, minutes: NDArray[np.float64] | None = None
) -> dict[str, ShareEstimate]:
    """Shares of every cause, or of one group of them."""
    probabilities, folds = _arrays(sample, scores)
    if group is not None:
        probabilities = group.scores(sample, probabilities)
    return estimate_shares(
        sample.causes if group is None else (group.subject_id,),
        probabilities[0] if probabilities is not None and folds is None else None,
        sample.labels if group is None else group.labels(sample),
        strata=sample.strata,
        frame_sizes=sample.frame_sizes,
        cells=sample.cells,
        fold_probabilities=probabilities if folds is not None else None,
        folds=folds,
        minutes=minutes,
        nonresponse=sample.nonresponse_share,
    )


def _arrays(sample: Sample, scores: Scores) -> tuple[NDArray[np.float64] | None, NDArray[np.int64] | None]:
    """(F, N, K) probabilities and (N,) folds in the order of a sample; calls without speech score 0."""
    if not scores.by_call:
        return None, None
    shape = next(iter(scores.by_call.values())).shape
    nothing = np.zeros(shape)
    probabilities = np.stack([scores.by_call.get(call, nothing) for call in sample.call_ids], axis=1)
    if not scores.folds:
        return probabilities, None
    return probabilities, np.array([scores.folds.get(call, 0) for call in sample.call_ids], dtype=np.int64)
