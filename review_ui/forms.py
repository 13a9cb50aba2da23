"""What a form held when it was sent, and what is wrong with it, beside each field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


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


def typed_date(text: str) -> date | None:
    """The day of a date field, None when it was left empty. Raises ValueError with a sentence."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"“{text.strip()[:20]}” is not a date; write it like 2026-11-30.") from None
