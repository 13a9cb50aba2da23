"""What falls due by the clock. A tick is a row, so two clocks do no harm."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts.anchors import keep_anchor
from sample.draws import Seed, labels_of
from store.installation import Installation
from store.tables.commitment import Commitment, CommitmentState
from store.tables.draw import Draw, DrawPurpose, DrawState
from store.tables.job import Job
from store.tables.kept_answer import KeptAnswer
from store.tables.label import Label
from store.tables.selection import Selection
from worker.canary import let_canaries_out
from worker.consent import follow_withdrawals
from worker.drawing import draw_due_periods
from worker.erasures import resume_erasures
from worker.jobs import enqueue
from worker.keeping import open_sweep
from worker.labelling import LABELS_A_DRAW, ask_for_labels, is_under_way
from worker.listening import open_due_digests
from worker.periods import periods_of_labels
from worker.queues import Kind
from worker.retraining import retrain_after
from worker.sweeping import delete_originals
from worker.ticks import first_tick

LOOK_BACK = timedelta(days=35)
CLOSED_IS_WATCHED = timedelta(weeks=26)
HOLD_BACK = timedelta(minutes=30)
"""Time for a person to draw labels with a seed or number of their own before the clock does."""
FIRST_DRAW = "First draw"
"""The plan of the first steps: somebody waits at their page, so its labels are drawn as soon as its calls ended."""


def open_due_work(session: Session, installation: Installation, *, now: datetime) -> None:
    """Delete what is to go, open due draws and digests, once a day train, publish, measure and anchor the audit."""
    delete_originals(session, installation.blobs, now=now)
    follow_withdrawals(session, installation.settings, now=now)
    resume_erasures(session, now=now)
    session.execute(KeptAnswer.removal_before(now))
    open_sweep(session, now=now)
    let_canaries_out(session, now=now)
    draw_due_periods(session, now=now)
    for draw in finished_without_labels(session, now=now):
        ask_for_labels(session, draw, labels=labels_of(draw) or LABELS_A_DRAW, seed=Seed(), now=now)
    open_due_digests(session, installation.settings, now=now)
    retrain_after(session, installation.settings.model.retrain_after_labels, now=now)
    if first_tick(session, "nightly", now.replace(hour=2, minute=0, second=0, microsecond=0), now=now):
        keep_anchor(session, installation.settings.home, now=now)
        enqueue(session, Kind.COLLECT_FILES, f"{now:%Y-%m-%d}", now=now)
        open_nightly_work(session, retrains=installation.settings.model.retrain_nightly, now=now)


def open_nightly_work(session: Session, *, retrains: bool = True, now: datetime) -> None:
    """Train on new labels, publish the figures they change, look at every commitment in effect."""
    since = now - timedelta(days=1)
    new_labels = session.scalars(select(Label.id).where(Label.labelled_at > since).limit(1)).first()
    if new_labels is not None:
        if retrains:
            enqueue(session, Kind.TRAIN_MODEL, f"{now:%Y-%m-%d}", now=now)
        for starts_at, ends_at in periods_of_labels(session, since=now - LOOK_BACK):
            publish_period(session, starts_at, ends_at, now=now)
    for commitment in session.scalars(_to_measure(now)):
        enqueue(session, Kind.MEASURE_COMMITMENT, f"{commitment.id}@{now:%G-W%V}", now=now)


def _to_measure(now: datetime) -> Select[Commitment]:
    """Commitments in effect, and closed ones for half a year: a cause that still rings must not be closed away."""
    watched = (Commitment.state == CommitmentState.CLOSED) & (Commitment.effective_at > now - CLOSED_IS_WATCHED)
    return select(Commitment).where((Commitment.state == CommitmentState.IN_EFFECT) | watched)


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
            Draw.committed_at > now - LOOK_BACK,
            (Draw.committed_at <= now - HOLD_BACK) | (Draw.subject == FIRST_DRAW),
            select(Selection.id).where(Selection.draw_id == Draw.id).exists(),
        )
    )
    known = set(session.scalars(asked))
    return [draw for draw in draws if str(draw.id) not in known and not is_under_way(session, draw)]
