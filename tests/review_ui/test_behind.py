"""From a figure to the calls behind it: reviewers see calls, the blind do not, others hear excerpts."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.call import Call, CallState
from store.tables.figure import Figure, Measure
from store.tables.label import Label
from tests.conftest import NOW
from tests.factories.assignment import make_assignment
from tests.factories.figure import make_figure
from tests.factories.model_version import make_model_version
from tests.factories.prediction import make_prediction
from tests.factories.scene import FIRST_DAY, LAST_DAY, Scene
from tests.review_ui.visitor import visitor


@pytest.fixture
def figure(session: Session, scene: Scene) -> Figure:
    found = session.scalars(
        select(Figure).where(
            Figure.headline(), Figure.measure == Measure.SHARE, Figure.cause_id == "marketing_mailer",
            Figure.grain == "period", Figure.starts_at == FIRST_DAY, Figure.ends_at == LAST_DAY,
        )
    ).one()  # fmt: skip
    session.commit()
    return found


def named(session: Session, cause: str) -> list[Call]:
    """Calls that count as named by people."""
    labels = select(Label).where(Label.cause_id == cause, Label.is_blind, Label.draw_id.is_not(None))
    found = [session.get_one(Call, label.call_id) for label in session.scalars(labels)]
    session.commit()
    return found


def test_the_lead_sees_the_calls_and_who_says_so(
    installation: Installation, session: Session, scene: Scene, figure: Figure
) -> None:
    calls = named(session, "marketing_mailer")
    html = visitor(installation, scene.quentin).get(f"/figures/{figure.id}").text
    assert calls
    assert f"{len(calls)} of " in html
    assert all(call.external_id in html for call in calls[:20])
    assert "a person, blind" in html
    others = named(session, "ops_issue")
    assert others
    assert not any(f">{call.external_id}<" in html for call in others)


def test_a_call_that_is_on_her_desk_is_not_shown_to_the_lead(
    installation: Installation, session: Session, scene: Scene, figure: Figure
) -> None:
    call = named(session, "marketing_mailer")[0]
    make_assignment(session, call_id=call.id, person_id=scene.quentin.id)
    session.commit()
    html = visitor(installation, scene.quentin).get(f"/figures/{figure.id}").text
    assert f">{call.external_id}<" not in html
    assert "1 call is not shown" in html


def test_a_reviewer_sees_only_what_she_labelled_for_good(
    installation: Installation, session: Session, scene: Scene, figure: Figure
) -> None:
    calls = named(session, "marketing_mailer")
    hers = set(session.scalars(select(Label.call_id).where(Label.annotator_id == scene.asha.id)))
    session.commit()
    html = visitor(installation, scene.asha).get(f"/figures/{figure.id}").text
    for call in calls:
        assert (f">{call.external_id}<" in html) == (call.id in hers)


def test_an_executive_gets_counts_and_his_own_excerpts_and_no_call(
    installation: Installation, session: Session, scene: Scene, figure: Figure
) -> None:
    html = visitor(installation, scene.bruno).get(f"/figures/{figure.id}").text
    mine = [one for one in scene.excerpts if one.cause_id == "marketing_mailer"]
    assert mine
    assert all(f"/excerpts/{one.id}" in html for one in mine)
    assert "/calls/" not in html
    assert "NL-1" not in html
    carols = visitor(installation, scene.carol).get(f"/figures/{figure.id}").text
    assert "/excerpts/" not in carols


def unlabelled(scene: Scene) -> list[Call]:
    labelled = {label.call_id for label in scene.labels}
    return [call for call in scene.calls if call.state is CallState.DONE and call.id not in labelled]


def test_calls_nobody_labelled_are_listed_as_todays_models_opinion(
    installation: Installation, session: Session, scene: Scene, figure: Figure
) -> None:
    first, second, other = unlabelled(scene)[:3]
    for call, cause in ((first, "marketing_mailer"), (second, "marketing_mailer"), (other, "ops_issue")):
        make_prediction(session, call_id=call.id, cause_id=cause)
    session.commit()
    html = visitor(installation, scene.quentin).get(f"/figures/{figure.id}").text
    assert "today’s model puts 2 down to it" in html
    assert f">{first.external_id}<" in html
    assert f">{other.external_id}<" not in html


def test_it_says_whose_opinion_is_shown(installation: Installation, session: Session, scene: Scene) -> None:
    version = make_model_version(session, origin="trained", number=77, state="retired", promoted_at=NOW)
    call, span = unlabelled(scene)[0], {"starts_at": FIRST_DAY, "ends_at": LAST_DAY}
    make_prediction(session, call_id=call.id, model_version_id=version.id)
    make_prediction(session, call_id=call.id)
    told = {
        make_figure(session, **span, estimator="ppi", model_version_id=version.id).id: ("the figure’s model", ""),
        make_figure(session, **span, estimator="ppi").id: ("today’s model", "they were not kept"),
        make_figure(session, **span, estimator="human_only").id: ("today’s model", "No model had a part in the figure"),
    }
    session.commit()
    for figure_id, (who, why) in told.items():
        html = visitor(installation, scene.quentin).get(f"/figures/{figure_id}").text
        assert f"nobody labelled, {who} puts" in html
        assert f'<td class="text" data-label="Who says so">{who}, ' in html
        assert why in html
        assert ("not kept" in html) is (why == "they were not kept")


def test_labels_given_after_it_was_published_do_not_count(
    installation: Installation, session: Session, scene: Scene, figure: Figure
) -> None:
    html = visitor(installation, scene.quentin).get(f"/figures/{figure.id}").text
    assert "a person, blind" in html
    session.add(figure)
    figure.published_at = FIRST_DAY - timedelta(days=1)
    session.commit()
    assert "a person, blind" not in visitor(installation, scene.quentin).get(f"/figures/{figure.id}").text


def test_it_tells_how_it_is_known(installation: Installation, session: Session, scene: Scene) -> None:
    version = make_model_version(session, origin="trained", number=77, state="retired", promoted_at=NOW)
    figure = make_figure(
        session, starts_at=FIRST_DAY, ends_at=LAST_DAY, model_version_id=version.id, estimator="ppi",
        nonresponse={"failed": 20, "bounds": [0.2, 0.6]}, drawn=240, frame=400,
    )  # fmt: skip
    session.commit()
    for path in (f"/figures/{figure.id}", "/dashboard"):
        html = visitor(installation, scene.bruno).get(path).text
        for told in (
            "400 calls", "240", "220", "worth 150 random ones", "stratified PPI++", "version 77", "20 failed",
            "At worst 20–60", "34–51", '<a href="/draws/1">1</a>', "/help/figures",
        ):  # fmt: skip
            assert told in html, (path, told)


def test_too_few_labels_say_nothing(installation: Installation, session: Session, scene: Scene) -> None:
    figure = make_figure(
        session, starts_at=FIRST_DAY, ends_at=LAST_DAY, value=None, low=None, high=None, human_value=None,
        human_low=None, human_high=None, labelled=29, estimator="not_enough", effective_n=None, queue="moves",
    )  # fmt: skip
    session.commit()
    html = visitor(installation, scene.quentin).get(f"/figures/{figure.id}").text
    assert "not enough calls yet" in html
    assert "29 calls labelled by people; thirty are needed" in html


def test_filters_stand_in_the_address_and_narrow_causes_and_table(
    installation: Installation, session: Session, scene: Scene
) -> None:
    bruno = visitor(installation, scene.bruno)
    html = bruno.get(f"/dashboard?owner={scene.carol.id}").text
    assert "Operations issue" in html
    assert "Mailer is behind" not in html
    rows = list(csv.DictReader(io.StringIO(bruno.get(f"/dashboard.csv?owner={scene.carol.id}").text.lstrip("\ufeff"))))
    assert {row["owner"] for row in rows} == {scene.carol.name}


def test_the_table_holds_intervals_n_and_estimator_and_no_formula(
    installation: Installation, session: Session, scene: Scene
) -> None:
    session.add(scene.carol)
    scene.carol.name = "=HYPERLINK(1)"
    session.commit()
    answer = visitor(installation, scene.quentin).get("/dashboard.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
    share = next(row for row in rows if row["name"] == "Mailer" and row["measure"] == "share")
    assert (share["low"], share["value"], share["high"]) == ("0.264", "0.312", "0.364")
    assert share["n"]
    assert share["estimator"]
    assert "'=HYPERLINK(1)" in {row["owner"] for row in rows}
    assert next(row for row in rows if row["name"] == "Unknown")["says"] == "not enough calls yet"


def test_the_table_holds_promises_with_their_verdict_and_what_was_counted_of_mailings(
    installation: Installation, scene: Scene
) -> None:
    def told(path: str) -> dict[tuple[str, str], dict[str, str]]:
        text = visitor(installation, scene.quentin).get(path).text.lstrip("\ufeff")
        rows = csv.DictReader(io.StringIO(text))
        return {(row["name"].partition(":")[0], row["measure"]): row for row in rows}

    rows = told("/dashboard.csv")
    before, after, change = (rows["Mailer", one] for one in ("share_before", "share_after", "change"))
    assert (before["value"], before["low"], before["high"]) == ("0.48", "0.4", "0.56")
    assert (after["value"], after["n"], after["estimator"]) == ("0.09", "110", "ppi++")
    assert (change["value"], change["low"], change["high"], change["says"]) == ("-0.39", "-0.53", "-0.25", "It dropped")
    assert (change["subject"], change["owner"]) == ("commitment", scene.bruno.name)
    assert "billing proofreads" in change["name"]
    assert rows["Autumn mailer", "pieces"]["value"] == "12000"
    assert rows["Autumn mailer", "calls_to_its_number"]["value"] == "16"
    assert rows["Autumn mailer", "calls_to_its_number"]["says"] == "counted, not estimated"
    assert round(float(rows["Autumn mailer", "calls_per_1000_pieces"]["value"]), 2) == 1.33
    assert ("Mailer", "change") not in told(f"/dashboard.csv?owner={scene.carol.id}")


def test_before_and_after_stand_with_their_verdict(installation: Installation, scene: Scene) -> None:
    html = visitor(installation, scene.bruno).get("/dashboard").text
    assert "Did the fixes work?" in html
    assert "It dropped" in html


def test_help_explains_figures_inside_the_product(installation: Installation, scene: Scene) -> None:
    bruno = visitor(installation, scene.bruno)
    html = bruno.get("/help/figures").text
    assert "Figures that survive the meeting" in html
    assert "<table>" in html
    assert bruno.get("/help/../../secret").status_code == 404
    assert 'href="../' not in bruno.get("/help/redaction").text
