"""The mail that carries a sign-in link; without a mail server it is kept under the home for the admin to hand over."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from secrets import token_hex
from urllib.parse import urlencode

import structlog

from accounts.limits import Limit, is_too_much
from accounts.sign_in import link_to_renew, make_sign_in_link, person_to_invite
from deliver.smtp import PostError, post_of
from store.installation import Installation
from store.tables.person import Person

log = structlog.get_logger()


def invite_address(installation: Installation, email: str, *, then: str, now: datetime) -> None:
    """Send a link to whoever has this address. Runs after the answer, which therefore takes the same time for all."""
    with installation.readers() as session:
        person = person_to_invite(session, email)
    if person is not None:
        _invite(installation, person, then=then, now=now)


def invite_again(installation: Installation, token: str, *, then: str, now: datetime) -> None:
    """Send a new link to whom an old one was for. Runs after the answer, too."""
    with installation.readers() as session:
        person = link_to_renew(session, token)
    if person is not None:
        _invite(installation, person, then=then, now=now)


def _invite(installation: Installation, person: Person, *, then: str, now: datetime) -> None:
    """Nobody's mailbox is flooded: beyond the limit nothing is sent, and the page says what it always says."""
    settings = installation.settings
    limit = Limit("link to address", settings.sign_in.links_per_address)
    with installation.sessions.begin() as session:
        if is_too_much(session, limit, str(person.id), secret=settings.secret, now=now):
            log.warning("sign-in link not sent", person=str(person.id), error="too many within the hour")
            return
        lives = timedelta(minutes=settings.sign_in.link_minutes)
        link = make_sign_in_link(session, person, base_url=settings.base_url, now=now, lives=lives)
    post_invitation(installation, person, f"{link}?{urlencode({'next': then})}" if then else link, now=now)


def post_invitation(
    installation: Installation, person: Person, link: str, *, now: datetime, lives: timedelta | None = None
) -> bool:
    """Send the link, or write it as `.eml`; whether it went. A mail server that fails is logged.

    Who asks for a link of their own is not told: that would tell strangers who is known here.
    """
    settings = installation.settings
    lives = lives or timedelta(minutes=settings.sign_in.link_minutes)
    message = invitation(settings.mail.sender, person, link, lives=lives, now=now)
    try:
        post_of(settings).send(message)
    except PostError as error:
        log.warning("sign-in link not sent", person=str(person.id), error=error.code, certain=error.is_certain)
        return False
    return True


def invitation(sender: str, person: Person, link: str, *, lives: timedelta, now: datetime) -> EmailMessage:
    lasts = f"{lives.days} days" if lives.days else f"{round(lives.total_seconds() / 60)} minutes"
    message = EmailMessage(policy=SMTP.clone(max_line_length=998))
    message["From"], message["To"] = sender, person.email
    message["Subject"] = "Your way into Listenback"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<sign-in-{now:%Y%m%dT%H%M%S%f}-{token_hex(3)}@{sender.rpartition('@')[2]}>"
    message.set_content(
        f"Hello {person.name},\n\nopen this page and press the button to sign in:\n\n{link}\n\n"
        f"It works once, for {lasts}. If you did not ask for it, nothing happens when you leave it alone.\n"
    )
    return message
