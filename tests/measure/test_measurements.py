from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from measure.measurements import in_effect, latest, measure_commitment
from store.tables.commitment import Commitment, CommitmentState
from survey.change import Verdict
from tests.factories.commitment import make_commitment
from tests.measure.weeks import ENDS, FIXED, STARTS, falling, steady, weeks_of_calls


def promised(session: Session, **overrides: Any) -> Commitment:
    """Bruno promised it a week before it took effect."""
    facts: dict[str, Any] = {
        "made_at": FIXED - timedelta(weeks=1),
        "effective_at": FIXED,
        "state": CommitmentState.IN_EFFECT,
    }
    return make_commitment(session, **facts | overrides)


def test_it_finds_the_drop_and_says_how_far(session: Session, now: datetime) -> None:
    weeks_of_calls(session, falling)
    measurement = measure_commitment(session, promised(session), as_of=ENDS, now=now)
    assert measurement.verdict == Verdict.DROPPED
    assert measurement.high is not None
    assert measurement.low is not None
    assert measurement.low < -0.40 < measurement.high < 0
    assert measurement.before["share"] == pytest.approx(0.48, abs=0.15)
    assert measurement.after["share"] == pytest.approx(0.08, abs=0.075)
    assert measurement.before["n"] + measurement.after["n"] == 240
    assert measurement.log_e is not None
    assert measurement.log_e > 3


def test_causes_nobody_touched_stand_beside_it(session: Session, now: datetime) -> None:
    weeks_of_calls(session, falling)
    make_commitment(session, cause_id="ops_issue", effective_at=FIXED, state=CommitmentState.IN_EFFECT)
    measurement = measure_commitment(session, promised(session), as_of=ENDS, now=now)
    assert [control["cause"] for control in measurement.controls] == [
        "sales_overpromise", "agent_knowledge_gap", "customer_need", "unknown",
    ]  # fmt: skip
    assert {"change", "low", "high", "verdict"} <= measurement.controls[0].keys()


def test_no_change_is_not_called_a_drop(session: Session, now: datetime) -> None:
    weeks_of_calls(session, steady)
    measurement = measure_commitment(session, promised(session), as_of=ENDS, now=now)
    assert measurement.verdict in {Verdict.UNCHANGED, Verdict.CANNOT_TELL_YET}


def test_with_too_few_labels_on_one_side_it_cannot_tell_yet(session: Session, now: datetime) -> None:
    weeks_of_calls(session, falling)
    measurement = measure_commitment(session, promised(session), as_of=FIXED + timedelta(days=2), now=now)
    assert measurement.verdict == Verdict.CANNOT_TELL_YET
    assert measurement.change is None
    assert measurement.after["share"] is None


def test_nothing_drawn_at_all_cannot_tell_yet_either(session: Session, now: datetime) -> None:
    measurement = measure_commitment(session, promised(session), as_of=ENDS, now=now)
    assert (measurement.verdict, measurement.before["n"]) == (Verdict.CANNOT_TELL_YET, 0)


def test_the_same_look_twice_is_one_row(session: Session, now: datetime) -> None:
    weeks_of_calls(session, falling)
    commitment = promised(session)
    first = measure_commitment(session, commitment, as_of=ENDS, now=now)
    assert measure_commitment(session, commitment, as_of=ENDS, now=now) is first
    assert latest(session, commitment) is first


def test_the_baseline_stays_as_the_first_look_found_it(session: Session, now: datetime) -> None:
    weeks_of_calls(session, falling)
    commitment = promised(session)
    first = measure_commitment(session, commitment, as_of=ENDS - timedelta(weeks=1), now=now)
    weeks_of_calls(session, falling)
    second = measure_commitment(session, commitment, as_of=ENDS, now=now)
    assert second.before == first.before
    assert second.after["n"] > first.after["n"]
    assert second.controls[0]["before"] == first.controls[0]["before"]


def test_the_figures_that_prompted_the_promise_are_no_baseline(session: Session, now: datetime) -> None:
    made_at = FIXED - timedelta(weeks=1)
    prompted: dict[str, Any] = {"prompted_from": STARTS, "prompted_until": STARTS + timedelta(weeks=2)}
    weeks_of_calls(session, falling, drawn_at=made_at - timedelta(days=1))
    measurement = measure_commitment(session, promised(session, **prompted), as_of=ENDS, now=now)
    whole = measure_commitment(session, promised(session), as_of=ENDS, now=now)
    assert 0 < measurement.before["n"] < whole.before["n"]
    assert measurement.after == whole.after


def test_calls_drawn_after_the_promise_count_even_from_that_period(session: Session, now: datetime) -> None:
    prompted: dict[str, Any] = {"prompted_from": STARTS, "prompted_until": STARTS + timedelta(weeks=2)}
    weeks_of_calls(session, falling)
    measurement = measure_commitment(session, promised(session, **prompted), as_of=ENDS, now=now)
    whole = measure_commitment(session, promised(session), as_of=ENDS, now=now)
    assert measurement.before == whole.before


def test_a_promise_that_is_not_in_effect_cannot_be_measured(session: Session, now: datetime) -> None:
    waiting = make_commitment(session)
    with pytest.raises(StateForbidsError, match="not in effect"):
        measure_commitment(session, waiting, as_of=ENDS, now=now)
    with pytest.raises(StateForbidsError, match="nothing after it"):
        measure_commitment(session, promised(session), as_of=FIXED, now=now)
    assert [commitment.effective_at for commitment in session.scalars(in_effect())] == [FIXED]
