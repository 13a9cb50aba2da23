"""The auditor finds who did what, page by page, and takes it away; that is recorded too."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from accounts import audit
from accounts.audit_search import actions
from store.installation import Installation
from store.tables.audit_event import AuditEvent
from store.tables.person import Person, Role
from tests.conftest import NOW
from tests.factories.person import ada, asha, bruno, make_person
from tests.review_ui.visitor import Visitor, visitor

CALL = "5f0c1111-0000-4000-8000-000000000000"


def fill(session: Session, *, records: int = 120) -> Person:
    """Bruno hears, Asha labels, hour by hour; the last record is the latest."""
    auditor = make_person(session, name="Aurel Auditor", role=Role.AUDITOR)
    for number in range(records):
        who, action = (bruno(session), "heard excerpt") if number % 2 else (asha(session), "labelled call")
        at = NOW - timedelta(hours=records - number)
        details = {"from_s": 0.0, "to_s": 12.5, "channel": "page"} if number % 2 else {}
        subject = f"call:{CALL}" if number == 7 else f"call:{number}"
        audit.record(session, by=who, action=action, subject=subject, details=details, now=at)
    session.commit()
    return auditor


@pytest.fixture
def auditor(installation: Installation, session: Session) -> Visitor:
    return visitor(installation, fill(session))


def test_the_latest_stand_first_and_every_record_is_reached_by_pages(auditor: Visitor) -> None:
    seen, path = [], "/audit"
    while path:
        html = auditor.get(path).text
        seen += [int(part.split("<")[0]) for part in html.split('record-state soft">')[1:]]
        path = html.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&") if 'rel="next"' in html else ""
    assert seen == list(range(120, 0, -1))


def test_it_narrows_by_person_kind_object_and_time(auditor: Visitor, session: Session) -> None:
    html = auditor.get(f"/audit?person={bruno(session).id}").text
    assert "0.0–12.5 s · channel page" in html
    assert "labelled call <a" not in html
    assert "heard excerpt <a" not in auditor.get("/audit?action=labelled+call").text
    for spelled in (CALL, f"call:{CALL}"):
        assert auditor.get(f"/audit?subject={spelled}").text.count('class="audit-what"') == 1
    assert auditor.get("/audit?first_day=2026-11-02&last_day=2026-11-02").text.count('class="audit-what"') == 9
    assert "No record like that" in auditor.get("/audit?first_day=2027-01-01").text


def test_a_date_that_is_none_is_told_beside_its_field(auditor: Visitor) -> None:
    assert "is not a date" in auditor.get("/audit?first_day=yesterday").text


def test_a_cursor_or_person_of_somebody_elses_making_does_no_harm(auditor: Visitor) -> None:
    for path in ("/audit?after=nonsense", "/audit?after=2026-01-01_7", "/audit?person=Bruno"):
        assert auditor.get(path).text.count('class="audit-what"') == 50


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_an_export_holds_every_record_and_is_one_itself(auditor: Visitor, session: Session, form: str) -> None:
    answer = auditor.send("/audit/exports", {"form": form}, form_on="/audit")
    assert f'audit-2026-11-02.{form}"' in answer.headers["content-disposition"]
    rows: list[dict[str, Any]]
    if form == "jsonl":
        rows = [json.loads(line) for line in answer.text.splitlines()]
    else:
        rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [int(row["number"]) for row in rows] == [121, *range(120, 0, -1)]
    assert rows[0]["action"] == "exported audit"
    newest = session.scalars(select(AuditEvent).order_by(AuditEvent.number.desc()).limit(1)).one()
    assert newest.details == {"channel": "page", "format": form}
    assert rows[0]["record_sha256"] == newest.record_sha256
    audit.verify(session)


def test_a_narrowed_export_holds_what_the_page_shows(auditor: Visitor) -> None:
    fields = {"form": "jsonl", "action": "labelled call", "last_day": "2026-11-01"}
    lines = auditor.send("/audit/exports", fields, form_on="/audit").text.splitlines()
    assert {json.loads(line)["action"] for line in lines} == {"labelled call"}


def test_a_spreadsheet_runs_nothing_of_it(installation: Installation, session: Session) -> None:
    evil = make_person(session, name="=HYPERLINK(1)", email="evil@northlight.example")
    audit.record(session, by=evil, action="signed in", subject="person:1", details={}, now=NOW)
    admin = ada(session)
    session.commit()
    answer = visitor(installation, admin).send("/audit/exports", {"form": "csv"}, form_on="/audit")
    assert ",'=HYPERLINK(1)," in answer.text


def test_an_executive_sees_no_audit(installation: Installation, session: Session) -> None:
    person = bruno(session)
    session.commit()
    assert visitor(installation, person).get("/audit").status_code == 403


def test_kinds_are_read_from_the_index_and_pages_are_entered_by_one(
    auditor: Visitor, installation: Installation, session: Session
) -> None:
    assert actions(session) == ["heard excerpt", "labelled call"]
    person = bruno(session).id
    session.rollback()
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if "audit_event" in statement:
            sent.append((statement, parameters))

    event.listen(installation.engine, "before_cursor_execute", note)
    for path in (
        "",
        f"?person={person}",
        "?action=labelled+call",
        f"?subject={CALL}",
        "?first_day=2026-11-01",
    ):
        auditor.get(f"/audit{path}")
    event.remove(installation.engine, "before_cursor_execute", note)
    with installation.engine.connect() as connection:
        steps = [
            str(step[-1])
            for statement, given in sent
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        ]
    assert [step for step in steps if step.startswith("SCAN audit_event") and "USING" not in step] == []
