"""`listenback users`: who may come in."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from accounts import audit
from accounts.lists import note_change
from accounts.people import PEOPLE, add_person, import_people, set_superior
from accounts.sign_in import make_sign_in_link, person_to_invite
from app.opening import opened
from app.output import out, print_table
from app.sheet_preview import Preview, print_preview
from settings.clock import utc_now
from settings.errors import ListenbackError
from store.sheets import Line, as_csv
from store.tables.person import Person, Role

users = typer.Typer(help="People and their roles.", no_args_is_help=True)
Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]


def register(app: typer.Typer) -> None:
    app.add_typer(users, name="users")


@users.command("list")
def list_users(home: Home = None) -> None:
    """Show everybody."""
    with opened(home) as installation, installation.readers() as session:
        people = session.scalars(select(Person).order_by(Person.email))
        print_table(
            "People",
            ["e-mail", "name", "role", "department"],
            [[person.email, person.name, person.role.value, person.department] for person in people],
        )


@users.command("add")
def add(
    email: str,
    name: Annotated[str, typer.Option(help="Full name")],
    role: Annotated[Role, typer.Option(help="What they may do")],
    department: Annotated[str, typer.Option(help="Their department")] = "",
    superior: Annotated[str, typer.Option(help="E-mail of whoever is told of their overdue promises")] = "",
    home: Home = None,
) -> None:
    """Add a person, or change the one with this address."""
    with opened(home, make=True) as installation, installation.sessions.begin() as session:
        before = PEOPLE.present(session).get(email.strip().lower())
        person = add_person(session, email=email, name=name, role=role, department=department, now=utc_now())
        if superior:
            set_superior(session, email, superior)
        after = PEOPLE.present(session)[person.email]
        note_change(session, PEOPLE, Line(0, person.email, before, after), by=None, now=utc_now())
    out.print(f"{email} is {role.value}.")


@users.command("import")
def import_csv(file: Path, home: Home = None, preview: Preview = False) -> None:
    """Add or change people from a CSV with columns email, name, role, department, title, superior, active."""
    with opened(home, make=True) as installation, installation.sessions.begin() as session:
        if preview:
            print_preview(session, PEOPLE, file)
            return
        count = import_people(session, file, now=utc_now())
    out.print(f"{count} people.")


@users.command("export")
def export_csv(home: Home = None) -> None:
    """Write everybody as CSV, in the columns of the import, to standard output."""
    with opened(home) as installation, installation.readers() as session:
        sys.stdout.write(as_csv(session, PEOPLE))


@users.command("link")
def link(
    email: str,
    minutes: Annotated[int, typer.Option(min=1, max=1440, help="How long the link lives")] = 20,
    home: Home = None,
) -> None:
    """Print a sign-in link for a person, for where no mail is set up."""
    with opened(home) as installation, installation.sessions.begin() as session:
        person = person_to_invite(session, email)
        if person is None:
            raise ListenbackError(f"{email} is nobody here.", remedy="Add them: listenback users add.")
        made = make_sign_in_link(
            session,
            person,
            base_url=installation.settings.base_url,
            now=utc_now(),
            lives=timedelta(minutes=minutes),
        )
        details = {"channel": "command_line", "minutes": minutes}
        audit.record(session, by=None, action="invited", subject=f"person:{person.id}", details=details, now=utc_now())
    out.print(made)
