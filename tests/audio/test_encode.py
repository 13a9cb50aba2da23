"""What is written for the web and for feeds is what was heard."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from audio.decode import decode
from audio.encode import OpusEncoder, encode_mp3, encode_opus, write_opus
from audio.likeness import likeness
from audio.sound import Sound
from tests.factories.sounds import noise, silence, sound, speech_like, tone


def decoded(path: Path, content: bytes) -> Sound:
    path.write_bytes(content)
    return decode(path)


@pytest.mark.parametrize("length", [77, 320, 16_000, 40_123])
def test_opus_keeps_every_sample_of_both_channels(tmp_path: Path, length: int) -> None:
    original = Sound(np.stack([tone(3.0)[:length], noise(3.0)[:length]]), 16_000)
    back = decoded(tmp_path / "excerpt.ogg", encode_opus(original))
    assert back.samples.shape == original.samples.shape
    assert not back.truncated


def test_opus_lets_nothing_leak_into_the_silent_channel(tmp_path: Path) -> None:
    original = sound(noise(3.0, 0.2), silence(3.0))
    back = decoded(tmp_path / "excerpt.ogg", encode_opus(original))
    loud, silent = (float(np.sqrt(np.mean(back.channel(index) ** 2))) for index in (0, 1))
    assert silent < loud * 10 ** (-40 / 20)


def test_opus_is_small(tmp_path: Path) -> None:
    assert len(encode_opus(sound(noise(10.0), noise(10.0, seed=2)))) < 80_000


def test_opus_refuses_more_than_two_channels() -> None:
    with pytest.raises(ValueError, match="one or two channels, not 3"):
        encode_opus(sound(tone(0.1), tone(0.1), tone(0.1)))


def test_mp3_mixes_both_sides_to_one_channel(tmp_path: Path) -> None:
    original = sound(tone(2.0, 300), tone(2.0, 900))
    back = decoded(tmp_path / "episode.mp3", encode_mp3(original))
    assert back.channels == 1
    assert back.duration_s == pytest.approx(2.0, abs=0.05)
    spectrum = np.abs(np.fft.rfft(back.channel(0)[:16_000]))
    assert {int(np.argmax(spectrum[:600])), 600 + int(np.argmax(spectrum[600:]))} == {300, 900}


def test_a_sound_of_an_odd_rate_is_written_at_one_that_players_know(tmp_path: Path) -> None:
    original = sound(tone(1.0, rate=11_025), rate=11_025)
    assert decoded(tmp_path / "a.ogg", encode_opus(original)).duration_s == pytest.approx(1.0, abs=0.01)


def test_opus_that_comes_in_pieces_is_the_opus_of_the_whole() -> None:
    """Bit for bit, so nobody can hear where a long call was cut into sections."""
    original = sound(noise(3.0, 0.2), tone(3.0))
    whole, piecewise = OpusEncoder(2, 16_000), OpusEncoder(2, 16_000)
    at_once = [*whole.encode(original.samples), *whole.finish()]
    parts = [piecewise.encode(original.samples[:, first : first + 9_600]) for first in range(0, 48_000, 9_600)]
    assert [packet for part in parts for packet in part] + piecewise.finish() == at_once
    assert [len(part) for part in parts] == [10] * 5


def test_packets_of_another_encoder_go_on_without_a_sample_too_many(tmp_path: Path) -> None:
    """As after a worker was killed: the first half was kept, the rest is encoded anew."""
    original = sound(speech_like(4.0, 3), speech_like(4.0, 4))
    first, second = OpusEncoder(2, 16_000), OpusEncoder(2, 16_000)
    packets = [*first.encode(original.samples[:, :28_800]), *second.encode(original.samples[:, 28_800:])]
    file = BytesIO()
    write_opus(file, [*packets, *second.finish()], channels=2, rate=16_000, length=64_000)
    back, whole = decoded(tmp_path / "call.ogg", file.getvalue()), decoded(tmp_path / "b.ogg", encode_opus(original))
    assert back.samples.shape == (2, 64_000)
    for start in (0, 28_800):
        parts = (sound.channel(0)[start : start + 28_800] for sound in (whole, back))
        same = likeness(*parts, max_lag=160)
        assert same.correlation > 0.95
        assert same.lag == 0
