"""What falls due by the clock. A tick is a row, so two clocks do no harm."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from sample.draws import Seed
from store.installation import Installation
from store.tables.commitment import Commitment, CommitmentState
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.job import Job
from store.tables.label import Label
from store.tables.tick import Tick
from worker.jobs import enqueue
from worker.labelling import LABELS_A_DRAW, ask_for_labels, is_under_way
from worker.queues import Kind
from worker.sweeping import delete_originals

LOOK_BACK = timedelta(days=35)
HOLD_BACK = timedelta(minutes=30)
"""Time for a person to draw labels with a seed or number of their own before the clock does."""


def open_due_work(session: Session, installation: Installation, *, now: datetime) -> None:
    """Delete what is to go, draw labels for finished draws, and once a day train, publish and measure."""
    delete_originals(session, installation.blobs, now=now)
    for draw in finished_without_labels(session, now=now):
        ask_for_labels(session, draw, labels=LABELS_A_DRAW, seed=Seed(), now=now)
    if first_tick(session, "nightly", now.replace(hour=2, minute=0, second=0, microsecond=0), now=now):
        open_nightly_work(session, now=now)


def open_nightly_work(session: Session, *, now: datetime) -> None:
    """Train on new labels, publish the figures they change, look at every commitment in effect."""
    since = now - timedelta(days=1)
    new_labels = session.scalars(select(Label.id).where(Label.labelled_at > since).limit(1)).first()
    if new_labels is not None:
        enqueue(session, Kind.TRAIN_MODEL, f"{now:%Y-%m-%d}", now=now)
        for draw in session.scalars(_label_draws(now)):
            publish_period(session, draw.starts_at, draw.ends_at, now=now)
    for commitment in session.scalars(select(Commitment).where(Commitment.state == CommitmentState.IN_EFFECT)):
        enqueue(session, Kind.MEASURE_COMMITMENT, f"{commitment.id}@{now:%G-W%V}", now=now)


def publish_period(session: Session, starts_at: datetime, ends_at: datetime, *, now: datetime, run: str = "") -> None:
    """Enqueue the figures of a period; `run` tells one publication from the next."""
    subject = f"{starts_at:%Y-%m-%dT%H:%M}/{ends_at:%Y-%m-%dT%H:%M}@{run or f'{now:%Y-%m-%d}'}"
    payload = {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}
    enqueue(session, Kind.PUBLISH_FIGURES, subject, now=now, payload=payload)


def finished_without_labels(session: Session, *, now: datetime) -> list[Draw]:
    """Draws of calls that all ended and for which nobody has asked for labels."""
    asked = select(Job.subject).where(Job.kind == Kind.DRAW_LABELS)
    draws = session.scalars(
        select(Draw).where(
            Draw.purpose == DrawPurpose.CALLS,
            Draw.state == DrawState.REVEALED,
            Draw.committed_at.between(now - LOOK_BACK, now - HOLD_BACK),
        )
    )
    known = set(session.scalars(asked))
    return [draw for draw in draws if str(draw.id) not in known and not is_under_way(session, draw)]


def first_tick(session: Session, schedule: str, tick_at: datetime, *, now: datetime) -> bool:
    """Whether this tick is due and nobody has taken it before."""
    if now < tick_at:
        return False
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    taken = session.execute(
        insert(Tick).values(schedule=schedule, tick_at=tick_at).on_conflict_do_nothing().returning(Tick.schedule)
    )
    return taken.first() is not None


def _label_draws(now: datetime) -> Select[Draw]:
    return select(Draw).where(
        Draw.purpose == DrawPurpose.LABELS, Draw.state == DrawState.REVEALED, Draw.committed_at > now - LOOK_BACK
    )
