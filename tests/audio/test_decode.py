"""A recording is read for what it is, or refused with a reason and a remedy."""

from pathlib import Path

import numpy as np
import pytest

from audio.decode import Limits, SoundStream, decode
from audio.errors import AudioError
from tests.factories.sounds import (
    file_bytes,
    noise,
    silence,
    sound,
    tone,
    wav_bytes,
    wav_header,
)

EIGHT_K = 8_000
ONE_CHANNEL_ONLY = {"amr"}


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def refused(path: Path, content: bytes, limits: Limits | None = None) -> AudioError:
    with pytest.raises(AudioError) as caught:
        decode(written(path, content), limits=limits)
    return caught.value


@pytest.mark.parametrize("bits", [16, 32])
def test_it_keeps_left_left_and_right_right(tmp_path: Path, bits: int) -> None:
    original = sound(tone(1.0, 300, 0.5), tone(1.0, 900, 0.1))
    decoded = decode(written(tmp_path / "call.wav", wav_bytes(original, bits=bits)))
    assert np.abs(decoded.samples - original.samples).max() < 1e-3


@pytest.mark.parametrize(
    ("reason", "content"),
    [
        ("empty", b""),
        ("not_audio", b"a"),
        ("not_audio", b"Dear customer, please find attached\n" * 50),
        ("not_audio", b"<!doctype html><title>Not found</title>"),
        ("not_audio", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("not_audio", b"%PDF-1.7\n" + bytes(200)),
        ("not_audio", b"PK\x03\x04" + bytes(200)),
        ("unsupported", b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n"),
        ("unsupported", b"ffconcat version 1.0\nfile /etc/passwd\n"),
        ("unsupported", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11" + bytes(200)),
        ("corrupt", b"RIFF\x00\x00\x00\x00WAVEjunk"),
        ("corrupt", b"fLaC" + bytes(400)),
        ("corrupt", b"OggS" + bytes(400)),
        ("corrupt", b"\x00\x00\x00\x20ftypM4A " + bytes(400)),
        ("corrupt", b"\x1a\x45\xdf\xa3" + bytes(400)),
        ("zero_seconds", wav_header(0, 8_000, 1)),
        ("unsupported", wav_header(4_000, 1, 1) + bytes(4_000)),
        ("unsupported", wav_header(4_000, 384_000, 1) + bytes(4_000)),
        ("unsupported", wav_header(255 * 200, 8_000, 255) + bytes(255 * 200)),
    ],
)
def test_it_refuses_what_is_no_recording_with_the_right_reason(tmp_path: Path, reason: str, content: bytes) -> None:
    error = refused(tmp_path / "call.wav", content)
    assert error.reason == reason
    assert str(tmp_path / "call.wav") in str(error)
    assert error.remedy


def test_it_names_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="no such file") as missing:
        decode(tmp_path / "gone.wav")
    assert missing.value.reason == "missing"
    with pytest.raises(AudioError, match="not a regular file"):
        decode(tmp_path)


def test_it_stops_at_the_limit_on_seconds_even_if_the_header_lies(tmp_path: Path) -> None:
    header = wav_header(1_000, EIGHT_K, 1)
    flac = file_bytes(sound(silence(30, EIGHT_K), rate=EIGHT_K), "flac")
    assert refused(tmp_path / "bomb.flac", flac, Limits(max_seconds=10)).reason == "too_long"
    assert decode(written(tmp_path / "short.wav", header + bytes(100_000))).duration_s < 1


def test_it_refuses_a_file_with_too_many_bytes_before_reading_it(tmp_path: Path) -> None:
    error = refused(tmp_path / "huge.wav", wav_bytes(sound(tone(1.0))), Limits(max_bytes=1_000))
    assert error.reason == "too_large"
    assert "1,000" in str(error)


@pytest.mark.parametrize("kind", ["wav-mulaw", "wav-adpcm-ms", "mp3", "ogg-opus", "flac", "webm"])
def test_it_keeps_half_a_file_and_says_that_the_rest_is_missing(tmp_path: Path, kind: str) -> None:
    rate = 48_000 if kind == "webm" else 16_000
    content = file_bytes(sound(noise(6.0, 0.1, rate=rate), rate=rate), kind)
    decoded = decode(written(tmp_path / "call", content[: len(content) // 2]))
    assert 1.5 < decoded.duration_s < 4.5
    assert decoded.truncated


def test_it_believes_a_recorder_that_streams_and_never_wrote_the_length(tmp_path: Path) -> None:
    content = wav_header(0xFFFFFFFF - 36, EIGHT_K, 1)[:-4] + b"\xff\xff\xff\xff" + bytes(16_000)
    decoded = decode(written(tmp_path / "stream.wav", content))
    assert decoded.container_duration_s is None
    assert not decoded.truncated
    assert decoded.duration_s == pytest.approx(1.0, abs=0.01)


def test_it_hears_silence_where_samples_are_no_numbers(tmp_path: Path) -> None:
    wild = tone(1.0)
    wild[100:200], wild[300:400], wild[500:600] = np.nan, np.inf, 1e30
    decoded = decode(written(tmp_path / "wild.wav", file_bytes(sound(wild), "wav-float")))
    assert np.isfinite(decoded.samples).all()
    assert np.abs(decoded.samples).max() <= 1.0


def test_it_streams_the_same_samples_block_by_block(tmp_path: Path) -> None:
    path = written(tmp_path / "call.wav", wav_bytes(sound(noise(5.0), tone(5.0))))
    stream = SoundStream(path, Limits())
    blocks = list(stream)
    assert len(blocks) > 1
    assert np.array_equal(np.concatenate(blocks, axis=1), decode(path).samples)
    assert stream.container_duration_s == pytest.approx(5.0)
