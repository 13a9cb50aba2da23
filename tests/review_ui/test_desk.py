"""The review desk: blind, in ticket order, quotes from the transcript, undo."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from classify.labels import waiting_for_label
from store.installation import Installation
from store.tables.dispute import Dispute, DisputeState
from store.tables.label import Label, LabelPurpose
from tests.factories.label import make_label
from tests.factories.prediction import make_prediction
from tests.factories.scene import Scene
from tests.review_ui.visitor import visitor


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
    bruno.get(f"/excerpts/{disputed.id}/audio")
    bruno.send(f"/excerpts/{disputed.id}/dispute", {"why": "not ours"}, form_on=f"/excerpts/{disputed.id}")
    quentin = visitor(installation, scene.quentin)
    html = quentin.get("/desk").text
    assert "A second opinion is wanted" in html
    assert "Bruno" not in html
    quentin.send(f"/calls/{disputed.call_id}/labels", {"cause_id": "ops_issue", "quote_turn": "1"}, form_on="/desk")
    assert session.scalars(select(Dispute)).one().state is DisputeState.UPHELD


def _waiting() -> Select[int]:
    return select(func.count()).select_from(waiting_for_label().order_by(None).subquery())
