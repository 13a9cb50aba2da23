"""The proof of an erasure, and the list of tombstones that makes it hold after a backup was restored."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from settings.errors import ListenbackError
from settings.settings import Settings
from store.tables.call import Call
from store.tables.delivery import Delivery, DeliveryState
from store.tables.erasure import Erasure
from store.tables.excerpt import Excerpt
from store.tables.selection import Selection
from store.tables.tombstone import Tombstone, number_hash
from worker.residue import Search

FORMAT: Final = 1
LIMITS: Final = (
    "Mails, chat lines and podcast episodes that had left the house cannot be called back.",
    "A backup made before is not changed: after restoring it, replay the list of tombstones.",
    "The audit record keeps who did what when, by opaque ids.",
)


class ReplayError(ListenbackError):
    code = "bad_tombstones"


def proof_of(session: Session, request: Erasure, done: Search) -> dict[str, Any]:
    """What was removed from where, what stays and why, and a search that found nothing. No word of whom it was."""
    ids = [UUID(hex=one) for one in request.call_ids]
    stones = {one.call_id: one for some in _parts(ids) for one in session.scalars(
        select(Tombstone).where(Tombstone.call_id.in_(some)))}  # fmt: skip
    return {
        "format": FORMAT,
        "erasure": str(request.id),
        "why": request.why.value,
        "asked_at": _iso(request.asked_at),
        "channel": request.channel,
        "finished_at": _iso(request.finished_at),
        "calls": [
            {
                "call": str(call_id),
                "number_hmac_sha256": stones[call_id].number_sha256,
                "erased_at": _iso(stones[call_id].erased_at),
            }
            for call_id in ids
            if call_id in stones
        ],
        "removed_rows": request.removed,
        "removed_files": sorted(request.files, key=lambda one: (one["kind"], one["sha256"])),
        "search": asdict(done),
        "stays": _stays(session, ids),
        "limits": list(LIMITS),
    }


def sha256_of(proof: dict[str, Any]) -> str:
    """Hash of the proof in one canonical spelling: JSON, keys sorted, no blanks."""
    return hashlib.sha256(json.dumps(proof, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _stays(session: Session, ids: list[UUID]) -> dict[str, int]:
    """Rows without content that keep draws and counts whole."""
    counts = {"call": 0, "selection": 0, "excerpt": 0, "messages_that_left": 0}
    for some in _parts(ids):
        counts["call"] += _count(session, Call.id.in_(some))
        counts["selection"] += _count(session, Selection.call_id.in_(some))
        counts["excerpt"] += _count(session, Excerpt.call_id.in_(some))
        digests = select(Excerpt.digest_id).where(Excerpt.call_id.in_(some))
        left = Delivery.digest_id.in_(digests) & (Delivery.state == DeliveryState.SENT) & (Delivery.message_id != "")
        counts["messages_that_left"] += _count(session, left)
    return counts


def _count(session: Session, condition: Any) -> int:
    return session.scalar(select(func.count()).where(condition)) or 0


def _parts(ids: list[UUID]) -> Iterator[list[UUID]]:
    return (ids[start : start + 500] for start in range(0, len(ids), 500))


def _iso(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""


def tombstone_lines(session: Session) -> Iterator[str]:
    """One JSON line a tombstone, the first first: opaque id, keyed hash of the call's number, when it was erased."""
    stones = select(Tombstone).order_by(Tombstone.erased_at, Tombstone.call_id).execution_options(yield_per=1000)
    for stone in session.scalars(stones):
        line = {"call": str(stone.call_id), "number": stone.number_sha256, "erased_at": stone.erased_at.isoformat()}
        yield json.dumps(line) + "\n"


def keep_tombstones(session: Session, settings: Settings) -> None:
    """Write the list to the file of the settings, whole or not at all; best on another disk than the backups."""
    path = settings.retention.tombstones_file
    if path is None:
        return
    aside = path.with_name(f".{path.name}.part")
    with aside.open("w", encoding="ascii") as file:
        file.writelines(tombstone_lines(session))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def read_tombstones(path: Path) -> list[Tombstone]:
    """The list as it was kept. Raises ReplayError with the line that cannot be read."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReplayError(f"{path} cannot be read: {error}.", remedy="Name the list that --export wrote.") from None
    return list(_stones(path, lines))


def _stones(path: Path, lines: Iterable[str]) -> Iterator[Tombstone]:
    for number, line in enumerate(lines, start=1):
        try:
            found = json.loads(line)
            yield Tombstone(
                call_id=UUID(found["call"]),
                number_sha256=str(found["number"]),
                erased_at=datetime.fromisoformat(found["erased_at"]),
            )
        except (ValueError, KeyError, TypeError):
            raise ReplayError(
                f"{path} line {number} is no tombstone.", remedy="Take the whole list that --export wrote."
            ) from None


def lay_tombstones(session: Session, stones: Iterable[Tombstone]) -> list[Call]:
    """Put back the tombstones that are missing. Returns the calls that a backup brought back."""
    risen: dict[UUID, Call] = {}
    wanted: dict[str, Tombstone] = {}
    for stone in stones:
        wanted[stone.number_sha256] = stone
        if session.get(Tombstone, stone.call_id) is None:
            session.add(stone)
        call = session.get(Call, stone.call_id)
        if call is not None and call.erased_at is None:
            risen[call.id] = call
    secret = session.info["settings"].secret
    for call_id, external_id in session.execute(select(Call.id, Call.external_id).where(Call.erased_at.is_(None))):
        if number_hash(external_id, secret) in wanted:
            risen[call_id] = session.get_one(Call, call_id)
    session.flush()
    return list(risen.values())
