"""What is cut is gone, what is kept is untouched, and time stays in step."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.cut import EDGE_FADE_S, Span, cut, silence
from tests.factories.sounds import noise, sound, tone

FADE = round(EDGE_FADE_S * 16_000)


def test_an_excerpt_has_the_seconds_asked_for_and_soft_edges() -> None:
    original = sound(noise(4.0), noise(4.0, seed=2))
    excerpt = cut(original, 1.0, 2.5)
    assert excerpt.samples.shape == (2, 24_000)
    assert np.abs(excerpt.samples[:, [0, -1]]).max() < 1e-3
    assert np.array_equal(excerpt.samples[:, 400:-400], original.samples[:, 16_400:39_600])


def test_an_excerpt_ends_where_the_recording_ends() -> None:
    assert cut(sound(tone(2.0)), 1.5, 9.0).duration_s == pytest.approx(0.5)
    with pytest.raises(ValueError, match="forward"):
        cut(sound(tone(2.0)), 1.0, 1.0)


def test_silencing_leaves_the_other_channel_and_every_other_sample_alone() -> None:
    original = sound(noise(3.0), noise(3.0, seed=2))
    silenced = silence(original, [Span(1.0, 1.5, channel=0)])
    assert not silenced.samples[0, 16_000:24_000].any()
    assert np.array_equal(silenced.samples[1], original.samples[1])
    assert np.array_equal(silenced.samples[0, : 16_000 - FADE], original.samples[0, : 16_000 - FADE])
    assert np.array_equal(silenced.samples[0, 24_000 + FADE :], original.samples[0, 24_000 + FADE :])


def test_silencing_without_a_channel_takes_both_sides() -> None:
    silenced = silence(sound(noise(2.0), noise(2.0, seed=2)), [Span(0.5, 1.0)])
    assert not silenced.samples[:, 8_000:16_000].any()


def test_a_tone_says_that_something_was_cut_and_nothing_of_it() -> None:
    loud, quiet = (sound(noise(2.0, level)) for level in (0.5, 0.01))
    marked = [silence(original, [Span(0.5, 1.0)], tone=True).samples[0, 8_000:16_000] for original in (loud, quiet)]
    assert np.array_equal(marked[0], marked[1])
    assert 0.01 < np.abs(marked[0]).max() < 0.1


def test_a_wrong_channel_is_never_taken_for_a_redaction() -> None:
    with pytest.raises(ValueError, match="channel 1 does not exist"):
        silence(sound(tone(1.0)), [Span(0.0, 0.5, channel=1)])


def test_a_span_runs_forward() -> None:
    with pytest.raises(ValueError, match="forward"):
        Span(2.0, 1.0)
    assert Span(0.1, 0.5, 1).widened(0.2) == Span(0.0, 0.7, 1)
    assert Span(1.0, 2.0).overlaps(1.9, 3.0)
    assert not Span(1.0, 2.0).overlaps(2.0, 3.0)


@given(
    spans=st.lists(
        st.tuples(st.floats(0, 1.2), st.floats(0, 1.2), st.sampled_from([None, 0, 1])).map(
            lambda drawn: Span(min(drawn[:2]), max(drawn[:2]), drawn[2])
        ),
        max_size=5,
    )
)
def test_whatever_is_silenced_the_length_stays_and_no_sample_in_a_span_survives(spans: list[Span]) -> None:
    original = sound(np.full(16_000, 0.5, np.float32), np.full(16_000, 0.25, np.float32))
    silenced = silence(original, spans)
    assert silenced.samples.shape == original.samples.shape
    for span in spans:
        first, last = int(span.start * 16_000), int(np.ceil(span.end * 16_000))
        channels = slice(None) if span.channel is None else span.channel
        assert not silenced.samples[channels, first:last].any()
