"""What a form held when it was sent, and what is wrong with it, beside each field."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from fastapi import Request

from store.tables.commitment import Commitment


@dataclass(frozen=True)
class Filled:
    """The typed values as they were, and the problem of each field that has one. An empty one is a fresh form."""

    values: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def problem(self, name: str) -> str:
        return self.problems.get(name, "")


FRESH = Filled()


def typed(*names: str, **usual: str) -> Callable[[Request], Awaitable[dict[str, str]]]:
    """A dependency: what was typed and tapped, each field by its name; one that did not come is empty or as usual."""

    async def read(request: Request) -> dict[str, str]:
        form = await request.form()
        return {name: str(form.get(name, usual.get(name, ""))) for name in (*names, *usual)}

    return read


AHEAD: Final = {"14": "In two weeks", "30": "In a month", "90": "In three months"}
"""Days ahead that most answers name; any other day is typed."""


@dataclass(frozen=True)
class DayAhead:
    """One of the days to choose from with a finger."""

    days: str
    words: str
    day: date


def days_ahead(today: date) -> list[DayAhead]:
    return [DayAhead(days, words, today + timedelta(days=int(days))) for days, words in AHEAD.items()]


def chosen_date(ahead: str, text: str, *, today: date) -> date | None:
    """The day that was tapped, else the one that was typed. Raises ValueError with a sentence."""
    return today + timedelta(days=int(ahead)) if ahead in AHEAD else typed_date(text)


def typed_date(text: str) -> date | None:
    """The day of a date field, None when it was left empty. Raises ValueError with a sentence."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"“{text.strip()[:20]}” is not a date; write it like 2026-11-30.") from None


def moved_as_typed(commitment: Commitment) -> Filled:
    """What was said to be put in, as fields to confirm or correct."""
    moved = commitment.moved_resources
    numbers = {"moved_people": moved.people, "moved_money": moved.money, "moved_days": moved.days}
    return Filled({name: as_typed(number) for name, number in numbers.items()} | {"moved": commitment.moved})


def as_typed(number: float | None) -> str:
    """A number as it goes back into its field."""
    return "" if number is None else f"{number:.2f}".rstrip("0").rstrip(".")
