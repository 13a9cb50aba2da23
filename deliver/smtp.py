"""The way out of the house for mail: a real SMTP server, or a folder where there is none."""

import re
import smtplib
import ssl
from contextlib import AbstractContextManager
from email.message import EmailMessage
from pathlib import Path
from typing import Final, Protocol

from settings.errors import ListenbackError
from settings.settings import Mail, Settings

TIMEOUT_S: Final = 30.0
IMPLICIT_TLS_PORT: Final = 465
_LASTING: Final = 500
"""Reply codes from here on are final (RFC 5321, 4.2.1)."""
_STATUS: Final = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


class PostError(ListenbackError):
    """A message that did not go out.

    `is_certain` says that it surely did not: only then may it be tried again without the risk of a second copy.
    `is_lasting` says that trying again would change nothing. `refuses_address` says that this very address is dead.
    """

    code = "post"
    status = 502

    def __init__(
        self, message: str, *, is_certain: bool, is_lasting: bool, refuses_address: bool = False, remedy: str = ""
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.is_certain = is_certain
        self.is_lasting = is_lasting
        self.refuses_address = refuses_address

    @property
    def may_go_later(self) -> bool:
        """It surely did not leave, and may another time."""
        return self.is_certain and not self.is_lasting


class Post(Protocol):
    """Takes a message away. Raises PostError."""

    def send(self, message: EmailMessage) -> None: ...


def post_of(settings: Settings) -> Post:
    """The SMTP server of the settings, else the folder `outbox` under the home."""
    return SmtpPost(settings.mail) if settings.mail.host else FolderPost(settings.home / "outbox")


class FolderPost:
    """Keeps messages as `.eml` files, named by their message id: the same message twice is one file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = outbox_name(str(message["Message-ID"]))
        aside = self.folder / f".{name}.part"
        aside.write_bytes(message.as_bytes())
        aside.replace(self.folder / name)


def outbox_name(message_id: str) -> str:
    """The file in which a message of this id is kept."""
    return "".join(letter if letter.isalnum() else "-" for letter in message_id.strip("<>")) + ".eml"


class SmtpPost:
    """An SMTP server, by STARTTLS or, on port 465, by TLS from the first byte; certificates are checked."""

    def __init__(self, mail: Mail) -> None:
        self.mail = mail

    def send(self, message: EmailMessage) -> None:
        was_begun = was_accepted = False
        try:
            with self._connection() as server:
                self._sign_in(server)
                was_begun = True
                server.send_message(message)
                was_accepted = True
        except (smtplib.SMTPException, OSError) as broken:
            if not was_accepted:  # else only the good-bye failed
                raise self._error(broken, was_begun=was_begun) from broken

    def _connection(self) -> AbstractContextManager[smtplib.SMTP]:
        host, port = self.mail.host, self.mail.port
        if port == IMPLICIT_TLS_PORT:
            return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=ssl.create_default_context())
        return smtplib.SMTP(host, port, timeout=TIMEOUT_S)

    def _sign_in(self, server: smtplib.SMTP) -> None:
        if self.mail.starttls and not isinstance(server, smtplib.SMTP_SSL):
            server.starttls(context=ssl.create_default_context())
        if self.mail.user:
            server.login(self.mail.user, self.mail.password.get_secret_value())

    def _error(self, broken: Exception, *, was_begun: bool) -> PostError:
        what, code = _answer(broken)
        return PostError(
            f"mail server {self.mail.host}:{self.mail.port}: {what}.",
            is_certain=code is not None or not was_begun,
            is_lasting=code is not None and code >= _LASTING,
            refuses_address=isinstance(broken, smtplib.SMTPRecipientsRefused) and _is_dead(broken),
            remedy="Check the mail settings and the address, then send again.",
        )


def _answer(broken: Exception) -> tuple[str, int | None]:
    """What went wrong and the server's reply code; none where the line broke instead of answering."""
    if isinstance(broken, smtplib.SMTPRecipientsRefused):
        return "the recipient is refused", min(code for code, _ in broken.recipients.values())
    if isinstance(broken, smtplib.SMTPAuthenticationError):
        return "user or password is refused", broken.smtp_code
    if isinstance(broken, smtplib.SMTPResponseException):
        return f"it answers {broken.smtp_code}", broken.smtp_code
    return f"{type(broken).__name__}: {broken}", None


def _is_dead(refused: smtplib.SMTPRecipientsRefused) -> bool:
    """Whether the mailbox is not there: a full one (5.2.2) or a refused sender (5.7) may be mended by other people."""
    return any(
        code >= _LASTING and is_address_gone(said.decode("latin-1")) for code, said in refused.recipients.values()
    )


def is_address_gone(said: str) -> bool:
    """From what a server says: its enhanced status code (RFC 3463) where it gives one, else the bare refusal."""
    found = _STATUS.search(said)
    return found is None or found[0].startswith(("5.1.", "5.2.1"))
