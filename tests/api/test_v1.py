"""The API: keys, pages of calls, labels, draws, problems with remedies."""

from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.api_keys import make_api_key
from accounts.scopes import GROUPS
from store.installation import Installation
from store.tables.api_key import ApiKey
from store.tables.audit_event import AuditEvent
from store.tables.call import CallState
from store.tables.job import Job, JobState
from store.tables.label import UNDO_FOR, LabelOrigin
from store.tables.person import Role
from tests.api.programs import Program, program
from tests.conftest import NOW
from tests.doors import api_of
from tests.factories.call import make_call
from tests.factories.cause import make_causes
from tests.factories.commitment import make_commitment
from tests.factories.excerpt import make_excerpt
from tests.factories.figure import make_figure
from tests.factories.job import make_job
from tests.factories.label import make_label
from tests.factories.measurement import make_measurement
from tests.factories.model_version import make_model_version
from tests.factories.person import asha, bruno, carol, make_person, quentin
from tests.factories.prediction import make_prediction
from tests.factories.promise_check import make_promise_check
from tests.factories.transcript import make_transcript


@pytest.fixture
def lead(installation: Installation, session: Session) -> Program:
    return program(installation, session, quentin(session))


def test_without_a_good_key_nothing_is_told(installation: Installation, session: Session) -> None:
    for headers in ({}, {"Authorization": "Bearer lb_guess"}, {"Authorization": "Basic Zm9v"}):
        answer = TestClient(api_of(installation)).get("/calls", headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["code"] == "key_refused"
        assert "listenback keys" in answer.json()["remedy"]


def test_a_role_that_may_not_is_told_so(installation: Installation, session: Session) -> None:
    answer = program(installation, session, bruno(session)).get("/calls")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_the_key_remembers_its_last_use(lead: Program, session: Session) -> None:
    lead.get("/causes")
    assert session.scalars(select(ApiKey.last_used_at)).one() == NOW


def test_calls_come_in_pages_that_do_not_overlap(installation: Installation, session: Session) -> None:
    for _ in range(5):
        make_call(session)  # all at the same instant: the id decides
    client = program(installation, session, quentin(session))
    seen: list[str] = []
    cursor: str | None = ""
    for _ in range(3):
        body = client.get("/calls", limit=2, cursor=cursor).json()
        seen += [call["id"] for call in body["items"]]
        cursor = body["next_cursor"]
    assert cursor is None
    assert len(seen) == len(set(seen)) == 5
    assert client.get("/calls", cursor="nonsense").json()["code"] == "bad_cursor"
    assert client.get("/calls", state="failed").json()["items"] == []
    assert client.get("/calls", limit=0).status_code == 422


def test_a_call_comes_with_its_transcript_and_reading_it_is_recorded(
    installation: Installation, session: Session
) -> None:
    call = make_call(session)
    make_transcript(session, call=call)
    client = program(installation, session, quentin(session))
    body = client.get(f"/calls/{call.id}").json()
    assert body["transcript"]["segments"][1]["speaker"] == "customer"
    assert session.scalars(select(AuditEvent.action).order_by(AuditEvent.number.desc()).limit(1)).one() == "read call"
    session.commit()
    auditor = program(installation, session, make_person(session, role=Role.AUDITOR))
    assert auditor.get(f"/calls/{call.id}").json()["transcript"] is None
    assert client.get(f"/calls/{uuid4()}").json()["remedy"] == "List calls with GET /v1/calls."
    assert client.get("/calls/nonsense").json()["fields"].keys() == {"call_id"}


def test_a_label_is_given_with_a_quote(installation: Installation, session: Session) -> None:
    make_causes(session)
    call = make_call(session)
    make_transcript(session, call=call)
    client = program(installation, session, asha(session)).client
    body = {"cause_id": "marketing_mailer", "quote_start_ms": 5900, "quote_end_ms": 8700}
    answer = client.post(f"/calls/{call.id}/labels", json=body)
    assert answer.status_code == 201
    assert answer.json()["origin"] == LabelOrigin.API
    assert "flyer" in answer.json()["quote"]
    wrong = client.post(f"/calls/{call.id}/labels", json={"cause_id": "weather"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "bad_label")
    assert wrong.json()["fields"].keys() == {"cause_id"}
    assert client.post(f"/calls/{call.id}/labels", json={"cause": "x"}).status_code == 422


def test_asha_sees_labels_after_giving_hers(installation: Installation, session: Session) -> None:
    call = make_call(session)
    make_label(session, call=call, annotator_id=quentin(session).id)
    client = program(installation, session, asha(session))
    assert client.get(f"/calls/{call.id}/labels").status_code == 409
    make_label(session, call=call, labelled_at=NOW - UNDO_FOR)
    session.commit()
    assert len(client.get(f"/calls/{call.id}/labels").json()) == 2


def test_lists_tell_what_the_pages_show(installation: Installation, session: Session) -> None:
    make_figure(session)
    look = make_measurement(session, commitment=make_commitment(session))
    client = program(installation, session, quentin(session))
    assert client.get("/figures", measure="share").json()["items"][0]["labelled"] == 200
    assert client.get("/commitments", state="promised").json()["items"][0]["expected_drop"] == 0.2
    assert client.get("/measurements").json()["items"][0]["verdict"] == "dropped"
    assert len(client.get(f"/commitments/{look.commitment_id}/measurements").json()) == 1
    assert client.get("/causes").json()["items"][0]["id"] == "marketing_mailer"
    assert client.get("/draws/7").status_code == 404


def test_excerpts_are_those_the_key_may_hear(installation: Installation, session: Session) -> None:
    excerpt = make_excerpt(session)
    found = [
        len(program(installation, session, person).get("/excerpts").json()["items"])
        for person in (bruno(session), carol(session), quentin(session))
    ]
    assert found == [1, 0, 1]
    assert program(installation, session, carol(session)).get(f"/excerpts/{excerpt.id}").status_code == 404
    body = program(installation, session, bruno(session)).get(f"/excerpts/{excerpt.id}").json()
    assert body["quote"] == excerpt.quote


def test_its_document_names_every_operation(lead: Program) -> None:
    document = lead.get("/openapi.json").json()
    operations = [
        operation for path in document["paths"].values() for operation in path.values() if "operationId" in operation
    ]
    ids = [operation["operationId"] for operation in operations]
    assert document["openapi"].startswith("3.1")
    assert len(ids) == len(set(ids)) >= 15
    assert all(operation["tags"] for operation in operations)


def test_work_on_a_call_is_followed_stopped_and_asked_for_again(installation: Installation, session: Session) -> None:
    call = make_call(session, state=CallState.DRAWN)
    make_job(session, kind="process_recording", subject=str(call.id), state=JobState.RUNNING, progress=0.25)
    service = program(installation, session, make_person(session, role=Role.SERVICE))
    assert service.get(f"/calls/{call.id}").json()["progress"] == 0.25
    stopped = service.client.post(f"/calls/{call.id}/cancel")
    assert (stopped.json()["state"], stopped.json()["reason"]) == ("skipped", "cancelled")
    assert service.get(f"/calls/{call.id}").json()["progress"] is None
    again = service.client.post(f"/calls/{call.id}/cancel")
    assert (again.status_code, again.json()["code"]) == (409, "nothing_to_do")
    assert service.client.post(f"/calls/{call.id}/retry").json()["state"] == "drawn"
    session.expire_all()
    assert session.scalars(select(Job.state)).one() is JobState.PENDING
    actions = session.scalars(select(AuditEvent.action).where(AuditEvent.subject == f"call:{call.id}")).all()
    assert {"cancelled call", "retried call"} <= set(actions)


def test_an_executive_may_not_stop_work(installation: Installation, session: Session) -> None:
    call = make_call(session, state=CallState.DRAWN)
    make_job(session, kind="process_recording", subject=str(call.id), state=JobState.RUNNING)
    executive = program(installation, session, bruno(session))
    assert executive.client.post(f"/calls/{call.id}/cancel").status_code == 403


def test_an_opinion_says_whether_it_is_a_suggestion(installation: Installation, session: Session) -> None:
    call = make_call(session)
    make_transcript(session, call=call)
    make_prediction(session, call=call, model_version_id=make_model_version(session).id, reasons=["the shipped model"])
    make_promise_check(session, call=call)
    reviewer = program(installation, session, asha(session))
    told = program(installation, session, quentin(session)).get(f"/calls/{call.id}").json()
    assert (told["promise"]["box"], told["promise"]["offering_id"]) == ("outside", "OF-INSTALL")
    found = told["prediction"]
    assert (found["origin"], found["cause"], found["reasons"]) == (
        "suggestion",
        "marketing_mailer",
        ["the shipped model"],
    )
    blind = reviewer.get(f"/calls/{call.id}").json()  # she has not labelled it yet
    assert (blind["prediction"], blind["promise"]) == (None, None)


def test_a_key_reaches_no_further_than_its_scopes(installation: Installation, session: Session) -> None:
    key = make_api_key(session, quentin(session), name="reporting", now=NOW, may=["figures:read", "calls:read"])
    call = make_call(session)
    session.commit()
    client = TestClient(api_of(installation), headers={"Authorization": f"Bearer {key}"})
    assert client.get("/figures").status_code == 200
    assert client.get(f"/calls/{call.id}").status_code == 200
    for refused in (client.get("/draws"), client.post(f"/calls/{call.id}/cancel"), client.get("/excerpts")):
        assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    assert "keys make --scope excerpts:read" in client.get("/excerpts").json()["remedy"]


def test_scopes_are_named_like_the_groups_of_the_document(installation: Installation) -> None:
    tags = {
        tag.lower()
        for path in api_of(installation).openapi()["paths"].values()
        for one in path.values()
        for tag in one["tags"]
    }
    assert tags == set(GROUPS)


def test_who_guesses_keys_has_to_wait_and_a_good_key_does_not(
    installation: Installation, session: Session, lead: Program
) -> None:
    stranger = TestClient(lead.client.app, headers={"Authorization": "Bearer lb_guess"})
    answers = [stranger.get("/figures").status_code for _ in range(installation.settings.sign_in.wrong_per_network + 1)]
    assert (answers[0], answers[-2], answers[-1]) == (401, 401, 429)
    assert lead.get("/figures").status_code == 200
