"""After a correction the champion reads the call again, the sound falls silent, and no figure moves."""

import tempfile
from datetime import datetime
from pathlib import Path

import numpy as np
from sqlalchemy import select

from audio.decode import decode
from audio.encode import encode_opus
from audio.sound import Sound
from redact.correction import Stretch, said_in
from store.doomed import delete_doomed
from store.installation import Installation
from store.tables.call import Call, CallState
from store.tables.job import Job
from store.tables.prediction import Prediction
from store.tables.transcript import Transcript
from tests.factories.call import make_call
from tests.factories.cause import make_causes
from tests.factories.person import asha
from tests.factories.sounds import RATE, speech_like
from tests.factories.transcript import make_transcript, talk
from worker.correcting import correct_call
from worker.jobs import enqueue
from worker.queues import Kind
from worker.run import run_job

SEGMENTS = talk(("agent", "how can I help you"), ("customer", "my code is seven three and the post came yesterday"))
TURN = Stretch("customer", round(SEGMENTS[1]["start"] * 1000), round(SEGMENTS[1]["end"] * 1000))
LENGTH_S = 8


def test_the_champion_reads_it_again_and_the_figures_keep_what_the_machine_heard(
    installation: Installation, now: datetime
) -> None:
    with installation.sessions.begin() as session:
        make_causes(session)
        call = make_call(session, state=CallState.DONE)
        make_transcript(session, call=call, segments=SEGMENTS)
        job = enqueue(session, Kind.PREDICT_CALL, str(call.id), now=now)
        call_id = call.id
    assert run_job(installation, job, clock=lambda: now) == "done"
    before = prediction(installation)
    correct(installation, call_id, "your mailer flyer letter offer came by post yesterday", now)
    after = prediction(installation)
    assert after.probabilities != before.probabilities
    assert after.machine_probabilities == before.probabilities


def test_what_is_newly_cut_out_is_silent_and_the_old_sound_goes(installation: Installation, now: datetime) -> None:
    with installation.sessions.begin() as session:
        make_causes(session)
        call = make_call(session, state=CallState.DONE)
        spoken = np.stack([speech_like(LENGTH_S, seed=1), speech_like(LENGTH_S, seed=2)])
        old = installation.blobs.put(encode_opus(Sound(spoken.astype(np.float32), RATE)))
        make_transcript(session, call=call, segments=SEGMENTS, audio_blob=old, lanes=["agent", "customer"])
        call_id = call.id
    correct(installation, call_id, "my code is [SECRET] and the post came yesterday", now)
    with installation.readers() as session:
        keys = set(session.scalars(select(Transcript.audio_blob)))
        current = session.scalars(select(Transcript).where(Transcript.is_current)).one()
    (key,) = keys
    assert key is not None
    assert key != old
    cut = current.entities[0]
    with tempfile.NamedTemporaryFile(suffix=".ogg") as file:
        file.write(installation.blobs.get(key))
        file.flush()
        sound = decode(Path(file.name))
    first, last = round(cut["start"] * sound.rate), round(cut["end"] * sound.rate)
    assert np.abs(sound.samples[1, first:last]).max() < 0.02
    assert np.abs(sound.samples[0, first:last]).max() > 0.1
    assert delete_doomed(installation, now=now) == 1
    assert not installation.blobs.exists(old)
    assert installation.blobs.exists(key)


def correct(installation: Installation, call_id: object, typed: str, now: datetime) -> None:
    with installation.sessions.begin() as session:
        call = session.get_one(Call, call_id)
        said = said_in(SEGMENTS, TURN)
        correct_call(session, call, TURN, typed, seen=said, by=asha(session), now=now)
        job = session.scalars(select(Job.id).where(Job.kind == Kind.READ_AGAIN)).one()
    assert run_job(installation, job, clock=lambda: now) == "done"


def prediction(installation: Installation) -> Prediction:
    with installation.readers() as session:
        return session.scalars(select(Prediction)).one()
