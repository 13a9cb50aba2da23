"""Files that are to go: noted with the rows that let them go, deleted afterwards, forgotten once they are gone."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from store.blob_uses import is_used
from store.installation import Installation
from store.tables.doomed_file import DoomedFile, FileKind
from store.tables.erasure import Erasure

AT_ONCE: Final = 200
OUTBOX: Final = "outbox"


def doom(
    session: Session, kind: FileKind, keys: Iterable[str | None], *, now: datetime, erasure_id: UUID | None = None
) -> int:
    """Note files for deletion, in the transaction that drops the rows about them. Returns how many are noted."""
    values = [
        {"key": key, "kind": kind, "doomed_at": now, "erasure_id": erasure_id}
        for key in dict.fromkeys(key for key in keys if key)
    ]
    if values:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        session.execute(insert(DoomedFile).values(values).on_conflict_do_nothing(index_elements=["key"]))
    return len(values)


def delete_doomed(installation: Installation, *, now: datetime, erasure_id: UUID | None = None) -> int:
    """Delete what is noted, of one request or of all; a file that another row still needs stays. Returns how many went.

    The notes go after the files, so whoever is killed in between does it again.
    """
    gone = 0
    while some := _noted(installation, erasure_id, now):
        unneeded = [one for one in some if not _is_needed(installation, one)]
        for one in unneeded:
            _delete(installation, one)
        with installation.sessions.begin() as session:
            session.execute(delete(DoomedFile).where(DoomedFile.key.in_([one.key for one in some])))
            _tell(session, unneeded)
        gone += len(unneeded)
    return gone


def _noted(installation: Installation, erasure_id: UUID | None, now: datetime) -> list[DoomedFile]:
    due = DoomedFile.doomed_at <= now if erasure_id is None else DoomedFile.erasure_id == erasure_id
    noted = select(DoomedFile).where(due).order_by(DoomedFile.doomed_at, DoomedFile.key).limit(AT_ONCE)
    with installation.readers() as session:
        return list(session.scalars(noted))


def _is_needed(installation: Installation, file: DoomedFile) -> bool:
    if file.kind is FileKind.OUTBOX:
        return False
    with installation.readers() as session:
        return is_used(session, file.key)


def _delete(installation: Installation, file: DoomedFile) -> None:
    if file.kind is FileKind.OUTBOX:
        (outbox_of(installation) / Path(file.key).name).unlink(missing_ok=True)
    else:
        installation.blobs.delete(file.key, even_if_held=file.erasure_id is not None)


def _tell(session: Session, files: Iterable[DoomedFile]) -> None:
    """Add them to the requests they went with; a stored file's key is its SHA-256 already."""
    for file in files:
        if file.erasure_id is not None:
            request = session.get_one(Erasure, file.erasure_id)
            name = hashlib.sha256(file.key.encode()).hexdigest() if file.kind is FileKind.OUTBOX else file.key
            request.files = [*request.files, {"kind": file.kind.value, "sha256": name}]


def outbox_of(installation: Installation) -> Path:
    """Where messages are kept as files while no mail server is set up."""
    return installation.settings.home / OUTBOX
