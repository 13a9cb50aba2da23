"""What comes out of the printer: the board's report is one page exactly, on A4 and on Letter."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from store.tables.cause import Cause
from store.tables.commitment import CommitmentState
from store.tables.figure import Figure, Measure, Subject
from store.tables.person import Person
from tests.browser.conftest import SignedIn
from tests.conftest import NOW
from tests.factories.commitment import make_commitment
from tests.factories.figure import make_figure
from tests.factories.measurement import make_measurement
from tests.factories.saving import saved
from tests.factories.scene import FIRST_DAY, LAST_DAY, Scene

pytestmark = pytest.mark.browser

FAMILIES = {"its own": "", "wide": "'DejaVu Sans', Verdana", "serif": "'DejaVu Serif', serif"}
"""Type a machine may print with where the page's own did not come: the widest there is, and a serif."""

PAPERS = {"A4": (182, 269), "Letter": (187.9, 251.4)}
"""What 14 mm margins leave: width and height in mm."""

PX_PER_MM = 96 / 25.4
SPARE = 0.05

SHEET = """(() => {
  const sheet = document.querySelector('.sheet'), top = sheet.getBoundingClientRect().top;
  const inside = [...sheet.querySelectorAll('*')].map(one => one.getBoundingClientRect());
  return {
    height: Math.max(...inside.map(one => one.bottom)) - top,
    across: Math.max(...inside.map(one => one.right)) - sheet.getBoundingClientRect().right,
    most: parseFloat(getComputedStyle(sheet).maxHeight),
  };
})()"""


@dataclass(frozen=True)
class Sheet:
    """In CSS pixels: how high the report is, by how much it is too wide, and where it would be cut."""

    height: float
    across: float
    most: float


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def promise_much(session: Session, scene: Scene) -> None:
    """The most a report can hold: twenty long promises, measured and moved, long names, a number before this."""
    for starts_at, ends_at in ((FIRST_DAY - timedelta(weeks=8), FIRST_DAY), (FIRST_DAY, LAST_DAY)):
        for measure, value in ((Measure.PER_THOUSAND, 1_234.5), (Measure.COST, 987_654_321.0)):
            saved(
                session,
                Figure(
                    subject=Subject.AVOIDABLE, subject_id="all", measure=measure, grain="period", version=1,
                    value=value, low=value * 0.8, high=value * 1.2, starts_at=starts_at, ends_at=ends_at,
                    estimator="ppi++", labelled=221, drawn=240, frame=412, taxonomy_version=1, published_at=LAST_DAY,
                ),
            )  # fmt: skip
    for cause in ("marketing_mailer", "ops_issue", "sales_overpromise"):
        make_figure(
            session, cause_id=cause, measure=Measure.COST, value=4e8, low=345_678_901.0, high=567_890_123.0,
            starts_at=FIRST_DAY, ends_at=LAST_DAY,
        )  # fmt: skip
    for number in range(20):
        made = make_commitment(
            session, promise=f"{number}: we proofread every letter, " * 20, put_people=12, put_money=1_250_000,
            put_days=365, moved_people=11, moved_money=10_999_999, moved_days=364, moved_at=NOW,
            confirmed_by_id=scene.quentin.id if number % 2 else None, confirmed_at=NOW if number % 2 else None,
            state=CommitmentState.IN_EFFECT, effective_at=NOW - timedelta(weeks=3),
            put_in="and a note that goes on and on " * 10,
        )  # fmt: skip
        make_measurement(session, commitment=made, as_of=NOW, verdict="cannot_tell_yet")
    session.execute(update(Person).values(name=Person.name + " of Saint-Ouen-l’Aumône and Wollongong"))
    session.execute(update(Cause).values(name=Cause.name + " and what the letter said about the price"))
    session.commit()


def as_printed(page: Any, paper: str, family: str) -> Sheet:
    """Print media at the paper's own width, all type there and, where one is named, in another family."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": int(PAPERS[paper][0] * PX_PER_MM), "height": 1000})
    if family:
        page.evaluate(
            "family => ['--sans', '--serif'].forEach(one => document.documentElement.style.setProperty(one, family))",
            family,
        )
    page.evaluate("document.fonts.ready.then(() => true)")
    return Sheet(**page.evaluate(SHEET))


@pytest.mark.parametrize("is_full", [False, True])
def test_the_board_report_is_one_page_with_room_to_spare_in_any_type(
    somebody: SignedIn, scene: Scene, session: Session, is_full: bool
) -> None:
    if is_full:
        promise_much(session, scene)
    page: Any = somebody(scene.quentin, width=1280)
    for paper in PAPERS:
        for name, family in FAMILIES.items():
            page.goto("/review/board")
            sheet = as_printed(page, paper, family)
            assert sheet.across <= 1, (paper, name)
            assert sheet.height <= sheet.most * (1 - SPARE), (paper, name)
            assert sheet.most <= PAPERS[paper][1] * PX_PER_MM, (paper, name)
            assert pages_of(page.pdf(format=paper)) == 1, (paper, name)
            page.set_viewport_size({"width": 1280, "height": 900})


def test_the_pack_begins_its_promises_on_a_new_page_without_chrome(somebody: SignedIn, scene: Scene) -> None:
    page = somebody(scene.quentin, width=1280)
    page.goto("/review")
    assert pages_of(page.pdf(format="A4")) >= 2
    page.emulate_media(media="print")
    for chrome in (".masthead", ".colophon", "audio", "[data-print]"):
        assert page.locator(chrome).first.is_hidden()
