"""What a superior is told of the promises of their people: overdue ones, and closed ones whose cause still rings."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliver.finding import measured_sentence, overdue_sentence
from store.tables.cause import Cause
from store.tables.commitment import Commitment, CommitmentState
from store.tables.measurement import Measurement
from store.tables.person import Person


def reports_to(session: Session, superior: Person, *, now: datetime) -> Iterator[str]:
    """A sentence for each promise to ask about, the longest waiting first."""
    people = {person.id: person for person in session.scalars(select(Person).where(Person.superior_id == superior.id))}
    if not people:
        return
    today = now.date()
    late = (
        select(Commitment)
        .where(
            Commitment.person_id.in_(people),
            Commitment.state == CommitmentState.PROMISED,
            Commitment.due_date < today,
        )
        .order_by(Commitment.due_date, Commitment.id)
    )
    for commitment in session.scalars(late):
        sentence = overdue_sentence(commitment.promise, commitment.due_date, today)
        yield f"{people[commitment.person_id].name}: {sentence}"
    ringing = Measurement.still_ringing(now).where(Commitment.person_id.in_(people))
    for commitment, look in session.execute(ringing):
        cause = session.get_one(Cause, commitment.cause_id)
        found = measured_sentence(look.verdict, look.change, look.low, look.high)
        yield (
            f"{people[commitment.person_id].name} closed “{commitment.promise}”, and {cause.name} still rings. {found}"
        )


def superiors(session: Session) -> list[Person]:
    """Everybody to whom an active person reports."""
    above = select(Person.superior_id).where(Person.is_active, Person.superior_id.is_not(None))
    return list(session.scalars(select(Person).where(Person.id.in_(above), Person.is_active).order_by(Person.email)))
