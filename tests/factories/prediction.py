from typing import Any

from sqlalchemy.orm import Session

from store.tables.call import Call
from store.tables.prediction import Prediction
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.cause import cause_called, make_causes
from tests.factories.model_version import the_champion
from tests.factories.saving import saved


def make_prediction(session: Session, *, call: Call | None = None, **overrides: Any) -> Prediction:
    """The champion is 80 % sure of the cause; the other causes share the rest."""
    cause = cause_called(session, overrides.get("cause_id", "marketing_mailer"))
    causes = make_causes(session)
    rest = 0.2 / (len(causes) - 1)
    defaults: dict[str, Any] = {
        "call_id": overrides.get("call_id") or (call or make_call(session)).id,
        "model_version_id": overrides.get("model_version_id") or the_champion(session).id,
        "cause_id": cause.id,
        "probabilities": {other.id: 0.8 if other is cause else rest for other in causes},
        "evidence": [],
        "predicted_at": NOW,
    }
    return saved(session, Prediction(**defaults | overrides))
