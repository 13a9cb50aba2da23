"""A long call in chunks ends as it would have in one piece, whatever happens on the way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import event, func, select

from audio.decode import decode
from audio.sections import sections
from audio.sound import Sound
from store.installation import Installation
from store.tables.call import Call, CallState
from store.tables.job import Job, JobState
from store.tables.transcript import Transcript
from store.tables.transcript_chunk import TranscriptChunk
from tests.factories.call import make_call
from tests.factories.recording import make_recording
from tests.factories.sounds import wav_bytes
from tests.fakes.clocked_speech import ClockedSpeech, clock
from tests.worker.working import work_off
from worker import recording
from worker.jobs import enqueue
from worker.queues import Kind
from worker.stopping import cancel_call, retry_call

SECONDS = 45.0
CHUNK_S = 10
CARD = "four one one one one one one one one one one one one one one one"


@dataclass
class Contact:
    """A call of 45 seconds on its way through an installation whose chunks last up to ten."""

    installation: Installation
    monkeypatch: pytest.MonkeyPatch
    call: Call
    now: datetime

    def is_processed(self, speech: ClockedSpeech) -> str:
        """One attempt at the waiting job; returns its outcome."""
        self.monkeypatch.setattr(recording, "loaded_engine", lambda *_: speech)
        self.now += timedelta(minutes=20)
        (outcome,) = work_off(self.installation, now=self.now, kinds=(Kind.PROCESS_RECORDING,))
        return outcome

    def transcript(self) -> Transcript:
        with self.installation.readers() as session:
            return session.scalars(select(Transcript).where(Transcript.is_current)).one()

    def sound(self, tmp_path: Path) -> Sound:
        (tmp_path / "call.ogg").write_bytes(self.installation.blobs.get(self.transcript().audio_blob or ""))
        return decode(tmp_path / "call.ogg")

    def chunks(self) -> int:
        with self.installation.readers() as session:
            return session.scalar(select(func.count()).select_from(TranscriptChunk)) or 0

    def job(self) -> Job:
        with self.installation.readers() as session:
            return session.scalars(select(Job).where(Job.kind == Kind.PROCESS_RECORDING)).one()


@pytest.fixture
def contact(installation: Installation, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Contact:
    installation.settings.speech.chunk_seconds = CHUNK_S
    with installation.sessions.begin() as session:
        call = make_call(session, state=CallState.DRAWN)
        blob = installation.blobs.put(wav_bytes(clock(SECONDS)))
        make_recording(session, call_id=call.id, blob=blob)
        enqueue(session, Kind.PROCESS_RECORDING, str(call.id), now=now)
    return Contact(installation, monkeypatch, call, now)


def conversation() -> ClockedSpeech:
    """Somebody talks nearly all the time, so that cuts fall between two words of one turn."""
    speech = ClockedSpeech()
    for at in range(0, 40, 10):
        speech.says("agent", "thank you for calling what can i do for you today", at=at)
        speech.says("customer", "the flyer that came in the mail says the first month is free", at=at + 4)
    return speech


def in_one_piece(contact: Contact) -> None:
    contact.installation.settings.speech.chunk_seconds = 600


def words(transcript: Transcript) -> list[tuple[str, str]]:
    return [(segment["speaker"], word["word"]) for segment in transcript.segments for word in segment["words"]]


def starts(transcript: Transcript) -> list[float]:
    return [word["start"] for segment in transcript.segments for word in segment["words"]]


def test_a_call_in_chunks_ends_as_it_would_have_in_one_piece(
    contact: Contact, installation: Installation, now: datetime, tmp_path: Path
) -> None:
    speech = conversation()
    assert contact.is_processed(speech) == "done"
    assert len(speech.heard) > 4
    chunked, heard = contact.transcript(), contact.sound(tmp_path)
    with installation.sessions.begin() as session:
        session.delete(session.get_one(Transcript, chunked.id))
        session.get_one(Call, contact.call.id).moves_to(CallState.DRAWN)
        enqueue(session, Kind.PROCESS_RECORDING, str(contact.call.id), now=now)
        session.get_one(Job, contact.job().id).state = JobState.PENDING
    in_one_piece(contact)
    assert contact.is_processed(conversation()) == "done"
    whole, original = contact.transcript(), contact.sound(tmp_path)
    assert words(chunked) == words(whole)
    assert starts(chunked) == pytest.approx(starts(whole), abs=0.002)
    assert [segment["text"] for segment in chunked.segments] == [segment["text"] for segment in whole.segments]
    assert chunked.text == whole.text
    assert (chunked.duration_s, chunked.language, chunked.lanes) == (whole.duration_s, whole.language, whole.lanes)
    assert chunked.waveform == whole.waveform
    assert np.array_equal(heard.samples, original.samples)


def test_chunks_are_kept_while_the_call_is_worked_on_and_gone_when_it_is_done(contact: Contact) -> None:
    counted: list[int] = []
    speech = conversation()
    speech.before_hearing = lambda _number: counted.append(contact.chunks())
    assert contact.is_processed(speech) == "done"
    assert counted[:2] == [0, 0]
    assert counted[2:] == list(range(1, len(counted) - 1))
    assert contact.chunks() == 0


def test_a_short_call_writes_no_chunk(contact: Contact) -> None:
    in_one_piece(contact)
    written: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "transcript_chunk" in statement and not statement.startswith("DELETE"):
            written.append(statement)

    event.listen(contact.installation.engine, "before_cursor_execute", note)
    assert contact.is_processed(conversation()) == "done"
    assert written == []


def killed_at(number: int) -> Callable[[int], None]:
    def before_hearing(heard: int) -> None:
        if heard == number:
            raise OSError("the power is gone")

    return before_hearing


def test_a_killed_worker_goes_on_after_the_last_redacted_chunk(contact: Contact, tmp_path: Path) -> None:
    first = conversation()
    first.before_hearing = killed_at(4)
    assert contact.is_processed(first) == "later"
    assert contact.chunks() == 3
    assert contact.job().progress == pytest.approx(first.heard[2][1] / SECONDS, abs=0.01)
    second = conversation()
    assert contact.is_processed(second) == "done"
    lead, *rest = second.heard
    resumed = first.heard[2][1]
    assert lead == pytest.approx((max(0.0, resumed - 60), resumed))
    assert rest[0][0] == pytest.approx(resumed)
    assert second.languages[0] == "en"
    text = contact.transcript().text
    assert text.count("thank you for calling") == 4
    assert contact.sound(tmp_path).duration_s == SECONDS


def test_a_worker_killed_at_every_second_chunk_still_gets_to_the_end(contact: Contact) -> None:
    outcomes = []
    for _ in range(12):
        speech = conversation()
        speech.before_hearing = killed_at(3)  # the lead, two chunks, then the end
        outcomes.append(contact.is_processed(speech))
        if outcomes[-1] != "later":
            break
    assert outcomes[-1] == "done"
    assert len(outcomes) > contact.installation.settings.jobs.max_attempts


def test_another_speech_model_starts_over(contact: Contact) -> None:
    first = conversation()
    first.before_hearing = killed_at(4)
    contact.is_processed(first)
    second = conversation()
    second.name = "another-model"
    assert contact.is_processed(second) == "done"
    assert second.heard[0][0] == 0
    assert contact.transcript().engine == "another-model"


def first_cut() -> float:
    whole = clock(SECONDS)
    cuts = sections([whole.samples], whole.rate, length=whole.length, longest_s=CHUNK_S)
    return next(iter(cuts)).end_s


@pytest.mark.parametrize("before", [2, 8, 14])
def test_a_card_number_over_a_cut_is_cut_out_on_both_sides_of_it(contact: Contact, before: int, tmp_path: Path) -> None:
    """Two digits alone are nobody's card number; only together with the fourteen beyond the cut are they."""
    at = first_cut() - before * 0.3
    speech = ClockedSpeech().says("agent", "what is your card number", at=at - 3).says("customer", CARD, at=at)
    speech.says("customer", "thank you and good bye", at=at + 16 * 0.3 + 2)
    assert contact.is_processed(speech) == "done"
    assert speech.heard[0][1] == pytest.approx(first_cut())
    transcript = contact.transcript()
    assert not {"four", "one"} & set(transcript.text.split())
    assert "[CARD_NUMBER]" in transcript.text
    heard = contact.sound(tmp_path)
    first, last = (round(seconds * heard.rate) for seconds in (at + 0.05, at + 16 * 0.3 - 0.05))
    assert np.abs(heard.samples[1, first:last]).max() < 0.001
    assert np.abs(heard.samples[1, last + round(2.5 * heard.rate) : last + 3 * heard.rate]).max() > 0.02


def test_a_name_is_known_again_later_even_by_another_worker(contact: Contact) -> None:
    def said() -> ClockedSpeech:
        speech = ClockedSpeech().says("customer", "my name is zebulon quist", at=1.0)
        return speech.says("agent", "well zebulon that flyer was wrong", at=40.0)

    first = said()
    first.before_hearing = killed_at(4)
    assert contact.is_processed(first) == "later"
    assert contact.is_processed(said()) == "done"
    assert "zebulon" not in contact.transcript().text
    assert "that flyer was wrong" in contact.transcript().text


def test_nothing_raw_is_ever_kept(contact: Contact) -> None:
    speech = ClockedSpeech().says("customer", "my name is zebulon and my card is " + CARD, at=5.0)
    speech.before_hearing = killed_at(4)
    contact.is_processed(speech)
    assert contact.chunks() == 3
    files = [path for path in contact.installation.settings.home.rglob("*") if path.is_file()]
    assert not any(b"zebulon" in path.read_bytes() for path in files)
    with contact.installation.readers() as session:
        kept = [word["word"] for chunk in session.scalars(select(TranscriptChunk)) for word in said_in(chunk)]
    assert "[CARD_NUMBER]" in kept
    assert "four" not in kept


def said_in(chunk: TranscriptChunk) -> list[dict[str, Any]]:
    return [word for segment in chunk.segments for word in segment["words"]]


def test_a_person_stops_a_call_between_two_chunks_and_has_it_done_again(contact: Contact, now: datetime) -> None:
    def cancel(number: int) -> None:
        if number == 3:
            with contact.installation.sessions.begin() as session:
                cancel_call(session, session.get_one(Call, contact.call.id), by=None, now=now)

    speech = conversation()
    speech.before_hearing = cancel
    assert contact.is_processed(speech) == "taken"
    assert len(speech.heard) == 4
    assert contact.chunks() == 0
    with contact.installation.sessions.begin() as session:
        stopped = session.get_one(Call, contact.call.id)
        assert (stopped.state, stopped.reason) == (CallState.SKIPPED, "cancelled")
        retry_call(session, stopped, by=None, now=now)
    assert contact.is_processed(conversation()) == "done"


def test_what_fails_for_good_leaves_no_chunk(contact: Contact) -> None:
    speech = conversation()
    speech.before_hearing = killed_at(4)
    outcome = contact.is_processed(speech)
    assert contact.chunks() == 3
    while outcome == "later":
        broken = conversation()
        broken.before_hearing = killed_at(0)
        outcome = contact.is_processed(broken)
    assert outcome == "dead"
    assert contact.chunks() == 0


def test_a_lost_lease_writes_nothing(contact: Contact, now: datetime) -> None:
    """A worker that slept while another took over: its chunk is refused."""

    def taken_over(number: int) -> None:
        if number == 2:
            with contact.installation.sessions.begin() as session:
                job = session.scalars(select(Job).where(Job.kind == Kind.PROCESS_RECORDING)).one()
                job.attempt += 1

    speech = conversation()
    speech.before_hearing = taken_over
    assert contact.is_processed(speech) == "taken"
    assert contact.chunks() <= 1
