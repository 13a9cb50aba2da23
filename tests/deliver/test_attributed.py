from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from deliver.attributed import Attribution, Evidence, attributions
from store.tables.call import Call, CallState
from store.tables.label import LabelPurpose
from store.tables.model_version import SEED, ModelState, ModelVersion
from tests.conftest import NOW
from tests.deliver.street import heard_call, labelled_calls, predicted_calls
from tests.factories.draw import ENDS_AT, STARTS_AT
from tests.factories.label import make_label
from tests.factories.model_version import make_model_version
from tests.factories.person import quentin
from tests.factories.prediction import make_prediction
from tests.factories.transcript import make_transcript


def found(session: Session, call: Call) -> Attribution | None:
    return attributions(session, starts_at=STARTS_AT, ends_at=ENDS_AT).get(call.id)


def test_the_champions_prediction_counts_until_a_person_has_spoken(session: Session) -> None:
    (call,) = predicted_calls(session, 1)
    assert found(session, call) == Attribution(
        call.id, "marketing_mailer", by_person=False, evidence=Evidence("your flyer", 5900, 8700)
    )
    make_label(session, call=call, cause_id="ops_issue", quote="no signal", quote_start_ms=1000, quote_end_ms=2000)
    assert found(session, call) == Attribution(
        call.id, "ops_issue", by_person=True, evidence=Evidence("no signal", 1000, 2000)
    )


def test_a_label_without_a_quote_borrows_the_evidence_of_a_prediction_that_agrees(session: Session) -> None:
    agreeing, other = predicted_calls(session, 2)
    make_label(session, call=agreeing)
    make_label(session, call=other, cause_id="ops_issue")
    assert found(session, agreeing).evidence == Evidence("your flyer", 5900, 8700)  # type: ignore[union-attr]
    assert found(session, other).evidence is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("purpose", "cause_id"),
    [
        (LabelPurpose.CORRECTION, "ops_issue"),
        (LabelPurpose.DISPUTE, "ops_issue"),  # an upheld dispute: the call leaves the next digests of this owner
        (LabelPurpose.DOUBLE_CODING, "marketing_mailer"),
    ],
)
def test_a_later_label_overrules_unless_it_only_measures_agreement(
    session: Session, purpose: LabelPurpose, cause_id: str
) -> None:
    (call,) = labelled_calls(session, 1)
    later = NOW + timedelta(hours=1)
    annotator = quentin(session).id
    make_label(session, call=call, cause_id="ops_issue", purpose=purpose, labelled_at=later, annotator_id=annotator)
    assert found(session, call).cause_id == cause_id  # type: ignore[union-attr]


def test_a_challengers_prediction_and_a_withdrawn_label_say_nothing(session: Session) -> None:
    call = heard_call(session)
    challenger = make_model_version(session, state=ModelState.CHALLENGER)
    make_prediction(session, call=call, model_version_id=challenger.id)
    make_label(session, call=call, withdrawn_at=NOW)
    assert found(session, call) is None


def test_silent_failed_and_undrawn_calls_are_not_heard(session: Session) -> None:
    silent = heard_call(session, transcript={"segments": []})
    failed = heard_call(session)
    failed.state = CallState.FAILED
    undrawn = make_transcript(session)
    for call_id in (silent.id, failed.id, undrawn.call_id):
        make_label(session, call_id=call_id)
    assert attributions(session, starts_at=STARTS_AT, ends_at=ENDS_AT) == {}


def test_what_a_new_installation_suggests_is_put_down_to_nobody(session: Session) -> None:
    (call,) = predicted_calls(session, 1)
    session.scalars(ModelVersion.champion()).one().origin = SEED
    session.flush()
    assert found(session, call) is None
