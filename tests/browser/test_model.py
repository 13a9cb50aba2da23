"""The model's page and an explained opinion, on a phone and a desk."""

import pytest
from sqlalchemy.orm import Session

from store.tables.prediction import Prediction
from tests.browser.conftest import SignedIn, until
from tests.browser.test_accessibility import SKIPPED_LEVELS, UNNAMED
from tests.factories.model_version import make_model_version
from tests.factories.prediction import make_prediction
from tests.factories.promise_check import make_promise_check
from tests.factories.scene import Scene

pytestmark = pytest.mark.browser
CAUSES = ["marketing_mailer", "ops_issue", "sales_overpromise", "agent_knowledge_gap", "customer_need", "unknown"]
SCORE = {
    "precision": 0.8, "precision_low": 0.7, "precision_high": 0.9, "recall": 0.6, "recall_low": 0.4,
    "recall_high": 0.8, "f1": 0.69, "rows": 40, "named": 30,
}  # fmt: skip
METRICS = {
    "labels": 240, "judged": 220, "accuracy": 0.78, "macro_f1": 0.7, "ece": 0.05, "log_loss": 0.6,
    "per_cause": dict.fromkeys(CAUSES, SCORE),
    "confusion": {"causes": CAUSES, "rows": [[9 * (row == column) + 1 for column in range(6)] for row in range(6)]},
    "calibration": [{"said": 0.8, "right": 0.75, "low": 0.6, "high": 0.9, "calls": 50}],
    "learning_curve": [{"labels": 25, "macro_f1": 0.3}, {"labels": 50, "macro_f1": 0.5}],
    "telling": {cause: [{"word": f"word{at}", "weight": 1.0} for at in range(12)] for cause in CAUSES},
}  # fmt: skip


def explained(session: Session, scene: Scene) -> Prediction:
    first = make_model_version(session, state="retired", promoted_at=scene.calls[0].received_at)
    version = make_model_version(session, origin="trained", metrics=METRICS, number=first.number + 1)
    make_promise_check(session, call=scene.calls[0])
    span = {"speaker": "customer", "start_ms": 4200, "end_ms": 9000, "text": "got your letter " * 8, "weight": 0.7}
    return make_prediction(
        session,
        call=scene.calls[0],
        model_version_id=version.id,
        evidence=[span] * 3,
        words=[{"word": f"agent: word{at}", "share": 0.04} for at in range(8)],
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_its_pages_fit_and_everything_on_them_has_a_name(
    somebody: SignedIn, scene: Scene, session: Session, width: int
) -> None:
    explained(session, scene)
    session.commit()
    page = somebody(scene.ada, width=width)
    for path in ("/model", f"/calls/{scene.calls[0].id}"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0, path
        assert page.evaluate(UNNAMED) == [], path
        assert page.evaluate(SKIPPED_LEVELS) == [], path
        assert page.locator("h1").count() == 1, path


def test_bringing_a_version_back_asks_first(somebody: SignedIn, scene: Scene, session: Session) -> None:
    explained(session, scene)
    session.commit()
    page = somebody(scene.ada, width=1280)
    page.goto("/model")
    assert not page.locator("text=Yes, put version 1 in charge").is_visible()
    page.click("text=Bring it back")
    page.click("text=Yes, put version 1 in charge")
    assert page.locator("text=It is being put in charge").is_visible()


def test_a_sentence_that_carries_an_opinion_is_played(somebody: SignedIn, scene: Scene, session: Session) -> None:
    explained(session, scene)
    session.commit()
    page = somebody(scene.ada, width=1280)
    page.goto(f"/calls/{scene.calls[0].id}")
    page.locator(".opinion [data-seek]").first.click()
    until(page, "document.querySelector('audio').currentTime > 4.2")
    assert page.evaluate("!document.querySelector('audio').paused")
