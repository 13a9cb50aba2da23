"""Customers by month, imported: the denominator of the shared number."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class CustomerCount(Base):
    __tablename__ = "customer_count"

    month: Mapped[date] = mapped_column(primary_key=True)
    """First day of the month."""
    customers: Mapped[int]
