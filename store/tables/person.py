"""A person who uses the pages or the API."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Identified, one_of


class Role(StrEnum):
    ADMIN = "admin"
    QA_LEAD = "qa_lead"
    REVIEWER = "reviewer"
    EXECUTIVE = "executive"
    AUDITOR = "auditor"
    SERVICE = "service"


class Person(Identified, Base):
    __tablename__ = "person"

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    department: Mapped[str] = mapped_column(default="")
    role: Mapped[Role] = mapped_column(one_of(Role))
    superior_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """Who is told when this person's promises are overdue, or closed while the cause still rings."""
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
