"""The taxonomy of causes: read from `causes.toml`, kept as rows, versioned when it changes."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session

from classify.suggestion import CauseWords
from settings.errors import ListenbackError
from store.base import Base
from store.tables.cause import Cause
from store.tables.model_version import SEED, ModelVersion
from store.tables.person import Person
from store.tables.prediction import Prediction
from store.tables.taxonomy_version import TaxonomyVersion


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


def load_causes(session: Session, entries: list[CauseEntry], *, now: datetime) -> int:
    """Replace the taxonomy; returns its version. Raises TaxonomyError where a cause in use would vanish.

    Suggestions made of the words of the old causes are taken back; the cold-start model makes them again.
    """
    kept = {entry.id for entry in entries}
    present = {cause.id: cause for cause in session.scalars(select(Cause))}
    for gone in sorted(present.keys() - kept):
        uses = uses_of(session, gone)
        if uses:
            raise TaxonomyError(
                f"cause {gone!r} has {', '.join(uses)} and is missing from the file.",
                remedy="Keep it; a cause in use cannot be dropped.",
            )
    owners = {person.email: person.id for person in session.scalars(select(Person))}
    version = session.scalar(select(func.max(Cause.taxonomy_version))) or 0
    before, after = meanings(present.values()), meanings(entries)
    if before != after:
        version = note_version(session, before, after, now=now).number
    if {cause.id: _words(cause) for cause in present.values()} != {one.id: _words(one) for one in entries}:
        take_suggestions_back(session)
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
    for cause in present.values():
        session.delete(cause)
    session.flush()
    return version


def meanings(causes: Iterable[Cause | CauseEntry]) -> dict[str, tuple[str, bool]]:
    """What counts as each cause, and whether as avoidable: where this changes, figures are not comparable."""
    return {cause.id: (cause.description, cause.is_avoidable) for cause in causes}


def note_version(
    session: Session,
    before: Mapping[str, tuple[str, bool]],
    after: Mapping[str, tuple[str, bool]],
    *,
    now: datetime,
    note: str = "",
    person_id: UUID | None = None,
) -> TaxonomyVersion:
    """Say that from now on causes mean something else: what they meant and mean, by id. Charts mark the break."""
    number = max(
        session.scalar(select(func.max(Cause.taxonomy_version))) or 0,
        session.scalar(select(func.max(TaxonomyVersion.number))) or 0,
    )
    named = {
        "added": after.keys() - before.keys(),
        "dropped": before.keys() - after.keys(),
        "defined anew": {cause for cause in before.keys() & after.keys() if before[cause] != after[cause]},
    }
    what = "; ".join(f"{verb}: {', '.join(sorted(causes))}" for verb, causes in named.items() if causes)
    row = TaxonomyVersion(number=number + 1, made_at=now, person_id=person_id, what=what, note=note)
    session.add(row)
    session.flush()
    return row


def uses_of(session: Session, cause_id: str) -> list[str]:
    """What of the company's hangs on a cause: names of tables with how many rows, suggestions not counted."""
    found = []
    for table in sorted(Base.metadata.tables.values(), key=lambda one: one.name):
        columns = [key.parent for key in table.foreign_keys if key.column is Cause.__table__.c.id]
        if not columns or table.name == Prediction.__tablename__:
            continue
        rows = session.scalar(
            select(func.count()).select_from(table).where(or_(*(column == cause_id for column in columns)))
        )
        if rows:
            found.append(f"{rows} in {table.name.replace('_', ' ')}")
    trained = _predictions(seed=False).where(Prediction.cause_id == cause_id)
    rows = session.scalar(select(func.count()).select_from(trained.subquery()))
    return [*found, f"{rows} in prediction"] if rows else found


def _words(cause: Cause | CauseEntry) -> tuple[str, tuple[str, ...]]:
    return cause.description, tuple(str(example) for example in cause.examples)


def take_suggestions_back(session: Session) -> None:
    """Suggestions made of words that changed; the cold-start model makes them again."""
    seeds = _predictions(seed=True).subquery()
    session.execute(delete(Prediction).where(Prediction.id.in_(select(seeds.c.id))))


def _predictions(*, seed: bool) -> Select[UUID]:
    origin = ModelVersion.origin == SEED if seed else ModelVersion.origin != SEED
    return select(Prediction.id).join(ModelVersion, ModelVersion.id == Prediction.model_version_id).where(origin)


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
