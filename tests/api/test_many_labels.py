"""Many labels in one request: each stands or falls by itself."""

from typing import Any
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.call import Call
from store.tables.label import Label, LabelOrigin
from tests.api.programs import program
from tests.factories.call import make_call
from tests.factories.cause import make_causes
from tests.factories.person import asha
from tests.factories.transcript import make_transcript


def spoken(session: Session) -> Call:
    call = make_call(session, state="done")
    make_transcript(session, call=call)
    return call


def label(call_id: object, **more: Any) -> dict[str, Any]:
    return {
        "call_id": str(call_id),
        "cause_id": "marketing_mailer",
        "quote_start_ms": 5900,
        "quote_end_ms": 8700,
        **more,
    }


def test_the_good_ones_stand_and_the_others_say_why_not(installation: Installation, session: Session) -> None:
    make_causes(session)
    good, also_good, silent = spoken(session), spoken(session), make_call(session)
    client = program(installation, session, asha(session))
    body = {
        "labels": [
            label(good.id),
            label(silent.id),
            label(uuid4()),
            label(also_good.id, cause_id="no_such_cause"),
            label(also_good.id, cause_id="unknown", quote_start_ms=None, quote_end_ms=None, reason="nobody says"),
        ]
    }
    answer = client.client.post("/labels", json=body).json()
    assert (answer["created"], answer["refused"]) == (2, 3)
    assert [one["label"] is not None for one in answer["results"]] == [True, False, False, False, True]
    assert answer["results"][2]["problem"]["code"] == "not_found"
    assert "cause_id" in answer["results"][3]["problem"]["fields"]
    assert answer["results"][0]["label"]["quote"]
    rows = session.execute(select(Label.call_id, Label.origin)).all()
    assert {call_id for call_id, _ in rows} == {good.id, also_good.id}
    assert {origin for _, origin in rows} == {LabelOrigin.API}


def test_sent_again_under_its_key_nothing_is_labelled_twice(installation: Installation, session: Session) -> None:
    make_causes(session)
    call = spoken(session)
    client = program(installation, session, asha(session))
    headers = {"Idempotency-Key": "batch-of-monday"}
    first, second = (client.client.post("/labels", json={"labels": [label(call.id)]}, headers=headers) for _ in "ab")
    assert first.json() == second.json()
    assert session.scalar(select(func.count()).select_from(Label)) == 1
