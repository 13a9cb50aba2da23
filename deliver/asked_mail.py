"""The notice that somebody asks for a person's word on a call: who asks, and a link. No word of the call is in it."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from deliver.eml import POLICY, SENDER_NAME
from store.tables.person import Person

_TEXT: Final = """\
Dear {to},

{by} {what}, about a call put down to {cause}.

Hear it and answer: {page}

What was written is on that page alone. All that waits for your word: {base}/for-you
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants of a person. `path` leads to it on the excerpt's page; `key` makes the message's id."""

    key: str
    what: str
    """As a sentence about who asks: "asks you a question"."""
    cause: str
    path: str


def asked_message(
    asked: Asked, *, by: Person, to: Person, sender: str, base_url: str, sent_at: datetime
) -> EmailMessage:
    """One message; its id is fixed by what it is about, so that the same one twice is recognised."""
    base = base_url.rstrip("/")
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(SENDER_NAME, addr_spec=sender)
    message["To"] = Address(to.name, addr_spec=to.email)
    message["Subject"] = f"{by.name} {asked.what}"
    message["Date"] = format_datetime(sent_at)
    message["Message-ID"] = f"<{asked.key}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    text = _TEXT.format(
        to=to.name, by=by.name, what=asked.what, cause=asked.cause, page=f"{base}{asked.path}", base=base
    )
    message.set_content(text, cte="quoted-printable")
    return message
