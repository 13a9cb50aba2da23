"""Asha reviews, Bruno owns the mailer, Carol runs operations, Dilip sales and Erika the training department."""

from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables.person import Person, Role
from tests.conftest import NOW
from tests.factories.saving import saved


def make_person(session: Session, **overrides: Any) -> Person:
    name = overrides.get("name", f"Person {uuid4().hex[:6]}")
    defaults: dict[str, Any] = {
        "name": name,
        "email": f"{name.lower().replace(' ', '.')}@northlight.example",
        "role": Role.EXECUTIVE,
        "created_at": NOW,
    }
    return saved(session, Person(**defaults | overrides))


def asha(session: Session) -> Person:
    """A reviewer."""
    return _named(session, "Asha Rao", role=Role.REVIEWER, title="Reviewer", department="Quality")


def bruno(session: Session) -> Person:
    """The executive who owns `marketing_mailer`."""
    return _named(session, "Bruno Lang", role=Role.EXECUTIVE, title="Chief Marketing Officer", department="Marketing")


def carol(session: Session) -> Person:
    """The executive who owns `ops_issue`, and nothing of Bruno's."""
    return _named(
        session, "Carol Mwangi", role=Role.EXECUTIVE, title="Chief Operating Officer", department="Operations"
    )


def dilip(session: Session) -> Person:
    """The executive who owns `sales_overpromise`."""
    return _named(session, "Dilip Shah", role=Role.EXECUTIVE, title="Head of Sales", department="Sales")


def erika(session: Session) -> Person:
    """The executive who owns `agent_knowledge_gap`."""
    return _named(session, "Erika Holm", role=Role.EXECUTIVE, title="Head of Training", department="Training")


def ada(session: Session) -> Person:
    """An administrator."""
    return _named(session, "Ada Novak", role=Role.ADMIN, title="Administrator", department="IT")


def quentin(session: Session) -> Person:
    """The QA lead."""
    return _named(session, "Quentin Moss", role=Role.QA_LEAD, title="QA Lead", department="Quality")


def _named(session: Session, name: str, **facts: Any) -> Person:
    known = session.scalar(select(Person).where(Person.name == name))
    return known or make_person(session, name=name, **facts)
