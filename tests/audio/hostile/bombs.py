"""Small files that decode to hours, and files that are nearly all tag, picture or hole."""

import struct
from typing import Final

from tests.audio.gsm import gsm_header
from tests.audio.hostile.case import Hostile
from tests.audio.hostile.parts import (
    EBML_HEAD,
    OPUS_TAGS,
    box,
    chunk,
    element,
    flac_block,
    id3,
    id3_frame,
    ogg_page,
    opus_head,
    riff,
)
from tests.audio.hostile.strangers import png
from tests.factories.sounds import file_bytes, sound, tone, wav_header

HOURS: Final = 5
_SECONDS: Final = HOURS * 3600
_FLAC_BLOCK: Final = 65_535
_RATE: Final = 8_000


def silent_opus() -> bytes:
    """Packets of one byte that stand for 60 ms each; 255 of them are a page."""
    pages = [ogg_page([opus_head()], number=0, granule=0, flags=2), ogg_page([OPUS_TAGS], number=1, granule=0)]
    count = round(_SECONDS / 0.06 / 255)
    for number in range(1, count + 1):
        flags = 4 if number == count else 0
        pages.append(ogg_page([b"\x18"] * 255, number=number + 1, granule=number * 255 * 2_880, flags=flags))
    return b"".join(pages)


def silent_flac() -> bytes:
    """Frames of 14 bytes that stand for 65,535 equal samples each (RFC 9639, section 9)."""
    frames = _SECONDS * _RATE // _FLAC_BLOCK
    about = (_RATE << 44 | 0 << 41 | 15 << 36 | frames * _FLAC_BLOCK).to_bytes(8, "big")
    info = struct.pack(">HH", _FLAC_BLOCK, _FLAC_BLOCK) + bytes(6) + about + bytes(16)
    return b"fLaC" + flac_block(0, info, last=True) + b"".join(_flac_frame(number) for number in range(frames))


def _flac_frame(number: int) -> bytes:
    header = b"\xff\xf8\x70\x08" + chr(number).encode("utf-8", "surrogatepass") + struct.pack(">H", _FLAC_BLOCK - 1)
    header += bytes([_crc(header, 8, 0x07)])
    frame = header + bytes(3)
    return frame + struct.pack(">H", _crc(frame, 16, 0x8005))


def _crc(content: bytes, bits: int, polynomial: int) -> int:
    value, top, mask = 0, 1 << bits - 1, (1 << bits) - 1
    for byte in content:
        value ^= byte << bits - 8
        for _ in range(8):
            value = (value << 1 ^ polynomial if value & top else value << 1) & mask
    return value


def silent_mp3() -> bytes:
    """Frames of 8 kbit a second at 8 kHz (MPEG 2.5, layer III), all of them empty."""
    frame = b"\xff\xe3\x18\xc4" + bytes(68)
    return frame * round(_SECONDS / 0.072)


BOMBS: Final = {
    "Opus of hours of silence": Hostile("too_long", silent_opus),
    "FLAC of hours of silence": Hostile("too_long", silent_flac),
    "AMR of hours of nothing": Hostile("too_long", b"#!AMR\n" + b"\x7c" * (_SECONDS * 50)),
    "MP3 of hours of silence": Hostile("too_long", silent_mp3),
    "WAV of hours that takes no room": Hostile("too_long", wav_header(180_000_000, _RATE, 1), zeros=180_000_000),
    "GSM of hours that takes no room": Hostile("too_long", gsm_header(2**26, 2**30), zeros=2**26),
    "WAV larger than allowed": Hostile("too_large", wav_header(2**31, _RATE, 1), zeros=2**40),
}

_VOICE: Final = wav_header(16_000, _RATE, 1) + bytes(16_000)


def _mp3() -> bytes:
    return file_bytes(sound(tone(1.0)), "mp3")


def _picture(size: int) -> bytes:
    return id3_frame(b"APIC", b"\0image/png\0\3\0" + png(30_000, 30_000) + bytes(size))


def _flac(*blocks: bytes) -> bytes:
    content = file_bytes(sound(tone(1.0)), "flac")
    return content[:4] + bytes([content[4] & 0x7F]) + content[5:42] + b"".join(blocks) + content[42:]


def _comments(count: int, size: int) -> bytes:
    entry = struct.pack("<I", size) + b"A=".ljust(size, b"x")
    return b"OpusTags" + struct.pack("<II", 0, count) + entry * count


def _opus_with(tags: bytes) -> bytes:
    """An Opus file whose comments are so long that they run over many pages."""
    room = 255 * 255
    pages = [ogg_page([opus_head()], number=0, granule=0, flags=2)]
    for at in range(0, len(tags), room):
        piece, flags = tags[at : at + room], 1 if at else 0
        pages.append(ogg_page([piece], number=len(pages), granule=0, flags=flags, goes_on=len(piece) == room))
    pages.append(ogg_page([b"\xf8\xff\xfe"] * 50, number=len(pages), granule=48_000, flags=4))
    return b"".join(pages)


def _cover_in_m4a() -> bytes:
    content = file_bytes(sound(tone(1.0)), "m4a")
    cover = box(b"data", struct.pack(">II", 14, 0), png(30_000, 30_000))
    tags = box(
        b"udta",
        box(b"meta", bytes(4), box(b"hdlr", bytes(8), b"mdirappl", bytes(9)), box(b"ilst", box(b"covr", cover))),
    )
    at = content.index(b"moov") - 4
    size = struct.unpack_from(">I", content, at)[0]
    moov = struct.pack(">I", size + len(tags)) + content[at + 4 : at + size] + tags
    return content[:at] + moov + content[at + size :]


_ATTACHMENT: Final = 150_000_000


def _attachment() -> bytes:
    content = element(0x465C, b"", size=_ATTACHMENT)
    names = element(0x466E, b"a"), element(0x4660, b"image/png"), element(0x46AE, b"\1")
    file = element(0x61A7, *names, content, size=_ATTACHMENT + 60)
    return EBML_HEAD + element(0x18538067, element(0x1941A469, file, size=_ATTACHMENT + 80), size=_ATTACHMENT + 100)


def _flac_picture() -> bytes:
    size = 2**24 - 60
    return _flac(flac_block(6, struct.pack(">II9s6I", 3, 9, b"image/png", 0, 9, 9, 24, 0, size) + bytes(size)))


def _flac_comment(number: int, size: int) -> bytes:
    return flac_block(4, struct.pack("<III", 0, 1, size) + b"%d=".ljust(size, b"x") % number)


TAGS: Final = {
    "MP3 behind a picture of 20 MB": Hostile(None, lambda: id3(_picture(20_000_000)) + _mp3()),
    "MP3 behind a title of 100 MB": Hostile(None, lambda: id3(id3_frame(b"TIT2", b"\0" + b"x" * 100_000_000)) + _mp3()),
    "MP3 behind 50,000 tags": Hostile(None, lambda: id3(id3_frame(b"TXXX", b"\0a\0b") * 50_000) + _mp3()),
    "MP3 with a picture of 900 megapixels": Hostile(None, lambda: id3(_picture(0)) + _mp3()),
    "M4A with a picture of 900 megapixels": Hostile(None, _cover_in_m4a),
    "FLAC with a picture of 16 MB": Hostile(None, _flac_picture),
    "FLAC with ten tags of 4 MB": Hostile(None, lambda: _flac(*[_flac_comment(n, 4_000_000) for n in range(10)])),
    "Opus with comments of 20 MB": Hostile(None, lambda: _opus_with(_comments(20, 10**6))),
    "Opus that says it has 4 billion comments": Hostile(
        None, lambda: _opus_with(b"OpusTags" + struct.pack("<II", 0, 0xFFFFFFFF) + bytes(100))
    ),
    "WAV behind a list of 100 MB": Hostile(
        None, lambda: riff(chunk(b"LIST", b"INFO" + chunk(b"INAM", bytes(100_000_000))), _VOICE[12:])
    ),
    "WAV behind a list that takes no room": Hostile(
        "corrupt", riff(chunk(b"LIST", b"", size=180_000_000)), zeros=180_000_000
    ),
    "WebM with an attachment of 150 MB": Hostile("too_much_memory", _attachment, zeros=_ATTACHMENT),
    "M4A with a box that takes no room": Hostile(
        "corrupt", box(b"ftyp", b"M4A \0\0\0\0") + box(b"udta", size=180_000_000), zeros=180_000_000
    ),
}
