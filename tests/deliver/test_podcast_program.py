"""A podcast program at work: a real server on a real port, a feed parser that fetches by itself, a real HTTP client."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import feedparser
import httpx2
import numpy as np
import pytest
import uvicorn
from sqlalchemy.orm import Session

from app.web import make_web
from audio.encode import encode_opus
from deliver.digests import write_digest
from deliver.excerpt_draw import draw_excerpts
from deliver.excerpts import render_excerpts
from deliver.feed import feed_by_token, make_feed, revoke_feed
from settings.clock import utc_now
from store.installation import Installation
from store.tables.listen import Listen
from store.tables.transcript import Transcript
from tests.deliver.street import predicted_calls
from tests.factories.digest import the_digest
from tests.factories.person import bruno
from tests.factories.sounds import sound, speech_like


@pytest.fixture
def base(installation: Installation) -> Iterator[str]:
    """The address of a running server; the feed's own links lead to it."""
    server = uvicorn.Server(uvicorn.Config(make_web(installation), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    installation.settings.base_url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield installation.settings.base_url
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def token(installation: Installation, session: Session) -> str:
    """The feed of Bruno, with two excerpts that were really drawn, cut and encoded."""
    now = utc_now()
    for call in predicted_calls(session, 2):
        transcript = session.query(Transcript).filter_by(call_id=call.id).one()
        voices = (speech_like(transcript.duration_s, level=0.2), speech_like(transcript.duration_s, seed=2))
        transcript.audio_blob = installation.blobs.put(encode_opus(sound(*voices)))
    digest = the_digest(session)
    draw = draw_excerpts(session, digest, count=2, now=now)
    assert draw is not None
    render_excerpts(session, installation.blobs, digest, draw, now=now)
    write_digest(session, digest, currency="EUR", now=now)
    made = make_feed(session, bruno(session), now=now)
    session.commit()
    return made


def test_a_program_subscribes_streams_downloads_and_asks_again(base: str, token: str, tmp_path: Path) -> None:
    address = f"{base}/feeds/{token}.xml"
    parsed: Any = feedparser.parse(address)
    assert (parsed.status, parsed.bozo, len(parsed.entries)) == (200, False, 2)
    assert feedparser.parse(address, etag=parsed.etag).status == 304
    assert feedparser.parse(address, modified=parsed.modified).status == 304
    with httpx2.Client() as program:
        picture = program.get(parsed.feed.image.href)
        assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
        for entry in parsed.entries:
            url, length = entry.enclosures[0].href, int(entry.enclosures[0].length)
            head = program.head(url)
            assert (head.status_code, int(head.headers["content-length"])) == (200, length)
            assert program.get(url, headers={"Range": "bytes=0-1"}).headers["content-range"] == f"bytes 0-1/{length}"
            parts = [
                program.get(url, headers={"Range": f"bytes={first}-{first + 9_999}"})
                for first in range(0, length, 10_000)
            ]
            assert {part.status_code for part in parts} == {206}
            whole = program.get(url)
            assert whole.content == b"".join(part.content for part in parts)
            assert len(whole.content) == length
            assert played_s(whole.content, tmp_path) == pytest.approx(int(entry.itunes_duration), abs=1.2)
            assert program.get(url, headers={"Range": f"bytes={length}-"}).status_code == 416
            assert program.get(url, headers={"If-None-Match": whole.headers["etag"]}).status_code == 304
            captions = program.get(url.replace("/sound/", "/captions/").replace(".mp3", ".vtt"))
            assert captions.text.startswith("WEBVTT\n\n1\n")


def test_what_it_downloaded_is_not_heard_and_a_closed_feed_is_gone(
    base: str, token: str, session: Session, installation: Installation
) -> None:
    url = feedparser.parse(f"{base}/feeds/{token}.xml").entries[0].enclosures[0].href
    with httpx2.Client() as program:
        program.get(url)
        listen = session.query(Listen).one()
        assert (listen.channel, listen.heard_at, listen.played) == ("feed", None, [])
        session.commit()
        with installation.sessions.begin() as writing:
            revoke_feed(writing, feed_by_token(writing, token), now=utc_now())
        assert program.get(url).status_code == 403
        assert program.get(f"{base}/feeds/{token}.xml").status_code == 404


def played_s(mp3: bytes, folder: Path) -> float:
    """How long it plays, by decoding it; it must not be silent."""
    file = folder / "episode.mp3"
    file.write_bytes(mp3)
    with av.open(str(file)) as container:
        blocks = [frame.to_ndarray() for frame in container.decode(audio=0)]
        rate = container.streams.audio[0].rate
    samples = np.concatenate([block.mean(axis=0) for block in blocks])
    assert np.abs(samples).max() > 0.05
    return len(samples) / rate
