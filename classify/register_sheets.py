"""The registers as lists: campaigns, incidents, offerings, exceptions, customers a month, what campaigns brought."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from accounts.people import emails_by_id, ids_by_email, known_email
from store.base import Base
from store.cells import a_date, a_month, amount, instant, or_empty, said, several, spelled, whole
from store.sheets import Line, Problems, Reader, Record, Sheet, SheetError
from store.tables.campaign_outcome import CampaignOutcome
from store.tables.customer_count import CustomerCount
from store.tables.driver import Campaign, Incident, Offering, PromiseException
from store.tables.driver_link import DriverKind, DriverLink

Use = tuple[str, Callable[[str], Select[int]]]
"""What may hang on a row, and how many of it do."""


def _written(make: Callable[[Session, Record], Base]) -> Callable[[Session, Sequence[Line], datetime], None]:
    def write(session: Session, lines: Sequence[Line], _now: datetime) -> None:
        for line in lines:
            session.merge(make(session, line.after))
        session.flush()

    return write


def _removed(find: Callable[[Session, str], Base | None], *uses: Use) -> Callable[[Session, str], None]:
    def remove(session: Session, key: str) -> None:
        for name, count in uses:
            number = session.scalar(count(key))
            if number:
                raise SheetError(f"It has {name} ({number}), so it stays.", remedy="Change it instead.")
        session.delete(find(session, key))
        session.flush()

    return remove


def _links(kind: DriverKind) -> Use:
    """Calls that were put down to it."""
    return "linked calls", lambda key: select(func.count()).where(DriverLink.kind == kind, DriverLink.driver_id == key)


_OUTCOMES_OF: Final[Use] = (
    "outcomes",
    lambda key: select(func.count()).where(CampaignOutcome.campaign_id == key),
)


def _campaigns(session: Session) -> dict[str, Record]:
    owners = emails_by_id(session)
    return {
        row.id: {
            "id": row.id,
            "name": row.name,
            "drop_date": row.drop_date.isoformat(),
            "quantity": str(row.quantity),
            "audience": row.audience,
            "phone": row.phone,
            "offer_code": "; ".join(str(code) for code in row.offer_codes),
            "owner": owners.get(row.owner_id, "") if row.owner_id else "",
            "unit_cost": amount(repr(row.unit_cost)),
        }
        for row in session.scalars(select(Campaign).order_by(Campaign.drop_date.desc(), Campaign.id))
    }


def _campaign(session: Session, record: Record) -> Campaign:
    return Campaign(
        id=record["id"],
        name=record["name"],
        drop_date=date.fromisoformat(record["drop_date"]),
        quantity=int(record["quantity"]),
        audience=record["audience"],
        phone=record["phone"],
        offer_codes=[code for code in record["offer_code"].split("; ") if code],
        owner_id=ids_by_email(session).get(record["owner"]),
        unit_cost=float(record["unit_cost"]),
    )


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


CAMPAIGNS: Final = Sheet(
    name="campaigns",
    noun="campaign",
    columns=("id", "name", "drop_date", "quantity", "audience", "phone", "offer_code", "owner", "unit_cost"),
    required=("id", "name", "drop_date", "quantity"),
    readers=lambda session: {
        "name": said,
        "drop_date": a_date,
        "quantity": whole(0),
        "phone": _digits,
        "offer_code": several(";", joined="; "),
        "owner": or_empty(known_email(session)),
        "unit_cost": amount,
    },
    present=_campaigns,
    write=_written(_campaign),
    remove=_removed(lambda session, key: session.get(Campaign, key), _links(DriverKind.CAMPAIGN), _OUTCOMES_OF),
)


def _incidents(session: Session) -> dict[str, Record]:
    owners = emails_by_id(session)
    return {
        row.id: {
            "id": row.id,
            "name": row.name,
            "start": spelled(row.starts_at),
            "end": spelled(row.ends_at),
            "service": row.service,
            "owner": owners.get(row.owner_id, "") if row.owner_id else "",
        }
        for row in session.scalars(select(Incident).order_by(Incident.starts_at.desc(), Incident.id))
    }


def _incident(session: Session, record: Record) -> Incident:
    return Incident(
        id=record["id"],
        name=record["name"],
        starts_at=datetime.fromisoformat(record["start"]),
        ends_at=datetime.fromisoformat(record["end"]) if record["end"] else None,
        service=record["service"],
        owner_id=ids_by_email(session).get(record["owner"]),
    )


def _ends_after_start(line: Line, _future: Mapping[str, Record]) -> Problems:
    start, end = line.after["start"], line.after["end"]
    if end and datetime.fromisoformat(end) < datetime.fromisoformat(start):
        return {"end": "It ends before it starts."}
    return {}


INCIDENTS: Final = Sheet(
    name="incidents",
    noun="incident",
    columns=("id", "name", "start", "end", "service", "owner"),
    required=("id", "name", "start"),
    readers=lambda session: {
        "name": said,
        "start": instant,
        "end": or_empty(instant),
        "owner": or_empty(known_email(session)),
    },
    present=_incidents,
    write=_written(_incident),
    fits=_ends_after_start,
    remove=_removed(lambda session, key: session.get(Incident, key), _links(DriverKind.INCIDENT)),
)


def _offerings(session: Session) -> dict[str, Record]:
    rows = session.scalars(select(Offering).order_by(Offering.id))
    return {row.id: {"id": row.id, "name": row.name, "may_promise": row.may_promise} for row in rows}


OFFERINGS: Final = Sheet(
    name="offerings",
    noun="offering",
    columns=("id", "name", "may_promise"),
    required=("id", "name", "may_promise"),
    readers=lambda _session: {"name": said, "may_promise": said},
    present=_offerings,
    write=_written(lambda _session, record: Offering(**record)),
)


def _exceptions(session: Session) -> dict[str, Record]:
    return {
        row.id: {
            "id": row.id,
            "offering": row.offering_id or "",
            "promise": row.promise,
            "approved_by": row.approved_by,
            "approved_date": row.approved_date.isoformat() if row.approved_date else "",
        }
        for row in session.scalars(select(PromiseException).order_by(PromiseException.id))
    }


def _exception(_session: Session, record: Record) -> PromiseException:
    return PromiseException(
        id=record["id"],
        offering_id=record["offering"] or None,
        promise=record["promise"],
        approved_by=record["approved_by"],
        approved_date=date.fromisoformat(record["approved_date"]) if record["approved_date"] else None,
    )


def _registered(session: Session, table: type[Campaign | Offering], noun: str) -> Reader:
    known = set(session.scalars(select(table.id)))

    def read(text: str) -> str:
        if text not in known:
            raise ValueError(f"{noun} {text!r} is not registered; add it first.")
        return text

    return read


EXCEPTIONS: Final = Sheet(
    name="exceptions",
    noun="promise_exception",
    columns=("id", "offering", "promise", "approved_by", "approved_date"),
    required=("id", "promise"),
    readers=lambda session: {
        "offering": or_empty(_registered(session, Offering, "offering")),
        "promise": said,
        "approved_date": or_empty(a_date),
    },
    present=_exceptions,
    write=_written(_exception),
)


def _customers(session: Session) -> dict[str, Record]:
    rows = session.scalars(select(CustomerCount).order_by(CustomerCount.month.desc()))
    return {f"{row.month:%Y-%m}": {"month": f"{row.month:%Y-%m}", "customers": str(row.customers)} for row in rows}


def _customer_count(_session: Session, record: Record) -> CustomerCount:
    return CustomerCount(month=date.fromisoformat(f"{record['month']}-01"), customers=int(record["customers"]))


CUSTOMERS: Final = Sheet(
    name="customers",
    noun="customer_count",
    columns=("month", "customers"),
    required=("month", "customers"),
    readers=lambda _session: {"month": a_month, "customers": whole(1)},
    present=_customers,
    write=_written(_customer_count),
    remove=_removed(lambda session, key: session.get(CustomerCount, date.fromisoformat(f"{key}-01"))),
)


def _outcomes(session: Session) -> dict[str, Record]:
    return {
        row.campaign_id: {
            "campaign": row.campaign_id,
            "leads": str(row.leads),
            "sales": str(row.sales),
            "revenue": amount(repr(row.revenue)),
        }
        for row in session.scalars(select(CampaignOutcome).order_by(CampaignOutcome.campaign_id))
    }


def _outcome(_session: Session, record: Record) -> CampaignOutcome:
    return CampaignOutcome(
        campaign_id=record["campaign"],
        leads=int(record["leads"]),
        sales=int(record["sales"]),
        revenue=float(record["revenue"]),
    )


def _count(text: str) -> str:
    return whole(0)(text or "0")


OUTCOMES: Final = Sheet(
    name="outcomes",
    noun="campaign_outcome",
    columns=("campaign", "leads", "sales", "revenue"),
    required=("campaign", "leads", "sales", "revenue"),
    readers=lambda session: {
        "campaign": _registered(session, Campaign, "campaign"),
        "leads": _count,
        "sales": _count,
        "revenue": amount,
    },
    present=_outcomes,
    write=_written(_outcome),
    remove=_removed(lambda session, key: session.get(CampaignOutcome, key)),
)

SHEETS: Final = (CAMPAIGNS, INCIDENTS, OFFERINGS, EXCEPTIONS, CUSTOMERS, OUTCOMES)
