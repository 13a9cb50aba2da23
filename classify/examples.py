"""Labelled examples from a plain CSV: one column of text, one of causes."""

import csv
import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from classify.errors import ExampleTableError

LONGEST_CELL = 16 * 2**20
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class Examples:
    """Texts with their causes; `skipped` counts rows that lack one of the two."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]
    skipped: int


def read_examples(path: Path, *, text_column: str, label_column: str) -> Examples:
    """Read a CSV, plain or gzipped, separated by comma, semicolon or tab, with or without byte-order mark.

    Raises ExampleTableError naming the file and what is wrong with it.
    """
    csv.field_size_limit(LONGEST_CELL)
    texts, labels, skipped = [], [], 0
    try:
        with _opened(path) as file:
            reader = _reader(file, path, (text_column, label_column))
            for row in reader:
                text, label = (row[text_column] or "").strip(), (row[label_column] or "").strip()
                if text and label:
                    texts.append(text)
                    labels.append(label)
                else:
                    skipped += 1
    except (OSError, EOFError) as error:
        raise ExampleTableError(f"{path} cannot be read: {error}.", remedy="Check path and file.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ExampleTableError(f"{path} is no CSV in UTF-8: {error}.", remedy="Save it as CSV, UTF-8.") from error
    return Examples(tuple(texts), tuple(labels), skipped)


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    if packed:
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
            yield file
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file


def _reader(file: TextIO, path: Path, needed: tuple[str, str]) -> "csv.DictReader[str]":
    header = file.readline()
    if not header.strip():
        raise ExampleTableError(f"{path} is empty.", remedy="Give a CSV with a header line.")
    delimiter = max(DELIMITERS, key=header.count)
    columns = [name.strip() for name in next(csv.reader([header.rstrip("\r\n")], delimiter=delimiter))]
    missing = [name for name in needed if name not in columns]
    if missing:
        raise ExampleTableError(
            f"{path} has no column {' and no column '.join(repr(name) for name in missing)}.",
            remedy=f"Its columns are {', '.join(columns)}; name them with --text-column and --label-column.",
        )
    for name in needed:
        if columns.count(name) > 1:
            raise ExampleTableError(f"{path} has {columns.count(name)} columns {name!r}.", remedy="Rename all but one.")
    return csv.DictReader(file, fieldnames=columns, delimiter=delimiter)
