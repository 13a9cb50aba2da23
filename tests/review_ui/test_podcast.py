"""The private feed: made, read, revoked; and leaving the mailing list."""

import re

from sqlalchemy.orm import Session

from deliver.deliveries import has_unsubscribed
from deliver.links import sign_unsubscribe
from store.installation import Installation
from store.tables.delivery import Channel
from tests.factories.delivery import make_delivery
from tests.factories.scene import Scene
from tests.review_ui.visitor import visitor


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


def test_a_scanner_does_not_unsubscribe_anybody(installation: Installation, scene: Scene, session: Session) -> None:
    delivery = make_delivery(session, digest=scene.digest, channel=Channel.MAIL)
    session.commit()
    path = f"/unsubscribe/{sign_unsubscribe(installation.settings.secret, delivery.id)}"
    nobody = visitor(installation)
    assert "Stop the mail?" in nobody.get(path).text
    assert not has_unsubscribed(session, scene.bruno.id)
    session.commit()
    assert "No more mail" in nobody.client.post(path, data={"List-Unsubscribe": "One-Click"}).text
    assert has_unsubscribed(session, scene.bruno.id)
    assert nobody.get("/unsubscribe/forged").status_code == 403
