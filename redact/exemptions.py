"""What must stay and what must go, whatever the recognisers think: the customer's own lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from redact.entities import EntityType


@dataclass(frozen=True, slots=True)
class Exemptions:
    """The lists of one installation.

    Kept, when the whole spoken value matches exactly: `codes` (offer codes), `phone_numbers` (campaign
    and company numbers) and `words` (product and town names that look like a person's).
    Cut wherever they are said: `names` (the call's customer record, the agent roster) and whatever
    matches one of `patterns`, regular expressions tried on each line as written.
    """

    codes: frozenset[str] = frozenset()
    phone_numbers: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    names: frozenset[str] = field(default=frozenset(), repr=False)
    patterns: Mapping[EntityType, tuple[re.Pattern[str], ...]] = field(default_factory=dict)

    @property
    def code_keys(self) -> frozenset[str]:
        """Codes as letters and digits only, in small letters: "SPRING-25" is "spring25"."""
        return frozenset(filter(None, (compact(code) for code in self.codes)))

    @property
    def phone_keys(self) -> frozenset[str]:
        return frozenset(filter(None, (national_digits(number) for number in self.phone_numbers)))

    @property
    def kept_words(self) -> frozenset[str]:
        return frozenset(part for word in self.words for part in word.lower().split())

    @property
    def cut_names(self) -> tuple[tuple[str, ...], ...]:
        """Names as tuples of small words, long names first."""
        names = {tuple(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", name.lower())) for name in self.names}
        return tuple(sorted((name for name in names if name), key=lambda name: (-len(name), name)))


NO_EXEMPTIONS = Exemptions()


def compact(code: str) -> str:
    return "".join(char for char in code.lower() if char.isalnum())


def national_digits(number: str) -> str:
    """The digits of a phone number without the ways to dial its country: +1, 1, +44, 0044 or a 0."""
    digits = "".join(char for char in number if char in "0123456789")
    if len(digits) >= 12 and digits.startswith(("0044", "44")):
        return digits.removeprefix("00").removeprefix("44").removeprefix("0")
    if len(digits) == 11 and digits.startswith("1"):
        return digits[1:]
    return digits.removeprefix("0") if len(digits) >= 10 else digits
