"""Agreement from rows: who counts, who does not, and what is said of the model."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from classify.agreement import AgreementReport, agreement_report
from store.tables.call import Call
from store.tables.label import LabelPurpose
from store.tables.model_version import ModelState
from store.tables.person import Person
from tests.factories.call import make_call
from tests.factories.cause import NAMES, make_causes
from tests.factories.label import make_label
from tests.factories.label_draw import draw_for_labels
from tests.factories.model_version import make_model_version
from tests.factories.person import asha, bruno, make_person, quentin
from tests.factories.prediction import make_prediction
from tests.factories.queued_call import make_queued_call

CAUSES = list(NAMES)
SECOND = LabelPurpose.DOUBLE_CODING


@pytest.fixture(autouse=True)
def _causes(session: Session) -> None:
    make_causes(session)


def report(session: Session) -> AgreementReport:
    return agreement_report(session)


def both_label(session: Session, calls: int, *, differing: int, second: Person | None = None) -> list[Call]:
    """Asha and Quentin label the same calls; of the first `differing` they name different causes."""
    made = []
    for number in range(calls):
        call, cause = make_call(session), CAUSES[number % 5]
        other = CAUSES[(number + 1) % 5] if number < differing else cause
        make_label(session, call=call, cause_id=cause)
        who = (second or quentin(session)).id
        make_label(session, call=call, cause_id=other, annotator_id=who, purpose=SECOND)
        made.append(call)
    return made


def test_two_people_are_compared_on_the_calls_both_labelled(session: Session) -> None:
    both_label(session, 40, differing=4)
    make_label(session)
    found = report(session)
    assert found.overall.calls == 40
    (pair,) = found.pairs
    assert {pair.first_id, pair.second_id} == {asha(session).id, quentin(session).id}
    assert pair.agreement.value == pytest.approx(1 - 0.1 / 0.8, abs=0.01)
    assert pair.agreement.low is not None
    assert pair.agreement.low < 0.875 < (pair.agreement.high or 0)
    mailer = next(line for line in found.causes if line.cause_id == "marketing_mailer")
    assert mailer.agreement.calls == 8
    assert mailer.agreement.value == pytest.approx(2 * 7 / (8 + 7))


def test_labels_taken_back_or_given_seeing_others_do_not_count(session: Session, now: datetime) -> None:
    both_label(session, 5, differing=0)
    seen, undone = make_call(session), make_call(session)
    for call, facts in ((seen, {"is_blind": False}), (undone, {"withdrawn_at": now})):
        make_label(session, call=call)
        make_label(session, call=call, annotator_id=quentin(session).id, purpose=SECOND, **facts)
    third = make_call(session)
    make_label(session, call=third)
    make_label(session, call=third, annotator_id=quentin(session).id, purpose=LabelPurpose.THIRD_OPINION)
    assert report(session).overall.calls == 5


def test_the_model_is_compared_only_where_it_cannot_have_learned_the_answer(session: Session, now: datetime) -> None:
    calls = both_label(session, 10, differing=0)
    seed = make_model_version(session, state=ModelState.RETIRED, labels_until=None)
    early = make_model_version(
        session, state=ModelState.RETIRED, origin="trained", labels_until=now, trained_at=now - timedelta(days=1)
    )
    late = make_model_version(session, origin="trained", labels_until=now, trained_at=now + timedelta(days=1))
    for number, call in enumerate(calls):
        for version, cause in ((seed, "unknown"), (late, CAUSES[number % 5])):
            make_prediction(session, call=call, model_version_id=version.id, cause_id=cause)
    assert report(session).model.value == pytest.approx(0)
    for number, call in enumerate(calls[:6]):
        make_prediction(session, call=call, model_version_id=early.id, cause_id=CAUSES[number % 5])
    found = report(session)
    assert found.model_versions == (seed.number, early.number)
    assert found.model.calls == 10
    assert found.model.value is not None
    assert 0.4 < found.model.value < 0.8


def test_gold_tells_each_person_s_share_of_known_answers(session: Session) -> None:
    for number in range(12):
        gold = make_queued_call(session, purpose=LabelPurpose.GOLD, cause_id="ops_issue")
        said = "ops_issue" if number < 9 else "unknown"
        make_label(session, call_id=gold.call_id, cause_id=said, purpose=LabelPurpose.GOLD)
    (score,) = report(session).gold
    assert (score.calls, score.share) == (12, 0.75)
    assert score.low < 0.5 < 0.9 < score.high


def test_executives_are_compared_on_calibration_calls(session: Session) -> None:
    for number in range(12):
        call = make_queued_call(session).call_id
        for person in (asha(session), quentin(session), bruno(session)):
            wrong = person is bruno(session) and number < 3
            cause = "unknown" if wrong else CAUSES[number % 5]
            make_label(session, call_id=call, cause_id=cause, annotator_id=person.id, purpose=LabelPurpose.CALIBRATION)
    found = report(session)
    assert found.overall.calls == 0
    assert found.calibration.calls == 12
    values = {frozenset({pair.first_id, pair.second_id}): pair.agreement.value for pair in found.calibration_pairs}
    assert values[frozenset({asha(session).id, quentin(session).id})] == pytest.approx(1)
    assert 0.5 < (values[frozenset({asha(session).id, bruno(session).id})] or 0) < 0.9


def test_somebody_whose_causes_move_away_from_the_others_is_told(session: Session, now: datetime) -> None:
    calls = draw_for_labels(session, 180)
    people = [asha(session), quentin(session), make_person(session)]
    for number, call in enumerate(calls):
        person = people[number % 3]
        leans = person is people[0] and number % 2 == 0
        cause = "marketing_mailer" if leans else CAUSES[(number // 3) % 5]
        draw = {"draw_id": label_draw_of(session, call), "probability": 1.0}
        make_label(session, call=call, cause_id=cause, annotator_id=person.id, labelled_at=now, **draw)
    found = report(session)
    assert found.comparisons == 3 * len(CAUSES)
    assert [(one.person_id, one.cause_id) for one in found.drift] == [(people[0].id, "marketing_mailer")]
    assert (found.drift[0].difference.value or 0) > 0.2


def label_draw_of(session: Session, call: Call) -> object:
    from classify.queues import drawn_for_label

    return session.scalars(drawn_for_label(call.id)).one().draw_id


def test_people_who_hear_alike_are_flagged_for_nothing(session: Session, now: datetime) -> None:
    people = [asha(session), quentin(session)]
    for number, call in enumerate(draw_for_labels(session, 120)):
        draw = {"draw_id": label_draw_of(session, call), "probability": 1.0}
        cause, person = CAUSES[(number // 2) % 5], people[number % 2]
        make_label(session, call=call, cause_id=cause, annotator_id=person.id, labelled_at=now, **draw)
    assert report(session).drift == ()


def test_a_month_in_which_people_differ_more_is_told(session: Session, now: datetime) -> None:
    for month, differing in ((now - timedelta(days=40), 2), (now, 30)):
        for number in range(60):
            call, cause = make_call(session), CAUSES[number % 5]
            other = CAUSES[(number + 1) % 5] if number < differing else cause
            make_label(session, call=call, cause_id=cause, labelled_at=month)
            make_label(
                session, call=call, cause_id=other, labelled_at=month, annotator_id=quentin(session).id, purpose=SECOND
            )
    earlier, later = report(session).months
    assert (earlier.name, later.name) == ("2026-09", "2026-11")
    assert later.change.is_clear
    assert (later.change.value or 0) > 0.3


def test_an_empty_house_has_nothing_to_say(session: Session) -> None:
    found = report(session)
    assert found.overall.value is None
    assert (found.pairs, found.gold, found.drift, found.months) == ((), (), (), ())
