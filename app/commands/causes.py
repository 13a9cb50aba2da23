"""`listenback causes` and `listenback registers`: the taxonomy and what may make customers call."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from accounts.lists import take_in_file
from app.opening import opened
from app.output import out, print_json, print_table
from app.sheet_preview import Preview, print_preview
from classify.cause_sheet import CAUSES
from classify.register_sheets import SHEETS
from classify.taxonomy import causes_in_order, load_causes, read_causes
from settings.clock import utc_now
from settings.errors import ListenbackError
from store.sheets import Sheet, as_csv
from store.tables.person import Person

causes = typer.Typer(help="Why customers call: the taxonomy and its owners.", no_args_is_help=True)
registers = typer.Typer(help="Campaigns, incidents, offerings, exceptions, customers, outcomes.", no_args_is_help=True)
NAMES = {sheet.name: sheet for sheet in SHEETS}
RegisterName = Annotated[str, typer.Argument(help=", ".join(NAMES))]
Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]


def register(app: typer.Typer) -> None:
    app.add_typer(causes, name="causes")
    app.add_typer(registers, name="registers")


@causes.command("show")
def show(home: Home = None, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Show every cause with its owner."""
    with opened(home) as installation, installation.readers() as session:
        owners = {person.id: person.email for person in session.scalars(select(Person))}
        rows = [
            {
                "id": cause.id,
                "name": cause.name,
                "avoidable": cause.is_avoidable,
                "owner": owners.get(cause.owner_id, "") if cause.owner_id else "",
                "description": cause.description,
            }
            for cause in causes_in_order(session)
        ]
    if as_json:
        print_json(rows)
    elif rows:
        columns = ["id", "name", "avoidable", "owner"]
        print_table("Causes", columns, [[row[column] for column in columns] for row in rows])
    else:
        out.print("There are no causes yet. Load some: listenback causes load causes.toml")


@causes.command("load")
def load(file: Path, home: Home = None) -> None:
    """Replace the taxonomy by a file; a cause in use cannot be dropped. Suggestions are made anew."""
    from worker.causes import ask_for_opinions

    entries = read_causes(file)
    with opened(home, make=True) as installation, installation.sessions.begin() as session:
        version = load_causes(session, entries, now=utc_now())
        ask_for_opinions(session, now=utc_now())
    out.print(f"{len(entries)} causes, taxonomy version {version}.")


@causes.command("import")
def import_causes(file: Path, home: Home = None, preview: Preview = False) -> None:
    """Add or change causes from CSV, in the columns of the export; none is dropped."""
    from worker.causes import ask_for_opinions

    with opened(home, make=True) as installation, installation.sessions.begin() as session:
        if preview:
            print_preview(session, CAUSES, file)
            return
        count = take_in_file(session, CAUSES, file, by=None, now=utc_now())
        ask_for_opinions(session, now=utc_now())
    out.print(f"{count} causes.")


@causes.command("export")
def export_causes(home: Home = None) -> None:
    """Write the causes as CSV to standard output."""
    with opened(home) as installation, installation.readers() as session:
        sys.stdout.write(as_csv(session, CAUSES))


@registers.command("import")
def import_register(name: RegisterName, file: Path, home: Home = None, preview: Preview = False) -> None:
    """Import a register from CSV: all of it, or nothing and the line that is wrong."""
    sheet = _sheet(name)
    with opened(home, make=True) as installation, installation.sessions.begin() as session:
        if preview:
            print_preview(session, sheet, file)
            return
        count = take_in_file(session, sheet, file, by=None, now=utc_now())
    out.print(f"{count} rows of {name}.")


@registers.command("export")
def export_register(name: RegisterName, home: Home = None) -> None:
    """Write a register as CSV, in the columns of its import, to standard output."""
    sheet = _sheet(name)
    with opened(home) as installation, installation.readers() as session:
        sys.stdout.write(as_csv(session, sheet))


def _sheet(name: str) -> Sheet:
    if name not in NAMES:
        raise ListenbackError(f"there is no register {name!r}.", remedy=f"Registers: {', '.join(NAMES)}.")
    return NAMES[name]
