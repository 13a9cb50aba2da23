"""Every route of the real application, asked for by every role, by nobody and with a key; the table says who gets in.

A new route takes part by itself: its rule is read off its `Allowed(Action.…)`; without one the build fails here.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.api_keys import make_api_key
from accounts.permissions import Action
from accounts.sessions import SignedIn, open_session
from accounts.tokens import token_hash
from app.rules import OPEN, Guarded, RuleMissingError, guarded_routes, permissions_document
from review_ui.entry import form_token
from store.installation import Installation
from store.tables.person import Person, Role
from store.tables.recording import Recording
from tests.conftest import NOW
from tests.doors import web_of
from tests.factories.person import make_person
from tests.factories.recording import make_recording
from tests.factories.scene import Scene

DOCUMENT = Path(__file__).parents[2] / "docs/reference/permissions.md"
ORIGINAL = b"RIFF the unredacted original of a call"
TURNED_AWAY = {401, 403}


class House:
    """The application with the scene in it, and somebody of every role."""

    def __init__(self, installation: Installation, session: Session, scene: Scene) -> None:
        self.installation, self.scene = installation, scene
        self.web = web_of(installation)
        self.routes = list(guarded_routes(self.web))
        service = make_person(session, name="Reporting", role=Role.SERVICE)
        people = (scene.ada, scene.quentin, scene.asha, scene.bruno, scene.auditor, service)
        self.people = {person.role: person for person in people}
        self.keys = {role: make_api_key(session, person, name="test", now=NOW) for role, person in self.people.items()}
        session.commit()

    def ask(self, route: Guarded, person: Person | None, *, genuine: bool = True, key: str = "") -> httpx2.Response:
        """One request with a session of its own, so that signing out spoils nothing."""
        client = TestClient(self.web, raise_server_exceptions=False)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        fields: dict[str, str] = {}
        if person is not None:
            with self.installation.sessions.begin() as session:
                cookie = open_session(session, person, now=NOW)
            client.cookies.set("listenback", cookie)
            if genuine:
                fields["form_token"] = form_token(
                    self.installation, SignedIn(person, token_hash(cookie), is_stale=False)
                )
        sent: dict[str, Any] = {"json": {}} if route.path.startswith("/v1") else {"data": fields}
        more: dict[str, Any] = {} if route.method in {"GET", "HEAD"} else sent
        return client.request(route.method, self.address(route), headers=headers, follow_redirects=False, **more)

    def address(self, route: Guarded) -> str:
        """With things of the scene where there are any; an id that nothing has where there are none."""
        things = {
            "excerpt_id": self.scene.excerpts[0].id,
            "call_id": self.scene.calls[0].id,
            "digest_id": self.scene.excerpts[0].digest_id,
            "label_id": self.scene.labels[0].id,
            "number": 1,
            "start_ms": 0,
            "purpose": "calibration",
            "token": "guess",
        }
        return re.sub(r"\{(\w+)(?::\w+)?\}", lambda name: str(things.get(name[1], uuid4())), route.path)


@pytest.fixture
def house(installation: Installation, session: Session, scene: Scene) -> House:
    return House(installation, session, scene)


def is_turned_away(answer: httpx2.Response) -> bool:
    to_the_door = answer.headers.get("location", "").startswith("/sign-in?next=")
    return answer.status_code in TURNED_AWAY or to_the_door


def guarded(house: House, *, api: bool) -> Iterator[Guarded]:
    return (one for one in house.routes if not one.is_open and one.path.startswith("/v1") is api)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_gets_into_the_pages_that_the_table_says(house: House, role: Role) -> None:
    wrong = []
    for route in guarded(house, api=False):
        answer = house.ask(route, house.people[role])
        if is_turned_away(answer) is (role in route.roles) or answer.status_code >= 500:
            wrong.append(
                f"{route.method} {route.path}: {answer.status_code}, {route.actions} have {sorted(route.roles)}"
            )
    assert wrong == []


@pytest.mark.parametrize("role", list(Role))
def test_a_key_of_a_role_gets_into_the_api_that_the_table_says(house: House, role: Role) -> None:
    wrong = []
    for route in guarded(house, api=True):
        answer = house.ask(route, None, key=house.keys[role])
        if is_turned_away(answer) is (role in route.roles) or answer.status_code >= 500:
            wrong.append(
                f"{route.method} {route.path}: {answer.status_code}, {route.actions} have {sorted(route.roles)}"
            )
    assert wrong == []


def test_nobody_gets_in_anywhere_and_no_door_takes_the_others_key(house: House) -> None:
    key = house.keys[Role.ADMIN]
    for route in guarded(house, api=False):
        assert is_turned_away(house.ask(route, None)), route
        assert is_turned_away(house.ask(route, None, key=key)), route
    for route in guarded(house, api=True):
        assert house.ask(route, None).status_code == 401, route
        assert house.ask(route, house.scene.ada).status_code == 401, route


def test_a_form_that_is_not_ours_changes_nothing(house: House) -> None:
    for route in guarded(house, api=False):
        if route.method == "POST":
            person = house.people[min(route.roles)]
            assert house.ask(route, person, genuine=False).status_code == 403, route


def test_a_key_without_the_scope_gets_in_nowhere(house: House, session: Session) -> None:
    keys = {verb: make_api_key(session, house.scene.ada, name=verb, now=NOW, may=[verb]) for verb in ("read", "write")}
    session.commit()
    for route in guarded(house, api=True):
        other = keys["write" if route.scope.endswith(":read") else "read"]
        assert house.ask(route, None, key=other).json()["code"] == "scope_missing", route


def test_carol_reaches_no_excerpt_of_brunos_cause(house: House) -> None:
    """The rule of the object: where an address names an excerpt, it is not there for her, by any route."""
    about = [one for one in house.routes if "{excerpt_id}" in one.path and Role.EXECUTIVE in one.roles]
    assert len(about) > 5
    with house.installation.sessions.begin() as session:
        key = make_api_key(session, house.scene.carol, name="test", now=NOW)
    for route in about:
        api = route.path.startswith("/v1")
        answer = house.ask(route, None if api else house.scene.carol, key=key if api else "")
        assert answer.status_code == 404, route


def test_nobody_hears_an_original_not_even_an_admin(house: House, session: Session) -> None:
    call = house.scene.calls[0]
    kept = session.scalar(select(Recording).where(Recording.call_id == call.id)) or make_recording(session, call=call)
    kept.blob = house.installation.blobs.put(ORIGINAL)
    session.commit()
    for route in house.routes:
        if route.method == "GET":
            key = house.keys[Role.ADMIN] if route.path.startswith("/v1") else ""
            answer = house.ask(route, None if key else house.scene.ada, key=key)
            assert ORIGINAL not in answer.content, route
            assert str(kept.blob) not in answer.text if "text" in answer.headers.get("content-type", "") else True


def test_what_is_open_is_open_on_purpose(house: House) -> None:
    assert {one.path for one in house.routes if one.is_open} == set(OPEN)


def test_a_new_route_without_a_rule_fails_the_build() -> None:
    web = FastAPI()
    web.add_api_route("/secret", lambda: "secret", methods=["GET"])
    with pytest.raises(RuleMissingError, match="/secret names no Action"):
        list(guarded_routes(web))


def test_a_rule_is_found_by_itself(house: House) -> None:
    from review_ui.entry import Allowed

    web = FastAPI()
    web.add_api_route("/audit/x", lambda: "x", dependencies=[Depends(Allowed(Action.SEE_AUDIT))])
    (route,) = guarded_routes(web)
    assert route.roles == {Role.ADMIN, Role.AUDITOR}


def test_the_document_says_what_the_application_does(house: House) -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == permissions_document(house.web), (
        "run: listenback permissions > docs/reference/permissions.md"
    )
