"""Links, sessions and keys: random, hashed, with an end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.api_keys import is_use_due, make_api_key, person_of_key, revoke_api_key
from accounts.errors import KeyRefusedError, LinkSpentError
from accounts.first_admin import NotTheFirstError, check_first_admin_token, first_admin_token, make_first_admin
from accounts.limits import Limit, is_too_much
from accounts.policies import to_dispute, to_label
from accounts.scopes import BadScopeError, covers
from accounts.sessions import (
    SEEN_EVERY,
    USUAL,
    close_all_sessions,
    close_one,
    open_session,
    seen_again,
    sessions_of,
    signed_in,
)
from accounts.sign_in import LINK_LIVES, make_sign_in_link, person_of_link, person_to_invite, spend_link
from accounts.tokens import token_hash
from settings.settings import SignIn
from store.installation import Installation
from store.tables.api_key import ApiKey
from store.tables.attempt import Attempt
from store.tables.audit_event import AuditEvent
from store.tables.person import Role
from store.tables.sign_in import BrowserSession, SignInLink
from tests.conftest import NOW
from tests.factories.person import bruno, carol, make_person

IDLE_LIMIT = timedelta(hours=USUAL.idle_hours)
ABSOLUTE_LIMIT = timedelta(hours=USUAL.absolute_hours)


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
    close_all_sessions(session, bruno(session), now=NOW)
    assert [signed_in(session, token, now=NOW) for token in tokens] == [None, None]


def test_limits_are_settings(session: Session) -> None:
    strict = SignIn(idle_hours=1, absolute_hours=2)
    token = open_session(session, bruno(session), now=NOW, rules=strict)
    assert signed_in(session, token, now=NOW + timedelta(minutes=59), rules=strict)
    assert signed_in(session, token, now=NOW + timedelta(hours=1), rules=strict) is None
    seen_again(session, token_hash(token), now=NOW + timedelta(minutes=119))
    assert signed_in(session, token, now=NOW + timedelta(hours=2), rules=strict) is None


def test_with_another_role_the_session_is_over(session: Session) -> None:
    token = open_session(session, bruno(session), now=NOW)
    bruno(session).role = Role.ADMIN
    session.flush()
    assert signed_in(session, token, now=NOW) is None
    assert list(sessions_of(session, bruno(session), now=NOW)) == []
    assert signed_in(session, open_session(session, bruno(session), now=NOW), now=NOW)


def test_one_ends_only_sessions_of_ones_own(session: Session) -> None:
    open_session(session, bruno(session), now=NOW, user_agent="Mozilla/5.0 Firefox/130" + "x" * 500)
    (own,) = sessions_of(session, bruno(session), now=NOW)
    assert len(own.user_agent) == 300
    assert not close_one(session, carol(session), own.id, now=NOW)
    assert close_one(session, bruno(session), own.id, now=NOW)
    assert list(sessions_of(session, bruno(session), now=NOW)) == []


def test_tries_are_counted_by_whom_and_over_a_window_that_slides(session: Session) -> None:
    limit = Limit("links", most=4)

    def tries(at: datetime, who: str = "192.0.2.0/24", times: int = 1) -> list[bool]:
        return [is_too_much(session, limit, who, secret=b"s", now=at) for _ in range(times)]

    assert tries(NOW, times=5) == [False] * 4 + [True]
    assert tries(NOW, who="198.51.100.0/24") == [False]
    assert tries(NOW + timedelta(minutes=65)) == [True]  # 55 minutes of the hour before still count
    assert tries(NOW + timedelta(minutes=119)) == [False]
    assert tries(NOW + timedelta(days=2)) == [False]
    assert session.scalars(select(Attempt)).one().tries == 1
    assert "192.0.2" not in session.scalars(select(Attempt.who_sha256)).one()


def test_processes_share_the_count_of_tries(installation: Installation) -> None:
    limit = Limit("links", most=20)

    def knock(_number: int) -> bool:
        with installation.sessions.begin() as session:
            return is_too_much(session, limit, "192.0.2.0/24", secret=b"s", now=NOW)

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(knock, range(30))) == 10


def test_of_two_that_press_at_once_one_becomes_the_first_admin(installation: Installation) -> None:
    token = first_admin_token(b"s")

    def press(number: int) -> str:
        try:
            with installation.sessions.begin() as session:
                made = make_first_admin(session, token, email=f"a{number}@x.example", name="A", secret=b"s", now=NOW)
                return made.role.value
        except NotTheFirstError:
            return "too late"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == ["admin", "too late", "too late", "too late"]
    with installation.readers() as session:
        assert audit.verify(session).number == 1
        with pytest.raises(NotTheFirstError):
            check_first_admin_token(session, "forged", secret=b"s")


def test_a_scope_covers_its_group_and_a_verb_covers_all() -> None:
    assert covers(["read"], "calls:read")
    assert covers(["calls:read"], "calls:read")
    assert not covers(["calls:read"], "calls:write")
    assert not covers(["calls:read"], "labels:read")
    assert not covers([], "calls:read")


def test_a_key_with_a_scope_that_is_none_is_not_made(session: Session) -> None:
    for wrong in ("everything", "calls", "calls:delete", "secrets:read", ""):
        with pytest.raises(BadScopeError):
            make_api_key(session, bruno(session), name="x", now=NOW, may=[wrong])


def test_a_revoked_key_is_out_at_once_and_both_ends_are_recorded(session: Session) -> None:
    key = make_api_key(session, bruno(session), name="x", now=NOW, may=["calls:read", "READ "])
    row = person_of_key(session, key, now=NOW)[1]
    assert row.scopes == ["calls:read", "read"]
    for _ in range(2):
        revoke_api_key(session, row.id, by=None, now=NOW)
    with pytest.raises(KeyRefusedError):
        person_of_key(session, key, now=NOW)
    events = session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()
    assert [one.action for one in events] == ["made API key", "revoked API key"]
    assert events[0].details["scopes"] == "calls:read+read"


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
