"""Changes by program: what was changed meanwhile is not overwritten, and what is known is not fetched twice."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.sessions import open_session, sessions_of
from store.installation import Installation
from store.tables.audit_event import AuditEvent
from store.tables.commitment import Commitment
from store.tables.person import Person
from store.tables.transcript import Transcript
from tests.api.programs import Program, program
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.cause import make_causes
from tests.factories.commitment import make_commitment
from tests.factories.driver import make_campaign
from tests.factories.driver_link import make_driver_link
from tests.factories.person import ada, asha, bruno, quentin
from tests.factories.sampling_plan import make_sampling_plan
from tests.factories.transcript import make_transcript


@pytest.fixture
def lead(installation: Installation, session: Session) -> Program:
    return program(installation, session, quentin(session))


@pytest.fixture
def admin(installation: Installation, session: Session) -> Program:
    return program(installation, session, ada(session))


def tag_at(client: Program, path: str) -> str:
    return str(client.get(path).headers["etag"])


def put(client: Program, path: str, body: dict[str, Any], tag: str = "") -> Any:
    return client.client.put(path, json=body, headers={"If-Match": tag} if tag else {})


CAMPAIGN = {"name": "Spring letter", "drop_date": "2026-03-02", "quantity": 5000, "offer_code": ["SPRING", "MAY"]}


def test_a_campaign_is_added_read_changed_and_taken_out(lead: Program, session: Session) -> None:
    made = put(lead, "/campaigns/spring", CAMPAIGN)
    assert (made.status_code, made.json()["offer_code"], made.json()["unit_cost"]) == (201, ["SPRING", "MAY"], 0.0)
    assert lead.get("/campaigns/spring").json() == made.json()
    changed = put(lead, "/campaigns/spring", CAMPAIGN | {"quantity": 6000}, made.headers["etag"])
    assert (changed.status_code, changed.json()["quantity"]) == (200, 6000)
    assert changed.headers["etag"] == tag_at(lead, "/campaigns/spring") != made.headers["etag"]
    gone = lead.client.delete("/campaigns/spring", headers={"If-Match": changed.headers["etag"]})
    assert (gone.status_code, lead.get("/campaigns/spring").status_code) == (204, 404)
    actions = session.scalars(select(AuditEvent.action).where(AuditEvent.subject == "campaign:spring")).all()
    assert actions == ["added campaign", "changed campaign", "removed campaign"]


def test_of_two_who_change_the_same_the_second_is_told(lead: Program) -> None:
    put(lead, "/campaigns/spring", CAMPAIGN)
    tag = tag_at(lead, "/campaigns/spring")
    assert put(lead, "/campaigns/spring", CAMPAIGN | {"quantity": 6000}, tag).status_code == 200
    late = put(lead, "/campaigns/spring", CAMPAIGN | {"quantity": 1}, tag)
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    blind = put(lead, "/campaigns/spring", CAMPAIGN | {"quantity": 1})
    assert (blind.status_code, blind.json()["code"]) == (428, "tag_missing")
    assert lead.get("/campaigns/spring").json()["quantity"] == 6000


def test_a_change_of_what_is_not_there_adds_nothing(lead: Program) -> None:
    assert put(lead, "/campaigns/spring", CAMPAIGN, '"of yesterday"').status_code == 404
    assert lead.get("/campaigns").json()["items"] == []


def test_a_row_says_which_field_is_wrong(lead: Program) -> None:
    answer = put(lead, "/campaigns/spring", CAMPAIGN | {"owner": "nobody@northlight.example"})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_row")
    assert "nobody here" in answer.json()["fields"]["owner"]


def test_a_key_that_would_be_kept_in_another_spelling_is_refused(lead: Program) -> None:
    for path in ("/campaigns/%20spring", "/campaigns/%C2%85spring", "/incidents/%C2%85north"):
        body = CAMPAIGN if "campaigns" in path else {"name": "North", "start": "2026-10-04T06:00:00Z"}
        answer = put(lead, path, body)
        assert (answer.status_code, answer.json()["fields"].keys()) == (422, {"id"})
    assert lead.get("/campaigns").json()["items"] == []


def test_a_campaign_with_calls_put_down_to_it_stays(lead: Program, session: Session) -> None:
    campaign = make_campaign(session)
    make_driver_link(session, kind="campaign", driver_id=campaign.id)
    session.commit()
    tag = tag_at(lead, f"/campaigns/{campaign.id}")
    answer = lead.client.delete(f"/campaigns/{campaign.id}", headers={"If-Match": tag})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_sheet")


def test_incidents_outcomes_and_customers_are_kept_alike(lead: Program, session: Session) -> None:
    campaign = make_campaign(session)
    session.commit()
    incident = put(lead, "/incidents/north", {"name": "North", "start": "2026-10-04T08:00:00+02:00"})
    assert (incident.status_code, incident.json()["start"], incident.json()["end"]) == (
        201,
        "2026-10-04T06:00:00Z",
        None,
    )
    ended = put(
        lead,
        "/incidents/north",
        {"name": "North", "start": "2026-10-04T06:00:00Z", "end": "2026-10-04T05:00:00Z"},
        incident.headers["etag"],
    )
    assert "before it starts" in ended.json()["fields"]["end"]
    outcome = put(lead, f"/campaigns/{campaign.id}/outcome", {"leads": 3, "sales": 1, "revenue": 99.5})
    assert outcome.json() == {"campaign": campaign.id, "leads": 3, "sales": 1, "revenue": 99.5}
    assert put(lead, "/customers/2026-09", {"customers": 48_200}).status_code == 201
    assert lead.get("/customers").json()["items"] == [{"month": "2026-09", "customers": 48_200}]


def test_what_is_known_is_not_sent_again(lead: Program) -> None:
    put(lead, "/campaigns/spring", CAMPAIGN)
    tag = tag_at(lead, "/campaigns/spring")
    again = lead.client.get("/campaigns/spring", headers={"If-None-Match": f'"old", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_a_cause_is_changed_and_its_meaning_begins_a_version(admin: Program, session: Session) -> None:
    make_causes(session)
    session.commit()
    before = admin.get("/causes/marketing_mailer")
    body = {"name": "A letter of ours", "description": "Somebody got our letter.", "avoidable": True}
    changed = put(admin, "/causes/marketing_mailer", body, before.headers["etag"])
    assert changed.json()["name"] == "A letter of ours"
    assert changed.json()["taxonomy_version"] == before.json()["taxonomy_version"] + 1
    assert changed.json()["owner_id"] == before.json()["owner_id"]  # left out: as it was
    clearer = put(
        admin,
        "/causes/marketing_mailer",
        body | {"description": "They got our letter.", "means_same": True},
        changed.headers["etag"],
    )
    assert clearer.json()["taxonomy_version"] == changed.json()["taxonomy_version"]
    late = put(admin, "/causes/marketing_mailer", body, before.headers["etag"])
    assert late.status_code == 412


def test_a_person_comes_changes_and_leaves(admin: Program, session: Session) -> None:
    new = {"email": "Nadia@northlight.example", "name": "Nadia", "role": "reviewer"}
    made = admin.client.post("/people", json=new)
    assert (made.status_code, made.json()["email"]) == (201, "nadia@northlight.example")
    assert admin.client.post("/people", json=new).json()["code"] == "person_known"
    nadia = session.get_one(Person, UUID(made.json()["id"]))
    open_session(session, nadia, now=NOW)
    session.commit()
    path = f"/people/{nadia.id}"
    tag = {"If-Match": made.headers["etag"]}
    left = admin.client.patch(path, json={"is_active": False}, headers=tag)
    assert (left.status_code, left.json()["is_active"], left.json()["name"]) == (200, False, "Nadia")
    assert admin.client.patch(path, json={"title": "QA"}, headers=tag).status_code == 412
    session.expire_all()
    assert sessions_of(session, nadia, now=NOW) == []


def test_the_last_admin_cannot_leave(admin: Program, session: Session) -> None:
    path = f"/people/{ada(session).id}"
    session.commit()
    answer = admin.client.patch(path, json={"is_active": False}, headers={"If-Match": tag_at(admin, path)})
    assert (answer.status_code, "admin" in answer.json()["detail"]) == (422, True)


def test_a_plan_is_stated_changed_paused_and_drawn_by(lead: Program, session: Session) -> None:
    made = lead.client.post("/plans", json={"name": "Weekly", "target": 10, "single": {"billing": 4}})
    assert (made.status_code, made.json()["version"], made.json()["single"]) == (201, 1, {"billing": 4.0})
    assert lead.client.post("/plans", json={"name": "Weekly", "target": 10}).json()["fields"].keys() == {"name"}
    path = f"/plans/{made.json()['id']}"
    changed = put(lead, path, {"target": 12}, made.headers["etag"])
    assert (changed.json()["version"], changed.json()["target"], changed.json()["single"]) == (2, 12, {})
    assert put(lead, path, {"target": 99}, made.headers["etag"]).status_code == 412
    assert lead.client.post(f"{path}/pause").json()["is_paused"] is True
    assert lead.client.post(f"{path}/resume").json()["is_paused"] is False
    wrong = put(lead, path, {"target": 12, "rate": 0.5}, changed.headers["etag"])
    assert wrong.json()["code"] == "bad_plan"


def test_a_period_is_drawn_by_hand_and_by_dice(lead: Program, session: Session) -> None:
    plan = make_sampling_plan(session, target=2)
    for _ in range(4):
        make_call(session, consent="given")
    session.commit()
    path, days = f"/plans/{plan.id}/draws", {"first_day": "2026-10-01", "last_day": "2026-11-02"}
    made = lead.client.post(path, json=days)
    assert (made.status_code, made.json()["state"]) == (201, "revealed")
    make_call(session)  # one more, since each is drawn once
    session.commit()
    dice = lead.client.post(path, json=days | {"seed_source": "dice", "seed_named": "four dice at noon"})
    assert (dice.status_code, dice.json().get("state")) == (201, "committed"), dice.json()
    number = dice.json()["number"]
    assert lead.client.post(f"/draws/{number}/reveal", json={"shown": "no dice"}).status_code == 422
    gone = lead.client.post(f"/draws/{number}/abandon", json={"reason": "The dice rolled off the table."})
    assert (gone.status_code, gone.json()["state"]) == (200, "abandoned")
    empty = lead.client.post(path, json={"first_day": "2020-01-01", "last_day": "2020-01-02"})
    assert (empty.status_code, empty.json()["code"]) == (400, "bad_plan")


def test_words_are_put_right_from_the_version_that_was_read(installation: Installation, session: Session) -> None:
    call = make_call(session, state="done")
    make_transcript(session, call=call)
    client = program(installation, session, asha(session))
    read = client.get(f"/calls/{call.id}/transcript")
    turn = read.json()["segments"][1]
    body = {
        "speaker": "customer",
        "start_ms": round(turn["start"] * 1000),
        "end_ms": round(turn["end"] * 1000),
        "text": "I got your leaflet in the mail and it says the first month is free",
    }
    path = f"/calls/{call.id}/corrections"
    assert client.client.post(path, json=body).status_code == 428
    right = client.client.post(path, json=body, headers={"If-Match": read.headers["etag"]})
    assert (right.status_code, right.json()["version"]) == (201, 2)
    assert "leaflet" in [word["word"] for word in right.json()["segments"][1]["words"]]
    late = client.client.post(path, json=body | {"text": "I got nothing"}, headers={"If-Match": read.headers["etag"]})
    assert late.status_code == 412
    assert client.get(f"/calls/{call.id}/transcript", version=1).json()["version"] == 1
    assert client.get(f"/calls/{call.id}/transcript", version=9).status_code == 404
    assert session.scalars(select(Transcript.version).order_by(Transcript.version)).all() == [1, 2]


def test_what_was_put_in_is_told_and_confirmed_by_somebody_else(
    installation: Installation, session: Session, lead: Program
) -> None:
    promised = make_commitment(session, person_id=bruno(session).id)
    owner = program(installation, session, bruno(session))
    path = f"/commitments/{promised.id}"
    told = owner.client.post(f"{path}/moved", json={"moved": {"people": 1}}, headers={"If-Match": tag_at(owner, path)})
    assert (told.status_code, told.json()["moved_people"]) == (200, 1.0)
    mine = owner.client.post(
        f"{path}/confirm", json={"moved": {"people": 1}}, headers={"If-Match": told.headers["etag"]}
    )
    assert (mine.status_code, mine.json()["code"]) == (409, "state_forbids")
    sure = lead.client.post(
        f"{path}/confirm", json={"moved": {"people": 0.5}}, headers={"If-Match": told.headers["etag"]}
    )
    assert sure.json()["confirmed_by_id"] is not None
    late = owner.client.post(f"{path}/moved", json={"moved": {"people": 9}}, headers={"If-Match": told.headers["etag"]})
    assert late.status_code == 412
    session.expire_all()
    assert session.get_one(Commitment, promised.id).moved_people == 0.5
