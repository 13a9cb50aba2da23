"""When the calls of a draw went their way: choose those that people label."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sample.draws import Seed
from sample.label_draw import draw_labels
from settings.errors import ListenbackError
from store.installation import Installation
from store.tables.call import Call, CallState
from store.tables.draw import Draw, SeedSource
from store.tables.selection import Selection
from worker.jobs import Claim, enqueue
from worker.queues import Kind
from worker.step import Write

LABELS_A_DRAW = 220
"""Enough for ± 6 points on a common cause of 240 drawn calls (docs/explanation/figures.md)."""


def ask_for_labels(session: Session, draw: Draw, *, labels: int, seed: Seed, now: datetime) -> UUID:
    """Enqueue the label draw that follows a draw of calls. A seed from outside is named now."""
    payload = {"labels": labels, "source": seed.source.value, "named": seed.named}
    payload["seed"] = seed.value.hex() if seed.value else ""
    return enqueue(session, Kind.DRAW_LABELS, str(draw.id), now=now, payload=payload)


def draw_labels_of(_installation: Installation, claim: Claim) -> Write:
    """Draw labels once every call of the draw has ended, however it ended."""

    def write(session: Session, now: datetime) -> None:
        draw = session.get_one(Draw, UUID(claim.subject))
        if is_under_way(session, draw):
            raise ListenbackError(
                f"calls of draw {draw.number} are still being transcribed.", remedy="Ask for labels when they are done."
            )
        draw_labels(
            session,
            starts_at=draw.starts_at,
            ends_at=draw.ends_at,
            labels=int(claim.payload.get("labels", LABELS_A_DRAW)),
            seed=_seed(claim),
            now=now,
        )

    return write


def is_under_way(session: Session, draw: Draw) -> bool:
    """Whether a call of the draw still waits for its end."""
    open_calls = (
        select(Call.id)
        .join(Selection, Selection.call_id == Call.id)
        .where(Selection.draw_id == draw.id, Call.state == CallState.DRAWN)
    )
    return session.scalars(open_calls.limit(1)).first() is not None


def _seed(claim: Claim) -> Seed:
    source = SeedSource(claim.payload.get("source", SeedSource.SERVER.value))
    value = str(claim.payload.get("seed", ""))
    return Seed(source, str(claim.payload.get("named", "")), bytes.fromhex(value) if value else None)
