"""The voice of one call goes into few windows, and every word finds its way back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.sounds import noise, silence, speech_like
from transcribe.packing import GRID, Window, levelling_gains, pack, pack_tightly, split, window_samples
from transcribe.voice import Piece

SECOND = 16_000


def piece(channel: int, start: float, end: float) -> Piece:
    first, last = round(start * SECOND), round(end * SECOND)
    return Piece(channel, first, last, first, last)


pieces_of_a_call = st.lists(
    st.tuples(st.integers(0, 1), st.integers(1, 24 * SECOND), st.integers(0, SECOND)), max_size=40
).map(
    lambda drawn: [
        Piece(channel, start, start + length, start, start + length)
        for (channel, length, gap), start in zip(
            drawn, np.cumsum([0, *(length + gap for _, length, gap in drawn)])[:-1].tolist(), strict=True
        )
    ]
)


@given(pieces_of_a_call)
def test_every_piece_is_heard_once_and_no_window_overflows(pieces: list[Piece]) -> None:
    windows = pack(pieces, 30 * SECOND)
    assert sorted(placed.piece.start for window in windows for placed in window.placed) == sorted(
        piece.start for piece in pieces
    )
    assert all(window.length <= 30 * SECOND and window.length % GRID == 0 for window in windows)


@given(pieces_of_a_call)
def test_every_sample_is_located_in_the_piece_it_came_from(pieces: list[Piece]) -> None:
    for window in pack(pieces, 30 * SECOND):
        for placed in window.placed:
            for sample in (placed.at, placed.at + placed.piece.length - 1):
                assert window.locate(sample) is placed


def test_both_sides_share_a_window_in_the_order_in_which_they_spoke() -> None:
    (window,) = pack([piece(1, 3, 6), piece(0, 0, 3), piece(0, 6, 8)], 30 * SECOND)
    assert [(placed.piece.channel, placed.at) for placed in window.placed] == [
        (0, 0),
        (1, 3 * SECOND),
        (0, 6 * SECOND),
    ]


def test_a_call_full_of_talk_fills_its_windows() -> None:
    talk = [piece(index % 2, index * 4.0, index * 4.0 + 3.7) for index in range(60)]
    windows = pack(talk, 30 * SECOND)
    assert len(windows) * 30 <= 1.10 * 60 * 3.7


def test_a_little_too_much_talk_is_held_closer_together() -> None:
    talk = [
        Piece(0, start, start + 5 * SECOND, start + 3_200, start + 5 * SECOND - 3_200)
        for start in range(0, 36 * SECOND, 6 * SECOND)
    ]
    (window,) = pack_tightly([*talk, piece(1, 40, 41)], 30 * SECOND, [3_200, 2_400, 1_600])
    assert {placed.piece.voice_start - placed.piece.start for placed in window.placed} == {0, 1_600}
    assert pack_tightly(talk[:2], 30 * SECOND, [3_200, 1_600])[0].placed[0].piece == talk[0]


def test_a_piece_longer_than_a_window_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        pack([piece(0, 0, 31)], 30 * SECOND)


def test_a_window_is_heard_again_in_halves() -> None:
    (window,) = pack([piece(0, 0, 3), piece(1, 3, 6), piece(0, 6, 8)], 30 * SECOND)
    halves = split(window)
    assert [[placed.piece.start // SECOND for placed in half.placed] for half in halves] == [[0, 3], [6]]
    assert len(split(halves[1])) == 1


def test_its_sound_is_that_of_its_pieces() -> None:
    channels = [noise(10, seed=1), noise(10, seed=2)]
    (window,) = pack([piece(0, 1, 3), piece(1, 5, 6)], 30 * SECOND)
    samples = window_samples(window, channels, [1.0, 2.0])
    assert samples.shape == (3 * SECOND,)
    assert np.array_equal(samples[200 : 2 * SECOND - 200], channels[0][SECOND + 200 : 3 * SECOND - 200])
    assert np.allclose(samples[2 * SECOND + 200 : -200], 2 * channels[1][5 * SECOND + 200 : 6 * SECOND - 200])
    assert np.array_equal(channels[0], noise(10, seed=1)), "the recording itself must not be faded"


def test_a_faint_caller_is_raised_to_the_level_of_a_loud_agent() -> None:
    channels = [speech_like(5, 1, 0.8), speech_like(5, 2, 0.02), silence(5)]
    gains = levelling_gains([piece(0, 0, 5), piece(1, 0, 5)], channels)
    levels = [float(np.sqrt(np.mean((gain * channel) ** 2))) for gain, channel in zip(gains, channels, strict=True)]
    assert levels[0] == pytest.approx(levels[1], rel=0.01)
    assert gains[2] == 1.0


def test_no_windows_for_no_voice() -> None:
    assert pack([], 30 * SECOND) == ()
    assert isinstance(pack([piece(0, 0, 1)], 30 * SECOND)[0], Window)
