"""The files of an erased call go once the database says so, and only those that nothing else needs."""

from datetime import datetime

from sqlalchemy import select, text

from ingest.intake import take_in
from ingest.record import CallRecord
from store.installation import Installation
from store.tables.call import ERASED, Call, CallState
from store.tables.erasure import ErasureWhy
from store.tables.kept_answer import KeptAnswer
from store.tables.transcript import Transcript
from tests.factories.call import make_call
from tests.factories.person import ada
from tests.factories.recording import make_recording
from tests.factories.transcript import make_transcript
from tests.worker.working import work_off
from worker.erasing import erase_call
from worker.erasures import ask_erasure, erase_now


def test_files_go_after_the_rows_and_one_that_another_call_needs_stays(
    installation: Installation, now: datetime
) -> None:
    shared, own = installation.blobs.put(b"the same"), installation.blobs.put(b"its own")
    with installation.sessions.begin() as session:
        admin, call = ada(session), make_call(session, state=CallState.DONE)
        make_recording(session, call=call, blob=own)
        make_transcript(session, call=call, audio_blob=shared)
        make_transcript(session, audio_blob=shared)
        call_id = call.id
    with installation.sessions.begin() as session:
        call = session.get_one(Call, call_id)
        request = ask_erasure(session, why=ErasureWhy.CALL, calls=[call], by=admin, channel="page", now=now)
        erase_now(session, request, by=admin, now=now)
    assert installation.blobs.exists(own)
    assert work_off(installation, now=now) == ["done"]
    assert not installation.blobs.exists(own)
    assert installation.blobs.exists(shared)


def test_nothing_of_the_words_is_left_in_the_file_of_the_index(installation: Installation, now: datetime) -> None:
    with installation.sessions.begin() as session:
        segments = [{"speaker": "customer", "start": 0.0, "end": 1.0, "text": "zanzibar", "words": [
            {"word": "zanzibar", "start": 0.0, "end": 1.0, "probability": 1.0}]}]  # fmt: skip
        call = make_call(session, state=CallState.DONE)
        make_transcript(session, call=call, segments=segments)
        ask_erasure(session, why=ErasureWhy.CALL, calls=[call], by=None, channel="page", now=now)
    assert work_off(installation, now=now) == ["done"]
    with installation.engine.connect() as connection:
        pages = connection.execute(text("SELECT block FROM searchable_words_data")).scalars().all()
    assert not any(b"zanzibar" in page for page in pages)


def test_the_record_of_an_erased_call_that_comes_again_is_not_taken_in(
    installation: Installation, now: datetime
) -> None:
    with installation.sessions.begin() as session:
        call = make_call(session, external_id="NL-1", state=CallState.RECEIVED)
        erase_call(session, call, by=None, now=now)
    record = CallRecord(external_id="NL-1", started_at=now, duration_s=60, extra={"region": "north"})
    intake = take_in(installation.sessions, installation.blobs, [record], secret=installation.settings.secret, now=now)
    assert (intake.taken, intake.known) == (0, 1)
    with installation.readers() as session:
        found = session.scalars(select(Call)).one()
        assert (found.state, found.reason, found.extra) == (CallState.EXCLUDED, ERASED, {})
        assert session.scalars(select(Transcript.id)).all() == []


def test_answers_kept_for_programs_go_where_they_speak_of_the_call(installation: Installation, now: datetime) -> None:
    with installation.sessions.begin() as session:
        call, other = make_call(session), make_call(session)
        for one in (call, other):
            body = f'{{"call_id": "{one.id}", "quote": "zanzibar"}}'.encode()
            session.add(KeptAnswer(key_sha256=one.id.hex, request_sha256="", status=201, body=body, at=now))
        erase_call(session, call, by=None, now=now)
        assert session.scalars(select(KeptAnswer.key_sha256)).all() == [other.id.hex]
