"""`listenback export calls|labels|figures`: rows for a spreadsheet or a warehouse."""

import sys
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from accounts import audit
from app.opening import opened
from settings.clock import utc_now
from settings.errors import ListenbackError
from store.installation import Installation
from worker.export_files import Format, check_format, pieces_of
from worker.exporting import Asked, What, columns_of, rows_of


def register(app: typer.Typer) -> None:
    app.command("export")(export)


def export(
    subject: Annotated[What, typer.Argument(help="What to export")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output if left out")] = None,
    format_: Annotated[Format, typer.Option("--format", help="csv, jsonl or parquet")] = Format.CSV,
    as_of: Annotated[
        str, typer.Option("--as-of", help="As it was known at 2026-11-30T00:00:00+01:00; the same file every time")
    ] = "",
    home: Annotated[Path | None, typer.Option(help="Folder of the installation")] = None,
) -> None:
    """Export calls, labels or figures."""
    now = utc_now()
    asked = Asked(subject, _instant(as_of) if as_of else now, is_now=not as_of)
    with opened(home) as installation:
        export_noted(installation, asked, format_, output, now=now)


def export_noted(
    installation: Installation, asked: Asked, format_: Format, output: Path | None, *, now: datetime
) -> None:
    """Write the rows; that they were taken away is recorded before the first one is."""
    check_format(format_)
    if format_ is Format.PARQUET and output is None:
        raise ListenbackError("Parquet cannot go to standard output.", remedy="Name a file with --output.")
    with installation.sessions.begin() as session:
        details = {"channel": "command_line", "format": format_.value, "as_of": asked.as_of.isoformat()}
        audit.record(session, by=None, action="exported", subject=asked.what.value, details=details, now=now)
    target = output.open("wb") if output else nullcontext(sys.stdout.buffer)
    with installation.readers() as session, target as file:
        for piece in pieces_of(rows_of(session, asked), columns_of(asked), format_):
            file.write(piece)
        file.flush()


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise ListenbackError(
            f"{text[:40]!r} is no instant with its zone.", remedy="Write it like 2026-11-30T00:00:00+00:00."
        )
    return instant
