"""What a file says about its own length, where that can be believed.

A length that libavformat estimates from the file's size says nothing about missing sound, so only lengths
that the encoder wrote down count: WAV's data chunk, FLAC's stream info, the tables of MP4 and WebM, the
Xing header of MP3, and Ogg's end-of-stream mark.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO, Final

from audio.sniff import FLAC, HEAD_BYTES, MP3, MP4, OGG, WAV, WEBM, Container

_UNKNOWN_SIZES: Final = frozenset({0, 0x7FFFFFFF, 0xFFFFFFFF})
"""What recorders that stream leave in the size field of a WAV's data chunk."""

_OGG_PAGE_MAX: Final = 65_307
"""Bytes of the longest Ogg page (RFC 3533, section 6)."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the file writes down: its length, None where it does not, and whether its end mark is missing."""

    seconds: float | None = None
    cut_off: bool = False


def read_claim(file: BinaryIO, kind: Container, container_seconds: float | None) -> Claim:
    """Read a file's claim; `container_seconds` is what libavformat makes of it. The file may be anywhere."""
    if kind is WAV:
        return Claim(seconds=_wav_seconds(file, container_seconds))
    if kind is OGG:
        return Claim(seconds=container_seconds, cut_off=not _ogg_ends(file))
    if kind is MP3 and not _mp3_is_measured(file):
        return Claim()
    if kind in {FLAC, MP4, WEBM, MP3}:
        return Claim(seconds=container_seconds)
    return Claim()


def _wav_seconds(file: BinaryIO, container_seconds: float | None) -> float | None:
    """Data bytes over bytes a second, from the chunks of a RIFF, RF64 or BW64 file.

    Some ADPCM encoders write no bytes a second; their fact chunk, which libavformat reads, has the length.
    """
    file.seek(12)
    byte_rate, long_size = 0, 0
    while len(header := file.read(8)) == 8:
        name, size = struct.unpack("<4sI", header)
        if name == b"data":
            size = long_size if size == 0xFFFFFFFF and long_size else size
            if size in _UNKNOWN_SIZES:
                return None
            return size / byte_rate if byte_rate else container_seconds
        body = file.read(min(size, 64))
        if name == b"fmt " and len(body) >= 12:
            byte_rate = struct.unpack_from("<I", body, 8)[0]
        if name == b"ds64" and len(body) >= 16:
            long_size = struct.unpack_from("<Q", body, 8)[0]
        file.seek(size - len(body) + size % 2, 1)
    return None


def _ogg_ends(file: BinaryIO) -> bool:
    """True if the last page is whole and carries the end-of-stream flag (RFC 3533, section 6)."""
    length = file.seek(0, 2)
    file.seek(max(0, length - _OGG_PAGE_MAX))
    tail = file.read()
    page = tail[tail.rfind(b"OggS") :]
    if len(page) < 27 or not page[5] & 0x04:
        return False
    segments = page[26]
    lacing = page[27 : 27 + segments]
    return len(lacing) == segments and len(page) >= 27 + segments + sum(lacing)


def _mp3_is_measured(file: BinaryIO) -> bool:
    """True if the encoder left a Xing, Info or VBRI header, which counts the frames of the whole file."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if head.startswith(b"ID3") and len(head) >= 10:
        file.seek(10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True)))
        head = file.read(HEAD_BYTES)
    return any(mark in head for mark in (b"Xing", b"Info", b"VBRI"))
