"""`listenback causes show|load` and `listenback registers import`: the taxonomy and what may make customers call."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from app.opening import opened
from app.output import out, print_json, print_table
from classify.registers import REGISTERS
from classify.taxonomy import causes_in_order, load_causes, read_causes
from settings.clock import utc_now
from settings.errors import ListenbackError
from store.tables.person import Person

causes = typer.Typer(help="Why customers call: the taxonomy and its owners.", no_args_is_help=True)
registers = typer.Typer(help="Campaigns, incidents, offerings, exceptions, customers, outcomes.", no_args_is_help=True)
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
        version = load_causes(session, entries)
        ask_for_opinions(session, now=utc_now())
    out.print(f"{len(entries)} causes, taxonomy version {version}.")


@registers.command("import")
def import_register(
    name: Annotated[str, typer.Argument(help=", ".join(REGISTERS))], file: Path, home: Home = None
) -> None:
    """Import a register from CSV: all of it, or nothing and the line that is wrong."""
    if name not in REGISTERS:
        raise ListenbackError(f"there is no register {name!r}.", remedy=f"Registers: {', '.join(REGISTERS)}.")
    with opened(home, make=True) as installation, installation.sessions.begin() as session:
        count = REGISTERS[name](session, file)
    out.print(f"{count} rows of {name}.")
