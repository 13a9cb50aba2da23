"""A file that nothing speaks of any more and that is still to be deleted: written with the rows that let it go.

A transaction cannot delete a file. So whoever drops the last row about one leaves a line here in that transaction, and
the line goes only after the file went: killed in between, the clock finds it again.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, one_of


class FileKind(StrEnum):
    ORIGINAL = "original"
    SOUND = "sound"
    EXCERPT = "excerpt"
    MESSAGE = "message"
    OUTBOX = "outbox"
    """A message kept as `.eml` in the home's folder `outbox`, where no mail server is set up; the key is its name."""
    MODEL = "model"
    EXPORT = "export"
    ORPHAN = "orphan"
    """No row speaks of it, as where work on a call was cut off; it may just have been written, so it waits a day."""


class DoomedFile(Base):
    __tablename__ = "doomed_file"

    key: Mapped[str] = mapped_column(primary_key=True)
    """In the blob store, for all kinds but `outbox`."""
    kind: Mapped[FileKind] = mapped_column(one_of(FileKind))
    doomed_at: Mapped[datetime] = mapped_column(index=True)
    """It goes from then on, unless a row speaks of it again."""
    erasure_id: Mapped[UUID | None] = mapped_column(ForeignKey("erasure.id"), index=True)
    """The request it goes with; none where a clock let it go."""
