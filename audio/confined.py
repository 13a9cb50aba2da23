"""Reads recordings that others made, in a warm child process that a hostile file cannot get out of.

The child (`audio.confined_child`) has limits on memory and CPU seconds, can open no file and no connection,
and is started once, not for each recording. Samples come back block by block over a pipe, so a recording of
hours needs no hours of memory. Whatever happens to the child becomes an AudioError with a stable reason;
the next recording gets a new child.
"""

import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import weakref
from collections.abc import Generator, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, Self

import numpy as np

from audio.confined_child import READY
from audio.decode import SPEECH_RATE, Limits, open_recording
from audio.errors import BY_REASON, AudioError, DecoderCrashedError, TooSlowError
from audio.join import BlockStream, PairedStream
from audio.sound import Samples, Sound
from audio.wire import End, Fault, FrameReader, WaitedTooLongError, WireError
from settings.errors import ListenbackError
from settings.settings import Speech

_ROOT: Final = Path(__file__).resolve().parent.parent
_PASSED_ON: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH")
_ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
_START_WITHIN_S: Final = 60.0
_END_WITHIN_S: Final = 5.0
_PIPE_BYTES: Final = 1 << 20
_SPLIT: Final = "Convert it to plain WAV or FLAC, or raise the decoder's limits in the settings."
_CONVERT: Final = "Export it again, or convert it to WAV."
_ASTRAY: Final = Fault("decoder_crashed", "the decoder lost its way", _CONVERT)
_LEAVE_DOUBT: Final = frozenset({"too_much_memory", "decoder_crashed"})
"""Reasons after which the child is not trusted with another recording."""


class DecoderUnavailableError(ListenbackError):
    """The child does not even start: the installation is at fault, not a recording."""

    code = "decoder_unavailable"
    status = 500


@dataclass(frozen=True, slots=True)
class Confinement:
    """What the child may use. Memory is its whole address space; seconds count for each recording anew."""

    memory_bytes: int = 512 * 1024**2
    cpu_seconds: int = 600
    wall_seconds: float = 1200.0
    """How long the parent waits for the child in all; time the parent takes itself does not count."""

    @classmethod
    def of(cls, speech: Speech) -> "Confinement":
        """What an installation set."""
        return cls(speech.decoder_memory_bytes, speech.decoder_cpu_seconds, speech.decoder_wall_seconds)


class ConfinedDecoder:
    """One child process, started with the first recording and kept for the next.

    It reads one recording at a time: asked for another one it gives the first up, so who needs two at once takes two
    decoders, or a pair. Not to be carried over a fork.
    """

    def __init__(self, confinement: Confinement | None = None) -> None:
        self.confinement = confinement or Confinement()
        self._child: _Child | None = None
        self._is_lent = False
        self._second: ConfinedDecoder | None = None

    def stream(self, path: Path, *, limits: Limits | None = None, rate: int = SPEECH_RATE) -> "ConfinedStream":
        """The recording block by block, like `SoundStream`; nothing is read before the iteration starts."""
        return ConfinedStream(self, path, limits or Limits(), rate)

    def stream_pair(
        self, left: Path, right: Path, *, limits: Limits | None = None, rate: int = SPEECH_RATE
    ) -> PairedStream:
        """Both sides of a call that were recorded into two files by the same clock; each has a child of its own."""
        self._second = self._second or ConfinedDecoder(self.confinement)
        return PairedStream(
            self.stream(left, limits=limits, rate=rate), self._second.stream(right, limits=limits, rate=rate)
        )

    def decode(
        self, path: Path, second: Path | None = None, *, limits: Limits | None = None, rate: int = SPEECH_RATE
    ) -> Sound:
        """The whole recording, or a pair of them, like `audio.decode.decode` and with the same errors and three more:

        `too_much_memory`, `too_slow` and `decoder_crashed`.
        """
        stream: BlockStream = self.stream(path, limits=limits, rate=rate)
        if second is not None:
            stream = self.stream_pair(path, second, limits=limits, rate=rate)
        blocks = list(stream)
        return Sound(
            samples=np.concatenate(blocks, axis=1),
            rate=rate,
            truncated=stream.truncated,
            container_duration_s=stream.container_duration_s,
        )

    def close(self) -> None:
        """End the child. The decoder can be used again; it starts another one then."""
        if self._child is not None:
            self._child.end()
            self._child = None
        if self._second is not None:
            self._second.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def child_pid(self) -> int | None:
        """Process id of the child that waits for the next recording, None where there is none."""
        return self._child.pid if self._child is not None and self._child.is_alive() else None

    @contextlib.contextmanager
    def lent_child(self) -> Iterator["_Child"]:
        """A living child for one recording."""
        if self._child is None or self._is_lent or not self._child.is_alive():
            if self._child is not None:
                self._child.end()  # whoever was still reading finds it gone
            self._child = _Child(self.confinement)
        child, self._is_lent = self._child, True
        try:
            yield child
        finally:
            self._is_lent = self._is_lent and child is not self._child


@dataclass(slots=True)
class ConfinedStream:
    """A recording that a confined child decodes. Iterate once; see `audio.decode.SoundStream`."""

    decoder: ConfinedDecoder
    path: Path
    limits: Limits
    rate: int
    truncated: bool = field(default=False, init=False)
    container_duration_s: float | None = field(default=None, init=False)

    def __iter__(self) -> Generator[Samples]:
        with open_recording(self.path, self.limits) as file, self.decoder.lent_child() as child:
            pipe = child.ask(file, self.limits, self.rate)
            try:
                yield from self._blocks(child, FrameReader(pipe, self.decoder.confinement.wall_seconds))
            finally:
                os.close(pipe)  # a child that is still writing stops at this

    def _blocks(self, child: "_Child", frames: FrameReader) -> Generator[Samples]:
        samples = 0
        while True:
            try:
                frame = frames.frame()
            except (EOFError, ConnectionError):
                if child.was_ended:
                    raise RuntimeError("the decoder was asked for another recording or closed") from None
                raise child.cause_of_death(self.path) from None
            except WaitedTooLongError:
                child.kill()
                raise TooSlowError(self.path, "reading it takes longer than allowed", _SPLIT) from None
            except WireError:
                frame = _ASTRAY
            match frame:
                case End():
                    self.truncated, self.container_duration_s = frame.truncated, frame.container_duration_s
                    return
                case Fault():
                    if frame.reason in _LEAVE_DOUBT:
                        child.kill()
                    raise BY_REASON.get(frame.reason, DecoderCrashedError)(self.path, frame.what, frame.remedy)
            samples += frame.shape[1]
            if frame.shape[0] > self.limits.max_channels or samples > (self.limits.max_seconds + 60) * self.rate:
                child.kill()  # it was told the limits and should have kept them itself
                raise DecoderCrashedError(self.path, _ASTRAY.what, _ASTRAY.remedy)
            yield frame


class _Child:
    """The process and the socket over which it is asked. It ends when this object, or this process, does."""

    def __init__(self, confinement: Confinement) -> None:
        self._confinement = confinement
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module with numbers as arguments
                [sys.executable, "-m", "audio.confined_child", str(theirs.fileno()), str(confinement.memory_bytes)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _PASSED_ON if name in os.environ} | _ONE_THREAD,
                cwd=_ROOT,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is for the parent, which then ends the child
            )
        self.end = weakref.finalize(self, _end, self._process, self._control)
        self._await_ready()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def was_ended(self) -> bool:
        """Whether it was this process that ended it."""
        return not self.end.alive

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, file: BinaryIO, limits: Limits, rate: int) -> int:
        """Hand over an open recording. Returns the pipe to read the answer from; the caller closes it."""
        request = {"limits": asdict(limits), "rate": rate, "cpu_seconds": self._confinement.cpu_seconds}
        answer, theirs = os.pipe()
        try:
            with contextlib.suppress(OSError, AttributeError):  # only Linux has larger pipes, and not for everybody
                fcntl.fcntl(answer, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
            with contextlib.suppress(BrokenPipeError, ConnectionError):  # a child just died: the pipe's end tells it
                socket.send_fds(self._control, [json.dumps(request).encode()], [file.fileno(), theirs])
        except BaseException:
            os.close(answer)
            raise
        finally:
            os.close(theirs)
        return answer

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def cause_of_death(self, path: Path) -> AudioError:
        """What to say of the recording over which the child died."""
        try:
            code = self._process.wait(_END_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.kill()
            return DecoderCrashedError(path, "the decoder stopped answering", _CONVERT)
        if code == -signal.SIGXCPU:
            seconds = self._confinement.cpu_seconds
            return TooSlowError(path, f"reading it takes more than {seconds} seconds of computing", _SPLIT)
        how = signal.Signals(-code).name if code < 0 else f"code {code}"
        return DecoderCrashedError(path, f"the decoder broke down over it ({how})", _CONVERT)

    def _await_ready(self) -> None:
        self._control.settimeout(_START_WITHIN_S)
        try:
            ready = self._control.recv(len(READY))
        except OSError:
            ready = b""
        self._control.settimeout(None)
        if ready != READY:
            self.end()
            raise DecoderUnavailableError(
                "the decoding process does not start.",
                remedy="See the log above it; is the limit on its memory too low (speech.decoder_memory_bytes)?",
            )


def _end(process: "subprocess.Popen[bytes]", control: socket.socket) -> None:
    control.close()
    process.kill()  # there is nothing in the child that anybody could miss
    process.wait()
