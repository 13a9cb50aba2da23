"""Pictures of every main page, phone and desk, light and dark: for people to look at, kept by CI beside its results.

They are written into `build/screenshots`, or into the folder that LISTENBACK_TEST_SCREENSHOTS names, as
`who-page-width-scheme.png`; the folder is told at the end of the tests. For a running server: `make screenshots`.
"""

import struct
from pathlib import Path
from typing import Any, Final

import pytest

from store.tables.person import Person
from tests.browser.conftest import SignedIn
from tests.browser.screenshots import WIDTHS, photograph
from tests.conftest import screenshot_folder
from tests.factories.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

SCHEMES: Final = ("light", "dark")
BLANK: Final = 6_000
"""Bytes of a picture that shows next to nothing."""


def main_pages(scene: Scene) -> dict[Person, tuple[str, ...]]:
    """What each of them works with."""
    excerpt, done = scene.excerpts[0], scene.calls[0]
    return {
        scene.bruno: ("/listen", f"/excerpts/{excerpt.id}", "/podcast", "/schedule", "/for-you"),
        scene.asha: ("/desk", "/guide"),
        scene.quentin: ("/dashboard", "/calls", f"/calls/{done.id}", "/actions", "/review/board", "/draws", "/memory"),
        scene.ada: ("/first-run", "/admin", "/upload", "/feeds"),
    }


def across(picture: Path) -> int:
    """Pixels from the head of a PNG file."""
    width: int = struct.unpack(">I", picture.read_bytes()[16:20])[0]
    return width


@pytest.mark.parametrize("who", ["bruno", "asha", "quentin", "ada"])
def test_every_main_page_is_photographed(
    somebody: SignedIn, scene: Scene, address: str, real_charts: None, who: str
) -> None:
    person = getattr(scene, who)
    folder = screenshot_folder()
    folder.mkdir(parents=True, exist_ok=True)
    page: Any = somebody(person)
    answers: list[int] = []
    page.on("response", lambda one: answers.append(one.status) if one.request.resource_type == "document" else None)
    for path in main_pages(scene)[person]:
        taken = {(size, scheme): one for one, size, scheme in photograph(page, address, path, folder, who)}
        assert set(taken) == {(size, scheme) for size in WIDTHS for scheme in SCHEMES}, path
        for size, (wide, _) in WIDTHS.items():
            light, dark = (taken[size, scheme].read_bytes() for scheme in SCHEMES)
            assert across(taken[size, "light"]) == wide, f"{path} is wider than the window"
            assert min(len(light), len(dark)) > BLANK, path
            assert light != dark, path
    assert max(answers) < 400
