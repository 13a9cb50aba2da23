"""Taken out, put back, erased: nobody makes a drawn call disappear, and nothing is left of one that is erased."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.draws import verify_draw
from store.estimation import read_sample
from store.installation import Installation
from store.tables.audit_event import AuditEvent
from store.tables.call import ERASED, Call, CallState
from store.tables.doomed_file import DoomedFile
from store.tables.draw import Draw
from store.tables.excerpt import Excerpt
from store.tables.label import Label
from store.tables.prediction import Prediction
from store.tables.searchable import Searchable
from store.tables.transcript import Transcript
from tests.factories.prediction import make_prediction
from tests.factories.scene import FIRST_DAY, LAST_DAY, Scene
from tests.review_ui.visitor import visitor


def test_a_drawn_call_that_is_taken_out_is_nonresponse_and_can_be_put_back(
    installation: Installation, scene: Scene
) -> None:
    call = scene.calls[0]
    before = nonresponse(installation)
    lead, page = visitor(installation, scene.quentin), f"/calls/{scene.calls[0].id}"
    assert "stays in the count as non-response" in lead.get(page).text
    fields = {"why": "wrong_recording", "note": "his card is 4111 1111 1111 1111"}
    assert lead.send(f"{page}/exclude", fields, form_on=page).status_code == 303
    call = now_is(installation, call)
    assert (call.state, call.reason) == (CallState.SKIPPED, "wrong_recording")
    assert "4111" not in call.message
    assert nonresponse(installation) == {**before, "wrong_recording": 1}
    html = lead.get(page).text
    assert f"{scene.quentin.name} took it out (wrong recording)." in html
    assert lead.send(f"{page}/exclude", fields, form_on=page).status_code == 409
    assert lead.send(f"{page}/include", form_on=page).status_code == 303
    call = now_is(installation, call)
    assert (call.state, call.reason) == (CallState.DONE, "")
    assert nonresponse(installation) == before


def test_a_call_that_no_draw_chose_leaves_the_frame(installation: Installation, scene: Scene) -> None:
    call = next(one for one in scene.calls if one.state is CallState.RECEIVED)
    lead, page = visitor(installation, scene.quentin), f"/calls/{call.id}"
    lead.send(f"{page}/exclude", {"why": "internal_call"}, form_on=page)
    call = now_is(installation, call)
    assert (call.state, call.reason) == (CallState.EXCLUDED, "internal_call")
    lead.send(f"{page}/include", form_on=page)
    call = now_is(installation, call)
    assert call.state is CallState.RECEIVED


def test_a_call_is_not_taken_out_without_a_reason_nor_by_a_reviewer(installation: Installation, scene: Scene) -> None:
    lead, page = visitor(installation, scene.quentin), f"/calls/{scene.calls[0].id}"
    assert "Choose why" in lead.send(f"{page}/exclude", {"note": "kept words"}, form_on=page).text
    other = lead.send(f"{page}/exclude", {"why": "another_reason"}, form_on=page)
    assert (other.status_code, "Say what the reason is" in other.text) == (422, True)
    asha = visitor(installation, scene.asha)
    assert "Leave it out" not in asha.get(page).text
    assert asha.send(f"{page}/exclude", {"why": "test_call"}, form_on="/desk").status_code == 403


def test_a_call_that_was_taken_out_waits_at_no_desk(installation: Installation, scene: Scene) -> None:
    asha = visitor(installation, scene.asha)
    action = asha.get("/desk").text.split('action="/calls/')[1].split("/")[0]
    lead, page = visitor(installation, scene.quentin), f"/calls/{action}"
    lead.send(f"{page}/exclude", {"why": "test_call"}, form_on=page)
    assert f"/calls/{action}/labels" not in asha.get("/desk").text


def test_an_erased_call_leaves_a_tombstone_and_nothing_that_was_said(
    installation: Installation, scene: Scene, session: Session
) -> None:
    excerpt = scene.excerpts[0]
    call = session.get_one(Call, excerpt.call_id)
    make_prediction(session, call=call)
    sound = session.scalars(select(Transcript.audio_blob).where(Transcript.call_id == call.id)).one()
    session.commit()
    admin, page = visitor(installation, scene.ada), f"/calls/{call.id}"
    wrong = admin.send(f"{page}/erase", {"confirmation": "NL-9"}, form_on=page)
    assert (wrong.status_code, "Nothing was erased" in wrong.text) == (422, True)
    assert admin.send(f"{page}/erase", {"confirmation": call.external_id}, form_on=page).status_code == 303
    html = admin.get(page).text
    assert "It was erased." in html
    assert f"{scene.ada.name} erased it." in html
    assert "Erase it for good" not in html
    assert call.external_id not in admin.get("/calls?q=letter").text
    session.expire_all()
    session.refresh(call)
    assert (call.state, call.reason, call.customer_hash, call.dialled_number) == (CallState.SKIPPED, ERASED, "", "")
    for table in (Transcript, Prediction):
        assert session.scalars(select(table.id).where(table.call_id == call.id)).all() == []
    assert session.scalars(select(Label.id).where(Label.call_id == call.id)).all() == []
    emptied = session.get_one(Excerpt, excerpt.id)
    assert (emptied.quote, emptied.segments, emptied.web_blob) == ("", [], None), "it was sent before"
    assert session.scalars(select(Searchable).where(Searchable.subject_id == call.id)).all() == []
    assert sound in session.scalars(select(DoomedFile.key)).all()
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "erased call")).one()
    assert event.details["rows"]["transcript"] == 1
    assert event.details["sent"] == 1
    for draw in session.scalars(select(Draw)):
        assert verify_draw(session, draw).verified


def test_only_an_admin_erases(installation: Installation, scene: Scene) -> None:
    page = f"/calls/{scene.calls[0].id}"
    lead = visitor(installation, scene.quentin)
    assert "Erase it for good" not in lead.get(page).text
    refused = lead.send(f"{page}/erase", {"confirmation": "NL-1000"}, form_on=page)
    assert refused.status_code == 403


def now_is(installation: Installation, call: Call) -> Call:
    with installation.readers() as session:
        return session.get_one(Call, call.id)


def nonresponse(installation: Installation) -> dict[str, int]:
    with installation.readers() as session:
        return dict(read_sample(session, starts_at=FIRST_DAY, ends_at=LAST_DAY, model_version_id=None).nonresponse)
