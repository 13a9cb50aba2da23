"""A verdict that may be looked at every week: by the formulas, in words, and by simulation."""

import math

import numpy as np
import pytest

from survey.change import Rate, Verdict, change_between, change_of, change_of_rates
from survey.errors import SurveyError
from survey.share import NOT_LABELLED, estimate_shares


def test_it_is_robbins_normal_mixture() -> None:
    change = change_of(-0.07, 0.0004, 0.07)

    V, T2 = 0.0004, 0.0049
    assert change.log_e == pytest.approx(0.5 * math.log(V / (V + T2)) + 0.0049 * T2 / (2 * V * (V + T2)))
    half = math.sqrt(V * (V + T2) / T2 * (math.log((V + T2) / V) + 2 * math.log(20)))
    assert change.low == pytest.approx(-0.07 - half)
    assert change.high == pytest.approx(-0.07 + half)


def test_the_interval_leaves_out_zero_exactly_when_e_passes_twenty() -> None:
    for difference in np.linspace(-0.2, 0.2, 81):
        change = change_of(float(difference), 0.001, 0.1)
        assert change.low is not None
        assert change.high is not None
        assert change.log_e is not None
        assert (change.log_e > math.log(20)) == (change.low > 0 or change.high < 0)


@pytest.mark.parametrize(
    ("difference", "variance", "verdict"),
    [
        (-0.2, 0.001, Verdict.DROPPED),
        (0.2, 0.001, Verdict.ROSE),
        (0.0, 0.0005, Verdict.UNCHANGED),
        (-0.1, 0.01, Verdict.CANNOT_TELL_YET),
    ],
)
def test_the_verdict_reads_the_whole_interval(difference: float, variance: float, verdict: Verdict) -> None:
    change = change_of(difference, variance, 0.1)

    assert change.verdict is verdict
    assert verdict.words.endswith(".")


def test_too_few_labels_cannot_tell_yet() -> None:
    enough = Rate(0.2, 200, 0.001)

    assert change_of_rates(None, enough, 0.1).verdict is Verdict.CANNOT_TELL_YET
    assert change_of_rates(enough, None, 0.1).change is None


def test_no_call_of_a_cause_among_few_is_no_proof_that_it_is_gone() -> None:
    """0 of 30 after 12 % of 480: plausible by luck (2 %), though 0 ± 0 looks certain."""
    before = np.array([0] * 58 + [1] * 422)
    after = np.array([1] * 30)

    change = change_between(
        estimate_shares(["mail", "other"], None, before)["mail"],
        estimate_shares(["mail", "other"], None, after)["mail"],
        0.07,
    )

    assert change.change == pytest.approx(-0.121, abs=0.001)
    assert change.verdict is Verdict.CANNOT_TELL_YET


def test_a_fall_from_45_to_8_percent_is_found() -> None:
    change = change_between(
        estimate_shares(["mail", "other"], None, np.array([0] * 50 + [1] * 60))["mail"],
        estimate_shares(["mail", "other"], None, np.array([0] * 9 + [1] * 101 + [NOT_LABELLED] * 9))["mail"],
        0.2,
    )

    assert change.verdict is Verdict.DROPPED
    assert change.high is not None
    assert change.high < -0.1


@pytest.mark.parametrize("drop", [0.0, -0.1, 1.0, 20.0])
def test_an_expected_drop_is_a_share(drop: float) -> None:
    with pytest.raises(SurveyError, match="not a share between 0 and 1"):
        change_of(0.1, 0.1, drop)


def test_it_refuses_a_difference_without_variance() -> None:
    with pytest.raises(SurveyError, match="has variance 0"):
        change_of(0.1, 0.0, 0.1)


def test_forty_looks_at_nothing_alarm_in_less_than_five_percent() -> None:
    """The baseline is frozen, the after-estimate cumulative; weekly errors are normal with the variance of 40 calls."""
    rng = np.random.default_rng(5)
    weekly, base = 0.1 / 40, 0.1 / 480
    after = rng.normal(0, weekly**0.5, (2000, 40)).cumsum(axis=1) / np.arange(1, 41)
    difference = after - rng.normal(0, base**0.5, (2000, 1))
    variance = base + weekly / np.arange(1, 41)

    alarms = sum(
        any(
            change_of(d, v, 0.07).verdict in (Verdict.DROPPED, Verdict.ROSE) for d, v in zip(row, variance, strict=True)
        )
        for row in difference[:400]
    )
    z_alarms = (np.abs(difference / np.sqrt(variance)) > 1.96).any(axis=1).mean()

    assert alarms / 400 <= 0.05
    assert z_alarms > 0.15  # what looking every week at a plain test would do
