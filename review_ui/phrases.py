"""How numbers, times and outcomes are said on the pages: short, exact, the same everywhere."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

THIN: Final = "\u202f"
"""Narrow no-break space between a number and its unit."""

SYMBOLS: Final = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF\u202f", "JPY": "¥"}

ENTITY_NAMES: Final = {
    "CARD_NUMBER": "card number",
    "SECURITY_CODE": "security code",
    "CARD_EXPIRY": "card expiry",
    "PIN": "PIN",
    "BANK_ACCOUNT": "bank account",
    "IBAN": "IBAN",
    "NATIONAL_ID": "national ID",
    "PHONE": "phone number",
    "EMAIL": "e-mail",
    "ADDRESS": "address",
    "NAME": "name",
    "DATE_OF_BIRTH": "date of birth",
    "LICENCE_PLATE": "licence plate",
    "SECRET": "secret",
}

VERDICTS: Final = {
    "dropped": "It dropped",
    "rose": "It rose",
    "unchanged": "Unchanged",
    "cannot_tell_yet": "Cannot tell yet",
}

VERDICT_SIGNS: Final = {"dropped": "↓", "rose": "↑", "unchanged": "=", "cannot_tell_yet": "…"}

ROLE_REASONS: Final = {
    "not_trained": "People were not trained for it",
    "rewarded_wrong": "We reward the wrong thing",
    "process": "The process makes it so",
    "not_announced": "Nobody was told beforehand",
    "wrong_fit": "The customer and the offer do not fit",
    "other": "Something else",
}

ROLE_NAMES: Final = {
    "admin": "Admin",
    "qa_lead": "QA lead",
    "reviewer": "Reviewer",
    "executive": "Executive",
    "auditor": "Auditor",
    "service": "Program",
}


def _digits(share: float) -> str:
    """A share 0–1 in per cent, one decimal below ten."""
    hundredths = share * 100
    return f"{hundredths:.1f}" if abs(hundredths) < 9.95 else f"{hundredths:.0f}"


def percent(share: float) -> str:
    return f"{_digits(share)}{THIN}%"


def interval(low: float, high: float) -> str:
    """Both ends with the same number of decimals."""
    if low * 100 < 9.95:
        return f"{low * 100:.1f}–{high * 100:.1f}{THIN}%"
    return f"{low * 100:.0f}–{high * 100:.0f}{THIN}%"


def between(low: float, high: float) -> str:
    """The interval inside a sentence."""
    ends = interval(low, high).removesuffix(f"{THIN}%").split("–")
    return f"between {ends[0]} and {ends[1]}{THIN}%"


def points(change: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    sign = "−" if change < 0 else "+"
    return f"{sign}{_digits(abs(change)).removesuffix('.0')}"


def count(number: float) -> str:
    return f"{number:,.0f}".replace(",", THIN)


def rate(number: float) -> str:
    """Calls per thousand: one decimal below ten."""
    return decimal(number) if number < 9.95 else count(number)


def decimal(number: float) -> str:
    return f"{number:,.1f}".replace(",", THIN)


def coefficient(value: float) -> str:
    """Agreement beyond chance, two decimals, with a true minus."""
    return f"{value:.2f}".replace("-", "−")


def month(name: str) -> str:
    """`2026-11` as people say it."""
    return f"{date.fromisoformat(f'{name}-01'):%B %Y}"


def money(amount: float, currency: str) -> str:
    return f"{SYMBOLS.get(currency, currency + THIN)}{count(amount)}"


def day(instant: datetime | date) -> str:
    return f"{instant.day} {instant:%b %Y}"


def weekday(instant: datetime) -> str:
    return f"{instant:%A}, {day(instant)}"


def moment(instant: datetime) -> str:
    """Day and time; pages show UTC and say so."""
    return f"{day(instant)}, {instant:%H:%M} UTC"


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


def clock(seconds: float) -> str:
    """Place in a recording, minutes and seconds."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole}{THIN}s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes}{THIN}min {rest}{THIN}s" if rest else f"{minutes}{THIN}min"


def plural(number: int, one: str, many: str = "") -> str:
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def no_full_stop(sentence: str) -> str:
    """A sentence as a headline."""
    return sentence.removesuffix(".")


def state_words(code: str) -> str:
    """A code such as `no_consent` as words."""
    return code.replace("_", " ")


def entity_name(kind: str) -> str:
    return ENTITY_NAMES.get(kind, kind.replace("_", " ").lower())


def verdict(code: str) -> str:
    return VERDICTS.get(code.replace(" ", "_"), code.replace("_", " "))


def verdict_sign(code: str) -> str:
    return VERDICT_SIGNS.get(code.replace(" ", "_"), "·")


def role_name(code: str) -> str:
    return ROLE_NAMES.get(code, code)


def role_reason(code: str) -> str:
    return ROLE_REASONS.get(code, code.replace("_", " "))


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    function.__name__: function
    for function in (
        percent, interval, between, points, coefficient, count, rate, decimal, money, month, day, weekday, moment,
        days, clock, duration, plural, no_full_stop, state_words, entity_name, verdict, verdict_sign, role_name,
        role_reason,
    )
}  # fmt: skip
