"""Personal data planted in recordings and in what people type is nowhere afterwards: files, logs, broker, doors."""

import base64
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import structlog
from fastapi.testclient import TestClient
from sqlalchemy import select

from accounts.api_keys import make_api_key
from accounts.sessions import open_session
from app.commands.exports import export_noted
from app.web import make_web
from audio.encode import encode_opus
from deliver.feed import feed_by_token, make_feed, render_feed
from doors.entry import the_time
from respond.comments import add_comment
from respond.disputes import open_dispute
from respond.listens import record_listen
from settings.clock import utc_now
from settings.log import configure_logging
from store.installation import Installation
from store.tables.call import Call, CallState
from store.tables.excerpt import Excerpt
from store.tables.transcript import Transcript
from tests.factories.call import make_call
from tests.factories.person import bruno, quentin
from tests.factories.recording import make_recording
from tests.factories.sounds import noise, sound
from tests.fakes.speech import FakeSpeech, HauntedSpeech
from tests.flow import test_loop as loop
from tests.flow.canaries import REFERENCE, SAID, TYPED, kept_files, left_in
from tests.worker.working import work_off
from worker import recording
from worker.export_files import Format
from worker.exporting import Asked, What
from worker.front import send_waiting
from worker.jobs import enqueue
from worker.queues import Kind
from worker.typed import redactor


@pytest.fixture
def logged(capsys: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    """Everything is logged, down to the last detail."""
    configure_logging(level="DEBUG")
    yield capsys
    structlog.reset_defaults()


def recorded(installation: Installation, now: datetime, speech: FakeSpeech, monkeypatch: pytest.MonkeyPatch) -> str:
    """A drawn call of this customer, processed; the outcome of its job."""
    monkeypatch.setattr(recording, "loaded_engine", lambda *_: speech)
    with installation.sessions.begin() as session:
        call = make_call(session, state=CallState.DRAWN)
        blob = installation.blobs.put(encode_opus(sound(noise(60.0, seed=1), noise(60.0, seed=2))))
        make_recording(session, call_id=call.id, blob=blob)
        enqueue(session, Kind.PROCESS_RECORDING, str(call.id), now=now)
    assert send_waiting(installation, now=now) == 1
    return work_off(installation, now=now, kinds=(Kind.PROCESS_RECORDING,))[0]


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    assert len({one.split(": ")[1] for one in left_in({"call": SAID.encode(), "reply": TYPED.encode()})}) > 20
    assert left_in({"mail": base64.b64encode(f"dear {TYPED}".encode())})
    assert not left_in({"call": b"the flyer said three months for free", "empty": b""})
    (tmp_path / "digest.eml").write_text(
        f"Content-Transfer-Encoding: quoted-printable\n\n{'=20'.join(TYPED.split())}\n"
    )
    assert any("part 0: 4539 1488" in one for one in left_in(kept_files(tmp_path)))


def test_of_a_processed_call_nothing_personal_is_kept_or_logged(
    installation: Installation,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    logged: pytest.CaptureFixture[str],
) -> None:
    speech = FakeSpeech().says("agent", "can you tell me all of it please", at=0.5).says("customer", SAID, at=3.0)
    assert recorded(installation, now, speech, monkeypatch) == "done"
    assert len(speech.listened) > 1
    with installation.readers() as session:
        text = session.scalars(select(Transcript.text)).one()
        assert text.count("[") >= 14
    files = kept_files(installation.settings.home)
    assert any(name.startswith("broker") for name in files)
    assert left_in(files) == []
    assert left_in({"log": "".join(logged.readouterr()).encode()}) == []


@pytest.mark.parametrize(
    ("speech", "outcome"),
    [
        (FakeSpeech().fails(OSError(SAID)), "later"),
        (FakeSpeech().fails(ValueError(TYPED)), "later"),
        (
            HauntedSpeech()
            .says("customer", "you can reach me on two oh two five five five oh one six three", at=1.0)
            .says("agent", "right", at=5.6)
            .says("customer", "right", at=6.0)
            .says("agent", "right", at=6.4)
            .says("customer", "right", at=6.8),
            "dead",
        ),
    ],
    ids=[
        "an error that quotes the call",
        "one that quotes what was typed",
        "data that is heard however often it is cut",
    ],
)
def test_of_a_call_that_fails_nothing_personal_is_kept_or_logged(
    installation: Installation,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    logged: pytest.CaptureFixture[str],
    speech: FakeSpeech,
    outcome: str,
) -> None:
    assert recorded(installation, now, speech, monkeypatch) == outcome
    with installation.readers() as session:
        reasons = session.scalars(select(Call.reason).where(Call.reason != "")).all()
        assert session.scalars(select(Transcript)).all() == []
    assert reasons == (["redaction"] if outcome == "dead" else [])
    assert left_in(kept_files(installation.settings.home)) == []
    assert left_in({"log": "".join(logged.readouterr()).encode()}) == []


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_round_the_whole_loop_nothing_personal_is_kept_logged_shown_sent_or_exported(
    installation: Installation,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    logged: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(loop, "LINES", {cause: f"{line} {SAID}" for cause, line in loop.LINES.items()})
    archive = loop.make_archive(tmp_path)
    manifest = archive.read_text().replace("handle_minutes,file", "handle_minutes,customer_ref,file")
    archive.write_text(manifest.replace(",2.0,", f",2.0,{REFERENCE},"))
    loop.go_round(installation, archive, now, monkeypatch)
    typed(installation, now)
    assert left_in(kept_files(installation.settings.home)) == []
    assert left_in(exported(installation, tmp_path / "exports")) == []
    assert left_in(shown(installation, now)) == []
    assert left_in({"log": "".join(logged.readouterr()).encode()}) == []


def typed(installation: Installation, now: datetime) -> None:
    """Bruno writes about the customer, by name, wherever he may write."""
    with installation.sessions.begin() as session:
        owner = bruno(session)
        excerpt = session.scalars(select(Excerpt).where(Excerpt.quote != "").limit(1)).one()
        record_listen(session, excerpt, by=owner, channel="page", now=now)
        add_comment(session, excerpt, by=owner, text=TYPED, redact=redactor(session), now=now)
        open_dispute(session, excerpt, by=owner, why=TYPED, redact=redactor(session), now=now)
    send_waiting(installation, now=now)


def exported(installation: Installation, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    for what in What:
        for kind in (Format.CSV, Format.JSONL):
            export_noted(installation, Asked(what, utc_now()), kind, folder / f"{what}.{kind}", now=utc_now())
    found = kept_files(folder)
    assert all(found.values())
    return found


def shown(installation: Installation, now: datetime) -> dict[str, bytes]:
    """The feed, the API and the pages, as the people see them who may see most."""
    with installation.sessions.begin() as session:
        lead = quentin(session)
        owner = bruno(session)
        feed = feed_by_token(session, make_feed(session, owner, now=now))
        rendered = render_feed(session, feed, base_url="http://here", secret=b"s" * 32, now=now)
        found = {"feed": rendered.document}
        key = make_api_key(session, lead, name="test", now=now)
        cookies = {person.name: open_session(session, person, now=now) for person in (lead, owner)}
        calls = [str(call_id) for call_id in session.scalars(select(Call.id).limit(3))]
        excerpts = [str(excerpt_id) for excerpt_id in session.scalars(select(Excerpt.id).limit(3))]
    web = make_web(installation)
    web.dependency_overrides[the_time] = lambda: now
    api = [f"/v1/calls/{call}" for call in calls] + ["/v1/calls", "/v1/figures"]
    pages = ["/", *(f"/calls/{call}" for call in calls), *(f"/excerpts/{excerpt}" for excerpt in excerpts)]
    pages += [f"/excerpts/{excerpt}/captions.vtt" for excerpt in excerpts]
    client = TestClient(web)
    for path in api:
        found[path] = client.get(path, headers={"Authorization": f"Bearer {key}"}).content
    for name, cookie in cookies.items():
        client.cookies.set("listenback", cookie)
        found |= {f"{name} {path}": client.get(path).content for path in pages}
    assert any(b"[CARD_NUMBER]" in content for content in found.values())
    return found
