"""The ppi-python package as an oracle for plain random labels. Development only: the product does not need it."""

from importlib import import_module
from importlib.util import find_spec

import numpy as np

from survey.cells import FloatArray, IntArray

LEVEL = 0.05


def has_oracle() -> bool:
    """Whether the package is installed (`pip install ppi-python`)."""
    return find_spec("ppi_py") is not None


def oracle_intervals(labels: IntArray, scores: FloatArray) -> FloatArray:
    """Bounds (K, 2) of its 95 % PPI++ intervals, from labels (N,) with −1 where nobody labelled and scores (N, K).

    It takes the calls without a label as the unlabelled sample and an endless frame.
    """
    known = labels >= 0
    bounds = []
    for k in range(scores.shape[1]):
        named = (labels[known] == k).astype(float)
        low, high = import_module("ppi_py").ppi_mean_ci(named, scores[known, k], scores[~known, k], alpha=LEVEL)
        bounds.append((float(np.ravel(low)[0]), float(np.ravel(high)[0])))
    return np.array(bounds)
