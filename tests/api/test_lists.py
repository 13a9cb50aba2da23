"""Every list: pages that together are the whole, in each of its orders, and cursors that fit no other list."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from store.installation import Installation
from tests.api.programs import Program, program
from tests.conftest import NOW
from tests.factories.delivery import make_delivery
from tests.factories.dispute import make_dispute
from tests.factories.driver_link import make_driver_link
from tests.factories.job import make_job
from tests.factories.model_version import make_model_version
from tests.factories.person import ada
from tests.factories.prediction import make_prediction
from tests.factories.reply import make_reply
from tests.factories.sampling_plan import make_sampling_plan
from tests.factories.scene import Scene


@pytest.fixture
def admin(installation: Installation, session: Session, scene: Scene) -> Program:
    """Ada's program in the small company, in which everything happened at least twice."""
    version = make_model_version(session)
    make_model_version(session, number=version.number + 1, state="challenger")
    for excerpt, call in zip(scene.excerpts[1:3], scene.calls[:2], strict=True):
        make_reply(session, excerpt=excerpt)
        make_dispute(session, excerpt=excerpt)
        make_prediction(session, call=call, model_version_id=version.id)
        make_driver_link(session, call=call)
        make_job(session, kind="predict_call", subject=str(call.id))
        make_sampling_plan(session)
    make_delivery(session, digest=scene.digest)
    make_delivery(session, digest=scene.digest, channel="feed")
    return program(installation, session, ada(session))


def lists_of(document: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The address of every list that comes in pages, with its orders."""
    found = []
    for path, methods in document["paths"].items():
        parameters = {one["name"]: one for one in methods.get("get", {}).get("parameters", [])}
        if "cursor" in parameters:
            orders = parameters.get("sort", {"schema": {"enum": [""]}})["schema"]["enum"]
            found.append((path, orders))
    return found


def test_pages_together_are_the_whole_list_in_every_order(admin: Program) -> None:
    lists = lists_of(admin.get("/openapi.json").json())
    assert len(lists) >= 20
    empty = []
    for path, orders in lists:
        for order in orders:
            asked = {"sort": order} if order else {}
            whole = admin.get(path, limit=200, **asked).json()["items"]
            empty += [] if whole else [path]
            assert pages(admin, path, **asked) == whole, (path, order)
    assert set(empty) <= {"/audit", "/customers", "/exceptions", "/offerings", "/incidents"}


def pages(admin: Program, path: str, **asked: Any) -> list[Any]:
    """The first pages of three, walked by their cursors, and the rest at once."""
    items: list[Any] = []
    for limit in (1, 2, 3, 200):
        answer = admin.get(path, limit=limit, **asked).json()
        items += answer["items"]
        if answer["next_cursor"] is None:
            return items
        asked["cursor"] = answer["next_cursor"]
    return items


def test_both_directions_are_each_others_mirror(admin: Program) -> None:
    down = admin.get("/figures", sort="-starts_at", limit=200).json()["items"]
    up = admin.get("/figures", sort="starts_at", limit=200).json()["items"]
    assert down == up[::-1]
    assert up[0]["starts_at"] < up[-1]["starts_at"]


def test_a_cursor_of_another_order_or_list_is_refused(admin: Program) -> None:
    cursor = admin.get("/calls", limit=1).json()["next_cursor"]
    for path, asked in (("/calls", {"sort": "started_at"}), ("/people", {}), ("/causes", {}), ("/audit", {})):
        answer = admin.get(path, cursor=cursor, **asked)
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_cursor"), path


def test_calls_are_narrowed_by_what_is_known_of_them(admin: Program) -> None:
    def found(**asked: Any) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = admin.get("/calls", limit=200, **asked).json()["items"]
        return items

    assert {call["queue"] for call in found(queue="billing")} == {"billing"}
    assert [call["external_id"] for call in found(external_id="NL-1007")] == ["NL-1007"]
    assert {call["reason"] for call in found(state="excluded")} == {"no_consent", "duplicate"}
    assert {call["dialled_number"] for call in found(dialled_number="18005550142")} == {"18005550142"}
    week = found(starts_at="2026-09-14T00:00:00Z", ends_at="2026-09-21T00:00:00Z")
    assert week
    assert all("2026-09-14" <= call["started_at"] < "2026-09-21" for call in week)
    assert found(direction="outbound") == []


def test_an_instant_without_a_zone_is_refused(admin: Program) -> None:
    answer = admin.get("/calls", starts_at="2026-09-14T00:00:00")
    assert answer.status_code == 422
    assert "starts_at" in answer.json()["fields"]


def test_only_the_newest_version_of_each_figure(admin: Program) -> None:
    newest = admin.get("/figures", is_newest=True, limit=200).json()["items"]
    keys = [(one["measure"], one["subject"], one["subject_id"], one["starts_at"], one["grain"]) for one in newest]
    assert len(keys) == len(set(keys)) > 0
    assert admin.get(f"/figures/{newest[0]['id']}").json() == newest[0]


def test_an_overdue_commitment_is_found(admin: Program) -> None:
    late = admin.get("/commitments", is_overdue=True).json()["items"]
    assert [one["cause_id"] for one in late] == ["ops_issue"]
    assert late[0]["due_date"] < NOW.date().isoformat()


def test_the_audit_is_searched_by_person_kind_and_time(admin: Program, scene: Scene) -> None:
    admin.get(f"/calls/{scene.calls[0].id}")
    events = admin.get("/audit", subject=str(scene.calls[0].id), action="read call").json()["items"]
    assert [event["details"]["channel"] for event in events] == ["api"]
    assert events[0]["person_id"] == str(scene.ada.id)
    assert admin.get("/audit", ends_at=NOW.isoformat(), action="read call").json()["items"] == []
