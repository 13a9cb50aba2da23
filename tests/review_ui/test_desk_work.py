"""Work in progress at the desk: drafts, a broken line, two people at one call, corrected words, the pace."""

from datetime import timedelta
from uuid import UUID, uuid4

import httpx2
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.presence import LEASE, arrive, others_at
from classify.queues import waiting_for_label
from review_ui.queries.desk_pace import measured
from store.installation import Installation
from store.tables.call import Call
from store.tables.draft import Draft
from store.tables.label import Label, LabelPurpose
from store.tables.presence import Presence
from store.tables.transcript import Transcript
from tests.conftest import NOW
from tests.factories.queued_call import make_queued_call
from tests.factories.scene import Scene
from tests.review_ui.test_desk import on_desk
from tests.review_ui.visitor import Visitor, visitor


def script(somebody: Visitor, path: str, fields: dict[str, str], form_on: str = "/desk") -> httpx2.Response:
    """Send a form the way our modules do."""
    somebody.client.headers["accept"] = "application/json"
    try:
        return somebody.send(path, fields, form_on=form_on)
    finally:
        somebody.client.headers["accept"] = "text/html"


def test_what_was_begun_is_there_again_on_any_screen_and_for_nobody_else(
    installation: Installation, scene: Scene
) -> None:
    asha = visitor(installation, scene.asha)
    task = on_desk(asha)
    begun = {"cause_id": "ops_issue", "reason": "zanzibar, card 4111 1111 1111 1111", "quote_turn": "1"}
    assert script(asha, f"/assignments/{task.assignment}/draft", begun).json() == {"is_kept": True}
    elsewhere = visitor(installation, scene.asha)
    html = on_desk(elsewhere).html
    assert "zanzibar" in html
    assert "4111" not in html
    assert 'value="ops_issue" data-cause="2" checked' in html
    assert "kept for you" in html
    quentin = visitor(installation, scene.quentin)
    for page in ("/desk", f"/calls/{task.call}", "/label-queues"):
        assert "zanzibar" not in quentin.get(page).text
    refused = script(quentin, f"/assignments/{task.assignment}/draft", begun)
    assert refused.status_code == 404


def test_without_a_script_a_button_keeps_what_was_begun(installation: Installation, scene: Scene) -> None:
    asha = visitor(installation, scene.asha)
    task = on_desk(asha)
    assert f'formaction="/assignments/{task.assignment}/draft"' in task.html
    kept = asha.send(f"/assignments/{task.assignment}/draft", {"reason": "half a thought"}, form_on="/desk")
    assert (kept.status_code, kept.headers["location"]) == (303, "/desk")
    assert "half a thought" in on_desk(asha).html


def test_a_label_that_is_sent_twice_over_a_broken_line_is_one(
    installation: Installation, scene: Scene, session: Session
) -> None:
    asha = visitor(installation, scene.asha)
    task = on_desk(asha)
    script(asha, f"/assignments/{task.assignment}/draft", {"reason": "begun"})
    fields = {"cause_id": "ops_issue", "quote_turn": "1", "submission_id": str(uuid4())}
    assert script(asha, f"/calls/{task.call}/labels", fields).json() == {"next": "/desk"}
    assert script(asha, f"/calls/{task.call}/labels", fields).json() == {"next": "/desk"}
    given = select(Label).where(Label.call_id == UUID(task.call), Label.annotator_id == scene.asha.id)
    assert len(session.scalars(given).all()) == 1
    assert session.scalars(select(Draft)).all() == []


def test_a_form_carries_an_id_of_its_own_so_a_double_click_is_one_label(
    installation: Installation, scene: Scene, session: Session
) -> None:
    asha = visitor(installation, scene.asha)
    task = on_desk(asha)
    submission = task.html.split('name="submission_id" value="')[1].split('"')[0]
    fields = {"cause_id": "unknown", "reason": "noise", "submission_id": submission}
    for _ in range(2):
        assert asha.send(f"/calls/{task.call}/labels", fields, form_on="/model-help").status_code == 303
    assert len(session.scalars(select(Label).where(Label.reason == "noise")).all()) == 1


def test_a_script_is_told_what_is_wrong_and_what_has_become_of_the_call(
    installation: Installation, scene: Scene
) -> None:
    asha = visitor(installation, scene.asha)
    task = on_desk(asha)
    wrong = script(asha, f"/calls/{task.call}/labels", {"cause_id": "ops_issue"})
    assert wrong.status_code == 422
    assert "A named cause needs a quote." in wrong.json()["problems"]["quote"]
    gone = script(asha, f"/calls/{uuid4()}/labels", {"cause_id": "ops_issue"})
    assert "is not here" in gone.json()["problem"]


def test_two_people_at_one_call_see_each_other_and_no_label(
    installation: Installation, scene: Scene, session: Session
) -> None:
    asha, quentin = visitor(installation, scene.asha), visitor(installation, scene.quentin)
    task = on_desk(asha)
    here = script(quentin, f"/calls/{task.call}/presence", {}, form_on="/model-help").json()
    assert here == {"others": [scene.asha.name], "is_held": False}
    assert script(asha, f"/calls/{task.call}/presence", {}).json() == {"others": [scene.quentin.name], "is_held": True}
    assert f"{scene.asha.name} is at this call too." in quentin.get(f"/calls/{task.call}").text
    asha.send(f"/calls/{task.call}/labels", {"cause_id": "unknown", "reason": "noise"}, form_on="/desk")
    after = script(quentin, f"/calls/{task.call}/presence", {}, form_on="/model-help").json()
    assert after["others"] == [], "gone the same way as after closing the page"


def test_presence_is_a_lease_that_runs_out_and_names_one_place(
    installation: Installation, scene: Scene, session: Session
) -> None:
    first, second = scene.calls[0].id, scene.calls[1].id
    arrive(session, scene.asha, first, now=NOW)
    assert others_at(session, scene.quentin, first, now=NOW + LEASE) == [scene.asha.name]
    assert others_at(session, scene.quentin, first, now=NOW + LEASE + timedelta(seconds=1)) == []
    arrive(session, scene.asha, second, now=NOW)
    assert others_at(session, scene.quentin, first, now=NOW) == []
    assert others_at(session, scene.asha, second, now=NOW) == []
    assert len(session.scalars(select(Presence)).all()) == 1
    session.rollback()


def test_an_executive_is_present_only_at_the_calibration_call_before_them(
    installation: Installation, scene: Scene, session: Session
) -> None:
    calls = session.scalars(waiting_for_label().limit(2)).all()
    make_queued_call(session, call_id=calls[0].id)
    ids = [str(call.id) for call in calls]
    session.commit()
    bruno = visitor(installation, scene.bruno)
    task = on_desk(bruno)
    assert task.call == ids[0]
    assert "data-correct" not in task.html
    assert script(bruno, f"/calls/{ids[0]}/presence", {}).status_code == 200
    assert script(bruno, f"/calls/{ids[1]}/presence", {}).status_code == 404
    assert bruno.get(f"/calls/{ids[0]}/turns/500").status_code == 403
    label = session.scalars(select(Label).where(Label.annotator_id == scene.bruno.id)).all()
    assert label == []
    session.commit()
    bruno.send(f"/calls/{ids[0]}/labels", {"cause_id": "ops_issue", "quote_turn": "1"}, form_on="/desk")
    purposes = session.scalars(select(Label.purpose).where(Label.annotator_id == scene.bruno.id)).all()
    assert purposes == [LabelPurpose.CALIBRATION]


def test_a_turn_is_corrected_on_a_plain_page_and_both_are_kept_in_a_conflict(
    installation: Installation, scene: Scene, session: Session
) -> None:
    call = session.get_one(Call, scene.calls[1].id)
    session.commit()
    asha, quentin = visitor(installation, scene.asha), visitor(installation, scene.quentin)
    page = f"/calls/{call.id}/turns/{start_of(quentin, call)}"
    fields = hidden(asha.get(page).text)
    assert "the line has been dead" in fields["seen"]
    typed = fields["seen"].replace("sunday", "monday")
    saved = asha.send(f"/calls/{call.id}/corrections", {**fields, "text": typed}, form_on=page)
    assert saved.headers["location"] == f"/calls/{call.id}"
    assert f"{scene.asha.name} corrected its words (version 2)" in quentin.get(f"/calls/{call.id}").text
    theirs = fields["seen"].replace("sunday", "tuesday")
    conflict = quentin.send(f"/calls/{call.id}/corrections", {**fields, "text": theirs}, form_on=page)
    assert conflict.status_code == 409
    assert "tuesday" in conflict.text
    assert "monday" in conflict.text
    again = {**hidden(conflict.text), "text": theirs}
    assert quentin.send(f"/calls/{call.id}/corrections", again, form_on=page).status_code == 303
    versions = session.scalars(
        select(Transcript.text).where(Transcript.call_id == call.id).order_by(Transcript.version)
    )
    assert [next(day for day in ("sunday", "monday", "tuesday") if day in text) for text in versions] == [
        "sunday", "monday", "tuesday",
    ]  # fmt: skip


def test_from_the_desk_a_correction_leads_back_to_it_and_names_stay_hidden_from_the_blind(
    installation: Installation, scene: Scene, session: Session
) -> None:
    quentin, asha = visitor(installation, scene.quentin), visitor(installation, scene.asha)
    task = on_desk(asha)
    link = task.html.split("data-correct>")[0].split('href="')[-1].split('"')[0]
    fields = hidden(quentin.get(link.replace("?back=desk", "")).text)
    sent = {**fields, "text": f"{fields['seen']} really", "back": "desk"}
    assert script(quentin, f"/calls/{task.call}/corrections", sent).json() == {"next": "/desk"}
    story = asha.get(f"/calls/{task.call}").text
    assert "Somebody corrected its words" in story
    assert f"{scene.quentin.name} corrected" not in story
    wrong = script(quentin, f"/calls/{task.call}/corrections", {**fields, "text": "quite different"})
    assert wrong.status_code == 409
    assert wrong.json()["seen"].endswith("really")


@pytest.mark.parametrize(
    ("gaps_s", "expected"),
    [
        ([60] * 4, None),
        ([60] * 10, (60, 30, 30)),
        ([60] * 5 + [3600] + [60] * 5, (60, 30, 30)),
    ],
)
def test_the_pace_is_measured_between_labels_in_a_row(gaps_s: list[int], expected: tuple[int, int, int] | None) -> None:
    given = [NOW]
    for gap in gaps_s:
        given.append(given[-1] + timedelta(seconds=gap))
    pace = measured(given, left=30)
    if expected is None:
        assert pace is None
    else:
        assert pace is not None
        assert (pace.per_hour, pace.low_s / 60, pace.high_s / 60) == pytest.approx(expected)


def test_the_rest_is_told_as_wide_as_the_pace_varies() -> None:
    steady = measured([NOW + timedelta(seconds=at) for at in range(0, 660, 60)], left=30)
    uneven = measured(
        [NOW + timedelta(seconds=at) for at in (0, 10, 120, 130, 240, 250, 360, 370, 480, 490, 600)], left=30
    )
    assert steady
    assert uneven
    assert steady.per_hour == uneven.per_hour
    assert uneven.high_s - uneven.low_s > 600 > steady.high_s - steady.low_s


def start_of(somebody: Visitor, call: Call) -> str:
    """Start of the second turn, as its link has it."""
    return somebody.get(f"/calls/{call.id}").text.split(f"/calls/{call.id}/turns/")[2].split('"')[0]


def hidden(html: str) -> dict[str, str]:
    names = ("speaker", "start_ms", "end_ms", "seen", "back")
    form = html.split('class="stack correction-page"')[1]
    return {name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in names}
