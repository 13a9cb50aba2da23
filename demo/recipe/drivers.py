"""Which campaign, incident or offering stands behind a call, read from the demo company's own registers."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

COMPANY = Path(__file__).parents[1] / "company"
MAIN_NUMBER = "+18005550100"

CAMPAIGN_VALUES: Mapping[str, dict[str, str]] = {
    "MC-101": {"campaign": "autumn", "code": "autumn twenty five", "price": "nineteen", "high": "thirty nine"},
    "MC-102": {"campaign": "loyalty", "code": "loyal forty", "price": "twenty nine", "high": "forty five"},
    "MC-103": {"campaign": "welcome", "code": "welcome thirty", "price": "twenty four", "high": "thirty nine"},
}
"""What the pieces of a campaign say, as it is spoken."""

INCIDENT_VALUES: Mapping[str, dict[str, str]] = {
    "IN-21": {"service": "internet", "town": "millbrook"},
    "IN-22": {},
    "IN-23": {},
    "IN-24": {"service": "television", "town": "lakewood"},
}
INCIDENT_VARIANTS: Mapping[str, str] = {
    "IN-21": "ops.outage",
    "IN-22": "ops.billing",
    "IN-23": "ops.delivery",
    "IN-24": "ops.outage",
}

PROMISES_OUTSIDE: Mapping[str, str] = {
    "sales.installation": "OF-INSTALL",
    "sales.price_lock": "OF-PRICE",
    "sales.cancel": "OF-TERM",
    "sales.speed": "OF-SPEED",
    "sales.gift": "OF-EXTRAS",
}
"""Acts whose promise the standard offering does not cover."""

PROMISES_INSIDE: Mapping[str, str] = {
    "ops.promise.00": "OF-ROUTER",
    "ops.promise.01": "OF-NUMBER",
    "ops.promise.02": "OF-MOVE",
    "ops.promise.03": "OF-FIRST",
    "ops.promise.04": "OF-SUPPORT",
    "ops.promise.05": "OF-ROUTER",
    "ops.promise.06": "OF-NOTICE",
    "ops.promise.07": "OF-CHANGE",
    "ops.promise.08": "OF-NUMBER",
    "ops.promise.09": "OF-FIRST",
}
"""Templates whose promise is part of the standard offering and was not kept."""


@dataclass(frozen=True)
class Campaign:
    id: str
    drop_date: date
    quantity: int
    phone: str


@dataclass(frozen=True)
class Incident:
    id: str
    starts_at: datetime
    ends_at: datetime


def campaigns() -> dict[str, Campaign]:
    return {
        row["id"]: Campaign(row["id"], date.fromisoformat(row["drop_date"]), int(row["quantity"]), row["phone"])
        for row in _rows("campaigns.csv")
    }


def incidents() -> dict[str, Incident]:
    return {
        row["id"]: Incident(row["id"], datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"]))
        for row in _rows("incidents.csv")
    }


def promise_of(template_id: str) -> tuple[str, str] | None:
    """The offering a promise belongs to and whether it is inside or outside the box; None if none is told."""
    if template_id in PROMISES_INSIDE:
        return PROMISES_INSIDE[template_id], "inside"
    offering = PROMISES_OUTSIDE.get(template_id.rpartition(".")[0])
    return (offering, "outside") if offering else None


def _rows(name: str) -> list[dict[str, str]]:
    with (COMPANY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
