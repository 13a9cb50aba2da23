"""From the dashboard to one person's label and back: narrowed by period, queue and owner, on a phone and at a desk."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables.call import Call
from store.tables.label import Label
from tests.browser.conftest import SignedIn
from tests.factories.figure import make_figure
from tests.factories.scene import FIRST_DAY, LAST_DAY, Scene

pytestmark = pytest.mark.browser

EARLIER = FIRST_DAY - timedelta(weeks=8)


@pytest.fixture
def narrowed(session: Session, scene: Scene) -> None:
    """Two periods, and figures of the billing queue alone in the later one."""
    for cause, value in (("marketing_mailer", 0.52), ("ops_issue", 0.11)):
        span = {"value": value, "low": value - 0.06, "high": value + 0.07}
        make_figure(session, cause_id=cause, starts_at=EARLIER, ends_at=FIRST_DAY, **span)
        make_figure(session, cause_id=cause, starts_at=FIRST_DAY, ends_at=LAST_DAY, queue="billing", **span)
    session.commit()


def asked(page: object) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [390, 1280])
def test_quentin_narrows_the_figures_and_goes_down_to_a_label_and_back(
    somebody: SignedIn, scene: Scene, session: Session, narrowed: None, width: int
) -> None:
    page = somebody(scene.quentin, width=width)
    page.goto("/dashboard")
    assert "31 %" in page.inner_text("h1").replace("\u2009", " ").replace("\u202f", " ")
    page.locator("nav[aria-label=Periods] a").last.click()
    page.wait_for_selector("h1:has-text('52')")
    assert asked(page)["period"]
    page.locator("nav[aria-label=Periods] a").first.click()
    page.get_by_role("navigation", name="Queues").get_by_role("link", name="billing").click()
    page.get_by_role("navigation", name="Owners").get_by_role("link", name=scene.bruno.name).click()
    page.wait_for_selector("nav[aria-label=Owners] a[aria-current]:has-text('Bruno')")
    assert (asked(page)["queue"], asked(page)["owner"]) == (["billing"], [str(scene.bruno.id)])
    narrowed_to = page.url
    page.reload()
    assert page.locator("nav[aria-label=Queues] a[aria-current]").inner_text() == "billing"
    assert page.locator("#shares-title").inner_text().endswith(": billing")
    page.click(".table-of > summary >> nth=0")
    causes = page.locator("[aria-label='Shares by cause'] tbody th")
    assert causes.all_inner_texts() == ["Mailer"]

    page.locator("[aria-label='Shares by cause'] .known summary").click()
    assert page.locator("[aria-label='Shares by cause'] .known-facts").get_by_text("of billing").is_visible()
    page.locator("[aria-label='Shares by cause']").get_by_role("link", name="The calls behind it").click()
    by_a_person = page.locator("[aria-label='Calls behind the figure'] tbody tr", has_text="a person, blind").first
    number = by_a_person.locator("th a").inner_text()
    assert "Mailer" in by_a_person.inner_text()
    by_a_person.locator("th a").click()
    label = session.scalars(select(Label).join(Call, Call.id == Label.call_id).where(Call.external_id == number)).one()
    session.commit()
    assert urlsplit(page.url).path == f"/calls/{label.call_id}"
    assert page.get_by_text(scene.asha.name).first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.go_back()
    page.go_back()
    page.wait_for_selector("#shares-title")
    assert page.url == narrowed_to
    page.go_forward()
    page.wait_for_selector("#known-title")
    page.locator(".kicker").get_by_role("link", name="Figures").click()
    page.wait_for_selector("#shares-title")
    assert asked(page)["queue"] == ["billing"]
