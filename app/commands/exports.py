"""`listenback export calls|labels|figures`: rows for a spreadsheet or a warehouse."""

import csv
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from accounts import audit
from app.exporting import Row, call_rows, figure_rows, label_rows
from app.opening import opened
from settings.clock import utc_now
from settings.errors import ListenbackError
from store.installation import Installation
from store.spreadsheet import safe_cell


class Format(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


class Subject(StrEnum):
    CALLS = "calls"
    LABELS = "labels"
    FIGURES = "figures"


ROWS = {Subject.CALLS: call_rows, Subject.LABELS: label_rows, Subject.FIGURES: figure_rows}


def register(app: typer.Typer) -> None:
    app.command("export")(export)


def export(
    subject: Annotated[Subject, typer.Argument(help="What to export")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output if left out")] = None,
    format_: Annotated[Format, typer.Option("--format", help="csv, jsonl or parquet")] = Format.CSV,
    home: Annotated[Path | None, typer.Option(help="Folder of the installation")] = None,
) -> None:
    """Export calls, labels or figures."""
    with opened(home) as installation:
        export_noted(installation, subject, format_, output)


def export_noted(installation: Installation, subject: Subject, format_: Format, output: Path | None) -> None:
    """Write the rows; that they were taken away is recorded before the first one is."""
    with installation.sessions.begin() as session:
        details = {"channel": "command_line", "format": format_.value}
        audit.record(session, by=None, action="exported", subject=subject.value, details=details, now=utc_now())
    with installation.readers() as session:
        export_rows(ROWS[subject](session), format_, output)


def export_rows(rows: Iterable[Row], format_: Format, output: Path | None) -> None:
    """Write rows; text that a spreadsheet would take for a formula is quoted in CSV."""
    if format_ is Format.PARQUET:
        _parquet(rows, output)
        return
    target = output.open("w", encoding="utf-8", newline="") if output else sys.stdout
    try:
        writer: Any = None
        for row in rows:
            if format_ is Format.JSONL:
                target.write(orjson.dumps(row).decode() + "\n")
                continue
            if writer is None:
                writer = csv.DictWriter(target, list(row))
                writer.writeheader()
            writer.writerow({key: safe_cell(value) for key, value in row.items()})
    finally:
        if output:
            target.close()


def _parquet(rows: Iterable[Row], output: Path | None) -> None:
    if output is None:
        raise ListenbackError("Parquet cannot go to standard output.", remedy="Name a file with --output.")
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        raise ListenbackError(
            "Parquet needs the package pyarrow.", remedy="Install it into .venv, or export --format csv."
        ) from None
    pq.write_table(pa.Table.from_pylist(list(rows)), output)
