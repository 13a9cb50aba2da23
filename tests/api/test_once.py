"""A POST that is sent again because its answer got lost does its work once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.comment import Comment
from store.tables.excerpt import Excerpt
from store.tables.kept_answer import KeptAnswer
from tests.api.programs import Program, program
from tests.conftest import NOW
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno, quentin
from worker.schedule import open_due_work

KEY = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}


@pytest.fixture
def excerpt(session: Session) -> Excerpt:
    return make_excerpt(session)


@pytest.fixture
def owner(installation: Installation, session: Session, excerpt: Excerpt) -> Program:
    return program(installation, session, bruno(session))


def remark(client: Program, excerpt: Excerpt, text: str = "It had gone out before.", **headers: str) -> Any:
    return client.client.post(f"/excerpts/{excerpt.id}/comments", json={"text": text}, headers=headers or KEY)


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Comment)) or 0


def test_sent_again_it_is_answered_alike_and_done_once(owner: Program, excerpt: Excerpt, session: Session) -> None:
    first, second = remark(owner, excerpt), remark(owner, excerpt)
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.json() == first.json()
    assert (first.headers.get("idempotency-replayed"), second.headers["idempotency-replayed"]) == (None, "true")
    assert count(session) == 1


def test_another_request_under_the_same_key_is_refused(owner: Program, excerpt: Excerpt, session: Session) -> None:
    remark(owner, excerpt)
    answer = remark(owner, excerpt, "Something else.")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert count(session) == 1


def test_the_key_of_one_program_says_nothing_to_another(
    installation: Installation, owner: Program, excerpt: Excerpt, session: Session
) -> None:
    remark(owner, excerpt)
    assert remark(program(installation, session, quentin(session)), excerpt).status_code == 201
    assert count(session) == 2


def test_what_was_refused_may_be_sent_right_under_the_same_key(
    owner: Program, excerpt: Excerpt, session: Session
) -> None:
    assert remark(owner, excerpt, " ").status_code == 422
    assert owner.client.post(f"/excerpts/{excerpt.id}/comments", json={}, headers=KEY).status_code == 422
    assert remark(owner, excerpt).status_code == 201
    assert count(session) == 1


def test_without_a_key_it_is_done_each_time(owner: Program, excerpt: Excerpt, session: Session) -> None:
    for _ in range(2):
        remark(owner, excerpt, accept="application/json")
    assert count(session) == 2


def test_done_but_with_an_answer_too_long_to_keep_it_is_not_done_again(
    owner: Program, excerpt: Excerpt, session: Session
) -> None:
    remark(owner, excerpt)
    kept = session.scalars(select(KeptAnswer)).one()
    kept.status = None
    session.commit()
    answer = remark(owner, excerpt)
    assert (answer.status_code, answer.json()["code"]) == (409, "done_before")
    assert count(session) == 1


def test_answers_are_kept_for_a_day(
    installation: Installation, owner: Program, excerpt: Excerpt, session: Session
) -> None:
    remark(owner, excerpt)
    for hours, left in ((23, 1), (25, 0)):
        open_due_work(session, installation, now=NOW + timedelta(hours=hours))
        session.commit()
        assert session.scalar(select(func.count()).select_from(KeptAnswer)) == left
