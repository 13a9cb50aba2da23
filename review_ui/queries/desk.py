"""The review desk: which call is next, and what its reviewer may see of it. Nothing that anybody or a model said."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.presence import arrive, others_at
from classify.drafts import draft_of
from classify.guide import GuideText, current_guide
from classify.labels import can_withdraw
from review_ui.queries.calls import GivenLabel, current_transcript
from review_ui.queries.desk_pace import Pace, pace_of
from review_ui.transcripts import Turn, turns
from store.tables.assignment import Assignment
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.draft import Draft
from store.tables.label import Label, LabelPurpose
from store.tables.person import Person
from store.tables.transcript import Transcript
from worker.desk import next_assignment, waiting_count

_SHOWN = (LabelPurpose.ESTIMATION, LabelPurpose.DOUBLE_CODING, LabelPurpose.THIRD_OPINION)


@dataclass(frozen=True)
class DeskTask:
    assignment: Assignment
    call: Call
    transcript: Transcript | None
    turns: list[Turn]
    opinions: list[GivenLabel]
    """All three labels, once the third person has given theirs blind; else none."""

    @property
    def is_dispute(self) -> bool:
        return self.assignment.purpose is LabelPurpose.DISPUTE

    @property
    def is_calibration(self) -> bool:
        return self.assignment.purpose is LabelPurpose.CALIBRATION


@dataclass(frozen=True)
class DeskView:
    task: DeskTask | None
    causes: list[Cause]
    guide: GuideText
    waiting: int
    done_today: int
    last_label: Label | None
    """The reviewer's latest label while it can be taken back."""
    last_cause: str
    pace: Pace | None
    others: list[str]
    """Names of the people who look at this call just now."""
    draft: Draft | None
    """What this person began and did not save."""


def desk_view(session: Session, person: Person, *, now: datetime, rng: Random) -> DeskView:
    """What is before this person; asking for it gives them the next call."""
    given = next_assignment(session, person, now=now, rng=rng)
    last = session.scalar(
        select(Label)
        .where(Label.annotator_id == person.id, Label.withdrawn_at.is_(None))
        .order_by(Label.labelled_at.desc())
        .limit(1)
    )
    last = last if last is not None and can_withdraw(last, now=now) else None
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = waiting_count(session, person, now=now)
    today = select(func.count()).where(Label.annotator_id == person.id, Label.labelled_at >= midnight)
    return DeskView(
        task=task_of(session, given) if given else None,
        causes=list(session.scalars(select(Cause).order_by(Cause.position))),
        guide=current_guide(session),
        waiting=waiting,
        done_today=session.scalar(today.where(Label.withdrawn_at.is_(None))) or 0,
        last_label=last,
        last_cause=session.get_one(Cause, last.cause_id).name if last else "",
        pace=pace_of(session, person.id, left=waiting + (1 if given else 0), now=now),
        others=_others(session, person, given, now=now),
        draft=draft_of(session, person, given.call_id) if given else None,
    )


def _others(session: Session, person: Person, given: Assignment | None, *, now: datetime) -> list[str]:
    if given is None:
        return []
    arrive(session, person, given.call_id, now=now)
    return others_at(session, person, given.call_id, now=now)


def task_of(session: Session, assignment: Assignment) -> DeskTask:
    call = session.get_one(Call, assignment.call_id)
    transcript = current_transcript(session, call.id)
    settles = assignment.purpose is LabelPurpose.SETTLEMENT
    return DeskTask(
        assignment,
        call,
        transcript,
        turns(transcript.segments) if transcript else [],
        _opinions(session, call) if settles else [],
    )


def _opinions(session: Session, call: Call) -> list[GivenLabel]:
    rows = session.execute(
        select(Label, Cause.name, Person.name)
        .join(Cause, Cause.id == Label.cause_id)
        .join(Person, Person.id == Label.annotator_id)
        .where(Label.call_id == call.id, Label.purpose.in_(_SHOWN), Label.withdrawn_at.is_(None))
        .order_by(Label.labelled_at)
    )
    return [GivenLabel(label, cause_name, by) for label, cause_name, by in rows]
