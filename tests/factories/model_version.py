from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.tables.model_version import ModelState, ModelVersion
from tests.factories.saving import saved


def make_model_version(session: Session, **overrides: Any) -> ModelVersion:
    """The shipped seed model, in charge."""
    defaults: dict[str, Any] = {
        "number": (session.scalar(select(func.max(ModelVersion.number))) or 0) + 1,
        "state": ModelState.CHAMPION,
        "origin": "seed",
        "trained_at": datetime(2026, 9, 1, tzinfo=UTC),
    }
    return saved(session, ModelVersion(**defaults | overrides))


def the_champion(session: Session) -> ModelVersion:
    """The champion, made when there is none yet: a model that learned from labels."""
    return session.scalar(ModelVersion.champion()) or make_model_version(session, origin="trained")
