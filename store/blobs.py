"""Content-addressed files on disk or S3: the key of a blob is the SHA-256 of its bytes.

A blob appears under its key whole or not at all: it is written aside, flushed to disk, then renamed. Putting the same
bytes twice is one file.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Protocol, cast

import fsspec

from settings.errors import ListenbackError

CHUNK = 1 << 20


class BlobMissingError(ListenbackError):
    code = "blob_missing"
    status = 404

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"stored file {key[:12]}… is missing.", remedy="Restore the storage folder from its backup.")


class Blobs(Protocol):
    """Where audio and messages are kept."""

    def put(self, data: bytes) -> str: ...
    def put_file(self, path: Path) -> str: ...
    def get(self, key: str) -> bytes: ...
    def open(self, key: str) -> IO[bytes]: ...
    def size(self, key: str) -> int: ...
    def exists(self, key: str) -> bool: ...
    def delete(self, key: str) -> None: ...
    def keys(self) -> Iterator[str]: ...


def open_blobs(url: str) -> Blobs:
    """The blob store at an fsspec address; `file://` has its own class because only it can fsync and rename."""
    if url.startswith("file://"):
        return DiskBlobs(Path(url.removeprefix("file://")))
    return RemoteBlobs(url)


def key_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def key_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes, read a piece at a time."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class DiskBlobs:
    """Blobs in a folder, two levels deep by the first hex digits."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, key: str) -> Path:
        if not (len(key) == 64 and all(letter in "0123456789abcdef" for letter in key)):
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
            return key
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".put-")
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            Path(aside).replace(path)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
        return key

    def get(self, key: str) -> bytes:
        with self.open(key) as file:
            return file.read()

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

    def delete(self, key: str) -> None:
        self.path(key).unlink(missing_ok=True)

    def keys(self) -> Iterator[str]:
        return (path.name for path in sorted(self.root.glob("??/??/*")) if not path.name.startswith("."))


class RemoteBlobs:
    """Blobs behind fsspec, such as `s3://bucket/prefix`; a single put of an object is whole or absent by itself."""

    def __init__(self, url: str) -> None:
        filesystem, root = fsspec.core.url_to_fs(url)
        self.filesystem: Any = filesystem
        self.root: str = root.rstrip("/")

    def path(self, key: str) -> str:
        return f"{self.root}/{key[:2]}/{key[2:4]}/{key}"

    def put(self, data: bytes) -> str:
        key = key_of(data)
        if not self.exists(key):
            self.filesystem.makedirs(self.path(key).rsplit("/", 1)[0], exist_ok=True)
            self.filesystem.pipe_file(self.path(key), data)
        return key

    def put_file(self, path: Path) -> str:
        key = key_of_file(path)
        if not self.exists(key):
            self.filesystem.makedirs(self.path(key).rsplit("/", 1)[0], exist_ok=True)
            self.filesystem.put_file(str(path), self.path(key))
        return key

    def get(self, key: str) -> bytes:
        try:
            return cast("bytes", self.filesystem.cat_file(self.path(key)))
        except FileNotFoundError:
            raise BlobMissingError(key) from None

    def open(self, key: str) -> IO[bytes]:
        try:
            return cast("IO[bytes]", self.filesystem.open(self.path(key), "rb"))
        except FileNotFoundError:
            raise BlobMissingError(key) from None

    def size(self, key: str) -> int:
        try:
            return int(self.filesystem.size(self.path(key)))
        except FileNotFoundError:
            raise BlobMissingError(key) from None

    def exists(self, key: str) -> bool:
        return bool(self.filesystem.exists(self.path(key)))

    def delete(self, key: str) -> None:
        if self.exists(key):
            self.filesystem.rm_file(self.path(key))

    def keys(self) -> Iterator[str]:
        return (path.rsplit("/", 1)[-1] for path in self.filesystem.find(self.root))
