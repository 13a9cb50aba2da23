"""The recording of a call as it arrives: one file, or a pair of one file for each side."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audio.sniff import HEAD_BYTES, sniff
from store.blobs import Blobs, key_of, key_of_file


@dataclass(frozen=True)
class RecordingFile:
    """A recording on its way in, already stored unless something is wrong with it."""

    name: str
    size_bytes: int
    sha256: str
    blob: str | None
    second_blob: str | None
    fault: str
    """Stable code of what is wrong, such as `empty`; empty when nothing is."""


def sha256_of(paths: Sequence[Path]) -> str:
    """SHA-256 of a recording's bytes; of a pair that of both hashes."""
    keys = [key_of_file(path) for path in paths]
    return keys[0] if len(keys) == 1 else key_of("".join(keys).encode())


def keep_file(blobs: Blobs, paths: Sequence[Path]) -> RecordingFile:
    """Store one or two files; neither where something is wrong with one of them."""
    fault = next(filter(None, map(_fault, paths)), "")
    stored = [None if fault else blobs.put_file(path) for path in paths]
    return RecordingFile(
        name=" + ".join(path.name for path in paths),
        size_bytes=sum(path.stat().st_size for path in paths),
        sha256=sha256_of(paths),
        blob=stored[0],
        second_blob=stored[1] if len(stored) == 2 else None,
        fault=fault,
    )


def _fault(path: Path) -> str:
    if path.stat().st_size == 0:
        return "empty"
    with path.open("rb") as file:
        return "" if sniff(file.read(HEAD_BYTES)) else "not_audio"
