"""A digest as a mail message: HTML and text, its chart inside, and a way out by one click (RFC 8058).

Every link opens a page and changes nothing by being followed: scanners follow all of them.
"""

import base64
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from deliver.charts import DARK, chart_png, chart_words
from deliver.digest_body import DigestBody
from deliver.finding import clock, count, day, money, rough

SENDER_NAME: Final = "Listenback"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a message needs besides its words. Addresses are bare: `bruno@northlight.example`."""

    sender: str
    to_name: str
    to_address: str
    message_id: str
    digest_id: str
    base_url: str
    unsubscribe_url: str
    sent_at: datetime
    note: str = ""
    """A sentence instead of the excerpts, where they are not drawn yet. Without `unsubscribe_url` it is a test."""


class DigestPolicy(EmailPolicy):
    """Folds headers as usual but for List-Unsubscribe, which some mail programs cannot read in pieces.

    All headers in 998 letters would break RFC 2047, by which an encoded word has at most 75.
    """

    def fold(self, name: str, value: str) -> str:
        return str(_policy_for(name).fold(name, value))

    def fold_binary(self, name: str, value: str) -> bytes:
        return _policy_for(name).fold_binary(name, value)


_SHORT: Final = SMTP
_LONG: Final = SMTP.clone(max_line_length=998)
POLICY: Final = DigestPolicy(linesep="\r\n")

_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html.j2"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
)
_TEMPLATES.globals.update(count=count, rough=rough, money=money, day=day, clock=clock)


def digest_message(body: DigestBody, subject: str, envelope: Envelope) -> EmailMessage:
    """The message as it is stored and sent."""
    charts = _charts(body)
    values = _values(body, subject, envelope, has_chart=bool(charts))
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(SENDER_NAME, addr_spec=envelope.sender)
    message["To"] = Address(envelope.to_name, addr_spec=envelope.to_address)
    message["Subject"] = subject
    message["Date"] = format_datetime(envelope.sent_at)
    message["Message-ID"] = envelope.message_id
    if envelope.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{envelope.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_TEMPLATES.get_template("digest.txt.j2").render(values), cte="quoted-printable")
    html = _TEMPLATES.get_template("digest.html.j2").render(values)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    for cid, chart in zip((values["chart_cid"], values["dark_cid"]), charts, strict=False):
        _attach_chart(message, chart, cid)
    return message


def page_of(message: EmailMessage) -> str:
    """The HTML of a message with its pictures inside, for a browser."""
    part = message.get_body(("html",))
    html = str(part.get_content()) if part is not None else ""
    for image in message.walk():
        if image.get_content_type() == "image/png":
            data = base64.b64encode(image.get_content()).decode()
            html = html.replace(f"cid:{str(image['Content-ID']).strip('<>')}", f"data:image/png;base64,{data}")
    return html


def message_id_of(delivery_hex: str, sender: str) -> str:
    """Fixed by the delivery, so that a message sent again is recognised as the same one."""
    return f"<{delivery_hex}@{sender.rpartition('@')[2]}>"


def _values(body: DigestBody, subject: str, envelope: Envelope, *, has_chart: bool) -> dict[str, Any]:
    main = body.main_finding
    return {
        "body": body,
        "main": main,
        "subject": subject,
        "preview": _preview(body),
        "base_url": envelope.base_url.rstrip("/"),
        "digest_id": envelope.digest_id,
        "unsubscribe_url": envelope.unsubscribe_url,
        "note": envelope.note,
        "chart_cid": _cid(envelope, "chart") if has_chart else "",
        "dark_cid": _cid(envelope, "dark") if has_chart else "",
        "chart_words": chart_words(main) if main and has_chart else "",
    }


def _preview(body: DigestBody) -> str:
    """What mail programs show beside the subject: the change, else what is asked for."""
    main = body.main_finding
    if main is not None and main.change:
        return main.change
    number = len(body.excerpts)
    return f"{number} {'call' if number == 1 else 'calls'} for you to hear." if number else ""


def _cid(envelope: Envelope, name: str) -> str:
    return envelope.message_id.strip("<>").replace("@", f".{name}@")


def _charts(body: DigestBody) -> list[bytes]:
    """The same chart for light and for dark mail programs; none where nothing could be told."""
    main = body.main_finding
    return [] if main is None or main.share is None else [chart_png(main), chart_png(main, inks=DARK)]


def _attach_chart(message: EmailMessage, chart: bytes, cid: str) -> None:
    *_, html = message.iter_parts()
    assert isinstance(html, EmailMessage)
    html.add_related(
        chart,
        "image",
        "png",
        cid=f"<{cid}>",
        filename=f"{cid.partition('@')[0].rpartition('.')[2]}.png",
        disposition="inline",
    )


def _policy_for(name: str) -> "EmailPolicy[EmailMessage]":
    return _LONG if name.lower() == "list-unsubscribe" else _SHORT
