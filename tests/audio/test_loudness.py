"""Every excerpt sounds equally loud."""

import math

import numpy as np
import pytest

from audio.loudness import level, loudness
from tests.factories.sounds import noise, silence, sound, speech_like, tone


@pytest.mark.parametrize("rate", [8_000, 16_000, 48_000])
def test_a_reference_tone_measures_what_the_recommendation_says(rate: int) -> None:
    """EBU Tech 3341: 1 kHz at -20 dBFS reads -23.0 LUFS in one channel (peak to mean square is 3 dB)."""
    assert loudness(tone(10, 997, 0.1, rate), rate) == pytest.approx(-23.0, abs=0.1)


def test_pauses_do_not_count() -> None:
    talk = tone(5, 997, 0.1)
    assert loudness(np.concatenate([talk, silence(20)]), 16_000) == pytest.approx(-23.0, abs=0.4)


def test_silence_has_no_loudness_and_stays_silent() -> None:
    assert loudness(silence(2), 16_000) == -math.inf
    assert loudness(silence(0), 16_000) == -math.inf
    assert not level(sound(silence(2), silence(2))).samples.any()


def test_a_loud_agent_and_a_faint_customer_come_to_the_same_level() -> None:
    levelled = level(sound(speech_like(5, 1, 0.9), speech_like(5, 2, 0.05)))
    agent, customer = (loudness(levelled.channel(index), 16_000) for index in (0, 1))
    assert agent == pytest.approx(-19, abs=1.0)
    assert customer == pytest.approx(-19, abs=1.0)
    assert np.abs(levelled.samples).max() <= 10 ** (-1 / 20) + 1e-3


def test_line_noise_is_not_raised_to_the_level_of_speech() -> None:
    levelled = level(sound(noise(5, 0.0005)))
    assert loudness(levelled.channel(0), 16_000) < -35


def test_a_click_is_turned_down_without_turning_down_the_call() -> None:
    call = tone(5, 997, 0.02)
    call[40_000] = 1.0
    levelled = level(sound(call))
    assert np.abs(levelled.samples).max() <= 10 ** (-1 / 20) + 1e-3
    assert np.abs(levelled.samples[0, :30_000]).max() == pytest.approx(0.2, rel=0.4)
