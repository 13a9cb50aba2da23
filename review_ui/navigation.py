"""The few doors of the house, each shown only to those who may open it."""

from dataclasses import dataclass
from typing import Final

from accounts.permissions import Action, may
from store.tables.person import Person, Role


@dataclass(frozen=True)
class Door:
    name: str
    path: str
    action: Action


DOORS: Final = (
    Door("Listen", "/listen", Action.HEAR_EXCERPTS),
    Door("Figures", "/dashboard", Action.SEE_FIGURES),
    Door("Actions", "/actions", Action.SEE_ACTIONS),
    Door("Review desk", "/desk", Action.LABEL_CALLS),
    Door("Calls", "/calls", Action.SEE_CALLS),
    Door("Draws", "/draws", Action.SEE_DRAWS),
    Door("Model", "/model", Action.SEE_MODEL),
)

_HOME: Final = {
    Role.EXECUTIVE: "/listen",
    Role.REVIEWER: "/desk",
    Role.AUDITOR: "/draws",
}


def doors_of(person: Person) -> list[Door]:
    return [door for door in DOORS if may(person, door.action)]


def home_of(person: Person) -> str:
    """Where the person's work is."""
    return _HOME.get(person.role, "/dashboard")
