"""Readers of cells: a typed text in its one spelling, or a ValueError with a sentence for whoever typed it."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from math import isfinite

from store.sheets import Reader


def said(text: str) -> str:
    if not text:
        raise ValueError("Please fill this in.")
    return text


def whole(least: int) -> Reader:
    """A whole number; thousands may be parted by spaces."""

    def read(text: str) -> str:
        digits = "".join(said(text).split())
        try:
            number = int(digits)
        except ValueError:
            raise ValueError(f"“{text[:20]}” is not a whole number.") from None
        if number < least:
            raise ValueError(f"It must be {least} or more, and {number} is less.")
        return str(number)

    return read


def amount(text: str) -> str:
    """A number of 0 or more with a point or comma; empty is 0."""
    try:
        number = float(text.replace(",", ".") or 0)
    except ValueError:
        raise ValueError(f"“{text[:20]}” is not a number.") from None
    if number < 0 or not isfinite(number):
        raise ValueError("It must be 0 or more.")
    return f"{number:.0f}" if number.is_integer() else repr(number)


def a_date(text: str) -> str:
    said(text)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"“{text[:20]}” is not a date; write it like 2026-11-30.") from None


def a_month(text: str) -> str:
    """`2026-09`."""
    said(text)
    try:
        return f"{date.fromisoformat(f'{text}-01'):%Y-%m}"
    except ValueError:
        raise ValueError(f"“{text[:20]}” is not a month; write it like 2026-09.") from None


def instant(text: str) -> str:
    """An instant in UTC; a time without a zone is UTC."""
    said(text)
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text[:30]}” is not a time; write it like 2026-11-30 14:05.") from None
    return spelled(value if value.tzinfo else value.replace(tzinfo=UTC))


def spelled(value: datetime | None) -> str:
    """An instant as a cell."""
    if value is None:
        return ""
    value = value.astimezone(UTC)
    return value.isoformat(timespec="seconds" if value.second else "minutes")


def yes_or_no(text: str) -> str:
    known = {"yes": "yes", "true": "yes", "1": "yes", "no": "no", "false": "no", "0": "no"}
    try:
        return known[said(text).lower()]
    except KeyError:
        raise ValueError(f"“{text[:20]}” is neither yes nor no.") from None


def one_of(choices: Collection[str]) -> Reader:
    def read(text: str) -> str:
        if said(text).lower() not in choices:
            raise ValueError(f"“{text[:30]}” is unknown; it is one of {', '.join(choices)}.")
        return text.lower()

    return read


def several(mark: str, *, joined: str) -> Reader:
    """Texts parted by `mark`, in their order."""
    return lambda text: joined.join(part.strip() for part in text.split(mark) if part.strip())


def or_empty(read: Reader) -> Reader:
    return lambda text: read(text) if text else ""
