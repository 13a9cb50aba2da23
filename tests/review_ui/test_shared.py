"""The number that every department shares stands in the head of every page, and its page says what it is made of."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.campaign_outcome import CampaignOutcome
from store.tables.figure import Measure, Subject
from tests.factories.figure import make_figure
from tests.factories.scene import FIRST_DAY, LAST_DAY, Scene
from tests.review_ui.visitor import visitor


@pytest.fixture
def shared(session: Session, scene: Scene) -> None:
    facts: dict[str, Any] = {
        "subject": Subject.AVOIDABLE, "subject_id": "all", "starts_at": FIRST_DAY, "ends_at": LAST_DAY, "version": 1,
    }  # fmt: skip
    for measure, value, low, high in (
        (Measure.SHARE, 0.68, 0.61, 0.74), (Measure.CALLS, 280, 251, 305), (Measure.PER_THOUSAND, 3.61, 3.2, 3.9),
        (Measure.COST, 1062, 953, 1156),
    ):  # fmt: skip
        made = make_figure(session, measure=measure, value=value, low=low, high=high, **facts)
        made.cause_id = None
    session.add(CampaignOutcome(campaign_id="autumn", leads=1140, sales=418, revenue=71_060))
    session.commit()


def test_it_stands_in_the_head_of_every_page_for_everybody(
    installation: Installation, scene: Scene, shared: None
) -> None:
    for person, path in ((scene.bruno, "/listen"), (scene.asha, "/desk"), (scene.auditor, "/draws")):
        html = visitor(installation, person).get(path).text
        assert "avoidable calls per 1,000 customers a month" in html
        assert "<strong>3.6</strong>" in html
        assert "3.2–3.9" in html


def test_strangers_see_no_figure(installation: Installation, scene: Scene, shared: None) -> None:
    assert "avoidable calls" not in visitor(installation).get("/sign-in").text


def test_its_page_says_what_it_is_made_of_and_what_mailings_bring(
    installation: Installation, scene: Scene, shared: None
) -> None:
    html = visitor(installation, scene.bruno).get("/shared").text
    assert "Handling them cost €953 to €1\u202f156" in html
    assert "€71\u202f060" in html
    assert "not imported" in html
    assert "Customer need" not in html


def test_before_there_is_one_it_says_what_it_needs(installation: Installation, scene: Scene) -> None:
    bruno = visitor(installation, scene.bruno)
    assert "registers import customers" in bruno.get("/shared").text
    assert "avoidable calls per 1,000 customers a month" not in bruno.get("/listen").text
