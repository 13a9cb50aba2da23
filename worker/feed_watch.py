"""Watches who fetches the private feeds, and tells owner and admins when one looks passed on."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from accounts import audit
from deliver.feed_clients import client_of, is_known, note_client
from deliver.leak_mail import leak_message
from deliver.smtp import PostError, post_of
from store.installation import Installation
from store.tables.feed import Feed
from store.tables.person import Person, Role
from worker.jobs import Claim, enqueue
from worker.queues import Kind
from worker.step import Write


def watch(installation: Installation, reading: Session, feed: Feed, *, address: str, agent: str, now: datetime) -> None:
    """Count the program that asks for the feed; a program that was counted today costs no write."""
    settings = installation.settings
    client = client_of(feed, address=address, agent=agent, secret=settings.secret, now=now)
    if is_known(reading, feed, client, now=now):
        return
    with installation.sessions.begin() as session:
        watched = session.get_one(Feed, feed.id)
        raised = note_client(
            session, watched, client, now=now, limit=settings.feeds.clients_a_day, closes=settings.feeds.close_on_leak
        )
        if raised:
            details = {"closed": watched.closed_by_leak}
            audit.record(session, by=None, action="feed leak seen", subject=f"feed:{feed.id}", details=details, now=now)
            enqueue(session, Kind.WARN_OF_LEAK, f"{feed.id}/{now:%Y%m%dT%H%M%S}", now=now)


def warn(installation: Installation, claim: Claim) -> Write:
    """Post the notice; a message that surely did not leave is tried again with the job."""
    with installation.readers() as session:
        feed = session.get_one(Feed, UUID(claim.subject.partition("/")[0]))
        owner = session.get_one(Person, feed.person_id)
        readers = session.scalars(_readers(owner)).all()
    seen_at = feed.leak_seen_at
    if seen_at is None:  # its owner has said meanwhile that all was well
        return _nothing_more
    post, settings = post_of(installation.settings), installation.settings
    for reader in readers:
        message = leak_message(
            feed, owner=owner, to=reader, sender=settings.mail.sender, base_url=settings.base_url, seen_at=seen_at
        )
        try:
            post.send(message)
        except PostError as error:
            if error.is_certain and not error.is_lasting:
                raise OSError("the notice did not leave; the job is tried again") from error
    return _nothing_more


def _readers(owner: Person) -> Select[Person]:
    return select(Person).where(Person.is_active, or_(Person.id == owner.id, Person.role == Role.ADMIN))


def _nothing_more(_session: Session, _now: datetime) -> None:
    """The messages are out."""
