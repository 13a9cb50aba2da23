"""A Sound is what it says it is, and copies of it are recognised."""

import numpy as np
import pytest

from audio.likeness import likeness
from audio.sound import Sound
from tests.factories.sounds import noise, silence, sound, tone


def test_it_knows_its_length_and_its_mix() -> None:
    both = sound(tone(2.0), silence(2.0))
    assert (both.channels, both.duration_s) == (2, 2.0)
    assert np.allclose(both.mono().channel(0), tone(2.0) / 2)


@pytest.mark.parametrize(
    ("samples", "rate", "complaint"),
    [
        (np.zeros(10, np.float32), 16_000, "shape"),
        (np.zeros((1, 10)), 16_000, "float32"),
        (np.zeros((1, 10), np.float32), 0, "rate"),
    ],
)
def test_it_refuses_what_is_no_sound(samples: np.ndarray, rate: int, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Sound(samples, rate)


def test_a_later_softer_copy_is_recognised_with_its_delay() -> None:
    original = noise(2.0)
    copy = -0.2 * np.roll(original, 400)
    found = likeness(original, copy, max_lag=800)
    assert found.lag == 400
    assert found.correlation > 0.95


def test_different_and_silent_sounds_are_not_alike() -> None:
    assert likeness(noise(2.0), noise(2.0, seed=2), max_lag=800).correlation < 0.1
    assert likeness(noise(2.0), silence(2.0), max_lag=800).correlation == 0
    with pytest.raises(ValueError, match="equally long"):
        likeness(noise(1.0), noise(2.0), max_lag=10)
