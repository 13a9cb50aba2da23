"""Links, sessions and keys: random, hashed, with an end."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.api_keys import is_use_due, make_api_key, person_of_key
from accounts.errors import KeyRefusedError, LinkSpentError
from accounts.policies import to_dispute, to_label
from accounts.sessions import (
    ABSOLUTE_LIMIT,
    IDLE_LIMIT,
    SEEN_EVERY,
    close_all_sessions,
    open_session,
    seen_again,
    signed_in,
)
from accounts.sign_in import LINK_LIVES, make_sign_in_link, person_of_link, person_to_invite, spend_link
from store.tables.api_key import ApiKey
from store.tables.person import Role
from store.tables.sign_in import BrowserSession, SignInLink
from tests.conftest import NOW
from tests.factories.person import bruno, make_person


def token_of(link: str) -> str:
    return link.rsplit("/", 1)[1]


def test_a_link_opens_once_and_keeps_no_token(session: Session) -> None:
    link = make_sign_in_link(session, bruno(session), base_url="https://lb.example/", now=NOW)
    assert link.startswith("https://lb.example/sign-in/")
    assert token_of(link) not in session.scalars(select(SignInLink.token_sha256)).one()
    assert person_of_link(session, token_of(link), now=NOW) == bruno(session)
    assert spend_link(session, token_of(link), now=NOW) == bruno(session)
    with pytest.raises(LinkSpentError):
        spend_link(session, token_of(link), now=NOW)


def test_a_link_ends(session: Session) -> None:
    short = token_of(make_sign_in_link(session, bruno(session), base_url="", now=NOW))
    long = token_of(make_sign_in_link(session, bruno(session), base_url="", now=NOW, lives=timedelta(hours=24)))
    later = NOW + LINK_LIVES
    with pytest.raises(LinkSpentError):
        spend_link(session, short, now=later)
    assert spend_link(session, long, now=later)


def test_programs_and_people_who_left_get_no_link(session: Session) -> None:
    make_person(session, email="bot@northlight.example", role=Role.SERVICE)
    make_person(session, email="gone@northlight.example", is_active=False)
    assert person_to_invite(session, " BRUNO.lang@northlight.example ") is None
    bruno(session)
    assert person_to_invite(session, " BRUNO.lang@northlight.example ") == bruno(session)
    assert person_to_invite(session, "bot@northlight.example") is None
    assert person_to_invite(session, "gone@northlight.example") is None


def test_a_session_ends_when_idle_and_in_any_case(session: Session) -> None:
    token = open_session(session, bruno(session), now=NOW)
    assert token not in session.scalars(select(BrowserSession.token_sha256)).one()
    found = signed_in(session, token, now=NOW)
    assert found is not None
    assert not found.is_stale
    assert signed_in(session, token, now=NOW + IDLE_LIMIT) is None
    at = NOW
    while at < NOW + ABSOLUTE_LIMIT:
        still = signed_in(session, token, now=at)
        assert still is not None
        assert still.is_stale is (at > NOW + SEEN_EVERY)
        seen_again(session, still.token_sha256, now=at)
        at += IDLE_LIMIT - timedelta(hours=1)
    assert signed_in(session, token, now=at) is None


def test_signing_out_everywhere(session: Session) -> None:
    tokens = [open_session(session, bruno(session), now=NOW) for _ in range(2)]
    close_all_sessions(session, bruno(session))
    assert [signed_in(session, token, now=NOW) for token in tokens] == [None, None]


def test_a_key_ends_is_revoked_and_is_never_kept(session: Session) -> None:
    key = make_api_key(session, bruno(session), name="reporting", now=NOW, expires_at=NOW + timedelta(days=1))
    person, row = person_of_key(session, key, now=NOW)
    assert (person, row.name) == (bruno(session), "reporting")
    assert key not in session.scalars(select(ApiKey.key_sha256)).one()
    assert is_use_due(row, now=NOW)
    for refused_key, at in ((key, NOW + timedelta(days=2)), ("lb_guess", NOW)):
        with pytest.raises(KeyRefusedError):
            person_of_key(session, refused_key, now=at)
    row.revoked_at = NOW
    session.flush()
    with pytest.raises(KeyRefusedError):
        person_of_key(session, key, now=NOW)


def test_policies_say_why_not() -> None:
    assert to_dispute(heard=True, already_open=False).is_allowed
    assert "Listen" in to_dispute(heard=False, already_open=False).why_not
    assert "already" in to_dispute(heard=True, already_open=True).why_not
    assert to_label(has_words=True, is_excluded=False).is_allowed
    assert not to_label(has_words=False, is_excluded=False).is_allowed
    assert not to_label(has_words=True, is_excluded=True).is_allowed
