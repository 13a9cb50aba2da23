"""The row of doors: what somebody opens every day first, nothing they may not open, nothing lost."""

import pytest
from sqlalchemy.orm import Session

from accounts.permissions import may
from review_ui.navigation import DOORS, doors_of, home_of
from store.tables.person import Role
from tests.factories.person import make_person


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SERVICE])
def test_every_open_door_is_there_once_and_home_is_among_them(session: Session, role: Role) -> None:
    person = make_person(session, email=f"{role.value}@northlight.example", role=role)
    first, others = doors_of(person)
    assert sorted(door.path for door in first + others) == sorted(
        door.path for door in DOORS if may(person, door.action)
    )
    assert home_of(person) in {door.path for door in first}
    assert len(first) <= 6


def test_an_executives_phone_begins_with_listening(session: Session) -> None:
    first, others = doors_of(make_person(session, email="bruno@northlight.example", role=Role.EXECUTIVE))
    assert [door.name for door in first][:3] == ["Listen", "Figures", "Actions"]
    assert "Draws" in {door.name for door in others}
