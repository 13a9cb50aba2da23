"""What is put in, as people type it: three numbers and a note."""

from collections.abc import Mapping
from math import isfinite

from respond.errors import refuse
from store.resources import Resources

MOST = 1e12
"""Nothing a company puts in is more than this; it is a slip of the finger."""

_ASKED = {"people": "How many people", "money": "How much money", "days": "How many days"}


def typed_resources(values: Mapping[str, str], prefix: str) -> Resources:
    """The fields `<prefix>_people`, `_money` and `_days`; empty ones say nothing. Raises AnswerError for wrong ones."""
    problems: dict[str, str] = {}
    numbers: dict[str, float | None] = {}
    for kind, asked in _ASKED.items():
        name = f"{prefix}_{kind}"
        try:
            numbers[kind] = typed_number(values.get(name, ""))
        except ValueError:
            problems[name] = f"{asked}? Write a number such as 2 or 1.5, or leave it empty."
    refuse(problems)
    return Resources(**numbers)


def typed_number(text: str) -> float | None:
    """`1,5`, `1.5`, `6 500` or `6,500` as a number from 0 on; None where nothing was typed. Raises ValueError."""
    plain = "".join(text.split()).replace("’", "").replace("'", "")
    if not plain:
        return None
    if "," in plain and "." in plain:  # the last of the two is the decimal mark
        thousands = "," if plain.rindex(",") < plain.rindex(".") else "."
        plain = plain.replace(thousands, "")
    elif plain.count(",") > 1 or (plain.count(",") == 1 and len(plain.split(",")[1]) == 3):
        plain = plain.replace(",", "")
    number = float(plain.replace(",", "."))
    if not (isfinite(number) and 0 <= number <= MOST):
        raise ValueError(f"{text} is out of range")
    return number
