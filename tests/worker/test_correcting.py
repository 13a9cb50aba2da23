"""A correction is a new version: redacted, kept beside the others, and nobody's is overwritten."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from redact.correction import CorrectionError, Stretch, said_in
from store.fulltext import parsed
from store.fulltext import said_in as found_in
from store.tables.call import Call, CallState
from store.tables.transcript import Transcript
from tests.factories.call import make_call
from tests.factories.person import asha, quentin
from tests.factories.transcript import make_transcript, talk
from worker.correcting import CorrectedMeanwhileError, correct_call

SEGMENTS = talk(
    ("agent", "how can I help you"),
    ("customer", "hello my name is [NAME] and the liar came yesterday"),
    ("agent", "one moment please"),
)
TURN = Stretch("customer", round(SEGMENTS[1]["start"] * 1000), round(SEGMENTS[1]["end"] * 1000))
SAID = said_in(SEGMENTS, TURN)


def make_spoken(session: Session) -> tuple[Call, Transcript]:
    call = make_call(session, state=CallState.DONE)
    return call, make_transcript(session, call=call, segments=SEGMENTS)


def test_a_correction_is_a_new_version_and_the_old_one_stays(session: Session, now: datetime) -> None:
    call, first = make_spoken(session)
    by = asha(session)
    typed = SAID.replace("liar", "flyer")
    second = correct_call(session, call, TURN, typed, seen=SAID, by=by, now=now)
    assert (second.version, second.is_current, second.corrected_by_id, second.heard_id) == (2, True, by.id, first.id)
    assert not first.is_current
    assert "liar" in first.text
    assert list(session.scalars(found_in(session, "call", parsed("flyer")))) == [call.id]
    third = correct_call(session, call, TURN, f"{typed} morning", seen=typed, by=by, now=now)
    assert (third.version, third.heard_id) == (3, first.id)


def test_what_is_typed_is_redacted_and_cut_out_of_the_turn(session: Session, now: datetime) -> None:
    call, _ = make_spoken(session)
    typed = SAID.replace("the liar", "my card is 4111 1111 1111 1111")
    second = correct_call(session, call, TURN, typed, seen=SAID, by=asha(session), now=now)
    assert "4111" not in str(second.segments) + second.text
    assert [cut["type"] for cut in second.entities] == ["CARD_NUMBER"]


def test_a_call_is_not_emptied(session: Session, now: datetime) -> None:
    call = make_call(session, state=CallState.DONE)
    segments = talk(("customer", "hello"))
    make_transcript(session, call=call, segments=segments)
    turn = Stretch("customer", 500, 900)
    with pytest.raises(CorrectionError, match="nothing would be left"):
        correct_call(session, call, turn, " ", seen="hello", by=asha(session), now=now)


def test_of_two_who_correct_one_turn_neither_overwrites_the_other(session: Session, now: datetime) -> None:
    call, _ = make_spoken(session)
    theirs, mine = SAID.replace("liar", "flyer"), SAID.replace("liar", "layer")
    second = correct_call(session, call, TURN, theirs, seen=SAID, by=quentin(session), now=now)
    with pytest.raises(CorrectedMeanwhileError) as conflict:
        correct_call(session, call, TURN, mine, seen=SAID, by=asha(session), now=now)
    assert conflict.value.now_said == theirs
    assert correct_call(session, call, TURN, theirs, seen=SAID, by=asha(session), now=now) is second
    correct_call(session, call, TURN, mine, seen=theirs, by=asha(session), now=now)
    texts = session.scalars(select(Transcript.text).order_by(Transcript.version)).all()
    assert ["liar" in texts[0], "flyer" in texts[1], "layer" in texts[2]] == [True] * 3
