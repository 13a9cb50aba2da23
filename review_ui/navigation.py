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
    Door("For you", "/for-you", Action.HEAR_EXCERPTS),
    Door("Figures", "/dashboard", Action.SEE_FIGURES),
    Door("Actions", "/actions", Action.SEE_ACTIONS),
    Door("Meeting", "/review", Action.SEE_REVIEW),
    Door("Memory", "/memory", Action.SEARCH_MEMORY),
    Door("Review desk", "/desk", Action.LABEL_CALLS),
    Door("Calls", "/calls", Action.SEE_CALLS),
    Door("Draws", "/draws", Action.SEE_DRAWS),
    Door("Model", "/model", Action.SEE_MODEL),
    Door("Audit", "/audit", Action.SEE_AUDIT),
    Door("Admin", "/admin", Action.SEE_ADMIN),
)

_FIRST: Final = {
    Role.EXECUTIVE: ("/listen", "/dashboard", "/actions", "/for-you", "/memory"),
    Role.QA_LEAD: ("/dashboard", "/desk", "/calls", "/actions", "/listen"),
    Role.ADMIN: ("/dashboard", "/calls", "/actions", "/admin"),
    Role.REVIEWER: ("/desk", "/calls", "/dashboard"),
    Role.AUDITOR: ("/draws", "/audit", "/dashboard", "/calls"),
}
"""The doors of every day, in their order; the others stand behind "More", so that a phone shows the row whole."""

_HOME: Final = {
    Role.EXECUTIVE: "/listen",
    Role.REVIEWER: "/desk",
    Role.AUDITOR: "/draws",
}


def doors_of(person: Person) -> tuple[list[Door], list[Door]]:
    """The doors of this person's every day, and the others."""
    open_doors = {door.path: door for door in DOORS if may(person, door.action)}
    first = [open_doors.pop(path) for path in _FIRST.get(person.role, ()) if path in open_doors]
    others = list(open_doors.values())
    return (first + others, []) if len(others) < 2 else (first, others)


def home_of(person: Person) -> str:
    """Where the person's work is."""
    return _HOME.get(person.role, "/dashboard")
