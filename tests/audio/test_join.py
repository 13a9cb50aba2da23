"""Agent and customer in two files of the same clock are one call of two channels."""

from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest

from audio.confined import ConfinedDecoder
from audio.errors import AudioError
from audio.join import PairedStream
from audio.sound import Samples
from tests.factories.sounds import file_bytes, noise, silence, sound, tone, wav_bytes


class Side:
    """A stream of one side in blocks of the given lengths."""

    def __init__(self, samples: Samples, *lengths: int, truncated: bool = False, claims: float | None = None) -> None:
        self.blocks = np.split(samples, np.cumsum(lengths), axis=-1)
        self.truncated, self.container_duration_s = truncated, claims
        self.closed = False

    def __iter__(self) -> Generator[Samples]:
        try:
            for block in self.blocks:
                yield np.atleast_2d(block)
        finally:
            self.closed = True


def paired(left: Side, right: Side) -> Samples:
    return np.concatenate(list(PairedStream(left, right)), axis=1)


@pytest.mark.parametrize("lengths", [(), (100,), (15_999, 1), (1, 1, 20_000, 3)])
def test_every_sample_stays_at_its_time_however_the_blocks_fall(lengths: tuple[int, ...]) -> None:
    agent, customer = noise(3.0), noise(2.0, seed=2)
    both = paired(Side(agent, 16_000, 16_000), Side(customer, *lengths))
    assert both.shape == (2, 48_000)
    assert np.array_equal(both[0], agent)
    assert np.array_equal(both[1, :32_000], customer)
    assert not both[1, 32_000:].any()


def test_a_side_of_two_channels_counts_with_their_mean() -> None:
    both = paired(Side(np.stack([tone(1.0), silence(1.0)])), Side(noise(1.0)))
    assert np.allclose(both[0], tone(1.0) / 2)


def test_what_is_missing_on_one_side_is_missing() -> None:
    stream = PairedStream(Side(noise(1.0), claims=1.0), Side(noise(0.5), truncated=True, claims=3.0))
    list(stream)
    assert stream.truncated
    assert stream.container_duration_s == 3.0


def test_who_has_heard_enough_ends_both_sides() -> None:
    left, right = Side(noise(3.0), 16_000), Side(noise(3.0), 16_000)
    reading = iter(PairedStream(left, right))
    next(reading)
    reading.close()
    assert left.closed
    assert right.closed


def test_two_files_are_decoded_side_by_side_and_a_bad_one_is_named(tmp_path: Path) -> None:
    agent, customer = tmp_path / "agent.wav", tmp_path / "customer.mp3"
    agent.write_bytes(wav_bytes(sound(tone(2.0, 300))))
    customer.write_bytes(file_bytes(sound(tone(3.0, 900)), "mp3"))
    with ConfinedDecoder() as decoder:
        call = decoder.decode(agent, customer)
        assert call.channels == 2
        assert call.duration_s == pytest.approx(3.0, abs=0.1)
        middle = np.abs(np.fft.rfft(call.samples[:, 8_000:24_000]))
        assert middle.argmax(axis=1).tolist() == [300, 900]
        customer.write_bytes(b"fLaC" + bytes(400))
        with pytest.raises(AudioError, match=r"customer\.mp3") as caught:
            decoder.decode(agent, customer)
        assert caught.value.reason == "corrupt"
        assert decoder.decode(agent).channels == 1
