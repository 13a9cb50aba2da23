"""When causes came to mean something else: figures before and after are measured by different definitions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class TaxonomyVersion(Base):
    __tablename__ = "taxonomy_version"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The same as `taxonomy_version` of causes and figures."""
    made_at: Mapped[datetime]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """Who changed it; none at the command line."""
    what: Mapped[str]
    """Ids of causes that were added, dropped or described anew."""
    note: Mapped[str] = mapped_column(default="")
    """Why, in the words of who did it."""
