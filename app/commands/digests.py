"""`listenback digest preview|send|bounces`: what executives will hear, sending it now, and what came back."""

from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.opening import opened
from app.output import out, print_table
from deliver.preview import preview_digest, preview_message
from deliver.schedules import chosen_wishes, sendings_of
from deliver.smtp import post_of
from settings.clock import utc_now
from settings.errors import ListenbackError
from store.installation import Installation
from store.tables.digest import Digest
from store.tables.excerpt import Excerpt
from store.tables.person import Person

group = typer.Typer(help="Digests for the executives who own causes.", no_args_is_help=True)
Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="digest")


@group.command("preview")
def preview(email: Annotated[str, typer.Argument(help="Whose digest")], home: Home = None) -> None:
    """Show what a person's next digest would say now, and the newest one; nothing is sent, drawn or stored."""
    with opened(home) as installation, installation.readers() as session:
        settings, person, now = installation.settings, _person(session, email), utc_now()
        wishes = chosen_wishes(session, person, settings)
        seen = preview_digest(session, person, wishes, currency=settings.currency, now=now)
        told = f"{seen.subject}. {seen.draw_words}" if not seen.why_nothing else f"nothing, since {seen.why_nothing}"
        out.print(f"Now: {told}")
        for at in islice(sendings_of(wishes, settings).following(now), 5):
            out.print(f"Comes {at.astimezone(ZoneInfo(wishes.time_zone)):%A, %d %b %Y, %H:%M %Z}")
        newest = select(Digest).where(Digest.person_id == person.id).order_by(Digest.ends_at.desc()).limit(1)
        digest = session.scalars(newest).one_or_none()
        if digest is None:
            return
        excerpts = session.scalars(select(Excerpt).where(Excerpt.digest_id == digest.id).order_by(Excerpt.position))
        rows = [[one.position, one.cause_id, f"{one.duration_s:.0f} s", one.quote] for one in excerpts]
        print_table(
            f"The newest one: {digest.subject or 'nothing honest to send'}", ["", "cause", "length", "quote"], rows
        )


@group.command("send")
def send(
    starts: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day")] = None,
    ends: Annotated[
        datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="First day after the period")
    ] = None,
    test: Annotated[str, typer.Option(help="Only mail a test to this address: a digest as it would look now")] = "",
    person: Annotated[str, typer.Option(help="Whose digest is tested; else the first owner's")] = "",
    home: Home = None,
) -> None:
    """Ask for a digest of a period for everybody who owns a cause; a running worker does the rest."""
    from worker.digests import ask_for_digests
    from worker.front import send_waiting

    with opened(home) as installation:
        now = utc_now()
        if test:
            _send_test(installation, test, person, now)
            return
        if starts is None or ends is None:
            raise ListenbackError("the period is missing.", remedy="Give --from and --until, or --test ADDRESS.")
        with installation.sessions.begin() as session:
            count = ask_for_digests(
                session, starts_at=starts.replace(tzinfo=UTC), ends_at=ends.replace(tzinfo=UTC), now=now
            )
        send_waiting(installation, now=now)
    out.print(f"{count} digests asked for.")


@group.command("bounces")
def bounces(
    path: Annotated[Path, typer.Argument(exists=True, help="A mail, an mbox, a folder of .eml files or a Maildir")],
    home: Home = None,
) -> None:
    """Read delivery status notifications: mail to dead addresses stops, and the admins are told."""
    from worker.bounces import messages_of, take_bounces
    from worker.front import send_waiting

    read = dead = returned = 0
    with opened(home) as installation:
        for data in messages_of(path):
            with installation.sessions.begin() as session:
                bounce = take_bounces(session, data, now=utc_now())
            read += 1
            returned += bounce is not None
            dead += bounce is not None and bounce.is_dead
        send_waiting(installation, now=utc_now())
    out.print(f"{read} mails read, {returned} tell of a digest that came back, {dead} of a dead address.")


def _send_test(installation: Installation, address: str, email: str, now: datetime) -> None:
    from worker.listening import listeners

    settings = installation.settings
    with installation.readers() as session:
        everybody = [] if email else listeners(session)
        if not email and not everybody:
            raise ListenbackError("nobody gets digests yet.", remedy="Give a cause an owner: listenback causes load.")
        person = _person(session, email) if email else everybody[0]
        wishes = chosen_wishes(session, person, settings)
        seen = preview_digest(session, person, wishes, currency=settings.currency, now=now)
        message = preview_message(seen, person=person, to=address, settings=settings, now=now)
    post_of(settings).send(message)
    where = f"sent by {settings.mail.host}" if settings.mail.host else f"kept in {settings.home / 'outbox'}"
    out.print(f"A test of {person.name}'s digest for {address} was {where}.")


def _person(session: Session, email: str) -> Person:
    person = session.scalars(select(Person).where(Person.email == email.lower())).one_or_none()
    if person is None:
        raise ListenbackError(f"{email} is nobody here.", remedy="See: listenback users list.")
    return person
