"""What came back, read from files: each one once, moved aside afterwards; and telling the admins."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from mailbox import mbox
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliver.bounces import Bounce, read_bounce
from deliver.deliveries import note_returned
from deliver.smtp import post_of
from settings.clock import utc_now
from store.installation import Installation
from store.tables.delivery import Channel, Delivery
from store.tables.mail_stop import MailStop, StopKind
from store.tables.person import Person, Role
from worker.jobs import Claim, enqueue
from worker.queues import Kind
from worker.step import Write

READ: Final = "read"
"""Where files of a drop folder go when they were read."""
LARGEST: Final = 10_000_000
"""Bytes; a notification that quotes the whole mail stays far below."""


def take_bounces(session: Session, data: bytes, *, now: datetime) -> Bounce | None:
    """Note one notification on its delivery. None where it is about no mail of ours."""
    bounce = read_bounce(data)
    delivery = session.get(Delivery, bounce.delivery_id) if bounce is not None else None
    if bounce is None or delivery is None or delivery.channel is not Channel.MAIL:
        return None
    is_theirs = not bounce.recipient or bounce.recipient == delivery.address.lower()
    note_returned(session, delivery, bounce.reason, is_dead=bounce.is_dead and is_theirs, now=now)
    if bounce.is_dead and is_theirs:
        tell_of_bounce(session, delivery, now=now)
    return bounce


def messages_of(path: Path) -> Iterator[bytes]:
    """The messages of a file (one mail, or an mbox), a folder of `.eml` files, or a Maildir."""
    if path.is_dir():
        for file in waiting_in(path):
            yield file.read_bytes()
        return
    data = path.read_bytes()
    if data.startswith(b"From "):
        with closing(mbox(path, create=False)) as box:
            for message in box:
                yield message.as_bytes()
    else:
        yield data


def waiting_in(folder: Path) -> list[Path]:
    """Mails of a Maildir, or `.eml` files; hidden ones are still being written."""
    inside = [folder / "new", folder / "cur"] if (folder / "new").is_dir() else [folder]
    found = [file for place in inside if place.is_dir() for file in place.iterdir() if file.is_file()]
    is_maildir = inside[0] != folder
    wanted = [file for file in found if not file.name.startswith(".") and (is_maildir or file.suffix == ".eml")]
    return sorted(file for file in wanted if file.stat().st_size <= LARGEST)


def sweep_bounces(installation: Installation, *, now: datetime) -> int:
    """Read the drop folder of the settings. A file is moved aside first, so that two clocks never read the same one."""
    folder = installation.settings.mail.bounces_folder
    if folder is None or not folder.is_dir():
        return 0
    aside = folder / READ
    aside.mkdir(exist_ok=True)
    count = 0
    for file in waiting_in(folder):
        target = aside / file.name
        try:
            file.rename(target)
        except FileNotFoundError:
            continue  # another clock was faster
        with installation.sessions.begin() as session:
            count += take_bounces(session, target.read_bytes(), now=now) is not None
    return count


def tell_of_bounce(session: Session, delivery: Delivery, *, now: datetime) -> None:
    """Enqueue the notice to the admins that an address is dead, once for each stop."""
    stop = session.scalars(
        select(MailStop).where(
            MailStop.person_id == delivery.person_id,
            MailStop.kind == StopKind.BOUNCED,
            MailStop.address == delivery.address,
            MailStop.resumed_at.is_(None),
        )
    ).one()
    enqueue(session, Kind.TELL_ADMINS, str(stop.id), now=now)


def tell_admins(installation: Installation, claim: Claim) -> Write:
    """A plain mail to every admin; the log of deliveries says the same."""
    with installation.readers() as session:
        stop = session.get_one(MailStop, UUID(claim.subject))
        person = session.get_one(Person, stop.person_id)
        admins = session.scalars(
            select(Person).where(Person.role == Role.ADMIN, Person.is_active, Person.id != person.id)
        ).all()
    post = post_of(installation.settings)
    for admin in admins:
        post.send(_notice(installation, stop, person, admin))

    def write(_session: Session, _now: datetime) -> None:
        """The stop's own row is what lasts."""

    return write


def _notice(installation: Installation, stop: MailStop, person: Person, admin: Person) -> EmailMessage:
    settings = installation.settings
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = settings.mail.sender, admin.email
    message["Subject"] = f"Mail to {person.name} comes back"
    message["Date"] = format_datetime(utc_now())
    message["Message-ID"] = f"<{stop.id.hex}.{admin.id.hex}@{settings.mail.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        f"{stop.address} takes no mail: {stop.reason}\n\n"
        f"Digests for {person.name} are not mailed any more; they stay on the listening page. When the address is\n"
        f"right again, begin the mail here:\n\n{settings.base_url.rstrip('/')}/schedules/{person.id}\n"
    )
    return message
