"""How long a value of each type may be where somebody asked for it."""

from __future__ import annotations

from typing import NamedTuple

from redact.entities import EntityType


class Lengths(NamedTuple):
    """Least and most digits in one run, and least and most letters and digits where it is spelled."""

    digits: tuple[int, int] = (0, 0)
    spelled: tuple[int, int] = (0, 0)


_LENGTHS = {
    EntityType.CARD_NUMBER: Lengths(digits=(3, 99)),
    EntityType.SECURITY_CODE: Lengths(digits=(2, 12)),
    EntityType.CARD_EXPIRY: Lengths(digits=(3, 8)),
    EntityType.PIN: Lengths(digits=(2, 18), spelled=(3, 8)),
    EntityType.BANK_ACCOUNT: Lengths(digits=(3, 40), spelled=(5, 20)),
    EntityType.IBAN: Lengths(digits=(4, 60), spelled=(4, 40)),
    EntityType.NATIONAL_ID: Lengths(digits=(3, 30), spelled=(5, 16)),
    EntityType.PHONE: Lengths(digits=(5, 30)),
    EntityType.DATE_OF_BIRTH: Lengths(digits=(4, 8)),
    EntityType.SECRET: Lengths(digits=(2, 24), spelled=(3, 20)),
    EntityType.LICENCE_PLATE: Lengths(spelled=(3, 9)),
    EntityType.ADDRESS: Lengths(spelled=(4, 8)),
}
"""A speaker who repeats or corrects himself says more of them than the value has."""


def lengths_of(kind: EntityType) -> Lengths:
    return _LENGTHS.get(kind, Lengths())


def fits_spelled(kind: EntityType, length: int) -> bool:
    least, most = lengths_of(kind).spelled
    return least <= length <= most
