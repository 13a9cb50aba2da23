"""Headers that lie, and containers that are malformed on purpose."""

import struct
from collections.abc import Callable
from typing import Final

import numpy as np

from tests.audio.gsm import gsm_header
from tests.audio.hostile.case import Hostile
from tests.audio.hostile.parts import (
    EBML_HEAD,
    OPUS_TAGS,
    box,
    chunk,
    element,
    flac_block,
    full_box,
    id3,
    ogg_page,
    opus_head,
    riff,
    wav_format,
)
from tests.factories.sounds import file_bytes, noise, sound, tone, wav_bytes, wav_header

_SECOND: Final = bytes(16_000)
_DATA: Final = chunk(b"data", _SECOND)


def _flac(change: Callable[[bytearray], None]) -> Callable[[], bytes]:
    """A second of FLAC with its stream info changed (34 bytes from the ninth on)."""

    def make() -> bytes:
        content = bytearray(file_bytes(sound(tone(1.0)), "flac"))
        change(content)
        return bytes(content)

    return make


def _endless(content: bytearray) -> None:
    content[21] |= 0x0F
    content[22:26] = b"\xff" * 4


def _blocks_of_nothing(content: bytearray) -> None:
    content[8:12] = bytes(4)


def _patched(kind: str, at: bytes, offset: int, value: bytes) -> Callable[[], bytes]:
    """A second of some format with the bytes at `offset` behind a mark replaced."""

    def make() -> bytes:
        content = bytearray(file_bytes(sound(tone(1.0)), kind))
        place = content.index(at) + offset
        content[place : place + len(value)] = value
        return bytes(content)

    return make


def _nested_elements() -> bytes:
    inner = b""
    for _ in range(5_000):
        inner = element(0x114D9B74, inner)
    return EBML_HEAD + element(0x18538067, inner)


def _nested_boxes() -> bytes:
    inner = b""
    for _ in range(5_000):
        inner = box(b"trak", inner)
    return box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", inner)


def _table(name: bytes, *numbers: int) -> bytes:
    """An MP4 whose one track has a table that says it has a billion rows."""
    table = box(b"stbl", full_box(name, struct.pack(f">{len(numbers)}I", *numbers)))
    media = full_box(b"mdhd", struct.pack(">IIIIHH", 0, 0, 8_000, 8_000, 0, 0)) + full_box(b"hdlr", b"\0\0\0\0soun")
    track = box(b"trak", box(b"mdia", media, box(b"minf", table)))
    return box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", track)


def _chained() -> bytes:
    """Two Opus streams one behind the other, of one channel and of two."""
    one = file_bytes(sound(tone(1.0)), "ogg-opus")
    return one + file_bytes(sound(tone(1.0), noise(1.0)), "ogg-opus")


def _changing_aac() -> bytes:
    low = file_bytes(sound(tone(1.0, rate=8_000), rate=8_000), "aac")
    return low + file_bytes(sound(tone(1.0, rate=96_000), tone(1.0, rate=96_000), rate=96_000), "aac") + low


def _opus(*packets: bytes, head: bytes, granule: int) -> bytes:
    pages = ogg_page([head], number=0, granule=0, flags=2) + ogg_page([OPUS_TAGS], number=1, granule=0)
    return pages + ogg_page(packets, number=2, granule=granule, flags=4)


_WILD: Final = np.array([np.nan, np.inf, -np.inf, 1e38, -1e38, 1e-42, 5.0, -5.0] * 2_000, "<f4")

LIES: Final = {
    "WAV with 255 channels": Hostile("unsupported", wav_header(25_500, 8_000, 255) + bytes(25_500)),
    "WAV with 65,535 channels": Hostile("corrupt", wav_header(25_500, 8_000, 65_535) + bytes(25_500)),
    "WAV with 3 channels": Hostile("unsupported", wav_header(6_000, 8_000, 3) + bytes(6_000)),
    "WAV with no channel": Hostile("corrupt", wav_header(8_000, 8_000, 0) + bytes(8_000)),
    "WAV of 1 Hz": Hostile("unsupported", wav_header(4_000, 1, 1) + bytes(4_000)),
    "WAV of 0 Hz": Hostile("corrupt", wav_header(4_000, 0, 1) + bytes(4_000)),
    "WAV of 384 kHz": Hostile("unsupported", wav_header(40_000, 384_000, 1) + bytes(40_000)),
    "WAV of 4 GHz": Hostile("corrupt", riff(wav_format(rate=0xFFFFFFFF), _DATA)),
    "WAV of 1 bit": Hostile(None, riff(wav_format(bits=1, block=1), _DATA)),
    "WAV of 255 bit": Hostile("unsupported", riff(wav_format(bits=255, block=32), _DATA)),
    "WAV with samples of no bytes": Hostile(None, riff(wav_format(block=0), _DATA)),
    "WAV of an unknown codec": Hostile("unsupported", riff(wav_format(tag=0x7777), _DATA)),
    "WAV of a codec that is not read": Hostile("unsupported", riff(wav_format(tag=0x83, bits=0, block=10), _DATA)),
    "WAV with surround sound inside": Hostile("unsupported", riff(wav_format(tag=0x2000, bits=0, block=1), _DATA)),
    "WAV that says it is longer": Hostile(None, wav_header(2**31, 8_000, 1) + _SECOND, truncated=True),
    "WAV that says it is shorter": Hostile(None, wav_header(8_000, 8_000, 1) + _SECOND * 9),
    "WAV of a recorder that never wrote the length": Hostile(
        None, riff(wav_format(), chunk(b"data", _SECOND, size=0xFFFFFFFF), size=0xFFFFFFFF)
    ),
    "WAV with a format of 4 GB": Hostile("corrupt", riff(chunk(b"fmt ", bytes(16), size=0xFFFFFFF0), _DATA)),
    "WAV with its sound before its format": Hostile(None, riff(_DATA, wav_format())),
    "WAV without sound": Hostile("corrupt", riff(wav_format())),
    "WAV of zero seconds": Hostile("zero_seconds", riff(wav_format(), chunk(b"data", b""))),
    "WAV in a WAV": Hostile(None, lambda: riff(wav_format(), chunk(b"data", wav_bytes(sound(tone(1.0)))))),
    "WAV whose samples are no numbers": Hostile(
        None, riff(wav_format(tag=3, bits=32), chunk(b"data", _WILD.tobytes()))
    ),
    "WAV of doubles that are no numbers": Hostile(
        None, riff(wav_format(tag=3, bits=64), chunk(b"data", _WILD.astype("<f8").tobytes()))
    ),
    "WAV of MS ADPCM with a block of no samples": Hostile(
        "corrupt", riff(wav_format(tag=2, bits=4, block=7, more=struct.pack("<HHH", 4, 0, 0)), chunk(b"data", bytes(3)))
    ),
    "GSM of half a frame": Hostile("corrupt", gsm_header(30, 160) + bytes(30)),
    "GSM of random bytes": Hostile(None, lambda: gsm_header(6_500, 32_000) + noise(1.0).tobytes()[:6_500]),
    "FLAC that says it lasts for years": Hostile(None, _flac(_endless), truncated=True),
    "FLAC of blocks of nothing": Hostile("corrupt", _flac(_blocks_of_nothing)),
    "FLAC without a frame": Hostile("corrupt", b"fLaC" + flac_block(0, bytes(34), last=True)),
    "FLAC with a tag beyond its end": Hostile("corrupt", b"fLaC" + flac_block(4, b"", size=0xFFFFFF)),
    "Ogg of nothing known": Hostile("corrupt", ogg_page([b"what is this?"], number=0, granule=0, flags=6)),
    "Ogg of damaged pages": Hostile("corrupt", b"OggS" + bytes(4_000)),
    "Opus of 255 channels": Hostile(
        "unsupported", _opus(b"\xfc\xff\xfe", head=opus_head(channels=255, family=255), granule=960)
    ),
    "Opus of no channel": Hostile("corrupt", _opus(b"\xfc\xff\xfe", head=opus_head(channels=0), granule=960)),
    "Opus that skips all it has": Hostile(
        "zero_seconds", _opus(b"\xf8\xff\xfe", head=opus_head(pre_skip=65_535), granule=960)
    ),
    "Opus that plays for ages by its clock": Hostile(
        None, _opus(*[b"\xf8\xff\xfe"] * 60, head=opus_head(), granule=48_000 * 3600), truncated=True
    ),
    "Opus, then Opus of other channels": Hostile(None, _chained, truncated=True),
    "AAC that changes rate and channels": Hostile(None, _changing_aac),
    "MP3 that says it has a billion frames": Hostile(
        None, _patched("mp3", b"Info", 8, b"\x3b\x9a\xca\x00"), truncated=True
    ),
    "MP3 of a tag and nothing else": Hostile("corrupt", id3(bytes(4_000))),
    "MP3 with a tag beyond its end": Hostile("corrupt", id3(bytes(4_000), size=200_000_000)),
    "M4A that says it lasts for years": Hostile(
        None, _patched("m4a", b"stts", 16, b"\x00\xff\xff\xff"), truncated=True
    ),
    "M4A whose clock runs too fast": Hostile(None, _patched("m4a", b"mdhd", 16, b"\x7f\xff\xff\xff")),
    "M4A with a box of 4 GB": Hostile("not_audio", box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", size=0xFFFFFFFF)),
    "M4A with a box that holds itself": Hostile("corrupt", box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", size=4)),
    "M4A of boxes in boxes": Hostile("not_audio", _nested_boxes),
    "M4A with a billion samples of no size": Hostile("corrupt", _table(b"stsz", 0, 0x3FFFFFFF)),
    "M4A with a billion samples of one size": Hostile("unsupported", _table(b"stsz", 1, 0x3FFFFFFF)),
    "M4A with a billion chunks": Hostile("unsupported", _table(b"stco", 0x3FFFFFFF)),
    "M4A with a billion times": Hostile("too_much_memory", _table(b"stts", 0x0FFFFFFF)),
    "WebM of nothing": Hostile("corrupt", EBML_HEAD),
    "WebM with an element of an exabyte": Hostile("corrupt", EBML_HEAD + element(0x18538067, b"", size=2**55)),
    "WebM of elements in elements": Hostile("corrupt", _nested_elements),
    "AMR of no frame": Hostile("zero_seconds", b"#!AMR\n"),
    "AMR of frames that are none": Hostile(None, b"#!AMR\n" + b"\x74" * 500),
    "AAC of headers alone": Hostile("corrupt", b"\xff\xf1\x50\x40\x01\x1f\xfc\0" * 500),
}
