from typing import Any

from sqlalchemy.orm import Session

from store.tables.commitment import Commitment
from store.tables.measurement import Measurement
from tests.conftest import NOW
from tests.factories.commitment import make_commitment
from tests.factories.saving import saved


def make_measurement(session: Session, *, commitment: Commitment | None = None, **overrides: Any) -> Measurement:
    """A clear drop from 48 % to 9 %."""
    commitment = commitment or make_commitment(session)
    defaults: dict[str, Any] = {
        "commitment_id": commitment.id,
        "cause_id": commitment.cause_id,
        "as_of": NOW,
        "before": {"share": 0.48, "low": 0.40, "high": 0.56, "n": 110, "N": 120, "estimator": "ppi++"},
        "after": {"share": 0.09, "low": 0.05, "high": 0.16, "n": 110, "N": 120, "estimator": "ppi++"},
        "change": -0.39,
        "low": -0.53,
        "high": -0.25,
        "log_e": 18.0,
        "verdict": "dropped",
        "measured_at": NOW,
    }
    return saved(session, Measurement(**defaults | overrides))
