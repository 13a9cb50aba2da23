"""Read a manifest: a CSV of calls as contact centres export it, row by row, however it was saved."""

import csv
import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from ingest.record import BadRecordError, CallRecord, read_record
from settings.errors import ListenbackError

REQUIRED = ("external_id", "started_at")
KNOWN = (
    *REQUIRED, "duration_s", "queue", "agent", "customer_ref", "direction", "dialled_number", "consent",
    "handle_minutes", "is_test", "file", "second_file",
)  # fmt: skip
KNOWN_TOLD = f"Known are {', '.join(KNOWN)}."


class ManifestError(ListenbackError):
    """The manifest as a whole cannot be read."""

    code = "bad_manifest"


@dataclass(frozen=True)
class Bad:
    """A row that cannot be taken in."""

    source: str
    line: int
    external_id: str
    reason: str
    message: str


def check_kept(names: Sequence[str]) -> None:
    """Raises ManifestError for a column that has its own use: a customer's reference is stored as a keyed hash only."""
    for name in names:
        if name in KNOWN:
            raise ManifestError(
                f"ingest.metadata_fields lists {name!r}, which is a column of its own.",
                remedy="Leave it out there; list only further columns, such as a region.",
            )


def read_manifest(path: Path, *, zone: ZoneInfo, keep: Sequence[str] = ()) -> Iterator[CallRecord | Bad]:
    """Yield every row as a record or as what is wrong with it; lines count from 1 for the header.

    Commas, semicolons and tabs, a byte-order mark and Windows line ends are all read. Recordings are found relative to
    the manifest and may not lie outside its folder. `keep` names further columns whose values stay with the call.
    Raises ManifestError where no row can be read at all.
    """
    folder = path.parent.resolve()
    seen: dict[str, int] = {}
    with _opened(path) as file:
        reader = csv.reader(file, dialect=_dialect(file.readline(), path), strict=False)
        file.seek(0)
        names = [name.strip() for name in next(reader)]
        yield from _unknown_columns(path, names, keep)
        try:
            for row in reader:
                if row:
                    yield _row(dict(zip(names, row, strict=False)), path, folder, reader.line_num, zone, seen, keep)
        except csv.Error as error:
            yield Bad(path.name, reader.line_num, "", "unreadable", f"the file cannot be read past this line: {error}")


def count_lines(path: Path) -> int:
    """About how many records a manifest holds: its lines without the header. 0 where it cannot be read."""
    try:
        with path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1
    except OSError:
        return 0


def _opened(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8-sig", newline="", errors="surrogateescape")
    except OSError as error:
        raise ManifestError(
            f"manifest {path} cannot be opened: {error.strerror}.", remedy="Check its path and permissions."
        ) from None


def _dialect(header: str, path: Path) -> type[csv.Dialect]:
    """The delimiter that the header uses; a guess over whole rows would be fooled by commas in free text."""
    if not header.strip():
        raise ManifestError(f"manifest {path} is empty.", remedy=f"Its first line must name {', '.join(REQUIRED)}.")
    best = max(",;\t", key=header.count)

    class Found(csv.excel):
        delimiter = best

    names = [name.strip().strip('"') for name in header.strip().split(best)]
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise ManifestError(
            f"manifest {path} has no column {' and '.join(missing)}.", remedy=f"Known columns: {', '.join(KNOWN)}."
        )
    return Found


def _unknown_columns(path: Path, names: list[str], keep: Sequence[str]) -> Iterator[Bad]:
    for name in names:
        if name and name not in KNOWN and name not in keep:
            close = difflib.get_close_matches(name, KNOWN, n=1)
            hint = (
                f"did you mean {close[0]}?" if close else f"list it in ingest.metadata_fields to keep it. {KNOWN_TOLD}"
            )
            yield Bad(
                path.name, 1, "", f"unknown_column:{name}", f"column {name!r} is not known and was left out; {hint}"
            )


def _row(
    values: dict[str, str],
    path: Path,
    folder: Path,
    line: int,
    zone: ZoneInfo,
    seen: dict[str, int],
    keep: Sequence[str],
) -> CallRecord | Bad:
    try:
        if not _is_text(values.values()):
            raise BadRecordError("not_utf8", "this line is no UTF-8 text; save the manifest as UTF-8.")
        record = read_record(values, zone=zone, source=path.name, line=line, keep=keep)
        first = seen.setdefault(record.external_id, line)
        if first != line:
            raise BadRecordError(
                "duplicate_id", f"external_id stands in line {first} already; give every call its own id."
            )
        return _with_recordings(record, values.get("file", "").strip(), values.get("second_file", "").strip(), folder)
    except BadRecordError as error:
        return Bad(path.name, line, _printable(values.get("external_id", "")), error.reason, str(error))


def _is_text(values: Iterable[str]) -> bool:
    """Whether all of it was UTF-8; bytes that were not came in as lone surrogates."""
    whole = "".join(values)
    if whole.isascii():
        return True
    try:
        whole.encode()
    except UnicodeEncodeError:
        return False
    return True


def _with_recordings(record: CallRecord, file: str, second_file: str, folder: Path) -> CallRecord:
    if not file and not second_file:
        return record
    if not file:
        raise BadRecordError("file_missing", "second_file is given without file; name the recording of both sides.")
    second = _recording(second_file, folder) if second_file else None
    return record._replace(recording=_recording(file, folder), second_recording=second)


def _printable(text: str) -> str:
    return text.strip()[:200].encode("utf-8", "replace").decode()


def _recording(name: str, folder: Path) -> Path:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise BadRecordError(
            "outside_folder", f"file {name!r} lies outside the manifest's folder; put it beside the manifest."
        )
    if not path.is_file():
        raise BadRecordError("file_missing", f"file {name!r} is not there; copy it beside the manifest.")
    return path
