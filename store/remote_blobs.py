"""Blobs behind fsspec, such as `s3://bucket/prefix`; a single put of an object is whole or absent by itself."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final, cast

import fsspec

from store.blobs import HOLD_S, BlobMissingError, checked, is_key, key_of, key_of_file, key_of_leftover, leftover_name

HOLDS: Final = "holds"
GONE: Final = "gone"


class RemoteBlobs:
    def __init__(self, url: str) -> None:
        # Listings that the client remembers would hide what other machines put there.
        filesystem, root = fsspec.core.url_to_fs(url, use_listings_cache=False)
        self.filesystem: Any = filesystem
        self.root: str = root.rstrip("/")

    def path(self, key: str) -> str:
        if not is_key(key):
            raise BlobMissingError(key)
        return f"{self.root}/{key[:2]}/{key[2:4]}/{key}"

    def put(self, data: bytes) -> str:
        key = key_of(data)
        if not self._is_kept(key):
            self._write(self.path(key), data)
        return key

    def put_file(self, path: Path) -> str:
        key = key_of_file(path)
        if not self._is_kept(key):
            self._make_parent(self.path(key))
            self.filesystem.put_file(str(path), self.path(key))
        return key

    def _is_kept(self, key: str) -> bool:
        if not self.exists(key):
            return False
        self._write(self._beside(HOLDS, key), b"")
        return self.exists(key)

    def get(self, key: str) -> bytes:
        try:
            return checked(key, cast("bytes", self.filesystem.cat_file(self.path(key))))
        except FileNotFoundError:
            raise BlobMissingError(key) from None

    def open(self, key: str) -> IO[bytes]:
        """A file that fetches the ranges that are read, not the whole."""
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

    def delete(self, key: str, *, even_if_held: bool = False) -> bool:
        """No rename here: it is copied aside on the server before it goes."""
        leftover = leftover_name(key)
        gone = self._beside(GONE, leftover)
        self._make_parent(gone)
        try:
            self.filesystem.cp_file(self.path(key), gone)
        except FileNotFoundError:
            return True
        self._remove(self.path(key))
        is_held = not even_if_held and self._age_s(self._beside(HOLDS, key)) < HOLD_S
        self.settle(leftover, is_needed=is_held)
        return not is_held

    def keys(self) -> Iterator[str]:
        own = (path.removeprefix(f"{self.root}/") for path in self.filesystem.find(self.root))
        return (path.rsplit("/", 1)[-1] for path in own if is_key(path[6:]) and path[:2] == path[6:8])

    def age_s(self, key: str) -> float:
        return self._age_s(self.path(key))

    def leftovers(self) -> Iterator[str]:
        """Old holds go on the way."""
        for path in self._under(HOLDS):
            if HOLD_S < self._age_s(path) < float("inf"):
                self._remove(path)
        yield from (path.rsplit("/", 1)[-1] for path in self._under(GONE))

    def settle(self, leftover: str, *, is_needed: bool) -> None:
        gone, key = self._beside(GONE, leftover), key_of_leftover(leftover)
        if is_needed:
            self.filesystem.cp_file(gone, self.path(key))
        self._remove(gone)
        if not is_needed and self._age_s(self._beside(HOLDS, key)) > HOLD_S:
            self._remove(self._beside(HOLDS, key))

    def _under(self, folder: str) -> list[str]:
        found = self.filesystem.find(f"{self.root}/{folder}")
        return [path for path in found if is_key(key_of_leftover(path.rsplit("/", 1)[-1]))]

    def _beside(self, folder: str, key: str) -> str:
        return f"{self.root}/{folder}/{key}"

    def _write(self, path: str, data: bytes) -> None:
        self._make_parent(path)
        self.filesystem.pipe_file(path, data)

    def _make_parent(self, path: str) -> None:
        if "file" in self.filesystem.protocol or "memory" in self.filesystem.protocol:  # object stores have no folders
            self.filesystem.makedirs(path.rsplit("/", 1)[0], exist_ok=True)

    def _remove(self, path: str) -> None:
        with suppress(FileNotFoundError):
            self.filesystem.rm_file(path)

    def _age_s(self, path: str) -> float:
        try:
            written: datetime = self.filesystem.modified(path)
        except FileNotFoundError:
            return float("inf")
        if written.tzinfo is None:
            written = written.replace(tzinfo=UTC)
        return datetime.now(UTC).timestamp() - written.timestamp()
