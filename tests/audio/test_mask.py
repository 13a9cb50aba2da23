"""A masked voice: as long as before, another pitch, and not the old one shifted by one factor."""

import numpy as np
import pytest

from audio.cut import Span
from audio.mask import HIGHER, LOWER, mask_voice, masked_samples, pitch, pitches
from audio.sound import Samples
from tests.factories.sounds import RATE, noise, silence, sound


def voice(seconds: float, hertz: float) -> Samples:
    """Overtones of a pitch that rises and falls by a tenth, with a pause in every second."""
    at = np.arange(round(seconds * RATE)) / RATE
    phase = 2 * np.pi * np.cumsum(hertz * (1 + 0.1 * np.sin(2 * np.pi * 0.7 * at))) / RATE
    overtones = sum(np.sin(k * phase) / k for k in range(1, 20))
    return np.asarray(0.1 * overtones * (at % 1 < 0.8), dtype=np.float32)


@pytest.mark.parametrize(("hertz", "bounds"), [(110.0, HIGHER), (215.0, LOWER)])
def test_low_voices_go_up_and_high_ones_down(hertz: float, bounds: tuple[float, float]) -> None:
    spoken = voice(8, hertz)
    masked = masked_samples(spoken, RATE, rng=np.random.default_rng(1))
    before, after = pitch(spoken, RATE), pitch(masked, RATE)
    assert before is not None
    assert after is not None
    assert bounds[0] * 0.97 <= after / before <= bounds[1] * 1.03


@pytest.mark.parametrize("length", [0, 1, 159, 160, 16_000, 24_777])
def test_it_is_as_long_as_before_to_the_sample(length: int) -> None:
    spoken = voice(2, 120)[:length]
    masked = masked_samples(spoken, RATE, rng=np.random.default_rng(1))
    assert masked.shape == spoken.shape
    assert masked.dtype == np.float32


def test_shifting_back_by_one_factor_does_not_bring_the_voice_back() -> None:
    """The factor wanders: even the best single one leaves the pitch off by a noticeable part of a semitone."""
    spoken = voice(20, 215)
    masked = masked_samples(spoken, RATE, rng=np.random.default_rng(2))
    pairs = zip(pitches(spoken, RATE), pitches(masked, RATE), strict=True)
    ratios = np.log2([after / before for before, after in pairs if before and after]) * 12
    ratios = ratios[np.abs(ratios - np.median(ratios)) < 4]  # without octave errors
    assert len(ratios) > 100
    assert ratios.std() > 0.3


def test_no_two_maskings_are_alike() -> None:
    spoken = voice(3, 120)
    one, other = (masked_samples(spoken, RATE, rng=np.random.default_rng()) for _ in range(2))
    assert not np.allclose(one, other, atol=0.01)


def test_pauses_stay_pauses_and_loudness_stays() -> None:
    spoken = np.concatenate([voice(2, 120), silence(1), voice(2, 120)])
    masked = masked_samples(spoken, RATE, rng=np.random.default_rng(1))
    assert abs(masked[round(2.1 * RATE) : round(2.9 * RATE)]).max() < 0.01
    assert masked.std() == pytest.approx(spoken.std(), rel=0.15)


def test_only_the_spans_of_the_agents_channel_are_touched() -> None:
    call = sound(voice(4, 120), voice(4, 200))
    masked = mask_voice(call, [Span(1, 2, 0), Span(1.5, 3, 0)], rng=np.random.default_rng(1))
    assert np.array_equal(masked.channel(1), call.channel(1))
    same = masked.channel(0) == call.channel(0)
    assert same[:RATE].all()
    assert same[3 * RATE :].all()
    assert same[RATE : 3 * RATE].mean() < 0.21  # the pauses, a fifth


def test_without_a_channel_all_are_masked_and_without_spans_none() -> None:
    call = sound(voice(2, 120), voice(2, 200))
    assert mask_voice(call, [], rng=np.random.default_rng(1)).samples.tobytes() == call.samples.tobytes()
    masked = mask_voice(call, [Span(0, 2)], rng=np.random.default_rng(1))
    assert not np.array_equal(masked.channel(0), call.channel(0))
    assert not np.array_equal(masked.channel(1), call.channel(1))


def test_hiss_has_no_pitch_and_is_masked_all_the_same() -> None:
    hiss = noise(2)
    assert pitch(hiss, RATE) is None
    assert masked_samples(hiss, RATE, rng=np.random.default_rng(1)).size == hiss.size
    assert pitch(silence(2), RATE) is None
