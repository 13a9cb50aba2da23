"""Executives choose when digests come; admins and QA leads see and change those of all, and what was delivered."""

import re
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliver.deliveries import read_message, start_delivery
from deliver.schedules import schedule_of
from deliver.stops import mail_stop, note_bounce
from store.installation import Installation
from store.tables.delivery import Channel, Delivery, DeliveryState
from store.tables.digest import Digest
from store.tables.draw import Draw
from store.tables.job import Job
from store.tables.listening_schedule import ListeningSchedule
from tests.conftest import NOW
from tests.factories.delivery import make_delivery
from tests.factories.scene import Scene
from tests.review_ui.visitor import Visitor, visitor
from worker.queues import Kind

CHOSEN = {
    "weekdays": ["0", "3"], "hour": "7", "time_zone": "Europe/Berlin", "excerpts": "3", "weeks": "1",
    "channels": ["mail"], "when_empty": "never", "days_off": "2026-12-24\n2026-12-28", "paused_until": "",
}  # fmt: skip


def path_of(person: object) -> str:
    return f"/schedules/{person.id}"  # type: ignore[attr-defined]


def save(who: Visitor, path: str, **changed: object) -> int:
    return who.send(path, CHOSEN | changed, form_on=path).status_code


def test_bruno_chooses_his_days(installation: Installation, scene: Scene, session: Session) -> None:
    bruno, path = visitor(installation, scene.bruno), path_of(scene.bruno)
    assert bruno.get("/schedule").headers["location"] == path
    assert "Tuesdays at 8:00, UTC" in bruno.get(path).text  # the usual one, before he chose
    assert save(bruno, path) == 303
    row = schedule_of(session, scene.bruno)
    assert row is not None
    assert (row.weekdays, row.hour, row.time_zone, row.excerpts) == ([0, 3], 7, "Europe/Berlin", 3)
    assert (row.channels, row.weeks, row.days_off) == (["page", "mail"], 1, ["2026-12-24", "2026-12-28"])
    assert row.next_at == datetime(2026, 11, 5, 6, tzinfo=UTC)  # now is a Monday, 10:00 in Berlin
    shown = bruno.get(path).text
    assert "Mondays and Thursdays at 7:00, Europe/Berlin" in shown
    assert "Thursday, 5 Nov 2026, 07:00" in shown


def test_a_wrong_wish_keeps_what_was_typed(installation: Installation, scene: Scene, session: Session) -> None:
    bruno, path = visitor(installation, scene.bruno), path_of(scene.bruno)
    for field, value, said in (
        ("time_zone", "Mars/Base", "is no time zone"),
        ("excerpts", "many", "whole number"),
        ("paused_until", "soon", "is not a date"),
    ):
        answer = bruno.send(path, CHOSEN | {field: value}, form_on=path)
        assert answer.status_code == 422
        assert said in answer.text
        assert f'value="{value}"' in answer.text
    assert session.scalar(select(func.count()).select_from(ListeningSchedule)) == 0


def test_carol_sees_nothing_of_brunos(installation: Installation, scene: Scene) -> None:
    carol = visitor(installation, scene.carol)
    for tail in ("", "/preview"):
        assert carol.get(path_of(scene.bruno) + tail).status_code == 404
    for tail in ("", "/digests", "/test", "/mail"):
        assert carol.send(path_of(scene.bruno) + tail, CHOSEN).status_code == 404
    assert carol.get("/schedules").status_code == 403


def test_ada_sees_and_sets_everybodys(installation: Installation, scene: Scene, session: Session) -> None:
    ada = visitor(installation, scene.ada)
    listed = ada.get("/schedules").text
    assert path_of(scene.bruno) in listed
    assert path_of(scene.carol) in listed
    assert save(ada, path_of(scene.carol)) == 303
    assert schedule_of(session, scene.carol) is not None


def test_looking_at_the_preview_changes_nothing(installation: Installation, scene: Scene, session: Session) -> None:
    bruno = visitor(installation, scene.bruno)
    counted = [select(func.count()).select_from(table) for table in (Digest, Draw, Delivery, Job, ListeningSchedule)]
    before = [session.scalar(one) for one in counted]
    session.commit()
    shown = bruno.get(f"{path_of(scene.bruno)}/preview")
    assert shown.status_code == 200
    assert "unsubscribe" not in shown.text
    assert "sandbox" in shown.headers["content-security-policy"]
    assert [session.scalar(one) for one in counted] == before


def test_send_me_one_now_asks_once(installation: Installation, scene: Scene, session: Session) -> None:
    bruno, path = visitor(installation, scene.bruno), path_of(scene.bruno)
    for _ in range(2):
        assert bruno.send(f"{path}/digests", form_on=path).headers["location"] == f"{path}?done=asked"
    assert session.scalar(select(func.count()).where(Job.kind == Kind.PREPARE_DIGEST)) == 1


def test_a_test_goes_to_whoever_presses_the_button(installation: Installation, scene: Scene) -> None:
    ada, path = visitor(installation, scene.ada), path_of(scene.bruno)
    assert ada.send(f"{path}/test", form_on=path).headers["location"] == f"{path}?done=kept"
    (file,) = (installation.settings.home / "outbox").iterdir()
    text = file.read_text()
    assert "To: Ada Novak <ada" in text
    assert "Test: " in text
    assert "List-Unsubscribe" not in text


def test_the_log_shows_why_and_sends_again(installation: Installation, scene: Scene, session: Session) -> None:
    failed = make_delivery(session, digest=scene.digest, channel=Channel.MAIL, address="bruno@old.example")
    failed.state, failed.reason = DeliveryState.FAILED, "the recipient is refused"
    session.commit()
    ada, bruno = visitor(installation, scene.ada), visitor(installation, scene.bruno)
    assert "the recipient is refused" in ada.get("/deliveries?state=failed").text
    assert "the recipient is refused" not in ada.get("/deliveries?state=sent").text
    assert "bruno@old.example" in bruno.get("/deliveries").text
    assert "bruno@old.example" not in visitor(installation, scene.carol).get("/deliveries").text
    again = f"/deliveries/{failed.id}/again"
    assert bruno.send(again).status_code == 403
    assert ada.send(again, form_on="/deliveries").status_code == 303
    session.expire_all()
    assert session.get_one(Delivery, failed.id).state is DeliveryState.PENDING
    assert session.scalars(select(Job).where(Job.kind == Kind.SEND_DIGEST)).one().subject.startswith(str(failed.id))
    session.commit()
    assert ada.send(again, form_on="/deliveries").status_code == 409


def test_a_dead_address_is_told_and_mended(installation: Installation, scene: Scene, session: Session) -> None:
    sent = make_delivery(session, digest=scene.digest, channel=Channel.MAIL, address=scene.bruno.email)
    note_bounce(session, sent, "It came back (5.1.1): user unknown", now=NOW)
    session.commit()
    bruno, path = visitor(installation, scene.bruno), path_of(scene.bruno)
    assert "user unknown" in bruno.get(path).text
    assert "comes back" in visitor(installation, scene.ada).get("/schedules").text
    bruno.send(f"{path}/mail", form_on=path)
    session.expire_all()
    assert mail_stop(session, scene.bruno) is None


def test_no_link_in_a_mail_changes_anything_by_being_followed(
    installation: Installation, scene: Scene, session: Session
) -> None:
    """What a scanner of a mail program does: GET and HEAD on each address, without a session and with one."""
    mail = make_delivery(session, digest=scene.digest, channel=Channel.MAIL)
    start_delivery(session, installation.blobs, mail.id, settings=installation.settings, now=NOW)
    session.commit()
    assert mail.blob is not None
    message = read_message(installation.blobs.get(mail.blob))
    bodies = [message.get_body((kind,)) for kind in ("html", "plain")]
    words = "".join(str(part.get_content()) for part in bodies if part)
    links = set(re.findall(r"http://127\.0\.0\.1:8700(/[^\s\"<]*)", words)) | {
        str(message["List-Unsubscribe"]).strip("<>").removeprefix("http://127.0.0.1:8700")
    }
    assert len(links) >= 3
    counted = [select(func.count()).select_from(table) for table in (Digest, Draw, Delivery, Job, ListeningSchedule)]
    before = [session.scalar(one) for one in counted]
    session.commit()
    for who in (visitor(installation), visitor(installation, scene.bruno)):
        for link in links:
            assert who.get(link).status_code < 400
            assert who.client.head(link, follow_redirects=False).status_code < 500
    assert [session.scalar(one) for one in counted] == before
    assert mail_stop(session, scene.bruno) is None
