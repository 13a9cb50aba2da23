"""Bruno away from his desk: the podcast feed made on its page, opened and played, and the mail as it would come."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy.orm import Session

from audio.encode import encode_mp3
from store.installation import Installation
from store.tables.excerpt import Excerpt
from tests.browser.conftest import SignedIn, until
from tests.factories.scene import Scene
from tests.factories.sounds import sound, speech_like

pytestmark = pytest.mark.browser

SECONDS = 4
READ = """(() => {
  const feed = new DOMParser().parseFromString(document.body.innerText, 'application/xml');
  const all = (name) => [...feed.querySelectorAll(name)], told = (name) => all(name).map(one => one.textContent);
  const kept = (name) => all('enclosure').map(one => one.getAttribute(name));
  return {wrong: told('parsererror'), titles: told('channel > title'), sounds: kept('url'), kinds: kept('type')};
})()"""


@pytest.fixture
def excerpt(installation: Installation, scene: Scene, session: Session) -> Excerpt:
    found = session.merge(scene.excerpts[0])
    mp3 = encode_mp3(sound(speech_like(SECONDS)))
    found.feed_blob, found.feed_bytes = installation.blobs.put(mp3), len(mp3)
    session.commit()
    return found


@pytest.fixture
def program(chromium: Any, address: str) -> Iterator[Any]:
    """A window that is signed in nowhere, as a podcast program is."""
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    yield page
    context.close()


def test_the_feed_that_bruno_makes_is_read_and_played_without_signing_in(
    somebody: SignedIn, program: Any, excerpt: Excerpt, scene: Scene
) -> None:
    page = somebody(scene.bruno)
    page.goto("/podcast")
    page.click("text=Make my feed")
    feed = urlsplit(page.input_value("[aria-label='Address of your feed']")).path
    program.goto(feed)
    told = program.evaluate(READ)
    assert told["wrong"] == []
    assert told["titles"] == [f"Listenback for {scene.bruno.name}"]
    assert told["kinds"] == ["audio/mpeg"]
    program.goto(urlsplit(told["sounds"][0]).path)
    until(program, "document.querySelector('video, audio').readyState >= 2")
    assert abs(program.evaluate("document.querySelector('video, audio').duration") - SECONDS) < 0.3
    page.goto("/podcast")
    assert page.get_by_text("today by 1 program").is_visible()
    page.click("text=Close it")
    page.wait_for_load_state()
    assert program.goto(feed).status == 404


@pytest.mark.parametrize("width", [390, 1280])
def test_the_next_mail_opens_from_the_schedule_and_reads_well(somebody: SignedIn, scene: Scene, width: int) -> None:
    page = somebody(scene.bruno, width=width)
    page.goto("/schedule")
    page.click("text=See the whole mail")
    page.wait_for_url("**/preview")
    assert page.get_by_text("Mailer caused about").first.is_visible()
    charts = (
        "[...document.images].filter(one => one.checkVisibility()).map(one => one.complete && one.naturalWidth > 0)"
    )
    assert page.evaluate(charts) == [True]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
