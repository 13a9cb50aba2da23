"""Batches are read ahead, in order, and whatever goes wrong in reading is told where it is used."""

from collections.abc import Iterator
from itertools import count
from threading import enumerate as threads

import pytest

from ingest.ahead import BATCHES, ahead


def test_batches_come_in_order_and_all() -> None:
    assert list(ahead([[number] for number in range(50)])) == [[number] for number in range(50)]
    assert list(ahead(list[list[int]]())) == []


def test_no_more_is_read_than_a_few_batches_ahead() -> None:
    read: list[int] = []

    def batches() -> Iterator[int]:
        for number in count():
            read.append(number)
            yield number

    reading = ahead(batches())
    assert [next(reading), next(reading)] == [0, 1]
    reading.close()
    assert len(read) <= 2 + BATCHES + 3
    assert "read ahead" not in [thread.name for thread in threads()]


def test_what_reading_raises_is_raised_after_what_was_read() -> None:
    def batches() -> Iterator[int]:
        yield 1
        raise ValueError("line 2 is no call")

    reading = ahead(batches())
    assert next(reading) == 1
    with pytest.raises(ValueError, match="line 2 is no call"):
        next(reading)
