"""A call record as somebody exported it, checked value by value."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from store.tables.call import Consent, Direction

YES = {"yes", "y", "true", "1", "given", "granted"}
NO = {"no", "n", "false", "0", "refused", "withdrawn"}
EARLIEST_YEAR = 1990
OTHER_LETTERS = re.compile(r"[^0-9]+")
NOTHING_MORE: Mapping[str, str] = {}
EXTRA_LETTERS = 60
"""A category is short; what is longer may be free text about a person."""


class CallRecord(NamedTuple):
    """One call as the contact centre recorded it; seconds are whole. A tuple, for millions of them are read."""

    external_id: str
    started_at: datetime
    duration_s: int = 0
    handle_s: int = 0
    queue: str = ""
    agent: str = ""
    customer_ref: str = ""
    direction: Direction = Direction.INBOUND
    dialled_number: str = ""
    consent: Consent = Consent.UNKNOWN
    is_test: bool = False
    recording: Path | None = None
    second_recording: Path | None = None
    """The other side of the call, recorded by the same clock."""
    source: str = ""
    line: int = 0
    extra: Mapping[str, str] = NOTHING_MORE
    """Further columns that the installation keeps, such as a region; empty values are left out."""

    @property
    def recordings(self) -> tuple[Path, ...]:
        """The files that came with it: none, one, or one for each side."""
        return tuple(path for path in (self.recording, self.second_recording) if path is not None)


class BadRecordError(ValueError):
    """A record that cannot be taken in; `reason` is a stable code, the message tells the value and the remedy."""

    def __init__(self, reason: str, message: str) -> None:
        self.reason = reason
        super().__init__(message)


def read_record(
    values: Mapping[str, str], *, zone: ZoneInfo, source: str, line: int = 0, keep: Sequence[str] = ()
) -> CallRecord:
    """Parse the values of one record. Raises BadRecordError for the first that is wrong.

    `keep` names the further columns whose values are kept; all others are dropped.
    """
    external_id = values.get("external_id", "").strip()
    if not external_id:
        raise BadRecordError("no_external_id", "external_id is empty; give every call its own id.")
    if len(external_id) > 200 or not external_id.isprintable():
        raise BadRecordError("bad_external_id", "external_id must be up to 200 printable characters.")
    return CallRecord(
        external_id=external_id,
        started_at=_instant(values.get("started_at", ""), zone),
        duration_s=_seconds(values, "duration_s", 1),
        handle_s=_seconds(values, "handle_minutes", 60) if values.get("handle_minutes") else 0,
        queue=values.get("queue", "").strip(),
        agent=values.get("agent", "").strip(),
        customer_ref=values.get("customer_ref", "").strip(),
        direction=_direction(values.get("direction", "")),
        dialled_number=only_digits(values.get("dialled_number", "")),
        consent=_consent(values.get("consent", "")),
        is_test=_flag(values.get("is_test", "")),
        source=source,
        line=line,
        extra=_extra(values, keep),
    )


def only_digits(number: str) -> str:
    """A phone number as it is compared: its digits alone."""
    return number if number.isascii() and number.isdecimal() else OTHER_LETTERS.sub("", number)


def _extra(values: Mapping[str, str], keep: Sequence[str]) -> Mapping[str, str]:
    if not keep:
        return NOTHING_MORE
    found = {name: values.get(name, "").strip() for name in keep}
    for name, value in found.items():
        if len(value) > EXTRA_LETTERS or not value.isprintable():
            raise BadRecordError("bad_extra", f"{name} must be up to {EXTRA_LETTERS} printable characters.")
    return {name: value for name, value in found.items() if value}


def _instant(text: str, zone: ZoneInfo) -> datetime:
    try:
        value = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadRecordError(
            "bad_date", f"started_at {text.strip()!r} is no date; write 2026-09-07T08:15:00+02:00."
        ) from None
    if value.year < EARLIEST_YEAR:
        raise BadRecordError("bad_date", f"started_at {text.strip()!r} is before {EARLIEST_YEAR}; correct the year.")
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)


def _seconds(values: Mapping[str, str], column: str, unit: int) -> int:
    text = values.get(column, "").strip().replace(",", ".") or "0"
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number * unit < 7 * 24 * 3600:
        raise BadRecordError("bad_number", f"{column} {text!r} must be a number from 0 to a week.")
    return round(number * unit)


def _direction(text: str) -> Direction:
    word = text.strip().lower()
    if word in {"", "in", "inbound"}:
        return Direction.INBOUND
    if word in {"out", "outbound"}:
        return Direction.OUTBOUND
    raise BadRecordError("bad_direction", f"direction {text!r} is unknown; write inbound or outbound.")


def _consent(text: str) -> Consent:
    word = text.strip().lower()
    if word in YES:
        return Consent.GIVEN
    if word in NO:
        return Consent.REFUSED
    if word in {"", "unknown"}:
        return Consent.UNKNOWN
    raise BadRecordError("bad_consent", f"consent {text!r} is unknown; write yes or no.")


def _flag(text: str) -> bool:
    return text.strip().lower() in YES
