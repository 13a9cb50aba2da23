"""What the lead is told about agreement, and what is held back."""

from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.label import LabelPurpose
from tests.factories.label import make_label
from tests.factories.scene import Scene
from tests.review_ui.visitor import visitor


def test_with_few_calls_nothing_is_said(installation: Installation, scene: Scene) -> None:
    html = visitor(installation, scene.quentin).get("/agreement").text
    assert "Not enough calls yet: 0 of 30 have two blind labels" in html
    assert "No calibration call has two labels yet" in html


def test_with_enough_calls_a_coefficient_and_its_interval_are_told(
    installation: Installation, scene: Scene, session: Session
) -> None:
    for number, label in enumerate(scene.labels[:36]):
        cause = "unknown" if number % 9 == 0 else label.cause_id
        make_label(
            session, call_id=label.call_id, cause_id=cause, annotator_id=scene.quentin.id, draw_id=label.draw_id,
            purpose=LabelPurpose.DOUBLE_CODING, probability=0.9,
        )  # fmt: skip
    session.commit()
    html = visitor(installation, scene.quentin).get("/agreement").text
    assert "36 calls with two blind labels, between 0." in html
    assert "Asha Rao and Quentin Moss" in html or "Quentin Moss and Asha Rao" in html
    assert "November 2026" in html


def test_reviewers_are_not_shown_how_they_compare(installation: Installation, scene: Scene) -> None:
    assert visitor(installation, scene.asha).get("/agreement").status_code == 403
    assert visitor(installation, scene.bruno).get("/agreement").status_code == 403
    assert visitor(installation, scene.auditor).get("/agreement").status_code == 200
