"""What kind of file is it? Told from its first bytes, never from its name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

HEAD_BYTES: Final = 4096
"""How much of a file `sniff` wants to see."""


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of file. `demuxer` is the libavformat name to open it with, None where we do not open it."""

    name: str
    demuxer: str | None


WAV: Final = Container("WAV", "wav")
FLAC: Final = Container("FLAC", "flac")
OGG: Final = Container("Ogg", "ogg")
MP3: Final = Container("MP3", "mp3")
AAC: Final = Container("AAC", "aac")
MP4: Final = Container("MP4", "mov")
WEBM: Final = Container("WebM", "matroska")
AMR: Final = Container("AMR", "amr")

ALLOWED: Final = (WAV, FLAC, OGG, MP3, AAC, MP4, WEBM, AMR)
"""The demuxers a recording may reach. None of them reads a second file or a network address."""


def sniff(head: bytes) -> Container | None:
    """Name the container that starts with these bytes; None where they are no audio container we know."""
    for matches, container in _SIGNATURES:
        if matches(head):
            return container
    return None


def _riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda head: head[:4] in {b"RIFF", b"RF64", b"BW64"} and head[8:12] == form


def _starts(*magic: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(magic)


_PLAYLISTS: Final = (b"#extm3u", b"ffconcat version", b"[playlist]", b"<asx", b"v=0\r\n", b"v=0\n")
_XML_PLAYLISTS: Final = (b"<mpd", b"<playlist", b"<smil")


def _is_playlist(head: bytes) -> bool:
    """A text that lists other files: HLS, DASH, SDP, PLS, ASX, XSPF, SMIL or a concatenation."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return text.startswith(_PLAYLISTS) or (text.startswith(b"<") and any(mark in text for mark in _XML_PLAYLISTS))


def _is_mp4(head: bytes) -> bool:
    return head[4:8] == b"ftyp"


def _is_adts(head: bytes) -> bool:
    """Two AAC frames in a row: sync word, layer 0, and a length that leads to the next frame."""
    body = _after_id3(head)
    return _adts_frame(body, 0) > 0 and _adts_frame(body, _adts_frame(body, 0)) > 0


def _adts_frame(head: bytes, at: int) -> int:
    """Length of the ADTS frame that starts at `at`, 0 if none does (ISO/IEC 13818-7, 6.2)."""
    header = head[at : at + 7]
    if len(header) < 7 or header[0] != 0xFF or header[1] & 0xF6 != 0xF0:
        return 0
    length = (header[3] & 0x03) << 11 | header[4] << 3 | header[5] >> 5
    return length if length > 7 else 0


_MPEG1_KBITS: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2_KBITS: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_MPEG1_RATES: Final = (44100, 48000, 32000)


def _is_mp3(head: bytes) -> bool:
    """An ID3 tag, or two layer III frames in a row somewhere in the first bytes."""
    if head.startswith(b"ID3"):
        return True
    at = head.find(b"\xff")
    while 0 <= at < len(head) - 4:
        length = _mp3_frame(head, at)
        if length and _mp3_frame(head, at + length):
            return True
        at = head.find(b"\xff", at + 1)
    return False


def _mp3_frame(head: bytes, at: int) -> int:
    """Length of the MPEG layer III frame that starts at `at`, 0 if none does (ISO/IEC 11172-3, 2.4.1)."""
    header = head[at : at + 4]
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    bitrate, rate, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version == 1 or layer != 1 or bitrate in {0, 15} or rate == 3:
        return 0
    hertz = _MPEG1_RATES[rate] >> {3: 0, 2: 1, 0: 2}[version]
    if version == 3:
        return 144_000 * _MPEG1_KBITS[bitrate] // hertz + padding
    return 72_000 * _MPEG2_KBITS[bitrate] // hertz + padding


def _after_id3(head: bytes) -> bytes:
    """The bytes behind a leading ID3v2 tag, whose size is written in four 7-bit bytes."""
    if not head.startswith(b"ID3") or len(head) < 10:
        return head
    size = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
    return head[10 + size :]


_SIGNATURES: Final[tuple[tuple[Callable[[bytes], bool], Container], ...]] = (
    (_riff(b"WAVE"), WAV),
    (_riff(b"AVI "), Container("AVI video", None)),
    (_starts(b"fLaC"), FLAC),
    (_starts(b"OggS"), OGG),
    (_starts(b"\x1a\x45\xdf\xa3"), WEBM),
    (_starts(b"#!AMR\n", b"#!AMR-WB\n"), AMR),
    (_is_mp4, MP4),
    (_starts(b"FORM"), Container("AIFF", None)),
    (_starts(b".snd"), Container("Sun AU", None)),
    (_starts(b"caff"), Container("Core Audio", None)),
    (_starts(b"riff\x2e\x91"), Container("Sony Wave64", None)),
    (_starts(b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"), Container("Windows Media", None)),
    (_is_playlist, Container("a playlist", None)),
    (_starts(b"FLV\x01"), Container("Flash video", None)),
    (_is_adts, AAC),
    (_is_mp3, MP3),
)
