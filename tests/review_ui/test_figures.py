"""The dashboard, the draws and the actions: what is said, and what is not said yet."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from review_ui.charts import ShareMark, WeekMark, _shares_spec, _weeks_spec, themed
from review_ui.pages.dashboard import breaks
from store.installation import Installation
from store.tables.driver import Campaign
from store.tables.figure import Figure, Subject
from tests.factories.figure import make_figure
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


def test_a_long_draw_is_repeated_when_it_is_asked_for(
    installation: Installation, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    bruno = visitor(installation, scene.bruno)
    short = bruno.get("/draws/1").text
    monkeypatch.setattr("review_ui.queries.draws.CHECKED_AT_ONCE", 10)
    html = bruno.get("/draws/1").text
    assert "Repeated just now" not in html
    assert 'href="/draws/1?repeat=yes"' in html
    assert "Repeated just now: identical." in bruno.get("/draws/1?repeat=yes").text
    monkeypatch.setattr("review_ui.queries.draws.CHECKED_HERE", 10)
    for path in ("/draws/1", "/draws/1?repeat=yes"):
        assert "repeat=yes" not in (html := bruno.get(path).text)
        assert "Repeated just now" not in html
        assert _strata(html) == _strata(short)


def _strata(html: str) -> str:
    return html.split('id="strata-title"')[1].split("</table>", maxsplit=1)[0]


def test_the_list_of_a_draw_is_not_read_to_count_its_strata(
    installation: Installation, scene: Scene, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review_ui.queries.draws.CHECKED_AT_ONCE", 10)
    bruno, before = visitor(installation, scene.bruno), scene.draws[0].listed
    shown = bruno.get("/draws/1").text
    session.add(scene.draws[0])
    scene.draws[0].manifest = []
    session.commit()
    assert f"of {before} calls</h1>" in shown
    assert _strata(bruno.get("/draws/1").text) == _strata(shown)


def test_a_promise_stands_beside_its_verdict(installation: Installation, scene: Scene) -> None:
    html = visitor(installation, scene.quentin).get("/actions").text
    assert "It dropped" in html
    assert "48\u202f%" in html
    assert "9.0\u202f%" in html
    assert "Really put in" in html
    assert "Overdue" in html
    assert "Operations issue" in html


def test_each_queue_and_driver_has_its_own_figures(installation: Installation, scene: Scene, session: Session) -> None:
    period = {"starts_at": scene.draws[0].starts_at, "ends_at": scene.draws[0].ends_at}
    make_figure(session, **period, queue="billing", value=0.62, low=0.5, high=0.73)
    campaign = session.scalars(select(Campaign)).first()
    assert campaign is not None
    of_driver = {"subject": Subject.DRIVER, "subject_id": f"campaign/{campaign.id}", "cause_id": None}
    session.add(Figure(**_like(make_figure(session, **period, queue="moves")) | of_driver | {"queue": ""}))
    session.commit()
    bruno = visitor(installation, scene.bruno)
    assert "Mailer is behind <span" in bruno.get("/dashboard").text
    assert "31\u202f%" in bruno.get("/dashboard").text
    assert "33–49" in bruno.get("/dashboard").text, "the mailing's own share"
    html = bruno.get("/dashboard?queue=billing").text
    assert "62\u202f%" in html
    assert "What makes customers call: billing" in html
    assert "31\u202f%" in bruno.get("/dashboard?queue=nowhere").text


def test_a_product_has_its_own_figures_and_a_queue_goes_before_it(
    installation: Installation, scene: Scene, session: Session
) -> None:
    period = {"starts_at": scene.draws[0].starts_at, "ends_at": scene.draws[0].ends_at}
    of_fibre = make_figure(session, **period, product="fibre", value=0.57, low=0.5, high=0.64)
    make_figure(session, **period, queue="billing", value=0.62, low=0.5, high=0.73)
    of_fibre_id = of_fibre.id
    session.commit()
    bruno = visitor(installation, scene.bruno)
    assert "31\u202f%" in bruno.get("/dashboard").text
    html = bruno.get("/dashboard?product=fibre").text
    assert "What makes customers call: fibre" in html
    assert "57\u202f%" in html
    assert "What makes customers call: billing" in bruno.get("/dashboard?product=fibre&queue=billing").text
    assert '"/dashboard?product=fibre"' in bruno.get(f"/figures/{of_fibre_id}").text.replace("period=", "").replace(
        "2026-09-07..2026-11-02&amp;", ""
    )


def test_a_step_where_another_model_began_is_drawn_as_a_break() -> None:
    before, same = (Figure(taxonomy_version=1, model_version_id=None) for _ in range(2))
    assert not breaks(before, same)
    assert breaks(before, Figure(taxonomy_version=2, model_version_id=None))
    assert breaks(before, Figure(taxonomy_version=1, model_version_id=uuid4()))


def _like(figure: Figure) -> dict[str, Any]:
    return {column.key: getattr(figure, column.key) for column in Figure.__table__.columns if column.key != "id"}


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
