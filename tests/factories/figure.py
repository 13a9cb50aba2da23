from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.tables.figure import Figure, Measure
from tests.conftest import NOW
from tests.factories.cause import cause_called
from tests.factories.draw import ENDS_AT, STARTS_AT
from tests.factories.saving import saved


def make_figure(session: Session, **overrides: Any) -> Figure:
    """Mailers caused 41 % (33–49 %) of October's calls. The version counts up by itself."""
    cause = cause_called(session, overrides.get("cause_id", "marketing_mailer"))
    key = {
        "measure": overrides.get("measure", Measure.SHARE),
        "cause_id": cause.id,
        "starts_at": overrides.get("starts_at", STARTS_AT),
        "ends_at": overrides.get("ends_at", ENDS_AT),
    }
    defaults: dict[str, Any] = {
        **key,
        "subject_id": cause.id,
        "grain": "period",
        "version": (session.scalar(select(func.max(Figure.version)).filter_by(**key)) or 0) + 1,
        "value": 0.41,
        "low": 0.33,
        "high": 0.49,
        "estimator": "ppi++",
        "labelled": 200,
        "drawn": 240,
        "frame": 400,
        "effective_n": 150.0,
        "human_value": 0.42,
        "human_low": 0.34,
        "human_high": 0.51,
        "taxonomy_version": 1,
        "published_at": NOW,
    }
    return saved(session, Figure(**defaults | overrides))
