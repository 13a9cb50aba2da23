from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from sqlalchemy.orm import Session

from deliver.digests import write_digest
from deliver.feed import FeedGoneError, enclosed_excerpt, feed_by_token, make_feed, render_feed, revoke_feed
from deliver.links import LinkRefusedError
from deliver.podcast_tags import NAMESPACE
from store.tables.excerpt import Excerpt
from store.tables.feed import Feed
from store.tables.person import Person
from tests.factories.digest import make_digest, the_digest
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno, carol

SECRET = b"s" * 32
BASE = "https://listen.northlight.example/"


def excerpts_with_sound(session: Session, now: datetime) -> list[Excerpt]:
    excerpts = [make_excerpt(session, feed_blob="f" * 64, feed_bytes=123_456 + n) for n in range(2)]
    make_excerpt(session)
    write_digest(session, the_digest(session), currency="EUR", now=now)
    return excerpts


def rendered(session: Session, feed: Feed, now: datetime) -> bytes:
    return render_feed(session, feed, base_url=BASE, secret=SECRET, now=now, artwork="/static/1/a.png").document


def feed_of(session: Session, person: Person, now: datetime) -> Feed:
    return feed_by_token(session, make_feed(session, person, now=now))


def links(document: bytes) -> list[str]:
    parsed = feedparser.parse(document)
    return [entry.enclosures[0].href for entry in parsed.entries]


def token(url: str) -> str:
    return url.rpartition("/")[2].removesuffix(".mp3")


def test_a_feed_reader_finds_brunos_excerpts_with_exact_lengths(session: Session, now: datetime) -> None:
    excerpts = excerpts_with_sound(session, now)
    parsed: Any = feedparser.parse(rendered(session, feed_of(session, bruno(session), now), now))
    assert parsed.bozo is False
    assert parsed.feed.title == "Listenback for Bruno Lang"
    assert parsed.feed.itunes_block == 1
    assert [entry.enclosures[0].length for entry in parsed.entries] == [str(row.feed_bytes) for row in excerpts]
    assert [entry.enclosures[0].type for entry in parsed.entries] == ["audio/mpeg"] * 2
    assert parsed.entries[0].id == f"urn:uuid:{excerpts[0].id}"
    assert parsed.entries[0].itunes_duration.isdigit()


def test_within_the_hour_it_is_the_same_bytes(session: Session, now: datetime) -> None:
    excerpts_with_sound(session, now)
    feed = feed_of(session, bruno(session), now)
    assert rendered(session, feed, now) == rendered(session, feed, now + timedelta(minutes=50))
    assert rendered(session, feed, now) != rendered(session, feed, now + timedelta(hours=1))


def test_an_enclosure_opens_its_excerpt_until_it_expires(session: Session, now: datetime) -> None:
    excerpts = excerpts_with_sound(session, now)
    url = links(rendered(session, feed_of(session, bruno(session), now), now))[0]
    assert url.startswith("https://listen.northlight.example/feed/sound/")
    excerpt, person = enclosed_excerpt(session, token(url), secret=SECRET, now=now + timedelta(hours=6))
    assert (excerpt, person) == (excerpts[0], bruno(session))
    for late in (now + timedelta(hours=8), now + timedelta(days=30)):
        with pytest.raises(LinkRefusedError):
            enclosed_excerpt(session, token(url), secret=SECRET, now=late)


def test_a_forged_enclosure_opens_nothing(session: Session, now: datetime) -> None:
    excerpts_with_sound(session, now)
    real = token(links(rendered(session, feed_of(session, bruno(session), now), now))[0])
    for forged in ("", "x", real[:-2], real + "a"):
        with pytest.raises(LinkRefusedError):
            enclosed_excerpt(session, forged, secret=SECRET, now=now)
    with pytest.raises(LinkRefusedError):
        enclosed_excerpt(session, real, secret=b"other", now=now)


def test_a_revoked_feed_ends_with_all_its_links(session: Session, now: datetime) -> None:
    excerpts_with_sound(session, now)
    told = make_feed(session, bruno(session), now=now)
    feed = feed_by_token(session, told)
    url = links(rendered(session, feed, now))[0]
    revoke_feed(session, feed, now=now)
    with pytest.raises(FeedGoneError):
        feed_by_token(session, told)
    with pytest.raises(LinkRefusedError):
        enclosed_excerpt(session, token(url), secret=SECRET, now=now)


def test_somebody_who_left_has_no_feed(session: Session, now: datetime) -> None:
    told = make_feed(session, bruno(session), now=now)
    bruno(session).is_active = False
    session.flush()
    with pytest.raises(FeedGoneError):
        feed_by_token(session, told)


def test_carol_hears_nothing_of_brunos_and_open_digests_stay_closed(session: Session, now: datetime) -> None:
    excerpts_with_sound(session, now)
    unready = make_digest(session, person=carol(session))
    make_excerpt(session, digest=unready, feed_blob="e" * 64, feed_bytes=9)
    assert links(rendered(session, feed_of(session, carol(session), now), now)) == []


def test_the_token_is_kept_as_a_hash_only(session: Session, now: datetime) -> None:
    told = make_feed(session, bruno(session), now=now)
    feed = feed_by_token(session, told)
    assert told not in feed.token_sha256
    assert told.encode() not in rendered(session, feed, now)


def test_each_episode_names_its_captions_and_the_feed_its_picture(session: Session, now: datetime) -> None:
    excerpts_with_sound(session, now)
    document = rendered(session, feed_of(session, bruno(session), now), now)
    parsed: Any = feedparser.parse(document)
    assert parsed.feed.image.href == "https://listen.northlight.example/static/1/a.png"
    channel = ET.fromstring(document)[0]
    assert channel.findtext(f"{{{NAMESPACE}}}block") == "yes"
    for item, sound in zip(channel.iter("item"), links(document), strict=True):
        words = item.find(f"{{{NAMESPACE}}}transcript")
        assert words is not None
        assert words.attrib["type"] == "text/vtt"
        assert words.attrib["url"] == sound.replace("/feed/sound/", "/feed/captions/").replace(".mp3", ".vtt")


def test_a_hand_picked_one_is_not_called_drawn(session: Session, now: datetime) -> None:
    make_excerpt(session, feed_blob="f" * 64, feed_bytes=9, is_hand_picked=True, draw_id=None)
    write_digest(session, the_digest(session), currency="EUR", now=now)
    parsed: Any = feedparser.parse(rendered(session, feed_of(session, bruno(session), now), now))
    assert "picked by hand, in no figure" in parsed.entries[0].summary
    assert "drawn by lot" not in parsed.entries[0].summary
