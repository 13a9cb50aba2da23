"""`listenback digest preview|send`: what executives will hear, and sending it now."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.opening import opened
from app.output import out, print_table
from settings.clock import utc_now
from settings.errors import ListenbackError
from store.tables.digest import Digest
from store.tables.excerpt import Excerpt
from store.tables.person import Person

group = typer.Typer(help="Digests for the executives who own causes.", no_args_is_help=True)
Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="digest")


@group.command("preview")
def preview(email: Annotated[str, typer.Argument(help="Whose digest")], home: Home = None) -> None:
    """Show the newest digest of a person as it would be read."""
    with opened(home) as installation, installation.readers() as session:
        person = _person(session, email)
        digest = session.scalars(
            select(Digest).where(Digest.person_id == person.id).order_by(Digest.ends_at.desc()).limit(1)
        ).one_or_none()
        if digest is None:
            raise ListenbackError(f"{person.name} has no digest yet.", remedy="Run: listenback digest send.")
        excerpts = session.scalars(select(Excerpt).where(Excerpt.digest_id == digest.id).order_by(Excerpt.position))
        out.print(digest.subject or "Nothing honest to send yet.")
        rows = [[one.position, one.cause_id, f"{one.duration_s:.0f} s", one.quote] for one in excerpts]
        print_table("Excerpts", ["", "cause", "length", "quote"], rows)


@group.command("send")
def send(
    starts: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day")],
    ends: Annotated[datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="First day after the period")],
    home: Home = None,
) -> None:
    """Ask for a digest of a period for everybody who owns a cause; a running worker does the rest."""
    from worker.digests import ask_for_digests
    from worker.front import send_waiting

    with opened(home) as installation:
        now = utc_now()
        with installation.sessions.begin() as session:
            count = ask_for_digests(
                session, starts_at=starts.replace(tzinfo=UTC), ends_at=ends.replace(tzinfo=UTC), now=now
            )
        send_waiting(installation, now=now)
    out.print(f"{count} digests asked for.")


def _person(session: Session, email: str) -> Person:
    person = session.scalars(select(Person).where(Person.email == email.lower())).one_or_none()
    if person is None:
        raise ListenbackError(f"{email} is nobody here.", remedy="See: listenback users list.")
    return person
