"""A file's own words about its length count only where an encoder wrote them down."""

import struct
from io import BytesIO

import pytest

from audio.claim import Claim, read_claim
from audio.sniff import AMR, FLAC, MP3, OGG, WAV
from tests.factories.sounds import file_bytes, noise, sound, tone, wav_bytes, wav_header


def test_a_wav_says_how_many_bytes_of_sound_it_has() -> None:
    assert read_claim(BytesIO(wav_bytes(sound(tone(2.0), tone(2.0)))), WAV, None).seconds == 2.0


def test_a_wav_with_other_chunks_before_the_sound() -> None:
    plain = wav_bytes(sound(tone(1.0)))
    note = b"LIST" + struct.pack("<I", 7) + b"INFOabc" + b"\0"
    assert read_claim(BytesIO(plain[:36] + note + plain[36:]), WAV, None).seconds == 1.0


@pytest.mark.parametrize("size", [0, 0x7FFFFFFF, 0xFFFFFFFF])
def test_a_wav_from_a_recorder_that_streams_says_nothing(size: int) -> None:
    header = wav_header(0, 8_000, 1)[:-4] + struct.pack("<I", size)
    assert read_claim(BytesIO(header + bytes(100)), WAV, 9.0).seconds is None


def test_a_long_wav_says_it_in_its_own_chunk() -> None:
    sizes = b"ds64" + struct.pack("<IQQQI", 28, 0, 8_000 * 2 * 90_000, 0, 0)
    fmt = wav_header(0, 8_000, 1)[12:36]
    file = b"RF64\xff\xff\xff\xffWAVE" + sizes + fmt + b"data\xff\xff\xff\xff"
    assert read_claim(BytesIO(file), WAV, None).seconds == 90_000


def test_a_wav_without_any_sound_chunk_says_nothing() -> None:
    assert read_claim(BytesIO(wav_header(0, 8_000, 1)[:36]), WAV, None).seconds is None


def test_an_ogg_needs_its_end_mark() -> None:
    whole = file_bytes(sound(noise(3.0)), "ogg-opus")
    assert read_claim(BytesIO(whole), OGG, 3.0) == Claim(seconds=3.0)
    assert read_claim(BytesIO(whole[:-1]), OGG, 3.0).cut_off
    assert read_claim(BytesIO(whole[: len(whole) // 2]), OGG, 1.5).cut_off


def test_an_mp3_is_believed_only_with_a_header_that_counts_its_frames() -> None:
    counted = file_bytes(sound(noise(3.0)), "mp3")
    assert read_claim(BytesIO(counted), MP3, 3.0).seconds == 3.0
    uncounted = counted.replace(b"Xing", b"\0\0\0\0").replace(b"Info", b"\0\0\0\0")
    assert read_claim(BytesIO(uncounted), MP3, 3.0).seconds is None


def test_formats_with_a_table_are_believed_and_bare_streams_are_not() -> None:
    assert read_claim(BytesIO(b""), FLAC, 12.5).seconds == 12.5
    assert read_claim(BytesIO(b""), AMR, 12.5).seconds is None
