"""The private feed: made, read, revoked; and leaving the mailing list."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliver.links import sign_unsubscribe
from deliver.stops import mail_stop
from store.installation import Installation
from store.tables.delivery import Channel
from store.tables.listen import Listen
from tests.factories.delivery import make_delivery
from tests.factories.scene import Scene
from tests.review_ui.visitor import Visitor, visitor


def test_bruno_gets_a_feed_that_only_its_address_opens(
    installation: Installation, scene: Scene, session: Session
) -> None:
    excerpt = scene.excerpts[0]
    session.add(excerpt)
    excerpt.feed_blob, excerpt.feed_bytes = installation.blobs.put(b"ID3" + bytes(2000)), 2003
    session.commit()
    bruno, program = visitor(installation, scene.bruno), visitor(installation)
    found = re.search(r"/feeds/\S+?\.xml", bruno.send("/podcast", form_on="/podcast").text)
    assert found
    feed = program.get(found[0])
    assert feed.status_code == 200
    assert feed.headers["content-type"].startswith("application/rss+xml")
    assert program.get(found[0], headers={"If-None-Match": feed.headers["etag"]}).status_code == 304
    sound = re.search(r'url="[^"]*(/feed/sound/[^"]+)"', feed.text)
    assert sound
    part = program.get(sound[1], headers={"Range": "bytes=0-2"})
    assert (part.status_code, part.content, part.headers["content-type"]) == (206, b"ID3", "audio/mpeg")
    revoke = re.search(r"/podcast/[0-9a-f-]+/revoke", bruno.get("/podcast").text)
    assert revoke
    bruno.send(revoke[0], form_on="/podcast")
    assert program.get(found[0]).status_code == 404
    assert program.get(sound[1]).status_code == 403


def opened_feed(installation: Installation, scene: Scene, session: Session) -> tuple[Visitor, str, str]:
    """Bruno's visitor, the path of a fresh feed of his, and the path of its first sound: 2,003 bytes."""
    excerpt = session.merge(scene.excerpts[0])
    excerpt.feed_blob, excerpt.feed_bytes = installation.blobs.put(b"ID3" + bytes(2000)), 2003
    session.commit()
    bruno = visitor(installation, scene.bruno)
    found = re.search(r"/feeds/\S+?\.xml", bruno.send("/podcast", form_on="/podcast").text)
    assert found
    sound = re.search(r'url="[^"]*(/feed/sound/[^"]+)"', visitor(installation).get(found[0]).text)
    assert sound
    return bruno, found[0], sound[1]


def test_a_program_that_has_the_newest_is_told_so(installation: Installation, scene: Scene, session: Session) -> None:
    _, feed, sound = opened_feed(installation, scene, session)
    program = visitor(installation)
    for path in (feed, sound, sound.replace("sound", "captions").replace(".mp3", ".vtt")):
        whole = program.get(path)
        tag, changed = whole.headers["etag"], whole.headers["last-modified"]
        for asked in ({"If-None-Match": tag}, {"If-None-Match": f'"other", W/{tag}'}, {"If-None-Match": "*"},
                      {"If-Modified-Since": changed}):  # fmt: skip
            same = program.get(path, headers=asked)
            assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
        for asked in ({"If-None-Match": '"other"', "If-Modified-Since": changed}, {"If-Modified-Since": "yesterday"},
                      {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"}):  # fmt: skip
            assert program.get(path, headers=asked).status_code == 200
        head = program.client.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == str(len(whole.content))
        assert head.headers["content-type"] == whole.headers["content-type"]


def test_a_sound_is_given_in_ranges_of_the_same_sound_only(
    installation: Installation, scene: Scene, session: Session
) -> None:
    _, _, sound = opened_feed(installation, scene, session)
    program = visitor(installation)
    tag = program.get(sound).headers["etag"]
    part = program.get(sound, headers={"Range": "bytes=0-1", "If-Range": tag})
    assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"ID", "bytes 0-1/2003")
    assert program.get(sound, headers={"Range": "bytes=0-1", "If-Range": '"older"'}).status_code == 200
    beyond = program.get(sound, headers={"Range": "bytes=2003-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, "bytes */2003")


def test_looking_at_a_sound_is_no_download_and_a_download_no_hearing(
    installation: Installation, scene: Scene, session: Session
) -> None:
    bruno, _, sound = opened_feed(installation, scene, session)
    program = visitor(installation)
    program.client.head(sound)
    program.get(sound, headers={"Range": "bytes=0-1"})
    assert session.scalars(select(Listen)).all() == []
    session.commit()
    program.get(sound, headers={"Range": "bytes=1000-"})
    listen = session.scalars(select(Listen)).one()
    assert (listen.channel, listen.heard_at) == ("feed", None)
    session.commit()
    assert "1 downloaded by your podcast program" in bruno.get("/listen").text


def test_captions_come_by_the_same_signed_link(installation: Installation, scene: Scene, session: Session) -> None:
    _, _, sound = opened_feed(installation, scene, session)
    path = sound.replace("/feed/sound/", "/feed/captions/").replace(".mp3", ".vtt")
    captions = visitor(installation).get(path)
    assert captions.headers["content-type"] == "text/vtt; charset=utf-8"
    assert captions.text.startswith("WEBVTT")
    assert "[card number removed]" in captions.text.replace("\n", " ")
    assert visitor(installation).get("/feed/captions/forged.vtt").status_code == 403


def test_a_feed_that_many_programs_fetch_is_told_of_and_closed_with_one_click(
    installation: Installation, scene: Scene, session: Session
) -> None:
    bruno, feed, _ = opened_feed(installation, scene, session)
    program = visitor(installation)
    for number in range(9):
        assert program.get(feed, headers={"User-Agent": f"Pods/{number}"}).status_code == 200
    assert "looks passed on" in bruno.get("/podcast").text
    assert "looks passed on" in bruno.get("/listen").text
    ada = visitor(installation, scene.ada)
    assert "looks passed on since" in ada.get("/feeds").text
    assert visitor(installation, scene.bruno).get("/feeds").status_code == 403
    close = re.search(r"/feeds/[0-9a-f-]+/revoke", ada.get("/feeds").text)
    assert close
    assert ada.send(close[0], form_on="/feeds").status_code == 303
    assert program.get(feed).status_code == 404
    assert "No private feed is open" in ada.get("/feeds").text


def test_bruno_says_that_all_programs_were_his(installation: Installation, scene: Scene, session: Session) -> None:
    bruno, feed, _ = opened_feed(installation, scene, session)
    for number in range(9):
        visitor(installation).get(feed, headers={"User-Agent": f"Pods/{number}"})
    clear = re.search(r"/podcast/[0-9a-f-]+/leak-clearance", bruno.get("/podcast").text)
    assert clear
    assert visitor(installation, scene.carol).send(clear[0]).status_code == 404
    bruno.send(clear[0], form_on="/podcast")
    html = bruno.get("/podcast").text
    assert "looks passed on" not in html
    assert "today by 10 programs" in html


def test_a_scanner_does_not_unsubscribe_anybody(installation: Installation, scene: Scene, session: Session) -> None:
    delivery = make_delivery(session, digest=scene.digest, channel=Channel.MAIL)
    session.commit()
    path = f"/unsubscribe/{sign_unsubscribe(installation.settings.secret, delivery.id)}"
    nobody = visitor(installation)
    assert "Stop the mail?" in nobody.get(path).text
    assert mail_stop(session, scene.bruno) is None
    session.commit()
    assert "No more mail" in nobody.client.post(path, data={"List-Unsubscribe": "One-Click"}).text
    assert mail_stop(session, scene.bruno) is not None
    session.commit()
    assert "Mail again" in nobody.client.post(f"{path}/undo").text
    assert mail_stop(session, scene.bruno) is None
    assert nobody.get("/unsubscribe/forged").status_code == 403
