"""Ada keeps the lists: typed or from a file, one at a time with others, and taken back."""

import re
from html import unescape
from typing import Any, TypeVar

import pytest
from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from review_ui.admin_lists import LISTS, AdminList
from store.base import Base
from store.installation import Installation
from store.tables.audit_event import AuditEvent
from store.tables.cause import Cause
from store.tables.driver import Campaign
from store.tables.driver_link import DriverLink
from store.tables.person import Person
from store.tables.taxonomy_version import TaxonomyVersion
from tests.factories.driver import make_campaign
from tests.factories.driver_link import make_driver_link
from tests.factories.scene import Scene
from tests.review_ui.visitor import Visitor, visitor

Row = TypeVar("Row", bound=Base)
SEEN = re.compile(r'name="seen" value="([^"]*)"')
SEALED = re.compile(r'name="sealed" value="([^"]+)"')
NUMBER = re.compile(r'name="number" value="(\d+)"')
WINTER = {
    "seen": "", "id": "solstice", "name": "Winter card", "drop_date": "2026-12-01", "quantity": "5 000", "audience": "",
    "phone": "+1 800 555 0199", "offer_code": "WIN", "owner": "", "unit_cost": "0,5",
}  # fmt: skip


@pytest.fixture
def ada(installation: Installation, scene: Scene) -> Visitor:
    return visitor(installation, scene.ada)


def seen_on(who: Visitor, path: str) -> str:
    found = SEEN.search(who.get(path).text)
    assert found
    return found[1]


class Look:
    """At what is there now; nothing is held open, for the pages write between two looks."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation

    def at(self, table: type[Row], key: str) -> Row | None:
        with self.installation.readers() as session:
            return session.get(table, key)

    def all(self, found: Select[Any]) -> list[Any]:
        with self.installation.readers() as session:
            return list(session.scalars(found))


@pytest.fixture
def look(installation: Installation) -> Look:
    return Look(installation)


def taken_in(who: Visitor, path: str, text: str) -> tuple[str, str]:
    """The preview of a pasted file, and what confirming it sends."""
    answer = who.send(f"{path}/preview", {"text": text}, form_on=f"{path}/import")
    assert answer.status_code == 200, answer.text
    found = SEALED.search(answer.text)
    return unescape(answer.text), found[1] if found else ""


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.sheet.name)
def test_every_list_opens_goes_out_and_comes_in_unchanged(ada: Visitor, one: AdminList) -> None:
    path = one.path
    assert ada.get(path).status_code == 200
    assert ada.get(f"{path}/import").status_code == 200
    exported = ada.get(f"{path}.csv")
    assert exported.headers["content-disposition"].endswith('.csv"')
    html, sealed = taken_in(ada, path, exported.text)
    assert "Nothing would change" in html
    assert sealed == ""


def test_ada_adds_a_campaign_and_sees_what_is_wrong_beside_the_field(ada: Visitor, look: Look) -> None:
    wrong = ada.send("/admin/campaigns", WINTER | {"drop_date": "soon", "name": ""}, form_on="/admin/campaigns/new")
    assert wrong.status_code == 422
    assert "“soon” is not a date" in wrong.text
    assert 'value="+1 800 555 0199"' in wrong.text
    assert look.at(Campaign, "solstice") is None
    right = ada.send("/admin/campaigns", WINTER, form_on="/admin/campaigns/new")
    assert right.headers["location"] == "/admin/campaigns/edit?row=solstice&done=added"
    row = look.at(Campaign, "solstice")
    assert row
    assert (row.quantity, row.phone, row.offer_codes, row.unit_cost) == (5000, "18005550199", ["WIN"], 0.5)
    again = ada.send("/admin/campaigns", WINTER, form_on="/admin/campaigns/new")
    assert "There is a campaign “solstice” already" in again.text


def test_of_two_who_change_the_same_row_the_second_is_told(
    ada: Visitor, look: Look, installation: Installation, scene: Scene
) -> None:
    ada.send("/admin/campaigns", WINTER, form_on="/admin/campaigns/new")
    quentin, path = visitor(installation, scene.quentin), "/admin/campaigns/edit?row=solstice"
    seen = seen_on(ada, path)
    assert seen == seen_on(quentin, path)
    assert quentin.send("/admin/campaigns", WINTER | {"seen": seen, "quantity": "7000"}).status_code == 303
    late = ada.send("/admin/campaigns", WINTER | {"seen": seen, "audience": "the north"})
    assert late.status_code == 409
    assert "Pieces is now “7000”" in late.text
    assert 'value="the north"' in late.text
    assert look.all(select(Campaign.quantity).where(Campaign.id == "solstice")) == [7000]
    found = SEEN.search(late.text)
    assert found
    assert ada.send("/admin/campaigns", WINTER | {"seen": found[1], "audience": "the north"}).status_code == 303
    row = look.at(Campaign, "solstice")
    assert row
    assert (row.quantity, row.audience) == (5000, "the north")


def test_a_change_stands_in_the_history_and_is_taken_back_once(ada: Visitor, look: Look, scene: Scene) -> None:
    ada.send("/admin/campaigns", WINTER, form_on="/admin/campaigns/new")
    path = "/admin/campaigns/edit?row=solstice"
    ada.send("/admin/campaigns", WINTER | {"seen": seen_on(ada, path), "name": "Winter letter"})
    html = ada.get(path).text
    assert "Changed campaign" in html
    assert "Winter card" in html
    number = NUMBER.search(html)
    assert number
    undo = {"row": "solstice", "number": number[1]}
    assert ada.send("/admin/campaigns/undo", undo).status_code == 303
    assert look.all(select(Campaign.name).where(Campaign.id == "solstice")) == ["Winter card"]
    twice = ada.send("/admin/campaigns/undo", undo)
    assert twice.status_code == 409
    assert "changed again since" in twice.text
    actions = select(AuditEvent.action).where(AuditEvent.subject == "campaign:solstice").order_by(AuditEvent.number)
    assert look.all(actions) == ["added campaign", "changed campaign", "changed campaign"]


def test_a_file_is_previewed_and_only_what_was_seen_is_taken_in(ada: Visitor, look: Look, session: Session) -> None:
    make_campaign(session, id="harvest", name="Autumn mailer")
    session.commit()
    head = "id,name,drop_date,quantity\n"
    html, sealed = taken_in(
        ada, "/admin/campaigns", f"{head}harvest,Autumn flyer,2026-10-01,10000\nw,Winter,2026-12-01,5\nbad,,x,1\n"
    )
    assert "1 added, 1 changed, 0 unchanged, 1 refused" in html
    assert "<del>Autumn mailer</del> → <ins>Autumn flyer</ins>" in html
    assert "Line 4" in html
    assert look.at(Campaign, "w") is None
    session.get_one(Campaign, "harvest").name = "Somebody renamed it"
    session.commit()
    late = ada.send("/admin/campaigns/import", {"sealed": sealed}, form_on="/admin/campaigns/import")
    assert late.status_code == 409
    assert "Somebody renamed it" in late.text
    assert look.at(Campaign, "w") is None
    found = SEALED.search(late.text)
    assert found
    for done in ("imported", "nothing"):
        answer = ada.send("/admin/campaigns/import", {"sealed": found[1]}, form_on="/admin/campaigns/import")
        assert answer.headers["location"] == f"/admin/campaigns?done={done}"
    assert set(look.all(select(Campaign.name))) >= {"Autumn flyer", "Winter"}


def test_an_uploaded_file_and_one_that_is_none(ada: Visitor, look: Look) -> None:
    ada.get("/admin/people/import")
    token = re.search(r'name="form_token" value="([^"]+)"', ada.get("/admin/people/import").text)
    assert token
    for content, status, said in (
        (b"email,name,role\nnew@x.example,New,reviewer\n", 200, "1 row would change"),
        (b"email;name;role\nnew@x.example;New;king\n", 200, "“king” is unknown"),
        ("email,name,role\nx@x.example,Jörg,admin\n".encode("latin-1"), 422, "Save it as CSV in UTF-8"),
        (b"name\nNew\n", 422, "people.csv has no column email, role"),
        (b"x" * 1_000_001, 422, "larger than 1 MB"),
    ):
        files = {"file": ("people.csv", content, "text/csv")}
        answer = ada.client.post("/admin/people/preview", data={"form_token": token[1]}, files=files)
        assert (answer.status_code, said in unescape(answer.text)) == (status, True), answer.text
    assert look.all(select(Person).where(Person.email == "new@x.example")) == []


def test_a_preview_that_nobody_made_is_not_taken_in(ada: Visitor) -> None:
    forged = ada.send("/admin/people/import", {"sealed": "W10.abc.def"}, form_on="/admin/people/import")
    assert forged.status_code == 404


def test_another_meaning_of_a_cause_begins_a_version_that_says_why(ada: Visitor, look: Look) -> None:
    path = "/admin/causes/edit?row=ops_issue"
    change = {
        "seen": seen_on(ada, path), "id": "ops_issue", "name": "Operations issue", "avoidable": "yes", "owner": "",
        "description": "Late or broken.", "examples": "it was late\r\nit broke", "meaning": "changed",
        "note": "Ask Mrs Ellen Parker at 555-0142-7788 why.",
    }  # fmt: skip
    assert ada.send("/admin/causes", change).status_code == 303
    cause, version = look.at(Cause, "ops_issue"), look.all(select(TaxonomyVersion))[0]
    assert cause
    assert (cause.description, cause.examples, cause.owner_id) == ("Late or broken.", ["it was late", "it broke"], None)
    assert version.what == "defined anew: ops_issue"
    assert "Parker" not in version.note
    assert "defined anew: ops_issue" in ada.get("/admin/causes").text


def test_the_lead_keeps_registers_and_nobody_else_keeps_anything(installation: Installation, scene: Scene) -> None:
    quentin, bruno = visitor(installation, scene.quentin), visitor(installation, scene.bruno)
    assert quentin.get("/admin/incidents").status_code == 200
    for one in LISTS:
        assert bruno.get(one.path).status_code == 403
        assert bruno.send(f"{one.path}/preview", {"text": "id\n"}).status_code == 403
    for path in ("/admin/people", "/admin/causes"):
        assert quentin.get(path).status_code == 403
        assert quentin.send(path, {"seen": ""}).status_code == 403


def test_a_row_added_by_mistake_is_taken_out_unless_something_hangs_on_it(
    ada: Visitor, look: Look, session: Session
) -> None:
    path = "/admin/campaigns/edit?row=solstice"
    ada.send("/admin/campaigns", WINTER, form_on="/admin/campaigns/new")
    added = NUMBER.search(ada.get(path).text)
    assert added
    make_driver_link(session, kind="campaign", driver_id="solstice")
    session.commit()
    undo = {"row": "solstice", "number": added[1]}
    refused = ada.send("/admin/campaigns/undo", undo, form_on=path)
    assert refused.status_code == 409
    assert "It has linked calls (1), so it stays." in refused.text
    session.execute(delete(DriverLink).where(DriverLink.driver_id == "solstice"))
    session.commit()
    gone = ada.send("/admin/campaigns/undo", undo, form_on=path)
    assert gone.headers["location"] == "/admin/campaigns?done=removed"
    assert look.at(Campaign, "solstice") is None
    assert ada.get(path).status_code == 404


def test_a_change_of_another_row_is_not_taken_back_here(ada: Visitor, look: Look) -> None:
    for name in ("solstice", "equinox"):
        ada.send("/admin/campaigns", WINTER | {"id": name}, form_on="/admin/campaigns/new")
    other = NUMBER.search(ada.get("/admin/campaigns/edit?row=equinox").text)
    assert other
    wrong = ada.send("/admin/campaigns/undo", {"row": "solstice", "number": other[1]})
    assert wrong.status_code == 409
    assert look.at(Campaign, "solstice")
