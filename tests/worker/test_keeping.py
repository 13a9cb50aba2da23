"""The clocks of what is kept: what is due goes with its files, what is held or young stays, a kill costs nothing."""

import os
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

import store.doomed
from settings.settings import Retention
from store.estimation import read_sample
from store.installation import Installation
from store.tables.audit_event import AuditEvent
from store.tables.call import Call, CallState, Consent
from store.tables.delivery import Delivery
from store.tables.digest import Digest
from store.tables.doomed_file import DoomedFile
from store.tables.draft import Draft
from store.tables.excerpt import Excerpt
from store.tables.job import Job
from store.tables.label import Label
from store.tables.recording import Recording
from store.tables.refusal import Refusal
from store.tables.searchable import Searchable
from store.tables.transcript import Transcript
from tests.factories.call import make_call
from tests.factories.label import make_label
from tests.factories.person import asha
from tests.factories.recording import make_recording
from tests.factories.refusal import make_refusal
from tests.factories.scene import FIRST_DAY, LAST_DAY, make_scene
from tests.factories.transcript import make_transcript
from tests.worker.working import work_off
from worker.clocks import CLOCKS
from worker.holds import set_hold
from worker.keeping import open_sweep

OLD = timedelta(days=2000)


@pytest.fixture(autouse=True)
def files_are_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody put the same bytes a moment ago, which would keep them from being deleted."""
    monkeypatch.setattr("store.disk_blobs.HOLD_S", -1.0)


def swept(installation: Installation, now: datetime) -> list[str]:
    with installation.sessions.begin() as session:
        open_sweep(session, now=now)
    return work_off(installation, now=now, kinds=("sweep",))


def kept(installation: Installation) -> set[str]:
    return set(installation.blobs.keys())


def test_words_and_sound_go_and_what_was_counted_stays(installation: Installation, now: datetime) -> None:
    with installation.sessions.begin() as session:
        make_scene(session, installation.blobs)
        session.execute(update(Transcript).values(created_at=now - OLD))
        before = read_sample(session, starts_at=FIRST_DAY, ends_at=LAST_DAY, model_version_id=None).estimate()
    assert swept(installation, now) == ["done"]
    with installation.readers() as session:
        assert set(session.scalars(select(Transcript.text))) == {""}
        assert set(session.scalars(select(Transcript.audio_blob))) == {None}
        assert set(session.scalars(select(Label.quote))) == {""}
        assert session.scalars(select(Searchable).where(Searchable.kind == "call")).all() == []
        after = read_sample(session, starts_at=FIRST_DAY, ends_at=LAST_DAY, model_version_id=None).estimate()
        assert after == before
        told = session.scalars(select(AuditEvent).where(AuditEvent.action == "cleared by the clock")).one()
        assert told.details["keep_words_days"] > 0
        assert session.scalars(select(DoomedFile)).all() == []
        excerpts = {key for key in session.scalars(select(Excerpt.web_blob)) if key}
        assert kept(installation) == excerpts


def test_a_call_under_a_legal_hold_is_passed_over(installation: Installation, now: datetime) -> None:
    with installation.sessions.begin() as session:
        held, free = make_call(session), make_call(session)
        for number, call in enumerate((held, free)):
            key = installation.blobs.put(f"sound {number}".encode())
            make_transcript(session, call=call, audio_blob=key, created_at=now - OLD)
            original = installation.blobs.put(f"original {number}".encode())
            make_recording(session, call=call, blob=original, delete_at=now - OLD)
        set_hold(session, held, reason="Court case", by=None, redact=str, now=now)
        assert [one.call_id for one in session.scalars(Recording.overdue(now))] == [free.id]
    swept(installation, now)
    with installation.readers() as session:
        texts = dict(session.execute(select(Transcript.call_id, Transcript.text)).all())
        assert (bool(texts[held.id]), texts[free.id]) == (True, "")


def test_an_original_that_no_draw_chose_goes_and_one_that_no_draw_listed_leaves_the_frame(
    installation: Installation, now: datetime
) -> None:
    with installation.sessions.begin() as session:
        scene = make_scene(session, installation.blobs)
        listed = scene.draws[0].manifest[0][0]
        session.execute(update(Call).where(Call.id == listed_id(listed)).values(state=CallState.RECEIVED))
        unlisted = make_call(session, state=CallState.RECEIVED)
        refused = make_call(session, state=CallState.EXCLUDED, reason="no_consent", consent=Consent.REFUSED)
        young = make_call(session, state=CallState.RECEIVED)
        session.execute(update(Recording).values(blob=None))
        for call, at in ((session.get_one(Call, listed_id(listed)), OLD), (unlisted, OLD), (refused, timedelta()),
                         (young, timedelta(days=3))):  # fmt: skip
            original(session, installation, call, now - at)
        ids = {"unlisted": unlisted.id, "refused": refused.id, "young": young.id}
    assert swept(installation, now) == ["done"]
    with installation.readers() as session:
        there = set(session.scalars(select(Recording.call_id).where(Recording.blob.is_not(None))))
        assert there == {ids["young"]}
        assert session.get_one(Call, ids["unlisted"]).reason == "recording_expired"
        assert session.get_one(Call, listed_id(listed)).state is CallState.RECEIVED
        assert session.get_one(Call, ids["refused"]).reason == "no_consent"


def listed_id(line: str) -> UUID:
    return UUID(hex=line)


def original(session: Session, installation: Installation, call: Call, received_at: datetime) -> None:
    key = installation.blobs.put(f"original of {call.id}".encode())
    known = session.scalar(select(Recording).where(Recording.call_id == call.id))
    if known is None:
        make_recording(session, call=call, blob=key, received_at=received_at)
    else:
        known.blob, known.received_at, known.delete_at = key, received_at, None


def test_drafts_refusals_and_excerpts_go_by_their_own_clocks(installation: Installation, now: datetime) -> None:
    with installation.sessions.begin() as session:
        scene = make_scene(session, installation.blobs)
        call = scene.calls[0]
        session.add(Draft(person_id=asha(session).id, call_id=call.id, fields={}, saved_at=now - timedelta(days=31)))
        make_refusal(session, line=99, refused_at=now - timedelta(days=181))
        make_refusal(session, line=9, refused_at=now - timedelta(days=3))
        session.execute(update(Excerpt).values(created_at=now - OLD))
        session.execute(update(Digest).values(ready_at=now - OLD))
    assert swept(installation, now) == ["done"]
    with installation.readers() as session:
        assert session.scalars(select(Draft)).all() == []
        assert 9 in (lines := session.scalars(select(Refusal.line)).all())
        assert 99 not in lines
        assert set(session.execute(select(Excerpt.quote, Excerpt.web_blob, Excerpt.feed_blob)).all()) == {
            ("", None, None)
        }
        assert session.scalars(select(Delivery.blob).where(Delivery.blob.is_not(None))).all() == []


def test_a_sweep_that_dies_between_two_files_is_finished_by_the_next(
    installation: Installation, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with installation.sessions.begin() as session:
        for number in range(3):
            key = installation.blobs.put(f"sound {number}".encode())
            make_transcript(session, audio_blob=key, created_at=now - OLD)
    delete = store.doomed._delete
    died: list[str] = []

    def dying(installation: Installation, file: DoomedFile) -> None:
        if died:
            delete(installation, file)
            return
        died.append(file.key)
        raise OSError("no space left on device")

    monkeypatch.setattr(store.doomed, "_delete", dying)
    assert swept(installation, now) == ["later"]
    assert len(kept(installation)) == 3
    assert work_off(installation, now=now + timedelta(minutes=1), kinds=("sweep",)) == ["done"]
    assert kept(installation) == set()
    with installation.readers() as session:
        assert session.scalars(select(Job.kind)).all() == ["sweep"]


def test_old_messages_of_the_outbox_go_whoever_they_were_for(installation: Installation, now: datetime) -> None:
    outbox = installation.settings.home / "outbox"
    outbox.mkdir()
    for name, days in (("old.eml", 91), ("new.eml", 5)):
        (outbox / name).write_text("hello")
        at = (now - timedelta(days=days)).timestamp()
        os.utime(outbox / name, (at, at))
    swept(installation, now)
    assert [path.name for path in outbox.iterdir()] == ["new.eml"]


def test_every_clock_has_its_setting_and_can_be_switched_off(session: Session, now: datetime) -> None:
    off = Retention(**{clock.setting: 0 for clock in CLOCKS})
    make_label(session)
    for clock in CLOCKS:
        assert clock.days(Retention()) > 0
        assert clock.due(off, now=now) is None
        assert clock.next_at(session, off) is None
        assert clock.count(session, Retention(), by=now) >= 0
