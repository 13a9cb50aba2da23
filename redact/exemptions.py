"""What must stay and what must go, whatever the recognisers think: the customer's own lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from redact.entities import EntityType
from redact.said import compact


@dataclass(frozen=True, slots=True)
class Exemptions:
    """The lists of one installation, and what its records know of the customer of one call.

    Kept, when the whole spoken value matches exactly: `codes` (offer codes), `phone_numbers` (campaign
    and company numbers) and `words` (names of products and towns, which are then no person's and no street's).
    Cut wherever they are said: `names` (the call's customer, the agent roster), the `values` of the customer's
    record, and whatever matches one of `patterns`, regular expressions tried on each line as written and on
    what is spelled or said digit by digit, written together.
    """

    codes: frozenset[str] = frozenset()
    phone_numbers: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    names: frozenset[str] = field(default=frozenset(), repr=False)
    values: Mapping[EntityType, frozenset[str]] = field(default_factory=dict, repr=False)
    patterns: Mapping[EntityType, tuple[re.Pattern[str], ...]] = field(default_factory=dict)

    @property
    def code_keys(self) -> frozenset[str]:
        """Codes as letters and digits only, in small letters: "SPRING-25" is "spring25"."""
        return _keys(self.codes)

    @property
    def word_keys(self) -> frozenset[str]:
        return _keys(self.words)

    @property
    def phone_keys(self) -> frozenset[str]:
        return frozenset(filter(None, (national_digits(number) for number in self.phone_numbers)))

    @property
    def cut_names(self) -> tuple[tuple[str, ...], ...]:
        """Names as tuples of small words, long names first."""
        said = self.names | self.values.get(EntityType.NAME, frozenset())
        names = {tuple(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", name.lower())) for name in said}
        return tuple(sorted((name for name in names if name), key=lambda name: (-len(name), name)))

    def value_keys(self, kind: EntityType) -> frozenset[str]:
        return _keys(self.values.get(kind, frozenset()))


def _keys(said: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(compact, said)))


NO_EXEMPTIONS = Exemptions()


def national_digits(number: str) -> str:
    """The digits of a phone number without the ways to dial its country: +1, 1, +44, 0044 or a 0."""
    digits = "".join(char for char in number if char in "0123456789")
    if len(digits) >= 12 and digits.startswith(("0044", "44")):
        return digits.removeprefix("00").removeprefix("44").removeprefix("0")
    if len(digits) == 11 and digits.startswith("1"):
        return digits[1:]
    return digits.removeprefix("0") if len(digits) >= 10 else digits
