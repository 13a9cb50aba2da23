"""The digest's mail as a mail program shows it: phone and desk, light and dark, and with pictures off."""

from pathlib import Path
from typing import Any

import pytest

from deliver.digest_body import subject_of
from deliver.eml import digest_message, page_of
from tests.deliver.test_eml import BODY, ENVELOPE

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SEEN = "[...document.images].filter(one => one.checkVisibility()).map(one => one.className.includes('night'))"
ADDRESS = "http://mail.test/"


@pytest.mark.parametrize("width", [390, 700])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pictures", [True, False])
def test_a_mail_is_readable(chromium: Any, tmp_path: Path, width: int, scheme: str, pictures: bool) -> None:
    html = page_of(digest_message(BODY, subject_of(BODY), ENVELOPE))
    if not pictures:
        html = html.replace("data:image/png;base64,", f"{ADDRESS}blocked/")
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    try:
        page = context.new_page()
        page.route("**/*", lambda route: route.abort())
        page.set_content(html)
        page.wait_for_load_state()
        assert page.evaluate(OVERFLOW) <= 0
        assert page.evaluate(SEEN) == [scheme == "dark"]
        assert page.get_by_role("link", name="Listen and answer").is_visible()
        alternative = page.locator("img:visible").get_attribute("alt")
        assert alternative.startswith("Chart of the share of calls caused by Mailers")
        shot = tmp_path / f"mail-{width}-{scheme}{'' if pictures else '-without-pictures'}.png"
        page.screenshot(path=shot, full_page=True)
        assert shot.stat().st_size > 10_000
    finally:
        context.close()
