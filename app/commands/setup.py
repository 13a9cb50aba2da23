"""`listenback init|migrate|doctor`: make an installation and see that it is well."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from accounts.people import add_person
from accounts.sign_in import make_sign_in_link
from app.opening import opened, read_settings
from app.output import out, print_json
from settings.clock import utc_now
from settings.settings import Settings
from store.installation import open_installation
from store.migrate import schema_version
from store.tables.person import Role
from worker.checkup import Finding, check_up

Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]


def register(app: typer.Typer) -> None:
    for command in (init, migrate, doctor):
        app.command()(command)


def init(
    admin: Annotated[str, typer.Option(help="E-mail address of the first administrator")],
    name: Annotated[str, typer.Option(help="Their name")] = "Administrator",
    home: Home = None,
) -> None:
    """Make the database and the first administrator, and print their sign-in link."""
    with opened(home, make=True) as installation, installation.sessions.begin() as session:
        now = utc_now()
        person = add_person(session, email=admin, name=name, role=Role.ADMIN, now=now)
        link = make_sign_in_link(session, person, base_url=installation.settings.base_url, now=now)
    out.print(f"Ready in {installation.settings.home}. Start it with: listenback up")
    out.print(f"Then sign in as {admin}, once and within 20 minutes: {link}")
    out.print(f"A new link: listenback users link {admin}. The first page leads through the first steps.")


def migrate(home: Home = None) -> None:
    """Bring the database to the current schema."""
    with opened(home, make=True) as installation:
        out.print(f"The database is at {schema_version(installation.engine)}.")


def doctor(
    home: Home = None,
    repair: Annotated[bool, typer.Option("--repair", help="Put counts right that a recount contradicts")] = False,
    files: Annotated[bool, typer.Option("--files", help="Read every stored file again and compare its hash")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Check settings, database, counts, disk, storage, and how fast the speech model is on this machine.

    The exit code is 1 where something is wrong.
    """
    settings = read_settings(home)
    installation = open_installation(settings)
    findings = [*check_up(installation, repair=repair, files=files), *_model(settings)]
    installation.engine.dispose()
    if as_json:
        print_json([vars(finding) for finding in findings])
    else:
        for finding in findings:
            out.print(
                f"{'[green]good [/]' if finding.is_good else '[red]wrong[/]'}  {finding.subject:<10} {finding.tells}"
            )
    if not all(finding.is_good for finding in findings):
        raise typer.Exit(1)


def _model(settings: Settings) -> Iterator[Finding]:
    from app.speech_test import try_speech
    from transcribe.models import ModelUnavailable

    try:
        tried = try_speech(settings)
    except ModelUnavailable as error:
        yield Finding("speech", False, str(error))
        return
    warning = "; it knows synthetic voices only" if tried.model == "speech-demo" else ""
    yield Finding("speech", True, tried.tells + warning, tried.as_json())
