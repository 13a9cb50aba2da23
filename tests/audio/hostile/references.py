"""Files that want something else to be read: playlists and containers that name a local file or an address."""

import struct
from collections.abc import Callable
from typing import Final

from tests.audio.hostile.case import Hostile
from tests.audio.hostile.parts import box, full_box, id3, id3_frame
from tests.factories.sounds import file_bytes, sound, tone


def references(local: str, address: str) -> dict[str, Hostile]:
    """Every way we know to name a file (its path) or an address (`http://…`) from inside a recording."""
    return {
        **{f"{name} of a file": Hostile(reason, make(local)) for name, (reason, make) in _LISTS.items()},
        **{f"{name} of an address": Hostile(reason, make(address)) for name, (reason, make) in _LISTS.items()},
        "MP4 with its samples in another file": Hostile("zero_seconds", _mp4_elsewhere(local)),
        "QuickTime reference movie": Hostile("not_audio", _reference_movie(address)),
        "MP3 with its cover at an address": Hostile(None, lambda: _linked_cover(address)),
    }


def _text(form: str) -> Callable[[str], bytes]:
    return lambda target: form.format(target=target).encode()


_HLS: Final = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{target}\n#EXT-X-ENDLIST\n"
_LISTS: Final[dict[str, tuple[str, Callable[[str], bytes]]]] = {
    "HLS playlist": ("unsupported", _text(_HLS)),
    "HLS playlist behind a byte-order mark": ("unsupported", _text("\ufeff" + _HLS)),
    "HLS playlist behind an ID3 tag": ("corrupt", lambda target: id3() + _HLS.format(target=target).encode()),
    "HLS master list": ("unsupported", _text("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=9\n{target}\n")),
    "HLS key": ("unsupported", _text('#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="{target}"\n#EXTINF:1,\na.ts\n')),
    "plain list of names": ("not_audio", _text("{target}\n")),
    "PLS": ("unsupported", _text("[playlist]\nFile1={target}\nNumberOfEntries=1\n")),
    "ASX": ("unsupported", _text('<asx version="3.0"><entry><ref href="{target}"/></entry></asx>')),
    "XSPF": (
        "unsupported",
        _text(
            '<?xml version="1.0"?><playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList><track>'
            "<location>{target}</location></track></trackList></playlist>"
        ),
    ),
    "DASH": (
        "unsupported",
        _text(
            '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet '
            'mimeType="audio/mp4"><Representation id="1" bandwidth="9"><BaseURL>{target}</BaseURL><SegmentBase/>'
            "</Representation></AdaptationSet></Period></MPD>"
        ),
    ),
    "SDP": (
        "unsupported",
        _text("v=0\no=- 0 0 IN IP4 127.0.0.1\ns={target}\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n"),
    ),
    "concatenation list": ("unsupported", _text("ffconcat version 1.0\nfile '{target}'\n")),
    "Real metafile": ("not_audio", _text("rtsp://127.0.0.1/{target}\n")),
}


def _mp4_elsewhere(path: str) -> bytes:
    """An MP4 whose samples lie in another file, named by an alias as old QuickTime did."""
    name = path.encode()
    alias = bytes(10) + bytes([4]) + b"disk".ljust(27, b"\0") + bytes(12) + bytes([8]) + b"call.wav".ljust(63, b"\0")
    alias += bytes(16) + struct.pack(">hh", 1, 1) + bytes(16) + struct.pack(">hh", 2, len(name)) + name
    alias += b"\0" * (len(name) % 2) + struct.pack(">hh", 18, 1) + b"/\0" + struct.pack(">hh", -1, 0)
    entry = box(b"ulaw", bytes(6), struct.pack(">HHHIHHHHI", 1, 0, 0, 0, 1, 16, 0, 0, 8_000 << 16))
    table = box(
        b"stbl",
        full_box(b"stsd", struct.pack(">I", 1), entry),
        full_box(b"stts", struct.pack(">III", 1, 8_000, 1)),
        full_box(b"stsc", struct.pack(">IIII", 1, 1, 8_000, 1)),
        full_box(b"stsz", struct.pack(">II", 1, 8_000)),
        full_box(b"stco", struct.pack(">II", 1, 44)),
    )
    data = box(b"dinf", full_box(b"dref", struct.pack(">I", 1), full_box(b"alis", alias)))
    media = box(
        b"mdia",
        full_box(b"mdhd", struct.pack(">IIIIHH", 0, 0, 8_000, 8_000, 0, 0)),
        full_box(b"hdlr", b"mhlrsoun", bytes(13)),
        box(b"minf", full_box(b"smhd", bytes(4)), data, table),
    )
    track = box(b"trak", full_box(b"tkhd", bytes(80), flags=1), media)
    return box(b"ftyp", b"qt  ", bytes(4), b"qt  ") + box(b"moov", _movie_head(), track) + box(b"mdat", bytes(64))


def _reference_movie(address: str) -> bytes:
    target = address.encode() + b"\0"
    reference = full_box(b"rdrf", b"url ", struct.pack(">I", len(target)), target)
    return box(b"ftyp", b"qt  ", bytes(4), b"qt  ") + box(b"moov", _movie_head(), box(b"rmra", box(b"rmda", reference)))


def _movie_head() -> bytes:
    return full_box(b"mvhd", struct.pack(">IIII", 0, 0, 1_000, 1_000), bytes(80))


def _linked_cover(address: str) -> bytes:
    link = b"\0-->\0\3\0" + address.encode()
    return id3(id3_frame(b"APIC", link)) + file_bytes(sound(tone(1.0)), "mp3")
