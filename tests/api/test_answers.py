"""What executives do with an excerpt, by program: hear, answer, dispute, promise, and take it back."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.audit_event import AuditEvent
from store.tables.excerpt import Excerpt
from store.tables.job import Job
from store.tables.mention import Mention
from tests.api.programs import Program, program
from tests.conftest import NOW
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno, carol, quentin
from worker.queues import Kind


@pytest.fixture
def excerpt(session: Session) -> Excerpt:
    return make_excerpt(session)


@pytest.fixture
def owner(installation: Installation, session: Session, excerpt: Excerpt) -> Program:
    return program(installation, session, bruno(session))


ANSWER = {"is_ours": True, "reason": "process", "will_change": "Billing proofreads it.", "due_date": "2026-12-01"}


def test_an_answer_is_redacted_listed_and_taken_back(owner: Program, excerpt: Excerpt) -> None:
    said = ANSWER | {"role_played": "Call me on 202 555 0143.", "put": {"people": 1}}
    made = owner.client.post(f"/excerpts/{excerpt.id}/replies", json=said)
    assert made.status_code == 201
    assert "0143" not in made.text
    assert made.json()["put"] == {"people": 1.0, "money": None, "days": None}
    assert [one["id"] for one in owner.get("/replies", is_ours=True).json()["items"]] == [made.json()["id"]]
    path = f"/replies/{made.json()['id']}/withdraw"
    assert owner.client.post(path).json()["withdrawn_at"] is not None
    assert owner.client.post(path).json()["code"] == "state_forbids"


def test_a_wrong_answer_names_its_fields(owner: Program, excerpt: Excerpt) -> None:
    answer = owner.client.post(f"/excerpts/{excerpt.id}/replies", json={"is_ours": True, "will_change": "All."})
    assert answer.status_code == 422
    assert answer.json()["fields"].keys() == {"reason", "due_date"}


def test_a_dispute_needs_hearing_first_and_is_taken_back(owner: Program, excerpt: Excerpt, session: Session) -> None:
    path, why = f"/excerpts/{excerpt.id}/disputes", {"why": "They ask about an outage."}
    assert owner.client.post(path, json=why).json()["code"] == "state_forbids"
    assert owner.client.post(f"/excerpts/{excerpt.id}/listens", json={}).json()["is_said"] is True
    made = owner.client.post(path, json=why)
    assert (made.status_code, made.json()["state"]) == (201, "open")
    assert owner.get("/disputes", state="open").json()["items"] == [made.json()]
    gone = owner.client.post(f"/disputes/{made.json()['id']}/withdraw")
    assert gone.json()["state"] == "withdrawn"
    subject = f"excerpt:{excerpt.id}"
    actions = session.scalars(
        select(AuditEvent.action).where(AuditEvent.subject == subject).order_by(AuditEvent.number)
    ).all()
    assert actions == ["read excerpt", "disputed excerpt", "took back the dispute of excerpt"]


def test_carol_sees_nothing_of_brunos(
    installation: Installation, session: Session, owner: Program, excerpt: Excerpt
) -> None:
    made = owner.client.post(f"/excerpts/{excerpt.id}/replies", json=ANSWER).json()
    other = program(installation, session, carol(session))
    assert other.get("/replies").json()["items"] == []
    assert other.client.post(f"/excerpts/{excerpt.id}/replies", json=ANSWER).status_code == 404
    assert other.client.post(f"/replies/{made['id']}/withdraw").status_code == 404
    assert other.get(f"/digests/{excerpt.digest_id}").status_code == 404


def test_a_promise_follows_an_answer_takes_effect_and_ends(owner: Program, excerpt: Excerpt) -> None:
    reply = owner.client.post(f"/excerpts/{excerpt.id}/replies", json=ANSWER).json()
    meant = {
        "cause_id": "marketing_mailer",
        "promise": "Billing proofreads every letter.",
        "expected_drop": 0.1,
        "due_date": "2026-12-01",
        "reply_id": reply["id"],
    }
    made = owner.client.post("/commitments", json=meant)
    assert (made.status_code, made.json()["state"]) == (201, "promised")
    path = f"/commitments/{made.json()['id']}"
    assert owner.client.post(f"{path}/hearings").json()["code"] == "state_forbids"
    effect = owner.client.post(f"{path}/effect", json={})
    assert (effect.json()["state"], effect.json()["effective_at"]) == (
        "in_effect",
        NOW.isoformat().replace("+00:00", "Z"),
    )
    assert owner.client.post(f"{path}/hearings").json()["state"] == "open"
    tag = {"If-Match": effect.headers["etag"]}
    ended = owner.client.post(f"{path}/close", json={"moved": {"people": 1}}, headers=tag)
    assert (ended.json()["state"], ended.json()["moved_people"]) == ("closed", 1.0)
    stale = owner.client.post(f"{path}/withdraw", headers=tag)
    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")


def test_a_remark_is_answered_in_its_thread(owner: Program, excerpt: Excerpt) -> None:
    path = f"/excerpts/{excerpt.id}/comments"
    first = owner.client.post(path, json={"text": "Here it begins.", "at_ms": 4000}).json()
    second = owner.client.post(path, json={"text": "Yes.", "parent_id": first["id"]}).json()
    told = {one["id"]: one["parent_id"] for one in owner.get(path).json()}
    assert told == {first["id"]: None, second["id"]: first["id"]}
    assert owner.client.post(path, json={"text": "?", "at_ms": 10_000_000}).json()["fields"].keys() == {"at_ms"}


def test_who_is_named_by_program_gets_the_mail_too(
    installation: Installation, session: Session, owner: Program, excerpt: Excerpt
) -> None:
    quentin(session)
    session.commit()
    made = owner.client.post(f"/excerpts/{excerpt.id}/comments", json={"text": "@Quentin, is this known?"})
    assert made.status_code == 201, made.text
    with installation.readers() as reading:
        (job,) = reading.scalars(select(Job).where(Job.kind == Kind.TELL_ASKED)).all()
        mention = reading.scalars(select(Mention)).one()
    assert job.subject == f"mention/{mention.id}"
