"""A long recording in sections: nothing lost, nothing doubled, and no word cut in two."""

from collections.abc import Iterator

import numpy as np
import pytest

from audio.peaks import in_buckets, peaks_of
from audio.sections import GRID_S, LONGEST_S, Overview, look_over, sections, stretch
from audio.sound import Samples, Sound
from audio.waveform import peaks
from tests.factories.sounds import noise

RATE = 1_000
"""Sections know nothing of speech; a low rate keeps these tests quick."""


def talk(minutes: float, seed: int = 1) -> Sound:
    """Two people by turns, nine loud seconds and one quiet one, on two channels."""
    length = round(minutes * 60 * RATE)
    clock = np.arange(length) / RATE % 10
    loud = np.where(clock < 9, 0.3, 0.001).astype(np.float32)
    left, right = (loud * noise(minutes * 60, 1.0, seed + side, rate=RATE)[:length] for side in (0, 1))
    turn = np.arange(length) // (10 * RATE) % 2
    return Sound(np.stack([np.where(turn == 0, left, 0.001 * left), np.where(turn == 1, right, 0.001 * right)]), RATE)


def blocks(whole: Sound, size: int = 777) -> Iterator[Samples]:
    return (whole.samples[:, first : first + size] for first in range(0, whole.length, size))


def cut(whole: Sound, start: int = 0) -> list[tuple[int, Sound]]:
    return [(one.start, one.sound) for one in sections(blocks(whole), RATE, length=whole.length, start=start)]


@pytest.mark.parametrize("minutes", [0.1, 5, 5.1, 9.99, 11, 23.4])
def test_sections_lie_end_to_end_over_the_whole_recording(minutes: float) -> None:
    whole = talk(minutes)
    found = cut(whole)
    assert np.array_equal(np.concatenate([part.samples for _, part in found], axis=1), whole.samples)
    assert [start for start, _ in found] == [sum(part.length for _, part in found[:n]) for n in range(len(found))]
    assert all(part.duration_s <= LONGEST_S + 1 for _, part in found)
    assert all(part.duration_s > 60 for _, part in found) or len(found) == 1


def test_a_recording_is_cut_in_pauses() -> None:
    for start, _ in cut(talk(23.4))[1:]:
        assert 9.2 < start / RATE % 10 < 9.8
        assert start % round(GRID_S * RATE) == 0


def test_the_pause_is_one_of_both_sides_however_faint_a_caller_is() -> None:
    """The agent's silences are the caller's words, a hundred times fainter."""
    whole = talk(11)
    faint = whole.with_samples(whole.samples * np.array([[1.0], [0.01]], dtype=np.float32))
    assert [start for start, _ in cut(faint)] == [start for start, _ in cut(whole)]


def test_work_is_taken_up_where_it_was_left() -> None:
    whole = talk(23.4)
    second = cut(whole)[1][0]
    again = cut(whole, start=second)
    assert again[0][0] == second
    assert np.array_equal(np.concatenate([part.samples for _, part in again], axis=1), whole.samples[:, second:])


def test_a_stretch_is_read_out_of_the_middle() -> None:
    whole = talk(1)
    found = stretch(blocks(whole), RATE, start=12_345, end=23_456)
    assert (found.start, found.end) == (12_345, 23_456)
    assert np.array_equal(found.sound.samples, whole.samples[:, 12_345:23_456])
    with pytest.raises(ValueError, match="ends before sample 70000"):
        stretch(blocks(whole), RATE, start=70_000, end=80_000)


def overview(whole: Sound) -> Overview:
    return look_over(blocks(whole), RATE)


def test_a_short_recording_is_kept_whole_by_the_first_look() -> None:
    whole = talk(9.9)
    found = overview(whole)
    assert found.is_whole
    assert np.array_equal(found.sample.samples, whole.samples)


def test_of_a_long_recording_the_first_look_keeps_stretches_from_beginning_to_end() -> None:
    length = 3_600 * RATE
    ramp = Sound(np.linspace(0, 1, length, dtype=np.float32)[None], RATE)
    found = overview(ramp)
    assert not found.is_whole
    assert found.length == length
    assert 64 <= found.sample.duration_s <= 128
    assert np.all(np.diff(found.sample.channel(0)) >= 0)
    assert found.sample.samples.min() < 0.01
    assert found.sample.samples.max() > 0.85


def test_nothing_at_all_is_an_error() -> None:
    with pytest.raises(ValueError, match="without samples"):
        look_over([], RATE)


def test_the_picture_of_a_recording_is_the_same_from_its_sections() -> None:
    """But for 20 ms at the edges of its 600 stretches of two seconds."""
    whole = talk(20.01)
    pieced = in_buckets([peaks_of(part) for _, part in cut(whole)], 600)
    assert pieced.shape == (2, 600)
    exact = peaks(whole, 600)
    around = np.lib.stride_tricks.sliding_window_view(np.pad(exact, ((0, 0), (1, 1))), 3, axis=1)
    assert np.all(pieced <= around.max(axis=2) + 0.001)
    assert np.mean(np.abs(pieced - exact) < 0.001) > 0.9
