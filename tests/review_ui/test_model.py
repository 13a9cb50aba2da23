"""The cause model's page, its cards, and a call's page that explains an opinion to those who may see it."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from classify.versions import champion, ensure_seed
from store.installation import Installation
from store.tables.audit_event import AuditEvent
from store.tables.job import Job
from store.tables.label import Label, LabelPurpose
from store.tables.model_version import ModelState
from store.tables.prediction import Prediction
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.label import make_label
from tests.factories.model_version import make_model_version
from tests.factories.person import asha, bruno, quentin
from tests.factories.prediction import make_prediction
from tests.factories.promise_check import make_promise_check
from tests.factories.scene import Scene
from tests.factories.taught import make_taught
from tests.review_ui.visitor import visitor
from tests.worker.working import work_off
from worker.causes import train_now
from worker.queues import Kind


def test_before_the_first_call_the_page_says_so(installation: Installation, session: Session) -> None:
    lead = quentin(session)
    session.commit()
    assert "No model yet" in visitor(installation, lead).get("/model").text


def test_a_shipped_model_is_told_to_suggest_only(installation: Installation, session: Session) -> None:
    lead = quentin(session)
    ensure_seed(session, installation.blobs, now=NOW)
    session.commit()
    html = visitor(installation, lead).get("/model").text
    assert "Suggestions only, so far" in html
    assert "on its own made-up sentences" in html
    assert "Bring it back" not in html


def test_quentin_reads_how_good_it_is_and_brings_the_old_one_back(installation: Installation, session: Session) -> None:
    make_taught(session, 48, labelled=48)
    seed = ensure_seed(session, installation.blobs, now=NOW - timedelta(days=3))
    lead = quentin(session)
    session.commit()
    assert train_now(installation, now=NOW)[1]
    quentins = visitor(installation, lead)
    html = quentins.get("/model").text
    assert "It names the cause that people name in" in html
    assert "It predicts better: on 48 randomly drawn labels" in html
    assert "walrus" in html
    assert "What it takes for what" in html
    card = quentins.get("/model/versions/2/card.md")
    assert card.headers["content-disposition"] == 'attachment; filename="cause-model-2.md"'
    for told in ("# Cause model, version 2", "SHA-256 of the labels", "| macro-F1 |", "opening_turns", "guide"):
        assert told in card.text
    assert quentins.get("/model/versions/9/card.md").status_code == 409
    assert quentins.send("/model/versions/1/promotion", form_on="/model").status_code == 303
    assert "It is being put in charge" in quentins.get("/model").text
    session.commit()
    assert set(work_off(installation, now=NOW)) == {"done"}
    session.expire_all()
    assert champion(session) == seed
    assert "chose cause model" in session.scalars(select(AuditEvent.action)).all()


def test_who_may_not_choose_does_not(installation: Installation, session: Session) -> None:
    make_model_version(session)
    second = make_model_version(session, state=ModelState.CHALLENGER, origin="trained")
    people = {"bruno": bruno(session), "asha": asha(session)}
    session.commit()
    for person in people.values():
        somebody = visitor(installation, person)
        assert somebody.get("/model").status_code == 403
        assert somebody.send(f"/model/versions/{second.number}/promotion").status_code == 403
    assert session.scalar(select(func.count()).select_from(Job).where(Job.kind == Kind.APPLY_MODEL)) == 0


def explained(session: Session, scene: Scene, *, origin: str = "trained") -> Prediction:
    """An opinion of the scene's first call, with calls like it: one that Asha labelled, one that only Ada did."""
    version = make_model_version(session, origin=origin)
    hers, adas = scene.calls[20], make_call(session, external_id="ADAS-1")
    for call, person in ((hers, scene.asha), (adas, scene.ada), (scene.calls[0], scene.asha)):
        make_label(session, call=call, annotator_id=person.id, purpose=LabelPurpose.CORRECTION)
    return make_prediction(
        session,
        call=scene.calls[0],
        model_version_id=version.id,
        evidence=[{"speaker": "customer", "start_ms": 4200, "end_ms": 6000, "text": "got your letter", "weight": 0.7}],
        words=[{"word": "letter", "share": 0.4}],
        reasons=["the shipped model"] if origin == "seed" else [],
        neighbours=[{"call_id": str(call.id), "nearness": 0.81} for call in (hers, adas)],
    )


def test_an_opinion_is_explained_by_sentences_words_and_calls_like_it(
    installation: Installation, scene: Scene, session: Session
) -> None:
    explained(session, scene)
    session.commit()
    html = visitor(installation, scene.quentin).get(f"/calls/{scene.calls[0].id}").text
    side = html.split("What the model says")[1]
    assert 'data-seek="4200"' in side
    assert "“got your letter”" in side
    assert "letter <span" in side
    assert scene.calls[20].external_id in side
    assert "ADAS-1" in side


def test_a_reviewer_sees_only_such_calls_like_it_as_she_has_labelled(
    installation: Installation, scene: Scene, session: Session
) -> None:
    explained(session, scene)
    session.commit()
    side = visitor(installation, scene.asha).get(f"/calls/{scene.calls[0].id}").text.split("What the model says")[1]
    assert scene.calls[20].external_id in side
    assert "ADAS-1" not in side


@pytest.mark.parametrize("rule", ["", "offer code read aloud"])
def test_a_suggestion_and_a_rule_say_what_they_are(
    installation: Installation, scene: Scene, session: Session, rule: str
) -> None:
    explained(session, scene, origin="seed").rule = rule
    session.commit()
    html = visitor(installation, scene.quentin).get(f"/calls/{scene.calls[0].id}").text
    if rule:
        assert "by rule: offer code read aloud" in html
    else:
        assert "A suggestion" in html
        assert "by the shipped model. No figure is made of it." in html


def test_a_promise_is_told_with_where_it_stands_to_those_who_may_see(
    installation: Installation, scene: Scene, session: Session
) -> None:
    call = scene.calls[0]
    make_promise_check(session, call=call)
    session.execute(delete(Label).where(Label.call_id == call.id, Label.annotator_id == scene.asha.id))
    session.commit()
    html = visitor(installation, scene.quentin).get(f"/calls/{call.id}").text
    assert "A promise, outside the box" in html
    assert "“the installation would be free”" in html
    assert "Offering OF-INSTALL: Installation is charged with 60 dollars." in html
    assert 'data-seek="8000"' in html
    assert "outside the box" not in visitor(installation, scene.asha).get(f"/calls/{call.id}").text
