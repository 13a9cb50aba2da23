"""Files are told apart by their first bytes."""

import pytest

from audio.sniff import AAC, AMR, FLAC, MP3, MP4, OGG, WAV, WEBM, Container, sniff
from tests.factories.sounds import file_bytes, sound, tone, wav_bytes


@pytest.mark.parametrize(
    ("kind", "container"),
    [("mp3", MP3), ("ogg-opus", OGG), ("flac", FLAC), ("m4a", MP4), ("aac", AAC), ("webm", WEBM), ("amr", AMR)],
)
def test_it_knows_each_container_by_its_content(kind: str, container: Container) -> None:
    rate = {"amr": 8_000, "webm": 48_000}.get(kind, 16_000)
    assert sniff(file_bytes(sound(tone(0.5, rate=rate), rate=rate), kind)) is container


def test_it_knows_a_wav_and_finds_an_mp3_without_a_tag_behind_junk() -> None:
    assert sniff(wav_bytes(sound(tone(0.1)))) is WAV
    mp3 = file_bytes(sound(tone(1.0)), "mp3")
    frames = mp3[mp3.index(b"\xff\xf3") :] if b"\xff\xf3" in mp3 else mp3
    assert sniff(b"\x00\xff\x01" + frames) is MP3


def test_it_tells_an_mp3_from_a_byte_order_mark_and_from_chance() -> None:
    assert sniff(b"\xff\xfeH\x00e\x00l\x00l\x00o\x00" * 100) is None
    assert sniff(b"\xff" * 4096) is None
    assert sniff(b"") is None


def test_it_names_containers_that_are_not_opened() -> None:
    playlist = sniff(b"#EXTM3U\n")
    assert playlist is not None
    assert playlist.demuxer is None
    assert playlist.name == "a playlist"
