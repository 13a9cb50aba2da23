"""A real SMTP server with TLS and passwords, on a port of this machine, under a certificate made for the test."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

USER, PASSWORD = b"listenback", b"correct horse"


@dataclass
class Inbox:
    """What arrived; `refusals` are replies to recipients, by address."""

    messages: list[bytes] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - the server's own name
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802 - same
        assert isinstance(envelope.content, bytes)
        self.messages.append(envelope.content)
        return "250 taken"


def _known(server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (USER, PASSWORD), handled=False)


@contextmanager
def real_smtp(folder: Path, *, is_implicit: bool, refusals: dict[str, str] | None = None) -> Iterator[Inbox]:
    """`folder` gets `ca.pem`, the authority to trust. Without TLS no password is taken."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    with socket.create_server(("127.0.0.1", 0)) as free:
        inbox = Inbox(refusals=refusals or {}, port=free.getsockname()[1])
    how: dict[str, Any] = {"ssl_context": context} if is_implicit else {"tls_context": context}
    server = Controller(
        inbox,
        hostname="localhost",
        port=inbox.port,
        authenticator=_known,
        auth_required=True,
        auth_require_tls=not is_implicit,
        **how,
    )
    server.start()
    try:
        yield inbox
    finally:
        server.stop()
