"""Files that are no recordings at all, whatever they are called, and recordings of kinds that are not read."""

import gzip
import io
import json
import pickle
import random
import sqlite3
import struct
import sys
import tarfile
import zipfile
import zlib
from pathlib import Path
from typing import Final

from tests.audio.hostile.case import Hostile
from tests.audio.hostile.parts import box, riff
from tests.factories.sounds import sound, tone, wav_bytes

_WAV: Final = wav_bytes(sound(tone(0.2)))


def png(width: int, height: int) -> bytes:
    """A picture that says it is as large as told; its pixels are a few zeros."""

    def part(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(bytes(999))) + part(b"IEND", b"")


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("call.wav", _WAV)
    return file.getvalue()


def _tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        entry = tarfile.TarInfo("call.wav")
        entry.size = len(_WAV)
        archive.addfile(entry, io.BytesIO(_WAV))
    return file.getvalue()


def _sqlite() -> bytes:
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE call (id)")
        content = database.serialize()
    database.close()
    return content


STRANGERS: Final = {
    "no byte": Hostile("empty", b""),
    "one byte": Hostile("not_audio", b"R"),
    "only zeros": Hostile("not_audio", bytes(100_000)),
    "only ones": Hostile("not_audio", b"\xff" * 100_000),
    "random bytes": Hostile("not_audio", random.Random(1).randbytes(100_000)),
    "a letter": Hostile("not_audio", b"Dear customer, please find attached\n" * 50),
    "a web page": Hostile("not_audio", b"<!doctype html><title>404 Not Found</title>"),
    "an e-mail": Hostile("not_audio", b"Subject: call\r\nContent-Type: audio/wav\r\n\r\nUklGRg=="),
    "JSON": Hostile("not_audio", json.dumps({"file": "call.wav"}).encode()),
    "a PNG": Hostile("not_audio", png(4, 4)),
    "a JPEG": Hostile("not_audio", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + bytes(2_000)),
    "a PDF": Hostile("not_audio", b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n" + bytes(2_000)),
    "a ZIP with a recording": Hostile("not_audio", _zip),
    "a tar with a recording": Hostile("not_audio", _tar),
    "a gzipped recording": Hostile("not_audio", gzip.compress(_WAV)),
    "a program": Hostile("not_audio", lambda: Path(sys.executable).read_bytes()[:200_000]),
    "a pickle": Hostile("not_audio", pickle.dumps({"sound": [0.0] * 100})),
    "a database": Hostile("not_audio", _sqlite),
    "a WAV that starts later": Hostile("not_audio", b"\0" * 3 + _WAV),
    "AIFF": Hostile("unsupported", b"FORM\0\0\1\0AIFFCOMM" + bytes(500)),
    "Sun AU": Hostile("unsupported", b".snd\0\0\0\x18" + bytes(500)),
    "Core Audio": Hostile("unsupported", b"caff\0\1\0\0desc" + bytes(500)),
    "Windows Media": Hostile("unsupported", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11" + bytes(500)),
    "Flash video": Hostile("unsupported", b"FLV\1\4\0\0\0\x09" + bytes(500)),
    "AVI": Hostile("unsupported", riff().replace(b"WAVE", b"AVI ") + bytes(500)),
    "a photograph in an MP4 box": Hostile("corrupt", box(b"ftyp", b"heicmif1") + bytes(500)),
}
