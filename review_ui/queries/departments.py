"""How departments listen and answer: heard 6 of 8, disputed 2, upheld 1. Never by agent, and no ranking."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
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
    for excerpt, person in _sent(session, starts_at, ends_at):
        name = person.department or person.name
        row = rows.setdefault(name, DepartmentRow(name))
        if person.name not in row.people:
            row.people.append(person.name)
        _count(session, row, excerpt, person)
    return sorted(rows.values(), key=lambda row: row.name)


def _sent(session: Session, starts_at: datetime | None, ends_at: datetime | None) -> list[tuple[Excerpt, Person]]:
    found = (
        select(Excerpt, Person)
        .join(Digest, Digest.id == Excerpt.digest_id)
        .join(Person, Person.id == Digest.person_id)
        .where(Digest.state == DigestState.READY)
        .order_by(Person.name)
    )
    if starts_at is not None and ends_at is not None:
        found = found.where(Digest.ends_at > starts_at, Digest.ends_at <= ends_at)
    return [(excerpt, person) for excerpt, person in session.execute(found)]


def _count(session: Session, row: DepartmentRow, excerpt: Excerpt, person: Person) -> None:
    of_person = {"excerpt_id": excerpt.id, "person_id": person.id}
    heard = select(Listen.id).filter_by(**of_person).where(Listen.heard_at.is_not(None))
    answered = select(Reply.id).filter_by(**of_person).where(Reply.withdrawn_at.is_(None))
    dispute = session.scalar(select(Dispute).filter_by(**of_person).where(Dispute.state != DisputeState.WITHDRAWN))
    row.sent += 1
    row.heard += session.scalar(heard.limit(1)) is not None
    row.answered += session.scalar(answered.limit(1)) is not None
    row.disputed += dispute is not None
    row.upheld += dispute is not None and dispute.state is DisputeState.UPHELD
    row.rejected += dispute is not None and dispute.state is DisputeState.REJECTED
