"""The admin's index, people who come in, keys that are shown once, and whether the work gets done."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.api_keys import person_of_key
from accounts.errors import KeyRefusedError
from settings.settings import Settings
from settings.source import tell
from store.installation import Installation
from store.tables.api_key import ApiKey
from store.tables.audit_event import AuditEvent
from store.tables.call import Call, CallState
from store.tables.job import Job, JobState
from store.tables.person import Person
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.job import make_job
from tests.factories.person import make_person
from tests.factories.recording import make_recording
from tests.factories.scene import Scene
from tests.review_ui.visitor import Visitor, visitor
from worker.canary import let_canaries_out
from worker.queues import Kind
from worker.stopping import CANCELLED

LINK = re.compile(r"<code>(http[^<]+/sign-in/[^<]+)</code>")
KEY = re.compile(r"<code>(lb_[^<]+)</code>")
SEEN = re.compile(r'name="seen" value="([^"]*)"')


@pytest.fixture
def ada(installation: Installation, scene: Scene) -> Visitor:
    return visitor(installation, scene.ada)


def fresh(session: Session) -> Session:
    session.rollback()
    session.expire_all()
    return session


def dead_job(session: Session, **more: Any) -> Job:
    facts: dict[str, Any] = {"kind": Kind.PUBLISH_FIGURES, "queue": "light", "reason": "The disk is full."}
    return make_job(session, state=JobState.DEAD, attempt=3, finished_at=NOW, **facts | more)


def test_the_index_says_the_state_of_everything_in_one_line(
    ada: Visitor, installation: Installation, scene: Scene
) -> None:
    html = ada.get("/admin").text
    for door in (
        "/admin/people",
        "/admin/causes",
        "/plans",
        "/draws",
        "/model",
        "/admin/keys",
        "/admin/health",
        "/audit",
        "/schedules",
    ):
        assert f'href="{door}"' in html
    assert "no sign of a worker" in html
    lead = visitor(installation, scene.quentin).get("/admin").text
    assert 'href="/admin/campaigns"' in lead
    assert 'href="/admin/keys"' not in lead
    assert visitor(installation, scene.bruno).get("/admin").status_code == 403


def test_ada_adds_carlos_and_hands_him_a_link_that_works_once(
    ada: Visitor, session: Session, installation: Installation
) -> None:
    typed = {"seen": "", "email": "Carlos@x.example", "name": "Carlos", "role": "reviewer", "superior": ""}
    assert ada.send("/admin/people", typed, form_on="/admin/people/new").status_code == 303
    carlos = session.scalars(select(Person).where(Person.email == "carlos@x.example")).one()
    session.expunge_all()
    session.rollback()
    page = "/admin/people/edit?row=carlos%40x.example"
    assert "Has never signed in" in ada.get(page).text
    shown = LINK.search(ada.send(f"/admin/people/{carlos.id}/invitation", form_on=page).text)
    assert shown
    nobody = visitor(installation)
    path = "/" + shown[1].split("/", 3)[3]
    assert nobody.client.post(path, follow_redirects=False).headers["location"] == "/desk"
    assert nobody.client.post(path, follow_redirects=False).status_code == 410
    assert "Signed in last" in ada.get(page).text


def test_somebody_who_leaves_is_out_at_once_and_comes_back_by_undo(
    ada: Visitor, session: Session, installation: Installation, scene: Scene
) -> None:
    bruno = visitor(installation, scene.bruno)
    path = f"/admin/people/edit?row={scene.bruno.email}"
    seen = SEEN.search(ada.get(path).text)
    assert seen
    leave = {"seen": seen[1], "email": scene.bruno.email, "active": "no"}
    assert ada.send("/admin/people", leave, form_on=path).status_code == 303
    assert bruno.get("/listen").status_code == 303
    html = ada.get(path).text
    assert "choose another owner" in html
    number = re.search(r'name="number" value="(\d+)"', html)
    assert number
    with installation.readers() as reading:
        ended = reading.scalars(select(AuditEvent).where(AuditEvent.action == "signed out everywhere")).one()
        assert (ended.subject, ended.person_id) == (f"person:{scene.bruno.id}", scene.ada.id)
    undo = {"row": scene.bruno.email, "number": number[1]}
    assert ada.send("/admin/people/undo", undo, form_on=path).status_code == 303
    assert bruno.get("/listen").status_code == 303  # a new link is needed
    assert fresh(session).get_one(Person, scene.bruno.id).is_active


def test_the_last_admin_stays(ada: Visitor, session: Session, scene: Scene) -> None:
    path = f"/admin/people/edit?row={scene.ada.email}"
    seen = SEEN.search(ada.get(path).text)
    assert seen
    row = {"seen": seen[1], "email": scene.ada.email, "name": "Ada Novak", "role": "reviewer"}
    refused = ada.send("/admin/people", row, form_on=path)
    assert refused.status_code == 422
    assert "Nobody would be left as admin" in refused.text
    away = row | {"role": "admin", "active": "no"}
    assert "Nobody would be left" in ada.send("/admin/people", away, form_on=path).text


def test_a_key_is_shown_once_works_as_its_person_and_ends(ada: Visitor, session: Session, scene: Scene) -> None:
    program = make_person(session, name="Warehouse", role="service")
    session.commit()
    empty = ada.send("/admin/keys", {"name": "", "holder": "", "days": "7", "may": "everything"}, form_on="/admin/keys")
    assert empty.status_code == 422
    assert "Choose whom the key acts as." in empty.text
    assert "is no scope" in empty.text
    made = ada.send(
        "/admin/keys",
        {"name": "BI", "holder": str(program.id), "days": "30", "may": "calls:read"},
        form_on="/admin/keys",
    )
    key = KEY.search(made.text)
    assert key
    person, row = person_of_key(fresh(session), key[1], now=NOW)
    assert (person.name, row.expires_at) == ("Warehouse", NOW + timedelta(days=30))
    assert row.scopes == ["calls:read"]
    session.expunge_all()
    session.rollback()
    html = ada.get("/admin/keys").text
    assert key[1] not in html
    assert "never used" in html
    assert ada.send(f"/admin/keys/{row.id}/revoke", form_on="/admin/keys").status_code == 303
    with pytest.raises(KeyRefusedError):
        person_of_key(fresh(session), key[1], now=NOW)
    assert session.scalars(select(ApiKey)).one().revoked_at == NOW


def test_health_tells_backlog_speed_and_what_was_given_up(ada: Visitor, session: Session) -> None:
    for number in range(4):
        call = make_call(session, duration_s=600)
        begun = NOW - timedelta(minutes=60 - 15 * number)
        make_job(
            session, kind=Kind.PROCESS_RECORDING, subject=str(call.id), state=JobState.DONE, attempt=1,
            claimed_at=begun, finished_at=begun + timedelta(minutes=15),
        )  # fmt: skip
    make_job(session, not_before=NOW - timedelta(hours=3))
    dead_job(session)
    session.commit()
    html = unescape(ada.get("/admin/health").text)
    assert "Something needs a look" in html
    assert "4.0 calls an hour" in html
    assert "real-time factor 1.50" in html
    assert "3 hours" in html
    assert "The disk is full." in html
    checked = unescape(ada.send("/admin/health/checks", form_on="/admin/health").text)
    assert "calls counted again, every line agrees" in checked
    assert "Storage" in checked


def test_all_is_well_when_canaries_come_back_and_nothing_was_given_up(ada: Visitor, session: Session) -> None:
    let_canaries_out(session, now=NOW)
    let_canaries_out(session, now=NOW + timedelta(minutes=1))
    canaries = session.scalars(select(Job)).all()
    assert {(job.kind, job.queue) for job in canaries} == {("canary", "light"), ("canary_speech", "speech")}
    for job in canaries:
        job.state, job.finished_at = JobState.DONE, NOW
    session.commit()
    assert "All is well" in ada.get("/admin/health").text
    let_canaries_out(session, now=NOW + timedelta(days=1, minutes=20))
    assert len(session.scalars(select(Job)).all()) == 2


def test_given_up_work_is_sent_round_again_one_or_all(
    ada: Visitor, session: Session, installation: Installation, scene: Scene
) -> None:
    call = make_call(session, state=CallState.FAILED, reason="model_unavailable")
    first = dead_job(session)
    second = dead_job(session, kind=Kind.PROCESS_RECORDING, subject=str(call.id), queue="speech")
    stopped = dead_job(session, reason=CANCELLED)
    session.commit()
    quentin = visitor(installation, scene.quentin)
    assert "Try it again" not in quentin.get("/admin/health").text
    assert quentin.send("/admin/health/retries").status_code == 403
    for told in ("1", "0"):
        answer = ada.send(f"/admin/health/jobs/{first.id}/retry", form_on="/admin/health")
        assert answer.headers["location"] == f"/admin/health?retried={told}"
    assert ada.send("/admin/health/retries", form_on="/admin/health").headers["location"].endswith("retried=1")
    session.expire_all()
    states = {job.id: job.state for job in fresh(session).scalars(select(Job))}
    assert states[first.id] is states[second.id] is JobState.PENDING
    assert states[stopped.id] is JobState.DEAD
    assert session.get_one(Call, call.id).state is CallState.DRAWN


def test_retention_tells_what_goes_when_and_where_that_is_set(
    ada: Visitor, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_recording(session, blob=uuid4().hex, delete_at=NOW + timedelta(days=3), size_bytes=2_000_000)
    make_recording(session, blob=uuid4().hex, delete_at=NOW - timedelta(days=3), size_bytes=1_000_000)
    session.commit()
    html = unescape(ada.get("/admin/retention").text)
    assert "5 Nov 2026</th><td>1</td><td>2.0" in html
    assert "2 Nov 2026</th><td>1</td><td>1.0" in html
    assert "It comes from the default." in html
    monkeypatch.setenv("LISTENBACK_RETENTION__KEEP_ORIGINAL_DAYS", "5")
    assert "LISTENBACK_RETENTION__KEEP_ORIGINAL_DAYS" in tell(settings, "retention", "keep_original_days").source


def test_a_setting_names_the_file_it_stands_in(tmp_path: Path) -> None:
    (tmp_path / "listenback.toml").write_text("[retention]\nkeep_failed_days = 30\n")
    told = tell(Settings(home=tmp_path), "retention", "keep_failed_days")
    assert (told.value, told.source) == (30, str(tmp_path / "listenback.toml"))
    assert tell(Settings(home=tmp_path), "retention", "keep_original_days").source == "the default"
