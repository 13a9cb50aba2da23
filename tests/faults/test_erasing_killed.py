"""An erasure that is killed again and again, at any commit and between any two files, finishes and proves it."""

import signal
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.call import Call, CallState
from store.tables.doomed_file import DoomedFile
from store.tables.erasure import Erasure, ErasureState, ErasureWhy
from store.tables.transcript import Transcript
from tests.factories.call import make_call
from tests.factories.label import make_label
from tests.factories.person import ada, asha
from tests.factories.recording import make_recording
from tests.factories.transcript import make_transcript
from tests.faults.killing import ROOT
from worker.erasures import ask_erasure

CALLS = 13
CUSTOMER = "a" * 64


def plant(session: Session, installation: Installation) -> None:
    for number in range(CALLS + 2):
        is_theirs = number < CALLS
        call = make_call(session, state=CallState.DONE, customer_hash=CUSTOMER if is_theirs else "b" * 64)
        make_recording(session, call=call, blob=installation.blobs.put(f"original {number}".encode()))
        make_transcript(session, call=call, audio_blob=installation.blobs.put(f"sound {number}".encode()))
        make_label(session, call=call, quote="quokkaberry", annotator_id=asha(session).id)


@pytest.mark.slow
@pytest.mark.timeout(500)
def test_it_finishes_wherever_it_is_killed_and_nothing_is_left(installation: Installation, now: datetime) -> None:
    with installation.sessions.begin() as session:
        plant(session, installation)
        why, admin = ErasureWhy.CUSTOMER, ada(session)
        request_id = ask_erasure(session, why=why, customer_hash=CUSTOMER, by=admin, channel="page", now=now).id
    killed, at = [], now
    for steps in (1, 2, 3, 4, 5, 7, 9, 12, 15, 18, 21, 24, 0):
        at += timedelta(hours=2)
        child = [sys.executable, "-m", "tests.faults.dying", str(installation.settings.home), str(steps)]
        done = subprocess.run([*child, at.isoformat()], cwd=ROOT, check=False, timeout=120)
        assert done.returncode in (0, -signal.SIGKILL)
        killed.append(done.returncode == -signal.SIGKILL)
    assert sum(killed) >= 6
    assert not killed[-1]
    with installation.readers() as session:
        request = session.get_one(Erasure, request_id)
        assert (request.state, request.proof["search"]["found"]) == (ErasureState.DONE, [])
        assert len(request.proof["calls"]) == CALLS
        originals = [one["sha256"] for one in request.files if one["kind"] == "original"]
        assert len(originals) == len(set(originals)) == CALLS
        assert request.removed["label"] == CALLS
        assert session.scalars(select(DoomedFile)).all() == []
        left = session.scalars(select(Call).where(Call.erased_at.is_(None))).all()
        assert [call.customer_hash for call in left] == ["b" * 64] * 2
        assert len(session.scalars(select(Transcript)).all()) == 2
        kept = {key for key in installation.blobs.keys()}  # noqa: SIM118 - a store, not a dict
        assert len(kept) == 4
