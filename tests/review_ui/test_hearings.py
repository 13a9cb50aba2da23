"""Asking to hear whether it is gone, and picking a call by hand, on the pages."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.audit_event import AuditEvent
from store.tables.commitment import Commitment
from store.tables.excerpt import Excerpt
from store.tables.job import Job
from tests.conftest import NOW
from tests.factories.scene import Scene
from tests.review_ui.visitor import visitor
from tests.worker.working import work_off


def test_bruno_hears_whether_it_is_gone(installation: Installation, scene: Scene, session: Session) -> None:
    fixed = session.scalars(select(Commitment).where(Commitment.person_id == scene.bruno.id)).one()
    session.commit()
    bruno, path = visitor(installation, scene.bruno), f"/actions/{fixed.id}/hearings"
    assert "Hear whether it is gone" in bruno.get("/actions").text
    answer = bruno.send(path, form_on="/actions")
    assert answer.status_code == 303
    page = bruno.get(answer.headers["location"]).text
    assert "Calls since the fix are being drawn" in page
    assert 'http-equiv="refresh"' in page
    assert "Since the fix took effect" not in bruno.get("/listen").text  # the usual digest stays in front
    work_off(installation, now=NOW)
    page = bruno.get(answer.headers["location"]).text
    assert "Mailer since the fix" in page
    assert 'http-equiv="refresh"' not in page
    assert visitor(installation, scene.carol).send(path).status_code == 404


def test_quentin_picks_a_call_for_carol(installation: Installation, scene: Scene, session: Session) -> None:
    call, quentin = scene.calls[0], visitor(installation, scene.quentin)
    page = f"/calls/{call.id}"
    assert "Let an executive hear it" in quentin.get(page).text
    wrong = quentin.send(f"{page}/excerpts", {"picked_why": ""}, form_on=page)
    assert wrong.status_code == 422
    assert "Please choose who should hear it." in wrong.text
    assert "Please choose the turn they should hear." in wrong.text
    picked = {"picked_person": str(scene.carol.id), "picked_turn": "1", "picked_why": "Hear how long it took."}
    assert quentin.send(f"{page}/excerpts", picked, form_on=page).status_code == 303
    assert "1 excerpt is being cut" in quentin.get(page).text
    work_off(installation, now=NOW)
    excerpt = session.scalars(select(Excerpt).where(Excerpt.is_hand_picked)).one()
    session.commit()
    shown = visitor(installation, scene.carol).get(f"/excerpts/{excerpt.id}").text
    assert "hand-picked, in no figure" in shown
    assert f"{scene.quentin.name} picked it: “Hear how long it took.”" in shown
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "picked call")).one()
    assert (event.person_id, event.subject) == (scene.quentin.id, f"call:{call.id}")
    session.commit()
    again = quentin.send(f"{page}/excerpts", picked, form_on=page)
    assert again.status_code == 422
    assert "has this call already" in again.text


def test_only_a_lead_or_an_admin_picks(installation: Installation, scene: Scene, session: Session) -> None:
    path = f"/calls/{scene.calls[0].id}"
    asha = visitor(installation, scene.asha)
    assert "Let an executive hear it" not in asha.get(path).text
    assert asha.send(f"{path}/excerpts", {}).status_code == 403
    assert session.scalars(select(Job)).all() == []
