"""Byte ranges: what was asked for, and reading no more than that."""

from pathlib import Path

import pytest

from store.disk_blobs import DiskBlobs
from store.ranges import ByteRange, RangeNotSatisfiableError, asked_range, read_range


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-", 0, 99),
        ("bytes=10-19", 10, 19),
        ("bytes=90-500", 90, 99),
        ("bytes=-5", 95, 99),
        ("bytes=-500", 0, 99),
    ],
)
def test_it_reads_a_range_as_it_was_meant(header: str, first: int, last: int) -> None:
    assert asked_range(header, 100) == ByteRange(first, last, 100)


@pytest.mark.parametrize("header", [None, "", "bytes=-", "bytes=0-1,5-6", "lines=1-2", "bytes=9-2", "bytes=x-y"])
def test_what_is_no_single_range_means_the_whole_file(header: str | None) -> None:
    assert asked_range(header, 100) is None


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_behind_the_end_is_refused(header: str) -> None:
    with pytest.raises(RangeNotSatisfiableError):
        asked_range(header, 100)


def test_it_reads_just_those_bytes(tmp_path: Path) -> None:
    blobs = DiskBlobs(tmp_path)
    data = bytes(range(256)) * 1000
    span = ByteRange(1000, 200_999, len(data))
    assert b"".join(read_range(blobs, blobs.put(data), span)) == data[1000:201_000]
    assert (span.length, span.content_range) == (200_000, "bytes 1000-200999/256000")
