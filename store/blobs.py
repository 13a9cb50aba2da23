"""Content-addressed files on disk or S3: the key of a blob is the SHA-256 of its bytes.

A blob appears under its key whole or not at all: it is written aside, flushed to disk, then renamed. Putting the same
bytes twice is one file. So whoever deletes may meet somebody who just found the file there and is about to write a row
that needs it; a *hold* keeps them apart:

    who puts      sees the file, leaves a hold, looks again; gone by now: it writes the bytes itself
    who deletes   takes the file aside, then looks for a hold; there is one: it puts the file back

Whichever comes first, one of the two sees the other. A hold is good for `HOLD_S`, far longer than from a put to its
commit.
"""

import hashlib
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, Protocol

from settings.errors import ListenbackError

CHUNK: Final = 1 << 20
HOLD_S: Final = 6 * 3600.0


class BlobMissingError(ListenbackError):
    code = "blob_missing"
    status = 404

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"stored file {key[:12]}… is missing.", remedy="Restore the storage folder from its backup.")


class BlobDamagedError(ListenbackError):
    code = "blob_damaged"
    status = 500

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(
            f"stored file {key[:12]}… is not what was stored.", remedy="Restore it from a backup of the storage."
        )


class Blobs(Protocol):
    """Where audio and messages are kept."""

    def put(self, data: bytes) -> str: ...
    def put_file(self, path: Path) -> str: ...
    def get(self, key: str) -> bytes:
        """The whole of it, checked. Raises BlobMissingError or BlobDamagedError."""

    def open(self, key: str) -> IO[bytes]: ...
    def size(self, key: str) -> int: ...
    def exists(self, key: str) -> bool: ...
    def delete(self, key: str, *, even_if_held: bool = False) -> bool:
        """False where somebody put the same bytes lately: then it stays, until the garbage is collected.

        `even_if_held` is for erasure: a person's data goes, even from somebody who is just sending it again.
        """

    def keys(self) -> Iterator[str]: ...
    def age_s(self, key: str) -> float:
        """Seconds since it was written."""

    def leftovers(self) -> Iterator[str]:
        """Names of what a deletion was taking away when it was killed; each ends with its key."""

    def settle(self, leftover: str, *, is_needed: bool) -> None:
        """End such a deletion, or undo it."""


def open_blobs(url: str) -> Blobs:
    """The blob store at an fsspec address; `file://` has its own class because only it can fsync and rename."""
    if url.startswith("file://"):
        from store.disk_blobs import DiskBlobs

        return DiskBlobs(Path(url.removeprefix("file://")))
    from store.remote_blobs import RemoteBlobs

    return RemoteBlobs(url)


def key_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def key_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes, read a piece at a time."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_key(name: str) -> bool:
    return len(name) == 64 and all(letter in "0123456789abcdef" for letter in name)


def leftover_name(key: str) -> str:
    """Each deletion has a name of its own: two of the same file must not take each other's."""
    return f"{secrets.token_hex(8)}-{key}"


def key_of_leftover(name: str) -> str:
    return name.rpartition("-")[2]


def checked(key: str, data: bytes) -> bytes:
    """Raises BlobDamagedError."""
    if key_of(data) != key:
        raise BlobDamagedError(key)
    return data
