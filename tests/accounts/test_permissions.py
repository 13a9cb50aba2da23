"""Every route names who may use it, and the roles it names are the ones that get in."""

from datetime import timedelta

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
from app.rules import guarded_routes
from app.web import make_web
from classify.assignments import assign
from store.installation import Installation
from store.tables.label import UNDO_FOR, LabelPurpose
from store.tables.person import Role
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.excerpt import make_excerpt
from tests.factories.label import make_label
from tests.factories.person import asha, bruno, carol, make_person, quentin


def test_every_route_has_a_rule(installation: Installation) -> None:
    """tests/review_ui/test_matrix.py sends requests to all of them; here the build fails early."""
    assert all(route.actions or route.why for route in guarded_routes(make_web(installation)))


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
