"""What the model says caused a call. Whoever is to label a call blind sees nothing of it."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, Field
from sqlalchemy import Row, select

from accounts.permissions import Action, labels_seen_by
from api.cursor import SORT, Cursor, Limit, Page, orders, page_of
from api.entry import Allowed, Now, Reading, resource
from api.filters import EndsAt, StartsAt, Word, narrowed, within
from store.tables.call import Call
from store.tables.model_version import ModelState, ModelVersion
from store.tables.person import Person
from store.tables.prediction import Prediction

router = resource("Predictions")
ORDERS = orders(Prediction.id, Prediction.predicted_at)
Sort = Literal["-predicted_at", "predicted_at"]


class EvidenceOut(BaseModel):
    speaker: str
    start_ms: int
    end_ms: int
    text: str
    weight: float


class PredictionOut(BaseModel):
    """What one version says of a call.

    `origin` is `suggestion` while no model has learned from labels of this company: a guess of the shipped model, the
    causes' own words and the registers, of which no figure is made.
    """

    call_id: UUID
    origin: Literal["suggestion", "model", "rule"]
    cause: str = Field(examples=["marketing_mailer"])
    probabilities: dict[str, float] = Field(examples=[{"marketing_mailer": 0.81, "ops_issue": 0.19}])
    model_version: int
    rule: str = Field(description="The certain rule that decided above the model; empty where none did")
    reasons: list[str]
    evidence: list[EvidenceOut]
    predicted_at: datetime

    @classmethod
    def of(cls, prediction: Prediction, version: ModelVersion) -> "PredictionOut":
        origin = prediction.origin_under(version)
        return cls(
            call_id=prediction.call_id,
            origin=origin,
            cause=prediction.cause_id,
            probabilities=prediction.probabilities,
            model_version=version.number,
            rule=prediction.rule,
            reasons=prediction.reasons,
            evidence=[EvidenceOut.model_validate(one) for one in prediction.evidence],
            predicted_at=prediction.predicted_at,
        )


@router.get("/predictions", operation_id="list_predictions", response_model=Page[PredictionOut])
def list_predictions(
    session: Reading,
    person: Annotated[Person, Depends(Allowed(Action.READ_CALLS))],
    now: Now,
    call_id: UUID | None = None,
    cause_id: Word = "",
    model_version: Annotated[
        int | None, Query(ge=1, le=2_000_000_000, description="Only the champion's where it is left out")
    ] = None,
    starts_at: StartsAt = None,
    ends_at: EndsAt = None,
    sort: Annotated[Sort, Query(description=SORT)] = "-predicted_at",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """By when they were made. Calls that the caller may still have to label blind are left out."""
    is_wanted = (
        ModelVersion.state == ModelState.CHAMPION if model_version is None else ModelVersion.number == model_version
    )
    found = (
        select(Prediction, ModelVersion)
        .join(ModelVersion, ModelVersion.id == Prediction.model_version_id)
        .join(Call, Call.id == Prediction.call_id)
        .where(is_wanted, labels_seen_by(person, now=now))
    )
    found = narrowed(found, (Prediction.call_id, call_id), (Prediction.cause_id, cause_id))
    found = within(found, Prediction.predicted_at, starts_at, ends_at)
    return page_of(session, found, ORDERS[sort], cursor=cursor, limit=limit, show=_shown)


def _shown(row: Row[Prediction, ModelVersion]) -> PredictionOut:
    return PredictionOut.of(*row)
