"""`listenback labels import|export`: what people said caused calls."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.exports import Format, export_rows
from app.exporting import label_rows
from app.opening import opened
from app.output import errors, out, print_json
from settings.clock import utc_now

labels = typer.Typer(help="Labels by people.", no_args_is_help=True)
Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]


def register(app: typer.Typer) -> None:
    app.add_typer(labels, name="labels")


@labels.command("import")
def import_csv(file: Path, home: Home = None, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Import labels; those of calls that a label draw chose enter figures, by their draw probability."""
    from classify.label_import import import_labels
    from redact.text import redact_text

    with opened(home) as installation, installation.sessions.begin() as session:
        result = import_labels(session, file, redact=lambda text: redact_text(text).text, now=utc_now())
    for refused in result.refused:
        errors.print(f"[yellow]refused[/] {refused}", soft_wrap=True)
    if as_json:
        print_json(vars(result))
    else:
        out.print(
            f"{result.estimation} estimation labels, {result.double_coding} double codings, "
            f"{result.known} known already, {result.not_drawn} of calls that were not drawn, "
            f"{len(result.refused)} refused."
        )


@labels.command("export")
def export(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output if left out")] = None,
    format_: Annotated[Format, typer.Option("--format", help="csv, jsonl or parquet")] = Format.CSV,
    home: Home = None,
) -> None:
    """Export every label with who gave it, when, how it was drawn and its quote."""
    with opened(home) as installation, installation.readers() as session:
        export_rows(label_rows(session), format_, output)
