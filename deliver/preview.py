"""A digest as it would look now: nothing is sent, drawn or stored."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import make_msgid

from sqlalchemy.orm import Session

from deliver.digest_body import DigestBody, subject_of
from deliver.digests import read_body
from deliver.eml import Envelope, digest_message
from deliver.excerpt_draw import candidates_of
from deliver.schedules import Wishes, period_of
from settings.settings import Settings
from store.tables.digest import Digest
from store.tables.person import Person


@dataclass(frozen=True, slots=True)
class Preview:
    body: DigestBody
    subject: str
    calls: int
    """Calls that would be drawn; which ones nobody knows before the draw."""
    among: int
    """Calls that they would be drawn from."""

    @property
    def is_empty(self) -> bool:
        return self.body.is_empty and not self.calls

    @property
    def draw_words(self) -> str:
        if not self.calls:
            return "There is no call to hear that was not heard before."
        of = "the only one" if self.among == 1 else f"{self.among}"
        calls = "1 call is" if self.calls == 1 else f"{self.calls} calls are"
        return f"{calls} drawn by lot among {of} when it is sent."


def preview_digest(session: Session, person: Person, wishes: Wishes, *, currency: str, now: datetime) -> Preview:
    """What the next digest would say if it came now."""
    starts_at, ends_at = period_of(session, person, wishes, at=now)
    digest = Digest(person_id=person.id, starts_at=starts_at, ends_at=ends_at, created_at=now)  # never added
    body = read_body(session, digest, currency=currency, now=now)
    among = len(candidates_of(session, digest))
    return Preview(body, subject_of(body), min(wishes.excerpts, among), among)


def preview_message(
    preview: Preview, *, person: Person, to: str, settings: Settings, now: datetime, is_test: bool = True
) -> EmailMessage:
    """The mail of a preview, for a test: its subject says so, and it carries no way to unsubscribe anybody."""
    envelope = Envelope(
        sender=settings.mail.sender,
        to_name=person.name,
        to_address=to,
        message_id=make_msgid(domain=settings.mail.sender.rpartition("@")[2]),
        digest_id="",
        base_url=settings.base_url,
        unsubscribe_url="",
        sent_at=now,
        note=preview.draw_words,
    )
    return digest_message(preview.body, f"Test: {preview.subject}" if is_test else preview.subject, envelope)
