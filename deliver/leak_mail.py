"""The notice that a private feed looks passed on: to its owner and the admins, in plain words."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from deliver.eml import POLICY, SENDER_NAME
from deliver.finding import day
from store.tables.feed import Feed
from store.tables.person import Person

_TEXT: Final = """\
{greeting},

On {day} the private podcast feed of {owner} was fetched by more programs than one person has. Perhaps its address was
passed on. Only redacted excerpts are in it, but they are meant for one pair of ears.

{what_now}

Listenback counts programs by a hash that says nothing about who they are; no address is kept.
"""


def leak_message(
    feed: Feed, *, owner: Person, to: Person, sender: str, base_url: str, seen_at: datetime
) -> EmailMessage:
    """One message; its id is fixed by feed, alarm and reader, so that the same one twice is recognised."""
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(SENDER_NAME, addr_spec=sender)
    message["To"] = Address(to.name, addr_spec=to.email)
    message["Subject"] = f"The private feed of {owner.name} looks passed on"
    message["Date"] = format_datetime(seen_at)
    message["Message-ID"] = f"<{feed.id.hex}.{seen_at:%Y%m%d%H%M%S}.{to.id.hex[:12]}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    text = _TEXT.format(
        greeting=f"Dear {to.name}",
        day=day(seen_at),
        owner=owner.name,
        what_now=_what_now(feed, to.id == owner.id, base_url.rstrip("/")),
    )
    message.set_content(text, cte="quoted-printable")
    return message


def _what_now(feed: Feed, is_own: bool, base: str) -> str:
    page = f"{base}/podcast" if is_own else f"{base}/feeds"
    if feed.closed_by_leak:
        return f"It was closed at once, as your settings want it. A new one is made here: {page}"
    own = " If all of them were yours, say so on the same page." if is_own else ""
    return f"Close it with one click: {page}{own}"
