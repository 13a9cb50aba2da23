"""The review desk: which call is next, and what its reviewer may see of it. Nothing that anybody or a model said."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classify.labels import next_to_label, queue_length
from respond.disputes import waiting_for
from review_ui.queries.calls import current_transcript
from review_ui.transcripts import Turn, turns
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.excerpt import Excerpt
from store.tables.label import Label, LabelPurpose
from store.tables.person import Person
from store.tables.transcript import Transcript


@dataclass(frozen=True)
class DeskTask:
    call: Call
    transcript: Transcript | None
    turns: list[Turn]
    purpose: LabelPurpose


@dataclass(frozen=True)
class DeskView:
    task: DeskTask | None
    causes: list[Cause]
    waiting: int
    done_today: int
    last_label: Label | None
    """The reviewer's latest label, to be taken back if it was a slip."""
    last_cause: str


def desk_view(session: Session, person: Person, *, now: datetime) -> DeskView:
    """Disputes first, because somebody waits for the answer; then the estimation queue in ticket order."""
    last = session.scalar(
        select(Label)
        .where(Label.annotator_id == person.id, Label.withdrawn_at.is_(None))
        .order_by(Label.labelled_at.desc())
        .limit(1)
    )
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    today = select(func.count()).where(Label.annotator_id == person.id, Label.labelled_at >= midnight)
    return DeskView(
        task=_next_task(session, person),
        causes=list(session.scalars(select(Cause).order_by(Cause.position))),
        waiting=queue_length(session),
        done_today=session.scalar(today) or 0,
        last_label=last,
        last_cause=session.get_one(Cause, last.cause_id).name if last else "",
    )


def _next_task(session: Session, person: Person) -> DeskTask | None:
    disputed = session.scalar(waiting_for(person).limit(1))
    if disputed is not None:
        call = session.get_one(Call, session.get_one(Excerpt, disputed.excerpt_id).call_id)
        return task_of(session, call, LabelPurpose.DISPUTE)
    call_to_label = next_to_label(session, person)
    return task_of(session, call_to_label, LabelPurpose.ESTIMATION) if call_to_label else None


def task_of(session: Session, call: Call, purpose: LabelPurpose) -> DeskTask:
    transcript = current_transcript(session, call.id)
    return DeskTask(call, transcript, turns(transcript.segments) if transcript else [], purpose)
