"""What a file would change is told before anything is changed, and the export of a list changes nothing."""

import pytest
from sqlalchemy.orm import Session

from accounts.lists import write_lines
from accounts.people import PEOPLE
from classify.cause_sheet import CAUSES
from classify.register_sheets import CAMPAIGNS, INCIDENTS, OUTCOMES, SHEETS
from store.sheets import Sheet, SheetError, as_csv, plan_import, read_text
from store.tables.audit_event import AuditEvent
from store.tables.campaign_outcome import CampaignOutcome
from store.tables.driver import Campaign
from tests.conftest import NOW
from tests.factories.cause import make_causes
from tests.factories.customer_count import make_customer_count
from tests.factories.driver import make_campaign, make_incident, make_offering, make_promise_exception
from tests.factories.person import ada, bruno, make_person

HEAD = "id,name,drop_date,quantity,offer_code\n"


def fill(session: Session) -> None:
    make_causes(session)
    make_person(session, name="Gone", is_active=False, superior_id=bruno(session).id)
    make_campaign(session, id="autumn", name="=1+1", unit_cost=0.1 + 0.2, offer_codes=["A 1", "B"])
    make_incident(session, ends_at=None)
    make_promise_exception(session, offering_id=make_offering(session).id)
    make_customer_count(session)
    session.add(CampaignOutcome(campaign_id="autumn", leads=3, sales=1, revenue=12345.678901))
    session.flush()


@pytest.mark.parametrize("sheet", [PEOPLE, CAUSES, *SHEETS], ids=lambda sheet: sheet.name)
def test_what_was_exported_changes_nothing(session: Session, sheet: Sheet) -> None:
    fill(session)
    plan = plan_import(session, sheet, as_csv(session, sheet))
    assert (plan.lines, plan.refused, plan.ignored) == ([], [], [])
    assert len(plan.unchanged) == len(sheet.present(session)) > 0


def test_an_export_holds_nothing_that_a_spreadsheet_would_calculate(session: Session) -> None:
    fill(session)
    assert ",'=1+1," in as_csv(session, CAMPAIGNS)


@pytest.mark.parametrize("sheet", [PEOPLE, CAUSES, *SHEETS], ids=lambda sheet: sheet.name)
def test_a_list_moves_to_another_installation_whole(session: Session, sheet: Sheet) -> None:
    fill(session)
    before = sheet.present(session)
    plan = plan_import(session, sheet, as_csv(session, sheet))
    sheet.write(session, plan.unchanged, NOW)
    session.expire_all()
    assert sheet.present(session) == before


def test_a_preview_tells_added_changed_unchanged_and_refused_with_its_line(session: Session) -> None:
    make_campaign(session, id="autumn", name="Autumn mailer", offer_codes=[])
    make_campaign(session, id="spring", name="Spring letter", offer_codes=[])
    text = (
        f"{HEAD}autumn,Autumn flyer,2026-10-01,10 000,\nspring,Spring letter,2026-10-01,10000,\n"
        "winter,Winter card,2026-12-01,500,WIN;WON\nsummer,,31.12.2026,many,\nwinter,Again,2026-12-01,1,\n"
    )
    plan = plan_import(session, CAMPAIGNS, text)
    assert [line.changes for line in plan.changed] == [[("name", "Autumn mailer", "Autumn flyer")]]
    assert [line.key for line in plan.unchanged] == ["spring"]
    assert [line.after["offer_code"] for line in plan.added] == ["WIN; WON"]
    assert [(one.number, sorted(one.problems)) for one in plan.refused] == [
        (5, ["drop_date", "name", "quantity"]),
        (6, ["id"]),
    ]
    assert session.get(Campaign, "winter") is None


def test_taking_a_file_in_twice_is_taking_it_in_once_and_each_row_is_recorded(session: Session) -> None:
    admin = ada(session)
    text = f"{HEAD}winter,Winter card,2026-12-01,500,WIN\n"
    write_lines(session, CAMPAIGNS, plan_import(session, CAMPAIGNS, text).lines, by=admin, now=NOW)
    write_lines(session, CAMPAIGNS, plan_import(session, CAMPAIGNS, text).lines, by=admin, now=NOW)
    events = session.query(AuditEvent).all()
    assert [(one.action, one.subject, one.person_id) for one in events] == [
        ("added campaign", "campaign:winter", admin.id)
    ]
    assert events[0].details["changes"]["offer_code"] == ["", "WIN"]


def test_columns_that_a_file_leaves_out_stay_as_they_are(session: Session) -> None:
    make_campaign(session, id="autumn", audience="the north")
    plan = plan_import(session, CAMPAIGNS, f"{HEAD}autumn,Autumn,2026-10-01,10000,\n")
    assert plan.changed[0].after["audience"] == "the north"


def test_files_of_other_programs_are_read(session: Session) -> None:
    text = read_text(
        "\ufeffid;name;drop_date;quantity;colour\r\nw;Winter;2026-12-01;5;red\r\n;;;;\r\n".encode(), "w.csv"
    )
    plan = plan_import(session, CAMPAIGNS, text)
    assert [line.key for line in plan.added] == ["w"]
    assert plan.ignored == ["colour"]
    with pytest.raises(SheetError, match="UTF-8"):
        read_text("id,name\nx,Müller\n".encode("latin-1"), "w.csv")
    with pytest.raises(SheetError, match="no column drop_date"):
        plan_import(session, CAMPAIGNS, "id,name,quantity\n")


def test_what_cannot_be_is_refused_in_words(session: Session) -> None:
    incidents = plan_import(session, INCIDENTS, "id,name,start,end\na,A,2026-10-02,2026-10-01\nb,B,soon,\n")
    assert [list(one.problems.values()) for one in incidents.refused] == [
        ["It ends before it starts."],
        ["“soon” is not a time; write it like 2026-11-30 14:05."],
    ]
    outcomes = plan_import(session, OUTCOMES, "campaign,leads,sales,revenue\nnone,1,1,1\n")
    assert "'none' is not registered" in outcomes.refused[0].problems["campaign"]


def test_an_installation_keeps_an_admin(session: Session) -> None:
    admin = ada(session)
    rows = f"email,name,role,active\n{admin.email},Ada Novak,reviewer,yes\n"
    refused = plan_import(session, PEOPLE, rows).refused
    assert "Nobody would be left as admin" in refused[0].problems["role"]
    both = f"{rows}new@x.example,New,admin,yes\n"
    assert plan_import(session, PEOPLE, both).refused == []


def test_who_falls_takes_along_who_reports_to_them(session: Session) -> None:
    rows = "email,name,role,superior\na@x.example,A,executive,b@x.example\nb@x.example,B,executive,c@x.example\n"
    plan = plan_import(session, PEOPLE, rows)
    assert {one.key: one.problems["superior"] for one in plan.refused} == {
        "a@x.example": "b@x.example is nobody here.",
        "b@x.example": "c@x.example is nobody here.",
    }
