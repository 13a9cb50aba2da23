"""What the registers say may make customers call, and what is known of a call besides its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from audio.words import Segment
from classify.heard import Span, Turn, turns_of

CLAUSE_BREAK = re.compile(r"[;\n]+|(?<=[.!?])\s+")
ECHO_DAYS = 42
"""Six weeks after a mailing dropped hardly anybody rings about it any more."""
EARLY_DAYS = 2
AFTERMATH = timedelta(days=3)
"""People ring about a failure for some days after it ended."""


class DriverKind(StrEnum):
    CAMPAIGN = "campaign"
    INCIDENT = "incident"
    OFFERING = "offering"


@dataclass(frozen=True)
class Campaign:
    """A mailing. `phrases` are lines it prints or words callers use for it; without any its name stands for them."""

    id: str
    name: str
    drop_date: date
    quantity: int = 0
    phone: str = ""
    offer_codes: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    audience: str = ""
    echo_days: int = ECHO_DAYS

    def nearness(self, day: date) -> float:
        """1 on the day it dropped, falling to 0 when nobody rings about it any more; 0 outside that window."""
        age = (day - self.drop_date).days
        if not -EARLY_DAYS <= age <= self.echo_days:
            return 0.0
        return 1.0 - max(age, 0) / (self.echo_days + 1)


@dataclass(frozen=True)
class Incident:
    """A failure of a service; an end that is None is not known yet. Instants are aware."""

    id: str
    name: str
    start: datetime
    end: datetime | None = None
    service: str = ""
    phrases: tuple[str, ...] = ()

    def nearness(self, at: datetime) -> float:
        """1 while it lasts, falling to 0 at the end of `AFTERMATH`; 0 before it began."""
        if at < self.start:
            return 0.0
        if self.end is None or at <= self.end:
            return 1.0
        return max(0.0, 1.0 - (at - self.end) / AFTERMATH)


@dataclass(frozen=True)
class Offering:
    """The standard service, inside the box: what may be promised with it, one promise an entry."""

    id: str
    name: str
    promises: tuple[str, ...]
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True)
class ApprovedException:
    """A promise outside the standard service that somebody approved; it counts from `approved_date` on."""

    id: str
    promise: str
    offering_id: str | None = None
    approved_date: date | None = None


@dataclass(frozen=True)
class Registers:
    """Everything a call may be linked to."""

    campaigns: tuple[Campaign, ...] = ()
    incidents: tuple[Incident, ...] = ()
    offerings: tuple[Offering, ...] = ()
    exceptions: tuple[ApprovedException, ...] = ()


@dataclass(frozen=True)
class HeardCall:
    """A call as drivers are looked for in it. `started_at` is aware; `dialled` the number that was rung."""

    turns: tuple[Turn, ...]
    started_at: datetime
    dialled: str = ""

    @classmethod
    def of(cls, segments: Sequence[Segment], *, started_at: datetime, dialled: str = "") -> "HeardCall":
        return cls(tuple(turns_of(segments)), started_at, dialled)

    @property
    def day(self) -> date:
        return self.started_at.astimezone(UTC).date()


@dataclass(frozen=True)
class Reason:
    """One piece of evidence in words, how sure it makes by itself, and where it is heard, if it is."""

    what: str
    confidence: float
    span: Span | None = None


@dataclass(frozen=True)
class Link:
    """A call and the driver behind it; `reasons` strongest first, `confidence` what they make together."""

    driver_kind: DriverKind
    driver_id: str
    confidence: float
    reasons: tuple[Reason, ...]

    @property
    def evidence(self) -> str:
        """The reasons in one line, for a person."""
        return "; ".join(reason.what for reason in self.reasons)

    @property
    def span(self) -> Span | None:
        """Where the strongest reason that can be heard is heard."""
        return next((reason.span for reason in self.reasons if reason.span is not None), None)


def clauses(text: str) -> tuple[str, ...]:
    """A register's free text as single entries: cut at semicolons, line ends and full stops."""
    return tuple(part.strip() for part in CLAUSE_BREAK.split(text) if part.strip())


def digits_of(number: str) -> str:
    """The digits of a telephone number."""
    return "".join(sign for sign in number if sign.isdigit())


def same_number(first: str, second: str) -> bool:
    """Whether two telephone numbers are one, written with or without their country code."""
    a, b = digits_of(first).lstrip("0"), digits_of(second).lstrip("0")
    shorter, longer = sorted((a, b), key=len)
    return (len(shorter) >= 7 and longer.endswith(shorter)) or (bool(a) and a == b)
