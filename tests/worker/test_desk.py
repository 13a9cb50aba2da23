"""What the desk puts before whom, and what becomes of the labels of each queue."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.errors import NotAllowedError
from classify.assignments import LEASE
from classify.labels import LabelError, Verdict
from classify.lesson import read_lesson
from classify.queueing import QueueError, queue_calibration, queue_calls, queue_gold
from classify.queues import disagreements, skipped_calls, waiting_for_label
from store.estimation import read_sample
from store.tables.assignment import Assignment, AssignmentState
from store.tables.call import Call
from store.tables.label import UNDO_FOR, Label, LabelOrigin, LabelPurpose
from store.tables.person import Person, Role
from tests.factories.call import make_call
from tests.factories.cause import make_causes
from tests.factories.dispute import make_dispute
from tests.factories.draw import ENDS_AT, STARTS_AT
from tests.factories.excerpt import make_excerpt
from tests.factories.label import make_label
from tests.factories.label_draw import draw_for_labels, second_labels_waiting
from tests.factories.person import ada, asha, bruno, make_person, quentin
from tests.factories.queued_call import make_queued_call
from tests.factories.transcript import make_transcript
from worker.desk import GOLD_SHARE, next_assignment, queues_in_turn, skip_call, waiting_count
from worker.judging import give_label, take_back


@pytest.fixture(autouse=True)
def _causes(session: Session) -> None:
    make_causes(session)


def plain(text: str) -> str:
    return text


def give(session: Session, person: Person, now: datetime, cause: str = "ops_issue", *, seed: int = 7) -> Label | None:
    """Label whatever the desk has for this person; None when nothing waits."""
    given = next_assignment(session, person, now=now, rng=Random(seed))
    return judge(session, session.get_one(Call, given.call_id), person, now, cause) if given else None


def judge(session: Session, call: Call, person: Person, now: datetime, cause: str = "ops_issue") -> Label:
    verdict = Verdict(cause, quote_start_ms=5_900, quote_end_ms=8_700)
    return give_label(session, call, verdict, by=person, origin=LabelOrigin.DESK, redact=plain, now=now)


def test_estimation_is_served_in_ticket_order_to_several_people(session: Session, now: datetime) -> None:
    calls = draw_for_labels(session, 4)
    first = next_assignment(session, asha(session), now=now, rng=Random(1))
    second = next_assignment(session, quentin(session), now=now, rng=Random(1))
    assert first
    assert second
    assert [first.call_id, second.call_id] == [calls[0].id, calls[1].id]
    label = judge(session, calls[0], asha(session), now)
    assert (label.purpose, label.is_blind, label.probability) == (LabelPurpose.ESTIMATION, True, 1.0)
    third = next_assignment(session, asha(session), now=now, rng=Random(1))
    assert third
    assert third.call_id == calls[2].id


def test_looking_again_shows_the_same_call(session: Session, now: datetime) -> None:
    draw_for_labels(session, 4)
    seen = {
        given.call_id
        for seed in range(20)
        if (given := next_assignment(session, asha(session), now=now + timedelta(minutes=seed), rng=Random(seed)))
    }
    assert len(seen) == 1


def test_a_skipped_call_goes_to_somebody_else_and_is_counted_until_then(session: Session, now: datetime) -> None:
    calls = draw_for_labels(session, 2)
    given = next_assignment(session, asha(session), now=now, rng=Random(1))
    assert given
    skip_call(session, given, why="I know her", by=asha(session), redact=plain, now=now)
    assert session.scalars(waiting_for_label()).first() == calls[0]
    assert [one.reason for one in skipped_calls(session)[calls[0].id]] == ["I know her"]
    after = next_assignment(session, asha(session), now=now, rng=Random(1))
    assert after
    assert after.call_id == calls[1].id
    judge(session, calls[1], asha(session), now)
    assert next_assignment(session, asha(session), now=now, rng=Random(1)) is None
    sample = read_sample(session, starts_at=STARTS_AT, ends_at=ENDS_AT, model_version_id=None)
    assert (len(sample.skipped), sample.nonresponse_share) == (1, 0.5)
    given_on = give(session, quentin(session), now)
    assert given_on
    assert given_on.call_id == calls[0].id
    assert skipped_calls(session) == {}
    assert read_sample(session, starts_at=STARTS_AT, ends_at=ENDS_AT, model_version_id=None).nonresponse_share == 0


def test_a_label_that_comes_after_its_lease_still_counts(session: Session, now: datetime) -> None:
    calls = draw_for_labels(session, 1)
    next_assignment(session, asha(session), now=now, rng=Random(1))
    later = now + LEASE + timedelta(minutes=1)
    taken = next_assignment(session, quentin(session), now=later, rng=Random(1))
    assert taken
    late = judge(session, calls[0], asha(session), later)
    assert late.purpose is LabelPurpose.ESTIMATION
    second = judge(session, calls[0], quentin(session), later)
    assert (second.purpose, second.is_blind) == (LabelPurpose.DOUBLE_CODING, True)
    states = set(session.scalars(select(Assignment.state)))
    assert states == {AssignmentState.LABELLED}


def test_a_call_somebody_picked_for_themselves_never_enters_a_figure(session: Session, now: datetime) -> None:
    calls = draw_for_labels(session, 3)
    picked = judge(session, calls[2], asha(session), now)
    assert (picked.purpose, picked.is_blind, picked.probability) == (LabelPurpose.TRAINING, False, None)
    assert calls[2] in session.scalars(waiting_for_label()).all()
    assert read_sample(session, starts_at=STARTS_AT, ends_at=ENDS_AT, model_version_id=None).labelled == 0


def test_an_undo_puts_the_call_back_before_the_same_person(session: Session, now: datetime) -> None:
    calls = draw_for_labels(session, 2)
    slip = give(session, asha(session), now)
    assert slip
    next_assignment(session, asha(session), now=now, rng=Random(1))
    take_back(session, slip, by=asha(session), now=now + timedelta(minutes=5))
    again = give(session, asha(session), now + timedelta(minutes=5), "marketing_mailer")
    assert again
    assert (again.call_id, again.purpose, again.is_blind) == (calls[0].id, LabelPurpose.ESTIMATION, True)
    with pytest.raises(LabelError, match="stands by now"):
        take_back(session, again, by=asha(session), now=now + timedelta(minutes=5) + UNDO_FOR)


def test_the_first_person_is_never_the_second(session: Session, now: datetime) -> None:
    draw_for_labels(session, 1, double_coded=1.0)
    first = give(session, asha(session), now)
    assert first
    assert [queued.call_id for queued in second_labels_waiting(session)] == [first.call_id]
    assert give(session, asha(session), now) is None
    second = give(session, quentin(session), now)
    assert second
    assert (second.purpose, second.is_blind, second.probability) == (LabelPurpose.DOUBLE_CODING, True, 1.0)
    assert give(session, ada(session), now) is None


def test_nothing_is_labelled_twice_where_no_ticket_says_so(session: Session, now: datetime) -> None:
    draw_for_labels(session, 3, double_coded=0.0)
    while give(session, asha(session), now):
        pass
    assert give(session, quentin(session), now) is None


def test_a_disagreement_is_settled_by_a_third_person_who_is_blind_first(session: Session, now: datetime) -> None:
    call = draw_for_labels(session, 1, double_coded=1.0)[0]
    give(session, asha(session), now, "ops_issue")
    assert shares(session) == {"ops_issue": 1}
    give(session, quentin(session), now, "marketing_mailer")
    assert list(session.scalars(disagreements())) == [call]
    assert shares(session) == {"ops_issue": 1}, "a double coding overrules nobody"
    assert give(session, asha(session), now) is None
    third = give(session, ada(session), now, "customer_need")
    assert third
    assert (third.purpose, third.is_blind) == (LabelPurpose.THIRD_OPINION, True)
    assert give(session, make_person(session, role=Role.REVIEWER), now) is None, "the third person owes the last word"
    assert shares(session) == {"ops_issue": 1}
    last = give(session, ada(session), now + timedelta(minutes=1), "marketing_mailer")
    assert last
    assert (last.purpose, last.is_blind, last.probability) == (LabelPurpose.SETTLEMENT, False, 1.0)
    assert shares(session) == {"marketing_mailer": 1}
    assert read_lesson(session).labels == ("marketing_mailer",)
    assert list(session.scalars(disagreements())) == []
    assert give(session, ada(session), now) is None


def shares(session: Session) -> dict[str, int]:
    """What figures would count, by cause."""
    sample = read_sample(session, starts_at=STARTS_AT, ends_at=ENDS_AT, model_version_id=None)
    return dict(Counter(sample.causes[label] for label in sample.labels if label >= 0))


def test_an_opinion_that_nobody_drew_settles_no_figure(session: Session, now: datetime) -> None:
    call = draw_for_labels(session, 1, double_coded=0.0)[0]
    give(session, asha(session), now, "ops_issue")
    judge(session, call, quentin(session), now, "marketing_mailer")
    assert list(session.scalars(disagreements())) == []
    assert shares(session) == {"ops_issue": 1}


def test_a_dispute_comes_before_everything(session: Session, now: datetime) -> None:
    draw_for_labels(session, 2)
    disputed = make_transcript(session).call_id
    make_dispute(session, excerpt=make_excerpt(session, call_id=disputed), person_id=bruno(session).id)
    make_label(session, call_id=disputed, annotator_id=ada(session).id)
    given = next_assignment(session, asha(session), now=now, rng=Random(1))
    assert given
    assert (given.call_id, given.purpose) == (disputed, LabelPurpose.DISPUTE)
    other = next_assignment(session, quentin(session), now=now, rng=Random(1))
    assert other
    assert other.purpose is LabelPurpose.ESTIMATION


def test_executives_get_calibration_calls_only_and_label_nothing_else(session: Session, now: datetime) -> None:
    calls = draw_for_labels(session, 2, of=6)
    owner = bruno(session)
    assert next_assignment(session, owner, now=now, rng=Random(1)) is None
    queued = queue_calibration(session, count=3, by=quentin(session), now=now, rng=Random(4))
    assert {one.call_id for one in queued}.isdisjoint({call.id for call in calls})
    assert waiting_count(session, owner, now=now) == 3
    given = give(session, owner, now)
    assert given
    assert (given.purpose, given.is_blind, given.probability) == (LabelPurpose.CALIBRATION, True, None)
    with pytest.raises(NotAllowedError):
        judge(session, calls[0], owner, now)
    while give(session, owner, now):
        pass
    assert waiting_count(session, owner, now=now) == 0
    assert shares(session) == {}
    assert all(label is None for label in read_lesson(session).labels), "no executive teaches the model"


def test_everybody_labels_the_calibration_set_once(session: Session, now: datetime) -> None:
    make_queued_call(session, call_id=make_transcript(session).call_id)
    for person in (asha(session), quentin(session), bruno(session)):
        label = give(session, person, now)
        assert label
        assert label.purpose is LabelPurpose.CALIBRATION
        assert give(session, person, now) is None


def test_gold_is_mixed_into_the_work_and_never_served_alone(session: Session, now: datetime) -> None:
    call_id = make_transcript(session).call_id
    queue_calls(session, LabelPurpose.GOLD, [call_id], answers={call_id: "ops_issue"}, by=None, now=now)
    orders = [list(queues_in_turn(asha(session), Random(seed))) for seed in range(4000)]
    with_gold = sum(LabelPurpose.GOLD in order for order in orders)
    assert with_gold / len(orders) == pytest.approx(GOLD_SHARE, abs=0.015)
    assert waiting_count(session, asha(session), now=now) == 0
    draw_for_labels(session, 1)
    seed = next(seed for seed, order in enumerate(orders) if LabelPurpose.GOLD in order)
    label = give(session, asha(session), now, seed=seed)
    assert label
    assert (label.purpose, label.call_id) == (LabelPurpose.GOLD, call_id)


def test_gold_has_the_answer_that_two_people_gave_or_a_third_settled(session: Session, now: datetime) -> None:
    with pytest.raises(QueueError, match="no call has a settled answer"):
        queue_gold(session, count=5, by=None, now=now, rng=Random(1))
    agreed, disputed = make_call(session), make_call(session)
    for call, second in ((agreed, "ops_issue"), (disputed, "customer_need")):
        make_label(session, call=call, cause_id="ops_issue")
        make_label(
            session, call=call, cause_id=second, purpose=LabelPurpose.DOUBLE_CODING, annotator_id=quentin(session).id
        )
    make_label(session, call=disputed, cause_id="marketing_mailer", purpose=LabelPurpose.SETTLEMENT, is_blind=False)
    queued = queue_gold(session, count=5, by=None, now=now, rng=Random(1))
    assert {one.call_id: one.cause_id for one in queued} == {agreed.id: "ops_issue", disputed.id: "marketing_mailer"}


def test_training_calls_come_last_and_teach_without_counting(session: Session, now: datetime) -> None:
    drawn = draw_for_labels(session, 1, of=3)
    spare = [call for call in session.scalars(select(Call)) if call not in drawn]
    queue_calls(session, LabelPurpose.TRAINING, [call.id for call in spare], by=None, now=now)
    purposes = []
    while label := give(session, asha(session), now):
        purposes.append(label.purpose)
    assert purposes == [LabelPurpose.ESTIMATION, LabelPurpose.TRAINING, LabelPurpose.TRAINING]
    assert sum(shares(session).values()) == 1
    assert sum(label is not None for label in read_lesson(session).labels) == 3
    assert read_lesson(session).drawn.sum() == 1


def test_a_set_is_asked_for_in_sensible_numbers(session: Session, now: datetime) -> None:
    draw_for_labels(session, 1, of=3)
    with pytest.raises(QueueError, match="0 calls"):
        queue_calibration(session, count=0, by=None, now=now, rng=Random(1))
    assert len(queue_calibration(session, count=9, by=None, now=now, rng=Random(1))) == 2
    with pytest.raises(QueueError, match="no transcribed call is free"):
        queue_calibration(session, count=1, by=None, now=now, rng=Random(1))
