"""What the decoding child tells its parent: frames on a pipe, of numbers and plain text only.

A frame is a header (kind, channels, length; little-endian) and a body. A block's body is its float32 samples,
channel after channel; every other body is JSON. Nothing here can make the reader run anything.
"""

import json
import os
import select
import struct
import time
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from audio.sound import Samples

_HEADER: Final = struct.Struct("<cBI")
_BLOCK, _END, _FAULT = b"B", b"E", b"F"
_MAX_SAMPLES: Final = 1 << 22
_MAX_CHANNELS: Final = 8
_MAX_TEXT: Final = 1 << 16


class WireError(Exception):
    """The other side broke the rules, as only a decoder gone wild does."""


class WaitedTooLongError(Exception):
    """The other side was silent for longer than it may be."""


@dataclass(frozen=True, slots=True)
class End:
    """The recording is over."""

    truncated: bool
    container_duration_s: float | None


@dataclass(frozen=True, slots=True)
class Fault:
    """The recording cannot be read."""

    reason: str
    what: str
    remedy: str


def write_block(pipe: int, samples: Samples) -> None:
    """Samples of shape (channels, n)."""
    channels, length = samples.shape
    _write(pipe, _HEADER.pack(_BLOCK, channels, length))
    _write(pipe, np.ascontiguousarray(samples, dtype="<f4").data.cast("B"))


def write_end(pipe: int, end: End) -> None:
    _write_text(pipe, _END, {"truncated": end.truncated, "container_duration_s": end.container_duration_s})


def write_fault(pipe: int, fault: Fault) -> None:
    _write_text(pipe, _FAULT, {"reason": fault.reason, "what": fault.what, "remedy": fault.remedy})


class FrameReader:
    """Reads frames from a pipe, waiting for the other side no longer than `patience_s` in all.

    Time that the caller takes between two frames does not count.
    """

    def __init__(self, pipe: int, patience_s: float) -> None:
        self._pipe = pipe
        self._patience_s = patience_s
        self._poll = select.poll()
        self._poll.register(pipe, select.POLLIN)

    def frame(self) -> Samples | End | Fault:
        """The next frame. Raises EOFError, WireError or WaitedTooLongError."""
        header = bytearray(_HEADER.size)
        self._fill(memoryview(header))
        kind, channels, length = _HEADER.unpack(header)
        if kind == _BLOCK:
            return self._block(channels, length)
        if length > _MAX_TEXT:
            raise WireError
        body = bytearray(length)
        self._fill(memoryview(body))
        try:
            return _told(kind, json.loads(body))
        except (ValueError, KeyError, TypeError):
            raise WireError from None

    def _block(self, channels: int, length: int) -> Samples:
        if not 1 <= channels <= _MAX_CHANNELS or length > _MAX_SAMPLES:
            raise WireError
        samples = np.empty((channels, length), dtype="<f4")
        if length:
            self._fill(samples.data.cast("B"))
        return samples.astype(np.float32, copy=False)

    def _fill(self, room: memoryview) -> None:
        filled = 0
        while filled < len(room):
            self._wait()
            count = os.readv(self._pipe, [room[filled:]])
            if not count:
                raise EOFError
            filled += count

    def _wait(self) -> None:
        started = time.monotonic()
        ready = self._poll.poll(max(0.0, self._patience_s) * 1000)
        self._patience_s -= time.monotonic() - started
        if not ready:
            raise WaitedTooLongError


def _told(kind: bytes, body: dict[str, Any]) -> End | Fault:
    if kind == _END:
        seconds = body["container_duration_s"]
        return End(bool(body["truncated"]), None if seconds is None else float(seconds))
    if kind == _FAULT:
        return Fault(*(_printable(body[name]) for name in ("reason", "what", "remedy")))
    raise WireError


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())


def _write_text(pipe: int, kind: bytes, body: dict[str, Any]) -> None:
    data = json.dumps(body).encode()
    _write(pipe, _HEADER.pack(kind, 0, len(data)) + data)


def _write(pipe: int, data: bytes | memoryview) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(pipe, rest) :]
