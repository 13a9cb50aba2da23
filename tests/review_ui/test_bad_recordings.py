"""A recording that cannot be used says why where people look, and is tried again when they ask."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from accounts.api_keys import make_api_key
from audio.encode import encode_opus
from store.installation import Installation
from store.tables.call import Call, CallState
from tests.audio.hostile.lies import LIES
from tests.conftest import NOW
from tests.doors import api_of
from tests.factories.call import make_call
from tests.factories.person import quentin
from tests.factories.recording import make_recording
from tests.factories.sounds import silence, sound, speech_like
from tests.fakes.speech import FakeSpeech
from tests.review_ui.visitor import Visitor, visitor
from tests.worker.working import work_off
from worker import recording
from worker.jobs import enqueue
from worker.queues import Kind

PROCESS = (Kind.PROCESS_RECORDING,)


@pytest.fixture
def lead(installation: Installation, session: Session) -> Visitor:
    person = quentin(session)
    session.commit()
    return visitor(installation, person)


def drawn(installation: Installation, content: bytes, file_name: str) -> Call:
    with installation.sessions.begin() as session:
        call = make_call(session, state=CallState.DRAWN)
        blob = installation.blobs.put(content)
        make_recording(session, call_id=call.id, blob=blob, file_name=file_name)
        enqueue(session, Kind.PROCESS_RECORDING, str(call.id), now=NOW)
        return call


def test_the_page_says_what_is_wrong_and_trying_again_works_once_it_is_mended(
    installation: Installation, lead: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = FakeSpeech().says("customer", "the flyer said so", at=0.2)
    monkeypatch.setattr(recording, "loaded_engine", lambda *_: heard)
    installation.settings.speech.max_seconds = 1
    call = drawn(installation, encode_opus(sound(speech_like(4.0), silence(4.0))), "long.opus")
    page = f"/calls/{call.id}"

    assert work_off(installation, now=NOW, kinds=PROCESS) == ["dead"]
    html = lead.get(page).text
    assert "Failed: too long." in html
    assert "long.opus: it plays for more than 1 seconds. Split it, or raise the limit on seconds" in html

    installation.settings.speech.max_seconds = 100
    assert lead.send(f"{page}/retry", form_on=page).status_code == 303
    assert work_off(installation, now=NOW + timedelta(days=1), kinds=PROCESS) == ["done"]
    html = lead.get(page).text
    assert "too long" not in html
    assert "flyer" in html


@pytest.mark.parametrize(
    "name", ["WAV of 384 kHz", "FLAC without a frame", "M4A with a billion times", "AMR of no frame"]
)
def test_the_api_tells_the_same_reason(installation: Installation, session: Session, lead: Visitor, name: str) -> None:
    hostile = LIES[name]
    assert isinstance(hostile.content, bytes)
    call = drawn(installation, hostile.content, "call.wav")
    work_off(installation, now=NOW, kinds=PROCESS)
    key = make_api_key(session, quentin(session), name="test", now=NOW)
    session.commit()
    told = TestClient(api_of(installation), headers={"Authorization": f"Bearer {key}"}).get(f"/calls/{call.id}").json()
    assert (told["state"], told["reason"]) == ("failed", hostile.reason)
    assert told["message"].startswith("call.wav: ")
    page = lead.get(f"/calls/{call.id}").text
    assert told["reason"].replace("_", " ") in page
    assert "Try it again" in page
