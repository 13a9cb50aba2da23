"""The taxonomy of causes: read from `causes.toml`, kept as rows, versioned when it changes."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classify.suggestion import CauseWords
from settings.errors import ListenbackError
from store.tables.cause import Cause
from store.tables.label import Label
from store.tables.person import Person


class TaxonomyError(ListenbackError):
    """The causes cannot be taken in; the old ones stand."""

    code = "bad_taxonomy"


@dataclass(frozen=True)
class CauseEntry:
    """One cause as the file says it; `owner` is an e-mail address or empty."""

    id: str
    name: str
    description: str
    examples: tuple[str, ...]
    is_avoidable: bool
    owner: str


def read_causes(path: Path) -> list[CauseEntry]:
    """Read `causes.toml`. Raises TaxonomyError naming the cause and the field that is wrong."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TaxonomyError(f"{path} cannot be read: {error.strerror}.", remedy="Check its path.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TaxonomyError(f"{path} is no TOML: {error}.", remedy="Correct that line.") from None
    rows = document.get("causes")
    if not isinstance(rows, list) or not rows:
        raise TaxonomyError(f"{path} names no [[causes]].", remedy="Write one [[causes]] table for each cause.")
    entries = [_entry(row, number, path) for number, row in enumerate(rows, 1)]
    ids = [entry.id for entry in entries]
    for twice in {cause for cause in ids if ids.count(cause) > 1}:
        raise TaxonomyError(f"{path} names cause {twice!r} twice.", remedy="Give every cause its own id.")
    return entries


def load_causes(session: Session, entries: list[CauseEntry]) -> int:
    """Replace the taxonomy; returns its version. Raises TaxonomyError where a cause with labels would vanish."""
    kept = {entry.id for entry in entries}
    used = set(session.scalars(select(Label.cause_id).distinct()))
    if used - kept:
        raise TaxonomyError(
            f"cause {', '.join(sorted(used - kept))} has labels and is missing from the file.",
            remedy="Keep it; a cause in use cannot be dropped.",
        )
    owners = {person.email: person.id for person in session.scalars(select(Person))}
    present = {cause.id: cause for cause in session.scalars(select(Cause))}
    version = session.scalar(select(func.max(Cause.taxonomy_version))) or 0
    if {cause.id: cause.description for cause in present.values()} != {e.id: e.description for e in entries}:
        version += 1
    for position, entry in enumerate(entries):
        if entry.owner and entry.owner not in owners:
            raise TaxonomyError(
                f"cause {entry.id!r} is owned by {entry.owner}, who is nobody here.", remedy="Import people first."
            )
        cause = present.pop(entry.id, None) or Cause(id=entry.id)
        cause.name, cause.description, cause.examples = entry.name, entry.description, list(entry.examples)
        cause.is_avoidable, cause.position = entry.is_avoidable, position
        cause.owner_id, cause.taxonomy_version = owners.get(entry.owner), version
        session.add(cause)
    for gone in present.values():
        session.delete(gone)
    session.flush()
    return version


def causes_in_order(session: Session) -> list[Cause]:
    """All causes in the order of their keys at the desk; every array over causes has this order."""
    return list(session.scalars(select(Cause).order_by(Cause.position)))


def cause_words(session: Session) -> tuple[CauseWords, ...]:
    """The causes as the taxonomy describes them, in order."""
    return tuple(
        CauseWords(cause.id, cause.description, tuple(str(one) for one in cause.examples))
        for cause in causes_in_order(session)
    )


def _entry(row: object, number: int, path: Path) -> CauseEntry:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not row["id"].isidentifier():
        raise TaxonomyError(
            f"cause {number} in {path} has no usable id.", remedy="Use lower-case words joined by underscores."
        )
    for field in ("name", "description"):
        if not isinstance(row.get(field), str) or not row[field].strip():
            raise TaxonomyError(f"cause {row['id']!r} in {path} has no {field}.", remedy="Say it in a sentence.")
    if not isinstance(row.get("avoidable"), bool):
        raise TaxonomyError(f"cause {row['id']!r} in {path} has no avoidable.", remedy="Write true or false.")
    examples = row.get("examples", [])
    return CauseEntry(
        id=row["id"],
        name=row["name"],
        description=row["description"],
        examples=tuple(str(example) for example in examples),
        is_avoidable=row["avoidable"],
        owner=str(row.get("owner", "")).strip().lower(),
    )
