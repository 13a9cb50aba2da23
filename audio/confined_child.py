"""The decoding child: it reads what it is handed and can do next to nothing else. Run by `audio.confined` only.

A request comes with two open files: the recording and a pipe for the answer. Before the first one the child
gives up the environment's secrets (its parent passes none), the right to write files, to fork, to leave a
core dump and, where it was root, to be root. Its limit on open files leaves room for just those two, so while
a recording is being read the kernel refuses to open any other file and any connection. When the parent
dies the control socket ends, and with it the child.
"""

import contextlib
import json
import os
import resource
import socket
import struct
import sys
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

from audio.decode import Limits, SoundStream
from audio.errors import AudioError
from audio.wire import End, Fault, write_block, write_end, write_fault

READY: Final = b"ready"
_CONTROL: Final = 3
_NOBODY: Final = 65_534
_NAME: Final = Path("recording")


def main(control_fd: int, memory_bytes: int) -> None:
    """Answer requests until the parent is gone; it kills a child whose health is in doubt."""
    if control_fd != _CONTROL:
        os.dup2(control_fd, _CONTROL)
        os.close(control_fd)
    _warm_up()
    _give_up_rights(memory_bytes)
    with socket.socket(fileno=_CONTROL) as control:
        control.sendall(READY)
        while True:
            request, files, _flags, _sender = socket.recv_fds(control, 4096, 2)
            if not request:
                return
            recording, pipe = files
            with contextlib.suppress(BrokenPipeError):  # the parent has heard enough
                _answer(json.loads(request), os.fdopen(recording, "rb"), pipe)
            os.close(pipe)


def _answer(request: dict[str, Any], file: BinaryIO, pipe: int) -> None:
    """Decode one recording into the pipe."""
    _allow_cpu(request["cpu_seconds"])
    stream = SoundStream(_NAME, Limits(**request["limits"]), rate=request["rate"], file=file)
    with file:
        try:
            for block in stream:
                write_block(pipe, block)
            write_end(pipe, End(stream.truncated, stream.container_duration_s))
        except AudioError as error:
            write_fault(pipe, Fault(error.reason, error.what, error.remedy))
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a hostile file sets off ends here, told by its type only
            what = f"the decoder stopped with {type(error).__name__}"
            write_fault(pipe, Fault("decoder_crashed", what, "Export it again, or convert it to WAV."))


def _warm_up() -> None:
    """Read a moment of silence, so that everything Python loads when first needed is there before the door closes."""
    samples = bytes(3200)
    fmt = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 16_000, 2, 16)
    wav = struct.pack("<4sI4s24s4sI", b"RIFF", 36 + len(samples), b"WAVE", fmt, b"data", len(samples)) + samples
    for _block in SoundStream(_NAME, Limits(), file=BytesIO(wav)):
        pass


def _give_up_rights(memory_bytes: int) -> None:
    os.chdir("/")
    _limit(resource.RLIMIT_CORE, 0)  # a core dump would hold the sound of a call
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, _CONTROL + 3)
    if os.geteuid() == 0:
        with contextlib.suppress(OSError):  # a container may not let even root change
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
    _limit(resource.RLIMIT_NPROC, 0)
    _limit(resource.RLIMIT_AS, memory_bytes)


def _limit(kind: int, value: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # not every system keeps every limit
        resource.setrlimit(kind, (value, value))


def _allow_cpu(seconds: int) -> None:
    """So many seconds from now; at the end of them the kernel sends SIGXCPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
