"""The mail that carries a sign-in link; without a mail server it is kept under the home for the admin to hand over."""

import smtplib
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

import structlog

from accounts.sign_in import LINK_LIVES
from store.installation import Installation
from store.tables.person import Person

log = structlog.get_logger()


def post_invitation(installation: Installation, person: Person, link: str, *, now: datetime) -> None:
    """Send the link, or write it as `.eml`. A mail server that fails is logged, and the page tells nothing."""
    message = invitation(installation.settings.mail.sender, person, link, now=now)
    mail = installation.settings.mail
    if not mail.host:
        folder = installation.settings.home / "outbox"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"sign-in-{now:%Y%m%dT%H%M%S%f}.eml").write_bytes(message.as_bytes(policy=SMTP))
        return
    try:
        with smtplib.SMTP(mail.host, mail.port, timeout=20) as server:
            if mail.starttls:
                server.starttls()
            if mail.user:
                server.login(mail.user, mail.password.get_secret_value())
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("sign-in link not sent", person=str(person.id), error=type(error).__name__)


def invitation(sender: str, person: Person, link: str, *, now: datetime) -> EmailMessage:
    minutes = round(LINK_LIVES.total_seconds() / 60)
    message = EmailMessage(policy=SMTP.clone(max_line_length=998))
    message["From"], message["To"] = sender, person.email
    message["Subject"] = "Your way into Listenback"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain="listenback.invalid")
    message.set_content(
        f"Hello {person.name},\n\nopen this page and press the button to sign in:\n\n{link}\n\n"
        f"It works once, for {minutes} minutes. If you did not ask for it, nothing happens when you leave it alone.\n"
    )
    return message
