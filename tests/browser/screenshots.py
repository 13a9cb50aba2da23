"""Photographs every page of a running server: phone and desk, light and dark, into `screenshots/`.

    python -m tests.browser.screenshots http://127.0.0.1:8700 --sign-in LINK [--sign-in LINK ...] [PATH ...]

Each sign-in link is used up; pages are those the menu and the first excerpt, call and draw lead to.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
FOLLOWED = ("excerpts", "calls", "draws", "digests")


def open_browser(playwright: Any) -> Any:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))


def sign_in(page: Any, link: str) -> None:
    page.goto(link)
    page.click("main button")
    page.wait_for_load_state()


def pages_to_see(page: Any, base: str) -> Iterator[str]:
    """The menu's doors, and the first page behind each kind of list."""
    doors = page.eval_on_selector_all(".doors a", "links => links.map(link => link.getAttribute('href'))")
    seen: set[str] = set()
    for door in doors:
        yield door
        page.goto(urljoin(base, door))
        links = page.eval_on_selector_all("main a", "links => links.map(link => link.getAttribute('href'))")
        for link in links:
            kind = urlsplit(link).path.strip("/").split("/")
            if len(kind) == 2 and kind[0] in FOLLOWED and kind[0] not in seen:
                seen.add(kind[0])
                yield urlsplit(link).path


def photograph(page: Any, base: str, path: str, folder: Path, who: str) -> Iterator[tuple[Path, str, str]]:
    """The page in each width and scheme: the picture, the width's name, the scheme."""
    parts = path.strip("/").split("/")
    name = parts[0] + (f"-{parts[1]}" if path.count("/") > 1 and parts[1].isalpha() else "-one" * (len(parts) > 1))
    for width, (across, down) in WIDTHS.items():
        page.set_viewport_size({"width": across, "height": down})
        page.goto(urljoin(base, path))
        page.wait_for_load_state("networkidle")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            picture = folder / f"{who}-{name}-{width}-{scheme}.png"
            page.screenshot(path=picture, full_page=True, animations="disabled")
            yield picture, width, scheme


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base")
    parser.add_argument("--sign-in", action="append", default=[], dest="links")
    parser.add_argument("--folder", type=Path, default=Path("screenshots"))
    parser.add_argument("paths", nargs="*")
    given = parser.parse_args()
    given.folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = open_browser(playwright)
        for number, link in enumerate(given.links or [""]):
            page = browser.new_context().new_page()
            if link:
                sign_in(page, link)
            for path in given.paths or list(pages_to_see(page, given.base)) or ["/sign-in"]:
                list(photograph(page, given.base, path, given.folder, f"{number}"))
        browser.close()


if __name__ == "__main__":
    main()
