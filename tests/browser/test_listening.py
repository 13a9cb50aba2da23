"""Bruno on his phone: signs in by link, hears, follows the words, answers, disputes."""

import time
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.dispute import Dispute
from store.tables.listen import Listen
from store.tables.reply import Reply
from tests.browser.conftest import SignedIn, until
from tests.factories.scene import Scene

pytestmark = pytest.mark.browser
AUDIO = "document.querySelector('audio').currentTime"


def test_bruno_hears_follows_answers_and_disputes(somebody: SignedIn, scene: Scene, session: Session) -> None:
    page = somebody(scene.bruno)
    answers: list[int] = []
    page.on("response", lambda response: answers.append(response.status) if "/audio" in response.url else None)
    page.click("text=Start listening")
    page.click("[data-play]")
    until(page, f"{AUDIO} > 0.7")
    page.wait_for_selector(".w.is-said")
    assert page.get_attribute("[data-play]", "aria-label") == "Pause"
    page.click("[data-jump]")
    until(page, f"{AUDIO} > 9")
    assert page.inner_text(".w.is-said") in "I got your letter yesterday it says the first three months are free"
    page.click("[data-play]")
    assert set(answers) == {206}
    page.check("[name=is_ours][value=yes]")
    page.click("text=Send the answer")
    assert page.locator("#reason-problem").is_visible()
    page.fill("#role_played", "We printed last year's price.")
    page.check("[name=reason][value=process]")
    page.click("text=Send the answer")
    page.wait_for_selector(".given-role")
    assert session.scalars(select(Reply).where(Reply.excerpt_id == scene.excerpts[0].id)).one().reason == "process"
    session.commit()
    page.evaluate(
        "document.querySelector('audio').playbackRate = 16; document.querySelector('[data-player]').player.playFrom(0)"
    )
    page.wait_for_selector("text=You heard it.")
    page.click("text=This is not about us")
    page.fill("#why", "billing charged it")
    page.click("text=Ask for a second opinion")
    page.wait_for_selector("text=You disputed this")
    assert session.scalars(select(Dispute)).one().why == "billing charged it"


def test_what_bruno_types_and_taps_survives_a_reload_and_goes_when_it_was_sent(
    somebody: SignedIn, scene: Scene
) -> None:
    page = somebody(scene.bruno)
    page.goto(f"/excerpts/{scene.excerpts[0].id}")
    assert page.locator("[data-answer] [name=will_change]").is_hidden()
    page.check("[name=is_ours][value=yes]")
    page.fill("#will_change", "the letter is proofread")
    page.fill("#put_people", "2")
    page.check("[name=by_when][value='30']")
    assert page.locator("#due_date").is_hidden()
    page.reload()
    assert page.input_value("#will_change") == "the letter is proofread"
    assert page.input_value("#put_people") == "2"
    assert page.is_checked("[name=by_when][value='30']")
    page.check("[name=reason][value=not_announced]")
    page.click("text=Send the answer")
    page.wait_for_selector("text=Take this answer back")
    page.click("text=Take this answer back")
    page.wait_for_selector("text=Send the answer", state="attached")
    assert page.input_value("#will_change") == ""


def test_a_word_is_a_way_into_the_sound(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.bruno)
    page.goto(f"/excerpts/{scene.excerpts[0].id}")
    word = page.locator(".turn:nth-child(4) .w:nth-child(2)")
    start_s = int(word.get_attribute("data-s")) / 1000
    word.click()
    until(page, f"!document.querySelector('audio').paused && {AUDIO} > {start_s}")
    assert start_s > 15
    assert page.evaluate(AUDIO) < start_s + 3
    page.wait_for_selector(".turn:nth-child(4) .w.is-said")


def test_what_bruno_played_is_kept_and_becomes_a_hearing(
    somebody: SignedIn, scene: Scene, installation: Installation
) -> None:
    page, excerpt = somebody(scene.bruno), scene.excerpts[0]
    page.goto(f"/excerpts/{excerpt.id}")
    page.click("[data-play]")
    until(page, f"{AUDIO} > 1")
    page.click("[data-play]")
    listen = wait_for_listen(page, installation, scene)
    assert listen.heard_at is None
    assert listen.played[0][0] < 50
    assert 900 < listen.played[-1][1] < 5_000
    page.evaluate("document.querySelector('audio').playbackRate = 16; document.querySelector('[data-play]').click()")
    page.wait_for_selector("text=You heard it.")
    assert wait_for_listen(page, installation, scene).heard_at is not None


def test_jumping_to_the_end_is_no_hearing(somebody: SignedIn, scene: Scene, installation: Installation) -> None:
    page = somebody(scene.bruno)
    page.goto(f"/excerpts/{scene.excerpts[0].id}")
    page.evaluate("document.querySelector('[data-player]').player.playFrom(1e9)")
    until(page, "document.querySelector('audio').ended")
    listen = wait_for_listen(page, installation, scene)
    assert listen.heard_at is None
    assert sum(end - start for start, end in listen.played) < 2_000


def test_keys_play_and_move_and_the_place_is_remembered(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.bruno, width=1280)
    page.goto(f"/excerpts/{scene.excerpts[0].id}")
    page.keyboard.press("Space")
    until(page, f"{AUDIO} > 0.2")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    until(page, f"{AUDIO} > 10")
    page.keyboard.press("ArrowLeft")
    until(page, f"{AUDIO} < 9")
    page.keyboard.press("Space")
    until(page, "document.querySelector('audio').paused")
    place = page.evaluate(AUDIO)
    page.focus("#why" if page.locator("#why").is_visible() else "#text")
    page.keyboard.press("Space")
    assert page.evaluate("document.querySelector('audio').paused")  # in a field, space is a space
    page.reload()
    until(page, f"Math.abs({AUDIO} - {place}) < 0.3")


def test_captions_show_who_says_what_and_stay_chosen(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.bruno)
    page.goto(f"/excerpts/{scene.excerpts[0].id}")
    assert not page.is_visible("[data-caption]")
    page.click("[data-captions]")
    page.click("[data-jump]")
    page.wait_for_selector("[data-caption]:has-text('Customer: ')")
    page.reload()
    assert page.get_attribute("[data-captions]", "aria-pressed") == "true"


def test_a_lost_connection_is_told_and_healed(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.bruno)
    cut_off = {"on": True}
    path = f"**/excerpts/{scene.excerpts[0].id}/audio"
    page.route(path, lambda route: route.abort() if cut_off["on"] else route.fallback())
    page.goto(f"/excerpts/{scene.excerpts[0].id}")
    page.click("[data-play]")
    page.wait_for_selector("text=The connection was lost at 0:00. Your place is kept; trying again.")
    assert page.is_visible("[data-trouble]")
    assert page.evaluate(AUDIO) == 0
    cut_off["on"] = False
    until(page, f"{AUDIO} > 0.3")
    page.wait_for_selector("[data-trouble]", state="hidden")
    place = page.evaluate(AUDIO)
    until(page, f"{AUDIO} > {place} + 0.5")
    assert page.is_hidden("[data-trouble]")
    assert page.get_attribute("[data-play]", "aria-label") == "Pause"


def test_whoever_was_signed_out_is_told_so(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.bruno)
    page.goto(f"/excerpts/{scene.excerpts[0].id}")
    page.context.clear_cookies()
    page.click("[data-play]")
    page.wait_for_selector("text=You are signed out. Sign in again and go on at 0:00.")
    assert page.get_attribute("[data-sign-in]", "href") == f"/sign-in?next=/excerpts/{scene.excerpts[0].id}"


def wait_for_listen(page: Any, installation: Installation, scene: Scene) -> Listen:
    """What is stored of Bruno's listening, as soon as something is; read without keeping the server from writing."""
    deadline = time.monotonic() + 15
    while True:
        with installation.readers() as session:
            found = session.scalars(select(Listen).where(Listen.excerpt_id == scene.excerpts[0].id)).one_or_none()
        if found is not None:
            return found
        assert time.monotonic() < deadline, "no listen was recorded"
        page.wait_for_timeout(100)


def test_without_scripts_everything_but_following_works(somebody: SignedIn, scene: Scene, session: Session) -> None:
    page = somebody(scene.bruno, java_script_enabled=False)
    page.goto(f"/excerpts/{scene.excerpts[0].id}")
    assert page.locator("audio[controls]").is_visible()
    page.click("text=I have heard it")
    assert page.locator("text=You heard it, as you said.").is_visible()
    page.check("[name=is_ours][value=no]")
    page.fill("#why_not_ours", "billing charged it")
    page.click("text=Send the answer")
    assert page.locator("text=Not ours: billing charged it").is_visible()


@pytest.mark.parametrize("width", [360, 768, 1280, 1600])
def test_no_page_is_wider_than_its_window(somebody: SignedIn, scene: Scene, width: int) -> None:
    page = somebody(scene.ada, width=width)
    excerpt, call = scene.excerpts[0].id, scene.calls[0].id
    paths = ("/listen", f"/excerpts/{excerpt}", "/dashboard", "/desk", "/actions", "/calls", f"/calls/{call}",
             "/refusals", "/draws", "/draws/1", "/plans", "/plans/new",
             "/shared", "/model-help")  # fmt: skip
    for path in paths:
        page.goto(path)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider == 0, f"{path} is {wider} px wider than {width}"


def test_a_page_weighs_less_than_a_hundred_kilobytes(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.ada, width=1280)
    for path in ("/listen", f"/excerpts/{scene.excerpts[0].id}", "/dashboard", "/calls", "/desk"):
        weights: list[int] = []
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.on("Network.loadingFinished", lambda event, weights=weights: weights.append(event["encodedDataLength"]))
        page.goto(path, wait_until="networkidle")
        session.detach()
        assert sum(weights) < 100_000, f"{path} weighs {sum(weights):.0f} bytes"
