"""Which calls would teach the model most."""

import numpy as np
import pytest

from classify.uncertainty import calls_to_label, unsureness

SHARES = np.array([[0.5, 0.5, 0.0], [0.9, 0.1, 0.0], [0.4, 0.35, 0.25], [1.0, 0.0, 0.0]])


def test_the_closer_the_two_likeliest_the_less_sure() -> None:
    assert unsureness(SHARES) == pytest.approx([1.0, 0.2, 0.95, 0.0])


def test_the_least_sure_call_comes_first() -> None:
    assert list(calls_to_label(SHARES, np.eye(4), 2)) == [0, 2]


def test_two_calls_that_puzzle_for_one_reason_are_not_both_taken() -> None:
    places = np.array([[1.0, 0.0], [1.0, 0.0], [0.99, 0.14], [0.0, 1.0]])
    shares = np.array([[0.5, 0.5], [0.51, 0.49], [0.52, 0.48], [0.6, 0.4]])
    assert list(calls_to_label(shares, places, 2)) == [0, 3]


def test_it_never_asks_for_more_than_there_are() -> None:
    assert sorted(calls_to_label(SHARES, np.eye(4), 10)) == [0, 1, 2, 3]
    assert list(calls_to_label(np.zeros((0, 3)), np.zeros((0, 2)), 5)) == []
