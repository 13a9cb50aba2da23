"""The causes as a list. A cause is never deleted here; a changed meaning makes a new version of the taxonomy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.people import emails_by_id, ids_by_email, known_email
from classify.taxonomy import causes_in_order, meanings, note_version, take_suggestions_back
from store.cells import or_empty, said, several, whole, yes_or_no
from store.sheets import Line, Record, Sheet
from store.tables.cause import Cause

BETWEEN_EXAMPLES: Final = " | "


@dataclass(frozen=True)
class Break:
    """What a person says about a change of meaning."""

    is_one: bool = True
    """False where only the words became clearer and labels mean what they meant."""
    note: str = ""
    person_id: UUID | None = None


def change_causes(session: Session, lines: Sequence[Line], *, told: Break, now: datetime) -> None:
    """Write causes. A new one, or another description, begins a new version unless `told` says it means the same."""
    present = {cause.id: cause for cause in causes_in_order(session)}
    before = meanings(present.values())
    has_other_words = any(_words(line.before) != _words(line.after) for line in lines)
    owners = ids_by_email(session)
    version = session.scalar(select(func.max(Cause.taxonomy_version))) or 1
    moved = _places(present, lines)
    for line in lines:
        cause = present.get(line.key) or Cause(id=line.key, taxonomy_version=version)
        record = line.after
        cause.name, cause.description = record["name"], record["description"]
        cause.examples = [text for text in record["examples"].split(BETWEEN_EXAMPLES) if text]
        cause.is_avoidable, cause.owner_id = record["avoidable"] == "yes", owners.get(record["owner"])
        present[line.key] = cause
    for cause_id, cause in present.items():
        cause.position = moved[cause_id]
        session.add(cause)
    if has_other_words:
        take_suggestions_back(session)
    _begin_version(session, before, present, told=told, now=now)
    session.flush()


def _words(record: Record | None) -> tuple[str, str] | None:
    return (record["description"], record["examples"]) if record else None


def _begin_version(
    session: Session, before: Mapping[str, tuple[str, bool]], causes: Mapping[str, Cause], *, told: Break, now: datetime
) -> None:
    after = meanings(causes.values())
    if after.keys() == before.keys() and (after == before or not told.is_one):
        return
    row = note_version(session, before, after, now=now, note=told.note, person_id=told.person_id)
    for cause in causes.values():
        cause.taxonomy_version = row.number


def _places(present: Mapping[str, Cause], lines: Sequence[Line]) -> dict[str, int]:
    """Where each cause stands, 0 first: who was moved goes to the wanted place, the others keep their order."""
    wanted: dict[str, tuple[float, float]] = {cause.id: (cause.position, 0) for cause in present.values()}
    for line in lines:
        was = wanted.get(line.key, (float("inf"), 0))[0]
        place = float(line.after["position"]) - 1 if line.after["position"] else was
        wanted[line.key] = (place, 0 if place == was else (0.5 if place > was else -0.5))
    return {cause_id: place for place, cause_id in enumerate(sorted(wanted, key=wanted.__getitem__))}


def _causes(session: Session) -> dict[str, Record]:
    owners = emails_by_id(session)
    return {
        cause.id: {
            "id": cause.id,
            "name": cause.name,
            "description": cause.description,
            "examples": BETWEEN_EXAMPLES.join(str(one) for one in cause.examples),
            "avoidable": "yes" if cause.is_avoidable else "no",
            "owner": owners.get(cause.owner_id, "") if cause.owner_id else "",
            "position": str(cause.position + 1),
        }
        for cause in causes_in_order(session)
    }


def _identifier(text: str) -> str:
    if not text.isidentifier():
        raise ValueError(f"“{text[:40]}” is no id; use lower-case words joined by underscores.")
    return text


CAUSES: Final = Sheet(
    name="causes",
    noun="cause",
    columns=("id", "name", "description", "examples", "avoidable", "owner", "position"),
    required=("id", "name", "description", "avoidable"),
    readers=lambda session: {
        "id": _identifier,
        "name": said,
        "description": said,
        "examples": several("|", joined=BETWEEN_EXAMPLES),
        "avoidable": yes_or_no,
        "owner": or_empty(known_email(session)),
        "position": or_empty(whole(1)),
    },
    present=_causes,
    write=lambda session, lines, now: change_causes(session, lines, told=Break(), now=now),
)
