"""Recordings by program: in, and out again only as they may be heard."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.audit_event import AuditEvent
from store.tables.call import Call
from tests.api.programs import Program, program
from tests.factories.person import asha, quentin
from tests.factories.scene import Scene
from tests.factories.sounds import noise, sound, wav_bytes

CSV = b"external_id,started_at,queue,consent,file\nNL-1,2026-10-30T09:00:00Z,billing,yes,one.wav\n"


@pytest.fixture
def lead(installation: Installation, session: Session) -> Program:
    return program(installation, session, quentin(session))


def test_recordings_come_in_with_their_table_and_only_once(lead: Program, session: Session) -> None:
    files = [
        ("files", ("one.wav", wav_bytes(sound(noise(2.0))), "audio/wav")),
        ("files", ("calls.csv", CSV, "text/csv")),
    ]
    first = lead.client.post("/recordings", files=files)
    assert (first.status_code, first.json()["taken"], first.json()["recordings"]) == (201, 1, 1)
    again = lead.client.post("/recordings", files=files).json()
    assert (again["taken"], again["known"]) == (0, 1)
    call = session.scalars(select(Call)).one()
    assert (call.external_id, call.queue, call.consent.value) == ("NL-1", "billing", "given")
    brought = session.scalars(select(AuditEvent.details).where(AuditEvent.action == "brought calls in")).all()
    assert [one["channel"] for one in brought] == ["api", "api"]


def test_what_cannot_be_read_is_told_line_by_line(lead: Program, installation: Installation) -> None:
    bad = CSV.replace(b"2026-10-30T09:00:00Z", b"yesterday").replace(b"one.wav", b"")
    answer = lead.client.post("/recordings", files=[("files", ("calls.csv", bad, "text/csv"))]).json()
    assert [(one["line"], one["external_id"]) for one in answer["refused"]] == [(2, "NL-1")]
    wrong = lead.client.post("/recordings", files=[("files", ("virus.exe", b"MZ", "application/octet-stream"))])
    assert (wrong.status_code, wrong.json()["code"]) == (400, "bad_upload")
    assert list((installation.settings.home / "incoming").iterdir()) == []


def test_too_much_is_refused_before_it_is_read(lead: Program) -> None:
    answer = lead.client.post("/recordings", content=b"", headers={"content-length": "9000000000"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_reviewer_brings_nothing_in(installation: Installation, session: Session) -> None:
    answer = program(installation, session, asha(session)).client.post("/recordings", files=[("files", ("a.csv", CSV))])
    assert answer.status_code == 403


def test_the_redacted_sound_is_played_in_ranges_and_recorded(
    installation: Installation, session: Session, scene: Scene
) -> None:
    client = program(installation, session, asha(session))
    path = f"/calls/{scene.calls[0].id}/recording"
    whole = client.client.get(path)
    part = client.client.get(path, headers={"Range": "bytes=100-199"})
    assert (whole.status_code, whole.headers["content-type"]) == (200, "audio/ogg")
    assert (part.status_code, part.content) == (206, whole.content[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole.content)}"
    assert client.client.get(path, headers={"Range": f"bytes={len(whole.content)}-"}).status_code == 416
    assert client.client.get(f"/calls/{scene.calls[20].id}/recording").json()["code"] == "not_found"
    heard = session.scalars(
        select(AuditEvent.details).where(AuditEvent.action == "heard call").order_by(AuditEvent.number)
    ).all()
    assert [one["channel"] for one in heard] == ["api", "api"]
    assert heard[1]["to_s"] < heard[0]["to_s"]


def test_an_excerpt_is_played_to_its_owner_only(installation: Installation, session: Session, scene: Scene) -> None:
    path = f"/excerpts/{scene.excerpts[0].id}/recording"
    assert program(installation, session, scene.bruno).client.get(path).status_code == 200
    assert program(installation, session, scene.carol).client.get(path).status_code == 404
