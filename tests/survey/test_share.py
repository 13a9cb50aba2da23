"""A share with its interval: right by hand where it can be, humble where there are few labels."""

import numpy as np
import pytest

from survey.errors import SurveyError
from survey.share import NO_CAUSE, NOT_LABELLED, SETTLED, Estimator, ShareEstimate, estimate_shares


def labels_of(named: int, others: int, unlabelled: int) -> np.ndarray:
    return np.array([0] * named + [1] * others + [NOT_LABELLED] * unlabelled)


def test_labels_alone_of_a_plain_sample_give_their_plain_share() -> None:
    estimate = estimate_shares(["mail", "other"], None, labels_of(30, 70, 900))["mail"]

    assert estimate.share == pytest.approx(0.3)
    assert estimate.estimator is Estimator.HUMAN_ONLY
    assert (estimate.n, estimate.N, estimate.confirmed) == (100, 1000, 30)
    assert estimate.effective_n == pytest.approx(100, rel=0.02)
    assert (estimate.low, estimate.high) == (estimate.human_low, estimate.human_high)


def test_a_perfect_model_makes_every_drawn_call_count() -> None:
    truth = np.arange(1000) % 5 == 0
    labels = np.where(truth, 0, 1)
    labels[200:] = NOT_LABELLED

    estimate = estimate_shares(["mail", "other"], np.stack([truth, ~truth], axis=1).astype(float), labels)["mail"]

    assert estimate.estimator is Estimator.PPI
    assert estimate.share == pytest.approx(truth.mean())
    assert estimate.slope == pytest.approx(1)
    assert estimate.effective_n == pytest.approx(1000, rel=0.01)
    assert estimate.human_share == pytest.approx(truth[:200].mean())


def test_a_model_that_knows_nothing_does_no_harm() -> None:
    rng = np.random.default_rng(1)
    labels = np.where(rng.random(2000) < 0.3, 0, 1)
    labels[400:] = NOT_LABELLED
    noise = rng.random((2000, 1))

    estimate = estimate_shares(["mail", "other"], np.hstack([noise, 1 - noise]), labels)["mail"]

    assert estimate.share == pytest.approx(float(estimate.human_share or 0), abs=0.01)
    assert estimate.effective_n > 0.97 * 400


def test_calls_labelled_at_different_rates_are_weighted_back() -> None:
    """Band a: 100 calls, all labelled, half named. Band b: 900 calls, 90 labelled, none named: 5 % of all."""
    labels = np.array([0] * 50 + [1] * 50 + [1] * 90 + [NOT_LABELLED] * 810)

    estimate = estimate_shares(["mail", "other"], None, labels, cells=["a"] * 100 + ["b"] * 900)["mail"]

    assert estimate.share == pytest.approx(0.05)


def test_strata_drawn_at_different_rates_are_weighted_back() -> None:
    labels = labels_of(40, 60, 0)
    strata = ["loud"] * 50 + ["quiet"] * 50

    estimate = estimate_shares(["mail", "other"], None, labels, strata=strata, frame_sizes={"loud": 50, "quiet": 950})[
        "mail"
    ]

    assert estimate.share == pytest.approx(0.05 * 0.8)


def test_a_frame_that_was_drawn_and_labelled_whole_is_known_better_than_its_rate() -> None:
    labels = labels_of(30, 170, 0)

    estimate = estimate_shares(["mail", "other"], None, labels, strata=[""] * 200, frame_sizes={"": 200})["mail"]

    assert estimate.variance < estimate.rate_variance / 10
    assert estimate.rate_variance == pytest.approx(0.15 * 0.85 / 200, rel=0.05)


def test_calls_without_speech_stay_in_the_denominator_and_are_no_labels() -> None:
    labels = np.array([0] * 50 + [1] * 50 + [SETTLED] * 100)

    estimate = estimate_shares(["mail", "other"], None, labels)["mail"]

    assert estimate.share == pytest.approx(0.25)
    assert (estimate.n, estimate.N) == (100, 200)


def test_a_label_may_name_none_of_the_causes() -> None:
    labels = np.array([0] * 50 + [NO_CAUSE] * 50)

    assert estimate_shares(["mail"], None, labels)["mail"].share == pytest.approx(0.5)


def test_below_30_labels_there_is_no_figure() -> None:
    estimate = estimate_shares(["mail", "other"], None, labels_of(9, 20, 500))["mail"]

    assert estimate.estimator is Estimator.NOT_ENOUGH
    assert not estimate.is_published
    assert (estimate.share, estimate.low, estimate.high, estimate.human_share) == (None, None, None, None)
    assert estimate.times(1000) is None


@pytest.mark.parametrize(
    ("named", "others", "estimator"),
    [(40, 59, Estimator.HUMAN_ONLY), (9, 191, Estimator.HUMAN_ONLY), (10, 90, Estimator.PPI)],
)
def test_the_model_is_heard_from_100_labels_and_10_that_name_the_cause(
    named: int, others: int, estimator: Estimator
) -> None:
    labels = labels_of(named, others, 300)
    scores = np.full((len(labels), 2), 0.5)

    assert estimate_shares(["mail", "other"], scores, labels)["mail"].estimator is estimator


def test_a_model_that_learned_from_the_same_labels_is_heard_from_30_that_name_the_cause() -> None:
    labels = labels_of(29, 171, 300)
    scores = np.full((5, len(labels), 2), 0.5)

    found = estimate_shares(
        ["mail", "other"], None, labels, fold_probabilities=scores, folds=np.arange(len(labels)) % 5
    )

    assert found["mail"].estimator is Estimator.HUMAN_ONLY
    assert found["other"].estimator is Estimator.PPI


def test_a_cause_nobody_has_seen_is_not_known_to_be_absent() -> None:
    estimate = estimate_shares(["mail", "other"], None, labels_of(0, 50, 500))["mail"]

    assert estimate.share == 0
    assert estimate.low == 0
    assert estimate.high == pytest.approx(0.07, abs=0.02)


def test_non_response_above_five_percent_shows_its_worst_case() -> None:
    labels = labels_of(30, 70, 0)

    shown = estimate_shares(["mail", "other"], None, labels, nonresponse=0.1)["mail"]
    small = estimate_shares(["mail", "other"], None, labels, nonresponse=0.04)["mail"]

    assert shown.bounds is not None
    assert shown.low is not None
    assert shown.high is not None
    assert shown.bounds.low == pytest.approx(0.9 * shown.low)
    assert shown.bounds.high == pytest.approx(0.9 * shown.high + 0.1)
    assert (small.bounds, small.nonresponse) == (None, 0.04)


def test_many_small_cells_are_pooled_before_anything_is_estimated() -> None:
    rng = np.random.default_rng(2)
    labels = np.where(rng.random(240) < 0.3, 0, 1)
    labels[rng.random(240) < 0.4] = NOT_LABELLED
    cells = [f"{row % 30:02d}" for row in range(240)]

    estimate = estimate_shares(["mail", "other"], None, labels, strata=cells, cells=cells)["mail"]

    assert estimate.share == pytest.approx((labels == 0).sum() / (labels >= 0).sum(), abs=0.03)
    assert estimate.effective_n > 0.6 * (labels >= 0).sum()


def test_minutes_weigh_long_calls_more() -> None:
    labels = labels_of(50, 50, 0)
    minutes = np.array([3.0] * 50 + [1.0] * 50)

    estimate = estimate_shares(["mail", "other"], None, labels, minutes=minutes)["mail"]

    assert estimate.share == pytest.approx(0.75)
    cost = estimate.times(2000)
    assert cost is not None
    assert cost.value == pytest.approx(1500)
    assert cost.low < 1500 < cost.high


def test_equal_minutes_are_a_share_of_calls() -> None:
    labels = labels_of(30, 170, 800)

    by_calls = estimate_shares(["mail", "other"], None, labels)["mail"]
    by_minutes = estimate_shares(["mail", "other"], None, labels, minutes=np.full(1000, 4.2))["mail"]

    assert by_minutes.share == pytest.approx(by_calls.share)
    assert by_minutes.low == pytest.approx(by_calls.low)


def test_five_folds_score_each_label_by_the_model_that_left_it_out() -> None:
    rng = np.random.default_rng(3)
    truth = rng.random(1000) < 0.4
    labels = np.where(truth, 0, 1)
    labels[300:] = NOT_LABELLED
    folds = np.where(labels == NOT_LABELLED, -1, np.arange(1000) % 5)
    fitted = np.where(truth, 0.8, 0.2) + rng.normal(0, 0.05, (5, 1000))
    learnt = (folds >= 0) & (np.arange(5)[:, None] != folds)
    by_heart = np.where(learnt, truth, fitted)  # each model knows the labels it was trained on
    scores = np.stack([by_heart, 1 - by_heart], axis=2)

    estimate = estimate_shares(["mail", "other"], None, labels, fold_probabilities=scores, folds=folds)["mail"]

    assert estimate.estimator is Estimator.PPI
    assert estimate.share == pytest.approx(truth.mean(), abs=0.01)
    assert 3 * 300 < estimate.effective_n <= 1000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"probabilities": np.zeros((3, 2))}, r"shape \(3, 2\)"),
        ({"probabilities": np.full((40, 2), np.nan)}, "not a number"),
        ({"strata": ["a"] * 3}, "3 strata are given for 40"),
        ({"strata": ["a"] * 40, "frame_sizes": {"b": 100}}, "'a' has drawn calls but no frame size"),
        ({"strata": ["a"] * 40, "frame_sizes": {"a": 39}}, "40 calls are drawn from a frame of 39"),
        ({"minutes": np.full(40, -1.0)}, "none negative"),
        ({"minutes": np.zeros(40)}, "all handle minutes are 0"),
        ({"fold_probabilities": np.zeros((5, 40, 2)), "folds": np.full(40, 7)}, "none of the 5 folds"),
    ],
)
def test_it_names_what_does_not_fit_together(arguments: dict[str, object], message: str) -> None:
    given = {"probabilities": None} | arguments

    with pytest.raises(SurveyError, match=message):
        estimate_shares(["mail", "other"], labels=labels_of(20, 20, 0), **given)  # type: ignore[arg-type]


def test_it_refuses_a_label_that_names_no_cause_and_an_empty_draw() -> None:
    with pytest.raises(SurveyError, match="label 5 names none"):
        estimate_shares(["mail"], np.zeros((40, 1)), np.full(40, 5))
    with pytest.raises(SurveyError, match="no drawn call"):
        estimate_shares(["mail"], None, np.array([], dtype=np.int64))


def test_estimates_are_values() -> None:
    first = estimate_shares(["mail", "other"], None, labels_of(30, 70, 0))["mail"]

    assert isinstance(first, ShareEstimate)
    assert first == estimate_shares(["mail", "other"], None, labels_of(30, 70, 0))["mail"]
