"""The review desk: blind, in ticket order, quotes from the transcript, undo."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

from fastapi.routing import APIRoute
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from accounts.presence import arrive
from classify.drafts import save_draft
from classify.queues import waiting_for_label
from review_ui.router import PAGES
from store.installation import Installation
from store.tables.assignment import Assignment
from store.tables.call import Call
from store.tables.dispute import Dispute, DisputeState
from store.tables.job import Job
from store.tables.label import Label, LabelPurpose
from store.tables.transcript import Transcript
from tests.conftest import NOW
from tests.factories.driver_link import make_driver_link
from tests.factories.label import make_label
from tests.factories.prediction import make_prediction
from tests.factories.queued_call import make_queued_call
from tests.factories.scene import Scene
from tests.review_ui.visitor import Visitor, visitor


def next_call(session: Session) -> str:
    return str(session.scalars(waiting_for_label().limit(1)).one().id)


def test_asha_labels_the_next_call_with_a_quote(installation: Installation, scene: Scene, session: Session) -> None:
    call, waiting = next_call(session), session.scalar(_waiting())
    session.commit()
    asha = visitor(installation, scene.asha)
    assert f'action="/calls/{call}/labels"' in asha.get("/desk").text
    fields = {"cause_id": "ops_issue", "quote_turn": "1"}
    assert asha.send(f"/calls/{call}/labels", fields, form_on="/desk").headers["location"] == "/desk"
    label = session.scalars(select(Label).order_by(Label.labelled_at.desc(), Label.id)).all()
    given = next(one for one in label if str(one.call_id) == call)
    assert given.quote
    assert given.purpose is LabelPurpose.ESTIMATION
    assert given.is_blind
    assert given.probability is not None
    assert session.scalar(_waiting()) == (waiting or 0) - 1


def test_a_named_cause_without_a_quote_is_told_beside_the_form(
    installation: Installation, scene: Scene, session: Session
) -> None:
    call = next_call(session)
    session.commit()
    answer = visitor(installation, scene.asha).send(
        f"/calls/{call}/labels", {"cause_id": "ops_issue", "reason": "typed text stays"}, form_on="/desk"
    )
    assert answer.status_code == 422
    assert "A named cause needs a quote." in answer.text
    assert "typed text stays" in answer.text


def test_nothing_that_a_model_or_a_colleague_said_is_shown(
    installation: Installation, scene: Scene, session: Session
) -> None:
    call = session.scalars(waiting_for_label().limit(1)).one()
    make_prediction(session, call=call)
    session.commit()
    html = visitor(installation, scene.asha).get("/desk").text
    assert "What the model says" not in html
    assert "A suggestion" not in html
    page = visitor(installation, scene.asha).get(f"/calls/{call.id}").text
    assert "You are still blind" in page
    assert "What the model says" not in page
    assert "A suggestion" not in page


def test_a_slip_is_taken_back(installation: Installation, scene: Scene, session: Session) -> None:
    call = next_call(session)
    session.commit()
    asha = visitor(installation, scene.asha)
    asha.send(f"/calls/{call}/labels", {"cause_id": "unknown", "reason": "too noisy"}, form_on="/desk")
    label = session.scalars(select(Label).where(Label.reason == "too noisy")).one()
    session.commit()
    quentin = visitor(installation, scene.quentin)
    assert quentin.send(f"/labels/{label.id}/withdraw", form_on="/desk").status_code == 404
    assert asha.send(f"/labels/{label.id}/withdraw", form_on="/desk").status_code == 303
    session.refresh(label)
    assert label.withdrawn_at is not None


def test_two_people_on_one_call_both_count(installation: Installation, scene: Scene, session: Session) -> None:
    call = next_call(session)
    session.commit()
    fields = {"cause_id": "unknown", "reason": "too noisy"}
    for person in (scene.asha, scene.quentin):
        visitor(installation, person).send(f"/calls/{call}/labels", fields, form_on="/desk")
    purposes = session.scalars(select(Label.purpose).where(Label.reason == "too noisy")).all()
    assert sorted(purposes) == [LabelPurpose.DOUBLE_CODING, LabelPurpose.ESTIMATION]


def test_a_disputed_call_comes_first_and_its_label_settles_it(
    installation: Installation, scene: Scene, session: Session
) -> None:
    disputed = scene.excerpts[0]
    make_label(session, call_id=disputed.call_id, annotator_id=scene.ada.id)
    session.commit()
    bruno = visitor(installation, scene.bruno)
    bruno.send(f"/excerpts/{disputed.id}/listens", form_on=f"/excerpts/{disputed.id}")
    bruno.send(f"/excerpts/{disputed.id}/dispute", {"why": "not ours"}, form_on=f"/excerpts/{disputed.id}")
    quentin = visitor(installation, scene.quentin)
    html = quentin.get("/desk").text
    assert "A second opinion is wanted" in html
    assert "Bruno" not in html
    quentin.send(f"/calls/{disputed.call_id}/labels", {"cause_id": "ops_issue", "quote_turn": "1"}, form_on="/desk")
    assert session.scalars(select(Dispute)).one().state is DisputeState.UPHELD


def test_a_skip_without_a_reason_is_told_and_with_one_the_next_call_comes(
    installation: Installation, scene: Scene, session: Session
) -> None:
    asha = visitor(installation, scene.asha)
    first = on_desk(asha)
    refused = asha.send(f"/assignments/{first.assignment}/skip", {"why": " "}, form_on="/desk")
    assert refused.status_code == 422
    assert "A skip needs a reason" in refused.text
    asha.send(
        f"/assignments/{first.assignment}/skip", {"why": "my neighbour, card 4111 1111 1111 1111"}, form_on="/desk"
    )
    assert on_desk(asha).call != first.call
    kept = session.scalars(select(Assignment.reason).where(Assignment.reason != "")).one()
    session.commit()
    assert "neighbour" in kept
    assert "4111" not in kept
    assert on_desk(visitor(installation, scene.quentin)).call == first.call
    html = visitor(installation, scene.quentin).get("/label-queues").text
    assert "my neighbour" in html
    assert "left to others" in html


def test_two_people_have_two_calls_and_stopping_gives_one_back(installation: Installation, scene: Scene) -> None:
    asha, quentin = visitor(installation, scene.asha), visitor(installation, scene.quentin)
    first = on_desk(asha)
    assert on_desk(quentin).call != first.call
    stopped = asha.send(f"/assignments/{first.assignment}/release", form_on="/desk")
    assert stopped.headers["location"] == "/dashboard"
    assert on_desk(visitor(installation, scene.ada)).call == first.call
    answer = asha.send(f"/assignments/{first.assignment}/skip", {"why": "too late"}, form_on="/desk")
    assert answer.status_code == 409
    assert "with you no longer" in answer.text
    assert (
        quentin.send(f"/assignments/{first.assignment}/skip", {"why": "not mine"}, form_on="/desk").status_code == 404
    )


def test_an_undone_label_is_on_the_desk_again(installation: Installation, scene: Scene, session: Session) -> None:
    asha = visitor(installation, scene.asha)
    first = on_desk(asha)
    asha.send(f"/calls/{first.call}/labels", {"cause_id": "unknown", "reason": "slip"}, form_on="/desk")
    label = session.scalars(select(Label).where(Label.reason == "slip")).one()
    session.commit()
    assert on_desk(asha).call != first.call
    asha.send(f"/labels/{label.id}/withdraw", form_on="/desk")
    assert on_desk(asha).call == first.call


def test_bruno_labels_calibration_calls_blind_and_hears_only_those(
    installation: Installation, scene: Scene, session: Session
) -> None:
    with_sound = session.scalars(select(Transcript).where(Transcript.audio_blob.is_not(None))).first()
    assert with_sound
    make_queued_call(session, call_id=with_sound.call_id)
    session.commit()
    bruno = visitor(installation, scene.bruno)
    assert "1 calibration call waits" in bruno.get("/listen").text
    task = on_desk(bruno)
    assert task.call == str(with_sound.call_id)
    assert "everybody labels it" in task.html
    assert bruno.get(f"/assignments/{task.assignment}/audio").status_code == 200
    assert bruno.get(f"/calls/{task.call}/audio").status_code == 403
    assert bruno.get(f"/calls/{task.call}").status_code == 403
    bruno.send(f"/calls/{task.call}/labels", {"cause_id": "ops_issue", "quote_turn": "1"}, form_on="/desk")
    label = session.scalars(select(Label).where(Label.annotator_id == scene.bruno.id)).one()
    assert (label.purpose, label.is_blind) == (LabelPurpose.CALIBRATION, True)
    other = next_call(session)
    session.commit()
    assert bruno.get(f"/assignments/{task.assignment}/audio").status_code == 409
    assert "Thank you" in bruno.get("/desk").text
    refused = bruno.send(f"/calls/{other}/labels", {"cause_id": "unknown", "reason": "no"}, form_on="/desk")
    assert refused.status_code == 403


def test_who_settles_sees_three_labels_without_names(
    installation: Installation, scene: Scene, session: Session
) -> None:
    call = make_disagreement(session, scene)
    session.commit()
    ada = visitor(installation, scene.ada)
    task = on_desk(ada)
    assert task.call == str(call.id)
    assert "Three blind labels" not in task.html
    ada.send(f"/calls/{call.id}/labels", {"cause_id": "customer_need", "quote_turn": "1"}, form_on="/desk")
    html = ada.get("/desk").text
    assert "Three blind labels" in html
    assert scene.asha.name not in html
    assert 'value="customer_need" data-cause="5" checked' in html
    fields = {"cause_id": "ops_issue", "quote_turn": "1"}
    ada.send(f"/calls/{call.id}/labels", fields, form_on="/desk")
    settled = session.scalars(select(Label).where(Label.purpose == LabelPurpose.SETTLEMENT)).one()
    assert (settled.cause_id, settled.annotator_id) == ("ops_issue", scene.ada.id)


def make_disagreement(session: Session, scene: Scene) -> Call:
    first = session.scalars(select(Label).where(Label.purpose == LabelPurpose.ESTIMATION)).first()
    assert first
    make_label(
        session, call_id=first.call_id, annotator_id=scene.quentin.id, purpose=LabelPurpose.DOUBLE_CODING,
        cause_id="agent_knowledge_gap", draw_id=first.draw_id, probability=0.9,
    )  # fmt: skip
    return session.get_one(Call, first.call_id)


def test_a_second_cause_and_the_guide_version_are_kept(
    installation: Installation, scene: Scene, session: Session
) -> None:
    quentin = visitor(installation, scene.quentin)
    quentin.send("/guide", {"text": "# Ours\n\nName the *first* cause. <script>x</script>"}, form_on="/guide")
    asha = visitor(installation, scene.asha)
    html = asha.get("/desk").text
    assert "Guide, version 2" in html
    assert "<em>first</em>" in html
    assert "<script>x" not in html
    task = on_desk(asha)
    fields = {"cause_id": "ops_issue", "quote_turn": "1", "secondary_cause_id": "agent_knowledge_gap"}
    same = asha.send(f"/calls/{task.call}/labels", fields | {"secondary_cause_id": "ops_issue"}, form_on="/desk")
    assert same.status_code == 422
    assert "another named one" in same.text
    asha.send(f"/calls/{task.call}/labels", fields | {"agent_lacked_knowledge": "yes"}, form_on="/desk")
    label = session.scalars(select(Label).where(Label.secondary_cause_id == "agent_knowledge_gap")).one()
    assert (label.guide_version, label.agent_lacked_knowledge) == (2, True)


def test_a_guide_that_cannot_be_published_is_told(installation: Installation, scene: Scene) -> None:
    quentin = visitor(installation, scene.quentin)
    assert "The guide is empty" in quentin.send("/guide", {"text": " "}, form_on="/guide").text
    assert visitor(installation, scene.asha).send("/guide", {"text": "mine"}, form_on="/guide").status_code == 403


def test_a_lead_fills_queues_and_is_told_what_cannot_be(
    installation: Installation, scene: Scene, session: Session
) -> None:
    quentin = visitor(installation, scene.quentin)
    assert visitor(installation, scene.asha).get("/label-queues").status_code == 403
    none_yet = quentin.send("/label-queues/gold", {"count": "5"}, form_on="/label-queues")
    assert none_yet.status_code == 422
    assert "No call has a settled answer yet" in none_yet.text
    assert (
        "is no number of calls" in quentin.send("/label-queues/gold", {"count": "many"}, form_on="/label-queues").text
    )
    assert quentin.send("/label-queues/estimation", {"count": "5"}, form_on="/label-queues").status_code == 422
    asked = quentin.send("/label-queues/training", {"count": "7"}, form_on="/label-queues")
    assert "The model is choosing" in quentin.get(asked.headers["location"]).text
    job = session.scalars(select(Job).where(Job.kind == "queue_training")).one()
    assert job.payload == {"count": 7}


def test_no_page_tells_a_reviewer_what_others_said_before_their_own_label_stands(
    installation: Installation, scene: Scene, session: Session
) -> None:
    """Every page of the house, filled with the ids of a call that Quentin labelled and Asha did not."""
    excerpt = scene.excerpts[0]
    call = session.get_one(Call, excerpt.call_id)
    for label in session.scalars(select(Label).where(Label.call_id == call.id)):
        session.delete(label)
    make_label(
        session, call=call, annotator_id=scene.quentin.id, cause_id="agent_knowledge_gap",
        quote="zanzibar was said", reason="zanzibar",
    )  # fmt: skip
    make_prediction(session, call=call, cause_id="agent_knowledge_gap", rule="zanzibar rule")
    make_driver_link(session, call=call, evidence="zanzibar heard")
    began = {"cause_id": "agent_knowledge_gap", "reason": "zanzibar"}
    save_draft(session, scene.quentin, call.id, began, redact=str, now=NOW)
    arrive(session, scene.quentin, call.id, now=NOW)
    segments = session.scalars(select(Transcript.segments).where(Transcript.call_id == call.id)).one()
    start_ms = round(segments[0]["start"] * 1000)
    session.commit()
    asha = visitor(installation, scene.asha)
    task = on_desk(asha)
    ids: dict[str, object] = defaultdict(
        uuid4,
        call_id=call.id,
        excerpt_id=excerpt.id,
        number=1,
        assignment_id=task.assignment,
        start_ms=start_ms,
    )
    seen = 0
    for path in (*readable_paths(), f"/calls?q={call.external_id}", "/calls?q=letter&draw=2"):
        answer = asha.get(path.replace(":path", "").format_map(ids))
        if answer.status_code == 200 and answer.headers["content-type"].startswith(("text/html", "application/json")):
            seen += 1
            assert "zanzibar" not in answer.text, path
            assert "An excerpt went to" not in answer.text, path
    assert seen >= 12
    assert "No call like that" in asha.get("/calls?q=zanzibar").text
    here = asha.send(f"/calls/{call.id}/presence", form_on="/desk").json()
    assert here == {"others": [scene.quentin.name], "is_held": task.call == str(call.id)}


def readable_paths() -> Iterator[str]:
    for module in PAGES:
        routes = [route for route in module.router.routes if isinstance(route, APIRoute)]
        yield from (route.path for route in routes if "GET" in (route.methods or set()))


@dataclass(frozen=True)
class OnDesk:
    call: str
    assignment: str
    html: str


def on_desk(somebody: Visitor) -> OnDesk:
    html = somebody.get("/desk").text
    call = re.search(r'action="/calls/([^"]+)/labels"', html)
    assignment = re.search(r'action="/assignments/([^"]+)/skip"', html)
    assert call, "nothing waits"
    assert assignment
    return OnDesk(call[1], assignment[1], html)


def _waiting() -> Select[int]:
    return select(func.count()).select_from(waiting_for_label().order_by(None).subquery())
