"""A text that can be searched by its words: redacted, folded (`store.fulltext`), one row a subject."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class Searchable(Base):
    """Triggers carry each row on to SQLite's FTS5 index; PostgreSQL indexes the row itself."""

    __tablename__ = "searchable"
    __table_args__ = (UniqueConstraint("kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """What the subject is, such as `call`."""
    subject_id: Mapped[UUID]
    words: Mapped[str]
