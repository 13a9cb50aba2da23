"""One company's recordings round the whole loop, stage by stage, as the jobs of a real installation do it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from audio.encode import encode_opus
from classify.labels import Verdict, record_label
from classify.queues import next_to_label
from ingest.intake import take_in
from ingest.manifest import read_manifest
from respond.commitments import Promise, make_commitment, takes_effect
from respond.listens import record_listen
from respond.replies import Answer, record_reply
from sample.draws import dice, draw_sample
from sample.plans import make_plan
from store.draws import broken_chain, verify_draw
from store.installation import Installation
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.delivery import Channel, Delivery, DeliveryState
from store.tables.digest import Digest, DigestState
from store.tables.draw import Draw, DrawPurpose
from store.tables.excerpt import Excerpt
from store.tables.figure import Figure, Measure
from store.tables.job import Job, JobState
from store.tables.label import LabelOrigin, LabelPurpose
from store.tables.measurement import Measurement
from store.tables.reply import RoleReason
from store.tables.transcript import Transcript
from tests.factories.cause import make_causes
from tests.factories.person import asha, bruno
from tests.factories.sounds import silence, sound, speech_like
from tests.fakes.speech import FakeSpeech
from tests.worker.working import work_off
from worker import recording
from worker.digests import ask_for_digests
from worker.jobs import enqueue
from worker.labelling import ask_for_labels
from worker.pipeline import send_drawn
from worker.queues import Kind
from worker.schedule import publish_period

STARTS_AT = datetime(2026, 9, 7, tzinfo=UTC)
ENDS_AT = STARTS_AT + timedelta(weeks=8)
FIXED_AT = STARTS_AT + timedelta(weeks=4)
CALLS = 72
LINES = {
    "marketing_mailer": (
        "the flyer you sent me says one price and the bill says another my number is five five five zero one four two"
    ),
    "ops_issue": "there is no internet in our street since this morning and nobody comes",
    "customer_need": "i would like to move to the bigger plan please and order a second router",
}


def plain(text: str) -> str:
    return text


def cause_of(number: int) -> str:
    """Weeks one to four are about the flyer, later weeks are not."""
    week = number * 8 // CALLS
    if week < 4:
        return "marketing_mailer" if number % 4 else "ops_issue"
    return "ops_issue" if number % 2 else "customer_need"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return make_archive(tmp_path)


def make_archive(tmp_path: Path) -> Path:
    """A contact centre's export: a manifest and recordings, each with a sound of its own."""
    lines = ["external_id,started_at,duration_s,queue,consent,handle_minutes,file"]
    for number in range(CALLS):
        at = STARTS_AT + (ENDS_AT - STARTS_AT) * number / CALLS
        (tmp_path / f"{number}.opus").write_bytes(encode_opus(sound(silence(1.0), speech_like(1.0, seed=number))))
        lines.append(f"N-{number:03d},{at.isoformat()},30,billing,yes,2.0,{number}.opus")
    lines.append("N-999,not-a-date,30,billing,yes,2.0,")
    (tmp_path / "calls.csv").write_text("\n".join(lines) + "\n")
    return tmp_path / "calls.csv"


@pytest.mark.timeout(300)
def test_a_recording_goes_round_the_whole_loop(
    installation: Installation, archive: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_round(installation, archive, now, monkeypatch)
    with installation.readers() as session:
        assert broken_chain(session) is None
        assert session.scalars(select(Job.kind).where(Job.state != JobState.DONE)).all() == []
        assert session.scalar(select(func.count()).select_from(Call)) == CALLS


def go_round(installation: Installation, archive: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ingest, draw, transcribe, redact, label, classify, attribute, deliver, respond and measure."""
    with installation.sessions.begin() as session:
        make_causes(session)
    ingest(installation, archive, now)
    with installation.sessions.begin() as session:
        plan = make_plan(session, name="all", now=now, stratum_field="four_weeks", target=CALLS)
        seed = dice("3 5 1 6 2 2 4 1 3 6", named="Asha's dice")
        draw = draw_sample(session, plan, starts_at=STARTS_AT, ends_at=ENDS_AT, seed=seed, now=now)
        assert send_drawn(session, draw, now=now) == CALLS

    transcribe(installation, monkeypatch, now)
    label(installation, draw.id, now)
    attribute(installation, now)
    deliver(installation, now)
    respond_and_measure(installation, now)


def ingest(installation: Installation, archive: Path, now: datetime) -> None:
    records = read_manifest(archive, zone=ZoneInfo("UTC"))
    intake = take_in(installation.sessions, installation.blobs, records, secret=b"key", now=now)
    assert (intake.taken, len(intake.refused), intake.excluded) == (CALLS, 1, {})


def transcribe(installation: Installation, monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Let the recogniser say each call's own line: jobs run in the order of their calls' ids."""
    with installation.readers() as session:
        subjects = session.scalars(
            select(Job.subject).where(Job.kind == Kind.PROCESS_RECORDING).order_by(Job.created_at)
        )
        numbers = {str(call.id): int(call.external_id[2:]) for call in session.scalars(select(Call))}
        for subject in subjects.all():
            fake = (
                FakeSpeech()
                .says("agent", "good morning", at=0.1)
                .says("customer", LINES[cause_of(numbers[subject])], at=0.9)
            )
            monkeypatch.setattr(recording, "loaded_engine", lambda *_, fake=fake: fake)
            job = session.scalars(select(Job).where(Job.subject == subject)).one()
            assert work_one(installation, job, now) == "done"
    assert set(work_off(installation, now=now)) == {"done"}
    with installation.readers() as session:
        texts = session.scalars(select(Transcript.text)).all()
        assert len(texts) == CALLS
        assert not any("five five five" in text for text in texts)


def work_one(installation: Installation, job: Job, now: datetime) -> str:
    from worker.run import run_job

    return run_job(installation, job.id, clock=lambda: now)


def label(installation: Installation, draw_id: object, now: datetime) -> None:
    """Asha labels what the label draw serves, blind, with the words that show it."""
    with installation.sessions.begin() as session:
        draw = session.get_one(Draw, draw_id)
        ask_for_labels(session, draw, labels=CALLS, seed=dice("1 2 3 4 5 6 1 2 3 4", named="Asha's dice"), now=now)
    assert work_off(installation, now=now) == ["done"]
    labelled = 0
    with installation.sessions.begin() as session:
        person = asha(session)
        while (call := next_to_label(session, person, now=now)) is not None:
            verdict = Verdict(cause_of(int(call.external_id[2:])), quote_start_ms=900, quote_end_ms=2700)
            record_label(
                session, call, verdict, by=person, purpose=LabelPurpose.ESTIMATION, origin=LabelOrigin.DESK,
                redact=plain, now=now,
            )  # fmt: skip
            labelled += 1
    assert labelled == CALLS


def attribute(installation: Installation, now: datetime) -> None:
    with installation.sessions.begin() as session:
        enqueue(session, Kind.TRAIN_MODEL, "flow", now=now)
        publish_period(session, STARTS_AT, ENDS_AT, now=now)
    assert set(work_off(installation, now=now)) == {"done"}
    with installation.readers() as session:
        share = figure(session, Measure.SHARE, "marketing_mailer")
        truth = sum(cause_of(number) == "marketing_mailer" for number in range(CALLS)) / CALLS
        assert share.value is not None
        assert share.low is not None
        assert share.high is not None
        assert share.low <= truth <= share.high
        assert (share.labelled, share.drawn, share.frame) == (CALLS, CALLS, CALLS)
        cost = figure(session, Measure.COST, "marketing_mailer")
        assert cost.value == pytest.approx(share.value * CALLS * 2.0 * installation.settings.cost_per_minute, rel=0.01)


def figure(session: Session, measure: Measure, cause: str) -> Figure:
    return session.scalars(
        select(Figure).where(Figure.measure == measure, Figure.cause_id == cause, Figure.grain == "period")
    ).one()


def deliver(installation: Installation, now: datetime) -> None:
    with installation.sessions.begin() as session:
        ask_for_digests(session, starts_at=STARTS_AT, ends_at=ENDS_AT, now=now)
    assert set(work_off(installation, now=now)) == {"done"}
    with installation.readers() as session:
        owner = bruno(session)
        digest = session.scalars(select(Digest).where(Digest.person_id == owner.id)).one()
        excerpts = session.scalars(select(Excerpt).where(Excerpt.digest_id == digest.id)).all()
        assert digest.state is DigestState.READY
        assert {excerpt.cause_id for excerpt in excerpts} == {"marketing_mailer"}
        assert all(excerpt.web_blob and installation.blobs.get(excerpt.web_blob)[:4] == b"OggS" for excerpt in excerpts)
        sent = session.scalars(select(Delivery).where(Delivery.digest_id == digest.id)).all()
        assert {delivery.channel: delivery.state for delivery in sent} == dict.fromkeys(
            (Channel.PAGE, Channel.MAIL, Channel.FEED), DeliveryState.SENT
        )
        draws = session.scalars(select(Draw).where(Draw.purpose == DrawPurpose.EXCERPTS)).all()
        assert draws
        assert all(verify_draw(session, drawn).verified for drawn in draws)
    assert list((installation.settings.home / "outbox").glob("*.eml"))


def respond_and_measure(installation: Installation, now: datetime) -> None:
    with installation.sessions.begin() as session:
        owner = bruno(session)
        excerpt = session.scalars(
            select(Excerpt).join(Digest, Digest.id == Excerpt.digest_id).where(Digest.person_id == owner.id).limit(1)
        ).one()
        record_listen(session, excerpt, by=owner, channel="page", now=now)
        answer = Answer(
            is_ours=True, role_played="We printed the old price.", reason=RoleReason.PROCESS,
            will_change="Billing reads every flyer first.", put_in="two days a month", due_date=now.date(),
        )  # fmt: skip
        record_reply(session, excerpt, by=owner, answer=answer, redact=plain, now=now)
        promise = Promise(promise="Billing reads every flyer first.", expected_drop=0.2, due_date=date(2026, 10, 5))
        cause = session.get_one(Cause, "marketing_mailer")
        commitment = make_commitment(session, cause, by=owner, promise=promise, redact=plain, now=STARTS_AT)
        takes_effect(session, commitment, by=owner, effective_at=FIXED_AT, now=now)
        payload = {"as_of": ENDS_AT.isoformat()}
        enqueue(session, Kind.MEASURE_COMMITMENT, f"{commitment.id}@first", now=now, payload=payload)
    assert work_off(installation, now=now) == ["done"]
    with installation.readers() as session:
        look = session.scalars(select(Measurement)).one()
        assert look.verdict == "dropped"
        assert look.high is not None
        assert look.high < 0
