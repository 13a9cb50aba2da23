"""Rows as a file, piece by piece: CSV that no spreadsheet runs, JSON Lines, or Parquet where pyarrow is installed."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from types import ModuleType
from typing import Any, Final

import orjson

from settings.errors import ListenbackError
from store.spreadsheet import safe_cell
from worker.exporting import Record

AT_ONCE: Final = 1000
"""Rows of one piece."""


class Format(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


MEDIA: Final = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSONL: "application/x-ndjson",
    Format.PARQUET: "application/vnd.apache.parquet",
}


class ParquetMissingError(ListenbackError):
    code = "parquet_missing"
    status = 501

    def __init__(self) -> None:
        super().__init__(
            "Parquet needs the package pyarrow, which is not installed here.",
            remedy="Install it into the environment (pip install pyarrow), or take CSV or JSON Lines.",
        )


def check_format(form: Format) -> None:
    """Before anything is written. Raises ParquetMissingError."""
    if form is Format.PARQUET:
        _pyarrow()


def pieces_of(rows: Iterable[Record], columns: Mapping[str, type], form: Format) -> Iterator[bytes]:
    """The file in pieces that together are the whole, whatever its length."""
    write = {Format.CSV: _csv, Format.JSONL: _jsonl, Format.PARQUET: _parquet}[form]
    return write(rows, columns)


def _csv(rows: Iterable[Record], columns: Mapping[str, type]) -> Iterator[bytes]:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for batch in _batches(rows):
        writer.writerows([safe_cell(_said(row.get(name))) for name in columns] for row in batch)
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


def _jsonl(rows: Iterable[Record], columns: Mapping[str, type]) -> Iterator[bytes]:
    for batch in _batches(rows):
        yield b"".join(orjson.dumps({name: row.get(name) for name in columns}) + b"\n" for row in batch)


def _parquet(rows: Iterable[Record], columns: Mapping[str, type]) -> Iterator[bytes]:
    pa = _pyarrow()
    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    kinds[datetime] = pa.timestamp("us", tz="UTC")
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
    written = _Written()
    with pa.parquet.ParquetWriter(pa.PythonFile(written, mode="w"), schema) as writer:
        for batch in _batches(rows):
            writer.write_table(pa.Table.from_pylist(list(batch), schema=schema))
            yield written.taken()
    yield written.taken()


class _Written(io.RawIOBase):
    """A file that is only ever written on: what was written is handed on and forgotten."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        part = bytes(data)
        self._parts.append(part)
        self._length += len(part)
        return len(part)

    def tell(self) -> int:
        return self._length

    def taken(self) -> bytes:
        whole = b"".join(self._parts)
        self._parts.clear()
        return whole


def _batches(rows: Iterable[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _said(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _pyarrow() -> ModuleType:
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ModuleNotFoundError:
        raise ParquetMissingError from None
    assert pyarrow.parquet
    found: ModuleType = pa
    return found
