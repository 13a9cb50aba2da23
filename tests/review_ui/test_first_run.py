"""An empty installation leads a person from nothing to the first digest; calls come in through the page."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demo.company import COMPANY
from review_ui.queries.first_run import first_run
from store.installation import Installation
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.draw import Draw
from store.tables.job import Job
from store.tables.person import Person, Role
from store.tables.refusal import Refusal
from store.tables.selection import Selection
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.cause import make_causes
from tests.factories.digest import make_digest
from tests.factories.job import make_job
from tests.factories.person import ada, asha, bruno, quentin
from tests.factories.sounds import sound as sound_of
from tests.factories.sounds import speech_like, wav_bytes
from tests.review_ui.visitor import TOKEN, Visitor, visitor

TABLE = (
    "external_id;started_at;queue;consent;file\nA-1;2026-10-05 09:00;billing;yes;one.wav\nA-2;someday;billing;yes;\n"
)


@pytest.fixture
def admin(installation: Installation, session: Session) -> Visitor:
    person = ada(session)
    session.commit()
    return visitor(installation, person)


def sent(somebody: Visitor, files: dict[str, bytes], **fields: str) -> str:
    token = TOKEN.search(somebody.get("/upload").text)
    assert token
    many = [("files", (name, content)) for name, content in files.items()]
    return somebody.client.post("/upload", data={"form_token": token[1], **fields}, files=many).text


def taken(somebody: Visitor, preview: str, **fields: str) -> str:
    path = preview.split('action="/upload/')[1].split('"', maxsplit=1)[0]
    return somebody.send(f"/upload/{path}", fields, form_on="/upload").text


def sound(*, seconds: float = 1.0) -> bytes:
    return wav_bytes(sound_of(speech_like(seconds)))


def test_it_is_the_home_of_admin_and_lead_until_a_digest_went_out(installation: Installation, session: Session) -> None:
    lead, executive = visitor(installation, _kept(session, quentin(session))), _kept(session, bruno(session))
    assert lead.get("/").headers["location"] == "/first-run"
    assert visitor(installation, executive).get("/").headers["location"] == "/listen"
    make_digest(session, person_id=executive.id, state="ready", ready_at=NOW)
    session.commit()
    assert lead.get("/").headers["location"] == "/dashboard"
    assert lead.get("/first-run").status_code == 200


def test_reviewers_and_executives_do_not_set_things_up(installation: Installation, session: Session) -> None:
    for person in (asha(session), bruno(session)):
        somebody = visitor(installation, _kept(session, person))
        assert somebody.get("/first-run").status_code == 403
        assert somebody.get("/upload").status_code == 403


def test_it_begins_with_the_usual_causes_once(admin: Visitor, session: Session) -> None:
    assert "Begin with the usual causes" in admin.get("/first-run").text
    for _ in range(2):
        admin.send("/first-run/causes", form_on="/upload")
    assert session.scalar(select(func.count()).select_from(Cause)) == 6
    session.commit()
    assert "nobody yet" in admin.get("/first-run").text


def test_owners_are_named_by_address_and_wrong_ones_stay_in_the_form(admin: Visitor, session: Session) -> None:
    make_causes(session)
    session.commit()
    wrong = admin.send(
        "/first-run/owners", {"cause_id": "ops_issue", "email": "nina@example.com"}, form_on="/first-run"
    )
    assert wrong.status_code == 422
    assert 'value="nina@example.com"' in wrong.text
    assert "please give the name too" in wrong.text
    admin.send(
        "/first-run/owners", {"cause_id": "ops_issue", "email": "Nina@example.com", "name": "Nina Okoro"},
        form_on="/first-run",
    )  # fmt: skip
    owner = session.scalars(
        select(Person).join(Cause, Cause.owner_id == Person.id).where(Cause.id == "ops_issue")
    ).one()
    assert (owner.name, owner.role) == ("Nina Okoro", Role.EXECUTIVE)


def test_a_lead_may_not_make_people(installation: Installation, session: Session) -> None:
    make_causes(session)
    lead = visitor(installation, _kept(session, quentin(session)))
    answer = lead.send(
        "/first-run/owners", {"cause_id": "ops_issue", "email": "n@example.com", "name": "N"}, form_on="/first-run"
    )
    assert answer.status_code == 403


def test_calls_come_in_after_a_preview_and_only_once(
    admin: Visitor, installation: Installation, session: Session
) -> None:
    files = {"calls.csv": TABLE.encode(), "one.wav": sound()}
    seen = sent(admin, files)
    assert "1 call with 1 recording; 1 line cannot be read" in seen
    assert "is no date" in seen
    assert session.scalar(select(func.count()).select_from(Call)) == 0
    session.commit()
    assert "1 call taken in, 1 recording" in taken(admin, seen, do="take")
    again = taken(admin, sent(admin, files), do="take")
    assert "0 calls taken in, 1 known already" in again
    assert session.scalars(select(Call.external_id)).all() == ["A-1"]
    assert session.scalar(select(func.count()).select_from(Refusal)) == 1
    assert list((installation.settings.home / "incoming").iterdir()) == []


def test_loose_recordings_carry_the_consent_that_was_said(admin: Visitor, session: Session) -> None:
    one, two = sound(), sound(seconds=2.0)
    seen = sent(admin, {"B-1.wav": one}, consent="given")
    assert "Nothing says when 1 recording was made" in seen
    taken(admin, seen, do="take", consent="given")
    taken(admin, sent(admin, {"B-2.wav": two}), do="take")
    rows = session.execute(select(Call.external_id, Call.reason).order_by(Call.external_id)).all()
    assert [tuple(row) for row in rows] == [("B-1", ""), ("B-2", "consent_unknown")]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "Please choose recordings"),
        ({"tax.exe": b"MZ"}, "neither a recording nor a CSV"),
        ({"a.csv": b"", }, "is empty"),
        ({"a.csv": TABLE.encode(), "b.csv": TABLE.encode()}, "Send one CSV at a time"),
        ({"a.csv": b"name,when\n1,2\n"}, "has no column external_id and started_at"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_and_nothing_is_kept(
    admin: Visitor, installation: Installation, files: dict[str, bytes], says: str
) -> None:
    assert says in sent(admin, files)
    assert list(installation.settings.home.glob("incoming/*")) == []


def test_a_name_cannot_leave_its_folder(admin: Visitor, installation: Installation) -> None:
    sent(admin, {"../../../C-1.wav": sound()})
    assert [path.name for path in installation.settings.home.rglob("C-1.wav")] == ["C-1.wav"]
    assert next(installation.settings.home.rglob("C-1.wav")).is_relative_to(installation.settings.home / "incoming")


def test_too_much_at_once_is_refused_before_it_is_read(admin: Visitor) -> None:
    answer = admin.client.post("/upload", content=b"", headers={"content-length": "9000000000"})
    assert answer.status_code == 413
    assert "Send fewer files at a time" in answer.text


def test_a_draw_is_previewed_and_made(admin: Visitor, session: Session) -> None:
    make_causes(session)
    for number in range(60):
        make_call(session, external_id=f"D-{number}", started_at=NOW.replace(day=1), queue="billing")
    session.commit()
    html = admin.get("/first-run?target=40").text
    assert "±" in html
    assert "Draw 40 of 60 calls" in html
    assert "Give a number from 30" in admin.send("/first-run/draw", {"target": "3"}, form_on="/first-run").text
    assert admin.send("/first-run/draw", {"target": "40"}, form_on="/first-run").status_code == 303
    assert session.scalar(select(func.count()).select_from(Draw)) == 1
    assert session.scalar(select(func.count()).select_from(Selection)) == 40
    assert session.scalar(select(func.count()).select_from(Job)) == 40
    session.commit()
    assert "0 of 40 recordings" in admin.get("/first-run").text


def test_work_that_stands_still_says_what_to_start(admin: Visitor, session: Session) -> None:
    make_job(session, kind="process_recording", subject="one", created_at=NOW.replace(hour=1))
    session.commit()
    assert "Nothing moves" in admin.get("/first-run").text


def test_what_failed_is_told_with_its_way_out(admin: Visitor, session: Session) -> None:
    make_job(session, kind="process_recording", subject="one", state="dead")
    make_job(session, kind="write_digest", subject="two", state="dead", reason="the disk is full")
    session.commit()
    view = first_run(session, now=NOW)
    session.commit()
    assert view.listen.failed == 1
    html = admin.get("/first-run").text
    assert '<a href="/calls?state=failed">1 recording failed</a>' in html
    assert "the disk is full" in html


def test_the_shipped_company_and_the_usual_causes_name_the_same() -> None:
    from classify.taxonomy import read_causes
    from review_ui.pages.first_run import USUAL_CAUSES

    assert [one.id for one in read_causes(USUAL_CAUSES)] == [one.id for one in read_causes(COMPANY / "causes.toml")]


def _kept(session: Session, person: Person) -> Person:
    session.commit()
    return person


def test_the_first_open_cause_is_asked_for_next(admin: Visitor, session: Session) -> None:
    admin.send("/first-run/causes", form_on="/upload")
    first = first_run(session, now=NOW).owners.first_open
    assert first is not None
    session.get_one(Cause, first).owner_id = bruno(session).id
    session.commit()
    following = first_run(session, now=NOW).owners.first_open
    session.commit()
    assert following not in (None, first)
    assert f'<option value="{following}" selected>' in admin.get("/first-run").text


def test_the_first_draw_is_foreseen_as_one_draw_and_not_as_a_month(admin: Visitor, session: Session) -> None:
    for _ in range(12):
        make_call(session)
    session.commit()
    text = admin.get("/first-run").text
    assert "12 calls give ±" in text
    assert "Draw all 12 calls" in text
    assert "a month" not in text
    assert "Below thirty labelled calls nothing is said" in text
