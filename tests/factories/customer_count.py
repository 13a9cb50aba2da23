from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from store.tables.customer_count import CustomerCount
from tests.factories.saving import saved


def make_customer_count(session: Session, **overrides: Any) -> CustomerCount:
    defaults: dict[str, Any] = {"month": date(2026, 10, 1), "customers": 50_000}
    return saved(session, CustomerCount(**defaults | overrides))
