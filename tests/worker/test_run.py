from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from audio.encode import encode_opus
from store.installation import Installation
from store.tables.call import Call, CallState
from store.tables.job import Job, JobState
from store.tables.recording import Recording
from store.tables.transcript import Transcript
from tests.audio.hostile.lies import LIES
from tests.factories.call import make_call
from tests.factories.recording import make_recording
from tests.factories.sounds import silence, sound, speech_like
from tests.fakes.speech import FakeSpeech
from tests.worker.working import work_off
from worker import recording
from worker.jobs import claim, enqueue, retry
from worker.queues import Kind
from worker.recording import RecordingError
from worker.run import run_job
from worker.sweeping import delete_originals

Hears = Callable[[FakeSpeech], None]


@pytest.fixture
def hears(monkeypatch: pytest.MonkeyPatch) -> Hears:
    """Put a fake recogniser where the speech model would be loaded."""
    return lambda fake: monkeypatch.setattr(recording, "loaded_engine", lambda *_: fake)


@pytest.fixture
def call(installation: Installation, now: datetime) -> Call:
    """A drawn call with four seconds of sound, waiting to be processed."""
    heard = sound(speech_like(4.0), silence(4.0))
    with installation.sessions.begin() as session:
        drawn = make_call(session, state=CallState.DRAWN)
        make_recording(session, call_id=drawn.id, blob=installation.blobs.put(encode_opus(heard)))
        enqueue(session, Kind.PROCESS_RECORDING, str(drawn.id), now=now)
    return drawn


def state_of(installation: Installation, call: Call) -> tuple[CallState, str]:
    with installation.readers() as session:
        found = session.get_one(Call, call.id)
        return found.state, found.reason


def test_a_processed_call_has_redacted_words_and_silenced_sound(
    installation: Installation, call: Call, hears: Hears, now: datetime
) -> None:
    hears(
        FakeSpeech().says(
            "customer", "my card is four one one one one one one one one one one one one one one one", at=0.2
        )
    )
    assert work_off(installation, now=now, kinds=(Kind.PROCESS_RECORDING,)) == ["done"]
    with installation.readers() as session:
        transcript = session.scalars(select(Transcript)).one()
        assert "[CARD_NUMBER]" in transcript.text
        assert "four one" not in transcript.text
        assert transcript.audio_blob is not None
        assert session.scalars(select(Job.kind).where(Job.state == JobState.PENDING)).all() == [Kind.PREDICT_CALL]
    assert state_of(installation, call) == (CallState.DONE, "")


def test_no_raw_word_reaches_the_database(installation: Installation, call: Call, hears: Hears, now: datetime) -> None:
    hears(FakeSpeech().says("customer", "write to zebulon at mailbox dot com", at=0.2))
    work_off(installation, now=now, kinds=(Kind.PROCESS_RECORDING,))
    files = [path for path in installation.settings.home.rglob("*") if path.is_file()]
    assert files
    assert not any(b"zebulon" in path.read_bytes() for path in files)


def test_nobody_speaking_is_an_outcome_and_needs_no_prediction(
    installation: Installation, call: Call, hears: Hears, now: datetime
) -> None:
    hears(FakeSpeech())
    work_off(installation, now=now)
    with installation.readers() as session:
        assert session.scalars(select(Transcript.no_speech)).one()
        assert session.scalars(select(Job.kind)).all() == [Kind.PROCESS_RECORDING]
    assert state_of(installation, call) == (CallState.DONE, "")


def test_the_original_is_deleted_after_success(
    installation: Installation, call: Call, hears: Hears, now: datetime
) -> None:
    hears(FakeSpeech().says("customer", "the flyer said so", at=0.2))
    with installation.readers() as session:
        blob = session.scalars(select(Recording.blob)).one()
    work_off(installation, now=now, kinds=(Kind.PROCESS_RECORDING,))
    with installation.sessions.begin() as session:
        assert delete_originals(session, installation.blobs, now=now) == 1
        assert delete_originals(session, installation.blobs, now=now) == 0
    assert blob is not None
    assert not installation.blobs.exists(blob)


def test_a_recording_that_cannot_be_used_fails_alone_with_its_reason(
    installation: Installation, call: Call, hears: Hears, now: datetime
) -> None:
    hears(FakeSpeech().fails(RecordingError("corrupt", "a.wav: the file breaks off; export it again")))
    assert work_off(installation, now=now) == ["dead"]
    assert state_of(installation, call) == (CallState.FAILED, "corrupt")


def test_a_recording_that_breaks_the_decoder_fails_alone(
    installation: Installation, call: Call, hears: Hears, now: datetime
) -> None:
    hears(FakeSpeech().says("customer", "the flyer said so", at=0.2))
    hostile = LIES["M4A with a billion times"]
    assert isinstance(hostile.content, bytes)
    with installation.sessions.begin() as session:
        bad = make_call(session, state=CallState.DRAWN)
        make_recording(session, call_id=bad.id, blob=installation.blobs.put(hostile.content), file_name="bad.m4a")
        good = make_call(session, state=CallState.DRAWN)
        heard = sound(speech_like(2.0, seed=3), silence(2.0))
        make_recording(session, call_id=good.id, blob=installation.blobs.put(encode_opus(heard)))
        for drawn in (bad, good):
            enqueue(session, Kind.PROCESS_RECORDING, str(drawn.id), now=now)
    assert sorted(work_off(installation, now=now, kinds=(Kind.PROCESS_RECORDING,))) == ["dead", "done", "done"]
    assert state_of(installation, bad) == (CallState.FAILED, "too_much_memory")
    assert state_of(installation, call)[0] is state_of(installation, good)[0] is CallState.DONE
    with installation.readers() as session:
        assert session.get_one(Call, bad.id).message.startswith("bad.m4a: reading it takes more memory than allowed.")


def test_a_failed_recording_waits_for_another_try_and_then_goes(
    installation: Installation, call: Call, hears: Hears, now: datetime
) -> None:
    hears(FakeSpeech().says("customer", "the flyer said so", at=0.2))
    installation.settings.speech.max_seconds = 1
    assert work_off(installation, now=now, kinds=(Kind.PROCESS_RECORDING,)) == ["dead"]
    assert state_of(installation, call) == (CallState.FAILED, "too_long")
    with installation.sessions.begin() as session:
        assert delete_originals(session, installation.blobs, now=now + timedelta(days=6)) == 0
        retry(session.scalars(select(Job)).one(), now=now)
        session.get_one(Call, call.id).moves_to(CallState.DRAWN)
    assert work_off(installation, now=now, kinds=(Kind.PROCESS_RECORDING,)) == ["dead"]
    with installation.sessions.begin() as session:
        assert delete_originals(session, installation.blobs, now=now + timedelta(days=8)) == 1


def test_two_files_of_one_clock_are_one_call_of_two_sides(
    installation: Installation, call: Call, hears: Hears, now: datetime
) -> None:
    hears(FakeSpeech().says("customer", "the flyer said so", at=0.2))
    with installation.sessions.begin() as session:
        recording = session.scalars(select(Recording)).one()
        recording.blob = installation.blobs.put(encode_opus(sound(speech_like(3.0))))
        recording.second_blob = installation.blobs.put(encode_opus(sound(speech_like(4.0, seed=2))))
    assert work_off(installation, now=now, kinds=(Kind.PROCESS_RECORDING,)) == ["done"]
    with installation.readers() as session:
        transcript = session.scalars(select(Transcript)).one()
        assert (transcript.channels, transcript.duration_s) == (2, 4.0)
        assert "flyer" in transcript.text


def test_a_missing_model_keeps_the_original_for_later(
    installation: Installation, call: Call, now: datetime, tmp_path: object
) -> None:
    installation.settings.speech.model = "no/such/directory"
    recording.loaded_engine.cache_clear()
    assert work_off(installation, now=now) == ["dead"]
    assert state_of(installation, call) == (CallState.FAILED, "model_unavailable")
    with installation.readers() as session:
        assert session.scalars(select(Recording.delete_at)).one() is None


def test_an_unexpected_error_is_tried_again_and_then_given_up(
    installation: Installation, call: Call, hears: Hears, now: datetime
) -> None:
    hears(FakeSpeech().fails(OSError("disk on fire")))
    outcomes = []
    for _ in range(installation.settings.jobs.max_attempts):
        outcomes += work_off(installation, now=now)
        now += timedelta(minutes=20)
    assert outcomes == ["later", "later", "dead"]
    assert state_of(installation, call)[0] is CallState.FAILED


def test_a_job_whose_worker_always_dies_is_given_up(
    installation: Installation, call: Call, hears: Hears, now: datetime
) -> None:
    """As out-of-memory on one poison file does: nobody is left to write the failure, so the next claim does."""
    with installation.readers() as session:
        job_id = session.scalars(select(Job.id)).one()
    for _ in range(installation.settings.jobs.max_attempts):
        with installation.sessions.begin() as session:
            assert claim(session, job_id, now=now, rules=installation.settings.jobs) is not None
        now += timedelta(seconds=installation.settings.jobs.lease_seconds + 1)
    assert run_job(installation, job_id, clock=lambda: now) == "dead"
    assert state_of(installation, call) == (CallState.FAILED, "worker_lost")


def test_a_job_that_somebody_else_has_is_left_alone(installation: Installation, call: Call, now: datetime) -> None:
    with installation.sessions.begin() as session:
        job_id = session.scalars(select(Job.id)).one()
        claim(session, job_id, now=now, rules=installation.settings.jobs)
    assert run_job(installation, job_id, clock=lambda: now) == "taken"
