"""How well probabilities match what people said."""

import numpy as np
import pytest

from classify.scores import calibration_error, score_predictions

TRUTH = ["bill"] * 12 + ["parcel"] * 12 + ["login"] * 2
RIGHT = np.array([[0.8, 0.1, 0.1]] * 12 + [[0.1, 0.1, 0.8]] * 12 + [[0.1, 0.8, 0.1]] * 2)
CAUSES = ["bill", "login", "parcel"]


def test_perfect_answers_score_one() -> None:
    scores = score_predictions(RIGHT, CAUSES, TRUTH)
    assert scores.macro_f1 == 1.0
    assert scores.accuracy == 1.0
    assert scores.log_loss == pytest.approx(-np.log(0.8))
    assert scores.ece == pytest.approx(0.2)


def test_a_cause_with_few_calls_is_left_out_of_macro_f1_but_stays_in_the_table() -> None:
    wrong_logins = RIGHT.copy()
    wrong_logins[-2:] = [0.8, 0.1, 0.1]
    scores = score_predictions(wrong_logins, CAUSES, TRUTH)
    assert scores.macro_f1 == pytest.approx((24 / 26 + 1) / 2)
    assert scores.per_cause["login"].recall == 0.0
    assert scores.confusion.tolist() == [[12, 0, 0], [2, 0, 0], [0, 0, 12]]


def test_intervals_hold_the_shares_and_are_wider_for_fewer_calls() -> None:
    scores = score_predictions(RIGHT, CAUSES, TRUTH)
    many, few = scores.per_cause["bill"].recall_interval, scores.per_cause["login"].recall_interval
    assert many.low > few.low
    assert many.high == 1.0


def test_a_cause_the_model_does_not_know_counts_as_missed() -> None:
    scores = score_predictions(RIGHT[:1], CAUSES, ["dog"])
    assert scores.per_cause["dog"].recall == 0.0
    assert scores.log_loss == pytest.approx(-np.log(1e-6))


def test_a_braggart_has_a_calibration_error() -> None:
    sure, right = np.full(100, 0.9), np.arange(100) < 60
    assert calibration_error(sure, right) == pytest.approx(0.3)
    assert calibration_error(np.full(100, 0.6), right) == pytest.approx(0.0)
