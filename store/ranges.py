"""HTTP byte ranges over stored files: which bytes were asked for, and reading only those."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from settings.errors import ListenbackError
from store.blobs import Blobs

_ONE_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")
_BLOCK: Final = 1 << 16


class RangeNotSatisfiableError(ListenbackError):
    code = "range_not_satisfiable"
    status = 416

    def __init__(self, header: str, size: int) -> None:
        self.size = size
        super().__init__(f"range {header!r} lies outside a file of {size} bytes.", remedy="Ask for bytes inside it.")


@dataclass(frozen=True)
class ByteRange:
    """Bytes `first` to `last`, both included, of a file of `size` bytes."""

    first: int
    last: int
    size: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    @property
    def content_range(self) -> str:
        return f"bytes {self.first}-{self.last}/{self.size}"


def asked_range(header: str | None, size: int) -> ByteRange | None:
    """The range of a `Range` header, or None when the whole file is meant.

    Several ranges at once and other units may be ignored (RFC 9110 §14.2), so they get the whole file.
    Raises RangeNotSatisfiableError for a range that starts behind the end.
    """
    found = _ONE_RANGE.fullmatch((header or "").replace(" ", ""))
    if header is None or found is None or not any(found.groups()):
        return None
    start, end = found.groups()
    if not start:
        first, last = max(size - int(end), 0), size - 1
    else:
        first, last = int(start), min(int(end), size - 1) if end else size - 1
    if end and start and int(end) < int(start):
        return None
    if first >= size or not last >= first:
        raise RangeNotSatisfiableError(header, size)
    return ByteRange(first, last, size)


def read_range(blobs: Blobs, key: str, span: ByteRange) -> Iterator[bytes]:
    """The bytes of `span` in blocks of at most 64 KiB."""
    with blobs.open(key) as file:
        file.seek(span.first)
        left = span.length
        while left and (block := file.read(min(_BLOCK, left))):
            left -= len(block)
            yield block
