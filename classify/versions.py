"""Model versions as rows and files: the shipped cold-start model, challengers, the champion, rollback."""

import hashlib
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classify.artefact import dump_model, load_model, open_model
from classify.model import CauseModel
from settings.errors import ListenbackError
from settings.settings import CHECKOUT
from store.blobs import Blobs
from store.bulk import one_at_a_time
from store.tables.model_version import SEED, TRANSITIONS, ModelState, ModelVersion

LOCK = 0x1157_5EED
"""PostgreSQL's advisory lock of whoever makes the first model version."""
SEED_FOLDER = CHECKOUT / "models" / "cause-seed"


class ModelStateError(ListenbackError):
    code = "model_state"
    status = 409


def ensure_seed(session: Session, blobs: Blobs, *, now: datetime, folder: Path = SEED_FOLDER) -> ModelVersion:
    """The champion of a new installation: the shipped model, which has seen no label of this company.

    Two workers that have their first call at once take turns, and the second finds the model of the first.
    """
    one_at_a_time(session, LOCK)
    known = session.scalars(select(ModelVersion).where(ModelVersion.origin == SEED)).first()
    if known is not None:
        return known
    model, card = open_model(folder)
    version = ModelVersion(
        number=next_number(session),
        state=ModelState.CHAMPION if champion(session) is None else ModelState.RETIRED,
        origin=SEED,
        blob=blobs.put(dump_model(model)),
        labels_sha256=card.labels_sha256,
        labels_until=None,
        metrics=dict(card.metrics),
        trained_at=now,
        promoted_at=now,
    )
    session.add(version)
    session.flush()
    return version


def champion(session: Session) -> ModelVersion | None:
    return session.scalars(ModelVersion.champion()).one_or_none()


def next_number(session: Session) -> int:
    return (session.scalar(select(func.max(ModelVersion.number))) or 0) + 1


def read_version(blobs: Blobs, version: ModelVersion) -> CauseModel:
    """The model of a version. Raises ModelFileError, or BlobMissingError where its file is gone."""
    assert version.blob is not None
    return load_model(blobs.get(version.blob), name=f"model version {version.number}")


def version_numbered(session: Session, number: int) -> ModelVersion:
    """Raises ModelStateError where there is none."""
    version = session.scalars(select(ModelVersion).where(ModelVersion.number == number)).one_or_none()
    if version is None:
        raise ModelStateError(f"there is no model version {number}.", remedy="See: listenback model list.")
    return version


def champion_before(session: Session) -> ModelVersion:
    """The version a rollback brings back: the latest champion before this one. Raises ModelStateError."""
    current = champion(session)
    before = session.scalars(
        select(ModelVersion)
        .where(
            ModelVersion.state == ModelState.RETIRED,
            ModelVersion.promoted_at.is_not(None),
            ModelVersion.number < (current.number if current else 0),
        )
        .order_by(ModelVersion.promoted_at.desc(), ModelVersion.number.desc())
    ).first()
    if before is None:
        raise ModelStateError("there is no earlier champion.", remedy="See: listenback model list.")
    return before


def promote(session: Session, version: ModelVersion, *, now: datetime) -> None:
    """Make a version the champion; the one before is retired and can come back. Raises ModelStateError."""
    if ModelState.CHAMPION not in TRANSITIONS[version.state]:
        raise ModelStateError(f"model version {version.number} is {version.state}.", remedy="Choose another version.")
    current = champion(session)
    if current is not None:
        current.state = ModelState.RETIRED
        session.flush()
    version.state, version.promoted_at = ModelState.CHAMPION, now
    session.flush()


def fingerprint(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
