"""How numbers, times and outcomes are said on the pages: short, exact, the same everywhere."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from markupsafe import Markup, escape

from deliver.finding import SYMBOLS, THIN, clock, count, day, days, interval, percent
from store.resources import Resources

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

BROWSERS: Final = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
"""What a user agent holds, the most telling first."""

SYSTEMS: Final = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip

ROLE_NAMES: Final = {
    "admin": "Admin",
    "qa_lead": "QA lead",
    "reviewer": "Reviewer",
    "executive": "Executive",
    "auditor": "Auditor",
    "service": "Program",
}


_NAMED: Final = re.compile(r"(?<!\w)(@[^\W\d_][\w’'-]*(?: [^\W\d_a-z][\w’'-]*)*)")


def between(low: float, high: float) -> str:
    """The interval inside a sentence."""
    ends = interval(low, high).removesuffix(f"{THIN}%").split("–")
    return f"between {ends[0]} and {ends[1]}{THIN}%"


def points(change: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    sign = "−" if change < 0 else "+"
    return f"{sign}{percent(abs(change)).removesuffix(f'{THIN}%').removesuffix('.0')}"


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


def amount(number: float) -> str:
    """A number as somebody typed it: `2`, `1.5`, `6 500`."""
    return count(number) if number == round(number) else f"{number:,.2f}".rstrip("0").replace(",", THIN)


def put_in_words(resources: Resources, currency: str) -> str:
    """People, money and days in one line; empty where nothing was told."""
    people, paid, worked = resources.people, resources.money, resources.days
    parts = [
        "" if people is None else f"{amount(people)} {'person' if people == 1 else 'people'}",
        "" if paid is None else money(paid, currency),
        "" if worked is None else f"{amount(worked)} {'day' if worked == 1 else 'days'}",
    ]
    return " · ".join(filter(None, parts))


def weekday(instant: datetime) -> str:
    return f"{instant:%A}, {day(instant)}"


def moment(instant: datetime) -> str:
    """Day and time; pages show UTC and say so."""
    return f"{day(instant)}, {instant:%H:%M} UTC"


def duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole}{THIN}s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes}{THIN}min {rest}{THIN}s" if rest else f"{minutes}{THIN}min"


def roughly(low_s: float, high_s: float) -> str:
    """A stretch of time that is known only about: minutes, or hours where it is long."""
    if high_s < 5400:
        low, high = round(low_s / 60), max(round(high_s / 60), 1)
        return f"{low}–{high}{THIN}min" if low < high else f"{high}{THIN}min"
    return f"{low_s / 3600:.1f}–{high_s / 3600:.1f}{THIN}h"


def plural(number: int, one: str, many: str = "") -> str:
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def no_full_stop(sentence: str) -> str:
    """A sentence as a headline."""
    return sentence.removesuffix(".")


def with_names(text: str) -> Markup:
    """What people wrote, with colleagues named by an @ set apart; everything else escaped."""
    return Markup(_NAMED.sub(r'<span class="mention">\1</span>', str(escape(text))))  # noqa: S704 - escaped first


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


def long_time(seconds: float) -> str:
    """Hours up to two days, then days."""
    hours = seconds / 3600
    return plural(round(hours), "hour") if hours <= 48 else plural(round(hours / 24), "day")


def browser_name(user_agent: str) -> str:
    """A browser as its owner would say it; roughly, for browsers call themselves by each other's names."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "A program")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return f"{browser} on {system}" if system else browser


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    function.__name__: function
    for function in (
        percent, interval, between, points, coefficient, count, rate, decimal, money, month, day, weekday, moment,
        days, clock, duration, roughly, plural, no_full_stop, state_words, entity_name, verdict, verdict_sign,
        role_name, role_reason, amount, put_in_words, with_names,
        browser_name, long_time,
    )
}  # fmt: skip
