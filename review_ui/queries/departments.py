"""How departments listen and answer: heard 6 of 8, disputed 2, upheld 1. Never by agent, and no ranking."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import Session

from store.tables.digest import Digest, DigestState
from store.tables.dispute import Dispute, DisputeState
from store.tables.excerpt import Excerpt
from store.tables.listen import Listen
from store.tables.person import Person
from store.tables.reply import Reply


@dataclass
class DepartmentRow:
    """Counts of the excerpts that were sent to one department's executives."""

    name: str
    people: list[str] = field(default_factory=list)
    sent: int = 0
    heard: int = 0
    answered: int = 0
    disputed: int = 0
    upheld: int = 0
    rejected: int = 0

    @property
    def open(self) -> int:
        return self.disputed - self.upheld - self.rejected


def departments(
    session: Session, *, starts_at: datetime | None = None, ends_at: datetime | None = None
) -> list[DepartmentRow]:
    """By name. With a period, the digests that end in it; an excerpt counts for the person it was sent to."""
    rows: dict[str, DepartmentRow] = {}
    for name, department, sent, heard, answered, *disputes in session.execute(_counted(starts_at, ends_at)):
        row = rows.setdefault(department or name, DepartmentRow(department or name))
        row.people.append(name)
        row.sent += sent
        row.heard += heard
        row.answered += answered
        for field_name, number in zip(("disputed", "upheld", "rejected"), disputes, strict=True):
            setattr(row, field_name, getattr(row, field_name) + number)
    return sorted(rows.values(), key=lambda row: row.name)


def _counted(starts_at: datetime | None, ends_at: datetime | None) -> Select[*tuple[Any, ...]]:
    """Of each person: excerpts sent, heard, answered, and disputed with what became of it. All in one question."""
    one = _sent(starts_at, ends_at).subquery()
    settled = [one.c.dispute == state for state in (DisputeState.UPHELD, DisputeState.REJECTED)]
    counted = (one.c.is_heard, one.c.is_answered, one.c.dispute != DisputeState.WITHDRAWN, *settled)
    return (
        select(Person.name, Person.department, func.count(), *(func.count(case((each, 1))) for each in counted))
        .join(one, one.c.person_id == Person.id)
        .group_by(Person.id, Person.name, Person.department)
        .order_by(Person.name)
    )


def _sent(starts_at: datetime | None, ends_at: datetime | None) -> Select[*tuple[Any, ...]]:
    """Every excerpt that was sent, to whom, and what that person did with it."""
    heard = exists().where(*_by_listener(Listen), Listen.heard_at.is_not(None))
    answered = exists().where(*_by_listener(Reply), Reply.withdrawn_at.is_(None))
    dispute = select(Dispute.state).where(*_by_listener(Dispute)).scalar_subquery()
    sent = (
        select(Digest.person_id, heard.label("is_heard"), answered.label("is_answered"), dispute.label("dispute"))
        .join(Excerpt, Excerpt.digest_id == Digest.id)
        .where(Digest.state == DigestState.READY)
    )
    if starts_at is None or ends_at is None:
        return sent
    return sent.where(Digest.ends_at > starts_at, Digest.ends_at <= ends_at)


def _by_listener(table: type[Listen | Reply | Dispute]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Of this excerpt, by whom it was sent to: said so that no planner begins with all that a person ever did."""
    return table.excerpt_id == Excerpt.id, func.coalesce(table.person_id, table.person_id) == Digest.person_id
