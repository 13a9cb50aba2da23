"""Whoever opens the words of a call leaves a record of it, by page as by program."""

from sqlalchemy import select

from store.installation import Installation
from store.tables.audit_event import AuditEvent
from tests.factories.scene import Scene
from tests.review_ui.visitor import visitor


def test_opening_a_call_is_recorded_with_whether_its_words_were_shown(installation: Installation, scene: Scene) -> None:
    call = scene.calls[0]
    assert visitor(installation, scene.asha).get(f"/calls/{call.id}").status_code == 200
    events = read(installation, f"call:{call.id}", "read call")
    assert [(one.person_id, one.details) for one in events] == [(scene.asha.id, {"channel": "page", "words": True})]
    visitor(installation, scene.auditor).get(f"/calls/{call.id}")
    assert read(installation, f"call:{call.id}", "read call")[-1].details["words"] is False


def test_captions_are_the_words_and_their_reading_is_recorded(installation: Installation, scene: Scene) -> None:
    excerpt = scene.excerpts[0]
    assert visitor(installation, scene.bruno).get(f"/excerpts/{excerpt.id}/captions.vtt").status_code == 200
    events = read(installation, f"excerpt:{excerpt.id}", "fetched captions")
    assert [(one.person_id, one.details["call"]) for one in events] == [(scene.bruno.id, str(excerpt.call_id))]


def read(installation: Installation, subject: str, action: str) -> list[AuditEvent]:
    found = select(AuditEvent).where(AuditEvent.subject == subject, AuditEvent.action == action)
    with installation.readers() as session:
        return list(session.scalars(found.order_by(AuditEvent.number)))
