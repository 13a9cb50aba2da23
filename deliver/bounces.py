"""Mail that came back: delivery status notifications (RFC 3464), matched to the delivery whose message id they quote.

A message id holds the random id of its delivery, so that nobody who did not get the mail can stop it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from typing import Final, cast
from uuid import UUID

from deliver.smtp import is_address_gone

_ID: Final = re.compile(r"<([0-9a-f]{32})(?:\.[0-9a-f]+)?@")
_LONGEST_REASON: Final = 300


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a notification says of one mail. `is_dead`: the address will never take one."""

    delivery_id: UUID
    recipient: str
    status: str
    reason: str
    is_dead: bool


def read_bounce(data: bytes) -> Bounce | None:
    """The failure that a message reports; None for any other mail, a delay, or one that quotes no mail of ours."""
    message = message_from_bytes(data, policy=default)
    delivery_id = _quoted(message)
    failed = next(_failures(message), None)
    if delivery_id is None or failed is None:
        return None
    status = str(failed["Status"] or "").split(" ")[0]
    said = " ".join(str(failed["Diagnostic-Code"] or "").split())
    return Bounce(
        delivery_id=delivery_id,
        recipient=_address(str(failed["Final-Recipient"] or failed["Original-Recipient"] or "")),
        status=status,
        reason=f"It came back ({status}): {said or 'no reason is given'}"[:_LONGEST_REASON],
        is_dead=bool(status) and is_address_gone(status),
    )


def _failures(message: EmailMessage) -> Iterator[Message]:
    """The blocks, one for each recipient, of those that failed for good."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
            continue
        blocks = cast("list[Message]", part.get_payload())
        for block in blocks:
            is_final = str(block["Status"] or "").strip().startswith("5")
            if str(block["Action"] or "").strip().lower() == "failed" and is_final:
                yield block


def _quoted(message: EmailMessage) -> UUID | None:
    """The delivery whose mail, or only its head, lies in the notification."""
    for part in message.walk():
        kind = part.get_content_type()
        head = (
            part.get_payload() if kind == "text/rfc822-headers" else part["Message-ID"] if part is not message else ""
        )
        found = _ID.search(str(head or "")) if kind != "multipart/report" else None
        if found:
            return UUID(found[1])
    return None


def _address(text: str) -> str:
    return text.rpartition(";")[2].strip().strip("<>").lower()
