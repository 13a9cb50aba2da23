from typing import Any

from sqlalchemy.orm import Session

from store.tables.call import Call
from store.tables.label import Label, LabelOrigin, LabelPurpose
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.cause import cause_called
from tests.factories.person import asha
from tests.factories.saving import saved


def make_label(session: Session, *, call: Call | None = None, **overrides: Any) -> Label:
    """Asha's blind label at the desk. One that enters a figure needs `draw_id` and `probability` too."""
    cause = cause_called(session, overrides.get("cause_id", "marketing_mailer"))
    defaults: dict[str, Any] = {
        "call_id": overrides.get("call_id") or (call or make_call(session)).id,
        "cause_id": cause.id,
        "annotator_id": overrides.get("annotator_id") or asha(session).id,
        "labelled_at": NOW,
        "purpose": LabelPurpose.ESTIMATION,
        "origin": LabelOrigin.DESK,
        "is_blind": True,
    }
    return saved(session, Label(**defaults | overrides))
