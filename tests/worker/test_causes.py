"""The cause model's life: suggestions first, then a champion that has to be beaten, and can come back."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classify.artefact import dump_model
from classify.comparison import Verdict
from classify.errors import ModelFileError, TrainingError
from classify.lesson import read_lesson
from classify.model import CauseModel
from classify.retrain import champion_opinion, read_incumbent, train_challenger
from classify.versions import champion, champion_before, ensure_seed, version_numbered
from store.installation import Installation
from store.tables.call import Call
from store.tables.driver_link import DriverKind, DriverLink
from store.tables.figure import Figure, Measure
from store.tables.job import Job, JobState
from store.tables.model_version import ModelState, ModelVersion
from store.tables.prediction import Prediction
from store.tables.promise_check import PromiseBox, PromiseCheck
from tests.factories.call import make_call
from tests.factories.cause import make_cause, make_causes
from tests.factories.draw import make_draw
from tests.factories.driver import make_campaign, make_offering, make_promise_exception
from tests.factories.label import make_label
from tests.factories.selection import make_selection
from tests.factories.taught import make_taught
from tests.factories.transcript import make_transcript, talk
from tests.worker.working import work_off
from worker.causes import ask_for_promotion, train_now
from worker.jobs import enqueue
from worker.queues import Kind
from worker.retraining import retrain_after
from worker.schedule import publish_period


def predicted(installation: Installation, session: Session, now: datetime) -> Prediction:
    """The one call of the test, predicted as a worker does it."""
    enqueue(session, Kind.PREDICT_CALL, str(session.scalars(select(Call.id)).one()), now=now)
    session.commit()
    assert set(work_off(installation, now=now)) == {"done"}
    return session.scalars(select(Prediction)).one()


def spoken(session: Session, said: str) -> None:
    make_transcript(session, call=make_call(session), segments=talk(("agent", "hello"), ("customer", said)))


def test_a_new_installation_suggests_a_cause_with_its_reasons(
    installation: Installation, session: Session, now: datetime
) -> None:
    make_causes(session)
    spoken(session, "our connection has been down since last night and nothing works")
    found = predicted(installation, session, now)
    assert found.cause_id == "ops_issue"
    assert found.origin_under(session.get_one(ModelVersion, found.model_version_id)) == "suggestion"
    assert found.reasons[0] == "the shipped model"
    assert "connection" in found.evidence[0]["text"]
    assert sum(found.probabilities.values()) == pytest.approx(1.0, abs=1e-4)
    assert found.neighbours == []


def test_causes_of_a_companys_own_are_suggested_by_their_own_words(
    installation: Installation, session: Session, now: datetime
) -> None:
    make_cause(session, id="lost_bag", description="luggage did not arrive", examples=["my suitcase is missing"])
    make_cause(session, id="late_flight", description="a plane was late", examples=["missed my connection"])
    spoken(session, "good evening my suitcase is still missing")
    found = predicted(installation, session, now)
    assert found.cause_id == "lost_bag"
    assert set(found.probabilities) == {"lost_bag", "late_flight"}
    assert "suitcase" in found.evidence[0]["text"]


def test_an_offer_code_read_aloud_decides_and_gives_its_name(
    installation: Installation, session: Session, now: datetime
) -> None:
    make_causes(session)
    make_campaign(session, id="autumn", drop_date=now.date() - timedelta(days=40), offer_codes=["FAST50"])
    spoken(session, "my line is dead and your code f a s t five zero is refused")
    found = predicted(installation, session, now)
    assert (found.cause_id, found.rule) == ("marketing_mailer", "offer code read aloud")
    assert found.origin_under(session.get_one(ModelVersion, found.model_version_id)) == "rule"
    assert found.evidence[0]["text"] == "f a s t five zero"
    assert session.scalars(select(DriverLink.driver_id)).all() == ["autumn"]


def test_a_promise_is_kept_with_where_it_stands_and_linked_to_its_offering(
    installation: Installation, session: Session, now: datetime
) -> None:
    make_causes(session)
    make_offering(session, id="install", name="Installation", may_promise="Installation is charged with 60 dollars")
    make_promise_exception(session, id="x1", offering_id="install", promise="free installation in the new houses")
    spoken(session, "hello the salesman promised me the installation would be free")
    predicted(installation, session, now)
    check = session.scalars(select(PromiseCheck)).one()
    assert (check.box, check.offering_id, check.exception_id) == (PromiseBox.OUTSIDE, "install", "")
    assert check.against == "Installation is charged with 60 dollars"
    assert "installation would be free" in check.claim
    assert 0 < check.start_ms < check.end_ms
    link = session.scalars(select(DriverLink)).one()
    assert (link.kind, link.driver_id, link.start_ms) == (DriverKind.OFFERING, "install", check.start_ms)
    assert "outside the box" in link.evidence


def test_suggestions_never_become_a_figure(installation: Installation, session: Session, now: datetime) -> None:
    calls = make_taught(session, 12, labelled=0)
    draw = make_draw(session, manifest=[[call.id.hex, ""] for call in calls], targets={"": 12})
    for call in calls:
        make_selection(session, draw_id=draw.id, call_id=call.id, stratum="")
        enqueue(session, Kind.PREDICT_CALL, str(call.id), now=now)
    session.commit()
    work_off(installation, now=now)
    assert session.scalar(select(func.count()).select_from(Prediction)) == 12
    publish_period(session, draw.starts_at, draw.ends_at, now=now)
    session.commit()
    assert work_off(installation, now=now) == ["done"]
    figures = session.scalars(select(Figure)).all()
    assert {figure.measure for figure in figures} == {Measure.SHARE}
    assert {(figure.value, figure.labelled, figure.model_version_id) for figure in figures} == {(None, 0, None)}


def test_a_challenger_that_predicts_better_takes_over_and_can_be_sent_back(
    installation: Installation, session: Session, now: datetime
) -> None:
    calls = make_taught(session, 60, labelled=48)
    seed = ensure_seed(session, installation.blobs, now=now - timedelta(days=2))
    session.commit()
    version, promoted = train_now(installation, now=now)
    assert promoted
    assert version.metrics["comparison"]["verdict"] == Verdict.BETTER
    assert version.metrics["judged"] == 48
    assert version.metrics["per_cause"]["ops_issue"]["recall"] > 0.9
    assert version.metrics["calibration"]
    assert "walrus" in {word["word"] for word in version.metrics["telling"]["ops_issue"]}
    opinion = session.scalars(select(Prediction).where(Prediction.call_id == calls[-1].id)).one()
    assert opinion.cause_id == "customer_need"
    assert "giraffe" in {word["word"] for word in opinion.words}
    assert len(opinion.neighbours) == 3
    assert str(calls[-1].id) not in {one["call_id"] for one in opinion.neighbours}

    assert champion_before(session).id == seed.id
    ask_for_promotion(session, seed, now=now)
    session.commit()
    assert set(work_off(installation, now=now)) == {"done"}
    session.expire_all()
    assert champion(session) == seed
    assert version_numbered(session, version.number).state is ModelState.RETIRED
    said = select(func.count()).select_from(Prediction).where(Prediction.model_version_id == seed.id)
    assert session.scalar(said) == 60  # nobody is left without an opinion


def test_with_few_drawn_labels_nothing_is_decided(installation: Installation, session: Session, now: datetime) -> None:
    make_taught(session, 20, labelled=20)
    seed = ensure_seed(session, installation.blobs, now=now - timedelta(days=2))
    session.commit()
    version, promoted = train_now(installation, now=now)
    assert not promoted
    assert version.metrics["comparison"]["verdict"] == Verdict.TOO_FEW
    assert version.state is ModelState.CHALLENGER
    assert champion(session) == seed


def test_a_champion_is_not_flattered_by_labels_it_learned_from(
    installation: Installation, session: Session, now: datetime
) -> None:
    """Labels that are pure chance: whoever has learned them by heart looks wise, its stand-in does not."""
    calls = make_taught(session, 60, labelled=0)
    causes = [cause.id for cause in make_causes(session)][:3]
    chance = np.random.default_rng(3)
    labels = [str(chance.choice(causes)) for _ in calls]
    for call, label in zip(calls, labels, strict=True):
        make_label(session, call=call, cause_id=label, labelled_at=now - timedelta(days=1))
    lesson = read_lesson(session)
    texts = [lesson.calls[row] for row in lesson.taught]
    by_heart = CauseModel().fit(texts, [str(lesson.labels[row]) for row in lesson.taught])
    session.add(
        ModelVersion(
            number=1, state=ModelState.CHAMPION, origin="trained", trained_at=now,
            blob=installation.blobs.put(dump_model(by_heart)),
        )
    )  # fmt: skip
    session.flush()
    incumbent = read_incumbent(session, installation.blobs, lesson)
    assert incumbent is not None
    fair = champion_opinion(lesson, incumbent)
    seen = by_heart.predict_proba(list(lesson.calls))
    truth = [lesson.causes.index(str(label)) for label in lesson.labels]
    rows = np.arange(len(truth))
    columns = {str(cause): at for at, cause in enumerate(by_heart.classes_)}
    flattering = seen[rows, [columns[str(label)] for label in lesson.labels]].mean()
    assert fair[rows, truth].mean() < flattering
    trained = train_challenger(lesson, incumbent, now=now, rng=np.random.default_rng(0))
    assert trained.comparison is not None
    assert trained.comparison.verdict is Verdict.NO_DIFFERENCE


def test_whatever_fails_leaves_the_champion_in_charge(
    installation: Installation, session: Session, now: datetime
) -> None:
    make_taught(session, 6, labelled=0)
    seed = ensure_seed(session, installation.blobs, now=now)
    session.commit()
    with pytest.raises(TrainingError, match="no labels"):
        train_now(installation, now=now)
    foreign = ModelVersion(
        number=2, state=ModelState.CHALLENGER, origin="trained", trained_at=now,
        blob=installation.blobs.put(b"\x80\x04 a pickle"),
    )  # fmt: skip
    session.add(foreign)
    session.flush()
    ask_for_promotion(session, foreign, now=now)
    session.commit()
    for late in range(5):
        work_off(installation, now=now + timedelta(hours=late))
    job = session.scalars(select(Job).where(Job.kind == Kind.APPLY_MODEL)).one()
    assert job.state is JobState.DEAD
    assert "is a pickle; nothing in it was run" in job.reason
    session.expire_all()
    assert champion(session) == seed
    assert foreign.state is ModelState.CHALLENGER


def test_a_champion_whose_file_was_changed_is_refused_by_name(
    installation: Installation, session: Session, now: datetime
) -> None:
    make_taught(session, 6, labelled=6)
    version = ensure_seed(session, installation.blobs, now=now)
    version.blob = installation.blobs.put(installation.blobs.get(str(version.blob))[:-100])
    session.commit()
    with pytest.raises(ModelFileError, match="model version 1"):
        train_now(installation, now=now)


def test_it_trains_again_after_so_many_new_labels(session: Session, now: datetime) -> None:
    def asked() -> list[str]:
        return sorted(session.scalars(select(Job.subject).where(Job.kind == Kind.TRAIN_MODEL)))

    make_taught(session, 9, labelled=9)
    retrain_after(session, 10, now=now)
    assert asked() == []
    make_taught(session, 1, labelled=1, first=9)
    retrain_after(session, 0, now=now)
    assert asked() == []
    for _ in range(2):
        retrain_after(session, 10, now=now)
    assert asked() == ["after version 0, 10 labels"]
    session.scalars(select(Job).where(Job.kind == Kind.TRAIN_MODEL)).one().state = JobState.DONE
    version = ModelVersion(
        number=1, state=ModelState.CHALLENGER, origin="trained", trained_at=now, metrics={"labels": 10}
    )
    session.add(version)
    session.flush()
    make_label(session, cause_id="ops_issue")  # of a call without words there is nothing to learn
    retrain_after(session, 10, now=now)
    assert len(asked()) == 1
    make_taught(session, 10, labelled=10, first=10)  # imported: given before the version was trained
    retrain_after(session, 10, now=now)
    assert asked()[1:] == ["after version 1, 10 labels"]
