"""`listenback audit head|verify|export`: what was done here, and that nobody has rewritten it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from accounts import audit
from accounts.anchors import kept_anchors, read_anchor
from accounts.audit_export import AuditFormat, export_lines, note_export
from accounts.audit_search import AuditSearch
from accounts.errors import AuditBrokenError
from app.opening import opened
from app.output import errors, out, print_json
from settings.clock import utc_now

group = typer.Typer(help="The audit record: its head, its check, its export.", no_args_is_help=True)
Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="audit")


@group.command("head")
def show_head(home: Home = None) -> None:
    """Print the end of the chain, to be kept elsewhere as an anchor."""
    with opened(home) as installation, installation.readers() as session:
        out.print(str(audit.head(session)))


@group.command("verify")
def verify(
    anchor: Annotated[list[str], typer.Option(help="A head that was kept, NUMBER:SHA256; may be repeated")] = [],  # noqa: B006
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document")] = False,
    home: Home = None,
) -> None:
    """Check every record, and every anchor of this home; tells the first record that is broken.

    The exit code is 1 where the chain is broken.
    """
    with opened(home) as installation, installation.readers() as session:
        anchors = [*kept_anchors(installation.settings.home), *map(read_anchor, anchor)]
        try:
            whole, broken = audit.verify(session, anchors=anchors), None
        except AuditBrokenError as error:
            whole, broken = audit.head(session), error
    if as_json:
        print_json(
            {
                "verified": broken is None,
                "records": whole.number,
                "head": str(whole),
                "anchors": len(anchors),
                "first_broken": broken.number if broken else None,
                "why": broken.why if broken else "",
            }
        )
    elif broken is None:
        out.print(f"{whole.number:,} records, each follows the one before; {len(anchors)} anchors agree. Head: {whole}")
    else:
        errors.print(f"[bold red]listenback:[/] {broken}", highlight=False, soft_wrap=True)
    if broken is not None:
        raise typer.Exit(1)


@group.command("export")
def export(
    form: Annotated[AuditFormat, typer.Option("--format", help="jsonl or csv")] = AuditFormat.JSONL,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output if left out")] = None,
    home: Home = None,
) -> None:
    """Write all records, the latest first. The export is recorded too."""
    with opened(home) as installation:
        with installation.sessions.begin() as session:
            note_export(session, AuditSearch(), form, by=None, channel="command_line", now=utc_now())
        target = output.open("w", encoding="utf-8", newline="") if output else sys.stdout
        try:
            with installation.readers() as session:
                target.writelines(export_lines(session, AuditSearch(), form))
        finally:
            if output:
                target.close()
