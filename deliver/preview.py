"""A digest as it would look now: nothing is sent, drawn or stored."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import make_msgid

from sqlalchemy.orm import Session

from deliver.digest_body import DigestBody, subject_of
from deliver.digests import WhyNothing, read_body, why_nothing
from deliver.eml import Envelope, digest_message
from deliver.excerpt_draw import candidates_of
from deliver.schedules import Wishes, may_say_not_enough, period_of
from settings.settings import Settings
from store.tables.digest import Digest
from store.tables.listening_schedule import WhenEmpty
from store.tables.person import Person


@dataclass(frozen=True, slots=True)
class Preview:
    body: DigestBody
    subject: str
    calls: int
    """Calls that would be drawn; which ones nobody knows before the draw."""
    among: int
    """Calls that they would be drawn from."""
    why_nothing: str = ""
    """Why nothing would be sent, as the rest of a sentence; empty where it would be."""

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
    says = may_say_not_enough(session, person, wishes, now=now)
    nothing = None if among else why_nothing(session, digest, body, says_not_enough=says)
    return Preview(body, subject_of(body), min(wishes.excerpts, among), among, _words(nothing, body, wishes))


def _words(nothing: WhyNothing | None, body: DigestBody, wishes: Wishes) -> str:
    match nothing:
        case None:
            return ""
        case WhyNothing.NOTHING_TO_SAY:
            return f"no call of {body.period} is put down to these causes, no figure was published, no promise waits."
        case WhyNothing.NOT_ENOUGH if wishes.when_empty is WhenEmpty.NEVER:
            return "there are not enough calls yet, and the schedule says to send nothing then."
        case WhyNothing.NOT_ENOUGH:
            return "there are not enough calls yet, and that was said within the last month."
        case WhyNothing.NO_NEWS:
            return "its figures are those of the last digest, and there is no call to hear that was not heard before."


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
