"""The dashboard, the draws and the actions: what is said, and what is not said yet."""

import pytest
from sqlalchemy.orm import Session

from review_ui.charts import ShareMark, WeekMark, _shares_spec, _weeks_spec, themed
from store.installation import Installation
from tests.factories.person import bruno, quentin
from tests.factories.scene import Scene
from tests.review_ui.visitor import visitor


def test_it_says_the_finding_with_its_interval_and_how_it_is_known(installation: Installation, scene: Scene) -> None:
    html = visitor(installation, scene.bruno).get("/dashboard").text
    assert "Mailer is behind" in html
    assert "31\u202f%" in html
    assert "between 26 and 36" in html
    assert "Not enough calls yet for: Unknown." in html
    assert "ppi++" in html
    assert "1.3" in html  # calls per 1,000 pieces: 16 calls to the number of 12,000 letters
    assert '<a href="/draws/1">draw 1</a>' in html


def test_a_period_that_is_not_there_shows_the_latest(installation: Installation, scene: Scene) -> None:
    assert "Mailer is behind" in visitor(installation, scene.bruno).get("/dashboard?period=1999").text


def test_an_empty_installation_says_what_to_do_next(installation: Installation, session: Session) -> None:
    bruno(session)
    lead = quentin(session)
    session.commit()
    somebody = visitor(installation, lead)
    for path, said in (
        ("/dashboard", "No figures yet"),
        ("/draws", "No draw yet"),
        ("/actions", "Nothing was promised yet"),
        ("/calls", "No calls yet"),
        ("/desk", "Nothing waits for you"),
        ("/listen", "Nothing to hear yet"),
        ("/refusals", "Nothing was refused"),
    ):
        answer = somebody.get(path)
        assert answer.status_code == 200
        assert said in answer.text


def test_a_draw_is_repeated_while_you_look(installation: Installation, scene: Scene, session: Session) -> None:
    bruno = visitor(installation, scene.bruno)
    html = bruno.get("/draws/1").text
    assert "Repeated just now: identical." in html
    assert "Unpredictable and reproducible." in html
    assert bruno.get("/draws/1/record.json").json()["seed_hex"] == "5e" * 32
    draw = scene.draws[0]
    session.add(draw)
    draw.seed_hex = "5f" * 32
    session.commit()
    assert "Repeated just now: different." in bruno.get("/draws/1").text


def test_a_promise_stands_beside_its_verdict(installation: Installation, scene: Scene) -> None:
    html = visitor(installation, scene.quentin).get("/actions").text
    assert "It dropped" in html
    assert "48\u202f%" in html
    assert "9.0\u202f%" in html
    assert "Really put in" in html
    assert "Overdue" in html
    assert "Operations issue" in html


@pytest.mark.slow
def test_charts_take_their_colours_from_the_page() -> None:
    """The real drawing engine."""
    from review_ui import charts

    marks = [ShareMark("Mailer <b>", 0.31, 0.26, 0.36, 0.3, is_avoidable=True).__dict__]
    weeks = [{**WeekMark("2026-09-07", "2026-09-21", 0.4, 0.3, 0.5).__dict__, "top": 0.6}]
    for drawn in (charts.draw(_shares_spec, marks, 860), charts.draw(_weeks_spec, weeks, 250)):
        svg = themed(drawn)
        assert "var(--accent)" in svg
        assert "#040404" not in svg
        assert "<style" not in svg
        assert " style=" not in svg
        assert "<b>" not in svg
