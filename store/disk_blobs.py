"""Blobs in a folder, two levels deep by the first hex digits."""

import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final

from store.blobs import (
    CHUNK,
    HOLD_S,
    BlobMissingError,
    checked,
    is_key,
    key_of,
    key_of_file,
    key_of_leftover,
    leftover_name,
)

HOLD: Final = ".hold-"
GONE: Final = ".gone-"
ASIDE: Final = ".put-"


class DiskBlobs:
    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, key: str) -> Path:
        if not is_key(key):
            raise BlobMissingError(key)
        return self.root / key[:2] / key[2:4] / key

    def put(self, data: bytes) -> str:
        return self._put(key_of(data), [data])

    def put_file(self, path: Path) -> str:
        """Keep a copy of a file, a piece at a time."""
        with path.open("rb") as file:
            return self._put(key_of_file(path), iter(lambda: file.read(CHUNK), b""))

    def _put(self, key: str, pieces: Iterable[bytes]) -> str:
        path = self.path(key)
        if path.exists():
            self._hold(key).touch()
            if path.exists():
                return key
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=ASIDE)
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            Path(aside).replace(path)
            _flush_folder(path.parent)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
        return key

    def get(self, key: str) -> bytes:
        with self.open(key) as file:
            return checked(key, file.read())

    def open(self, key: str) -> IO[bytes]:
        try:
            return self.path(key).open("rb")
        except FileNotFoundError:
            raise BlobMissingError(key) from None

    def size(self, key: str) -> int:
        try:
            return self.path(key).stat().st_size
        except FileNotFoundError:
            raise BlobMissingError(key) from None

    def exists(self, key: str) -> bool:
        return self.path(key).exists()

    def delete(self, key: str, *, even_if_held: bool = False) -> bool:
        leftover = leftover_name(key)
        try:
            self.path(key).replace(self._gone(leftover))
        except FileNotFoundError:
            return True
        is_held = not even_if_held and _age_s(self._hold(key)) < HOLD_S
        self.settle(leftover, is_needed=is_held)
        return not is_held

    def keys(self) -> Iterator[str]:
        return (path.name for path in sorted(self.root.glob("??/??/*")) if is_key(path.name))

    def age_s(self, key: str) -> float:
        return _age_s(self.path(key))

    def leftovers(self) -> Iterator[str]:
        """Half-written files and old holds go on the way."""
        for path in self.root.glob("??/??/.*"):
            if path.name.startswith(GONE):
                yield path.name.removeprefix(GONE)
            elif HOLD_S < _age_s(path) < float("inf"):
                path.unlink(missing_ok=True)

    def settle(self, leftover: str, *, is_needed: bool) -> None:
        gone, key = self._gone(leftover), key_of_leftover(leftover)
        if is_needed:
            gone.replace(self.path(key))
        else:
            gone.unlink(missing_ok=True)
            if _age_s(self._hold(key)) > HOLD_S:
                self._hold(key).unlink(missing_ok=True)

    def _hold(self, key: str) -> Path:
        return self.path(key).with_name(f"{HOLD}{key}")

    def _gone(self, leftover: str) -> Path:
        return self.path(key_of_leftover(leftover)).with_name(f"{GONE}{leftover}")


def _age_s(path: Path) -> float:
    """Seconds since it was last written, by the clock of the storage; infinite for what is not there."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _flush_folder(folder: Path) -> None:
    """The name of a file is kept in its folder: without this a power cut may lose a file that was flushed."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
