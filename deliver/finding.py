"""How a finding is said in mail, feed and on pages: plain words, never more digits than the interval carries. Pure."""

from datetime import date, datetime, timedelta
from typing import Final

THIN: Final = "\u202f"
"""Narrow no-break space between a number and its unit."""

SYMBOLS: Final = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF\u202f", "JPY": "¥"}

NOT_ENOUGH: Final = "not enough calls yet"


def percent(share: float) -> str:
    """A share 0–1: whole per cent, one decimal below ten."""
    return f"{_digits(share)}{THIN}%"


def interval(low: float, high: float) -> str:
    """Both ends with the same number of decimals: one where the whole interval lies below ten per cent."""
    decimals = _decimals(high)
    return f"{low * 100:.{decimals}f}–{high * 100:.{decimals}f}{THIN}%"


def estimated(share: float, low: float, high: float) -> str:
    """A share with its interval, all with as many decimals as the interval is worth."""
    return f"{share * 100:.{_decimals(high)}f}{THIN}% ({interval(low, high)})"


def points(change: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    sign = "−" if change < 0 else "+"
    return f"{sign if round(abs(change) * 100) else ''}{_points(abs(change))}"


def count(number: float) -> str:
    return f"{number:,.0f}".replace(",", THIN)


def rough(number: float) -> str:
    """An estimated amount: two digits that mean something, the rest zeros."""
    if abs(number) < 100:
        return f"{number:.0f}"
    magnitude = 10 ** (len(str(int(abs(number)))) - 2)
    return count(round(number / magnitude) * magnitude)


def money(amount: float, currency: str) -> str:
    """An estimated amount in an ISO 4217 currency, rounded to what the estimate carries."""
    return f"{SYMBOLS.get(currency, currency + THIN)}{rough(amount)}"


def days(starts_at: datetime, ends_at: datetime) -> str:
    """A period whose end is not part of it, as its first and last day.

    It begins and ends at a midnight somewhere; half a day inwards lies in the right day in nearly every time zone.
    """
    starts_at, last = starts_at + timedelta(hours=12), ends_at - timedelta(hours=12)
    if last < starts_at or starts_at.date() == last.date():
        return day(starts_at)
    if (starts_at.year, starts_at.month) == (last.year, last.month):
        return f"{starts_at.day}–{day(last)}"
    if starts_at.year == last.year:
        return f"{starts_at.day} {starts_at:%b} – {day(last)}"
    return f"{day(starts_at)} – {day(last)}"


def day(instant: datetime | date) -> str:
    return f"{instant.day} {instant:%b %Y}"


def clock(seconds: float) -> str:
    """Place in a recording, minutes and seconds."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def share_sentence(cause: str, share: float, low: float, high: float) -> str:
    return f"{cause} caused about {in_words(share, low, high)}."


def in_words(share: float, low: float, high: float) -> str:
    return f"{share * 100:.{_decimals(high)}f}{THIN}% of calls ({interval(low, high)})"


def not_enough_sentence(cause: str, labelled: int) -> str:
    """What is said instead of a figure; a guess would look like one."""
    heard = "1 call was" if labelled == 1 else f"{count(labelled)} calls were"
    return f"{cause}: {NOT_ENOUGH} to say ({heard} labelled)."


def measured_sentence(verdict: str, change: float | None, low: float | None, high: float | None) -> str:
    """What a before/after look found. `verdict` is the code of a measurement."""
    code = verdict.replace(" ", "_")
    if change is None or low is None or high is None:
        return "Since the fix: cannot tell yet, too few calls were labelled on one of the two sides."
    if code in {"dropped", "rose"}:
        least, most = sorted((abs(low), abs(high)))
        return f"Since the fix its share {code} by {_points(abs(change))} ({_whole(least)} to {_whole(most)})."
    span = f"{points(change)}, between {points(low)} and {points(high)}"
    if code == "unchanged":
        return f"Since the fix its share is unchanged ({span})."
    return f"Since the fix: cannot tell yet ({span})."


def compared_sentence(before: tuple[float, float, float], after: tuple[float, float, float], period: str) -> str:
    """How a share moved since an earlier period; each side is (share, low, high).

    The interval of the difference is Newcombe's (MOVER: "Interval estimation for the difference between independent
    proportions", 1998), from the two intervals alone.
    """
    change = after[0] - before[0]
    low = change - ((after[0] - after[1]) ** 2 + (before[2] - before[0]) ** 2) ** 0.5
    high = change + ((after[2] - after[0]) ** 2 + (before[0] - before[1]) ** 2) ** 0.5
    if low > 0 or high < 0:
        return f"{'Up' if low > 0 else 'Down'} {_points(abs(change))} from {percent(before[0])} in {period}."
    return f"It was {percent(before[0])} in {period}: too close to say that it moved."


def overdue_sentence(promise: str, due_date: date, today: date) -> str:
    late = (today - due_date).days
    return f"“{promise}” was promised for {day(due_date)}, {late} {'day' if late == 1 else 'days'} ago."


def _digits(share: float) -> str:
    hundredths = share * 100
    return f"{hundredths:.1f}" if abs(hundredths) < 9.95 else f"{hundredths:.0f}"


def _decimals(high: float) -> int:
    return 1 if high * 100 < 9.95 else 0


def _whole(share: float) -> str:
    return f"{share * 100:.0f}"


def _points(size: float) -> str:
    return f"{_whole(size)} {'point' if _whole(size) == '1' else 'points'}"
