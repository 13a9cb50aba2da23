"""The training queue: chosen by the model's doubt among calls that no figure needs."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.queues import waiting_for_label, waiting_for_training
from classify.versions import ensure_seed
from store.installation import Installation
from store.tables.job import Job, JobState
from store.tables.transcript import Transcript
from tests.factories.cause import make_causes
from tests.factories.label_draw import draw_for_labels
from tests.factories.transcript import talk
from tests.worker.working import work_off
from worker.training_queue import ask_for_training_calls

CLEAR = talk(("customer", "your flyer said the first month is free and my bill says something else"))
TORN = talk(("customer", "the flyer came late and the line is down too and your colleague promised a technician"))


def test_it_takes_calls_the_label_draw_passed_over(installation: Installation, session: Session, now: datetime) -> None:
    make_causes(session)
    draw_for_labels(session, 2, of=8)
    drawn = {call.id for call in session.scalars(waiting_for_label())}
    _say(session, drawn)
    ensure_seed(session, installation.blobs, now=now)
    ask_for_training_calls(session, count=4, now=now)
    ask_for_training_calls(session, count=4, now=now)
    session.commit()
    assert work_off(installation, now=now) == ["done"]
    chosen = list(session.scalars(waiting_for_training()))
    assert len(chosen) == 4
    assert drawn.isdisjoint({call.id for call in chosen})


def test_without_a_model_it_says_why(installation: Installation, session: Session, now: datetime) -> None:
    ask_for_training_calls(session, count=4, now=now)
    session.commit()
    assert work_off(installation, now=now) == ["dead"]
    job = session.scalars(select(Job)).one()
    assert job.state is JobState.DEAD
    assert "no model has looked at a call yet" in job.reason


def _say(session: Session, drawn: set[Any]) -> None:
    spare = session.scalars(select(Transcript).where(Transcript.call_id.not_in(drawn))).all()
    for number, transcript in enumerate(spare):
        transcript.segments = TORN if number % 2 else CLEAR
