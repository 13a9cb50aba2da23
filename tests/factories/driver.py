from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from store.tables.driver import Campaign, Incident, Offering, PromiseException
from tests.factories.person import bruno, carol
from tests.factories.saving import saved


def make_campaign(session: Session, **overrides: Any) -> Campaign:
    """Bruno's autumn mailer with its own number and code."""
    defaults: dict[str, Any] = {
        "id": f"campaign-{uuid4().hex[:6]}",
        "name": "Autumn mailer",
        "drop_date": date(2026, 10, 1),
        "quantity": 10_000,
        "audience": "households in the north",
        "phone": "18005550142",
        "offer_codes": ["AUTUMN26"],
        "owner_id": overrides.get("owner_id") or bruno(session).id,
        "unit_cost": 0.45,
    }
    return saved(session, Campaign(**defaults | overrides))


def make_incident(session: Session, **overrides: Any) -> Incident:
    """An outage of Carol's that lasted a morning."""
    defaults: dict[str, Any] = {
        "id": f"incident-{uuid4().hex[:6]}",
        "name": "Broadband outage",
        "starts_at": datetime(2026, 10, 7, 6, tzinfo=UTC),
        "ends_at": datetime(2026, 10, 7, 12, tzinfo=UTC),
        "service": "broadband",
        "owner_id": overrides.get("owner_id") or carol(session).id,
    }
    return saved(session, Incident(**defaults | overrides))


def make_offering(session: Session, **overrides: Any) -> Offering:
    defaults: dict[str, Any] = {
        "id": f"offering-{uuid4().hex[:6]}",
        "name": "Home broadband",
        "may_promise": "installation within ten working days",
    }
    return saved(session, Offering(**defaults | overrides))


def make_promise_exception(session: Session, **overrides: Any) -> PromiseException:
    defaults: dict[str, Any] = {
        "id": f"exception-{uuid4().hex[:6]}",
        "promise": "installation within three working days",
        "approved_by": "Carol Mwangi",
        "approved_date": date(2026, 9, 20),
    }
    return saved(session, PromiseException(**defaults | overrides))
