"""Hearing an excerpt: who may, what is recorded, and what the page says."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import audit
from store.installation import Installation
from store.tables.audit_event import AuditEvent
from store.tables.listen import Listen
from tests.factories.scene import Scene
from tests.review_ui.visitor import visitor


def test_it_shows_the_excerpt_with_words_evidence_and_redactions(installation: Installation, scene: Scene) -> None:
    html = visitor(installation, scene.bruno).get(f"/excerpts/{scene.excerpts[0].id}").text
    assert "first three months are free" in html
    assert html.count('class="w q"') == 13
    assert ">card number<" in html
    assert "[CARD_NUMBER]" not in html
    assert "waveform-evidence" in html
    assert "Why you hear this" in html
    assert "between 26 and 36" in html


def test_nobody_else_hears_brunos_excerpt(installation: Installation, scene: Scene) -> None:
    """It looks as if it did not exist."""
    for path in ("", "/audio"):
        assert visitor(installation, scene.carol).get(f"/excerpts/{scene.excerpts[0].id}{path}").status_code == 404
        assert visitor(installation, scene.asha).get(f"/excerpts/{scene.excerpts[0].id}{path}").status_code == 403


def test_it_sends_the_range_that_was_asked_for(installation: Installation, scene: Scene) -> None:
    sound = f"/excerpts/{scene.excerpts[0].id}/audio"
    bruno = visitor(installation, scene.bruno)
    whole = bruno.get(sound)
    part = bruno.get(sound, headers={"Range": "bytes=10-19"})
    tail = bruno.get(sound, headers={"Range": "bytes=-5"})
    assert (whole.status_code, part.status_code, tail.status_code) == (200, 206, 206)
    assert whole.headers["content-type"] == "audio/ogg"
    assert whole.content[:4] == b"OggS"
    assert part.content == whole.content[10:20]
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole.content)}"
    assert tail.content == whole.content[-5:]
    assert bruno.get(sound, headers={"Range": f"bytes={len(whole.content)}-"}).status_code == 416


def test_hearing_is_remembered_and_recorded(installation: Installation, scene: Scene, session: Session) -> None:
    bruno = visitor(installation, scene.bruno)
    path = f"/excerpts/{scene.excerpts[0].id}"
    bruno.get(path)
    assert session.scalars(select(Listen)).all() == []
    session.commit()
    bruno.get(f"{path}/audio")
    assert session.scalars(select(Listen)).one().person_id == scene.bruno.id
    event = session.scalars(select(AuditEvent)).one()
    assert (event.action, event.subject) == ("heard excerpt", f"excerpt:{scene.excerpts[0].id}")
    assert event.details["from_s"] == 0
    assert audit.verify(session) == 1


def test_an_excerpt_without_sound_is_read(installation: Installation, scene: Scene, session: Session) -> None:
    bruno = visitor(installation, scene.bruno)
    path = f"/excerpts/{scene.excerpts[3].id}"
    assert "I have read it" in bruno.get(path).text
    assert bruno.send(f"{path}/read", form_on=path).status_code == 303
    assert session.scalars(select(Listen)).one().excerpt_id == scene.excerpts[3].id


def test_what_does_not_exist_is_a_page(installation: Installation, scene: Scene) -> None:
    bruno = visitor(installation, scene.bruno)
    for path in ("/excerpts/no-id", "/excerpts/00000000-0000-0000-0000-000000000000", "/draws/99", "/nowhere"):
        answer = bruno.get(path)
        assert answer.status_code == 404
        assert "Nothing here" in answer.text
