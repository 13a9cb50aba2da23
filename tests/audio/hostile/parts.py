"""The pieces that containers are made of, written by hand, because no encoder writes files that lie."""

import struct
from collections.abc import Iterable
from typing import Final

_CRC_POLYNOMIAL: Final = 0x04C11DB7


def _crc_table() -> list[int]:
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1 ^ _CRC_POLYNOMIAL if value & 0x80000000 else value << 1) & 0xFFFFFFFF
        table.append(value)
    return table


_CRC: Final = _crc_table()


def ogg_page(
    packets: Iterable[bytes], *, number: int, granule: int, flags: int = 0, serial: int = 7, goes_on: bool = False
) -> bytes:
    """One page of packets (RFC 3533, section 6). Flag 1 goes on with a packet, 2 begins a stream, 4 ends it.

    With `goes_on` the last packet, of a multiple of 255 bytes, goes on in the next page.
    """
    body, lacing = b"", b""
    for packet in packets:
        body += packet
        lacing += b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255])
    lacing = lacing[:-1] if goes_on else lacing
    header = struct.pack("<4sBBQIIIB", b"OggS", 0, flags, granule, serial, number, 0, len(lacing)) + lacing
    check = 0
    for byte in header + body:
        check = (check << 8 & 0xFFFFFFFF) ^ _CRC[check >> 24 ^ byte]
    return header[:22] + struct.pack("<I", check) + header[26:] + body


def opus_head(*, channels: int = 1, pre_skip: int = 312, rate: int = 48_000, family: int = 0) -> bytes:
    head = struct.pack("<8sBBHIhB", b"OpusHead", 1, channels, pre_skip, rate, 0, family)
    return head if family == 0 else head + bytes([channels, 0]) + bytes(range(channels))


OPUS_TAGS: Final = b"OpusTags" + struct.pack("<I", 0) + struct.pack("<I", 0)


def box(name: bytes, *content: bytes, size: int | None = None) -> bytes:
    """A box of an MP4 file (ISO/IEC 14496-12, 4.2); `size` lies about its length."""
    body = b"".join(content)
    return struct.pack(">I4s", 8 + len(body) if size is None else size, name) + body


def full_box(name: bytes, *content: bytes, flags: int = 0) -> bytes:
    return box(name, struct.pack(">I", flags), *content)


def element(ident: int, *content: bytes, size: int | None = None) -> bytes:
    """An element of a Matroska file (RFC 8794); `size` lies about its length."""
    body = b"".join(content)
    length = len(body) if size is None else size
    name = ident.to_bytes((ident.bit_length() + 7) // 8, "big")
    return name + (1 << 56 | length).to_bytes(8, "big") + body


EBML_HEAD: Final = element(
    0x1A45DFA3,
    element(0x4286, b"\1"),
    element(0x42F7, b"\1"),
    element(0x42F2, b"\4"),
    element(0x42F3, b"\x08"),
    element(0x4282, b"webm"),
    element(0x4287, b"\4"),
    element(0x4285, b"\2"),
)


def id3(*frames: bytes, size: int | None = None) -> bytes:
    """An ID3v2.3 tag; `size` lies about its length."""
    body = b"".join(frames)
    length = len(body) if size is None else size
    return b"ID3\3\0\0" + bytes(length >> shift & 0x7F for shift in (21, 14, 7, 0)) + body


def id3_frame(name: bytes, content: bytes) -> bytes:
    return name + struct.pack(">IH", len(content), 0) + content


def riff(*chunks: bytes, size: int | None = None) -> bytes:
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body) if size is None else size) + body


def chunk(name: bytes, content: bytes, *, size: int | None = None) -> bytes:
    """A chunk of a WAV file; `size` lies about its length."""
    return name + struct.pack("<I", len(content) if size is None else size) + content + b"\0" * (len(content) % 2)


def wav_format(
    *, tag: int = 1, channels: int = 1, rate: int = 8_000, bits: int = 16, block: int | None = None, more: bytes = b""
) -> bytes:
    """A WAV's `fmt ` chunk; every number is taken as it is told."""
    align = channels * bits // 8 & 0xFFFF if block is None else block
    byte_rate = rate * align & 0xFFFFFFFF
    return chunk(b"fmt ", struct.pack("<HHIIHH", tag, channels, rate, byte_rate, align, bits) + more)


def flac_block(kind: int, content: bytes, *, last: bool = False, size: int | None = None) -> bytes:
    """A metadata block of a FLAC file (RFC 9639, section 8.1)."""
    length = len(content) if size is None else size
    return bytes([kind | last << 7]) + length.to_bytes(3, "big") + content
