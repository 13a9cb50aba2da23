"""Consent taken back: the call stops, what is held of it goes as set, and figures stay right."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ingest.intake import take_in
from ingest.record import CallRecord
from settings.settings import Retention, Settings
from store.draws import verify_draw
from store.estimation import read_sample
from store.installation import Installation
from store.tables.call import Call, CallState, Consent
from store.tables.draw import Draw
from store.tables.erasure import Erasure, ErasureState
from store.tables.excerpt import Excerpt
from store.tables.recording import Recording
from store.tables.transcript import Transcript
from tests.factories.call import make_call
from tests.factories.person import ada
from tests.factories.scene import FIRST_DAY, LAST_DAY, make_scene
from tests.worker.working import work_off
from worker.consent import follow_withdrawals, with_consent, withdraw_consent
from worker.excluding import can_include
from worker.holds import lift_hold, set_hold
from worker.keeping import open_sweep

STOP = Settings(retention=Retention(on_withdrawal="stop"))


def test_after_a_draw_it_is_nonresponse_and_no_other_call_changes_its_weight(
    installation: Installation, now: datetime
) -> None:
    with installation.sessions.begin() as session:
        scene = make_scene(session, installation.blobs)
        drawn = [call for call in scene.calls if call.state is CallState.DONE]
        before = read_sample(session, starts_at=FIRST_DAY, ends_at=LAST_DAY, model_version_id=None)
        gone = drawn[0]
        settings = installation.settings
        assert withdraw_consent(session, [gone], by=scene.ada, channel="page", settings=settings, now=now) == 1
        after = read_sample(session, starts_at=FIRST_DAY, ends_at=LAST_DAY, model_version_id=None)
        assert after.nonresponse == {**before.nonresponse, "consent_withdrawn": 1}
        assert (after.drawn, after.frame_sizes) == (before.drawn, before.frame_sizes)
        kept = [row for row, call_id in enumerate(before.call_ids) if call_id != gone.id]
        assert after.call_ids == tuple(before.call_ids[row] for row in kept)
        assert list(after.draw_probabilities) == [before.draw_probabilities[row] for row in kept]
        assert list(after.labels) == [before.labels[row] for row in kept]
        gone_id = gone.id
    assert set(work_off(installation, now=now, kinds=("erase",))) == {"done"}
    with installation.readers() as session:
        call = session.get_one(Call, gone_id)
        assert (call.state, call.reason, call.erased_at is not None) == (CallState.SKIPPED, "consent_withdrawn", True)
        assert not can_include(call)
        assert session.scalars(select(Transcript).where(Transcript.call_id == gone_id)).all() == []
        sample = read_sample(session, starts_at=FIRST_DAY, ends_at=LAST_DAY, model_version_id=None)
        assert sample.nonresponse["consent_withdrawn"] == 1
        assert all(verify_draw(session, draw).verified for draw in session.scalars(select(Draw)))
        assert [one.state for one in session.scalars(select(Erasure))] == [ErasureState.DONE]


def test_before_a_draw_it_leaves_the_frame_and_is_counted_there(installation: Installation, now: datetime) -> None:
    with installation.sessions.begin() as session:
        call = make_call(session, state=CallState.RECEIVED)
        withdraw_consent(session, [call], by=ada(session), channel="page", settings=STOP, now=now)
        assert (call.state, call.reason) == (CallState.EXCLUDED, "consent_withdrawn")
        assert session.scalars(Call.in_frame(call.started_at, now)).all() == []


def test_where_it_is_set_to_stop_words_wait_for_their_clock_and_nobody_hears_it_any_more(
    installation: Installation, now: datetime
) -> None:
    with installation.sessions.begin() as session:
        scene = make_scene(session, installation.blobs)
        excerpt = scene.excerpts[0]
        call = session.get_one(Call, excerpt.call_id)
        withdraw_consent(session, [call], by=scene.ada, channel="page", settings=STOP, now=now)
        heard = session.get_one(Excerpt, excerpt.id, populate_existing=True)
        assert (heard.web_blob, heard.quote) == (None, "")
        assert session.scalars(select(Transcript.text).where(Transcript.call_id == call.id)).one()
        assert session.scalars(select(Erasure)).all() == []
        assert (call.state, can_include(call)) == (CallState.SKIPPED, False)


def test_a_hold_lets_nothing_go_but_stops_the_work(installation: Installation, now: datetime) -> None:
    with installation.sessions.begin() as session:
        call = make_call(session, state=CallState.DRAWN)
        set_hold(session, call, reason="Court case", by=None, redact=str, now=now)
        withdraw_consent(session, [call], by=None, channel="page", settings=installation.settings, now=now)
        call_id = call.id
    assert work_off(installation, now=now, kinds=("erase",)) == ["done"]
    with installation.sessions.begin() as session:
        call = session.get_one(Call, call_id)
        assert (call.state, call.erased_at) == (CallState.SKIPPED, None)
        follow_withdrawals(session, installation.settings, now=now)
        assert [one.state for one in session.scalars(select(Erasure))] == [ErasureState.HELD]
        lift_hold(session, call, why="", by=None, redact=str, now=now)
    assert work_off(installation, now=now, kinds=("erase",)) == ["done"]
    with installation.readers() as session:
        assert session.get_one(Call, call_id).erased_at is not None


@pytest.mark.parametrize(
    ("was", "says", "state", "reason"),
    [
        (Consent.UNKNOWN, Consent.GIVEN, CallState.RECEIVED, ""),
        (Consent.UNKNOWN, Consent.REFUSED, CallState.EXCLUDED, "no_consent"),
        (Consent.REFUSED, Consent.GIVEN, CallState.RECEIVED, ""),
        (Consent.GIVEN, Consent.UNKNOWN, CallState.RECEIVED, ""),
        (Consent.GIVEN, Consent.REFUSED, CallState.EXCLUDED, "consent_withdrawn"),
    ],
)
def test_a_record_that_comes_again_tells_what_the_customer_says_now(
    installation: Installation,
    now: datetime,
    tmp_path: Path,
    was: Consent,
    says: Consent,
    state: CallState,
    reason: str,
) -> None:
    sound = tmp_path / "one.wav"
    sound.write_bytes(b"RIFF0000WAVEfmt ")
    came(installation, CallRecord("N-1", started_at=now, duration_s=60, consent=was, recording=sound), now)
    with installation.sessions.begin() as session:
        if was is Consent.UNKNOWN:
            assert session.scalars(select(Call.reason)).one() == "consent_unknown"
        session.execute(update(Call).where(Call.state == CallState.EXCLUDED, Call.reason == "not_audio").values(
            state=CallState.RECEIVED, reason=""))  # fmt: skip
    came(installation, CallRecord("N-1", started_at=now, duration_s=60, consent=says), now)
    with installation.sessions.begin() as session:
        follow_withdrawals(session, STOP, now=now)
        call = session.scalars(select(Call)).one()
        assert (call.state, call.reason) == (state, reason)
        assert (call.consent_withdrawn_at is not None) is (reason == "consent_withdrawn")


def test_a_yes_after_a_no_takes_the_recording_in_again_when_it_is_sent(
    installation: Installation, now: datetime, tmp_path: Path
) -> None:
    sound = tmp_path / "one.wav"
    sound.write_bytes(b"RIFF0000WAVEfmt ")
    record = CallRecord("N-1", started_at=now, duration_s=60, consent=Consent.REFUSED, recording=sound)
    came(installation, record, now)
    with installation.sessions.begin() as session:
        open_sweep(session, now=now)
    assert work_off(installation, now=now, kinds=("sweep",)) == ["done"]
    with installation.readers() as session:
        assert session.scalars(select(Recording.blob)).one() is None
    came(installation, record._replace(consent=Consent.GIVEN), now)
    with installation.readers() as session:
        assert session.scalars(select(Call.consent)).one() is Consent.GIVEN
        assert session.scalars(select(Recording.blob)).one() is not None


def came(installation: Installation, record: CallRecord, now: datetime) -> None:
    take_in(installation.sessions, installation.blobs, [record], secret=installation.settings.secret, now=now)


def test_only_calls_with_consent_can_lose_it(session: Session, now: datetime) -> None:
    mine = "c" * 64
    for consent in Consent:
        make_call(session, customer_hash=mine, consent=consent)
    make_call(session, customer_hash=mine, consent_withdrawn_at=now)
    assert [call.consent for call in session.scalars(with_consent(mine))] == [Consent.GIVEN]
