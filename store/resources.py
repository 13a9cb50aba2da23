"""What a department puts in: people, money, days. Promised and really moved are the same three numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Resources:
    """None where nothing was said; 0 says "none". Money is in the installation's currency."""

    people: float | None = None
    money: float | None = None
    days: float | None = None

    @property
    def is_told(self) -> bool:
        return any(number is not None for number in (self.people, self.money, self.days))


NOTHING_TOLD = Resources()
