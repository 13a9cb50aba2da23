"""Probabilities that mean what they say: softmax, log loss, one temperature, and a blend of two opinions."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FLOOR = 1e-6
"""No cause is ever impossible: a model that has not met a case cannot rule it out."""
TEMPERATURES = (0.25, 4.0)


def blended(first: Floats, second: Floats, weight: float) -> Floats:
    """Geometric mean of two opinions given as log probabilities, `weight` on the second; rows still sum to one."""
    return np.asarray(log_softmax((1 - weight) * first + weight * second, axis=1), dtype=np.float64)


def cooled(logs: Floats, temperature: float) -> Floats:
    """Probabilities at a temperature: above 1 less sure, below 1 surer; the order of the causes stays."""
    return np.asarray(np.exp(log_softmax(logs / temperature, axis=1)), dtype=np.float64)


def mean_log_loss(logs: Floats, causes: Ints) -> float:
    """Mean of -log of the probability given to the true cause, in nats."""
    return float(-logs[np.arange(len(causes)), causes].mean())


def fit_temperature(logs: Floats, causes: Ints) -> float:
    """The temperature of least log loss on held-out rows (C. Guo et al., 2017), within `TEMPERATURES`."""

    def loss(log_temperature: float) -> float:
        scaled = log_softmax(logs / np.exp(log_temperature), axis=1)
        return mean_log_loss(scaled, causes)

    low, high = np.log(TEMPERATURES)
    return float(np.exp(minimize_scalar(loss, bounds=(low, high), method="bounded").x))
