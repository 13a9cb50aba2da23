"""After an erasure: no trained model keeps a word that only erased calls said, and no measure of one names it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.artefact import dump_model
from classify.calltext import CallText, call_of_segments
from classify.transcripts import segments_of
from classify.unlearn import told_words, unlearned, without_words
from classify.versions import read_version
from store.doomed import doom
from store.installation import Installation
from store.tables.doomed_file import FileKind
from store.tables.model_version import TRAINED, ModelVersion
from store.tables.transcript import Transcript

AT_ONCE = 500


def unlearn(installation: Installation, *, erasure_id: UUID, now: datetime) -> int:
    """Every version that learned from calls of this company. Returns how many knew a word that nobody else said."""
    with installation.readers() as session:
        trained = select(ModelVersion).where(ModelVersion.origin == TRAINED, ModelVersion.blob.is_not(None))
        versions = session.scalars(trained.order_by(ModelVersion.number)).all()
    return sum(_unlearn_one(installation, version, erasure_id=erasure_id, now=now) for version in versions)


def _unlearn_one(installation: Installation, version: ModelVersion, *, erasure_id: UUID, now: datetime) -> bool:
    model = read_version(installation.blobs, version)
    with installation.readers() as session:
        smaller = unlearned(model, _texts(session))
    if smaller is None:
        return False
    key = installation.blobs.put(dump_model(smaller))
    with installation.sessions.begin() as session:
        row = session.get_one(ModelVersion, version.id)
        doom(session, FileKind.MODEL, [row.blob], now=now, erasure_id=erasure_id)
        row.blob, row.metrics = key, without_words(row.metrics, told_words(smaller))
    return True


def _texts(session: Session) -> Iterator[Sequence[CallText]]:
    """The words of every version of every transcript that is left, some at a time."""
    spoken = select(Transcript.segments).where(Transcript.no_speech.is_(False)).execution_options(yield_per=AT_ONCE)
    for some in session.scalars(spoken).partitions(AT_ONCE):
        yield [call_of_segments(segments_of(stored)) for stored in some]
