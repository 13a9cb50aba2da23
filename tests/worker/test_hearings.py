"""What somebody asked to hear is drawn, cut and shown: calls since a fix, and calls picked by hand."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliver.hearings import open_hearing
from store.draws import verify_draw
from store.installation import Installation
from store.tables.delivery import Delivery
from store.tables.digest import Digest, DigestState
from store.tables.draw import Draw, DrawPurpose
from store.tables.excerpt import Excerpt
from tests.deliver.street import predicted_calls
from tests.factories.commitment import make_commitment
from tests.factories.person import bruno, quentin
from tests.worker.working import work_off
from worker.jobs import enqueue
from worker.queues import Kind


def asked(session: Session, now: datetime, *, effective_at: datetime) -> Digest:
    fixed = make_commitment(session, state="in_effect", effective_at=effective_at, made_at=effective_at)
    hearing = open_hearing(session, fixed, now=now)
    enqueue(session, Kind.DRAW_AFTER_FIX, str(hearing.id), now=now)
    session.commit()
    return hearing


def test_calls_since_the_fix_are_drawn_cut_shown_and_not_sent(
    installation: Installation, session: Session, now: datetime
) -> None:
    calls = predicted_calls(session, 3)
    hearing = asked(session, now, effective_at=calls[0].started_at - timedelta(days=1))
    assert set(work_off(installation, now=now)) == {"done"}
    with installation.readers() as reading:
        shown = reading.get_one(Digest, hearing.id)
        assert shown.state is DigestState.READY
        assert shown.subject == "Mailer since the fix: 3 of the 3 calls still put down to it"
        excerpts = reading.scalars(select(Excerpt).where(Excerpt.digest_id == hearing.id)).all()
        assert {excerpt.call_id for excerpt in excerpts} == {call.id for call in calls}
        draw = reading.scalars(select(Draw).where(Draw.purpose == DrawPurpose.EXCERPTS)).one()
        assert verify_draw(reading, draw).verified
        assert reading.scalars(select(Delivery)).all() == []


def test_when_it_is_gone_that_is_said(installation: Installation, session: Session, now: datetime) -> None:
    calls = predicted_calls(session, 4, cause_id="ops_issue")
    hearing = asked(session, now, effective_at=calls[0].started_at - timedelta(days=1))
    work_off(installation, now=now)
    with installation.readers() as reading:
        shown = reading.get_one(Digest, hearing.id)
        assert shown.state is DigestState.EMPTY
        assert shown.subject.startswith("Mailer: none of the 4 calls heard since")


def test_before_anything_was_drawn_nothing_is_claimed(
    installation: Installation, session: Session, now: datetime
) -> None:
    hearing = asked(session, now, effective_at=now - timedelta(days=1))
    work_off(installation, now=now)
    with installation.readers() as reading:
        assert reading.get_one(Digest, hearing.id).subject.startswith("No call since")


def test_a_picked_call_stands_behind_the_drawn_ones_with_name_and_reason(
    installation: Installation, session: Session, now: datetime
) -> None:
    (call,) = predicted_calls(session, 1)
    owner, lead = bruno(session), quentin(session)
    payload = {
        "call_id": str(call.id), "person_id": str(owner.id), "by_id": str(lead.id),
        "start_ms": 5900, "end_ms": 8700, "why": "It tells the whole story.",
    }  # fmt: skip
    enqueue(session, Kind.CUT_PICKED, f"{call.id}/{owner.id}", now=now, payload=payload)
    session.commit()
    assert work_off(installation, now=now) == ["done"]
    with installation.readers() as reading:
        excerpt = reading.scalars(select(Excerpt)).one()
        assert (excerpt.is_hand_picked, excerpt.draw_id, excerpt.picked_by_id) == (True, None, lead.id)
        assert (excerpt.picked_why, excerpt.cause_id) == ("It tells the whole story.", "marketing_mailer")
        assert excerpt.quote == "got your flyer in the mail and"
        assert reading.get_one(Digest, excerpt.digest_id).person_id == owner.id
