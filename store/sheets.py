"""Lists that people keep and that travel as CSV: what a file would change, before anything is changed.

A row is a record of texts in one canonical spelling, the same in a file, in a form and in the export, so that taking in
what was exported changes nothing. Absent columns leave what is there; nothing is ever deleted by a file.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from settings.errors import ListenbackError

Record = dict[str, str]
Problems = dict[str, str]
"""What is wrong, by column: a sentence."""
Reader = Callable[[str], str]
"""A typed text in its canonical spelling. Raises ValueError with a sentence."""


FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would calculate such a cell; exports put an apostrophe before it, and imports take it off."""


class SheetError(ListenbackError):
    """A file or row of a list that cannot be taken in; nothing was changed."""

    code = "bad_sheet"


@dataclass(frozen=True)
class Line:
    """What becomes of one row; `before` is None for a new one."""

    number: int
    key: str
    before: Record | None
    after: Record

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Column, old and new, of what differs; of a new row all that is said."""
        old = self.before or {}
        return [(name, old.get(name, ""), new) for name, new in self.after.items() if old.get(name, "") != new]


@dataclass(frozen=True)
class Refusal:
    number: int
    key: str
    problems: Problems


@dataclass(frozen=True)
class Plan:
    """What taking in a file would do; `number` of a line is the line of the file it ends on."""

    added: list[Line]
    changed: list[Line]
    unchanged: list[Line]
    refused: list[Refusal]
    ignored: list[str]
    """Columns that the list does not have."""

    @property
    def lines(self) -> list[Line]:
        """What is to be written."""
        return sorted([*self.added, *self.changed], key=lambda line: line.number)

    @property
    def fingerprint(self) -> str:
        """Changes with anything that the file would do, so that what was seen is what is done."""
        return _hash([[line.key, line.before, line.after] for line in self.lines])


def _nothing_wrong(_line: Line, _future: Mapping[str, Record]) -> Problems:
    return {}


def _key_itself(_session: Session, key: str) -> str:
    return key


@dataclass(frozen=True)
class Sheet:
    """One list: its columns, the first of which is the key, and how its rows are read and written."""

    name: str
    noun: str
    """What one row is, in audit records: `campaign`."""
    columns: tuple[str, ...]
    required: tuple[str, ...]
    """Columns that a file has to have."""
    readers: Callable[[Session], Mapping[str, Reader]]
    present: Callable[[Session], dict[str, Record]]
    """Every row there is, by key, in the list's order."""
    write: Callable[[Session, Sequence[Line], datetime], None]
    fits: Callable[[Line, Mapping[str, Record]], Problems] = _nothing_wrong
    """What is wrong with a row beside all rows as they would be."""
    identify: Callable[[Session, str], str] = _key_itself
    """The id that audit records name a row by."""
    remove: Callable[[Session, str], None] | None = None
    """Takes out a row that was added by mistake. Raises SheetError where something hangs on it; None: never."""

    @property
    def key(self) -> str:
        return self.columns[0]


def read_text(content: bytes, name: str) -> str:
    """The text of a file. Raises SheetError for one that is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetError(f"{name} is no UTF-8 text.", remedy="Save it as CSV in UTF-8.") from None


def read_file(path: Path) -> str:
    try:
        return read_text(path.read_bytes(), path.name)
    except OSError as error:
        raise SheetError(f"{path} cannot be read: {error.strerror}.", remedy="Check its path.") from None


def plan_import(session: Session, sheet: Sheet, text: str, *, name: str = "The file") -> Plan:
    """What a CSV text would change. Raises SheetError where it is no table of this list at all."""
    rows, ignored = _rows(sheet, text, name)
    return plan_rows(session, sheet, rows, ignored=ignored)


def plan_rows(
    session: Session, sheet: Sheet, rows: Sequence[tuple[int, Record]], *, ignored: Sequence[str] = ()
) -> Plan:
    """What these rows would change; each may leave columns out."""
    present, readers = sheet.present(session), sheet.readers(session)
    lines: dict[str, Line] = {}
    refused: list[Refusal] = []
    for number, row in rows:
        record, problems = _read(sheet, readers, row)
        key = record.get(sheet.key) or row.get(sheet.key, "")
        if not problems and key in lines:
            problems = {sheet.key: f"“{key}” stands in line {lines[key].number} already."}
        if problems:
            refused.append(Refusal(number, key, problems))
            continue
        before = present.get(key)
        lines[key] = Line(number, key, before, (before or _blank(sheet, readers)) | record)
    refused += _misfits(sheet, lines, present)
    good = list(lines.values())
    return Plan(
        added=[line for line in good if line.before is None],
        changed=[line for line in good if line.before is not None and line.before != line.after],
        unchanged=[line for line in good if line.before == line.after],
        refused=sorted(refused, key=lambda one: one.number),
        ignored=list(ignored),
    )


def as_csv(session: Session, sheet: Sheet) -> str:
    """The whole list in the columns of its import."""
    out = io.StringIO()
    writer = csv.DictWriter(out, sheet.columns, lineterminator="\r\n")
    writer.writeheader()
    for record in sheet.present(session).values():
        writer.writerow({name: f"'{cell}" if cell.startswith(FORMULA) else cell for name, cell in record.items()})
    return out.getvalue()


def fingerprint(record: Record | None) -> str:
    """Changes with anything in the row: who edits an old one is told."""
    return _hash(record)


def _misfits(sheet: Sheet, lines: dict[str, Line], present: Mapping[str, Record]) -> Iterator[Refusal]:
    """Take out the rows that do not fit beside the others, again and again: who falls may have held another."""
    while True:
        future = {**present, **{key: line.after for key, line in lines.items()}}
        wrong = {key: problems for key, line in lines.items() if (problems := sheet.fits(line, future))}
        for key, problems in wrong.items():
            yield Refusal(lines.pop(key).number, key, problems)
        if not wrong:
            return


def _read(sheet: Sheet, readers: Mapping[str, Reader], row: Record) -> tuple[Record, Problems]:
    record, problems = {}, {}
    for name in sheet.columns:
        if name not in row:
            continue
        try:
            record[name] = readers[name](row[name].strip()) if name in readers else row[name].strip()
        except ValueError as error:
            problems[name] = str(error)
    if not record.get(sheet.key) and sheet.key not in problems:
        problems[sheet.key] = f"Please give it {'an' if sheet.key[0] in 'aeiou' else 'a'} {sheet.key}."
    return record, problems


def _blank(sheet: Sheet, readers: Mapping[str, Reader]) -> Record:
    """A new row before anything is said: what an empty cell means in each column, where it may be empty."""

    def empty(name: str) -> str:
        try:
            return readers[name]("") if name in readers else ""
        except ValueError:
            return ""

    return {name: empty(name) for name in sheet.columns}


def _rows(sheet: Sheet, text: str, name: str) -> tuple[list[tuple[int, Record]], list[str]]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = [(column or "").strip() for column in reader.fieldnames or []]
    reader.fieldnames = columns
    missing = [column for column in sheet.required if column not in columns]
    if missing:
        raise SheetError(f"{name} has no column {', '.join(missing)}.", remedy=f"It needs {', '.join(sheet.required)}.")
    try:
        rows = [
            (reader.line_num, {key: _plain(value or "") for key, value in row.items() if key in sheet.columns})
            for row in reader
            if any(value for key, value in row.items() if key)
        ]
    except csv.Error as error:
        raise SheetError(f"{name} line {reader.line_num}: {error}.", remedy="Correct that line.") from None
    return rows, [column for column in columns if column and column not in sheet.columns]


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:24]
