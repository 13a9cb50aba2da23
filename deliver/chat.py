"""A digest in one line of a chat: the finding and where to hear it, never more of a call than its redacted quote."""

import json
from dataclasses import asdict, dataclass
from typing import Final

from deliver.digest_body import DigestBody
from deliver.smtp import PostError
from net.address import AddressRefusedError
from net.post import PostRefusedError, post_json
from settings.settings import Chat

WEBHOOKS: Final = ("https://", "http://")
MISSING: Final = "the chat service {name} is not in the settings any more."


@dataclass(frozen=True, slots=True)
class Notice:
    """What is posted; `service` is its name in the settings, whose address is a secret and kept in no row."""

    service: str
    text: str

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode()


def read_notice(data: bytes) -> Notice:
    return Notice(**json.loads(data))


def notice_of(body: DigestBody, subject: str, *, service: str, digest_url: str, quotes: bool) -> Notice:
    """One line: for whom, the finding, a quote only where the installation wants one, and the link."""
    said = next((excerpt.quote for excerpt in body.excerpts if excerpt.quote), "") if quotes else ""
    parts = [f"{body.name}: {subject}", f"“{said}”" if said else "", digest_url]
    return Notice(service, " – ".join(part for part in parts if part).replace("\n", " "))


def service_of(wanted: str, chat: Chat) -> str:
    """The named service, else the installation's usual one; empty where there is none."""
    return wanted or chat.usual


def post_notice(notice: Notice, chat: Chat) -> None:
    """Raises PostError, which says whether the notice may have arrived."""
    secret = chat.services.get(notice.service)
    if secret is None:
        raise PostError(MISSING.format(name=notice.service), is_certain=True, is_lasting=True)
    address = secret.get_secret_value()
    if not address.startswith(WEBHOOKS):
        _post_by_apprise(notice, address)
        return
    try:
        post_json(address, {"text": notice.text}, inside_hosts=chat.inside_hosts)
    except AddressRefusedError as error:
        raise PostError(
            f"chat service {notice.service}: its address is refused ({type(error).__name__}).",
            is_certain=True,
            is_lasting=True,
            remedy="Use a public https address, or name its host in chat.inside_hosts.",
        ) from None
    except PostRefusedError as error:
        raise PostError(
            f"chat service {notice.service}: {error.message}",
            is_certain=error.is_certain,
            is_lasting=error.is_lasting,
            remedy=error.remedy,
        ) from None


def _post_by_apprise(notice: Notice, address: str) -> None:
    """Apprise says only yes or no, so that a no is not tried again by itself: the notice may have arrived."""
    try:
        import apprise
    except ModuleNotFoundError:
        raise PostError(
            f"chat service {notice.service} needs apprise, which is not installed.",
            is_certain=True,
            is_lasting=True,
            remedy="Run: pip install 'listenback[chat]'.",
        ) from None
    service = apprise.Apprise()
    if not service.add(address):
        raise PostError(
            f"chat service {notice.service}: apprise cannot read its address.", is_certain=True, is_lasting=True
        )
    if not service.notify(body=notice.text):
        raise PostError(f"chat service {notice.service} did not take it.", is_certain=False, is_lasting=False)
