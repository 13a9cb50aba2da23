"""Which unlabelled calls would teach the model most. Such labels are for training and never enter a figure."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SHORTLIST = 6
"""As many unsure calls as this, for each one wanted, are compared for being different from each other."""


def unsureness(probabilities: Floats) -> Floats:
    """How close the two likeliest causes are, shape (n,): 1 where they are equal, 0 where one is certain."""
    two = np.sort(probabilities, axis=1)[:, -2:]
    return np.asarray(1 - (two[:, 1] - two[:, 0]), dtype=np.float64)


def calls_to_label(probabilities: Floats, places: Floats, count: int) -> Ints:
    """Rows to put before a person next, the most telling first.

    `places` are the calls' directions in topic space (`CauseModel.embed`). Unsure calls are taken, each far from those
    already taken: ten calls that puzzle for one reason teach what one of them teaches.
    """
    unsure = unsureness(probabilities)
    order = np.argsort(-unsure, kind="stable")[: count * SHORTLIST]
    if not len(order):
        return order.astype(np.int64)
    near = places[order] @ places[order].T
    taken = [0]
    closest = near[0].copy()
    while len(taken) < min(count, len(order)):
        worth = unsure[order] * (1 - np.clip(closest, 0.0, 1.0))
        worth[taken] = -1.0
        taken.append(int(worth.argmax()))
        closest = np.maximum(closest, near[taken[-1]])
    return order[taken].astype(np.int64)
