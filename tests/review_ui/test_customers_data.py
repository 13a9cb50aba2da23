"""A customer is told everything that is held about them, by page and by command; and only as long as it is kept."""

import io
import json
import re
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from store.installation import Installation
from store.tables.audit_event import AuditEvent
from store.tables.call import Call
from store.tables.erasure import Erasure, ErasureWhy
from store.tables.subject_export import SubjectExport
from store.tables.transcript import Transcript
from tests.factories.scene import Scene
from tests.review_ui.visitor import Visitor, visitor
from tests.worker.working import work_off
from worker.erasures import ask_erasure
from worker.keeping import open_sweep

REFERENCE = "C-4711"


@pytest.fixture(autouse=True)
def files_are_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody put the same bytes a moment ago, which would keep them from being deleted."""
    monkeypatch.setattr("store.disk_blobs.HOLD_S", -1.0)


@pytest.fixture
def customer(installation: Installation, scene: Scene) -> str:
    """Two calls of one customer, one of them heard by Bruno; their keyed hash."""
    from ingest.arrival import customer_hash

    hashed = customer_hash(REFERENCE, installation.settings.secret)
    with installation.sessions.begin() as session:
        for call_id in (scene.excerpts[0].call_id, scene.excerpts[1].call_id):
            session.get_one(Call, call_id).customer_hash = hashed
    return hashed


def chosen(admin: Visitor, customer: str) -> str:
    found = admin.send("/admin/privacy/customer", {"reference": f" {REFERENCE} "}, form_on="/admin/privacy").text
    assert f'name="customer" value="{customer}"' in found
    return found


def test_ada_makes_an_export_and_it_holds_words_sound_labels_and_what_was_done(
    installation: Installation, scene: Scene, customer: str, now: datetime
) -> None:
    admin = visitor(installation, scene.ada)
    assert "2 calls are held" in re.sub(r"\s+", " ", chosen(admin, customer))
    done = admin.send("/admin/privacy/exports", {"customer": customer}, form_on="/admin/privacy")
    assert (done.status_code, "done=export" in done.headers["location"]) == (303, True)
    assert "On its way" in admin.get("/admin/privacy").text
    assert work_off(installation, now=now, kinds=("export_subject",)) == ["done"]
    with installation.readers() as session:
        export = session.scalars(select(SubjectExport)).one()
        address = f"/admin/privacy/exports/{export.id}"
    assert address in admin.get("/admin/privacy").text
    with zipfile.ZipFile(io.BytesIO(admin.get(address).content)) as archive:
        told = json.loads(archive.read("data.json"))["calls"]
        page = archive.read("index.html").decode()
        assert {name for name in archive.namelist() if name.startswith("sound/")} == {
            f"sound/{one['call']}.ogg" for one in told
        }
    assert len(told) == 2
    first = next(one for one in told if one["call"] == str(scene.excerpts[0].call_id))
    assert first["labels"][0]["cause"]
    assert first["excerpts"][0]["for_department"] == scene.bruno.department
    assert first["draws"]
    assert " ".join(turn["text"] for turn in first["transcript"]["turns"]).count("[")
    for person in (scene.asha, scene.bruno, scene.ada):
        assert person.name not in page
        assert person.email not in json.dumps(told)
    assert first["number"] in page
    with installation.readers() as session:
        actions = session.scalars(select(AuditEvent.action).where(AuditEvent.action.contains("customer's data"))).all()
    assert list(actions) == ["asked for customer's data", "fetched customer's data"]


def test_an_export_goes_after_its_days_and_with_its_customer(
    installation: Installation, scene: Scene, customer: str, now: datetime
) -> None:
    admin = visitor(installation, scene.ada)
    for _ in range(2):
        admin.send("/admin/privacy/exports", {"customer": customer}, form_on="/admin/privacy")
    work_off(installation, now=now, kinds=("export_subject",))
    with installation.sessions.begin() as session:
        first, second = session.scalars(select(SubjectExport).order_by(SubjectExport.id)).all()
        keys = {first.blob, second.blob}
        first.expires_at = now - timedelta(minutes=1)
        open_sweep(session, now=now)
        ids = first.id, second.id
    assert admin.get(f"/admin/privacy/exports/{ids[0]}").status_code == 404
    assert work_off(installation, now=now, kinds=("sweep",)) == ["done"]
    assert admin.get(f"/admin/privacy/exports/{ids[1]}").status_code == 200
    with installation.sessions.begin() as session:
        why = ErasureWhy.CUSTOMER
        ask_erasure(session, why=why, customer_hash=customer, by=scene.ada, channel="page", now=now)
    assert work_off(installation, now=now, kinds=("erase",)) == ["done"]
    assert admin.get(f"/admin/privacy/exports/{ids[1]}").status_code == 404
    assert not any(installation.blobs.exists(str(key)) for key in keys)
    with installation.readers() as session:
        assert set(session.scalars(select(SubjectExport.customer_hash))) == {""}


def test_ada_erases_a_customer_only_after_typing_it_and_sees_the_proof(
    installation: Installation, scene: Scene, customer: str, now: datetime
) -> None:
    admin = visitor(installation, scene.ada)
    fields = {"customer": customer}
    wrong = admin.send("/admin/privacy/erasures", {**fields, "confirmation": "yes"}, form_on="/admin/privacy")
    assert (wrong.status_code, "Nothing was erased" in wrong.text) == (422, True)
    done = admin.send("/admin/privacy/erasures", {**fields, "confirmation": "Erase"}, form_on="/admin/privacy")
    page = done.headers["location"]
    assert "Under way" in admin.get(page).text
    assert work_off(installation, now=now, kinds=("erase",)) == ["done"]
    html = admin.get(page).text
    assert "Erased, and proved" in html
    assert "found nothing" in html
    proof = json.loads(admin.get(f"{page}/proof.json").content)
    assert (len(proof["calls"]), proof["search"]["found"]) == (2, [])
    assert proof["proof_sha256"] in html
    assert "2 calls" in admin.get("/admin/privacy").text
    seen = visitor(installation, scene.bruno).get(f"/excerpts/{scene.excerpts[0].id}").text
    assert "This call was erased" in seen
    assert "I have read it" not in seen
    assert "No call is held" in admin.send(
        "/admin/privacy/customer", {"reference": REFERENCE}, form_on="/admin/privacy"
    ).text  # fmt: skip
    lead = visitor(installation, scene.quentin)
    assert (lead.get("/admin/privacy").status_code, lead.get(page).status_code) == (403, 403)


def test_a_hold_on_the_page_keeps_a_call_and_tells_whoever_asks(
    installation: Installation, scene: Scene, customer: str, now: datetime
) -> None:
    admin, call_id = visitor(installation, scene.ada), scene.excerpts[0].call_id
    page = f"/calls/{call_id}"
    assert admin.send(f"{page}/hold", {"hold_reason": " "}, form_on=page).status_code == 422
    reason = "A court case goes on, his card is 4539 1488 0343 6467"
    assert admin.send(f"{page}/hold", {"hold_reason": reason}, form_on=page).status_code == 303
    html = admin.get(page).text
    assert "A court case goes on" in html
    assert "4539" not in html
    assert "put it under a legal hold" in html
    lead = visitor(installation, scene.quentin)
    assert lead.send(f"{page}/hold", {"hold_reason": "me too"}, form_on="/calls").status_code == 403
    assert "A court case goes on" in lead.get(page).text
    asked = admin.send(
        "/admin/privacy/erasures", {"customer": customer, "confirmation": "erase"}, form_on="/admin/privacy"
    ).headers["location"]
    assert work_off(installation, now=now, kinds=("erase",)) == ["done"]
    assert "A legal hold keeps 1 of its calls" in admin.get(asked).text
    assert "1 legal hold in force" in admin.get("/admin").text
    assert admin.send(f"{page}/lift", {"lift_reason": "Settled"}, form_on=page).status_code == 303
    assert work_off(installation, now=now, kinds=("erase",)) == ["done"]
    assert "Erased, and proved" in admin.get(asked).text
    assert "It was erased" in admin.get(page).text


def test_consent_is_taken_back_for_all_calls_of_a_customer(
    installation: Installation, scene: Scene, customer: str, now: datetime
) -> None:
    admin = visitor(installation, scene.ada)
    chosen(admin, customer)
    done = admin.send("/admin/privacy/withdrawals", {"customer": customer}, form_on="/admin/privacy")
    assert "done=withdrawn" in done.headers["location"]
    again = admin.send("/admin/privacy/withdrawals", {"customer": customer}, form_on="/admin/privacy")
    assert "done=nothing" in again.headers["location"]
    assert work_off(installation, now=now, kinds=("erase",)) == ["done"]
    with installation.readers() as session:
        assert [one.why for one in session.scalars(select(Erasure))] == [ErasureWhy.CONSENT]
        ids = [scene.excerpts[0].call_id, scene.excerpts[1].call_id]
        assert session.scalars(select(Transcript).where(Transcript.call_id.in_(ids))).all() == []
    assert "took its customer&#39;s consent back" in admin.get(f"/calls/{ids[0]}").text


def test_retention_tells_of_every_clock_what_goes_next(installation: Installation, scene: Scene) -> None:
    html = visitor(installation, scene.ada).get("/admin/retention").text
    for name in ("keep_words_days", "keep_sound_days", "keep_excerpts_days", "keep_messages_days", "keep_undrawn_days"):
        assert f"retention.{name}" in html
    assert "the oldest goes" in html


def test_the_command_writes_the_same_and_keeps_nothing(
    installation: Installation, scene: Scene, customer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.cli import app

    target = tmp_path / "theirs.zip"
    monkeypatch.setenv("LISTENBACK_HOME", str(installation.settings.home))
    app(["subject-export", "--customer", REFERENCE, "-o", str(target)], standalone_mode=False)
    with zipfile.ZipFile(target) as archive:
        assert len(json.loads(archive.read("data.json"))["calls"]) == 2
    with installation.readers() as session:
        assert session.scalars(select(SubjectExport)).all() == []
        assert session.scalars(select(AuditEvent).where(AuditEvent.subject == "subject_export")).one()
