"""Every route names who may use it, and the roles it names are the ones that get in."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from sqlalchemy.orm import Session

from accounts.permissions import (
    ROLES,
    Action,
    may,
    may_answer_excerpt,
    may_hear_excerpt,
    may_see_labels,
    queues_of,
)
from api import entry as api_entry
from api.app import RESOURCES
from classify.assignments import assign
from review_ui import entry as page_entry
from review_ui.router import PAGES
from store.tables.label import UNDO_FOR, LabelPurpose
from store.tables.person import Role
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.excerpt import make_excerpt
from tests.factories.label import make_label
from tests.factories.person import asha, bruno, carol, make_person, quentin

FOR_EVERYBODY = {
    "/",
    "/static/{version}/{name:path}",
    "/sign-in",
    "/sign-in/{token}",
    "/feeds/{token}.xml",
    "/feed/sound/{token}.mp3",
    "/unsubscribe/{token}",
}
"""The front door, and addresses whose token is the key."""

FOR_EVERYBODY_SIGNED_IN = {"/sign-out", "/model-help"}


def routes() -> Iterator[tuple[str, APIRoute]]:
    for module in PAGES:
        yield from (("pages", route) for route in module.router.routes if isinstance(route, APIRoute))
    for module in RESOURCES:
        yield from (("api", route) for route in module.router.routes if isinstance(route, APIRoute))


def calls_of(dependant: Dependant) -> Iterator[object]:
    for one in dependant.dependencies:
        yield one.call
        yield from calls_of(one)


def action_of(route: APIRoute) -> Action | None:
    allowed = (page_entry.Allowed, api_entry.Allowed)
    return next((call.action for call in calls_of(route.dependant) if isinstance(call, allowed)), None)


@pytest.mark.parametrize(("door", "route"), list(routes()), ids=lambda one: getattr(one, "path", one))
def test_a_route_has_a_rule(door: str, route: APIRoute) -> None:
    if route.path in FOR_EVERYBODY:
        return
    if route.path in FOR_EVERYBODY_SIGNED_IN:
        assert page_entry.viewer in list(calls_of(route.dependant))
        return
    assert action_of(route) is not None, f"{route.path} names no Action: add one, or say here why it needs none"


def test_a_form_of_a_page_is_genuine() -> None:
    """Every writing route of a signed-in person checks the form's token."""
    for door, route in routes():
        if door == "pages" and "POST" in (route.methods or set()) and route.path not in FOR_EVERYBODY:
            assert page_entry.genuine_form in list(calls_of(route.dependant)), route.path


def test_every_action_has_roles_and_every_role_can_do_something() -> None:
    assert set(ROLES) == set(Action)
    for role in Role:
        assert any(role in roles for roles in ROLES.values())


def test_nobody_who_is_inactive_may_do_anything(session: Session) -> None:
    gone = make_person(session, role=Role.ADMIN, is_active=False)
    assert not any(may(gone, action) for action in Action)


def test_an_executive_hears_what_was_sent_to_them_or_what_they_own(session: Session) -> None:
    excerpt = make_excerpt(session)
    assert may_hear_excerpt(session, bruno(session), excerpt)
    assert may_answer_excerpt(session, bruno(session), excerpt)
    assert not may_hear_excerpt(session, carol(session), excerpt)
    assert may_hear_excerpt(session, quentin(session), excerpt)
    assert not may_answer_excerpt(session, quentin(session), excerpt)
    assert not may_hear_excerpt(session, asha(session), excerpt)


def test_asha_is_blind_until_her_label_stands(session: Session) -> None:
    call = make_call(session)
    make_label(session, call=call, annotator_id=quentin(session).id)
    assert not may_see_labels(session, asha(session), call.id, now=NOW)
    assert may_see_labels(session, quentin(session), call.id, now=NOW)
    assert not may_see_labels(session, bruno(session), call.id, now=NOW)
    own = make_label(session, call=call)
    assert not may_see_labels(session, asha(session), call.id, now=NOW + UNDO_FOR - timedelta(seconds=1))
    assert may_see_labels(session, asha(session), call.id, now=NOW + UNDO_FOR)
    own.withdrawn_at = NOW
    session.flush()
    assert not may_see_labels(session, asha(session), call.id, now=NOW + UNDO_FOR)


def test_whoever_has_a_call_on_the_desk_is_blind_even_a_lead(session: Session) -> None:
    call = make_call(session)
    make_label(session, call=call)
    assert assign(session, call.id, to=quentin(session), purpose=LabelPurpose.DOUBLE_CODING, now=NOW)
    assert not may_see_labels(session, quentin(session), call.id, now=NOW)


def test_executives_are_given_calibration_calls_and_nothing_else(session: Session) -> None:
    assert queues_of(bruno(session)) == {LabelPurpose.CALIBRATION}
    assert LabelPurpose.ESTIMATION in queues_of(asha(session))
    assert queues_of(make_person(session, role=Role.AUDITOR)) == frozenset()
