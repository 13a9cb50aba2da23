"""How many records were refused on each day; a roll-up kept like `CallCount`."""

from datetime import date

from sqlalchemy import BigInteger, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base
from store.tables.call_count import FOLDED, total


class RefusalCount(Base):
    __tablename__ = "refusal_count"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads this name from the class

    day: Mapped[date] = mapped_column(primary_key=True)
    """The UTC day on which the records were refused."""
    writer: Mapped[int] = mapped_column(primary_key=True, default=FOLDED)
    refusals: Mapped[int] = mapped_column(BigInteger)

    @classmethod
    def all(cls) -> Select[int]:
        return select(func.coalesce(total(cls.refusals.expression), 0))
