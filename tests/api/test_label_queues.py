"""The desk for programs: one call at a time, never told from which queue."""

from collections import defaultdict
from uuid import uuid4

from fastapi.routing import APIRoute
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.app import RESOURCES
from classify.queueing import queue_calls
from store.installation import Installation
from store.tables.assignment import Assignment
from store.tables.label import UNDO_FOR, Label, LabelPurpose
from tests.api.programs import program
from tests.factories.cause import make_causes
from tests.factories.excerpt import make_excerpt
from tests.factories.label import make_label
from tests.factories.label_draw import draw_for_labels
from tests.factories.person import asha, bruno, quentin
from tests.factories.prediction import make_prediction

VERDICT = {"cause_id": "ops_issue", "quote_start_ms": 5900, "quote_end_ms": 8700}


def test_a_program_takes_labels_skips_and_gives_back(installation: Installation, session: Session) -> None:
    make_causes(session)
    calls = draw_for_labels(session, 3)
    client = program(installation, session, asha(session)).client
    first = client.post("/assignments").json()
    assert first["call_id"] == str(calls[0].id)
    assert client.post("/assignments").json()["id"] == first["id"]
    assert "purpose" not in first
    given = client.post(f"/calls/{first['call_id']}/labels", json=VERDICT)
    assert (given.status_code, given.json()["purpose"], given.json()["guide_version"]) == (201, None, 1)
    second = client.post("/assignments").json()
    assert client.post(f"/assignments/{second['id']}/skip", json={"why": ""}).status_code == 422
    assert client.post(f"/assignments/{second['id']}/skip", json={"why": "I know her"}).json()["state"] == "skipped"
    third = client.post("/assignments").json()
    assert third["call_id"] == str(calls[2].id)
    assert client.post(f"/assignments/{third['id']}/release").json()["state"] == "released"
    again = client.post(f"/assignments/{third['id']}/release")
    assert (again.status_code, again.json()["code"]) == (409, "assignment")
    assert client.post(f"/assignments/{uuid4()}/release").status_code == 404
    assert session.scalars(select(Label.purpose)).one() is LabelPurpose.ESTIMATION


def test_nothing_waits_is_no_content(installation: Installation, session: Session) -> None:
    assert program(installation, session, asha(session)).client.post("/assignments").status_code == 204


def test_somebody_else_s_assignment_is_not_there(installation: Installation, session: Session) -> None:
    draw_for_labels(session, 2)
    mine = program(installation, session, asha(session)).client.post("/assignments").json()
    answer = program(installation, session, quentin(session)).client.post(f"/assignments/{mine['id']}/release")
    assert answer.status_code == 404


def test_a_label_is_taken_back_for_ten_minutes(installation: Installation, session: Session) -> None:
    make_causes(session)
    draw_for_labels(session, 1)
    client = program(installation, session, asha(session)).client
    call = client.post("/assignments").json()["call_id"]
    label = client.post(f"/calls/{call}/labels", json=VERDICT).json()["id"]
    assert program(installation, session, quentin(session)).client.post(f"/labels/{label}/withdraw").status_code == 404
    assert client.post(f"/labels/{label}/withdraw").json()["withdrawn_at"]
    assert client.post("/assignments").json()["call_id"] == call
    later = client.post(f"/calls/{call}/labels", json=VERDICT).json()["id"]
    row = session.get_one(Label, session.scalars(select(Label.id).where(Label.withdrawn_at.is_(None))).one())
    row.labelled_at -= UNDO_FOR
    session.commit()
    refused = client.post(f"/labels/{later}/withdraw")
    assert (refused.status_code, refused.json()["code"]) == (422, "bad_label")


def test_a_lead_sees_and_fills_queues_others_do_not(installation: Installation, session: Session) -> None:
    draw_for_labels(session, 2, of=6)
    lead = program(installation, session, quentin(session)).client
    waiting = {one["purpose"]: one["waiting"] for one in lead.get("/label-queues").json()["queues"]}
    assert (waiting["estimation"], waiting["calibration"]) == (2, 0)
    assert lead.post("/label-queues/calibration/calls", json={"count": 3}).json() == {"queued": 3}
    none_yet = lead.post("/label-queues/gold/calls", json={"count": 3})
    assert (none_yet.status_code, none_yet.json()["code"]) == (422, "bad_queue")
    assert lead.post("/label-queues/dispute/calls", json={"count": 3}).status_code == 422
    assert lead.post("/label-queues/training/calls", json={"count": 0}).status_code == 422
    assert program(installation, session, asha(session)).get("/label-queues").status_code == 403


def test_an_executive_s_program_gets_calibration_calls_only(installation: Installation, session: Session) -> None:
    drawn = draw_for_labels(session, 2, of=4)
    client = program(installation, session, bruno(session)).client
    assert client.post("/assignments").status_code == 204
    refused = client.post(f"/calls/{drawn[0].id}/labels", json={"cause_id": "unknown", "reason": "no"})
    assert refused.status_code == 403


def test_gold_cannot_be_told_from_its_assignment(installation: Installation, session: Session) -> None:
    make_causes(session)
    draw_for_labels(session, 1)
    call = draw_for_labels(session, 1)[0]
    queue_calls(session, LabelPurpose.GOLD, [call.id], answers={call.id: "ops_issue"}, by=None, now=call.received_at)
    client = program(installation, session, asha(session)).client
    shapes = set()
    while (answer := client.post("/assignments")).status_code == 200:
        shapes.add(tuple(answer.json()))
        client.post(f"/calls/{answer.json()['call_id']}/labels", json=VERDICT)
    assert shapes == {("id", "call_id", "state", "assigned_at", "lease_until")}
    assert len(session.scalars(select(Assignment)).all()) >= 2


def test_no_resource_tells_a_reviewer_what_others_said_before_their_own_label_stands(
    installation: Installation, session: Session
) -> None:
    make_causes(session)
    call = draw_for_labels(session, 1)[0]
    label = make_label(session, call=call, annotator_id=quentin(session).id, quote="zanzibar", reason="zanzibar")
    make_prediction(session, call=call, evidence=[EVIDENCE])
    excerpt = make_excerpt(session, call=call, quote="zanzibar")
    reviewer, lead = (program(installation, session, person(session)) for person in (asha, quentin))
    ids = defaultdict(uuid4, call_id=call.id, label_id=label.id, excerpt_id=excerpt.id, number=1)
    told_to_lead = 0
    for module in RESOURCES:
        for route in module.router.routes:
            assert isinstance(route, APIRoute)
            if "GET" in (route.methods or set()):
                path = route.path.format_map(ids)
                assert "zanzibar" not in reviewer.get(path).text, path
                told_to_lead += "zanzibar" in lead.get(path).text
    assert told_to_lead >= 2, "a lead is told, or this test looks in the wrong place"


EVIDENCE = {"speaker": "customer", "start_ms": 0, "end_ms": 900, "text": "zanzibar", "weight": 1.0}
