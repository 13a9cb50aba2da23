"""An installation's own patterns and its customer records: read, checked, refused with the entry and the remedy."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from redact.entities import EntityType
from settings.errors import ListenbackError

Patterns = Mapping[EntityType, tuple[re.Pattern[str], ...]]
LONGEST_PATTERN = 500
REFERENCE = "customer_ref"
_TYPES = ", ".join(kind.value for kind in EntityType)
_COLUMNS = {kind.value.lower(): kind for kind in EntityType}


class ListError(ListenbackError):
    """A pattern or a customer record that cannot be used. Names the entry, never what is in it."""

    code = "redaction_lists"
    status = 422


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """What the company knows of one customer, by type; `reference` is the company's own, in the clear."""

    reference: str = field(repr=False)
    values: Mapping[EntityType, frozenset[str]] = field(repr=False)


def read_patterns(table: Mapping[str, Sequence[str]]) -> Patterns:
    """Regular expressions by type, as the settings hold them. Raises ListError."""
    return {_type(name): tuple(_pattern(name, entry) for entry in entries) for name, entries in table.items()}


def _type(name: str) -> EntityType:
    try:
        return EntityType(name.upper())
    except ValueError:
        raise ListError(f"{name} is no type of personal data.", remedy=f"Use one of {_TYPES}.") from None


def _pattern(name: str, entry: str) -> re.Pattern[str]:
    if len(entry) > LONGEST_PATTERN:
        raise ListError(f"a pattern of {name} has {len(entry)} characters.", remedy=f"Keep it below {LONGEST_PATTERN}.")
    try:
        pattern = re.compile(entry)
    except re.error as error:
        raise ListError(
            f"the pattern {entry!r} of {name} is no regular expression: {error}.", remedy="Correct it."
        ) from None
    if pattern.search(""):
        raise ListError(f"the pattern {entry!r} of {name} matches nothing at all.", remedy="Make it match a value.")
    if any(pattern.search(kind.placeholder) for kind in EntityType):
        raise ListError(
            f"the pattern {entry!r} of {name} matches a placeholder such as {EntityType.PIN.placeholder}.",
            remedy="Make it narrower, or nothing it cuts would ever count as cut.",
        )
    return pattern


def read_customers(text: str, *, name: str) -> Iterator[CustomerRecord]:
    """Records of a CSV with the column `customer_ref` and columns named like the types, such as `name`, `phone`.

    `name` is the file's, for errors. Raises ListError.
    """
    rows = csv.DictReader(io.StringIO(text))
    columns = [column.strip().lower() for column in rows.fieldnames or ()]
    rows.fieldnames = columns
    unknown = [column for column in columns if column != REFERENCE and column not in _COLUMNS]
    if REFERENCE not in columns or unknown or len(columns) < len((REFERENCE, "value")):
        wrong = f"has a column {unknown[0]}" if unknown else f"lacks the column {REFERENCE}, or any other"
        raise ListError(f"{name} {wrong}.", remedy=f"Give {REFERENCE} and some of: {', '.join(_COLUMNS)}.")
    for row in rows:
        if row[REFERENCE]:
            values = {_COLUMNS[c]: frozenset({row[c].strip()}) for c in columns if c != REFERENCE and row.get(c)}
            yield CustomerRecord(row[REFERENCE].strip(), values)
