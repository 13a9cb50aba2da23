"""Probabilities that mean what they say."""

import numpy as np
import pytest

from classify.calibration import blended, cooled, fit_temperature, mean_log_loss

LOGS = np.log(np.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]]))


def test_temperature_one_changes_nothing() -> None:
    assert cooled(LOGS, 1.0) == pytest.approx(np.exp(LOGS))


def test_above_one_it_is_less_sure_and_prefers_the_same() -> None:
    warm = cooled(LOGS, 2.0)
    assert (warm.argmax(axis=1) == LOGS.argmax(axis=1)).all()
    assert (warm.max(axis=1) < np.exp(LOGS).max(axis=1)).all()


def test_a_blend_still_sums_to_one_and_lies_between() -> None:
    other = np.log(np.array([[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]]))
    blend = np.exp(blended(LOGS, other, 0.5))
    assert blend.sum(axis=1) == pytest.approx(1.0)
    assert 0.5 < blend[0, 0] < 0.9
    assert np.exp(blended(LOGS, other, 0.0)) == pytest.approx(np.exp(LOGS))


def test_it_finds_that_a_braggart_should_be_cooled() -> None:
    rng = np.random.default_rng(5)
    causes = rng.integers(2, size=4_000)
    sure_of = np.where(rng.random(4_000) < 0.8, causes, 1 - causes)
    logs = np.log(np.where(np.eye(2)[sure_of] == 1, 0.99, 0.01))
    temperature = fit_temperature(logs, causes)
    assert temperature > 2
    assert cooled(logs, temperature).max() == pytest.approx(0.8, abs=0.03)


def test_log_loss_is_the_surprise_at_the_truth() -> None:
    assert mean_log_loss(LOGS, np.array([0, 1, 0])) == pytest.approx(-np.log([0.9, 0.8, 0.6]).mean())
