"""`listenback init|migrate|doctor`: make an installation and see that it is well."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from accounts.people import add_person
from accounts.sign_in import make_sign_in_link
from app.opening import opened, read_settings
from app.output import out, print_json
from settings.clock import utc_now
from settings.settings import Settings
from store.installation import Installation, open_installation
from store.migrate import newest_version, schema_version
from store.recount import repair as put_right
from store.recount import wrong_lines
from store.tables.call_count import CallCount
from store.tables.person import Role

Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]
LITTLE_DISK_BYTES = 2_000_000_000


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
    out.print(f"Sign in as {admin}: {link}")


def migrate(home: Home = None) -> None:
    """Bring the database to the current schema."""
    with opened(home, make=True) as installation:
        out.print(f"The database is at {schema_version(installation.engine)}.")


@dataclass(frozen=True)
class Finding:
    subject: str
    is_good: bool
    tells: str
    facts: dict[str, Any] = field(default_factory=dict)
    """What a program may want to read out of it."""


def doctor(
    home: Home = None,
    repair: Annotated[bool, typer.Option("--repair", help="Put counts right that a recount contradicts")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Check settings, database, counts, disk, storage, and how fast the speech model is on this machine.

    The exit code is 1 where something is wrong.
    """
    settings = read_settings(home)
    installation = open_installation(settings)
    findings = [
        *(database := list(_database(installation))),
        *(_counts(installation, repair=repair) if database[-1].is_good else ()),
        *_disk(settings),
        *_storage(installation),
        *_model(settings),
        *_lists(installation),
    ]
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


def _database(installation: Installation) -> Iterator[Finding]:
    try:
        with installation.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        found = schema_version(installation.engine)
    except SQLAlchemyError as error:
        yield Finding("database", False, f"{type(error).__name__}; check database_url and permissions")
        return
    current = found == newest_version()
    yield Finding("database", current, f"schema {found}" if current else "not up to date; run: listenback migrate")


def _counts(installation: Installation, *, repair: bool) -> Iterator[Finding]:
    """Pages read roll-ups; here every call is counted again."""
    with installation.sessions.begin() if repair else installation.readers() as session:
        wrong = wrong_lines(session)
        if repair:
            put_right(session, wrong)
        calls = sum(number for _, number in session.execute(CallCount.by_state()))
    facts = {"calls": calls, "wrong": [str(line) for line in wrong]}
    if not wrong:
        yield Finding("counts", True, f"{calls:,} calls counted again, every line agrees", facts)
        return
    told = f"{len(wrong)} lines were wrong, the first: {wrong[0]}"
    yield Finding(
        "counts", repair, f"{told}; put right" if repair else f"{told}; run: listenback doctor --repair", facts
    )


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = next(path for path in (settings.home, *settings.home.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    yield Finding("disk", free > LITTLE_DISK_BYTES, f"{free / 1e9:.1f} GB free in {folder}")


def _storage(installation: Installation) -> Iterator[Finding]:
    try:
        key = installation.blobs.put(b"listenback doctor")
        whole = installation.blobs.get(key) == b"listenback doctor"
        installation.blobs.delete(key)
    except OSError as error:
        yield Finding("storage", False, f"{installation.settings.storage}: {error.strerror or error}")
        return
    yield Finding("storage", whole, installation.settings.storage)


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


def _lists(installation: Installation) -> Iterator[Finding]:
    from redact.lists import ListError, read_patterns
    from worker.exempt import record_of

    lists = installation.settings.redaction
    try:
        read_patterns(lists.patterns)
        record_of(installation.settings, "")
    except ListError as error:
        yield Finding("redaction", False, str(error))
        return
    checked = "cuts are checked by listening again" if lists.second_listen else "cuts are not listened to again"
    yield Finding("redaction", True, checked)
