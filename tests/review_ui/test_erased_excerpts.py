"""A call that was erased: its excerpts say so to whoever comes back, play nowhere and are in no feed."""

import re

import pytest
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.call import Call
from tests.conftest import NOW
from tests.factories.scene import Scene
from tests.review_ui.visitor import Visitor, visitor
from worker.erasing import erase_call


@pytest.fixture
def program(installation: Installation, scene: Scene, session: Session) -> tuple[Visitor, str, str]:
    """Bruno, the path of his feed, and of the sound in it of the first excerpt."""
    excerpt = session.merge(scene.excerpts[0])
    excerpt.feed_blob, excerpt.feed_bytes = installation.blobs.put(b"ID3" + bytes(2000)), 2003
    session.commit()
    bruno = visitor(installation, scene.bruno)
    feed = re.search(r"/feeds/\S+?\.xml", bruno.send("/podcast", form_on="/podcast").text)
    assert feed
    sound = re.search(r'url="[^"]*(/feed/sound/[^"]+)"', visitor(installation).get(feed[0]).text)
    assert sound
    return bruno, feed[0], sound[1]


def erased(session: Session, scene: Scene) -> str:
    """The page of an excerpt that Bruno had."""
    page, call_id = f"/excerpts/{scene.excerpts[0].id}", scene.excerpts[0].call_id
    erase_call(session, session.get_one(Call, call_id), by=None, now=NOW)
    session.commit()
    return page


def test_its_page_says_so_and_has_nothing_to_hear_read_or_answer(
    installation: Installation, scene: Scene, session: Session
) -> None:
    bruno = visitor(installation, scene.bruno)
    assert "I got your letter yesterday" in bruno.get(f"/excerpts/{scene.excerpts[0].id}").text
    path = erased(session, scene)
    page = bruno.get(path)
    assert page.status_code == 200
    assert "<h1>This call was erased</h1>" in page.text
    for gone in ("letter yesterday", "<audio", "data-play ", "player.js", 'id="reply', "Send the answer"):
        assert gone not in page.text
    assert f"/excerpts/{scene.excerpts[1].id}" in page.text
    for tail in ("/audio", "/captions.vtt"):
        answer = bruno.get(path + tail)
        assert answer.status_code == 410
        assert "This call was erased" in answer.text


def test_it_is_in_no_feed_and_its_link_is_dead(
    installation: Installation, scene: Scene, session: Session, program: tuple[Visitor, str, str]
) -> None:
    _, feed, sound = program
    assert visitor(installation).get(sound).status_code == 200
    assert f"/excerpts/{scene.excerpts[0].id}<" in visitor(installation).get(feed).text
    page, stranger = erased(session, scene), visitor(installation)
    assert page not in stranger.get(feed).text
    for path in (sound, sound.replace("/feed/sound/", "/feed/captions/").replace(".mp3", ".vtt")):
        assert stranger.get(path).status_code == 403


def test_the_list_says_so_and_goes_on_to_the_next(installation: Installation, scene: Scene, session: Session) -> None:
    path = erased(session, scene)
    html = visitor(installation, scene.bruno).get("/listen").text
    assert "This call was erased" in html
    assert "4 heard" in html
    start = re.search(r'href="(/excerpts/[^"]+)">Start listening', html)
    assert start
    assert start[1] != path
