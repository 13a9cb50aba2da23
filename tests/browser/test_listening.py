"""Bruno on his phone: signs in by link, hears, follows the words, answers, disputes."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables.dispute import Dispute
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
    assert page.locator("#role_played-problem").is_visible()
    page.fill("#role_played", "We printed last year's price.")
    page.check("[name=reason][value=process]")
    page.click("text=Send the answer")
    page.wait_for_selector(".given-role")
    assert session.scalars(select(Reply).where(Reply.excerpt_id == scene.excerpts[0].id)).one().reason == "process"
    session.commit()
    page.click("text=This is not about us")
    page.fill("#why", "billing charged it")
    page.click("text=Ask for a second opinion")
    page.wait_for_selector("text=You disputed this")
    assert session.scalars(select(Dispute)).one().why == "billing charged it"


def test_a_word_is_a_way_into_the_sound(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.bruno)
    page.goto(f"/excerpts/{scene.excerpts[0].id}")
    page.click(".turn:nth-child(4) .w:nth-child(2)")
    until(page, f"{AUDIO} > 20")


def test_without_scripts_everything_but_following_works(somebody: SignedIn, scene: Scene, session: Session) -> None:
    page = somebody(scene.bruno, java_script_enabled=False)
    page.goto(f"/excerpts/{scene.excerpts[0].id}")
    assert page.locator("audio[controls]").is_visible()
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
