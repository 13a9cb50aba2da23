"""Import the registers of drivers and customers from CSV: all of a file or, with a clear error, none of it."""

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from math import isfinite
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from settings.errors import ListenbackError
from store.base import Base
from store.tables.campaign_outcome import CampaignOutcome
from store.tables.customer_count import CustomerCount
from store.tables.driver import Campaign, Incident, Offering, PromiseException
from store.tables.person import Person

Row = dict[str, str]


class RegisterError(ListenbackError):
    """A register file that cannot be taken in; the old rows stand."""

    code = "bad_register"


def import_campaigns(session: Session, path: Path) -> int:
    """Columns id, name, drop_date, quantity, audience, phone, offer_code (several by ;), owner, unit_cost."""
    owners = _owners(session)
    return _import(session, path, ("id", "name", "drop_date", "quantity"), lambda row: _campaign(row, owners))


def import_incidents(session: Session, path: Path) -> int:
    """Columns id, name, start, end, service, owner; times with their zone, UTC where they name none."""
    owners = _owners(session)
    return _import(session, path, ("id", "name", "start"), lambda row: _incident(row, owners))


def import_offerings(session: Session, path: Path) -> int:
    """Columns id, name, may_promise."""
    return _import(
        session,
        path,
        ("id", "name", "may_promise"),
        lambda row: Offering(id=row["id"], name=row["name"], may_promise=row["may_promise"]),
    )


def import_exceptions(session: Session, path: Path) -> int:
    """Columns id, offering, promise, approved_by, approved_date."""
    return _import(session, path, ("id", "promise"), _exception)


def import_customers(session: Session, path: Path) -> int:
    """Columns month (2026-09) and customers."""
    return _import(
        session,
        path,
        ("month", "customers"),
        lambda row: CustomerCount(
            month=date.fromisoformat(f"{row['month']}-01"), customers=_above_zero(row, "customers")
        ),
    )


def import_outcomes(session: Session, path: Path) -> int:
    """Columns campaign, leads, sales, revenue: what a mailing brought so far; a later file takes its place."""
    known = set(session.scalars(select(Campaign.id)))
    return _import(session, path, ("campaign", "leads", "sales", "revenue"), lambda row: _outcome(row, known))


REGISTERS: dict[str, Callable[[Session, Path], int]] = {
    "campaigns": import_campaigns,
    "incidents": import_incidents,
    "offerings": import_offerings,
    "exceptions": import_exceptions,
    "customers": import_customers,
    "outcomes": import_outcomes,
}


def _import(session: Session, path: Path, required: tuple[str, ...], make: Callable[[Row], Base]) -> int:
    count = 0
    for line, row in _rows(path, required):
        try:
            session.merge(make(row))
        except (ValueError, KeyError) as error:
            raise RegisterError(
                f"{path.name} line {line}: {error}.", remedy="Correct that line; nothing of the file was taken in."
            ) from None
        count += 1
    session.flush()
    return count


def _rows(path: Path, required: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in required if name not in (reader.fieldnames or [])]
            if missing:
                raise RegisterError(
                    f"{path.name} has no column {', '.join(missing)}.", remedy=f"It needs {', '.join(required)}."
                )
            for row in reader:
                yield reader.line_num, {key: (value or "").strip() for key, value in row.items() if key}
    except OSError as error:
        raise RegisterError(f"{path} cannot be read: {error.strerror}.", remedy="Check its path.") from None


def _above_zero(row: Row, name: str) -> int:
    number = int(row[name])
    if number < 1:
        raise ValueError(f"{name} {number} is none")
    return number


def _outcome(row: Row, campaigns: set[str]) -> CampaignOutcome:
    if row["campaign"] not in campaigns:
        raise ValueError(f"campaign {row['campaign']!r} is not registered; import campaigns first")
    leads, sales, revenue = int(row["leads"] or 0), int(row["sales"] or 0), float(row["revenue"] or 0)
    if min(leads, sales, revenue) < 0 or not isfinite(revenue):
        raise ValueError("leads, sales and revenue must be 0 or more")
    return CampaignOutcome(campaign_id=row["campaign"], leads=leads, sales=sales, revenue=revenue)


def _owners(session: Session) -> dict[str, Person]:
    return {person.email: person for person in session.scalars(select(Person))}


def _owner(row: Row, owners: dict[str, Person]) -> Person | None:
    email = row.get("owner", "").lower()
    if email and email not in owners:
        raise ValueError(f"owner {email} is nobody here; import people first")
    return owners.get(email)


def _campaign(row: Row, owners: dict[str, Person]) -> Campaign:
    owner = _owner(row, owners)
    return Campaign(
        id=row["id"],
        name=row["name"],
        drop_date=date.fromisoformat(row["drop_date"]),
        quantity=int(row["quantity"]),
        audience=row.get("audience", ""),
        phone="".join(filter(str.isdigit, row.get("phone", ""))),
        offer_codes=[code.strip() for code in row.get("offer_code", "").split(";") if code.strip()],
        owner_id=owner.id if owner else None,
        unit_cost=float(row.get("unit_cost") or 0),
    )


def _incident(row: Row, owners: dict[str, Person]) -> Incident:
    owner = _owner(row, owners)
    return Incident(
        id=row["id"],
        name=row["name"],
        starts_at=_instant(row["start"]),
        ends_at=_instant(row["end"]) if row.get("end") else None,
        service=row.get("service", ""),
        owner_id=owner.id if owner else None,
    )


def _exception(row: Row) -> PromiseException:
    return PromiseException(
        id=row["id"],
        offering_id=row.get("offering") or None,
        promise=row["promise"],
        approved_by=row.get("approved_by", ""),
        approved_date=date.fromisoformat(row["approved_date"]) if row.get("approved_date") else None,
    )


def _instant(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=UTC)
