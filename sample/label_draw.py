"""Draw which of the drawn calls people label: by score band, every call with a known positive probability."""

from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from sample.draws import Seed
from sample.strata import PlanError
from store.draws import commit_draw, reveal_draw
from store.tables.call import Call, CallState
from store.tables.cause import Cause
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.model_version import ModelVersion
from store.tables.prediction import Prediction
from store.tables.selection import Selection
from store.tables.transcript import Transcript
from survey.bands import plan_labels
from survey.double_coding import DOUBLE_CODED

SUBJECT = "estimation labels"


def draw_labels(
    session: Session, *, starts_at: datetime, ends_at: datetime, labels: int, seed: Seed, now: datetime
) -> Draw:
    """Choose `labels` calls of the period's drawn calls with speech for blind labelling.

    Bands come from the champion's predictions and are frozen in the draw; a later model never re-bands. Calls that an
    earlier label draw listed had their chance. Raises PlanError where nothing is left to label.
    """
    champion = session.scalars(ModelVersion.champion()).one_or_none()
    rows = _drawn_with_speech(session, starts_at, ends_at, champion)
    if not rows:
        raise PlanError("no drawn call waits for a label draw.", remedy="Draw calls and let them be transcribed first.")
    causes = list(session.scalars(select(Cause.id).order_by(Cause.position)))
    scores = _scores([prediction for _, _, prediction in rows], causes)
    plan = plan_labels([stratum for _, stratum, _ in rows], scores, min(labels, len(rows)))
    draw = commit_draw(
        session,
        purpose=DrawPurpose.LABELS,
        subject=SUBJECT,
        manifest=[(call_id.hex, cell) for (call_id, _, _), cell in zip(rows, plan.cell_of, strict=True)],
        targets=plan.sizes,
        seed_source=seed.source,
        seed_named=seed.named,
        starts_at=starts_at,
        ends_at=ends_at,
        excluded={},
        details={
            "model_version_id": str(champion.id) if champion and scores is not None else None,
            "double_coded": DOUBLE_CODED,
        },
        now=now,
    )
    reveal_draw(session, draw, seed=seed.value, now=now)
    return draw


def _drawn_with_speech(
    session: Session, starts_at: datetime, ends_at: datetime, champion: ModelVersion | None
) -> list[tuple[UUID, str, Prediction | None]]:
    """(call, plan stratum, prediction) of every drawn call that somebody can label, in a stable order."""
    listed = {
        line[0] for manifest in session.scalars(select(Draw.manifest).where(_is_label_draw())) for line in manifest
    }
    found = session.execute(
        select(Call.id, Draw.number, Selection.stratum, Prediction)
        .join(Selection, Selection.call_id == Call.id)
        .join(Draw, Draw.id == Selection.draw_id)
        .join(Transcript, (Transcript.call_id == Call.id) & Transcript.is_current)
        .outerjoin(
            Prediction,
            (Prediction.call_id == Call.id) & (Prediction.model_version_id == (champion.id if champion else None)),
        )
        .where(
            Draw.purpose == DrawPurpose.CALLS,
            or_(
                (Call.started_at >= starts_at) & (Call.started_at < ends_at),
                (Draw.starts_at >= starts_at) & (Draw.ends_at <= ends_at),  # late arrivals are older than its period
            ),
            Call.state == CallState.DONE,
            Transcript.no_speech.is_(False),
        )
        .order_by(Call.id)
    )
    return [
        (call_id, f"{number}:{stratum}", prediction)
        for call_id, number, stratum, prediction in found
        if call_id.hex not in listed
    ]


def _is_label_draw() -> ColumnElement[bool]:
    return (Draw.purpose == DrawPurpose.LABELS) & (Draw.state == DrawState.REVEALED)


def _scores(predictions: list[Prediction | None], causes: list[str]) -> NDArray[np.float64] | None:
    """Probabilities (N, K) of the champion; None where any is missing, then labels are drawn without bands."""
    if any(prediction is None for prediction in predictions):
        return None
    return np.array(
        [
            [float(prediction.probabilities.get(cause, 0.0)) for cause in causes]
            for prediction in predictions
            if prediction
        ]
    )
