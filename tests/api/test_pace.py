"""How fast a key may ask, and what every answer tells of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from api.pace import Pace, TooFastError
from store.installation import Installation
from tests.api.programs import program
from tests.conftest import NOW
from tests.doors import api_of
from tests.factories.person import bruno, quentin


def test_a_minute_is_counted_and_then_begins_anew() -> None:
    pace, key = Pace(2), uuid4()
    assert [pace.count(key, now=NOW).remaining for _ in range(2)] == [1, 0]
    with pytest.raises(TooFastError) as refused:
        pace.count(key, now=NOW + timedelta(seconds=45))
    assert refused.value.retry_after_s == 15
    assert pace.count(uuid4(), now=NOW).remaining == 1
    assert pace.count(key, now=NOW + timedelta(seconds=60)).remaining == 1


def test_every_answer_tells_what_is_left(installation: Installation, session: Session) -> None:
    client = program(installation, session, quentin(session))
    first, second = client.get("/figures"), client.get("/calls/no-id")
    assert int(first.headers["ratelimit-limit"]) == 1200
    assert int(second.headers["ratelimit-remaining"]) == int(first.headers["ratelimit-remaining"]) - 1
    assert first.headers["ratelimit-reset"] == "60"


def test_too_fast_is_refused_with_the_time_to_wait(
    installation: Installation, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = program(installation, session, bruno(session))
    monkeypatch.setitem(api_of(installation).state._state, "pace", Pace(1))
    assert client.get("/figures").status_code == 200
    answer = client.get("/figures")
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (429, "too_fast", "60")
