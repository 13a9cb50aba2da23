"""Witnesses of what a decoder reaches for: a file that tells when it is read, an address when it is called."""

import ctypes
import os
import socket
import struct
from pathlib import Path
from typing import Final, Self

_OPENED: Final = 0x20
_READ: Final = 0x01
_NONBLOCK: Final = os.O_NONBLOCK


class FileWatch:
    """Notices every process that opens or reads a file (Linux inotify)."""

    def __init__(self, path: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._events = libc.inotify_init1(_NONBLOCK)
        if self._events < 0 or libc.inotify_add_watch(self._events, os.fsencode(path), _OPENED | _READ) < 0:
            raise OSError(ctypes.get_errno(), "inotify")

    def touched(self) -> bool:
        """Whether it was opened or read since this was last asked."""
        try:
            return len(os.read(self._events, 4096)) >= struct.calcsize("iIII")
        except BlockingIOError:
            return False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._events)


class Listener:
    """An address on this machine that nobody should call."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.port = int(self._socket.getsockname()[1])

    def was_called(self) -> bool:
        """Whether anybody connected since this was last asked."""
        try:
            caller, _address = self._socket.accept()
        except BlockingIOError:
            return False
        caller.close()
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
