from typing import Any

from sqlalchemy.orm import Session

from store.tables.cause import Cause
from tests.factories.person import bruno, carol, dilip, erika
from tests.factories.saving import saved

NAMES = {
    "marketing_mailer": "Mailer",
    "ops_issue": "Operations issue",
    "sales_overpromise": "Over-promise",
    "agent_knowledge_gap": "Knowledge gap",
    "customer_need": "Customer need",
    "unknown": "Unknown",
}
OWNERS = {"marketing_mailer": bruno, "ops_issue": carol, "sales_overpromise": dilip, "agent_knowledge_gap": erika}


def make_cause(session: Session, **overrides: Any) -> Cause:
    """By default Bruno's `marketing_mailer`; any of the six default ids gets its own name, owner and place."""
    cause_id = overrides.get("id", "marketing_mailer")
    owner = OWNERS.get(cause_id)
    defaults: dict[str, Any] = {
        "id": cause_id,
        "name": NAMES.get(cause_id, cause_id.replace("_", " ").capitalize()),
        "description": f"Calls whose cause is {cause_id}.",
        "is_avoidable": cause_id not in {"customer_need", "unknown"},
        "owner_id": owner(session).id if owner and "owner_id" not in overrides else None,
        "position": list(NAMES).index(cause_id) if cause_id in NAMES else len(NAMES),
    }
    return saved(session, Cause(**defaults | overrides))


def cause_called(session: Session, cause_id: str) -> Cause:
    """The cause of this id, made when it is not there yet."""
    return session.get(Cause, cause_id) or make_cause(session, id=cause_id)


def make_causes(session: Session) -> list[Cause]:
    """The six default causes, in the order of their positions."""
    return [cause_called(session, cause_id) for cause_id in NAMES]
