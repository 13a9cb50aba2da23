"""A call in a language that nobody listens to is skipped with its reason, and words are expected only on demand."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from audio.encode import encode_opus
from store.installation import Installation
from store.tables.call import Call, CallState
from store.tables.recording import Recording
from store.tables.transcript import Transcript
from tests.factories.call import make_call
from tests.factories.driver import make_campaign
from tests.factories.recording import make_recording
from tests.factories.sounds import silence, sound, speech_like
from tests.fakes.speech import FakeSpeech
from tests.worker.working import work_off
from transcribe.whisper import WhisperOptions
from worker import recording
from worker.jobs import enqueue
from worker.queues import Kind


@pytest.fixture
def call(installation: Installation, now: datetime) -> Call:
    heard = sound(speech_like(4.0), silence(4.0))
    with installation.sessions.begin() as session:
        drawn = make_call(session, state=CallState.DRAWN)
        make_recording(session, call_id=drawn.id, blob=installation.blobs.put(encode_opus(heard)))
        enqueue(session, Kind.PROCESS_RECORDING, str(drawn.id), now=now)
    return drawn


def processed(
    installation: Installation, call: Call, monkeypatch: pytest.MonkeyPatch, now: datetime, speech: FakeSpeech
) -> tuple[Call, WhisperOptions]:
    """The call after its recording was worked on, and how the speech model was asked for."""
    asked: list[WhisperOptions] = []

    def loaded(_model: str, _device: str, _threads: int, options: WhisperOptions) -> FakeSpeech:
        asked.append(options)
        return speech

    monkeypatch.setattr(recording, "loaded_engine", loaded)
    work_off(installation, now=now, kinds=(Kind.PROCESS_RECORDING,))
    with installation.readers() as session:
        return session.get_one(Call, call.id), asked[0]


def german() -> FakeSpeech:
    return FakeSpeech(language="de").says("customer", "guten tag meine rechnung stimmt nicht", at=0.5)


def test_a_german_call_is_skipped_where_only_english_is_listened_to(
    installation: Installation, call: Call, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    installation.settings.speech.languages = ["en", "fr"]
    found, asked = processed(installation, call, monkeypatch, now, german())
    assert (found.state, found.reason) == (CallState.SKIPPED, "language")
    assert "language de; listened to are en, fr" in found.message
    assert "rechnung" not in found.message
    assert asked.languages == {"en", "fr"}
    with installation.readers() as session:
        assert session.scalar(select(func.count()).select_from(Transcript)) == 0
        assert session.scalars(select(Recording.delete_at)).one() == now + timedelta(
            days=installation.settings.retention.keep_failed_days
        )


@pytest.mark.parametrize("languages", [[], ["de"], ["de", "en"]])
def test_the_language_of_a_call_is_stored(
    languages: list[str], installation: Installation, call: Call, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    installation.settings.speech.languages = languages
    found, _ = processed(installation, call, monkeypatch, now, german())
    assert found.state is CallState.DONE
    with installation.readers() as session:
        assert session.scalars(select(Transcript.language)).one() == "de"


def test_a_call_in_which_nobody_speaks_is_in_no_language(
    installation: Installation, call: Call, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    installation.settings.speech.languages = ["en"]
    found, _ = processed(installation, call, monkeypatch, now, FakeSpeech(language=None))
    assert found.state is CallState.DONE


@pytest.mark.parametrize(("wanted", "expected"), [(False, ()), (True, ("Autumn mailer", "AUTUMN26"))])
def test_the_model_expects_words_of_the_registers_only_where_somebody_wants_that(
    wanted: bool,
    expected: tuple[str, ...],
    installation: Installation,
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
    now: datetime,
) -> None:
    with installation.sessions.begin() as session:
        make_campaign(session)
    if wanted:
        installation.settings.speech.hotwords = True
    _, asked = processed(installation, call, monkeypatch, now, german())
    assert asked.hotwords == expected
