"""What comes out of the printer: the board's report is one page exactly, on A4 and on Letter."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from store.tables.commitment import CommitmentState
from tests.browser.conftest import SignedIn
from tests.conftest import NOW
from tests.factories.commitment import make_commitment
from tests.factories.measurement import make_measurement
from tests.factories.scene import Scene

pytestmark = pytest.mark.browser


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def promise_much(session: Session, scene: Scene) -> None:
    """Twenty long promises, measured, moved and confirmed: the most a report can hold."""
    for number in range(20):
        made = make_commitment(
            session, promise=f"{number}: we proofread every letter, " * 20, put_people=12, put_money=1_250_000,
            put_days=365, moved_people=11, moved_money=999_999, moved_days=364, moved_at=NOW,
            confirmed_by_id=scene.quentin.id, confirmed_at=NOW, state=CommitmentState.IN_EFFECT,
            effective_at=NOW - timedelta(weeks=3), put_in="and a note that goes on and on " * 10,
        )  # fmt: skip
        make_measurement(session, commitment=made, as_of=NOW)
    session.commit()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("is_full", [False, True])
def test_the_board_report_is_one_page_exactly(
    somebody: SignedIn, scene: Scene, session: Session, paper: str, is_full: bool
) -> None:
    if is_full:
        promise_much(session, scene)
    page: Any = somebody(scene.quentin, width=1280)
    page.goto("/review/board")
    assert pages_of(page.pdf(format=paper)) == 1
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700 if paper == "A4" else 710, "height": 1000})
    cut = page.evaluate(
        "(() => { const s = document.querySelector('.sheet'); return s.scrollHeight - s.clientHeight })()"
    )
    assert cut <= 1


def test_the_pack_begins_its_promises_on_a_new_page_without_chrome(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.quentin, width=1280)
    page.goto("/review")
    assert pages_of(page.pdf(format="A4")) >= 2
    page.emulate_media(media="print")
    for chrome in (".masthead", ".colophon", "audio", "[data-print]"):
        assert page.locator(chrome).first.is_hidden()
