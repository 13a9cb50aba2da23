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


def test_fetching_the_sound_is_recorded_but_is_no_hearing(
    installation: Installation, scene: Scene, session: Session
) -> None:
    visitor(installation, scene.bruno).get(f"/excerpts/{scene.excerpts[0].id}/audio")
    assert session.scalars(select(Listen)).all() == []
    event = session.scalars(select(AuditEvent)).one()
    assert (event.action, event.subject) == ("fetched sound", f"excerpt:{scene.excerpts[0].id}")
    assert event.details["from_s"] == 0
    assert audit.verify(session).number == 1


def test_the_seconds_that_were_played_become_a_hearing(
    installation: Installation, scene: Scene, session: Session
) -> None:
    bruno, excerpt = visitor(installation, scene.bruno), scene.excerpts[0]
    path, length = f"/excerpts/{excerpt.id}", excerpt.end_ms - excerpt.start_ms
    first = bruno.send(f"{path}/listens", {"played": f"0-{length // 2}"}, form_on=path)
    assert first.json() == {"played_ms": length // 2, "is_heard": False}
    assert "It counts as heard when most of it was played" in bruno.get(path).text
    more = bruno.send(f"{path}/listens", {"played": f"{length // 2 - 900}-{length}"}, form_on=path)
    assert more.json() == {"played_ms": length, "is_heard": True}
    assert "You heard it." in bruno.get(path).text
    listen = session.scalars(select(Listen)).one()
    assert (listen.person_id, listen.channel, listen.played) == (scene.bruno.id, "page", [[0, length]])
    event = session.scalars(select(AuditEvent)).one()
    assert (event.action, event.details["how"]) == ("heard excerpt", "played")


def test_without_a_player_bruno_says_that_he_heard_it(
    installation: Installation, scene: Scene, session: Session
) -> None:
    bruno, path = visitor(installation, scene.bruno), f"/excerpts/{scene.excerpts[0].id}"
    assert "I have heard it" in bruno.get(path).text
    assert bruno.send(f"{path}/listens", form_on=path).headers["location"] == f"{path}#answer"
    assert "You heard it, as you said." in bruno.get(path).text
    assert session.scalars(select(Listen)).one().is_said


def test_seconds_that_no_player_sends_are_refused(installation: Installation, scene: Scene, session: Session) -> None:
    bruno, path = visitor(installation, scene.bruno), f"/excerpts/{scene.excerpts[0].id}"
    for played in ("all", "1-2-3", "0-", "1;2"):
        assert bruno.send(f"{path}/listens", {"played": played}, form_on=path).status_code == 422
    assert session.scalars(select(Listen)).all() == []


def test_nobody_hears_in_somebody_elses_name(installation: Installation, scene: Scene) -> None:
    path = f"/excerpts/{scene.excerpts[0].id}"
    assert visitor(installation, scene.carol).send(f"{path}/listens", {"played": "0-9"}).status_code == 404


def test_an_excerpt_without_sound_is_read(installation: Installation, scene: Scene, session: Session) -> None:
    bruno = visitor(installation, scene.bruno)
    path = f"/excerpts/{scene.excerpts[3].id}"
    assert "I have read it" in bruno.get(path).text
    assert bruno.send(f"{path}/listens", form_on=path).status_code == 303
    assert session.scalars(select(Listen)).one().excerpt_id == scene.excerpts[3].id
    assert session.scalars(select(AuditEvent)).one().action == "read excerpt"


def test_captions_name_the_speaker_and_what_was_cut(installation: Installation, scene: Scene) -> None:
    path = f"/excerpts/{scene.excerpts[0].id}"
    captions = visitor(installation, scene.bruno).get(f"{path}/captions.vtt")
    assert captions.headers["content-type"] == "text/vtt; charset=utf-8"
    assert captions.text.startswith("WEBVTT\n\n1\n00:00:")
    assert "<v Customer>" in captions.text
    assert "my card [card number removed] was charged" in captions.text.replace("\n", " ")
    assert f'<track kind="captions" src="{path}/captions.vtt"' in visitor(installation, scene.bruno).get(path).text
    assert visitor(installation, scene.carol).get(f"{path}/captions.vtt").status_code == 404


def test_safari_asks_for_two_bytes_first(installation: Installation, scene: Scene) -> None:
    sound = f"/excerpts/{scene.excerpts[0].id}/audio"
    probe = visitor(installation, scene.bruno).get(sound, headers={"Range": "bytes=0-1"})
    assert (probe.status_code, probe.content) == (206, b"Og")
    assert probe.headers["content-length"] == "2"
    assert probe.headers["content-range"].startswith("bytes 0-1/")


def test_what_does_not_exist_is_a_page(installation: Installation, scene: Scene) -> None:
    bruno = visitor(installation, scene.bruno)
    for path in ("/excerpts/no-id", "/excerpts/00000000-0000-0000-0000-000000000000", "/draws/99", "/nowhere"):
        answer = bruno.get(path)
        assert answer.status_code == 404
        assert "Nothing here" in answer.text
